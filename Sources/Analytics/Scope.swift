package import Core
package import Foundation
import Warehouse

/// Keeps rows whose dimension is one of the values, or with `exclude` those whose dimension is none of them.
package struct Filter: Hashable, Sendable {
    package var dimension: String
    package var values: [String]
    package var exclude: Bool

    package init(_ dimension: String, _ values: [String], exclude: Bool = false) {
        self.dimension = dimension
        self.values = values
        self.exclude = exclude
    }

    package var json: JSON {
        ["dimension": .string(dimension), "values": .array(values.map(JSON.string)), "exclude": .boolean(exclude)]
    }
}

/// A bound on an amount or a probability.
package struct Condition: Hashable, Sendable {
    package enum Measure: String, CaseIterable, Hashable, Sendable { case amount, probability }

    /// "above" and "below" are strict; "at least" and "at most" include the bound.
    package enum Operator: String, CaseIterable, Hashable, Sendable {
        case above, below
        case atLeast = "at_least"
        case atMost = "at_most"

        var sql: String {
            switch self {
            case .above: ">"
            case .below: "<"
            case .atLeast: ">="
            case .atMost: "<="
            }
        }
    }

    package var measure: Measure
    package var comparison: Operator
    /// An amount in the portal's currency, or a probability as a fraction.
    package var value: Decimal

    package init(_ measure: Measure, _ comparison: Operator, _ value: Decimal) {
        self.measure = measure
        self.comparison = comparison
        self.value = value
    }

    package var json: JSON {
        ["measure": .string(measure.rawValue), "operator": .string(comparison.rawValue), "value": .decimal(value)]
    }
}

/// Which opportunities a function looks at.
struct Scope: Sendable {
    /// The date that a period is about.
    enum DateColumn: String, Sendable {
        case closed, created

        /// - Throws: `CatalogueError.missingData` where the data has no such date.
        func require(in schema: Schema) throws {
            guard schema.has(self == .closed ? .closed : .created) else {
                throw CatalogueError.missingData(
                    missing: self == .closed ? "close date column" : "created date column", available: [])
            }
        }
    }

    var outcomes: [Outcome] = []
    var filters: [Filter] = []
    var conditions: [Condition] = []
    var from: CalendarDate?
    var to: CalendarDate?
    var dateColumn = DateColumn.closed
    /// Only opportunities of this name or id, whatever the case.
    var name: String?
    /// Only opportunities whose date of this kind is known.
    var dateIsKnown: DateColumn?
    /// Filters on traits, with their SQL.
    var traits: [(filter: Filter, trait: DealTrait, predicate: SQL)] = []

    /// A `WHERE` clause with bound values; `TRUE` where nothing narrows.
    var predicate: SQL {
        var parts: [SQL] = []
        if !outcomes.isEmpty {
            let names = outcomes.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            parts.append(SQL("outcome IN (\(names))"))
        }
        for filter in filters {
            parts.append(predicate(filter))
        }
        if let name {
            let text = [Value.text(name)]
            parts.append(
                SQL("(lower(name) = lower(CAST(? AS VARCHAR))", text)
                    + SQL(" OR lower(opportunity_id) = lower(CAST(? AS VARCHAR)))", text))
        }
        parts += traits.map(\.predicate)
        for condition in conditions {
            parts.append(
                SQL("\(condition.measure.rawValue) \(condition.comparison.sql) ?", [.decimal(condition.value)]))
        }
        if let dateIsKnown { parts.append(SQL("\(dateIsKnown.rawValue) IS NOT NULL")) }
        if let from { parts.append(SQL("\(dateColumn.rawValue) >= ?", [.date(from)])) }
        if let to { parts.append(SQL("\(dateColumn.rawValue) <= ?", [.date(to)])) }
        guard let first = parts.first else { return SQL("TRUE") }
        return parts.dropFirst().reduce(first) { $0 + SQL("\n  AND ") + $1 }
    }

    private func predicate(_ filter: Filter) -> SQL {
        let column = SQL.identifier(filter.dimension)
        let named = filter.values.filter { $0 != notSet }
        let marks = Array(repeating: "?", count: named.count).joined(separator: ", ")
        let values = named.map(Value.text)
        let asksEmpty = named.count < filter.values.count
        if named.isEmpty { return SQL("\(column) IS \(filter.exclude ? "NOT " : "")NULL") }
        // SQL's NOT IN drops rows whose cell is empty: they are not one of the values, so they stay.
        return switch (filter.exclude, asksEmpty) {
        case (true, false): SQL("(\(column) IS NULL OR \(column) NOT IN (\(marks)))", values)
        case (true, true): SQL("\(column) NOT IN (\(marks))", values)
        case (false, false): SQL("\(column) IN (\(marks))", values)
        case (false, true): SQL("(\(column) IS NULL OR \(column) IN (\(marks)))", values)
        }
    }

    /// The columns that the predicate reads.
    var columns: [String] {
        var names = filters.map(\.dimension) + traits.map(\.trait.rawValue) + conditions.map(\.measure.rawValue)
        if !outcomes.isEmpty { names.append("stage") }
        if from != nil || to != nil { names.append(dateColumn.rawValue) }
        return names
    }
}
