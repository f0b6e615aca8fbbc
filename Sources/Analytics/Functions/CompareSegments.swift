import Core
import Warehouse

/// Any measure by any dimension.
struct CompareSegments: CatalogueFunction {
    let name = "compare_segments"
    let summary = """
        One measure by the values of one dimension, largest first: bookings, won_deals, average_deal_size, sales_cycle, \
        win_rate (of deals closed in the period), pipeline, open_deals (expected to close in the period), total_value, deals, \
        lost_deals, lost_value.
        """
    static let measures = [
        "bookings", "won_deals", "average_deal_size", "sales_cycle", "win_rate", "pipeline", "open_deals",
        "total_value", "deals",
        "lost_deals", "lost_value",
    ]
    let parameters: [Parameter] =
        [
            Parameter("measure", .choice(measures), "What is compared", default: "bookings"),
            .dimension("The dimension that is compared"), .limit(50), .order, .filters, .conditions,
        ] + Parameter.period("by close date, the expected one of open deals")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let measure = try arguments.measure()
        guard let dimension = arguments.dimension("dimension") else {
            throw CatalogueError.invalidArgument(
                function: name, argument: "dimension", problem: "is needed", nearest: nil)
        }
        if measure.name == "sales_cycle", !context.schema.has(.created) || !context.schema.has(.closed) {
            throw CatalogueError.missingData(
                missing: "created and close dates, which the sales cycle needs", available: [])
        }
        let scope = try arguments.scope(outcomes: measure.outcomes)
        let expression = measure.expression
        let column = SQL.identifier(dimension.id)
        let grouped =
            SQL(
                "SELECT \(column), \(expression) AS \(measure.name), count(*) AS opportunities\nFROM opportunities\nWHERE "
            )
            + scope.predicate
            + SQL(
                "\nGROUP BY \(column)\nHAVING \(expression) IS NOT NULL\nORDER BY \(measure.name) \(arguments.direction) NULLS LAST, \(column) NULLS LAST"
            )
        let total =
            SQL(
                """
                SELECT \(expression) AS \(measure.name), count(*) AS opportunities,
                       count(*) FILTER (WHERE amount IS NULL) AS without_amount
                FROM opportunities
                WHERE 
                """) + scope.predicate
        let table = try await context.warehouse.query(grouped)
        let sums = try await context.warehouse.query(total)
        guard !table.rows.isEmpty else {
            throw CatalogueError.noFigure(
                reason: "no opportunity in question has what \(measure.label.lowercased()) needs")
        }
        let counted = measure.unit != .currency
        return FunctionResult(
            function: name, arguments: arguments.values,
            columns: [
                ResultColumn(dimension.id, dimension.label, .text),
                ResultColumn(measure.name, measure.label, measure.unit),
                ResultColumn("opportunities", "Opportunities", .count),
            ],
            rows: table.rows.prefix(arguments.integer("limit") ?? 50).map(\.withNamedGroup),
            totalRowCount: table.rows.count,
            totals: [
                Total(measure.name, measure.label, measure.unit, sums.value(0, measure.name)),
                Total("opportunities", "Opportunities", .count, sums.value(0, "opportunities")),
            ] + (counted ? [] : Total.withoutAmount(sums.value(0, "without_amount"))),
            sql: [grouped, total].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(["amount", "stage", dimension.id] + scope.columns),
            notes: counted
                ? []
                : Notes.missing(
                    sums.value(0, "without_amount"), "opportunity", "an amount", "adds nothing", "add nothing"))
    }
}
