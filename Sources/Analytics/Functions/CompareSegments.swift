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
        let measure = arguments.string("measure") ?? "bookings"
        guard let dimension = arguments.dimension("dimension") else {
            throw CatalogueError.invalidArgument(
                function: name, argument: "dimension", problem: "is needed", nearest: nil)
        }
        if measure == "sales_cycle", !context.schema.has(.created) || !context.schema.has(.closed) {
            throw CatalogueError.missingData(
                missing: "created and close dates, which the sales cycle needs", available: [])
        }
        let scope = try arguments.scope(outcomes: Self.outcomes(measure))
        let expression = Self.expression(measure)
        let (label, unit) = Self.label(measure)
        let column = SQL.identifier(dimension.id)
        let grouped =
            SQL("SELECT \(column), \(expression) AS \(measure), count(*) AS opportunities\nFROM opportunities\nWHERE ")
            + scope.predicate
            + SQL(
                "\nGROUP BY \(column)\nHAVING \(expression) IS NOT NULL\nORDER BY \(measure) \(arguments.direction), \(column)"
            )
        let total =
            SQL(
                """
                SELECT \(expression) AS \(measure), count(*) AS opportunities,
                       count(*) FILTER (WHERE amount IS NULL) AS without_amount
                FROM opportunities
                WHERE 
                """) + scope.predicate
        let table = try await context.warehouse.query(grouped)
        let sums = try await context.warehouse.query(total)
        guard !table.rows.isEmpty else {
            throw CatalogueError.noFigure(reason: "no opportunity in question has what \(label.lowercased()) needs")
        }
        let counted = ["win_rate", "won_deals", "open_deals", "deals", "sales_cycle", "lost_deals"].contains(measure)
        return FunctionResult(
            function: name, arguments: arguments.values,
            columns: [
                ResultColumn(dimension.id, dimension.label, .text), ResultColumn(measure, label, unit),
                ResultColumn("opportunities", "Opportunities", .count),
            ],
            rows: table.rows.prefix(arguments.integer("limit") ?? 50).map(\.withNamedGroup),
            totalRowCount: table.rows.count,
            totals: [
                Total(measure, label, unit, sums.value(0, measure)),
                Total("opportunities", "Opportunities", .count, sums.value(0, "opportunities")),
            ] + (counted ? [] : Total.withoutAmount(sums.value(0, "without_amount"))),
            sql: [grouped, total].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(["amount", "stage", dimension.id] + scope.columns),
            notes: counted
                ? []
                : Notes.missing(
                    sums.value(0, "without_amount"), "opportunity", "an amount", "adds nothing", "add nothing"))
    }

    private static func outcomes(_ measure: String) -> [Outcome] {
        switch measure {
        case "bookings", "won_deals", "average_deal_size", "sales_cycle": [.won]
        case "win_rate": [.won, .lost]
        case "pipeline", "open_deals": [.open]
        case "lost_deals", "lost_value": [.lost]
        default: []
        }
    }

    private static func expression(_ measure: String) -> String {
        switch measure {
        case "won_deals", "open_deals", "deals", "lost_deals": "count(*)"
        case "average_deal_size": "CAST(avg(amount) AS DOUBLE)"
        case "sales_cycle": "CAST(avg(closed - created) AS DOUBLE)"
        case "win_rate": "CAST(count(*) FILTER (WHERE outcome = 'won') AS DOUBLE) / nullif(count(*), 0)"
        default: "sum(amount)"
        }
    }

    private static func label(_ measure: String) -> (String, Unit) {
        switch measure {
        case "won_deals": ("Won deals", .count)
        case "average_deal_size": ("Average deal size", .currency)
        case "sales_cycle": ("Sales cycle", .days)
        case "win_rate": ("Win rate", .percent)
        case "pipeline": ("Pipeline", .currency)
        case "open_deals": ("Open deals", .count)
        case "total_value": ("Total value", .currency)
        case "deals": ("Deals", .count)
        case "lost_deals": ("Lost deals", .count)
        case "lost_value": ("Lost value", .currency)
        default: ("Bookings", .currency)
        }
    }
}
