import Core

/// Holds `this year`, `last quarter` and their like against the periods of the calls.
struct RelativePeriodCheck {
    let index: EvidenceIndex
    let tokens: [ProseToken]

    private static let grains: [String: TimeGrain] = [
        "week": .week, "month": .month, "quarter": .quarter, "year": .year,
    ]
    private static let shifts: [String: Int] = ["this": 0, "current": 0, "last": -1]

    /// Tokens of periods that no call speaks of; empty where a call speaks of all time.
    func problems(in range: Range<Int>) -> [Range<Int>] {
        guard !index.calls.isEmpty, index.calls.allSatisfy({ $0.from != nil }) else { return [] }
        var found: [Range<Int>] = []
        for position in range.dropLast() {
            guard let shift = RelativePeriodCheck.shifts[tokens[position].key],
                let grain = RelativePeriodCheck.grains[tokens[position + 1].key],
                // `than last year`, `of this quarter`: what is compared with, or what another period is of.
                !["than", "of", "from", "over", "on", "against", "versus", "vs", "with", "to", "at"].contains(
                    position > 0 ? tokens[position - 1].key : "")
            else { continue }
            var span = index.fiscal.span(of: grain, containing: index.asOf)
            if shift < 0 {
                span = index.fiscal.span(of: grain, containing: span.first.adding(days: -1))
            }
            let isKnown = index.calls.contains { call in
                guard let from = call.from else { return true }
                let spans =
                    [DateSpan(from, call.to ?? max(index.asOf, from))]
                    + [call.previousFrom.map { DateSpan($0, call.previousTo ?? index.asOf) }].compactMap { $0 }
                return spans.contains { $0.first <= span.last && $0.last >= span.first }
            }
            if !isKnown { found.append(position..<(position + 2)) }
        }
        return found
    }
}
