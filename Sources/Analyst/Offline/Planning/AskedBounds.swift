import Analytics
import Core
import Foundation

/// What the bounds of a question bound: single deals, or groups of them.
struct AskedBounds {
    /// A bound on the measure of a group: accounts with bookings over $500k.
    struct GroupBound: Hashable {
        var measure: Vocabulary.Measure
        var comparison: Condition.Operator
        var value: Decimal

        var json: JSON {
            [
                "measure": .string(measure.rawValue), "operator": .string(comparison.rawValue),
                "value": .decimal(value),
            ]
        }
    }

    var conditions: [Condition] = []
    var groups: [GroupBound] = []
    /// "for more than 60 days", where a length of time is asked for and no figure.
    var days: Int?
    /// A bound that nothing can be made of, as a sentence to ask back with.
    var problem: String?

    init() {}

    init(_ reading: QuestionReading, _ asked: AskedMeasures, isGrouped: Bool) {
        if let words = reading.unsupportedBound { problem = AskedBounds.sorry(words) }
        for bound in reading.bounds where !AskedBounds.isHeldAgainst(bound, reading, asked, isGrouped) {
            add(bound, reading, asked, isGrouped)
        }
        // Each bound of "between" stands once.
        var seen: Set<Condition> = []
        conditions = conditions.filter { seen.insert($0).inserted }
    }

    private mutating func add(
        _ bound: NumberReader.Bound, _ reading: QuestionReading, _ asked: AskedMeasures, _ isGrouped: Bool
    ) {
        if bound.isProbability, !bound.isMoney {
            let isFraction = !bound.isPercent && bound.value <= 1
            conditions.append(Condition(.probability, bound.comparison, isFraction ? bound.value : bound.value / 100))
            return
        }
        let beside = AskedBounds.measure(beside: bound, reading)
        if bound.isPercent { return addPercent(bound, asked, beside, isGrouped) }
        if let noun = bound.nouns.first, NumberReader.durations.contains(noun) {
            return addDuration(bound, noun, reading, asked, beside, isGrouped)
        }
        if !bound.isMoney, let count = AskedBounds.count(bound, reading, beside) {
            guard isGrouped else { return refuse(bound) }
            groups.append(GroupBound(measure: count, comparison: bound.comparison, value: bound.value))
            return
        }
        guard bound.isMoney || bound.value >= 1000 || beside?.isAmount == true else { return refuse(bound) }
        // "accounts with more than $1M in pipeline" bounds the account, "deals over $1M" the deal.
        // "over $1M pipeline": the figure itself stands behind the bound.
        let behind = bound.nouns.prefix(2).contains { noun in
            if case .measure(let measure)? = Vocabulary.phrases[noun] { measure.isAmount } else { false }
        }
        if isGrouped, behind || AskedBounds.isAboutGroups(bound, reading), let measure = beside ?? asked.measures.first
        {
            guard !measure.isCount, !measure.isRate, !measure.isDays, measure.catalogueName != nil else {
                return isAmountLater(bound, asked) ?? refuse(bound)
            }
            groups.append(GroupBound(measure: measure, comparison: bound.comparison, value: bound.value))
            return
        }
        conditions.append(Condition(.amount, bound.comparison, bound.value))
    }

    /// "win rate of accounts over $1M": the amount is none of a rate; nothing sure can be made of it.
    private mutating func isAmountLater(_ bound: NumberReader.Bound, _ asked: AskedMeasures) -> Void? {
        guard let amount = asked.measures.first(where: \.isAmount) else { return nil }
        groups.append(GroupBound(measure: amount, comparison: bound.comparison, value: bound.value))
        return ()
    }

    private mutating func addPercent(
        _ bound: NumberReader.Bound, _ asked: AskedMeasures, _ beside: Vocabulary.Measure?, _ isGrouped: Bool
    ) {
        if let rate = [beside].compactMap(\.self).first(where: \.isRate) ?? asked.measures.first(where: \.isRate) {
            guard isGrouped else { return refuse(bound) }
            groups.append(GroupBound(measure: rate, comparison: bound.comparison, value: bound.value / 100))
        } else if asked.isAboutDeals || asked.measures.contains(where: { $0.isOpen || $0.isForecast }) {
            conditions.append(Condition(.probability, bound.comparison, bound.value / 100))
        } else {
            refuse(bound)
        }
    }

