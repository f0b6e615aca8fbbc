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
        let statement = ranking(scope, direction: arguments.direction, limit: limit)
        // The last row has what all accounts have together.
        let all = try await context.warehouse.query(statement)
        let table = Table(columns: all.columns, rows: all.rows.dropLast())
        let sums = Table(columns: all.columns, rows: all.rows.suffix(1))
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
            rows: table.rows.map { Array($0.prefix(3)) }, totalRowCount: ranked, truncated: false,
            totals: [
                Total("total_value", "\(Labels.value(status)), all accounts", .currency, sums.value(0, "total_value")),
                Total("deals", "Opportunities", .count, sums.value(0, "deal_count")),
                Total("accounts", "Accounts", .count, sums.value(0, "accounts")),
            ] + Total.withoutAmount(sums.value(0, "without_amount")),
            sql: statement.shown,
            sources: context.sources(["account", "amount"] + scope.columns), notes: notes)
    }
    /// The accounts that are shown, in their order, and behind them one row of all: adding up a million deals by account
    /// takes so long that it is done once.
    private func ranking(_ scope: Scope, direction: String, limit: Int) -> SQL {
        SQL(
            """
            WITH accounts AS MATERIALIZED (
              SELECT account, sum(amount) AS total_value, count(*) AS deal_count,
                     count(*) FILTER (WHERE amount IS NULL) AS without_amount
              FROM opportunities
              WHERE 
            """) + scope.predicate
            + SQL(
                """

                  GROUP BY account
                )
                SELECT account_name, total_value, deal_count, accounts, ranked, without_account, without_amount
                FROM (
                  SELECT 1 AS part, row_number() OVER (ORDER BY total_value \(direction), account) AS place,
                         account AS account_name, total_value, deal_count, NULL AS accounts, NULL AS ranked,
                         NULL AS without_account, NULL AS without_amount
                  FROM accounts
                  WHERE account IS NOT NULL AND total_value IS NOT NULL
                  UNION ALL
                  SELECT 2, 1, NULL, \(FigureSQL.sum("total_value")),
                         CAST(coalesce(sum(deal_count), 0) AS BIGINT), count(account),
                         count(account) FILTER (WHERE total_value IS NOT NULL),
                         CAST(coalesce(sum(deal_count) FILTER (WHERE account IS NULL), 0) AS BIGINT),
                         CAST(coalesce(sum(without_amount), 0) AS BIGINT)
                  FROM accounts
                ) ranking
                WHERE part = 2 OR place <= \(limit)
                ORDER BY part, place
                """)
    }
}
