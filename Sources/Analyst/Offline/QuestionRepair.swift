import Core

/// Takes a word that nothing explains for the one that was meant: a slip of the keys, a part of a name.
///
/// What was taken for what is said with the answer; a word that could mean several things is asked back.
struct QuestionRepair {
    struct Result {
        var question: String
        var corrections: [String] = []
        var ambiguous: (word: String, values: [String])?
    }

    let matcher: DimensionMatcher

    func repair(_ question: String, _ words: [String]) -> Result {
        var result = Result(question: question)
        for word in words {
            let folded = QuestionTokens.fold(word)
            guard folded.count >= 4, folded.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic }) else { continue }
            let names = matcher.candidates(for: folded)
            let distinct = Set(names.map(\.value)).sorted()
            if distinct.count > 1 {
                result.ambiguous = (word, distinct)
                return result
            }
            guard let meant = distinct.first ?? vocabularyWord(folded) else { continue }
            result.question = result.question.replacing(word, with: meant)
            result.corrections.append("“\(word)” for \(meant)")
        }
        return result
    }

    /// The one word of the vocabulary that differs by a slip.
    private func vocabularyWord(_ word: String) -> String? {
        // Shorter words are too near to other real ones: "state" is no slip for stage.
        guard word.count >= 6 else { return nil }
        let wanted = Array(word)
        let near = Self.known.filter { known in
            abs(known.count - wanted.count) <= 1 && Names.editDistance(wanted, Array(known)) == 1
        }
        return near.count == 1 ? near.first : nil
    }

    private static let known: [String] = {
        var words: Set<String> = []
        for (phrase, meaning) in Vocabulary.phrases {
            switch meaning {
            case .measure, .topic, .concept:
                words.formUnion(phrase.split(separator: " ").map(String.init).filter { $0.count >= 5 })
            default: continue
            }
        }
        return words.sorted()
    }()
}
