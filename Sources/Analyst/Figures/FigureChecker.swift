import Analytics
import Core
import Foundation

/// Holds every figure of an answer against the evidence.
///
/// It recomputes each figure from its own path or derivation, never by searching for a value that happens to fit, and it
/// looks for digits in the prose that are bound to nothing.
package enum FigureChecker {
    /// Holds a prose by anyone (an analyst, a model, a person who edited an edition) against the evidence.
    ///
    /// - Parameters:
    ///   - prose: Markdown; figures may be links to `figures` or plain text.
    ///   - figures: those that the links of the prose name.
    ///   - question: its numbers may be repeated: "the top 5", "over $100k".
    package static func report(
        prose: String, figures: [Answer.Figure], evidence: Evidence, question: String
    ) -> FigureReport {
        let check = ProseCheck(prose: prose, figures: figures, evidence: evidence, question: question)
        var broken: [FigureReport.Problem] = []
        for figure in figures {
            guard let found = evidence.value(of: figure), same(found.value, figure.value) else {
                broken.append(
                    .init(line: 1, column: 1, text: figure.text, reason: "differs from the evidence of \(figure.id)"))
                continue
            }
            // A number may be rounded in several ways; a period, a day and a name are written in one.
            let format = evidence.format
            let isText = figure.unit == .text || figure.unit == .date
            if isText,
                ![format.full(figure.value, figure.unit), format.brief(figure.value, figure.unit)].contains(figure.text)
            {
                broken.append(
                    .init(
                        line: 1, column: 1, text: figure.text, reason: "is not what the evidence of \(figure.id) says"))
            }
        }
        return FigureReport(claims: check.claims, problems: check.problems + broken)
    }

    /// What does not check, in words; empty when all does.
    package static func problems(prose: String, figures: [Answer.Figure], evidence: Evidence) -> [String] {
        var problems: [String] = []
        for figure in figures {
            guard let found = evidence.value(of: figure) else {
                problems.append("figure \(figure.id) (\(figure.text)) has no evidence")
                continue
            }
            guard same(found.value, figure.value) else {
                problems.append("figure \(figure.id) (\(figure.text)) differs from its evidence")
                continue
            }
            let format = evidence.format
            let forms = [figure.value, figure.value.magnitude].flatMap {
                [format.brief($0, figure.unit), format.full($0, figure.unit)]
            }
            if !forms.contains(figure.text) {
                problems.append(
                    "figure \(figure.id) is written \(figure.text), its value is \(format.full(figure.value, figure.unit))"
                )
            }
        }
        let byID = Dictionary(figures.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let (rest, links) = withoutLinks(prose)
        for link in links {
            guard let figure = byID[link.id] else {
                problems.append("the prose links to \(link.id), which is no figure")
                continue
            }
            if Escape.markdown(figure.text) != link.text {
                problems.append("the prose writes \(link.text) for figure \(link.id), which is \(figure.text)")
            }
        }
        if let loose = looseDigits(rest, names: names(in: evidence)) {
            problems.append("the prose has a figure without evidence: \(loose)")
        }
        return problems
    }

    private static func same(_ left: Value, _ right: Value) -> Bool {
        if left == right { return true }
        // A value that went through JSON may have come back as another kind of number.
        guard let first = left.decimal, let second = right.decimal else { return false }
        if first == second { return true }
        guard let a = left.double, let b = right.double else { return false }
        return abs(a - b) <= 1e-12 * max(abs(a), abs(b))
    }

    /// The prose without fenced blocks and figure links, and the links.
    private static func withoutLinks(_ prose: String) -> (rest: String, links: [(text: String, id: String)]) {
        var rest = ""
        var links: [(text: String, id: String)] = []
        var fenced = false
        for line in prose.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                // The number behind `chart` or `table` names a block, not a figure.
                fenced = !fenced
                continue
            }
            if fenced { continue }
            var text = Substring(line)
            while let close = text.range(of: "](#") {
                guard let end = text[close.upperBound...].firstIndex(of: ")"),
                    let open = text[..<close.lowerBound].lastIndex(where: { $0 == "[" }).flatMap({
                        opening($0, in: text)
                    })
                else { break }
                links.append(
                    (String(text[text.index(after: open)..<close.lowerBound]), String(text[close.upperBound..<end])))
                rest += text[..<open] + " "
                text = text[text.index(after: end)...]
            }
            rest += text + "\n"
        }
        return (rest, links)
    }

    /// The opening bracket of a link, where the last one before its end is not itself escaped.
    private static func opening(_ index: Substring.Index, in text: Substring) -> Substring.Index? {
        var candidate = index
        while candidate > text.startIndex, text[text.index(before: candidate)] == "\\" {
            guard let earlier = text[..<text.index(before: candidate)].lastIndex(of: "[") else { return nil }
            candidate = earlier
        }
        return candidate
    }

    /// Texts of the evidence that may hold digits of their own: an account called "3 Rivers".
    private static func names(in evidence: Evidence) -> [String] {
        var names: Set<String> = []
        for call in evidence.calls {
            for row in call.response { for case .text(let text) in row.values { names.insert(text) } }
            collect(.object(call.args), into: &names)
            for column in call.columns { names.insert(column.label) }
        }
        return names.map(Escape.markdown).filter { $0.contains(where: \.isNumber) }
            .sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }

    private static func collect(_ json: JSON, into names: inout Set<String>) {
        switch json {
        case .string(let text): names.insert(text)
        case .array(let items): for item in items { collect(item, into: &names) }
        case .object(let object): for value in object.values { collect(value, into: &names) }
        default: break
        }
    }

    /// The first word with a digit that is none of the names.
    private static func looseDigits(_ text: String, names: [String]) -> String? {
        var rest = text
        for name in names { rest = rest.replacing(name, with: " ") }
        return rest.split(whereSeparator: { $0 == " " || $0 == "\n" }).first { word in
            word.unicodeScalars.contains { $0.properties.numericType != nil }
        }.map(String.init)
    }
}
