import Core

/// Reads a prose sentence by sentence and holds each of its claims against the evidence.
struct ProseCheck {
    let evidence: Evidence
    let index: EvidenceIndex
    let figures: [String: Answer.Figure]
    let prose: ProseReader
    private let reader: QuantityReader
    let periods: DateReader
    private let questionQuantities: [Quantity]
    let questionPeriods: [PeriodMention]
    private let questionWords: Set<String>

    private(set) var claims = 0
    private(set) var problems: [FigureReport.Problem] = []

    // What the clauses before spoke of.
    private var carried: [Subject] = []
    private var earlierWords: Set<String> = []
    private var mentioned: [Subject] = []
    // Rows that the last statement about rows picked, and how many sentences ago.
    private var rows: RowContext?
    private var rowsAge = 0
    // Where a list began, and whether a block is one of its items.
    private var isItem = false
    private var listCount = 0
    private var listed = 0

    init(prose text: String, figures: [Answer.Figure], evidence: Evidence, question: String) {
        self.evidence = evidence
        index = EvidenceIndex(evidence)
        self.figures = Dictionary(figures.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        prose = ProseReader(text)
        reader = QuantityReader(evidence.format)
        let region = evidence.format.locale.identifier
        periods = DateReader(fiscal: evidence.fiscal, dayFirst: !region.contains("US"))
        let asked = BlockReading(
            ProseBlock(tokens: TokenScanner.tokens(question), isHeading: false), index: index, quantities: reader,
            periods: periods)
        questionQuantities = asked.quantities
        questionPeriods = asked.periods
        questionWords = asked.words
        run()
    }

    private mutating func run() {
        var headings: Set<String> = []
        var list = ListReading()
        for (number, block) in prose.blocks.enumerated() {
            let reading = BlockReading(block, index: index, quantities: reader, periods: periods)
            list.enter(block, words: reading.words)
            isItem = list.isItem
            listCount = list.isLead ? items(behind: number) : 0
            // What is named from here on may be added up by a `Total` at the end of the list.
            if list.isLead || !isItem { listed = mentioned.count }
            if block.isHeading {
                headings = reading.words
            } else {
                for range in NameCheck(reading: reading, index: index, question: questionWords).problems() {
                    report(reading.tokens, range, "names nothing in the evidence")
                }
            }
            checkTexts(reading.tokens)
            for (place, sentence) in reading.sentences.enumerated() {
                var following: [Subject] = []
                let isCounting =
                    reading.quantities.contains { $0.start == sentence.lowerBound && $0.kind == .plain }
                    && !reading.subjects.contains { sentence.contains($0.tokens.lowerBound) && !$0.rows.isEmpty }
                if isCounting, place + 1 < reading.sentences.count {
                    following = subjects(reading.sentences[place + 1], reading)
                }
                if reading.tokens[sentence.upperBound - 1].text == "?", place + 1 < reading.sentences.count {
                    following = Array(subjects(reading.sentences[place + 1], reading).prefix(1))
                }
                check(sentence, reading, headings.union(list.words), following)
            }
        }
        problems.sort { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    /// How many items of a list, or rows of a table, follow a block.
    private func items(behind number: Int) -> Int {
        var count = 0
        var line = prose.blocks[number].tokens.last?.line ?? 0
        for block in prose.blocks.dropFirst(number + 1) {
            guard ListReading.follows(block, line: line) else { break }
            line = block.tokens.last?.line ?? line
            let isTotal = block.tokens.prefix(4).contains { $0.key == "total" }
            if !isTotal, block.tokens.contains(where: { $0.kind == .number }) { count += 1 }
        }
        return count
    }

    mutating func report(_ tokens: [ProseToken], _ range: Range<Int>, _ reason: String) {
        guard let first = range.first.flatMap({ tokens.indices.contains($0) ? tokens[$0] : nil }) else { return }
        var text = ""
        for position in range where tokens.indices.contains(position) {
            if !text.isEmpty, tokens[position].isSpaced { text += " " }
            text += tokens[position].text
        }
        problems.append(FigureReport.Problem(line: first.line, column: first.column, text: text, reason: reason))
    }

    private static let shorthand = ["avg": "average", "w": "won", "l": "lost", "opps": "deals", "pipe": "pipeline"]

    // MARK: Clauses

    private static let breaks: Set<String> = [";", "while", "whereas", "but", "although", "though"]

    private func clauses(_ sentence: Range<Int>, _ reading: BlockReading) -> [Range<Int>] {
        var clauses: [Range<Int>] = []
        var start = sentence.lowerBound
        for position in sentence
        where !reading.isTaken[position] && ProseCheck.breaks.contains(reading.tokens[position].key) {
            if position > start { clauses.append(start..<position) }
            start = position
        }
        if start < sentence.upperBound { clauses.append(start..<sentence.upperBound) }
        return clauses.flatMap { bounded($0, reading) }
    }

    /// No clause that people write is so long; cut into parts, no text takes more than a time that grows with its length.
    private static let longest = 160

    private func bounded(_ clause: Range<Int>, _ reading: BlockReading) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = clause.lowerBound
        while clause.upperBound - start > ProseCheck.longest {
            let limit = start + ProseCheck.longest
            let cut =
                (start + ProseCheck.longest / 2..<limit).last { reading.tokens[$0].text == "," && !reading.isTaken[$0] }
                ?? (start + ProseCheck.longest / 2..<clause.upperBound).first { reading.mayCut(before: $0) }
            guard let cut else { break }
            parts.append(start..<cut)
            start = cut
        }
        parts.append(start..<clause.upperBound)
        return parts
    }

    private mutating func check(
        _ sentence: Range<Int>, _ reading: BlockReading, _ headings: Set<String>, _ following: [Subject]
    ) {
        rowsAge += 1
        if rowsAge > (isItem ? 12 : 2) { rows = nil }
        let words = Set(sentence.map { reading.tokens[$0].key })
        var context = words.union(earlierWords).union(headings).union(questionWords)
        for (short, long) in ProseCheck.shorthand where context.contains(short) { context.insert(long) }
        let binder = FigureBinder(index: index, tokens: reading.tokens, format: evidence.format)
        for range in clauses(sentence, reading) {
            var clause = Clause(
                range: range, subjects: subjects(range, reading),
                periods: reading.periods.filter { range.contains($0.tokens.lowerBound) },
                quantities: reading.quantities.filter { range.contains($0.tokens.lowerBound) }, words: context,
                own: Set(range.map { reading.tokens[$0].key }), carried: carried)
            clause.sentence = words
            for subject in clause.subjects where !subject.isPeriod { clause.words.formUnion(subject.columns) }
            for word in clause.own {
                if let family = Lexicon.families[word] {
                    clause.families[family.unit, default: []].insert(family.family)
                }
            }
            if let named = clause.families["currency"], named == ["pipeline"], clause.own.contains("created") {
                clause.families["currency"] = nil
            }
            clause.following = following
            clause.mentioned = mentioned
            if clause.subjects.allSatisfy({ $0.rows.isEmpty }),
                let count = [("three", 3), ("two", 2), ("both", 2), ("them", 2)]
                    .first(where: { clause.own.contains($0.0) })?.1 ?? toldCount(clause)
            {
                var last: [Subject] = []
                for subject in mentioned.reversed() where !last.contains(where: { $0.text == subject.text }) {
                    last.insert(subject, at: 0)
                }
                if last.count >= count { clause.carried = Array(last.suffix(count)) }
            }
            clause.top = top(clause, binder)
            clause.nouns = clause.quantities.map { binder.noun($0, in: clause) }
            let claimed = RowClaims(binder: binder, clause: clause, context: rows)
            if claimed.isNew { rowsAge = 0 }
            rows = claimed.context
            clause.picked = rows?.places ?? []
            clause.isListed = rows?.scope.isListed ?? false
            clause.scope = rows?.scope ?? listScope(context)
            clause.isItem = isItem
            clause.listCount = listCount
            clause.pickedAt = claimed.picks
            let sequence = OperandSequence(binder: binder, clause: clause).bound()
            bind(&clause, binder, claimed.bound.merging(sequence) { claim, _ in claim })
            for token in EachCheck(binder: binder, clause: clause).problems() {
                report(reading.tokens, token..<(token + 1), "does not have the figure that each is said to have")
            }
            for period in RelativePeriodCheck(index: index, tokens: reading.tokens).problems(in: range) {
                report(reading.tokens, period, "is no period of the evidence")
            }
            for token in RowAgreement(binder: binder, clause: clause).problems() {
                report(reading.tokens, token..<(token + 1), "stands on another row than the figure beside it")
            }
            for finding in claimed.problems {
                report(reading.tokens, finding.token..<(finding.token + 1), finding.reason)
            }
            checkPeriods(clause, reading.tokens, claimed.periods)
            for (first, second) in zip(clause.subjects, clause.subjects.dropFirst())
            where !first.isPeriod && !second.isPeriod && first.columns.isDisjoint(with: second.columns) {
                let gap = first.tokens.upperBound..<second.tokens.lowerBound
                guard gap.count == 1, gap.contains(where: { ["for", "at"].contains(reading.tokens[$0].key) }) else {
                    continue
                }
                let calls = Set(first.rows.map(\.call)).intersection(second.rows.map(\.call))
                if !calls.isEmpty, first.rows.isDisjoint(with: second.rows) {
                    report(
                        reading.tokens, first.tokens.lowerBound..<second.tokens.upperBound, "stand on no row together")
                }
            }
            for (first, second) in zip(clause.subjects, clause.subjects.dropFirst())
            where first.text == second.text && !first.isPeriod {
                let gap = first.tokens.upperBound..<second.tokens.lowerBound
                if gap.count == 1,
                    gap.contains(where: { ["and", "or", "versus", "vs"].contains(reading.tokens[$0].key) })
                {
                    report(reading.tokens, first.tokens.lowerBound..<second.tokens.upperBound, "names one row twice")
                }
            }
            claims += clause.quantities.count + clause.periods.count
            let ordered = OrderCheck(binder: binder, clause: clause).findings()
            let quantified = QuantifierCheck(binder: binder, clause: clause, decided: claimed.decided).findings()
            let decided = quantified.decided.union(claimed.decided).union(ordered.decided)
            let directions =
                quantified.problems + ordered.problems
                + DirectionCheck(binder: binder, clause: clause, decided: decided).problems()
                + RankCheck(binder: binder, clause: clause, decided: decided).problems()
            for finding in directions { report(reading.tokens, finding.token..<(finding.token + 1), finding.reason) }
            claims +=
                clause.own.filter {
                    Lexicon.superlatives[$0] != nil || Lexicon.changes[$0] != nil || Lexicon.comparatives[$0] != nil
                }.count
            let spoken = clause.subjects.filter { !$0.rows.isEmpty }
            let kept = Array((mentioned + spoken).suffix(40))
            listed = max(0, listed - (mentioned.count + spoken.count - kept.count))
            mentioned = kept
            if !spoken.isEmpty {
                carried = spoken
            } else if let rows = clause.bound.compactMap({ $0 }).first(where: {
                !$0.rows.isEmpty && $0.rows.count < 3 && $0.kind == .level
            })?.rows {
                carried = [
                    Subject(
                        rows: Set(rows), calls: [], tokens: range.lowerBound..<range.lowerBound, columns: [],
                        isPeriod: false, text: "it")
                ]
            }
        }
        earlierWords = words
    }

    /// The rows of the only list of deals, where a table or list says that it is about them.
    private func listScope(_ words: Set<String>) -> RowScope? {
        guard isItem, index.calls.count == 1, let call = index.calls.first, call.rowCount > 1,
            call.isDealList,
            !words.isDisjoint(with: ["list", "listed", "shown"])
        else { return nil }
        return RowScope(call: 0, rows: Array(0..<call.rowCount), isListed: true, end: 0)
    }

    /// How many of those named before are meant: `these four owners`; of a list all by `Total`.
    private func toldCount(_ clause: Clause) -> Int? {
        if !clause.own.isDisjoint(with: ["these", "those"]) {
            for quantity in clause.quantities where quantity.kind == .plain && (2...20).contains(quantity.value) {
                return Int(quantity.value)
            }
        }
        guard isItem, clause.own.contains("total"), mentioned.count - listed > 1 else { return nil }
        return mentioned.count - listed
    }

    /// The names of a clause, and its periods where rows are periods.
    private func subjects(_ range: Range<Int>, _ reading: BlockReading) -> [Subject] {
        var subjects = reading.subjects.filter { range.contains($0.tokens.lowerBound) }
        for mention in reading.periods where range.contains(mention.tokens.lowerBound) {
            let rows = PeriodBinding.rows(mention, index)
            guard !rows.isEmpty else { continue }
            subjects.append(
                Subject(
                    rows: rows, calls: [], tokens: mention.tokens, columns: ["period"], isPeriod: true,
                    text: reading.tokens[mention.tokens.lowerBound].text, link: mention.link))
        }
        // `the current quarter` of a trend that has it.
        for position in range.dropLast()
        where ["current", "this"].contains(reading.tokens[position].key) && !reading.isTaken[position + 1] {
            guard let days = Lexicon.timeNouns[reading.tokens[position + 1].key], days > 1 else { continue }
            for (number, call) in index.calls.enumerated() where call.isTrend {
                let rows = call.spans.indices.filter { row in
                    call.spans[row].map { $0.contains(index.asOf) && abs($0.days - days) < days / 8 + 3 } ?? false
                }
                guard !rows.isEmpty else { continue }
                subjects.append(
                    Subject(
                        rows: Set(rows.map { RowPlace(call: number, row: $0) }), calls: [],
                        tokens: position..<(position + 2),
                        columns: ["period"], isPeriod: true, text: reading.tokens[position + 1].text))
            }
        }
        return subjects.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    private func top(_ clause: Clause, _ binder: FigureBinder) -> Int? {
        let words: Set<String> = [
            "top", "first", "largest", "biggest", "leading", "best", "highest", "bottom", "smallest", "most", "lowest",
        ]
        for quantity in clause.quantities
        where quantity.kind == .plain && quantity.bound == .exact && quantity.value >= 1 && quantity.value <= 1000 {
            if words.contains(binder.key(quantity.start - 1)) || words.contains(binder.key(quantity.tokens.upperBound))
                || (binder.key(quantity.start - 1) == "-" && words.contains(binder.key(quantity.start - 2)))
            {
                return Int(quantity.value)
            }
        }
        return nil
    }

    // MARK: Figures

    private mutating func bind(_ clause: inout Clause, _ binder: FigureBinder, _ claimed: [Int: Operand]) {
        clause.bound = clause.quantities.indices.map { claimed[$0] }
        var reasons: [Int: String] = [:]
        for place in clause.quantities.indices {
            guard let link = clause.quantities[place].link else { continue }
            clause.bound[place] = linked(clause.quantities[place], link, clause, binder, &reasons[place])
            if let rows = clause.bound[place]?.rows, let top = clause.top, rows.count == top { clause.isTopUsed = true }
        }
        for _ in 0..<2 {
            for place in clause.quantities.indices
            where clause.bound[place] == nil && clause.quantities[place].link == nil {
                clause.bound[place] = binder.bind(clause.quantities[place], in: clause, question: questionQuantities)
                if let rows = clause.bound[place]?.rows, let top = clause.top, rows.count == top {
                    clause.isTopUsed = true
                }
            }
            if !clause.bound.contains(where: { $0 == nil }) { break }
        }
        for quantity in clause.quantities {
            if let part = binder.part(of: quantity, in: clause), part.kind == quantity.kind, part.value > quantity.value
            {
                report(binder.tokens, part.start..<quantity.tokens.upperBound, "is more than the whole")
            }
        }
        for (place, quantity) in clause.quantities.enumerated() {
            if let reason = reasons[place] {
                report(binder.tokens, quantity.start..<quantity.tokens.upperBound, reason)
            } else if clause.bound[place] == nil {
                let reason =
                    quantity.isForeign
                    ? "is in another currency than the evidence" : "is bound to nothing that the sentence names"
                report(binder.tokens, quantity.start..<quantity.tokens.upperBound, reason)
            }
        }
    }
}
