import Analytics
import Core
import Warehouse

/// Questions for figures: in all, by something, over time, against each other.
extension Planner {
    typealias Measure = Vocabulary.Measure

    func figures(_ request: PlanRequest) -> PlanDraft? {
        if let draft = withAndWithout(request) ?? besideAll(request) { return draft }
        let forecasts = request.measures.filter(\.isForecast)
        let others = request.measures.filter { !$0.isForecast && $0 != .velocity }
        if forecasts.isEmpty, !request.measures.contains(.velocity) {
            guard !others.isEmpty else { return nil }
            let byCreated = others.filter { $0.statuses == [.created] }
            if request.isOverTime, !byCreated.isEmpty, byCreated.count < others.count {
                // What is created and what is closed have dates of their own, and so no common steps in time.
                let drafts = others.prefix(3).compactMap { measure -> PlanDraft? in
                    var single = request
                    single.asked.measures = [measure]
                    return measured(single)?.using(.comparison)
                }
                return drafts.count == others.count ? PlanDraft(drafts) : nil
            }
            return topShare(request) ?? measured(request)
        }
        // Forecasts and velocity are functions of their own: each has its call.
        var drafts: [PlanDraft] = []
        for measure in request.measures {
            var single = request
            single.asked.measures = [measure]
            if measure.isForecast {
                drafts.append(forecast(single, measure))
            } else if measure == .velocity {
                drafts.append(velocity(single))
            } else if let draft = measured(single) {
                drafts.append(draft)
            }
        }
        guard drafts.count == request.measures.count, drafts.count <= 3 else { return nil }
        return drafts.count == 1 ? drafts.first : PlanDraft(drafts)
    }

    // MARK: Forecast and velocity

    private func forecast(_ request: PlanRequest, _ measure: Measure) -> PlanDraft {
        let reading = request.reading
        var arguments: [String: JSON] = [:]
        if measure == .commit { arguments["view"] = "commit" }
        if measure == .bestCase { arguments["view"] = "best_case" }
        var used = request.common().union([.status(.open), .status(.won), .status(.closed), .highest])
        var emphasis = Plan.Emphasis.total
        if let dimension = request.dimension {
            arguments["group_by"] = "dimension"
            arguments["dimension"] = .string(dimension.id)
            if let limit = reading.limit { arguments["limit"] = .integer(limit) }
            used.formUnion([.dimensions, .limit])
            emphasis = reading.ranking == nil ? .breakdown : .ranking
        } else if let grain = reading.grain {
            arguments["group_by"] = grain == .quarter || grain == .year ? "quarter" : "month"
            if grain != .week, grain != .day { used.insert(.grain) }
            emphasis = .trend
        } else if reading.isOverTime || reading.period.map({ $0.span.days > 31 }) ?? false {
            // A quarter's forecast is read by month all the same.
            arguments["group_by"] = "month"
            used.insert(.grain)
            if reading.isOverTime { emphasis = .trend }
        }
        return PlanDraft(request.call("forecast_pipeline_revenue", arguments), emphasis, used)
            .compared(with: measure == .forecast ? forecastComparison(request) : nil)
    }

    /// What the period before brought in: the yardstick of a forecast.
    private func forecastComparison(_ request: PlanRequest) -> Question.PinnedCall? {
        let reading = request.reading
        guard let period = reading.period, let grain = period.grain, period.isCurrent, request.dimensions.isEmpty,
            reading.grain == nil
        else { return nil }
        let before = fiscal.shifted(fiscal.span(of: grain, containing: period.span.first), grain: grain, by: -1)
        guard isKnown(before) else { return nil }
        return request.call("get_revenue_trend", ["measure": "bookings", "grain": "month"], period: false)
            .spanning(before)
    }

    private func velocity(_ request: PlanRequest) -> PlanDraft {
        var arguments = request.ranked
        var used = request.common()
        if let dimension = request.dimension {
            arguments["dimension"] = .string(dimension.id)
            used.formUnion([.dimensions, .limit, .highest, .lowest])
        }
        return PlanDraft(
            request.call("analyze_deal_velocity", arguments),
            request.dimension == nil ? .total : request.reading.ranking == nil ? .breakdown : .ranking, used)
    }

    // MARK: Measures of the catalogue

