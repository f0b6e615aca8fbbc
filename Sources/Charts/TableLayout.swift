/// Names and figures in rows, for readers who want to compare digits rather than lengths.
///
/// The first column has the names, each further one a series. Columns that do not fit keep their last, the figures, and
/// lose letters of the names.
struct TableLayout {
    let data: ChartData
    let frame: ChartFrame

    /// A drawing stays readable up to here; the page has the rest in a table of its own.
    static let maximumRows = 40

    func drawing() -> Drawing {
        let shown = min(data.names.count, TableLayout.maximumRows)
        let rowHeight = frame.fontSize + 12
        let edges = columnEdges(rows: shown)
        var marks: [Mark] = [.group(Group(label: "header", marks: header(edges)))]
        marks.append(rule(y: rowHeight, .axis))
        for index in 0..<shown {
            let baseline = rowHeight * Double(index + 2) - 8
            marks.append(.group(Group(tooltip: tooltip(index), marks: row(index, baseline, edges))))
            marks.append(rule(y: rowHeight * Double(index + 2), .grid))
        }
        var height = rowHeight * Double(shown + 1) + 1
        if shown < data.names.count {
            let note = "\(data.names.count - shown) more rows"
            marks.append(
                .text(
                    Label(note, at: Point(x: 0, y: height + frame.fontSize + 4), size: frame.smallFontSize, ink: .muted)
                ))
            height += frame.fontSize + 10
        }
        return Drawing(width: frame.width, height: height, marks: marks)
    }

    /// Right edges of the columns of figures, and the room that is left for the names.
    private func columnEdges(rows: Int) -> (names: Double, edges: [Double]) {
        let gap = 16.0
        let widths = data.rows.map { series in
            let cells = series.cells.prefix(rows).map { TextMetrics.width($0.label, size: frame.fontSize) }
            let title = TextMetrics.width(series.name, size: frame.smallFontSize, bold: true)
            return min(max(title, cells.max() ?? 0), frame.width / 2)
        }
        var edges: [Double] = []
        var edge = frame.width
        for width in widths.reversed() {
            edges.insert(edge, at: 0)
            edge -= width + gap
        }
        // Where there are too many columns the names keep a fifth and the figures share the rest.
        guard edge < frame.width / 5 else { return (edge, edges) }
        let step = frame.width * 0.8 / Double(max(1, widths.count))
        return (frame.width / 5 - gap, widths.indices.map { frame.width / 5 + step * Double($0 + 1) })
    }

    private func header(_ columns: (names: Double, edges: [Double])) -> [Mark] {
        data.rows.indices.map { index in
            .text(
                Label(
                    fitted(data.rows[index].name, index, columns, size: frame.smallFontSize, bold: true),
                    at: Point(x: columns.edges[index], y: frame.fontSize + 4), anchor: .end, size: frame.smallFontSize,
                    bold: true, ink: .muted))
        }
    }

    private func row(_ index: Int, _ baseline: Double, _ columns: (names: Double, edges: [Double])) -> [Mark] {
        let name = TextMetrics.fitted(data.names[index], limit: max(columns.names, 0), size: frame.fontSize)
        let ink: Ink = index == data.highlight ? .highlight : .text
        let figures = data.rows.indices.map { series in
            let cell = data.rows[series].cells[index]
            return Mark.text(
                Label(
                    fitted(cell.label, series, columns, size: frame.fontSize, bold: false),
                    at: Point(x: columns.edges[series], y: baseline), anchor: .end, size: frame.fontSize,
                    ink: cell.value == nil ? .muted : ink))
        }
        return [.text(Label(name, at: Point(x: 0, y: baseline), size: frame.fontSize, ink: ink))] + figures
    }

    private func fitted(
        _ text: String, _ column: Int, _ columns: (names: Double, edges: [Double]), size: Double, bold: Bool
    ) -> String {
        let left = column == 0 ? columns.names : columns.edges[column - 1]
        return TextMetrics.fitted(text, limit: columns.edges[column] - left - 8, size: size, bold: bold)
    }

    private func tooltip(_ index: Int) -> String {
        data.rows.indices.map { data.tooltip(row: $0, category: index) }.joined(separator: "; ")
    }

    private func rule(y: Double, _ ink: Ink) -> Mark {
        let line = Mark.line(from: Point(x: 0, y: y), to: Point(x: frame.width, y: y), stroke: Stroke(ink))
        return .group(Group(isDecorative: true, marks: [line]))
    }
}
