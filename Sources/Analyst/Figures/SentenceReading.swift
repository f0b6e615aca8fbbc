import Core

/// Somebody or something that a clause speaks of: rows of the evidence, or calls narrowed to it.
struct Subject {
    var rows: Set<RowPlace>
    /// Calls whose values are all its own.
    var calls: Set<Int>
    var tokens: Range<Int>
    /// The columns that its name stands in.
    var columns: Set<String>
    var isPeriod: Bool
    var text: String
    var link: Int?
    var isBold = false
}

/// What stands in a block: the names, periods and numbers, with their tokens, and where its clauses end.
struct BlockReading {
    let tokens: [ProseToken]
    var subjects: [Subject] = []
    var periods: [PeriodMention] = []
    var quantities: [Quantity] = []
    /// Whether a token is part of a name, period or number.
    var isTaken: [Bool]
    var sentences: [Range<Int>] = []

    /// The words of the block, in lower case.
    var words: Set<String> { Set(tokens.filter(\.isWord).map(\.key)) }

    init(_ block: ProseBlock, index: EvidenceIndex, quantities reader: QuantityReader, periods: DateReader) {
        tokens = block.tokens
        isTaken = Array(repeating: false, count: block.tokens.count)
        var position = 0
        let end = tokens.count
        while position < end {
            let token = tokens[position]
            if let (name, count) = index.name(at: position, in: tokens, end: end),
                count > 1 || token.kind != .sign || reader.couldBegin(token)
            {
                add(name, position..<(position + count), index)
                position += count
                continue
            }
            if let mention = periods.read(tokens, at: position, end: end) {
                take(mention.tokens)
                self.periods.append(mention)
                position = mention.tokens.upperBound
                continue
            }
            if var quantity = reader.read(tokens, at: position, end: end), !isPronoun(quantity, end) {
                if let hedge = Hedge.before(tokens, quantity.tokens.lowerBound, from: sentenceStart(position)) {
                    let word = tokens[quantity.tokens.lowerBound - 1].key
                    // `over 14 deals` counts them; only of a round number it says that there are more.
                    let isPlace = hedge.count == 1 && word == "over" && quantity.kind == .plain
                    quantity.isSpread = isPlace && quantity.looseStep >= 10
                    quantity.bound = isPlace ? .exact : hedge.bound
                    quantity.isOpen = word == "than"
                    quantity.start = quantity.tokens.lowerBound - hedge.count
                    for taken in quantity.start..<quantity.tokens.lowerBound { isTaken[taken] = true }
                }
                take(quantity.tokens)
                self.quantities.append(quantity)
                position = quantity.tokens.upperBound
                continue
            }
            position += 1
        }
        sentences = ends()
        inheritYears(index.fiscal)
        completeNumbers()
    }

    /// `from Q2 to Q3 2026`, `July, August and September 2027`: one year for all of a list.
    private mutating func inheritYears(_ fiscal: FiscalCalendar) {
        func isJoined(_ first: PeriodMention, _ second: PeriodMention) -> Bool {
            let gap = tokens[first.tokens.upperBound..<max(first.tokens.upperBound, second.tokens.lowerBound)]
            return !gap.isEmpty && gap.count <= 2
                && gap.allSatisfy { [",", "and", "to", "or", "through", "–", "-", "until", "&"].contains($0.key) }
        }
        func named(_ mention: PeriodMention, _ year: Int) -> PeriodMention.Kind? {
            switch mention.kind {
            case .month(let month):
                CalendarDate(year: year, month: month, day: 1).map {
                    .span(fiscal.span(of: .month, containing: $0), .month)
                }
            case .quarter(let quarter): fiscal.quarter(quarter, ofYear: year).map { .span($0, .quarter) }
            default: nil
            }
        }
        // `the first quarter of 2027 …, the second quarter`
        for place in periods.indices.dropFirst() {
            guard case .span(let span, let grain) = periods[place - 1].kind, grain == .month || grain == .quarter,
                sentences.contains(where: {
                    $0.contains(periods[place].tokens.lowerBound) && $0.contains(periods[place - 1].tokens.lowerBound)
                }), let kind = named(periods[place], grain == .quarter ? fiscal.year(of: span.first) : span.first.year),
                case .span(let own, let ownGrain) = kind, ownGrain == grain, own.first > span.first
            else { continue }
            periods[place].kind = kind
        }
        for place in periods.indices.dropLast().reversed() where isJoined(periods[place], periods[place + 1]) {
            guard case .span(let span, let grain) = periods[place + 1].kind, grain == .month || grain == .quarter else {
                continue
            }
            let year = grain == .quarter ? fiscal.year(of: span.first) : span.first.year
            guard let kind = named(periods[place], year) else { continue }
            periods[place].kind = kind
            // `from November to February 2027` begins in the year before.
            if case .span(let own, _) = kind, own.first > span.first,
                let earlier = named(
                    PeriodMention(kind: bare(own, grain, fiscal), tokens: 0..<0), year - 1)
            {
                periods[place].kind = earlier
            }
        }
    }

