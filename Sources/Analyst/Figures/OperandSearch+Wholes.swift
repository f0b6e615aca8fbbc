import Core

extension OperandSearch {
    // MARK: Totals

    /// The calls whose period the clause names; all where it names none that a call has.
    var spokenCalls: [Int] {
        let named = calls.indices.filter { call in
            clause.periods.contains { mention in PeriodBinding.isPeriod(mention, of: calls[call], binder.index) }
        }
        return named.isEmpty ? Array(calls.indices) : named
    }

    /// `Of 2,000 opportunities that entered the funnel`: the first stage has seen them all.
    private func entered() -> Operand? {
        guard quantity.kind == .plain, !clause.own.isDisjoint(with: ["entered", "funnel", "started", "created"]) else {
            return nil
        }
        for call in calls.indices {
            guard let column = calls[call].columns.first(where: { $0.name == "reached" }),
                let value = column.values.first.flatMap({ $0 }), quantity.matches(value)
            else { continue }
            return Operand(
                value: value, unit: .count, rows: [RowPlace(call: call, row: 0)], call: call, measure: column.name)
        }
        return nil
    }

    func total() -> Operand? {
        if let found = entered() { return found }
        for call in spokenCalls { if let found = total(of: call) { return found } }
        return nil
    }

    /// A total of a call, or the only row that it has, or a share of one total in another.
    func total(of call: Int) -> Operand? {
        let wholes = calls[call].wholes
        for whole in wholes {
            guard let value = whole.value, binder.fits(quantity, whole.unit, noun),
                binder.isMeant(whole.traits, whole.unit, quantity, noun, clause),
                binder.matches(quantity, value, whole.unit, noun), isFree([], call, whole.name),
                isTense(call, whole.name)
            else { continue }
            return Operand(value: value, unit: whole.unit, call: call, measure: whole.name, isTotal: true)
        }
        if calls[call].rowCount == 1 {
            let place = RowPlace(call: call, row: 0)
            for column in calls[call].columns {
                guard let value = column.values.first.flatMap({ $0 }), binder.fits(quantity, column.unit, noun),
                    isMeant(column), isTense(call, column.name), isFree([], call, column.name),
                    binder.matches(quantity, value, column.unit, noun)
                else { continue }
                return Operand(
                    value: value, unit: column.unit, rows: [place], call: call, measure: column.name, isTotal: true)
            }
        }
        let isLeft = isRest || clause.own.contains { ["leaving", "not", "minus", "besides", "aside"].contains($0) }
        for part in wholes
        where isLeft && (part.unit == .currency || part.unit == .count) && !part.traits.required.isEmpty {
            for whole in wholes
            where whole.unit == part.unit && whole.name != part.name && whole.traits.required.isEmpty {
                guard let top = part.value, let bottom = whole.value, top <= bottom,
                    part.traits.isMeant(by: clause.words), binder.fits(quantity, part.unit, noun),
                    binder.matches(quantity, bottom - top, part.unit, noun)
                else { continue }
                return Operand(value: bottom - top, unit: part.unit, call: call, isTotal: true)
            }
        }
        guard quantity.kind == .percent || quantity.kind == .times else { return nil }
        var units = FigureBinder.units(spokenOf: clause.own)
        if quantity.isWords, quantity.tokens.contains(where: { Lexicon.nouns[binder.key($0)] != nil }) {
            units = [.count]
        }
        for part in wholes
        where (part.unit == .currency || part.unit == .count) && (units.isEmpty || units.contains(part.unit)) {
            for whole in wholes where whole.unit == part.unit && whole.name != part.name {
                guard let top = part.value, let bottom = whole.value, bottom != 0, top <= bottom,
                    !part.traits.required.isEmpty || part.traits.outcomes.count > 0,
                    part.traits.isMeant(by: clause.words), whole.traits.isMeant(by: clause.words),
                    quantity.kind == .percent, binder.matches(quantity, top / bottom, .percent, noun),
                    part.traits.words.isDisjoint(with: ["average", "median", "mean", "velocity"]),
                    whole.traits.words.isDisjoint(with: ["average", "median", "mean", "velocity"])
                else { continue }
                return Operand(
                    value: top / bottom, unit: .percent, kind: .share, call: call, measure: part.name, isTotal: true)
            }
        }
        return nil
    }

