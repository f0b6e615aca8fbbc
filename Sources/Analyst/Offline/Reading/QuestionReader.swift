import Analytics
import Core
import Warehouse

/// Reads a question against the vocabulary, the dimensions and the values in the data.
struct QuestionReader {
    let matcher: DimensionMatcher
    let periods: PeriodReader
    private let numbers: NumberReader

    init(catalogue: Catalogue, currency: String) {
        matcher = DimensionMatcher(schema: catalogue.schema, names: catalogue.names)
        periods = PeriodReader(asOf: catalogue.asOf, fiscal: catalogue.fiscal)
        numbers = NumberReader(currency: currency)
    }

    /// Reads a question, whatever it says.
    func readWhole(_ question: String) -> QuestionReading {
        let tokens = QuestionTokens(question)
        let reading = read(tokens)
        guard !reading.leftovers.isEmpty else { return reading }
        var result = reading
        let repair = QuestionRepair(matcher: matcher).repair(question, tokens: tokens, leftovers: reading.leftoverRuns)
        result.ambiguous = repair.ambiguous
        guard repair.ambiguous == nil, !repair.corrections.isEmpty else { return result }
        var repaired = read(QuestionTokens(repair.question), extra: repair.matches)
        // A guess that leaves other words unexplained explains nothing.
        guard repaired.leftovers.isEmpty else { return reading }
        repaired.corrections = repair.corrections + repaired.corrections
        result = repaired
        return result
    }

    private func read(_ question: QuestionTokens, extra: [RepairedName] = []) -> QuestionReading {
        var tokens = question
        var reading = QuestionReading()
        reading.wordCount = tokens.count
        var matches = matcher.matches(&tokens)
        for name in extra { matches += name.matches(&tokens) }
        matches.sort { ($0.range.lowerBound, $0.value) < ($1.range.lowerBound, $1.value) }
        withoutAskers(&matches, tokens)
        let namesOrders = readDealWords(&tokens)
        skipTimesOfPeople(&tokens)
        widenStages(&tokens, &matches, &reading)
        let exclusions = ExclusionReader(matcher: matcher).bind(&tokens, &matches)
        reading.unboundExclusion = exclusions.unbound?.words
        let without = withoutContacts(&matches)
        reading.contactNames = contacts(&matches)
        reading.filters = filters(matches) + without + exclusions.absences
        reading.filterOrder = matches.map(\.dimension)
        reading.valueEnds = Set(
            matches.flatMap { match -> [Int] in
                // "Strategic tier accounts": the name of the value's own column may stand between.
                let end = match.range.upperBound
                return matcher.isLabel(tokens.stem(end), of: match.dimension) ? [end, end + 1] : [end]
            })
        // "Trade Show leads": the noun of the value before it.
        for end in reading.valueEnds where ["leads", "lead"].contains(tokens.text(end)) {
            tokens.markUnderstood(end..<(end + 1))
        }
        readCycle(&tokens, &reading)
        readShareOfDeals(&tokens, &reading)
        readComparisons(&tokens, &reading)
        readOrigin(&tokens, &reading)
        readPeriods(&tokens, &reading)
        readBarePeriod(&tokens, &reading)
        readStretch(&tokens, &reading)
        let bounds = numbers.bounds(&tokens)
        reading.bounds = bounds.bounds
        reading.unsupportedBound = bounds.unsupported
        turnAround(exclusions.unbound?.range, tokens, &reading)
        // Quantities are read before the words around them are: "top" is needed to see that 5 is a limit.
        reading.limit = numbers.limit(&tokens, isCountable: { isCountable($0) })
        readWords(&tokens, &reading)
        readPlaceInTime(&tokens, &reading)
        settle(&tokens, &reading)
        settleOrders(namesOrders, &reading)
        settleSpoken(tokens, &reading)
        reading.isSingular = isSingular(tokens, reading)
        // "Is the cycle longer for Strategic accounts than for Core ones" compares the two, not their accounts.
        let comparesValues = reading.isComparing && reading.filters.contains { !$0.exclude && $0.values.count > 1 }
        if !comparesValues,
            reading.ranking != nil || reading.limit != nil
                || reading.isCounting && (reading.isBroken || !countsDeals(reading))
                || reading.isListing || reading.asksWho
        {
            for dimension in reading.ownedNouns { add(dimension, &reading) }
        }
        explainByLabels(&tokens, &reading)
        reading.leftovers = tokens.leftovers
        reading.leftoverRuns = tokens.leftoverRuns
        if reading.referencedDimension != nil { reading.refersBack = true }
        // "… there?": where the question before was; "how many are there" is none.
        if tokens.count > 2, tokens.text(tokens.count - 1) == "there",
            !["are", "is", "were", "was"].contains(tokens.text(tokens.count - 2))
        {
            reading.refersBack = true
        }
        if reading.has(.executives), reading.unboundExclusion != nil {
            // "no executive", "lacks a decision maker"
            reading.topics = reading.topics.map { $0 == .executives ? .missingStakeholders : $0 }
            reading.unboundExclusion = nil
        }
        if reading.has(.missingStakeholders) || reading.has(.stalled) || reading.has(.nextSteps) {
            reading.unboundExclusion = nil
        }
        if reading.has(.nextSteps), reading.filters.contains(where: { $0.dimension == "next_step" }) {
            reading.topics.removeAll { $0 == .nextSteps }
        }
        return reading
    }

