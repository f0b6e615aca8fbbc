import Core
import Warehouse

/// Open opportunities by stage now, and from the stage history the share that went on from each stage.
struct StageFunnel: CatalogueFunction {
    let name = "analyze_stage_funnel"
    let summary = """
        Count and value of open opportunities by stage, in stage order, with the win rate of the closed ones; where the \
        stage history is there, also the conversion from each stage to the next.
        """
    let parameters: [Parameter] = [.filters, .conditions]

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let schema = context.schema
        let openStages = schema.stages.filter { $0.outcome == .open }.map(\.name)
        let open = try arguments.scope(outcomes: [.open])
        let all = try arguments.scope()
        let counts =
            SQL("SELECT stage, count(*) AS deals, sum(amount) AS value\nFROM opportunities\nWHERE ") + open.predicate
            + SQL("\nGROUP BY stage\nORDER BY stage")
        let totals =
            SQL(
                """
                SELECT count(*) FILTER (WHERE outcome = 'open') AS open_deals,
                       sum(amount) FILTER (WHERE outcome = 'open') AS pipeline,
                       count(*) FILTER (WHERE outcome = 'open' AND amount IS NULL) AS without_amount,
                       CAST(count(*) FILTER (WHERE outcome = 'won') AS DOUBLE)
                         / nullif(count(*) FILTER (WHERE outcome IN ('won', 'lost')), 0) AS win_rate,
                       count(*) FILTER (WHERE outcome = 'won') AS won,
                       count(*) FILTER (WHERE outcome IN ('won', 'lost')) AS closed
                FROM opportunities
                WHERE 
                """) + all.predicate
        let table = try await context.warehouse.query(counts)
        let sums = try await context.warehouse.query(totals)
        var statements = [counts, totals]
        var columns = [
            ResultColumn("stage", "Stage", .text), ResultColumn("deals", "Open deals now", .count),
            ResultColumn("value", "Pipeline", .currency),
        ]
        var byStage: [String: [Value]] = [:]
        for row in table.rows {
            if let stage = row.first?.string { byStage[stage] = Array(row.dropFirst()) }
        }
        var rows: [[Value]] = openStages.map { [.text($0)] + (byStage[$0] ?? [.integer(0), .null]) }
        var notes = Notes.missing(
            sums.value(0, "without_amount"), "open deal", "an amount", "adds nothing to the pipeline",
            "add nothing to the pipeline")
        if schema.hasHistory, !openStages.isEmpty {
            let reached = reachedQuery(openStages, all)
            statements.append(reached)
            let result = try await context.warehouse.query(reached)
            // One row: how many reached stage 0, 1, …, and how many were won.
            let numbers = (result.rows.first ?? []).map { $0.integer ?? 0 }
            columns += [
                ResultColumn("reached", "Ever reached", .count), ResultColumn("went_on", "Went on", .count),
                ResultColumn("conversion", "Conversion to next", .percent),
            ]
            for index in rows.indices where numbers.indices.contains(index + 1) {
                let here = numbers[index]
                let next = numbers[index + 1]
                rows[index] += [
                    .integer(here), .integer(next), here > 0 ? .number(Double(next) / Double(here)) : .null,
                ]
            }
            notes.append(
                "Conversion counts opportunities that reached a stage or a later one, from the stage history; the last stage converts to won. Open deals count as not yet gone on."
            )
        } else {
            notes.append("There is no stage history, so conversion from stage to stage is not known.")
        }
        return FunctionResult(
            function: name, arguments: arguments.values, columns: columns, rows: rows, totalRowCount: rows.count,
            totals: [
                Total("open_deals", "Open deals", .count, sums.value(0, "open_deals")),
                Total("pipeline", "Pipeline", .currency, sums.value(0, "pipeline")),
                Total("win_rate", "Win rate of closed deals", .percent, sums.value(0, "win_rate")),
                Total("won", "Won deals", .count, sums.value(0, "won")),
                Total("closed", "Closed deals", .count, sums.value(0, "closed")),
            ] + Total.withoutAmount(sums.value(0, "without_amount")),
            sql: statements.map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                ["stage", "amount"] + all.columns, history: schema.hasHistory ? ["opportunity_id", "stage"] : []),
            notes: notes)
    }

    /// How many opportunities reached each open stage or a later one, and how many were won: one row.
    private func reachedQuery(_ stages: [String], _ scope: Scope) -> SQL {
        var rank = SQL("CASE h.stage")
        for (index, stage) in stages.enumerated() {
            rank = rank + SQL(" WHEN ? THEN \(index)", [.text(stage)])
        }
        rank = rank + SQL(" END")
        let columns =
            stages.indices.map { "count(*) FILTER (WHERE furthest >= \($0)) AS reached_\($0)" }
            + ["count(*) FILTER (WHERE furthest >= \(stages.count)) AS won"]
        return SQL(
            "SELECT \(columns.joined(separator: ",\n       "))\nFROM (\n  SELECT o.opportunity_id, greatest(max(")
            + rank
            + SQL("), max(CASE WHEN o.outcome = 'won' THEN \(stages.count) END)) AS furthest\n")
            + SQL("  FROM (SELECT * FROM opportunities WHERE ") + scope.predicate
            + SQL(") o JOIN history h ON h.opportunity_id = o.opportunity_id\n  GROUP BY o.opportunity_id\n)")
    }
}