    /// Whether the total of a call is that of now, or of before, as the words around ask.
    func isTense(_ call: Int, _ name: String) -> Bool {
        let before = binder.key(quantity.start - 1)
        if name == "previous" { return before != "to" }
        if name == "current" { return before != "from" }
        guard before == "to" || before == "from", clause.own.contains(where: { Lexicon.changes[$0] != nil }) else {
            return true
        }
        let others = calls.indices.filter { other in other != call && calls[other].wholes.contains { $0.name == name } }
        return before == "to"
            ? !others.contains { isEarlier(call, than: $0) }
            : others.isEmpty || others.contains { isEarlier(call, than: $0) }
    }

    /// The distance of two totals that the clause sets against each other: `the median is 5 days longer than the mean`.
    func twoTotals() -> Operand? {
        guard change != nil || isGap else { return nil }
        for call in calls.indices {
            let spoken = calls[call].wholes.compactMap { whole -> (whole: EvidenceIndex.Whole, place: Int)? in
                if whole.value != nil, whole.traits.required.isEmpty,
                    let plain = clause.range.first(where: {
                        ["unweighted", "gross", "raw"].contains(binder.key($0))
                            && whole.traits.words.contains("pipeline")
                    })
                {
                    return (whole, plain)
                }
                guard let group = whole.traits.required.first, whole.value != nil,
                    let place = clause.range.first(where: { token in
                        group.contains { binder.key(token).hasPrefix($0) }
                    }), whole.traits.isMeant(by: clause.own)
                else { return nil }
                return (whole, place)
            }.sorted { $0.place < $1.place }
            for (position, one) in spoken.enumerated() {
                for other in spoken[(position + 1)...]
                where other.whole.unit == one.whole.unit && other.place != one.place {
                    guard let now = one.whole.value, let before = other.whole.value,
                        let found = derived(
                            now, before, one.whole.unit, rows: [], call: call, measure: one.whole.name)
                    else { continue }
                    return found
                }
            }
        }
        return nil
    }

    /// Whether the words speak of the period before first.
    private var isPastFirst: Bool {
        let front = reach(clause.range.lowerBound, quantity.start).map { binder.key($0) }
        let behind = reach(quantity.tokens.upperBound, clause.range.upperBound).map { binder.key($0) }
        return front.contains { ["previous", "prior", "last"].contains($0) }
            && behind.contains { ["current", "this"].contains($0) }
    }

    /// A change of a total against the period before, or of a trend's rows where none is named.
    func totalChange() -> Operand? {
        for call in calls.indices {
            for whole in calls[call].wholes {
                guard let value = whole.value else { continue }
                if whole.name == "change" || whole.name == "change_rate",
                    change != nil || quantity.sign != nil || isGap,
                    isChangeUnit(whole.unit, whole.name), changes(value, whole.unit)
                {
                    return Operand(
                        value: value, unit: whole.unit, kind: .change, call: call, measure: whole.name, isTotal: true)
                }
                for (now, before) in earlierTotals(call, whole.name) {
                    // `the previous quarter's bookings were 2.6 times as large as the current quarter's`
                    if quantity.kind == .times, isPastFirst, now != 0, quantity.matches(before / now) {
                        return Operand(value: before / now, unit: .count, kind: .ratio, call: call, isTotal: true)
                    }
                    if let found = derived(now, before, whole.unit, rows: [], call: call, measure: whole.name) {
                        var total = found
                        total.isTotal = true
                        return total
                    }
                }
            }
            guard calls[call].isTrend, clause.subjects.allSatisfy({ $0.rows.isEmpty }) else { continue }
            for column in calls[call].columns where isMeant(column) {
                let values = column.values.compactMap { $0 }
                guard let first = values.first, values.count > 1 else { continue }
                for pair in [(values.last, first), (values.last, values.dropLast().last ?? first)] {
                    guard let now = pair.0 else { continue }
                    if let found = derived(now, pair.1, column.unit, rows: [], call: call, measure: column.name) {
                        return found
                    }
                }
            }
        }
        return nil
    }

