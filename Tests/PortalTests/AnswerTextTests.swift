import Analyst
import Analytics
import Core
import Portal
import Testing

@Suite struct AnswerTextTests {
    @Test func takesLinksEmphasisAndBlocksAway() {
        let markdown = """
            Pipeline is [$1.25M](#f1), most of it in **Proposal\\_A**.

            ```chart 0
            ```

            - [40%](#f2) of C:\\work
            """
        #expect(
            AnswerText.plain(markdown) == "Pipeline is $1.25M, most of it in Proposal_A.\n\n- 40% of C:\\work")
    }

    @Test func neverSendsControlCharactersToATerminal() {
        let text = AnswerText.plain("Account \u{1B}[2J\u{7}x\u{202E}y")
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
    }

    @Test func drawsATableWithNumbersToTheRight() throws {
        let result = FunctionResult(
            function: "get", arguments: [:],
            columns: [ResultColumn("name", "Account", .text), ResultColumn("value", "Value", .currency)],
            rows: [[.text("Acme"), .integer(1_000)], [.text("Long name Ltd"), .integer(5)]], totalRowCount: 7, sql: "",
            sources: [:], notes: ["A note"])
        let answer = Answer(
            question: "Q", status: .answered, reading: "Value by account", answer: "Two.",
            functionsExecuted: [Answer.Call(result, durationMs: 1)], suggestions: ["Another?"],
            analyst: Answer.AnalystRecord(kind: "offline"), asOf: try #require(CalendarDate(iso: "2026-11-20")))
        #expect(
            AnswerText(answer, format: FigureFormat()).text == """
                I read this as: Value by account

                Two.

                Account         Value
                -------------  ------
                Acme           $1,000
                Long name Ltd      $5
                2 of 7 rows

                Note: A note

                You could also ask:
                  Another?

                """)
    }
}
