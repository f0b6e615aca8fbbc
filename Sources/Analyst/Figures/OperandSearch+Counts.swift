import Core

/// Counts of rows, numbers that were asked for, and what follows from the figures next to one.
extension OperandSearch {
    /// How many rows, groups, names or periods there are.
    func count() -> Operand? {
        guard quantity.kind == .plain, !quantity.isScaled else { return nil }
        func make(_ value: Int, _ call: Int?) -> Operand {
            Operand(value: Double(value), unit: .count, kind: .count, call: call)
        }
        let named = clause.subjects.filter { !$0.rows.isEmpty }.count
        for call in calls.indices {
            let group = calls[call]
            let isNoun =
                noun.word.map { word in
                    EvidenceIndex.names(word, among: group.nouns)
                        || (noun.counted == .accounts && !group.nouns.isDisjoint(with: ["account", "customer"]))
                        || (noun.counted == .groups)
                        || (noun.counted == .deals
                            && group.isDealList)
                }
                ?? ([
                    "the", "these", "those", "all", "only", "just", "other", "top", "bottom", "then", "first",
                    "largest", "smallest",
                    "remaining", "both",
                ].contains(binder.key(quantity.start - 1))
                    || ["of", "largest", "smallest", "shown", "names", "biggest", "listed", "together", "others"]
                        .contains(binder.key(quantity.tokens.upperBound)))
            guard isNoun, !group.isTrend || noun.days != nil || noun.word != nil || noun.counted == nil else {
                continue
            }
            var allowed = [group.rowCount, group.totalRowCount]
            let isOther = clause.own.contains {
                ["other", "others", "remaining", "rest", "next", "left", "more", "another"].contains($0)
            }
            let isOutside = clause.top != nil && !clause.own.isDisjoint(with: ["outside", "beyond"])
            if isOutside, let top = clause.top, top != Int(exactly: quantity.value) {
                allowed = [group.rowCount - top, group.totalRowCount - top]
            } else if isOther {
                let known = max(named, clause.carried.count, clause.top ?? 0)
                for spoken in Set([named, clause.carried.count, clause.top ?? 0, known]) where spoken > 0 {
                    allowed += [group.rowCount - spoken, group.totalRowCount - spoken]
                }
            }
            if named > 1 { allowed.append(named) }
            if binder.key(quantity.start - 1) == "other" {
                allowed += [named - 1, named - 2, clause.carried.count - 1].filter { $0 > 1 }
            }
            // `the nine owners who are not shown`
            if group.totalRowCount > group.rowCount,
                !clause.own.isDisjoint(with: ["remaining", "other", "not", "others", "rest"])
            {
                allowed.append(group.totalRowCount - group.rowCount)
            }
            if clause.listCount > 1 { allowed.append(clause.listCount) }
            let told = Set(clause.following.flatMap(\.rows).filter { $0.call == call }).count
            if told > 1 { allowed.append(told) }
            if clause.carried.count > 1 { allowed.append(clause.carried.count) }
            for count in allowed where count > 0 && quantity.matches(Double(count)) { return make(count, call) }
        }
        if let days = noun.days {
            // `over four months` is a length, not more than four.
            var length = self
            if quantity.bound == .above {
                length = OperandSearch(
                    binder: binder, quantity: quantity.exactly, noun: noun, change: change, clause: clause)
            }
            if let found = length.duration(days) { return make(found, nil) }
        }
        return nil
    }