    /// A total with the same of an earlier call, or `current` with `previous`.
    func earlierTotals(_ call: Int, _ name: String) -> [(now: Double, before: Double)] {
        guard let now = calls[call].wholes.first(where: { $0.name == name })?.value else { return [] }
        var pairs: [(now: Double, before: Double)] = []
        if name == "current", let before = calls[call].wholes.first(where: { $0.name == "previous" })?.value {
            pairs.append((now, before))
        }
        for other in calls.indices where other != call && isEarlier(other, than: call) {
            let wanted = name == "forecast" ? ["forecast", "bookings"] : [name]
            for match in wanted {
                if let before = calls[other].wholes.first(where: { $0.name == match })?.value {
                    pairs.append((now, before))
                    break
                }
            }
        }
        return pairs
    }

    // MARK: Extremes and the first rows

    /// The value of the row that a superlative of the clause picks: `the largest region holds $3M`.
    func extreme() -> Operand? {
        let ways = Set(clause.own.compactMap { Lexicon.superlatives[$0] })
        let isRange = clause.own.contains {
            ["range", "ranges", "ranging", "ranged", "spread", "between"].contains($0)
        }
        let rank = clause.range.first { Lexicon.superlatives[binder.key($0)] != nil }.flatMap { position in
            let before = binder.key(position - 1) == "-" ? position - 2 : position - 1
            return RankCheck(binder: binder, clause: clause).ordinalNumber(before)
        }
        let isFromTo =
            ["from", "to"].contains(binder.key(quantity.start - 1))
            && clause.quantities.contains {
                $0.kind == quantity.kind && $0.tokens != quantity.tokens
                    && ($0.tokens.upperBound == quantity.start - 1 || quantity.tokens.upperBound == $0.start - 1)
            } && !clause.own.contains(where: { Lexicon.changes[$0] != nil })
        let isLatest = clause.own.contains { ["latest", "last", "recent", "current", "now", "newest"].contains($0) }
        let isFirst = clause.own.contains { ["first", "began", "started", "start", "earliest"].contains($0) }
        guard !ways.isEmpty || isRange || isFromTo || isLatest || isFirst else { return nil }
        for call in calls.indices {
            let isCut = calls[call].totalRowCount > calls[call].rowCount
            for column in calls[call].columns where binder.fits(quantity, column.unit, noun) && isMeant(column) {
                let values = column.values.compactMap { $0 }
                guard let most = values.max(), let least = values.min() else { continue }
                var allowed: [Double] = []
                if ways.contains(1) || isRange || isFromTo { allowed.append(most) }
                if ways.contains(-1) || isRange || isFromTo, !isCut || calls[call].isAscending || clause.isListed {
                    allowed.append(least)
                }
                if let rank, rank > 1, rank <= values.count, !isCut || ways.contains(1) != calls[call].isAscending {
                    let sorted = values.sorted(by: ways.contains(1) ? { $0 > $1 } : { $0 < $1 })
                    allowed = [sorted[rank - 1]]
                }
                if calls[call].isTrend, isLatest, let last = values.last { allowed.append(last) }
                if calls[call].isTrend, isFirst, let first = values.first { allowed.append(first) }
                for value in allowed where binder.matches(quantity, value, column.unit, noun) {
                    let rows = column.values.indices.filter { column.values[$0] == value }.map {
                        RowPlace(call: call, row: $0)
                    }
                    return Operand(value: value, unit: column.unit, rows: rows, call: call, measure: column.name)
                }
            }
        }
        return nil
    }

