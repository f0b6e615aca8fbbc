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
    var conditions: [Condition] = []
    /// Every period named, in the order of the question.
    var periods: [NamedPeriod] = []
    var grain: TimeGrain?
    var limit: Int?
    var ranking: Bool?
    /// `open`, `won`, `lost`, as named.
    var statuses: [String] = []
    var chart: Answer.Visualization.Kind?
    var isOverTime = false
    /// Words that nothing explains.
    var leftovers: [String] = []

    var period: NamedPeriod? { periods.first }
    var status: String? { statuses.first }

    func has(_ measure: Vocabulary.Measure) -> Bool { measures.contains(measure) }
    func has(_ topic: Vocabulary.Topic) -> Bool { topics.contains(topic) }
}

/// Reads a question against the vocabulary, the dimensions and the values in the data.
struct QuestionReader {
    private let matcher: DimensionMatcher
    private let periods: PeriodReader

    init(catalogue: Catalogue) {
        matcher = DimensionMatcher(schema: catalogue.schema)
        periods = PeriodReader(asOf: catalogue.asOf, fiscal: catalogue.fiscal)
    }

    func read(_ question: String) -> QuestionReading {
        var tokens = QuestionTokens(question)
        var reading = QuestionReading()
        reading.filters = matcher.filters(&tokens)
        reading.conditions = NumberReader().conditions(&tokens)
        // Quantities are read before the words around them are: "top" is needed to see that 5 is a limit.
        reading.limit = NumberReader().limit(&tokens)
        while let period = periods.read(&tokens, looksAhead: looksAhead(tokens)) {
            if !reading.periods.contains(period) { reading.periods.append(period) }
        }
        readWords(&tokens, &reading)
        reading.leftovers = tokens.leftovers
        // "Renewal or New Business", "EMEA against APAC": several values of one thing are compared, not summed up.
        if reading.dimensions.isEmpty, reading.filters.filter({ !$0.exclude && $0.values.count > 1 }).count == 1,
            let several = reading.filters.first(where: { !$0.exclude && $0.values.count > 1 }),
            let dimension = matcher.dimension(several.dimension)
        {
            reading.dimensions = [dimension]
        }
        return reading
    }

    private func looksAhead(_ tokens: QuestionTokens) -> Bool {
        (0..<tokens.count).contains { index in
            switch Vocabulary.phrases[QuestionTokens.singular(tokens.text(index))] {
            case .closing?, .measure(.forecast)?: true
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
            var length = min(5, tokens.count - index)
            while length > 0 {
                let range = index..<(index + length)
                if !tokens.isUnderstood(range), understand(range, tokens, &reading) {
                    tokens.markUnderstood(range)
                    break
                }
                length -= 1
            }
            index += max(1, length)
        }
    }

    private func understand(_ range: Range<Int>, _ tokens: QuestionTokens, _ reading: inout QuestionReading) -> Bool {
        let key = range.map { QuestionTokens.singular(tokens.text($0)) }.joined(separator: " ")
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
            if let dimension = matcher.dimension(for: concept) {
                add(dimension, &reading)
            } else if !reading.missing.contains(words) {
                reading.missing.append(words)
            }
        case .grain(let grain): reading.grain = reading.grain ?? grain
        case .status(let status): if !reading.statuses.contains(status) { reading.statuses.append(status) }
        case .ranking(let descending): reading.ranking = reading.ranking ?? descending
        case .chart(let kind): reading.chart = kind
        case .overTime: reading.isOverTime = true
        case .closing, .exclusion, .filler: break
        }
    }

    private func add(_ dimension: Dimension, _ reading: inout QuestionReading) {
        // "region EMEA" names the filter's own dimension, not a breakdown.
        guard !reading.filters.contains(where: { $0.dimension == dimension.id && !$0.exclude && $0.values.count == 1 }),
            !reading.dimensions.contains(where: { $0.id == dimension.id })
        else { return }
        reading.dimensions.append(dimension)
    }
}
