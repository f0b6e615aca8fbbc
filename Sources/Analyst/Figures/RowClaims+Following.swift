import Core

/// What follows from a statement about rows: the next name with its count, what nobody exceeds, the names of those counted.
extension RowClaims {
    /// `(19)`: the count that was just told in other words.
    mutating func repeated() {
        guard isNew, let context else { return }
        for place in clause.quantities.indices where bound[place] == nil {
            let quantity = clause.quantities[place]
            guard quantity.kind == .plain, binder.key(quantity.start - 1) == "(",
                binder.key(quantity.tokens.upperBound) == ")", quantity.matches(Double(context.picked.count))
            else { continue }
            bind(place, quantity.value)
        }
    }

    /// `…: those of 26 May and 11 August`: the names of the rows that were counted.
    mutating func enumeration(_ segment: [Int]) {
        guard isNew, let context, !context.picked.isEmpty, let first = segment.first else { return }
        let joints: Set<String> = [
            "those", "of", "and", "the", "namely", "in", "or", "weeks", "months", ".", "through", "to", "from",
        ]
        var rows: Set<Int> = []
        for subject in clause.subjects where segment.contains(subject.tokens.lowerBound) {
            let own = subject.rows.filter { $0.call == context.scope.call }
            guard own.count == 1 else { return }
            // `Q2 2025 through Q2 2026` are all between too.
            if let row = own.first?.row, let last = rows.max(), last < row,
                ["through", "to"].contains(binder.key(subject.tokens.lowerBound - 1))
            {
                rows.formUnion(last...row)
            }
            rows.formUnion(own.map(\.row))
        }
        let isNames = segment.allSatisfy { position in
            subject(at: position) != nil || joints.contains(binder.key(position))
        }
        guard isNames, !rows.isEmpty else { return }
        if rows != Set(context.picked) {
            problems.append(.init(token: first, reason: "are not the rows that were counted"))
        }
    }

    /// `On average, the listed deals …`: all of the rows are meant.
    mutating func whole(_ segment: [Int]) {
        let isHeader = binder.key(clause.range.upperBound - 1) == ":"
        guard !isNew, isHeader || !clause.own.isDisjoint(with: ["average", "together", "combined", "total"]) else {
            return
        }
        for position in segment {
            guard ["the", "these", "those", "all"].contains(binder.key(position)),
                let scope = binder.scope(at: position, in: clause, known: nil),
                scope.isListed
            else { continue }
            context = RowContext(scope: scope, picked: scope.rows)
            if let whole = scope.whole { bind(whole, Double(scope.rows.count)) }
            isNew = true
            return
        }
    }

    /// `…, Joanna Jansen follows with 14`: the same count for the next name.
    mutating func follow(_ segment: [Int]) -> Bool {
        guard let context, let category = context.category,
            let verb = segment.first(where: {
                ["follows", "has", "owns", "own", "at", "another"].contains(binder.key($0))
            }),
            let named = clause.subjects.first(where: {
                segment.contains($0.tokens.lowerBound) && $0.columns.contains(category)
            }),
            let place = clause.quantities.indices.first(where: {
                segment.contains(clause.quantities[$0].tokens.lowerBound) && clause.quantities[$0].kind == .plain
                    && clause.quantities[$0].tokens.lowerBound > verb
            }),
            segment.allSatisfy({ position in
                subject(at: position) != nil || quantity(at: position) != nil
                    || [
                        "follows", "has", "owns", "own", "with", "at", "and", "is", "next", ".", "then", "deals",
                        "another", "each",
                    ].contains(binder.key(position))
            })
        else { return false }
        let rows = named.rows.filter { $0.call == context.scope.call && context.scope.rows.contains($0.row) }
        bind(place, Double(rows.count))
        var isTrue = clause.quantities[place].matches(Double(rows.count))
        if segment.contains(where: { ["follows", "next"].contains(binder.key($0)) }) {
            let counts = counts(context.scope, category)
            isTrue =
                isTrue && rows.count <= context.picked.count
                && !counts.contains { $0 > rows.count && $0 < context.picked.count }
            decided.formUnion(segment.filter { ["follows", "next"].contains(binder.key($0)) })
        }
        if !isTrue { problems.append(.init(token: verb, reason: "does not hold for the rows of the evidence")) }
        self.context?.picked = rows.map(\.row).sorted()
        return true
    }