    func measured(_ request: PlanRequest) -> PlanDraft? {
        if let change = change(request) { return change }
        if request.isOverTime { return overTime(request) }
        if let share = request.share { return self.share(request, share.dimension, share.values) }
        if request.reading.isShare, let draft = shareOfStatus(request) { return draft }
        guard let measure = request.measure, request.dimensions.count <= 1, request.bounds.groups.isEmpty else {
            if request.measures == [.pipeline, .weightedPipeline]
                || request.measures == [.weightedPipeline, .pipeline],
                request.bounds.groups.isEmpty, request.dimensions.count <= 1
            {
                return pipeline(request)
            }
            return metric(request)
        }
        if let dimension = request.dimension { return byDimension(measure, dimension, request) }
        return total(measure, request)
    }

    /// What a breakdown leads with.
    private func emphasis(_ request: PlanRequest) -> Plan.Emphasis {
        let values = request.reading.filters.first { filter in
            !filter.exclude && filter.values.count > 1 && filter.dimension == request.dimension?.id
        }?.values
        if let values, values.count <= 4 {
            let isCompared =
                request.reading.isComparing || request.reading.ranking != nil || request.reading.isListing
            return !isCompared ? .together(values: values) : .sideBySide(values: values)
        }
        return request.reading.ranking != nil || request.reading.limit != nil || request.reading.asksWho
            ? .ranking : .breakdown
    }

    private func byDimension(_ measure: Measure, _ dimension: Dimension, _ request: PlanRequest) -> PlanDraft? {
        var arguments = request.ranked
        var used = request.common().union([.dimensions, .limit, .highest, .lowest, .comparison, .share])
        used.formUnion(measure.statuses.map { .status($0) })
        // "What part of each region's pipeline is overdue" is a part of each, not of the whole.
        if request.reading.isShare, [.overdueDeals, .overdueValue].contains(measure) { used.remove(.share) }
        let isAllValues = request.reading.ranking == nil && request.reading.limit == nil
        let isFunnel =
            dimension.id == "stage" && isAllValues && request.reading.period == nil
            && !request.reading.filters.contains { $0.dimension == "stage" }
        switch measure {
        case .pipeline where isFunnel, .openDeals where isFunnel, .deals where isFunnel && !request.reading.isShare:
            used.subtract([.limit, .highest, .lowest])
            return PlanDraft(request.call("analyze_stage_funnel", period: false), .breakdown, used)
        case .bookings, .pipeline, .totalValue, .lostValue:
            if dimension.id == "account" {
                arguments["limit"] = arguments["limit"] ?? 10
                arguments["status"] = .string(
                    measure == .bookings
                        ? "won" : measure == .pipeline ? "open" : measure == .lostValue ? "lost" : "all")
                var accounts = request
                if let least = request.bounds.conditions.first, request.bounds.conditions.count == 1,
                    least.measure == .amount, least.comparison == .atLeast
                {
                    arguments["min_amount"] = .decimal(least.value)
                    accounts.bounds.conditions = []
                }
                return PlanDraft(accounts.call("get_top_accounts_by_value", arguments), emphasis(request), used)
            }
            if measure == .pipeline { return pipeline(request) }
        case .winRate, .winRateByValue:
            arguments["dimension"] = .string(dimension.id)
            if measure == .winRateByValue { arguments["weigh_by"] = "value" }
            // A rate over two or three deals says nothing about a rep or an account among many.
            if dimension.distinctCount > 12, !isNamed(dimension, request) { arguments["min_closed"] = 5 }
            return PlanDraft(request.call("analyze_win_rate", arguments), emphasis(request), used)
        case .weightedPipeline where request.reading.period == nil && isAllValues:
            return PlanDraft(
                request.call(
                    "forecast_pipeline_revenue", ["group_by": "dimension", "dimension": .string(dimension.id)]),
                emphasis(request), used)
        default: break
        }
        guard let name = measure.catalogueName else { return nil }
        arguments["measure"] = .string(name)
        arguments["dimension"] = .string(dimension.id)
        return PlanDraft(request.call("compare_segments", arguments), emphasis(request), used)
    }

