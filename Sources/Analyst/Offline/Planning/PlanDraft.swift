import Analytics
import Core
import Warehouse

/// Parts of a question that a plan must use: what is left over would be dropped in silence.
enum QuestionPart: Hashable {
    case measures, dimensions, groupBounds, conditions, filters, period, secondPeriod, grain, lowest, highest, limit
    case share, comparison, growth, days, why, when, contacts, recency, byCreated, everyone
    case status(Vocabulary.Status)
    case topic(Vocabulary.Topic)
}

/// A plan in the making: its calls, and which parts of the question they use.
struct PlanDraft {
    var calls: [Question.PinnedCall]
    var emphases: [Plan.Emphasis]
    /// A call for the period before, beside the last of `calls`.
    var before: Question.PinnedCall?
    var used: Set<QuestionPart>

    init(_ call: Question.PinnedCall, _ emphasis: Plan.Emphasis, _ used: Set<QuestionPart>) {
        calls = [call]
        emphases = [emphasis]
        self.used = used
    }

    /// Several calls that answer together.
    init(_ drafts: [PlanDraft]) {
        calls = drafts.flatMap(\.calls)
        emphases = drafts.flatMap(\.emphases)
        used = drafts.dropFirst().reduce(drafts.first?.used ?? []) { $0.intersection($1.used) }
    }

    /// The same with the arguments of a period before as a second call.
    func compared(with before: Question.PinnedCall?) -> PlanDraft {
        var copy = self
        copy.before = before
        return copy
    }

    func using(_ parts: QuestionPart...) -> PlanDraft {
        var copy = self
        copy.used.formUnion(parts)
        return copy
    }

    func plan(chart: Answer.Visualization.Kind?) -> Plan {
        var plan = Plan(calls: calls, chart: chart, emphases: emphases)
        if let before {
            plan.calls.append(before)
            plan.comparison = plan.calls.count - 1
        }
        return plan
    }
}

/// A question with its measures and bounds put together, as the planner works on it.
struct PlanRequest {
    var reading: QuestionReading
    var asked: AskedMeasures
    var bounds: AskedBounds
    /// The values whose share of the whole is asked for, and their dimension, which is then the breakdown.
    var share: (dimension: Dimension, values: [String])?

    var measures: [Vocabulary.Measure] { asked.measures }
    var measure: Vocabulary.Measure? { asked.measures.count == 1 ? asked.measures.first : nil }
    var dimensions: [Dimension] { reading.dimensions }
    var dimension: Dimension? { reading.dimensions.count == 1 ? reading.dimensions.first : nil }
    var isOverTime: Bool { reading.grain != nil || reading.isOverTime }

    /// The parts that the question has.
    var parts: Set<QuestionPart> {
        var parts: Set<QuestionPart> = []
        if !measures.isEmpty { parts.insert(.measures) }
        if !dimensions.isEmpty { parts.insert(.dimensions) }
        if !bounds.groups.isEmpty { parts.insert(.groupBounds) }
        if !bounds.conditions.isEmpty { parts.insert(.conditions) }
        if !reading.filters.isEmpty { parts.insert(.filters) }
        if !reading.periods.isEmpty { parts.insert(.period) }
        if reading.periods.count > 1 { parts.insert(.secondPeriod) }
        if isOverTime { parts.insert(.grain) }
        if let ranking = reading.ranking { parts.insert(ranking.descending ? .highest : .lowest) }
        if reading.limit != nil { parts.insert(.limit) }
        if reading.isShare { parts.insert(.share) }
        if reading.isComparing || reading.isAgainstBefore || reading.isAgainstYear { parts.insert(.comparison) }
        if reading.isGrowth { parts.insert(.growth) }
        if reading.asksWhen, reading.whichPeriod == nil, !isOverTime { parts.insert(.when) }
        if reading.contactNames != nil { parts.insert(.contacts) }
        if reading.recency != nil { parts.insert(.recency) }
        if reading.isByCreated { parts.insert(.byCreated) }
        if reading.withAndWithout != nil { parts.insert(.everyone) }
        if reading.againstEveryone != nil { parts.insert(.everyone) }
        if reading.asksWhy { parts.insert(.why) }
        if bounds.days != nil { parts.insert(.days) }
        for status in reading.statuses where !asked.droppedStatuses.contains(status) { parts.insert(.status(status)) }
        for topic in reading.topics { parts.insert(.topic(topic)) }
        return parts
    }

    // MARK: Calls

    /// A call with the filters, bounds on deals and, where wanted, the period of the question.
    func call(
        _ function: String, _ arguments: [String: JSON] = [:], period: Bool = true
    ) -> Question.PinnedCall {
        var all = arguments
        if !reading.filters.isEmpty { all["filters"] = .array(reading.filters.map(\.json)) }
        if !bounds.conditions.isEmpty { all["conditions"] = .array(bounds.conditions.map(\.json)) }
        let call = Question.PinnedCall(function: function, arguments: all)
        guard period, let named = reading.period else { return call }
        return call.spanning(named)
    }

    /// What `call` uses.
    func common(period: Bool = true) -> Set<QuestionPart> {
        period ? [.filters, .conditions, .period, .measures] : [.filters, .conditions, .measures]
    }

    /// How many rows, and from which end.
    var ranked: [String: JSON] {
        var arguments: [String: JSON] = [:]
        if let limit = reading.limit { arguments["limit"] = .integer(limit) }
        if isLowest { arguments["order"] = "lowest" }
        return arguments
    }

    /// Whether the smallest come first: "worst win rate", and "best sales cycle" too.
    var isLowest: Bool {
        guard let ranking = reading.ranking else { return false }
        let isJudgement = ["best", "worst", "better", "worse", "strongest", "weakest", "stronger", "weaker"]
            .contains { ranking.word.hasPrefix($0) }
        if isJudgement, measures.first?.isBetterLow == true { return ranking.descending }
        if ["fastest", "quickest", "faster", "quicker"].contains(ranking.word) {
            // Fast is short for a cycle, and high for growth and velocity.
            return measures.first?.isDays == true
        }
        if ranking.word == "slowest" || ranking.word == "slower" { return measures.first?.isDays != true }
        return !ranking.descending
    }
}

extension Question.PinnedCall {
    func spanning(_ period: NamedPeriod) -> Question.PinnedCall {
        var result = spanning(period.span)
        if period.isOpenStart { result.arguments["from"] = nil }
        if period.isOpenEnd { result.arguments["to"] = nil }
        return result
    }

    func spanning(_ span: DateSpan) -> Question.PinnedCall {
        var result = self
        result.arguments["from"] = .string(span.first.description)
        result.arguments["to"] = .string(span.last.description)
        return result
    }
}
