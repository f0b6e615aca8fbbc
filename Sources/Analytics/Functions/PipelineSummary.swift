import Core
import Warehouse

/// Open opportunities: count, amount, weighted amount, average; in all or by a dimension.
struct PipelineSummary: CatalogueFunction {
    let name = "get_pipeline_summary"
    let summary = """
        Sums the open opportunities: pipeline, weighted pipeline, count and average amount, and what is overdue; in all or \
        by a dimension; optionally only those expected to close in a period.
        """
    let parameters: [Parameter] =
        [.dimension("Group by this dimension"), .limit(50), .order, .filters, .conditions]
        + Parameter.period("by expected close date")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let scope = try arguments.scope(outcomes: [.open])
        let dimension = arguments.dimension("dimension")
        let measures = """
            \(FigureSQL.sum()) AS pipeline, \(FigureSQL.sum("weighted")) AS weighted_pipeline, count(*) AS deals,
                   \(FigureSQL.mean("amount")) AS average_amount
            """
        let relation =
            SQL("FROM (SELECT *, ") + context.weight.expression
            + SQL(
                " AS weighted, closed < CAST(? AS DATE) AS is_overdue FROM opportunities) AS o", [.date(context.asOf)])
        let totals =
            SQL(
                """
                SELECT \(measures),
                       \(FigureSQL.count(where: "is_overdue")) AS overdue_deals,
                       \(FigureSQL.sum(where: "is_overdue")) AS overdue_value,
                       count(*) FILTER (WHERE amount IS NULL) AS without_amount,
                       count(*) FILTER (WHERE amount IS NOT NULL AND weighted IS NULL) AS without_probability

                """) + relation + SQL("\nWHERE ") + scope.predicate
        let grouped = dimension.map { dimension -> SQL in
            let column = SQL.identifier(dimension.id)
            return SQL("SELECT \(column), \(measures)\n") + relation + SQL("\nWHERE ") + scope.predicate
                + SQL("\nGROUP BY \(column)\nORDER BY pipeline \(arguments.direction) NULLS LAST, \(column) NULLS LAST")
        }
        let (sums, groups) = try await context.warehouse.query(totals, grouped)
        let deals = sums.value(0, "deals").integer ?? 0
        let withoutAmount = sums.value(0, "without_amount").integer ?? 0
        if deals > 0, deals == withoutAmount {
            throw CatalogueError.noFigure(
                reason:
                    "none of the \(deals) open opportunities in question has an amount, so there is no pipeline value to state"
            )
        }
        var columns: [ResultColumn] = []
        if let dimension { columns.append(ResultColumn(dimension.id, dimension.label, .text)) }
        columns += [
            ResultColumn("pipeline", "Pipeline", .currency),
            ResultColumn("weighted_pipeline", "Weighted pipeline", .currency),
            ResultColumn("deals", "Open deals", .count),
            ResultColumn("average_amount", "Average amount", .currency),
        ]
        let statements = [totals, grouped].compactMap(\.self)
        let rows =
            groups?.rows.prefix(arguments.integer("limit") ?? 50).map(\.withNamedGroup)
            ?? [Array(sums.rows.first?.prefix(4) ?? [])]
        let totalRowCount = groups?.rows.count ?? 1
        var notes = Notes.missing(
            .integer(withoutAmount), "open deal", "an amount", "adds nothing to the pipeline",
            "add nothing to the pipeline")
        notes += Notes.missing(
            sums.value(0, "without_probability"), "open deal", "a probability", "adds nothing to the weighted pipeline",
            "add nothing to the weighted pipeline")
        if let note = context.weight.note { notes.append(note) }
        var totalsShown = [
            Total("pipeline", "Pipeline", .currency, sums.value(0, "pipeline")),
            Total("weighted_pipeline", "Weighted pipeline", .currency, sums.value(0, "weighted_pipeline")),
            Total("deals", "Open deals", .count, sums.value(0, "deals")),
            Total("average_amount", "Average open deal", .currency, sums.value(0, "average_amount")),
        ]
        if context.schema.has(.closed) {
            totalsShown += [
                Total("overdue_deals", "Overdue deals", .count, sums.value(0, "overdue_deals")),
                Total("overdue_value", "Overdue pipeline", .currency, sums.value(0, "overdue_value")),
            ]
        }
        totalsShown += Total.withoutAmount(.integer(withoutAmount))
        if let count = sums.value(0, "without_probability").integer, count > 0 {
            totalsShown.append(
                Total("without_probability", "Open deals without a probability", .count, .integer(count)))
        }
        return FunctionResult(
            function: name, arguments: arguments.values, columns: columns, rows: rows, totalRowCount: totalRowCount,
            totals: totalsShown, sql: statements.map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                ["amount", "stage", "closed"] + context.weight.columns + scope.columns
                    + (dimension.map { [$0.id] } ?? [])),
            notes: notes)
    }
}
