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
        column.value(place.row)
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
            if let found = within(place) ?? rowRest(place) ?? multiple(place) { return found }
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
        let columns = calls[place.call].columns.filter { $0.isAdditive && $0.traits.isMeant(by: clause.words) }
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

    /// `The unweighted pipeline is about twice as large`: one amount of a row in another.
    private func multiple(_ place: RowPlace) -> Operand? {
        guard quantity.kind == .times, !clause.own.isDisjoint(with: ["weighted", "unweighted", "gross"]) else {
            return nil
        }
        let columns = calls[place.call].columns.filter { $0.unit == .currency && $0.isAdditive }
        guard let part = columns.first(where: { $0.traits.words.contains("weighted") }),
            let whole = columns.first(where: { $0.traits.required.isEmpty && $0.name != part.name }),
            let top = value(place, whole), let bottom = value(place, part), bottom > 0, quantity.matches(top / bottom)
        else { return nil }
        return Operand(value: top / bottom, unit: .count, kind: .ratio, rows: [place], call: place.call)
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
            reach(end, min(clause.range.upperBound, end + 4)).contains(where: { binder.key($0) == "average" }),
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
        guard column.isAdditive else { return nil }
        let wholes = calls[call].wholes
        let same = wholes.first { $0.name == column.name && $0.unit == column.unit }
        return (same ?? wholes.first { $0.unit == column.unit && $0.label == column.label })?.value
    }

    func rowName(_ place: RowPlace) -> String? { binder.index.rowNames[place] }

    /// Whether the clause speaks of the distance between two values.
    var isGap: Bool {
        clause.own.contains {
            [
                "difference", "gap", "apart", "distance", "margin", "spread", "separates", "separate", "match", "catch",
                "shortfall",
            ].contains($0)
        }
    }
}
