import Analytics
import Core

/// Chooses the charts and tables that fit a result.
struct ChartChooser {
    let calls: [Answer.Call]
    /// What each call is told for.
    var emphases: [Plan.Emphasis] = []
    /// Names the periods of calls whose charts would else have one title, and a last period that is not over.
    var evidence: Evidence?

    /// Charts that an answer has at most.
    static let most = 3
    /// Bars that a reader can still compare.
    static let mostBars = 20
    static let mostPoints = 400
    /// Parts that a ring can still show.
    static let mostParts = 6

    /// The charts of several calls, most telling first, and why a wish was not followed.
    func charts(
        for indices: [Int], wish: Answer.Visualization.Kind?
    ) -> (charts: [Answer.Visualization], notes: [String]) {
        let drawn = indices.map { charts(for: $0, wish: wish) }
        // Each call gets its best chart before any gets a second.
        let firsts = drawn.compactMap(\.first)
        let rest = drawn.flatMap { $0.dropFirst() }
        let kept = Array((firsts + rest).prefix(ChartChooser.most))
        var notes: [String] = []
        for index in indices {
            for note in self.notes(for: index, wish: wish) where !notes.contains(note) { notes.append(note) }
        }
        // A wish that one call could follow needs no word on the others.
        if let wish, kept.contains(where: { $0.type == wish }) { notes.removeAll { $0.hasPrefix("You asked") } }
        return (told(apart: kept.sorted { $0.call < $1.call }), notes)
    }

    /// Charts of one title with the periods of their calls.
    private func told(apart charts: [Answer.Visualization]) -> [Answer.Visualization] {
        charts.map { chart in
            guard charts.contains(where: { $0.title == chart.title && $0.call != chart.call }),
                let period = evidence?.value(call: chart.call, path: "period")?.value.string
            else { return chart }
            var named = chart
            named.title += ", \(period)"
            return named
        }
    }

    /// The charts for a call, most telling first; a wish is followed where the result can be drawn so.
    func charts(for index: Int, wish: Answer.Visualization.Kind?) -> [Answer.Visualization] {
        guard calls.indices.contains(index) else { return [] }
        let call = calls[index]
        let draft = ChartDraft(call, emphasis: emphases.indices.contains(index) ? emphases[index] : nil)
        if wish == .table, !call.response.isEmpty, let table = draft.table {
            return [visualization(table, call, index)]
        }
        guard call.response.count > 1 else {
            return wish == .tile ? [draft.tile].compactMap(\.self).map { visualization($0, call, index) } : []
        }
        let choices = draft.choices.compactMap { $0.withValues(in: call) }
        if let wish, let wished = choices.lazy.compactMap({ $0.drawn(as: wish, call) }).first {
            return [visualization(wished, call, index)]
        }
        return choices.prefix(ChartChooser.most).map { visualization($0, call, index) }
    }

    /// What is to be said of the charts of a call: that a wish does not fit, that lines are left out.
    func notes(for index: Int, wish: Answer.Visualization.Kind?) -> [String] {
        guard calls.indices.contains(index) else { return [] }
        let drawn = charts(for: index, wish: wish)
        var notes: [String] = []
        if let wish, !drawn.contains(where: { $0.type == wish }), !calls[index].response.isEmpty {
            notes.append(ChartChooser.reason(wish, drawn.first?.type))
        }
        if let lines = drawn.first(where: { $0.type == .line }), let series = lines.series, let y = lines.y.first,
            SeriesPivot(lines.data, x: lines.x, series: series, y: y).names.count > SeriesPivot.mostLines
        {
            notes.append("The chart shows the lines with the largest sums; the table has the others too.")
        }
        return notes
    }

    private static func reason(_ wish: Answer.Visualization.Kind, _ drawn: Answer.Visualization.Kind?) -> String {
        let need: String =
            switch wish {
            case .line: "a line, which needs steps in time"
            case .pie: "a pie, which needs parts that add up to a whole, none of them left out or below zero"
            case .stackedBar: "stacked bars, which need parts that add up"
            case .groupedBar: "grouped bars, which need two or more figures for each name"
            case .funnel: "a funnel, which needs the stages in their order"
            case .tile: "a single figure, which this result is not"
            case .bar: "bars, which need more than one row"
            case .table: "a table, which needs a row"
            }
        let shown: String =
            switch drawn {
            case nil: "the answer stands without a chart"
            case .line: "it is drawn as a line"
            case .pie: "it is drawn as a pie"
            case .table: "it is shown as a table"
            case .tile: "it is shown as a single figure"
            case .funnel: "it is drawn as a funnel"
            case .bar, .stackedBar, .groupedBar: "it is drawn as bars"
            }
        return "You asked for \(need); \(shown)."
    }

