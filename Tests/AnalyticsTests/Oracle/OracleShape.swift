/// What the generator is to make of a data set.
///
/// Each shape is the usual one but for what it names.
struct OracleShape {
    enum Amounts { case cents, whole, ties, huge, signed, zeros, adversarial }
    enum Outcomes { case mixed, won, lost, open, closed, few }
    enum Contacts { case absent, byDeal, byAccount, mixed }
    enum History { case absent, full, partial }

    var name: String
    var seed: UInt64
    var deals = 90
    var amounts = Amounts.cents
    var outcomes = Outcomes.mixed
    /// Empty cells in a hundred.
    var empty = 8
    /// Outcomes whose amounts are all empty.
    var withoutAmount: [OracleOutcome] = []
    var absent: Set<String> = []
    var accounts = 12
    var oddNames = false
    var tiedDates = false
    var contacts = Contacts.mixed
    var contactColumns: Set<String> = ["title", "role"]
    var history = History.full
    var lookup = true
    var yearStarts = 1
    var asOf = OracleDay(2026, 11, 20)
    /// Probabilities with two digits behind the point.
    var fineProbabilities = false
    var currencies = ["USD"]
    /// Each opportunity on up to three rows that agree, as reports with contacts or products have it.
    var repeatsRows = false
    /// Some deals closed before they were created.
    var wrongDates = false
    var writing = OracleWriting()

    init(_ name: String, _ seed: UInt64, _ change: (inout OracleShape) -> Void = { _ in }) {
        self.name = name
        self.seed = seed
        change(&self)
    }

    static let all: [OracleShape] = [
        OracleShape("usual", 1),
        OracleShape("usual, fiscal February", 2) { $0.yearStarts = 2 },
        OracleShape("usual, fiscal July", 3) { $0.yearStarts = 7 },
        OracleShape("nulls everywhere", 4) { $0.empty = 45 },
        OracleShape("nearly all empty", 5) { $0.empty = 85 },
        OracleShape("no empty cell", 6) { $0.empty = 0 },
        OracleShape("ties in amounts", 7) { $0.amounts = .ties },
        OracleShape("ties in amounts and dates", 8) { ($0.amounts, $0.tiedDates) = (.ties, true) },
        OracleShape("one row, open", 9) { ($0.deals, $0.outcomes, $0.empty) = (1, .open, 0) },
        OracleShape("one row, won", 10) { ($0.deals, $0.outcomes, $0.empty) = (1, .won, 0) },
        OracleShape("one row, lost", 11) { ($0.deals, $0.outcomes, $0.empty) = (1, .lost, 0) },
        OracleShape("one row, mostly empty", 12) { ($0.deals, $0.empty) = (1, 80) },
        OracleShape("three rows", 13) { $0.deals = 3 },
        OracleShape("all won", 14) { $0.outcomes = .won },
        OracleShape("all lost", 15) { $0.outcomes = .lost },
        OracleShape("all open", 16) { $0.outcomes = .open },
        OracleShape("none open", 17) { $0.outcomes = .closed },
        OracleShape("few closed", 18) { $0.outcomes = .few },
        OracleShape("no probability", 19) { $0.absent = ["probability"] },
        OracleShape("no probability, no history", 20) { ($0.absent, $0.history) = (["probability"], .absent) },
        OracleShape("no probability, nothing closed", 21) { ($0.absent, $0.outcomes) = (["probability"], .open) },
        OracleShape("no created dates", 22) { ($0.absent, $0.history) = (["created_date"], .absent) },
        OracleShape("no close dates", 23) { $0.absent = ["close_date"] },
        OracleShape("no dates at all", 24) { $0.absent = ["created_date", "close_date", "last_activity"] },
        OracleShape("no amounts on open deals", 25) { $0.withoutAmount = [.open] },
        OracleShape("no amounts on lost deals", 26) { $0.withoutAmount = [.lost] },
        OracleShape("no amounts on won deals", 27) { $0.withoutAmount = [.won] },
        OracleShape("negative and zero amounts", 28) { $0.amounts = .signed },
        OracleShape("mostly zeros", 29) { $0.amounts = .zeros },
        OracleShape("huge amounts", 30) { $0.amounts = .huge },
        OracleShape("adversarial cents", 31) { ($0.amounts, $0.empty) = (.adversarial, 0) },
        OracleShape("whole amounts", 32) { $0.amounts = .whole },
        OracleShape("many accounts", 33) { ($0.accounts, $0.deals) = (160, 240) },
        OracleShape("odd names", 34) { $0.oddNames = true },
        OracleShape("odd names, contacts by account", 35) { ($0.oddNames, $0.contacts) = (true, .byAccount) },
        OracleShape("contacts by deal", 36) { $0.contacts = .byDeal },
        OracleShape("contacts by account", 37) { $0.contacts = .byAccount },
        OracleShape("no contacts", 38) { $0.contacts = .absent },
        OracleShape("titles only", 39) { $0.contactColumns = ["title"] },
        OracleShape("roles only", 40) { $0.contactColumns = ["role"] },
        OracleShape("no history", 41) { $0.history = .absent },
        OracleShape("no history, no activity", 42) { ($0.history, $0.absent) = (.absent, ["last_activity"]) },
        OracleShape("partial history", 43) { $0.history = .partial },
        OracleShape("no lookup, no texts", 44) {
            ($0.lookup, $0.absent) = (false, ["next_step", "loss_reason", "forecast_category", "product", "name"])
        },
        OracleShape("no account column", 45) {
            ($0.absent, $0.lookup, $0.contacts) = (["account"], false, .byDeal)
        },
        OracleShape("fine probabilities", 46) { ($0.fineProbabilities, $0.yearStarts) = (true, 7) },
        OracleShape("end of February", 47) { ($0.asOf, $0.yearStarts) = (OracleDay(2026, 2, 28), 2) },
        OracleShape("leap day", 48) { $0.asOf = OracleDay(2024, 2, 29) },
        OracleShape("first of the year", 49) { $0.asOf = OracleDay(2026, 1, 1) },
        OracleShape("no owner, few accounts", 50) { ($0.absent, $0.accounts) = (["owner"], 2) },
        OracleShape("rows that repeat", 52) { ($0.repeatsRows, $0.empty) = (true, 15) },
        OracleShape("closed before created", 53) { ($0.wrongDates, $0.tiedDates) = (true, true) },
        OracleShape("words for empty cells", 54) {
            ($0.empty, $0.writing.nothing) = (35, ["", "n/a", "NULL", "-"])
        },
        OracleShape("American writing", 55) {
            ($0.writing.amount, $0.writing.date, $0.amounts) = (.american, .monthDayYear, .signed)
        },
        OracleShape("European writing", 56) {
            ($0.writing.amount, $0.writing.date, $0.writing.separator) = (.european, .dayMonthYear, ";")
            $0.oddNames = true
        },
    ]

    /// Several currencies, of which only the portal's is kept; run once the warehouse can leave the others out.
    static let severalCurrencies = OracleShape("several currencies", 51) { $0.currencies = ["USD", "EUR", "GBP"] }
}
