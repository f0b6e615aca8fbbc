import Core
import Warehouse

/// Open opportunities on which no decision maker is known.
struct MissingStakeholders: CatalogueFunction {
    let name = "find_missing_stakeholders"
    let summary = """
        Lists open opportunities without a contact of C-level or VP (no decision maker, no executive, single-threaded at a \
        low level), largest first, with how many contacts each has and the share of open deals that lack one.
        """
    let parameters: [Parameter] =
        [.limit(10), .filters, .conditions] + Parameter.period("by expected close date")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let links = try context.contacts()
        try links.needTitles()
        let scope = try arguments.scope(outcomes: [.open])
        let pick = OpportunityList.Pick(
            joins: links.countJoins, condition: SQL("\(links.executives) = 0"),
            totals: [
                .init(name: "open_deals", label: "Open deals", unit: .count, expression: FigureSQL.count()),
                .init(
                    name: "share", label: "Share of open deals", unit: .percent, expression: FigureSQL.rate("listed")),
                .init(
                    name: "without_contacts", label: "Of these without any contact", unit: .count,
                    expression: FigureSQL.count(where: "listed AND contacts = 0")),
            ])
        var result = try await OpportunityList(
            function: name, arguments: arguments, scope: scope, valueLabel: "Amount",
            columns: [.init(ResultColumn("contacts", "Contacts", .count), SQL(links.contacts))],
            rows: .picked(pick)
        ).result(limit: arguments.integer("limit") ?? 10, context)
        result.notes.insert(
            "A decision maker is a contact whose job title is of C-level or VP; these deals have none.", at: 0)
        result.sources["contacts"] = (links.keys + ["title"]).sorted()
        return result
    }
}
