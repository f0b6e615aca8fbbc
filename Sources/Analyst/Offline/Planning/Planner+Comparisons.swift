import Analytics
import Core
import Warehouse

/// Figures against each other, and as parts of a whole.
extension Planner {
    // MARK: Against each other

    /// One period against another, or against the one before.
    func change(_ request: PlanRequest) -> PlanDraft? {
        let reading = request.reading
        // "Is it getting shorter, this year against last" names the two that are compared.
        let isOfTwo = reading.periods.count == 2 && reading.grain == nil
        guard let period = reading.period, !request.isOverTime || (reading.isGrowth || isOfTwo) && reading.grain == nil
        else { return nil }
        let measure = request.measure
        if reading.periods.count == 2 {
            let sorted = reading.periods.sorted { $0.span.first < $1.span.first }
            guard let earlier = sorted.first, let later = sorted.last else { return nil }
            let compare = comparison(later.span, earlier.span)
            if let measure, let compare, measure.catalogueName != nil, request.dimensions.count <= 1,
                request.bounds.groups.isEmpty
            {
                return periodChange(measure, later.span, compare, request)
            }
            return twoPeriods(request)
        }
        guard let measure, measure.catalogueName != nil, request.dimensions.count <= 1, !measure.isOpen,
            reading.isAgainstBefore || reading.isAgainstYear || reading.isGrowth
                || reading.isComparing && !(reading.has(.won) && reading.has(.lost)) && request.dimensions.isEmpty
                    && request.bounds.groups.isEmpty
                    && reading.filters.allSatisfy({ $0.values.count == 1 }) && reading.measures.count <= 1
                    && period.grain != nil && reading.referencedDimension == nil
        else { return nil }
        return periodChange(measure, period.span, reading.isAgainstYear ? "previous_year" : "previous", request)
    }

    /// How the catalogue calls the earlier of two periods as seen from the later one; nil where they are no neighbours.
    private func comparison(_ later: DateSpan, _ earlier: DateSpan) -> String? {
        for grain in [TimeGrain.year, .quarter, .month, .week]
        where fiscal.span(of: grain, containing: later.first) == later {
            if fiscal.shifted(later, grain: grain, by: -1) == earlier { return "previous" }
            let steps: [TimeGrain: Int] = [.quarter: -4, .month: -12]
            if let steps = steps[grain], fiscal.shifted(later, grain: grain, by: steps) == earlier {
                return "previous_year"
            }
        }
        return nil
    }

    private func periodChange(
        _ measure: Measure, _ span: DateSpan, _ compare: String, _ request: PlanRequest
    ) -> PlanDraft? {
        guard let name = measure.catalogueName else { return nil }
        var arguments: [String: JSON] = ["measure": .string(name), "compare": .string(compare)]
        var used = request.common().union([.secondPeriod, .comparison, .growth, .highest])
        if request.reading.grain == nil { used.insert(.grain) }
        // "Are deals closing faster than last year": both figures tell, whichever way round it is asked.
        if request.dimension == nil { used.insert(.lowest) }
        used.formUnion(measure.statuses.map { .status($0) })
        if let dimension = request.dimension {
            arguments["dimension"] = .string(dimension.id)
            if let limit = request.reading.limit { arguments["limit"] = .integer(limit) }
            used.formUnion([.dimensions, .limit])
        }
        return PlanDraft(
            request.call("get_period_change", arguments, period: false).spanning(span),
            request.dimension == nil ? .total : moved(measure, request.reading) ?? .breakdown, used)
    }

    /// "Which region grew most", "biggest decline by country": what is asked for is the one that moved so.
    private func moved(_ measure: Measure, _ reading: QuestionReading) -> Plan.Emphasis? {
        guard reading.isGrowth, reading.ranking != nil || reading.isListing || reading.asksWho else { return nil }
        let words = reading.mentions.filter { $0.meaning == .growth }.flatMap { $0.words.split(separator: " ") }
        let falls = ["drop", "fell", "fall", "declin", "decreas", "shrink", "shrank", "shrunk", "down", "slow", "dip"]
        let isFall = words.contains { word in falls.contains { word.hasPrefix($0) } }
        let isBetter = words.contains { $0.hasPrefix("improv") || $0 == "better" }
        let isWorse = words.contains { $0.hasPrefix("worse") || $0.hasPrefix("deteriorat") }
        if isBetter || isWorse { return .mover(rose: isBetter != measure.isBetterLow) }
        return .mover(rose: !isFall)
    }

