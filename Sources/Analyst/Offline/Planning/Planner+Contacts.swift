import Analytics
import Core
import Warehouse

/// Deals kept by who their contacts are: "pipeline with a CFO", "win rate without a champion".
extension Planner {
    /// The same question with its contacts as a filter of deals; nil where it names none, or asks for the contacts themselves.
    func keptByContacts(_ question: QuestionReading) -> QuestionReading? {
        guard schema.hasContacts else { return nil }
        var reading = question
        if let named = question.contactNames {
            reading.contactNames = nil
            reading.filters.append(Filter("contact_" + named.by, named.values))
        }
        let isWithout = question.has(.missingStakeholders)
        if question.has(.executives) || isWithout {
            let levels = isWithout ? [] : levels(question)
            reading.filters.append(
                Filter("contact_seniority", levels.isEmpty ? ["C-level", "VP"] : levels, exclude: isWithout))
        }
        guard reading.filters.count > question.filters.count else { return nil }
        reading.topics.removeAll { [.roles, .titles, .executives, .missingStakeholders].contains($0) }
        return reading
    }
}