    private func visualization(_ choice: ChartChoice, _ call: Answer.Call, _ index: Int) -> Answer.Visualization {
        let isPivot = choice.series != nil
        let limit =
            choice.kind == .line || choice.kind == .tile || choice.kind == .table || isPivot || choice.kind == .pie
            ? ChartChooser.mostPoints : choice.isTime ? 60 : ChartChooser.mostBars
        let rows = call.response.prefix(limit)
        let names = [choice.x, choice.series].compactMap(\.self) + choice.y
        var title = choice.title
        if !isPivot, !choice.isTime, choice.kind != .tile, rows.count < call.totalRowCount {
            title += ", the first \(rows.count) of \(call.totalRowCount)"
        } else if choice.kind == .line, let series = choice.series, let y = choice.y.first {
            let count = SeriesPivot(Array(rows), x: choice.x, series: series, y: y).names.count
            if count > SeriesPivot.mostLines { title += ", the \(SeriesPivot.mostLines) largest of \(count)" }
        }
        if let running = running(call, choice) { title += ", \(running) so far" }
        return Answer.Visualization(
            type: choice.kind, title: title, summary: summary(call, choice, rows.count), x: choice.x, y: choice.y,
            series: choice.series, format: choice.unit, call: index,
            data: rows.map { row in row.filter { names.contains($0.key) } })
    }

    /// The name of the last period where it is not over, so that its low value is not taken for a fall.
    private func running(_ call: Answer.Call, _ choice: ChartChoice) -> String? {
        guard choice.isTime, let evidence, let last = call.response.last, let start = last["period_start"]?.date,
            let grain = ResultShape(call).grain, let name = choice.y.first,
            let column = call.columns.first(where: { $0.name == name }),
            MeasureWords(column, in: call).population != .open,
            evidence.fiscal.span(of: grain, containing: start).last > evidence.asOf
        else { return nil }
        return last[choice.x]?.string
    }

    private func summary(_ call: Answer.Call, _ choice: ChartChoice, _ count: Int) -> String {
        let form: String =
            switch choice.kind {
            case .line: "Line chart"
            case .pie: "Pie chart"
            case .table: "Table"
            case .tile: "Single figure"
            case .funnel: "Funnel"
            case .stackedBar: "Stacked bar chart"
            case .groupedBar: "Grouped bar chart"
            case .bar: "Bar chart"
            }
        let columns = choice.y.map { name in call.columns.first { $0.name == name }?.label.lowercased() ?? name }
            .joined(separator: " and ")
        var text = "\(form) of \(columns)"
        if let series = choice.series.flatMap({ name in call.columns.first { $0.name == name }?.label.lowercased() }) {
            text += ", split by \(series),"
        }
        text += count == 1 ? " with one value" : " with \(count) values"
        let best = call.response.prefix(count).filter { $0[choice.y.first ?? ""]?.double != nil }
            .max { ($0[choice.y.first ?? ""]?.double ?? 0) < ($1[choice.y.first ?? ""]?.double ?? 0) }
        if count > 1, choice.kind != .table, choice.series == nil, let name = best?[choice.x]?.string {
            text += "; the highest is \(name)"
        }
        return text + ". The table beside it has them all."
    }
}

/// One way to draw a result.
struct ChartChoice {
    var kind: Answer.Visualization.Kind
    var title: String
    var x: String
    var y: [String]
    var series: String?
    var unit: Unit
    /// Whether `x` is a period, in order.
    var isTime = false
    /// Whether the values of `y` add up to a whole.
    var isAdditive = false

    /// Without the columns that have no value in any row; nil where none is left.
    func withValues(in call: Answer.Call) -> ChartChoice? {
        var kept = self
        kept.y = y.filter { name in kind == .table || call.response.contains { $0[name]?.double != nil } }
        if kept.y.count == 1, y.count > 1, kind == .groupedBar || kind == .stackedBar { kept.kind = .bar }
        return kept.y.isEmpty ? nil : kept
    }

    /// The same in another form; nil where it cannot be drawn so.
    func drawn(as wish: Answer.Visualization.Kind, _ call: Answer.Call) -> ChartChoice? {
        var other = self
        other.kind = wish
        let isSplit = series != nil || y.count > 1
        let isPositive = y.allSatisfy { name in call.response.allSatisfy { ($0[name]?.double ?? 0) >= 0 } }
        let isComplete = call.rowCount >= call.totalRowCount
        switch wish {
        case .table: return nil
        case .bar:
            if isSplit { other.kind = isAdditive && kind != .groupedBar ? .stackedBar : .groupedBar }
            if kind == .funnel, let first = y.first { other.y = [first] }
            if kind == .funnel { other.kind = .bar }
            return other
        case .line: return isTime ? other : nil
        case .pie:
            let isWhole =
                isAdditive && isPositive && isComplete && !isSplit && call.response.count <= 2 * ChartChooser.mostParts
            return isWhole && y.first.map { name in call.response.contains { ($0[name]?.double ?? 0) > 0 } } ?? false
                ? other : nil
        case .stackedBar: return isSplit && isAdditive && isPositive && isComplete && kind != .groupedBar ? other : nil
        case .groupedBar: return isSplit && kind != .funnel ? other : nil
        case .funnel: return kind == .funnel ? other : nil
        case .tile: return isTime && !isSplit ? other : nil
        }
    }
}