    private mutating func addDuration(
        _ bound: NumberReader.Bound, _ noun: String, _ reading: QuestionReading, _ asked: AskedMeasures,
        _ beside: Vocabulary.Measure?, _ isGrouped: Bool
    ) {
        let lengths: [String: Decimal] = ["day": 1, "week": 7, "month": 30, "year": 365]
        let value = bound.value * (lengths[noun] ?? 1)
        if reading.has(.overdue) || asked.measures.contains(.overdueDeals) || asked.measures.contains(.overdueValue) {
            guard bound.comparison == .above || bound.comparison == .atLeast,
                let whole = Value.decimal(value).double.flatMap({ Int(exactly: $0) }), (2...3650).contains(whole)
            else { return refuse(bound) }
            days = bound.comparison == .above ? whole : whole - 1
        } else if reading.has(.stalled) {
            guard bound.comparison == .above || bound.comparison == .atLeast,
                let whole = Value.decimal(value).double.flatMap({ Int(exactly: $0) }), (2...3650).contains(whole)
            else { return refuse(bound) }
            days = bound.comparison == .above ? whole : whole - 1
        } else if isGrouped, let measure = (beside ?? asked.measures.first), measure.isDays {
            groups.append(GroupBound(measure: measure, comparison: bound.comparison, value: value))
        } else {
            refuse(bound)
        }
    }

    /// "Is our pipeline above $50M", "do we have more than 300 open deals": the number narrows nothing, the figure is the
    /// answer.
    private static func isHeldAgainst(
        _ bound: NumberReader.Bound, _ reading: QuestionReading, _ asked: AskedMeasures, _ isGrouped: Bool
    ) -> Bool {
        guard reading.isYesNo, !isGrouped, !bound.isProbability, asked.measures.count == 1,
            let measure = asked.measures.first,
            reading.topics.isEmpty, reading.ranking == nil
        else { return false }
        if bound.isPercent { return measure.isRate }
        if let noun = bound.nouns.first, NumberReader.durations.contains(noun) { return measure.isDays }
        let isCounted = count(bound, reading, self.measure(beside: bound, reading)) != nil
        if measure.isCount { return !bound.isMoney && isCounted }
        // "Do we have deals over $1M" is about the deals.
        let isOfDeals = reading.mentions.contains { mention in
            guard
                (0...3).contains(bound.range.lowerBound - mention.range.upperBound)
                    || (0...1).contains(mention.range.lowerBound - bound.range.upperBound)
            else { return false }
            switch mention.meaning {
            case .base(.deals): return true
            case .measure(let other): return other.isCount
            default: return false
            }
        }
        return !isOfDeals && !isCounted
            && (measure.isAmount || [.averageDealSize, .medianDealSize, .averageOpenDeal].contains(measure))
    }

    private mutating func refuse(_ bound: NumberReader.Bound) { problem = problem ?? AskedBounds.sorry(bound.words) }

    private static func sorry(_ words: String) -> String {
        "I cannot apply “\(words)” here: I can keep deals by amount (“deals over $50k”) or probability (“probability above 70%”), and groups by a figure (“accounts with bookings over $500k”)."
    }

    /// The measure that is named next to a bound: "bookings over $1M", "over $1M in pipeline".
    private static func measure(
        beside bound: NumberReader.Bound, _ reading: QuestionReading
    ) -> Vocabulary.Measure? {
        var best: (distance: Int, measure: Vocabulary.Measure)?
        for mention in reading.mentions {
            guard case .measure(let measure) = mention.meaning else { continue }
            let distance =
                mention.range.upperBound <= bound.range.lowerBound
                ? bound.range.lowerBound - mention.range.upperBound
                : mention.range.lowerBound - bound.range.upperBound
            // A word or two may stand between: "bookings of over", "in open pipeline".
            guard (0...3).contains(distance) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (distance, measure) }
        }
        return best?.measure
    }

    /// The count that a plain number bounds: "more than 20 open deals", "at least 3 wins".
    private static func count(
        _ bound: NumberReader.Bound, _ reading: QuestionReading, _ beside: Vocabulary.Measure?
    ) -> Vocabulary.Measure? {
        if let beside, beside.isCount { return beside }
        let words: Set<String> = ["deal", "opportunity", "opp", "win", "loss"]
        guard let place = bound.nouns.firstIndex(where: words.contains) else { return nil }
        if bound.nouns[place] == "win" { return .wonDeals }
        if bound.nouns[place] == "loss" { return .lostDeals }
        let statuses = bound.nouns[..<place].compactMap { noun -> Vocabulary.Status? in
            if case .status(let status)? = Vocabulary.phrases[noun] { status } else { nil }
        }
        return AskedMeasures.count(statuses.first ?? reading.statuses.first)
    }

    /// Whether the bound stands behind a word for groups, with no word for single deals between.
    private static func isAboutGroups(_ bound: NumberReader.Bound, _ reading: QuestionReading) -> Bool {
        for mention in reading.mentions.reversed() where mention.range.upperBound <= bound.range.lowerBound {
            switch mention.meaning {
            case .base(.deals): return false
            case .measure(let measure):
                if measure.isCount { return bound.range.lowerBound - mention.range.upperBound > 3 }
                return true
            case .concept: return true
            default: continue
            }
        }
        return false
    }
}
