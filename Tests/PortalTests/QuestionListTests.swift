import Analyst
import Core
import Foundation
import Portal
import Testing

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

    @Test func findsFunctionsThatDoNotExist() throws {
        try TemporaryFolder.with { folder in
            try folder.write(
                "section: S\nquestions:\n  - ask: Q\n    calls:\n      - function: get_piepline\n      - function: get_all\n",
                to: "questions/1.yml")
            let found = try QuestionList.load(folder: folder.path).unknownFunctions(among: ["get_pipeline", "get_all"])
            #expect(found.map(\.line) == [5])
            #expect(found.first?.solution == "Did you mean `get_pipeline`?")
        }
    }
}
