enum OracleOutcome: String { case open, won, lost }

/// An opportunity as generated.
///
/// An absent key of `cells` is an empty cell.
struct OracleDeal {
    var id: String
    var stage: String
    var outcome: OracleOutcome
    var cents: Int128?
    /// Hundredths of a percent.
    var points: Int?
    var created: OracleDay?
    var closed: OracleDay?
    var activity: OracleDay?
    var currency = "USD"
    /// By dimension: account, owner, type, region and so on.
    var cells: [String: String] = [:]

    var account: String? { cells["account"] }
    var isOpen: Bool { outcome == .open }
    var isWon: Bool { outcome == .won }
    var isLost: Bool { outcome == .lost }
    /// Days from created to closed.
    var cycle: Int? {
        guard let created, let closed else { return nil }
        return closed.number - created.number
    }
}

struct OracleContact {
    var deal: String?
    var account: String?
    var title: String?
    var role: String?
}

struct OracleStep {
    var deal: String
    var stage: String
    var entered: OracleDay
}

/// All that is generated for one shape, and all that the oracle knows.
struct OracleData {
    var deals: [OracleDeal] = []
    var contacts: [OracleContact]?
    var history: [OracleStep]?
    /// Columns of the opportunities file, by role or dimension.
    var columns: Set<String> = []
    /// Columns of the contacts file.
    var contactColumns: Set<String> = []
    /// Columns of the lookup by account.
    var lookupColumns: [String] = []
    var lookup: [(account: String, cells: [String: String])] = []
    /// Open stages in their order.
    var stages: [String] = []
    var asOf = OracleDay(2026, 11, 20)
    var calendar = OracleCalendar(yearStarts: 1)
    var writing = OracleWriting()
    /// How often each deal is written, by its place; once where there is no entry.
    var repeats: [Int] = []
    /// Worked out once by `prepare`.
    private(set) var weights: OracleWeights?
    private(set) var links: [String: [Int]] = [:]
    private(set) var firstWon: Set<String> = []

    /// To be called when the rows are as they are to be.
    mutating func prepare() {
        weights = OracleWeights(self)
        links = contactsByDeal()
        firstWon = OracleMeasure.firstWon(self)
    }

    func has(_ column: String) -> Bool { columns.contains(column) }
    /// A column without a single value is no dimension.
    func hasDimension(_ id: String) -> Bool {
        (columns.contains(id) || lookupColumns.contains(id)) && deals.contains { $0.cells[id] != nil }
    }

    /// The contacts of each deal, as places in `contacts`: a contact that names a deal belongs to it, another one to all
    /// deals of its account.
    private func contactsByDeal() -> [String: [Int]] {
        var result: [String: [Int]] = [:]
        for (place, contact) in (contacts ?? []).enumerated() {
            for deal in deals {
                let belongs =
                    if let id = contact.deal { id == deal.id } else {
                        contact.account != nil && contact.account == deal.account
                    }
                if belongs { result[deal.id, default: []].append(place) }
            }
        }
        return result
    }
}
