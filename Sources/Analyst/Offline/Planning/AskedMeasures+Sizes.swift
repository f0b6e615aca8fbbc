import Core

/// "What we booked and the average size of the deals": a size beside another figure is one of its own.
extension AskedMeasures {
    private static let joiners: Set<String> = ["and", "plus", "also"]

    /// Whether "average" or "size" goes with something else than a measure: an "and" or another figure stands between.
    func isApart(_ measure: Measure, _ reading: QuestionReading) -> Bool {
        let sizes = reading.mentions.filter { $0.meaning == .base(.size) || $0.meaning == .aggregate(.average) }
        let named = reading.mentions.filter { $0.meaning == .measure(measure) }
        guard !sizes.isEmpty, !named.isEmpty else { return false }
        return sizes.allSatisfy { size in named.allSatisfy { isApart(size, $0, reading) } }
    }

    private func isApart(
        _ first: QuestionReading.Mention, _ second: QuestionReading.Mention, _ reading: QuestionReading
    ) -> Bool {
        let low = min(first.range.upperBound, second.range.upperBound)
        let high = max(first.range.lowerBound, second.range.lowerBound)
        return low < high
            && reading.mentions.contains { mention in
                guard low <= mention.range.lowerBound, mention.range.upperBound <= high else { return false }
                if case .measure = mention.meaning { return true }
                return Self.joiners.contains(mention.words)
            }
    }

    /// The average size that is asked for beside a rate or a length: "the win rate and the average size of what we won".
    func sizesBeside(_ explicit: [Measure], _ reading: QuestionReading) -> [Measure] {
        guard explicit.allSatisfy({ $0.isRate || $0.isDays }), reading.bases.contains(.size),
            explicit.allSatisfy({ isApart($0, reading) }),
            let size = reading.mentions.first(where: { $0.meaning == .base(.size) }), size.words.hasSuffix("size")
        else { return [] }
        return [reading.statuses == [.open] ? .averageOpenDeal : .averageDealSize]
    }
}
