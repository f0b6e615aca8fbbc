import Analyst
import Analytics
import Charts
import Core
import Foundation
import Testing

@Suite struct ChartBindingTests {
    private let columns = [ResultColumn("day", "Day", .date), ResultColumn("value", "Value", .currency)]

    private func visualization(_ kind: Answer.Visualization.Kind) -> Answer.Visualization {
        Answer.Visualization(
            type: kind, title: "Value\nby day", summary: "Two days.", x: "day", y: ["value"], format: .currency,
            call: 0,
            data: [
                ["day": .date(CalendarDate(daysSinceEpoch: 20_777)), "value": .decimal(Decimal(1_250_000))],
                ["day": .null, "value": .null],
            ])
    }

    @Test func chartsCarryValuesAndTheirLabels() throws {
        let spec = ChartBinding.spec(visualization(.line), columns: columns, format: FigureFormat())
        #expect(spec.kind == .line)
        #expect(spec.title == "Value by day")
        #expect(spec.categories == ["Nov 20, 2026", "–"])
        #expect(spec.series.map(\.name) == ["Value"])
        #expect(spec.series.first?.values == [1_250_000, nil])
        #expect(spec.series.first?.labels == ["$1.25M", ""])
        #expect(spec.tick == .currency(prefix: "$", suffix: ""))
    }

    @Test func theCurrencyStandsWhereTheLocalePutsIt() throws {
        let format = FigureFormat(localeIdentifier: "de-DE", currency: "EUR")
        let spec = ChartBinding.spec(visualization(.bar), columns: columns, format: format)
        #expect(spec.tick == .currency(prefix: "", suffix: "\u{A0}€", decimalSeparator: ","))
    }

    @Test func tablesCanBeDrawn() {
        let spec = ChartBinding.spec(visualization(.table), columns: columns, format: FigureFormat())
        #expect(spec.kind == .table)
        #expect(spec.series.first?.labels.first == "$1.25M")
    }
}
