import Analytics
import Core
import Warehouse

/// Reads a question in the light of what was asked before it.
///
/// What the new question does not say is taken from the one before: its figure, its filters, its period, its breakdown.
/// What was taken is said with the answer.
struct FollowUp {
    let reader: QuestionReader
    let schema: Schema
    let periods: PeriodWords

    struct Result {
        var reading: QuestionReading
        /// What was taken from before, in words: `Region EMEA`, `Q4 2026`.
        var carried: [String] = []
    }

    /// As many earlier questions as are looked back on.
    private static let depth = 20

    func read(_ question: Question) -> Result {
        var before: Before?
        var earlier: Before?
        for turn in question.earlier.suffix(Self.depth) {
            let reading = follow(before, earlier, turn.question).reading
            // What could not be read leaves no trace, or a slip would lose what was said before.
            if reading.leftovers.isEmpty, reading.absent.isEmpty, reading.missing.isEmpty || before == nil {
                (earlier, before) = (before, (reading, turn.answer))
            }
        }
        return follow(before, earlier, question.text)
    }

    /// A question before, as it was read, and what came.
    typealias Before = (reading: QuestionReading, answer: Answer)

    private func follow(_ before: Before?, _ earlier: Before?, _ text: String) -> Result {
        let read = reader.read(text)
        guard let before, read.leftovers.isEmpty, read.absent.isEmpty, read.missing.isEmpty, read.ambiguous == nil
        else { return Result(reading: read) }
        if read.refersToTwo || comparesBoth(read), let both = both(read, before, earlier) { return both }
        let new = narrowed(stretched(read, before.reading), before.reading, text)
        guard goesOn(new, text) else { return Result(reading: read) }
        var result = Result(reading: new)
        resolveReference(&result, before, text)
        if new.asksWhy, !new.namesFigure { return why(result, before.reading) }
        carryFigure(&result, new, before.reading)
        let isWhole = !new.namesFigure && new.aggregates == [.total] && new.filters.isEmpty
        // "And in total?" takes the filters away.
        if !isWhole { carryFilters(&result, new, before.reading) }
        carryPeriods(&result, new, before.reading)
        carryShape(&result, new, before.reading)
        return result
    }

    // MARK: Whether it goes on

    private func goesOn(_ reading: QuestionReading, _ text: String) -> Bool {
        // "… in total" begins anew.
        if reading.namesFigure, reading.aggregates.contains(.total), !reading.refersBack { return false }
        if reading.refersBack { return true }
        // "Weighted?" is said of what was asked before.
        if reading.wordCount <= 2, reading.filters.isEmpty, reading.periods.isEmpty, reading.dimensions.isEmpty {
            return true
        }
        if !reading.namesFigure, reading.countedDimension == nil {
            // An account's name alone is a question of its own only where it asks for it: "tell me about Acme".
            return true
        }
        if reading.topics.isEmpty == false, reading.topics.allSatisfy({ $0 == .overview }) { return false }
        let first = QuestionTokens(text).text(0)
        let second = QuestionTokens(text).text(1)
        if ["and", "but", "also", "now", "then", "plus", "only", "just", "or"].contains(first) { return true }
        if ["ok", "okay", "so", "great", "thanks"].contains(first), ["and", "now", "but"].contains(second) {
            return true
        }
        return isTopOfBefore(text)
    }

    /// "How did the top performing product do in EMEA": something of the answer before, not a ranking of its own.
    func isTopOfBefore(_ text: String) -> Bool {
        let tokens = QuestionTokens(text)
        return (0..<tokens.count).contains { index in
            guard tokens.text(index) == "the", case .ranking(true)? = Vocabulary.phrases[tokens.text(index + 1)],
                ["performing", "selling"].contains(tokens.text(index + 2))
                    || ["for", "of", "in", "from", "did", "does", "do", "with", "has"].contains(tokens.text(index - 1))
            else { return false }
            return index > 0
                && !["is", "are", "was", "were", "what", "which", "whats"].contains(tokens.text(index - 1))
        }
    }

    // MARK: Words that are said of what was asked before

