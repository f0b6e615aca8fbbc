import Core

/// Holds what is said of a number of rows against every row: `five of the fourteen owners win more than 40%`.
///
/// A claim has a count (`five of`, `no`, `every`, `only EMEA and APAC`), rows (`the fourteen owners`) and conditions that
/// each row meets or not. It is held as a whole: with one part that is not understood nothing is decided.
struct RowClaims {
    let binder: FigureBinder
    let clause: Clause
    /// What the statement before was about; afterwards that of the last one here.
    private(set) var context: RowContext?
    /// Whether a statement was read here.
    private(set) var isNew = false
    private(set) var bound: [Int: Operand] = [:]
    private(set) var problems: [RankCheck.Finding] = []
    /// The rows that each statement picked, by its last token.
    private(set) var picks: [(end: Int, rows: [RowPlace])] = []
    /// Tokens of words that were held against the rows here.
    private(set) var decided: Set<Int> = []
    /// First tokens of the periods that were held against the rows here.
    private(set) var periods: Set<Int> = []

    private var index: EvidenceIndex { binder.index }

    init(binder: FigureBinder, clause: Clause, context: RowContext?) {
        self.binder = binder
        self.clause = clause
        self.context = context
        guard mayClaim else { return }
        for segment in segments() { read(segment) }
        repeated()
    }

    private static let counters: Set<String> = [
        "every", "each", "all", "both", "no", "none", "nobody", "neither", "most", "only", "half", "one",
    ]

    /// Whether the clause has anything that a claim of rows begins with.
    private var mayClaim: Bool {
        index.calls.contains { $0.rowCount > 1 && $0.isDistinct }
            && (clause.quantities.contains { $0.kind == .plain || $0.isWords }
                || !clause.own.isDisjoint(with: RowClaims.counters))
    }

    // MARK: Segments

    private func subject(at position: Int) -> Subject? {
        clause.subjects.first { $0.tokens.contains(position) }
    }

    private func quantity(at position: Int) -> Int? {
        clause.quantities.firstIndex { ($0.start..<$0.tokens.upperBound).contains(position) }
    }

    /// The tokens of the clause cut at its commas, without what stands in parentheses.
    private func segments() -> [[Int]] {
        var segments: [[Int]] = [[]]
        var depth = 0
        for position in clause.range {
            let word = binder.key(position)
            if subject(at: position) == nil, quantity(at: position) == nil {
                if word == "(" { depth += 1 }
                if word == ")" {
                    depth = max(0, depth - 1)
                    continue
                }
                if depth == 0, [",", ";", ":", "—", "–"].contains(word) || isTurn(position) {
                    segments.append([])
                    if [",", ";", ":", "—", "–"].contains(word) { continue }
                }
            }
            if depth == 0 { segments[segments.count - 1].append(position) }
        }
        return joined(segments.filter { !$0.isEmpty })
    }

    /// `and none …`, `but only two …`: another statement begins.
    private func isTurn(_ position: Int) -> Bool {
        guard ["and", "but", "yet"].contains(binder.key(position)) else { return false }
        let next = binder.key(position + 1)
        if RowClaims.counters.contains(next), next != "all" { return true }
        guard let place = quantity(at: position + 1), clause.quantities[place].start == position + 1 else {
            return false
        }
        // `between 45% and 51%` is one.
        return clause.quantities[place].kind == .plain
            && !clause.quantities.contains { $0.tokens.upperBound == position }
    }

    /// Names between commas belong to what stands around them: `one segment, Enterprise, falls below`.
    private func joined(_ segments: [[Int]]) -> [[Int]] {
        var result: [[Int]] = []
        var isOpen = false
        for segment in segments {
            let isNames = segment.allSatisfy {
                subject(at: $0) != nil || ["and", "or", "the", "\"", "“", "”"].contains(binder.key($0))
            }
            let isFront =
                result.count == 1 && result[0].first.map { ["in", "for", "with"].contains(binder.key($0)) } ?? false
                && result[0].contains { position in
                    quantity(at: position).map { clause.quantities[$0].kind == .plain } ?? false
                }
                && !segment.contains { position in
                    quantity(at: position).map {
                        clause.quantities[$0].kind == .plain && clause.quantities[$0].bound == .exact
                    } ?? false
                }
            if isNames || isOpen || isFront, !result.isEmpty {
                result[result.count - 1] += segment
            } else {
                result.append(segment)
            }
            isOpen = isNames && result.last?.count ?? 0 > 0
        }
        return result
    }

    // MARK: One statement

