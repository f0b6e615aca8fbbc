import Analyst
import Analytics
import Core
import Foundation
import Testing

@testable import Publishing

@Suite struct MetricTileTests {
    @Test(arguments: [
        (Value.integer(90), Value.integer(100), Core.Unit.count, "▼", "Down 10.0% from 100 (Q3)"),
        (.integer(1000), .integer(995), .currency, "▲", "Up 0.5% from $995 (Q3)"),
        (.integer(5), .integer(0), .days, "▲", "Up from 0 days (Q3)"),
        (.integer(5), .integer(5), .count, "=", "Unchanged from 5 (Q3)"),
        (.integer(-50), .integer(-100), .currency, "▲", "Up 50.0% from -$100 (Q3)"),
    ])
    func changesAreSaidInWords(_ value: Value, _ previous: Value, _ unit: Core.Unit, _ sign: String, _ words: String) {
        let metric = Answer.KeyMetric(
            id: "f1", label: "x", value: value, unit: unit, formatted: "x", previous: previous, previousLabel: "Q3")
        let context = MetricTile(metric: metric, format: FigureFormat()).context(href: "")
        #expect(text(context["sign"]) == sign)
        #expect(text(context["change"]) == words)
    }

    private func text(_ value: TemplateValue?) -> String? {
        if case .text(let text) = value { text } else { nil }
    }

    @Test func figuresAreTracedInWords() {
        let answer = FixtureEdition.ranking()
        let words = FigureInWords(answer: answer, format: FigureFormat())
        #expect(
            answer.figures.map(words.description) == [
                "Halvorsen Logistics: Total value", "Halvorsen Logistics: Deals", "Asked for: limit",
                "sum of 5 rows (Halvorsen Logistics: Total value to Kestrel Aerospace: Total value) ÷ "
                    + "Total value over all rows",
                "Halvorsen Logistics: Total value − O’Neil & Sons: Total value",
            ])
        #expect(answer.figures.map(words.full) == ["$1,250,000", "7", "5", "29.859%", "$269,599.50"])
    }

    @Test func pathsThatLeadNowhereAreShownAsTheyAre() {
        var answer = FixtureEdition.ranking()
        answer.figures = ["response/99/x", "response/x/y", "totals", "elsewhere/a", ""].map {
            Answer.Figure(id: "f1", text: "1", value: .integer(1), unit: .count, call: 0, path: $0)
        }
        let words = FigureInWords(answer: answer, format: FigureFormat())
        #expect(
            answer.figures.map(words.description) == ["response/99/x", "response/x/y", "Totals", "Elsewhere a", ""])
    }

    @Test func longTablesAreCutOnThePageAndWholeInTheFile() {
        let rows = (1...250).map { [Value.integer($0)] }
        let call = Answer.Call(
            FunctionResult(
                function: "f", arguments: [:], columns: [ResultColumn("n", "N", .count)], rows: rows,
                totalRowCount: 250, sql: "",
                sources: [:]), durationMs: nil)
        let table = DataTable(call: call, caption: "Numbers", format: FigureFormat())
        #expect(table.html.components(separatedBy: "<tr>").count - 1 == 201)
        #expect(table.rowCountLine == "200 of 250 rows")
        #expect(table.csv.components(separatedBy: "\r\n").count - 1 == 251)
    }

    private func table(_ amounts: [Value]) -> DataTable {
        let columns = [
            ResultColumn("day", "Day", .date), ResultColumn("name", "Name", .text),
            ResultColumn("amount", "Amount", .currency), ResultColumn("deals", "Deals", .count),
        ]
        let day = CalendarDate(year: 2026, month: 11, day: 20).map(Value.date) ?? .null
        let rows = amounts.map { [day, .text("Crèmerie Vaultour & Fils"), $0, Value.integer(3)] }
        let call = Answer.Call(
            FunctionResult(
                function: "f", arguments: [:], columns: columns, rows: rows, totalRowCount: rows.count, sql: "",
                sources: [:]), durationMs: nil)
        return DataTable(call: call, caption: "Amounts", format: FigureFormat())
    }

    @Test func aColumnOfAmountsHasCentsEverywhereOrNowhere() {
        let mixed = table([.integer(1_768_100), .decimal(Decimal(558_202_690) / 100), .null])
        #expect(mixed.html.contains(">$1,768,100.00<") && mixed.html.contains(">$5,582,026.90<"))
        #expect(mixed.html.contains("<td class=\"number\">3</td>"))
        #expect(mixed.markdown.contains("$1,768,100.00"))
        #expect(mixed.csv.contains(",1768100,3"))
        #expect(table([.integer(1_768_100), .decimal(12)]).html.contains(">$12<"))
    }

    @Test func datesStayOnOneLineAndNamesMayWrap() {
        let html = table([.integer(1)]).html
        #expect(html.contains("<th scope=\"row\" class=\"short\">Nov 20, 2026</th>"))
        #expect(html.contains("<td>Crèmerie Vaultour &amp; Fils</td>"))
    }
}
