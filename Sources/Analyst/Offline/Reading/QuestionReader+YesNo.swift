import Analytics
import Core
import Warehouse

/// Questions that hold a figure against a number, or deals with something against those without.
extension QuestionReader {
    private static let openings: Set<String> = [
        "is", "are", "isnt", "arent", "was", "were", "do", "does", "did", "have", "has", "dont", "doesnt", "didnt",
        "will",
        "wasnt", "werent", "hasnt", "havent",
    ]
    /// "Isn't", "didn't": at the head of a question they ask for a yes.
    static let negatedOpenings: Set<String> = [
        "isnt", "arent", "wasnt", "werent", "hasnt", "havent", "didnt", "doesnt",
    ]
    private static let about: Set<String> = [
        "around", "about", "roughly", "near", "nearly", "to", "at", "approximately", "still", "really", "than",
    ]

    /// "Is our win rate around 90%?": the number is what the asker thinks; the figure is the answer.
    func settleYesNo(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        guard let first = (0..<min(3, tokens.count)).first(where: { Self.openings.contains(tokens.text($0)) }),
            (0..<first).allSatisfy({ ["so", "and", "ok", "hey", "but"].contains(tokens.text($0)) })
        else { return }
        reading.isYesNo = true
        rankWhatIsNamed(&reading)
        guard !reading.measures.isEmpty else { return }
        for index in 1..<max(1, tokens.count)
        where !tokens[index].understood && Self.about.contains(tokens.text(index - 1)) {
            let word = tokens.text(index)
            if word.hasSuffix("%"), word.dropLast().allSatisfy({ $0.isNumber || $0 == "." }), word.count > 1 {
                tokens.markUnderstood(index..<(index + 1))
            }
        }
    }

    /// "Is the West our biggest region": all regions are ranked, and the answer names the first.
    private func rankWhatIsNamed(_ reading: inout QuestionReading) {
        guard
            var ranking = reading.mentions.first(where: { mention in
                switch mention.meaning {
                case .ranking, .longestOverdue: true
                default: false
                }
            })
        else { return }
        if ranking.meaning == .longestOverdue { ranking.words = "most" }
        if ["most", "fewest", "least", "highest", "lowest"].contains(ranking.words), reading.dimensions.isEmpty,
            !reading.isComparing,
            reading.filters.filter({ !$0.exclude }).count == 1,
            let index = reading.filters.firstIndex(where: { !$0.exclude && $0.values.count == 1 }),
            let dimension = matcher.dimension(reading.filters[index].dimension)
        {
            // "Does Leila have the most open deals?"
            reading.filters.remove(at: index)
            reading.filterOrder.removeAll { $0 == dimension.id }
            reading.dimensions.append(dimension)
            return
        }
        for mention in reading.mentions where (0...1).contains(mention.range.lowerBound - ranking.range.upperBound) {
            guard case .concept(let concept) = mention.meaning, let dimension = matcher.dimension(for: concept),
                let index = reading.filters.firstIndex(where: { $0.dimension == dimension.id && !$0.exclude })
            else { continue }
            reading.filters.remove(at: index)
            reading.filterOrder.removeAll { $0 == dimension.id }
            if !reading.dimensions.contains(where: { $0.id == dimension.id }) { reading.dimensions.append(dimension) }
            return
        }
    }

    /// "Win rate against Zentria" compares nothing where that is a competitor.
    func settleAgainst(_ reading: inout QuestionReading) {
        let comparisons = reading.mentions.filter { $0.meaning == .comparison }
        guard comparisons.count == 1, let comparison = comparisons.first, reading.periods.count < 2,
            ["against", "versus", "vs", "beat"].contains(comparison.words),
            let filter = reading.filters.first(where: { $0.dimension.contains("compet") && !$0.exclude }),
            filter.values.count == 1, reading.filters.allSatisfy({ $0.values.count == 1 }),
            reading.valueEnds.contains(where: { (1...5).contains($0 - comparison.range.upperBound) })
        else { return }
        reading.isComparing = false
    }

    /// "with and without a champion", "win rate with a champion vs without".
    func settleWithout(_ tokens: QuestionTokens, _ reading: inout QuestionReading) {
        let joiners: Set<String> = ["and", "or", "vs", "versus", "against", "than", "to"]
        guard
            let place = (1..<max(1, tokens.count)).first(where: {
                ["without", "no"].contains(tokens.text($0)) && joiners.contains(tokens.text($0 - 1))
            })
        else { return settleHelp(tokens, &reading) }
        let isPaired = ["with", "having"].contains(tokens.text(place - 2))
        if isPaired, let index = reading.filters.firstIndex(where: \.exclude),
            reading.filters.filter(\.exclude).count == 1
        {
            reading.withAndWithout = reading.filters.remove(at: index)
            reading.filterOrder.removeAll { $0 == reading.withAndWithout?.dimension }
            reading.isComparing = false
        } else if reading.unboundExclusion != nil, let named = reading.contactNames,
            (place + 1..<max(place + 1, tokens.count)).allSatisfy({
                ["one", "any", "them", "a", "it"].contains(tokens.text($0))
            })
        {
            reading.unboundExclusion = nil
            reading.contactNames = nil
            reading.isComparing = false
            reading.topics.removeAll { $0 == .roles || $0 == .titles }
            reading.withAndWithout = Filter("contact_" + named.by, named.values, exclude: true)
        }
    }

    /// "Does having a champion help": the win rate with one, and without.
    private func settleHelp(_ tokens: QuestionTokens, _ reading: inout QuestionReading) {
        guard reading.isYesNo, let named = reading.contactNames, reading.measures.isEmpty,
            reading.topics.allSatisfy({ $0 == .roles || $0 == .titles }), reading.ranking == nil,
            (0..<tokens.count).contains(where: {
                ["help", "helps", "matter", "matters", "difference"].contains(tokens.text($0))
            })
        else { return }
        reading.contactNames = nil
        reading.topics = []
        reading.bases = []
        reading.measures = [.winRate]
        reading.withAndWithout = Filter("contact_" + named.by, named.values, exclude: true)
    }
}
