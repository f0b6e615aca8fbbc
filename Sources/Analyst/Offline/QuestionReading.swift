import Analytics
import Core
import Warehouse

/// What the offline analyst understood of a question.
struct QuestionReading {
    var measures: [Vocabulary.Measure] = []
    var topics: [Vocabulary.Topic] = []
    /// What the answer is broken down by, in the order named.
    var dimensions: [Dimension] = []
    /// Things asked for that this data has no column for.
    var missing: [String] = []
    var filters: [Filter] = []
    var bounds = NumberReader.Bounds()
    /// Every period named, in the order of the question.
    var periods: [NamedPeriod] = []
    var grains: [TimeGrain] = []
    var limit: Int?
    /// True for "top", false for "bottom"; with the word.
    var ranking: (descending: Bool, word: String)?
    /// `open`, `won`, `lost`, `closed`, as named.
    var statuses: [String] = []
    var chart: Answer.Visualization.Kind?
    var isOverTime = false
    var isClosing = false
    var isFuture = false
    var isCounting = false
    /// "how many regions": the number of different values is asked for.
    var countsValues = false
    var asksAmount = false
    var asksWho = false
    var isComparing = false
    var isGrowth = false
    /// "list", "which deals": single things are asked for.
    var isListing = false
    /// "not" and its like, where it goes with no value that could be excluded.
    var unboundExclusion: String?
    /// A name that fits several values: the word and the values.
    var ambiguous: (word: String, values: [String])?
    /// What was taken for what: `“Leila” for Leila Kurt`.
    var corrections: [String] = []
    /// Words that nothing explains.
    var leftovers: [String] = []

    var period: NamedPeriod? { periods.first }
    var grain: TimeGrain? { grains.first }
    var status: String? { statuses.first }

    func has(_ measure: Vocabulary.Measure) -> Bool { measures.contains(measure) }
    func has(_ topic: Vocabulary.Topic) -> Bool { topics.contains(topic) }
}

/// Reads a question against the vocabulary, the dimensions and the values in the data.
struct QuestionReader {
    private let matcher: DimensionMatcher
    private let periods: PeriodReader
    private let numbers: NumberReader

    init(catalogue: Catalogue, currency: String) {
        matcher = DimensionMatcher(schema: catalogue.schema)
        periods = PeriodReader(asOf: catalogue.asOf, fiscal: catalogue.fiscal)
        numbers = NumberReader(currency: currency)
    }

    func read(_ question: String) -> QuestionReading {
        let reading = read(QuestionTokens(question))
        guard !reading.leftovers.isEmpty else { return reading }
        let repair = QuestionRepair(matcher: matcher).repair(question, reading.leftovers)
        var result = reading
        result.ambiguous = repair.ambiguous
        guard repair.ambiguous == nil, !repair.corrections.isEmpty else { return result }
        let repaired = read(QuestionTokens(repair.question))
        // A guess that leaves other words unexplained explains nothing.
        guard repaired.leftovers.isEmpty else { return reading }
        result = repaired
        result.corrections = repair.corrections
        return result
    }

    private func read(_ question: QuestionTokens) -> QuestionReading {
        var tokens = question
        var reading = QuestionReading()
        var matches = matcher.matches(&tokens)
        reading.unboundExclusion = ExclusionReader(matcher: matcher).bind(&tokens, &matches)
        reading.filters = filters(matches)
        while let period = periods.read(&tokens, looksAhead: looksAhead(tokens)) {
            if !reading.periods.contains(period) { reading.periods.append(period) }
        }
        reading.bounds = numbers.bounds(&tokens)
        // Quantities are read before the words around them are: "top" is needed to see that 5 is a limit.
        reading.limit = numbers.limit(&tokens)
        readWords(&tokens, &reading)
        reading.leftovers = tokens.leftovers
        compareSeveralValues(&reading)
        return reading
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

    /// "Renewal or New Business", "EMEA against APAC": several values of one thing are compared, not summed up.
    private func compareSeveralValues(_ reading: inout QuestionReading) {
        let several = reading.filters.filter { !$0.exclude && $0.values.count > 1 }
        guard reading.dimensions.isEmpty, several.count == 1, let filter = several.first,
            let dimension = matcher.dimension(filter.dimension)
        else { return }
        reading.dimensions = [dimension]
        reading.isComparing = false
    }

    private func looksAhead(_ tokens: QuestionTokens) -> Bool {
        (0..<tokens.count).contains { index in
            switch Vocabulary.phrases[tokens.stem(index)] {
            case .closing?, .future?, .measure(.forecast)?: true
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
            var length = min(6, tokens.count - index)
            while length > 0 {
                let range = index..<(index + length)
                let dimensions = reading.dimensions.count
                if !tokens.isUnderstood(range), understand(range, tokens, &reading) {
                    if reading.dimensions.count > dimensions, follows(range, .counting, tokens) {
                        reading.countsValues = true
                    }
                    tokens.markUnderstood(range)
                    break
                }
                length -= 1
            }
            index += max(1, length)
        }
    }

    /// Whether the phrase just before a range has the meaning.
    private func follows(_ range: Range<Int>, _ meaning: Vocabulary.Meaning, _ tokens: QuestionTokens) -> Bool {
        (1...2).contains { length in
            range.lowerBound >= length
                && Vocabulary.phrases[tokens.phrase((range.lowerBound - length)..<range.lowerBound)] == meaning
        }
    }

    private func understand(
        _ range: Range<Int>, _ tokens: QuestionTokens, _ reading: inout QuestionReading
    ) -> Bool {
        let key = range.map(tokens.stem).joined(separator: " ")
        let exact = tokens.phrase(range)
        if let meaning = Vocabulary.phrases[exact] ?? Vocabulary.phrases[key] {
            apply(meaning, named: exact, &reading)
            return true
        }
        if let dimension = matcher.dimension(labelled: key) {
            add(dimension, &reading)
            return true
        }
        return false
    }

    private func apply(_ meaning: Vocabulary.Meaning, named words: String, _ reading: inout QuestionReading) {
        switch meaning {
        case .measure(let measure): if !reading.has(measure) { reading.measures.append(measure) }
        case .topic(let topic): if !reading.has(topic) { reading.topics.append(topic) }
        case .concept(let concept):
            if concept == "loss_reason", !reading.statuses.contains("lost") { reading.statuses.append("lost") }
            if let dimension = matcher.dimension(for: concept) {
                add(dimension, &reading)
            } else if !reading.missing.contains(words) {
                reading.missing.append(words)
            }
        case .grain(let grain): if !reading.grains.contains(grain) { reading.grains.append(grain) }
        case .status(let status): if !reading.statuses.contains(status) { reading.statuses.append(status) }
        case .ranking(let descending): reading.ranking = reading.ranking ?? (descending, words)
        case .chart(let kind): reading.chart = kind
        case .overTime: reading.isOverTime = true
        case .closing: reading.isClosing = true
        case .future: reading.isFuture = true
        case .counting: reading.isCounting = true
        case .amount: reading.asksAmount = true
        case .person: reading.asksWho = true
        case .comparison: reading.isComparing = true
        case .growth: reading.isGrowth = true
        case .listing: reading.isListing = true
        case .deals:
            reading.isListing = true
            if !reading.has(.deals) { reading.measures.append(.deals) }
        case .exclusion: reading.unboundExclusion = reading.unboundExclusion ?? words
        case .filler: break
        }
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
