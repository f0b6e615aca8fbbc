import Core

/// How many of which rows a statement speaks of: `five of the fourteen owners`, `no region`, `only EMEA and APAC`.
struct RowCounter {
    enum Amount {
        case number(Quantity), fraction(Quantity)
        case all, none, most
        /// These and no other.
        case names([Int])
        case noneOf([Int])
        case allOf([Int])

        /// The rows named, where the statement names its rows.
        var named: [Int]? {
            switch self {
            case .names(let rows), .noneOf(let rows), .allOf(let rows): rows
            default: nil
            }
        }

        func holds(_ count: Int, of whole: Int) -> Bool {
            switch self {
            case .number(let quantity): quantity.matches(Double(count))
            case .fraction(let quantity) where quantity.isOpen && quantity.bound == .above:
                Double(count) > quantity.value * Double(whole)
            case .fraction(let quantity) where quantity.isOpen && quantity.bound == .below:
                Double(count) < quantity.value * Double(whole)
            case .fraction(let quantity): whole > 0 && quantity.matches(Double(count) / Double(whole))
            case .all: count == whole
            case .none: count == 0
            case .most: count * 2 > whole
            case .names, .noneOf, .allOf: false
            }
        }
    }

    var amount: Amount
    var scope: RowScope
    /// Place of the number among the quantities of the clause.
    var quantity: Int?
    /// Places of numbers that belong to it beside: the 3 of `only the first three`.
    var numbers: [Int] = []
    /// Whether the rows are those that were not named: `the other three`.
    var isRest = false
    /// Tokens of the count and its rows.
    var tokens: Range<Int>

