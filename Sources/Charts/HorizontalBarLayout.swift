/// Bars that run from left to right, one row for each category; the form for rankings.
struct HorizontalBarLayout {
    let data: ChartData
    let frame: ChartFrame
    private let bars: BarSegments
    private let thickness: Double
    private let nameHeight: Double
    private let rowHeight: Double
    private let nameColumn: Double

    init(data: ChartData, frame: ChartFrame) {
        self.data = data
        self.frame = frame
        bars = BarSegments(data)
        let widest = data.names.map { TextMetrics.width($0, size: frame.fontSize) }.max() ?? 0
        // Bars on both sides of zero, with labels on both sides, need the width themselves.
        let namesAbove = frame.isNarrow && widest > frame.width * (bars.low < 0 ? 0.18 : 0.3)
        nameHeight = namesAbove ? frame.fontSize + 6 : 0
        nameColumn = namesAbove || widest == 0 ? 0 : min(widest, frame.width * 0.36) + 10
        let lanes = Double(bars.lanes)
        let room = frame.maximumHeight / Double(max(data.names.count, 1)) - nameHeight
        // Rows shrink to keep the chart within its height, but never below what the text at the bar's end needs.
        let widestBar = bars.lanes > 1 ? 16.0 : namesAbove ? 18 : 22
        thickness = max(bars.lanes > 1 ? 13 : 14, min(widestBar, (room * 0.72 / lanes).rounded(.down)))
        let gap = max(frame.fontSize + 5 - thickness * lanes, bars.lanes > 1 ? 10 : (thickness * 0.4).rounded())
        rowHeight = nameHeight + thickness * lanes + gap
    }

    func drawing() -> Drawing {
        let legend = Legend(data: data, swatch: .square, frame: frame).drawing()
        let axisHeight = frame.smallFontSize + 8
        let top = legend.height + axisHeight
        let bottom = top + 4 + rowHeight * Double(data.names.count)
        let scale = scale()
        var marks = legend.marks
        marks += axis(scale, y: legend.height + frame.smallFontSize, top: top, bottom: bottom)
        marks += data.names.indices.map { row($0, top: top + 4 + Double($0) * rowHeight, scale) }
        marks.append(zeroLine(scale, top: top, bottom: bottom))
        return Drawing(width: frame.width, height: (bottom + 1).rounded(.up), marks: marks)
    }

    private func scale() -> BarScale {
        let labels = bars.endLabels.map { label in
            (label.value ?? 0, TextMetrics.width(fitted(label), size: frame.fontSize, bold: label.bold) + 7)
        }
        return BarScale(low: bars.low, high: bars.high, left: nameColumn + 1, right: frame.width - 1, labels: labels)
    }

    private func fitted(_ label: BarSegments.EndLabel) -> String {
        let limit = (frame.width - nameColumn) * 0.4 - 8
        return TextMetrics.fitted(label.text, limit: limit, size: frame.fontSize, bold: label.bold)
    }

    private func axis(_ scale: BarScale, y: Double, top: Double, bottom: Double) -> [Mark] {
        let span = (bars.high - bars.low) * scale.perUnit
        let count = max(1, Int((span / (frame.isNarrow ? 80 : 90)).rounded(.down)))
        let ticks = AxisLabels.horizontal(
            low: bars.low, high: bars.high, count: count, format: data.tick, y: y, size: frame.smallFontSize,
            within: 0...frame.width, x: scale.x)
        let lines = ticks.filter { abs($0.x - scale.zero) > 1 }.flatMap { tick in
            rules(x: crisp(tick.x), top: top, bottom: bottom, stroke: Stroke(.grid))
        }
        return [
            .group(Group(isDecorative: true, marks: lines)),
            .group(Group(label: "x-axis ticks", marks: ticks.map { .text($0.label) })),
        ]
    }

    private func zeroLine(_ scale: BarScale, top: Double, bottom: Double) -> Mark {
        let x = min(crisp(scale.zero - 0.5), frame.width - 0.5)
        return .group(Group(isDecorative: true, marks: rules(x: x, top: top, bottom: bottom, stroke: Stroke(.axis))))
    }

    /// A vertical line through the plot, broken where it would run through names above their bars.
    private func rules(x: Double, top: Double, bottom: Double, stroke: Stroke) -> [Mark] {
        guard nameHeight > 0 else {
            return [.line(from: Point(x: x, y: top), to: Point(x: x, y: bottom), stroke: stroke)]
        }
        return data.names.indices.map { index in
            let from = top + 4 + Double(index) * rowHeight + nameHeight - 2
            let to = from + thickness * Double(bars.lanes) + 4
            return .line(from: Point(x: x, y: from), to: Point(x: x, y: to), stroke: stroke)
        }
    }

    private func row(_ category: Int, top: Double, _ scale: BarScale) -> Mark {
        var marks: [Mark] = []
        let barTop = top + nameHeight
        let bold = data.rows.count == 1 && category == data.highlight
        let name = data.names[category]
        let limit = nameHeight > 0 ? frame.width : nameColumn - 10
        let text = TextMetrics.fitted(name, limit: limit, size: frame.fontSize, bold: bold)
        if !text.isEmpty {
            let middle = barTop + thickness * Double(bars.lanes) / 2
            let baseline = nameHeight > 0 ? barTop - 5 : middle + frame.fontSize * 0.35
            let label = Mark.text(Label(text, at: Point(x: 0, y: baseline), size: frame.fontSize, bold: bold))
            marks.append(text == name ? label : .group(Group(tooltip: name, marks: [label])))
        }
        for segment in bars.segments[bars.segmentRange(of: category)] {
            marks.append(bar(segment, top: barTop, scale))
        }
        for label in bars.endLabels[(category * bars.lanes)..<((category + 1) * bars.lanes)] {
            marks.append(.text(end(label, top: barTop, scale)))
        }
        return .group(Group(marks: marks))
    }

    private func bar(_ segment: BarSegments.Segment, top: Double, _ scale: BarScale) -> Mark {
        let y = top + Double(segment.lane) * thickness
        let (from, to) = (scale.x(min(segment.start, segment.end)), scale.x(max(segment.start, segment.end)))
        // A hair of background between the parts of a stack; a value that is not zero is never invisible.
        let spacing = data.stacked ? 1.0 : 0
        let width = segment.start == segment.end ? 0 : max(to - from - spacing, 1)
        let height = bars.lanes > 1 ? thickness - 1 : thickness
        let x = segment.end < segment.start ? max(to - width, 0) : from
        var marks: [Mark] = [.rect(x: x, y: y, width: width, height: height, fill: segment.ink)]
        let size = frame.smallFontSize
        if data.stacked, TextMetrics.width(segment.label, size: size) + 8 <= width {
            let at = Point(x: x + width / 2, y: y + thickness / 2 + size * 0.35)
            marks.append(.text(Label(segment.label, at: at, anchor: .middle, size: size, ink: segment.onInk)))
        }
        return .group(Group(tooltip: data.tooltip(row: segment.row, category: segment.category), marks: marks))
    }

    private func end(_ label: BarSegments.EndLabel, top: Double, _ scale: BarScale) -> Label {
        let value = label.value ?? 0
        let y = top + (Double(label.lane) + 0.5) * thickness + frame.fontSize * 0.35
        let x = value < 0 ? scale.x(value) - 6 : scale.x(value) + 6
        return Label(
            fitted(label), at: Point(x: x, y: y), anchor: value < 0 ? .end : .start, size: frame.fontSize,
            bold: label.bold,
            ink: label.value == nil ? .muted : .text)
    }
}
