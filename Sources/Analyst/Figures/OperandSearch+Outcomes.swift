import Core

/// Rows that are outcomes, and counts of one: `115 won, 72 lost and 9 open`.
extension OperandSearch {
    /// A cell of the row of an outcome, where the rows are outcomes: `115 won, 72 lost and 9 open`.
    func outcomeRow() -> Operand? {
        var outcomes = noun.outcomes
        // `we have lost 21 deals with them`
        if outcomes.isEmpty, let verb = Lexicon.outcomes[binder.key(quantity.start - 1)] { outcomes = [verb] }
        if outcomes.isEmpty, quantity.kind != .plain {
            outcomes = Set(clause.own.compactMap { Lexicon.outcomes[$0] })
            if outcomes.count > 1 { outcomes = nearOutcomes }
            if outcomes.isEmpty, let next = lastOutcomeBefore ?? firstOutcomeBehind { outcomes = [next] }
        }
        // `an open pipeline of $8.7M from 12 deals`
        if outcomes.isEmpty, noun.counted == .deals { outcomes = nearOutcomes }
        // `26 closed deals were lost`: the word next to the number.
        if outcomes.count > 1, let next = Lexicon.outcomes[binder.key(quantity.tokens.upperBound)] { outcomes = [next] }
        guard outcomes.count == 1, let outcome = outcomes.first else { return nil }
        for call in calls.indices where (2...4).contains(calls[call].rowCount) {
            if outcome == "closed", let found = closedRows(call) { return found }
            let names = (0..<calls[call].rowCount).map { row in
                binder.index.rowNames[RowPlace(call: call, row: row)].flatMap { Lexicon.outcomes[$0.lowercased()] }
            }
            guard names.allSatisfy({ $0 != nil }), let row = names.firstIndex(of: outcome) else { continue }
            let subject = Subject(
                rows: [RowPlace(call: call, row: row)], calls: [],
                tokens: clause.range.lowerBound..<clause.range.lowerBound,
                columns: [], isPeriod: false, text: outcome)
            if let found = level(subject) { return found }
        }
        return nil
    }

    /// Won and lost rows together: `five of 26 closed deals`.
    func closedRows(_ call: Int) -> Operand? {
        let rows = (0..<calls[call].rowCount).map { RowPlace(call: call, row: $0) }.filter { place in
            rowName(place).flatMap { Lexicon.outcomes[$0.lowercased()] }.map { ["won", "lost"].contains($0) } ?? false
        }
        guard rows.count == 2 else { return nil }
        for column in calls[call].columns where column.isAdditive && binder.fits(quantity, column.unit, noun) {
            let values = rows.compactMap { value($0, column) }
            guard values.count == 2, binder.matches(quantity, values[0] + values[1], column.unit, noun) else {
                continue
            }
            return Operand(
                value: values[0] + values[1], unit: column.unit, rows: rows, call: call, measure: column.name)
        }
        return nil
    }

    /// The outcomes between the commas around the number: `…, well above the $416K of a won one`.
    var nearOutcomes: Set<String> {
        func isEnd(_ position: Int) -> Bool { [",", ";", ":", "(", ")"].contains(binder.key(position)) }
        var start = quantity.start
        while start > clause.range.lowerBound, !isEnd(start - 1) { start -= 1 }
        var end = quantity.tokens.upperBound
        while end < clause.range.upperBound, !isEnd(end) { end += 1 }
        return Set((start..<end).compactMap { Lexicon.outcomes[binder.key($0)] })
    }

    /// The outcome told last in front of the number: `…, and lost 30, worth $19.2M`.
    var lastOutcomeBefore: String? {
        reach(clause.range.lowerBound, quantity.start).reversed().lazy.compactMap { Lexicon.outcomes[binder.key($0)] }
            .first
    }

    var firstOutcomeBehind: String? {
        (quantity.tokens.upperBound..<max(quantity.tokens.upperBound, clause.range.upperBound)).lazy.compactMap {
            Lexicon.outcomes[binder.key($0)]
        }.first
    }

    /// Whether the rows have a count of the very outcome written, so that this one, of all deals, is not meant.
    func isVaguer(_ column: EvidenceIndex.Column, _ call: Int) -> Bool {
        guard column.unit == .count, column.traits.counts == .deals, column.traits.outcomes.isEmpty,
            !noun.outcomes.isEmpty
        else { return false }
        return calls[call].columns.contains {
            $0.unit == .count && $0.traits.counts == .deals && !$0.traits.outcomes.isDisjoint(with: noun.outcomes)
        }
    }
}
