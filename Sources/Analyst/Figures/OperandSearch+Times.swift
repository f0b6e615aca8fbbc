import Core

/// How often something is there: `appears three times in the list`, `was closed 133 times`.
extension OperandSearch {
    private static let verbs: Set<String> = [
        "appears", "appear", "appearing", "list", "listed", "shown", "closed", "won", "lost", "down", "named",
    ]

    /// The number of rows with a name, or its count of an outcome, that `so many times` tells.
    func occurrences() -> Operand? {
        guard quantity.kind == .times, !clause.own.isDisjoint(with: OperandSearch.verbs),
            !["as", "that", "the", "more", "larger", "of"].contains(binder.key(quantity.tokens.upperBound))
                || binder.key(quantity.tokens.upperBound + 1) == "list"
        else { return nil }
        let before = clause.subjects.filter { !$0.isPeriod && !$0.rows.isEmpty }
        let subjects = before.isEmpty ? clause.carried : before
        let outcome = outcomeBeside
        for subject in subjects {
            for call in Set(subject.rows.map(\.call)).sorted() where calls.indices.contains(call) {
                let rows = subject.rows.filter { $0.call == call }
                if calls[call].isDealList {
                    if quantity.matches(Double(rows.count)) {
                        return Operand(value: Double(rows.count), unit: .count, kind: .count, call: call)
                    }
                    continue
                }
                guard let outcome, rows.count == 1, let place = rows.first else { continue }
                for column in calls[call].columns where column.unit == .count && column.traits.counts == .deals {
                    guard column.traits.outcomes == [outcome] || column.name == outcome,
                        let value = value(place, column), quantity.matches(value)
                    else { continue }
                    return Operand(value: value, unit: .count, rows: [place], call: call, measure: column.name)
                }
            }
        }
        return nil
    }

    /// The outcome told next to the number, in front before behind.
    private var outcomeBeside: String? {
        let front = reach(max(clause.range.lowerBound, quantity.start - 4), quantity.start).reversed()
        if let outcome = front.lazy.compactMap({ Lexicon.outcomes[binder.key($0)] }).first { return outcome }
        return clause.own.contains("down") ? "lost" : nil
    }
}
