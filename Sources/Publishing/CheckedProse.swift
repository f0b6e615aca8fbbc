import Analyst
import Core

/// What of a Markdown file is published as prose, written for the checker of figures, with the way back to the file.
///
/// The checker is given what cmark read and not the file: no fence in a list, tag that is none or number at the start of
/// a line can hide from it what the page will show.
struct CheckedProse {
    /// Markdown of headings, paragraphs, emphasis and figures; everything else is escaped.
    private(set) var text = ""

    /// Where in `text` a line of the file begins.
    private struct Segment {
        var line: Int
        var column: Int
        var sourceLine: Int
    }

    private let source: [[Unicode.Scalar]]
    private let figures: [String: Answer.Figure]
    private let allowed: Set<String>
    private var segments: [Segment] = []
    private var line = 1
    private var column = 1
    private var sourceLine = 1

    /// - Parameters:
    ///   - blocks: of the file, those that are to be checked.
    ///   - markdown: the whole file.
    ///   - figures: those that it may link to.
    ///   - allowed: words that may stand as they are, without the marks around them.
    init(_ blocks: [MarkdownNode], of markdown: String, figures: [Answer.Figure], allowed: Set<String> = []) {
        source = CheckedProse.lines(markdown)
        self.figures = Dictionary(figures.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.allowed = allowed
        for block in blocks { write(block: block) }
    }

    /// Words without the marks around them.
    static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map { bare($0) })
    }

    private static func bare(_ word: Substring) -> String {
        let isMark: (Character) -> Bool = { !$0.isLetter && !$0.isNumber && !$0.isSymbol && $0 != "%" }
        var word = word
        while word.last.map(isMark) ?? false { word.removeLast() }
        return String(word.drop(while: isMark))
    }

    private static func lines(_ text: String) -> [[Unicode.Scalar]] {
        var lines: [[Unicode.Scalar]] = [[]]
        for scalar in text.unicodeScalars {
            if scalar == "\n" { lines.append([]) } else { lines[lines.count - 1].append(scalar) }
        }
        return lines
    }

    // MARK: Blocks

    private mutating func write(block node: MarkdownNode) {
        switch node.kind {
        case .quote, .list, .item: for child in node.children { write(block: child) }
        case .code(let info, let literal):
            // What an evidence block draws was held against its rows already.
            if EvidenceBlock(info) == nil { write(literal, of: node) }
        case .heading(let level):
            put(String(repeating: "#", count: level) + " ")
            for child in node.children { write(inline: child) }
            endBlock()
        case .paragraph:
            for child in node.children { write(inline: child) }
            endBlock()
        default: break
        }
    }

    private mutating func write(_ literal: String, of node: MarkdownNode) {
        let opening =
            source.indices.contains(node.line - 1) ? String(String.UnicodeScalarView(source[node.line - 1])) : ""
        let first = opening.contains("```") || opening.contains("~~~") ? node.line + 1 : node.line
        for (offset, content) in CheckedProse.lines(literal).enumerated() {
            put(content, line: first + offset)
            endLine()
        }
        endBlock()
    }

    private mutating func endBlock() {
        endLine()
        endLine()
    }

    private mutating func endLine() {
        text += "\n"
        line += 1
        column = 1
    }

    // MARK: Inlines

    private mutating func write(inline node: MarkdownNode) {
        switch node.kind {
        case .text(let text), .inlineCode(let text): put(Array(text.unicodeScalars), line: node.line)
        case .softBreak, .hardBreak: endLine()
        case .strong: around(node, "**")
        case .emphasis: around(node, "*")
        case .link(let url):
            guard case .fragment(let id) = LinkTarget(markdown: url) else {
                for child in node.children { write(inline: child) }
                break
            }
            // A link that reads otherwise or names nothing is told by `ProseEvidence`.
            mark(node.line)
            if let figure = figures[id] {
                put("[\(Escape.markdown(figure.text))](#\(id))")
            } else {
                put(" ")
            }
        case .html: break
        default: for child in node.children { write(inline: child) }
        }
    }

    private mutating func around(_ node: MarkdownNode, _ sign: String) {
        put(sign)
        for child in node.children { write(inline: child) }
        put(sign)
    }

    /// Writes text so that the checker takes none of it for mark-up.
    private mutating func put(_ content: [Unicode.Scalar], line sourceLine: Int) {
        mark(sourceLine)
        for word in content.split(omittingEmptySubsequences: false, whereSeparator: \.properties.isWhitespace)
            .enumerated()
        {
            if word.offset > 0 { put(" ") }
            let plain = String(String.UnicodeScalarView(word.element))
            if !allowed.isEmpty, allowed.contains(CheckedProse.bare(Substring(plain))) { continue }
            var escaped = ""
            for scalar in word.element {
                // A row of a table is a block of its own to the checker.
                let isRow = scalar == "|" && column == 1 && escaped.isEmpty
                if scalar.isASCII, (33...126).contains(scalar.value), !scalar.properties.isAlphabetic,
                    scalar.properties.numericType == nil, !isRow
                {
                    escaped += "\\"
                }
                escaped.unicodeScalars.append(scalar)
            }
            put(escaped)
        }
    }

    private mutating func put(_ markdown: String) {
        text += markdown
        column += markdown.unicodeScalars.count
    }

    private mutating func mark(_ sourceLine: Int) {
        if let last = segments.last, last.line == line, last.sourceLine == sourceLine { return }
        segments.append(Segment(line: line, column: column, sourceLine: sourceLine))
    }

    // MARK: Places

    /// Where in the file a problem of `text` stands: its line, and its column in bytes where its words are found there.
    func place(of problem: FigureReport.Problem) -> (line: Int, column: Int?) {
        let place = (problem.line, problem.column)
        guard let segment = segments.last(where: { ($0.line, $0.column) <= place }) else { return (1, nil) }
        let first = problem.text.unicodeScalars.prefix { !$0.properties.isWhitespace }
        let signs = Array(first.prefix { !CheckedProse.isWord($0) })
        let core = Array(first.dropFirst(signs.count).prefix(while: CheckedProse.isWord))
        let written = CheckedProse.lines(text)
        guard !core.isEmpty, written.indices.contains(problem.line - 1), source.indices.contains(segment.sourceLine - 1)
        else { return (segment.sourceLine, nil) }
        // The same word may stand in the line before.
        let before = CheckedProse.positions(of: core, in: written[problem.line - 1]).filter {
            $0 >= segment.column - 1 && $0 < problem.column - 1
        }
        let original = source[segment.sourceLine - 1]
        let found = CheckedProse.positions(of: core, in: original)
        guard found.indices.contains(before.count) else { return (segment.sourceLine, nil) }
        var start = found[before.count]
        for sign in signs.reversed() {
            guard start > 0, original[start - 1] == sign else { break }
            start -= 1
        }
        let bytes = original[..<start].reduce(0) { $0 + UTF8.width($1) }
        return (segment.sourceLine, bytes + 1)
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// Where a whole word begins, targets of links left out.
    private static func positions(of word: [Unicode.Scalar], in line: [Unicode.Scalar]) -> [Int] {
        var found: [Int] = []
        var index = 0
        while index < line.count {
            if line[index] == "]", index + 1 < line.count, line[index + 1] == "(" {
                while index < line.count, line[index] != ")" { index += 1 }
                continue
            }
            let end = index + word.count
            if end <= line.count, Array(line[index..<end]) == word, index == 0 || !isWord(line[index - 1]),
                end == line.count || !isWord(line[end])
                    || isWord(line[end]) && isDigit(line[end - 1]) != isDigit(line[end])
            {
                found.append(index)
            }
            index += 1
        }
        return found
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType != nil }
}
