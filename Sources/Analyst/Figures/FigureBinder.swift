import Core

/// Binds the figures of one clause to what the clause names.
///
/// It looks only at values of the rows, totals and calls that are named, and derives only from those: among many values
/// some ratio would fit almost anything.
struct FigureBinder {
    let index: EvidenceIndex
    let tokens: [ProseToken]
    let format: FigureFormat

    func key(_ position: Int) -> String { tokens.indices.contains(position) ? tokens[position].key : "" }

    // MARK: Nouns

    /// What a number counts, from the words behind it: `12 won deals`, `4 of 9 closed`.
    func noun(_ quantity: Quantity, in clause: Clause) -> CountedNoun {
        var noun = CountedNoun()
        var position = quantity.tokens.upperBound
        let limit = min(clause.range.upperBound, position + 9)
        var isBehindOf = false
        while position < limit {
            let word = key(position)
            if let other = clause.quantities.first(where: {
                $0.tokens.contains(position) || ($0.start..<$0.tokens.upperBound).contains(position)
            }) {
                guard isBehindOf else { break }
                position = other.tokens.upperBound
                continue
            }
            if [",", ";", ":", "(", ")", ".", "|", "/"].contains(word)
                || ["by", "and", "with", "worth", "at", "in", "for", "from", "is", "was", "than", "against"].contains(
                    word)
            {
                break
            }
            if word == "of" || word == "out" { isBehindOf = true }
            if !isBehindOf, let outcome = Lexicon.outcomes[word] ?? FigureBinder.letters[word] {
                noun.outcomes.insert(outcome)
            }
            if let days = Lexicon.timeNouns[word], !isBehindOf {
                noun.days = days
                noun.word = word
                return noun
            }
            let isCompound =
                index.calls.contains { EvidenceIndex.names(key(position + 1), among: $0.nouns) }
                && Lexicon.nouns[key(position + 1)] == nil
            if let counted = Lexicon.nouns[word], !isCompound {

                noun.counted = counted
                noun.word = word
                // `12 deals were won`, `9 opportunities won`
                var behind = position + 1
                if ["were", "was", "are", "is", "have", "been"].contains(key(behind)) { behind += 1 }
                if ["already", "still", "now", "currently", "yet", "all"].contains(key(behind)) { behind += 1 }
                // `21 of 26 closed deals were lost`
                let isVerb = ["were", "was", "are"].contains(key(position + 1))
                if !isBehindOf || isVerb, behind < clause.range.upperBound, let outcome = Lexicon.outcomes[key(behind)]
                {
                    noun.outcomes.insert(outcome)
                }
                return noun
            }
            if index.calls.contains(where: { EvidenceIndex.names(word, among: $0.nouns) }) {
                noun.word = word
                return noun
            }
            position += 1
        }
        // `141 days against 152`
        if noun.word == nil,
            ["against", "versus", "vs", "to", "from", "and", "than", "or"].contains(key(quantity.start - 1)),
            let before = clause.quantities.last(where: { $0.tokens.upperBound <= quantity.start }),
            before.kind == .plain, quantity.start - before.tokens.upperBound <= 5,
            let last = (before.tokens.upperBound..<quantity.start).first(where: { Lexicon.timeNouns[key($0)] != nil }),
            last == before.tokens.upperBound || (key(last - 1) == "-" && last == before.tokens.upperBound + 1)
        {
            noun.days = Lexicon.timeNouns[key(last)]
            noun.word = key(last)
        }
        // `takes 55 days on average; Enterprise takes 152`
        if noun.word == nil, noun.counted == nil, !clause.words.isDisjoint(with: ["days", "cycle", "cycles"]),
            ["takes", "take", "took", "needs", "need", "with", "at", "|", "and", "(", "against", ":", "in", "to"]
                .contains(
                    key(quantity.start - 1)) || isTaken(quantity.start - 1, clause),
            hasDays, quantity.kind == .plain,
            ["takes", "take", "took", "needs", "need"].contains(key(quantity.start - 1))
                || clause.own.isDisjoint(with: Set(Lexicon.nouns.keys).subtracting(["deal", "wins", "win"]))
        {
            noun.days = 1
        }
        // `LATAM (130.8 days), APAC (121.0)`
        if noun.word == nil, key(quantity.start - 1) == "(", key(quantity.tokens.upperBound) == ")",
            let before = clause.quantities.first(where: {
                $0.kind == .plain && $0.tokens.upperBound <= quantity.start && key($0.start - 1) == "("
            }), let days = Lexicon.timeNouns[key(before.tokens.upperBound)]
        {
            noun.days = days
            noun.word = key(before.tokens.upperBound)
        }
        return noun
    }

