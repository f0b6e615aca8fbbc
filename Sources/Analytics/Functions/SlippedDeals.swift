import Core
import Warehouse

/// Open opportunities whose close date has passed.
///
/// A date that moved to a later period is known only from an earlier edition; what a snapshot shows is what is overdue.
struct SlippedDeals: CatalogueFunction {
    let name = "find_slipped_deals"
    let summary = "Lists open opportunities whose close date lies strictly before the as-of date (overdue, past due)."
    let parameters: [Parameter] = [
        Parameter("days", .integer(1...3650), "Only those whose close date lies more than this many days back"),
        Parameter(
            "order_by", .choice(["amount", "closed"]),
            "What the list is ordered by: the amount, largest first, where left out; closed: the longest overdue first"),
        .limit(10), .filters, .conditions,
    ]

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        try Scope.DateColumn.closed.require(in: context.schema)
        var scope = try arguments.scope(outcomes: [.open])
        scope.to = context.asOf.adding(days: -1 - (arguments.integer("days") ?? 0))
        let overdue = OpportunityList.Column(
            ResultColumn("days_overdue", "Days overdue", .days),
            SQL("CAST(? AS DATE) - closed", [.date(context.asOf)]))
        var result = try await OpportunityList(
            function: name, arguments: arguments, scope: scope, valueLabel: "Amount", columns: [overdue],
            order: OpportunityList.Order(arguments), isOldestFirst: arguments.string("order_by") == "closed"
        ).result(limit: arguments.integer("limit") ?? 10, context)
        result.arguments["as_of"] = .string(context.asOf.description)
        return result
    }
}
