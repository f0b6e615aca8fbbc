/// Bars that rise from a zero line, for categories in an order of their own: months, stages, age bands.
struct VerticalBarLayout {
    let data: ChartData
    let frame: ChartFrame
    private let bars: BarSegments

    init(data: ChartData, frame: ChartFrame) {
        self.data = data
        self.frame = frame
        bars = BarSegments(data)
    }

    /// Whether the reader can tell what each bar is.
    ///
    /// Names that stand for a place in a sequence ("Jan 2026", "Week 3")
    /// may be thinned, because their neighbours tell them; others may not, and are better shown as horizontal bars.
    var canNameCategories: Bool {
        let isSequence = data.names.allSatisfy { name in name.utf8.contains { (48...57).contains($0) } }
        // A guess of the plot's width on the safe side: the axis is measured only once the bars run vertically.
        return isSequence || nameLines(band: (frame.width - 64) / Double(max(data.names.count, 1))) != nil
    }

    func drawing() -> Drawing {
        let legend = Legend(data: data, swatch: .square, frame: frame).drawing()
        let size = frame.smallFontSize
        let plotTop = legend.height + size + 6
        let plotBottom = plotTop + min(frame.maximumHeight, frame.width * (frame.isNarrow ? 0.72 : 0.5)) - size * 3
        let axis = VerticalAxis(
            low: bars.low, high: bars.high, format: data.tick, top: plotTop,
            bottom: plotBottom - (bars.low < 0 ? size + 6 : 0), frame: frame)
        let band = (frame.width - axis.labelWidth) / Double(max(data.names.count, 1))
        let (nameMarks, nameHeight) = nameLabels(left: axis.labelWidth, band: band, top: plotBottom)
        let zero = crisp(axis.y(0))
        let zeroLine = Mark.line(
            from: Point(x: axis.labelWidth, y: zero), to: Point(x: frame.width, y: zero), stroke: Stroke(.axis))
        var marks = legend.marks + axis.marks(right: frame.width)
        marks.append(.group(Group(label: "Bars", marks: barMarks(axis: axis, band: band))))
        marks.append(.group(Group(isDecorative: true, marks: [zeroLine])))
        marks.append(.group(Group(label: "x-axis ticks", marks: nameMarks)))
        return Drawing(width: frame.width, height: (plotBottom + nameHeight).rounded(.up), marks: marks)
    }

    private func laneWidth(band: Double) -> Double {
        min(band * (bars.lanes > 1 ? 0.82 : 0.7), 64 * Double(bars.lanes).squareRoot()) / Double(bars.lanes)
    }

    private func barMarks(axis: VerticalAxis, band: Double) -> [Mark] {
        let lane = laneWidth(band: band)
        func left(category: Int, lane index: Int) -> Double {
            axis.labelWidth + (Double(category) + 0.5) * band + (Double(index) - Double(bars.lanes) / 2) * lane
        }
        let spacing = bars.lanes > 1 && lane > 4 ? 1.0 : 0
        var marks = bars.segments.map { segment -> Mark in
            let (upper, lower) = (axis.y(max(segment.start, segment.end)), axis.y(min(segment.start, segment.end)))
            let gap = data.stacked && lower - upper > 2 ? 1.0 : 0
            let height = segment.start == segment.end ? 0 : max(lower - upper - gap, 1)
            let x = left(category: segment.category, lane: segment.lane)
            let y = segment.end < segment.start ? upper : lower - height
            return .group(
                Group(
                    tooltip: data.tooltip(row: segment.row, category: segment.category),
                    marks: [.rect(x: x, y: y, width: lane - spacing, height: height, fill: segment.ink)]))
        }
        for label in shownLabels(band: band, lane: lane) {
            let value = label.value ?? 0
            let size = frame.smallFontSize
            let half = TextMetrics.width(label.text, size: size, bold: label.bold) / 2
            let middle = left(category: label.category, lane: label.lane) + lane / 2
            let y = value < 0 ? axis.y(value) + size + 2 : axis.y(value) - 5
            let at = Point(x: min(middle, frame.width - half), y: y)
            let ink: Ink = label.value == nil ? .muted : .text
            marks.append(.text(Label(label.text, at: at, anchor: .middle, size: size, bold: label.bold, ink: ink)))
        }
        return marks
    }

    /// All values where each has room above its bar, otherwise the highlighted one or else the greatest, if it clears its
    /// neighbours.
    private func shownLabels(band: Double, lane: Double) -> [BarSegments.EndLabel] {
        let size = frame.smallFontSize
        func width(_ label: BarSegments.EndLabel) -> Double {
            TextMetrics.width(label.text, size: size, bold: label.bold) + 6
        }
        let room = bars.lanes > 1 ? lane : band
        if bars.endLabels.allSatisfy({ width($0) <= room }) { return bars.endLabels }
        guard bars.lanes == 1 else { return [] }
        let ranked = bars.endLabels.sorted { one, other in
            let ranks = [one, other].map { (label: BarSegments.EndLabel) in label.category == data.highlight ? 1 : 0 }
            return (ranks[0], one.value ?? 0, other.category) > (ranks[1], other.value ?? 0, one.category)
        }
        let clear = ranked.prefix(2).first { label in
            guard let value = label.value, value > 0 else { return false }
            let reach = width(label) / 2 / band + 1
            return bars.endLabels.allSatisfy { other in
                abs(Double(other.category - label.category)) > reach || (other.value ?? 0) <= value
            }
        }
        guard let clear, width(clear) <= frame.width * 0.4 else { return [] }
        return [clear]
    }

    /// The names on one line or on two; nil where neither fits.
    private func nameLines(band: Double) -> [[String]]? {
        let size = frame.smallFontSize
        func fit(_ names: [[String]]) -> Bool {
            names.allSatisfy { lines in
                lines.allSatisfy { TextMetrics.width($0, size: size) + AxisLabels.gap <= band }
            }
        }
        let one = data.names.map { [$0] }
        if fit(one) { return one }
        let two = data.names.map(TextMetrics.twoLines)
        return fit(two) ? two : nil
    }

    private func nameLabels(left: Double, band: Double, top: Double) -> (marks: [Mark], height: Double) {
        let size = frame.smallFontSize
        let lineHeight = size + 3
        func x(_ index: Int) -> Double { left + (Double(index) + 0.5) * band }
        let lines = nameLines(band: band) ?? []
        guard lines.isEmpty else {
            let marks = lines.enumerated().flatMap { index, texts in
                texts.enumerated().map { line, text in
                    let at = Point(x: x(index), y: top + size + 5 + Double(line) * lineHeight)
                    return Mark.text(Label(text, at: at, anchor: .middle, size: size, ink: .muted))
                }
            }
            return (marks, 12 + Double(lines.map(\.count).max() ?? 1) * lineHeight)
        }
        let names = data.names.enumerated().map { index, name in
            (text: TextMetrics.fitted(name, limit: frame.width * 0.4, size: size), x: x(index))
        }
        let labels = AxisLabels.centred(names, y: top + size + 5, size: size, within: 0...frame.width)
        return (AxisLabels.thinned(labels).map { .text($0) }, 12 + lineHeight)
    }
}
