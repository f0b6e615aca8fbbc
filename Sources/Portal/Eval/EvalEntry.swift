package import Analyst
package import Core

/// A question whose right answer is known.
package struct EvalEntry: Hashable, Sendable {
    /// A figure, date or text that the answer must give.
    package struct ExpectedValue: Hashable, Sendable {
        package var value: Value
        package var unit: Unit
        /// How far off a number may be, in its unit; nil for the unit's own tolerance.
        package var tolerance: Value?

        package init(_ value: Value, _ unit: Unit, tolerance: Value? = nil) {
            self.value = value
            self.unit = unit
            self.tolerance = tolerance
        }
    }

    /// What the entry asks.
    package var ask: String
    /// Questions asked before it in the same conversation, in order.
    package var after: [String]
    /// The day that its figures are told for; nil for that of the run.
    package var asOf: CalendarDate?
    /// The statuses that are right: one or more.
    package var statuses: Set<Answer.Status>
    /// Calls that must be among those executed, each with at least these arguments; `null` is an argument not given.
    package var calls: [Question.PinnedCall]
    /// The first is the one that the prose must tell.
    package var values: [ExpectedValue]
    package var chart: Answer.Visualization.Kind?
    /// The list's file as given, and the line of `ask`.
    package var file: String
    package var line: Int
    /// Where the parts of `calls` stand, in order.
    package var callPlaces: [QuestionList.CallPlaces]

    package init(
        ask: String, after: [String] = [], asOf: CalendarDate? = nil, statuses: Set<Answer.Status> = [.answered],
        calls: [Question.PinnedCall] = [], values: [ExpectedValue] = [], chart: Answer.Visualization.Kind? = nil,
        file: String = "", line: Int = 1, callPlaces: [QuestionList.CallPlaces] = []
    ) {
        self.ask = ask
        self.after = after
        self.asOf = asOf
        self.statuses = statuses
        self.calls = calls
        self.values = values
        self.chart = chart
        self.file = file
        self.line = line
        self.callPlaces = callPlaces
    }

    /// Whether every status that is right is a refusal.
    package var expectsRefusal: Bool { statuses.allSatisfy(\.isRefusal) }

    /// Whether an answer and a refusal are both right.
    package var mayRefuse: Bool { statuses.contains(where: \.isRefusal) && !expectsRefusal }
}

extension Answer.Status {
    /// Whether the question was understood to have no answer, or asked back; a failure is none.
    package var isRefusal: Bool { self == .needsClarification || self == .unanswerable }

    /// In the order in which they are listed.
    static let all: [Answer.Status] = [.answered, .needsClarification, .unanswerable, .failed]
}
