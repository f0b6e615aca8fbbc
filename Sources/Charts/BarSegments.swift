/// The bars of a chart in value space, whichever way they run.
struct BarSegments {
    /// One bar or one part of a stacked bar.
    struct Segment {
        var row: Int
        var category: Int
        /// Place among the bars of the category, 0..<``lanes``.
        var lane: Int
        var start: Double
        var end: Double
        var ink: Ink
        var onInk: Ink
        var label: String
    }

    /// The text outside a bar's end.
    struct EndLabel {
        var category: Int
        var lane: Int
        /// Where the bar ends; nil where there is no bar.
        var value: Double?
        var text: String
        var bold: Bool
    }

    /// By category, then by row.
    private(set) var segments: [Segment] = []
    /// ``lanes`` for each category.
    private(set) var endLabels: [EndLabel] = []
    private var firstSegments: [Int] = []
    /// How many bars a category has side by side.
    let lanes: Int
    /// 0 at most.
    private(set) var low = 0.0
    /// 0 at least.
    private(set) var high = 0.0

    init(_ data: ChartData) {
        lanes = data.stacked ? 1 : max(data.rows.count, 1)
        for category in data.names.indices {
            firstSegments.append(segments.count)
            if data.stacked { stack(category, data) } else { setSideBySide(category, data) }
        }
        for segment in segments {
            low = min(low, segment.end)
            high = max(high, segment.end)
        }
    }

    /// Where the category's segments stand among all.
    func segmentRange(of category: Int) -> Range<Int> {
        let next = category + 1
        return firstSegments[category]..<(next < firstSegments.count ? firstSegments[next] : segments.count)
    }

    private mutating func setSideBySide(_ category: Int, _ data: ChartData) {
        for (index, row) in data.rows.enumerated() {
            let cell = row.cells[category]
            let single = data.rows.count == 1
            endLabels.append(
                EndLabel(
                    category: category, lane: index, value: cell.value, text: cell.label,
                    bold: single && category == data.highlight))
            guard let value = cell.value else { continue }
            segments.append(
                Segment(
                    row: index, category: category, lane: index, start: 0, end: value,
                    ink: single ? data.ink(category: category) : .series(index), onInk: .onSeries(index),
                    label: cell.label))
        }
    }

    /// Positive parts pile up on one side of zero, negative ones on the other; the net total stands at the end.
    private mutating func stack(_ category: Int, _ data: ChartData) {
        var (below, above) = (0.0, 0.0)
        for (index, row) in data.rows.enumerated() {
            guard let value = row.cells[category].value, value != 0 else { continue }
            let start = value < 0 ? below : above
            if value < 0 { below += value } else { above += value }
            segments.append(
                Segment(
                    row: index, category: category, lane: 0, start: start, end: start + value,
                    ink: data.ink(row: index).surface, onInk: data.ink(row: index).text,
                    label: row.cells[category].label))
        }
        let total = data.total(category: category)
        // Where parts lie on both sides, the bar ends elsewhere than the total.
        let prefix = below < 0 && above > 0 ? "Net " : ""
        endLabels.append(
            EndLabel(
                category: category, lane: 0, value: total.map { _ in above > 0 || below == 0 ? above : below },
                text: total.map { prefix + data.tick.compact($0, significant: 3) } ?? "n/a", bold: true))
    }
}