    /// "Only deals above 200k" narrows the figure before, and "in the quarter before that" is a period.
    private func narrowed(_ new: QuestionReading, _ old: QuestionReading, _ text: String) -> QuestionReading {
        var reading = new
        let isNarrowing = !new.bounds.isEmpty || !new.filters.isEmpty
        if new.bases == [.deals], new.measures.isEmpty, new.topics.isEmpty, new.statuses.isEmpty,
            new.aggregates.isEmpty, isNarrowing, !new.isCounting, !new.isListing, !new.asksAmount,
            new.dimensions.isEmpty, new.ranking == nil, old.namesFigure, !new.isClosing
        {
            // The deals that it is narrowed to are no figure of their own; a list of deals stays one.
            reading.bases = []
            reading.isSingular = false
        }
        if new.wantsPeriodAfter, new.periods.isEmpty, let period = old.periods.last, let after = reader.after(period) {
            reading.periods = [after]
            reading.wantsPeriodAfter = false
            reading.refersBack = true
        }
        if let dimension = subject(new, old) {
            reading.referencedDimension = dimension
            reading.isOneReferenced = true
            reading.refersBack = true
        }
        let tokens = QuestionTokens(text)
        let opening = (0..<min(4, tokens.count)).map(tokens.text)
        if new.isAgainstBefore, new.periods.isEmpty, let period = old.periods.first, !new.isGrowth,
            opening.contains(where: { ["in", "for", "and", "what", "how", "during"].contains($0) }),
            !new.mentions.contains(where: { mention in
                mention.meaning == .comparison
                    || ["compared", "vs", "versus", "against"].contains(where: mention.words.hasPrefix)
            }),
            let before = reader.before(period)
        {
            reading.periods = [before]
            reading.isAgainstBefore = false
            reading.refersBack = true
        }
        return reading
    }

    // MARK: What is carried over

    private func carryFigure(_ result: inout Result, _ new: QuestionReading, _ old: QuestionReading) {
        if new.bases == [.deals], new.isCounting, new.statuses.isEmpty, new.measures.isEmpty,
            let measure = AskedMeasures(old).measures.first
        {
            // "How many deals is that": those that the figure is made of.
            let status: Vocabulary.Status? =
                measure.statuses.contains(.won)
                ? .won
                : measure.statuses.contains(.lost) ? .lost : measure.isOpen ? .open : nil
            result.reading.statuses = status.map { [$0] } ?? []
        }
        if new.bases == [.value] || new.asksAmount && new.bases.isEmpty && new.measures.isEmpty, new.refersBack,
            new.statuses.isEmpty, let measure = AskedMeasures(old).measures.first, let value = measure.value
        {
            // "How much are they worth": the value of what was counted.
            result.reading.measures = [value]
            result.reading.bases = []
            result.carried.append(measure.words)
            return
        }
        // "What are they worth": the value stands in the answer that counted them.
        let isValueOfTopic =
            new.bases.contains(.value) && new.measures.isEmpty && new.topics.isEmpty && new.refersBack
            && (!old.topics.isEmpty || old.contactNames != nil)
        if isValueOfTopic, old.contactNames != nil || old.has(.executives) {
            // "The value of those deals": of the deals with the contacts that were asked about.
            result.reading.topics = old.topics.filter { $0 == .executives }
            result.reading.contactNames = old.contactNames
            result.reading.statuses = old.statuses
            result.reading.bases = []
            result.reading.measures = [AskedMeasures(old).measures.first?.value ?? .totalValue]
            result.reading.mentions += old.mentions.filter { if case .topic = $0.meaning { true } else { false } }
            return
        }
        if isValueOfTopic {
            result.reading.topics = old.topics
            result.reading.contactNames = old.contactNames
            result.reading.statuses = old.statuses
            result.reading.mentions += old.mentions
            return
        }
        guard !new.namesFigure else { return }
        if !new.statuses.isEmpty, let measure = AskedMeasures(old).measures.first,
            !measure.statuses.isSuperset(of: new.statuses)
        {
            // "And lost?": the same kind of figure of other deals.
            result.reading.bases = measure.isCount ? [.deals] : [.value]
            result.reading.isCounting = old.isCounting
            if old.dimensions.isEmpty { result.reading.ranking = new.ranking ?? old.ranking }
            return
        }
        result.reading.measures = old.measures
        result.reading.bases = old.bases
        result.reading.aggregates = new.aggregates.isEmpty ? old.aggregates : new.aggregates
        result.reading.statuses = old.statuses
        result.reading.topics = old.topics
        result.reading.asksAmount = old.asksAmount
        result.reading.isCounting = old.isCounting
        result.reading.isListing = new.isListing || old.isListing
        result.reading.isSingular = old.isSingular
        result.reading.isClosing = new.isClosing || old.isClosing
        result.reading.isFuture = new.isFuture || old.isFuture
        result.reading.isShare = new.isShare || old.isShare
        if new.bounds.isEmpty { result.reading.mentions = old.mentions }
        if new.dimensions.isEmpty { result.reading.countedDimension = old.countedDimension }
        let names = AskedMeasures(old).measures.map(\.words)
        if !names.isEmpty { result.carried.append(names.joined(separator: " and ")) }
    }