    /// Outcomes by their first letter: `240 W / 351 L`.
    private static let letters: [String: String] = ["w": "won", "l": "lost"]

    // MARK: Fitting

    /// The units of the measures that words name.
    static func units(spokenOf words: Set<String>) -> Set<Core.Unit> {
        var units: Set<Core.Unit> = []
        for word in words {
            switch word {
            case "pipeline", "bookings", "revenue", "value", "amount", "worth", "forecast", "size", "money", "dollars",
                "volume":
                units.insert(.currency)
            case "deals", "opportunities", "opps", "contacts": units.insert(.count)
            case "rate", "rates", "often": units.insert(.percent)
            case "cycle", "cycles", "days", "day", "age": units.insert(.days)
            default: continue
            }
        }
        return units
    }

    /// Whether a measure's unit is the one written.
    func fits(_ quantity: Quantity, _ unit: Core.Unit, _ noun: CountedNoun) -> Bool {
        switch quantity.kind {
        case .money: unit == .currency && !quantity.isForeign
        case .percent: unit == .percent
        case .points, .times: false
        case .plain:
            switch unit {
            case .count: noun.days == nil && !quantity.isScaled
            case .currency:
                noun.counted == nil && noun.days == nil
                    && (quantity.isScaled || (quantity.isWords && quantity.value == 0)
                        || (noun.word == nil && quantity.value >= 10_000 && !quantity.isWords))
            case .days: noun.days != nil
            default: false
            }
        }
    }

    /// Whether a level is written so.
    func matches(_ quantity: Quantity, _ value: Double, _ unit: Core.Unit, _ noun: CountedNoun) -> Bool {
        if let sign = quantity.sign, value != 0, (value < 0) != (sign < 0) { return false }
        if quantity.sign == nil, value < 0 { return false }
        return matchesSize(quantity, abs(value), unit, noun)
    }

    func matchesSize(_ quantity: Quantity, _ size: Double, _ unit: Core.Unit, _ noun: CountedNoun) -> Bool {
        guard unit == .days else {
            return unit == .count && size != size.rounded() ? quantity.matchesRounded(size) : quantity.matches(size)
        }
        return quantity.matchesRounded(size / Lexicon.meanDays(noun.days ?? 1))
    }

