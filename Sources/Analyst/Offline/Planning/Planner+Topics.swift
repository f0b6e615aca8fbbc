import Analytics
import Core
import Warehouse

/// Questions that a named function was made for.
extension Planner {
    func draft(_ request: PlanRequest) -> PlanDraft? {
        topic(request) ?? counted(request) ?? list(request) ?? figures(request)
    }

    private func topic(_ request: PlanRequest) -> PlanDraft? {
        let reading = request.reading
        // An "overview" of something that is measured, or of a topic, is that thing.
        let topics = reading.topics.filter { $0 != .overview }
        if topics.isEmpty, reading.contactNames == nil { return overview(request) }
        if topics.contains(.missingStakeholders) {
            // The list tells how many they are and their value, and no other figure.
            guard request.measures.allSatisfy({ [.deals, .openDeals, .pipeline, .totalValue].contains($0) }),
                request.dimensions.isEmpty, !request.isOverTime
            else { return nil }
            return PlanDraft(
                request.call("find_missing_stakeholders", limit(request)), .list,
                request.common().union([.limit, .highest, .share, .status(.open), .topic(.missingStakeholders)])
            )
            .using(.topic(.executives), .topic(.roles), .topic(.overview))
        }
        if topics.contains(.stalled) {
            guard reading.recency == nil, request.dimensions.count <= 1, !request.isOverTime,
                request.measures.allSatisfy({ [.deals, .openDeals, .pipeline, .totalValue].contains($0) })
            else { return nil }
            var arguments = limit(request)
            if let days = request.bounds.days { arguments["days"] = .integer(days) }
            if let dimension = request.dimension ?? (reading.asksWho ? schema.dimension("owner") : nil) {
                return stalled(by: dimension, arguments, request)
            }
            return PlanDraft(
                request.call("find_stalled_deals", arguments, period: false), .list,
                request.common(period: false).union([.limit, .highest, .days, .status(.open), .topic(.stalled)])
            )
            .using(.topic(.overview))
        }
        if topics.contains(.nextSteps) {
            // "The largest deal and its next step" is about that deal.
            if topics == [.nextSteps], reading.ranksDeals, reading.isSingular, !reading.isBroken { return nil }
            return PlanDraft(
                request.call("analyze_next_steps", limit(request)), .breakdown,
                request.common().union([.limit, .highest, .status(.open), .topic(.nextSteps)]))
        }
        if topics.contains(.losses) {
            // "The biggest deal we lost, and why" are two questions.
            if reading.isSingular, ["biggest", "largest", "smallest"].contains(reading.ranking?.word ?? "") {
                return nil
            }
            return losses(request)
        }
        if topics.contains(.concentration) { return concentration(request) }
        if topics.contains(where: { [.titles, .seniority, .jobFunction, .executives, .roles].contains($0) })
            || reading.contactNames != nil
        {
            return people(request)
        }
        if topics.contains(.funnel) || topics.contains(.conversion) { return conversion(request) }
        return nil
    }

    /// "Whose deals are stalled", "stalled pipeline by region".
    private func stalled(
        by dimension: Dimension, _ limited: [String: JSON], _ request: PlanRequest
    ) -> PlanDraft {
        let reading = request.reading
        var arguments = limited
        arguments["dimension"] = .string(dimension.id)
        let isCount =
            !reading.bases.contains(.value) && !reading.asksAmount && !request.measures.contains { $0.isAmount }
        if isCount, reading.bases.contains(.deals) || reading.isCounting || request.measures.contains(where: \.isCount)
        {
            arguments["measure"] = "stalled_deals"
        }
        let isRanked = reading.ranking != nil || reading.limit != nil || reading.asksWho
        return PlanDraft(
            request.call("find_stalled_deals", arguments, period: false), isRanked ? .ranking : .breakdown,
            request.common(period: false).union([
                .dimensions, .limit, .highest, .days, .status(.open), .topic(.stalled), .topic(.overview),
            ]))
    }

    func limit(_ request: PlanRequest) -> [String: JSON] {
        if let limit = request.reading.limit { return ["limit": .integer(limit)] }
        return (request.reading.ranking != nil || request.reading.recency != nil) && request.reading.isSingular
            ? ["limit": 1] : [:]
    }

    // MARK: Losses

