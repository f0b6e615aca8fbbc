/// Shares of a whole as a ring, with a list of the parts that serves as legend and as table.
struct RingLayout {
    let data: ChartData
    let frame: ChartFrame

    /// More parts than this can be neither compared nor told apart.
    static let maximumParts = 6

    private struct Part {
        var name: String
        var value: Double
        var label: String
        var ink: Ink
        var onInk: Ink
    }

    func drawing() -> Drawing {
        let parts = parts()
        let total = parts.reduce(0) { $0 + $1.value }
        let rowHeight = frame.fontSize + 15
        let listHeight = rowHeight * Double(parts.count)
        let diameter = min(frame.isNarrow ? 220 : 250, frame.maximumHeight - 8, frame.width - 16)
        let ringHeight = diameter + 8
        if frame.isNarrow {
            let center = Point(x: frame.width / 2, y: ringHeight / 2)
            let list = list(parts, total: total, left: 0, right: frame.width, top: ringHeight + 10)
            return Drawing(
                width: frame.width, height: ringHeight + 10 + listHeight,
                marks: ring(parts, total: total, center: center, radius: diameter / 2) + list)
        }
        let height = max(ringHeight, listHeight)
        let center = Point(x: diameter / 2 + 4, y: height / 2)
        let left = diameter + 48
        // Names and figures that belong together must not stand a page's width apart.
        let right = min(frame.width, left + 380)
        let list = list(parts, total: total, left: left, right: right, top: (height - listHeight) / 2)
        return Drawing(
            width: frame.width, height: height,
            marks: ring(parts, total: total, center: center, radius: diameter / 2) + list)
    }

    /// The parts in the order given; where there are too many, the smallest are merged into "Other" at the end.
    private func parts() -> [Part] {
        let cells = data.rows.first?.cells ?? []
        let known = data.names.indices.filter { cells[$0].value != nil }
        var kept = known
        var rest: [Int] = []
        if known.count > RingLayout.maximumParts {
            let ranked = known.sorted { (cells[$1].value ?? 0, $0) < (cells[$0].value ?? 0, $1) }
            kept = ranked.prefix(RingLayout.maximumParts - 1).sorted()
            rest = Array(ranked.dropFirst(RingLayout.maximumParts - 1))
        }
        var parts = kept.enumerated().map { slot, index in
            Part(
                name: data.names[index], value: cells[index].value ?? 0, label: cells[index].label, ink: .series(slot),
                onInk: .onSeries(slot))
        }
        if !rest.isEmpty {
            let sum = rest.reduce(0) { $0 + (cells[$1].value ?? 0) }
            parts.append(
                Part(
                    name: "Other (\(rest.count))", value: sum, label: data.tick.compact(sum, significant: 3),
                    ink: .other,
                    onInk: .onOther))
        }
        return parts
    }

    private func share(_ part: Part, of total: Double) -> String {
        let percent = part.value / total * 100
        if part.value > 0, percent < 1 { return "<1%" }
        // A part that is not the whole is never written as the whole.
        if part.value < total, percent > 99 { return ">99%" }
        return Decimals.text(percent, decimals: 0) + "%"
    }

    private func ring(_ parts: [Part], total: Double, center: Point, radius: Double) -> [Mark] {
        let inner = radius * 0.62
        // A constant gap of background; half of it is cut off either end of a slice.
        let visible = parts.filter { $0.value > 0 }
        let cut = visible.count > 1 ? 0.9 / (2 * Double.pi * radius) : 0
        var start = 0.0
        var slices: [Mark] = []
        var shares: [Mark] = []
        for part in visible {
            let turn = part.value / total
            let pad = min(cut, turn * 0.25)
            let wedge = Wedge(
                center: center, innerRadius: inner, outerRadius: radius, startTurn: start + pad,
                endTurn: min(start + turn, 1) - pad)
            let tooltip = "\(part.name): \(part.label) (\(share(part, of: total)))"
            slices.append(.group(Group(tooltip: tooltip, marks: [.wedge(wedge, fill: part.ink)])))
            if turn >= 0.08 {
                let offset = Decimals.onCircle(radius: (radius + inner) / 2, turn: start + turn / 2)
                let at = Point(x: center.x + offset.x, y: center.y + offset.y + frame.smallFontSize * 0.35)
                let label = Label(
                    share(part, of: total), at: at, anchor: .middle, size: frame.smallFontSize, bold: true,
                    ink: part.onInk)
                shares.append(.text(label))
            }
            start += turn
        }
        return [.group(Group(label: "Shares", marks: slices + shares))]
            + hub(total: total, center: center, radius: inner)
    }

    /// The sum in the middle; parts given as fractions add up to a whole that needs no figure.
    private func hub(total: Double, center: Point, radius: Double) -> [Mark] {
        guard data.tick.unit != .percent else { return [] }
        let text = data.tick.compact(total, significant: 3)
        let size = min(26, 26 * radius * 1.6 / max(TextMetrics.width(text, size: 26, bold: true), 1))
        return [
            .text(Label(text, at: Point(x: center.x, y: center.y + 5), anchor: .middle, size: size, bold: true)),
            .text(
                Label(
                    "Total", at: Point(x: center.x, y: center.y + 23), anchor: .middle, size: frame.smallFontSize,
                    ink: .muted)),
        ]
    }

    private func list(_ parts: [Part], total: Double, left: Double, right: Double, top: Double) -> [Mark] {
        let size = frame.fontSize
        let rowHeight = size + 15
        let shareWidth = TextMetrics.width("100%", size: size, bold: true) + 4
        // Fractions are their own shares; written twice they would say nothing more.
        let labels =
            data.tick.unit == .percent
            ? parts.map { _ in "" }
            : parts.map { TextMetrics.fitted($0.label, limit: (right - left) * 0.35, size: size) }
        let labelWidth = labels.map { TextMetrics.width($0, size: size) }.max() ?? 0
        let nameLimit = right - left - 22 - labelWidth - shareWidth - 26
        let rows = parts.indices.map { index -> Mark in
            let part = parts[index]
            let y = top + rowHeight * Double(index)
            let baseline = y + rowHeight / 2 + size * 0.35
            let name = TextMetrics.fitted(part.name, limit: nameLimit, size: size)
            var marks: [Mark] = [
                .rect(x: left, y: y + rowHeight / 2 - 6, width: 12, height: 12, fill: part.ink),
                .text(Label(name, at: Point(x: left + 22, y: baseline), size: size)),
                .text(
                    Label(
                        share(part, of: total), at: Point(x: right, y: baseline), anchor: .end, size: size, bold: true)),
            ]
            if !labels[index].isEmpty {
                let at = Point(x: right - shareWidth - 12, y: baseline)
                marks.append(.text(Label(labels[index], at: at, anchor: .end, size: size, ink: .muted)))
            }
            if index > 0 {
                let edge = crisp(y)
                marks.insert(
                    .line(from: Point(x: left, y: edge), to: Point(x: right, y: edge), stroke: Stroke(.grid)), at: 0)
            }
            return .group(Group(tooltip: name == part.name ? nil : part.name, marks: marks))
        }
        return [.group(Group(label: "Legend", marks: rows))]
    }
}
