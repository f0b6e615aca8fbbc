import Core
import Warehouse

/// Which seniorities, functions or job titles are on the opportunities, and what became of those.
struct TitleAnalysis: CatalogueFunction {
    let name = "analyze_titles"
    let summary = """
        Job titles of the contacts on opportunities, by seniority (C-level, VP, Director, Manager, Individual contributor), by \
        job function (Finance, IT, Sales …) or by the title itself: how many contacts, on how many distinct opportunities, \
        their value and win rate; and how many opportunities have an executive (C-level or VP). For contact roles such as \
        Champion take analyze_role_frequency.
        """
    let parameters: [Parameter] =
        [
            Parameter(
                "by", .choice(["seniority", "function", "title"]),
                "What contacts are grouped by: seniority, job function, or the title as written", default: "seniority"),
            Parameter("status", .choice(["all", "open", "won", "lost"]), "Which opportunities count", default: "all"),
            .limit(15), .filters, .conditions,
        ] + Parameter.period("by close date, the expected one of open deals")

    private static let groups = [
        "seniority": ("seniority", "Seniority"), "function": ("job_function", "Function"), "title": ("title", "Title"),
    ]

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let links = try context.contacts()
        try links.needTitles()
        let status = arguments.string("status") ?? "all"
        let scope = try arguments.scope(outcomes: Outcome(rawValue: status).map { [$0] } ?? [])
        let (column, label) = TitleAnalysis.groups[arguments.string("by") ?? "seniority"] ?? ("seniority", "Seniority")
        // First one row an opportunity and group, so that no amount is added twice.
        let rows =
            SQL(
                """
                SELECT \(column), CAST(sum(linked) AS BIGINT) AS contacts, count(*) AS opportunities, sum(amount) AS value,
                       \(FigureSQL.count(where: "outcome = 'won'")) AS won,
                       \(FigureSQL.count(where: "outcome IN ('won', 'lost')")) AS closed,
                       \(FigureSQL.rate("outcome = 'won'", of: "outcome IN ('won', 'lost')")) AS win_rate
                FROM (
                SELECT l.\(column), l.deal, l.outcome, l.amount, count(*) FILTER (WHERE l.counts) AS linked
                FROM 
                """) + links.relation(scope, column == "title" ? ["title"] : ["title", column])
            + SQL(
                """

                WHERE l.title IS NOT NULL
                GROUP BY l.\(column), l.deal, l.outcome, l.amount
                ) g
                GROUP BY \(column)
                ORDER BY contacts DESC NULLS LAST, \(column) NULLS LAST
                """)
        let totals =
            SQL(
                """
                SELECT CAST(sum(people) AS BIGINT) AS contacts, count(*) FILTER (WHERE linked > 0) AS opportunities,
                       count(*) FILTER (WHERE executives > 0) AS executive_opportunities,
                       sum(amount) FILTER (WHERE linked > 0) AS value,
                       count(*) FILTER (WHERE linked > 0 AND amount IS NULL) AS without_amount,
                       CAST(sum(untitled) AS BIGINT) AS untitled
                FROM (
                SELECT l.deal, l.amount, count(l.title) AS linked,
                       count(*) FILTER (WHERE l.counts AND l.title IS NOT NULL) AS people,
                       count(*) FILTER (WHERE l.counts AND l.title IS NULL) AS untitled,
                       count(*) FILTER (WHERE l.title IS NOT NULL AND l.\(ContactLinks.executive)) AS executives
                FROM 
                """) + links.relation(scope, ["title", "seniority"])
            + SQL("\nGROUP BY l.deal, l.amount\n) g")
        let (table, sums) = try await context.warehouse.query(rows, totals)
        guard !table.rows.isEmpty else {
            throw CatalogueError.noFigure(reason: "no contact with a title belongs to the opportunities in question")
        }
        var columns = [
            ResultColumn(column, label, .text), ResultColumn("contacts", "Contacts", .count),
            ResultColumn("opportunities", "Opportunities", .count),
        ]
        // Among deals of one status a win rate says nothing.
        if status == "all" {
            columns += [
                ResultColumn("won", "Won", .count), ResultColumn("closed", "Closed", .count),
                ResultColumn("win_rate", "Win rate", .percent),
            ]
        }
        columns.append(ResultColumn("value", Labels.value(status), .currency))
        let shown = table.rows.prefix(arguments.integer("limit") ?? 15).map { row -> [Value] in
            guard row.count == 7 else { return row.withNamedGroup }
            return (row[0..<3] + (status == "all" ? row[4...] : []) + [row[3]]).withNamedGroup
        }
        return FunctionResult(
            function: name, arguments: arguments.values, columns: columns, rows: shown,
            totalRowCount: table.rows.count,
            totals: [
                Total("contacts", "Contacts with a title", .count, sums.value(0, "contacts")),
                Total("opportunities", "Opportunities with such contacts", .count, sums.value(0, "opportunities")),
                Total(
                    "executive_opportunities", "Opportunities with a C-level or VP contact", .count,
                    sums.value(0, "executive_opportunities")),
                Total("value", Labels.value(status), .currency, sums.value(0, "value")),
            ] + Total.withoutAmount(sums.value(0, "without_amount")),
            sql: [rows, totals].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(["stage", "amount"] + scope.columns, contacts: links.keys + ["title"]),
            notes: [
                "One opportunity can have several contacts, so it can be in several rows: they add up to more than the opportunities."
            ] + links.notes
                + Notes.missing(sums.value(0, "untitled"), "contact", "a title", "is left out", "are left out")
                + Notes.missing(
                    sums.value(0, "without_amount"), "opportunity", "an amount", "adds nothing to the value",
                    "add nothing to the value"))
    }
}