    /// Words of the name of a column whose value is named say no more: "gold partners", "rejected by the deal desk".
    private func explainByLabels(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        let named = reading.filters.map(\.dimension) + reading.dimensions.map(\.id)
        func isExplained(_ word: String) -> Bool { named.contains { matcher.isLabel(word, of: $0) } }
        for index in 0..<tokens.count where !tokens[index].understood && isExplained(tokens.stem(index)) {
            tokens.markUnderstood(index..<(index + 1))
        }
        reading.absent.removeAll { isExplained(QuestionTokens.singular($0.word)) }
        reading.missing.removeAll { isExplained(QuestionTokens.singular($0)) }
        // "Target", with a capital, may be a company before it is a goal.
        for mention in reading.mentions {
            guard case .absent = mention.meaning, mention.range.count == 1, mention.range.lowerBound > 0,
                tokens[mention.range.lowerBound].raw.first?.isUppercase == true,
                matcher.isPartOfName(tokens.stem(mention.range.lowerBound))
            else { continue }
            reading.absent.removeAll { $0.word == mention.words }
            tokens.markUnread(mention.range)
        }
    }

    private func isCountable(_ word: String) -> Bool {
        if matcher.named(word) != nil { return true }
        if ["win", "loss"].contains(word) { return true }
        switch Vocabulary.phrases[word] {
        case .base(.deals)?: return true
        case .concept?: return true
        default: return false
        }
    }

    /// "the largest deal": a ranking word followed by deals in the singular.
    private func isSingular(_ tokens: QuestionTokens, _ reading: QuestionReading) -> Bool {
        reading.mentions.contains { mention in
            switch mention.meaning {
            case .base(.deals), .measure(.openDeals), .measure(.wonDeals), .measure(.lostDeals),
                .measure(.overdueDeals), .status(.won), .status(.lost):
                let words = mention.words.split(separator: " ")
                return words.contains { ["deal", "opportunity", "opp"].contains($0) }
                    || (words.last == "win" || words.last == "loss") && reading.ranking != nil
            default: return false
            }
        }
            && !reading.mentions.contains {
                $0.meaning == .base(.deals) && $0.range.count == 1 && $0.words.hasSuffix("s")
            }
    }

    /// Takes the names of contacts' roles and titles out of the matches: they are no columns of the opportunities.
    private func contacts(_ matches: inout [ValueMatch]) -> (by: String, values: [String])? {
        for by in ["role", "title"] {
            let named = matches.filter { $0.dimension == DimensionMatcher.contactPrefix + by }
            guard !named.isEmpty else { continue }
            matches.removeAll { $0.dimension.hasPrefix(DimensionMatcher.contactPrefix) }
            return (by, Set(named.map(\.value)).sorted())
        }
        return nil
    }

    private func filters(_ matches: [ValueMatch]) -> [Filter] {
        var filters: [Filter] = []
        for match in matches {
            let same = filters.firstIndex { $0.dimension == match.dimension && $0.exclude == match.isExcluded }
            if let same {
                if !filters[same].values.contains(match.value) { filters[same].values.append(match.value) }
            } else {
                filters.append(Filter(match.dimension, [match.value], exclude: match.isExcluded))
            }
        }
        return filters.map { Filter($0.dimension, $0.values.sorted(), exclude: $0.exclude) }
            .sorted { ($0.dimension, $0.exclude ? 1 : 0) < ($1.dimension, $1.exclude ? 1 : 0) }
    }

