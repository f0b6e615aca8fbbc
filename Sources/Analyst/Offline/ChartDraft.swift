import Analytics
import Core

/// The ways in which the result of one call can be drawn, most telling first.
struct ChartDraft {
    private let call: Answer.Call
    private let shape: ResultShape
    private let emphasis: Plan.Emphasis?

    init(_ call: Answer.Call, emphasis: Plan.Emphasis?) {
        self.call = call
        self.emphasis = emphasis
        shape = ResultShape(call)
    }

    /// All columns of figures; nil where the result has none.
    var table: ChartChoice? {
        guard let first = call.columns.first else { return nil }
        let figures = shape.measures.map(\.name).filter { $0 != first.name }
        let names = figures.isEmpty ? call.columns.dropFirst().map(\.name) : figures
        let series = shape.dimensions.dropFirst().first?.name
        let labels = ([shape.time] + shape.dimensions).compactMap(\.self).map { $0.label.lowercased() }
        let what = shape.measures.first?.label ?? first.label
        return ChartChoice(
            kind: .table, title: labels.isEmpty ? what : "\(what) by \(labels.joined(separator: " and "))",
            x: first.name,
            y: names, series: series, unit: shape.measures.first?.unit ?? .text)
    }

    /// The one figure of a result of one row.
    var tile: ChartChoice? {
        guard call.response.count == 1, let measure = shape.measures.first else { return nil }
        return ChartChoice(
            kind: .tile, title: measure.label, x: call.columns.first?.name ?? measure.name, y: [measure.name],
            unit: measure.unit)
    }

    var choices: [ChartChoice] {
        switch call.function {
        case "analyze_stage_funnel": return funnel
        case "forecast_pipeline_revenue": return forecast
        case "get_period_change": return periodChange
        case "compare_segments" where call.columns.contains { $0.name == "previous" }: return compared
        case "get_account_overview": return [bar("value", title: "Value by status", additive: false)].compactMap(\.self)
        case "analyze_losses":
            return [bar("lost", additive: true), bar("lost_value", additive: true)].compactMap(\.self).map(pieIfWhole)
        case "analyze_concentration":
            return [bar(call.args["measure"]?.string ?? "pipeline", additive: false)].compactMap(\.self)
        case "analyze_role_frequency", "analyze_titles": return [bar("contacts", additive: false)].compactMap(\.self)
        default: break
        }
        if shape.isListOfDeals { return deals }
        guard !shape.measures.isEmpty else { return [] }
        switch (shape.dimensions.count, shape.time) {
        case (0, let time?): return overTime(time)
        case (1, nil): return byDimension
        case (1, let time?): return linesOrTable(time)
        case (2, nil): return twoDimensions
        default: return [table].compactMap(\.self)
        }
    }

    // MARK: Named functions

    private var funnel: [ChartChoice] {
        let hasValue = call.response.contains { ($0["value"]?.double ?? 0) > 0 }
        var choices = [
            ChartChoice(
                kind: .funnel, title: hasValue ? "Open pipeline by stage" : "Open deals by stage", x: "stage",
                y: hasValue ? ["value", "deals"] : ["deals"], unit: hasValue ? .currency : .count, isAdditive: true)
        ]
        if call.response.filter({ $0["conversion"]?.double != nil }).count > 1 {
            choices.append(
                ChartChoice(
                    kind: .bar, title: "Conversion to the next stage", x: "stage", y: ["conversion"], unit: .percent))
        }
        return choices
    }

    private var forecast: [ChartChoice] {
        guard let first = call.columns.first, first.unit == .text else { return [] }
        let open = call.columns.contains { $0.name == "open_value" } ? "open_value" : "weighted"
        let hasWon = call.columns.contains { $0.name == "won" }
        let label = call.columns.first { $0.name == (hasWon ? "forecast" : open) }?.label ?? "Forecast"
        return [
            ChartChoice(
                kind: hasWon ? .stackedBar : .bar, title: "\(label) by \(first.label.lowercased())", x: first.name,
                y: hasWon ? ["won", open] : [open], unit: .currency, isTime: shape.time != nil, isAdditive: true)
        ]
    }

    private var periodChange: [ChartChoice] {
        guard let first = call.columns.first, first.unit == .text,
            let measure = call.totals.first(where: { $0.name == "current" })
        else { return [] }
        return changes(first, measure.label, measure.unit, current: "current")
    }

    private var compared: [ChartChoice] {
        guard let first = call.columns.first, let measure = shape.measures.first else { return [] }
        return changes(first, measure.label, measure.unit, current: measure.name).reversed()
    }

    /// What changed, and both periods beside each other: their sum would be no figure.
    private func changes(_ first: ResultColumn, _ label: String, _ unit: Unit, current: String) -> [ChartChoice] {
        let by = first.label.lowercased()
        return [
            ChartChoice(
                kind: .bar, title: "Change of \(label.lowercased()) by \(by)", x: first.name, y: ["change"], unit: unit),
            ChartChoice(
                kind: .groupedBar, title: "\(label) by \(by), and the period before", x: first.name,
                y: [current, "previous"], unit: unit),
        ]
    }

    private var deals: [ChartChoice] {
        func texts(_ column: String) -> [String] { call.response.compactMap { $0[column]?.string } }
        let named = ["name", "account"].filter { texts($0).count == call.response.count }
        // Two deals of one account are two bars, which whoever draws them tells apart; a number says less than a name.
        let unique = named.first { Set(texts($0)).count == call.response.count } ?? named.last
        return [
            ChartChoice(
                kind: .bar, title: "Amount by deal", x: unique ?? "opportunity_id", y: ["amount"], unit: .currency,
                isAdditive: true)
        ]
    }