    private func carryFilters(_ result: inout Result, _ new: QuestionReading, _ old: QuestionReading) {
        for filter in old.filters {
            let same = result.reading.filters.filter { $0.dimension == filter.dimension }
            if same.isEmpty, isReplaced(filter, by: new) { continue }
            if same.isEmpty {
                set(filter, &result)
                result.carried.append(words(filter))
            } else if let excluded = same.first(where: \.exclude), same.count == 1 {
                // "Excluding renewals" after two types leaves the other one; after an exclusion it adds to it.
                let values =
                    filter.exclude
                    ? Set(filter.values).union(excluded.values).sorted()
                    : filter.values.filter { !excluded.values.contains($0) }
                if !values.isEmpty { set(Filter(filter.dimension, values, exclude: filter.exclude), &result) }
            }
        }
        for id in old.filterOrder where !result.reading.filterOrder.contains(id) {
            result.reading.filterOrder.insert(id, at: 0)
        }
        if new.bounds.isEmpty, !old.bounds.isEmpty {
            result.reading.bounds = old.bounds
            result.reading.mentions = old.mentions
            result.carried += old.bounds.map(\.words)
        }
    }

    /// "The same for the Nordics" after France: one place is asked for in place of the other.
    private func isReplaced(_ filter: Filter, by new: QuestionReading) -> Bool {
        guard !new.namesFigure, !filter.exclude, let family = Self.family(of: filter.dimension, schema) else {
            return false
        }
        return new.filters.contains { other in
            !other.exclude && other.dimension != filter.dimension && Self.family(of: other.dimension, schema) == family
        }
    }

    /// Columns that say the same at different widths: country and region, product and its line, rep and team.
    private static func family(of dimension: String, _ schema: Schema) -> Int? {
        let label = QuestionTokens.key(
            (schema.dimension(dimension)?.label ?? "") + " " + dimension.replacing("_", with: " "))
        let words = Set(label.split(separator: " ").map(String.init))
        let families: [Set<String>] = [
            ["region", "country", "territory", "area", "state", "city", "market", "office", "geography", "geo"],
            ["product", "family", "line", "series", "offering", "category"],
            ["owner", "rep", "team", "manager", "agent", "seller"],
        ]
        return families.firstIndex { !$0.isDisjoint(with: words) }
    }

    private func carryPeriods(_ result: inout Result, _ new: QuestionReading, _ old: QuestionReading) {
        let always: Set<String> = ["all years", "in all years", "all time", "of all time", "ever"]
        if new.periods.isEmpty {
            // "… of all years" takes the period away.
            if new.mentions.contains(where: { $0.meaning == .filler && always.contains($0.words) }) { return }
            guard !old.periods.isEmpty else { return }
            result.reading.periods = old.periods
            result.carried += old.periods.compactMap(words)
        } else if let named = sameYear(new, old) {
            result.reading.periods = [named]
            result.carried += [words(named)].compactMap(\.self)
        } else if new.periods.count == 1, new.isComparing, let period = old.periods.first, !new.periods.contains(period)
        {
            result.reading.periods.insert(period, at: 0)
            result.carried += [words(period)].compactMap(\.self)
        }
    }

