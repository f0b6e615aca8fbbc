import Analytics
import Core

/// How a measure is spoken of.
struct MeasureWords: Hashable {
    enum Kind: Hashable {
        /// A sum of amounts, which parts add up to.
        case amount
        /// A number of deals, which parts add up to.
        case count
        /// A number of things that may be in several parts, such as accounts.
        case overlap
        /// A share, a mean or a median.
        case rate
    }

    /// Which deals it is about, as far as words depend on it.
    enum Population: Hashable { case won, lost, closed, open, all }

    /// Name of its column and of its total.
    let name: String
    /// In the middle of a sentence, with its article: `bookings`, `the win rate`, `won deals`.
    let subject: String
    let isPlural: Bool
    let kind: Kind
    let population: Population
    /// Of one thing counted; empty where nothing is.
    let one: String
    /// What is highest and what is lowest of it.
    let superlatives: (high: String, low: String)
    /// Whether its period is one of created dates.
    let isByCreated: Bool

    static func == (left: MeasureWords, right: MeasureWords) -> Bool { left.name == right.name }
    func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// Whether the values of parts add up to that of the whole.
    var isAdditive: Bool { kind == .amount || kind == .count }
    var isCount: Bool { kind == .count || kind == .overlap }

    /// `the most bookings`, `the fewest won deals`, `the highest win rate`.
    func superlative(lowest: Bool) -> String {
        "the \(lowest ? superlatives.low : superlatives.high) \(bare)"
    }

    /// Without its article: `win rate`.
    var bare: String { subject.hasPrefix("the ") ? String(subject.dropFirst(4)) : subject }

    /// At the beginning of a sentence.
    var opening: String { (subject.first.map { $0.uppercased() } ?? "") + subject.dropFirst() }

    /// `are`, `is`, `were`, `was`.
    func verb(past: Bool) -> String { isPlural ? (past ? "were" : "are") : (past ? "was" : "is") }

    /// The thing counted, in the number that the value asks for.
    func noun(_ value: Value) -> String { value.double == 1 ? one : bare }

    /// A figure with what it is of: `$5,000 of bookings`, `3 won deals`; a rate alone.
    func told(_ figure: String, _ value: Value) -> String {
        switch kind {
        case .amount: "\(figure) of \(bare)"
        case .count, .overlap: "\(figure) \(noun(value))"
        case .rate: figure
        }
    }

    /// What a mean or a rate is taken over: `closed deals`.
    var basis: (one: String, several: String) {
        switch population {
        case .won: ("won deal", "won deals")
        case .lost: ("lost deal", "lost deals")
        case .closed: ("closed deal", "closed deals")
        case .open: ("open deal", "open deals")
        case .all: ("opportunity", "opportunities")
        }
    }

    private init(
        _ name: String, _ subject: String, plural: Bool = false, _ kind: Kind, _ population: Population,
        one: String = "", _ superlatives: (high: String, low: String)? = nil, byCreated: Bool = false
    ) {
        self.name = name
        self.subject = subject
        isPlural = plural
        self.kind = kind
        self.population = population
        self.one = one
        let usual: (String, String) =
            switch kind {
            case .amount: ("most", "lowest")
            case .count, .overlap: ("most", "fewest")
            case .rate: ("highest", "lowest")
            }
        self.superlatives = superlatives ?? usual
        isByCreated = byCreated
    }

    /// The words of a column of a call; for one that is no measure of the catalogue by its label and unit.
    init(_ column: ResultColumn, in call: Answer.Call) {
        // In these functions a column of a short name means what the function is about.
        let name: String =
            switch (call.function, column.name) {
            case ("get_pipeline_summary", "deals"), ("analyze_next_steps", "deals"): "open_deals"
            case ("get_period_change", "current"), ("get_period_change", "previous"):
                call.args["measure"]?.string ?? "bookings"
            case ("get_top_accounts_by_value", "total_value"):
                ["open": "pipeline", "won": "won_value", "lost": "lost_value"][call.args["status"]?.string ?? ""]
                    ?? "total_value"
            default: column.name
            }
        if let known = MeasureWords.known[name] {
            self.init(known, column: column.name)
        } else {
            let label = column.label.prefix(1).lowercased() + column.label.dropFirst()
            let kind: Kind = column.unit == .currency ? .amount : column.unit == .count ? .overlap : .rate
            // Nothing is known of how a column of someone else's adds up.
            self.init(
                column.name, label, plural: column.unit == .count, kind == .amount ? .rate : kind, .all,
                one: kind == .overlap ? label : "")
        }
    }

