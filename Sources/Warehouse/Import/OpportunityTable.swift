import Core

/// Makes table `opportunities` of the staged rows, the lookups and the outcomes.
struct OpportunityTable {
    private let file: PreparedFile
    let figures: StageFigures
    /// Whether the staged rows are the table themselves, under another name.
    let isRenamed: Bool
    private static let fewStages = 100

    /// Stages that are taken for open although their name or their probabilities say that they are closed.
    let warnings: [Diagnostic]

    init(
        _ staged: StagedOpportunities, dimensions: DimensionPlan, joins: [LookupJoin], outcomes: StageOutcomes,
        currencies: AmountCurrencies?, _ session: DuckDBSession
    ) throws {
        file = staged.file
        isRenamed = try joins.isEmpty && FinalColumns.adopt(staged, dimensions: dimensions.dimensions, session)
        if !isRenamed {
            try OpportunityTable.create(
                file, dimensions: dimensions, joins: joins, outcomes: outcomes, currencies: currencies, session)
        }
        figures = try StageFigures(session)
        let open = figures.of(.open).map { group -> [Value] in
            [
                group.stage.map { .text($0) } ?? .null, .integer(group.count), .integer(group.withProbability),
                .integer(group.withRealProbability),
            ]
        }
        warnings = StageWarnings.ofOpenStages(open, outcomes, file: file.source.name)
    }

    /// Creates the table of the staged rows and what is joined to them.
    private static func create(
        _ file: PreparedFile, dimensions: DimensionPlan, joins: [LookupJoin], outcomes: StageOutcomes,
        currencies: AmountCurrencies?, _ session: DuckDBSession
    ) throws {
        let stage = file[.stage].map { "s.c\($0)" } ?? "NULL"
        try session.execute("CREATE TABLE stage_outcomes (stage VARCHAR, outcome VARCHAR, configured BIGINT)")
        try fill("stage_outcomes", outcomes.outcomes.map { ($0.stage, $0.outcome, $0.isConfigured) }, session)
        let status = try statusExpression(file, session)
        let closings: [Meaning] = [.actualAmount, .actualClose, .wonTime, .lostTime]
        // Few stages and nothing else that says the outcome: without a join the rows keep their order.
        let isPlain =
            joins.isEmpty && status.isEmpty && currencies == nil && !outcomes.outcomes.isEmpty
            && closings.allSatisfy { file.roles.columns[$0] == nil }
            && outcomes.outcomes.count <= OpportunityTable.fewStages
        let outcome =
            isPlain
            ? "CASE \(stage) \(outcomes.outcomes.map { _ in "WHEN ? THEN ?" }.joined(separator: " ")) END"
            : "CASE WHEN so.configured = 1 THEN so.outcome ELSE coalesce(\(status.isEmpty ? "" : status + ", ")so.outcome) END"

        func text(_ role: Role) -> String { file[role].map { "s.c\($0)" } ?? "CAST(NULL AS VARCHAR)" }
        let id = file[.opportunityID].map { "coalesce(s.c\($0), 'line-' || s.line)" } ?? "'line-' || s.line"
        var columns = [
            "\(id) AS opportunity_id", "\(text(.name)) AS name", "\(text(.account)) AS account", "\(stage) AS stage",
            "\(outcome) AS outcome",
            "\(amount(file, outcome, currencies)) AS amount",
            (file[.probability] == nil ? "CAST(NULL AS DECIMAL(10, 2))" : "s.probability") + " AS probability",
            "\(date(file, .role(.created), "created")) AS created", "\(closed(file, outcome)) AS closed",
            "\(date(file, .role(.activity), "last_activity")) AS last_activity", "s.line AS line",
        ]
        for dimension in dimensions.dimensions where dimension.id != "account" && dimension.id != "stage" {
            columns.append("\(dimension.expression) AS \(SQL.identifier(dimension.id))")
        }
        if isPlain {
            try session.execute(
                "CREATE TABLE opportunities AS SELECT \(columns.joined(separator: ", ")) FROM staged s",
                outcomes.outcomes.flatMap { [.text($0.stage), .text($0.outcome.rawValue)] })
            return
        }
        var from = "staged s JOIN stage_outcomes so ON so.stage = \(stage)"
        if file[.status] != nil { from += " LEFT JOIN status_outcomes st ON st.stage = \(text(.status))" }
        if let currencies { from += currencies.join }
        for join in joins {
            from += " LEFT JOIN \(join.pairs) ON \(join.pairs).k = \(join.expression)"
            from += " LEFT JOIN \(join.table) ON \(join.table).line = \(join.pairs).line"
        }
        // A join does not keep the order of the rows.
        try session.execute(
            "CREATE TABLE opportunities AS SELECT \(columns.joined(separator: ", ")) FROM \(from) ORDER BY s.line")
    }