    /// Whether the words around a figure can mean a measure.
    func isMeant(
        _ traits: MeasureTraits, _ unit: Core.Unit, _ quantity: Quantity, _ noun: CountedNoun, _ clause: Clause
    ) -> Bool {
        if unit == .count, quantity.kind == .plain {
            if let counted = noun.counted, traits.counts != .other, traits.counts != counted { return false }
            if noun.counted == nil, let word = noun.word, noun.days == nil, traits.counts != .other,
                traits.counts != .groups, !traits.words.contains(word),
                !(traits.counts == .accounts && word.hasPrefix("account"))
            {
                return false
            }
            if !noun.outcomes.isEmpty, !traits.outcomes.isEmpty, noun.outcomes.isDisjoint(with: traits.outcomes) {
                return false
            }
        }
        // `a win rate of 60.6%` is no loss rate.
        if unit == .percent {
            let front = Set(reach(max(clause.range.lowerBound, quantity.start - 4), quantity.start).map { key($0) })
            if front.contains("win"), !front.contains("loss"), traits.words.contains("loss") { return false }
            if front.contains("loss"), !front.contains("win"), traits.words.contains("win") { return false }
        }
        guard
            traits.isMeant(by: clause.words)
                || (traits.isAsked && !FigureBinder.units(spokenOf: clause.sentence).contains(unit))
        else { return false }
        // `the average deal is worth $2M` is no sum, where the evidence has an average.
        let means: Set<String> = ["average", "mean", "median"]
        if traits.words.isDisjoint(with: means), unit == .currency || unit == .days, hasMean(unit) {
            var position = quantity.start - 1
            while position >= clause.range.lowerBound,
                !clause.quantities.contains(where: { $0.tokens.contains(position) }),
                ![";", ","].contains(key(position))
            {
                if means.contains(key(position)) { return false }
                position -= 1
            }
        }

        if let named = clause.families[unit.rawValue], !traits.families.isEmpty, named.isDisjoint(with: traits.families)
        {
            // `$4M already won` in a sentence about the forecast.
            let near =
                reach(
                    max(
                        clause.range.lowerBound, quantity.start - 4),
                    min(
                        clause.range.upperBound, quantity.tokens.upperBound + 6))
            // `a face value of $32.1M` in a sentence about the forecast.
            if traits.families.contains("pipeline"),
                near.contains(where: { ["face", "gross", "unweighted", "raw"].contains(key($0)) })
            {
                return true
            }
            return near.contains { outcome(at: $0).map { traits.outcomes.contains($0) } ?? false }
        }
        return true
    }

    /// The outcome that a word tells: `won`, `in hand`.
    private func outcome(at position: Int) -> String? {
        let word = key(position)
        if ["hand", "bank", "bag"].contains(word), ["in", "the"].contains(key(position - 1)) { return "won" }
        if ["closed", "ended", "finished"].contains(word), key(position + 1) == "at" { return "won" }
        if ["booked", "secured", "banked", "landed"].contains(word) { return "won" }
        return Lexicon.outcomes[word]
    }

    /// Whether a count is of an outcome that the rows named have no column for: `828 got as far as Negotiation and 617 were won`.
    private func isOutcome(_ noun: CountedNoun, _ named: [Subject]) -> Bool {
        guard !noun.outcomes.isEmpty else { return false }
        return named.allSatisfy { subject in
            subject.rows.allSatisfy { row in
                !index.calls[row.call].columns.contains {
                    $0.unit == .count && !$0.traits.outcomes.isDisjoint(with: noun.outcomes)
                }
            }
        }
    }

    private var hasDays: Bool {
        index.calls.contains { call in call.columns.contains { $0.unit == .days } }
    }

    private func hasMean(_ unit: Core.Unit) -> Bool {
        let means: Set<String> = ["average", "mean", "median"]
        return index.calls.contains { call in
            call.columns.contains { $0.unit == unit && !$0.traits.words.isDisjoint(with: means) }
                || call.wholes.contains { $0.unit == unit && !$0.traits.words.isDisjoint(with: means) }
        }
    }

    // MARK: Binding

