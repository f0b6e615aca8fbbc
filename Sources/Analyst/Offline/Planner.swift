import Analytics
import Core
import Warehouse

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
    /// The first close date in the data.
    let closedSince: CalendarDate?

    func plan(_ question: QuestionReading) -> PlanOutcome {
        if let (word, values) = question.ambiguous {
            let names =
                values.prefix(5).joined(separator: ", ") + (values.count > 5 ? " and \(values.count - 5) more" : "")
            return .clarify("“\(word)” may be any of these: \(names). Which one is meant?")
        }
        if let reason = droppedReason(question) { return .unanswerable(reason) }
        if !question.leftovers.isEmpty {
            let words = question.leftovers.prefix(4).map { "“\($0)”" }.joined(separator: ", ")
            return .unanswerable(
                "I do not know what \(words) means in this data: no column, value or measure is called that.")
        }
        if let missing = question.missing.first { return .unanswerable("This data has no column for \(missing).") }
        if let word = question.unboundExclusion {
            return .clarify(
                "I cannot turn a question around with “\(word)” here; I can leave out values, such as one region.")
        }
        let reading = completed(question)
        guard reading.dimensions.count <= 1 else {
            let names = reading.dimensions.map { $0.label.lowercased() }.joined(separator: " and ")
            return .clarify("I can break a figure down by one thing at a time, and the question names \(names).")
        }
        guard let plan = choose(reading), let call = plan.calls.first else { return .clarify(vagueness(reading)) }
        if let unused = PlanCoverage(reading: reading, call: call, asOf: asOf, isCompared: plan.comparison != nil)
            .unused
        {
            return .clarify(unused)
        }
        return .plan(plan)
    }

    /// Why a column that the question names is there but cannot be used.
    private func droppedReason(_ question: QuestionReading) -> String? {
        let named = Set((question.missing + question.leftovers).map(QuestionTokens.key))
        for (id, reason) in schema.droppedDimensions.sorted(by: { $0.key < $1.key }) {
            let words = Vocabulary.concepts.first { $0.0 == id }?.1.split(separator: "|").map(String.init) ?? []
            if ([id.replacing("_", with: " ")] + words).contains(where: { named.contains(QuestionTokens.key($0)) }) {
                return "Figures cannot be broken down by \(id.replacing("_", with: " ")): \(reason)."
            }
        }
        return nil
    }

    /// What goes without saying: "who" asks for owners, deals that are to close are open ones.
    private func completed(_ question: QuestionReading) -> QuestionReading {
        var reading = question
        if reading.asksWho, reading.dimensions.isEmpty, reading.topics.isEmpty, let owner = schema.dimension("owner") {
            reading.dimensions = [owner]
        }
        if reading.measures == [.deals] || reading.measures.isEmpty, reading.topics.isEmpty {
            let isAhead = reading.period.map { asOf <= $0.span.last } ?? false
            let isOpenStage = reading.filters.contains { $0.dimension == "stage" && !$0.exclude }
            if reading.statuses.isEmpty, reading.has(.deals),
                reading.isClosing && isAhead || isOpenStage
                    || !reading.bounds.conditions.isEmpty && reading.bounds.isOfDeals && reading.ranking == nil
            {
                reading.statuses = ["open"]
            }
        }
        if reading.isGrowth, reading.period?.grain == nil { reading.isOverTime = true }
        let isPast = reading.period.map { $0.span.last < asOf } ?? false
        if reading.measures.isEmpty, reading.topics.isEmpty,
            reading.asksAmount || reading.ranking != nil || reading.asksWho,
            reading.statuses == ["closed"] || reading.statuses.isEmpty && reading.isClosing && isPast
        {
            // "How much did EMEA close": to close without a word for what is to win.
            reading.measures = [.bookings]
        }
        if reading.isFuture, reading.has(.bookings) || reading.has(.wonDeals) || reading.statuses == ["won"],
            !reading.has(.forecast)
        {
            reading.measures.append(.forecast)
            reading.statuses.removeAll { $0 == "won" }
        }
        return reading
    }

    private func vagueness(_ reading: QuestionReading) -> String {
        if reading.has(.deals) {
            return "It is not clear which deals are meant: the open ones, the won ones, or those created in a period."
        }
        return "It is not clear which figure is asked for: pipeline, forecast, bookings, win rate, deals or contacts."
    }

    private func choose(_ reading: QuestionReading) -> Plan? {
        let dimension = reading.dimensions.first
        var plan = Plan(calls: [], chart: reading.chart)
        var leadsWithTotal = false
        var comparison: Question.PinnedCall?
        var call: Question.PinnedCall?
        if reading.has(.titles) || reading.has(.roles) {
            call = roles(reading)
            leadsWithTotal = reading.isCounting
        } else if reading.has(.slipped) {
            call = overdue(reading, dimension)
        } else if reading.has(.forecast) || reading.has(.weighted) && reading.period == nil {
            call = forecast(reading, dimension)
            comparison = forecastComparison(reading)
        } else if reading.has(.winRate) || reading.has(.conversion) && dimension.map({ $0.id != "stage" }) ?? false {
            (call, comparison) = winRate(reading, dimension)
        } else if reading.has(.funnel) || reading.has(.conversion) || isFunnel(reading, dimension) {
            call = make("analyze_stage_funnel", reading, period: false)
        } else if dimension == nil, reading.ranking != nil || reading.limit != nil || reading.isListing,
            isAboutDeals(reading)
        {
            call = make(
                "get_top_opportunities", reading,
                [
                    "limit": .integer(reading.limit ?? 10),
                    "status": .string(status(of: reading, fallback: reading.has(.bookings) ? "won" : "open")),
                ])
        } else if dimension?.id == "account", isByValue(reading) {
            call = accounts(reading)
        } else {
            (call, comparison) = measure(reading, dimension)
            leadsWithTotal = dimension == nil
        }
        guard let call else { return nil }
        plan.calls = [call] + (comparison.map { [$0] } ?? [])
        if leadsWithTotal { plan.emphases = [.total] }
        plan.comparison = comparison == nil ? nil : 1
        return plan
    }

    // MARK: Single functions

    private func roles(_ reading: QuestionReading) -> Question.PinnedCall {
        var arguments: [String: JSON] = ["limit": .integer(reading.limit ?? 15)]
        let status = status(of: reading, fallback: "all")
        if status != "all" { arguments["status"] = .string(status) }
        if reading.has(.titles) { arguments["by"] = "title" }
        return make("analyze_role_frequency", reading, arguments)
    }

    /// A list of the overdue deals, or what is overdue by a dimension.
    private func overdue(_ reading: QuestionReading, _ dimension: Dimension?) -> Question.PinnedCall {
        guard let dimension else {
            return make("find_slipped_deals", reading, period: false, ["limit": .integer(reading.limit ?? 10)])
        }
        var arguments = ranked(reading)
        arguments["dimension"] = .string(dimension.id)
        arguments["to"] = .string(asOf.adding(days: -1).description)
        return make("get_pipeline_summary", reading, period: false, arguments)
    }

    private func accounts(_ reading: QuestionReading) -> Question.PinnedCall {
        var arguments = ranked(reading)
        arguments["limit"] = .integer(reading.limit ?? 10)
        arguments["status"] = .string(status(of: reading, fallback: "all"))
        return make("get_top_accounts_by_value", reading, arguments)
    }

    private func forecast(_ reading: QuestionReading, _ dimension: Dimension?) -> Question.PinnedCall {
        var arguments: [String: JSON] = [:]
        if let dimension {
            arguments = ["group_by": "dimension", "dimension": .string(dimension.id)]
            if let limit = reading.limit { arguments["limit"] = .integer(limit) }
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
        guard isKnown(before) else { return nil }
        return spanning(
            before, make("get_revenue_trend", reading, period: false, ["measure": "bookings", "grain": "month"]))
    }

    private func winRate(
        _ reading: QuestionReading, _ dimension: Dimension?
    ) -> (Question.PinnedCall, Question.PinnedCall?) {
        if dimension == nil, reading.grain != nil || reading.isOverTime { return (trend(reading, "win_rate"), nil) }
        var arguments: [String: JSON] = [:]
        if let dimension {
            arguments["dimension"] = .string(dimension.id)
            arguments.merge(ranked(reading)) { $1 }
            // A rate over two or three deals says nothing about a rep or an account among many.
            if dimension.distinctCount > 12 { arguments["min_closed"] = 5 }
        }
        let call = make("analyze_win_rate", reading, arguments)
        return (call, previous(reading).map { spanning($0, make("analyze_win_rate", reading, period: false)) })
    }

    private func measure(
        _ reading: QuestionReading, _ dimension: Dimension?
    ) -> (Question.PinnedCall?, Question.PinnedCall?) {
        guard let name = MeasureChoice(reading: reading, dimension: dimension).name else { return (nil, nil) }
        let isCountedBy = name == "open_deals" && dimension != nil
        if name == "pipeline" || name == "open_deals" && !isCountedBy {
            var arguments: [String: JSON] = [:]
            if let dimension {
                arguments = ranked(reading)
                arguments["dimension"] = .string(dimension.id)
            }
            return (make("get_pipeline_summary", reading, arguments), nil)
        }
        if let dimension {
            guard Self.comparable.contains(name) else { return (nil, nil) }
            var arguments: [String: JSON] = ["measure": .string(name), "dimension": .string(dimension.id)]
            arguments.merge(ranked(reading)) { $1 }
            return (make("compare_segments", reading, arguments), nil)
        }
        if ["sales_cycle", "total_value", "deals", "lost_deals", "lost_value"].contains(name) {
            guard reading.grain == nil, !reading.isOverTime else { return (nil, nil) }
            // Only there by a dimension; the total over it is the answer.
            let usual = ["segment", "type", "region", "product_category", "owner", "stage"].first {
                schema.dimension($0) != nil
            }
            guard let usual else { return (nil, nil) }
            return (make("compare_segments", reading, ["measure": .string(name), "dimension": .string(usual)]), nil)
        }
        let call = trend(reading, name)
        if reading.grain != nil || reading.isOverTime { return (call, nil) }
        return (call, previous(reading).map { spanning($0, trend(reading, name)) })
    }

    private static let comparable: Set<String> = [
        "bookings", "won_deals", "average_deal_size", "sales_cycle", "total_value", "deals", "lost_deals", "lost_value",
        "open_deals",
    ]

    private func trend(_ reading: QuestionReading, _ measure: String) -> Question.PinnedCall {
        let days = reading.period?.span.days ?? 365
        let grain = reading.grain ?? (days <= 7 ? .day : days <= 31 ? .week : .month)
        let call = make(
            "get_revenue_trend", reading, ["measure": .string(measure), "grain": .string(grain.rawValue)])
        guard reading.period == nil, reading.grain == nil, !reading.isOverTime, !measure.hasPrefix("created"),
            let closedSince, closedSince <= asOf
        else { return call }
        // Without any word for time the whole of the data is meant, as everywhere else.
        var whole = spanning(DateSpan(closedSince, asOf), call)
        whole.arguments["grain"] = "quarter"
        return whole
    }

    // MARK: Shared

    /// How many rows, and from which end.
    private func ranked(_ reading: QuestionReading) -> [String: JSON] {
        var arguments: [String: JSON] = [:]
        if let limit = reading.limit { arguments["limit"] = .integer(limit) }
        if reading.ranking?.descending == false { arguments["order"] = "lowest" }
        return arguments
    }

    private func make(
        _ function: String, _ reading: QuestionReading, period: Bool = true, _ arguments: [String: JSON] = [:]
    ) -> Question.PinnedCall {
        var all = arguments
        if !reading.filters.isEmpty { all["filters"] = .array(reading.filters.map(\.json)) }
        if !reading.bounds.conditions.isEmpty { all["conditions"] = .array(reading.bounds.conditions.map(\.json)) }
        let call = Question.PinnedCall(function: function, arguments: all)
        guard period, let span = reading.period?.span else { return call }
        return spanning(span, call)
    }

    private func spanning(_ span: DateSpan, _ call: Question.PinnedCall) -> Question.PinnedCall {
        var result = call
        result.arguments["from"] = .string(span.first.description)
        result.arguments["to"] = .string(span.last.description)
        return result
    }

    /// The period before the one named; of a period that is not over, only as many days as have passed.
    private func previous(_ reading: QuestionReading) -> DateSpan? {
        guard let period = reading.period, let grain = period.grain, !period.isFuture else { return nil }
        let whole = fiscal.span(of: grain, containing: period.span.first)
        let before = fiscal.shifted(whole, grain: grain, by: -1)
        guard isKnown(before) else { return nil }
        guard period.isCurrent else { return before }
        let last = before.first.adding(days: asOf.days(since: whole.first))
        return DateSpan(before.first, min(last, before.last))
    }

    /// Whether the data reach back to the month in which the period begins: a part of one is no yardstick.
    private func isKnown(_ span: DateSpan) -> Bool {
        closedSince.map { $0.startOfMonth <= span.first } ?? false
    }

    private func status(of reading: QuestionReading, fallback: String) -> String {
        if let status = reading.status { return status }
        if reading.has(.bookings) || reading.has(.wonDeals) { return "won" }
        if reading.has(.pipeline) || reading.has(.openDeals) { return "open" }
        return fallback
    }

    /// Whether accounts are to be ranked by value, rather than by a count, a rate or a mean.
    private func isByValue(_ reading: QuestionReading) -> Bool {
        let others: [Vocabulary.Measure] = [
            .averageDealSize, .salesCycle, .openDeals, .wonDeals, .deals, .createdDeals,
        ]
        return !others.contains(where: reading.has)
    }

    private func isAboutDeals(_ reading: QuestionReading) -> Bool {
        reading.has(.deals) || reading.has(.openDeals) || reading.has(.wonDeals)
    }

    private func isFunnel(_ reading: QuestionReading, _ dimension: Dimension?) -> Bool {
        dimension?.id == "stage" && reading.period == nil && reading.ranking == nil && reading.limit == nil
            && !reading.filters.contains { $0.dimension == "stage" }
            && (reading.measures.isEmpty || reading.has(.pipeline) || reading.has(.openDeals) || reading.has(.deals))
    }
}
