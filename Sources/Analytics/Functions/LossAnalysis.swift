import Core
import Warehouse

/// What was lost, and why.
struct LossAnalysis: CatalogueFunction {
    let name = "analyze_losses"
    let summary = """
        Lost deals by loss reason (why we lose), or by another dimension such as competitor, stage or owner: how many, their \
        share of all lost deals, lost value and average size; with the loss rate over all.
        """
    let parameters: [Parameter] =
        [
            .dimension("What lost deals are grouped by; the loss reason where left out"), .limit(50), .filters,
            .conditions,
        ] + Parameter.period("by close date")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        guard let dimension = arguments.dimension("dimension") ?? context.schema.dimension("loss_reason") else {
            throw CatalogueError.invalidArgument(
                function: name, argument: "dimension",
                problem:
                    "is needed, for the data has no loss reason; there are \(context.schema.dimensions.map(\.id).joined(separator: ", "))",
                nearest: nil)
        }
        let lost = try arguments.scope(outcomes: [.lost])
        let closed = try arguments.scope(outcomes: [.won, .lost])
        let column = SQL.identifier(dimension.id)
        let grouped =
            SQL(
                """
                SELECT \(column), count(*) AS lost,
                       CAST(count(*) AS FLOAT8) / nullif(sum(count(*)) OVER (), 0) AS share,
                       sum(amount) AS lost_value, \(FigureSQL.mean("amount")) AS average_lost
                FROM opportunities
                WHERE 
                """) + lost.predicate
            + SQL("\nGROUP BY 1\nORDER BY 2 DESC NULLS LAST, 4 DESC NULLS LAST, 1 NULLS LAST")
        let isLost = "outcome = 'lost'"
        let totals =
            SQL(
                """
                SELECT \(FigureSQL.count(where: isLost)) AS lost, \(FigureSQL.sum(where: isLost)) AS lost_value,
                       \(FigureSQL.count()) AS closed, \(FigureSQL.rate(isLost)) AS loss_rate,
                       \(FigureSQL.count(where: "\(isLost) AND \(column) IS NULL")) AS without_reason,
                       \(FigureSQL.count(where: "\(isLost) AND amount IS NULL")) AS without_amount
                FROM opportunities
                WHERE 
                """) + closed.predicate
        let (table, sums) = try await context.warehouse.query(grouped, totals)
        guard !table.rows.isEmpty else {
            throw CatalogueError.noFigure(reason: "no deal was lost there, so there is nothing to analyse")
        }
        var run = arguments.values
        run["dimension"] = .string(dimension.id)
        var shown = [
            Total("lost", "Lost deals", .count, sums.value(0, "lost")),
            Total("lost_value", "Lost value", .currency, sums.value(0, "lost_value")),
            Total("closed", "Closed deals", .count, sums.value(0, "closed")),
            Total("loss_rate", "Loss rate", .percent, sums.value(0, "loss_rate")),
        ]
        if (sums.value(0, "without_reason").integer ?? 0) > 0 {
            shown.append(
                Total(
                    "without_reason", "Lost deals without \(dimension.label.lowercased())", .count,
                    sums.value(0, "without_reason")))
        }
        return FunctionResult(
            function: name, arguments: run,
            columns: [
                ResultColumn(dimension.id, dimension.label, .text), ResultColumn("lost", "Lost deals", .count),
                ResultColumn("share", "Share of lost deals", .percent),
                ResultColumn("lost_value", "Lost value", .currency),
                ResultColumn("average_lost", "Average lost deal", .currency),
            ],
            rows: table.rows.prefix(arguments.integer("limit") ?? 50).map(\.withNamedGroup),
            totalRowCount: table.rows.count,
            totals: shown + Total.withoutAmount(sums.value(0, "without_amount")),
            sql: [grouped, totals].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(["stage", "amount", dimension.id] + closed.columns),
            notes: Notes.missing(
                sums.value(0, "without_amount"), "lost deal", "an amount", "adds nothing to the lost value",
                "add nothing to the lost value"))
    }
}
