package import Core
package import Warehouse

/// Arguments of a call, checked against the function's parameters and the schema, defaults filled in.
package struct Arguments: Sendable {
    package let function: String
    /// As run: every given argument and every default; no nulls.
    package private(set) var values: [String: JSON]
    private let schema: Schema
    private let names: KnownNames
    private let links: ContactLinks?
    private let given: Set<String>

    /// - Throws: `CatalogueError.invalidArgument` for the first argument that is unknown or does not fit.
    init(
        function: any CatalogueFunction, given: [String: JSON], context: FunctionContext, names: KnownNames
    ) throws {
        self.function = function.name
        schema = context.schema
        links = context.contactLinks
        self.names = names
        self.given = Set(given.filter { $0.value != .null }.keys)
        values = [:]
        let known = function.parameters.map(\.name)
        for name in given.keys.sorted() where !known.contains(name) {
            throw CatalogueError.invalidArgument(
                function: function.name, argument: name, problem: "is not an argument of it",
                nearest: Names.nearest(to: name, among: known))
        }
        for parameter in function.parameters {
            let value = given[parameter.name] ?? .null
            if value == .null {
                values[parameter.name] = parameter.defaultValue
            } else {
                values[parameter.name] = try checked(value, parameter)
            }
        }
        for parameter in function.parameters where parameter.isRequired && values[parameter.name] == nil {
            throw invalid(parameter.name, "is needed")
        }
        if let from = try date("from"), let to = try date("to"), to < from {
            throw invalid("to", "lies before from")
        }
    }

    /// Whether the caller gave it, so that it is no default.
    func isGiven(_ name: String) -> Bool { given.contains(name) }

    package func string(_ name: String) -> String? { values[name]?.string }

    package func integer(_ name: String) -> Int? { values[name]?.integer }

    package func date(_ name: String) throws -> CalendarDate? {
        guard let text = values[name]?.string else { return nil }
        return CalendarDate(iso: text)
    }

    /// `DESC`, or `ASC` where the lowest are asked for.
    var direction: String { string("order") == "lowest" ? "ASC" : "DESC" }

    /// The dimension named, or nil where the argument is absent.
    package func dimension(_ name: String) -> Dimension? { string(name).flatMap(schema.dimension) }

    /// What `filters`, `conditions`, `min_amount`, `from` and `to` select.
    func scope(outcomes: [Outcome] = [], dateColumn: Scope.DateColumn = .closed) throws -> Scope {
        var scope = Scope(outcomes: outcomes, dateColumn: dateColumn)
        scope.from = try date("from")
        scope.to = try date("to")
        if scope.from != nil || scope.to != nil {
            try dateColumn.require(in: schema)
        }
        for item in values["filters"]?.array ?? [] {
            guard let object = item.object, let id = object["dimension"]?.string else { continue }
            let filter = Filter(
                id, (object["values"]?.array ?? []).compactMap(\.string),
                exclude: object["exclude"]?.boolean ?? false)
            if let trait = trait(id) {
                scope.traits.append((filter, trait, trait.predicate(filter, links)))
            } else {
                scope.filters.append(filter)
            }
        }
        scope.conditions = (values["conditions"]?.array ?? []).compactMap { item in
            guard let object = item.object, let value = object["value"]?.decimal,
                let measure = object["measure"]?.string.flatMap(Condition.Measure.init),
                let comparison = object["operator"]?.string.flatMap(Condition.Operator.init)
            else { return nil }
            return Condition(measure, comparison, value)
        }
        if let least = values["min_amount"]?.decimal { scope.conditions.append(Condition(.amount, .atLeast, least)) }
        return scope
    }

    private func trait(_ id: String) -> DealTrait? { DealTrait.known(schema).first { $0.rawValue == id } }

    private func invalid(_ argument: String, _ problem: String, nearest: String? = nil) -> CatalogueError {
        .invalidArgument(function: function, argument: argument, problem: problem, nearest: nearest)
    }

    private func checked(_ value: JSON, _ parameter: Parameter) throws -> JSON {
        switch parameter.kind {
        case .integer(let range):
            guard let number = value.integer, range.contains(number) else {
                throw invalid(parameter.name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
        case .choice(let choices):
            guard let text = value.string, choices.contains(text) else {
                throw invalid(
                    parameter.name, "must be one of \(choices.joined(separator: ", "))",
                    nearest: value.string.flatMap { Names.nearest(to: $0, among: choices) })
            }
        case .amount:
            guard value.decimal != nil else { throw invalid(parameter.name, "must be a number") }
        case .boolean:
            guard value.boolean != nil else { throw invalid(parameter.name, "must be true or false") }
        case .fraction:
            guard let number = value.decimal, number >= 0, number <= 1 else {
                throw invalid(parameter.name, "must be a share from 0 to 1: 0.7 for 70 %")
            }
        case .measures(let range):
            let names = try distinctTexts(value, range, parameter.name)
            for name in names { _ = try measure(named: name, argument: parameter.name) }
        case .dimensions(let range):
            let ids = try distinctTexts(value, range, parameter.name)
            for id in ids { _ = try knownDimension(id, parameter.name) }
        case .bounds:
            guard let items = value.array else { throw invalid(parameter.name, "must be a list") }
            for item in items {
                guard let object = item.object, let name = object["measure"]?.string, object["value"]?.decimal != nil,
                    object["operator"]?.string.flatMap(Condition.Operator.init) != nil
                else {
                    throw invalid(
                        parameter.name, "needs measure, operator (above, at_least, below, at_most) and value")
                }
                _ = try measure(named: name, argument: parameter.name)
            }
        case .date:
            guard let text = value.string, CalendarDate(iso: text) != nil else {
                throw invalid(parameter.name, "must be a date such as 2026-11-20")
            }
        case .text:
            // Counted as JSON Schema counts: in code points.
            guard let text = value.string, (1...200).contains(text.unicodeScalars.count),
                text.unicodeScalars.contains(where: { !$0.properties.isWhitespace })
            else { throw invalid(parameter.name, "must be a text of 1 to 200 characters") }
        case .dimension:
            _ = try knownDimension(value.string ?? "", parameter.name)
        case .filters:
            guard let items = value.array else { throw invalid(parameter.name, "must be a list") }
            return .array(try items.map { try checkedFilter($0, parameter.name) })
        case .conditions:
            guard let items = value.array else { throw invalid(parameter.name, "must be a list") }
            for item in items {
                guard let object = item.object, object["value"]?.decimal != nil,
                    let measure = object["measure"]?.string.flatMap(Condition.Measure.init),
                    object["operator"]?.string.flatMap(Condition.Operator.init) != nil
                else {
                    throw invalid(
                        parameter.name,
                        "needs measure (amount, probability), operator (above, at_least, below, at_most) and value")
                }
                if measure == .probability, !schema.has(.probability) {
                    throw CatalogueError.missingData(missing: "probability column", available: [])
                }
            }
        }
        return value
    }

    /// The texts of a list, in order.
    func texts(_ name: String) -> [String] { (values[name]?.array ?? []).compactMap(\.string) }

    private func distinctTexts(_ value: JSON, _ range: ClosedRange<Int>, _ argument: String) throws -> [String] {
        let texts = (value.array ?? []).compactMap(\.string)
        guard let items = value.array, items.count == texts.count, range.contains(texts.count) else {
            throw invalid(argument, "must be a list of \(range.lowerBound) to \(range.upperBound) names")
        }
        guard Set(texts).count == texts.count else { throw invalid(argument, "names one thing twice") }
        return texts
    }

    private func knownDimension(_ id: String, _ argument: String) throws -> Dimension {
        if let dimension = schema.dimension(id) { return dimension }
        let ids = schema.dimensions.map(\.id)
        throw invalid(
            argument, "names no dimension: \(id); there are \(ids.joined(separator: ", "))",
            nearest: Names.nearest(to: id, among: ids))
    }

    private func checkedFilter(_ item: JSON, _ argument: String) throws -> JSON {
        guard let object = item.object, let id = object["dimension"]?.string, let list = object["values"]?.array else {
            throw invalid(argument, "needs dimension and values")
        }
        let texts = list.compactMap(\.string)
        guard !texts.isEmpty, texts.count == list.count else { throw invalid(argument, "needs values that are texts") }
        if let trait = trait(id) {
            if let problem = trait.problem(texts, names) { throw invalid(argument, problem) }
            return Filter(id, texts, exclude: object["exclude"]?.boolean ?? false).json
        }
        let dimension = try knownDimension(id, argument)
        if dimension.values.count == dimension.distinctCount {
            let known = Set(dimension.values)
            for text in texts where !known.contains(text) && text != notSet {
                throw invalid(
                    argument, "names no \(dimension.label): \(text)",
                    nearest: Names.nearest(to: text, among: dimension.values))
            }
        }
        return Filter(id, texts, exclude: object["exclude"]?.boolean ?? false).json
    }
}