    private init(_ other: MeasureWords, column: String) {
        name = column
        subject = other.subject
        isPlural = other.isPlural
        kind = other.kind
        population = other.population
        one = other.one
        superlatives = other.superlatives
        isByCreated = other.isByCreated
    }

    /// The words of a measure of the catalogue; nil where there is none of this name.
    static func named(_ name: String) -> MeasureWords? { known[name] }

    /// Where the name of a measure is not known.
    static let fallback = MeasureWords("pipeline", "open pipeline", .amount, .open)

    private static let known: [String: MeasureWords] = {
        let all = [
            MeasureWords("bookings", "bookings", plural: true, .amount, .won),
            MeasureWords("won_value", "won value", .amount, .won),
            MeasureWords("won_deals", "won deals", plural: true, .count, .won, one: "won deal"),
            MeasureWords("average_deal_size", "the average deal size", .rate, .won, ("largest", "smallest")),
            MeasureWords("median_deal_size", "the median deal size", .rate, .won, ("largest", "smallest")),
            MeasureWords("sales_cycle", "the average sales cycle", .rate, .won, ("longest", "shortest")),
            MeasureWords("median_sales_cycle", "the median sales cycle", .rate, .won, ("longest", "shortest")),
            MeasureWords("win_rate", "the win rate", .rate, .closed),
            MeasureWords("win_rate_by_value", "the win rate by value", .rate, .closed),
            MeasureWords("closed_deals", "closed deals", plural: true, .count, .closed, one: "closed deal"),
            MeasureWords("pipeline", "open pipeline", .amount, .open),
            MeasureWords("weighted_pipeline", "weighted pipeline", .amount, .open),
            MeasureWords("open_deals", "open deals", plural: true, .count, .open, one: "open deal"),
            MeasureWords("average_open_deal", "the average open deal", .rate, .open, ("largest", "smallest")),
            MeasureWords("deal_age", "the average age of open deals", .rate, .open),
            MeasureWords("stalled_value", "stalled pipeline", .amount, .open),
            MeasureWords("stalled_deals", "stalled deals", plural: true, .count, .open, one: "stalled deal"),
            MeasureWords("overdue_deals", "overdue deals", plural: true, .count, .open, one: "overdue deal"),
            MeasureWords("overdue_value", "overdue pipeline", .amount, .open),
            MeasureWords("lost_deals", "lost deals", plural: true, .count, .lost, one: "lost deal"),
            MeasureWords("lost_value", "lost value", .amount, .lost),
            MeasureWords("loss_rate", "the loss rate", .rate, .closed),
            MeasureWords("total_value", "total value", .amount, .all),
            MeasureWords("average_value", "the average deal value", .rate, .all, ("largest", "smallest")),
            MeasureWords("deals", "deals", plural: true, .count, .all, one: "deal"),
            MeasureWords(
                "created_deals", "deals created", plural: true, .count, .all, one: "deal created", byCreated: true),
            MeasureWords("created_value", "pipeline created", .amount, .all, byCreated: true),
            MeasureWords("accounts", "accounts", plural: true, .overlap, .all, one: "account"),
            MeasureWords("logos", "logos", plural: true, .overlap, .won, one: "logo"),
            MeasureWords("new_logos", "new logos", plural: true, .count, .won, one: "new logo"),
            MeasureWords("velocity", "the sales velocity", .rate, .all),
        ]
        return Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }()
}
