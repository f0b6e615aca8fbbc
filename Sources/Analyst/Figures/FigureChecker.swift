import Analytics
import Core

/// Holds every figure of an answer, and every claim of its prose, against the evidence.
///
/// It recomputes each figure from its own path or derivation, never by searching for a value that happens to fit.
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

    /// Holds the figures of a stored answer against the evidence: each must be what its own path or derivation gives, and
    /// be written as the product writes it.
    ///
    /// - Returns: what does not check, in words; empty when all does.
    package static func problems(figures: [Answer.Figure], evidence: Evidence) -> [String] {
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
}
