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
        if all.filters.contains(where: { $0.dimension == "stage" }) {
            throw CatalogueError.invalidArgument(
                function: name, argument: "filters", problem: "cannot pick a stage: the funnel is over all of them",
                nearest: nil)
        }
        let counts =
            SQL("SELECT stage, count(*) AS deals, \(FigureSQL.sum()) AS value\nFROM opportunities\nWHERE ")
            + open.predicate
            + SQL("\nGROUP BY stage\nORDER BY stage NULLS LAST")
        let totals =
            SQL(
                """
                SELECT count(*) FILTER (WHERE outcome = 'open') AS open_deals,
                       \(FigureSQL.sum(where: "outcome = 'open'")) AS pipeline,
                       count(*) FILTER (WHERE outcome = 'open' AND amount IS NULL) AS without_amount,
                       CAST(count(*) FILTER (WHERE outcome = 'won') AS FLOAT8)
                         / nullif(count(*) FILTER (WHERE outcome IN ('won', 'lost')), 0) AS win_rate,
                       count(*) FILTER (WHERE outcome = 'won') AS won,
                       count(*) FILTER (WHERE outcome IN ('won', 'lost')) AS closed
                FROM opportunities
                WHERE 
                """) + all.predicate
        let reached = schema.hasHistory && !openStages.isEmpty ? reachedQuery(openStages, all, context) : nil
        async let furthest = context.warehouse.query(totals, reached)
        let table = try await context.warehouse.query(counts)
        let (sums, reachedCounts) = try await furthest
        let statements = [counts, totals, reached].compactMap(\.self)
        var columns = [
            ResultColumn("stage", "Stage", .text), ResultColumn("deals", "Open deals now", .count),
            ResultColumn("value", "Pipeline", .currency),
        ]
        var byStage: [String: [Value]] = [:]
        for row in table.rows {
            if let stage = row.first?.string { byStage[stage] = Array(row.dropFirst()) }
        }
        var rows: [[Value]] = openStages.map { [.text($0)] + (byStage[$0] ?? [.integer(0), .integer(0)]) }
        var notes = Notes.missing(
            sums.value(0, "without_amount"), "open deal", "an amount", "adds nothing to the pipeline",
            "add nothing to the pipeline")
        var withoutHistory: [Total] = []
        if let reachedCounts {
            // One row: how many reached stage 0, 1, …, and how many were won.
            let numbers = (reachedCounts.rows.first ?? []).map { $0.integer ?? 0 }
            columns += [
                ResultColumn("reached", "Ever reached", .count), ResultColumn("went_on", "Went on", .count),
                ResultColumn("conversion", "Conversion to next", .percent),
            ]
            if let unknown = numbers.last, unknown > 0 {
                withoutHistory = [
                    Total("without_history", "Lost deals without a stage history", .count, .integer(unknown))
                ]
            }
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
            ] + withoutHistory + Total.withoutAmount(sums.value(0, "without_amount")),
            sql: statements.map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                ["stage", "amount"] + all.columns, history: schema.hasHistory ? ["opportunity_id", "stage"] : []),
            notes: notes)
    }

    /// How many opportunities reached each open stage or a later one, how many were won, and of how many lost ones no
    /// stage is known: one row.
    ///
    /// An open deal has reached the stage that it is in, whether or not the history says so.
    private func reachedQuery(_ stages: [String], _ scope: Scope, _ context: FunctionContext) -> SQL {
        func rank(_ column: String) -> SQL {
            stages.enumerated().reduce(SQL("CASE \(column)")) {
                $0 + SQL(" WHEN ? THEN \($1.offset)", [.text($1.element)])
            }
                + SQL(" END")
        }
        let won = "CASE WHEN outcome = 'won' THEN \(stages.count) END"
        let columns =
            stages.indices.map { "count(*) FILTER (WHERE furthest >= \($0)) AS reached_\($0)" }
            + [
                "count(*) FILTER (WHERE furthest >= \(stages.count)) AS won",
                "count(*) FILTER (WHERE furthest IS NULL) AS without_history",
            ]
        let counts = SQL("SELECT \(columns.joined(separator: ",\n       "))\nFROM (\n  ")
        guard context.warehouse.dialect != .duckdb else {
            return counts + SQL("SELECT greatest(") + rank(FurthestStage.column) + SQL(", ") + rank("stage")
                + SQL(", \(won)) AS furthest\n  FROM opportunities\n  WHERE ") + scope.predicate + SQL("\n) d")
        }
        return counts + SQL("SELECT o.opportunity_id, greatest(max(") + rank("h.stage") + SQL("), max(")
            + rank("o.stage") + SQL("), max(\(won))) AS furthest\n")
            + SQL("  FROM (SELECT * FROM opportunities WHERE ") + scope.predicate
            + SQL(") o LEFT JOIN history h ON h.opportunity_id = o.opportunity_id\n  GROUP BY o.opportunity_id\n) d")
    }
}
