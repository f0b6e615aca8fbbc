/// Stages from first to last as bars around one middle line, each as wide as its value.
///
/// A bar stands for what is in its stage; nothing is drawn between two of them, for what lies in one stage now has not
/// come out of the other. A second series is written beside the bars, in a column of its own.
struct FunnelLayout {
    let data: ChartData
    let frame: ChartFrame
    private let nameColumn: Double
    private let sideColumn: Double
    private let namesAbove: Bool
    private let thickness: Double
    private let rowHeight: Double
    private let headHeight: Double

    init(data: ChartData, frame: ChartFrame) {
        self.data = data
        self.frame = frame
        let size = frame.fontSize
        let widest =
            data.names.enumerated().map { TextMetrics.width($0.element, size: size, bold: $0.offset == data.highlight) }
            .max() ?? 0
        namesAbove = frame.isNarrow
        nameColumn = namesAbove || widest == 0 ? 0 : min(widest, frame.width * 0.3) + 16
        let side = data.rows.dropFirst().first
        let sideTexts = (side?.cells.map(\.label) ?? []) + [side?.name ?? ""]
        let sideWidth = sideTexts.map { TextMetrics.width($0, size: size) }.max() ?? 0
        // Where names stand above the bars, their line has room for the second figure.
        sideColumn = side == nil || namesAbove ? 0 : min(sideWidth, frame.width * 0.2) + 16
        headHeight = side == nil ? 4 : frame.smallFontSize + 12
        let nameHeight = namesAbove ? size + 10 : 0
        let room = (frame.maximumHeight - headHeight) / Double(max(data.names.count, 1)) - nameHeight
        thickness = max(size + 7, min(34, (room * 0.82).rounded(.down)))
        rowHeight = nameHeight + thickness + (namesAbove ? 11 : 7)
    }

    func drawing() -> Drawing {
        let high = data.rows.first?.cells.compactMap(\.value).max() ?? 0
        var marks = head()
        marks += data.names.indices.map { row($0, high: high) }
        let height = headHeight + rowHeight * Double(data.names.count)
        return Drawing(width: frame.width, height: height.rounded(.up), marks: marks)
    }

    private var left: Double { nameColumn }
    private var right: Double { frame.width - sideColumn }
    private var middle: Double { (left + right) / 2 }

    /// What the two figures are, where there are two.
    private func head() -> [Mark] {
        guard let first = data.rows.first, let second = data.rows.dropFirst().first else { return [] }
        let size = frame.smallFontSize
        let half = frame.width / 2 - 8
        let bar = TextMetrics.fitted(first.name, limit: namesAbove ? half : right - left, size: size)
        let side = TextMetrics.fitted(second.name, limit: namesAbove ? half : sideColumn - 8, size: size)
        let at = Point(x: namesAbove ? 0 : middle, y: size + 2)
        return [
            .group(
                Group(
                    label: "Legend",
                    marks: [
                        .text(Label(bar, at: at, anchor: namesAbove ? .start : .middle, size: size, ink: .muted)),
                        .text(
                            Label(side, at: Point(x: frame.width, y: size + 2), anchor: .end, size: size, ink: .muted)),
                    ]))
        ]
    }

    private func row(_ index: Int, high: Double) -> Mark {
        let size = frame.fontSize
        let top = headHeight + rowHeight * Double(index)
        let barTop = namesAbove ? top + size + 9 : top
        let baseline = barTop + thickness / 2 + size * 0.35
        let nameLine = namesAbove ? top + size + 1 : baseline
        var marks: [Mark] = []
        let name = data.names[index]
        let sideLabel = data.rows.dropFirst().first?.cells[index].label ?? ""
        let sideRoom = namesAbove ? TextMetrics.width(sideLabel, size: size) + 12 : 0
        let isBold = index == data.highlight
        let text = TextMetrics.fitted(
            name, limit: (namesAbove ? frame.width - sideRoom : nameColumn - 16), size: size, bold: isBold)
        if !text.isEmpty {
            let label = Mark.text(Label(text, at: Point(x: 0, y: nameLine), size: size, bold: isBold))
            marks.append(text == name ? label : .group(Group(tooltip: name, marks: [label])))
        }
        if !sideLabel.isEmpty {
            let limit = namesAbove ? frame.width * 0.4 : sideColumn - 8
            let shown = TextMetrics.fitted(sideLabel, limit: limit, size: size)
            marks.append(
                .text(Label(shown, at: Point(x: frame.width, y: nameLine), anchor: .end, size: size, ink: .muted)))
        }
        marks.append(contentsOf: bar(index, high: high, top: barTop, baseline: baseline))
        return .group(Group(marks: marks))
    }

    private func bar(_ index: Int, high: Double, top: Double, baseline: Double) -> [Mark] {
        guard let cell = data.rows.first?.cells[index] else { return [] }
        let size = frame.fontSize
        let ink = data.ink(category: index)
        let full = right - left
        let value = max(cell.value ?? 0, 0)
        // A value that is not zero is never invisible.
        let width = value > 0 && high > 0 ? max(full * value / high, 2) : 0
        var marks: [Mark] = []
        if width > 0 {
            let rect = Mark.rect(x: middle - width / 2, y: top, width: width, height: thickness, fill: ink)
            marks.append(.group(Group(tooltip: data.tooltip(row: 0, category: index), marks: [rect])))
        }
        let labelWidth = TextMetrics.width(cell.label, size: size, bold: true)
        if labelWidth + 16 <= width {
            let onInk: Ink = ink == .highlight ? .onSeries(1) : .onSeries(0)
            marks.append(
                .text(
                    Label(
                        cell.label, at: Point(x: middle, y: baseline), anchor: .middle, size: size, bold: true,
                        ink: onInk)))
        } else {
            let room = width > 0 ? right - (middle + width / 2) - 8 : right - left
            let shown = TextMetrics.fitted(cell.label, limit: room, size: size, bold: true)
            // Without room for even an ellipsis the tooltip alone has the value.
            guard TextMetrics.width(shown, size: size, bold: true) <= room else { return marks }
            let isNothing = cell.value == nil
            let at = width > 0 ? Point(x: middle + width / 2 + 8, y: baseline) : Point(x: middle, y: baseline)
            marks.append(
                .text(
                    Label(
                        shown, at: at, anchor: width > 0 ? .start : .middle, size: size, bold: true,
                        ink: isNothing ? .muted : .text)))
        }
        return marks
    }
}