    /// A length of a period of the evidence, in the unit written.
    func duration(_ days: Int) -> Int? {
        // Two calls of a quarter each are two quarters.
        let lengths = calls.compactMap { call in
            call.from.map { (call.to ?? binder.index.asOf).days(since: $0) + 1 }
        }
        let alike = lengths.count { abs(Double($0) - Double(days)) < Double(days) * 0.05 + 1 }
        if alike > 1, quantity.matches(Double(alike)) { return alike }
        for call in calls {
            if call.isTrend, quantity.matches(Double(call.rowCount)) { return call.rowCount }
            var pairs = [
                (call.from, call.to ?? binder.index.asOf), (call.previousFrom, call.previousTo ?? binder.index.asOf),
            ]
            if call.isTrend, let first = call.spans.first?.map(\.first), let last = call.spans.last?.map(\.last) {
                pairs.append((first, last))
            }
            for (from, to) in pairs {
                guard let from else { continue }
                let length = to.days(since: from) + 1
                var lengths = [Int((Double(length) / Lexicon.meanDays(days)).rounded())]
                if days == 1 { lengths += [length - 1] }
                if days == 7, length % 7 == 0 { lengths.append(length / 7) }
                for length in lengths where quantity.matches(Double(length)) { return length }
            }
        }
        return nil
    }

    /// A number that a call or the question fixed.
    func argument(_ question: [Quantity]) -> Operand? {
        func near(_ words: Set<String>, _ distance: Int) -> Bool {
            let range =
                reach(
                    max(
                        clause.range.lowerBound, quantity.start - distance),
                    min(
                        clause.range.upperBound, quantity.tokens.upperBound + distance))
            return range.contains { words.contains(binder.key($0)) }
        }
        guard quantity.sign != -1 else { return nil }
        let made = Operand(value: quantity.value, unit: .count, kind: .argument)
        let isThreshold =
            quantity.bound != .exact
            || near(
                [
                    "least", "minimum", "threshold", "above", "over", "under", "below", "more", "fewer", "less", "than",
                    "up", "from", "exceeding", "cutoff", "at", "beyond",
                ], 3)
        let written = binder.comparison(quantity, in: clause)
        for call in calls {
            for argument in call.numbers
            where abs(argument.value - quantity.value) < 1e-9
                || (quantity.kind == .percent && abs(argument.value / 100 - quantity.value) < 1e-9)
            {
                let name = argument.name
                if let comparison = argument.comparison, !comparison.allows(written) { continue }
                switch (quantity.kind, name) {
                case (.plain, "limit"), (.plain, "top"):
                    if near(
                        [
                            "top", "first", "largest", "biggest", "leading", "shown", "listed", "best", "bottom",
                            "smallest", "highest", "lowest", "worst", "these", "most",
                        ], 3), quantity.bound == .exact, call.rowCount == Int(quantity.value) || name == "top"
                    {
                        return made
                    }
                case (.plain, _) where name.contains("day"): if noun.days == 1 { return made }
                case (.plain, _): if isThreshold { return made }
                case (.money, "value"), (.money, "min_amount"), (.money, "max_amount"), (.money, "amount"):
                    if isThreshold, !quantity.isForeign { return made }
                case (.percent, _):
                    if isThreshold, !quantity.isWords, name != "limit", name != "top", !name.contains("closed"),
                        !name.contains("day")
                    {
                        return made
                    }
                default: continue
                }
            }
        }
        for asked in question where asked.kind == quantity.kind && abs(asked.value - quantity.value) < 1e-9 {
            if let written, let wanted = Comparison(asked.bound), written.isUpward != wanted.isUpward { continue }
            if asked.kind != .plain || asked.bound == quantity.bound { return made }
        }
        if quantity.kind == .plain, binder.key(quantity.start - 1) == "top",
            let next = clause.quantities.indices.first(where: {
                clause.quantities[$0].start >= quantity.tokens.upperBound
            }), clause.bound.indices.contains(next), let bound = clause.bound[next],
            quantity.matches(Double(bound.rows.count))
        {
            return made
        }
        if let top = clause.top, quantity.kind == .plain, Double(top) == quantity.value, clause.isTopUsed {
            return made
        }
        return nil
    }

