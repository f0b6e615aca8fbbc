import Analytics
import Core
import Warehouse

/// Which functions answer a question.
struct Plan {
    var calls: [Question.PinnedCall]
    /// Index of the call that repeats the first for the period before, so that the answer can say what changed.
    var comparison: Int?
    var chart: Answer.Visualization.Kind?
}

/// What planning led to.
enum PlanOutcome {
    case plan(Plan)
    /// Too vague: what is unclear.
    case clarify(String)
    /// About something that is not in the data: what is missing.
    case unanswerable(String)
}

/// Chooses function calls for what was read in a question.
struct Planner {
    let schema: Schema
    let asOf: CalendarDate
    let fiscal: FiscalCalendar

    func plan(_ reading: QuestionReading) -> PlanOutcome {
        if !reading.leftovers.isEmpty {
            let words = reading.leftovers.prefix(4).map { "“\($0)”" }.joined(separator: ", ")
            return .unanswerable(
                "I do not know what \(words) means in this data: no column, value or measure is called that.")
        }
        if let missing = reading.missing.first {
            return .unanswerable("This data has no column for \(missing).")
        }
        guard reading.dimensions.count <= 1 else {
            let names = reading.dimensions.map { $0.label.lowercased() }.joined(separator: " and ")
            return .clarify("I can break a figure down by one thing at a time, and the question names \(names).")
        }
        guard let plan = choose(reading), let call = plan.calls.first else {
            return .clarify(vagueness(reading))
        }
        if let unused = PlanCoverage(reading: reading, call: call).unused { return .clarify(unused) }
        return .plan(plan)
    }

    private func vagueness(_ reading: QuestionReading) -> String {
        if reading.has(.deals) {
            return "It is not clear which deals are meant: the open ones, the won ones, or those created in a period."
        }
        return "It is not clear which figure is asked for: pipeline, forecast, bookings, win rate, deals or contacts."
    }

    private func choose(_ reading: QuestionReading) -> Plan? {
        let dimension = reading.dimensions.first
        var call: Question.PinnedCall?
        var comparison: Question.PinnedCall?
        if reading.has(.titles) || reading.has(.roles) {
            call = roles(reading)
        } else if reading.has(.slipped) {
            call = make("find_slipped_deals", reading, period: false, ["limit": .integer(reading.limit ?? 10)])
        } else if reading.has(.forecast) {
            call = forecast(reading, dimension)
            comparison = forecastComparison(reading)
        } else if reading.has(.winRate) || reading.has(.conversion) && dimension.map({ $0.id != "stage" }) ?? false {
            (call, comparison) = winRate(reading, dimension)
        } else if reading.has(.funnel) || reading.has(.conversion) || isFunnel(reading, dimension) {
            call = make("analyze_stage_funnel", reading, period: false)
        } else if dimension?.id == "account", isAccountRanking(reading) {
            var arguments = ranked(reading)
            arguments["limit"] = .integer(reading.limit ?? 10)
            arguments["status"] = .string(status(of: reading, fallback: "all"))
            call = make("get_top_accounts_by_value", reading, arguments)
        } else if dimension == nil, reading.ranking != nil || reading.limit != nil, isAboutDeals(reading) {
            call = make(
                "get_top_opportunities", reading,
                ["limit": .integer(reading.limit ?? 10), "status": .string(status(of: reading, fallback: "open"))])
        } else {
            (call, comparison) = measure(reading, dimension)
        }
        guard let call else { return nil }
        return Plan(
            calls: [call] + (comparison.map { [$0] } ?? []), comparison: comparison == nil ? nil : 1,
            chart: reading.chart)
    }

    // MARK: Single functions

    private func roles(_ reading: QuestionReading) -> Question.PinnedCall {
        var arguments: [String: JSON] = ["limit": .integer(reading.limit ?? 15)]
        let status = status(of: reading, fallback: "all")
        if status != "all" { arguments["status"] = .string(status) }
        if reading.has(.titles) { arguments["by"] = "title" }
        return make("analyze_role_frequency", reading, arguments)
    }