    /// Lost deals by reason, by something else, or by both.
    func losses(_ request: PlanRequest) -> PlanDraft? {
        let reasons: Set<QuestionPart> = [.topic(.losses), .topic(.overview), .status(.lost), .highest, .limit]
        let others = request.dimensions.filter { $0.id != "loss_reason" }
        guard let other = others.first else {
            return PlanDraft(
                request.call("analyze_losses", request.ranked.filter { $0.key == "limit" }), .ranking,
                request.common().union(reasons).union([.dimensions]))
        }
        guard let reason = schema.dimension("loss_reason") else { return nil }
        var copy = request
        copy.reading.dimensions = [reason, other]
        copy.asked.measures = [.lostDeals]
        return metric(copy)?.using(.topic(.losses), .status(.lost))
    }

    // MARK: Concentration

    private func concentration(_ request: PlanRequest) -> PlanDraft? {
        guard request.measures.count <= 1, request.dimensions.count <= 1,
            let measure = Self.shared[request.measures.first ?? .pipeline]
        else { return nil }
        var arguments: [String: JSON] = ["measure": .string(measure)]
        if let top = request.reading.limit { arguments["top"] = .integer(min(top, 100)) }
        if let dimension = request.dimension, dimension.id != "account" {
            arguments["dimension"] = .string(dimension.id)
        }
        return PlanDraft(
            request.call("analyze_concentration", arguments), .ranking,
            request.common().union([
                .dimensions, .limit, .highest, .share, .topic(.concentration), .status(.open), .status(.won),
            ]))
    }

    private static let shared: [Vocabulary.Measure: String] = [
        .pipeline: "pipeline", .openDeals: "pipeline", .bookings: "bookings", .wonDeals: "bookings",
        .totalValue: "total_value",
    ]

    /// "What share of bookings do the top 5 accounts hold".
    func topShare(_ request: PlanRequest) -> PlanDraft? {
        guard request.reading.isShare, request.share == nil, request.dimensions.count == 1,
            request.reading.limit != nil || request.reading.ranking != nil,
            request.measures.allSatisfy({ Self.shared[$0] != nil })
        else { return nil }
        return concentration(request)
    }

    // MARK: People

    private func people(_ request: PlanRequest) -> PlanDraft? {
        let reading = request.reading
        let known: [Vocabulary.Measure] = [
            .deals, .openDeals, .wonDeals, .lostDeals, .winRate, .totalValue, .bookings, .pipeline,
        ]
        guard request.measures.allSatisfy(known.contains), request.dimensions.isEmpty else { return nil }
        var arguments: [String: JSON] = [:]
        if let limit = reading.limit { arguments["limit"] = .integer(limit) }
        var used = request.common().union([.limit, .highest, .topic(.overview)])
        for topic in reading.topics { used.insert(.topic(topic)) }
        if let status = status(of: request) {
            arguments["status"] = .string(status.rawValue)
            used.insert(.status(status))
        }
        var emphasis: Plan.Emphasis = reading.isCounting ? .total : .ranking
        // Which figure of the rows is asked for; deals are counted once for each value.
        let column =
            request.measures.contains(where: \.isRate)
            ? "win_rate"
            : request.measures.contains(where: \.isAmount)
                ? "value" : countsPeople(request) ? "contacts" : "opportunities"
        if let named = reading.contactNames {
            // Roles have no value of their own beside the count.
            guard column != "value" else { return nil }
            arguments["by"] = .string(named.by)
            arguments["limit"] = 1000
            return PlanDraft(
                request.call("analyze_role_frequency", arguments), .contacts(values: named.values, column: column),
                used.union([.dimensions, .contacts]))
        }
        if reading.has(.executives), reading.ranking == nil {
            let levels = levels(reading)
            emphasis = levels.isEmpty ? .executives : .contacts(values: levels, column: column)
        }
        if reading.has(.seniority) || reading.has(.executives) || reading.has(.jobFunction) {
            arguments["by"] = reading.has(.jobFunction) ? "function" : "seniority"
            return PlanDraft(request.call("analyze_titles", arguments), emphasis, used)
        }
        if reading.has(.titles) { arguments["by"] = "title" }
        return PlanDraft(request.call("analyze_role_frequency", arguments), emphasis, used)
    }

    /// Whether contacts are counted, and not the deals that have them: "how many contacts", "C-level contacts in total".
    private func countsPeople(_ request: PlanRequest) -> Bool {
        let reading = request.reading
        return reading.mentions.contains { mention in
            switch mention.meaning {
            case .topic(.roles):
                mention.words.hasPrefix("contact")
                    && reading.mentions.contains {
                        $0.meaning == .counting && (0...3).contains(mention.range.lowerBound - $0.range.upperBound)
                    }
            case .topic(.executives):
                (QuestionTokens.singular(mention.words).hasSuffix("contact")
                    || reading.mentions.contains {
                        ["people", "persons", "folks", "contacts"].contains($0.words)
                            && $0.range.lowerBound >= mention.range.upperBound
                    })
                    && (reading.isCounting || reading.aggregates.contains(.total))
                    && !reading.bases.contains(.deals) && request.measures.isEmpty
            default: false
            }
        }
    }

