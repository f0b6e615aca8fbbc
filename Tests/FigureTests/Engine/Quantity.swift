import Analyst
import Core

/// A number that a text speaks of, calculated by the corpus itself, in doubles, from cells and totals.
struct Quantity: Sendable {
    /// Where a link to it would point.
    enum Source: Sendable {
        /// `response/0/total_value` of a call.
        case path(Int, String)
        case derived(Answer.Figure.Derivation.Operation, [String])

        /// As an operand of a derivation; nil where derivations do not nest.
        var operand: String? {
            switch self {
            case .path(let call, let path): "\(call)/\(path)"
            case .derived(.sum, let operands): "sum:" + operands.joined(separator: "+")
            case .derived: nil
            }
        }
    }

    let value: @Sendable (World) -> Double?
    let source: Source?

    init(_ source: Source? = nil, _ value: @escaping @Sendable (World) -> Double?) {
        self.value = value
        self.source = source
    }

    static func cell(_ subject: Int, _ column: String) -> Quantity {
        Quantity(.path(0, "response/\(subject)/\(column)")) { $0.number(subject, column) }
    }

    /// The cell of a row that no name stands for.
    static func fixed(_ row: Int, _ column: String) -> Quantity {
        Quantity(.path(0, "response/\(row)/\(column)")) { $0.fixed(row, column) }
    }

    static func total(_ name: String, call: Int = 0) -> Quantity {
        Quantity(.path(call, "totals/\(name)")) { $0.total(name, call: call) }
    }

    static func number(_ number: Double) -> Quantity { Quantity { _ in number } }
    static var rowCount: Quantity { Quantity(.path(0, "row_count")) { Double($0.rowCount) } }
    static var totalRowCount: Quantity {
        Quantity(.path(0, "total_row_count")) { $0.calls.first.map { Double($0.totalRowCount) } }
    }

    static func sum(_ list: [Quantity]) -> Quantity { list.dropFirst().reduce(list.first ?? .number(.nan)) { $0 + $1 } }

    static func + (left: Quantity, right: Quantity) -> Quantity {
        var operands: [String] = []
        for part in [left, right] {
            switch part.source {
            case .path(let call, let path): operands.append("\(call)/\(path)")
            case .derived(.sum, let more): operands += more
            default: return left.with(right, nil) { $0 + $1 }
            }
        }
        return left.with(right, .derived(.sum, operands)) { $0 + $1 }
    }

    static func - (left: Quantity, right: Quantity) -> Quantity {
        left.with(right, left.derived(.difference, right)) { $0 - $1 }
    }

    /// A share or a ratio: which of the two, its unit tells.
    static func / (left: Quantity, right: Quantity) -> Quantity {
        left.with(right, left.derived(.share, right)) { $1 == 0 ? nil : $0 / $1 }
    }

    func growth(over before: Quantity) -> Quantity {
        with(before, derived(.growth, before)) { $1 == 0 ? nil : ($0 - $1) / abs($1) }
    }

    var magnitude: Quantity { Quantity(source) { value($0).map(abs) } }

    private func derived(_ operation: Answer.Figure.Derivation.Operation, _ other: Quantity) -> Source? {
        guard let first = source?.operand, let second = other.source?.operand else { return nil }
        return .derived(operation, [first, second])
    }

    private func with(
        _ other: Quantity, _ source: Source?, _ combine: @escaping @Sendable (Double, Double) -> Double?
    ) -> Quantity {
        Quantity(source) { world in
            guard let first = value(world), let second = other.value(world) else { return nil }
            return combine(first, second)
        }
    }
}
