import Core

/// Holds superlatives, ranks and orders against the rows: `the largest`, `second`, `followed by`.
struct RankCheck {
    let binder: FigureBinder
    let clause: Clause
    /// Tokens of words that were held against all rows already.
    var decided: Set<Int> = []

    var index: EvidenceIndex { binder.index }

    struct Finding {
        var token: Int
        var reason: String
    }

    /// Words after which `first` and `last` tell a place and no time.
    private static let placing: Set<String> = [
        "comes", "stands", "ranks", "ranked", "came", "finishes", "finished", "placed", "is", "places", "ranking",
        "stood",
    ]

    private func way(_ position: Int) -> (sign: Int, rank: Int)? {
        let word = binder.key(position)
        let before = binder.key(position - 1)
        let after = binder.key(position + 1)
        if word == "first" || word == "last", RankCheck.placing.contains(before),
            !["quarter", "month", "week", "year"].contains(after)
        {
            return (word == "first" ? 1 : -1, 1)
        }
        if word == "first" || word == "last",
            clause.subjects.contains(where: {
                ($0.tokens.upperBound == position
                    || ($0.tokens.upperBound == position - 1 && ["”", "\"", "'"].contains(before))) && !$0.isPeriod
            }),
            Lexicon.timeNouns[after] == nil
        {
            return (word == "first" ? 1 : -1, 1)
        }
        if word == "most", let sign = Lexicon.changes[before], sign != 0 { return (sign, 1) }  // `fell most`
        if word == "most", before == "the", let sign = Lexicon.changes[binder.key(position - 2)], sign != 0 {
            return (sign, 1)  // `improved the most`
        }
        if word == "bottom" || word == "top", before == "the", binder.key(position - 2) == "from",
            let rank = ordinalNumber(position - 3)
        {
            return (word == "top" ? 1 : -1, rank)
        }
        guard var sign = Lexicon.superlatives[word] else { return nil }
        if before == "at" || before == "past" { return nil }  // `at most`, `at least`
        // `$143K behind the leader`
        if word == "leader", before == "the",
            ["behind", "to", "than", "from", "trails", "trailing", "of"].contains(binder.key(position - 2))
        {
            return nil
        }
        if word == "most" || word == "least" || word == "fewest",
            after == "recent" || after == "of" && binder.key(position + 2) == "the" && before != "the"
        {
            return nil
        }
        if word == "top" || word == "bottom" {
            if clause.quantities.contains(where: { $0.tokens.contains(position + 1) }) { return nil }
            if after == "line" || binder.key(position - 2) == "on" { return nil }
        }
        // `35% of website leads`
        if word == "leads",
            clause.subjects.contains(where: {
                $0.tokens.upperBound == position && $0.columns.contains { $0.contains("source") }
            }), !clause.subjects.contains(where: { $0.tokens.lowerBound > position })
        {
            return nil
        }
        if word == "lead" || word == "leads" || word == "led" {
            if after == "source" || after == "sources" || before == "lead" || before == "a" || before == "the"
                || before == "its" || after == "of"
            {
                return nil
            }
        }
        if ["high", "low"].contains(word), !["a", "the", "new"].contains(before) { return nil }
        if word == "record", before != "a" { return nil }
        if ["trails", "trailed", "leads", "led"].contains(word), hasObject(position) { sign = 0 }
        if sign == 0 { return nil }
        var rank = 1
        var ordinal = position - 1
        if binder.key(ordinal) == "-" { ordinal -= 1 }
        if let number = ordinalNumber(ordinal) { rank = number }
        return (sign, rank)
    }

    /// `leads Globex`: a comparison of two.
    private func hasObject(_ position: Int) -> Bool {
        clause.subjects.contains {
            ($0.tokens.lowerBound == position + 2 && ["“", "\"", "‘", "’", "'"].contains(binder.key(position + 1)))
                || $0.tokens.lowerBound == position + 1
                || ($0.tokens.lowerBound == position + 2 && binder.key(position + 1) == "the")
        }
    }

    func ordinalNumber(_ position: Int) -> Int? {
        if let number = NumberWords.ordinals[binder.key(position)] { return number }
        if ["st", "nd", "rd", "th"].contains(binder.key(position)), let number = Int(binder.key(position - 1)),
            (1...200).contains(number)
        {
            return number
        }
        if binder.key(position) == "next" { return 2 }
        if binder.key(position - 1) == "number", let number = NumberWords.units[binder.key(position)], number > 0 {
            return number
        }
        return nil
    }

