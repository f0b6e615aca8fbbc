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
    /// A wish for the kind of chart: `bar`, `line`, `pie`, `table`.
    package var chart: Answer.Visualization.Kind?
    /// Where not empty, these calls are the plan.
    package var calls: [PinnedCall]

    package init(_ text: String, chart: Answer.Visualization.Kind? = nil, calls: [PinnedCall] = []) {
        self.text = text
        self.chart = chart
        self.calls = calls
    }
}

/// Turns a question into an answer through the six steps.
package protocol Analyst: Sendable {
    /// - Parameter progress: called as each step ends.
    func answer(_ question: Question, progress: @escaping @Sendable (Answer.Step) -> Void) async -> Answer
}
