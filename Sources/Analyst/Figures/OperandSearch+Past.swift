import Core

/// Changes against the past, and what two values of one measure make.
extension OperandSearch {
    /// The values that a row is measured against over time: its period before, the same row of another call.
    func earlier(_ place: RowPlace, _ columnName: String) -> [(now: Double, before: Double)] {
        guard let column = calls[place.call].columns.first(where: { $0.name == columnName }),
            let now = value(place, column)
        else { return [] }
        var pairs: [(now: Double, before: Double)] = []
        let call = calls[place.call]
        if columnName == "current",
            let previous = call.columns.first(where: { $0.name == "previous" }).flatMap({ value(place, $0) })
        {
            pairs.append((now, previous))
        }
        let named = clause.subjects.filter { subject in
            subject.isPeriod && subject.rows.contains { $0.call == place.call }
        }
        if call.isTrend, named.count > 1 {
            // Two periods are named, so the change is between them.
            let others = Set(named.flatMap(\.rows)).filter { $0.call == place.call && $0.row < place.row }
            for other in others.sorted() { if let before = value(other, column) { pairs.append((now, before)) } }
            // `18% below the quarter before and 14% below Q3 2025`
            if isBefore || !hasBase, call.isDistinct, place.row > 0,
                let before = value(RowPlace(call: place.call, row: place.row - 1), column)
            {
                pairs.append((now, before))
            }
        } else if call.isTrend {
            if place.row > 0, let before = value(RowPlace(call: place.call, row: place.row - 1), column) {
                pairs.append((now, before))
            }
            if let span = call.spans[place.row] {
                let yearAgo = span.first.adding(months: -12)
                if let row = call.spans.firstIndex(where: { $0?.first == yearAgo }), let before = column.values[row] {
                    pairs.append((now, before))
                }
            }
        }
        guard let name = rowName(place) else { return pairs }
        for (other, candidate) in calls.enumerated() where other != place.call && !candidate.isTrend {
            guard let match = candidate.columns.first(where: { $0.name == columnName }),
                isEarlier(other, than: place.call)
            else { continue }
            for row in 0..<match.values.count where rowName(RowPlace(call: other, row: row)) == name {
                if let before = match.values[row] { pairs.append((now, before)) }
            }
        }
        return pairs
    }

    /// Whether a period is named as what another is measured against: `up from Q2`, `than in March`.
    private var hasBase: Bool {
        clause.subjects.contains { subject in
            subject.isPeriod
                && (subject.tokens.lowerBound - 2..<subject.tokens.lowerBound).contains {
                    ["from", "than", "on", "against", "versus", "vs", "over", "since", "between", "and"].contains(
                        binder.key($0))
                }
        }
    }

    /// Whether words right behind the number speak of the period in front.
    var isBefore: Bool {
        reach(quantity.tokens.upperBound, min(clause.range.upperBound, quantity.tokens.upperBound + 5)).contains {
            ["before", "earlier", "previous", "prior", "preceding"].contains(binder.key($0))
        }
    }

    func isEarlier(_ other: Int, than call: Int) -> Bool {
        guard let first = calls[other].from ?? calls[other].to, let second = calls[call].from ?? calls[call].to else {
            return other > call
        }
        return first < second
    }

    /// A change, difference or multiple of the rows named against their past.
    func change(_ subject: Subject) -> Operand? {
        for place in subject.rows.sorted() where calls.indices.contains(place.call) {
            for column in calls[place.call].columns {
                if change != nil || quantity.sign != nil, column.name == "change" || column.name == "change_rate",
                    let value = value(place, column), isChangeUnit(column.unit, column.name),
                    changes(value, column.unit)
                {
                    return Operand(
                        value: value, unit: column.unit, kind: .change, rows: [place], call: place.call,
                        measure: column.name)
                }
                for (now, before) in earlier(place, column.name) where isSpoken(column) {
                    if let found = derived(
                        now, before, column.unit, rows: [place], call: place.call, measure: column.name)
                    {
                        return found
                    }
                }
            }
        }
        return nil
    }

    /// Whether a column of changes is in the unit written: of a rate it is in points.
    func isChangeUnit(_ unit: Core.Unit, _ name: String) -> Bool {
        unit == .percent && name == "change" ? quantity.kind == .points : binder.fits(quantity, unit, noun)
    }

    /// Growth, difference or multiple of two values of one measure.
    func derived(
        _ now: Double, _ before: Double, _ unit: Core.Unit, rows: [RowPlace], call: Int?, measure: String?
    ) -> Operand? {
        func make(_ value: Double, _ unit: Core.Unit, _ kind: Operand.Kind) -> Operand {
            Operand(value: value, unit: unit, kind: kind, rows: rows, call: call, measure: measure)
        }
        let isMean = unit == .percent
        switch quantity.kind {
        case .percent:
            if !isMean, before != 0,
                change != nil || (quantity.sign != nil && clause.own.contains("after")) || isDelta || isGap
                    || clause.own.contains(where: { Lexicon.changes[$0] != nil }),
                changes((now - before) / abs(before), .percent)
            {
                return make((now - before) / abs(before), .percent, .change)
            }
            if isMean, change == nil || quantity.value < 0.5,
                clause.own.contains("points") || clause.own.contains("point"), changes(now - before, .percent)
            {
                return make(now - before, .percent, .change)
            }
            if quantity.isWords, change == nil, before != 0, rows.count == 2,
                ["of", "as", "that", "what", "the"].contains(binder.key(quantity.tokens.upperBound)),
                quantity.matches(now / before)
            {
                return make(now / before, .count, .ratio)
            }
        case .points: if isMean, changes(now - before, .percent) { return make(now - before, .percent, .change) }
        case .times:
            if before != 0, now > 0, quantity.matches(now / before) { return make(now / before, .count, .ratio) }
        case .money, .plain:
            if binder.fits(quantity, unit, noun), change != nil || isGap || (quantity.sign != nil && isDelta),
                changes(now - before, unit)
            {
                return make(now - before, unit, .change)
            }
        }
        return nil
    }

    /// Whether the clause sets one time against another, so that a signed number is a change.
    var isDelta: Bool {
        clause.own.contains {
            [
                "versus", "vs", "against", "compared", "moved", "swing", "on", "over", "before", "previous", "delta",
                "net", "since",
            ].contains($0)
        }
    }
}
