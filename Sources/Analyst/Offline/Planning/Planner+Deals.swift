import Analytics
import Core
import Warehouse

/// Questions that count things, or list single deals.
extension Planner {
    // MARK: How many there are

    /// "How many regions", "how many accounts have open deals".
    func counted(_ request: PlanRequest) -> PlanDraft? {
        let reading = request.reading
        if let draft = accountsBy(request) { return draft }
        guard let dimension = reading.countedDimension, request.dimensions.allSatisfy({ $0.id == dimension.id }),
            !request.isOverTime, request.measures.count <= 1, request.reading.topics.isEmpty
        else { return nil }
        let used = request.common().union([.dimensions, .groupBounds])
        var measure = request.measures.first
        if dimension.id == "account", request.bounds.groups.isEmpty,
            measure == nil || measure == .wonDeals || measure == .bookings
        {
            let isWon = measure != nil || reading.statuses.contains(.won)
            guard measure != nil || reading.statuses.isEmpty || isWon else { return nil }
            var copy = request
            copy.reading.dimensions = []
            copy.asked.measures = [isWon || countsCustomers(reading) && reading.statuses.isEmpty ? .logos : .accounts]
            return metric(copy, emphasis: .total)?.using(.dimensions, .status(.won))
        }
        if measure == nil { measure = reading.statuses.first.map { AskedMeasures.count($0) } ?? .deals }
        var copy = request
        copy.reading.dimensions = [dimension]
        if !copy.reading.filters.contains(where: { $0.dimension == dimension.id }), dimension.emptyCount > 0 {
            // What is not set is no value.
            copy.reading.filters.append(Filter(dimension.id, [notSet], exclude: true))
        }
        copy.asked.measures = measure.map { [$0] } ?? []
        copy.reading.limit = copy.reading.limit ?? 1000
        if !request.bounds.groups.isEmpty { return metric(copy, emphasis: .distinctValues) }
        guard let name = measure?.catalogueName else { return nil }
        return PlanDraft(
            copy.call(
                "compare_segments",
                ["measure": .string(name), "dimension": .string(dimension.id), "limit": 1000]),
            .distinctValues, used.union(reading.statuses.map { .status($0) }))
    }

    /// "Number of customers by country": accounts are counted, the other dimension breaks them down.
    private func accountsBy(_ request: PlanRequest) -> PlanDraft? {
        let reading = request.reading
        let others = reading.dimensions.filter { $0.id != "account" }
        guard reading.countedDimension?.id == "account", others.count == 1, request.measures.isEmpty,
            request.bounds.groups.isEmpty, reading.statuses.isEmpty || reading.statuses == [.won]
        else { return nil }
        var copy = request
        copy.reading.dimensions = others
        copy.reading.countedDimension = nil
        copy.asked.measures = [reading.statuses == [.won] || countsCustomers(reading) ? .logos : .accounts]
        return figures(copy)?.using(.status(.won))
    }

    /// Customers and clients have bought; an account may have not.
    private func countsCustomers(_ reading: QuestionReading) -> Bool {
        let word = reading.mentions.first { $0.meaning == .concept("account") }?.words ?? ""
        return word.hasPrefix("customer") || word.hasPrefix("client")
    }

    // MARK: Single deals

    /// "Which deals close this month", "the 5 largest open deals", "deals over $100k".
    func list(_ request: PlanRequest) -> PlanDraft? {
        let reading = request.reading
        guard request.measures.count <= 1, request.dimensions.isEmpty, !request.isOverTime, !reading.isShare,
            reading.countedDimension == nil, !reading.isCounting, !reading.asksAmount, !reading.isComparing,
            !reading.bases.contains(.value) || reading.ranking != nil, request.bounds.groups.isEmpty, !reading.isGrowth
        else { return nil }
        let measure = request.measures.first
        let isOfDeals =
            reading.bases.contains(.deals) || reading.measures.contains(where: \.isCount) && reading.ranking != nil
            || reading.isSingular && !reading.statuses.isEmpty && reading.measures.isEmpty
            || reading.measures.contains {
                [.openDeals, .wonDeals, .lostDeals, .overdueDeals, .closedDeals].contains($0)
            }
        let isNamedByValue =
            reading.ranking != nil && reading.measures.isEmpty && reading.bases.isEmpty && !reading.filters.isEmpty
        guard isOfDeals || isNamedByValue, reading.aggregates.isEmpty || reading.ranking != nil,
            measure.map({
                [
                    .deals, .openDeals, .wonDeals, .lostDeals, .closedDeals, .overdueDeals, .totalValue, .bookings,
                    .pipeline, .lostValue,
                ].contains($0)
            }) ?? true
        else { return nil }
        if measure == .overdueDeals || reading.has(.overdue) {
            guard reading.isListing || reading.ranking != nil || reading.periods.isEmpty else { return nil }
            return PlanDraft(
                request.call("find_slipped_deals", limit(request), period: false), .list,
                request.common(period: false).union([.limit, .highest, .status(.overdue), .status(.open)]))
        }
        let isPicked =
            reading.isListing || reading.ranking != nil || reading.limit != nil || measure == .openDeals
            || reading.bases.contains(.deals)
                && (reading.isClosing || !request.bounds.conditions.isEmpty
                    || !reading.statuses.isEmpty && !reading.filters.isEmpty)
        guard isPicked, reading.has(.created) == false else { return nil }
        let isPast = reading.period.map { $0.span.last < asOf } ?? false
        let named = status(of: request)
        let status = named ?? (isPast ? .won : .open)
        let isOfAny = reading.isOfAnyStatus && named == nil
        var arguments: [String: JSON] = ["status": .string(isOfAny ? "all" : status.rawValue)]
        arguments.merge(limit(request)) { $1 }
        if request.isLowest { arguments["order"] = "lowest" }
        var used = request.common().union([.limit, .highest, .lowest, .status(status), .topic(.overview)])
        if status == .won { used.insert(.status(.closed)) }
        // The one deal's close date stands in the answer.
        if reading.isSingular, reading.ranking != nil { used.insert(.when) }
        let isOne = reading.ranking != nil && reading.isSingular
        return PlanDraft(request.call("get_top_opportunities", arguments), isOne ? .ranking : .list, used)
    }
}
