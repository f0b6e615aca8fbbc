/// Which column a superlative or rank is about.
extension RankCheck {
    /// Whether the rows stand in the order of a column.
    func isOrdering(_ column: EvidenceIndex.Column, _ call: EvidenceIndex.Call) -> Bool {
        let values = column.values.compactMap { $0 }
        let pairs = zip(values, values.dropFirst())
        return values.count > 1 && (pairs.allSatisfy { $0 >= $1 } || pairs.allSatisfy { $0 <= $1 })
    }

    /// The columns that a superlative can be about: those of figures bound to the row, else those that the words mean.
    func measures(_ place: RowPlace, _ position: Int) -> [EvidenceIndex.Column] {
        let call = index.calls[place.call]
        let placed = clause.quantities.indices.filter {
            clause.bound.indices.contains($0)
                && clause.bound[$0].map { $0.rows.contains(place) && $0.call == place.call && $0.kind == .level }
                    ?? false
        }
        // The figure that a superlative is said with is the next one behind it, else the nearest before.
        let nearest = placed.first { clause.quantities[$0].start > position } ?? placed.last
        // `ranks third: 105 deals, $206K`: any of them may be what ranks.
        let isOrdinal = Lexicon.superlatives[binder.key(position)] == nil
        let bound = (isOrdinal ? placed : [nearest].compactMap { $0 }).compactMap { clause.bound[$0]?.measure }
        let numeric = call.columns.filter { $0.unit != .text && $0.unit != .date }
        let near = Set(
            reach(max(clause.range.lowerBound, position - 4), min(clause.range.upperBound, position + 6)).map {
                binder.key($0)
            })
        // Words right behind the superlative name its measure: `the best win rate`, `the most deals`.
        var ahead: Set<String> = []
        for behind in reach(position + 1, min(clause.range.upperBound, position + 6)) {
            let word = binder.key(behind)
            if [":", ",", ";", "(", ".", "with", "at"].contains(word)
                || clause.quantities.contains(where: { $0.tokens.contains(behind) })
            {
                break
            }
            ahead.insert(word)
        }
        if ["by", "in", "on"].contains(binder.key(clause.range.lowerBound)) {
            for front in reach(clause.range.lowerBound, min(position, clause.range.lowerBound + 5)) {
                ahead.insert(binder.key(front))
            }
        }
        let isSize = ["largest", "biggest", "smallest"].contains(binder.key(position))
        let isTime = ["longest", "shortest", "oldest", "youngest", "newest"].contains(binder.key(position))
        let sized = numeric.filter { column in
            if isTime { return column.unit == .days }
            return !isSize || column.unit == .currency || column.unit == .count || ahead.contains("rate")
                || ahead.contains("cycle")
        }
        let pool = sized.isEmpty ? numeric : sized
        let said = pool.filter { column in
            column.traits.words.contains { $0.utf8.count > 2 && ahead.contains($0) && Lexicon.outcomes[$0] == nil }
                && column.traits.isMeant(
                    by: ahead.union(column.unit == .currency || column.unit == .days ? clause.words : []))
                || (column.unit == .count && column.traits.counts == .deals && !isSize
                    && !ahead.isDisjoint(with: ["deals", "opportunities", "opps"]) && column.traits.isMeant(by: ahead))
        }
        if near.contains("moved") || near.contains("change") || near.contains("changed")
            || Lexicon.changes[binder.key(position - 1)] != nil
            || (binder.key(position) == "most" && Lexicon.changes[binder.key(position - 2)] != nil),
            let change = numeric.first(where: { $0.name == "change" })
        {
            return [change]
        }
        // `the largest decline`, `the largest in relative terms`
        if !ahead.isDisjoint(with: ["relative", "percentage", "percent"]),
            let rate = numeric.first(where: { $0.name == "change_rate" })
        {
            return [rate]
        }
        if reach(position + 1, min(clause.range.upperBound, position + 3)).contains(where: {
            (Lexicon.changes[binder.key($0)] ?? 0) != 0
        }), let change = numeric.first(where: { $0.name == "change" }) {
            return [change]
        }
        if !said.isEmpty { return said }
        // At the top or bottom of the list is what its order says.
        if ["top", "bottom"].contains(binder.key(position)), binder.key(position - 1) == "the",
            ["at", "to", "near"].contains(binder.key(position - 2))
        {
            let ordering = pool.filter { isOrdering($0, call) }
            if !ordering.isEmpty { return ordering }
        }
        // How good something is, a rate says best.
        if ["best", "worst", "strongest", "weakest"].contains(binder.key(position)),
            let rate = pool.first(where: { $0.unit == .percent })
        {
            return [rate]
        }
        var named = pool.filter { bound.contains($0.name) }
        // `ranks fifth on only four deals`: what the list is ordered by may be meant too.
        if isOrdinal, !named.isEmpty {
            named += pool.filter { column in isOrdering(column, call) && !named.contains { $0.name == column.name } }
        }
        if !named.isEmpty { return named }
        if near.contains("moved") || near.contains("change") || near.contains("gain") || near.contains("growth"),
            let change = numeric.first(where: { $0.name == "change" })
        {
            return [change]
        }
        if let asked = pool.first(where: { $0.traits.isAsked }) { return [asked] }
        let meant = pool.filter { $0.traits.isMeant(by: clause.own) }
        return meant.isEmpty ? Array(pool.prefix(1)) : Array(meant.prefix(2))
    }
}
