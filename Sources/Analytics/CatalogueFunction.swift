package import Core
package import Warehouse

/// One question that can be put to the data, with typed arguments and a typed result.
package protocol CatalogueFunction: Sendable {
    /// snake_case verb phrase.
    var name: String { get }
    /// What it answers, for a model and for the methodology page.
    var summary: String { get }
    var parameters: [Parameter] { get }

    /// - Throws: `CatalogueError`, or the engine's `Failure`.
    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult
}

extension Parameter {
    static let filters = Parameter(
        "filters", .filters,
        """
        Keep only opportunities whose dimension has one of the values; \(notSet) stands for an empty cell, also of amount. \
        contact_role, contact_title and contact_seniority keep those with such a contact (exclude: without one), contact with \
        \(notSet) those without any; created with two days keeps those created between them
        """)
    static let conditions = Parameter("conditions", .conditions, "Bounds on amount or probability of an opportunity")
    static func period(_ meaning: String) -> [Parameter] {
        [
            Parameter("from", .date, "First day of the period, included; \(meaning)"),
            Parameter("to", .date, "Last day of the period, included"),
        ]
    }
    static func limit(_ number: Int) -> Parameter {
        Parameter("limit", .integer(1...1000), "How many rows at most", default: .integer(number))
    }
    static let order = Parameter(
        "order", .choice(["highest", "lowest"]), "Which end of the ranking comes first", default: "highest")
    static let orderBy = Parameter(
        "order_by", .choice(["amount", "created", "closed"]),
        "What the list is ordered by: the amount where left out, else the created or the close date (lowest: the oldest first)"
    )
    static func dimension(_ summary: String) -> Parameter { Parameter("dimension", .dimension, summary) }
}

/// What every function works with.
package struct FunctionContext: Sendable {
    package let warehouse: Warehouse
    package let asOf: CalendarDate
    package let fiscal: FiscalCalendar
    let weight: WeightModel
    /// What the contacts are like; nil where there are none.
    let contactLinks: ContactLinks?
    /// Where commit and best case begin; nil where the portal sets nothing.
    let forecast: ForecastThresholds?

    package var schema: Schema { warehouse.schema }

    /// - Throws: `CatalogueError.missingData` where there are no contacts.
    func contacts() throws -> ContactLinks {
        guard let contactLinks else {
            throw CatalogueError.missingData(missing: "contacts file", available: schema.datasets.map(\.name))
        }
        return contactLinks
    }

    /// Dataset name → columns, for the columns of table `opportunities` that a query read.
    func sources(_ columns: [String], contacts: [String] = [], history: [String] = []) -> [String: [String]] {
        var result: [String: Set<String>] = ["opportunities": ["opportunity_id"]]
        for column in columns {
            if schema.dimension(column) == nil, let trait = DealTrait(rawValue: column), trait != .amount,
                trait != .created
            {
                result["contacts", default: []].formUnion(
                    (contactLinks?.keys ?? [])
                        + [trait == .contactRole ? "role" : "title"].filter { _ in trait != .contact })
                continue
            }
            // A dimension names its lookup by file, a dataset has a name without the extension.
            let origin = schema.dimension(column)?.dataset ?? "opportunities"
            let dataset = schema.datasets.first { $0.name == origin || $0.source == origin }?.name ?? origin
            result[dataset, default: []].insert(column)
        }
        if !contacts.isEmpty { result["contacts", default: []].formUnion(contacts) }
        if !history.isEmpty { result["history"] = Set(history) }
        return result.mapValues { $0.sorted() }
    }
}

extension SQL {
    /// The statement as readers see it: its text, and the bound values in a comment.
    var shown: String {
        guard !bindings.isEmpty else { return text }
        let values = bindings.enumerated().map { index, value in
            let text =
                switch value {
                case .text(let text):
                    "'" + text.replacing("'", with: "''").replacing("\n", with: " ").replacing("\r", with: " ") + "'"
                case .date(let date): "DATE '\(date)'"
                case .integer(let integer): "\(integer)"
                case .decimal(let decimal): "\(decimal)"
                case .number(let number): "\(number)"
                case .boolean(let flag): "\(flag)"
                case .null: "NULL"
                }
            return "\(index + 1) = \(text)"
        }
        return text + "\n-- bound values: " + values.joined(separator: ", ")
    }
}

/// The text that stands for an empty cell where a dimension is shown.
package let notSet = "(not set)"

extension Value {
    /// A cell of a dimension, with a word for the empty one.
    var orNotSet: Value { isNull ? .text(notSet) : self }
}

extension [Value] {
    /// A row of a grouped result, with a word for the empty group in its first cell.
    var withNamedGroup: [Value] { [(first ?? .null).orNotSet] + dropFirst() }
}