    /// Whether a quarter or month without a year is one to come: not where something is told of the past.
    func looksAhead(_ tokens: QuestionTokens) -> Bool {
        if tellsOfPast(tokens) { return false }
        return (0..<tokens.count).contains { index in
            (1...3).contains { length in
                guard index + length <= tokens.count else { return false }
                switch Vocabulary.meaning(of: index..<(index + length), tokens) {
                case .closing?, .future?, .measure(.forecast)?, .measure(.commit)?, .measure(.bestCase)?: return true
                default: return false
                }
            }
        }
    }

    /// The longest phrase that begins at each word, from left to right.
    private func readWords(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        var index = 0
        while index < tokens.count {
            guard !tokens[index].understood else {
                index += 1
                continue
            }
            if readReference(index, &tokens, &reading) {
                index += 1
                continue
            }
            var length = min(7, tokens.count - index)
            while length > 0 {
                let range = index..<(index + length)
                if !tokens.isUnderstood(range), let meaning = meaning(range, tokens),
                    !isBegunByLast(range, meaning, tokens)
                {
                    let mention = QuestionReading.Mention(
                        range: range, meaning: meaning, words: tokens.phrase(range))
                    apply(mention, &reading)
                    reading.mentions.append(mention)
                    tokens.markUnderstood(range)
                    break
                }
                length -= 1
            }
            if length == 0 { readBareGrain(index, &tokens, &reading) }
            index += max(1, length)
        }
    }

    /// "does best case look good": the last word of a phrase begins the name of a measure, which counts for more.
    private func isBegunByLast(_ range: Range<Int>, _ meaning: Vocabulary.Meaning, _ tokens: QuestionTokens) -> Bool {
        guard range.count > 1 else { return false }
        switch meaning {
        case .ranking, .filler: break
        default: return false
        }
        return (2...4).contains { length in
            let other = (range.upperBound - 1)..<(range.upperBound - 1 + length)
            guard other.upperBound <= tokens.count, !tokens.isUnderstood(other) else { return false }
            if case .measure? = self.meaning(other, tokens) { return true }
            return false
        }
    }

    /// "that region": one value of the answer before; "that" alone means nothing.
    private func readReference(_ index: Int, _ tokens: inout QuestionTokens, _ reading: inout QuestionReading) -> Bool {
        if readPerson(index, &tokens, &reading) || readOwned(index, &tokens, &reading) { return true }
        guard tokens.text(index) == "that", index + 1 < tokens.count, !tokens[index + 1].understood,
            tokens.text(index + 1) == tokens.stem(index + 1), matcher.named(tokens.text(index + 1)) != nil
        else { return false }
        let mention = QuestionReading.Mention(range: index..<(index + 1), meaning: .reference, words: "that")
        apply(mention, &reading)
        reading.mentions.append(mention)
        tokens.markUnderstood(mention.range)
        return true
    }

    /// "our best month": the period that stands out.
    private func readBareGrain(_ index: Int, _ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        guard let grain = TimeGrain(rawValue: tokens.stem(index)), reading.ranking != nil,
            let last = reading.mentions.last(where: { $0.meaning != .filler }), case .ranking = last.meaning,
            index - last.range.upperBound <= 1
        else { return }
        reading.whichPeriod = grain
        tokens.markUnderstood(index..<(index + 1))
    }

    private func meaning(_ range: Range<Int>, _ tokens: QuestionTokens) -> Vocabulary.Meaning? {
        let key = range.map(tokens.stem).joined(separator: " ")
        // In capitals it is a country, and no word of small talk.
        if range.count == 1, tokens[range.lowerBound].raw == "US" { return nil }
        let known = Vocabulary.meaning(of: range, tokens)
        if let dimension = matcher.dimension(labelled: key) {
            // A portal's own column wins over what the word means elsewhere, but for the words of every question.
            switch known {
            case nil, .absent?, .concept?: return .concept(dimension.id)
            case .topic(let topic)? where ![.roles, .titles, .nextSteps, .losses].contains(topic):
                return .concept(dimension.id)
            case .filler? where key.count > 3: return .concept(dimension.id)
            default: break
            }
        }
        return known
    }

