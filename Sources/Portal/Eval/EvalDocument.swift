import Analyst
import Core

/// The JSON of a run.
struct EvalDocument: Encodable {
    struct Expected: Encodable {
        var status: [String]
        var calls: [Call]?
        var values: [ExpectedValue]?
        var chart: String?
    }

    struct ExpectedValue: Encodable {
        var value: Value
        var unit: Core.Unit
        var tolerance: Value?
        var given: Bool
    }

    struct Call: Encodable {
        var function: String
        var args: [String: JSON]
    }

    struct Result: Encodable {
        var file: String
        var line: Int
        var ask: String
        var after: [String]?
        var asOf: CalendarDate
        var faults: [EvalResult.Fault]
        var expected: Expected
        var status: Answer.Status
        var firstSentence: String
        var calls: [Call]
        var charts: [Answer.Visualization.Kind]
        var claims: Int?
        var figureProblems: [String]?
        var escapedMutants: [String]?
        var ms: Double?

        enum CodingKeys: String, CodingKey {
            case file, line, ask, after, faults, expected, status, calls, charts, claims, ms
            case asOf = "as_of"
            case firstSentence = "first_sentence"
            case figureProblems = "figure_problems"
            case escapedMutants = "escaped_mutants"
        }
    }

    var schema = 1
    var questions: Int
    var failed: Int
    var measures: EvalMeasures
    var ms: EvalTimes?
    var results: [Result]

    init(_ report: EvalReport, times: Bool) {
        questions = report.results.count
        failed = report.failed.count
        measures = report.measures
        ms = times ? EvalTimes(report.results.map(\.milliseconds)) : nil
        results = report.results.map { EvalDocument.result($0, times: times) }
    }

    private static func result(_ result: EvalResult, times: Bool) -> Result {
        let (entry, answer) = (result.entry, result.answer)
        let values = entry.values.map { value in
            ExpectedValue(
                value: value.value, unit: value.unit, tolerance: value.tolerance,
                given: !result.missingValues.contains(value))
        }
        let calls = entry.calls.map { Call(function: $0.function, args: $0.arguments) }
        return Result(
            file: entry.file, line: entry.line, ask: entry.ask, after: entry.after.isEmpty ? nil : entry.after,
            asOf: answer.asOf, faults: result.faults,
            expected: Expected(
                status: Answer.Status.all.filter(entry.statuses.contains).map(\.rawValue),
                calls: calls.isEmpty ? nil : calls, values: values.isEmpty ? nil : values,
                chart: entry.chart?.rawValue),
            status: answer.status, firstSentence: EvalReport.firstSentence(answer),
            calls: answer.functionsExecuted.map { Call(function: $0.function, args: $0.args) },
            charts: answer.visualizations.map(\.type), claims: result.figures?.claims,
            figureProblems: result.figures?.problems.map(EvalReport.describe),
            escapedMutants: result.escaped.isEmpty ? nil : result.escaped, ms: times ? result.milliseconds : nil)
    }
}
