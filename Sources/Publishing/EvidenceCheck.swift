import Analyst
import Analytics
import Core

/// Holds an edition as it lies on disk to its evidence: nothing is published that a file was changed into by hand.
///
/// Every figure is computed anew, the tiles and the charts are compared with the figures and rows that they show, and
/// each claim of the prose, linked or typed, is bound to the evidence.
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
        guard entry.answer.status == .answered else { return try proseProblems() }
        let figures = FigureChecker.problems(figures: entry.answer.figures, evidence: evidence)
        let broken = figures + metricProblems() + chartProblems()
        // Prose cannot be held against figures that do not hold themselves.
        return try broken.map { fault($0) } + (figures.isEmpty ? proseProblems() : [])
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

    private static let again =
        "Run `broadsheet build` to answer it anew; so too after a change of currency, locale or fiscal year."

    private func fault(_ message: String) -> Diagnostic {
        Diagnostic(
            id: "evidence.differs", message, file: evidenceFile,
            solution: entry.isEdited
                ? "Restore the file from version control, or delete the answer's two files and build again."
                : EvidenceCheck.again)
    }

    // MARK: Prose

    /// Holds what is published as prose against the evidence, whoever wrote it.
    private func proseProblems() throws -> [Diagnostic] {
        let isAnswered = entry.answer.status == .answered
        // What the answer said when it refused was written by the product.
        guard isAnswered || entry.isEdited else { return [] }
        var blocks = try MarkdownDocument.parse(entry.markdown, file: entry.markdownFile).children
        // The question may name what the data does not have; a headline that says anything else is prose.
        if let first = blocks.first, first.kind == .heading(1),
            EvidenceCheck.spaced(first.plainText) == EvidenceCheck.spaced(entry.answer.question)
        {
            blocks.removeFirst()
        }
        // Who has no figures may still repeat what the answer said when it refused.
        let allowed =
            isAnswered
            ? [] : CheckedProse.words(entry.answer.answer).union(CheckedProse.words(entry.answer.question))
        let prose = CheckedProse(
            blocks, of: entry.markdown, figures: entry.answer.figures, allowed: allowed)
        let report = FigureChecker.report(
            prose: prose.text, figures: entry.answer.figures, evidence: evidence, question: entry.answer.question)
        var told: Set<Diagnostic> = []
        return report.problems.compactMap { problem in
            let found = unbound(problem, at: prose.place(of: problem))
            return told.insert(found).inserted ? found : nil
        }
    }

    private static func spaced(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func unbound(_ problem: FigureReport.Problem, at place: (line: Int, column: Int?)) -> Diagnostic {
        Diagnostic(
            id: "figure.unbound", "“\(problem.text)” \(problem.reason)", file: entry.markdownFile, line: place.line,
            column: place.column,
            solution: entry.isEdited
                ? "Correct it, write it as a figure like [$1.25M](#f1), or leave it out." : EvidenceCheck.again)
    }
}
