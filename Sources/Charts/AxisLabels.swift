/// Labels along an axis that keep clear of one another and of the frame's edges.
enum AxisLabels {
    /// Pixels that neighbouring labels keep free.
    static let gap = 8.0

    /// Labels centred on their positions, moved inwards where they would leave the frame.
    static func centred(_ texts: [(text: String, x: Double)], y: Double, size: Double, within: ClosedRange<Double>)
        -> [Label]
    {
        texts.map { entry in
            let text = TextMetrics.fitted(entry.text, limit: within.upperBound - within.lowerBound, size: size)
            let half = TextMetrics.width(text, size: size) / 2
            let x = max(min(entry.x, within.upperBound - half), within.lowerBound + half)
            return Label(text, at: Point(x: x, y: y), anchor: .middle, size: size, ink: .muted)
        }
    }

    /// Whether labels in ascending order keep ``gap`` between one another.
    static func areApart(_ labels: [Label]) -> Bool {
        zip(labels, labels.dropFirst()).allSatisfy { $0.extent.upperBound + gap <= $1.extent.lowerBound }
    }

    /// Every `k`-th label from the first, with the smallest `k` at which none overlap.
    static func thinned(_ labels: [Label]) -> [Label] {
        guard labels.count > 1 else { return labels }
        for step in 1..<labels.count {
            let kept = stride(from: 0, to: labels.count, by: step).map { labels[$0] }
            if areApart(kept) { return kept }
        }
        return [labels[0]]
    }

    /// Ticks of a horizontal axis with their labels: as many as fit, `count` at most by intent.
    static func horizontal(
        low: Double, high: Double, count: Int, format: TickFormat, y: Double, size: Double, within: ClosedRange<Double>,
        x: (Double) -> Double
    ) -> [(x: Double, label: Label)] {
        for wanted in stride(from: max(count, 1), through: 1, by: -1) {
            let ticks = Ticks.inside(low: low, high: high, count: wanted)
            let texts = format.labels(for: ticks)
            let labels = centred(zip(texts, ticks).map { ($0, x($1)) }, y: y, size: size, within: within)
            if areApart(labels) { return zip(ticks, labels).map { (x($0), $1) } }
        }
        return []
    }
}

/// Scale and tick labels of a vertical axis.
struct VerticalAxis {
    let domain: ClosedRange<Double>
    let ticks: [(value: Double, text: String)]
    /// Pixels that the labels take, with the space to the plot.
    let labelWidth: Double
    private let top: Double
    private let bottom: Double
    private let size: Double

    init(low: Double, high: Double, format: TickFormat, top: Double, bottom: Double, frame: ChartFrame) {
        let spacing = frame.isNarrow ? 40.0 : 60.0
        let count = max(2, Int(((bottom - top) / spacing).rounded(.down)))
        if low < high {
            domain = Ticks.nice(low: low, high: high, count: count)
            let values = Ticks.inside(low: domain.lowerBound, high: domain.upperBound, count: count)
            ticks = Array(zip(values, format.labels(for: values)))
        } else {
            // All zero: the zero line alone, at the bottom.
            domain = 0...1
            ticks = [(0, format.compact(0))]
        }
        size = frame.smallFontSize
        let widest = ticks.map { TextMetrics.width($0.text, size: frame.smallFontSize) }.max() ?? 0
        labelWidth = min(widest, frame.width * 0.3) + 8
        self.top = top
        self.bottom = bottom
    }

    /// Pixels from the top.
    func y(_ value: Double) -> Double {
        let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
        return bottom - min(max(share, 0), 1) * (bottom - top)
    }

    /// Grid lines and their labels at the left.
    func marks(right: Double) -> [Mark] {
        let lines = ticks.map { tick in
            let y = crisp(self.y(tick.value))
            return Mark.line(
                from: Point(x: labelWidth, y: y), to: Point(x: right, y: y),
                stroke: Stroke(tick.value == 0 ? .axis : .grid))
        }
        let labels = ticks.map { tick in
            Mark.text(
                Label(
                    TextMetrics.fitted(tick.text, limit: labelWidth - 8, size: size),
                    at: Point(x: labelWidth - 8, y: y(tick.value) + size * 0.35), anchor: .end, size: size, ink: .muted)
            )
        }
        return [
            .group(Group(isDecorative: true, marks: lines)), .group(Group(label: "y-axis ticks", marks: labels)),
        ]
    }
}

/// The middle of the pixel row or column, where a line one pixel wide is painted sharp.
func crisp(_ value: Double) -> Double { value.rounded(.down) + 0.5 }
