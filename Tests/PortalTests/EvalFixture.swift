import Analyst
import Analytics
import Core
import Foundation
import Portal

/// An analyst that says what a test wrote down, by the question and those before it: `A`, `A > B`.
struct ScriptedAnalyst: Analyst {
    var answers: [String: Answer]

    func answer(_ question: Question, progress: @escaping @Sendable (Answer.Step) -> Void) async -> Answer {
        let key = (question.earlier.map(\.question) + [question.text]).joined(separator: " > ")
        return answers[key] ?? Script.refusal(.failed, key)
    }

    func score(_ entries: [EvalEntry]) async throws -> EvalReport {
        try await EvalRun.run(entries) { _ in
            EvalSubject(analyst: self, fiscal: FiscalCalendar(), format: FigureFormat())
        }
    }
}

/// Answers for it.
enum Script {
    static let day = CalendarDate(daysSinceEpoch: 20_777)  // 2026-11-20

    static func refusal(_ status: Answer.Status, _ question: String = "Q") -> Answer {
        Answer(
            question: question, status: status, reading: "", answer: "No answer to 2000.\n",
            analyst: Answer.AnalystRecord(kind: "script"), asOf: day)
    }

    /// One total of $1,000 in the prose, one of 3 deals beside it, and two rows.
    static func answer(
        _ prose: String = "Bookings are [$1,000](#f1).", arguments: [String: JSON] = [:],
        chart: Answer.Visualization.Kind? = nil
    ) -> Answer {
        let result = FunctionResult(
            function: "get_bookings", arguments: arguments,
            columns: [
                .init("region", "Region", .text), .init("value", "Value", .currency), .init("rate", "Rate", .percent),
                .init("cycle", "Cycle", .days), .init("closed", "Closed", .date),
            ],
            rows: [
                [.text("South-East"), .decimal(700), .number(0.4271), .number(12.504), .date(day)],
                [.text("West"), .decimal(300), .null, .null, .null],
            ], totalRowCount: 2,
            totals: [.init("value", "Value", .currency, .decimal(1000)), .init("deals", "Deals", .count, .integer(3))],
            sql: "SELECT 1", sources: [:])
        let figures = [
            Answer.Figure(
                id: "f1", text: "$1,000", value: .decimal(1000), unit: .currency, call: 0, path: "totals/value"),
            Answer.Figure(id: "f2", text: "3", value: .integer(3), unit: .count, call: 0, path: "totals/deals"),
        ]
        let charts = chart.map { kind in
            Answer.Visualization(
                type: kind, title: "", summary: "", x: "region", y: ["value"], format: .currency, call: 0, data: [])
        }
        return Answer(
            question: "Q", status: .answered, reading: "", answer: prose + "\n",
            visualizations: charts.map { [$0] } ?? [],
            functionsExecuted: [Answer.Call(result, durationMs: 1)], figures: figures,
            analyst: Answer.AnalystRecord(kind: "script"), asOf: day)
    }
}
