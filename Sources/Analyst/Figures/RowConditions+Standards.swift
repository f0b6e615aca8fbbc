import Core

/// What rows are measured against without a number: the overall rate, another row, another column, the period before.
extension RowConditions {
    /// How many times its value of before a row has.
    func growth() -> ((Int) -> Double?)? {
        guard let now = group.columns.first(where: { $0.name == "current" }),
            let before = group.columns.first(where: { $0.name == "previous" })
        else { return nil }
        return { row in
            guard let value = now.value(row), let base = before.value(row), base > 0 else { return nil }
            return value / base
        }
    }

    /// What rows are measured against without a number: `the overall rate`, `than EMEA`.
    func standards(_ reading: inout Reading) -> Bool {
        guard reading.tests.isEmpty else { return true }
        for position in segment where !counter.tokens.contains(position) {
            let word = binder.key(position)
            var comparison: Comparison?
            if word == "than" { comparison = way(before: position) }
            if ["outnumber", "outnumbers", "outnumbered", "exceed", "exceeds"].contains(word) { comparison = .above }
            if comparison == nil, let verb = RowConditions.verbs[word], verb != .atLeast { comparison = verb }
            guard let comparison else { continue }
            let behind = reach(position + 1, min(clause.range.upperBound, position + 7)).map { binder.key($0) }
            // `weaker than the one before`
            if word == "than", group.isTrend,
                reach(position + 1, min(clause.range.upperBound, position + 5)).contains(where: {
                    ["before", "previous", "preceding", "earlier"].contains(binder.key($0))
                })
            {
                let quantifier = QuantifierCheck(binder: binder, clause: clause)
                let call = counter.scope.call
                reading.tests.append { row in
                    quantifier.change(RowPlace(call: call, row: row)).map { comparison.isUpward ? $0 > 0 : $0 < 0 }
                }
                return true
            }
            if let left = column(before: position), let right = column(behind: position), left.name != right.name,
                left.unit == right.unit
            {
                reading.tests.append { row in
                    guard let one = left.value(row), let other = right.value(row) else { return nil }
                    return comparison.isUpward ? one > other : one < other
                }
                return true
            }
            let units = FigureBinder.units(spokenOf: near)
            let unit: Core.Unit? =
                !near.isDisjoint(with: ["often", "rate", "rates", "wins", "win"])
                ? .percent : units.count == 1 ? units.first : nil
            let spoken = unit ?? group.columns.first { $0.unit != .text && $0.unit != .date }?.unit
            if behind.contains(where: { ["overall", "average", "mean", "company", "total", "whole"].contains($0) }) {
                guard let spoken, let measure = measure(spoken), let whole = measure.whole else { return false }
                add(measure, comparison, whole, &reading)
                return true
            }
            if let named = clause.subjects.first(where: {
                $0.tokens.lowerBound > position && $0.tokens.lowerBound <= position + 3 && $0.rows.count == 1
                    && $0.rows.first?.call == counter.scope.call
            }), word == "than" || ["beat", "beats", "tops", "exceeds"].contains(word) {
                guard let spoken, let measure = measure(spoken), let row = named.rows.first?.row,
                    let value = measure.value(row)
                else { return false }
                add(measure, comparison, value, &reading)
                // The one measured against is not counted among the others.
                return true
            }
        }
        return true
    }

    /// `the median cycle is shorter than the mean`: the columns on both sides of a comparison.
    func column(before position: Int) -> EvidenceIndex.Column? {
        spoken(in: segment.filter { $0 < position && !counter.tokens.contains($0) }.map { binder.key($0) })
    }

    func column(behind position: Int) -> EvidenceIndex.Column? {
        var words = segment.filter { $0 > position && $0 <= position + 4 }.map { binder.key($0) }
        if words.contains("mean") { words.append("average") }
        return spoken(in: words)
    }

    func spoken(in words: [String]) -> EvidenceIndex.Column? {
        let verbs = ["loses": "lost", "lose": "lost", "wins": "won", "win": "won", "losses": "lost"]
        let words = words + words.compactMap { verbs[$0] }
        let kinds: Set<String> = [
            "mean", "average", "median", "weighted", "previous", "current", "won", "lost", "open",
        ]
        let spoken = kinds.intersection(words)
        guard !spoken.isEmpty else { return nil }
        return group.columns.first {
            $0.unit != .text && $0.unit != .date && !$0.traits.words.isDisjoint(with: spoken)
                && (!$0.traits.words.contains("average") || !near.contains("median") || $0.unit == .days)
        }
    }

    /// More than half, told in words: `wins a majority of its closed deals`.
    func majority(_ reading: inout Reading) -> Bool {
        guard segment.contains(where: { binder.key($0) == "majority" && ["a", "the"].contains(binder.key($0 - 1)) })
        else {
            return true
        }
        guard let measure = measure(.percent) else { return false }
        add(measure, .above, 0.5, &reading)
        return true
    }

    /// `had no bookings`: nothing of a measure.
    func zero(_ reading: inout Reading) {
        for position in segment where binder.key(position) == "no" && !counter.tokens.contains(position) {
            let word = binder.key(position + 1)
            guard
                let column = group.columns.first(where: {
                    ($0.unit == .currency || $0.unit == .count)
                        && (EvidenceIndex.names(word, among: $0.traits.words) || $0.traits.words.contains(word + "s")
                            || (["won", "win", "wins"].contains(word) && $0.name == "won"))
                })
            else { continue }
            reading.tests.append { (column.value($0) ?? 0) == 0 }
        }
    }

    /// `are lower in three of the four regions`, `two of the six sources grew`.
    func changes(_ reading: inout Reading) {
        switch counter.amount {
        case .number, .fraction, .allOf, .noneOf: break
        case .all where counter.isRest: break
        case .all where near.contains("ahead") || near.contains("behind"): break
        default: return
        }
        let words = segment.filter { !counter.tokens.contains($0) && !binder.isTaken($0, clause) }
        guard !words.contains(where: { ["than", "by"].contains(binder.key($0)) }) else { return }
        for position in words {
            let word = binder.key(position)
            let isPosition = ["ahead", "behind"].contains(word) && group.columns.contains { $0.name == "previous" }
            guard
                let sign = (isPosition ? Lexicon.comparatives[word] : nil) ?? Lexicon.changes[word]
                    ?? (["higher", "lower"].contains(word) ? Lexicon.comparatives[word] : nil),
                sign != 0, !["lost", "loss", "slipped"].contains(word)
            else { continue }
            let quantifier = QuantifierCheck(binder: binder, clause: clause)
            let call = counter.scope.call
            reading.tests.append { row in quantifier.change(RowPlace(call: call, row: row)).map { $0 * sign > 0 } ?? nil
            }
            return
        }
    }
}
