import Core

/// What rows that are named together make: differences, multiples, sums, shares.
extension OperandSearch {
    /// Difference, multiple, sum or share of the rows named together.
    func pair() -> Operand? {
        let subjects = clause.subjects.filter { !$0.rows.isEmpty }
        let first = binder.key(clause.range.lowerBound)
        let isThat = first == "that" && ["is", "makes", "means"].contains(binder.key(clause.range.lowerBound + 1))
        let isTogether =
            isThat
            || clause.own.contains {
                ["together", "combined", "jointly", "both", "these", "those", "they", "their", "altogether", "between"]
                    .contains($0)
            }
        let isListTotal = clause.isItem && clause.own.contains("total") && subjects.isEmpty
        var carried = clause.carried
        // `the pipeline of the second is bigger`
        if subjects.isEmpty, carried.count == 2, !clause.own.isDisjoint(with: ["second", "latter"]) {
            carried.reverse()
        }
        // What the clause itself names is what a word of its way is said of.
        let isOwnFirst = subjects.count == 1 && change != nil
        if isOwnFirst { carried = carried.filter { $0.rows != subjects.first?.rows } }
        let all =
            !clause.following.isEmpty && subjects.isEmpty
            ? clause.following
            : isOwnFirst ? subjects + carried : subjects.count < 2 ? carried + subjects : subjects
        for call in calls.indices {
            let rows = all.compactMap { subject in
                let rows = subject.rows.filter { $0.call == call }.sorted()
                // A period without a year is the latest of its name.
                return subject.isPeriod && calls[call].isDistinct ? rows.suffix(1) : rows
            }.filter { $0.count == 1 }.map { $0[0] }
            guard let first = subjects.count == 1 && !isOwnFirst ? rows.last : rows.first else { continue }
            for column in calls[call].columns where column.unit != .text && column.unit != .date && isSpoken(column) {
                if let found = compared(rows, column, call) { return found }
                let isSum = subjects.count > 1 || isTogether || isRest || isListTotal || !clause.following.isEmpty
                if isSum, let found = summed(Array(Set(rows)).sorted(), column, call) { return found }
                let placed = Set(subjects.filter { isPlacing($0) }.flatMap(\.rows))
                if isSum, !placed.isDisjoint(with: rows),
                    let found = summed(Array(Set(rows).subtracting(placed)).sorted(), column, call)
                {
                    return found
                }
                if isSum, subjects.count == 1, let found = summed([first], column, call) { return found }
                if isAgainstWhole, wholeValue(column, call) == nil, let whole = wholeOrRate(column, call),
                    let value = value(first, column)
                {
                    if let found = derived(value, whole, column.unit, rows: [first], call: call, measure: column.name) {
                        return found
                    }
                }
            }
        }
        return nil
    }

    /// `After June, July and August hold …`: a name that only says where others lie.
    private func isPlacing(_ subject: Subject) -> Bool {
        ["after", "before", "since", "until", "besides", "behind"].contains(binder.key(subject.tokens.lowerBound - 1))
    }

    /// Whether the clause speaks of what is left when the rows named are taken away.
    var isRest: Bool {
        clause.own.contains {
            [
                "rest", "remaining", "remainder", "remains", "remain", "others", "other", "else", "everyone", "without",
                "excluding", "outside", "beyond", "left", "except", "apart", "leaves", "leaving", "elsewhere",
            ].contains($0)
        }
    }

    /// Whether the clause sets a row against the figure over all.
    private var isAgainstWhole: Bool {
        clause.own.contains { ["overall", "average", "whole", "company", "mean", "all", "total", "team"].contains($0) }
    }

