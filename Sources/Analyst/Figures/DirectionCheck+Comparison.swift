import Core

/// Comparisons of two: `higher than`, `ahead of`.
extension DirectionCheck {
    /// The `than` of a comparative: `higher than`, `a longer average sales cycle than`.
    func than(_ position: Int) -> Int? {
        for next in position + 1..<max(position + 1, min(clause.range.upperBound, position + 8)) {
            let word = binder.key(next)
            if word == "than" { return next }
            if isTaken(next) || [",", ";", ":", ".", "(", "and", "or"].contains(word)
                || Lexicon.comparatives[word] != nil
            {
                return nil
            }
        }
        return nil
    }

    /// `APAC's loss of $7.0M is larger than the decline of $5.6M`: two changes compared by their size.
    private func changesCompared(_ position: Int, _ sign: Int) -> Bool? {
        func change(_ isBefore: Bool) -> Operand? {
            let places = clause.quantities.indices.filter {
                isBefore ? clause.quantities[$0].tokens.upperBound <= position : clause.quantities[$0].start > position
            }
            guard let place = isBefore ? places.last : places.first, clause.bound.indices.contains(place),
                let operand = clause.bound[place], operand.kind == .change
            else { return nil }
            return operand
        }
        guard than(position) != nil, let left = change(true), let right = change(false), left.unit == right.unit else {
            return nil
        }
        return sign > 0 ? abs(left.value) > abs(right.value) : abs(left.value) < abs(right.value)
    }