    /// Whether values of the dimension are named, so that none of them may be left out.
    private func isNamed(_ dimension: Dimension, _ request: PlanRequest) -> Bool {
        request.reading.filters.contains { $0.dimension == dimension.id && !$0.exclude }
    }

    private func pipeline(_ request: PlanRequest) -> PlanDraft {
        var arguments = request.dimension == nil ? [:] : request.ranked
        var used = request.common().union([.status(.open)])
        if let dimension = request.dimension {
            arguments["dimension"] = .string(dimension.id)
            used.formUnion([.dimensions, .limit, .highest, .lowest, .comparison, .share])
        }
        return PlanDraft(
            request.call("get_pipeline_summary", arguments), request.dimension == nil ? .total : emphasis(request), used
        )
    }

    func total(_ measure: Measure, _ request: PlanRequest) -> PlanDraft? {
        switch measure {
        case .deals where !isCounted(request): return nil
        case .pipeline: return pipeline(request)
        // Deals can be counted where none has an amount.
        case .openDeals
        where schema.openWithoutAmount < schema.openCount
            && !request.reading.filters.contains { $0.dimension == DealTrait.amount.rawValue }:
            return pipeline(request)
        case .weightedPipeline where request.reading.period == nil:
            return PlanDraft(
                request.call("forecast_pipeline_revenue"), .total, request.common().union([.status(.open)]))
        case .winRate, .winRateByValue:
            let arguments: [String: JSON] = measure == .winRate ? [:] : ["weigh_by": "value"]
            let call = request.call("analyze_win_rate", arguments)
            let before = previous(request).map {
                request.call("analyze_win_rate", arguments, period: false).spanning($0)
            }
            var used = request.common().union([.status(.won), .status(.closed)])
            // "What fraction do we win" is the rate itself.
            if request.reading.isShare, request.reading.has(.won) || request.reading.has(.closedDeals) {
                used.insert(.share)
            }
            // "Do we win more than we lose" is what the rate tells.
            if request.reading.has(.won), request.reading.has(.lost) {
                used.formUnion([.status(.lost), .comparison, .highest])
            }
            return PlanDraft(call, .total, used)
                .compared(with: before)
        // A trend begins somewhere, and "before 2025" does not.
        case .bookings, .wonDeals, .averageDealSize, .createdDeals, .createdValue:
            if request.reading.period?.isOpenStart == true { break }
            return trend(with: measure, request, .total)
        case .overdueDeals, .overdueValue:
            guard request.reading.period == nil, !request.reading.isShare else { break }
            return overdue(request)
        default: break
        }
        guard let draft = metric(request, emphasis: .total) else { return nil }
        let before = previous(request).flatMap { span in
            draft.calls.first.map { $0.spanning(span) }
        }
        return measure.isClosed ? draft.compared(with: before) : draft
    }

    /// "Deals" alone asks for nothing in particular.
    private func isCounted(_ request: PlanRequest) -> Bool {
        let reading = request.reading
        return reading.isCounting || !reading.aggregates.isEmpty || !reading.filters.isEmpty || !reading.periods.isEmpty
            || !reading.statuses.isEmpty || reading.isShare || !request.bounds.conditions.isEmpty
    }

    // MARK: Over time

    private func overTime(_ request: PlanRequest) -> PlanDraft? {
        let reading = request.reading
        guard reading.grains.count <= 1 else { return nil }
        let highest = !request.isLowest
        let isExtreme = reading.ranking != nil || reading.whichPeriod != nil
        if request.dimensions.isEmpty, let measure = request.measure, request.bounds.groups.isEmpty {
            if measure == .weightedPipeline, [.month, .quarter].contains(reading.grain), !isExtreme {
                return forecast(request, measure)
            }
            return trend(with: measure, request, isExtreme ? .extremePeriod(highest: highest) : .trend)
        }
        return metric(
            request, emphasis: isExtreme && request.dimensions.isEmpty ? .extremePeriod(highest: highest) : .trend)
    }

