import Core

/// Holds words of change and comparison against the values that they are said of: `up from`, `higher than`, `ahead of`.
struct DirectionCheck {
    let binder: FigureBinder
    let clause: Clause
    /// Tokens of words that were held against all rows already.
    var decided: Set<Int> = []

    var index: EvidenceIndex { binder.index }

    func problems() -> [RankCheck.Finding] {
        var findings: [RankCheck.Finding] = []
        // A word that a bound change stands by was held against its sign already.
        var done: Set<Int> = []
        for (place, quantity) in clause.quantities.enumerated() {
            guard clause.bound.indices.contains(place), let operand = clause.bound[place], operand.kind == .change,
                let change = binder.changeSign(quantity, in: clause)
            else { continue }
            if Lexicon.comparatives[binder.key(change.token)] == nil { done.insert(change.token) }
        }
        for position in clause.range
        where !done.contains(position) && !decided.contains(position) && !isTaken(position) {
            let word = binder.key(position)
            if ["level", "tied", "equal"].contains(word), let isTrue = isTie(position) {
                if !isTrue { findings.append(.init(token: position, reason: "does not hold between those named")) }
            } else if let sign = Lexicon.changes[word], isChange(position) {
                if let reason = change(position, sign) { findings.append(.init(token: position, reason: reason)) }
            } else if let sign = Lexicon.comparatives[word], isComparison(position) {
                if let reason = compare(position, sign) { findings.append(.init(token: position, reason: reason)) }
            }
        }
        return findings
    }

    func isTaken(_ position: Int) -> Bool {
        clause.subjects.contains { $0.tokens.contains(position) }
            || clause.quantities.contains { ($0.start..<$0.tokens.upperBound).contains(position) }
    }

    func isChange(_ position: Int) -> Bool {
        let word = binder.key(position)
        let before = binder.key(position - 1)
        let after = binder.key(position + 1)
        switch word {
        case "up" where ["-", "runner", "next"].contains(before): return false
        case "up":
            return !["to", "for", "with", "the"].contains(after)
                && ![
                    "made", "make", "makes", "add", "adds", "end", "ends", "ended", "added", "take", "takes", "making",
                    "follow", "sum", "sums", "built", "build", "pick", "picked", "show", "shows", "turn", "turns",
                    "signed",
                    "comes", "come", "tying", "ties", "tie", "tied", "locking", "locked", "locks", "held", "holds",
                ].contains(before) && after != ":"
        case "down":
            return !["to", "us", "them", "turned", "put"].contains(before) && !["the", "into"].contains(after)
        case "improved", "improvement", "improve", "improves", "improving":
            // Of losses fewer are better, so that the word tells no way by itself.
            return !clause.words.contains { $0.hasPrefix("loss") || $0 == "lost" }
        case "lost", "loss": return false
        case "falls", "fall", "fell", "falling":
            // `falls short of` compares, `falls into` sorts.
            return !["short", "behind", "within", "into", "outside", "due", "in", "on"].contains(after)
        case "slipped": return ["from", "by", "to"].contains(after)
        case "same", "equal", "level":
            guard word == "level", after == "with" || ["is", "was", "are", "were"].contains(before) else {
                return false
            }
            // "A and B are level at three each" compares two names, not two periods.
            let names = clause.subjects.filter { !$0.isPeriod && $0.tokens.upperBound <= position }
            return names.count < 2
        case "flat", "steady", "stable", "unchanged": return true
        case "gain", "gains", "rise", "drop", "increase", "decrease", "growth", "decline", "dip", "improvement",
            "reduction", "slide":
            return after != "rate"
        default: return true
        }
    }

