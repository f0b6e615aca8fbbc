import Core

/// A name that words of a question were taken for.
struct RepairedName {
    var range: Range<Int>
    var dimension: String
    /// Several where the words fit several names.
    var values: [String]

    /// The values as if they had been named in full; their words are marked as understood.
    func matches(_ tokens: inout QuestionTokens) -> [ValueMatch] {
        guard !tokens.isUnderstood(range) else { return [] }
        tokens.markUnderstood(range)
        return values.map { ValueMatch(range: range, dimension: dimension, value: $0) }
    }
}

/// Takes a word that nothing explains for the one that was meant: a slip of the keys, a part of a name.
///
/// What was taken for what is said with the answer; a word that could mean too many things is asked back.
struct QuestionRepair {
    struct Result {
        /// With the words of the vocabulary put right, word for word.
        var question: String
        var matches: [RepairedName] = []
        var corrections: [String] = []
        var ambiguous: (word: String, values: [String])?
    }

    let matcher: DimensionMatcher

    /// As many names as a part of one is taken for all of.
    private static let mostNames = 8
    /// Parts of many names that name nothing by themselves.
    private static let suffixes: Set<String> = [
        "corp", "corporation", "inc", "ltd", "llc", "gmbh", "group", "holding", "company", "the", "and", "limited",
        "plc",
    ]

    /// Words that hold sentences together, and tell of time and order.
    private static let grammar: Set<String> = [
        "after", "before", "until", "within", "against", "since", "above", "below", "under", "beyond", "behind",
        "ahead",
        "next", "last", "first", "second", "third", "later", "earlier", "early", "late", "soon", "recent", "recently",
        "again",
        "once", "twice", "half", "double", "beside", "near", "without", "except", "unless", "whether", "while", "then",
        "than",
        "also", "else", "other", "others", "another", "same", "such", "left", "days", "weeks", "months", "years",
        "time", "times",
        "long", "longer", "short", "fast", "slow", "high", "higher", "worse", "better", "above", "step", "steps",
        "follow", "date", "plus", "minus",
    ]

    func repair(_ question: String, tokens: QuestionTokens, leftovers: [Range<Int>]) -> Result {
        var result = Result(question: question)
        for run in leftovers {
            var index = run.lowerBound
            while index < run.upperBound {
                var length = min(5, run.upperBound - index)
                while length > 0 {
                    let range = index..<(index + length)
                    if let name = name(range, tokens, &result) {
                        result.matches.append(name)
                        break
                    }
                    if result.ambiguous != nil { return result }
                    length -= 1
                }
                if length == 0, let meant = vocabularyWord(tokens.text(index)) {
                    result.question = result.question.replacing(tokens[index].raw, with: meant)
                    result.corrections.append("“\(tokens[index].raw)” for \(meant)")
                }
                index += max(1, length)
            }
        }
        return result
    }

    private func name(_ range: Range<Int>, _ tokens: QuestionTokens, _ result: inout Result) -> RepairedName? {
        let words = range.map(tokens.text)
        // "after" is no part of a name.
        if words.count == 1, let word = words.first, Self.grammar.contains(word) { return nil }
        guard words.allSatisfy({ $0.unicodeScalars.allSatisfy(\.properties.isAlphabetic) }),
            !words.allSatisfy(Self.suffixes.contains)
        else { return nil }
        let found = matcher.candidates(for: words)
        guard let first = found.first else { return nil }
        let raw = tokens[range].map(\.raw).joined(separator: " ")
        let values = Set(found.map(\.value)).sorted()
        guard Set(found.map(\.dimension)).count == 1, values.count <= Self.mostNames else {
            result.ambiguous = (raw, values)
            return nil
        }
        result.corrections.append("“\(raw)” for \(values.joined(separator: " and "))")
        return RepairedName(range: range, dimension: first.dimension, values: values)
    }

    /// The one word of the vocabulary that differs by a slip.
    private func vocabularyWord(_ word: String) -> String? {
        let wanted = Array(word)
        let stem = Array(QuestionTokens.singular(word))
        if wanted.count == 4 { return Vocabulary.shortWords.first { $0.sorted() == wanted.sorted() } }
        guard wanted.count >= 5, word.unicodeScalars.allSatisfy(\.properties.isAlphabetic) else { return nil }
        var best: [String] = []
        var fewest = wanted.count >= 8 ? 2 : 1
        for known in Vocabulary.words where abs(known.count - wanted.count) <= 2 {
            let letters = Array(known)
            // The first letter of a short word is seldom the wrong one: "newest" is not "fewest".
            guard
                letters.first == wanted.first
                    || wanted.count >= 7 && letters.dropFirst().first == wanted.dropFirst().first
            else { continue }
            let distance = min(Names.editDistance(wanted, letters), Names.editDistance(stem, letters))
            guard distance <= fewest else { continue }
            if distance < fewest { best = [] }
            fewest = distance
            best.append(known)
        }
        if best.count > 1 { best = best.filter { $0.first == word.first } }
        // Forms of one word mean the same.
        let shortest = best.min { ($0.count, $0) < ($1.count, $1) }
        return best.allSatisfy { $0.hasPrefix(shortest ?? "") } ? shortest : nil
    }
}
