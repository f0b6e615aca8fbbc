import Core
import Warehouse

/// A figure over a set of opportunities, by the definitions that the methodology page prints.
struct Measure: Sendable {
    /// Which opportunities count.
    enum Population: String, Sendable {
        case won, lost, closed, open, all
        /// Open, with a close date strictly before the as-of date.
        case overdue
        /// Won, and the first won one of its account.
        case firstWon

        /// A predicate over the measured rows (`MeasuredRows`).
        var predicate: String {
            switch self {
            case .won: "outcome = 'won'"
            case .lost: "outcome = 'lost'"
            case .closed: "outcome IN ('won', 'lost')"
            case .open: "outcome = 'open'"
            case .all: "TRUE"
            case .overdue: "is_overdue"
            case .firstWon: "is_first_won"
            }
        }
    }

    /// How the figure comes from its population.
    enum Formula: Sendable {
        case count
        /// Accounts, each once.
        case accounts
        /// Of a column of amounts.
        case sum(String)
        /// Arithmetic mean of an expression, empty ones left out.
        case mean(String)
        case median(String)
        /// The share of those whose outcome this is, by count.
        case share(Outcome)
        /// The same by amount.
        case shareOfValue(Outcome)
    }

    let name: String
    let label: String
    let unit: Unit
    let population: Population
    /// The date that a period is about.
    let dateColumn: Scope.DateColumn
    let formula: Formula

    private init(
        _ name: String, _ label: String, _ unit: Unit, _ population: Population, _ formula: Formula,
        by dateColumn: Scope.DateColumn = .closed
    ) {
        self.name = name
        self.label = label
        self.unit = unit
        self.population = population
        self.dateColumn = dateColumn
        self.formula = formula
    }

    /// The outcomes that its population is among; empty for all.
    var outcomes: [Outcome] {
        switch population {
        case .won, .firstWon: [.won]
        case .lost: [.lost]
        case .closed: [.won, .lost]
        case .open, .overdue: [.open]
        case .all: []
        }
    }

    /// The measure of this name; nil where there is none.
    static func named(_ name: String) -> Measure? { all.first { $0.name == name } }

    static var names: [String] { all.map(\.name) }

    static let all = [
        Measure("bookings", "Bookings", .currency, .won, .sum("amount")),
        Measure("won_deals", "Won deals", .count, .won, .count),
        Measure("average_deal_size", "Average deal size", .currency, .won, .mean("amount")),
        Measure("median_deal_size", "Median deal size", .currency, .won, .median("amount")),
        Measure("sales_cycle", "Sales cycle", .days, .won, .mean("(closed - created)")),
        Measure("median_sales_cycle", "Median sales cycle", .days, .won, .median("(closed - created)")),
        Measure("win_rate", "Win rate", .percent, .closed, .share(.won)),
        Measure("win_rate_by_value", "Win rate by value", .percent, .closed, .shareOfValue(.won)),
        Measure("closed_deals", "Closed deals", .count, .closed, .count),
        Measure("pipeline", "Pipeline", .currency, .open, .sum("amount")),
        Measure("weighted_pipeline", "Weighted pipeline", .currency, .open, .sum("weighted")),
        Measure("open_deals", "Open deals", .count, .open, .count),
        Measure("average_open_deal", "Average open deal", .currency, .open, .mean("amount")),
        Measure("deal_age", "Age of open deals", .days, .open, .mean("age")),
        Measure("overdue_deals", "Overdue deals", .count, .overdue, .count),
        Measure("overdue_value", "Overdue pipeline", .currency, .overdue, .sum("amount")),
        Measure("lost_deals", "Lost deals", .count, .lost, .count),
        Measure("lost_value", "Lost value", .currency, .lost, .sum("amount")),
        Measure("loss_rate", "Loss rate", .percent, .closed, .share(.lost)),
        Measure("total_value", "Total value", .currency, .all, .sum("amount")),
        Measure("average_value", "Average value", .currency, .all, .mean("amount")),
        Measure("deals", "Deals", .count, .all, .count),
        Measure("created_deals", "Deals created", .count, .all, .count, by: .created),
        Measure("created_value", "Pipeline created", .currency, .all, .sum("amount"), by: .created),
        Measure("accounts", "Accounts", .count, .all, .accounts),
        Measure("logos", "Logos", .count, .won, .accounts),
        Measure("new_logos", "New logos", .count, .firstWon, .accounts),
    ]

    /// What the measures mean, in a line for a model.
    static let glossary = """
        bookings (won amount), pipeline (open amount), weighted_pipeline (open amount × probability), win_rate (won ÷ won and \
        lost, by count), logos (accounts with a won deal), new_logos (accounts whose first won deal closes in the period), \
        deal_age (mean days open), sales_cycle (mean days from created to won). A period is about the close date (of open deals \
        the expected one), for created_deals and created_value about the created date.
        """

