import Core

/// Makes table `opportunities` of the staged rows, the lookups and the outcomes.
struct OpportunityTable {
    private let file: PreparedFile
    private(set) var warnings: [Diagnostic] = []
    private static let fewStages = 100

    init(
        _ file: PreparedFile, dimensions: DimensionPlan, joins: [LookupJoin], outcomes: StageOutcomes,
        _ session: DuckDBSession
    ) throws {
        self.file = file
        let stage = file[.stage].map { "s.c\($0)" } ?? "NULL"
        try session.execute("CREATE TABLE stage_outcomes (stage VARCHAR, outcome VARCHAR, configured BIGINT)")
        try fill("stage_outcomes", outcomes.outcomes.map { ($0.stage, $0.outcome, $0.isConfigured) }, session)
        let status = try statusExpression(session)
        // Few stages and nothing else that says the outcome: without a join the rows keep their order.
        let isPlain =
            joins.isEmpty && status.isEmpty && file.roles.columns[.actualClose] == nil && !outcomes.outcomes.isEmpty
            && outcomes.outcomes.count <= OpportunityTable.fewStages
        let outcome =
            isPlain
            ? "CASE \(stage) \(outcomes.outcomes.map { _ in "WHEN ? THEN ?" }.joined(separator: " ")) END"
            : "CASE WHEN so.configured = 1 THEN so.outcome ELSE coalesce(\(status.isEmpty ? "" : status + ", ")so.outcome) END"

        func text(_ role: Role) -> String { file[role].map { "s.c\($0)" } ?? "CAST(NULL AS VARCHAR)" }
        let closed: String =
            switch (file[.closed], file.roles.columns[.actualClose]) {
            case (_?, _?): "CASE WHEN \(outcome) = 'open' THEN s.closed ELSE coalesce(s.actual_close, s.closed) END"
            case (_?, nil): "s.closed"
            case (nil, _?): "s.actual_close"
            case (nil, nil): "CAST(NULL AS DATE)"
            }
        let id = file[.opportunityID].map { "coalesce(s.c\($0), 'line-' || s.line)" } ?? "'line-' || s.line"
        var columns = [
            "\(id) AS opportunity_id", "\(text(.name)) AS name", "\(text(.account)) AS account", "\(stage) AS stage",
            "\(outcome) AS outcome",
            (file[.amount] == nil ? "CAST(NULL AS DECIMAL(18, 2))" : "s.amount") + " AS amount",
            (file[.probability] == nil ? "CAST(NULL AS DECIMAL(10, 2))" : "s.probability") + " AS probability",
            (file[.created] == nil ? "CAST(NULL AS DATE)" : "s.created") + " AS created", "\(closed) AS closed",
            "s.line AS line",
        ]
        for dimension in dimensions.dimensions where dimension.id != "account" && dimension.id != "stage" {
            columns.append("\(dimension.expression) AS \(SQL.identifier(dimension.id))")
        }
        if isPlain {
            try session.execute(
                "CREATE TABLE opportunities AS SELECT \(columns.joined(separator: ", ")) FROM staged s",
                outcomes.outcomes.flatMap { [.text($0.stage), .text($0.outcome.rawValue)] })
            try warnOfStages(outcomes, session)
            return
        }
        var from = "staged s JOIN stage_outcomes so ON so.stage = \(stage)"
        if file[.status] != nil { from += " LEFT JOIN status_outcomes st ON st.stage = \(text(.status))" }
        for join in joins {
            from += " LEFT JOIN \(join.pairs) ON \(join.pairs).k = \(join.expression)"
            from += " LEFT JOIN \(join.table) ON \(join.table).line = \(join.pairs).line"
        }
        // A join does not keep the order of the rows.
        try session.execute(
            "CREATE TABLE opportunities AS SELECT \(columns.joined(separator: ", ")) FROM \(from) ORDER BY s.line")
        try warnOfStages(outcomes, session)
    }

    /// What the status columns say, as arguments of `coalesce`: empty where there are none.
    private func statusExpression(_ session: DuckDBSession) throws -> String {
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

    private func fill(_ table: String, _ rows: [(String, Outcome, Bool)], _ session: DuckDBSession) throws {
        let writer = try ChunkWriter(session, table: table, types: [.text, .text, .integer])
        for (name, outcome, isConfigured) in rows {
            writer.setText(0, name)
            writer.setText(1, outcome.rawValue)
            writer.setInteger(2, isConfigured ? 1 : 0)
            try writer.endRow()
        }
        try writer.finish()
    }

    /// Stages that are taken for open although their name or their probabilities say that they are closed.
    private mutating func warnOfStages(_ outcomes: StageOutcomes, _ session: DuckDBSession) throws {
        let found = try session.execute(
            """
            SELECT stage, count(*), count(probability), count(*) FILTER (WHERE probability NOT IN (0, 1)) FROM opportunities
            WHERE outcome = 'open' GROUP BY stage ORDER BY stage
            """)
        let configured = Set(outcomes.outcomes.filter(\.isConfigured).map(\.stage))
        for row in found.rows {
            guard let stage = row[0].string, let count = row[1].integer, !configured.contains(stage) else { continue }
            let isSure = row[2] == row[1] && row[3] == .integer(0)
            let saysClosed = stage.lowercased().split { !$0.isLetter }.contains("closed")
            guard isSure || saysClosed else { continue }
            let reason = saysClosed ? "its name says closed" : "all its deals have probability 0 or 100 %"
            warnings.append(
                Diagnostic(
                    .warning, id: "stages.open", "stage \(stage) (\(count) deals) is taken for open, but \(reason)",
                    file: file.source.name,
                    solution: "Say what it is in broadsheet.yml: `data.stages: {won: […], lost: […]}`"))
        }
    }
}
