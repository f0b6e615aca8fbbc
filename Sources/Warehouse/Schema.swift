package import Core

/// What an opportunity column means.
///
/// The raw values are the names used in `data.opportunities.columns`.
package enum Role: String, CaseIterable, Hashable, Sendable, Codable {
    case opportunityID = "opportunity_id"
    case name, account, owner, stage, amount, probability, product, type, status
    case created = "created_date"
    case closed = "close_date"
    /// The day of the last activity.
    case activity = "last_activity_date"
    case leadSource = "lead_source"
    case forecastCategory = "forecast_category"
    case nextStep = "next_step"
    case lossReason = "loss_reason"
    // contacts
    case title, role
    // history
    case entered
}

/// Whether a deal is still in play, by stage or by a status column.
package enum Outcome: String, CaseIterable, Hashable, Sendable, Codable {
    case open, won, lost
}

/// A stage as found in the data.
package struct Stage: Hashable, Sendable, Codable {
    package var name: String
    package var outcome: Outcome
    /// Opportunities in it now.
    package var count: Int

    package init(name: String, outcome: Outcome, count: Int) {
        self.name = name
        self.outcome = outcome
        self.count = count
    }
}

/// A text column of table `opportunities` that questions can group and filter by.
package struct Dimension: Hashable, Sendable, Codable {
    /// Name in functions and column name in the table: `lead_source`.
    package var id: String
    /// As readers see it: `Lead source`.
    package var label: String
    /// `opportunities`, or the lookup's file name without folder.
    package var dataset: String
    /// The header it came from.
    package var header: String
    /// Distinct values that are not empty.
    package var distinctCount: Int
    /// Rows of `opportunities` in which it is empty.
    package var emptyCount: Int
    /// All values, most frequent first (ties by name), where there are at most 500; else the 500 most frequent.
    package var values: [String]

    package init(
        id: String, label: String, dataset: String, header: String, distinctCount: Int, emptyCount: Int,
        values: [String]
    ) {
        self.id = id
        self.label = label
        self.dataset = dataset
        self.header = header
        self.distinctCount = distinctCount
        self.emptyCount = emptyCount
        self.values = values
    }
}

/// A file that was read.
package struct DatasetSummary: Hashable, Sendable, Codable {
    /// `opportunities`, `contacts`, `history`, or for a lookup its file name without folder and extension.
    package var name: String
    /// File name without its folder: all that is ever published of a path.
    package var source: String
    /// Accepted rows.
    package var rows: Int
    package var rejectedRows: Int
    /// SHA-256 of the file's bytes.
    package var sha256: String
    /// How each column of the file is used, in the file's order.
    package var columns: [ColumnUse]

    package init(name: String, source: String, rows: Int, rejectedRows: Int, sha256: String, columns: [ColumnUse]) {
        self.name = name
        self.source = source
        self.rows = rows
        self.rejectedRows = rejectedRows
        self.sha256 = sha256
        self.columns = columns
    }
}

/// What became of one column of a file.
package struct ColumnUse: Hashable, Sendable, Codable {
    package var header: String
    /// `role`, `dimension`, `key` or `ignored`.
    package var use: String
    /// The role or dimension id; nil when ignored.
    package var name: String?
    /// Its type in words: `decimal`, `percent`, `date (MDY)`, `text`.
    package var type: String
    package var distinctCount: Int
    package var emptyCount: Int
    /// Smallest and largest value of dates and numbers, as text.
    package var least: String?
    package var greatest: String?

    package init(
        header: String, use: String, name: String?, type: String, distinctCount: Int, emptyCount: Int,
        least: String? = nil, greatest: String? = nil
    ) {
        self.header = header
        self.use = use
        self.name = name
        self.type = type
        self.distinctCount = distinctCount
        self.emptyCount = emptyCount
        self.least = least
        self.greatest = greatest
    }
}

