/// One figure in large type, its name above and, where there is one, its history below.
struct TileLayout {
    let data: ChartData
    let frame: ChartFrame

    func drawing() -> Drawing {
        let width = min(frame.width, ChartFrame.tileWidth)
        let row = data.rows.first
        let name = [row?.name ?? "", data.title].first { !$0.isEmpty } ?? ""
        let current = row?.cells.last { $0.value != nil } ?? row?.cells.last
        let figure = current?.label ?? "No data"
        let size = frame.fontSize
        let largest = 38.0
        let fullWidth = TextMetrics.width(figure, size: largest, bold: true)
        // A long figure shrinks before it is cut: a wrong magnitude is worse than small type.
        let figureSize = max(18, min(largest, largest * (width - 2) / max(fullWidth, 1)))
        let text = TextMetrics.fitted(figure, limit: width, size: figureSize, bold: true)
        let shown = TextMetrics.fitted(name, limit: width, size: size)
        let nameMark = Mark.text(Label(shown, at: Point(x: 0, y: size + 1), size: size, ink: .muted))
        var marks: [Mark] = [
            shown == name ? nameMark : .group(Group(tooltip: name, marks: [nameMark])),
            .text(
                Label(
                    text, at: Point(x: 0, y: size + 12 + largest * 0.75), size: figureSize, bold: true,
                    ink: current?.value == nil ? .muted : .text)),
        ]
        let top = size + 12 + largest
        let history = sparkline(row?.cells ?? [], width: width, top: top + 8)
        marks += history
        return Drawing(width: width, height: history.isEmpty ? top : top + 8 + TileLayout.historyHeight, marks: marks)
    }

    private static let historyHeight = 40.0

    /// The line of all values between their least and greatest, without axes; the last point is marked.
    private func sparkline(_ cells: [ChartData.Cell], width: Double, top: Double) -> [Mark] {
        let known = cells.indices.filter { cells[$0].value != nil }
        guard known.count > 1, cells.count > 1 else { return [] }
        let values = known.compactMap { cells[$0].value }
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        let inset = 5.0
        let room = TileLayout.historyHeight - 2 * inset
        func point(_ index: Int) -> Point {
            let share = high > low ? ((cells[index].value ?? low) - low) / (high - low) : 0.5
            let x = inset + (width - 2 * inset) * Double(index) / Double(cells.count - 1)
            return Point(x: x, y: top + inset + room * (1 - share))
        }
        var runs: [[Point]] = []
        for (place, index) in known.enumerated() {
            if place > 0, known[place - 1] == index - 1 {
                runs[runs.count - 1].append(point(index))
            } else {
                runs.append([point(index)])
            }
        }
        var marks = runs.map { run -> Mark in
            run.count > 1
                ? .polyline(run, stroke: Stroke(.series(0), width: 2))
                : .circle(center: run[0], radius: 1.5, fill: .series(0))
        }
        if let last = known.last { marks.append(.circle(center: point(last), radius: 3.75, fill: .series(0))) }
        return [.group(Group(label: "History", marks: marks))]
    }
}
