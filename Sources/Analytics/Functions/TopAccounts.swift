import Core
import Warehouse

/// Accounts by the sum of their opportunities' amounts; all stages unless narrowed.
struct TopAccounts: CatalogueFunction {
    let name = "get_top_accounts_by_value"
    let summary = """
        Ranks accounts by the value of their opportunities: all of them whatever their stage, or only the open or the won \
        ones. min_amount filters opportunities before they are summed.
        """
    let parameters: [Parameter] =
        [
            .limit(10), .order,
            Parameter("status", .choice(["all", "open", "won", "lost"]), "Which opportunities count", default: "all"),
            Parameter("min_amount", .amount, "Only opportunities of at least this amount"),
            .filters, .conditions,
        ] + Parameter.period("by close date")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        guard context.schema.has(.account) else {
            throw CatalogueError.missingData(
                missing: "account column", available: context.schema.dimensions.map(\.label))
        }
        let status = arguments.string("status") ?? "all"
        let scope = try arguments.scope(outcomes: Outcome(rawValue: status).map { [$0] } ?? [])
        let limit = arguments.integer("limit") ?? 10
        let rows =
            SQL(
                """
                SELECT account AS account_name, sum(amount) AS total_value, count(*) AS deal_count
                FROM opportunities
                WHERE account IS NOT NULL
                  AND 
                """) + scope.predicate
            + SQL(
                """

                GROUP BY account
                HAVING sum(amount) IS NOT NULL
                ORDER BY total_value \(arguments.direction) NULLS LAST, account_name NULLS LAST
                LIMIT \(limit)
                """)
        let totals =
            SQL(
                """
                SELECT \(FigureSQL.sum()) AS total_value, count(*) AS deals, count(DISTINCT account) AS accounts,
                       count(DISTINCT account) FILTER (WHERE amount IS NOT NULL) AS ranked,
                       count(*) FILTER (WHERE account IS NULL) AS without_account,
                       count(*) FILTER (WHERE amount IS NULL) AS without_amount
                FROM opportunities
                WHERE 
                """) + scope.predicate
        let table = try await context.warehouse.query(rows)
        let sums = try await context.warehouse.query(totals)
        let ranked = sums.value(0, "ranked").integer ?? table.rows.count
        var notes: [String] = []
        if status == "all" {
            notes.append("Value is the sum over all opportunities of an account: open, won and lost.")
        }
        notes += Notes.missing(
            sums.value(0, "without_account"), "opportunity", "an account", "is in no account's sum",
            "are in no account's sum")
        notes += Notes.missing(
            sums.value(0, "without_amount"), "opportunity", "an amount", "adds nothing", "add nothing")
        return FunctionResult(
            function: name, arguments: arguments.values,
            columns: [
                ResultColumn("account_name", "Account", .text),
                ResultColumn("total_value", Labels.value(status), .currency),
                ResultColumn("deal_count", "Opportunities", .count),
            ],
            rows: table.rows, totalRowCount: ranked, truncated: false,
            totals: [
                Total("total_value", "\(Labels.value(status)), all accounts", .currency, sums.value(0, "total_value")),
                Total("deals", "Opportunities", .count, sums.value(0, "deals")),
                Total("accounts", "Accounts", .count, sums.value(0, "accounts")),
            ] + Total.withoutAmount(sums.value(0, "without_amount")),
            sql: [rows, totals].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(["account", "amount"] + scope.columns), notes: notes)
    }
}
