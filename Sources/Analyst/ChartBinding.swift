package import Analytics
package import Charts
package import Core
import Foundation

/// From a visualization of an answer to what the chart renderer draws.
package enum ChartBinding {
    /// The chart as SVG.
    package static func svg(
        _ visualization: Answer.Visualization, columns: [ResultColumn], format: FigureFormat, frame: ChartFrame,
        idPrefix: String
    ) -> String {
        SVGRenderer.svg(spec(visualization, columns: columns, format: format), frame: frame, idPrefix: idPrefix)
    }

    /// The chart; a table too can be drawn, for those who have no other way to show one.
    package static func spec(
        _ visualization: Answer.Visualization, columns: [ResultColumn], format: FigureFormat
    ) -> ChartSpec {
        let kind: ChartSpec.Kind
        switch visualization.type {
        case .bar: kind = .bar
        case .line: kind = .line
        case .pie: kind = .pie
        case .tile: kind = .tile
        case .table: kind = .table
        }
        let category = columns.first { $0.name == visualization.x }
        let series = visualization.y.map { name in
            let column = columns.first { $0.name == name }
            let unit = column?.unit ?? visualization.format
            let values = visualization.data.map { $0[name] ?? .null }
            return ChartSpec.Series(
                name: column?.label ?? Names.label(name), values: values.map(\.double),
                labels: values.map { $0.isNull ? "" : format.brief($0, unit) })
        }
        // Time runs from left to right; names are easier to read beside bars that lie.
        let isTime = category?.unit == .date || ["period", "month", "quarter"].contains(visualization.x)
        return ChartSpec(
            kind: kind, title: line(visualization.title), summary: line(visualization.summary),
            categories: visualization.data.map { row in
                row[visualization.x].map { format.full($0, category?.unit ?? .text) } ?? ""
            },
            series: series, orientation: isTime ? .vertical : .horizontal, stacked: series.count > 1,
            tick: tick(visualization.format, format))
    }

    /// How axis figures of a unit are written in the portal's locale.
    private static func tick(_ unit: Core.Unit, _ format: FigureFormat) -> TickFormat {
        let base: TickFormat
        switch unit {
        case .currency:
            // The currency's sign stands before or after the amount, by locale: an amount of nought shows where.
            let nought = format.full(.integer(0), .currency)
            let halves = nought.split(separator: "0", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            base = .currency(prefix: halves.first ?? "", suffix: halves.count > 1 ? halves[1] : "")
        case .percent: base = .percent
        case .days: base = .days
        case .count, .date, .text: base = .count
        }
        return base.with(decimalSeparator: format.locale.decimalSeparator?.first ?? ".")
    }

    private static func line(_ text: String) -> String { text.split { $0.isWhitespace }.joined(separator: " ") }
}
