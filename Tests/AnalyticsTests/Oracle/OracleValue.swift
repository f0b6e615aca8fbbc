import Core

/// A cell as the oracle works it out.
enum OracleValue: Hashable {
    case none
    case text(String)
    case count(Int)
    /// Millionths: cents times hundredths of a percent have six digits behind the point.
    case exact(Int128)
    case number(Double)
    case day(OracleDay)

    static func cents(_ cents: Int128?) -> OracleValue { cents.map { .exact($0 * 10_000) } ?? .none }
    static func number(_ number: Double?) -> OracleValue { number.map { OracleValue.number($0) } ?? .none }
    static func name(_ text: String?) -> OracleValue { text.map { .text($0) } ?? .none }
    static func group(_ text: String?) -> OracleValue { .text(text ?? "(not set)") }
    static func day(_ day: OracleDay?) -> OracleValue { day.map { OracleValue.day($0) } ?? .none }

    /// For orders among cells of one column.
    static func < (left: OracleValue, right: OracleValue) -> Bool {
        switch (left, right) {
        case (.exact(let first), .exact(let second)): first < second
        case (.count(let first), .count(let second)): first < second
        case (.number(let first), .number(let second)): first < second
        case (.day(let first), .day(let second)): first < second
        case (.text(let first), .text(let second)): first.utf8.lexicographicallyPrecedes(second.utf8)
        default: (left.approximate ?? 0) < (right.approximate ?? 0)
        }
    }

    var approximate: Double? {
        switch self {
        case .count(let count): Double(count)
        case .exact(let millionths): Double(millionths) / 1_000_000
        case .number(let number): number
        case .none, .text, .day: nil
        }
    }

    var magnitude: OracleValue {
        switch self {
        case .count(let count): .count(abs(count))
        case .exact(let millionths): .exact(millionths.magnitude > 0 && millionths < 0 ? -millionths : millionths)
        case .number(let number): .number(abs(number))
        case .none, .text, .day: self
        }
    }

    /// Exact where both are; nothing where one is missing.
    static func - (left: OracleValue, right: OracleValue) -> OracleValue {
        switch (left, right) {
        case (.exact(let first), .exact(let second)): .exact(first - second)
        case (.count(let first), .count(let second)): .count(first - second)
        default:
            if let first = left.approximate, let second = right.approximate { .number(first - second) } else { .none }
        }
    }

    static func + (left: OracleValue, right: OracleValue) -> OracleValue {
        switch (left, right) {
        case (.exact(let first), .exact(let second)): .exact(first + second)
        default:
            if let first = left.approximate, let second = right.approximate { .number(first + second) } else { .none }
        }
    }

    /// A quotient; nothing where one is missing or the divisor is nought.
    static func / (left: OracleValue, right: OracleValue) -> OracleValue {
        guard let first = left.approximate, let second = right.approximate, second != 0 else { return .none }
        return .number(first / second)
    }
}

/// One key of an order: a cell, and whether the largest comes first.
///
/// Missing cells are always last.
struct OracleKey {
    var value: OracleValue
    var isDescending = false

    static func precedes(_ left: [OracleKey], _ right: [OracleKey]) -> Bool {
        for (first, second) in zip(left, right) {
            if first.value == .none, second.value == .none { continue }
            if first.value == .none { return false }
            if second.value == .none { return true }
            if first.value < second.value { return !first.isDescending }
            if second.value < first.value { return first.isDescending }
        }
        return false
    }
}

struct OracleTable {
    var columns: [(name: String, unit: Unit)]
    var rows: [[OracleValue]]
    var totals: [(name: String, value: OracleValue)]
    /// Rows before the limit.
    var rowCount: Int
    /// Arguments that the function adds to those given.
    var ran: [String: String] = [:]
}

/// What the oracle expects of a call.
enum OracleAnswer {
    enum Refusal: String { case missingData, noFigure, invalidArgument }

    case table(OracleTable)
    /// One of these: where the contract leaves open which of two refusals comes first.
    case refused([Refusal])
    /// The contract does not say.
    case open

    static func refused(_ refusal: Refusal) -> OracleAnswer { .refused([refusal]) }
}