    private mutating func read(_ segment: [Int]) {
        let known = context?.scope
        if let parts = parts(segment, known) {
            for part in parts { read(part) }
            return
        }
        if let prefix = prefix(segment) {
            context = RowContext(scope: prefix)
            isNew = true
            if let whole = prefix.whole { bind(whole, Double(prefix.rows.count)) }
            return
        }
        if follow(segment) || others(segment) || nothing(segment) { return }
        // What several make together is no condition that each meets.
        let isJoint = segment.contains {
            ["together", "combined", "takes", "jointly", "cover", "covers", "explain", "account"].contains(
                binder.key($0))
        }
        for position in segment where !isJoint {
            guard let counter = RowCounter(at: position, segment, self, known: known) else { continue }
            guard let (conditions, claim) = held(counter, segment) else { continue }
            if !claim.isTrue {
                problems.append(.init(token: position, reason: "does not hold for the rows of the evidence"))
            }
            for place in counter.numbers { bind(place, clause.quantities[place].value) }
            ellipsis(conditions, counter)
            if let place = counter.quantity { bind(place, Double(claim.picked.count)) }
            if let whole = counter.scope.whole { bind(whole, Double(counter.scope.rows.count)) }
            for place in conditions.thresholds {
                bound[place] = Operand(value: clause.quantities[place].value, unit: .count, kind: .argument)
            }
            for token in segment where quantity(at: token) == nil {
                let word = binder.key(token)
                if Lexicon.comparatives[word] != nil || Lexicon.changes[word] != nil { decided.insert(token) }
            }
            decided.insert(position)
            decided.formUnion(counter.tokens)
            if let last = segment.last {
                picks.append((last, claim.picked.map { RowPlace(call: counter.scope.call, row: $0) }))
            }
            periods.formUnion(conditions.periods)
            isNew = true
            context = RowContext(
                scope: counter.scope, picked: claim.picked, category: conditions.category, measure: conditions.measure)
            return
        }
        superlative(segment)
        enumeration(segment)
        whole(segment)
    }

