import Analytics
import Core
import Foundation
import Warehouse

/// Questions about one deal that is named in full.
extension OfflineAnalyst {
    /// A plan where a question that could not be read names an opportunity, and asks for nothing but what is known of it.
    ///
    /// Names of deals are looked up only then: there are as many as rows, and other questions need none of them.
    func singleDeal(_ text: String, _ reading: QuestionReading, _ outcome: PlanOutcome) async -> Plan? {
        if case .plan = outcome { return nil }
        guard
            !reading.leftovers.isEmpty || !reading.absent.isEmpty || !reading.missing.isEmpty
                || reading.ambiguous != nil,
            let name = try? await catalogue.opportunityName(in: text),
            let range = text.range(of: name, options: .caseInsensitive)
        else { return nil }
        let rest = reader.read(text.replacingCharacters(in: range, with: "this deal"))
        guard asksOnlyOfDeal(rest) else { return nil }
        return Plan(
            calls: [Question.PinnedCall(function: "find_opportunities", arguments: ["name": .string(name)])],
            emphases: [.ranking])
    }

    /// Whether what is left of the question asks for columns of the deal, not for figures of many.
    private func asksOnlyOfDeal(_ rest: QuestionReading) -> Bool {
        let values: Set<Vocabulary.Measure> = [.totalValue, .pipeline, .bookings, .averageDealSize]
        return rest.leftovers.isEmpty && rest.absent.isEmpty && rest.missing.isEmpty && rest.ambiguous == nil
            && rest.filters.isEmpty && rest.periods.isEmpty && rest.bounds.isEmpty
            && rest.unboundExclusion == nil && rest.ranking == nil && rest.limit == nil && rest.grain == nil
            && !rest.isOverTime && !rest.isShare && !rest.isComparing && !rest.isGrowth && !rest.isCounting
            && rest.againstEveryone == nil && rest.contactNames == nil && !rest.asksWhy
            && rest.measures.allSatisfy(values.contains)
            && rest.topics.allSatisfy { [.overview, .nextSteps, .losses].contains($0) }
    }
}