    private func bare(_ span: DateSpan, _ grain: TimeGrain, _ fiscal: FiscalCalendar) -> PeriodMention.Kind {
        grain == .month ? .month(span.first.month) : .quarter(fiscal.quarter(of: span.first))
    }

    /// Whether no name, period or number lies on both sides of a place.
    func mayCut(before position: Int) -> Bool {
        func isCut(_ range: Range<Int>) -> Bool { range.lowerBound < position && position < range.upperBound }
        return !isTaken[position]
            || !(quantities.contains { isCut($0.start..<$0.tokens.upperBound) }
                || subjects.contains { isCut($0.tokens) }
                || periods.contains { isCut($0.tokens) })
    }

    private func sentenceStart(_ position: Int) -> Int { max(0, position - 6) }

    /// `one of them`, `the one`: no count.
    private func isPronoun(_ quantity: Quantity, _ end: Int) -> Bool {
        // `#1 Senior Data Engineer`
        if quantity.kind == .plain, quantity.tokens.lowerBound > 0, tokens[quantity.tokens.lowerBound - 1].text == "#" {
            return true
        }
        // `India, the number two`
        if quantity.kind == .plain, quantity.tokens.lowerBound > 1,
            tokens[quantity.tokens.lowerBound - 1].key == "number",
            ["the", "a", ","].contains(tokens[quantity.tokens.lowerBound - 2].key), quantity.tokens.count == 1
        {
            return true
        }
        guard quantity.isWords, quantity.kind == .plain, tokens[quantity.tokens.lowerBound].key == "one",
            quantity.tokens.count == 1
        else { return false }
        let next = quantity.tokens.upperBound < end ? tokens[quantity.tokens.upperBound].key : ""
        let after = quantity.tokens.upperBound + 1 < end ? tokens[quantity.tokens.upperBound + 1].key : ""
        let before = quantity.tokens.lowerBound > 0 ? tokens[quantity.tokens.lowerBound - 1].key : ""
        // `every one of the 60`, `the one of 23 March`
        if next == "of", ["the", "every", "each"].contains(before) { return true }
        let isCounted = Lexicon.nouns[next] != nil || Lexicon.nouns[after] != nil || Lexicon.timeNouns[next] != nil
        if next == "of",
            reach(quantity.tokens.upperBound + 1, min(end, quantity.tokens.upperBound + 4)).contains(where: {
                tokens[$0].kind == .number || (NumberWords.units[tokens[$0].key] ?? 0) > 1
                    || NumberWords.tens[tokens[$0].key] != nil
            })
        {
            return false
        }
        return !isCounted
    }

    private mutating func take(_ range: Range<Int>) {
        for index in range where isTaken.indices.contains(index) { isTaken[index] = true }
    }

    private mutating func add(_ name: EvidenceName, _ range: Range<Int>, _ index: EvidenceIndex) {
        take(range)
        subjects.append(
            Subject(
                rows: Set(name.rows), calls: name.rows.isEmpty ? name.calls : [], tokens: range, columns: name.columns,
                isPeriod: false, text: name.text, link: tokens[range.lowerBound].link,
                isBold: tokens[range.lowerBound].isBold))
    }

    private func ends() -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = 0
        for (position, token) in tokens.enumerated() where token.kind == .sign && !isTaken[position] {
            guard token.text == "." || token.text == "!" || token.text == "?" else { continue }
            guard position + 1 < tokens.count else { continue }
            let next = tokens[position + 1]
            guard next.isSpaced || next.link != token.link else { continue }
            if next.isWord, !next.isCapitalised, !next.isBold { continue }
            if position > start,
                ["inc", "corp", "ltd", "co", "vs", "approx", "st", "mr", "ms", "dr", "no", "ca", "e", "g"].contains(
                    tokens[position - 1].key), token.text == "."
            {
                continue
            }
            sentences.append(start..<(position + 1))
            start = position + 1
        }
        if start < tokens.count { sentences.append(start..<tokens.count) }
        return sentences
    }
}

extension QuantityReader {
    /// Whether a sign may begin a name, as no sign of a number does.
    func couldBegin(_ token: ProseToken) -> Bool {
        !["-", "−", "–", "+", "$", "€", "£", "(", ")", ",", "."].contains(token.text)
    }
}