    /// `It takes three accounts to pass a fifth of the pipeline`: they do, and with one fewer they would not.
    private func passed(_ values: [Double], _ column: EvidenceIndex.Column, _ call: Int) -> Operand? {
        guard quantity.kind == .percent, let whole = wholeValue(column, call), whole > 0,
            ["pass", "reach", "exceed", "top", "cross", "clear", "past"].contains(binder.key(quantity.start - 1))
        else { return nil }
        let sum = values.reduce(0, +)
        guard sum / whole >= quantity.value, (sum - (values.last ?? 0)) / whole < quantity.value else { return nil }
        return Operand(value: quantity.value, unit: .percent, kind: .argument)
    }

    /// A sum of the first rows, or their share: `the top 3 hold $5M, 40%`.
    func top() -> Operand? {
        guard change == nil else { return nil }
        var counts: [Int] = []
        // `top 3 21.6%, top 5 29.6%`: each share is of the rows told in front of it.
        let local = clause.quantities.last {
            $0.kind == .plain && $0.tokens.upperBound <= quantity.start && binder.key($0.start - 1) == "top"
                && quantity.start - $0.tokens.upperBound <= 3
                || $0.kind == .plain && $0.tokens.upperBound <= quantity.start && binder.key($0.start - 1) == "first"
                    && quantity.start - $0.tokens.upperBound <= 3
        }
        if let local, let number = Int(exactly: local.value.rounded()) { counts.append(number) }
        if let top = clause.top { counts.append(top) }
        let isBottom = !clause.own.isDisjoint(with: ["bottom", "smallest", "lowest", "last"])
        if clause.own.contains(where: {
            [
                "shown", "listed", "these", "those", "together", "them", "combined", "top", "they", "leading",
                "largest", "names",
            ].contains($0)
        }) {
            counts.append(-1)
        }
        // `Ten accounts out of 123 hold $42M`
        let isShown = clause.bound.indices.contains { place in
            clause.bound[place].map { $0.kind == .count } ?? false
                && calls.contains {
                    $0.totalRowCount > $0.rowCount && Double($0.rowCount) == clause.quantities[place].value
                }
        }
        if isShown { counts.append(-1) }
        for call in calls.indices {
            for count in counts {
                let rows = count < 0 ? calls[call].rowCount : count
                guard rows > 1, rows <= calls[call].rowCount else { continue }
                for column in calls[call].columns where column.isAdditive {
                    guard column.traits.isMeant(by: clause.words),
                        quantity.kind != .percent || isSpoken(column)
                            || (column.unit == .currency
                                && calls[call].isDealList)
                    else { continue }
                    let isEnd = isBottom && count > 0 && calls[call].totalRowCount == calls[call].rowCount
                    let first = isEnd != calls[call].isAscending ? calls[call].rowCount - rows : 0
                    let part = isEnd ? first..<(first + rows) : 0..<rows
                    guard column.values.indices.contains(part.lowerBound), part.upperBound <= column.values.count else {
                        continue
                    }
                    let values = column.values[part].compactMap { $0 }
                    guard values.count == rows else { continue }
                    let sum = values.reduce(0, +)
                    let places = part.map { RowPlace(call: call, row: $0) }
                    let isPassed = ["past", "pass", "exceed", "cross"].contains(binder.key(quantity.start - 1))
                    if !isPassed, let found = sumOrShare(sum, column, call, places) { return found }
                    if var found = passed(values, column, call) {
                        found.rows = places
                        return found
                    }
                    if isRest, let whole = wholeValue(column, call),
                        let found = sumOrShare(whole - sum, column, call, nil)
                    {
                        return found
                    }
                }
            }
        }
        return nil
    }
}
