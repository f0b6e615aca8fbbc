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
            if [",", ";", ":", "(", ")", "."].contains(word)
                || ["and", "with", "worth", "at", "in", "for", "from", "is", "was"].contains(word)
            {
                break
            }
            if word == "of" || word == "out" { isBehindOf = true }
            if !isBehindOf, let outcome = Lexicon.outcomes[word] { noun.outcomes.insert(outcome) }
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
                if !isBehindOf, behind < clause.range.upperBound, let outcome = Lexicon.outcomes[key(behind)] {
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
        return noun
    }

    // MARK: Signs

    private static let notAmounts: Set<String> = [
        "lost", "loss", "slipped", "lead", "leads", "led", "over", "under", "same", "level", "short", "flat", "lag",
        "top",
        "tops", "topped", "equal", "steady", "stable", "beat", "beats",
    ]

    /// The way of a change that a number is the size of, with the word that says it: `up 12%`, `a 12% drop`.
    func changeSign(_ quantity: Quantity, in clause: Clause) -> (sign: Int, token: Int)? {
        var position = quantity.start - 1
        var steps = 0
        var isBy = false
        while position >= clause.range.lowerBound, steps < 14 {
            let word = isTaken(position, clause) ? "" : key(position)
            if word == "up", ["make", "makes", "made", "making", "add", "adds", "up"].contains(key(position - 1)) {
                break
            }
            if word == "by" { isBy = true }
            if word == "lost", position == quantity.start - 1 { return (-1, position) }
            if let sign = Lexicon.changes[word], sign != 0, word != "lost",
                word != "loss" || isBy || key(position + 1) == "of"
            {
                return isBy || steps < 4 ? (sign, position) : nil
            }
            if isBy || word == "ahead" || word == "behind", let sign = Lexicon.comparatives[word] {
                return (sign, position)
            }
            if !isBy,
                !["a", "an", "of", "another", "further", "some", "the", "only", "just", "sharply", "slightly"].contains(
                    word)
            {
                break
            }
            if [";", "from", "to"].contains(word), !isBy { break }
            position -= 1
            steps += 1
        }
        position = quantity.tokens.upperBound
        steps = 0
        let skipped: Set<String> = [
            "year", "-", "over", "on", "quarter", "month", "yoy", "net", "of", "relative", "further", "the", "week",
            "annual", "quarterly", "monthly", "sequential", "or", "so",
        ]
        while position < clause.range.upperBound, steps < 8 {
            let word = isTaken(position, clause) ? "" : key(position)
            if let sign = Lexicon.changes[word] ?? Lexicon.comparatives[word], sign != 0,
                !FigureBinder.notAmounts.contains(word)
            {
                return (sign, position)
            }
            if !skipped.contains(word) {
                // `25 fewer deals`, `3 deals more`
                if steps == 0, Lexicon.nouns[word] != nil || Lexicon.timeNouns[word] != nil {
                    position += 1
                    steps += 1
                    continue
                }
                break
            }
            position += 1
            steps += 1
        }
        return nil
    }

    // MARK: Fitting

    /// The units of the measures that words name.
    static func units(spokenOf words: Set<String>) -> Set<Core.Unit> {
        var units: Set<Core.Unit> = []
        for word in words {
            switch word {
            case "pipeline", "bookings", "revenue", "value", "amount", "worth", "forecast", "size", "money", "dollars",
                "volume":
                units.insert(.currency)
            case "deals", "deal", "opportunities", "opportunity", "opps", "contacts": units.insert(.count)
            case "rate", "rates": units.insert(.percent)
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
            case .count: noun.days == nil
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
        switch noun.days {
        case 7: return quantity.matchesRounded(size / 7)
        case 30: return quantity.matchesRounded(size / 30.4375)
        case 91: return quantity.matchesRounded(size / 91.3125)
        case 365: return quantity.matchesRounded(size / 365.25)
        default: return quantity.matchesRounded(size)
        }
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
        guard traits.isMeant(by: clause.words) else { return false }
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
                max(
                    clause.range.lowerBound, quantity.start - 4)..<min(
                    clause.range.upperBound, quantity.tokens.upperBound + 6)
            return near.contains { Lexicon.outcomes[key($0)].map { traits.outcomes.contains($0) } ?? false }
        }
        return true
    }

    private func hasMean(_ unit: Core.Unit) -> Bool {
        let means: Set<String> = ["average", "mean", "median"]
        return index.calls.contains { call in
            call.columns.contains { $0.unit == unit && !$0.traits.words.isDisjoint(with: means) }
                || call.wholes.contains { $0.unit == unit && !$0.traits.words.isDisjoint(with: means) }
        }
    }

    // MARK: Subjects

    /// The subjects that a number at a place may belong to, and whether it may be a total all the same.
    func subjects(of quantity: Quantity, in clause: Clause) -> (named: [Subject], mayBeTotal: Bool) {
        let names = clause.subjects.filter { !$0.rows.isEmpty && !isExcluded($0) }
        let before = names.filter { $0.tokens.upperBound <= quantity.start }
        let after = names.filter { $0.tokens.lowerBound >= quantity.tokens.upperBound }
        var chosen: [Subject] = []
        func add(_ subject: Subject) { chosen.append(subject) }
        if let last = before.last {
            add(last)
            // `EMEA's Acme`: names of different columns narrow each other.
            if let other = before.dropLast().last, !other.isPeriod, !last.isPeriod,
                other.columns.isDisjoint(with: last.columns)
            {
                let isTied =
                    last.tokens.lowerBound - other.tokens.upperBound <= 3
                    && !clause.quantities.contains {
                        $0.tokens.lowerBound >= other.tokens.upperBound
                            && $0.tokens.upperBound <= last.tokens.lowerBound
                    }
                let calls = Set(last.rows.map(\.call)).intersection(other.rows.map(\.call))
                let both = other.rows.intersection(last.rows)
                if !both.isEmpty || (isTied && !calls.isEmpty) {
                    var narrowed = last
                    narrowed.rows = both
                    chosen = [narrowed]
                }
            }
            if isCompared(last, clause), let first = before.first { add(first) }
            if let listed = respective(quantity, names, clause) { add(listed) }
        }
        if let first = after.first {
            let between = first.tokens.lowerBound - quantity.tokens.upperBound
            let blocked = clause.quantities.contains {
                $0.tokens.lowerBound > quantity.tokens.lowerBound && $0.tokens.upperBound <= first.tokens.lowerBound
            }
            let tie = (quantity.tokens.upperBound..<first.tokens.lowerBound).contains { Lexicon.ties.contains(key($0)) }
            let isAlike = chosen.allSatisfy {
                !$0.columns.isDisjoint(with: first.columns) || $0.isPeriod != first.isPeriod
            }
            if before.isEmpty || (!blocked && between <= 7 && tie && isAlike) { add(first) }
            if before.isEmpty, let listed = respective(quantity, names, clause) { add(listed) }
        }
        if let only = placed(quantity, names, clause) ?? respective(quantity, names, clause) { chosen = [only] }
        let isWhole = isWhole(quantity, clause)
        let isApart =
            after.first.map { first in
                (quantity.tokens.upperBound..<first.tokens.lowerBound).contains {
                    [",", ";", ":", "(", "—", "–"].contains(key($0))
                }
            } ?? true
        // `From June to September we booked $5M`: all of it.
        let isSpan =
            before.count > 1 && before.allSatisfy(\.isPeriod)
            && before.first.map { ["from", "between"].contains(key($0.tokens.lowerBound - 1)) } ?? false
        return (chosen, chosen.isEmpty || isWhole || isSpan || (before.isEmpty && isApart))
    }

    /// Whether a name is what the clause leaves out: `without Acme`.
    func isExcluded(_ subject: Subject) -> Bool {
        (1...3).contains { back in
            let word = key(subject.tokens.lowerBound - back)
            return ["without", "excluding", "except", "beside", "besides"].contains(word)
                || (back > 1 && ["apart", "leaving"].contains(word))
        }
    }

    /// Whether a number is what several names hold together: the first of its kind behind the word that says so.
    func isTogether(_ quantity: Quantity, _ clause: Clause) -> Bool {
        let names = clause.subjects.filter {
            !$0.rows.isEmpty && $0.tokens.upperBound <= quantity.start && !$0.isPeriod
        }
        guard names.count > 1 else { return false }
        let cue = (clause.range.lowerBound..<quantity.start).last {
            ["together", "combined", "jointly", "altogether"].contains(key($0))
                || (["gap", "difference", "distance"].contains(key($0)) && key($0 + 1) == "between")
                || (key($0) == "between" && ["them", "themselves"].contains(key($0 + 1)))
                || (key($0) == "up" && key($0 + 1) == "to" && ["add", "adds", "sum"].contains(key($0 - 1)))
        }
        guard let cue else { return false }
        return !clause.quantities.contains { $0.kind == quantity.kind && $0.start > cue && $0.start < quantity.start }
    }

    /// Whether words next to a number say that it is about all.
    func isWhole(_ quantity: Quantity, _ clause: Clause) -> Bool {
        let near = max(clause.range.lowerBound, quantity.start - 6)..<quantity.start
        if near.contains(where: { Lexicon.wholes.contains(key($0)) && !isTaken($0, clause) }) { return true }
        let far = quantity.tokens.upperBound..<min(clause.range.upperBound, quantity.tokens.upperBound + 5)
        return far.contains {
            [
                "total", "overall", "all", "whole", "altogether", "combined", "average", "company", "across", "entire",
                "team",
            ].contains(key($0))
        }
    }

    private func isTaken(_ position: Int, _ clause: Clause) -> Bool {
        clause.subjects.contains { $0.tokens.contains(position) }
    }

    /// Whether a name is what something else is compared with: `ahead of Globex`.
    func isCompared(_ subject: Subject, _ clause: Clause) -> Bool {
        let start = max(clause.range.lowerBound, subject.tokens.lowerBound - 4)
        let words: Set<String> = [
            "than", "ahead", "behind", "over", "against", "versus", "vs", "before", "after", "to", "with", "beats",
            "beating", "leads",
            "trails", "followed", "above", "below", "compared", "exceeds", "from", "unlike", "and", "outpaces", "like",
            "by", "of", "as", "not",
        ]
        return (start..<subject.tokens.lowerBound).contains { words.contains(key($0)) }
    }

    /// The name that a number stands by where names and numbers alternate: `A $1, B $2`, `$1 at A and $2 at B`.
    private func placed(_ quantity: Quantity, _ names: [Subject], _ clause: Clause) -> Subject? {
        let alike = clause.quantities.filter { $0.kind == quantity.kind }
        guard names.count > 1, alike.count == names.count,
            let place = alike.firstIndex(where: { $0.tokens == quantity.tokens })
        else { return nil }
        let isNameFirst =
            zip(names, alike).allSatisfy { $0.tokens.upperBound <= $1.start }
            && zip(names.dropFirst(), alike).allSatisfy { $0.tokens.lowerBound >= $1.tokens.upperBound }
        let isNumberFirst =
            zip(names, alike).allSatisfy { $0.tokens.lowerBound >= $1.tokens.upperBound }
            && zip(names, alike.dropFirst()).allSatisfy { $0.tokens.upperBound <= $1.start }
        return isNameFirst || isNumberFirst ? names[place] : nil
    }

    /// The name that stands at the same place of its list as the number of its own: `A and B hold $1 and $2 respectively`.
    private func respective(_ quantity: Quantity, _ names: [Subject], _ clause: Clause) -> Subject? {
        let alike = clause.quantities.filter { $0.kind == quantity.kind }
        guard names.count > 1, alike.count == names.count,
            let place = alike.firstIndex(where: { $0.tokens == quantity.tokens })
        else { return nil }
        // Names first, then numbers, or the other way round; never mixed.
        guard let lastName = names.last, let firstName = names.first, let first = alike.first, let last = alike.last,
            lastName.tokens.upperBound <= first.start || last.tokens.upperBound <= firstName.tokens.lowerBound
        else { return nil }
        return names[place]
    }

    /// Whether a number is what another is measured against: `up from $1M`, `on $1M`, `against 40%`.
    func isBase(_ quantity: Quantity, _ clause: Clause) -> Bool {
        var position = quantity.start - 1
        var steps = 0
        while position >= clause.range.lowerBound, steps < 4 {
            let word = key(position)
            if ["from", "than", "against", "on", "versus", "vs", "over", "above", "below", "behind", "beyond", "after"]
                .contains(word)
            {
                return true
            }
            if [",", "to", "at", "and", "with", "is", "was", "of"].contains(word) { return false }
            if clause.quantities.contains(where: { $0.tokens.contains(position) }) { return false }
            position -= 1
            steps += 1
        }
        return false
    }

    /// The number that this one is the whole of: the 4 of `4 of 9`.
    func part(of quantity: Quantity, in clause: Clause) -> Quantity? {
        var position = quantity.start - 1
        while position > clause.range.lowerBound, ["the", "all", "its", "their", "a", "total"].contains(key(position)) {
            position -= 1
        }
        guard key(position) == "of" else { return nil }
        return clause.quantities.first {
            $0.tokens.upperBound == position || ($0.tokens.upperBound == position - 1 && key(position - 1) == "out")
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
        let search = OperandSearch(binder: self, quantity: quantity, noun: noun, change: change?.sign, clause: clause)
        if quantity.kind == .plain, quantity.bound == .atLeast, noun.outcomes.contains("closed"),
            let least = index.calls.flatMap(\.numbers).first(where: { $0.name == "min_closed" && $0.value > 1 })
        {
            return least.value == quantity.value ? Operand(value: quantity.value, unit: .count, kind: .argument) : nil
        }
        let isLoss = change.map { key($0.token) } == "lost"
        let hasPast =
            index.calls.count > 1
            || index.calls.contains { $0.isTrend || $0.columns.contains { $0.name == "previous" } }
        let isChange = (change != nil && !(isLoss && (quantity.kind != .money || !hasPast))) || quantity.kind == .points
        let isTogether = isTogether(quantity, clause)
        if !isChange, !isTogether {
            for subject in named { if let found = search.level(subject) { return found } }
        }
        if clause.own.contains("respectively"), !named.isEmpty { return nil }
        for subject in named { if let found = search.change(subject) { return found } }
        if let found = search.pair() { return found }
        if named.isEmpty
            || (clause.own.contains {
                ["it", "its", "they", "their", "that", "this", "she", "he", "his", "her", "the"].contains($0)
            } && clause.subjects.allSatisfy(\.isPeriod))
        {
            for subject in clause.carried where !isChange { if let found = search.level(subject) { return found } }
            for subject in clause.carried { if let found = search.change(subject) { return found } }
        }
        if mayBeTotal || named.isEmpty {
            if !isChange, let found = search.total() { return found }
            if named.allSatisfy(\.isPeriod), let found = search.totalChange() { return found }
        }
        if !isChange, named.isEmpty, let found = search.extreme() { return found }
        if let found = search.top() { return found }
        if !isChange, let found = search.count() { return found }
        if let found = search.argument(question) { return found }
        if let found = search.neighbours() { return found }
        return nil
    }
}
