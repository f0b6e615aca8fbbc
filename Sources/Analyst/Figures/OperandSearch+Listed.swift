import Core

/// What rows of a list make for each of their owners, stages or products, and how far values lie apart.
extension OperandSearch {
    /// `Stages of the ten deals listed: Negotiation 4, Discovery 3`: the rows of a list that have one text.
    func category() -> Operand? {
        guard let scope = clause.scope, scope.isListed, clause.isItem || isApposed, change == nil else { return nil }
        let group = calls[scope.call]
        let first = group.columns.first { $0.unit == .text }?.name
        let named = clause.subjects.filter { !$0.isPeriod && $0.tokens.upperBound <= quantity.start }
        guard let subject = named.last, first.map({ !subject.columns.contains($0) }) ?? true else { return nil }
        let rows = scope.rows.filter { subject.rows.contains(RowPlace(call: scope.call, row: $0)) }.map {
            RowPlace(call: scope.call, row: $0)
        }
        guard !rows.isEmpty else { return nil }
        if quantity.kind == .plain, noun.days == nil, quantity.matches(Double(rows.count)) {
            return Operand(value: Double(rows.count), unit: .count, kind: .count, call: scope.call)
        }
        if quantity.kind == .percent,
            binder.matches(quantity, Double(rows.count) / Double(scope.rows.count), .percent, noun)
        {
            return Operand(
                value: Double(rows.count) / Double(scope.rows.count), unit: .percent, kind: .share, call: scope.call)
        }
        for column in group.columns where column.isAdditive && binder.fits(quantity, column.unit, noun) {
            let values = rows.compactMap { value($0, column) }
            let sum = values.reduce(0, +)
            if values.count == rows.count, binder.matches(quantity, sum, column.unit, noun) {
                return Operand(value: sum, unit: column.unit, rows: rows, call: scope.call, measure: column.name)
            }
        }
        return nil
    }

    /// Whether the clause is no more than a name and its number: `Negotiation: 4`.
    private var isApposed: Bool {
        clause.range.allSatisfy { position in
            binder.isTaken(position, clause) || quantity.tokens.contains(position)
                || [":", "(", ")", ",", ".", "|", "–", "—", "deals"].contains(binder.key(position))
        }
    }

    /// `within $250,000 of each other`: no two of those named, or of all, are farther apart.
    func within() -> Operand? {
        guard binder.key(quantity.start - 1) == "within" || binder.key(quantity.start) == "within",
            reach(quantity.tokens.upperBound, min(clause.range.upperBound, quantity.tokens.upperBound + 4)).contains(
                where: {
                    ["other", "another"].contains(binder.key($0))
                })
        else { return nil }
        let named = clause.subjects.filter { !$0.rows.isEmpty }
        for call in calls.indices where calls[call].isDistinct {
            let group = calls[call]
            var rows = Set(named.flatMap(\.rows)).filter { $0.call == call }.map(\.row)
            if rows.count < 2 { rows = group.rows() }
            guard rows.count > 1 else { continue }
            for column in group.columns {
                let isUnit: Bool =
                    switch quantity.kind {
                    case .points: column.unit == .percent
                    default: binder.fits(quantity, column.unit, noun)
                    }
                guard isUnit, quantity.kind == .points ? isSpoken(column) : isMeant(column) else { continue }
                let values = rows.compactMap { value(RowPlace(call: call, row: $0), column) }
                guard values.count == rows.count, let most = values.max(), let least = values.min() else { continue }
                if most - least <= quantity.value {
                    return Operand(value: quantity.value, unit: column.unit, kind: .argument, call: call)
                }
            }
        }
        return nil
    }

    /// `nearly two losses for each win`: one count for each of another.
    func perEach() -> Operand? {
        guard quantity.kind == .plain, let over = noun.outcomes.first, noun.outcomes.count == 1 else { return nil }
        let end = min(clause.range.upperBound, quantity.tokens.upperBound + 6)
        guard
            let joint = (quantity.tokens.upperBound..<end).first(where: {
                (binder.key($0) == "for" && ["each", "every"].contains(binder.key($0 + 1))) || binder.key($0) == "per"
            }),
            let under = reach(joint, min(clause.range.upperBound, joint + 4)).compactMap({
                Lexicon.outcomes[binder.key($0)]
            })
            .first
        else { return nil }
        func ratio(_ value: (String) -> Double?) -> Double? {
            guard let top = value(over), let bottom = value(under), bottom > 0 else { return nil }
            return top / bottom
        }
        let rows = clause.subjects.flatMap { $0.rows.sorted() } + clause.carried.flatMap { $0.rows.sorted() }
        for place in rows where calls.indices.contains(place.call) {
            let found = ratio { name in
                calls[place.call].columns.first { $0.name == name && $0.unit == .count }.flatMap { value(place, $0) }
            }
            if let found, quantity.matchesRounded(found) {
                return Operand(value: found, unit: .count, kind: .ratio, rows: [place], call: place.call)
            }
        }
        guard rows.isEmpty else { return nil }
        for call in calls.indices {
            let found = ratio { name in
                calls[call].wholes.first { $0.name == name && $0.unit == .count }?.value
            }
            if let found, quantity.matchesRounded(found) {
                return Operand(value: found, unit: .count, kind: .ratio, call: call)
            }
        }
        return nil
    }
}
