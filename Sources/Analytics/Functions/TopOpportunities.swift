import Core
import Warehouse

/// Single opportunities by amount.
struct TopOpportunities: CatalogueFunction {
    let name = "get_top_opportunities"
    let summary = """
        Lists the opportunities with the largest amounts, or the smallest, or the oldest or newest by created or close date: \
        the open ones, or the won or lost ones, or all.
        """
    let parameters: [Parameter] =
        [
            .limit(10), .order, .orderBy,
            Parameter("status", .choice(["all", "open", "won", "lost"]), "Which opportunities count", default: "open"),
            Parameter(
                "show", .dimensions(1...4), "Dimensions that are shown of each opportunity beside the usual columns"),
            .filters, .conditions,
        ] + Parameter.period("by close date, the expected one of open deals")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let status = arguments.string("status") ?? "open"
        var scope = try arguments.scope(outcomes: Outcome(rawValue: status).map { [$0] } ?? [])
        let order = OpportunityList.Order(arguments)
        try order.date?.require(in: context.schema)
        // Those whose date is not known have no place in the order.
        scope.dateIsKnown = order.date
        var columns: [OpportunityList.Column] = []
        if order == .created {
            columns.append(.init(ResultColumn("created", "Created", .date), SQL("created")))
            if status == "open" {
                columns.append(
                    .init(
                        ResultColumn("days_open", "Days open", .days),
                        SQL("CAST(? AS DATE) - created", [.date(context.asOf)])))
            }
        }
        columns += OpportunityList.columns(arguments.texts("show").compactMap(context.schema.dimension))
        // A list by date is of deals without an amount too.
        return try await OpportunityList(
            function: name, arguments: arguments, scope: scope, valueLabel: Labels.value(status), columns: columns,
            rows: order == .amount ? .withAmount : .all, order: order
        ).result(limit: arguments.integer("limit") ?? 10, context)
    }
}
