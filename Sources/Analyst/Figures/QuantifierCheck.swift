import Core

/// Holds what is said of all, of none or of most against every row: `every region grew`, `no region has more than EMEA`.
struct QuantifierCheck {
    let binder: FigureBinder
    let clause: Clause
    /// Tokens of words that were held against all rows already.
    var decided: Set<Int> = []

    private var index: EvidenceIndex { binder.index }

    /// How many of the rows a sentence speaks of.
    private enum Amount {
        case all, none, most, only

        func holds(_ count: Int, of whole: Int) -> Bool {
            switch self {
            case .all: count == whole
            case .none: count == 0
            case .most: count * 2 > whole
            case .only: true
            }
        }
    }

    private static let denials: Set<String> = ["no", "nobody", "none", "neither", "never", "nowhere", "nothing"]

    /// What does not hold, and the tokens of words that need no other check.
    func findings() -> (problems: [RankCheck.Finding], decided: Set<Int>) {
        var problems: [RankCheck.Finding] = []
        let known = decided
        var decided: Set<Int> = []
        for position in clause.range
        where !known.contains(position) && (!isTaken(position) || binder.key(position) == "half") {
            if let isTrue = comparesNobody(position) {
                decided.insert(position)
                if !isTrue { problems.append(.init(token: position, reason: "is not borne out by the other rows")) }
            }
            if let isTrue = majorityOfDeals(position), !isTrue {
                problems.append(.init(token: position, reason: "does not hold for the deals of the evidence"))
            }
            guard let quantifier = amount(position), let rows = rows(position, quantifier.end) else { continue }
            if let verdict = verdict(quantifier.amount, rows, from: quantifier.end) {
                decided.formUnion([position, verdict.token])
                if !verdict.isTrue {
                    problems.append(.init(token: position, reason: "does not hold for the rows of the evidence"))
                }
            }
        }
        return (problems, decided)
    }

    private func isTaken(_ position: Int) -> Bool { binder.isTaken(position, clause) }

    // MARK: Nobody more than one

    /// `No region has a higher win rate than EMEA`, `in no month was it as high as in June`: the one named is the extreme.
    ///
    /// Returns nil where the word at the place says nothing of the kind.
    private func comparesNobody(_ position: Int) -> Bool? {
        let word = binder.key(position)
        var sign = Lexicon.comparatives[word]
        var joint = "than"
        if sign == nil, binder.key(position - 1) == "as" {
            sign = Lexicon.degrees[word]
            joint = "as"
        }
        guard let sign,
            let denial = (clause.range.lowerBound..<position).last(where: {
                QuantifierCheck.denials.contains(binder.key($0)) && !isTaken($0)
            }),
            binder.key(denial) != "no" || !["more", "less", "fewer", "longer"].contains(binder.key(denial + 1))
        else { return nil }
        // `Hannah has two deals, and nobody has less`
        if joint == "than", ["nobody", "none"].contains(binder.key(denial)), position - denial <= 3,
            position + 1 >= clause.range.upperBound || [".", ",", ";"].contains(binder.key(position + 1)),
            let named = clause.subjects.last(where: { !$0.rows.isEmpty && $0.tokens.upperBound <= denial })
                ?? clause.carried.first
        {
            return RankCheck(binder: binder, clause: clause).isExtreme([named], position, sign)
        }
        let end = min(clause.range.upperBound, position + 9)
        guard let than = (position + 1..<max(position + 1, end)).first(where: { binder.key($0) == joint }),
            let named = clause.subjects.first(where: { !$0.rows.isEmpty && $0.tokens.lowerBound > than }),
            named.tokens.lowerBound - than <= 4,
            // Something named in front is what is denied: `EMEA was never higher than APAC`.
            !clause.subjects.contains(where: {
                !$0.rows.isEmpty && $0.tokens.lowerBound > denial && $0.tokens.upperBound <= position
            }),
            binder.key(denial) == "no" || binder.key(denial) == "none"
                || !clause.subjects.contains(where: { !$0.rows.isEmpty && $0.tokens.upperBound <= denial })
        else { return nil }
        return RankCheck(binder: binder, clause: clause).isExtreme([named], position, sign)
    }

    // MARK: All, none, most

    /// How many rows `more than half of the regions` counts, where their changes tell; nil where it is a share.
    func majority(_ quantity: Quantity) -> Int? {
        guard quantity.kind == .percent, quantity.isWords, let half = quantity.tokens.first,
            let quantifier = amount(half), quantifier.amount == .most, let rows = rows(half, quantifier.end),
            verdict(.most, rows, from: quantifier.end) != nil
        else { return nil }
        return rows.count
    }

    /// The quantifier at a place, and the token behind it.
    private func amount(_ position: Int) -> (amount: Amount, end: Int)? {
        let next = binder.key(position + 1)
        switch binder.key(position) {
        case "every", "each", "all", "both": return (.all, position + 1)
        case "none", "neither", "no": return (.none, position + 1)
        case "most" where binder.key(position - 1) != "the" && binder.key(position - 1) != "at":
            return (.most, position + 1)
        case "majority" where next == "of": return (.most, position + 1)
        case "half" where next == "of" && ["than", "over"].contains(binder.key(position - 1)):
            return binder.key(position - 2) == "less" ? nil : (.most, position + 1)
        case "only": return (.only, position + 1)
        default: return nil
        }
    }