    func isComparison(_ position: Int) -> Bool {
        let word = binder.key(position)
        let next = reach(position + 1, min(clause.range.upperBound, position + 4)).map { binder.key($0) }
        switch word {
        case "short": return next.first == "of"
        case "over", "under":
            return ["well", "far", "just"].contains(binder.key(position - 1))
                && ["the", "its"].contains(next.first ?? "")
        case "above", "below": return !next.isEmpty
        case "leads", "led", "trails", "beats", "beat", "tops", "topped", "exceeds", "exceeded", "outpaces", "outpaced",
            "outsells",
            "outperforms", "outperformed", "surpasses", "surpassed", "trailed", "lags", "lagged", "lagging",
            "outstrips", "outranks", "trailing", "exceed", "outnumber", "outnumbers":
            return true
        case "edges", "edged": return next.first == "out"
        case "ahead", "behind": return true
        default:
            return than(position) != nil
                || (["more", "fewer", "higher", "lower", "larger", "smaller"].contains(word)
                    && reach(position + 1, min(clause.range.upperBound, position + 5)).contains {
                        ["(", ":"].contains(binder.key($0))
                    })
                || isContrast(position)
                || (["more", "less", "fewer"].contains(word) && next.first == "with" && !clause.carried.isEmpty
                    && ["holds", "has", "hold", "have"].contains(binder.key(position - 1)))
                || ["higher", "lower", "longer", "shorter", "larger", "smaller", "better", "worse"].contains(word)
                    && ["for", "in", "at"].contains(next.first ?? "")
                    && reach(position, min(clause.range.upperBound, position + 16)).contains {
                        binder.key($0) == "than"
                    }
        }
    }

    /// Whether all that are named in front have the value told behind: `May and June were level at 58`.
    private func isTie(_ position: Int) -> Bool? {
        var names = clause.subjects.filter { $0.tokens.upperBound <= position && !$0.rows.isEmpty }
        if names.count < 2 { names = clause.subjects.filter { $0.tokens.lowerBound > position && !$0.rows.isEmpty } }
        // `almost level at $26.3M and $25.9M`
        let behind = clause.quantities.filter { $0.start > position }
        if let first = behind.first, behind.count(where: { $0.kind == first.kind }) > 1 { return true }
        guard names.count > 1, ["at", "with", "on"].contains(binder.key(position + 1)),
            let place = clause.quantities.indices.first(where: { clause.quantities[$0].start > position }),
            clause.bound.indices.contains(place), let operand = clause.bound[place], let call = operand.call,
            let column = index.calls[call].columns.first(where: { $0.name == operand.measure })
        else { return nil }
        return names.allSatisfy { name in
            name.rows.contains { row in
                row.call == call && column.values.indices.contains(row.row)
                    && (column.values[row.row].map { clause.quantities[place].matches($0) } ?? false)
            }
        }
    }

    /// `although Negotiation has more deals`: the clause is set against the one before.
    func isContrast(_ position: Int) -> Bool {
        ["more", "fewer", "higher", "lower", "bigger", "smaller"].contains(binder.key(position))
            && ["although", "though", "but", "while", "whereas"].contains(binder.key(clause.range.lowerBound))
            && than(position) == nil && !clause.carried.isEmpty
            && clause.subjects.count { !$0.rows.isEmpty && !$0.isPeriod } == 1
            && reach(position + 1, min(clause.range.upperBound, position + 3)).contains {
                Lexicon.nouns[binder.key($0)] == .deals || ["rate", "pipeline", "bookings"].contains(binder.key($0))
            }
    }

    // MARK: Change over time

    func level(_ place: Int) -> Operand? {
        guard clause.bound.indices.contains(place), let operand = clause.bound[place],
            operand.kind == .level || operand.kind == .share
        else { return nil }
        return operand
    }

    func agrees(_ now: Double, _ before: Double, _ sign: Int) -> Bool {
        if sign == 0 { return abs(now - before) <= max(abs(now), abs(before)) * 0.02 + 1e-9 }
        return sign > 0 ? now > before : now < before
    }