    func problems() -> [Finding] {
        var findings: [Finding] = []
        for position in clause.range
        where !decided.contains(position) && !clause.subjects.contains(where: { $0.tokens.contains(position) }) {
            if let (sign, rank) = way(position) {
                if let reason = check(position, sign, rank) {
                    findings.append(Finding(token: position, reason: reason))
                }
            } else if let number = ordinalNumber(position), isRank(position),
                number > 1 || binder.key(position + 1) == "place", binder.key(position + 1) != "from"
            {
                if let reason = check(position, 1, number) { findings.append(Finding(token: position, reason: reason)) }
                // `second only to A` says that A is first.
                if let first = standard(position), !isBehind(first, position, number) {
                    findings.append(Finding(token: position, reason: "is not borne out by the rows of \(first.text)"))
                }
            }
            if let reason = step(position) ?? counted(position) {
                findings.append(Finding(token: position, reason: reason))
            }
            if let reason = followed(position) { findings.append(Finding(token: position, reason: reason)) }
        }
        return findings
    }

    /// What `second to A` and `second only to A` set first.
    private func standard(_ position: Int) -> Subject? {
        let joint = binder.key(position + 1) == "only" ? position + 2 : position + 1
        guard binder.key(joint) == "to", !clause.own.contains("place"), !clause.own.contains("goes") else { return nil }
        return clause.subjects.first { $0.tokens.lowerBound == joint + 1 && !$0.rows.isEmpty }
    }

    /// Whether those named before come right behind another in some measure that the rank may be about.
    private func isBehind(_ first: Subject, _ position: Int, _ rank: Int) -> Bool {
        for subject in candidates(position) {
            for place in subject.rows.sorted() where index.calls.indices.contains(place.call) {
                for column in measures(place, position) where holds(place, column, 1, rank, position) {
                    let ahead = first.rows.filter { $0.call == place.call }
                    if ahead.contains(where: { holds($0, column, 1, rank - 1, position) }) { return true }
                }
            }
        }
        return false
    }

    /// `the 10 smallest`, where the rows are the largest.
    private func counted(_ position: Int) -> String? {
        guard let sign = Lexicon.superlatives[binder.key(position)], !["most", "least"].contains(binder.key(position))
        else { return nil }
        let number = clause.quantities.first {
            $0.kind == .plain && $0.value > 1 && ($0.tokens.upperBound == position || $0.start == position + 1)
        }
        guard let number else { return nil }
        let calls = index.calls.filter { Double($0.rowCount) == number.value && $0.totalRowCount > $0.rowCount }
        guard !calls.isEmpty, calls.allSatisfy({ $0.isAscending == (sign > 0) }) else { return nil }
        return "is the other end of the rows"
    }

    /// `from Proposal to Negotiation`: the step of a funnel from one row to the next.
    private func step(_ position: Int) -> String? {
        guard binder.key(position) == "from",
            let first = clause.subjects.first(where: { $0.tokens.lowerBound == position + 1 && !$0.isPeriod }),
            binder.key(first.tokens.upperBound) == "to",
            let second = clause.subjects.first(where: { $0.tokens.lowerBound == first.tokens.upperBound + 1 })
        else { return nil }
        for place in first.rows where index.calls[place.call].columns.contains(where: { $0.name == "conversion" }) {
            if !second.rows.contains(RowPlace(call: place.call, row: place.row + 1)) {
                return "is no step of the evidence"
            }
        }
        return nil
    }

    private func isRank(_ position: Int) -> Bool {
        var before = binder.key(["st", "nd", "rd", "th"].contains(binder.key(position)) ? position - 2 : position - 1)
        if ["only", "just"].contains(before) { before = binder.key(position - 2) }
        let after = binder.key(position + 1)
        guard binder.key(position) != "next" else { return false }
        // `seventh to ninth place` are several.
        if NumberWords.ordinals[binder.key(position - 2)] != nil,
            ["to", "and", "through"].contains(binder.key(position - 1))
        {
            return false
        }
        if RankCheck.placing.contains(before)
            || ["a", "in", "distant", "close"].contains(before)
                && (["with", "at", ",", "place", "on", "by", "behind", "("].contains(after))
        {
            return !["quarter", "month", "half", "week", "year", "-"].contains(after)
                && Lexicon.superlatives[after] == nil
        }
        // `second place goes to A, fourth to B`
        if after == "to", clause.own.contains("place"),
            clause.subjects.contains(where: { $0.tokens.lowerBound == position + 2 })
        {
            return true
        }
        return after == "place" || after == "comes" || after == "is" && before == "."
    }

    // MARK: Rows