    /// What a number is bound to; nil where nothing that the clause names fits.
    func bind(_ quantity: Quantity, in clause: Clause, question: [Quantity]) -> Operand? {
        if quantity.isForeign { return nil }
        let noun = noun(quantity, in: clause)
        let change = changeSign(quantity, in: clause)
        // `down -3%` says it twice, so that it may mean either.
        if quantity.sign == -1,
            change != nil
                || clause.own.contains(where: { ["apart", "gap", "distance", "margin", "separates"].contains($0) })
        {
            return nil
        }
        let (named, mayBeTotal) = subjects(of: quantity, in: clause)
        let isAdded = isAdded(quantity, change, in: clause)
        let search = OperandSearch(
            binder: self, quantity: quantity, noun: noun, change: isAdded ? nil : change?.sign, clause: clause)
        if let rows = QuantifierCheck(binder: self, clause: clause).majority(quantity) {
            return Operand(value: Double(rows), unit: .count, kind: .count)
        }
        if quantity.kind == .plain, quantity.bound == .atLeast, noun.outcomes.contains("closed"),
            let least = index.calls.flatMap(\.numbers).first(where: { $0.name == "min_closed" && $0.value > 1 })
        {
            return least.value == quantity.value ? Operand(value: quantity.value, unit: .count, kind: .argument) : nil
        }
        // `but its average of $251K`
        if (quantity.start - 5..<quantity.start).contains(where: {
            ["its", "their", "his", "her", "they", "it"].contains(key($0))
        }),
            change == nil, !clause.carried.isEmpty,
            !named.contains(where: { $0.tokens.upperBound <= quantity.start })
        {
            for subject in clause.carried { if let found = search.level(subject) { return found } }
        }
        // `North America's lead … rests on speed: its average deal of $130K`
        if reach(max(clause.range.lowerBound, quantity.start - 5), quantity.start).contains(where: {
            key($0) == "its"
        }),
            change == nil,
            let first = clause.subjects.first(where: { !$0.rows.isEmpty && !$0.isPeriod }),
            first.tokens.upperBound <= quantity.start, let found = search.level(first)
        {
            return found
        }
        let isLoss = change.map { key($0.token) } == "lost"
        let hasLost = index.calls.contains { call in
            call.columns.contains { $0.unit == .currency && $0.traits.outcomes.contains("lost") }
        }
        let hasPast =
            index.calls.count > 1
            || index.calls.contains { $0.isTrend || $0.columns.contains { $0.name == "previous" } }
        let isChange =
            (change != nil && !isAdded && !(isLoss && (quantity.kind != .money || !hasPast || hasLost)))
            || quantity.kind == .points
        let isTogether = isTogether(quantity, clause)
        if isAppositive(quantity, clause) || isPartAgain(quantity, clause) { return search.neighbours() }
        if !isChange, !isTogether {
            for subject in named { if let found = search.level(subject) { return found } }
        }
        if !isChange, !isTogether, let found = search.outcomeRow() ?? search.category() { return found }
        if let found = search.occurrences() { return found }
        if let found = search.within() ?? search.ends() ?? search.perEach() { return found }
        if clause.own.contains("respectively"), !named.isEmpty { return nil }
        if let found = search.picked() { return found }
        for subject in named { if let found = search.change(subject) { return found } }
        if let found = search.pair() { return found }
        if let found = search.extremeGap() { return found }
        if !isTogether || clause.top == nil, let found = search.spanned() { return found }
        if let found = search.before() { return found }
        if let found = search.mean() ?? search.periodCount() ?? search.streak() { return found }
        if named.isEmpty
            || (clause.own.contains {
                ["it", "its", "they", "their", "that", "this", "she", "he", "his", "her", "the"].contains($0)
            } && clause.subjects.allSatisfy(\.isPeriod))
        {
            for subject in clause.carried where !isChange { if let found = search.level(subject) { return found } }
            for subject in clause.carried { if let found = search.change(subject) { return found } }
        }
        if mayBeTotal || named.isEmpty || isOutcome(noun, named) {
            if !isChange, !isTogether || clause.top != nil, !isLeftOver(quantity, clause), let found = search.total() {
                return found
            }
            if named.allSatisfy(\.isPeriod) || isWhole(quantity, clause),
                let found = search.totalChange() ?? search.twoTotals()
            {
                return found
            }
        }
        if !isChange, named.isEmpty, let found = search.extreme() { return found }
        if !isTogether || clause.top != nil, let found = search.top() { return found }
        if !isChange, let found = search.count() { return found }
        if let found = search.argument(question) { return found }
        if let found = search.neighbours() { return found }
        return nil
    }
}
