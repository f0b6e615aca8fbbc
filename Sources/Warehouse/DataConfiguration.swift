/// Where the data lies and how it is to be read: the `data` part of `broadsheet.yml`, checked.
package struct DataConfiguration: Hashable, Sendable {
    /// What answers the queries.
    package enum Engine: Hashable, Sendable {
        /// Files, read into a DuckDB of the process.
        case duckdb
        /// Tables of a PostgreSQL, which does all the work.
        case postgres(PostgresSource)
    }

    /// One file or table, with the reader's own mapping of roles to headers where the header is not recognised.
    package struct Dataset: Hashable, Sendable {
        /// As written in the configuration, relative to `folder`; with PostgreSQL only what is loaded, and empty for nothing.
        package var file: String
        /// With PostgreSQL the table that is asked, `crm.opportunities`: a name, or one with its schema before it.
        package var table: String?
        /// Role name (`amount`) → header in the file, or column of the table (`Deal Size`); empty where all is recognised.
        package var columns: [String: String]

        package init(file: String, table: String? = nil, columns: [String: String] = [:]) {
            self.file = file
            self.table = table
            self.columns = columns
        }
    }

    /// A table joined to the opportunities by a key; its other columns become dimensions.
    package struct Lookup: Hashable, Sendable {
        package var file: String
        /// With PostgreSQL the table; a lookup without one is a file whose columns `PostgresLoader` writes into the
        /// opportunities' table.
        package var table: String?
        /// Header of the key column in the lookup file; the opportunities' column is the one of the same name or role.
        package var key: String

        package init(file: String, table: String? = nil, key: String) {
            self.file = file
            self.table = table
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

    /// How amounts are written where the cells leave it open: the raw values are one number in each style.
    package enum NumberStyle: String, CaseIterable, Hashable, Sendable {
        case decimalPoint = "1,234.56"
        case decimalComma = "1.234,56"

        var mark: DecimalMark { self == .decimalPoint ? .point : .comma }
    }

    /// What becomes of amounts in another currency than the portal's.
    package enum OtherCurrencies: String, CaseIterable, Hashable, Sendable {
        /// They are an error.
        case refuse
        /// The amounts become NULL, are counted and told; the opportunities stay.
        case leaveOut = "leave_out"
    }

    /// Folder that file names are relative to: the portal's; an absolute path.
    package var folder: String
    package var engine: Engine
    package var opportunities: Dataset
    package var contacts: Dataset?
    package var history: Dataset?
    package var lookups: [Lookup]
    package var stages: Stages?
    package var dateFormat: DateOrder?
    /// Decides the columns of numbers whose cells leave open which mark separates the decimals; nil to go by the cells.
    package var numberFormat: NumberStyle?
    /// Texts that stand for an empty cell, beside the empty one; compared without case.
    package var nulls: [String]
    /// The share of a file's rows that may be rejected before the build stops: 0.01 is 1 %.
    package var maxRejected: Double
    /// ISO 4217 code of the portal's currency, which amounts written in another one contradict; nil to compare nothing.
    package var currency: String?
    /// What becomes of amounts in another currency; `leaveOut` needs `currency`.
    package var otherCurrencies: OtherCurrencies

    package init(
        folder: String, opportunities: Dataset, contacts: Dataset? = nil, history: Dataset? = nil,
        lookups: [Lookup] = [], stages: Stages? = nil, dateFormat: DateOrder? = nil, numberFormat: NumberStyle? = nil,
        nulls: [String] = ["null", "n/a", "-"], maxRejected: Double = 0.01, currency: String? = nil,
        otherCurrencies: OtherCurrencies = .refuse, engine: Engine = .duckdb
    ) {
        self.folder = folder
        self.engine = engine
        self.opportunities = opportunities
        self.contacts = contacts
        self.history = history
        self.lookups = lookups
        self.stages = stages
        self.dateFormat = dateFormat
        self.numberFormat = numberFormat
        self.nulls = nulls
        self.maxRejected = maxRejected
        self.currency = currency
        self.otherCurrencies = otherCurrencies
    }
}
