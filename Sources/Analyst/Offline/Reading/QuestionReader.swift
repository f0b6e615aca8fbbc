import Analytics
import Core
import Warehouse

/// Reads a question against the vocabulary, the dimensions and the values in the data.
struct QuestionReader {
    let matcher: DimensionMatcher
    private let periods: PeriodReader
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
        repaired.corrections = repair.corrections
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
        reading.contactNames = contacts(&matches)
        reading.unboundExclusion = ExclusionReader(matcher: matcher).bind(&tokens, &matches)
        reading.filters = filters(matches)
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
        readComparisons(&tokens, &reading)
        readOrigin(&tokens, &reading)
        readPeriods(&tokens, &reading)
        readBarePeriod(&tokens, &reading)
        let bounds = numbers.bounds(&tokens)
        reading.bounds = bounds.bounds
        reading.unsupportedBound = bounds.unsupported
        // Quantities are read before the words around them are: "top" is needed to see that 5 is a limit.
        reading.limit = numbers.limit(&tokens, isCountable: { isCountable($0) })
        readWords(&tokens, &reading)
        reading.isSingular = isSingular(tokens, reading)
        if reading.ranking != nil || reading.limit != nil || reading.isCounting || reading.isListing || reading.asksWho
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

    /// "the same period last year": a comparison, before its words are taken for a period.
    private func readComparisons(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        for length in stride(from: 6, through: 2, by: -1) where length <= tokens.count {
            for index in 0...(tokens.count - length) {
                let range = index..<(index + length)
                guard !tokens.isUnderstood(range), let meaning = Vocabulary.phrases[tokens.phrase(range)],
                    meaning == .againstYear || meaning == .againstBefore
                else { continue }
                let mention = QuestionReading.Mention(range: range, meaning: meaning, words: tokens.phrase(range))
                apply(mention, &reading)
                reading.mentions.append(mention)
                tokens.markUnderstood(range)
            }
        }
    }

    /// The whole period before one that is named.
    func before(_ period: NamedPeriod) -> NamedPeriod? { periods.before(period) }

    private func readPeriods(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        let comparesEnds = (0..<tokens.count).contains { index in
            switch Vocabulary.phrases[tokens.text(index)] {
            case .growth?, .comparison?: true
            default: ["up", "down", "rise", "rose", "fall", "fell", "better", "worse"].contains(tokens.text(index))
            }
        }
        while let (period, index) = periods.read(&tokens, looksAhead: looksAhead(tokens), comparesEnds: comparesEnds) {
            guard !reading.periods.contains(period) else { continue }
            // "versus last year": what is compared with it is the period that runs.
            if reading.periods.isEmpty, isBehindComparison(index, tokens), let grain = period.grain, !period.isCurrent,
                !period.isFuture
            {
                reading.periods.append(periods.current(grain))
            }
            reading.periods.append(period)
        }
    }

    /// "Where do our deals come from" asks for the lead source.
    private func readOrigin(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        guard let place = (0..<tokens.count).first(where: { tokens.text($0) == "where" }),
            let verb = (place..<tokens.count).first(where: {
                ["come", "comes", "came", "coming", "originate", "originates", "originated"].contains(tokens.text($0))
                    && !tokens[$0].understood
            }), let dimension = matcher.dimension(for: "lead_source"), reading.filters.isEmpty
        else { return }
        let end = tokens.text(verb + 1) == "from" ? verb + 2 : verb + 1
        tokens.markUnderstood(place..<(place + 1))
        tokens.markUnderstood(verb..<end)
        add(dimension, &reading)
    }

    private func isBehindComparison(_ index: Int, _ tokens: QuestionTokens) -> Bool {
        for back in 1...3 {
            let word = tokens.text(index - back)
            if ["versus", "vs", "against", "than", "compared"].contains(word) { return true }
            // "did it improve over last year"
            if word == "over", (0..<index - back).contains(where: { Vocabulary.phrases[tokens.text($0)] == .growth }) {
                return true
            }
            if !["to", "with", "the", "in"].contains(word) { return false }
        }
        return false
    }

    /// "this quarter against last": the second period by its place beside the first.
    private func readBarePeriod(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        guard let named = reading.periods.first, named.grain != nil else { return }
        // "the same quarter of 2025", whose year alone was read as a period.
        for index in 0..<tokens.count
        where tokens.text(index) == "same" && ["quarter", "month", "period", "time"].contains(tokens.text(index + 1)) {
            var end = index + 2
            while ["of", "in", "from"].contains(tokens.text(end)) { end += 1 }
            guard let year = Int(tokens.text(end)), let same = periods.same(named, inYear: year) else { continue }
            reading.periods = [named, same]
            tokens.markUnderstood(index..<(end + 1))
            return
        }
        guard reading.periods.count == 1 else { return }
        for index in 0..<tokens.count
        where !tokens[index].understood && ["last", "previous", "prior"].contains(tokens.text(index)) {
            var end = index + 1
            if tokens.text(end) == "one" { end += 1 }
            guard end == tokens.count || tokens[end].understood || Vocabulary.phrases[tokens.text(end)] == .filler,
                let before = periods.before(named)
            else { continue }
            reading.periods.append(before)
            tokens.markUnderstood(index..<end)
            return
        }
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
    private func looksAhead(_ tokens: QuestionTokens) -> Bool {
        let past = ["did", "have", "has", "was", "were", "closed", "won", "lost", "last", "brought", "sold"]
        if (0..<tokens.count).contains(where: { past.contains(tokens.text($0)) }) { return false }
        return (0..<tokens.count).contains { index in
            switch Vocabulary.phrases[tokens.stem(index)] {
            case .closing?, .future?, .measure(.forecast)?, .measure(.commit)?, .measure(.bestCase)?: true
            default: false
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
                if !tokens.isUnderstood(range), let meaning = meaning(range, tokens) {
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

    /// "that region": one value of the answer before; "that" alone means nothing.
    private func readReference(_ index: Int, _ tokens: inout QuestionTokens, _ reading: inout QuestionReading) -> Bool {
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

    private func apply(_ mention: QuestionReading.Mention, _ reading: inout QuestionReading) {
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
            } else if reading.valueEnds.contains(mention.range.lowerBound), dimension.id == "account" {
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
        case .exclusion: reading.unboundExclusion = reading.unboundExclusion ?? mention.words
        case .filler: break
        }
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

    private func add(_ dimension: Dimension, _ reading: inout QuestionReading) {
        // "region EMEA" names the filter's own dimension, not a breakdown.
        guard
            !reading.filters.contains(where: { $0.dimension == dimension.id && !$0.exclude && $0.values.count == 1 }),
            !reading.dimensions.contains(where: { $0.id == dimension.id })
        else { return }
        reading.dimensions.append(dimension)
    }
}