    /// `…, and nobody else owns more than two`: the counts of all other names.
    mutating func others(_ segment: [Int]) -> Bool {
        guard let context, let category = context.category, !context.picked.isEmpty,
            let denial = segment.first(where: { ["nobody", "none", "no"].contains(binder.key($0)) }),
            segment.contains(where: { ["else", "other", "one"].contains(binder.key($0)) }),
            let place = clause.quantities.indices.first(where: {
                segment.contains(clause.quantities[$0].tokens.lowerBound) && clause.quantities[$0].kind == .plain
            }), [.above, .atLeast].contains(clause.quantities[place].bound)
        else { return false }
        var counts = counts(context.scope, category)
        if let own = counts.lastIndex(of: context.picked.count) { counts.remove(at: own) }
        let number = clause.quantities[place]
        let isTrue = !counts.contains {
            number.bound == .above ? Double($0) > number.value : Double($0) >= number.value
        }
        bound[place] = Operand(value: number.value, unit: .count, kind: .argument)
        decided.formUnion(segment.filter { quantity(at: $0) == nil })
        if !isTrue { problems.append(.init(token: denial, reason: "does not hold for the rows of the evidence")) }
        return true
    }

    /// Whether the rows picked add up to more than those of any other text of their column, in some amount.
    func isTopBySum(_ context: RowContext, _ category: String, _ isMost: Bool) -> Bool {
        let group = index.calls[context.scope.call]
        guard let category = group.columns.first(where: { $0.name == category }), let first = context.picked.first
        else { return false }
        return group.columns.contains { column in
            guard column.unit == .currency else { return false }
            var sums: [String: Double] = [:]
            for row in context.scope.rows {
                if let text = category.text(row) { sums[text, default: 0] += column.value(row) ?? 0 }
            }
            let own = category.text(first).flatMap { sums[$0] } ?? 0
            return isMost ? !sums.values.contains { $0 > own } : !sums.values.contains { $0 < own }
        }
    }

    /// `Not a single deal was booked in the week of 27 July`: the period named has none.
    mutating func nothing(_ segment: [Int]) -> Bool {
        guard
            let position = segment.first(where: {
                (binder.key($0) == "not" && binder.key($0 + 1) == "a" && binder.key($0 + 2) == "single")
                    || (binder.key($0) == "no" && $0 == segment.first)
            }),
            let noun = segment.first(where: { $0 > position && !["a", "single"].contains(binder.key($0)) }),
            let named = clause.subjects.first(where: {
                segment.contains($0.tokens.lowerBound) && $0.tokens.lowerBound > noun && $0.isPeriod
                    && $0.rows.count == 1
            }), let row = named.rows.first
        else { return false }
        let word = binder.key(noun)
        let columns = index.calls[row.call].columns.filter {
            ($0.unit == .count || $0.unit == .currency)
                && (EvidenceIndex.names(word, among: $0.traits.words) || $0.traits.words.contains(word + "s"))
        }
        guard !columns.isEmpty else { return false }
        decided.formUnion(segment.filter { Lexicon.changes[binder.key($0)] != nil })
        if !columns.contains(where: { ($0.value(row.row) ?? 0) == 0 }) {
            problems.append(.init(token: position, reason: "does not hold for the rows of the evidence"))
        }
        return true
    }

    /// How many rows each text of a column has.
    func counts(_ scope: RowScope, _ category: String) -> [Int] {
        guard let column = index.calls[scope.call].columns.first(where: { $0.name == category }) else { return [] }
        var counts: [String: Int] = [:]
        for row in scope.rows {
            if let text = column.text(row) {
                counts[text, default: 0] += 1
            } else if let date = column.date(row) {
                counts["\(date.year)-\(date.month)", default: 0] += 1
            }
        }
        return counts.values.sorted()
    }

    /// `…, more than anyone else`, `more than any other stage`: the name that was counted has the most rows.
    mutating func superlative(_ segment: [Int]) {
        guard let context, let category = context.category, !context.picked.isEmpty,
            let more = segment.first(where: { ["more", "fewer"].contains(binder.key($0)) }),
            binder.key(more + 1) == "than"
        else { return }
        let behind = (more + 2..<more + 5).map { binder.key($0) }
        guard !Set(behind).isDisjoint(with: ["anyone", "anybody", "any"]) else { return }
        // `hold $9.5M, more than any other stage` speaks of the money.
        if let money = clause.quantities.last(where: { $0.tokens.upperBound <= more }), money.kind == .money {
            decided.insert(more)
            if !isTopBySum(context, category, binder.key(more) == "more") {
                problems.append(.init(token: more, reason: "is not borne out by the other rows"))
            }
            return
        }
        let counts = counts(context.scope, category)
        let own = context.picked.count
        let isTrue = binder.key(more) == "more" ? counts.filter { $0 >= own }.count == 1 : counts.first == own
        decided.insert(more)
        if !isTrue { problems.append(.init(token: more, reason: "is not borne out by the other rows")) }
    }
}
