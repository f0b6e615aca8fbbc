import Core
import Foundation
import Warehouse

/// All that is known of the opportunities of one name, or of the one with an id.
struct FindOpportunities: CatalogueFunction {
    let name = "find_opportunities"
    let summary = """
        All that is known of a single opportunity: its account, owner, stage, amount, dates and the other columns. It is found by \
        its name or id in full, whatever the case; several of one name are all listed, the largest first.
        """
    let parameters: [Parameter] = [
        Parameter("name", .text, "Name or id of the opportunity, as the data spell it", isRequired: true), .limit(10),
    ]

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let name = arguments.string("name") ?? ""
        var scope = Scope()
        scope.name = name
        var result = try await OpportunityList(
            function: self.name, arguments: arguments, scope: scope, valueLabel: "Amount",
            columns: columns(context.schema)
        ).result(limit: arguments.integer("limit") ?? 10, context)
        guard result.totalRowCount > 0 else {
            throw CatalogueError.noFigure(reason: "no opportunity has the name or id “\(name)”")
        }
        result.sources["opportunities"] = Set(
            (result.sources["opportunities"] ?? []) + (context.schema.has(.name) ? ["name"] : [])
        ).sorted()
        return result
    }

    /// What lists of opportunities do not show anyway.
    private func columns(_ schema: Schema) -> [OpportunityList.Column] {
        var columns: [OpportunityList.Column] = []
        if schema.has(.probability) {
            columns.append(.init(ResultColumn("probability", "Probability", .percent), SQL("probability")))
        }
        if schema.has(.created) {
            columns.append(.init(ResultColumn("created", "Created", .date), SQL("created")))
        }
        // In the order of their names: the two engines find them in different ones.
        return columns + OpportunityList.columns(schema.dimensions.sorted { $0.id < $1.id })
    }
}

extension Catalogue {
    /// The name or id of an opportunity that stands in a text, word for word but for the case: the longest there is.
    ///
    /// - Returns: as it stands in the text; nil where there is none, or where more than a few opportunities are called that.
    /// - Throws: the engine's `Failure`.
    package func opportunityName(in text: String) async throws -> String? {
        var names: [SQL] = [SQL("opportunity_id")]
        if schema.has(.name) { names.append(SQL("name")) }
        let queries = names.map { column in
            SQL(
                "SELECT \(column.text) AS found, count(*) AS deals FROM opportunities WHERE length(\(column.text)) >= \(Self.shortestName)"
            )
                + SQL(" AND strpos(lower(CAST(? AS VARCHAR)), lower(\(column.text))) > 0 GROUP BY 1", [.text(text)])
        }
        guard let first = queries.first else { return nil }
        let query = queries.dropFirst().reduce(first) { $0 + SQL("\nUNION ALL\n") + $1 }
        let rows = try await context.warehouse.query(query + SQL("\nLIMIT 200")).rows
        return rows.compactMap { row -> String? in
            guard let name = row.first?.string, let deals = row.dropFirst().first?.integer, deals <= Self.mostOfOneName,
                stands(name, in: text)
            else { return nil }
            return name
        }
        .max { ($0.count, $1) < ($1.count, $0) }
    }

    /// A shorter text is in many words by chance.
    private static let shortestName = 5
    /// What more deals are called is the name of what they are about.
    private static let mostOfOneName = 5

    /// Whether no letter or digit touches it.
    private func stands(_ name: String, in text: String) -> Bool {
        var start = text.startIndex
        while let range = text.range(of: name, options: .caseInsensitive, range: start..<text.endIndex) {
            let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
            let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
            if !before.isLetter, !before.isNumber, !after.isLetter, !after.isNumber { return true }
            start = range.upperBound
        }
        return false
    }
}