    /// The counter that begins at a token; nil where none does.
    init?(at position: Int, _ segment: [Int], _ binder: FigureBinder, _ clause: Clause, known: RowScope?) {
        let word = binder.key(position)
        if let place = clause.quantities.firstIndex(where: { $0.start == position }),
            clause.quantities[place].link == nil
        {
            let number = clause.quantities[place]
            let end = number.tokens.upperBound
            let isFraction = number.kind == .percent && number.isWords
            guard number.kind == .plain || isFraction else { return nil }
            // `has fallen for two quarters` is a length.
            if binder.key(position - 1) == "for", Lexicon.timeNouns[binder.key(end)] != nil { return nil }
            amount = isFraction ? .fraction(number) : .number(number)
            quantity = place
            if binder.key(end) == "of", let scope = binder.scope(at: end + 1, in: clause, known: known) {
                self.scope = scope
            } else if !isFraction, let scope = binder.scope(at: end, in: clause, known: nil), scope.whole == nil {
                // `the ten accounts` are all of them.
                guard
                    !["the", "these", "those", "all", "top", "first", "next", "other"].contains(
                        binder.key(position - 1))
                else { return nil }
                self.scope = scope
            } else if !isFraction, let known, RowCounter.isBare(place, segment, binder, clause) {
                scope = known
                scope.end = end
                scope.whole = nil
            } else {
                return nil
            }
            tokens = position..<max(end, scope.end)
            return
        }
        // `the other three all improved`
        if word == "other", let place = clause.quantities.firstIndex(where: { $0.start == position + 1 }),
            clause.quantities[place].kind == .plain, let row = clause.carried.first?.rows.first,
            clause.carried.first?.rows.count == 1, binder.index.calls[row.call].isDistinct
        {
            let group = binder.index.calls[row.call]
            let known = Set(clause.carried.flatMap(\.rows).map(\.row))
            let rows = group.rows(without: known)
            guard clause.quantities[place].matches(Double(rows.count)) else { return nil }
            var end = clause.quantities[place].tokens.upperBound
            if binder.key(end) == "all" { end += 1 }
            scope = RowScope(call: row.call, rows: rows, isListed: false, end: end, whole: place)
            amount = .all
            isRest = true
            tokens = position..<end
            return
        }
        // `all others stay above 33%`, `nobody else …`
        let next = binder.key(position + 1)
        if (["all", "the"].contains(word) && ["others", "rest"].contains(next))
            || (["nobody", "everyone", "everybody"].contains(word) && next == "else")
        {
            let spoken = (clause.mentioned + clause.subjects).filter { !$0.rows.isEmpty }
            guard let call = spoken.last?.rows.map(\.call).min(), binder.index.calls[call].isDistinct,
                binder.index.calls[call].rowCount == binder.index.calls[call].totalRowCount
            else { return nil }
            let group = binder.index.calls[call]
            let left = Set(spoken.flatMap(\.rows).filter { $0.call == call }.map(\.row))
            let rows = group.rows(without: left)
            guard !rows.isEmpty else { return nil }
            scope = RowScope(call: call, rows: rows, isListed: false, end: position + 2)
            amount = word == "nobody" ? .none : .all
            isRest = true
            tokens = position..<(position + 2)
            return
        }
        guard clause.subjects.allSatisfy({ !$0.tokens.contains(position) }),
            clause.quantities.allSatisfy({ !($0.start..<$0.tokens.upperBound).contains(position) })
        else { return nil }
        if ["only", "neither", "both"].contains(word), let found = RowCounter.names(position, word, binder, clause) {
            (amount, scope) = found
            let end = found.1.end
            if case .names = found.0 {
                numbers = clause.quantities.indices.filter {
                    clause.quantities[$0].start > position && clause.quantities[$0].tokens.upperBound <= end
                        && clause.quantities[$0].kind == .plain && clause.quantities[$0].link == nil
                        && ["first", "top"].contains(binder.key(clause.quantities[$0].start - 1))
                }
            }
            tokens = position..<max(position + 1, found.1.end)
            return
        }
        switch word {
        case "one":
            // No count by itself: `one of the four`, `only one`.
            let end = position + 1
            let one = Quantity(
                kind: .plain, value: 1, step: 1, looseStep: 1, tokens: position..<end, start: position)
            if ["every", "each", "the", "no"].contains(binder.key(position - 1)) { return nil }
            if binder.key(end) == "of", let scope = binder.scope(at: end + 1, in: clause, known: known) {
                self.scope = scope
            } else if let scope = binder.scope(at: end, in: clause, known: nil), scope.whole == nil {
                self.scope = scope
            } else if let known, binder.key(position - 1) == "only" || position == segment.first {
                scope = known
                scope.end = end
                scope.whole = nil
            } else {
                return nil
            }
            amount = .number(one)
        case "every", "each", "all", "both", "most":
            if word == "most", ["the", "at"].contains(binder.key(position - 1)) { return nil }
            var start = position + 1
            if binder.key(start) == "one" || binder.key(start) == "single" { start += 1 }
            if binder.key(start) == "of" { start += 1 }
            guard
                let scope = binder.scope(
                    at: start, in: clause, known: start > position + 1 || word == "all" ? known : nil)
            else {
                return nil
            }
            self.scope = scope
            amount = word == "most" ? .most : .all
        case "no":
            guard let scope = binder.scope(at: position + 1, in: clause, known: nil), scope.whole == nil else {
                return nil
            }
            self.scope = scope
            amount = .none
        case "none", "nobody":
            if binder.key(position + 1) == "of", let scope = binder.scope(at: position + 2, in: clause, known: known) {
                self.scope = scope
            } else if let known {
                scope = known
                scope.end = position + 1
                scope.whole = nil
            } else if binder.index.calls.count == 1, binder.index.calls[0].isDistinct, !binder.index.calls[0].isTrend {
                scope = RowScope(call: 0, rows: binder.index.calls[0].rows(), end: position + 1)
            } else {
                return nil
            }
            amount = .none
        default: return nil
        }
        tokens = position..<max(position + 1, scope.end)
    }

