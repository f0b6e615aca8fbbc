import Analytics
import Core

/// Chooses the charts and tables that fit a result.
struct ChartChooser {
    let calls: [Answer.Call]

    /// The charts for a call, most telling first; a wish is followed where the result can be drawn so.
    func charts(for index: Int, wish: Answer.Visualization.Kind?) -> [Answer.Visualization] {
        guard calls.indices.contains(index) else { return [] }
        let call = calls[index]
        guard var choice = choice(call), call.response.count > 1 else { return [] }
        var kind = choice.kind
        if wish == .pie, canBePie(call, choice) { kind = .pie }
        if wish == .bar || wish == .line && choice.kind == .line { kind = wish ?? kind }
        if wish == .table {
            kind = .table
            choice.y = call.columns.filter { $0.unit != .text && $0.unit != .date }.map(\.name)
        }
        // A chart with more bars than a reader can compare is a table.
        let limit = kind == .line ? 400 : 40
        let rows = call.response.prefix(limit)
        let names = [choice.x] + choice.y
        return [
            Answer.Visualization(
                type: kind,
                title: choice.title
                    + (rows.count < call.response.count ? ", the first \(rows.count) of \(call.response.count)" : ""),
                summary: summary(call, choice, kind, rows.count), x: choice.x, y: choice.y,
                format: choice.unit, call: index,
                data: rows.map { row in row.filter { names.contains($0.key) } })
        ]
    }

    private struct Choice {
        var kind: Answer.Visualization.Kind
        var title: String
        var x: String
        var y: [String]
        var unit: Unit
    }

    private func choice(_ call: Answer.Call) -> Choice? {
        let first = call.columns.first
        let label = first?.label ?? ""
        switch call.function {
        case "get_top_accounts_by_value":
            let value = call.columns.first { $0.name == "total_value" }?.label ?? "Total value"
            return Choice(
                kind: .bar, title: "\(value) by account", x: "account_name", y: ["total_value"], unit: .currency)
        case "get_top_opportunities", "find_slipped_deals":
            // An account with two deals in the list would be two bars of one name.
            let accounts = call.response.compactMap { $0["account"]?.string }
            let name =
                accounts.count == call.response.count && Set(accounts).count == accounts.count
                ? "account" : "opportunity_id"
            return Choice(kind: .bar, title: "Amount by deal", x: name, y: ["amount"], unit: .currency)
        case "get_pipeline_summary":
            guard call.args["dimension"] != nil else { return nil }
            return Choice(
                kind: .bar, title: "Open pipeline by \(label.lowercased())", x: first?.name ?? "", y: ["pipeline"],
                unit: .currency)
        case "analyze_win_rate":
            guard call.args["dimension"] != nil else { return nil }
            return Choice(
                kind: .bar, title: "Win rate by \(label.lowercased())", x: first?.name ?? "", y: ["win_rate"],
                unit: .percent)
        case "analyze_stage_funnel":
            let hasValue = call.response.contains { $0["value"]?.double != nil }
            return hasValue
                ? Choice(kind: .bar, title: "Open pipeline by stage", x: "stage", y: ["value"], unit: .currency)
                : Choice(kind: .bar, title: "Open deals by stage", x: "stage", y: ["deals"], unit: .count)
        case "forecast_pipeline_revenue":
            guard (call.args["group_by"]?.string ?? "total") != "total" else { return nil }
            let hasWon = call.columns.contains { $0.name == "won" }
            return Choice(
                kind: .bar, title: "\(hasWon ? "Forecast" : "Weighted pipeline") by \(label.lowercased())",
                x: first?.name ?? "", y: hasWon ? ["won", "weighted"] : ["weighted"], unit: .currency)
        case "get_revenue_trend":
            let measure = call.args["measure"]?.string ?? "bookings"
            guard let column = call.columns.first(where: { $0.name == measure }) else { return nil }
            return Choice(
                kind: .line, title: "\(column.label) by \(label.lowercased())", x: "period", y: [measure],
                unit: column.unit)
        case "compare_segments":
            let measure = call.args["measure"]?.string ?? "bookings"
            guard let column = call.columns.first(where: { $0.name == measure }) else { return nil }
            return Choice(
                kind: .bar, title: "\(column.label) by \(label.lowercased())", x: first?.name ?? "", y: [measure],
                unit: column.unit)
        case "analyze_role_frequency":
            return Choice(
                kind: .bar, title: "Contacts by \(label.lowercased())", x: first?.name ?? "role", y: ["contacts"],
                unit: .count)
        case "get_account_overview": return nil
        case "get_period_change":
            guard call.args["dimension"] != nil else { return nil }
            // The two periods side by side would be stacked, and their sum is no figure.
            let measure = call.totals.first { $0.name == "current" }
            return Choice(
                kind: .bar, title: "Change of \((measure?.label ?? "value").lowercased()) by \(label.lowercased())",
                x: first?.name ?? "", y: ["change"], unit: measure?.unit ?? .count)
        case "find_stalled_deals", "find_missing_stakeholders":
            return Choice(kind: .bar, title: "Amount by deal", x: "opportunity_id", y: ["amount"], unit: .currency)
        default: return general(call)
        }
    }

    /// The first measure by the period where there is one, else by the first text; of several texts together no chart tells.
    private func general(_ call: Answer.Call) -> Choice? {
        let texts = call.columns.filter { $0.unit == .text }
        guard let measure = call.columns.first(where: { $0.unit != .text && $0.unit != .date }), let x = texts.first
        else { return nil }
        let isTrend = texts.contains { $0.name == "period" }
        guard texts.count == 1 else { return nil }
        return Choice(
            kind: isTrend ? .line : .bar, title: "\(measure.label) by \(x.label.lowercased())", x: x.name,
            y: [measure.name], unit: measure.unit)
    }

    /// Parts of a whole: something that adds up, nothing negative, few parts, and all of them there.
    private func canBePie(_ call: Answer.Call, _ choice: Choice) -> Bool {
        let additive = [
            "pipeline", "bookings", "won_deals", "deals", "total_value", "weighted", "value", "lost_deals",
            "lost_value",
        ]
        guard choice.y.count == 1, let column = choice.y.first, additive.contains(column),
            call.rowCount == call.totalRowCount
        else { return false }
        return call.response.allSatisfy { ($0[column]?.double ?? 0) >= 0 }
    }

    private func summary(
        _ call: Answer.Call, _ choice: Choice, _ kind: Answer.Visualization.Kind, _ count: Int
    ) -> String {
        let form: String =
            switch kind {
            case .line: "Line chart"
            case .pie: "Pie chart"
            case .table: "Table"
            default: "Bar chart"
            }
        let column = choice.y.map { name in call.columns.first { $0.name == name }?.label.lowercased() ?? name }
            .joined(separator: " and ")
        return "\(form) of \(column) with \(count) values; the table beside it has them all."
    }
}
