/// Lines over ordered categories.
struct LineLayout {
    let data: ChartData
    let frame: ChartFrame

    /// A value with its place.
    struct Spot {
        var category: Int
        var value: Double
        var label: String
        var at: Point
    }

    /// Series that have a value, by index.
    private var drawn: [Int] { data.rows.indices.filter { row in data.rows[row].cells.contains { $0.value != nil } } }

    func drawing() -> Drawing {
        let isSingle = data.rows.count == 1
        let size = frame.fontSize
        let wanted = endNames()
        let plotHeight = min(frame.maximumHeight, frame.width * (frame.isNarrow ? 0.72 : 0.5)) - 52
        let namesFit = Double(wanted.count) * (size + 3) <= plotHeight
        let useLegend = !isSingle && (wanted.isEmpty || !namesFit)
        let legend = useLegend ? Legend(data: data, swatch: .line, frame: frame).drawing() : (marks: [], height: 0)
        let top = legend.height + size + 10
        let bottom = top + plotHeight
        let (low, high) = extent()
        let axis = VerticalAxis(low: low, high: high, format: data.tick, top: top, bottom: bottom, frame: frame)
        let reserve = useLegend ? 8 : endWidth(wanted)
        let right = max(frame.width - reserve, axis.labelWidth + 40)
        let spots = data.rows.map { self.spots(of: $0, axis: axis, right: right) }

        var marks = legend.marks + axis.marks(right: frame.width - reserve + 4)
        marks.append(
            .group(Group(label: "x-axis ticks", marks: categoryLabels(axis: axis, right: right, y: bottom + size + 8))))
        for row in drawn { marks.append(line(row: row, spots: spots[row])) }
        if isSingle {
            let labels = LineLabels(frame: frame, top: top - size, bottom: bottom).labels(spots[0])
            marks.append(.group(Group(label: "Value labels", marks: labels.map { .text($0) })))
        } else if !useLegend {
            marks.append(
                .group(Group(label: "Legend", marks: endLabels(spots: spots, wanted: wanted, top: top, bottom: bottom)))
            )
        }
        return Drawing(width: frame.width, height: (bottom + size + 16).rounded(.up), marks: marks)
    }

    /// The values shown.
    ///
    /// Zero is left out only where it would flatten the line: values far from it that vary little.
    private func extent() -> (low: Double, high: Double) {
        let values = data.rows.flatMap { $0.cells.compactMap(\.value) }
        let (least, most) = (values.min() ?? 0, values.max() ?? 0)
        let span = most - least
        let size = max(abs(least), abs(most))
        // Differences beyond the ninth digit are noise of the arithmetic, not news.
        if least * most > 0, span > size * 1e-9, span < size * 0.25 { return (least, most) }
        return (min(least, 0), max(most, 0))
    }

    private func x(_ category: Int, left: Double, right: Double) -> Double {
        let count = data.names.count
        let (from, to) = (left + 6, right - 6)
        return count < 2 ? (from + to) / 2 : from + (to - from) * Double(category) / Double(count - 1)
    }

    private func spots(of row: ChartData.Row, axis: VerticalAxis, right: Double) -> [Spot] {
        row.cells.enumerated().compactMap { index, cell in
            cell.value.map { value in
                let at = Point(x: x(index, left: axis.labelWidth, right: right), y: axis.y(value))
                return Spot(category: index, value: value, label: cell.label, at: at)
            }
        }
    }