    /// Whether the clause means a column where the figure itself does not tell: a multiple, a percentage.
    func isSpoken(_ column: EvidenceIndex.Column) -> Bool {
        if quantity.kind == .money || quantity.kind == .plain { return isMeant(column) }
        guard column.traits.isMeant(by: clause.words) else { return false }
        if quantity.kind == .points { return column.unit == .percent }
        // `one open deal in ten` counts deals.
        let isCounting = clause.quantities.contains {
            $0.isWords && $0.kind == .percent && $0.tokens.contains { Lexicon.nouns[binder.key($0)] != nil }
        }
        if quantity.isWords, quantity.kind == .percent, isCounting { return column.unit == .count }
        var own = clause.own
        // `$3.8M with 27 deals, less than a third of Q4`: what another number counts is not what this one measures.
        let plain = zip(clause.quantities, clause.nouns).filter { $0.0.kind == .plain }
        let counted = Set(plain.filter { $0.0.tokens != quantity.tokens }.compactMap(\.1.word))
        if !counted.isEmpty, quantity.kind != .points {
            let measured = FigureBinder.units(spokenOf: own.subtracting(counted))
            let hasMoney = clause.quantities.contains { $0.kind == .money }
            let isBehind = plain.allSatisfy { $0.0.start >= quantity.tokens.lowerBound || $0.1.word == nil }
            if !measured.isEmpty || hasMoney || isBehind || Lexicon.timeNouns.keys.contains(where: counted.contains) {
                own.subtract(counted)
            }
        }
        if own.contains("often") { return column.unit == .percent }
        if quantity.kind == .times, !own.isDisjoint(with: ["books", "booked", "sells", "sold"]) {
            return column.unit == .currency
        }
        if quantity.kind == .times, !own.isDisjoint(with: ["large", "big", "expensive", "costly"]),
            column.unit == .percent || column.unit == .days
        {
            return false
        }
        var units = FigureBinder.units(spokenOf: own)
        if units.isEmpty, clause.quantities.contains(where: { $0.kind == .money }) { units = [.currency] }
        if units.isEmpty { units = FigureBinder.units(spokenOf: clause.sentence.subtracting(counted)) }
        if !units.isEmpty {
            return units.contains(column.unit)
                && (clause.families[column.unit.rawValue].map {
                    column.traits.families.isEmpty || !$0.isDisjoint(with: column.traits.families)
                } ?? true)
        }
        return true
    }

    func wholeOrRate(_ column: EvidenceIndex.Column, _ call: Int) -> Double? {
        calls[call].wholes.first { $0.name == column.name && $0.unit == column.unit }?.value
    }

    func compared(_ rows: [RowPlace], _ column: EvidenceIndex.Column, _ call: Int) -> Operand? {
        // `up 4 points from Q2`, `more than Globex`: that one is the base.
        let bases = Set(
            clause.subjects.filter {
                ["from", "on", "than", "against", "versus", "vs", "over"].contains(binder.key($0.tokens.lowerBound - 1))
            }.flatMap(\.rows))
        let isBased =
            rows.contains { bases.contains($0) } && rows.contains { !bases.contains($0) } && calls[call].isTrend
        let standards = Set(clause.subjects.filter { binder.isStandard($0, clause) }.flatMap(\.rows))
        let isMeasured =
            !calls[call].isTrend && rows.contains { standards.contains($0) }
            && rows.contains { !standards.contains($0) }
        for (position, one) in rows.enumerated() {
            for (place, other) in rows.enumerated() where one != other {
                // A difference is read in the order of the names, unless a word gives its way.
                guard let now = value(one, column), let before = value(other, column) else { continue }
                if isBased, bases.contains(one) || !bases.contains(other) { continue }
                if isMeasured, standards.contains(one) || !standards.contains(other) { continue }
                // `A is twice as much as B` goes one way only.
                if quantity.kind == .times || (quantity.kind == .percent && quantity.isWords), !calls[call].isTrend,
                    !isMeasured, place < position
                {
                    continue
                }
                let isStepwise = calls[call].columns.contains { $0.name == "conversion" }
                if calls[call].isTrend || isStepwise
                    ? isBased || one > other : isMeasured || position < place || change == nil
                {
                    if let found = derived(
                        now, before, column.unit, rows: [one, other], call: call, measure: column.name)
                    {
                        return found
                    }
                }
            }
        }
        return nil
    }

    func summed(_ rows: [RowPlace], _ column: EvidenceIndex.Column, _ call: Int) -> Operand? {
        guard change == nil, rows.count > 0, column.isAdditive else { return nil }
        let values = rows.compactMap { value($0, column) }
        guard values.count == rows.count else { return nil }
        let sum = values.reduce(0, +)
        let excluded = Set(clause.subjects.filter { binder.isExcluded($0, clause) }.flatMap(\.rows))
        let isLeftOut = rows.allSatisfy { excluded.contains($0) } && !binder.isTogether(quantity, clause)
        if rows.count > 1, !isLeftOut, let found = sumOrShare(sum, column, call, rows) { return found }
        if isRest, let whole = wholeValue(column, call) { return sumOrShare(whole - sum, column, call, nil) }
        return nil
    }

    /// - Parameter rows: the rows added up; nil for what they leave over.
    func sumOrShare(_ sum: Double, _ column: EvidenceIndex.Column, _ call: Int, _ rows: [RowPlace]?) -> Operand? {
        if binder.fits(quantity, column.unit, noun), binder.matches(quantity, sum, column.unit, noun) {
            return Operand(
                value: sum, unit: column.unit, rows: rows ?? [], call: call, measure: rows == nil ? nil : column.name)
        }
        if quantity.kind == .percent, let whole = wholeValue(column, call), whole != 0,
            binder.matches(quantity, sum / whole, .percent, noun)
        {
            return Operand(
                value: sum / whole, unit: .percent, kind: .share, rows: rows ?? [], call: call, measure: column.name)
        }
        return nil
    }
}
