import Analyst
import Core
package import Foundation

/// The results of a run, as text and as JSON.
package struct EvalReport: Sendable {
    package let results: [EvalResult]
    package let measures: EvalMeasures

    package init(results: [EvalResult]) {
        self.results = results
        measures = EvalMeasures(results)
    }

    /// Entries of which anything is wrong.
    package var failed: [EvalResult] { results.filter { !$0.faults.isEmpty } }

    /// The measures, then every failing entry; safe to print on a terminal.
    package var text: String {
        ([table] + failed.map(describe)).joined(separator: "\n\n") + "\n"
    }

    /// Everything, canonical; times only where asked for, because they differ from run to run.
    package func json(times: Bool) throws -> Data {
        try CanonicalJSON.pretty(EvalDocument(self, times: times))
    }

    private var table: String {
        let m = measures
        func share(_ name: String, _ share: EvalShare, _ note: String = "") -> (String, String, String) {
            guard let rate = share.rate else { return (name, "–", note) }
            let counts = "\(share.right) of \(share.of)"
            return (name, EvalReport.percent(rate), note.isEmpty ? counts : "\(counts) \(note)")
        }
        var rows = [
            share("status", m.status), share("values", m.values), share("wrong figures", m.wrong, "(lower is better)"),
            share("plan", m.plan), share("chart", m.chart), share("refusal precision", m.refusalPrecision),
            share("refusal recall", m.refusalRecall, "(\(m.answeredInstead) answered instead)"),
            share("refusal kind", m.refusalKind), share("figures accepted", m.figures, "(\(m.claims) claims)"),
            share("digit mutants caught", m.digitMutants), share("word mutants caught", m.wordMutants),
            share("falsely rejected", m.falselyRejected, "(lower is better)"),
        ]
        if let times = EvalTimes(results.map(\.milliseconds)) {
            rows.append(
                (
                    "time", "\(EvalReport.tenths(times.median)) ms",
                    "median; p95 \(EvalReport.tenths(times.p95)), max \(EvalReport.tenths(times.max))"
                ))
        }
        let names = rows.map(\.0.count).max() ?? 0
        let numbers = rows.map(\.1.count).max() ?? 0
        let lines = rows.map { name, number, note in
            let left = name + String(repeating: " ", count: names - name.count)
            let middle = String(repeating: " ", count: numbers - number.count) + number
            return note.isEmpty ? "\(left)  \(middle)" : "\(left)  \(middle)  \(note)"
        }
        return (["\(results.count) questions, \(failed.count) failed"] + lines).joined(separator: "\n")
    }

    private func describe(_ result: EvalResult) -> String {
        let entry = result.entry
        var lines = ["\(entry.file):\(entry.line): \(entry.ask)"]
        if !entry.after.isEmpty { lines.append("  after:    " + entry.after.joined(separator: " / ")) }
        lines.append("  faults:   " + result.faults.map(\.rawValue).joined(separator: ", "))
        lines.append("  expected: " + EvalReport.expected(result).joined(separator: "; "))
        lines.append("  came:     \(result.answer.status.rawValue): \(EvalReport.firstSentence(result.answer))")
        for call in result.answer.functionsExecuted {
            lines.append("  call:     \(call.function) \(CanonicalJSON.text(JSON.object(call.args)))")
        }
        if result.faults.contains(.chart) {
            let kinds = result.answer.visualizations.map(\.type.rawValue)
            lines.append("  charts:   " + (kinds.isEmpty ? "none" : kinds.joined(separator: ", ")))
        }
        for problem in result.figures?.problems ?? [] { lines.append("  figure:   \(EvalReport.describe(problem))") }
        return lines.map(Escape.terminal).joined(separator: "\n")
    }

    /// What was expected and did not come; the status always.
    private static func expected(_ result: EvalResult) -> [String] {
        let statuses = Answer.Status.all.filter(result.entry.statuses.contains).map(\.rawValue)
        var parts = [statuses.joined(separator: " or ")]
        if result.faults.contains(.plan) { parts += result.missingCalls.map(describe) }
        if result.faults.contains(.wrong) || result.faults.contains(.values) {
            parts += result.missingValues.map(describe)
        }
        if result.faults.contains(.chart), let chart = result.entry.chart { parts.append("\(chart.rawValue) chart") }
        return parts
    }

    static func describe(_ call: Question.PinnedCall) -> String {
        "\(call.function) \(CanonicalJSON.text(JSON.object(call.arguments)))"
    }

    static func describe(_ value: EvalEntry.ExpectedValue) -> String {
        let text = value.value.string ?? value.value.date?.description ?? value.value.decimal?.description ?? "nothing"
        return "\(text) (\(value.unit.rawValue))"
    }

    static func describe(_ problem: FigureReport.Problem) -> String {
        problem.text.isEmpty
            ? problem.reason : "\(problem.line):\(problem.column): \"\(problem.text)\" \(problem.reason)"
    }

    /// The first sentence of an answer as plain text, or the first line where that is shorter.
    static func firstSentence(_ answer: Answer) -> String {
        let line = AnswerText.plain(answer.answer).split(separator: "\n").first.map(String.init) ?? ""
        guard let end = line.firstRange(of: #/[.?!](?=\s)/#) else { return line }
        return String(line[..<end.upperBound])
    }

    private static func percent(_ rate: Double) -> String { "\(tenths(rate * 100))%" }

    /// One digit after the point.
    private static func tenths(_ number: Double) -> String {
        let scaled = (number * 10).rounded()
        guard scaled.isFinite, abs(scaled) < 1e15 else { return "–" }
        let tenths = Int(scaled)
        return "\(tenths / 10).\(abs(tenths) % 10)"
    }
}
