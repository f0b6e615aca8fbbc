import Analyst
import Analytics
import Charts
import Core

/// Draws the blocks of an answer.
struct EvidenceDrawing {
    let answer: Answer
    let format: FigureFormat
    /// Calls whose rows stand in the prose as a table; they are not written a second time.
    var tabulated: Set<Int> = []

    /// Nil where the block is ordinary code or names nothing.
    ///
    /// - Parameter line: makes the ids of the drawing unique in the page.
    func block(_ info: String, line: Int) -> String? {
        switch EvidenceBlock(info) {
        case .chart(let index) where answer.visualizations.indices.contains(index):
            chart(
                answer.visualizations[index], id: "c\(line)",
                withData: !tabulated.contains(answer.visualizations[index].call))
        case .table(let index) where answer.functionsExecuted.indices.contains(index):
            DataTable(call: answer.functionsExecuted[index], caption: caption(ofCall: index), format: format).html
        default: nil
        }
    }

    /// A chart in the two sizes that the style sheet chooses from, and its data.
    ///
    /// - Parameter wide: the room on a wide screen.
    func chart(
        _ visualization: Answer.Visualization, id: String, withData: Bool, wide frame: ChartFrame = .wide
    ) -> String {
        let columns = columns(visualization)
        let table = DataTable(visualization: visualization, columns: columns, format: format)
        // A page shows a table as one, not as a picture of one.
        guard visualization.type != .table else { return table.html }
        let spec = ChartBinding.spec(visualization, columns: columns, format: format)
        let wide = SVGRenderer.svg(spec, frame: frame, idPrefix: id + "w")
        let narrow = SVGRenderer.svg(spec, frame: .narrow, idPrefix: id + "n")
        let data = withData ? "<details>\n<summary>Show the data</summary>\n\(table.html)</details>\n" : ""
        return """
            <figure>
            <figcaption>\(Escape.text(visualization.title))</figcaption>
            <div class="chart-wide">\(wide)</div>
            <div class="chart-narrow">\(narrow)</div>
            \(data)</figure>

            """
    }

    func columns(_ visualization: Answer.Visualization) -> [ResultColumn] {
        answer.functionsExecuted.indices.contains(visualization.call)
            ? answer.functionsExecuted[visualization.call].columns : []
    }

    /// What a table shows: the title of the chart of the same call, else how the question was read.
    ///
    /// Only the first call is the question itself; others are what it was compared with.
    func caption(ofCall index: Int) -> String {
        if let title = answer.visualizations.first(where: { $0.call == index })?.title { return title }
        if index > 0, answer.functionsExecuted.indices.contains(index) {
            return "Rows of call \(index + 1), \(answer.functionsExecuted[index].function)"
        }
        return answer.reading.isEmpty ? answer.question : answer.reading
    }
}
