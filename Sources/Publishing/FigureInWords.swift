import Analyst
import Analytics
import Core
import Foundation

/// Says where a figure comes from, in words rather than in paths.
struct FigureInWords {
    let answer: Answer
    let format: FigureFormat

    /// `Acme Corp: Total value`; `Pipeline over all rows`; `2026: Win rate − 2025: Win rate`.
    func description(_ figure: Answer.Figure) -> String {
        let call = figure.call.flatMap {
            answer.functionsExecuted.indices.contains($0) ? answer.functionsExecuted[$0] : nil
        }
        if let derivation = figure.derivation {
            let operands = derivation.operands.map(operand)
            switch derivation.operation {
            case .share, .ratio: return operands.joined(separator: " ÷ ")
            case .difference: return operands.joined(separator: " − ")
            case .points: return operands.joined(separator: " − ") + ", in percentage points"
            case .growth: return "Change to " + operands.joined(separator: " from ")
            case .sum: return "Sum of " + operands.joined(separator: "; ")
            }
        }
        if figure.path == "as_of" { return "Date of the data" }
        guard let path = figure.path else {
            return figure.unit == .date ? "Date of the data" : "Given with the question"
        }
        return place(path, call)
    }

    /// The value with all its digits: a percentage with up to four after the point, where the prose has one.
    func full(_ figure: Answer.Figure) -> String {
        guard figure.unit == .percent, let fraction = figure.value.decimal else {
            return format.full(figure.value, figure.unit)
        }
        return fraction.formatted(Decimal.FormatStyle.Percent(locale: format.locale).precision(.fractionLength(0...4)))
    }

    /// An operand of a derivation: `<call>/<path>`, or `sum:` and several of them joined by `+`.
    private func operand(_ text: String) -> String {
        if text.hasPrefix("sum:") {
            let parts = text.dropFirst(4).split(separator: "+").map(String.init)
            guard parts.count > 1, let first = parts.first, let last = parts.last else {
                return parts.map(operand).joined()
            }
            return "sum of \(parts.count) rows (\(operand(first)) to \(operand(last)))"
        }
        guard let slash = text.firstIndex(of: "/"), let index = Int(text[..<slash]),
            answer.functionsExecuted.indices.contains(index)
        else { return text }
        return place(String(text[text.index(after: slash)...]), answer.functionsExecuted[index])
    }

    private func place(_ path: String, _ call: Answer.Call?) -> String {
        let parts = path.split(separator: "/").map(String.init)
        guard let call, let root = parts.first, parts.count > 1 else { return Names.label(path) }
        switch root {
        case "response":
            guard parts.count > 2, let index = Int(parts[1]), call.response.indices.contains(index) else { return path }
            let row = call.response[index]
            let column = call.columns.first { $0.name == parts[2] }
            let label = column?.label ?? Names.label(parts[2])
            // A name or a date says itself which row it stands in.
            if column?.unit == .text || column?.unit == .date { return label }
            // The first column that names the row rather than measures it.
            guard
                let key = call.columns.first(where: { ($0.unit == .text || $0.unit == .date) && $0.name != parts[2] }),
                let value = row[key.name]
            else { return label }
            return "\(format.full(value, key.unit)): \(label)"
        case "totals":
            let total = call.totals.first { $0.name == parts[1] }
            return (total?.label ?? Names.label(parts[1])) + " over all rows"
        case "args": return "Asked for: " + Names.label(parts[1]).lowercased()
        default: return Names.label(parts.joined(separator: " "))
        }
    }
}