    private static func date(_ file: PreparedFile, _ meaning: Meaning, _ column: String) -> String {
        file.roles.columns[meaning] == nil ? "CAST(NULL AS DATE)" : "s.\(column)"
    }

    /// The expected day of an open deal; of a closed one the day on which it was closed, where the file has both.
    private static func closed(_ file: PreparedFile, _ outcome: String) -> String {
        func days(_ columns: [(Meaning, String)]) -> String {
            let known = columns.filter { file.roles.columns[$0.0] != nil }.map { "s.\($0.1)" }
            return known.count > 1 ? "coalesce(\(known.joined(separator: ", ")))" : known.first ?? "CAST(NULL AS DATE)"
        }
        let expected: (Meaning, String) = (.role(.closed), "closed")
        let actual: (Meaning, String) = (.actualClose, "actual_close")
        let won = days([actual, (.wonTime, "won_time"), expected])
        let lost = days([actual, (.lostTime, "lost_time"), expected])
        if won == lost, file.roles.columns[.actualClose] == nil { return won }
        return "CASE \(outcome) WHEN 'won' THEN \(won) WHEN 'lost' THEN \(lost) ELSE \(days([expected])) END"
    }

    /// The expected amount; of a won deal what it brought, where the file says so.
    private static func amount(_ file: PreparedFile, _ outcome: String, _ currencies: AmountCurrencies?) -> String {
        guard file[.amount] != nil else { return "CAST(NULL AS DECIMAL(18, 2))" }
        let isBoth = file.roles.columns[.actualAmount] != nil
        let sql =
            isBoth
            ? "CASE WHEN \(outcome) = 'won' THEN coalesce(s.actual_amount, s.amount) ELSE s.amount END" : "s.amount"
        return currencies?.kept(sql) ?? sql
    }

    /// What the status columns say, as arguments of `coalesce`: empty where there are none.
    private static func statusExpression(_ file: PreparedFile, _ session: DuckDBSession) throws -> String {
        var parts: [String] = []
        if let status = file[.status] {
            try session.execute("CREATE TABLE status_outcomes (stage VARCHAR, outcome VARCHAR, configured BIGINT)")
            let values = file.profile.columns[status].distinct.values.map(\.text)
            if Outcomes.isStatus(values) {
                // A status that is in no list, such as "Nurturing", is one of a deal in play.
                try fill("status_outcomes", values.map { ($0, Outcomes.ofStatus($0) ?? .open, true) }, session)
            }
            parts.append("st.outcome")
        }
        func flag(_ meaning: Meaning, _ values: String) -> String? {
            file.roles.columns[meaning].map { "lower(s.c\($0)) IN (\(values))" }
        }
        let (yes, no) = ("'true', 'yes', '1', 'y', 't'", "'false', 'no', '0', 'n', 'f'")
        if let won = flag(.isWon, yes) { parts.append("CASE WHEN \(won) THEN 'won' END") }
        if let lost = flag(.isLost, yes) { parts.append("CASE WHEN \(lost) THEN 'lost' END") }
        if let closed = flag(.isClosed, yes), let open = flag(.isClosed, no) {
            if let notWon = flag(.isWon, no) { parts.append("CASE WHEN \(closed) AND \(notWon) THEN 'lost' END") }
            parts.append("CASE WHEN \(open) THEN 'open' END")
        }
        return parts.joined(separator: ", ")
    }

    private static func fill(_ table: String, _ rows: [(String, Outcome, Bool)], _ session: DuckDBSession) throws {
        let writer = try ChunkWriter(session, table: table, types: [.text, .text, .integer])
        for (name, outcome, isConfigured) in rows {
            writer.setText(0, name)
            writer.setText(1, outcome.rawValue)
            writer.setInteger(2, isConfigured ? 1 : 0)
            try writer.endRow()
        }
        try writer.finish()
    }
}
