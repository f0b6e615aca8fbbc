import Analyst
import Core

/// The prose of an answer, checked against its evidence and written as HTML.
struct AnswerProse {
    /// The question, as the Markdown's first heading has it.
    let headline: String
    /// The whole prose, charts and tables drawn.
    let html: String
    /// The first paragraph without links, as HTML.
    let lede: String
    /// The first paragraph without any mark-up.
    let ledeText: String
    let diagnostics: [Diagnostic]
    /// Calls whose rows stand in the prose as a table.
    let tabulated: Set<Int>
    /// Pages that the prose links to, with the line of the link.
    let linked: [(page: SitePath, line: Int)]

    /// - Parameter isDrawn: whether charts and tables are written too; without them it takes a fraction of the time.
    init(_ entry: Edition.Entry, page: SitePath, format: FigureFormat, isDrawn: Bool) throws {
        let file = entry.markdownFile
        var blocks = try MarkdownDocument.parse(entry.markdown, file: file).children
        if let first = blocks.first, first.kind == .heading(1) {
            let text = first.plainText.split { $0.isWhitespace }.joined(separator: " ")
            headline = text.isEmpty ? entry.answer.question : text
            blocks.removeFirst()
        } else {
            headline = entry.answer.question
        }

        tabulated = AnswerProse.tables(blocks)
        var evidence = ProseEvidence(entry.answer, file: file, format: format)
        evidence.check(blocks)
        var writer = MarkdownHTML(file: file, page: page)
        writer.link = { link in evidence.isFigure(link.target) ? ProseEvidence.figureLink(link) : nil }
        if isDrawn {
            let drawing = EvidenceDrawing(answer: entry.answer, format: format, tabulated: tabulated)
            writer.fence = { info, line in drawing.block(info, line: line) }
        }
        html = writer.html(blocks)

        let opening = blocks.first { $0.kind == .paragraph }
        var plain = MarkdownHTML(file: file, page: page)
        plain.link = { link in
            evidence.isFigure(link.target) ? "<b class=\"figure\">\(link.html)</b>" : link.html
        }
        lede = opening.map { plain.html($0.children) } ?? ""
        ledeText = opening?.plainText ?? ""
        diagnostics = evidence.found + writer.warnings
        linked = writer.linked
    }

    private static func tables(_ blocks: [MarkdownNode]) -> Set<Int> {
        blocks.reduce(into: []) { found, block in
            if case .code(let info, _) = block.kind, case .table(let index) = EvidenceBlock(info) {
                found.insert(index)
            }
            found.formUnion(tables(block.children))
        }
    }
}
