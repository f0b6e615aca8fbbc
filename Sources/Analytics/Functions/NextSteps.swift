import Core
import Warehouse

/// What is agreed next on the open deals, and on which of them nothing is.
struct NextSteps: CatalogueFunction {
    let name = "analyze_next_steps"
    let summary = """
        Open deals by their next step: how many, pipeline and overdue ones of each; with how many open deals, and how much \
        pipeline, have no next step at all.
        """
    let parameters: [Parameter] =
        [.limit(15), .filters, .conditions] + Parameter.period("by expected close date")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        guard let dimension = context.schema.dimension("next_step") else {
            throw CatalogueError.missingData(
                missing: "next step column", available: context.schema.dimensions.map(\.label))
        }
        let scope = try arguments.scope(outcomes: [.open])
        let grouped =
            SQL(
                """
                SELECT next_step, count(*) AS deals, sum(amount) AS value, count(*) FILTER (WHERE closed < ?) AS overdue_deals
                FROM opportunities
                WHERE next_step IS NOT NULL
                  AND 
                """, [.date(context.asOf)]) + scope.predicate
            + SQL("\nGROUP BY next_step\nORDER BY 2 DESC NULLS LAST, 3 DESC NULLS LAST, 1 NULLS LAST")
        let none = "next_step IS NULL"
        let totals =
            SQL(
                """
                SELECT count(*) AS open_deals, count(next_step) AS with_next_step,
                       \(FigureSQL.count(where: none)) AS without_next_step,
                       \(FigureSQL.sum(where: none)) AS without_value, \(FigureSQL.rate(none)) AS share_without,
                       count(*) FILTER (WHERE \(none) AND closed < ?) AS overdue_without,
                       \(FigureSQL.count(where: "amount IS NULL")) AS without_amount
                FROM opportunities
                WHERE 
                """, [.date(context.asOf)]) + scope.predicate
        let (table, sums) = try await context.warehouse.query(grouped, totals)
        guard (sums.value(0, "open_deals").integer ?? 0) > 0 else {
            throw CatalogueError.noFigure(reason: "no deal is open there, so there are no next steps")
        }
        var columns = [
            ResultColumn("next_step", dimension.label, .text), ResultColumn("deals", "Open deals", .count),
            ResultColumn("value", "Pipeline", .currency),
        ]
        var shown = [
            Total("open_deals", "Open deals", .count, sums.value(0, "open_deals")),
            Total("with_next_step", "Open deals with a next step", .count, sums.value(0, "with_next_step")),
            Total("without_next_step", "Open deals without a next step", .count, sums.value(0, "without_next_step")),
            Total("without_value", "Pipeline without a next step", .currency, sums.value(0, "without_value")),
            Total("share_without", "Share of open deals without a next step", .percent, sums.value(0, "share_without")),
        ]
        // Without close dates nothing is known to be overdue, which is not the same as nothing being so.
        if context.schema.has(.closed) {
            columns.append(ResultColumn("overdue_deals", "Overdue deals", .count))
            shown.append(
                Total("overdue_without", "Overdue without a next step", .count, sums.value(0, "overdue_without")))
        }
        var run = arguments.values
        if context.schema.has(.closed) { run["as_of"] = .string(context.asOf.description) }
        return FunctionResult(
            function: name, arguments: run, columns: columns,
            rows: table.rows.prefix(arguments.integer("limit") ?? 15).map { Array($0.prefix(columns.count)) },
            totalRowCount: table.rows.count, totals: shown + Total.withoutAmount(sums.value(0, "without_amount")),
            sql: [grouped, totals].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                ["next_step", "stage", "amount"] + (context.schema.has(.closed) ? ["closed"] : []) + scope.columns),
            notes: Notes.missing(
                sums.value(0, "without_amount"), "open deal", "an amount", "adds nothing to the pipeline",
                "add nothing to the pipeline"))
    }
}
