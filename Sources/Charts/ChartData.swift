/// A spec made safe to draw: as many cells as categories in each row, every value finite or absent, a label for each.
struct ChartData {
    struct Cell {
        var value: Double?
        var label: String
    }

    struct Row {
        var name: String
        var cells: [Cell]
    }

    var names: [String]
    var rows: [Row]
    var tick: TickFormat
    var stacked: Bool
    var highlight: Int?
    var title: String
    /// Index of the row that stands for several, if any.
    private var mergedRow: Int?

    init(_ spec: ChartSpec) {
        // A category without a value anywhere is drawn as a gap; a value without a category as a nameless one.
        let count = spec.series.reduce(spec.categories.count) { max($0, $1.values.count) }
        names = (0..<count).map { $0 < spec.categories.count ? ChartData.line(spec.categories[$0]) : "" }
        rows = spec.series.map { series in
            Row(
                name: ChartData.line(series.name),
                cells: (0..<count).map { index in
                    let value = index < series.values.count ? ChartData.drawable(series.values[index]) : nil
                    let given = index < series.labels.count ? ChartData.line(series.labels[index]) : ""
                    let label = given.isEmpty ? value.map { spec.tick.compact($0, significant: 3) } ?? "n/a" : given
                    return Cell(value: value, label: label)
                })
        }
        tick = spec.tick
        stacked = spec.stacked && spec.series.count > 1
        highlight = spec.highlight
        title = spec.title
        if stacked { mergeBeyondPalette() }
    }

    /// Whether any cell has a value.
    var hasValues: Bool { rows.contains { row in row.cells.contains { $0.value != nil } } }

    /// Only the first row.
    var first: ChartData {
        var copy = self
        copy.rows = Array(rows.prefix(1))
        copy.stacked = false
        return copy
    }

    /// Whether the first row is made of parts of a whole: none negative, not all zero.
    var isWhole: Bool {
        let values = rows.first?.cells.compactMap(\.value) ?? []
        return values.allSatisfy { $0 >= 0 } && values.contains { $0 > 0 }
    }

    /// What pointing at a cell shows.
    func tooltip(row: Int, category: Int) -> String {
        let cell = rows[row].cells[category]
        let subject = [names[category], rows.count > 1 ? rows[row].name : ""].filter { !$0.isEmpty }
        return subject.isEmpty ? cell.label : subject.joined(separator: ", ") + ": " + cell.label
    }

    /// A category's ink where there is one series only.
    func ink(category: Int) -> Ink { category == highlight ? .highlight : .series(0) }

    /// A series' ink, and that of text on it; what has been merged is grey, whatever its index.
    func ink(row: Int) -> (surface: Ink, text: Ink) {
        row == mergedRow ? (.other, .onOther) : (.series(row), .onSeries(row))
    }

    /// The sum of a category's cells over all rows; nil where all are absent.
    func total(category: Int) -> Double? {
        let values = rows.compactMap { $0.cells[category].value }
        return values.isEmpty ? nil : values.reduce(0, +)
    }

    /// Stacked parts beyond the palette could not be told apart: all from the sixth on become one.
    private mutating func mergeBeyondPalette() {
        guard rows.count > ChartPalette.seriesCount else { return }
        let merged = rows[(ChartPalette.seriesCount - 1)...]
        let cells = names.indices.map { index in
            let values = merged.compactMap { $0.cells[index].value }
            let sum = values.isEmpty ? nil : values.reduce(0, +)
            return Cell(value: sum, label: sum.map { tick.compact($0, significant: 3) } ?? "n/a")
        }
        rows = rows.prefix(ChartPalette.seriesCount - 1) + [Row(name: "Other (\(merged.count))", cells: cells)]
        mergedRow = rows.count - 1
    }

    /// The value within the range in which differences and sums of thousands of values neither overflow nor vanish.
    private static func drawable(_ value: Double?) -> Double? {
        guard let value, value.isFinite else { return nil }
        return abs(value) < 1e-280 ? 0 : min(max(value, -1e290), 1e290)
    }

    /// The text on one line, without space around it.
    private static func line(_ text: String) -> String {
        text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    }
}
