import Core

/// Holds orders and runs that a clause speaks of against the rows: `from slowest to fastest: …`, `fell two quarters running`.
struct OrderCheck {
    let binder: FigureBinder
    let clause: Clause

    private var index: EvidenceIndex { binder.index }

    /// What does not hold, and the tokens of words that need no other check.
    func findings() -> (problems: [RankCheck.Finding], decided: Set<Int>) {
        var problems: [RankCheck.Finding] = []
        var decided: Set<Int> = []
        for position in clause.range {
            if let order = order(position) {
                let values = listed(from: order.end)
                guard values.count > 1 else { continue }
                decided.formUnion(position..<order.end)
                if !isOrdered(values, order.sign) {
                    problems.append(.init(token: position, reason: "is not the order of the figures"))
                }
            } else if let sign = Lexicon.changes[binder.key(position)], sign != 0,
                binder.key(position + 1) == ":"
            {
                // `win rates fall: 40.7% in SMB, 38.5% in Mid-Market`
                let values = listed(from: position + 2)
                guard values.count > 1 else { continue }
                decided.insert(position)
                if !isOrdered(values, sign) {
                    problems.append(.init(token: position, reason: "is not the way of the figures"))
                }
            }
        }
        return (problems, decided)
    }

    /// The way of an order that begins at a token, and the token behind it.
    private func order(_ position: Int) -> (sign: Int, end: Int)? {
        switch binder.key(position) {
        case "descending", "decreasing": return binder.key(position + 1) == "order" ? (-1, position + 2) : nil
        case "ascending", "increasing": return binder.key(position + 1) == "order" ? (1, position + 2) : nil
        case "from":
            guard let first = Lexicon.superlatives[binder.key(position + 1)], binder.key(position + 2) == "to",
                let second = Lexicon.superlatives[binder.key(position + 3)], first == -second
            else { return nil }
            // The slowest has the most days.
            let isSpeed = ["slowest", "fastest"].contains(binder.key(position + 1))
            return (isSpeed ? first : -first, position + 4)
        default: return nil
        }
    }

    /// The levels of one measure behind a token, in the order of the words.
    private func listed(from start: Int) -> [Double] {
        var values: [Double] = []
        var measure: String?
        for place in clause.quantities.indices where clause.quantities[place].start >= start {
            guard clause.bound.indices.contains(place), let operand = clause.bound[place], operand.kind == .level,
                operand.rows.count == 1
            else { continue }
            if measure == nil { measure = operand.measure }
            if operand.measure == measure { values.append(operand.value) }
        }
        return values
    }

    private func isOrdered(_ values: [Double], _ sign: Int) -> Bool {
        zip(values, values.dropFirst()).allSatisfy { sign > 0 ? $0 <= $1 : $0 >= $1 }
    }
}

/// Runs of rises or falls: `fell two quarters running`, `three months in a row`.
extension OperandSearch {
    /// The way of the word of change next to the number, in front before behind.
    private var changeBeside: Int? {
        let front = reach(clause.range.lowerBound, quantity.start).reversed()
        let behind = reach(quantity.tokens.upperBound, clause.range.upperBound)
        return (Array(front) + behind).lazy.compactMap { Lexicon.changes[binder.key($0)] }.first { $0 != 0 }
    }

    func streak() -> Operand? {
        guard quantity.kind == .plain || quantity.kind == .times, quantity.value >= 2, quantity.value <= 60,
            let length = Int(exactly: quantity.value.rounded())
        else { return nil }
        let end = quantity.tokens.upperBound
        let isStraight = ["consecutive", "straight", "successive"].contains(binder.key(end))
        var noun = isStraight ? end + 1 : end
        // `three straight quarterly gains`
        let adverbs = ["quarterly": "quarter", "monthly": "month", "weekly": "week"]
        var period = binder.key(noun)
        if isStraight, let named = adverbs[period], Lexicon.changes[binder.key(noun + 1)] != nil { period = named }
        if isStraight, Lexicon.changes[period] != nil {
            period = ""
            noun -= 1
        }
        let isRunning =
            binder.key(noun + 1) == "running"
            || (binder.key(noun + 1) == "in" && ["a", "succession"].contains(binder.key(noun + 2)))
        // `improved four times in a row`
        let isTimes = quantity.kind == .times && binder.key(end) == "in" && binder.key(end + 1) == "a"
        let isLength =
            binder.key(quantity.start - 1) == "for" && Lexicon.timeNouns[binder.key(end)] != nil
            && quantity.kind == .plain
        guard isStraight || isRunning || isTimes || isLength, quantity.kind == .plain || isTimes,
            let sign = changeBeside
        else { return nil }
        for call in calls.indices
        where calls[call].isTrend && (period.isEmpty || isTimes || binder.isRowNoun(period, calls[call])) {
            let subject = clause.subjects.first { subject in
                !subject.isPeriod && subject.rows.contains { $0.call == call }
            }
            let rows = calls[call].spans.indices.filter { row in
                subject?.rows.contains(RowPlace(call: call, row: row)) ?? calls[call].isDistinct
            }
            let named = Set(
                clause.subjects.filter(\.isPeriod).flatMap(\.rows).filter { $0.call == call }.map(\.row)
            ).intersection(rows)
            for column in calls[call].columns where column.isAdditive || column.unit == .percent {
                guard column.traits.isMeant(by: clause.words) else { continue }
                for start in rows.indices where start + length < rows.count {
                    let run = Array(rows[start...(start + length)])
                    let values = run.compactMap { value(RowPlace(call: call, row: $0), column) }
                    guard values.count == run.count,
                        zip(values, values.dropFirst()).allSatisfy({ sign > 0 ? $1 > $0 : $1 < $0 }),
                        named.allSatisfy({ run.contains($0) })
                    else { continue }
                    return Operand(value: quantity.value, unit: .count, kind: .count, call: call)
                }
            }
        }
        return nil
    }
}