    /// The subject that a superlative is said of: the name nearest to it, on either side.
    private func candidates(_ position: Int) -> [Subject] {
        let named = clause.subjects.filter { !$0.rows.isEmpty }
        // `second to A` and `second only to A` are said of what was named before.
        let isGiven = clause.own.contains("place") || clause.own.contains("goes")
        if binder.key(position + 1) == "to" ? !isGiven : standard(position) != nil {
            return named.last { $0.tokens.upperBound <= position }.map { [$0] } ?? clause.carried
        }
        if binder.key(position + 1) == "to",
            let target = named.first(where: { $0.tokens.lowerBound == position + 2 })
        {
            return [target]
        }
        let before = named.last { $0.tokens.upperBound <= position }
        let after = named.first { $0.tokens.lowerBound > position }
        // `twice the next largest, with B`
        if binder.key(position - 1) == "next" {
            return after.flatMap { $0.tokens.lowerBound - position <= 4 ? [$0] : nil } ?? []
        }
        guard var before else { return after.map { [$0] } ?? [] }
        // `five times APAC's $12.3K, with the highest win rate`: APAC is what is measured against.
        if clause.quantities.contains(where: { $0.kind == .times && $0.tokens.upperBound == before.tokens.lowerBound }),
            let first = named.first, first.tokens.upperBound <= position
        {
            before = first
        }
        guard let after, after.tokens.lowerBound - position <= 9 else { return [before] }
        // `Acme has the largest`: a verb goes before; else the name behind is meant: `…, the largest was Acme`.
        var start = max(before.tokens.upperBound, position - 4)
        for cut in start..<position where [",", ";", "and", "(", ")"].contains(binder.key(cut)) { start = cut }
        let near = start..<position
        if near.contains(where: { RankCheck.verbs.contains(binder.key($0)) }) || before.tokens.upperBound == position {
            return [before]
        }
        let gap = position + 1..<max(position + 1, after.tokens.lowerBound)
        let isCut = gap.contains {
            [",", ";", "and", "ahead", "followed", "before", "behind"].contains(binder.key($0))
        }
        return isCut ? [before] : [after]
    }

    private static let verbs: Set<String> = [
        "is", "was", "has", "had", "holds", "held", "carries", "carried", "shows", "posts", "posted", "remains", "are",
        "were", "have",
        "brought", "recorded", "records", "brings", "saw", "takes", "took", "boasts", "accounts", "accounted",
        "generates", "generated",
        "contributes", "contributed", "made", "makes", "moved", "being", "as", "keeps", "won", "lost", "closed", "won",
        "counts", "ranks",
        "comes", "stands", "came", "stood", "hold", "owns", "books", "booked", "delivered", "delivers", "sees", "gets",
        "commands",
        "represents", "carry", "closes", "wins", "makes", "marks", "marked", "be", "stays", "stayed", "sits", "reached",
        "hit",
    ]

    private func check(_ position: Int, _ sign: Int, _ rank: Int) -> String? {
        let subjects = candidates(position)
        if subjects.isEmpty, binder.key(position - 1) == "next" { return nil }
        // `At the bottom, A and B are …` speaks of several places.
        if ["bottom", "top"].contains(binder.key(position)), binder.key(position - 2) == "at" {
            let names = clause.subjects.filter { !$0.rows.isEmpty && $0.tokens.lowerBound > position }
            if names.count > 1 { return nil }
        }
        let coordinated = subjects.isEmpty ? (clause.following.isEmpty ? clause.carried : clause.following) : subjects
        guard !coordinated.isEmpty else {
            return nil
        }
        // `Warehouse Core for Acme Corp`: a deal that only both names tell.
        if let first = coordinated.first, first.rows.count > 1,
            let other = clause.subjects.first(where: {
                $0.tokens.lowerBound == first.tokens.upperBound + 1 && $0.columns.isDisjoint(with: first.columns)
            }), ["for", "at", "with"].contains(binder.key(first.tokens.upperBound))
        {
            var narrowed = first
            narrowed.rows = first.rows.intersection(other.rows)
            if !narrowed.rows.isEmpty {
                return isExtreme([narrowed], position, sign, rank)
                    ? nil : "is not borne out by the rows of \(first.text)"
            }
        }
        // In a breakdown over time a name stands on many rows: comparing single ones decides nothing.
        let isManyRows = coordinated.contains { subject in
            subject.rows.count > 1
                && subject.rows.contains { index.calls.indices.contains($0.call) && index.calls[$0.call].isTrend }
        }
        if isManyRows { return nil }
        return isExtreme(coordinated, position, sign, rank)
            ? nil : "is not borne out by the rows of \(coordinated[0].text)"
    }

    /// Whether one of several has the place that a superlative gives it; true where no measure tells.
    func isExtreme(_ subjects: [Subject], _ position: Int, _ sign: Int, _ rank: Int = 1) -> Bool {
        var isEvaluated = false
        for subject in subjects {
            for place in subject.rows.sorted() where index.calls.indices.contains(place.call) {
                for column in measures(place, position) {
                    isEvaluated = true
                    if holds(place, column, sign, rank, position) { return true }
                }
            }
        }
        return !isEvaluated
    }
}