    /// `(19)`: the count that was just told in other words.
    private mutating func repeated() {
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
    private mutating func enumeration(_ segment: [Int]) {
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
    private mutating func whole(_ segment: [Int]) {
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

    /// The conditions of a counter with what the rows say of them; of columns that are meant alike the one that bears it out.
    private func held(_ counter: RowCounter, _ segment: [Int]) -> (
        RowConditions.Reading, (isTrue: Bool, picked: [Int])
    )? {
        var first: (RowConditions.Reading, (isTrue: Bool, picked: [Int]))?
        for choice in 0..<3 {
            let reader = RowConditions(claims: self, counter: counter, segment: segment, choice: choice)
            guard let conditions = reader.read(), let claim = evaluate(counter, conditions) else { continue }
            if claim.isTrue { return (conditions, claim) }
            if first == nil { first = (conditions, claim) }
            guard conditions.measure != nil else { break }
        }
        return first
    }

    /// `rose in all four regions and more than doubled in two of them` makes two statements.
    private func parts(_ segment: [Int], _ known: RowScope?) -> [[Int]]? {
        let counters = segment.compactMap { RowCounter(at: $0, segment, self, known: known)?.tokens }
        guard let first = counters.first, let next = counters.first(where: { $0.lowerBound >= first.upperBound }),
            let joint = segment.last(where: {
                $0 >= first.upperBound && $0 < next.lowerBound
                    && ["and", "but", "while", "with"].contains(binder.key($0))
                    && subject(at: $0) == nil
            })
        else { return nil }
        return [segment.filter { $0 < joint }, segment.filter { $0 > joint }]
    }

    /// `Leila owns four of the ten and Joanna two`: the number right behind another name of the same column.
    private mutating func ellipsis(_ conditions: RowConditions.Reading, _ counter: RowCounter) {
        for (subject, place) in conditions.apart {
            let rows = subject.rows.filter { $0.call == counter.scope.call && counter.scope.rows.contains($0.row) }
            bind(place, Double(rows.count))
            if !clause.quantities[place].matches(Double(rows.count)) {
                problems.append(
                    .init(token: subject.tokens.lowerBound, reason: "does not hold for the rows of the evidence"))
            }
        }
    }

    private mutating func bind(_ place: Int, _ value: Double) {
        bound[place] = Operand(value: value, unit: .count, kind: .count)
    }

    /// `Of the 80 deals listed, …`: the rows that the next statement is about.
    private func prefix(_ segment: [Int]) -> RowScope? {
        guard let first = segment.first, ["of", "among"].contains(binder.key(first)),
            let scope = binder.scope(at: first + 1, in: clause, known: nil), scope.end > (segment.last ?? first)
        else { return nil }
        return scope
    }

    private func evaluate(_ counter: RowCounter, _ conditions: RowConditions.Reading) -> (
        isTrue: Bool, picked: [Int]
    )? {
        let scope = counter.scope
        let group = index.calls[scope.call]
        var picked: [Int] = []
        for row in scope.rows {
            var isMet = true
            for test in conditions.tests {
                guard let result = test(row) else { return nil }
                if !result { isMet = false }
            }
            if isMet { picked.append(row) }
        }
        let isCut = group.totalRowCount > group.rowCount && !scope.isListed
        if isCut, !isComplete(conditions, group, picked) { return nil }
        var isTrue = counter.amount.holds(picked.count, of: scope.rows.count)
        switch counter.amount {
        case .names(let named): isTrue = Set(named) == Set(picked)
        case .noneOf(let named): isTrue = named.allSatisfy { !picked.contains($0) }
        case .allOf(let named): isTrue = named.allSatisfy { picked.contains($0) }
        default: if !conditions.named.isEmpty { isTrue = isTrue && conditions.named.isSubset(of: picked) }
        }
        return (isTrue, picked)
    }

    /// Whether no row that was cut off can meet a condition on the column that orders them.
    private func isComplete(_ conditions: RowConditions.Reading, _ group: EvidenceIndex.Call, _ picked: [Int]) -> Bool {
        guard conditions.tests.count == 1, let measure = conditions.measure, let isUpward = conditions.isUpward,
            let column = group.columns.first(where: { $0.name == measure })
        else { return false }
        let isOrder =
            measure == group.columns.first(where: { $0.unit != .text && $0.unit != .date })?.name
            || (column.unit == .percent && column.traits.words.contains("share"))
            || (column.unit == .currency && column.values.count > 4)
        let values = column.values.compactMap { $0 }
        guard isOrder, zip(values, values.dropFirst()).allSatisfy({ group.isAscending ? $0 <= $1 : $0 >= $1 }) else {
            return false
        }
        return isUpward != group.isAscending && !picked.contains(group.rowCount - 1)
    }

    // MARK: What follows from a statement

    /// `…, Joanna Jansen follows with 14`: the same count for the next name.
    private mutating func follow(_ segment: [Int]) -> Bool {
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
    private mutating func others(_ segment: [Int]) -> Bool {
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
    private func isTopBySum(_ context: RowContext, _ category: String, _ isMost: Bool) -> Bool {
        let group = index.calls[context.scope.call]
        guard let texts = group.columns.first(where: { $0.name == category })?.texts, let first = context.picked.first,
            texts.indices.contains(first)
        else { return false }
        return group.columns.contains { column in
            guard column.unit == .currency else { return false }
            var sums: [String: Double] = [:]
            for row in context.scope.rows where texts.indices.contains(row) && column.values.indices.contains(row) {
                if let text = texts[row] { sums[text, default: 0] += column.values[row] ?? 0 }
            }
            let own = texts[first].flatMap { sums[$0] } ?? 0
            return isMost ? !sums.values.contains { $0 > own } : !sums.values.contains { $0 < own }
        }
    }

    /// `Not a single deal was booked in the week of 27 July`: the period named has none.
    private mutating func nothing(_ segment: [Int]) -> Bool {
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
        if !columns.contains(where: { $0.values.indices.contains(row.row) && ($0.values[row.row] ?? 0) == 0 }) {
            problems.append(.init(token: position, reason: "does not hold for the rows of the evidence"))
        }
        return true
    }

    /// How many rows each text of a column has.
    private func counts(_ scope: RowScope, _ category: String) -> [Int] {
        guard let column = index.calls[scope.call].columns.first(where: { $0.name == category }) else { return [] }
        var counts: [String: Int] = [:]
        for row in scope.rows {
            if column.texts.indices.contains(row), let text = column.texts[row] {
                counts[text, default: 0] += 1
            } else if column.dates.indices.contains(row), let date = column.dates[row] {
                counts["\(date.year)-\(date.month)", default: 0] += 1
            }
        }
        return counts.values.sorted()
    }

    /// `…, more than anyone else`, `more than any other stage`: the name that was counted has the most rows.
    private mutating func superlative(_ segment: [Int]) {
        if others(segment) { return }
        guard let context, let category = context.category, !context.picked.isEmpty,
            let more = segment.first(where: { ["more", "fewer"].contains(binder.key($0)) }),
            binder.key(more + 1) == "than"
        else { return }
        let behind = (more + 2..<more + 5).map { binder.key($0) }
        guard behind.contains("anyone") || behind.contains("anybody") || (behind.contains("any")) else { return }
        let counts = counts(context.scope, category)
        let own = context.picked.count
        // `hold $9.5M, more than any other stage` speaks of the money.
        if let money = clause.quantities.last(where: { $0.tokens.upperBound <= more }), money.kind == .money {
            decided.insert(more)
            if !isTopBySum(context, category, binder.key(more) == "more") {
                problems.append(.init(token: more, reason: "is not borne out by the other rows"))
            }
            return
        }
        let isTrue = binder.key(more) == "more" ? counts.filter { $0 >= own }.count == 1 : counts.first == own
        decided.insert(more)
        if !isTrue { problems.append(.init(token: more, reason: "is not borne out by the other rows")) }
    }
}

/// What is carried from one statement about rows to the next: `…, and twenty-seven more than $1M`.
struct RowContext {
    var scope: RowScope
    /// The rows that the statement picked.
    var picked: [Int] = []
    /// Column of the category that picked them.
    var category: String?
    /// Column that a threshold was held against.
    var measure: String?
}