/// The tables after import, as Analytics sees them.
///
/// Table `opportunities`, one row an opportunity: `opportunity_id`, `name`, `account`, `stage` (VARCHAR), `outcome`
/// (`open`, `won`, `lost`), `amount` (DECIMAL, NULL where empty), `probability` (DECIMAL fraction 0…1, NULL where
/// empty), `created`, `closed` (DATE; of an open deal the expected close), `last_activity` (DATE), `line` (BIGINT), and a
/// VARCHAR column for each of `dimensions` (`account` and `stage` are dimensions too; empty cells are NULL). Columns whose
/// role the file lacks exist all the same and are NULL. The amount of a won deal is what it brought, where the file has
/// that beside what was expected.
/// Table `contacts`: `opportunity_id`, `account`, `title`, `role`, and made of the title `seniority` and `job_function`
/// (VARCHAR; `JobTitle` has their values; NULL where there is no title). It exists where the configuration names a file of
/// contacts, and where the opportunities stand there once for each contact. Table `history`: `opportunity_id`, `stage`
/// (VARCHAR), `entered` (DATE); it exists only where the configuration names a file.
package struct Schema: Hashable, Sendable, Codable {
    package var datasets: [DatasetSummary]
    /// Roles that the opportunities file has a column for.
    package var roles: [Role]
    package var dimensions: [Dimension]
    /// Open stages in their order, then won, then lost.
    package var stages: [Stage]
    package var hasContacts: Bool
    package var hasHistory: Bool
    /// Opportunities in the table.
    package var opportunityCount: Int
    /// Open opportunities without an amount.
    package var openWithoutAmount: Int
    /// Lost opportunities whose amount is empty or zero.
    package var lostWithoutAmount: Int
    package var lostCount: Int
    package var openCount: Int
    package var wonCount: Int
    /// Won opportunities without an amount.
    package var wonWithoutAmount: Int
    /// Newest created date, or close date of a won or lost deal: `as_of: data`.
    package var newestDate: CalendarDate?
    /// Opportunities whose amount is left out because it is in another currency than the portal's: they count, and their
    /// amount is NULL.
    package var amountsInOtherCurrencies: Int {
        get { amountsLeftOut ?? 0 }
        set { amountsLeftOut = newValue == 0 ? nil : newValue }
    }
    /// nil where there are none, so that editions written before still read.
    private var amountsLeftOut: Int?
    /// Columns that nothing can be grouped by: dimension id (`lead_source`) → why, in one sentence without a full stop.
    package var droppedDimensions: [String: String]

    package init(
        datasets: [DatasetSummary], roles: [Role], dimensions: [Dimension], stages: [Stage], hasContacts: Bool,
        hasHistory: Bool, opportunityCount: Int, openWithoutAmount: Int, lostWithoutAmount: Int, lostCount: Int,
        openCount: Int, wonCount: Int, wonWithoutAmount: Int, newestDate: CalendarDate?,
        droppedDimensions: [String: String] = [:], amountsInOtherCurrencies: Int = 0
    ) {
        self.datasets = datasets
        self.roles = roles
        self.dimensions = dimensions
        self.stages = stages
        self.hasContacts = hasContacts
        self.hasHistory = hasHistory
        self.opportunityCount = opportunityCount
        self.openWithoutAmount = openWithoutAmount
        self.lostWithoutAmount = lostWithoutAmount
        self.lostCount = lostCount
        self.openCount = openCount
        self.wonCount = wonCount
        self.wonWithoutAmount = wonWithoutAmount
        self.newestDate = newestDate
        self.droppedDimensions = droppedDimensions
        self.amountsInOtherCurrencies = amountsInOtherCurrencies
    }

    package func dimension(_ id: String) -> Dimension? { dimensions.first { $0.id == id } }
    package func has(_ role: Role) -> Bool { roles.contains(role) }
}

/// What is not as it should be in the data, for the data page and `broadsheet data`.
///
/// Rejected rows are named by file and line, never by a cell's text.
package struct QualityReport: Hashable, Sendable, Codable {
    package struct RejectedRow: Hashable, Sendable, Codable {
        package var file: String
        /// Line of the file on which the row begins; 1 is the header.
        package var line: Int
        /// Header of the column that could not be read; nil where the whole row is ragged.
        package var column: String?
        /// Why, without the cell's text: `not a date`.
        package var reason: String

        package init(file: String, line: Int, column: String?, reason: String) {
            self.file = file
            self.line = line
            self.column = column
            self.reason = reason
        }
    }

    package var rejected: [RejectedRow]
    /// Unmatched keys, folded joins, ambiguous stages, dropped columns… Each names what it is about.
    package var warnings: [Diagnostic]

    package init(rejected: [RejectedRow] = [], warnings: [Diagnostic] = []) {
        self.rejected = rejected
        self.warnings = warnings
    }
}
