import Core
import Warehouse

/// Single opportunities by amount.
struct TopOpportunities: CatalogueFunction {
    let name = "get_top_opportunities"
    let summary = "Lists the opportunities with the largest amounts: the open ones, or the won or lost ones."
    let parameters: [Parameter] =
        [
            .limit(10),
            Parameter("status", .choice(["all", "open", "won", "lost"]), "Which opportunities count", default: "open"),
            .filters, .conditions,
        ] + Parameter.period("by close date, the expected one of open deals")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let status = arguments.string("status") ?? "open"
        let scope = try arguments.scope(outcomes: Outcome(rawValue: status).map { [$0] } ?? [])
        return try await OpportunityList(
            function: name, arguments: arguments, scope: scope, valueLabel: Labels.value(status)
        )
        .result(limit: arguments.integer("limit") ?? 10, order: "amount DESC, opportunity_id", context)
    }
}

/// Open opportunities whose close date has passed.
///
/// A date that moved to a later period is known only from an earlier edition; what a snapshot shows is what is overdue.
struct SlippedDeals: CatalogueFunction {
    let name = "find_slipped_deals"
    let summary = "Lists open opportunities whose close date lies strictly before the as-of date (overdue, past due)."
    let parameters: [Parameter] = [.limit(10), .filters, .conditions]

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        guard context.schema.has(.closed) else {
            throw CatalogueError.missingData(missing: "close date column", available: [])
        }
        var scope = try arguments.scope(outcomes: [.open])
        scope.to = context.asOf.adding(days: -1)
        var result = try await OpportunityList(
            function: name, arguments: arguments, scope: scope, valueLabel: "Amount", overdueSince: context.asOf
        ).result(limit: arguments.integer("limit") ?? 10, order: "amount DESC NULLS LAST, opportunity_id", context)
        result.arguments["as_of"] = .string(context.asOf.description)
        return result
    }
}

/// The query that both lists share.
private struct OpportunityList {
    var function: String
    var arguments: Arguments
    var scope: Scope
    var valueLabel: String
    var overdueSince: CalendarDate?

    func result(limit: Int, order: String, _ context: FunctionContext) async throws -> FunctionResult {
        let schema = context.schema
        var columns = [ResultColumn("opportunity_id", "Opportunity", .text)]
        var fields = ["opportunity_id"]
        func add(_ condition: Bool, _ field: String, _ label: String, _ unit: Unit) {
            guard condition else { return }
            columns.append(ResultColumn(field, label, unit))
            fields.append(field)
        }
        add(schema.has(.name), "name", "Name", .text)
        add(schema.has(.account), "account", "Account", .text)
        add(schema.dimension("owner") != nil, "owner", schema.dimension("owner")?.label ?? "Owner", .text)
        add(true, "stage", "Stage", .text)
        add(true, "amount", valueLabel, .currency)
        add(schema.has(.closed), "closed", "Close date", .date)
        let read = fields
        var select = fields.map(SQL.identifier).joined(separator: ", ")
        var bindings: [Value] = []
        if let overdueSince {
            select += ", CAST(? AS DATE) - closed AS days_overdue"
            bindings.append(.date(overdueSince))
            columns.append(ResultColumn("days_overdue", "Days overdue", .days))
        }
        let rows =
            SQL("SELECT \(select)\nFROM opportunities\nWHERE ", bindings) + scope.predicate
            + SQL("\n\(overdueSince == nil ? "  AND amount IS NOT NULL\n" : "")ORDER BY \(order)\nLIMIT \(limit)")
        let totals =
            SQL(
                """
                SELECT count(*) AS deals, sum(amount) AS value, count(*) FILTER (WHERE amount IS NULL) AS without_amount
                FROM opportunities
                WHERE 
                """) + scope.predicate
        let table = try await context.warehouse.query(rows)
        let sums = try await context.warehouse.query(totals)
        let deals = sums.value(0, "deals").integer ?? 0
        let missing = sums.value(0, "without_amount").integer ?? 0
        return FunctionResult(
            function: function, arguments: arguments.values, columns: columns, rows: table.rows,
            totalRowCount: overdueSince == nil ? deals - missing : deals,
            totals: [
                Total("deals", "Opportunities", .count, sums.value(0, "deals")),
                Total("value", valueLabel, .currency, sums.value(0, "value")),
            ] + Total.withoutAmount(.integer(missing)),
            sql: [rows, totals].map(\.shown).joined(separator: "\n\n"), sources: context.sources(read + scope.columns),
            notes: Notes.missing(.integer(missing), "opportunity", "an amount", "adds nothing", "add nothing"))
    }
}
