import Core

/// What a plan leaves out of a question, so that nothing is dropped in silence.
struct PlanGap {
    let request: PlanRequest
    let draft: PlanDraft
    let asOf: CalendarDate
    let openStages: Set<String>

    private var reading: QuestionReading { request.reading }
    private var call: Question.PinnedCall? { draft.calls.first }

    /// A sentence to ask back with; nil where the plan leaves out nothing and makes sense.
    var sentence: String? { leftOut ?? untimely ?? meaningless }

    private var leftOut: String? {
        let gaps = request.parts.subtracting(draft.used)
        // A word such as "best" needs something that is ranked; with one figure alone it says nothing else.
        for part in Self.order where gaps.contains(part) {
            if let sentence = sentence(part) { return sentence }
        }
        for part in gaps {
            if case .status(let status) = part, let sentence = statusSentence(status) { return sentence }
            if case .topic = part {
                return "The question names more than one thing: ask for one of them at a time."
            }
        }
        return nil
    }

    private static let order: [QuestionPart] = [
        .contacts, .recency, .byCreated, .everyone, .why, .when, .secondPeriod, .period, .comparison, .growth, .grain,
        .share, .dimensions, .groupBounds,
        .conditions,
        .filters,
        .days, .lowest, .limit, .highest, .measures,
    ]

    private func sentence(_ part: QuestionPart) -> String? {
        switch part {
        case .period: "This shows how things stand now, so it cannot be narrowed to a period."
        case .secondPeriod: "I can look at one period here, and the question names more than one."
        case .comparison:
            "It is not clear what is compared: I can compare the values of one thing (“EMEA and APAC”), or two periods."
        case .growth:
            "There is nothing to compare this with, so its growth is not known; it can be followed over time."
        case .grain:
            "I cannot follow this figure over time: the data show it as it stands today."
        case .share:
            "It is not clear of what the share is meant: name a figure and the part, such as “share of pipeline in EMEA”."
        case .dimensions:
            "I cannot break this figure down by \(request.dimensions.map { $0.label.lowercased() }.joined(separator: " and "))."
        case .groupBounds: "I cannot keep groups by such a bound here."
        case .conditions: "I cannot narrow this figure to single deals."
        case .filters: "I cannot narrow this figure to single values."
        case .days: "A number of days does not narrow this figure."
        case .lowest: "I can list the largest here, not the smallest."
        case .limit where request.dimensions.count > 1:
            "I can rank by one thing at a time, not the first few of each: name one of them, or leave out the number."
        case .highest, .limit:
            "A ranking needs something to rank: deals, accounts, or the values of a column such as region."
        case .contacts:
            "Of deals with certain contacts I can give the count and the win rate, not other figures."
        case .recency:
            "I can list single deals by their dates, the oldest or the newest first; I cannot rank anything else so."
        case .byCreated:
            "I can order single deals by the day they were created, and count what was created in a period; this figure goes by the close date."
        case .everyone: "I can set a figure of one part beside that of all: name the figure and the part."
        case .when:
            "I cannot tell the date of a single deal here; deals that close in a period can be listed with their dates."
        case .why:
            "I can show what is behind a figure by a breakdown, or why deals are lost: name the figure and what to break it down by."
        case .measures: "The question names more than one figure: ask for each by itself."
        case .status, .topic: nil
        }
    }

    private func statusSentence(_ status: Vocabulary.Status) -> String? {
        switch status {
        // Won and closed are said of what is measured, too: "which region wins most".
        case .closed, .won:
            request.measures.contains { $0.isClosed || $0.isForecast }
                ? nil : "I cannot narrow this figure to \(status.rawValue) deals."
        default: "I cannot narrow this figure to \(status.rawValue) deals."
        }
    }

    // MARK: Time

    private var untimely: String? {
        if reading.isGrowth, !request.measures.isEmpty, request.measures.allSatisfy(\.isOpen) {
            return "How large the pipeline was at an earlier time is not in this data; it shows the pipeline of today."
        }
        guard let period = reading.periods.min(by: { $0.span.last < $1.span.last }), let call else { return nil }
        let isForecast = call.function == "forecast_pipeline_revenue"
        if isForecast, period.span.last < asOf {
            return "That period is over: its bookings are known and can be asked for."
        }
        let status = call.arguments["status"]?.string
        let isClosed =
            request.measures.contains(where: \.isClosed) && draft.calls.count == 1 || status == "won"
            || status == "lost"
        if period.isFuture, isClosed, !isForecast, period.span.first > asOf {
            return "That period has not begun: its forecast can be asked for, or the pipeline closing in it."
        }
        let isOpen = !request.measures.isEmpty && request.measures.allSatisfy(\.isOpen) || status == "open"
        let isOverdue = request.measures.contains { $0 == .overdueDeals || $0 == .overdueValue }
        if isOpen, !isOverdue, period.span.last < asOf, !reading.isClosing {
            return "How large the pipeline was at an earlier time is not in this data; it shows the pipeline of today."
        }
        return nil
    }