    func change(_ position: Int, _ sign: Int) -> String? {
        let reason = "goes against the evidence"
        let levels = clause.quantities.indices.compactMap { place in level(place).map { (clause.quantities[place], $0) }
        }
        let later = levels.first { $0.0.start > position && ["to", "at"].contains(binder.key($0.0.start - 1)) }
        let base = levels.first { $0.0.start > position - 6 && binder.isBase($0.0, clause) }
        let earlierLevel = levels.last { $0.0.tokens.upperBound <= position && !binder.isBase($0.0, clause) }
        if let base {
            let now = later ?? earlierLevel
            if let now, now.1.unit == base.1.unit, now.0.start != base.0.start {
                return agrees(now.1.value, base.1.value, sign) ? nil : reason
            }
            if let carried = carriedLevel(base.1) { return agrees(carried, base.1.value, sign) ? nil : reason }
        }
        // `the $92.6M pipeline shrinks to $37.3M`
        if let later, let earlierLevel, later.0.start != earlierLevel.0.start, later.1.unit == earlierLevel.1.unit,
            later.1.isTotal && earlierLevel.1.isTotal || later.1.rows == earlierLevel.1.rows,
            later.1.measure != earlierLevel.1.measure
        {
            return agrees(later.1.value, earlierLevel.1.value, sign) ? nil : reason
        }
        // Against their own past: the rows named, or the totals.
        var pairs: [(now: Double, before: Double)] = []
        let known = [later, earlierLevel].compactMap { $0 }.first
        let dummy = Quantity(
            kind: .plain, value: 0, step: 1, looseStep: 1, tokens: position..<position, start: position)
        let search = OperandSearch(binder: binder, quantity: dummy, noun: CountedNoun(), change: sign, clause: clause)
        if let known, let measure = known.1.measure, let call = known.1.call {
            if let row = known.1.rows.first, known.1.rows.count == 1 {
                pairs += search.earlier(row, measure)
                if index.calls[row.call].isTrend, row.row > 0,
                    let column = index.calls[row.call].columns.first(where: { $0.name == measure }),
                    column.values.indices.contains(row.row),
                    let value = column.values[row.row], let before = column.values[row.row - 1]
                {
                    pairs.append((value, before))
                }
            }
            if known.1.isTotal { pairs += search.earlierTotals(call, measure) }
        }
        if pairs.isEmpty {
            let subjects = clause.subjects.filter { !$0.rows.isEmpty && $0.tokens.upperBound <= position }
            let after = clause.subjects.filter { !$0.rows.isEmpty && $0.tokens.lowerBound > position }
            for subject in subjects.isEmpty ? after : subjects.suffix(1) {
                for row in subject.rows.sorted() where index.calls.indices.contains(row.call) {
                    for column in index.calls[row.call].columns
                    where column.unit != .text && column.unit != .date && column.traits.isMeant(by: clause.words) {
                        pairs += search.earlier(row, column.name)
                        if !pairs.isEmpty { break }
                    }
                }
            }
            if pairs.isEmpty, subjects.isEmpty || subjects.allSatisfy(\.isPeriod) {
                for call in index.calls.indices {
                    for whole in index.calls[call].wholes where whole.traits.isMeant(by: clause.words) {
                        pairs += search.earlierTotals(call, whole.name)
                        if !pairs.isEmpty { break }
                    }
                    if index.calls[call].isTrend,
                        let column = index.calls[call].columns.first(where: {
                            $0.unit != .text && $0.unit != .date && $0.traits.isMeant(by: clause.words)
                        })
                    {
                        let values = column.values.compactMap { $0 }
                        if let last = values.last, let first = values.first, values.count > 1 {
                            pairs.append((last, first))
                            pairs.append((last, values[values.count - 2]))
                        }
                    }
                }
            }
        }
        if pairs.isEmpty {
            // A change figure of the same sentence may carry the sign.
            let changes = clause.bound.compactMap { $0 }.filter { $0.kind == .change }
            if changes.contains(where: { ($0.value > 0) == (sign > 0) && sign != 0 }) { return nil }
            if let change = changes.first, sign != 0 { return (change.value > 0) == (sign > 0) ? nil : reason }
            return "is a change that the evidence does not show"
        }
        return pairs.contains { agrees($0.now, $0.before, sign) } ? nil : reason
    }

    /// The value of the same measure that the clause before was about.
    func carriedLevel(_ base: Operand) -> Double? {
        guard let measure = base.measure else { return nil }
        for call in index.calls.indices where base.call != call {
            if let whole = index.calls[call].wholes.first(where: { $0.name == measure })?.value, base.isTotal {
                return whole
            }
        }
        for subject in clause.carried.reversed() {
            for row in subject.rows.sorted() where index.calls.indices.contains(row.call) && !base.rows.contains(row) {
                if let column = index.calls[row.call].columns.first(where: { $0.name == measure }),
                    let value = column.values[row.row]
                {
                    return value
                }
            }
        }
        return nil
    }
}
