import Core
import Warehouse

/// Single opportunities by amount.
struct TopOpportunities: CatalogueFunction {
    let name = "get_top_opportunities"
    let summary = """
        Lists the opportunities with the largest amounts, or the smallest: the open ones, or the won or lost ones, or all.
        """
    let parameters: [Parameter] =
        [
            .limit(10), .order,
            Parameter("status", .choice(["all", "open", "won", "lost"]), "Which opportunities count", default: "open"),
            .filters, .conditions,
        ] + Parameter.period("by close date, the expected one of open deals")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let status = arguments.string("status") ?? "open"
        let scope = try arguments.scope(outcomes: Outcome(rawValue: status).map { [$0] } ?? [])
        return try await OpportunityList(
            function: name, arguments: arguments, scope: scope, valueLabel: Labels.value(status), rows: .withAmount
        ).result(limit: arguments.integer("limit") ?? 10, context)
    }
}
