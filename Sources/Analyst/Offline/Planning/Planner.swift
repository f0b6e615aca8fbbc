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
///
/// The named functions answer what they were made for, `query_metric` what none of them does. A plan that leaves out a
/// part of the question is not carried out; the part is asked back.
struct Planner {
    let schema: Schema
    let asOf: CalendarDate
    let fiscal: FiscalCalendar
    /// The first close date in the data.
    let closedSince: CalendarDate?

    func plan(_ question: QuestionReading) -> PlanOutcome {
        let outcome = planned(question)
        if case .plan = outcome { return outcome }
        guard let narrowed = keptByContacts(question) else { return outcome }
        // The functions about contacts give counts and win rates; every other figure is that of the deals that they are on.
        let other = planned(narrowed)
        if case .plan = other { return other }
        return outcome
    }

    private func planned(_ question: QuestionReading) -> PlanOutcome {
        if let refusal = unreadable(question) { return refusal }
        var reading = completed(question)
        let isOneDeal = reading.ranking != nil && reading.isSingular
        if reading.asksWho, reading.dimensions.isEmpty, reading.topics.isEmpty, reading.countedDimension == nil,
            reading.filters.isEmpty || reading.ranking != nil
                || reading.measures.isEmpty && !reading.filters.contains(where: { $0.dimension == "owner" }),
            !isOneDeal, reading.recency == nil, reading.contactNames == nil || reading.ranking != nil
        {
            guard let owner = schema.dimension("owner") else {
                return .unanswerable("This data does not say who works on a deal: it has no owner column.")
            }
            reading.dimensions = [owner]
        }
        if reading.asksOwner, reading.topics.isEmpty,
            !reading.dimensions.isEmpty, !reading.dimensions.contains(where: { $0.id == "owner" }), !isOneDeal
        {
            // "Who owns those accounts" asks for people, not for the accounts again.
            guard let owner = schema.dimension("owner") else {
                return .unanswerable("This data does not say who works on a deal: it has no owner column.")
            }
            reading.dimensions.append(owner)
        }
        var request = PlanRequest(reading: reading, asked: AskedMeasures(reading), bounds: AskedBounds())
        if let problem = request.asked.problem { return .clarify(problem) }
        if request.asked.isRateOfClosed { request.reading.isShare = false }
        addDefaultMeasure(&request)
        request.bounds = AskedBounds(
            reading, request.asked,
            isGrouped: !reading.dimensions.isEmpty || reading.grain != nil || reading.countedDimension != nil)
        if let problem = request.bounds.problem { return .clarify(problem) }
        splitShare(&request)
        keepLost(&request)
        joinPeriods(&request)
        if request.reading.periods.count > 2 {
            return .clarify("I can compare two periods, and the question names more.")
        }
        if request.reading.grains.count > 1 {
            return .clarify("I can follow a figure in steps of one length at a time.")
        }
        if let reason = withoutHistory(request) { return .unanswerable(reason) }
        guard let draft = draft(request) else { return .clarify(vagueness(request)) }
        if let gap = PlanGap(request: request, draft: draft, asOf: asOf, openStages: openStages).sentence {
            return .clarify(gap)
        }
        return .plan(draft.plan(chart: request.reading.chart))
    }

    private var openStages: Set<String> { Set(schema.stages.filter { $0.outcome == .open }.map(\.name)) }

    // MARK: What cannot be read

    private func unreadable(_ question: QuestionReading) -> PlanOutcome? {
        if let (word, values) = question.ambiguous {
            let names =
                values.prefix(5).joined(separator: ", ") + (values.count > 5 ? " and \(values.count - 5) more" : "")
            return .clarify("“\(word)” may be any of these: \(names). Which one is meant?")
        }
        if let reason = droppedReason(question) { return .unanswerable(reason) }
        if let absent = question.absent.first {
            return .unanswerable(
                "This data has no \(absent.name)\(absent.name.contains(absent.word) ? "" : " (“\(absent.word)”)"): it holds \(holdings)."
            )
        }
        if !question.leftovers.isEmpty {
            let words = question.leftovers.prefix(4).map { "“\($0)”" }.joined(separator: ", ")
            return .unanswerable(
                "I do not know what \(words) means in this data: no column, value or measure is called that. It holds \(holdings)."
            )
        }
        if let missing = question.missing.first {
            return .unanswerable("This data has no column for \(missing): it holds \(holdings).")
        }
        if question.wantsPeriodAfter {
            return .clarify("It is not clear which period is meant: name the quarter, month or year.")
        }
        if question.refersToTwo {
            return .clarify("It is not clear which two are meant: name them, such as “EMEA or APAC”.")
        }
        if let dimension = question.referencedDimension,
            !question.filters.contains(where: { $0.dimension == dimension.id })
        {
            return .clarify("It is not clear which \(dimension.label.lowercased()) is meant: name it.")
        }
        if question.asksWho, question.contactNames != nil, question.ranking == nil, question.measures.isEmpty,
            question.dimensions.isEmpty, question.statuses.isEmpty
        {
            return .unanswerable("Answers tell the roles and titles of contacts, not who they are.")
        }
        if question.has(.losses), schema.dimension("loss_reason") == nil, question.dimensions.isEmpty {
            return .unanswerable("This data has no loss reasons: it holds \(holdings).")
        }
        if let word = question.unboundExclusion {
            return .clarify(
                "I cannot turn a question around with “\(word)” here; I can leave out values, such as one region.")
        }
        return nil
    }

