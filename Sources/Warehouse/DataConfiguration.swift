/// Where the data lies and how it is to be read: the `data` part of `broadsheet.yml`, checked.
package struct DataConfiguration: Hashable, Sendable {
    /// One file, with the reader's own mapping of roles to headers where the header is not recognised.
    package struct Dataset: Hashable, Sendable {
        /// As written in the configuration, relative to `folder`.
        package var file: String
        /// Role name (`amount`) → header in the file (`Deal Size`); empty where all is recognised.
        package var columns: [String: String]

        package init(file: String, columns: [String: String] = [:]) {
            self.file = file
            self.columns = columns
        }
    }

    /// A table joined to the opportunities by a key; its other columns become dimensions.
    package struct Lookup: Hashable, Sendable {
        package var file: String
        /// Header of the key column in the lookup file; the opportunities' column is the one of the same name or role.
        package var key: String

        package init(file: String, key: String) {
            self.file = file
            self.key = key
        }
    }

    /// Which stages are open, in their order, and which are won or lost.
    package struct Stages: Hashable, Sendable {
        package var order: [String]
        package var won: [String]
        package var lost: [String]

        package init(order: [String] = [], won: [String] = [], lost: [String] = []) {
            self.order = order
            self.won = won
            self.lost = lost
        }
    }

    /// The order of day, month and year in dates that leave it open.
    package enum DateOrder: String, CaseIterable, Hashable, Sendable {
        case monthDayYear = "MDY"
        case dayMonthYear = "DMY"
        case yearMonthDay = "YMD"
    }

    /// Folder that file names are relative to: the portal's; an absolute path.
    package var folder: String
    package var opportunities: Dataset
    package var contacts: Dataset?
    package var history: Dataset?
    package var lookups: [Lookup]
    package var stages: Stages?
    package var dateFormat: DateOrder?
    /// Texts that stand for an empty cell, beside the empty one; compared without case.
    package var nulls: [String]
    /// The share of a file's rows that may be rejected before the build stops: 0.01 is 1 %.
    package var maxRejected: Double
    /// ISO 4217 code of the portal's currency, which amounts written in another one contradict; nil to compare nothing.
    package var currency: String?
    /// The encoding of the files; nil for UTF-8, or UTF-16 where that is evident.
    package var encoding: TextEncoding?

    package init(
        folder: String, opportunities: Dataset, contacts: Dataset? = nil, history: Dataset? = nil,
        lookups: [Lookup] = [],
        stages: Stages? = nil, dateFormat: DateOrder? = nil, nulls: [String] = ["null", "n/a", "-"],
        maxRejected: Double = 0.01, currency: String? = nil, encoding: TextEncoding? = nil
    ) {
        self.folder = folder
        self.opportunities = opportunities
        self.contacts = contacts
        self.history = history
        self.lookups = lookups
        self.stages = stages
        self.dateFormat = dateFormat
        self.nulls = nulls
        self.maxRejected = maxRejected
        self.currency = currency
        self.encoding = encoding
    }
}
