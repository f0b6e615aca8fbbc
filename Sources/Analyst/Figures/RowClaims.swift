import Core

/// Holds what is said of a number of rows against every row: `five of the fourteen owners win more than 40%`.
///
/// A claim has a count (`five of`, `no`, `every`, `only EMEA and APAC`), rows (`the fourteen owners`) and conditions that
/// each row meets or not. It is held as a whole: with one part that is not understood nothing is decided.
struct RowClaims {
    let binder: FigureBinder
    let clause: Clause
    /// What the statement before was about; afterwards that of the last one here.
    var context: RowContext?
    /// Whether a statement was read here.
    var isNew = false
    var bound: [Int: Operand] = [:]
    var problems: [RankCheck.Finding] = []
    /// The rows that each statement picked, by its last token.
    var picks: [(end: Int, rows: [RowPlace])] = []
    /// Tokens of words that were held against the rows here.
    var decided: Set<Int> = []
    /// First tokens of the periods that were held against the rows here.
    var periods: Set<Int> = []

    var index: EvidenceIndex { binder.index }

    init(binder: FigureBinder, clause: Clause, context: RowContext?) {
        self.binder = binder
        self.clause = clause
        self.context = context
        guard mayClaim else { return }
        for segment in segments() { read(segment) }
        repeated()
    }

    static let counters: Set<String> = [
        "every", "each", "all", "both", "no", "none", "nobody", "neither", "most", "only", "half", "one",
    ]

    /// Whether the clause has anything that a claim of rows begins with.
    private var mayClaim: Bool {
        index.calls.contains { $0.rowCount > 1 && $0.isDistinct }
            && (clause.quantities.contains { $0.kind == .plain || $0.isWords }
                || !clause.own.isDisjoint(with: RowClaims.counters))
    }

    // MARK: Segments

    func subject(at position: Int) -> Subject? {
        clause.subjects.first { $0.tokens.contains(position) }
    }

    func quantity(at position: Int) -> Int? {
        clause.quantities.firstIndex { ($0.start..<$0.tokens.upperBound).contains(position) }
    }

    // MARK: One statement

    private mutating func read(_ segment: [Int]) {
        let known = context?.scope
        let counters = segment.compactMap { RowCounter(at: $0, segment, binder, clause, known: known) }
        if let parts = parts(segment, counters) {
            for part in parts { read(part) }
            return
        }
        if let prefix = prefix(segment) {
            context = RowContext(scope: prefix)
            isNew = true
            decided.formUnion(segment)
            if let whole = prefix.whole { bind(whole, Double(prefix.rows.count)) }
            return
        }
        if follow(segment) || others(segment) || nothing(segment) { return }
        // What several make together is no condition that each meets.
        let isJoint = segment.contains {
            ["together", "combined", "takes", "jointly", "cover", "covers", "explain", "account"].contains(
                binder.key($0))
        }
        for counter in counters where !isJoint {
            guard let (conditions, claim) = held(counter, segment) else { continue }
            if !claim.isTrue {
                problems.append(
                    .init(token: counter.tokens.lowerBound, reason: "does not hold for the rows of the evidence"))
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
            decided.formUnion(counter.tokens)
            periods.formUnion(conditions.periods)
            isNew = true
            let told = RowContext(
                scope: counter.scope, picked: claim.picked, category: conditions.category, measure: conditions.measure)
            if let last = segment.last { picks.append((last, told.places)) }
            context = told
            return
        }
        superlative(segment)
        enumeration(segment)
        whole(segment)
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

    mutating func bind(_ place: Int, _ value: Double) {
        bound[place] = Operand(value: value, unit: .count, kind: .count)
    }

    /// `Of the 80 deals listed, …`: the rows that the next statement is about.
    private func prefix(_ segment: [Int]) -> RowScope? {
        guard let first = segment.first, ["of", "among"].contains(binder.key(first)),
            let scope = binder.scope(at: first + 1, in: clause, known: nil), scope.end > (segment.last ?? first) - 3,
            !segment.contains(where: { $0 >= scope.end && quantity(at: $0) != nil })
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
                guard let result = test(row) else {
                    // Of rows that are not named nothing need be known.
                    if let named = counter.amount.named, !named.contains(row) {
                        isMet = false
                        break
                    }
                    return nil
                }
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
}

/// What is carried from one statement about rows to the next: `…, and twenty-seven more than $1M`.
struct RowContext {
    var scope: RowScope
    /// The rows that the statement picked.
    var picked: [Int] = []
    /// The same with their call.
    var places: [RowPlace] { picked.map { RowPlace(call: scope.call, row: $0) } }
    /// Column of the category that picked them.
    var category: String?
    /// Column that a threshold was held against.
    var measure: String?
}