    /// Whether a number stands alone where a statement begins: `ten have been idle`, `only five exceed $1M`.
    private static func isBare(_ place: Int, _ segment: [Int], _ binder: FigureBinder, _ clause: Clause) -> Bool {
        let number = clause.quantities[place]
        guard number.bound == .exact else { return false }
        let start = number.start
        let isOpening =
            start == segment.first
            || ["and", "but", "only", "just", "yet", "with"].contains(binder.key(start - 1))
        let noun = binder.noun(number, in: clause)
        let next = binder.key(number.tokens.upperBound)
        return isOpening && noun.days == nil
            && (noun.counted == nil || noun.word != next)
    }

    /// The rows named behind `only` or `neither`, with all that they are of.
    private static func names(_ position: Int, _ word: String, _ binder: FigureBinder, _ clause: Clause) -> (
        Amount, RowScope
    )? {
        var next = position + 1
        var rows: Set<RowPlace> = []
        var end = next
        // `SMB is the only segment whose …`, `the only one behind fewer than 100`
        if word == "only", binder.key(position - 1) == "the" {
            let named =
                clause.subjects.last { $0.tokens.upperBound <= position && $0.rows.count == 1 } ?? clause.carried.first
            guard let row = named?.rows.first, named?.rows.count == 1 else { return nil }
            if var scope = binder.scope(at: next, in: clause, known: nil), scope.call == row.call {
                scope.end = max(scope.end, next + 1)
                // `A and B are the only owners below 25%`
                let isSeveral = binder.key(scope.end - 1).hasSuffix("s")
                let all = clause.subjects.filter {
                    $0.tokens.upperBound <= position && $0.rows.count == 1 && $0.rows.first?.call == row.call
                }
                return (.names(isSeveral ? all.flatMap(\.rows).map(\.row) : [row.row]), scope)
            }
            let group = binder.index.calls[row.call]
            guard binder.key(next) == "one", group.isDistinct, group.rowCount > 1 else { return nil }
            return (.names([row.row]), RowScope(call: row.call, rows: group.rows(), end: next + 1))
        }
        if word == "only", binder.key(next) == "the", ["first", "top"].contains(binder.key(next + 1)),
            let number = clause.quantities.first(where: { $0.start == next + 2 && $0.kind == .plain }),
            var scope = binder.scope(at: number.tokens.upperBound, in: clause, known: nil),
            number.value >= 1, number.value <= Double(scope.rows.count)
        {
            scope.isListed = true
            return (.names(Array(scope.rows.prefix(Int(number.value)))), scope)
        }
        var depth = 0
        while next < clause.range.upperBound {
            let key = binder.key(next)
            if let subject = clause.subjects.first(where: { $0.tokens.lowerBound == next }), depth == 0 {
                guard subject.rows.count == 1, let row = subject.rows.first else { return nil }
                rows.insert(row)
                next = subject.tokens.upperBound
                end = next
                continue
            }
            if key == "(" { depth += 1 }
            if key == ")" { depth = max(0, depth - 1) }
            guard depth > 0 || [")", "and", "or", "nor", ",", "the", "in", "\"", "“", "”", "with"].contains(key) else {
                break
            }
            next += 1
        }
        guard let call = rows.first?.call, rows.allSatisfy({ $0.call == call }),
            binder.index.calls[call].rowCount > 1, binder.index.calls[call].isDistinct
        else { return nil }
        let group = binder.index.calls[call]
        let left = Set(
            clause.subjects.filter { binder.isExcluded($0, clause) }.flatMap(\.rows).filter { $0.call == call }
                .map(\.row))
        let named = rows.map(\.row).sorted()
        let all = group.rows(without: left)
        let scope = RowScope(call: call, rows: all, isListed: word != "only", end: end)
        switch word {
        case "only": return (.names(named), scope)
        case "neither": return named.count == 2 ? (.noneOf(named), scope) : nil
        default: return named.count == 2 ? (.allOf(named), scope) : nil
        }
    }
}