    private func forecast(_ reading: QuestionReading, _ dimension: Dimension?) -> Question.PinnedCall {
        var arguments: [String: JSON] = [:]
        if let dimension {
            arguments = ["group_by": "dimension", "dimension": .string(dimension.id)]
        } else if let grain = reading.grain {
            arguments["group_by"] = grain == .quarter || grain == .year ? "quarter" : "month"
        } else if reading.isOverTime || reading.period.map({ $0.span.days > 31 }) ?? false {
            // A quarter's forecast is read by month all the same.
            arguments["group_by"] = "month"
        }
        return make("forecast_pipeline_revenue", reading, arguments)
    }

    /// What the period before brought in: the yardstick of a forecast.
    private func forecastComparison(_ reading: QuestionReading) -> Question.PinnedCall? {
        guard let period = reading.period, let grain = period.grain, period.isCurrent, reading.dimensions.isEmpty,
            reading.grain == nil
        else { return nil }
        let before = fiscal.shifted(fiscal.span(of: grain, containing: period.span.first), grain: grain, by: -1)
        var call = make("get_revenue_trend", reading, period: false, ["measure": "bookings", "grain": "month"])
        call.arguments["from"] = .string(before.first.description)
        call.arguments["to"] = .string(before.last.description)
        return call
    }

    private func winRate(_ reading: QuestionReading, _ dimension: Dimension?) -> (
        Question.PinnedCall, Question.PinnedCall?
    ) {
        if dimension == nil, reading.grain != nil || reading.isOverTime {
            return (trend(reading, "win_rate"), nil)
        }
        var arguments: [String: JSON] = [:]
        if let dimension {
            arguments["dimension"] = .string(dimension.id)
            arguments.merge(ranked(reading)) { $1 }
            // A rate over two or three deals says nothing about a rep or an account among many.
            if dimension.distinctCount > 12 { arguments["min_closed"] = 5 }
        }
        let call = make("analyze_win_rate", reading, arguments)
        guard let before = previous(reading) else { return (call, nil) }
        var comparison = make("analyze_win_rate", reading, period: false)
        comparison.arguments["from"] = .string(before.first.description)
        comparison.arguments["to"] = .string(before.last.description)
        return (call, comparison)
    }

    private func measure(
        _ reading: QuestionReading, _ dimension: Dimension?
    ) -> (Question.PinnedCall?, Question.PinnedCall?) {
        let name = measureName(reading, dimension)
        guard let name else { return (nil, nil) }
        if name == "pipeline" || name == "open_deals" {
            var arguments: [String: JSON] = [:]
            if let dimension {
                arguments = ranked(reading)
                arguments["dimension"] = .string(dimension.id)
            }
            return (make("get_pipeline_summary", reading, arguments), nil)
        }
        if let dimension {
            guard comparable.contains(name) else { return (nil, nil) }
            var arguments: [String: JSON] = ["measure": .string(name), "dimension": .string(dimension.id)]
            arguments.merge(ranked(reading)) { $1 }
            return (make("compare_segments", reading, arguments), nil)
        }
        switch name {
        case "sales_cycle", "total_value", "deals", "lost_deals", "lost_value":
            // Only shown by a dimension; the total over it is the answer.
            guard
                let usual = ["segment", "type", "region", "product_category", "owner"].first(where: {
                    schema.dimension($0) != nil
                })
            else { return (nil, nil) }
            return (make("compare_segments", reading, ["measure": .string(name), "dimension": .string(usual)]), nil)
        default: break
        }
        if reading.grain != nil || reading.isOverTime { return (trend(reading, name), nil) }
        let call = trend(reading, name)
        guard let before = previous(reading) else { return (call, nil) }
        var comparison = trend(reading, name)
        comparison.arguments["from"] = .string(before.first.description)
        comparison.arguments["to"] = .string(before.last.description)
        return (call, comparison)
    }

    private let comparable: Set<String> = [
        "bookings", "won_deals", "average_deal_size", "sales_cycle", "total_value", "deals", "lost_deals", "lost_value",
    ]