    func trend(with measure: Measure, _ request: PlanRequest, _ emphasis: Plan.Emphasis) -> PlanDraft {
        let reading = request.reading
        let days = reading.period?.span.days ?? 365
        let grain = reading.grain ?? (days <= 7 ? .day : days <= 31 ? .week : .month)
        let arguments: [String: JSON] = [
            "measure": .string(measure.catalogueName ?? "bookings"), "grain": .string(grain.rawValue),
        ]
        var call = request.call("get_revenue_trend", arguments)
        var used = request.common().union(measure.statuses.map { .status($0) })
        used.formUnion([.grain, .highest, .lowest, .growth])
        if emphasis == .total { used.subtract([.grain, .highest, .lowest, .growth]) }
        if reading.isAgainstYear || reading.isAgainstBefore { used.insert(.comparison) }
        if reading.period == nil, !measure.isOpen, let closedSince, closedSince <= asOf,
            measure.catalogueName?.hasPrefix("created") != true,
            reading.grain == nil && !reading.isOverTime || emphasis != .trend && emphasis != .total
        {
            // Without any word for time the whole of the data is meant, as everywhere else.
            call = call.spanning(DateSpan(closedSince, asOf))
            if reading.grain == nil { call.arguments["grain"] = "quarter" }
        }
        if let period = reading.period, period.isOpenStart {
            // What was created before is older than what was closed: where it begins is not known here.
            if let closedSince, measure.statuses != [.created] {
                call.arguments["from"] = .string(min(closedSince, period.span.last).description)
            } else {
                used.remove(.period)
            }
        }
        let isTotal = emphasis == .total && !request.isOverTime
        let before = isTotal ? previous(request) : nil
        return PlanDraft(call, emphasis, used).compared(
            with: before.map { request.call("get_revenue_trend", arguments, period: false).spanning($0) })
    }

    // MARK: The general function

    /// `query_metric`: several measures, several breakdowns, bounds on groups.
    func metric(_ request: PlanRequest, emphasis: Plan.Emphasis? = nil) -> PlanDraft? {
        var measures = request.measures
        for bound in request.bounds.groups where !measures.contains(bound.measure) { measures.append(bound.measure) }
        let names = measures.compactMap(\.catalogueName)
        guard names.count == measures.count, !names.isEmpty, names.count <= 6, request.dimensions.count <= 3 else {
            return nil
        }
        var arguments: [String: JSON] = ["measures": .array(names.map(JSON.string))]
        var used = request.common().union([.grain, .groupBounds, .comparison])
        for measure in measures { used.formUnion(measure.statuses.map { .status($0) }) }
        if !request.dimensions.isEmpty {
            arguments["dimensions"] = .array(request.dimensions.map { .string($0.id) })
            used.formUnion([.dimensions, .limit, .highest, .lowest, .share])
            // The top 3 of each region are more than three rows, and no statement of one function.
            if request.dimensions.count > 1 { used.remove(.limit) }
            arguments.merge(request.ranked) { $1 }
        }
        if request.isOverTime {
            let days = request.reading.period?.span.days ?? 365
            let grain = request.reading.grain ?? (days <= 31 ? .week : days <= 400 ? .month : .quarter)
            arguments["grain"] = .string(grain.rawValue)
            if !request.dimensions.isEmpty { arguments["limit"] = .integer(request.reading.limit ?? 1000) }
            used.formUnion([.highest, .lowest])
        }
        if !request.bounds.groups.isEmpty {
            arguments["having"] = .array(request.bounds.groups.map(\.json))
            if arguments["limit"] == nil, !request.dimensions.isEmpty { arguments["limit"] = 1000 }
            if request.reading.ranking == nil, measures.first == request.bounds.groups.first?.measure,
                request.bounds.groups.allSatisfy({ $0.comparison == .below || $0.comparison == .atMost })
            {
                // The weakest come first where the weak ones are asked for.
                arguments["order"] = "lowest"
            }
        }
        let isRanked = request.reading.ranking != nil || request.reading.limit != nil
        let lead: Plan.Emphasis =
            request.dimensions.isEmpty ? (request.isOverTime ? .trend : .total) : isRanked ? .ranking : .breakdown
        return PlanDraft(request.call("query_metric", arguments), emphasis ?? lead, used)
    }

    // MARK: The period before

    /// The period before the one named; of a period that is not over, only as many days as have passed.
    func previous(_ request: PlanRequest) -> DateSpan? {
        guard let period = request.reading.period, request.reading.periods.count == 1, let grain = period.grain,
            !period.isFuture
        else { return nil }
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
}
