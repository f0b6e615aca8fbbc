import Analyst
import Analytics
import Core
import Foundation

/// Looks for expected values in an answer.
struct ValueMatch {
    private let answer: Answer
    private let words: [String]

    init(_ answer: Answer) {
        self.answer = answer
        words = ValueMatch.words(AnswerText.plain(answer.answer))
    }

    /// Whether the prose tells the value: a figure that it links to, or, for a text, the words themselves.
    func isTold(_ expected: EvalEntry.ExpectedValue) -> Bool {
        if case .text(let text) = expected.value { return tells(text) }
        return answer.figures.contains { figure in
            figure.unit == expected.unit && ValueMatch.equal(expected, figure.value)
                && answer.answer.contains("](#\(figure.id))")
        }
    }

    /// Whether the answer holds the value anywhere: in its prose, a key metric, a cell or a total of its calls.
    func isGiven(_ expected: EvalEntry.ExpectedValue) -> Bool {
        if isTold(expected) { return true }
        func fits(_ value: Value, _ unit: Core.Unit) -> Bool {
            unit == expected.unit && ValueMatch.equal(expected, value)
        }
        if answer.figures.contains(where: { fits($0.value, $0.unit) }) { return true }
        if answer.keyMetrics.contains(where: { fits($0.value, $0.unit) }) { return true }
        return answer.functionsExecuted.contains { call in
            call.totals.contains { fits($0.value, $0.unit) }
                || call.columns.contains { column in
                    column.unit == expected.unit
                        && call.response.contains { $0[column.name].map { fits($0, column.unit) } ?? false }
                }
        }
    }

    /// Numbers within the tolerance, dates and folded texts equal.
    static func equal(_ expected: EvalEntry.ExpectedValue, _ value: Value) -> Bool {
        switch (expected.value, value) {
        case (.text(let first), .text(let second)): return Names.folded(first) == Names.folded(second)
        case (.date(let first), .date(let second)): return first == second
        default: break
        }
        guard let wanted = expected.value.decimal, let found = value.decimal else { return false }
        return abs(wanted - found) <= tolerance(expected, of: wanted)
    }

    /// The value's own tolerance, else the unit's: half of the last digit that a rate or a number of days is kept with, and
    /// a millionth of an amount or a count.
    private static func tolerance(_ expected: EvalEntry.ExpectedValue, of number: Decimal) -> Decimal {
        if let tolerance = expected.tolerance?.decimal { return tolerance }
        switch expected.unit {
        case .percent: return Decimal(sign: .plus, exponent: -5, significand: 5)
        case .days: return Decimal(sign: .plus, exponent: -3, significand: 5)
        case .currency, .count, .date, .text: return abs(number) * Decimal(sign: .plus, exponent: -6, significand: 1)
        }
    }

    /// Whether the text stands in the prose as whole words: "East" is not told by "Southeast".
    private func tells(_ text: String) -> Bool {
        let wanted = ValueMatch.words(text).joined()
        guard !wanted.isEmpty else { return answer.answer.contains(text) }
        return words.indices.contains { start in
            var found = ""
            for word in words[start...] {
                found += word
                if found.utf8.count >= wanted.utf8.count { break }
            }
            return found == wanted
        }
    }

    /// Folded words, without what stands between them.
    private static func words(_ text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber) }.map { Names.folded(String($0)) }.filter { !$0.isEmpty }
    }
}