    /// The catalogue's name of the measure asked for; nil where none is.
    private func measureName(_ reading: QuestionReading, _ dimension: Dimension?) -> String? {
        if reading.status == "lost" || dimension?.id == "loss_reason" {
            return reading.has(.bookings) || reading.has(.totalValue) || reading.has(.pipeline)
                ? "lost_value" : "lost_deals"
        }
        for measure in reading.measures where measure != .deals && measure != .totalValue {
            switch measure {
            case .bookings: return "bookings"
            case .wonDeals: return "won_deals"
            case .averageDealSize: return "average_deal_size"
            case .createdDeals: return "created_deals"
            case .createdValue: return "created_value"
            case .salesCycle: return "sales_cycle"
            case .pipeline: return "pipeline"
            case .openDeals: return "open_deals"
            default: continue
            }
        }
        switch reading.status {
        case "open" where reading.has(.deals) || reading.has(.totalValue): return "pipeline"
        case "won": return reading.has(.deals) && !reading.has(.totalValue) ? "won_deals" : "bookings"
        default: break
        }
        if reading.has(.totalValue), dimension != nil { return "total_value" }
        if reading.has(.deals), dimension != nil { return "deals" }
        return nil
    }

    private func trend(_ reading: QuestionReading, _ measure: String) -> Question.PinnedCall {
        let grain: TimeGrain
        if let named = reading.grain {
            grain = named
        } else if let days = reading.period?.span.days {
            grain = days <= 31 ? .week : .month
        } else {
            grain = .month
        }
        return make("get_revenue_trend", reading, ["measure": .string(measure), "grain": .string(grain.rawValue)])
    }

    // MARK: Shared

    /// How many rows, and from which end.
    private func ranked(_ reading: QuestionReading) -> [String: JSON] {
        var arguments: [String: JSON] = [:]
        if let limit = reading.limit { arguments["limit"] = .integer(limit) }
        if reading.ranking == false { arguments["order"] = "lowest" }
        return arguments
    }

    private func make(
        _ function: String, _ reading: QuestionReading, period: Bool = true, _ arguments: [String: JSON] = [:]
    ) -> Question.PinnedCall {
        var all = arguments
        if !reading.filters.isEmpty { all["filters"] = .array(reading.filters.map(\.json)) }
        if !reading.conditions.isEmpty { all["conditions"] = .array(reading.conditions.map(\.json)) }
        if period, let span = reading.period?.span {
            all["from"] = .string(span.first.description)
            all["to"] = .string(span.last.description)
        }
        return Question.PinnedCall(function: function, arguments: all)
    }

    /// The period before the one named; of a period that is not over, only as many days as have passed.
    private func previous(_ reading: QuestionReading) -> DateSpan? {
        guard let period = reading.period, let grain = period.grain, !period.isFuture else { return nil }
        let whole = fiscal.span(of: grain, containing: period.span.first)
        let before = fiscal.shifted(whole, grain: grain, by: -1)
        guard period.isCurrent else { return before }
        let last = before.first.adding(days: asOf.days(since: whole.first))
        return DateSpan(before.first, min(last, before.last))
    }

    private func status(of reading: QuestionReading, fallback: String) -> String {
        if let status = reading.status { return status }
        if reading.has(.bookings) || reading.has(.wonDeals) { return "won" }
        if reading.has(.pipeline) || reading.has(.openDeals) { return "open" }
        return fallback
    }

    private func isAccountRanking(_ reading: QuestionReading) -> Bool {
        !reading.has(.averageDealSize) && !reading.has(.salesCycle)
    }

    private func isAboutDeals(_ reading: QuestionReading) -> Bool {
        reading.has(.deals) || reading.has(.openDeals) || reading.has(.wonDeals)
    }

    private func isFunnel(_ reading: QuestionReading, _ dimension: Dimension?) -> Bool {
        dimension?.id == "stage" && reading.period == nil
            && (reading.measures.isEmpty || reading.has(.pipeline) || reading.has(.openDeals) || reading.has(.deals))
    }
}
