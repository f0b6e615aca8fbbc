/// Whether the rows bear a rank or an order out.
extension RankCheck {
    func isInverse(_ column: EvidenceIndex.Column, _ position: Int) -> Bool {
        let word = binder.key(position)
        if ["best", "worst", "strongest", "weakest", "poorest", "better", "worse", "good", "bad"].contains(word) {
            return column.unit == .days || column.traits.words.contains("loss") || column.traits.words.contains("lost")
        }
        if ["fastest", "slowest", "faster", "slower", "fast", "slow"].contains(word) { return column.unit == .days }
        return false
    }

    func holds(_ place: RowPlace, _ column: EvidenceIndex.Column, _ sign: Int, _ rank: Int, _ position: Int)
        -> Bool
    {
        guard let own = column.value(place.row) else { return false }
        let call = index.calls[place.call]
        var up = sign > 0
        if isInverse(column, position) { up.toggle() }
        // Losses improve by falling.
        if ["change", "change_rate"].contains(column.name), clause.own.contains(where: { $0.hasPrefix("improv") }),
            clause.words.contains(where: { $0.hasPrefix("loss") })
        {
            up.toggle()
        }
        // The largest decline is the least change.
        if column.name == "change" || column.name == "change_rate",
            clause.range.contains(where: { near in
                near > position && near <= position + 2 && (Lexicon.changes[binder.key(near)] ?? 0) < 0
            }) || (column.name == "change_rate" && clause.sentence.contains(where: { (Lexicon.changes[$0] ?? 0) < 0 }))
        {
            up.toggle()
        }
        let isCut = call.totalRowCount > call.rowCount
        let isOrder = column.name == call.columns.first { $0.unit != .text && $0.unit != .date }?.name
        if isCut, isOrder, up == call.isAscending,
            !clause.own.contains(where: {
                ["shown", "listed", "these", "those", "among", "them", "top", "list"].contains($0)
            }), !clause.quantities.contains(where: { $0.kind == .plain && $0.value == Double(call.rowCount) })
        {
            return false
        }
        func passes(_ rows: [Int]) -> Bool {
            let values = rows.compactMap { column.values[$0] }
            let moved = column.name == "change" && clause.own.contains("moved")
            let size: (Double) -> Double = { moved ? abs($0) : $0 }
            let ahead = values.filter { up ? size($0) > size(own) : size($0) < size(own) }.count
            let same = values.filter { size($0) == size(own) }.count
            return rank > ahead && rank <= ahead + max(same, 1)
        }
        let all = Array(column.values.indices)
        if passes(all) { return true }
        // `Five are above …; the weakest of these`
        if !clause.picked.isEmpty, !clause.own.isDisjoint(with: ["these", "them", "those"]),
            clause.picked.contains(place),
            passes(clause.picked.filter { $0.call == place.call }.map(\.row))
        {
            return true
        }
        // What has no name stands in no order.
        if !call.unnamed.isEmpty, !call.unnamed.contains(place.row), passes(all.filter { !call.unnamed.contains($0) }) {
            return true
        }
        // `After EMEA, APAC is the largest`
        let left = Set(
            clause.subjects.filter {
                ["after", "behind", "besides", "excluding", "without"].contains(binder.key($0.tokens.lowerBound - 1))
            }.flatMap(\.rows))
        if !left.isEmpty, !left.contains(place),
            passes(all.filter { !left.contains(RowPlace(call: place.call, row: $0)) })
        {
            return true
        }
        // `Of the full months`: periods that are not over do not count.
        let over = all.filter {
            call.spans.indices.contains($0)
                && call.spans[$0].map {
                    $0.last <= index.asOf && (call.dataBegin ?? $0.first) <= $0.first
                        && (call.from ?? $0.first) <= $0.first && $0.last <= (call.to ?? $0.last)
                } ?? false
        }
        if call.isTrend, over.contains(place.row), passes(over) { return true }
        // `the best week of 2026`
        for mention in clause.periods {
            if let covered = PeriodBinding.covered(mention, by: place.call, index), covered.contains(place.row),
                passes(Array(covered))
            {
                return true
            }
        }
        // `among those with enough closed deals`
        if clause.words.contains("among") || clause.words.contains("enough") || clause.own.contains("excluding") {
            for count in call.columns where count.unit == .count {
                guard let number = count.values[place.row] else { continue }
                let solid = all.filter { (count.values[$0] ?? 0) >= min(10, number) }
                if solid.count > 1 || clause.own.contains("enough"), passes(solid) { return true }
            }
        }
        return false
    }

    /// `followed by Globex`, `Globex follows`: the next in the order of the rows.
    func followed(_ position: Int) -> String? {
        let word = binder.key(position)
        guard ["followed", "follows", "follow", "then", "next", "trailed"].contains(word) else { return nil }
        let named = clause.subjects.filter { !$0.rows.isEmpty }
        let next: Subject?
        let previous: Subject?
        if word == "follows" || word == "follow" {
            next = named.last { $0.tokens.upperBound <= position }
            previous = named.last { $0.tokens.upperBound <= (next?.tokens.lowerBound ?? 0) } ?? clause.carried.last
        } else {
            next = named.first { $0.tokens.lowerBound > position && $0.tokens.lowerBound - position <= 4 }
            previous = named.last { $0.tokens.upperBound <= position } ?? clause.carried.last
        }
        guard let next, let previous, !next.isPeriod, !previous.isPeriod else { return nil }
        // A name that stands on several rows, beside another dimension or on several deals, tells no order.
        guard next.rows.count == 1, previous.rows.count <= 1 else { return nil }
        for place in next.rows.sorted() where index.calls.indices.contains(place.call) {
            let columns = measures(place, position)
            let candidates = ([previous] + (word == "follows" || word == "follow" ? clause.mentioned : [])).flatMap {
                $0.rows.filter { $0.call == place.call && $0 != place }.sorted()
            }
            guard !candidates.isEmpty else { continue }
            for column in columns {
                for before in candidates {
                    guard let own = column.values[place.row], let other = column.values[before.row] else { continue }
                    let (low, high) = (min(own, other), max(own, other))
                    let between = column.values.indices.contains { row in
                        row != place.row && row != before.row && !index.calls[place.call].unnamed.contains(row)
                            && (column.values[row].map { $0 > low && $0 < high } ?? false)
                    }
                    if !between,
                        own <= other || index.calls[place.call].isAscending
                            || clause.own.contains(where: { Lexicon.superlatives[$0] == -1 })
                    {
                        return nil
                    }
                }
            }
            if !columns.isEmpty { return "is not the order of the rows" }
        }
        return nil
    }
}
