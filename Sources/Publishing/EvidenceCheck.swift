import Analyst
import Analytics
import Core

/// Holds an edition as it lies on disk to its evidence: nothing is published that a file was changed into by hand.
///
/// Every figure is computed anew, the tiles and the charts are compared with the figures and rows that they show, and the
/// prose is searched for numbers that are bound to nothing.
struct EvidenceCheck {
    private let entry: Edition.Entry
    private let evidence: Evidence
    private let evidenceFile: String

    /// What is wrong with the answers of an edition.
    static func problems(_ edition: Edition, format: FigureFormat) throws -> [Diagnostic] {
        let fiscal = FiscalCalendar(startMonth: edition.manifest.fiscalYearStarts)
        return try edition.entries.flatMap { entry in
            try EvidenceCheck(entry, fiscal: fiscal, format: format).problems()
        }
    }

    private init(_ entry: Edition.Entry, fiscal: FiscalCalendar, format: FigureFormat) {
        self.entry = entry
        evidence = Evidence(
            calls: entry.answer.functionsExecuted, asOf: entry.answer.asOf, fiscal: fiscal, format: format)
        evidenceFile = entry.markdownFile.dropLast(".md".count) + ".json"
    }

    private func problems() throws -> [Diagnostic] {
        guard entry.answer.status == .answered else { return try proseProblems(known: []) }
        let figures = FigureChecker.problems(prose: "", figures: entry.answer.figures, evidence: evidence)
        let broken = figures + metricProblems() + chartProblems()
        return try broken.map { fault($0, in: evidenceFile) } + proseProblems(known: Set(figures))
    }

    // MARK: Evidence

