import Core

/// Looks for the value of one number among what its clause names.
struct OperandSearch {
    let binder: FigureBinder
    let quantity: Quantity
    let noun: CountedNoun
    /// 1 or -1 where a word says that the number is the size of a rise or fall.
    let change: Int?
    let clause: Clause

    var calls: [EvidenceIndex.Call] { binder.index.calls }

    func value(_ place: RowPlace, _ column: EvidenceIndex.Column) -> Double? {
        column.values.indices.contains(place.row) ? column.values[place.row] : nil
    }

    func isMeant(_ column: EvidenceIndex.Column) -> Bool {
        binder.isMeant(column.traits, column.unit, quantity, noun, clause)
    }

    /// Whether no other figure of the clause is bound to the same cell or total.
    func isFree(_ rows: [RowPlace], _ call: Int, _ measure: String) -> Bool {
        !clause.bound.indices.contains { place in
            // `half a million dollars: $500K` says one thing twice.
            guard let bound = clause.bound[place], bound.kind == .level,
                clause.quantities[place].isWords == quantity.isWords
            else { return false }
            return (bound.rows == rows || (calls[call].totalRowCount == 1 && !calls[call].isTrend))
                && bound.call == call && bound.measure == measure
        }
    }

    /// Whether a change is of the size and way written.
    func changes(_ difference: Double, _ unit: Core.Unit) -> Bool {
        if let way = quantity.sign ?? change {
            if difference == 0 || (difference > 0) != (way > 0) { return false }
        } else if difference < 0, !isGap {
            // Without a word or sign of its way a change is read as a rise.
            return false
        }
        return binder.matchesSize(quantity, abs(difference), unit, noun)
    }

    // MARK: One subject

    /// A cell of the rows named, or a share of one in the whole.
    func level(_ subject: Subject) -> Operand? {
        for place in subject.rows.sorted() where calls.indices.contains(place.call) {
            for column in calls[place.call].columns {
                guard let value = value(place, column), !isVaguer(column, place.call) else { continue }
                if binder.fits(quantity, column.unit, noun), isMeant(column), isTense(column),
                    binder.matches(quantity, value, column.unit, noun), isFree([place], place.call, column.name)
                {
                    return Operand(
                        value: value, unit: column.unit, rows: [place], call: place.call, measure: column.name)
                }
                if quantity.kind == .percent, let share = share(value, column, place) { return share }
            }
            if let found = within(place) ?? rowRest(place) { return found }
        }
        for call in subject.calls.sorted() where calls.indices.contains(call) {
            if let found = total(of: call) { return found }
        }
        return nil
    }

    /// A share of one amount of a row in another: `Commit is weighted at 75.4% of its pipeline`.
    private func within(_ place: RowPlace) -> Operand? {
        guard quantity.kind == .percent, change == nil,
            binder.key(quantity.tokens.upperBound) == "of"
                || clause.words.contains(where: { $0.hasPrefix("weight") })
        else { return nil }
        let columns = calls[place.call].columns.filter { isAdditive($0) && $0.traits.isMeant(by: clause.words) }
        for part in columns where !part.traits.required.isEmpty {
            for whole in columns where whole.unit == part.unit && whole.traits.required.isEmpty {
                guard let top = value(place, part), let bottom = value(place, whole), bottom > 0, top <= bottom,
                    binder.matches(quantity, top / bottom, .percent, noun)
                else { continue }
                return Operand(
                    value: top / bottom, unit: .percent, kind: .share, rows: [place], call: place.call,
                    measure: part.name)
            }
        }
        return nil
    }

