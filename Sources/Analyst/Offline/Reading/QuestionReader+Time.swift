import Analytics
import Core
import Warehouse

/// The periods that a question names, and what is compared by them.
extension QuestionReader {
    /// "the same period last year": a comparison, before its words are taken for a period.
    func readComparisons(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        for length in stride(from: 6, through: 2, by: -1) where length <= tokens.count {
            for index in 0...(tokens.count - length) {
                let range = index..<(index + length)
                guard !tokens.isUnderstood(range), let meaning = Vocabulary.phrases[tokens.phrase(range)],
                    meaning == .againstYear || meaning == .againstBefore
                else { continue }
                let mention = QuestionReading.Mention(range: range, meaning: meaning, words: tokens.phrase(range))
                apply(mention, &reading)
                reading.mentions.append(mention)
                if mention.words.contains("point") || mention.words.contains("this time")
                    || mention.words.contains("same time")
                {
                    reading.comparesToDate = true
                }
                tokens.markUnderstood(range)
            }
        }
    }

    /// The whole period before one that is named.
    func before(_ period: NamedPeriod) -> NamedPeriod? { periods.before(period) }

    /// The whole period behind one that is named.
    func after(_ period: NamedPeriod) -> NamedPeriod? { periods.after(period) }

    func readPeriods(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        let comparesEnds = (0..<tokens.count).contains { index in
            switch Vocabulary.phrases[tokens.text(index)] {
            case .growth?, .comparison?: true
            default: ["up", "down", "rise", "rose", "fall", "fell", "better", "worse"].contains(tokens.text(index))
            }
        }
        while let (period, index) = periods.read(&tokens, looksAhead: looksAhead(tokens), comparesEnds: comparesEnds) {
            if tokens.text(index - 1) == "behind" {
                // "Are we behind last year"
                tokens.markUnderstood((index - 1)..<index)
                reading.isComparing = true
            }
            guard !reading.periods.contains(period) else { continue }
            // "versus last year": what is compared with it is the period that runs.
            if reading.periods.isEmpty, isBehindComparison(index, tokens), let grain = period.grain, !period.isCurrent,
                !period.isFuture
            {
                reading.periods.append(periods.current(grain))
                reading.periodPlaces.append(index)
            }
            reading.periods.append(period)
            reading.periodPlaces.append(index)
        }
        reading.namesBarePeriod = isBare(reading, tokens)
        // "This quarter against the same point last quarter": as many days of both.
        if reading.comparesToDate, reading.periods.count <= 1 {
            if let period = reading.periods.first, period.isCurrent, let grain = period.grain {
                reading.periods = [periods.toDate(grain)]
            } else if reading.periods.isEmpty, let unit = reading.mentions.first?.words.split(separator: " ").last,
                let grain = PeriodReader.grains[String(unit)]
            {
                reading.periods = [periods.toDate(grain)]
            }
        }
    }

    /// "make it 60 days": a length of time by itself, which goes with what was asked before.
    func readStretch(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        guard reading.periods.isEmpty, (2...7).contains(tokens.count) else { return }
        let opening: Set<String> = ["make", "change", "extend", "now", "and", "what", "how", "try", "use"]
        for index in 1..<tokens.count where opening.contains(tokens.text(0)) {
            guard let count = Int(tokens.text(index)) ?? PeriodReader.numbers[tokens.text(index)],
                let grain = PeriodReader.grains[tokens.stem(index + 1)], (1...1000).contains(count),
                !tokens.isUnderstood(index..<(index + 2)),
                index + 2 == tokens.count || tokens.text(index + 2) == "instead"
            else { continue }
            reading.stretch = (count, grain)
            tokens.markUnderstood(index..<(index + 2))
            return
        }
    }

    /// "Where do our deals come from" asks for the lead source.
    func readOrigin(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
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

    /// Whether the one period named is a quarter or a month without a year, or a word that ties it to today.
    private func isBare(_ reading: QuestionReading, _ tokens: QuestionTokens) -> Bool {
        guard reading.periods.count == 1, let index = reading.periodPlaces.first, let grain = reading.periods[0].grain,
            grain == .quarter || grain == .month
        else { return false }
        let word = tokens.text(index)
        guard word.count == 2 && word.hasPrefix("q") || periods.isMonth(word) else { return false }
        return [index + 1, index - 1].allSatisfy { place in
            !tokens[place..<(place + 1)].contains { token in
                token.text.contains(where: \.isNumber) || token.text.hasPrefix("fy")
            }
        }
    }

    private func isBehindComparison(_ index: Int, _ tokens: QuestionTokens) -> Bool {
        for back in 1...3 {
            let word = tokens.text(index - back)
            if ["versus", "vs", "against", "than", "compared", "behind"].contains(word) { return true }
            if ["beat", "beaten", "beating", "exceed", "exceeded", "surpass", "surpassed", "topped"].contains(word) {
                return true
            }
            if word == "of", tokens.text(index - back - 1) == "ahead" { return true }
            // "did it improve over last year"
            if word == "over", (0..<index - back).contains(where: { Vocabulary.phrases[tokens.text($0)] == .growth }) {
                return true
            }
            if !["to", "with", "the", "in"].contains(word) { return false }
        }
        return false
    }

    /// "this quarter against last": the second period by its place beside the first.
    func readBarePeriod(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
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
}