    /// The levels of seniority that the words name; none where executives of any kind are meant.
    func levels(_ reading: QuestionReading) -> [String] {
        let words = reading.mentions.filter { $0.meaning == .topic(.executives) }.map(\.words).joined(separator: " ")
        var levels: [String] = []
        if ["c level", "clevel", "c suite", "csuite", "chief", "cxo"].contains(where: words.contains) {
            levels.append("C-level")
        }
        if ["vp", "vice president"].contains(where: words.contains) { levels.append("VP") }
        if words.contains("director") { levels.append("Director") }
        return levels
    }

    /// The one status that a call with a status argument is narrowed to.
    func status(of request: PlanRequest) -> Vocabulary.Status? {
        if let named = request.reading.statuses.first(where: { [.open, .won, .lost].contains($0) }) { return named }
        let measure = request.measures.first
        if measure?.statuses == [.open] { return .open }
        if measure == .wonDeals || measure == .bookings { return .won }
        if measure == .lostDeals || measure == .lostValue { return .lost }
        return request.reading.has(.closed) ? .won : nil
    }

    // MARK: Stages

    private func conversion(_ request: PlanRequest) -> PlanDraft? {
        let reading = request.reading
        var used = request.common().union([.dimensions, .status(.open), .topic(.overview), .highest, .lowest])
        for topic in reading.topics { used.insert(.topic(topic)) }
        if reading.has(.funnel) || request.dimensions.isEmpty || request.dimension?.id == "stage" {
            used.subtract([.period])
            // Two stages name a step of the funnel, which shows them all.
            var whole = request
            if let pair = request.reading.filters.firstIndex(where: { $0.dimension == "stage" && $0.values.count == 2 })
            {
                let order = schema.stages.map(\.name)
                let stages = request.reading.filters[pair].values.compactMap { order.firstIndex(of: $0) }.sorted()
                whole.reading.filters.remove(at: pair)
                used.formUnion([.dimensions, .comparison, .share])
                guard stages.count == 2, stages[0] + 1 == stages[1] else { return nil }
                return PlanDraft(
                    whole.call("analyze_stage_funnel", period: false),
                    .stageStep(from: order[stages[0]], to: order[stages[1]]), used)
            }
            if request.dimensions.contains(where: { $0.id != "stage" }) { used.remove(.dimensions) }
            return PlanDraft(request.call("analyze_stage_funnel", period: false), .breakdown, used)
        }
        guard let dimension = request.dimension else { return nil }
        used.formUnion([.highest, .lowest, .limit, .comparison])
        var arguments = request.ranked
        arguments["dimension"] = .string(dimension.id)
        let isProduct = ["product", "product_category"].contains(dimension.id)
        return PlanDraft(
            request.call(isProduct ? "analyze_product_conversion" : "analyze_win_rate", arguments),
            reading.ranking == nil ? .breakdown : .ranking, used)
    }

    // MARK: One account, or one part of the business

    /// All of an account that is named, or the main figures of a part of the business: "tell me about EMEA".
    private func overview(_ request: PlanRequest) -> PlanDraft? {
        let reading = request.reading
        let isOfOne = reading.filters.count == 1 && !(reading.filters.first?.exclude ?? true)
        guard isOfOne, let filter = reading.filters.first, request.measures.isEmpty, reading.bases.isEmpty,
            reading.ranking == nil, !request.isOverTime, !reading.isShare, reading.countedDimension == nil,
            reading.statuses.isEmpty, !reading.isComparing
        else { return nil }
        if filter.dimension == "account", request.dimensions.allSatisfy({ $0.id == "account" }) {
            let drafts = filter.values.prefix(3).map { account in
                var single = request
                single.reading.filters = []
                return PlanDraft(
                    single.call("get_account_overview", ["account": .string(account)]), .total,
                    [.filters, .period, .conditions, .dimensions, .topic(.overview)])
            }
            return filter.values.count <= 3 ? PlanDraft(drafts) : nil
        }
        guard reading.has(.overview), request.dimensions.isEmpty, reading.periods.count <= 1 else { return nil }
        return PlanDraft([
            PlanDraft(request.call("get_pipeline_summary", period: false), .total, [.filters, .topic(.overview)]),
            PlanDraft(request.call("analyze_win_rate"), .total, [.filters, .topic(.overview)]),
            trend(with: .bookings, request, .total),
        ]).using(.period, .filters, .topic(.overview))
    }
}