    /// What the data is about, in words.
    private var holdings: String {
        var parts = ["opportunities with stage" + (schema.openCount > schema.openWithoutAmount ? " and amount" : "")]
        if schema.has(.closed) { parts.append("close dates") }
        if schema.hasContacts { parts.append("contacts") }
        let names = schema.dimensions.filter { !["stage", "next_step"].contains($0.id) }.prefix(6).map {
            $0.label.lowercased()
        }
        return (parts + names).joined(separator: ", ")
    }

    /// Why a column that the question names is there but cannot be used.
    private func droppedReason(_ question: QuestionReading) -> String? {
        let named = Set((question.missing + question.leftovers + question.absent.map(\.word)).map(QuestionTokens.key))
        for (id, reason) in schema.droppedDimensions.sorted(by: { $0.key < $1.key }) {
            let words = Vocabulary.concepts.first { $0.0 == id }?.1.split(separator: "|").map(String.init) ?? []
            if ([id.replacing("_", with: " ")] + words).contains(where: { named.contains(QuestionTokens.key($0)) }) {
                return "Figures cannot be broken down by \(id.replacing("_", with: " ")): \(reason)."
            }
        }
        return nil
    }

    private func vagueness(_ request: PlanRequest) -> String {
        if request.reading.asksWhy {
            return "I can show what is behind a figure by a breakdown: name the figure and what to break it down by."
        }
        if let measure = request.measure, request.reading.isShare, !measure.isAdditive {
            return
                "Only figures that add up, such as pipeline, bookings and deals, have shares; \(measure.words) can be compared by a breakdown."
        }
        if request.asked.isAboutDeals {
            return "It is not clear which deals are meant: the open ones, the won ones, or those created in a period."
        }
        return "It is not clear which figure is asked for: pipeline, forecast, bookings, win rate, deals or contacts."
    }

    // MARK: What goes without saying

