import Analyst
import Analytics
import Core
import Foundation
import Testing

@testable import Publishing

@Suite struct MetricTileTests {
    @Test(arguments: [
        (Value.integer(90), Value.integer(100), Core.Unit.count, "▼", "Down 10% on Q3"),
        (.integer(1000), .integer(995), .currency, "▲", "Up 0.5% on Q3"),
        (.integer(5), .integer(0), .days, "▲", "Up from 0 days on Q3"),
        (.integer(5), .integer(5), .count, "=", "Unchanged on Q3"),
        (.integer(-50), .integer(-100), .currency, "▲", "Up 50% on Q3"),
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
                "Halvorsen Logistics: Total value ÷ Total value over all rows",
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
}
