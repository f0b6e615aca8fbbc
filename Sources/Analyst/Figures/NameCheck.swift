/// Finds names that nothing in the evidence has: `Zorg` where an account should stand.
struct NameCheck {
    let reading: BlockReading
    let index: EvidenceIndex
    /// Words of the question, in lower case.
    let question: Set<String>

    private static let shorthand: Set<String> = [
        "net", "qtd", "mtd", "avg", "wow", "mom", "pts", "pp", "pct", "incl", "excl", "na", "tbd", "eod", "eow", "eoq",
        "hq",
        "kpi", "kpis", "peak", "team", "trough", "high", "low", "next", "gap", "bottom", "top", "cumulative", "up",
        "down",
    ]
    private static let stages: Set<String> = [
        "prospecting", "engaging", "qualification", "discovery", "proposal", "negotiation", "closing",
    ]
    private static let openers: Set<String> = [".", "!", "?", ":", ";", "(", "\"", "“", "—", "–", "|", "-", "•"]
    private static let predicates: Set<String> = [
        "has", "holds", "leads", "is", "was", "follows", "accounts", "brought", "brings", "'s", "with", "at", "(",
        "closed", "won",
        "came", "comes", "and", ",", "had", "held", "led", "trails", "trailed", "took", "takes", "made", "makes",
        "sits", "stands",
        "ranks", "contributes", "contributed", "generates", "generated", "carries", "carried", "grew", "fell", "rose",
        "shows",
        "delivered", "delivers", "owns", "remains", "added", "adds", "represents", "alone", "moved", "beats", "tops",
        "topped",
        "follow", "lost", "posted", "posts", "gained", "declined", "increased", "decreased", "does", "did", "'", ":",
        "–", "—",
        "”", "\"", "went", "goes", "gets", "saw", "booked", "books", "keeps", "sold", "sells", "wins", "finishes",
        "finished", "scores",
        "converts", "closes", "dropped",
        "climbed", "outpaces", "exceeds", "makes", "counts", "boasts", "claims", "commands", "edges", "lags", "slipped",
        "stood",
        "|", "anchors", "tallies", "totals", "averages", "averaged", "registers", "logs", "logged", "records",
        "recorded", "produces",
        "produced", "accounted", "represented", "dominates", "heads", "be", "were", "are", "have",
    ]

    /// Tokens that stand where a name stands and are none, each the first of its run.
    func problems() -> [Range<Int>] {
        var found: [Range<Int>] = []
        let starts = Set(reading.sentences.map(\.lowerBound))
        var position = 0
        while position < reading.tokens.count {
            defer { position += 1 }
            guard isForeign(position) else { continue }
            let before = position > 0 ? reading.tokens[position - 1] : nil
            let isOpening =
                starts.contains(position)
                || before.map { NameCheck.openers.contains($0.text) && $0.kind == .sign } ?? true
            var end = position + 1
            while end < reading.tokens.count,
                isForeign(end)
                    || (reading.tokens[end].isCapitalised && !reading.isTaken[end] && reading.tokens[end].isSpaced)
            { end += 1 }
            if isOpening, end == position + 1, !looksLikeName(position) { continue }
            found.append(position..<end)
            position = end - 1
        }
        return found
    }

    private func isForeign(_ position: Int) -> Bool {
        let token = reading.tokens[position]
        guard token.isCapitalised, !reading.isTaken[position], token.text.utf8.count > 1 else { return false }
        let key = token.key
        // A stage that no row of the evidence is in, though its name is an ordinary word too: `stuck in Proposal`.
        if NameCheck.stages.contains(key), position > 0, reading.tokens[position - 1].key == "in",
            index.calls.contains(where: { call in call.columns.contains { $0.name == "stage" } })
        {
            return true
        }
        if Lexicon.isCommon(key) || Lexicon.families[key] != nil || Lexicon.superlatives[key] != nil
            || Lexicon.comparatives[key] != nil
            || Lexicon.changes[key] != nil || Lexicon.nouns[key] != nil || Lexicon.timeNouns[key] != nil
        {
            return false
        }
        if index.vocabulary.contains(key) || question.contains(key) || NameCheck.shorthand.contains(key) {
            return false
        }
        if key.hasSuffix("s"),
            index.vocabulary.contains(String(key.dropLast())) || Lexicon.isCommon(String(key.dropLast()))
        {
            return false
        }
        if NumberWords.units[key] != nil || NumberWords.tens[key] != nil || NumberWords.parts[key] != nil {
            return false
        }
        return true
    }

    /// Whether a word at the beginning of a sentence is a name and no ordinary word.
    private func looksLikeName(_ position: Int) -> Bool {
        let token = reading.tokens[position]
        let next = position + 1 < reading.tokens.count ? reading.tokens[position + 1] : nil
        if token.text.utf8.count > 1, token.text == token.text.uppercased() { return true }
        if token.isBold, next?.isBold != true, !["ly", "ing", "ed"].contains(where: { token.key.hasSuffix($0) }) {
            return true
        }
        guard let next else { return false }
        if next.isCapitalised, next.isSpaced, !reading.isTaken[position + 1] { return true }
        if ["ly", "ing"].contains(where: { token.key.hasSuffix($0) }) { return false }
        return NameCheck.predicates.contains(next.key) || next.kind == .number
    }
}