    private func completed(_ question: QuestionReading) -> QuestionReading {
        var reading = question
        // "EMEA or APAC": several values of one thing are set beside each other, not summed up.
        let several = reading.filters.filter { !$0.exclude && $0.values.count > 1 }
        if let filter = several.first, several.count == 1, !reading.isShare,
            !reading.joinedFilters.contains(filter.dimension),
            reading.dimensions.isEmpty || reading.isComparing && reading.dimensions.count == 1,
            !reading.dimensions.contains(where: { $0.id == filter.dimension }),
            reading.topics.isEmpty || reading.topics == [.conversion] && filter.dimension != "stage",
            let dimension = schema.dimension(filter.dimension)
        {
            reading.dimensions.append(dimension)
        }
        let asksHow = reading.mentions.contains {
            $0.meaning == .filler && ($0.words.hasPrefix("how ") || $0.words == "how")
        }
        if asksHow, !reading.namesFigure, reading.dimensions.isEmpty, reading.statuses.isEmpty, reading.ranking == nil,
            !reading.asksAmount, !reading.isCounting, !reading.isComparing, !reading.isGrowth, !reading.isShare,
            reading.filters.count == 1,
            reading.mentions.contains(where: { ["doing", "performing"].contains($0.words) })
        {
            // "How is EMEA doing" asks for its main figures.
            reading.topics = [.overview]
        }
        let isAhead = reading.period.map { asOf <= $0.span.last } ?? false
        if isAhead, reading.isClosing, !reading.namesFigure, reading.dimensions.isEmpty, reading.statuses.isEmpty,
            !reading.asksAmount, !reading.asksWho, !reading.isCounting, reading.ranking == nil, !reading.isShare
        {
            // "What is closing this week" asks for the deals.
            reading.bases = [.deals]
            reading.isListing = true
        }
        let isPast = reading.period.map { $0.span.last < asOf } ?? false
        let isOpenStage = reading.filters.contains { filter in
            filter.dimension == "stage" && !filter.exclude
                && filter.values.allSatisfy { value in
                    schema.stages.contains { $0.name == value && $0.outcome == .open }
                }
        }
        if reading.measures.isEmpty, reading.topics.isEmpty, reading.statuses.isEmpty, !reading.isOfAnyStatus,
            reading.bases.contains(.deals) || reading.bases.contains(.value) || reading.asksAmount,
            reading.isClosing && (isAhead || reading.period == nil) || isOpenStage
                || reading.bounds.contains(where: { $0.isProbability || $0.isPercent })
        {
            reading.statuses = [.open]
        }
        if reading.measures.isEmpty, reading.bounds.contains(where: { $0.isPercent && !$0.isProbability }),
            !reading.dimensions.isEmpty, reading.statuses == [.won] || reading.statuses == [.lost]
        {
            // "win at least 40% of their deals"
            reading.measures = [reading.statuses == [.won] ? .winRate : .lossRate]
            reading.bases.removeAll { $0 == .deals }
        }
        if reading.filters.contains(where: { $0.dimension == "stage" && !$0.exclude && $0.values.count == 2 }),
            reading.topics.isEmpty && reading.has(.winRate) || reading.has(.conversion)
        {
            // "conversion from Proposal to Negotiation"
            reading.topics = [.funnel]
            reading.measures = []
            reading.bases = []
            reading.isShare = false
        }
        if reading.measures.isEmpty, reading.statuses.isEmpty, reading.topics.isEmpty || reading.topics == [.losses],
            reading.filters.contains(where: { $0.dimension == "loss_reason" }),
            !reading.bases.isEmpty || reading.isCounting || reading.asksAmount || !reading.dimensions.isEmpty
        {
            // A loss reason is one of lost deals alone.
            reading.statuses = [.lost]
            reading.topics = []
        }
        if reading.has(.losses) || reading.filters.contains(where: { $0.dimension == "loss_reason" }) {
            reading.asksWhy = false
        }
        if reading.has(.stalled) { reading.dimensions.removeAll { $0.id == "stage" } }
        let isLength = ["longest", "shortest", "longer", "shorter"].contains(reading.ranking?.word ?? "")
        // "Do Platinum deals take longer to win than Silver ones": the values are compared, not single deals.
        let isOfValues = reading.isComparing && reading.bases == [.deals] && !reading.ranksDeals
        if isLength, reading.measures.isEmpty, reading.topics.isEmpty, reading.bases.isEmpty || isOfValues,
            reading.isClosing || [[.won], [.closed]].contains(reading.statuses)
        {
            // "Which industry takes longest to close"
            reading.measures = [.salesCycle]
            reading.bases = []
            reading.isClosing = false
        }
        if isLength, reading.measures == [.bookings], reading.bases.isEmpty, reading.topics.isEmpty {
            // "Which product takes the longest to sell"
            reading.measures = [.salesCycle]
        }
        let isSpeed = ["faster", "fastest", "quicker", "quickest", "slower", "slowest"].contains(
            reading.ranking?.word ?? "")
        if isSpeed, reading.measures.isEmpty, reading.topics.isEmpty,
            reading.isClosing || reading.statuses == [.won] || reading.statuses == [.closed]
        {
            // "Does Enterprise close faster than SMB" is about days.
            reading.measures = [.salesCycle]
            reading.isClosing = false
        }
        let isNow = reading.mentions.contains { ["right now", "at the moment", "currently", "now"].contains($0.words) }
        if isNow, reading.bases.contains(.deals) || reading.bases == [.value] && !reading.dimensions.isEmpty,
            reading.statuses.isEmpty, reading.measures.isEmpty,
            reading.topics.isEmpty,
            reading.periods.isEmpty
        {
            reading.statuses = [.open]
        }
        if reading.isGrowth, let word = reading.ranking?.word, ["fastest", "quickest"].contains(word) {
            // "Grew fastest" is most.
            reading.ranking = (true, "most")
        }
        if reading.isGrowth, reading.periods.isEmpty, !reading.isAgainstYear, !reading.isAgainstBefore {
            reading.isOverTime = true
        }
        if reading.periods.isEmpty, reading.grains.isEmpty, reading.isAgainstBefore || reading.isAgainstYear {
            // "quarter over quarter" without a quarter is a trend in quarters.
            reading.grains = [grain(ofComparison: reading)]
            reading.isAgainstBefore = false
            reading.isAgainstYear = false
        }
        if reading.measures.isEmpty, reading.topics.isEmpty, !reading.bases.contains(.deals),
            reading.asksAmount || reading.ranking != nil || reading.asksWho,
            reading.statuses == [.closed] || reading.statuses.isEmpty && reading.isClosing && isPast
        {
            // "How much did EMEA close": to close without a word for what is to win.
            reading.measures = [.bookings]
        }
        if reading.isFuture, !reading.has(.forecast), !reading.isClosing || reading.asksAmount,
            reading.has(.bookings) || reading.has(.wonDeals) || reading.statuses == [.won]
                || reading.measures.isEmpty && reading.asksAmount && reading.isClosing,
            !isPast
        {
            reading.measures = [.forecast]
            reading.statuses.removeAll { $0 == .won || $0 == .open }
            reading.bases.removeAll { $0 == .deals }
        }
        if reading.isClosing, isAhead, reading.has(.averageDealSize) {
            reading.measures = reading.measures.map { $0 == .averageDealSize ? .averageOpenDeal : $0 }
        }
        return withForecastCategory(reading)
    }

