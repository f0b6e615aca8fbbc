import Analytics
import Core
import Foundation
import Warehouse

/// A call in plain words: how a question was read, shown before its figures.
struct CallWords {
    let schema: Schema
    let periods: PeriodWords

    /// `Win rate by lead source of deals closed in Q4 2026 (Oct 1, 2026 to Dec 31, 2026), only Region EMEA`.
    func describe(_ call: Answer.Call) -> String {
        var text = subject(call)
        let from = call.args["from"]?.string.flatMap { CalendarDate(iso: $0) }
        let to = call.args["to"]?.string.flatMap { CalendarDate(iso: $0) }
        if let period = periods.describeWithDays(from: from, to: to) {
            let isName = periods.describe(from: from, to: to) != period
            text += ", \(dateWords(call)) \(isName ? "in " : "")\(period)"
        }
        for item in call.args["filters"]?.array ?? [] {
            guard let object = item.object, let id = object["dimension"]?.string else { continue }
            let list = (object["values"]?.array ?? []).compactMap(\.string)
            if list == [notSet], object["exclude"]?.boolean == true { continue }
            if id == DealTrait.created.rawValue, let first = list.first, let last = list.last {
                let words = periods.describeWithDays(
                    from: first < "1990-01-02" ? nil : CalendarDate(iso: first),
                    to: last > "2099" ? nil : CalendarDate(iso: last))
                text += ", only deals created \(words ?? "")"
                continue
            }
            if let words = TraitWords.phrase(id, list, isExcluded: object["exclude"]?.boolean == true) {
                text += ", only deals \(words)"
                continue
            }
            let values = list.joined(separator: " or ")
            text += object["exclude"]?.boolean == true ? ", without " : ", only "
            text += "\(schema.dimension(id)?.label ?? id) \(values)"
        }
        for item in call.args["conditions"]?.array ?? [] { text += condition(item) }
        for item in call.args["having"]?.array ?? [] { text += bound(item, call) }
        if let least = call.args["min_amount"]?.decimal {
            text += ", opportunities of at least \(periods.format.full(.decimal(least), .currency))"
        }
        return text
    }

    private func condition(_ item: JSON) -> String {
        guard let object = item.object, let value = object["value"]?.decimal, let measure = object["measure"]?.string,
            let comparison = object["operator"]?.string
        else { return "" }
        let unit: Core.Unit = measure == "probability" ? .percent : .currency
        return ", \(measure) \(comparison.replacing("_", with: " ")) \(periods.format.full(.decimal(value), unit))"
    }

    private func subject(_ call: Answer.Call) -> String {
        let by =
            call.args["dimension"]?.string.flatMap { schema.dimension($0) }.map { " by \($0.label.lowercased())" } ?? ""
        let status = call.args["status"]?.string ?? "all"
        let limit = call.args["limit"]?.integer
        let isLowest = call.args["order"]?.string == "lowest"
        switch call.function {
        case "get_top_accounts_by_value":
            let what =
                ["open": "open pipeline", "won": "won value", "lost": "lost value"][status]
                ?? "total value of all opportunities"
            return "Accounts by \(what), the \(isLowest ? "bottom" : "top") \(limit ?? 10)"
        case "get_top_opportunities":
            let order = DealOrder(call)
            return
                "The \(limit ?? 10) \(order.adjective) \(status == "all" ? "" : status + " ")opportunities by \(order.column)"
        case "find_opportunities": return "The opportunity \(call.args["name"]?.string ?? "")"
        case "find_stalled_deals" where call.args["dimension"] != nil: return "Stalled open opportunities" + by
        case "find_slipped_deals":
            let days = call.args["days"]?.integer.map { " by more than \($0) days" } ?? ""
            return
                "Open opportunities whose close date has passed\(days), \(call.args["order_by"]?.string == "closed" ? "longest overdue" : "largest") first"
        case "get_pipeline_summary": return "Open pipeline" + by
        case "analyze_win_rate": return "Win rate (won ÷ won and lost, by count)" + by
        case "analyze_stage_funnel":
            return "Open opportunities by stage"
                + (call.columns.contains { $0.name == "conversion" } ? ", and conversion from stage to stage" : "")
        case "forecast_pipeline_revenue":
            let group = call.args["group_by"]?.string ?? "total"
            let hasPeriod = call.args["from"] != nil || call.args["to"] != nil
            let view = call.args["view"]?.string ?? "weighted"
            let name = view == "commit" ? "Commit" : "Best case"
            return
                (view != "weighted"
                ? "\(name) (\(hasPeriod ? "won plus " : "")open deals of that category in full)"
                : hasPeriod ? "Forecast (won plus weighted open deals)" : "Weighted pipeline of all open deals")
                + (group == "dimension" ? by : group == "total" ? "" : " by \(group)")
        case "get_revenue_trend":
            return "\(measureLabel(call)) by \(call.args["grain"]?.string ?? "month")"
        case "compare_segments": return measureLabel(call) + by
        case "analyze_role_frequency":
            return "Contacts by \(call.args["by"]?.string ?? "role")"
                + (status == "all" ? "" : " on \(status) opportunities")
        default: return CallWords.subjects[call.function].map { $0 + by } ?? general(call)
        }
    }

