import Core

/// Two questions in one, the second about what the first is about.
///
/// "What closes in August, and how much of that is in Proposal?"
enum QuestionParts {
    /// The two; nil where there is but one.
    static func split(_ question: String) -> (first: String, second: String)? {
        let joint = #/(?i)[,;:]?\s+and\s+(?=how\s+(?:much|many)\s+of\s+(?:that|those|them|these|it)\b)/#
        guard let match = question.firstMatch(of: joint) else { return nil }
        let first = String(question[..<match.range.lowerBound])
        let second = String(question[match.range.upperBound...])
        return first.isEmpty || second.isEmpty ? nil : (first, second)
    }
}

extension OfflineAnalyst {
    /// How a question was read: as one, or as the two that it is put together from, the second in the light of the first.
    func parts(_ question: Question, _ followUp: FollowUp) -> [FollowUp.Result] {
        guard question.calls.isEmpty, let (first, second) = QuestionParts.split(question.text) else {
            return [followUp.read(question)]
        }
        let unanswered = Answer(
            question: first, status: .needsClarification, reading: "", answer: "", suggestions: [],
            analyst: Answer.AnalystRecord(kind: "offline"), warnings: [], asOf: catalogue.asOf)
        return [
            followUp.read(Question(first, earlier: question.earlier)),
            followUp.read(Question(second, earlier: question.earlier + [Turn(question: first, answer: unanswered)])),
        ]
    }

    /// One plan for several parts: each has its calls, and none is left out.
    func joined(_ outcomes: [PlanOutcome]) -> PlanOutcome {
        guard outcomes.count > 1, let first = outcomes.first else { return outcomes.first ?? .clarify("") }
        guard case .plan(var plan) = first else { return first }
        plan = plan.withoutComparison
        for outcome in outcomes.dropFirst() {
            guard case .plan(let next) = outcome else { return outcome }
            let other = next.withoutComparison
            plan.calls += other.calls
            plan.emphases += other.emphases
        }
        return .plan(plan)
    }
}

extension Plan {
    /// The same without the call for the period before, which belongs to the first call alone.
    var withoutComparison: Plan {
        var plan = self
        if let comparison, calls.indices.contains(comparison) { plan.calls.remove(at: comparison) }
        plan.comparison = nil
        return plan
    }
}
