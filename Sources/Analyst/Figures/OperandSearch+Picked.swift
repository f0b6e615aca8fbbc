import Core

/// What the rows that a statement picked make: `four belong to Leila Kurt; together they are worth $4M`.
extension OperandSearch {
    private static let cues: Set<String> = [
        "together", "worth", "combined", "total", "totalling", "totaling", "hold", "holds", "holding", "they", "them",
        "these", "those", "sum", "altogether", "carry", "carrying", "value", "making", "average", "averaging", "each",
        "represent", "representing", "account", "with", "adding", "between", "at",
    ]

    /// The sum of the rows picked, its share in the whole, or their mean.
    func picked() -> Operand? {
        var rows = clause.pickedAt.last { $0.end <= quantity.start }?.rows ?? clause.picked
        // `appears three times in the list, for a combined $2M`
        if rows.isEmpty, !clause.own.isDisjoint(with: ["combined", "altogether", "together", "total"]),
            let named = clause.subjects.last(where: {
                $0.rows.count > 1 && !$0.isPeriod && $0.tokens.upperBound <= quantity.start
            }),
            let call = named.rows.map(\.call).min(),
            calls[call].isDealList
        {
            rows = named.rows.filter { $0.call == call }.sorted()
        }
        guard change == nil, let call = rows.first?.call, calls.indices.contains(call),
            !clause.own.isDisjoint(with: OperandSearch.cues)
        else { return nil }
        // `they are fewer than a fifth of the 319 open deals`
        if quantity.kind == .percent, binder.key(quantity.tokens.upperBound) == "of" {
            for whole in clause.bound.compactMap({ $0 })
            where whole.kind == .level && whole.unit == .count && whole.isTotal {
                let share = Double(rows.count) / max(whole.value, 1)
                if binder.matches(quantity, share, .percent, noun) {
                    return Operand(value: share, unit: .percent, kind: .share, rows: rows, call: call)
                }
            }
        }
        for column in calls[call].columns where quantity.kind == .percent ? isSpoken(column) : isMeant(column) {
            let values = rows.compactMap { value($0, column) }
            guard values.count == rows.count else { continue }
            let sum = values.reduce(0, +)
            let isMean =
                !clause.own.isDisjoint(with: ["average", "averaging", "mean", "each", "apiece"])
                && binder.fits(quantity, column.unit, noun)
            if isMean, column.unit != .percent {
                let mean = sum / Double(values.count)
                if binder.matches(quantity, mean, column.unit, noun) {
                    return Operand(value: mean, unit: column.unit, rows: rows, call: call, measure: column.name)
                }
                continue
            }
            guard column.isAdditive, quantity.kind != .percent || column.traits.isMeant(by: clause.words)
            else { continue }
            if let found = sumOrShare(sum, column, call, rows) { return found }
        }
        return nil
    }
}
