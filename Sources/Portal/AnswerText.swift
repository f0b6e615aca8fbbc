package import Analyst
import Analytics
package import Core
import Foundation

/// An answer as plain text, for a terminal: figures without their links, tables drawn with spaces.
package struct AnswerText {
    /// Rows of a table that are shown.
    private static let maximumRows = 20
    /// Characters of a cell that are shown.
    private static let maximumWidth = 40

    private let answer: Answer
    private let format: FigureFormat

    package init(_ answer: Answer, format: FigureFormat) {
        self.answer = answer
        self.format = format
    }

    /// The whole answer, ending in a newline; safe to print on a terminal.
    package var text: String {
        var blocks = answer.reading.isEmpty ? [] : ["I read this as: \(Escape.terminal(answer.reading))"]
        blocks.append(AnswerText.plain(answer.answer))
        for call in answer.functionsExecuted where !call.response.isEmpty { blocks.append(table(call)) }
        let notes = AnswerText.unique(answer.functionsExecuted.flatMap(\.notes) + answer.warnings)
        if !notes.isEmpty { blocks.append(notes.map { "Note: \(Escape.terminal($0))" }.joined(separator: "\n")) }
        // An answer that has no figures names them itself.
        let suggestions = answer.suggestions.filter { !answer.answer.contains($0) }
        if !suggestions.isEmpty {
            blocks.append(
                "You could also ask:\n" + suggestions.map { "  \(Escape.terminal($0))" }.joined(separator: "\n"))
        }
        return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    /// Markdown of an answer without links, emphasis and fenced blocks; safe to print on a terminal.
    package static func plain(_ markdown: String) -> String {
        var lines: [String] = []
        var isFenced = false
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isFenced.toggle()
                continue
            }
            if !isFenced { lines.append(Escape.terminal(withoutMarks(String(line)))) }
        }
        // A fenced block leaves two empty lines where it stood.
        var result: [String] = []
        for line in lines where !(line.isEmpty && (result.last?.isEmpty ?? true)) { result.append(line) }
        while result.last?.isEmpty == true { result.removeLast() }
        return result.joined(separator: "\n")
    }

    /// `[$1.25M](#f1)` → `$1.25M`, `\_` → `_`, `**x**` → `x`.
    private static func withoutMarks(_ line: String) -> String {
        var result = ""
        var rest = line.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                if let next = rest.first, next.isASCII, next.properties.generalCategory != .lowercaseLetter {
                    result.unicodeScalars.append(next)
                    rest.removeFirst()
                } else {
                    result.unicodeScalars.append(scalar)
                }
            case "[": continue
            case "]":
                guard rest.first == "(", let end = rest.firstIndex(of: ")") else { continue }
                rest = rest[rest.index(after: end)...]
            case "*" where rest.first == "*": rest.removeFirst()
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private func table(_ call: Answer.Call) -> String {
        let shown = call.response.prefix(AnswerText.maximumRows)
        let rows = shown.map { row in
            call.columns.map { AnswerText.cell(format.full(row[$0.name] ?? .null, $0.unit)) }
        }
        let header = call.columns.map { AnswerText.cell($0.label) }
        let widths = call.columns.indices.map { column in
            ([header] + rows).map { $0[column].count }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let padded = cells.enumerated().map { index, cell in
                let space = String(repeating: " ", count: widths[index] - cell.count)
                return call.columns[index].unit == .text || call.columns[index].unit == .date
                    ? cell + space : space + cell
            }
            var text = padded.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            return text
        }
        var lines = [line(header), widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")]
        lines += rows.map(line)
        if shown.count < call.totalRowCount { lines.append("\(shown.count) of \(call.totalRowCount) rows") }
        return lines.joined(separator: "\n")
    }

    private static func cell(_ text: String) -> String {
        let safe = Escape.terminal(text)
        return safe.count <= maximumWidth ? safe : safe.prefix(maximumWidth - 1) + "…"
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
