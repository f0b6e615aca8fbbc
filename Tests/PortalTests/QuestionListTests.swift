import Analyst
import Analytics
import Core
import Foundation
import Portal
import Testing
import Warehouse

@Suite struct QuestionListTests {
    @Test func readsSectionsInTheOrderOfFileNames() throws {
        try TemporaryFolder.with { folder in
            try folder.write(
                "section: Win rate\nquestions:\n  - ask: What is our win rate?\n", to: "questions/20-win.yml")
            try folder.write(
                """
                section: Pipeline
                questions:
                  - ask: What are the top 5 accounts?
                    slug: top-accounts
                    chart: bar
                    calls: [{function: get_top, args: {limit: 5, code: 012, flag: no, share: 0.10, open: true}}]
                  - ask: What is our win rate?
                """, to: "questions/10-pipeline.yml")
            try folder.write("ignored", to: "questions/notes.txt")
            let list = try QuestionList.load(folder: folder.path)
            #expect(list.sections.map(\.title) == ["Pipeline", "Win rate"])
            #expect(list.entries.map(\.slug) == ["top-accounts", "what-is-our-win-rate", "what-is-our-win-rate-2"])
            let first = try #require(list.entries.first)
            #expect(first.question.chart == .bar)
            #expect(
                first.question.calls == [
                    Question.PinnedCall(
                        function: "get_top",
                        arguments: [
                            "limit": 5, "code": "012", "flag": "no",
                            "share": .decimal(try #require(Decimal(string: "0.1"))), "open": true,
                        ])
                ])
            #expect(first.file == "questions/10-pipeline.yml")
            #expect(first.line == 3)
            #expect(list.only("top-accounts")?.entries.count == 1)
            #expect(list.only("nothing") == nil)
        }
    }

    @Test(arguments: [
        ("section: S\nquestions:\n  - ask: Q\n   slug: q\n", "questions.syntax", 4),
        ("section: S\nquestions:\n  - ask: Q\n    slugg: q\n", "questions.unknown-key", 4),
        ("section: S\nquestions:\n  - slug: q\n", "questions.missing-key", 3),
        ("section: S\nquestions:\n  - Q?\n", "questions.type", 3),
        ("section: S\nquestions: []\n", "questions.value", 2),
        ("section: S\nquestions:\n", "questions.type", 2),
        ("section: S\n", "questions.missing-key", 1),
        ("questions:\n  - ask: Q\n", "questions.missing-key", 1),
        ("section: S\nquestions:\n  - {ask: Q, slug: a}\n  - {ask: R, slug: a}\n", "questions.duplicate-slug", 4),
        ("section: S\nquestions:\n  - {ask: Q, slug: ../x}\n", "questions.value", 3),
        ("section: S\nquestions:\n  - {ask: Q, chart: bars}\n", "questions.value", 3),
        ("section: S\nquestions:\n  - {ask: Q, calls: [{args: {}}]}\n", "questions.missing-key", 3),
        ("section: S\nquestions:\n  - {ask: Q, calls: [{function: f, args: [1]}]}\n", "questions.type", 3),
        ("section: S\nquestions:\n  - {ask: ''}\n", "questions.value", 3),
        ("# nothing\n", "questions.empty", nil),
    ])
    func tellsWhereAListIsWrong(text: String, id: String, line: Int?) throws {
        try TemporaryFolder.with { folder in
            try folder.write(text, to: "questions/10-list.yml")
            let failure = try #require(throws: Failure.self) { try QuestionList.load(folder: folder.path) }
            #expect(failure.exitCode == .configuration)
            #expect(
                failure.diagnostics.contains {
                    $0.id == id && $0.line == line && $0.file == "questions/10-list.yml"
                }, "\(failure)")
        }
    }

    @Test func tellsTheErrorsOfAllFiles() throws {
        try TemporaryFolder.with { folder in
            try folder.write("section: [\n", to: "questions/a.yml")
            try folder.write("section: S\nquestions:\n  - {ask: Q, chrt: bar}\n", to: "questions/b.yml")
            let failure = try #require(throws: Failure.self) { try QuestionList.load(folder: folder.path) }
            #expect(failure.diagnostics.map(\.file) == ["questions/a.yml", "questions/b.yml"])
            #expect(failure.diagnostics.last?.solution == "Did you mean `chart`?")
        }
    }

    @Test func needsAList() throws {
        try TemporaryFolder.with { folder in
            #expect(throws: Failure.self) { try QuestionList.load(folder: folder.path) }
            try folder.write("", to: "questions/readme.txt")
            #expect(throws: Failure.self) { try QuestionList.load(folder: folder.path) }
        }
    }

    @Test func mergesAndSeparatesSections() throws {
        try TemporaryFolder.with { folder in
            try folder.write("section: Deals\nquestions: [{ask: A?}]\n", to: "questions/1.yml")
            try folder.write("section: deals\nquestions: [{ask: B?}]\n", to: "questions/2.yml")
            try folder.write("section: Deals\nquestions: [{ask: C?, slug: a}]\n", to: "questions/3.yml")
            let list = try QuestionList.load(folder: folder.path)
            #expect(list.sections.map(\.slug) == ["deals", "deals-2"])
            #expect(list.sections.map { $0.entries.map(\.slug) } == [["a-2", "a"], ["b"]])
        }
    }

    @Test func tellsThatASlugIsTooLong() throws {
        try TemporaryFolder.with { folder in
            let slug = String(repeating: "a", count: 61)
            try folder.write("section: S\nquestions:\n  - {ask: Q, slug: \(slug)}\n", to: "questions/1.yml")
            let failure = try #require(throws: Failure.self) { try QuestionList.load(folder: folder.path) }
            #expect(failure.diagnostics.map(\.line) == [3])
            #expect(failure.description.contains("at most 60 characters, not 61"))
        }
    }

    /// Functions, names of arguments, their types and the values of the data; those that fit are not told.
    @Test func findsAllThatIsWrongWithPinnedCalls() async throws {
        try await TemporaryFolder.with { folder in
            try folder.write(
                "id,account,stage,amount,close date,region\n1,A,Won,5,2026-03-02,East\n2,B,Open,6,2026-04-03,West\n3,C,Lost,7,2026-05-03,East\n",
                to: "deals.csv")
            try folder.write(
                """
                section: S
                questions:
                  - ask: Q
                    calls:
                      - function: get_pipeline_sumary
                      - function: get_top_accounts_by_value
                        args: {limit: 5, ordr: lowest}
                      - function: get_top_accounts_by_value
                        args:
                          limit: five
                          filters: [{dimension: region, values: [Eest]}]
                      - {function: get_top_accounts_by_value, args: {limit: 3}}
                """, to: "questions/1.yml")
            let warehouse = try await Warehouse.open(
                DataConfiguration(folder: folder.path, opportunities: .init(file: "deals.csv")))
            let catalogue = try await Catalogue(
                warehouse: warehouse, asOf: try #require(CalendarDate(iso: "2026-06-01")))
            let entry = try #require(try QuestionList.load(folder: folder.path).entries.first)
            let found = entry.wrongCalls(for: catalogue).sorted()
            #expect(
                found.map { "\($0.line ?? 0):\($0.column ?? 0)" } == ["5:19", "7:32", "10:18", "11:20"], "\(found)")
            #expect(found.allSatisfy { $0.file == "questions/1.yml" && $0.severity == .error })
            #expect(found.first?.solution == "Did you mean `get_pipeline_summary`?")
            #expect(found.last?.solution == "Did you mean `East`?")
        }
    }
}
