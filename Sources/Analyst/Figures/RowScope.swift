import Core

/// Rows of one call that words speak of: `the fourteen owners`, `the listed deals`, `twelve months`.
struct RowScope {
    var call: Int
    var rows: [Int]
    /// Whether the words speak of the rows in hand alone: `listed`, `shown`.
    var isListed = false
    /// Behind the last token of the phrase.
    var end: Int
    /// Place of the number that says how many rows there are: the 14 of `of the 14 owners`.
    var whole: Int?
}

/// Which rows a phrase stands for.
extension FigureBinder {
    private static let listing: Set<String> = ["listed", "shown", "displayed", "list", "table", "here"]
    private static let qualifying: Set<String> = [
        "largest", "biggest", "smallest", "top", "best", "worst", "stalled", "late", "slipped", "remaining", "other",
        "full", "single", "individual", "leading", "different", "first", "highest", "lowest", "same", "idle", "active",
        "ranked", "major", "calendar", "fiscal",
    ]
    private static let articles: Set<String> = [
        "the", "these", "those", "our", "all", "its", "their", "a", "of", "this", "such",
    ]

    /// Whether a word stands for the rows of a call: `regions`, `deals` in a list of opportunities.
    func isRowNoun(_ word: String, _ call: EvidenceIndex.Call) -> Bool {
        if ["lead", "leads", "name", "id", "ids", "win", "loss"].contains(word) { return false }
        // `only three wins` of a list of deals that are all won.
        if word == "wins" || word == "losses" {
            return call.isDealList
                && call.columns.contains { $0.traits.outcomes.contains(word == "wins" ? "won" : "lost") }
        }
        if call.isTrend {
            guard let days = Lexicon.timeNouns[word], days > 1,
                let span = call.spans.compactMap({ $0 }).dropFirst().first ?? call.spans.compactMap({ $0 }).first
            else { return false }
            switch days {
            case 7: return span.days <= 7
            case 30: return (28...31).contains(span.days)
            case 91: return (80...100).contains(span.days)
            default: return span.days > 300
            }
        }
        if EvidenceIndex.names(word, among: call.nouns) { return true }
        if call.nouns.contains("owner") {
            return ["rep", "reps", "seller", "sellers", "salespeople", "salesperson", "people"].contains(word)
        }
        switch Lexicon.nouns[word] {
        case .deals: return call.isDealList
        case .accounts: return !call.nouns.isDisjoint(with: ["account", "customer"])
        default: return call.nouns.contains("source") && ["channel", "channels"].contains(word)
        }
    }

    /// The call whose rows a noun stands for; nil where none or several do.
    ///
    /// - Parameter count: how many rows the words say that there are.
    func rowCall(_ word: String, count: Double? = nil) -> Int? {
        var found = index.calls.indices.filter { call in
            index.calls[call].rowCount > 1 && index.calls[call].isDistinct && isRowNoun(word, index.calls[call])
        }
        if found.count > 1, let count {
            found = found.filter {
                Double(index.calls[$0].rowCount) == count || Double(index.calls[$0].totalRowCount) == count
            }
        }
        return found.count == 1 ? found[0] : nil
    }