    /// `$14.2M / $13.1M / $9.0M = $36.2M total`: what all figures beside it add up to.
    private func sumOfAll(_ levels: [Operand]) -> Operand? {
        let isSum =
            binder.key(quantity.start - 1) == "=" || binder.key(quantity.tokens.upperBound) == "total"
            || (clause.isItem && clause.words.contains("total"))
        let parts = levels.filter { binder.fits(quantity, $0.unit, noun) && $0.kind == .level && !$0.isTotal }
        guard isSum, change == nil, parts.count > 1, let unit = parts.first?.unit, unit == .currency || unit == .count
        else {
            return nil
        }
        let sum = parts.map(\.value).reduce(0, +)
        guard binder.matches(quantity, sum, unit, noun) else { return nil }
        return Operand(value: sum, unit: unit, rows: parts.flatMap(\.rows), call: parts.first?.call)
    }

    /// `19.2%, or five of 26 closed deals`: a part that a rate next to it says.
    private func counted(_ levels: [Operand]) -> Operand? {
        let end = quantity.tokens.upperBound
        guard quantity.kind == .plain, binder.key(end) == "of",
            let place = clause.quantities.indices.first(where: { clause.quantities[$0].start == end + 1 }),
            let whole = clause.bound[place], whole.kind == .level, whole.unit == .count
        else { return nil }
        for rate in levels where rate.unit == .percent {
            let part = rate.value * whole.value
            guard abs(part - part.rounded()) < 1e-6, quantity.matches(part.rounded()) else { continue }
            return Operand(value: part.rounded(), unit: .count, rows: whole.rows, call: whole.call)
        }
        return nil
    }

    /// A share, difference or multiple of figures bound next to it: `$2M of $8M (25%)`.
    func neighbours() -> Operand? {
        let levels = clause.quantities.indices.compactMap { place -> (operand: Operand, isBase: Bool)? in
            guard clause.bound.indices.contains(place), let operand = clause.bound[place],
                operand.kind == .level || operand.kind == .share
                    || (operand.kind == .count && quantity.kind == .percent)
            else { return nil }
            return (operand, binder.isBase(clause.quantities[place], clause))
        }
        if let found = counted(levels.map(\.operand)) ?? sumOfAll(levels.map(\.operand)) { return found }
        let hasBase = levels.contains { $0.isBase }
        for (position, (one, isOneBase)) in levels.enumerated() {
            for (place, (other, isOtherBase)) in levels.enumerated() where place != position && one.unit == other.unit {
                if quantity.kind == .percent, change == nil, one.unit != .percent, other.value != 0,
                    one.value <= other.value,
                    binder.matches(quantity, one.value / other.value, .percent, noun)
                {
                    return Operand(
                        value: one.value / other.value, unit: .percent, kind: .share, rows: one.rows, call: one.call,
                        measure: one.measure)
                }
                let isLeft =
                    isRest
                    || clause.own.contains {
                        ["leaving", "not", "minus", "less", "after", "net", "out", "besides", "aside"].contains($0)
                    }
                if isLeft, change == nil, one.unit == other.unit, one.unit != .percent,
                    binder.fits(quantity, one.unit, noun), one.value > other.value,
                    binder.matches(quantity, one.value - other.value, one.unit, noun)
                {
                    return Operand(
                        value: one.value - other.value, unit: one.unit, rows: one.rows + other.rows, call: one.call,
                        measure: one.measure)
                }
                if clause.own.contains(where: {
                    ["plus", "together", "combined", "sum", "altogether", "add", "adds"].contains($0)
                }), change == nil, one.unit != .percent,
                    binder.fits(quantity, one.unit, noun),
                    binder.matches(quantity, one.value + other.value, one.unit, noun), position < place
                {
                    return Operand(
                        value: one.value + other.value, unit: one.unit, rows: one.rows + other.rows, call: one.call,
                        measure: one.measure)
                }
                if hasBase, isOneBase || !isOtherBase { continue }
                if let found = derived(
                    one.value, other.value, one.unit, rows: one.rows, call: one.call, measure: one.measure)
                {
                    return found
                }
            }
        }
        return nil
    }
}
