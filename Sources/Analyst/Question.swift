package import Core

/// A question with what its asker has fixed beforehand.
package struct Question: Hashable, Sendable {
    /// A call of a catalogue function, planned.
    package struct PinnedCall: Hashable, Sendable {
        package var function: String
        package var arguments: [String: JSON]

        package init(function: String, arguments: [String: JSON]) {
            self.function = function
            self.arguments = arguments
        }
    }

    package var text: String
    /// A wish for the kind of chart, followed where the result can be drawn so.
    package var chart: Answer.Visualization.Kind?
    /// Where not empty, these calls are the plan.
    package var calls: [PinnedCall]
    /// What was asked and answered before in the same conversation, oldest first.
    package var earlier: [Turn]

    package init(
        _ text: String, chart: Answer.Visualization.Kind? = nil, calls: [PinnedCall] = [], earlier: [Turn] = []
    ) {
        self.text = text
        self.chart = chart
        self.calls = calls
        self.earlier = earlier
    }
}

/// One question of a conversation with its answer.
package struct Turn: Hashable, Sendable {
    package var question: String
    package var answer: Answer

    package init(question: String, answer: Answer) {
        self.question = question
        self.answer = answer
    }
}

/// Turns a question into an answer through the six steps.
package protocol Analyst: Sendable {
    /// - Parameter progress: called as each step ends.
    func answer(_ question: Question, progress: @escaping @Sendable (Answer.Step) -> Void) async -> Answer
}
