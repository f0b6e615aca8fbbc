import Core

/// Sums over several periods of a trend: `October to December`, `the four quarters of 2025`, `the first half of 2026`.
extension OperandSearch {
    /// The sum of the periods that the clause speaks of as one, or their mean.
    func spanned() -> Operand? {
        guard change == nil else { return nil }
        for call in calls.indices where calls[call].isTrend {
            for rows in spans(in: call) where rows.count > 1 {
                for column in calls[call].columns where column.isAdditive {
                    let values = rows.compactMap { value($0, column) }
                    guard values.count == rows.count, column.traits.isMeant(by: clause.words) else { continue }
                    let sum = values.reduce(0, +)
                    if isSpoken(column), let found = sumOrShare(sum, column, call, rows) { return found }
                    let periods = Set(rows.compactMap { calls[call].spans[$0.row] }).count
                    if isPerPeriod(of: call), periods > 1, quantity.isIn(column.unit),
                        binder.matches(quantity, sum / Double(periods), column.unit, noun)
                    {
                        return Operand(
                            value: sum / Double(periods), unit: column.unit, rows: rows, call: call,
                            measure: column.name)
                    }
                }
            }
        }
        return nil
    }

    /// `55 against 64`, `those of the week before ($4.2M against $0.3M)`: the period in front of one that is bound.
    func before() -> Operand? {
        guard change == nil, ["against", "versus", "vs", "from", "after"].contains(binder.key(quantity.start - 1))
        else {
            return nil
        }
        let place = clause.quantities.indices.last {
            clause.quantities[$0].tokens.upperBound <= quantity.start && clause.quantities[$0].kind == quantity.kind
        }
        guard let place, clause.bound.indices.contains(place), let bound = clause.bound[place], bound.kind == .level,
            bound.rows.count == 1, let row = bound.rows.first, row.row > 0, calls[row.call].isTrend,
            calls[row.call].isDistinct, let column = calls[row.call].columns.first(where: { $0.name == bound.measure })
        else { return nil }
        let earlier = RowPlace(call: row.call, row: row.row - 1)
        // A period that is named is the one meant.
        let named = clause.subjects.filter { $0.isPeriod && $0.tokens.lowerBound >= quantity.tokens.upperBound }
        guard named.allSatisfy({ $0.rows.contains(earlier) }), let value = value(earlier, column),
            binder.matches(quantity, value, column.unit, noun)
        else { return nil }
        return Operand(value: value, unit: column.unit, rows: [earlier], call: row.call, measure: column.name)
    }

    /// `climbed through 2025, from $20.9M to $27.8M`: the ends of a run.
    func ends() -> Operand? {
        let word = binder.key(quantity.start - 1)
        guard word == "from" || word == "to", change == nil else { return nil }
        for call in calls.indices where calls[call].isTrend {
            for rows in spans(in: call) where rows.count > 1 {
                guard let place = word == "from" ? rows.first : rows.last else { continue }
                for column in calls[call].columns where binder.fits(quantity, column.unit, noun) && isMeant(column) {
                    guard let value = value(place, column), binder.matches(quantity, value, column.unit, noun) else {
                        continue
                    }
                    return Operand(value: value, unit: column.unit, rows: [place], call: call, measure: column.name)
                }
            }
        }
        return nil
    }

    /// Whether words behind the number say that it is for each period: `a month`, `per week`.
    private func isPerPeriod(of call: Int) -> Bool {
        let end = quantity.tokens.upperBound
        let behind = reach(end, min(clause.range.upperBound, end + 5))
        for position in behind where ["a", "per", "each", "every", "an"].contains(binder.key(position)) {
            if binder.isRowNoun(binder.key(position + 1), calls[call]) { return true }
        }
        guard
            !clause.own.isDisjoint(with: ["average", "averaged", "averages", "mean", "monthly", "weekly", "quarterly"])
        else { return false }
        return clause.range.contains { position in
            let word = binder.key(position)
            if ["monthly": "month", "weekly": "week", "quarterly": "quarter"][word].map({
                binder.isRowNoun($0, calls[call])
            }) ?? false {
                return true
            }
            return ["a", "per", "each"].contains(word) && binder.isRowNoun(binder.key(position + 1), calls[call])
        }
    }

