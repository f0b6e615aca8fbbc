import Analyst
import Analytics
import Core
import Foundation
import Portal
import Testing
import Warehouse

@Suite struct EvalFileTests {
    private func load(_ text: String) throws -> [EvalEntry] {
        try TemporaryFolder.with { folder in
            try folder.write(text, to: "list.yml")
            return try EvalFiles.load([(folder.path + "/list.yml", "list.yml")])
        }
    }

    @Test func readsAllKeys() throws {
        let entries = try load(
            """
            - ask: How much did we book?
              after: [How many deals?, "And lost?"]
              as_of: 2026-11-20
              calls: [{function: get_x, args: {limit: 5, code: 012}}]
              values:
                - {value: 1250000.50, unit: currency, tolerance: 0.5}
                - {value: -0.427, unit: percent}
                - {value: 2026-11-20, unit: date}
                - {value: 007, unit: text}
              chart: bar
            - {ask: Weather?, status: unanswerable}
            - {ask: Either?, status: [answered, needs_clarification]}
            """)
        let first = try #require(entries.first)
        #expect(first.after == ["How many deals?", "And lost?"])
        #expect(first.asOf == CalendarDate(iso: "2026-11-20"))
        #expect(first.statuses == [.answered])
        #expect(first.calls == [.init(function: "get_x", arguments: ["limit": 5, "code": "012"])])
        #expect(
            first.values == [
                .init(
                    .decimal(try #require(Decimal(string: "1250000.5"))), .currency,
                    tolerance: .decimal(try #require(Decimal(string: "0.5")))),
                .init(.decimal(try #require(Decimal(string: "-0.427"))), .percent),
                .init(.date(try #require(CalendarDate(iso: "2026-11-20"))), .date), .init(.text("007"), .text),
            ])
        #expect(first.chart == .bar)
        #expect(entries.map(\.line) == [1, 11, 12])
        #expect(entries.map(\.file) == ["list.yml", "list.yml", "list.yml"])
        #expect(entries[1].statuses == [.unanswerable] && entries[1].expectsRefusal && !entries[1].mayRefuse)
        #expect(entries[2].mayRefuse && !entries[2].expectsRefusal)
    }

    @Test(
        arguments: [
            ("# nothing\n", "eval.empty", nil, nil, nil),
            ("[]\n", "eval.empty", 1, 1, nil),
            ("ask: Q\n", "eval.type", 1, 1, nil),
            ("- Q?\n", "eval.type", 1, 3, nil),
            ("- ask: Q\n", "eval.nothing-expected", 1, 3, nil),
            ("- {ask: Q, after: [A]}\n", "eval.nothing-expected", 1, 3, nil),
            ("- {status: failed}\n", "eval.missing-key", 1, 3, nil),
            ("- ask: Q\n  statsu: failed\n", "eval.unknown-key", 2, 3, "Did you mean `status`?"),
            ("- ask: Q\n  status: anwered\n", "eval.value", 2, 11, "Did you mean `answered`?"),
            ("- ask: Q\n  status: []\n", "eval.value", 2, 11, nil),
            ("- ask: Q\n  chart: bars\n", "eval.value", 2, 10, "Did you mean `bar`?"),
            ("- ask: Q\n  as_of: 2026-13-01\n  status: failed\n", "eval.value", 2, 10, nil),
            ("- ask: Q\n  as_of: 0026-01-01\n  status: failed\n", "eval.value", 2, 10, nil),
            ("- ask: Q\n  values: []\n", "eval.value", 2, 11, nil),
            ("- ask: Q\n  values: [{value: 42%, unit: percent}]\n", "eval.value", 2, 20, "0.427"),
            ("- ask: Q\n  values: [{value: '$5', unit: currency}]\n", "eval.value", 2, 20, nil),
            ("- ask: Q\n  values: [{value: 5, unit: cout}]\n", "eval.value", 2, 29, "Did you mean `count`?"),
            ("- ask: Q\n  values: [{value: 5}]\n", "eval.missing-key", 2, 12, "unit"),
            ("- ask: Q\n  values: [{value: soon, unit: date}]\n", "eval.value", 2, 20, nil),
            ("- ask: Q\n  values: [{value: 5, unit: count, tolerance: -1}]\n", "eval.value", 2, 47, nil),
            ("- ask: Q\n  values: [{value: A, unit: text, tolerance: 1}]\n", "eval.value", 2, 46, nil),
            ("- ask: Q\n  calls: [{args: {}}]\n", "eval.missing-key", 2, 11, nil),
            ("- ask: Q\n  status: failed\n  chart: bar\n", "eval.contradiction", 3, 10, nil),
            ("- ask: Q\n   status: failed\n", "eval.syntax", 2, nil, nil),
        ] as [(String, String, Int?, Int?, String?)])
    func tellsWhereAListIsWrong(text: String, id: String, line: Int?, column: Int?, solution: String?) throws {
        let failure = try #require(throws: Failure.self) { try load(text) }
        #expect(failure.exitCode == .configuration)
        #expect(
            failure.diagnostics.contains {
                $0.id == id && $0.line == line && (column == nil || $0.column == column) && $0.file == "list.yml"
                    && (solution == nil || $0.solution?.contains(solution ?? "") == true)
            }, "\(failure)")
    }

    @Test func tellsTheErrorsOfAllFilesAtOnce() throws {
        try TemporaryFolder.with { folder in
            try folder.write("- {ask: Q}\n- {ask: R, chrt: bar}\n", to: "lists/a.yml")
            try folder.write("[\n", to: "lists/b.yml")
            try folder.write("ignored", to: "lists/notes.txt")
            let failure = try #require(throws: Failure.self) {
                try EvalFiles.load([
                    (folder.path + "/lists", "lists"), (folder.path + "/none.yml", "none.yml"),
                    (folder.path, "."),
                ])
            }
            #expect(
                failure.diagnostics.compactMap(\.file).filter { $0 != "." } == [
                    "lists/a.yml", "lists/a.yml", "lists/a.yml", "lists/b.yml", "none.yml",
                ], "\(failure)")
            // A folder without any list.
            #expect(failure.diagnostics.contains { $0.id == "eval.missing" && $0.file == "." })
        }
    }

    @Test func readsAFolderInTheOrderOfNames() throws {
        try TemporaryFolder.with { folder in
            try folder.write("- {ask: B, chart: bar}\n", to: "b.yml")
            try folder.write("- {ask: A, chart: bar}\n", to: "a.yaml")
            #expect(
                try EvalFiles.load([(folder.path, "x/")]).map { "\($0.file) \($0.ask)" } == ["x/a.yaml A", "x/b.yml B"])
        }
    }

    /// Lists of known answers below `questions/` are no questions of the portal.
    @Test func thePortalDoesNotAskThem() throws {
        try TemporaryFolder.with { folder in
            try folder.write("section: S\nquestions:\n  - ask: Q\n", to: "questions/1.yml")
            try folder.write("- {ask: Known?, chart: bar}\n", to: "questions/eval/10-known.yml")
            #expect(try QuestionList.load(folder: folder.path).entries.map(\.question.text) == ["Q"])
        }
    }

    @Test func findsCallsThatNoAnalystCanMake() async throws {
        try await TemporaryFolder.with { folder in
            try folder.write("id,account,stage,amount\n1,A,Won,5\n2,B,Lost,6\n", to: "deals.csv")
            let warehouse = try await Warehouse.open(
                DataConfiguration(folder: folder.path, opportunities: .init(file: "deals.csv")))
            let catalogue = try await Catalogue(warehouse: warehouse, asOf: Script.day)
            let entry = try #require(
                try load(
                    """
                    - ask: Q
                      calls:
                        - {function: get_pipeline_sumary}
                        - {function: get_top_accounts_by_value, args: {limit: 5, ordr: lowest}}
                    """
                ).first)
            let found = entry.wrongCalls(for: catalogue)
            #expect(found.map { "\($0.line ?? 0):\($0.column ?? 0)" } == ["3:18", "4:68"], "\(found)")
            #expect(found.compactMap(\.solution) == ["Did you mean `get_pipeline_summary`?", "Did you mean `order`?"])
        }
    }
}