    /// "pipeline in commit" keeps the pipeline of that forecast category; "commit" alone is a forecast.
    private func withForecastCategory(_ reading: QuestionReading) -> QuestionReading {
        guard reading.has(.pipeline) || reading.has(.openDeals) || reading.bases.contains(.deals),
            let view = [Vocabulary.Measure.commit, .bestCase].first(where: reading.has),
            let category = schema.dimension("forecast_category"),
            let value = category.values.first(where: { Names.folded($0) == Names.folded(view.rawValue) })
        else { return reading }
        var result = reading
        result.measures.removeAll { $0 == view }
        result.filters.append(Filter(category.id, [value], exclude: false))
        return result
    }

    private func grain(ofComparison reading: QuestionReading) -> TimeGrain {
        let words = reading.mentions.filter { $0.meaning == .againstBefore || $0.meaning == .againstYear }.map(\.words)
        if words.contains(where: { $0.hasPrefix("month") || $0 == "mom" }) { return .month }
        return words.contains { $0.hasPrefix("year") || $0 == "yoy" } ? .year : .quarter
    }

    /// A snapshot cannot tell how many deals went from one stage to the next.
    private func withoutHistory(_ request: PlanRequest) -> String? {
        let words = request.reading.mentions.map(\.words)
        let asksConversion = words.contains {
            $0.contains("conver") || $0.hasSuffix("it from") || $0.contains("drop") || $0.contains("leak")
                || $0.hasPrefix("move")
        }
        let isStaged =
            request.reading.has(.funnel) || request.reading.has(.conversion) && request.dimension?.id == "stage"
        guard !schema.hasHistory, isStaged, asksConversion else { return nil }
        return
            "Conversion from stage to stage needs a history of stages, which this data lacks; the funnel as it stands and the win rate can be given."
    }

    /// What is ranked where no measure is named: accounts by their value, anything else by bookings.
    private func addDefaultMeasure(_ request: inout PlanRequest) {
        let reading = request.reading
        guard request.measures.isEmpty, reading.topics.isEmpty, let first = reading.dimensions.first,
            reading.countedDimension == nil, !reading.asksWhy
        else { return }
        let isRanked =
            reading.ranking != nil || reading.limit != nil || !reading.bounds.isEmpty && first.id == "account"
        guard isRanked || reading.asksWho || reading.isShare else { return }
        let lengths: Set<String> = [
            "longest", "shortest", "longer", "shorter", "slowest", "fastest", "slower", "quickest",
        ]
        // "With us the longest" is no matter of amounts.
        if let word = reading.ranking?.word, lengths.contains(word) { return }
        // "Who needs help" names nothing that people could be ranked by.
        if reading.asksWho, !isRanked, !reading.isShare, reading.filters.isEmpty, reading.periods.isEmpty,
            first.id == "owner", !reading.mentions.contains(where: { $0.meaning == .concept("owner") })
        {
            return
        }
        if reading.asksWho, !isRanked, !reading.filters.isEmpty, reading.statuses.isEmpty, reading.bounds.isEmpty {
            // "Who owns the Acme account": whose deals they are, whatever became of them.
            request.asked.measures = [.totalValue]
            return
        }
        request.asked.measures = [first.id == "account" ? .totalValue : .bookings]
    }
}