    /// Functions whose words hold no more than a dimension.
    private static let subjects = [
        "find_stalled_deals": "Open opportunities that have stalled, largest first",
        "find_missing_stakeholders": "Open opportunities without a contact of C-level or VP, largest first",
        "analyze_losses": "Lost deals", "analyze_deal_velocity": "Sales velocity",
        "analyze_next_steps": "Open opportunities by next step",
        "analyze_product_conversion": "Conversion (won ÷ won and lost, and won ÷ all)",
    ]

    private func general(_ call: Answer.Call) -> String {
        switch call.function {
        case "get_account_overview": return "All of account \(call.args["account"]?.string ?? "")"
        case "analyze_titles": return "Contacts by \((call.columns.first?.label ?? "title").lowercased())"
        case "analyze_concentration":
            let of = Names.label(call.args["measure"]?.string ?? "pipeline").lowercased()
            return "The largest by \((call.columns.first?.label ?? "account").lowercased()), and their share of \(of)"
        case "get_period_change":
            return "\(call.totals.first { $0.name == "current" }?.label ?? measureLabel(call)), and the period before"
        case "query_metric":
            let measures = call.columns.filter { $0.unit != .text && $0.unit != .date }.map(\.label)
            let groups = call.columns.filter { $0.unit == .text }.map { $0.label.lowercased() }
            return measures.joined(separator: ", ") + (groups.isEmpty ? "" : " by " + groups.joined(separator: " and "))
        default:
            let own = call.args.sorted { $0.key < $1.key }.filter {
                !["from", "to", "filters", "conditions"].contains($0.key)
            }
            let words = own.compactMap { item in
                item.value.string.map { "\(item.key) \($0)" } ?? item.value.decimal.map { "\(item.key) \($0)" }
            }
            return Names.label(call.function) + (words.isEmpty ? "" : " (\(words.joined(separator: ", ")))")
        }
    }

    private func measureLabel(_ call: Answer.Call) -> String {
        let measure = call.args["measure"]?.string ?? "bookings"
        return call.columns.first { $0.name == measure }?.label ?? Names.label(measure)
    }

    private func dateWords(_ call: Answer.Call) -> String {
        switch call.function {
        case "get_pipeline_summary", "find_missing_stakeholders", "analyze_next_steps": return "expected to close"
        case "forecast_pipeline_revenue", "get_top_opportunities", "get_top_accounts_by_value", "analyze_titles",
            "analyze_role_frequency", "get_account_overview":
            return "close date"
        default: break
        }
        let names =
            call.args["measure"]?.string.map { [$0] } ?? (call.args["measures"]?.array ?? []).compactMap(\.string)
        let measures = names.compactMap(Vocabulary.Measure.init)
        if measures.contains(where: { $0.statuses == [.created] }) { return "created" }
        if !measures.isEmpty, measures.allSatisfy(\.isOpen) { return "expected to close" }
        return measures.allSatisfy(\.isClosed) ? "closed" : "close date"
    }

    /// ` whose bookings are above $500,000`: a bound on the groups of a result.
    private func bound(_ item: JSON, _ call: Answer.Call) -> String {
        guard let object = item.object, let name = object["measure"]?.string, let value = object["value"]?.decimal,
            let comparison = object["operator"]?.string, let column = call.columns.first(where: { $0.name == name })
        else { return "" }
        return
            ", \(column.label.lowercased()) \(comparison.replacing("_", with: " ")) \(periods.format.full(.decimal(value), column.unit))"
    }
}