    private func carryShape(_ result: inout Result, _ new: QuestionReading, _ old: QuestionReading) {
        let isTopic = !new.topics.isEmpty
        let hasOwnTime = !new.grains.isEmpty || new.isOverTime || new.whichPeriod != nil
        if result.reading.dimensions.isEmpty, !isTopic, result.reading.referencedDimension == nil,
            !hasOwnTime || !new.namesFigure
        {
            let single = Set(result.reading.filters.filter { !$0.exclude && $0.values.count == 1 }.map(\.dimension))
            let asked = Set(new.filters.map(\.dimension))
            result.reading.dimensions = old.dimensions.filter { !(single.contains($0.id) && asked.contains($0.id)) }
            if !result.reading.dimensions.isEmpty {
                result.carried.append(
                    "by " + result.reading.dimensions.map { $0.label.lowercased() }.joined(separator: " and "))
            }
        }
        if !hasOwnTime, new.dimensions.isEmpty, !isTopic {
            result.reading.grains = old.grains
            result.reading.isOverTime = old.isOverTime
            result.reading.whichPeriod = old.whichPeriod
        }
        if new.referencedDimension != nil || result.reading.referencedDimension != nil { return }
        let keepsRanking =
            new.ranking == nil && new.limit == nil && !result.reading.dimensions.isEmpty || !new.namesFigure
        if keepsRanking, !isTopic {
            // "Only 3 of them" keeps the end from which they are counted.
            result.reading.ranking = new.ranking ?? old.ranking
            if new.limit == nil, new.referencedDimension == nil { result.reading.limit = old.limit }
        }
        if !new.namesFigure {
            result.reading.chart = new.chart ?? old.chart
            result.reading.asksWho = new.asksWho || old.asksWho && new.dimensions.isEmpty
            if new.periods.isEmpty, !new.isComparing {
                result.reading.isComparing = old.isComparing
                result.reading.isAgainstBefore = new.isAgainstBefore || old.isAgainstBefore
                result.reading.isAgainstYear = new.isAgainstYear || old.isAgainstYear
                result.reading.isGrowth = new.isGrowth || old.isGrowth
            }
        }
    }

    // MARK: "Why?"

    /// What is behind the figure before: losses by their reasons, a change by what moved most.
    private func why(_ result: Result, _ old: QuestionReading) -> Result {
        var copy = result
        carryFilters(&copy, result.reading, old)
        carryPeriods(&copy, result.reading, old)
        let measures = AskedMeasures(old).measures
        if measures.contains(where: { [.winRate, .winRateByValue, .lossRate, .lostDeals, .lostValue].contains($0) }) {
            copy.reading.topics = [.losses]
            copy.reading.asksWhy = false
            copy.carried.append(measures.map(\.words).joined(separator: " and "))
        } else if let period = copy.reading.period, period.grain != nil, let measure = measures.first,
            measure.isAdditive,
            let dimension = ["region", "segment", "product_category", "type", "owner"].compactMap(schema.dimension)
                .first
        {
            copy.reading.measures = [measure]
            copy.reading.dimensions = [dimension]
            if copy.reading.periods.count == 1 { copy.reading.isAgainstBefore = true }
            copy.reading.isComparing = copy.reading.periods.count == 2
            copy.reading.asksWhy = false
            copy.carried.append(measure.words)
        }
        return copy
    }

    // MARK: Words

    private func words(_ filter: Filter) -> String {
        if let words = TraitWords.phrase(filter.dimension, filter.values, isExcluded: filter.exclude) {
            return "deals " + words
        }
        return (filter.exclude ? "without " : "") + (schema.dimension(filter.dimension)?.label ?? filter.dimension)
            + " "
            + list(filter.values)
    }

    private func words(_ period: NamedPeriod) -> String? {
        periods.describe(from: period.isOpenStart ? nil : period.span.first, to: period.span.last)
    }

    func list(_ values: [String]) -> String {
        values.count > 5
            ? values.prefix(5).joined(separator: ", ") + " and \(values.count - 5) more"
            : values.joined(separator: ", ")
    }
}
