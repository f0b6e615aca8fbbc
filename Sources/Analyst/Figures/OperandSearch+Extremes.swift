import Core

/// Distances between rows that superlatives name: `the gap between the best and the worst region`, `$143K behind the leader`.
extension OperandSearch {
    private static let leaders: Set<String> = ["leader", "winner", "frontrunner"]

    /// The distance or multiple of the greatest and the least row, or of a named row and the greatest.
    func extremeGap() -> Operand? {
        let superlatives = clause.range.filter {
            Lexicon.superlatives[binder.key($0)] != nil && !binder.isTaken($0, clause)
        }
        let ways = Set(superlatives.compactMap { Lexicon.superlatives[binder.key($0)] })
        let isBoth = ways.contains(1) && ways.contains(-1)
        let isToLeader =
            !clause.own.isDisjoint(with: OperandSearch.leaders)
            || reach(quantity.tokens.upperBound, min(clause.range.upperBound, quantity.tokens.upperBound + 4))
                .contains {
                    binder.key($0) == "first" && binder.key($0 + 1) == "place"
                }
        if let found = toNext() { return found }
        guard isBoth || isToLeader, change != nil || isGap || quantity.kind == .times || quantity.kind == .points else {
            return nil
        }
        for call in calls.indices where calls[call].rowCount > 1 && calls[call].isDistinct {
            let group = calls[call]
            let isCut = group.totalRowCount > group.rowCount
            for column in group.columns where column.unit != .text && column.unit != .date && isSpoken(column) {
                let rows = column.values.indices.filter { column.values[$0] != nil && !group.unnamed.contains($0) }
                guard let most = rows.max(by: { (column.values[$0] ?? 0) < (column.values[$1] ?? 0) }),
                    let least = rows.min(by: { (column.values[$0] ?? 0) < (column.values[$1] ?? 0) }),
                    let high = column.values[most], let low = column.values[least]
                else { continue }
                if isBoth, !isCut || !clause.own.isDisjoint(with: ["listed", "shown"]), distance(high, low, column) {
                    return made(high, low, column, call, [most, least])
                }
                if isToLeader, !isCut || !group.isAscending {
                    let named = clause.subjects.filter { !$0.isPeriod && !$0.rows.isEmpty }
                    let subject = named.last { $0.tokens.upperBound <= quantity.start } ?? clause.carried.first
                    for place in subject?.rows.sorted() ?? [] where place.call == call {
                        guard let own = column.values[place.row], distance(high, own, column) else { continue }
                        return made(high, own, column, call, [most, place.row])
                    }
                }
            }
        }
        return nil
    }

    /// `$1.07M larger than the next`, `three times the runner-up`: the distance to the row that comes right behind.
    private func toNext() -> Operand? {
        let end = quantity.tokens.upperBound
        let behind = reach(end, min(clause.range.upperBound, end + 8)).map { binder.key($0) }
        guard
            let joint = behind.firstIndex(where: { ["next", "runner", "second"].contains($0) }),
            joint > 0, ["the", "any"].contains(behind[joint - 1]),
            behind[..<joint].allSatisfy({
                [
                    "larger", "bigger", "more", "higher", "than", "the", "of", "size", "that", "as", "ahead", "clear",
                    "those",
                ]
                .contains($0)
            }), change != nil || quantity.kind == .times
        else { return nil }
        let named = clause.subjects.filter {
            !$0.isPeriod && !$0.rows.isEmpty && $0.tokens.upperBound <= quantity.start
        }
        for call in calls.indices where calls[call].rowCount > 1 && calls[call].isDistinct {
            for column in calls[call].columns where column.unit != .text && column.unit != .date && isSpoken(column) {
                let values = column.values.compactMap { $0 }.sorted(by: >)
                let own =
                    (named.last ?? clause.carried.first)?.rows.filter { $0.call == call }.compactMap {
                        value($0, column)
                    }
                    .max() ?? values.first
                guard let own, let next = values.first(where: { $0 < own }), distance(own, next, column) else {
                    continue
                }
                return made(own, next, column, call, [])
            }
        }
        return nil
    }

    private func distance(_ high: Double, _ low: Double, _ column: EvidenceIndex.Column) -> Bool {
        switch quantity.kind {
        case .points: return column.unit == .percent && quantity.matches(high - low)
        case .times: return low > 0 && quantity.matches(high / low)
        case .percent: return false
        case .money, .plain:
            return binder.fits(quantity, column.unit, noun)
                && binder.matchesSize(quantity, high - low, column.unit, noun)
        }
    }

    private func made(_ high: Double, _ low: Double, _ column: EvidenceIndex.Column, _ call: Int, _ rows: [Int])
        -> Operand
    {
        Operand(
            value: quantity.kind == .times ? high / low : high - low, unit: column.unit, kind: .ratio,
            rows: rows.map { RowPlace(call: call, row: $0) }, call: call, measure: column.name)
    }
}