    /// Whether most of the closed deals were won, or lost, as a clause says; nil where it says nothing of the kind.
    private func majorityOfDeals(_ position: Int) -> Bool? {
        guard let quantifier = amount(position), quantifier.amount == .most, binder.key(position) != "half",
            let noun = reach(quantifier.end, min(clause.range.upperBound, quantifier.end + 9)).first(where: {
                Lexicon.nouns[binder.key($0)] == .deals
            }),
            let verb = (noun + 1..<max(noun + 1, min(clause.range.upperBound, noun + 6))).first(where: {
                ["won", "lost"].contains(binder.key($0))
            }),
            !(noun..<verb).contains(where: { [",", ";", ":", "that", "we"].contains(binder.key($0)) })
        else { return nil }
        let named = clause.subjects.flatMap(\.rows).min()
        for call in index.calls.indices where named == nil || named?.call == call {
            func value(_ name: String) -> Double? {
                guard let named else { return index.calls[call].wholes.first { $0.name == name }?.value }
                return index.calls[call].columns.first { $0.name == name }?.values[named.row]
            }
            guard let won = value("won"), let lost = value("lost") else { continue }
            return binder.key(verb) == "won" ? won > lost : lost > won
        }
        return nil
    }

    /// The rows that a quantifier is about; nil where it counts nothing that has rows.
    private func rows(_ position: Int, _ end: Int) -> [RowPlace]? {
        if binder.key(position) == "only" {
            guard let named = clause.subjects.first(where: { $0.tokens.lowerBound == end }), !named.isPeriod,
                let call = named.rows.min()?.call, !named.rows.isEmpty
            else { return nil }
            return whole(call)
        }
        if binder.key(position) == "both" || (binder.key(position) == "neither" && binder.key(end) != "of") {
            let own = clause.subjects.filter { !$0.rows.isEmpty && $0.tokens.upperBound <= position }
            let pair = own.isEmpty ? clause.carried : own
            guard pair.count == 2, let call = pair.compactMap({ $0.rows.min()?.call }).min() else { return nil }
            let rows = pair.flatMap { $0.rows.filter { $0.call == call }.sorted() }
            return rows.count == 2 ? rows : nil
        }
        var noun = end
        while noun < min(clause.range.upperBound, end + 4),
            ["of", "the", "our", "these", "those", "other", "single", "its"].contains(binder.key(noun))
                || clause.quantities.contains(where: { $0.tokens.contains(noun) })
        {
            noun += 1
        }
        let word = binder.key(noun)
        for call in index.calls.indices {
            let group = index.calls[call]
            // Of rows that were cut off nothing is known.
            guard group.rowCount > 1, group.totalRowCount == group.rowCount else { continue }
            let isPeriod = group.isTrend && ["month", "months", "quarter", "quarters", "year", "years"].contains(word)
            guard isPeriod || (!group.isTrend && EvidenceIndex.names(word, among: group.nouns)) else { continue }
            return whole(call)
        }
        return nil
    }

    private func whole(_ call: Int) -> [RowPlace]? {
        let group = index.calls[call]
        guard group.rowCount > 1, group.totalRowCount == group.rowCount else { return nil }
        let left = Set(clause.subjects.filter { binder.isExcluded($0, clause) }.flatMap(\.rows))
        return (0..<group.rowCount).map { RowPlace(call: call, row: $0) }.filter { !left.contains($0) }
    }

    /// Whether the rows bear out what is said of them; nil where it is nothing that they tell.
    private func verdict(_ amount: Amount, _ rows: [RowPlace], from start: Int) -> (isTrue: Bool, token: Int)? {
        for position in start..<max(start, min(clause.range.upperBound, start + 10)) where !isTaken(position) {
            let word = binder.key(position)
            // What a name or another clause says is its own.
            if [";", ":", ",", "than"].contains(word) { return nil }
            guard let sign = Lexicon.changes[word], sign != 0, !["lost", "loss", "slipped"].contains(word) else {
                continue
            }
            let ways = rows.compactMap { change($0) }
            // The first row of a trend has nothing before it.
            guard ways.count >= rows.count - 1, !ways.isEmpty else { return nil }
            let count = ways.filter { $0 * sign > 0 }.count
            if amount == .only {
                guard let named = clause.subjects.first(where: { $0.tokens.lowerBound == start }),
                    let own = rows.first(where: { named.rows.contains($0) }).flatMap({ change($0) })
                else { return nil }
                let coordinated = clause.subjects.filter {
                    $0.tokens.lowerBound >= start && $0.tokens.upperBound <= position && !$0.rows.isEmpty
                }.count
                return (own * sign > 0 && count == max(1, coordinated), position)
            }
            return (amount.holds(count, of: ways.count), position)
        }
        return nil
    }

    /// 1, -1 or 0 for a row that rose, fell or stayed; nil where nothing tells.
    func change(_ place: RowPlace) -> Int? {
        let call = index.calls[place.call]
        func way(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }
        func cell(_ name: String) -> Double? { call.columns.first { $0.name == name }?.values[place.row] }
        if let value = cell("change") { return way(value) }
        if let now = cell("current"), let before = cell("previous") { return way(now - before) }
        let dummy = Quantity(
            kind: .plain, value: 0, step: 1, looseStep: 1, tokens: clause.range.lowerBound..<clause.range.lowerBound,
            start: clause.range.lowerBound)
        let search = OperandSearch(binder: binder, quantity: dummy, noun: CountedNoun(), change: nil, clause: clause)
        for column in call.columns
        where column.unit != .text && column.unit != .date && column.traits.isMeant(by: clause.words) {
            if call.isTrend {
                guard place.row > 0, column.values.indices.contains(place.row), let now = column.values[place.row],
                    let before = column.values[place.row - 1]
                else { return nil }
                return way(now - before)
            }
            if let pair = search.earlier(place, column.name).first { return way(pair.now - pair.before) }
        }
        return nil
    }
}