    /// Whether values of groups add up to that of the whole: a group without rows then has 0 and not nothing.
    var isAdditive: Bool {
        switch formula {
        case .count, .accounts, .sum: true
        case .mean, .median, .share, .shareOfValue: false
        }
    }

    /// The value of a group or period without a row.
    var emptyValue: Value { isAdditive ? .integer(0) : .null }

    /// SQL of the value over measured rows; with `filter` only over those rows that it holds for.
    ///
    /// Without a filter the statement's WHERE must leave only the population.
    func expression(filter: SQL? = nil) -> SQL {
        func over(_ aggregate: String, _ extra: String? = nil) -> SQL {
            switch (filter, extra) {
            case (nil, nil): SQL(aggregate)
            case (nil, let extra?): SQL("\(aggregate) FILTER (WHERE \(extra))")
            case (let filter?, nil): SQL("\(aggregate) FILTER (WHERE ") + filter + SQL(")")
            case (let filter?, let extra?): SQL("\(aggregate) FILTER (WHERE \(extra) AND ") + filter + SQL(")")
            }
        }
        switch formula {
        case .count: return over("count(*)")
        case .accounts: return over("count(DISTINCT account)")
        case .sum(let column):
            return SQL("CASE WHEN ") + over("count(*)") + SQL(" = 0 THEN 0 ELSE ") + over("sum(\(column))")
                + SQL(" END")
        case .mean(let column):
            return SQL("CAST(") + over("sum(\(column))") + SQL(" AS FLOAT8) / nullif(") + over("count(\(column))")
                + SQL(", 0)")
        case .median(let column):
            return over("percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(\(column) AS FLOAT8))")
        case .share(let outcome):
            return SQL("CAST(") + over("count(*)", "outcome = '\(outcome.rawValue)'") + SQL(" AS FLOAT8) / nullif(")
                + over("count(*)") + SQL(", 0)")
        case .shareOfValue(let outcome):
            return SQL("CAST(coalesce(") + over("sum(amount)", "outcome = '\(outcome.rawValue)'")
                + SQL(", 0) AS FLOAT8) / nullif(CAST(") + over("sum(amount)") + SQL(" AS FLOAT8), 0)")
        }
    }

    /// Columns of the opportunities that it reads, for the sources of an answer.
    func columns(_ context: FunctionContext) -> [String] {
        var names = ["stage"]
        switch formula {
        case .count: break
        case .accounts: names.append("account")
        case .sum("weighted"): names += ["amount"] + context.weight.columns
        case .sum, .shareOfValue: names.append("amount")
        case .mean(let column), .median(let column):
            names += column == "amount" ? ["amount"] : column == "age" ? ["created"] : ["created", "closed"]
        case .share: break
        }
        if population == .overdue { names.append("closed") }
        return names
    }

    /// Throws where the data lack what it needs.
    func check(_ context: FunctionContext) throws {
        let schema = context.schema
        func need(_ role: Role, _ what: String) throws {
            guard schema.has(role) else { throw CatalogueError.missingData(missing: what, available: []) }
        }
        switch name {
        case "sales_cycle", "median_sales_cycle":
            guard schema.has(.created), schema.has(.closed) else {
                throw CatalogueError.missingData(
                    missing: "created and close dates, which the sales cycle needs", available: [])
            }
        case "deal_age": try need(.created, "created date column")
        case "overdue_deals", "overdue_value": try need(.closed, "close date column")
        case "accounts", "logos": try need(.account, "account column")
        case "new_logos":
            try need(.account, "account column")
            try need(.closed, "close date column")
        case "weighted_pipeline":
            guard context.weight.isKnown else {
                throw CatalogueError.missingData(
                    missing: "probability column, and no closed deal to learn one from", available: [])
            }
        case "win_rate_by_value":
            guard schema.lostWithoutAmount == 0 else {
                throw CatalogueError.noFigure(
                    reason:
                        "\(schema.lostWithoutAmount) of the \(schema.lostCount) lost deals carry no amount, so a win rate by value would be too high; the win rate by count can be given"
                )
            }
        default: break
        }
    }
}

extension Parameter {
    static func measure(_ summary: String) -> Parameter {
        Parameter("measure", .choice(Measure.names), summary, default: "bookings")
    }
}

extension Arguments {
    /// The measure that argument `measure` names.
    func measure() throws -> Measure { try measure(named: string("measure") ?? "bookings", argument: "measure") }

    func measure(named name: String, argument: String) throws -> Measure {
        guard let measure = Measure.named(name) else {
            throw CatalogueError.invalidArgument(
                function: function, argument: argument, problem: "names no measure: \(name)",
                nearest: Names.nearest(to: name, among: Measure.names))
        }
        return measure
    }
}