    /// The same figures in two periods that are no neighbours.
    private func twoPeriods(_ request: PlanRequest) -> PlanDraft? {
        guard request.reading.periods.count == 2 else { return nil }
        let drafts = request.reading.periods.compactMap { period -> PlanDraft? in
            var single = request
            single.reading.periods = [period]
            return metric(single, emphasis: .twoPeriods)
        }
        guard drafts.count == 2 else { return nil }
        return PlanDraft(drafts).using(.secondPeriod, .comparison, .growth, .grain, .lowest, .highest)
    }

    // MARK: Shares

    func share(_ request: PlanRequest, _ dimension: Dimension, _ values: [String]) -> PlanDraft? {
        guard let measure = request.measure, measure.isAdditive, let name = measure.catalogueName,
            request.bounds.groups.isEmpty
        else { return nil }
        let call = request.call(
            "compare_segments", ["measure": .string(name), "dimension": .string(dimension.id), "limit": 1000])
        return PlanDraft(
            call, .share(values: values),
            request.common().union([.share, .dimensions]).union(measure.statuses.map { .status($0) }))
    }

    /// "What share of deals is overdue", "what percentage of opportunities are open".
    func shareOfStatus(_ request: PlanRequest) -> PlanDraft? {
        guard request.dimensions.isEmpty, let measure = request.measure, request.bounds.conditions.isEmpty else {
            return nil
        }
        let whole: Measure? =
            switch measure {
            case .overdueDeals: .openDeals
            case .overdueValue: .pipeline
            case .openDeals where request.reading.bases.contains(.deals) || request.reading.statuses == [.open]: .deals
            default: nil
            }
        if let whole {
            var copy = request
            copy.asked.measures = [measure, whole]
            return metric(copy, emphasis: .partOfWhole)?.using(.share)
        }
        let rate: Measure? =
            request.reading.bases.contains(.deals) || request.reading.measures.isEmpty || measure.isCount
            ? (measure == .wonDeals ? .winRate : measure == .lostDeals ? .lossRate : nil) : nil
        guard let rate else { return nil }
        var copy = request
        copy.asked.measures = [rate]
        copy.reading.isShare = false
        return total(rate, copy)?.using(.share)
    }
}

// MARK: Beside the whole

extension Planner {
    /// "Leila's win rate against the team": the figure with the filter, and that of all or of the rest.
    func besideAll(_ request: PlanRequest) -> PlanDraft? {
        let reading = request.reading
        guard let everyone = reading.againstEveryone, let measure = request.measure, !reading.filters.isEmpty,
            let id = reading.filterOrder.last ?? reading.filters.last?.dimension,
            let index = reading.filters.firstIndex(where: { $0.dimension == id && !$0.exclude }),
            !measure.isForecast, reading.periods.count <= 1
        else { return nil }
        var part = request
        part.reading.againstEveryone = nil
        part.reading.isComparing = false
        part.reading.ranking = nil
        part.reading.dimensions.removeAll { $0.id == id }
        var whole = part
        if everyone.isRest {
            whole.reading.filters[index].exclude = true
        } else {
            whole.reading.filters.remove(at: index)
        }
        guard let first = figures(part), let second = figures(whole) else { return nil }
        return PlanDraft([first, second]).using(.everyone, .comparison, .filters, .dimensions, .highest, .lowest)
    }
}

extension Planner {
    /// "Average deal size with and without a champion": the deals that have it, and those that have not.
    ///
    /// With a value of a column, "with and without renewals", the first is all of them.
    func withAndWithout(_ request: PlanRequest) -> PlanDraft? {
        guard let filter = request.reading.withAndWithout, request.measure != nil else { return nil }
        var without = request
        without.reading.withAndWithout = nil
        var with = without
        without.reading.filters.append(filter)
        if DealTrait(rawValue: filter.dimension) != nil {
            with.reading.filters.append(Filter(filter.dimension, filter.values))
        }
        guard let first = figures(with), let second = figures(without) else { return nil }
        return PlanDraft([first, second]).using(.everyone, .comparison, .filters)
    }
}