    private func metricProblems() -> [String] {
        let figures = Dictionary(entry.answer.figures.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return entry.answer.keyMetrics.compactMap { metric in
            guard let figure = figures[metric.id] else {
                return "the key metric \(metric.label) shows the figure \(metric.id), which does not exist"
            }
            guard metric.formatted == figure.text, EvidenceCheck.same(metric.value, figure.value) else {
                return "the key metric \(metric.label) reads \(metric.formatted), its figure \(figure.text)"
            }
            return nil
        }
    }

    private func chartProblems() -> [String] {
        entry.answer.visualizations.enumerated().compactMap { index, chart in
            guard entry.answer.functionsExecuted.indices.contains(chart.call) else {
                return "chart \(index) draws call \(chart.call), which does not exist"
            }
            let rows = entry.answer.functionsExecuted[chart.call].response
            guard chart.data.count <= rows.count else {
                return "chart \(index) draws \(chart.data.count) rows, its call has \(rows.count)"
            }
            for (number, (drawn, row)) in zip(chart.data, rows).enumerated() {
                for column in [chart.x] + [chart.series].compactMap(\.self) + chart.y
                where !EvidenceCheck.same(drawn[column] ?? .null, row[column] ?? .null) {
                    return "chart \(index) draws another `\(column)` in row \(number) than its call returned"
                }
            }
            return nil
        }
    }

    /// Whether two values are the same, be they whole numbers or decimals.
    private static func same(_ left: Value, _ right: Value) -> Bool {
        left == right || left.decimal.map { $0 == right.decimal } ?? false
    }

    private func fault(_ message: String, in file: String) -> Diagnostic {
        Diagnostic(
            id: "evidence.differs", message, file: file,
            solution: entry.isEdited
                ? "Restore the file from version control, or delete the answer's two files and build again."
                : "Run `broadsheet build` to answer it anew; so too after a change of currency, locale or fiscal year.")
    }

    // MARK: Prose

    /// - Parameter known: what was found in the evidence already.
    private func proseProblems(known: Set<String>) throws -> [Diagnostic] {
        let problems = entry.isEdited ? [] : generatedProblems().filter { !known.contains($0) }
        guard entry.isEdited || !problems.isEmpty else { return [] }
        var blocks = try MarkdownDocument.parse(entry.markdown, file: entry.markdownFile).children
        var found: [Diagnostic] = []
        if let first = blocks.first, first.kind == .heading(1) {
            // The question may have numbers of its own; a headline that says more than it is prose.
            if let problem = looseNumber(EvidenceCheck.text(first), allowing: entry.answer.question) {
                found.append(unbound(problem, line: first.line))
            }
            blocks.removeFirst()
        }
        for block in blocks { found += unboundNumbers(in: block) }
        // Links and blocks that name nothing are told by the pages' own check, with their lines.
        var links = ProseEvidence(entry.answer, file: entry.markdownFile, format: evidence.format)
        links.check(blocks)
        if !links.found.isEmpty { return found }
        return found.isEmpty ? problems.map { fault($0, in: entry.markdownFile) } : found
    }

    /// The Markdown as it was generated, which the checker reads without a parser as the analyst does.
    private func generatedProblems() -> [String] {
        guard entry.answer.status == .answered else { return [] }
        let lines = entry.markdown.split(separator: "\n", omittingEmptySubsequences: false)
        let body = lines.drop { $0.hasPrefix("# ") }.joined(separator: "\n")
        return FigureChecker.problems(prose: body, figures: entry.answer.figures, evidence: evidence)
    }

    private func unboundNumbers(in node: MarkdownNode) -> [Diagnostic] {
        switch node.kind {
        case .quote, .list, .item: return node.children.flatMap { unboundNumbers(in: $0) }
        case .code(let info, let literal):
            guard EvidenceBlock(info) == nil, let problem = looseNumber(literal) else { return [] }
            return [unbound(problem, line: node.line)]
        case .paragraph, .heading:
            guard let problem = looseNumber(EvidenceCheck.text(node)) else { return [] }
            // A name of the data may hold digits and run over the end of a line, so the whole is asked first; then the
            // lines tell the place.
            let lines = Dictionary(grouping: EvidenceCheck.pieces(node), by: \.line).sorted { $0.key < $1.key }
            let found = lines.compactMap { line, pieces in
                looseNumber(pieces.map(\.text).joined()).map { unbound($0, line: line) }
            }
            return found.isEmpty ? [unbound(problem, line: node.line)] : found
        default: return []
        }
    }

    /// What the checker says of the first number that is bound to nothing; nil where there is none.
    ///
    /// - Parameter allowing: its words may stand as they are.
    private func looseNumber(_ plain: String, allowing: String = "") -> String? {
        var allowed = Set(EvidenceCheck.words(allowing))
        // Who has no figures may still repeat what the answer said when it refused.
        if entry.answer.status != .answered {
            allowed.formUnion(EvidenceCheck.words(entry.answer.answer) + EvidenceCheck.words(entry.answer.question))
        }
        let words = EvidenceCheck.words(plain).filter { !allowed.contains($0) }
        // The checker looks for the names of the data as the analyst writes them.
        let prose = Escape.markdown(words.joined(separator: " "))
        return FigureChecker.problems(prose: prose, figures: [], evidence: evidence).first
    }

    private static func words(_ text: String) -> [Substring] { text.split { $0.isWhitespace } }

    /// The text without figures, which are links to their evidence.
    private static func text(_ node: MarkdownNode) -> String { pieces(node).map(\.text).joined() }

    private static func pieces(_ node: MarkdownNode) -> [(text: String, line: Int)] {
        switch node.kind {
        case .text(let text), .inlineCode(let text): [(text, node.line)]
        case .softBreak, .hardBreak: [(" ", node.line)]
        case .html: []
        case .link(let url):
            if case .fragment = LinkTarget(markdown: url) {
                [(" ", node.line)]
            } else {
                node.children.flatMap { pieces($0) }
            }
        default: node.children.flatMap { pieces($0) }
        }
    }

    private func unbound(_ problem: String, line: Int) -> Diagnostic {
        Diagnostic(
            id: "figure.unbound", problem.replacing("\\", with: ""), file: entry.markdownFile, line: line,
            solution: "Write it as a figure, like [$1.25M](#f1), or in words.")
    }
}
