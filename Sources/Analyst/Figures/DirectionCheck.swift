import Core

/// Holds words of change and comparison against the values that they are said of: `up from`, `higher than`, `ahead of`.
struct DirectionCheck {
    let binder: FigureBinder
    let clause: Clause
    /// Tokens of words that were held against all rows already.
    var decided: Set<Int> = []

    private var index: EvidenceIndex { binder.index }

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
            if let sign = Lexicon.changes[word], isChange(position) {
                if let reason = change(position, sign) { findings.append(.init(token: position, reason: reason)) }
            } else if let sign = Lexicon.comparatives[word], isComparison(position) {
                if let reason = compare(position, sign) { findings.append(.init(token: position, reason: reason)) }
            }
        }
        return findings
    }

    private func isTaken(_ position: Int) -> Bool {
        clause.subjects.contains { $0.tokens.contains(position) }
            || clause.quantities.contains { ($0.start..<$0.tokens.upperBound).contains(position) }
    }

    private func isChange(_ position: Int) -> Bool {
        let word = binder.key(position)
        let before = binder.key(position - 1)
        let after = binder.key(position + 1)
        switch word {
        case "up":
            return !["to", "for", "with"].contains(after)
                && ![
                    "made", "make", "makes", "add", "adds", "end", "ends", "ended", "added", "take", "takes", "making",
                    "follow", "sum", "sums", "built", "build", "pick", "picked",
                ].contains(before)
        case "down": return !["to"].contains(before) && !["the", "into"].contains(after)
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
        case "gain", "gains", "rise", "fall", "drop", "increase", "decrease", "growth", "decline", "dip", "improvement",
            "reduction", "slide":
            return after != "rate"
        default: return true
        }
    }

    private func isComparison(_ position: Int) -> Bool {
        let word = binder.key(position)
        let next = (position + 1..<min(clause.range.upperBound, position + 4)).map { binder.key($0) }
        switch word {
        case "short": return next.first == "of"
        case "over", "under", "above", "below": return (word == "above" || word == "below") && !next.isEmpty
        case "leads", "led", "trails", "beats", "beat", "tops", "topped", "exceeds", "exceeded", "outpaces", "outpaced",
            "outsells",
            "outperforms", "outperformed", "surpasses", "surpassed", "trailed", "lags", "lagged", "lagging",
            "outstrips", "outranks", "trailing", "exceed":
            return true
        case "ahead", "behind": return true
        default:
            return than(position) != nil
                || ["higher", "lower", "longer", "shorter", "larger", "smaller", "better", "worse"].contains(word)
                    && ["for", "in", "at"].contains(next.first ?? "")
                    && (position..<min(clause.range.upperBound, position + 16)).contains { binder.key($0) == "than" }
        }
    }

    // MARK: Change over time

    private func level(_ place: Int) -> Operand? {
        guard clause.bound.indices.contains(place), let operand = clause.bound[place],
            operand.kind == .level || operand.kind == .share
        else { return nil }
        return operand
    }

    private func agrees(_ now: Double, _ before: Double, _ sign: Int) -> Bool {
        if sign == 0 { return abs(now - before) <= max(abs(now), abs(before)) * 0.02 + 1e-9 }
        return sign > 0 ? now > before : now < before
    }

    private func change(_ position: Int, _ sign: Int) -> String? {
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
    private func carriedLevel(_ base: Operand) -> Double? {
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

    // MARK: Comparison of two

    /// The `than` of a comparative: `higher than`, `a longer average sales cycle than`.
    private func than(_ position: Int) -> Int? {
        for next in position + 1..<max(position + 1, min(clause.range.upperBound, position + 8)) {
            let word = binder.key(next)
            if word == "than" { return next }
            if isTaken(next) || [",", ";", ":", ".", "(", "and", "or"].contains(word)
                || Lexicon.comparatives[word] != nil
            {
                return nil
            }
        }
        return nil
    }

    private func compare(_ position: Int, _ sign: Int) -> String? {
        let names = clause.subjects.filter { !$0.rows.isEmpty }
        let word = binder.key(position)
        let levels = clause.quantities.indices.compactMap { place in
            level(place).map { (quantity: clause.quantities[place], operand: $0) }
        }
        let than = than(position)
        if let than,
            !names.contains(where: { $0.tokens.lowerBound > than && $0.tokens.lowerBound <= than + 3 && !$0.isPeriod })
        {
            if let right = levels.first(where: { $0.quantity.start > than && $0.quantity.start <= than + 8 }),
                let left = levels.last(where: {
                    $0.quantity.tokens.upperBound <= position && $0.operand.unit == right.operand.unit
                })
            {
                return agrees(left.operand.value, right.operand.value, sign) ? nil : "goes against the evidence"
            }
            let isStart = (than + 1..<min(clause.range.upperBound, than + 5)).contains {
                ["start", "beginning", "outset", "first", "before", "then"].contains(binder.key($0))
            }
            if isStart, let base = levels.first(where: { binder.isBase($0.quantity, clause) }),
                let later = levels.first(where: {
                    $0.quantity.start > base.quantity.start && binder.key($0.quantity.start - 1) == "to"
                })
            {
                return agrees(later.operand.value, base.operand.value, sign) ? nil : "goes against the evidence"
            }
        }
        var left = names.last { $0.tokens.upperBound <= position }
        // `Acme, with $2M, is ahead`: the subject of the clause, not what stands in between.
        if let first = names.first, let chosen = left, binder.isCompared(chosen, clause),
            first.tokens.upperBound <= position
        {
            left = first
        }
        if left == nil { left = clause.carried.first }
        var right = names.first { $0.tokens.lowerBound > position }
        if let than,
            names.allSatisfy({ $0.tokens.lowerBound > position })
                || !names.contains(where: { $0.tokens.upperBound <= position && !$0.isPeriod }),
            let second = names.first(where: { $0.tokens.lowerBound > than }),
            let first = names.first(where: {
                $0.tokens.lowerBound > position && $0.tokens.upperBound <= second.tokens.lowerBound
                    && $0.tokens.lowerBound < second.tokens.lowerBound
            })
        {
            // `is higher for A than for B`
            left = first
            right = second
        } else if let first = names.first(where: { $0.tokens.lowerBound > position }),
            let than = (position..<min(clause.range.upperBound, position + 16)).first(where: {
                binder.key($0) == "than" && $0 > first.tokens.lowerBound
            }),
            let second = names.first(where: { $0.tokens.lowerBound > than })
        {
            left = first
            right = second
        }
        let wholeAfter = (position + 1..<min(clause.range.upperBound, position + 8)).contains {
            ["average", "overall", "total", "company", "mean", "whole"].contains(binder.key($0))
                && !["value", "deal", "pipeline", "bookings"].contains(binder.key($0 + 1))
        }
        let isThat = ["that", "it", "this"].contains(binder.key(position + 1)) && ["above", "below"].contains(word)
        guard let left else { return nil }
        let up = sign > 0
        var isEvaluated = false
        let near = Set(
            (max(clause.range.lowerBound, position - 4)..<min(clause.range.upperBound, position + 4)).map {
                binder.key($0)
            })
        for place in left.rows.sorted() where index.calls.indices.contains(place.call) {
            let call = index.calls[place.call]
            let bound = Set(clause.bound.compactMap { $0 }.filter { $0.rows.contains(place) }.compactMap(\.measure))
            var columns = call.columns.filter { column in
                column.unit != .text && column.unit != .date && column.traits.isMeant(by: clause.words)
                    && column.traits.words.contains { $0.utf8.count > 2 && near.contains($0) }
            }
            let most = columns.map { $0.traits.words.intersection(near).count }.max() ?? 0
            columns = columns.filter { $0.traits.words.intersection(near).count == most }
            if columns.isEmpty { columns = call.columns.filter { bound.contains($0.name) && $0.unit != .text } }
            if columns.isEmpty {
                columns = Array(call.columns.filter { $0.unit != .text && $0.unit != .date }.prefix(1))
            }
            for column in columns {
                guard let own = column.values[place.row] else { continue }
                var others: [Double] = []
                if let right, !isThat, !wholeAfter || right.tokens.lowerBound - position < 5 {
                    for row in right.rows.sorted() where row.call == place.call {
                        if let value = column.values[row.row] { others.append(value) }
                    }
                } else if wholeAfter || isThat, let whole = call.wholes.first(where: { $0.name == column.name })?.value
                {
                    others.append(whole)
                }
                for other in others {
                    isEvaluated = true
                    let isInverse =
                        (column.unit == .days || column.traits.words.contains("loss"))
                        && ["better", "worse", "faster", "slower", "ahead", "behind", "beats", "beat", "outperforms"]
                            .contains(word)
                    if up != isInverse ? own > other : own < other { return nil }
                    if isInverse, ["ahead", "behind"].contains(word), up ? own > other : own < other { return nil }
                }
            }
        }
        return isEvaluated ? "does not hold between \(left.text) and what it is compared with" : nil
    }
}
