import Analyst
import Core

/// Holds what the prose links to against the evidence: every figure exists and reads as the evidence says, every block
/// can be drawn.
///
/// That the evidence itself holds, and that no number stands without it, is for `EvidenceCheck`.
struct ProseEvidence {
    private let answer: Answer
    private let file: String
    private let figures: [String: Answer.Figure]
    private(set) var found: [Diagnostic] = []

    init(_ answer: Answer, file: String, format: FigureFormat) {
        self.answer = answer
        self.file = file
        figures = Dictionary(answer.figures.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func isFigure(_ target: LinkTarget) -> Bool {
        if case .fragment(let id) = target { figures[id] != nil } else { false }
    }

    static func figureLink(_ link: MarkdownHTML.Link) -> String? {
        guard case .fragment(let id) = link.target else { return nil }
        return "<a class=\"figure\" href=\"#\(Escape.attribute(id))\">\(link.html)</a>"
    }

    mutating func check(_ nodes: [MarkdownNode]) {
        for node in nodes { check(node) }
    }

    private mutating func check(_ node: MarkdownNode) {
        switch node.kind {
        case .link(let url):
            if case .fragment(let id) = LinkTarget(markdown: url) {
                check(figure: id, text: node.plainText, line: node.line)
            } else {
                check(node.children)
            }
        case .code(let info, _): check(fence: info, line: node.line)
        default: check(node.children)
        }
    }

    private mutating func check(figure id: String, text: String, line: Int) {
        guard let figure = figures[id] else {
            let near = Names.nearest(to: id, among: figures.keys).map { "; did you mean #\($0)?" } ?? ""
            found.append(
                Diagnostic(
                    id: "figure.unknown", "the evidence has no figure `\(id)`\(near)", file: file, line: line,
                    solution: "Link to one of the figures in the JSON file beside it."))
            return
        }
        if text != figure.text {
            found.append(
                Diagnostic(
                    id: "figure.differs", "figure `\(id)` reads \(text), its evidence says \(figure.text)",
                    file: file, line: line,
                    solution: "Write [\(figure.text)](#\(id)), or delete both files and build the answer again."))
        }
    }

    private mutating func check(fence info: String, line: Int) {
        guard let block = EvidenceBlock(info) else { return }
        switch block {
        case .chart(let index) where !answer.visualizations.indices.contains(index):
            missing("chart \(index)", of: answer.visualizations.count, line)
        case .table(let index) where !answer.functionsExecuted.indices.contains(index):
            missing("table \(index)", of: answer.functionsExecuted.count, line)
        case .chart, .table: break
        case .unknown:
            found.append(
                Diagnostic(
                    id: "block.unknown", "`\(info)` does not name a chart or a table by its number", file: file,
                    line: line,
                    solution: "Write ```chart 0 or ```table 0."))
        }
    }

    private mutating func missing(_ name: String, of count: Int, _ line: Int) {
        found.append(
            Diagnostic(
                id: "block.missing", "the evidence has no \(name)", file: file, line: line,
                solution: count == 0
                    ? "Delete the block." : "Number it from 0 to \(count - 1), as in the JSON file beside it."))
    }
}