    // MARK: Sense

    private var meaningless: String? {
        let isAboutOpen =
            request.measures.contains { $0.isOpen || $0.isForecast || $0 == .deals }
            || call?.arguments["status"] == "open"
            || call?.function.hasPrefix("find_") == true
        if request.bounds.conditions.contains(where: { $0.measure == .probability }), !isAboutOpen {
            return "A probability belongs to open deals, so it cannot narrow this figure."
        }
        if let dimension = request.dimensions.first(where: { Self.telling.contains($0.id) }),
            request.measures.contains(where: \.isRate)
        {
            return "A deal's \(dimension.label.lowercased()) tells whether it was won, so a rate by it says nothing."
        }
        let isLost =
            request.measures.allSatisfy { [.lostDeals, .lostValue].contains($0) } || call?.function == "analyze_losses"
        if reading.filters.contains(where: { $0.dimension == "loss_reason" && !$0.exclude }), !isLost,
            call?.arguments["status"] != "lost"
        {
            return "A loss reason belongs to lost deals, so it cannot narrow this figure."
        }
        if call?.function == "forecast_pipeline_revenue", reading.period != nil,
            reading.filters.contains(where: { $0.dimension == "forecast_category" })
        {
            return
                "What is won has no forecast category any more: ask for the pipeline of the category that closes in the period."
        }
        let shown = call?.arguments["filters"]?.array ?? []
        if call?.function == "analyze_stage_funnel", shown.contains(where: { $0.object?["dimension"] == "stage" }) {
            return "The funnel shows all stages; one of them cannot be picked out of it."
        }
        if let first = request.reading.mentions.firstIndex(where: {
            if case .measure = $0.meaning { true } else { false }
        }),
            let last = request.reading.mentions.lastIndex(where: {
                if case .measure = $0.meaning { true } else { false }
            }),
            request.measures.count > 1, request.bounds.groups.isEmpty,
            reading.mentions[first...last].contains(where: { ["that", "which", "who", "whose"].contains($0.words) })
        {
            // "revenue from accounts that have open pipeline": the second figure narrows the first.
            return
                "I can give both figures side by side, not narrow one to where the other is above nothing: ask for each by itself."
        }
        if let ranking = reading.ranking?.word, request.dimensions.count == 2, reading.isBroken,
            !ranking.hasSuffix("first"),
            !ranking.hasPrefix("rank"), call?.function == "query_metric"
        {
            return
                "I can rank by one thing at a time, not name the first of each: ask for one of them, or leave out “\(ranking)” for all."
        }
        if reading.ranksDeals, request.measures.allSatisfy({ $0.isCount || $0 == .totalValue }),
            !reading.dimensions.isEmpty || reading.grain != nil, call?.function != "get_top_opportunities"
        {
            let each = request.dimension.map { $0.label.lowercased() } ?? reading.grain?.rawValue ?? "one"
            return
                "I can list the largest deals of one \(each) at a time, or of all of them, not the first few of each."
        }
        if let stages = reading.filters.first(where: { $0.dimension == "stage" && !$0.exclude })?.values,
            !request.measures.isEmpty, request.measures.allSatisfy(\.isClosed), reading.topics.isEmpty,
            stages.allSatisfy({ openStages.contains($0) })
        {
            return
                "A deal that is closed has left the stage \(stages.prefix(3).joined(separator: " or ")), so this figure cannot be narrowed to it; open deals can."
        }
        // "The largest deal by region" asks for single deals.
        if let dimension = request.dimension, let word = reading.ranking?.word,
            ["largest", "biggest", "smallest"].contains(word), call?.function != "get_top_opportunities",
            reading.bases.contains(.deals) || reading.isSingular,
            request.measures.allSatisfy(\.isCount)
        {
            return
                "It is not clear whether single deals are asked for, or how many each \(dimension.label.lowercased()) has."
        }
        return nil
    }

    private static let telling: Set<String> = ["stage", "forecast_category", "loss_reason", "next_step"]
}
