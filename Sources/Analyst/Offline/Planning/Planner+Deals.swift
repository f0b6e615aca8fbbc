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
        let shown = shownDimensions(request)
        guard request.measures.count <= 1, shown != nil, !request.isOverTime, !reading.isShare,
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
        if reading.recency == .oldest, request.measures == [.dealAge], reading.bases.contains(.deals) {
            // "How old is our oldest deal": its days stand in the answer.
            var copy = request
            copy.asked.measures = []
            return byDate(.oldest, copy)
        }
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
            return overdue(request)
        }
        if let recency = reading.recency { return byDate(recency, request) }
        // "The slowest deal" is no matter of amounts.
        let lengths: Set<String> = [
            "longest", "shortest", "slowest", "fastest", "quickest", "longer", "shorter", "slower", "faster", "quicker",
        ]
        if let word = reading.ranking?.word, lengths.contains(word) { return nil }
        let isPicked =
            reading.isListing || reading.ranking != nil || reading.limit != nil
            || reading.asksWhen && !reading.filters.isEmpty || measure == .openDeals
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
        let others = (shown ?? []).filter { !["account", "owner", "stage"].contains($0) }
        if !others.isEmpty { arguments["show"] = .array(others.map(JSON.string)) }
        var used = request.common().union([.limit, .highest, .lowest, .status(status), .topic(.overview)])
        if status == .won { used.insert(.status(.closed)) }
        // The close dates of the deals stand in the list.
        if reading.isSingular, reading.ranking != nil || reading.asksWhen && !reading.filters.isEmpty {
            used.insert(.when)
        }
        let isOne = reading.ranking != nil && reading.isSingular
        if shown?.isEmpty == false { used.insert(.dimensions) }
        if isOne, others.contains("next_step") { used.insert(.topic(.nextSteps)) }
        if isOne, others.contains("loss_reason") { used.formUnion([.topic(.losses), .why, .status(.lost)]) }
        return PlanDraft(request.call("get_top_opportunities", arguments), isOne ? .ranking : .list, used)
    }
}

// MARK: By their dates

extension Planner {
    /// "The largest deal we lost, and who was the competitor": columns of the one deal, and no breakdown.
    ///
    /// - Returns: nil where a breakdown is asked for.
    private func shownDimensions(_ request: PlanRequest) -> [String]? {
        let reading = request.reading
        let isOne = reading.ranksDeals && reading.isSingular && reading.limit == nil
        var ids = request.dimensions.map(\.id)
        guard isOne else { return ids.isEmpty && !reading.has(.losses) ? [] : nil }
        guard ids.count <= 3, !reading.isBroken else { return nil }
        if reading.has(.nextSteps), schema.dimension("next_step") != nil { ids.append("next_step") }
        if reading.has(.losses) || reading.asksWhy {
            guard schema.dimension("loss_reason") != nil, status(of: request) == .lost else {
                return ids.isEmpty ? [] : nil
            }
            if !ids.contains("loss_reason") { ids.append("loss_reason") }
        }
        return ids
    }

    /// Overdue deals: the largest first, or those that are overdue for longest.
    func overdue(_ request: PlanRequest) -> PlanDraft {
        var arguments = limit(request)
        if let days = request.bounds.days { arguments["days"] = .integer(days) }
        if request.reading.recency == .longestOverdue { arguments["order_by"] = "closed" }
        return PlanDraft(
            request.call("find_slipped_deals", arguments, period: false), .list,
            request.common(period: false).union([
                .limit, .highest, .days, .recency, .status(.overdue), .status(.open),
            ]))
    }

    /// "The oldest open deal", "the last 5 deals we won", "the next deal to close".
    private func byDate(_ recency: QuestionReading.Recency, _ request: PlanRequest) -> PlanDraft? {
        let reading = request.reading
        // "The top 3 oldest deals": how many, and nothing else.
        guard reading.ranking.map({ $0.word == "top" }) ?? true, !(reading.has(.won) && reading.has(.lost)),
            reading.topics.isEmpty
        else {
            return nil
        }
        let named = status(of: request) ?? (request.measures.contains(.closedDeals) ? .won : nil)
        let isClosed = named == .won || named == .lost
        // Those created last are most of all open, but for those that were decided at once.
        let isOfAny = named == nil && (recency == .newest || reading.isOfAnyStatus)
        let isByClose = (isClosed || recency == .next) && !reading.isByCreated && !reading.has(.created)
        var arguments: [String: JSON] = [
            "status": .string(isOfAny ? "all" : (named ?? .open).rawValue),
            "order_by": .string(isByClose ? "closed" : "created"),
        ]
        arguments["limit"] = reading.limit.map { .integer($0) } ?? (reading.isSingular ? 1 : nil)
        if recency != .newest { arguments["order"] = "lowest" }
        var used = request.common().union([
            .limit, .recency, .when, .highest, .status(.open), .status(.won), .status(.lost), .status(.created),
        ])
        if !isClosed { used.remove(.status(.won)) }
        if isClosed || isOfAny { used.insert(.status(.closed)) }
        if !isByClose { used.insert(.byCreated) }
        var call = request.call("get_top_opportunities", arguments)
        if recency == .next {
            guard named == nil || named == .open else { return nil }
            // What is overdue is no longer next.
            if reading.periods.isEmpty { call.arguments["from"] = .string(asOf.description) }
        } else if !isByClose, !reading.periods.isEmpty {
            // A period is one of close dates in a list, and would not be the one that is meant.
            used.remove(.period)
        }
        return PlanDraft(call, reading.isSingular ? .ranking : .list, used)
    }
}
