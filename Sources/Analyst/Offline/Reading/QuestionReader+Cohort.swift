import Analytics
import Core
import Warehouse

/// "The win rate of the deals created in 2025": a period of created dates narrows a figure that goes by other deals.
extension QuestionReader {
    private static let verbs: Set<String> = ["created", "opened", "added", "entered", "generated"]

    func settleCohort(_ tokens: QuestionTokens, _ reading: inout QuestionReading) {
        guard matcher.hasCreated, reading.periods.count == reading.periodPlaces.count, reading.grain == nil,
            reading.mentions.filter({ $0.meaning == .counting }).count <= 1,
            let created = reading.mentions.first(where: { isOfCreated($0) }),
            let index = reading.periodPlaces.indices.first(where: {
                (0...2).contains(reading.periodPlaces[$0] - created.range.upperBound)
                    || reading.periodPlaces[$0] > created.range.upperBound
                        && isOnlyVerbs(created.range.upperBound..<reading.periodPlaces[$0], tokens)
            }), narrowsOthers(created, reading)
        else { return }
        let period = reading.periods.remove(at: index)
        reading.periodPlaces.remove(at: index)
        reading.statuses.removeAll { $0 == .created }
        if reading.measures.contains(.createdDeals) {
            reading.measures.removeAll { $0 == .createdDeals }
            if reading.measures.isEmpty, !reading.bases.contains(.deals) {
                reading.bases.append(.deals)
                reading.mentions.append(
                    QuestionReading.Mention(range: created.range, meaning: .base(.deals), words: "deals"))
            }
        }
        reading.filters.append(
            Filter(
                DealTrait.created.rawValue,
                [
                    period.isOpenStart ? "1990-01-01" : period.span.first.description, period.span.last.description,
                ]))
        reading.isClosing = reading.isClosing && reading.periods.count > 0
    }

    private func isOfCreated(_ mention: QuestionReading.Mention) -> Bool {
        guard mention.meaning == .status(.created) || mention.meaning == .measure(.createdDeals) else { return false }
        return mention.words.split(separator: " ").contains { Self.verbs.contains(String($0)) }
    }

    private func isOnlyVerbs(_ range: Range<Int>, _ tokens: QuestionTokens) -> Bool {
        range.count <= 4
            && range.allSatisfy { index in
                switch Vocabulary.phrases[tokens.text(index)] {
                case .filler?, .recency?: true
                default: false
                }
            }
    }

    /// Whether something else is asked of the created deals, and not beside their count.
    private func narrowsOthers(_ created: QuestionReading.Mention, _ reading: QuestionReading) -> Bool {
        let outcomes: Set<Vocabulary.Status> = [.open, .won, .lost, .closed]
        let joiners: Set<String> = ["vs", "versus", "against", "compared", "than", "as well"]
        for mention in reading.mentions where mention.range != created.range {
            let between =
                mention.range.upperBound <= created.range.lowerBound
                ? mention.range.upperBound..<created.range.lowerBound
                : created.range.upperBound..<max(created.range.upperBound, mention.range.lowerBound)
            let isApart = reading.mentions.contains {
                between.contains($0.range.lowerBound) && joiners.contains($0.words)
            }
            let isListed = reading.mentions.contains {
                between.contains($0.range.lowerBound) && ($0.words == "and" || joiners.contains($0.words))
            }
            switch mention.meaning {
            case .status(let status) where outcomes.contains(status) && !isApart: return true
            case .measure(let measure):
                let isOpenNow = measure.isOpen && mention.words.contains("open")
                let isOfOutcome = measure.isRate || measure.isDays || measure.isClosed || isOpenNow
                if isOfOutcome, !isListed { return true }
            default: continue
            }
        }
        return false
    }
}
