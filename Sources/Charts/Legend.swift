/// Series names with their swatches in rows above the plot.
struct Legend {
    /// What stands before a name.
    enum Swatch {
        case square
        case line
    }

    let data: ChartData
    let swatch: Swatch
    let frame: ChartFrame

    /// The legend's marks from the top of the scene, and the pixels that it takes; nothing for a single series.
    func drawing() -> (marks: [Mark], height: Double) {
        guard data.rows.count > 1 else { return ([], 0) }
        let size = frame.fontSize
        let swatchWidth = swatch == .square ? 11.0 : 24.0
        let rowHeight = size + 8
        var (x, y) = (0.0, 0.0)
        var marks: [Mark] = []
        for (index, name) in data.rows.map(\.name).enumerated() {
            let limit = frame.width - swatchWidth - 8
            let text = TextMetrics.fitted(name.isEmpty ? "Series \(index + 1)" : name, limit: limit, size: size)
            let width = swatchWidth + 6 + TextMetrics.width(text, size: size)
            if x > 0, x + width > frame.width {
                x = 0
                y += rowHeight
            }
            let middle = y + rowHeight / 2 - 1
            marks.append(
                .group(
                    Group(
                        tooltip: text == name ? nil : name,
                        marks: swatchMarks(index: index, x: x, middle: middle, width: swatchWidth) + [
                            .text(Label(text, at: Point(x: x + swatchWidth + 6, y: middle + size * 0.35), size: size))
                        ])))
            x += width + 18
        }
        return ([.group(Group(label: "Legend", marks: marks))], y + rowHeight + 8)
    }

    private func swatchMarks(index: Int, x: Double, middle: Double, width: Double) -> [Mark] {
        switch swatch {
        case .square: return [.rect(x: x, y: middle - 5.5, width: 11, height: 11, fill: data.ink(row: index).surface)]
        case .line:
            let style = LineStyle(series: index)
            return [
                .line(from: Point(x: x, y: middle), to: Point(x: x + width, y: middle), stroke: style.stroke),
                style.marker(at: Point(x: x + width / 2, y: middle)),
            ]
        }
    }
}

/// What tells one line from another besides its colour.
struct LineStyle {
    let series: Int

    /// Dashes change with each series, out of step with the colours; the first is solid.
    var stroke: Stroke {
        let dashes: [[Double]] = [[], [7, 4], [2, 4], [10, 4, 2, 4], [4, 3], [12, 4]]
        return Stroke(
            .series(series), width: 2.25, dash: dashes[ChartPalette.slot(series + series / ChartPalette.seriesCount)])
    }

    /// Circle, square, triangle, diamond.
    func marker(at point: Point, radius: Double = 3.75) -> Mark {
        let (x, y, r) = (point.x, point.y, radius)
        switch ((series % 4) + 4) % 4 {
        case 0: return .circle(center: point, radius: r, fill: .series(series))
        case 1:
            return .rect(x: x - r + 0.3, y: y - r + 0.3, width: 2 * r - 0.6, height: 2 * r - 0.6, fill: .series(series))
        case 2:
            let corners = [
                Point(x: x, y: y - r - 0.6), Point(x: x + r + 0.4, y: y + r - 0.6),
                Point(x: x - r - 0.4, y: y + r - 0.6),
            ]
            return .polygon(corners, fill: .series(series))
        default:
            let s = r + 0.9
            return .polygon(
                [Point(x: x, y: y - s), Point(x: x + s, y: y), Point(x: x, y: y + s), Point(x: x - s, y: y)],
                fill: .series(series))
        }
    }
}