    func apply(_ mention: QuestionReading.Mention, _ reading: inout QuestionReading) {
        let before = reading.mentions.last { $0.range.upperBound == mention.range.lowerBound && $0.meaning != .filler }
        switch mention.meaning {
        case .measure(let measure): if !reading.has(measure) { reading.measures.append(measure) }
        case .base(let base): if !reading.bases.contains(base) { reading.bases.append(base) }
        case .aggregate(let aggregate):
            if !reading.aggregates.contains(aggregate) { reading.aggregates.append(aggregate) }
        case .status(let status): if !reading.has(status) { reading.statuses.append(status) }
        case .anyStatus: reading.isOfAnyStatus = true
        case .topic(let topic): if !reading.has(topic) { reading.topics.append(topic) }
        case .concept(let concept):
            guard let dimension = matcher.dimension(for: concept) else {
                if !reading.missing.contains(mention.words) { reading.missing.append(mention.words) }
                return
            }
            if before?.meaning == .reference, before?.words != "same" {
                reading.referencedDimension = dimension
                reading.isOneReferenced =
                    before?.words.hasSuffix("that") == true && QuestionTokens.singular(mention.words) == mention.words
            } else if dimension.id == "account",
                reading.valueEnds.contains(mention.range.lowerBound) || isWhereFrom(mention, reading)
            {
                // "Enterprise customers" are deals of that segment; the accounts themselves only where they are ranked,
                // counted or listed.
                reading.ownedNouns.append(dimension)
            } else {
                add(dimension, &reading)
            }
            if before?.meaning == .counting || isCounted(mention, reading) { reading.countedDimension = dimension }
        case .absent(let name): reading.absent.append((name, mention.words))
        case .grain(let grain): if !reading.grains.contains(grain) { reading.grains.append(grain) }
        case .whichPeriod(let grain): reading.whichPeriod = reading.whichPeriod ?? grain
        case .ranking(let descending): reading.ranking = reading.ranking ?? (descending, mention.words)
        case .chart(let kind): reading.chart = kind
        case .overTime: reading.isOverTime = true
        case .closing: reading.isClosing = true
        case .future: reading.isFuture = true
        case .counting: reading.isCounting = true
        case .amount: reading.asksAmount = true
        // "deals whose probability" asks for nobody.
        case .person: reading.asksWho = reading.asksWho || mention.words != "whose" || mention.range.lowerBound == 0
        case .comparison: reading.isComparing = true
        case .againstBefore: reading.isAgainstBefore = true
        case .againstYear: reading.isAgainstYear = true
        case .growth: reading.isGrowth = true
        case .listing: reading.isListing = true
        case .share: reading.isShare = true
        case .reference: reading.refersBack = true
        case .why: reading.asksWhy = true
        case .when: reading.asksWhen = true
        case .recency(let isNewest): reading.recency = reading.recency ?? (isNewest ? .newest : .oldest)
        case .longestOverdue: reading.recency = .longestOverdue
        case .byCreated: reading.isByCreated = true
        case .periodAfter: reading.wantsPeriodAfter = true
        case .everyone(let isRest): reading.againstEveryone = (isRest, ())
        case .two: reading.refersToTwo = true
        case .exclusion where mention.range.lowerBound == 0 && Self.negatedOpenings.contains(mention.words): break
        case .exclusion: reading.unboundExclusion = reading.unboundExclusion ?? mention.words
        case .filler: break
        }
    }

    /// "Bookings from customers in Germany": the customers say whose they are, and are no breakdown.
    private func isWhereFrom(_ mention: QuestionReading.Mention, _ reading: QuestionReading) -> Bool {
        guard !reading.filters.isEmpty, let before = reading.mentions.last, before.meaning == .filler,
            before.range.upperBound == mention.range.lowerBound
        else { return false }
        return ["from", "with our", "from our", "to our"].contains(before.words)
    }

    /// "how many different accounts": a count with nothing but small words between.
    private func isCounted(_ mention: QuestionReading.Mention, _ reading: QuestionReading) -> Bool {
        for earlier in reading.mentions.reversed() {
            guard mention.range.lowerBound - earlier.range.upperBound <= 3 else { return false }
            switch earlier.meaning {
            case .filler, .status: continue
            case .counting: return true
            default: return false
            }
        }
        return false
    }

    func add(_ dimension: Dimension, _ reading: inout QuestionReading) {
        // "region EMEA" names the filter's own dimension, not a breakdown.
        guard
            !reading.filters.contains(where: { $0.dimension == dimension.id && !$0.exclude && $0.values.count == 1 }),
            !reading.dimensions.contains(where: { $0.id == dimension.id })
        else { return }
        reading.dimensions.append(dimension)
    }
}
