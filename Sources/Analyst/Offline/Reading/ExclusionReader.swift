import Analytics
import Core

/// Binds "excluding", "not", "other than" to the values that they go with.
struct ExclusionReader {
    let matcher: DimensionMatcher

    /// Words that may stand between an exclusion and its value.
    private static let between: Set<String> = [
        "the", "any", "all", "for", "from", "in", "of", "our", "coming", "including", "at", "by", "with",
        "have", "has", "as", "their", "being", "a", "an", "where", "was", "is", "were", "are", "which", "that", "whose",
        "everything", "anything", "everyone", "those", "came", "come", "comes", "via", "through", "one", "ones",
        "whatever",
        "sitting", "belonging", "owned", "to", "on", "under", "tagged", "stuff",
    ]
    private static let joiners: Set<String> = ["and", "or", "nor", "the", "in", "from"]

    struct Result {
        /// The exclusion that goes with no value.
        var unbound: (words: String, range: Range<Int>)?
        /// "no loss reason", "without an amount": filters on empty cells.
        var absences: [Filter] = []
    }

    /// Marks the values that are excluded, and reads what deals are to lack.
    func bind(_ tokens: inout QuestionTokens, _ matches: inout [ValueMatch]) -> Result {
        var result = Result()
        var index = 0
        while index < tokens.count {
            guard let length = exclusion(at: index, tokens) else {
                index += 1
                continue
            }
            if let first = match(after: index + length, tokens, matches) {
                exclude(from: first, tokens, &matches)
                tokens.markUnderstood(index..<matches[first].range.lowerBound)
            } else if let (filter, end) = absence(index, length, tokens) {
                if !result.absences.contains(filter) { result.absences.append(filter) }
                tokens.markUnderstood(index..<end)
            } else {
                let range = index..<(index + length)
                result.unbound = result.unbound ?? (tokens.phrase(range), range)
                tokens.markUnderstood(range)
            }
            index += length
        }
        return result
    }

    /// "haven't moved" and "no decision maker" are phrases of their own.
    private func beginsLongerPhrase(_ index: Int, _ length: Int, _ tokens: QuestionTokens) -> Bool {
        (length + 1...length + 5).contains { longer in
            guard index + longer <= tokens.count else { return false }
            let range = index..<(index + longer)
            guard !tokens.isUnderstood(range) else { return false }
            switch Vocabulary.meaning(of: range, tokens) {
            case nil, .exclusion?: return false
            default: return true
            }
        }
    }

    private func exclusion(at index: Int, _ tokens: QuestionTokens) -> Int? {
        // "Isn't EMEA our best region?" leaves nothing out.
        if index == 0, QuestionReader.negatedOpenings.contains(tokens.text(0)) { return nil }
        if tokens.text(index) == "drop" {
            // "drop anything under 20k" tells what to do; "did bookings drop" asks what happened.
            let before = tokens.text(index - 1)
            return index == 0 || ["please", "and", "now", "then", "but", "just"].contains(before) ? 1 : nil
        }
        for length in [3, 2, 1] where index + length <= tokens.count {
            let range = index..<(index + length)
            if beginsLongerPhrase(index, length, tokens) { return nil }
            if !tokens.isUnderstood(range), Vocabulary.phrases[tokens.phrase(range)] == .exclusion { return length }
        }
        return nil
    }

    /// The value that follows, with nothing but small words and the name of its own dimension before it.
    private func match(after index: Int, _ tokens: QuestionTokens, _ matches: [ValueMatch]) -> Int? {
        var position = index
        while position < tokens.count, position < index + 7 {
            if let found = matches.firstIndex(where: { $0.range.lowerBound == position }) { return found }
            guard
                Self.between.contains(tokens.text(position)) || matcher.named(tokens.stem(position)) != nil
                    || isLabel(position, tokens, matches) || ["deal", "opportunity"].contains(tokens.stem(position))
            else { return nil }
            position += 1
        }
        return nil
    }

    /// "whose lead source is Website": the words of the column whose value follows.
    private func isLabel(_ position: Int, _ tokens: QuestionTokens, _ matches: [ValueMatch]) -> Bool {
        guard let next = matches.first(where: { $0.range.lowerBound > position }),
            next.range.lowerBound - position <= 4
        else { return false }
        return matcher.isLabel(tokens.stem(position), of: next.dimension)
    }

    /// Excludes a value and those of the same dimension that are joined to it.
    private func exclude(from first: Int, _ tokens: QuestionTokens, _ matches: inout [ValueMatch]) {
        matches[first].isExcluded = true
        var end = matches[first].range.upperBound
        for next in matches.indices.dropFirst(first + 1) where matches[next].dimension == matches[first].dimension {
            let gap = end..<max(end, matches[next].range.lowerBound)
            guard
                gap.allSatisfy({
                    Self.joiners.contains(tokens.text($0)) || matcher.named(tokens.stem($0)) == matches[first].dimension
                })
            else { return }
            matches[next].isExcluded = true
            end = matches[next].range.upperBound
        }
    }
}