    /// The line with its gaps, and its markers.
    private func line(row: Int, spots: [Spot]) -> Mark {
        let style = LineStyle(series: row)
        var runs: [[Spot]] = []
        for spot in spots {
            if let last = runs.last?.last, last.category + 1 == spot.category {
                runs[runs.count - 1].append(spot)
            } else {
                runs.append([spot])
            }
        }
        var marks = runs.filter { $0.count > 1 }.map { Mark.polyline($0.map(\.at), stroke: style.stroke) }
        let alone = Set(runs.filter { $0.count == 1 }.compactMap { $0.first?.category })
        let emphasised = data.rows.count == 1 ? Set(LineLabels.notable(spots).map { spots[$0].category }) : []
        let isDense = data.names.count > (frame.isNarrow ? 14 : 26)
        for (index, spot) in spots.enumerated() {
            let isEnd = index == spots.count - 1
            guard !isDense || isEnd || alone.contains(spot.category) || emphasised.contains(spot.category) else {
                continue
            }
            let isStrong = isEnd || emphasised.contains(spot.category) || spot.category == data.highlight
            let radius = isStrong ? 4.25 : data.rows.count == 1 ? 2.5 : 3.25
            marks.append(
                .group(
                    Group(
                        tooltip: data.tooltip(row: row, category: spot.category),
                        marks: [style.marker(at: spot.at, radius: radius)])))
        }
        return .group(Group(label: data.rows[row].name.isEmpty ? "Line" : data.rows[row].name, marks: marks))
    }

    private func categoryLabels(axis: VerticalAxis, right: Double, y: Double) -> [Mark] {
        let size = frame.smallFontSize
        let texts = data.names.enumerated().map { index, name in
            let text = TextMetrics.fitted(name, limit: frame.width * 0.4, size: size)
            return (text: text, x: x(index, left: axis.labelWidth, right: right))
        }
        let labels = AxisLabels.centred(texts, y: y, size: size, within: 0...frame.width).filter { !$0.text.isEmpty }
        return AxisLabels.thinned(labels).map { .text($0) }
    }

    // MARK: Names at the line ends

    /// Names to stand right of the last points, or none where they would take too much of the width.
    private func endNames() -> [(row: Int, text: String)] {
        guard data.rows.count > 1 else { return [] }
        let names = drawn.map { (row: $0, text: data.rows[$0].name) }
        let limit = frame.width * (frame.isNarrow ? 0.26 : 0.28)
        let fit = names.allSatisfy { TextMetrics.width($0.text, size: frame.fontSize) <= limit && !$0.text.isEmpty }
        return fit ? names : []
    }

    private func endWidth(_ names: [(row: Int, text: String)]) -> Double {
        guard data.rows.count > 1 else { return LineLabels.reserve(data.rows.first?.cells ?? [], frame: frame) }
        return (names.map { TextMetrics.width($0.text, size: frame.fontSize) }.max() ?? 0) + 26
    }

    private func endLabels(spots: [[Spot]], wanted: [(row: Int, text: String)], top: Double, bottom: Double) -> [Mark] {
        let size = frame.fontSize
        let ends = wanted.compactMap { name in spots[name.row].last.map { (name: name, y: $0.at.y) } }
            .sorted { ($0.y, $0.name.row) < ($1.y, $1.name.row) }
        let places = spread(ends.map(\.y), spacing: size + 3, within: (top + 2)...(bottom - 2))
        let x = frame.width - endWidth(wanted) + 20
        return zip(ends, places).flatMap { end, y -> [Mark] in
            let label = Mark.text(Label(end.name.text, at: Point(x: x, y: y + size * 0.35), size: size))
            let row = end.name.row
            guard let last = spots[row].last, last.category == data.names.count - 1 else {
                // The line ends early; its marker stands beside the name instead.
                return [LineStyle(series: row).marker(at: Point(x: x - 9, y: y), radius: 3.25), label]
            }
            guard abs(end.y - y) > 2 else { return [label] }
            let path = [Point(x: last.at.x + 7, y: end.y), Point(x: x - 3, y: y)]
            return [.polyline(path, stroke: Stroke(.series(row))), label]
        }
    }

    /// Moves ascending places apart to the spacing, as little as a pass down and a pass up can.
    private func spread(_ places: [Double], spacing: Double, within: ClosedRange<Double>) -> [Double] {
        var result = places
        for index in result.indices.dropFirst() { result[index] = max(result[index], result[index - 1] + spacing) }
        var limit = within.upperBound
        for index in result.indices.reversed() {
            result[index] = min(result[index], limit)
            limit = result[index] - spacing
        }
        return result
    }
}
