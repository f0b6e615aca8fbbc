import Analytics
import Core

@testable import Analyst

/// What an analyst owes beyond a prose that holds: that every figure of it is a link, written as the figure is.
enum LinkedProse {
    /// What is not linked, or linked to something else.
    static func problems(_ prose: String, _ figures: [Answer.Figure], _ evidence: Evidence) -> [String] {
        var problems = FigureChecker.problems(figures: figures, evidence: evidence)
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