    /// The rows that a phrase beginning at a token speaks of: `the fourteen owners`, `listed deals`, `ten shown`.
    ///
    /// - Parameter known: the rows that the words before spoke of, which `them` stands for.
    func scope(at start: Int, in clause: Clause, known: RowScope?) -> RowScope? {
        var position = start
        let limit = min(clause.range.upperBound, start + 9)
        var whole: Int?
        var isListed = false
        var isNounless = false
        while position < limit {
            let word = key(position)
            if let place = clause.quantities.firstIndex(where: { $0.tokens.contains(position) }) {
                if whole != nil { break }
                guard clause.quantities[place].kind == .plain, clause.quantities[place].bound == .exact else {
                    return nil
                }
                whole = place
                position = clause.quantities[place].tokens.upperBound
                continue
            }
            if FigureBinder.listing.contains(word) { isListed = true }
            let count = whole.map { clause.quantities[$0].value }
            let isName = clause.subjects.contains { !$0.rows.isEmpty && $0.tokens.contains(position) }
            // `deal type`, `lead source`, `loss reason`
            if !isName, ["deal", "lead", "loss", "opportunity", "account", "sales", "product"].contains(word),
                rowCall(key(position + 1)) != nil
            {
                position += 1
                continue
            }
            if !isName, let call = rowCall(word, count: count) {
                // `lead source deals` counts deals.
                let next = key(position + 1)
                if rowCall(next) == nil || next == word { return finish(call, position + 1, whole, isListed, clause) }
            }
            if ["them", "those", "these"].contains(word), position == start, rowCall(key(position + 1)) == nil,
                !clause.quantities.contains(where: { $0.start == position + 1 })
            {
                if let known {
                    var scope = known
                    scope.end = position + 1
                    scope.whole = nil
                    return scope
                }
                if index.calls.count == 1, index.calls[0].rowCount > 1, index.calls[0].isDistinct {
                    return RowScope(
                        call: 0, rows: Array(0..<index.calls[0].rowCount), isListed: true, end: position + 1)
                }
            }
            if whole != nil, FigureBinder.listing.contains(word) {
                isNounless = true
                break
            }
            let isPart =
                FigureBinder.articles.contains(word) || FigureBinder.qualifying.contains(word)
                || FigureBinder.listing.contains(word) || Lexicon.outcomes[word] != nil
                || index.vocabulary.contains(word)
            guard isPart, Lexicon.timeNouns[word] == nil else { break }
            position += 1
        }
        if let whole {
            let count = clause.quantities[whole].value
            // `two of the sixty`: the rows that there are so many of.
            let found = index.calls.indices.filter {
                Double(index.calls[$0].rowCount) == count && index.calls[$0].isDistinct
            }
            let end = clause.quantities[whole].tokens.upperBound
            let isAll = key(start - 1) == "all" && known.map { Double($0.rows.count) == count } ?? false
            let isBare =
                (["the", "these", "those"].contains(key(start)) && (known != nil || key(start - 1) == "of")) || isAll
            if found.count == 1, isNounless || isBare {
                return finish(found[0], isNounless ? position + 1 : end, whole, isNounless, clause)
            }
        }
        return nil
    }

    private func finish(_ call: Int, _ end: Int, _ whole: Int?, _ isListed: Bool, _ clause: Clause) -> RowScope? {
        let group = index.calls[call]
        var end = end
        var isListed = isListed
        if let whole {
            let count = clause.quantities[whole].value
            guard count == Double(group.rowCount) || count == Double(group.totalRowCount) else { return nil }
            if count == Double(group.rowCount) { isListed = true }
        }
        while end < clause.range.upperBound {
            if FigureBinder.listing.contains(key(end)) {
                isListed = true
                end += 1
            } else if ["on", "in"].contains(key(end)), ["the", "this"].contains(key(end + 1)),
                ["list", "table"].contains(key(end + 2))
            {
                isListed = true
                end += 3
            } else {
                break
            }
        }
        var left = Set(
            clause.subjects.filter { isExcluded($0, clause) }.flatMap(\.rows).filter { $0.call == call }.map(\.row))
        // `No other month reached $3M`: those that were named are apart.
        if key(end - 2) == "other", key(end - 3) == "no" || key(end - 3) == "every" {
            left.formUnion(
                (clause.carried + clause.subjects + clause.mentioned).flatMap(\.rows).filter { $0.call == call }.map(
                    \.row))
        }
        let rows = group.rows(without: left)
        var scope = RowScope(call: call, rows: rows, isListed: isListed, end: end, whole: whole)
        if whole != nil, !group.unnamed.isEmpty { scope.rows = (0..<group.rowCount).filter { !left.contains($0) } }
        if group.isTrend { narrow(&scope, clause) }
        return scope
    }

    /// `no quarter before Q4 2026`, `three quarters of 2025`: the periods that lie there.
    private func narrow(_ scope: inout RowScope, _ clause: Clause) {
        let group = index.calls[scope.call]
        let word = key(scope.end)
        guard ["before", "after", "since", "until", "of", "in", "from"].contains(word),
            let mention = clause.periods.first(where: { $0.tokens.lowerBound == scope.end + 1 })
        else { return }
        let named = PeriodBinding.rows(mention, index).filter { $0.call == scope.call }.map(\.row)
        if let first = named.min(), let last = named.max() {
            switch word {
            case "before": scope.rows = scope.rows.filter { $0 < first }
            case "until": scope.rows = scope.rows.filter { $0 <= last }
            case "after": scope.rows = scope.rows.filter { $0 > last }
            case "since": scope.rows = scope.rows.filter { $0 >= first }
            default: return
            }
        } else if case .span(let span, _) = mention.kind {
            func isIn(_ row: Int) -> Bool {
                guard group.spans.indices.contains(row), let own = group.spans[row] else { return false }
                switch word {
                case "before": return own.last < span.first
                case "until": return own.last <= span.last
                case "after": return own.first > span.last
                case "since": return own.first >= span.first
                default: return own.first >= span.first && own.last <= span.last
                }
            }
            let inside = scope.rows.filter(isIn)
            guard !inside.isEmpty else { return }
            scope.rows = inside
        } else {
            return
        }
        scope.end = mention.tokens.upperBound
    }
}
