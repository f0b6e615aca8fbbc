import Core

/// SQL that says whether a deal is open, won or lost; the names of stages and statuses are data, so they are bound.
struct OutcomeExpression {
    private var branches: [SQL] = []
    private let stage: SQL
    /// SQL of what is left where no branch is taken; nil for a deal in play.
    private var otherwise: SQL?

    /// `stage` is SQL of the stage's text.
    init(stage: SQL) { self.stage = stage }

    /// Adds the stages that the configuration names; `outcomes` has all stages.
    mutating func add(_ outcomes: StageOutcomes, configured: Bool) {
        for outcome in [Outcome.won, .lost, .open] {
            let names = outcomes.outcomes.filter { $0.isConfigured == configured && $0.outcome == outcome }.map(\.stage)
            // Open is what is left at the end.
            if !configured, outcome == .open { continue }
            add(stage, names, outcome)
        }
    }

    /// Adds what a status column says: a status that is in no list, such as "Nurturing", is one of a deal in play.
    mutating func add(status: SQL, values: [String]) {
        guard Outcomes.isStatus(values) else { return }
        for outcome in [Outcome.won, .lost] {
            add(status, values.filter { Outcomes.ofStatus($0) == outcome }, outcome)
        }
        branches.append(SQL("WHEN ") + status + SQL(" IS NOT NULL THEN 'open'"))
    }

    /// Takes a column that says `open`, `won` or `lost` of every deal, as the tables of a load have one.
    mutating func take(_ column: SQL) { otherwise = column }

    /// Adds the columns that say yes or no; nil for one that the table lacks.
    mutating func add(won: SQL?, lost: SQL?, closed: SQL?) {
        let (yes, no) = ("('true', 'yes', '1', 'y', 't')", "('false', 'no', '0', 'n', 'f')")
        func says(_ column: SQL, _ values: String) -> SQL { SQL("lower(") + column + SQL(") IN \(values)") }
        if let won { branches.append(SQL("WHEN ") + says(won, yes) + SQL(" THEN 'won'")) }
        if let lost { branches.append(SQL("WHEN ") + says(lost, yes) + SQL(" THEN 'lost'")) }
        guard let closed else { return }
        if let won {
            branches.append(SQL("WHEN ") + says(closed, yes) + SQL(" AND ") + says(won, no) + SQL(" THEN 'lost'"))
        }
        branches.append(SQL("WHEN ") + says(closed, no) + SQL(" THEN 'open'"))
    }

    /// The whole expression.
    ///
    /// The branch for a stage that is NULL is never taken, as rows without one are left out. It gives the result the
    /// collation of the stage's column: only so does postgres_fdw send conditions on the outcome to the foreign servers.
    var sql: SQL {
        if let otherwise {
            guard !branches.isEmpty else { return otherwise }
            return branches.reduce(SQL("CASE")) { $0 + SQL(" ") + $1 } + SQL(" ELSE ") + otherwise + SQL(" END")
        }
        return branches.reduce(SQL("CASE")) { $0 + SQL(" ") + $1 } + SQL(" WHEN ") + stage + SQL(" IS NULL THEN ")
            + stage
            + SQL(" ELSE 'open' END")
    }

    private mutating func add(_ column: SQL, _ values: [String], _ outcome: Outcome) {
        guard !values.isEmpty else { return }
        let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
        branches.append(
            SQL("WHEN ") + column + SQL(" IN (\(marks)) THEN '\(outcome.rawValue)'", values.map(Value.text)))
    }
}