    /// The runs of rows that the clause may speak of as one.
    private func spans(in call: Int) -> [[RowPlace]] {
        let group = calls[call]
        var runs: [Range<Int>] = []
        let mentions = clause.periods
        for (first, second) in zip(mentions, mentions.dropFirst()) {
            let joint = binder.key(first.tokens.upperBound)
            let gap = first.tokens.upperBound + 1..<max(first.tokens.upperBound + 1, second.tokens.lowerBound)
            guard gap.allSatisfy({ ["the", "week", "of"].contains(binder.key($0)) }),
                ["to", "through", "until", "–", "-", "till", "and"].contains(joint),
                let last = PeriodBinding.rows(second, binder.index).filter({ $0.call == call }).map(\.row).max(),
                let start = PeriodBinding.rows(first, binder.index).filter({ $0.call == call && $0.row <= last })
                    .map(\.row).max(), start < last
            else { continue }
            runs.append(start..<(last + 1))
        }
        for mention in mentions {
            if let rows = PeriodBinding.covered(mention, by: call, binder.index) {
                let parts = parts(of: rows, in: call, before: mention.tokens.lowerBound)
                runs += parts.isEmpty ? [rows] : parts
            }
        }
        for mention in mentions
        where ["since", "from"].contains(binder.key(mention.tokens.lowerBound - 1))
            && !["to", "through", "until", "–", "-", "till"].contains(binder.key(mention.tokens.upperBound))
        {
            let rows = PeriodBinding.rows(mention, binder.index).filter { $0.call == call }.map(\.row)
            let covered = PeriodBinding.covered(mention, by: call, binder.index)
            if let first = rows.min() ?? covered?.lowerBound, first < group.rowCount {
                runs.append(first..<group.rowCount)
            }
        }
        // `Beyond June 2027 …`
        for mention in mentions where ["beyond", "after", "past"].contains(binder.key(mention.tokens.lowerBound - 1)) {
            let last = PeriodBinding.rows(mention, binder.index).filter { $0.call == call }.map(\.row).max()
            if let last, last + 1 < group.rowCount { runs.append((last + 1)..<group.rowCount) }
        }
        let isNamedPeriod = clause.subjects.contains { subject in
            subject.isPeriod && subject.rows.contains { $0.call == call }
        }
        if !isNamedPeriod {
            runs += parts(of: 0..<group.rowCount, in: call, before: nil)
            runs.append(0..<group.rowCount)
        }
        let named = clause.subjects.filter { subject in
            !subject.isPeriod && subject.rows.contains { $0.call == call } && !binder.isExcluded(subject, clause)
        }
        return runs.compactMap { run in
            let rows = run.map { RowPlace(call: call, row: $0) }
            // In a breakdown the sum is that of one name, never of whatever stands in the periods.
            guard let near = nearest(named) else { return group.isDistinct ? rows : nil }
            return rows.filter { near.rows.contains($0) }
        }
    }

    /// The subject in front of the number, else the first behind it.
    func nearest(_ subjects: [Subject]) -> Subject? {
        subjects.last { $0.tokens.upperBound <= quantity.start } ?? subjects.first
    }

    /// `the first three quarters of`, `the last six months`: a part of a run.
    private func parts(of run: Range<Int>, in call: Int, before end: Int?) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        for number in clause.quantities where number.kind == .plain && number.bound == .exact {
            let word = binder.key(number.start - 1)
            guard ["first", "last", "past", "latest", "opening", "final"].contains(word),
                binder.isRowNoun(binder.key(number.tokens.upperBound), calls[call]),
                end.map({ $0 > number.tokens.upperBound && $0 - number.tokens.upperBound <= 3 }) ?? true,
                number.value >= 1, number.value <= Double(run.count)
            else { continue }
            let count = Int(number.value)
            parts.append(
                word == "first" || word == "opening"
                    ? run.lowerBound..<(run.lowerBound + count) : (run.upperBound - count)..<run.upperBound)
        }
        return parts
    }

    /// How many periods of a trend a longer one has: `the four quarters of 2025`.
    func periodCount() -> Operand? {
        guard quantity.kind == .plain, quantity.bound == .exact else { return nil }
        let end = quantity.tokens.upperBound
        for call in calls.indices where calls[call].isTrend && binder.isRowNoun(binder.key(end), calls[call]) {
            for mention in clause.periods where mention.tokens.lowerBound - end <= 3 && mention.tokens.lowerBound > end
            {
                guard let rows = PeriodBinding.covered(mention, by: call, binder.index) else { continue }
                let isPart = ["first", "last", "opening", "final"].contains(binder.key(quantity.start - 1))
                if isPart ? quantity.value < Double(rows.count) + 1 : quantity.matches(Double(rows.count)) {
                    return Operand(value: quantity.value, unit: .count, kind: .count, call: call)
                }
            }
        }
        return nil
    }
}
