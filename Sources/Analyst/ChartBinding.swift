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
        case .bar, .stackedBar, .groupedBar: kind = .bar
        case .line: kind = .line
        case .pie: kind = .pie
        case .tile: kind = .tile
        case .table: kind = .table
        case .funnel: kind = .funnel
        }
        let category = columns.first { $0.name == visualization.x }
        // Time runs from left to right; names are easier to read beside bars that lie.
        let isTime = category?.unit == .date || ["period", "month", "quarter"].contains(visualization.x)
        let (categories, series) = content(visualization, columns: columns, format: format)
        return ChartSpec(
            kind: kind, title: line(visualization.title), summary: line(visualization.summary),
            categories: categories, series: series, orientation: isTime ? .vertical : .horizontal,
            stacked: visualization.type != .groupedBar && series.count > 1,
            tick: tick(visualization.format, format))
    }

    /// The names along the axis and the rows of values.
    private static func content(
        _ visualization: Answer.Visualization, columns: [ResultColumn], format: FigureFormat
    ) -> ([String], [ChartSpec.Series]) {
        let unit = columns.first { $0.name == visualization.x }?.unit ?? .text
        func text(_ value: Value?, _ unit: Core.Unit) -> String { value.map { format.full($0, unit) } ?? "" }
        guard visualization.type != .table, let split = visualization.series, let name = visualization.y.first else {
            let names = ([visualization.type == .table ? visualization.series : nil] + visualization.y).compactMap(
                \.self)
            let series = names.map { name in
                let column = columns.first { $0.name == name }
                let unit = column?.unit ?? visualization.format
                let values = visualization.data.map { $0[name] ?? .null }
                return ChartSpec.Series(
                    name: column?.label ?? Names.label(name), values: values.map(\.double),
                    labels: values.map { $0.isNull ? "" : format.brief($0, unit) })
            }
            let categories = visualization.data.map { text($0[visualization.x], unit) }
            return (visualization.type == .bar ? apart(categories) : categories, series)
        }
        let pivot = SeriesPivot(visualization.data, x: visualization.x, series: split, y: name)
        let valueUnit = columns.first { $0.name == name }?.unit ?? visualization.format
        let limit = visualization.type == .line ? SeriesPivot.mostLines : pivot.names.count
        // Where no row is, nothing was summed: a sum is nought there, a rate is not known.
        let isSum = MeasureWords.named(name)?.isAdditive ?? false
        let series = pivot.largest(limit).map { index in
            let values = pivot.values[index].map { $0 ?? (isSum ? .integer(0) : .null) }
            return ChartSpec.Series(
                name: text(pivot.names[index], .text), values: values.map(\.double),
                labels: values.map { $0.isNull ? "" : format.brief($0, valueUnit) })
        }
        return (pivot.categories.map { text($0, unit) }, series)
    }

    /// Names of which none stands twice: a second bar of one name has its number behind it.
    private static func apart(_ names: [String]) -> [String] {
        var seen: [String: Int] = [:]
        return names.map { name in
            let count = (seen[name] ?? 0) + 1
            seen[name] = count
            return count == 1 || name.isEmpty ? name : "\(name) (\(count))"
        }
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

/// Rows of `x`, `series` and a value turned so that each text of `series` is a row of values along `x`.
package struct SeriesPivot {
    /// More lines than this can be neither followed nor told apart.
    package static let mostLines = 6

    /// The values of `x`, in the order in which they come.
    package private(set) var categories: [Value] = []
    /// The values of `series`, in the order in which they come.
    package private(set) var names: [Value] = []
    /// For each of `names` a cell for each of `categories`; nil where there is no row.
    package private(set) var values: [[Value?]] = []

    package init(_ rows: [[String: Value]], x: String, series: String, y: String) {
        var places: [Value: Int] = [:]
        var slots: [Value: Int] = [:]
        for row in rows {
            let (category, name) = (row[x] ?? .null, row[series] ?? .null)
            if places.updateValue(places[category] ?? categories.count, forKey: category) == nil {
                categories.append(category)
            }
            if slots.updateValue(slots[name] ?? names.count, forKey: name) == nil { names.append(name) }
        }
        values = Array(repeating: Array(repeating: nil, count: categories.count), count: names.count)
        for row in rows {
            guard let slot = slots[row[series] ?? .null], let place = places[row[x] ?? .null] else { continue }
            values[slot][place] = row[y]
        }
    }

    /// Indices of the `count` names with the greatest sums, in the order of `names`.
    package func largest(_ count: Int) -> [Int] {
        let sums = values.map { cells in cells.reduce(0) { $0 + abs($1?.double ?? 0) } }
        let ranked = names.indices.sorted { sums[$0] != sums[$1] ? sums[$0] > sums[$1] : $0 < $1 }
        return ranked.prefix(max(count, 0)).sorted()
    }
}
