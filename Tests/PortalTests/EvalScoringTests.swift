import Analyst
import Analytics
import Core
import Foundation
import Portal
import Testing

/// The measures against rates worked out by hand.
@Suite struct EvalScoringTests {
    private static let thousand = EvalEntry.ExpectedValue(.integer(1000), .currency)
    private static let twoThousand = EvalEntry.ExpectedValue(.integer(2000), .currency)

    private func share(_ share: EvalShare) -> [Int] { [share.right, share.of] }

    @Test func countsStatusesRefusalsAndValues() async throws {
        let analyst = ScriptedAnalyst(answers: [
            "right": Script.answer(), "wrong": Script.answer(), "shy": Script.refusal(.needsClarification),
            "refused": Script.refusal(.unanswerable), "asked back": Script.refusal(.needsClarification),
            "bold": Script.answer(), "either": Script.refusal(.unanswerable), "broken": Script.refusal(.failed),
        ])
        let report = try await analyst.score([
            EvalEntry(ask: "right", values: [EvalScoringTests.thousand]),
            EvalEntry(ask: "wrong", values: [EvalScoringTests.twoThousand]),
            EvalEntry(ask: "shy", values: [EvalScoringTests.twoThousand]),
            EvalEntry(ask: "refused", statuses: [.unanswerable]),
            EvalEntry(ask: "asked back", statuses: [.unanswerable]),
            EvalEntry(ask: "bold", statuses: [.unanswerable, .needsClarification]),
            EvalEntry(ask: "either", statuses: [.answered, .unanswerable], values: [EvalScoringTests.thousand]),
            EvalEntry(ask: "broken", values: [EvalScoringTests.thousand]),
        ])
        let measures = report.measures
        // right, wrong, refused, either
        #expect(share(measures.status) == [4, 8])
        // Given: shy, refused, asked back; either may be refused and is not counted.
        #expect(share(measures.refusalPrecision) == [2, 3])
        // Expected: refused, asked back, bold.
        #expect(share(measures.refusalRecall) == [2, 3])
        #expect(share(measures.refusalKind) == [1, 2])
        #expect(measures.answeredInstead == 1)
        // Of right, wrong, shy, broken.
        #expect(share(measures.values) == [1, 4])
        #expect(share(measures.wrong) == [1, 4])
        // Answered: right, wrong, bold; two digit mutants each, all of which the checker must see.
        #expect(share(measures.figures) == [3, 3])
        #expect(share(measures.falselyRejected) == [0, 3])
        #expect(share(measures.digitMutants) == [6, 6])
        #expect(share(measures.wordMutants) == [0, 0])
        #expect(share(measures.plan) == [0, 0])
        #expect(share(measures.chart) == [0, 0])
        #expect(
            report.results.map(\.faults) == [
                [], [.wrong, .values], [.status, .values], [], [.status], [.status], [], [.status, .values],
            ])
        #expect(report.failed.map(\.entry.ask) == ["wrong", "shy", "asked back", "bold", "broken"])
    }

    /// Prose, expected values, right, wrong.
    @Test(arguments: [
        ("Bookings are [$1,000](#f1).", [thousand], true, false),
        // In the evidence, but not told.
        ("Bookings are known.", [thousand], false, true),
        ("There are [3](#f2) deals.", [thousand], false, true),
        // Further values may stand in totals, cells and key metrics.
        ("Bookings are [$1,000](#f1).", [thousand, .init(.integer(3), .count)], true, false),
        ("Bookings are [$1,000](#f1).", [thousand, .init(.integer(300), .currency)], true, false),
        ("Bookings are [$1,000](#f1).", [thousand, .init(.integer(300), .count)], false, false),
        ("Bookings are [$1,000](#f1).", [thousand, .init(.text("south east"), .text)], true, false),
        ("Bookings are [$1,000](#f1).", [thousand, .init(.text("East"), .text)], false, false),
        ("Bookings are [$1,000](#f1).", [thousand, .init(.date(Script.day), .date)], true, false),
        ("Bookings are [$1,000](#f1).", [thousand, .init(.date(Script.day), .text)], false, false),
        // 0.4271 and 12.504 within 0.00005 and 0.005, and not beyond.
        ("Bookings are [$1,000](#f1).", [thousand, .init(.decimal(0.42714), .percent)], true, false),
        ("Bookings are [$1,000](#f1).", [thousand, .init(.decimal(0.427), .percent)], false, false),
        ("Bookings are [$1,000](#f1).", [thousand, .init(.decimal(12.5), .days)], true, false),
        ("Bookings are [$1,000](#f1).", [thousand, .init(.decimal(12.51), .days)], false, false),
        ("Bookings are [$1,000](#f1).", [thousand, .init(.integer(301), .currency)], false, false),
        (
            "Bookings are [$1,000](#f1).", [thousand, .init(.integer(301), .currency, tolerance: .integer(1))], true,
            false
        ),
        ("Bookings are [$1,000](#f1).", [.init(.integer(-1000), .currency)], false, true),
        // A text is told as whole words.
        ("**South-East** leads.", [.init(.text("southeast"), .text)], true, false),
        ("**Southeast** leads.", [.init(.text("East"), .text)], false, true),
        ("**Bolt & Sons** leads.", [.init(.text("bolt sons"), .text)], true, false),
        ("It is **West**.", [.init(.text("South-East"), .text)], false, true),
    ])
    func findsValues(prose: String, values: [EvalEntry.ExpectedValue], isRight: Bool, isWrong: Bool) {
        let result = EvalResult(
            EvalEntry(ask: "Q", values: values), Script.answer(prose), milliseconds: 0, figures: nil)
        #expect(result.valuesAreRight == isRight)
        #expect(result.isWrong == isWrong)
    }

    @Test(
        arguments: [
            ([:], true), (["limit": 5], true), (["limit": .decimal(5)], true), (["limit": 6], false),
            (["order": "x"], false),
            (["order": .null], true), (["limit": .null], false),
            (
                [
                    "filters": [
                        ["dimension": "type", "values": ["New"], "exclude": false],
                        ["dimension": "region", "values": ["West", "East"]],
                    ]
                ], true
            ),
            (["filters": [["dimension": "region", "values": ["West", "East"]]]], false),
            (
                [
                    "filters": [
                        ["dimension": "type", "values": ["New"], "exclude": true],
                        ["dimension": "region", "values": ["West", "East"]],
                    ]
                ], false
            ),
        ] as [([String: JSON], Bool)])
    func comparesArguments(arguments: [String: JSON], isRight: Bool) {
        let executed: [String: JSON] = [
            "limit": 5,
            "filters": [
                ["dimension": "region", "values": ["East", "West"], "exclude": false],
                ["dimension": "type", "values": ["New"], "exclude": false],
            ],
        ]
        let entry = EvalEntry(ask: "Q", calls: [.init(function: "get_bookings", arguments: arguments)])
        let result = EvalResult(entry, Script.answer(arguments: executed), milliseconds: 0, figures: nil)
        #expect(result.planIsRight == isRight)
        let other = EvalEntry(ask: "Q", calls: [.init(function: "get_other", arguments: [:])])
        #expect(EvalResult(other, Script.answer(), milliseconds: 0, figures: nil).planIsRight == false)
    }

    @Test func looksAtChartsAndPlansOfAnswersAlone() async throws {
        let analyst = ScriptedAnalyst(answers: [
            "bar": Script.answer(chart: .bar), "none": Script.answer(), "refused": Script.refusal(.unanswerable),
        ])
        let plan = [Question.PinnedCall(function: "get_bookings", arguments: [:])]
        let measures = try await analyst.score([
            EvalEntry(ask: "bar", calls: plan, chart: .bar), EvalEntry(ask: "none", calls: plan, chart: .bar),
            EvalEntry(ask: "refused", calls: plan, chart: .bar),
            EvalEntry(ask: "refused", statuses: [.answered, .unanswerable], calls: plan, chart: .bar),
        ]).measures
        #expect(share(measures.chart) == [1, 3])
        #expect(share(measures.plan) == [2, 3])
    }

    @Test func asksTheEarlierQuestionsFirst() async throws {
        let analyst = ScriptedAnalyst(answers: ["A > B > C": Script.answer(), "A": Script.answer()])
        let report = try await analyst.score([
            EvalEntry(ask: "C", after: ["A", "B"]), EvalEntry(ask: "C"),
        ])
        #expect(report.results.map(\.answer.status) == [.answered, .failed])
    }

    @Test func asksForAnAnalystOnceForEachDay() async throws {
        let other = CalendarDate(daysSinceEpoch: 20_000)
        var days: [CalendarDate?] = []
        _ = try await EvalRun.run(
            [nil, other, nil, other].map { EvalEntry(ask: "Q", asOf: $0) },
            subject: { day in
                days.append(day)
                return EvalSubject(
                    analyst: ScriptedAnalyst(answers: [:]), fiscal: FiscalCalendar(), format: FigureFormat())
            })
        #expect(days == [nil, other])
    }

    @Test func aProseThatDoesNotCheckIsAFault() async throws {
        let analyst = ScriptedAnalyst(answers: ["Q": Script.answer("Bookings are [$1,001](#f1), up [3](#f2).")])
        let report = try await analyst.score([EvalEntry(ask: "Q")])
        #expect(report.results.map(\.faults) == [[.figures]])
        #expect(share(report.measures.figures) == [0, 1])
        #expect(share(report.measures.falselyRejected) == [1, 1])
        // Mutants of a prose that is rejected already say nothing.
        #expect(share(report.measures.digitMutants) == [0, 0])
    }

    @Test func turnsDirectionWordsAround() async throws {
        let prose =
            "There are [3](#f2) deals up to now. **South-East** has the highest value, **West** the lowest.\n\n```table 0\n```"
        let analyst = ScriptedAnalyst(answers: ["Q": Script.answer(prose)])
        let report = try await analyst.score([EvalEntry(ask: "Q")])
        // highest, lowest; "up to" is no direction.
        #expect(report.results.flatMap(\.faults) == [])
        #expect(report.measures.wordMutants.of == 2)
        #expect(report.measures.wordMutants.right == 2)
        #expect(report.measures.digitMutants.of == 2)
    }

    @Test func timesAreNearestRanks() throws {
        let twenty = try #require(EvalTimes((1...20).map(Double.init).reversed()))
        #expect([twenty.median, twenty.p95, twenty.max] == [10.5, 19, 20])
        let one = try #require(EvalTimes([5]))
        #expect([one.median, one.p95, one.max] == [5, 5, 5])
        #expect(EvalTimes([]) == nil)
    }

    @Test func theReportTellsWhatCame() async throws {
        let analyst = ScriptedAnalyst(answers: ["What?": Script.answer(arguments: ["limit": 5])])
        let entry = EvalEntry(
            ask: "What?", calls: [.init(function: "get_other", arguments: ["limit": 7])],
            values: [EvalScoringTests.twoThousand], chart: .bar, file: "list.yml", line: 12)
        let report = try await analyst.score([entry])
        #expect(report.text.hasPrefix("1 questions, 1 failed\nstatus                100.0%  1 of 1\n"))
        #expect(
            report.text.hasSuffix(
                """

                list.yml:12: What?
                  faults:   plan, wrong, values, chart
                  expected: answered; get_other {"limit":7}; 2000 (currency); bar chart
                  came:     answered: Bookings are $1,000.
                  call:     get_bookings {"limit":5}
                  charts:   none

                """), "\(report.text)")
    }

    @Test func theJSONIsTheSameFromRunToRun() async throws {
        let analyst = ScriptedAnalyst(answers: ["Q": Script.answer()])
        let entries = [EvalEntry(ask: "Q", values: [EvalScoringTests.thousand], file: "list.yml", line: 3)]
        let first = try await analyst.score(entries).json(times: false)
        #expect(try await analyst.score(entries).json(times: false) == first)
        #expect(!String(decoding: first, as: UTF8.self).contains("\"ms\""))
        let timed = try await analyst.score(entries).json(times: true)
        #expect(String(decoding: timed, as: UTF8.self).contains("\"p95\""))
        let document = try JSONDecoder().decode(JSON.self, from: first)
        #expect(document.object?["questions"] == 1)
        #expect(document.object?["measures"]?.object?["values"] == ["right": 1, "of": 1, "rate": 1])
        #expect(document.object?["measures"]?.object?["plan"] == ["right": 0, "of": 0])
        #expect(document.object?["results"]?.array?.first?.object?["line"] == 3)
    }
}
