import Core
import Warehouse

/// All that is known of one account: its open, won and lost opportunities.
struct AccountOverview: CatalogueFunction {
    let name = "get_account_overview"
    let summary = """
        Everything about one account named: count, value and average amount of its open, won and lost opportunities, its \
        pipeline and weighted pipeline, win rate, first created, last won and next expected close date, and its contacts.
        """
    let parameters: [Parameter] =
        [Parameter("account", .text, "The account's name, as the data spell it; required"), .filters, .conditions]
        + Parameter.period("by close date, the expected one of open deals")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        guard context.schema.has(.account) else {
            throw CatalogueError.missingData(
                missing: "account column", available: context.schema.dimensions.map(\.label))
        }
        guard let account = arguments.string("account") else {
            throw CatalogueError.invalidArgument(
                function: name, argument: "account", problem: "is needed", nearest: nil)
        }
        let scope = try arguments.scope()
        let predicate = SQL("account = ?\n  AND ", [.text(account)]) + scope.predicate
        let statement = figures(predicate, context)
        let contacts = context.schema.hasContacts ? self.contacts(predicate) : nil
        let (sums, counted) = try await context.warehouse.query(statement, contacts)
        // An account with deals is one.
        if sums.value(0, "deals") == .integer(0) { try await check(account, context) }
        let statements = [statement, contacts].compactMap(\.self)
        var totals = self.totals(sums)
        if let counted { totals.append(Total("contacts", "Contacts", .count, counted.value(0, "contacts"))) }
        totals += Total.withoutAmount(sums.value(0, "without_amount"))
        return FunctionResult(
            function: name, arguments: arguments.values,
            columns: [
                ResultColumn("status", "Status", .text), ResultColumn("deals", "Opportunities", .count),
                ResultColumn("value", "Value", .currency), ResultColumn("average_amount", "Average amount", .currency),
            ],
            rows: Outcome.allCases.map { outcome in
                [.text(outcome.rawValue.capitalized)]
                    + ["deals", "value", "average"].map { sums.value(0, "\(outcome.rawValue)_\($0)") }
            },
            totalRowCount: Outcome.allCases.count, totals: totals,
            sql: statements.map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                ["account", "stage", "amount"] + context.weight.columns + scope.columns
                    + (context.schema.has(.created) ? ["created"] : [])
                    + (context.schema.has(.closed) ? ["closed"] : []),
                contacts: context.schema.hasContacts ? ["account", "opportunity_id"] : []),
            notes: Notes.missing(
                sums.value(0, "without_amount"), "opportunity", "an amount", "adds nothing", "add nothing")
                + (context.weight.note.map { [$0] } ?? []))
    }

    /// The contacts of the account's opportunities, or of the account.
    private func contacts(_ predicate: SQL) -> SQL {
        SQL("SELECT count(*) AS contacts\nFROM contacts\nWHERE opportunity_id IN (")
            + SQL("SELECT opportunity_id FROM opportunities WHERE ") + predicate
            + SQL(")\n   OR (opportunity_id IS NULL AND account IN (SELECT account FROM opportunities WHERE ")
            + predicate + SQL("))")
    }

    private func figures(_ predicate: SQL, _ context: FunctionContext) -> SQL {
        var columns: [String] = []
        for outcome in Outcome.allCases.map(\.rawValue) {
            let condition = "outcome = '\(outcome)'"
            columns += [
                "\(FigureSQL.count(where: condition)) AS \(outcome)_deals",
                "\(FigureSQL.sum(where: condition)) AS \(outcome)_value",
                "\(FigureSQL.mean("amount", where: condition)) AS \(outcome)_average",
            ]
        }
        columns += [
            "\(FigureSQL.count()) AS deals", "\(FigureSQL.sum()) AS total_value",
            "\(FigureSQL.rate("outcome = 'won'", of: "outcome IN ('won', 'lost')")) AS win_rate",
            "min(created) AS first_created", "max(closed) FILTER (WHERE outcome = 'won') AS last_won",
            "\(FigureSQL.count(where: "amount IS NULL")) AS without_amount",
        ]
        let separator = ",\n       "
        return SQL("SELECT \(columns.joined(separator: separator))\(separator)")
            + SQL("min(closed) FILTER (WHERE outcome = 'open' AND closed >= ?) AS next_close", [.date(context.asOf)])
            + SQL("\(separator)CASE WHEN \(FigureSQL.count(where: "outcome = 'open'")) = 0 THEN 0 ELSE sum(")
            + context.weight.expression
            + SQL(") FILTER (WHERE outcome = 'open') END AS weighted_pipeline\nFROM opportunities\nWHERE ") + predicate
    }

    private func totals(_ sums: Table) -> [Total] {
        [
            Total("deals", "Opportunities", .count, sums.value(0, "deals")),
            Total("total_value", "Total value", .currency, sums.value(0, "total_value")),
            Total("won_value", "Won value", .currency, sums.value(0, "won_value")),
            Total("pipeline", "Pipeline", .currency, sums.value(0, "open_value")),
            Total("weighted_pipeline", "Weighted pipeline", .currency, sums.value(0, "weighted_pipeline")),
            Total("win_rate", "Win rate", .percent, sums.value(0, "win_rate")),
            Total("first_created", "First created", .date, sums.value(0, "first_created")),
            Total("last_won", "Last won", .date, sums.value(0, "last_won")),
            Total("next_close", "Next expected close", .date, sums.value(0, "next_close")),
        ]
    }

    /// Refuses an account that the data do not have, with the nearest that they have.
    private func check(_ account: String, _ context: FunctionContext) async throws {
        let known = try await context.warehouse.query(
            SQL("SELECT count(*) AS deals FROM opportunities WHERE account = ?", [.text(account)]))
        guard known.value(0, "deals") == .integer(0) else { return }
        let names = try await context.warehouse.query(
            SQL("SELECT DISTINCT account FROM opportunities WHERE account IS NOT NULL ORDER BY 1 NULLS LAST"))
        throw CatalogueError.invalidArgument(
            function: name, argument: "account", problem: "names no account: \(account)",
            nearest: Names.nearest(to: account, among: names.rows.compactMap { $0.first?.string }))
    }
}