    func compare(_ position: Int, _ sign: Int) -> String? {
        let names = clause.subjects.filter { !$0.rows.isEmpty }
        let word = binder.key(position)
        let levels = clause.quantities.indices.compactMap { place in
            level(place).map { (quantity: clause.quantities[place], operand: $0) }
        }
        let than = than(position)
        if let than,
            !names.contains(where: { $0.tokens.lowerBound > than && $0.tokens.lowerBound <= than + 3 && !$0.isPeriod })
        {
            if let right = levels.first(where: { $0.quantity.start > than && $0.quantity.start <= than + 8 }),
                let left = levels.last(where: {
                    $0.quantity.tokens.upperBound <= position && $0.operand.unit == right.operand.unit
                })
            {
                return agrees(left.operand.value, right.operand.value, sign) ? nil : "goes against the evidence"
            }
            let isStart = reach(than + 1, min(clause.range.upperBound, than + 5)).contains {
                ["start", "beginning", "outset", "first", "before", "then"].contains(binder.key($0))
            }
            if isStart, let base = levels.first(where: { binder.isBase($0.quantity, clause) }),
                let later = levels.first(where: {
                    $0.quantity.start > base.quantity.start && binder.key($0.quantity.start - 1) == "to"
                })
            {
                return agrees(later.operand.value, base.operand.value, sign) ? nil : "goes against the evidence"
            }
        }
        // `are smaller than average, at $397K against $290K`
        if let than, ["average", "the"].contains(binder.key(than + 1)),
            names.allSatisfy({ $0.tokens.lowerBound < position }),
            let one = levels.first(where: { $0.quantity.start > than && binder.key($0.quantity.start - 1) == "at" }),
            let other = levels.first(where: {
                $0.quantity.start > one.quantity.tokens.upperBound
                    && ["against", "versus", "vs"].contains(binder.key($0.quantity.start - 1))
            }), one.operand.unit == other.operand.unit
        {
            return agrees(one.operand.value, other.operand.value, sign) ? nil : "goes against the evidence"
        }
        // `with more deals (28 against 40)`
        if than == nil, ["more", "fewer", "higher", "lower", "larger", "smaller"].contains(word),
            let open = reach(position + 1, min(clause.range.upperBound, position + 5)).first(where: {
                binder.key($0) == "("
            }),
            let one = levels.first(where: { $0.quantity.start == open + 1 }),
            let other = levels.first(where: {
                $0.quantity.start > one.quantity.tokens.upperBound
                    && $0.quantity.start <= one.quantity.tokens.upperBound + 2
            }),
            ["against", "versus", "vs", "to", "instead", "after"].contains(
                binder.key(one.quantity.tokens.upperBound)),
            one.operand.measure == other.operand.measure
        {
            return agrees(one.operand.value, other.operand.value, sign) ? nil : "goes against the evidence"
        }
        // `$775,559, well above the $416,530 of a won one`
        if than == nil, ["above", "below", "over", "under"].contains(word),
            let right = levels.first(where: { $0.quantity.start > position && $0.quantity.start <= position + 3 }),
            let before = levels.last(where: { $0.quantity.tokens.upperBound <= position }),
            before.operand.measure == right.operand.measure || ["over", "under"].contains(word),
            before.operand.unit == right.operand.unit
        {
            return agrees(before.operand.value, right.operand.value, sign) ? nil : "goes against the evidence"
        }
        var left = names.last { $0.tokens.upperBound <= position }
        // `Acme, with $2M, is ahead`: the subject of the clause, not what stands in between.
        if let first = names.first(where: { !$0.isPeriod }) ?? names.first, let chosen = left,
            binder.isCompared(chosen, clause),
            first.tokens.upperBound <= position
        {
            left = first
        }
        if left == nil { left = clause.carried.first }
        var right = names.first { $0.tokens.lowerBound > position }
        if let than,
            names.allSatisfy({ $0.tokens.lowerBound > position })
                || !names.contains(where: { $0.tokens.upperBound <= position && !$0.isPeriod }),
            let second = names.first(where: { $0.tokens.lowerBound > than }),
            let first = names.first(where: {
                $0.tokens.lowerBound > position && $0.tokens.upperBound <= second.tokens.lowerBound
                    && $0.tokens.lowerBound < second.tokens.lowerBound
            })
        {
            // `is higher for A than for B`
            left = first
            right = second
        } else if let first = names.first(where: { $0.tokens.lowerBound > position }),
            let than = reach(position, min(clause.range.upperBound, position + 16)).first(where: {
                binder.key($0) == "than" && $0 > first.tokens.lowerBound
            }),
            let second = names.first(where: { $0.tokens.lowerBound > than })
        {
            left = first
            right = second
        }
        let wholeAfter = reach(position + 1, min(clause.range.upperBound, position + 8)).contains {
            ["average", "overall", "total", "company", "mean", "whole"].contains(binder.key($0))
                && !["value", "deal", "pipeline", "bookings"].contains(binder.key($0 + 1))
        }
        let isThat = ["that", "it", "this"].contains(binder.key(position + 1)) && ["above", "below"].contains(word)
        if right == nil, isContrast(position) || binder.key(position + 1) == "with" {
            right = clause.carried.first { $0.rows != left?.rows }
        }
        guard let left else { return nil }
        let up = sign > 0
        var isEvaluated = false
        if let sized = changesCompared(position, sign) { return sized ? nil : "goes against the evidence" }
        var near = Set(
            reach(max(clause.range.lowerBound, position - 4), min(clause.range.upperBound, position + 4)).map {
                binder.key($0)
            })
        if !near.isDisjoint(with: ["books", "booked", "sells", "sold"]) { near.insert("bookings") }
        if !near.isDisjoint(with: ["costs", "cost", "worth", "brings", "brought"]) {
            near.formUnion(["value", "amount"])
        }
        if near.contains("often") { near.formUnion(["win", "rate"]) }
        let inPeriods = Set(clause.subjects.filter(\.isPeriod).flatMap(\.rows))
        func isThen(_ row: RowPlace) -> Bool { inPeriods.isEmpty || left.rows.count < 2 || inPeriods.contains(row) }
        for place in left.rows.sorted() where index.calls.indices.contains(place.call) && isThen(place) {
            let call = index.calls[place.call]
            let bound = Set(clause.bound.compactMap { $0 }.filter { $0.rows.contains(place) }.compactMap(\.measure))
            var columns = call.columns.filter { column in
                column.unit != .text && column.unit != .date && column.traits.isMeant(by: clause.words)
                    && column.traits.words.contains { $0.utf8.count > 2 && near.contains($0) }
            }
            let most = columns.map { $0.traits.words.intersection(near).count }.max() ?? 0
            columns = columns.filter { $0.traits.words.intersection(near).count == most }
            // `$4.5M on 13 deals, ahead of B`: the amount may be meant as well.
            if ["ahead", "behind"].contains(word), !columns.isEmpty {
                columns += call.columns.filter { column in
                    bound.contains(column.name) && column.unit == .currency
                        && !columns.contains { $0.name == column.name }
                }
            }
            if columns.isEmpty { columns = call.columns.filter { bound.contains($0.name) && $0.unit != .text } }
            if columns.isEmpty {
                columns = Array(call.columns.filter { $0.unit != .text && $0.unit != .date }.prefix(1))
            }
            for column in columns {
                guard let own = column.values[place.row] else { continue }
                var others: [Double] = []
                if let right, !isThat, !wholeAfter || right.tokens.lowerBound - position < 5 {
                    for row in right.rows.sorted() where row.call == place.call && isThen(row) {
                        if let value = column.values[row.row] { others.append(value) }
                    }
                } else if wholeAfter || isThat, let whole = call.wholes.first(where: { $0.name == column.name })?.value
                {
                    others.append(whole)
                }
                for other in others {
                    isEvaluated = true
                    let isInverse =
                        (column.unit == .days || column.traits.words.contains("loss"))
                        && ["better", "worse", "faster", "slower", "ahead", "behind", "beats", "beat", "outperforms"]
                            .contains(word)
                    if up != isInverse ? own > other : own < other { return nil }
                    if isInverse, ["ahead", "behind"].contains(word), up ? own > other : own < other { return nil }
                }
            }
        }
        return isEvaluated ? "does not hold between \(left.text) and what it is compared with" : nil
    }
}