    // MARK: Shapes

    private func bar(_ name: String, title: String? = nil, additive: Bool) -> ChartChoice? {
        guard let column = call.columns.first(where: { $0.name == name }), let x = call.columns.first else {
            return nil
        }
        return ChartChoice(
            kind: .bar, title: title ?? "\(column.label) by \(x.label.lowercased())", x: x.name, y: [name],
            unit: column.unit, isAdditive: additive)
    }

    private func words(_ column: ResultColumn) -> MeasureWords { MeasureWords(column, in: call) }

    /// Figures that an answer is about, without what only supports them.
    private var mainMeasures: [ResultColumn] {
        switch call.function {
        case "query_metric": shape.measures
        case "get_revenue_trend", "compare_segments":
            shape.measures.filter { $0.name == call.args["measure"]?.string ?? "bookings" }
        default: Array(shape.measures.prefix(1))
        }
    }

    /// Measures of one unit together; a figure of another unit needs an axis of its own.
    private var byUnit: [[ResultColumn]] {
        var groups: [[ResultColumn]] = []
        for column in mainMeasures {
            if let index = groups.firstIndex(where: { $0.first?.unit == column.unit && $0.count < 3 }) {
                groups[index].append(column)
            } else {
                groups.append([column])
            }
        }
        return groups
    }

    private func title(_ columns: [ResultColumn], by label: String) -> String {
        let names = columns.enumerated().map { $0.offset == 0 ? $0.element.label : $0.element.label.lowercased() }
        let list =
            names.count > 1
            ? names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "") : names.first ?? ""
        return "\(list) by \(label.lowercased())"
    }

    private func overTime(_ time: ResultColumn) -> [ChartChoice] {
        // Bars stand for few periods better than a line of two points does.
        let isLine = call.response.count > 3
        return byUnit.map { columns in
            ChartChoice(
                kind: isLine && isChronological ? .line : columns.count > 1 ? .groupedBar : .bar,
                title: title(columns, by: time.label), x: time.name, y: columns.map(\.name), unit: columns[0].unit,
                isTime: isChronological, isAdditive: columns.count == 1 && words(columns[0]).isAdditive)
        }
    }

    private var isChronological: Bool {
        let starts = call.response.map { $0["period_start"]?.date }
        return zip(starts, starts.dropFirst()).allSatisfy { first, second in
            guard let first, let second else { return false }
            return first <= second
        }
    }

    private var byDimension: [ChartChoice] {
        guard let dimension = shape.dimensions.first else { return [] }
        let groups = byUnit
        // Small multiples of many names would be a wall of bars.
        let kept = call.response.count > 12 ? Array(groups.prefix(1)) : groups
        return kept.map { columns in
            pieIfWhole(
                ChartChoice(
                    kind: columns.count > 1 ? .groupedBar : .bar, title: title(columns, by: dimension.label),
                    x: dimension.name, y: columns.map(\.name), unit: columns[0].unit,
                    isAdditive: columns.count == 1 && words(columns[0]).isAdditive))
        }
    }

    /// A whole with few parts, asked for as such, is a ring; stages keep their order and stay bars.
    private func pieIfWhole(_ choice: ChartChoice) -> ChartChoice {
        switch emphasis {
        case .breakdown, .share: break
        default: return choice
        }
        guard choice.kind == .bar, choice.x != "stage", call.response.count <= ChartChooser.mostParts,
            mainMeasures.count == 1 || call.function == "analyze_losses"
        else { return choice }
        return choice.drawn(as: .pie, call) ?? choice
    }

    /// One line for each value of the dimension, stacked bars where there are few periods of something that adds up.
    private func linesOrTable(_ time: ResultColumn) -> [ChartChoice] {
        guard let dimension = shape.dimensions.first, let measure = mainMeasures.first, shape.isComplete,
            isChronological,
            call.response.count <= ChartChooser.mostPoints
        else { return [table].compactMap(\.self) }
        let periods = Set(call.response.map { $0[time.name] ?? .null }).count
        let names = Set(call.response.map { $0[dimension.name] ?? .null }).count
        guard periods > 1 else { return [table].compactMap(\.self) }
        let words = words(measure)
        let kind: Answer.Visualization.Kind =
            periods > 3 ? .line : words.isAdditive ? .stackedBar : names <= 5 ? .groupedBar : .line
        return [
            ChartChoice(
                kind: kind, title: "\(measure.label) by \(dimension.label.lowercased()) and \(time.label.lowercased())",
                x: time.name, y: [measure.name], series: dimension.name, unit: measure.unit, isTime: true,
                isAdditive: words.isAdditive)
        ]
    }

    private var twoDimensions: [ChartChoice] {
        guard let first = shape.dimensions.first, let second = shape.dimensions.dropFirst().first,
            let measure = mainMeasures.first, shape.isComplete
        else { return [table].compactMap(\.self) }
        let words = words(measure)
        let rows = Set(call.response.map { $0[first.name] ?? .null }).count
        let parts = Set(call.response.map { $0[second.name] ?? .null }).count
        let isPositive = call.response.allSatisfy { ($0[measure.name]?.double ?? 0) >= 0 }
        let isStack = words.isAdditive && isPositive && rows <= ChartChooser.mostBars
        guard isStack || rows <= 6 && parts <= 5 else { return [table].compactMap(\.self) }
        return [
            ChartChoice(
                kind: isStack ? .stackedBar : .groupedBar,
                title: "\(measure.label) by \(first.label.lowercased()) and \(second.label.lowercased())",
                x: first.name,
                y: [measure.name], series: second.name, unit: measure.unit, isAdditive: words.isAdditive)
        ]
    }
}