    /// A cell of the row of an outcome, where the rows are outcomes: `115 won, 72 lost and 9 open`.
    func outcomeRow() -> Operand? {
        var outcomes = noun.outcomes
        // `we have lost 21 deals with them`
        if outcomes.isEmpty, let verb = Lexicon.outcomes[binder.key(quantity.start - 1)] { outcomes = [verb] }
        if outcomes.isEmpty, quantity.kind != .plain {
            outcomes = Set(clause.own.compactMap { Lexicon.outcomes[$0] })
            if outcomes.count > 1 { outcomes = nearOutcomes }
            if outcomes.isEmpty, let next = firstOutcomeBehind { outcomes = [next] }
        }
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

    /// `328 of the 1,156 that reached Proposal have not gone on`: one count of a row without another.
    private func rowRest(_ place: RowPlace) -> Operand? {
        guard quantity.kind == .plain, change == nil, !clause.own.isDisjoint(with: ["not", "n't", "never"]) else {
            return nil
        }
        let columns = calls[place.call].columns.filter { $0.unit == .count && $0.traits.isMeant(by: clause.words) }
        for whole in columns {
            for part in columns where part.name != whole.name && !part.traits.required.isEmpty {
                guard let top = value(place, part), let bottom = value(place, whole), top < bottom,
                    binder.matches(quantity, bottom - top, .count, noun)
                else { continue }
                return Operand(value: bottom - top, unit: .count, rows: [place], call: place.call)
            }
        }
        return nil
    }

    /// Won and lost rows together: `five of 26 closed deals`.
    private func closedRows(_ call: Int) -> Operand? {
        let rows = (0..<calls[call].rowCount).map { RowPlace(call: call, row: $0) }.filter { place in
            rowName(place).flatMap { Lexicon.outcomes[$0.lowercased()] }.map { ["won", "lost"].contains($0) } ?? false
        }
        guard rows.count == 2 else { return nil }
        for column in calls[call].columns where isAdditive(column) && binder.fits(quantity, column.unit, noun) {
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
    private var nearOutcomes: Set<String> {
        func isEnd(_ position: Int) -> Bool { [",", ";", ":", "(", ")"].contains(binder.key(position)) }
        var start = quantity.start
        while start > clause.range.lowerBound, !isEnd(start - 1) { start -= 1 }
        var end = quantity.tokens.upperBound
        while end < clause.range.upperBound, !isEnd(end) { end += 1 }
        return Set((start..<end).compactMap { Lexicon.outcomes[binder.key($0)] })
    }

    private var firstOutcomeBehind: String? {
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

    /// Whether a value of now or of before stands where the sentence speaks of now or of before: `from … to …`.
    func isTense(_ column: EvidenceIndex.Column) -> Bool {
        let before = binder.key(quantity.start - 1)
        if column.name == "previous" { return before != "to" }
        if column.name == "current" { return before != "from" }
        return true
    }

    func share(_ value: Double, _ column: EvidenceIndex.Column, _ place: RowPlace) -> Operand? {
        guard column.unit == .currency || column.unit == .count else { return nil }
        // `17% of that average`
        let end = quantity.tokens.upperBound
        if binder.key(end) == "of",
            (end..<min(clause.range.upperBound, end + 4)).contains(where: { binder.key($0) == "average" }),
            let mean = wholeOrRate(column, place.call), wholeValue(column, place.call) == nil, mean > 0,
            binder.matches(quantity, value / mean, .percent, noun)
        {
            return Operand(
                value: value / mean, unit: .percent, kind: .share, rows: [place], call: place.call, measure: column.name
            )
        }
        guard let whole = wholeValue(column, place.call), whole != 0,
            binder.matches(quantity, value / whole, .percent, noun),
            isSpoken(column)
        else { return nil }
        return Operand(
            value: value / whole, unit: .percent, kind: .share, rows: [place], call: place.call, measure: column.name)
    }

    func wholeValue(_ column: EvidenceIndex.Column, _ call: Int) -> Double? {
        guard column.unit == .currency || column.unit == .count,
            column.traits.words.isDisjoint(with: ["average", "mean", "median", "rate", "velocity"])
        else { return nil }
        let wholes = calls[call].wholes
        let same = wholes.first { $0.name == column.name && $0.unit == column.unit }
        return (same ?? wholes.first { $0.unit == column.unit && $0.label == column.label })?.value
    }

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
            if isBefore, call.isDistinct, place.row > 0,
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

    /// Whether words right behind the number speak of the period in front.
    private var isBefore: Bool {
        (quantity.tokens.upperBound..<min(clause.range.upperBound, quantity.tokens.upperBound + 5)).contains {
            ["before", "earlier", "previous", "prior", "preceding"].contains(binder.key($0))
        }
    }

    func rowName(_ place: RowPlace) -> String? { binder.index.rowNames[place] }

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

    /// Whether the clause speaks of the distance between two values.
    var isGap: Bool {
        clause.own.contains {
            [
                "difference", "gap", "apart", "distance", "margin", "spread", "separates", "separate", "match", "catch",
                "shortfall",
            ].contains($0)
        }
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
