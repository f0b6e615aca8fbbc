import Core
import Warehouse

/// Which roles or job titles the contacts of the opportunities have.
struct RoleFrequency: CatalogueFunction {
    let name = "analyze_role_frequency"
    let summary = """
        How often each contact role (or job title) appears on opportunities, on how many distinct ones, and the win rate of \
        the closed ones among those.
        """
    let parameters: [Parameter] =
        [
            Parameter("by", .choice(["role", "title"]), "What is counted; the one that the data has where left out"),
            Parameter("status", .choice(["all", "open", "won", "lost"]), "Which opportunities count", default: "all"),
            .limit(15), .filters, .conditions,
        ] + Parameter.period("by close date")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let links = try context.contacts()
        let status = arguments.string("status") ?? "all"
        let scope = try arguments.scope(outcomes: Outcome(rawValue: status).map { [$0] } ?? [])
        let by = arguments.string("by") ?? (links.roles > 0 ? "role" : "title")
        guard (by == "role" ? links.roles : links.titles) > 0 else {
            throw CatalogueError.missingData(
                missing: "\(by) of contacts", available: [by == "role" ? "titles" : "roles"])
        }
        // Among deals of one status every win rate is 100 % or 0 %.
        let hasRate = status == "all"
        let rate = hasRate ? ", \(FigureSQL.rate("outcome = 'won'", of: "outcome IN ('won', 'lost')")) AS win_rate" : ""
        let keys = "l.\(by), l.deal" + (hasRate ? ", l.outcome" : "")
        // One row an opportunity and group first: many times faster than counting distinct ones.
        let rows =
            SQL(
                """
                SELECT \(by), CAST(sum(linked) AS BIGINT) AS contacts, count(*) AS opportunities\(rate)
                FROM (
                SELECT \(keys), count(*) FILTER (WHERE l.counts) AS linked
                FROM 
                """) + links.relation(scope, [by])
            + SQL(
                """

                WHERE l.\(by) IS NOT NULL
                GROUP BY \(keys)
                ) g
                GROUP BY \(by)
                ORDER BY contacts DESC NULLS LAST, \(by) NULLS LAST
                """)
        let totals =
            SQL(
                """
                SELECT CAST(coalesce(sum(linked), 0) AS BIGINT) AS contacts, count(*) AS opportunities,
                       CAST(coalesce(sum(without), 0) AS BIGINT) AS without
                FROM (
                SELECT l.deal, count(*) FILTER (WHERE l.counts AND l.\(by) IS NOT NULL) AS linked,
                       count(*) FILTER (WHERE l.counts AND l.\(by) IS NULL) AS without
                FROM 
                """) + links.relation(scope, [by]) + SQL("\nGROUP BY l.deal\n) g")
        let (table, sums) = try await context.warehouse.query(rows, totals)
        guard !table.rows.isEmpty else {
            throw CatalogueError.noFigure(reason: "no contact with a \(by) belongs to the opportunities in question")
        }
        var run = arguments.values
        run["by"] = .string(by)
        var columns = [
            ResultColumn(by, by == "role" ? "Role" : "Title", .text), ResultColumn("contacts", "Contacts", .count),
            ResultColumn("opportunities", "Opportunities", .count),
        ]
        if hasRate { columns.append(ResultColumn("win_rate", "Win rate", .percent)) }
        // Those without one are contacts too.
        let named = sums.value(0, "contacts").integer ?? 0
        let unnamed = sums.value(0, "without").integer ?? 0
        let all = unnamed > 0 ? [Total("all_contacts", "Contacts", .count, .integer(named + unnamed))] : []
        return FunctionResult(
            function: name, arguments: run, columns: columns,
            rows: table.rows.prefix(arguments.integer("limit") ?? 15).map { Array($0.prefix(columns.count)) },
            totalRowCount: table.rows.count,
            totals: [
                Total("contacts", "Contacts with a \(by)", .count, sums.value(0, "contacts")),
                Total("opportunities", "Opportunities with contacts", .count, sums.value(0, "opportunities")),
            ] + all,
            sql: [rows, totals].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(["stage"] + scope.columns, contacts: links.keys + [by]),
            notes: ["One opportunity can have several \(by)s, so the rows add up to more than the opportunities."]
                + links.notes
                + Notes.missing(sums.value(0, "without"), "contact", "a \(by)", "is left out", "are left out"))
    }
}
