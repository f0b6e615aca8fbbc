import Core
import Warehouse

/// How the opportunities of each product turn out: the win rate, with what share of all of them is won beside it.
struct ProductConversion: CatalogueFunction {
    let name = "analyze_product_conversion"
    let summary = """
        Conversion by product (or product category, or another dimension): win rate of the closed deals, won and lost, all \
        opportunities whatever their outcome and the share of those that is won so far, and won value; best first unless \
        order is lowest.
        """
    let parameters: [Parameter] =
        [
            .dimension("What opportunities are grouped by; the product where left out, else the product category"),
            .limit(50), .order, .filters, .conditions,
        ] + Parameter.period("by close date, the expected one of open deals")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let schema = context.schema
        guard
            let dimension = arguments.dimension("dimension") ?? schema.dimension("product")
                ?? schema.dimension("product_category")
        else {
            throw CatalogueError.missingData(
                missing: "product or product category", available: schema.dimensions.map(\.label))
        }
        let scope = try arguments.scope()
        let measures = """
            \(FigureSQL.rate("outcome = 'won'", of: "outcome IN ('won', 'lost')")) AS win_rate,
                   \(FigureSQL.count(where: "outcome = 'won'")) AS won,
                   \(FigureSQL.count(where: "outcome = 'lost'")) AS lost,
                   \(FigureSQL.count(where: "outcome IN ('won', 'lost')")) AS closed,
                   \(FigureSQL.count()) AS opportunities,
                   \(FigureSQL.rate("outcome = 'won'")) AS won_share,
                   \(FigureSQL.sum(where: "outcome = 'won'")) AS won_value
            """
        let grouped =
            SQL("SELECT \(SQL.identifier(dimension.id)), \(measures)\nFROM opportunities\nWHERE ") + scope.predicate
            // By position: a dimension can have the name of a figure.
            + SQL("\nGROUP BY 1\nORDER BY 2 \(arguments.direction) NULLS LAST, 5 DESC NULLS LAST, 1 NULLS LAST")
        let totals =
            SQL(
                """
                SELECT \(measures),
                       \(FigureSQL.count(where: "outcome = 'won' AND amount IS NULL")) AS without_amount
                FROM opportunities
                WHERE 
                """) + scope.predicate
        let (table, sums) = try await context.warehouse.query(grouped, totals)
        guard (sums.value(0, "closed").integer ?? 0) > 0 else {
            throw CatalogueError.noFigure(reason: "no deal was won or lost there, so there is no conversion")
        }
        let figures = [
            ResultColumn("win_rate", "Win rate", .percent), ResultColumn("won", "Won", .count),
            ResultColumn("lost", "Lost", .count), ResultColumn("closed", "Closed", .count),
            ResultColumn("opportunities", "Opportunities", .count),
            ResultColumn("won_share", "Won share of all opportunities", .percent),
            ResultColumn("won_value", "Won value", .currency),
        ]
        var run = arguments.values
        run["dimension"] = .string(dimension.id)
        return FunctionResult(
            function: name, arguments: run,
            columns: [ResultColumn(dimension.id, dimension.label, .text)] + figures,
            rows: table.rows.prefix(arguments.integer("limit") ?? 50).map(\.withNamedGroup),
            totalRowCount: table.rows.count,
            totals: figures.map { Total($0.name, $0.label, $0.unit, sums.value(0, $0.name)) }
                + Total.withoutAmount(sums.value(0, "without_amount")),
            sql: [grouped, totals].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(["stage", "amount", dimension.id] + scope.columns),
            notes: [
                "Conversion is the win rate, won of won and lost; the won share counts open opportunities as not won."
            ]
                + Notes.missing(
                    sums.value(0, "without_amount"), "won deal", "an amount", "adds nothing to the won value",
                    "add nothing to the won value"))
    }
}
