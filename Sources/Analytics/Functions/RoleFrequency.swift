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
        let links = try await ContactLinks.find(context)
        let status = arguments.string("status") ?? "all"
        let scope = try arguments.scope(outcomes: Outcome(rawValue: status).map { [$0] } ?? [])
        let by = arguments.string("by") ?? (links.roles > 0 ? "role" : "title")
        guard (by == "role" ? links.roles : links.titles) > 0 else {
            throw CatalogueError.missingData(
                missing: "\(by) of contacts", available: [by == "role" ? "titles" : "roles"])
        }
        let joined = SQL("FROM ") + links.relation(scope, [by])
        let rows =
            SQL(
                """
                SELECT l.\(by) AS \(by), count(*) AS contacts, count(DISTINCT l.opportunity_id) AS opportunities,
                       CAST(count(DISTINCT l.opportunity_id) FILTER (WHERE l.outcome = 'won') AS FLOAT8)
                         / nullif(count(DISTINCT l.opportunity_id) FILTER (WHERE l.outcome IN ('won', 'lost')), 0) AS win_rate

                """) + joined
            + SQL(
                "\nWHERE l.\(by) IS NOT NULL\nGROUP BY l.\(by)\nORDER BY contacts DESC NULLS LAST, l.\(by) NULLS LAST")
        let totals =
            SQL(
                """
                SELECT count(l.\(by)) AS contacts, count(DISTINCT l.opportunity_id) AS opportunities,
                       count(*) FILTER (WHERE l.\(by) IS NULL) AS without

                """) + joined
        let table = try await context.warehouse.query(rows)
        let sums = try await context.warehouse.query(totals)
        guard !table.rows.isEmpty else {
            throw CatalogueError.noFigure(reason: "no contact with a \(by) belongs to the opportunities in question")
        }
        var run = arguments.values
        run["by"] = .string(by)
        var columns = [
            ResultColumn(by, by == "role" ? "Role" : "Title", .text), ResultColumn("contacts", "Contacts", .count),
            ResultColumn("opportunities", "Opportunities", .count),
        ]
        // Among won deals alone every win rate is 100 %.
        if status == "all" { columns.append(ResultColumn("win_rate", "Win rate", .percent)) }
        return FunctionResult(
            function: name, arguments: run, columns: columns,
            rows: table.rows.prefix(arguments.integer("limit") ?? 15).map { Array($0.prefix(columns.count)) },
            totalRowCount: table.rows.count,
            totals: [
                Total("contacts", "Contacts with a \(by)", .count, sums.value(0, "contacts")),
                Total("opportunities", "Opportunities with contacts", .count, sums.value(0, "opportunities")),
            ],
            sql: [rows, totals].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(["stage"] + scope.columns, contacts: links.keys + [by]),
            notes: ["One opportunity can have several \(by)s, so the rows add up to more than the opportunities."]
                + links.notes
                + Notes.missing(sums.value(0, "without"), "contact", "a \(by)", "is left out", "are left out"))
    }
}
