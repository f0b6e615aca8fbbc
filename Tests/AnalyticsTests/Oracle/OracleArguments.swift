import Core
import Foundation

/// The arguments of a call, read once more from the JSON that the product gets.
struct OracleArguments {
    var values: [String: JSON]

    init(_ values: [String: JSON]) { self.values = values }

    func text(_ name: String) -> String? { values[name]?.string }
    func text(_ name: String, default standard: String) -> String { values[name]?.string ?? standard }
    func number(_ name: String, default standard: Int) -> Int { values[name]?.integer ?? standard }
    func day(_ name: String) -> OracleDay? { values[name]?.string.flatMap { OracleDay($0) } }
    var from: OracleDay? { day("from") }
    var to: OracleDay? { day("to") }
    var hasPeriod: Bool { from != nil || to != nil }
    var highestFirst: Bool { text("order") != "lowest" }

    /// Whether filters and conditions leave the deal.
    func keeps(_ deal: OracleDeal) -> Bool {
        for filter in values["filters"]?.array ?? [] {
            guard let object = filter.object, let dimension = object["dimension"]?.string else { continue }
            let wanted = (object["values"]?.array ?? []).compactMap(\.string)
            let isOne = deal.cells[dimension].map { wanted.contains($0) } ?? false
            if isOne == (object["exclude"]?.boolean ?? false) { return false }
        }
        for condition in values["conditions"]?.array ?? [] {
            guard let object = condition.object, let bound = object["value"]?.decimal else { continue }
            // Cents, and hundredths of a percent of a fraction.
            let hundredths =
                object["measure"]?.string == "probability" ? deal.points.map { Int128($0) } : deal.cents
            let scale: Decimal = object["measure"]?.string == "probability" ? 10_000 : 100
            guard let hundredths, let value = Decimal(string: "\(hundredths)"),
                holds(value, object["operator"]?.string, bound * scale)
            else { return false }
        }
        if let least = values["min_amount"]?.decimal {
            guard let cents = deal.cents, let value = Decimal(string: "\(cents)"), value >= least * 100 else {
                return false
            }
        }
        return true
    }

    func holds(_ value: Decimal, _ comparison: String?, _ bound: Decimal) -> Bool {
        switch comparison {
        case "above": value > bound
        case "at_least": value >= bound
        case "below": value < bound
        default: value <= bound
        }
    }

    /// Whether the day lies in the period asked for; without one, any day and none.
    func covers(_ day: OracleDay?) -> Bool { OracleArguments.covers(day, from, to) }

    static func covers(_ day: OracleDay?, _ from: OracleDay?, _ to: OracleDay?) -> Bool {
        guard from != nil || to != nil else { return true }
        guard let day else { return false }
        return (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }
}

extension Sequence where Element == OracleDeal {
    func of(_ outcomes: OracleOutcome...) -> [OracleDeal] { filter { outcomes.contains($0.outcome) } }

    /// Deals of a status as the functions name it.
    func status(_ status: String) -> [OracleDeal] { filter { status == "all" || $0.outcome.rawValue == status } }

    var withoutAmount: Int { reduce(0) { $0 + ($1.cents == nil ? 1 : 0) } }

    /// Deals by the value of a dimension, the empty one included.
    func grouped(_ dimension: String) -> [(name: String?, deals: [OracleDeal])] {
        var groups: [String?: [OracleDeal]] = [:]
        for deal in self { groups[deal.cells[dimension], default: []].append(deal) }
        return groups.map { ($0.key, $0.value) }
    }
}

/// Sums and means of deals, as the contract words them.
enum OracleSum {
    /// Nought of nothing, and nothing of deals that have no amount.
    static func amount(_ deals: [OracleDeal]) -> OracleValue {
        if deals.isEmpty { return .exact(0) }
        let cents = deals.compactMap(\.cents)
        return cents.isEmpty ? .none : .cents(cents.reduce(0, +))
    }

    static func meanAmount(_ deals: [OracleDeal]) -> OracleValue {
        let cents = deals.compactMap(\.cents)
        if cents.isEmpty { return .none }
        // Read from its decimal text, the sum is the double nearest to it.
        return .number(Double(OracleFiles.decimal(cents.reduce(0, +))).map { $0 / Double(cents.count) })
    }

    static func medianAmount(_ deals: [OracleDeal]) -> OracleValue {
        let cents = deals.compactMap(\.cents).sorted()
        guard !cents.isEmpty else { return .none }
        let middle = cents[(cents.count - 1) / 2] + cents[cents.count / 2]
        return .number(Double(middle) / 200)
    }

    static func mean(_ numbers: [Int]) -> OracleValue {
        numbers.isEmpty ? .none : .number(Double(numbers.reduce(0, +)) / Double(numbers.count))
    }

    static func median(_ numbers: [Int]) -> OracleValue {
        let sorted = numbers.sorted()
        guard !sorted.isEmpty else { return .none }
        return .number(Double(sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2)
    }

    static func rate(_ part: Int, of whole: Int) -> OracleValue {
        whole == 0 ? .none : .number(Double(part) / Double(whole))
    }
}
