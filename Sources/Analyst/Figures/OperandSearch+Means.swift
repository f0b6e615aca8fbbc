import Core

/// Values for each of what a row or total counts: `about $323K each`, `an open deal is worth $776K on average`.
extension OperandSearch {
    private static let cues: Set<String> = [
        "a", "avg", "each", "average", "averages", "averaging", "averaged", "mean", "apiece", "per", "typical",
    ]

    /// An amount divided by the number of deals that make it.
    func mean() -> Operand? {
        guard change == nil, quantity.kind == .money || quantity.isScaled, !quantity.isForeign,
            !clause.own.isDisjoint(with: OperandSearch.cues)
        else { return nil }
        var places: [RowPlace] = []
        let named = clause.subjects.filter { !$0.rows.isEmpty && !binder.isExcluded($0, clause) }
        if let near = nearest(named) {
            // `In the week of 8 June …, three deals`: the row of the period.
            places += near.rows.sorted()
        }
        if places.isEmpty { places += clause.carried.flatMap { $0.rows.sorted() } }
        for bound in clause.bound.compactMap({ $0 }) where bound.kind == .level && bound.rows.count == 1 {
            places += bound.rows.filter { !places.contains($0) }
        }
        if let next = named.first(where: { $0.tokens.lowerBound >= quantity.tokens.upperBound }) {
            places += next.rows.sorted().filter { !places.contains($0) }
        }
        for bound in clause.bound.compactMap({ $0 })
        where bound.unit == .count && bound.rows.count > 1 && bound.value > 0 {
            guard let call = bound.call else { continue }
            for amount in calls[call].columns where amount.isAdditive && amount.unit == .currency {
                let values = bound.rows.compactMap { value($0, amount) }
                guard values.count == bound.rows.count, isAmount(amount.traits) else { continue }
                let mean = values.reduce(0, +) / bound.value
                if binder.matches(quantity, mean, .currency, noun) {
                    return Operand(value: mean, unit: .currency, rows: bound.rows, call: call)
                }
            }
        }
        for place in places where calls.indices.contains(place.call) {
            let columns = calls[place.call].columns
            for amount in columns where amount.unit == .currency && isAmount(amount.traits) {
                let isOnly = columns.count { $0.unit == .count && $0.traits.counts == .deals } == 1
                for count in columns where counts(count.unit, count.traits, amount.traits, isOnly) {
                    guard let sum = value(place, amount), let number = value(place, count), number > 0 else { continue }
                    if binder.matches(quantity, sum / number, .currency, noun) {
                        return Operand(value: sum / number, unit: .currency, rows: [place], call: place.call)
                    }
                }
            }
        }
        guard named.allSatisfy(\.isPeriod) else { return nil }
        for call in calls.indices {
            for amount in calls[call].wholes where amount.unit == .currency && isAmount(amount.traits) {
                let isOnly = calls[call].wholes.count { $0.unit == .count && $0.traits.counts == .deals } == 1
                for count in calls[call].wholes where counts(count.unit, count.traits, amount.traits, isOnly) {
                    guard let sum = amount.value, let number = count.value, number > 0 else { continue }
                    if binder.matches(quantity, sum / number, .currency, noun) {
                        return Operand(value: sum / number, unit: .currency, call: call, isTotal: true)
                    }
                }
            }
        }
        return nil
    }

    private func isAmount(_ traits: MeasureTraits) -> Bool {
        guard traits.isSum, traits.isMeant(by: clause.words) else { return false }
        // `an open deal …, well above the $416K of a won one`
        var near: Set<String> = []
        var position = quantity.tokens.upperBound
        while position < min(clause.range.upperBound, quantity.tokens.upperBound + 5),
            ![",", ";"].contains(binder.key(position))
        {
            if let outcome = Lexicon.outcomes[binder.key(position)] { near.insert(outcome) }
            position += 1
        }
        position = quantity.start - 1
        while near.isEmpty, position >= clause.range.lowerBound, ![",", ";"].contains(binder.key(position)) {
            if let outcome = Lexicon.outcomes[binder.key(position)] { near.insert(outcome) }
            position -= 1
        }
        return near.isEmpty || traits.outcomes.isEmpty || !near.isDisjoint(with: traits.outcomes)
    }

    /// Whether a count is of the deals that an amount is of.
    private func counts(_ unit: Core.Unit, _ traits: MeasureTraits, _ amount: MeasureTraits, _ isOnly: Bool) -> Bool {
        guard unit == .count else { return false }
        if traits.words.contains("without") || amount.words.contains("without") {
            return traits.words.contains("without") && amount.words.contains("without")
        }
        return traits.counts == .deals && (isOnly || traits.outcomes == amount.outcomes)
            && amount.words.isDisjoint(with: ["weighted"])
    }
}
