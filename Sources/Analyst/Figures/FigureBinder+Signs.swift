import Core

/// Which way a change goes that a number is the size of.
extension FigureBinder {
    private static let notAmounts: Set<String> = [
        "lost", "loss", "slipped", "lead", "leads", "led", "over", "under", "same", "level", "short", "flat", "lag",
        "top",
        "tops", "topped", "equal", "steady", "stable", "beat", "beats",
    ]

    /// The way of a change that a number is the size of, with the word that says it: `up 12%`, `a 12% drop`.
    ///
    /// - Parameter depth: how many numbers in front may pass their way on.
    func changeSign(_ quantity: Quantity, in clause: Clause, depth: Int = 4) -> (sign: Int, token: Int)? {
        if depth > 0, let inherited = inheritedSign(quantity, in: clause, depth - 1) { return inherited }
        // `shows the largest decline in dollars ($2.4M)`
        if key(quantity.start - 1) == "(", quantity.kind != .plain,
            let noun = reach(max(clause.range.lowerBound, quantity.start - 5), quantity.start - 1).last(where: {
                [
                    "decline", "drop", "fall", "increase", "rise", "gain", "growth", "loss", "reduction", "decrease",
                ].contains(key($0)) && !isTaken($0, clause)
            }), let sign = Lexicon.changes[key(noun)]
        {
            return (sign, noun)
        }
        var position = quantity.start - 1
        var steps = 0
        var isBy = false
        while position >= clause.range.lowerBound, steps < 14 {
            let word = isTaken(position, clause) ? "" : key(position)
            if word == "up",
                ["tying", "tie", "ties", "tied", "make", "makes", "made", "making", "add", "adds", "up"].contains(
                    key(position - 1))
            {
                break
            }
            if word == "by" { isBy = true }
            if word == "lost", position == quantity.start - 1,
                !["more", "fewer"].contains(key(quantity.tokens.upperBound))
            {
                return (-1, position)
            }
            if let sign = Lexicon.changes[word], sign != 0, word != "lost",
                word != "loss" || isBy || key(position + 1) == "of"
            {
                return isBy || steps < 4 ? (sign, position) : nil
            }
            if isBy, let sign = Lexicon.comparatives[word] {
                return (sign, position)
            }
            if !isBy,
                !["a", "an", "of", "another", "further", "some", "the", "only", "just", "sharply", "slightly"].contains(
                    word)
            {
                break
            }
            if [";", "from", "to"].contains(word), !isBy { break }
            position -= 1
            steps += 1
        }
        position = quantity.tokens.upperBound
        steps = 0
        let skipped: Set<String> = [
            "year", "-", "over", "on", "quarter", "month", "yoy", "net", "of", "relative", "further", "the", "week",
            "annual", "quarterly", "monthly", "sequential", "or", "so",
        ]
        while position < clause.range.upperBound, steps < 8 {
            let word = isTaken(position, clause) ? "" : key(position)
            if let sign = Lexicon.changes[word] ?? Lexicon.comparatives[word], sign != 0,
                !FigureBinder.notAmounts.contains(word) || (word == "short" && key(position + 1) == "of")
                    || (["under", "over"].contains(word) && key(position + 1) == "the" && quantity.kind != .percent
                        && Lexicon.timeNouns[key(position - 1)] != nil)
            {
                return (sign, position)
            }
            if !skipped.contains(word) {
                // `25 fewer deals`, `3 deals more`
                if steps == 0, Lexicon.nouns[word] != nil || Lexicon.timeNouns[word] != nil {
                    position += 1
                    steps += 1
                    continue
                }
                break
            }
            position += 1
            steps += 1
        }
        return nil
    }

    /// `down by $5.6M, or 13%`, `EMEA slipped 4.9% and LATAM 1.8%`: the way is that of the number before.
    private func inheritedSign(_ quantity: Quantity, in clause: Clause, _ depth: Int) -> (sign: Int, token: Int)? {
        guard let before = clause.quantities.last(where: { $0.tokens.upperBound <= quantity.start }) else { return nil }
        var between = (before.tokens.upperBound..<quantity.start).filter { !isTaken($0, clause) }.map { key($0) }
        while let first = between.first, ["from", "to", "in", "on", "between"].contains(first), between.contains("or") {
            between.removeFirst()
        }
        let isApposition = [["or"], [",", "or"], ["("]].contains(between) && before.kind != quantity.kind
        let isEllipsis =
            [["and"], [","], [",", "and"]].contains(between) && before.kind == quantity.kind
            && clause.subjects.contains {
                $0.tokens.lowerBound >= before.tokens.upperBound && $0.tokens.upperBound == quantity.start
            }
        guard isApposition || isEllipsis, let change = changeSign(before, in: clause, depth: depth) else { return nil }
        // Only a verb in front of the first number governs the second too.
        guard change.token < before.start, isEllipsis || Lexicon.changes[key(change.token)] != nil else { return nil }
        return change
    }

    /// Whether a number is put on top of another: `$2M won and $3M more from open deals`, with nothing set against it.
    func isAdded(_ quantity: Quantity, _ change: (sign: Int, token: Int)?, in clause: Clause) -> Bool {
        guard let change, key(change.token) == "more", change.token >= quantity.tokens.upperBound else { return false }
        guard
            clause.own.isDisjoint(with: ["than", "compared", "against", "versus", "vs", "relative", "ahead", "unlike"])
        else { return false }
        let joints: Set<String> = [
            "from", "to", "is", "are", "if", "should", "will", "could", "may", "might", "by", "still", "due", "on",
        ]
        return joints.contains(key(change.token + 1))
            || !clause.own.isDisjoint(with: ["expect", "expected", "expects", "another", "plus", "add", "adding"])
    }
}
