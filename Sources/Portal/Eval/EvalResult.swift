package import Analyst
import Core

/// One question with what came of it.
package struct EvalResult: Sendable {
    /// What of an entry can be wrong.
    package enum Fault: String, Hashable, Sendable, Codable, CaseIterable {
        case status, plan
        /// Answered without the first value: the reader is told something else.
        case wrong
        case values, chart, figures
    }

    package var entry: EvalEntry
    package var answer: Answer
    /// Time of the asked question alone, in milliseconds.
    package var milliseconds: Double
    /// What the figure checker says of an answer's prose; nil where there is no answer.
    package var figures: FigureReport?
    /// Mutants of a sound prose by kind; empty where there is none.
    package var digitMutants = EvalShare()
    package var wordMutants = EvalShare()
    /// What was changed in the mutants that the checker took for right.
    package var escaped: [String] = []
    /// Expected calls that were not executed.
    package let missingCalls: [Question.PinnedCall]
    /// Expected values that the answer does not give.
    package let missingValues: [EvalEntry.ExpectedValue]
    private let tellsFirst: Bool

    package init(_ entry: EvalEntry, _ answer: Answer, milliseconds: Double, figures: FigureReport?) {
        self.entry = entry
        self.answer = answer
        self.milliseconds = milliseconds
        self.figures = figures
        missingCalls = entry.calls.filter { call in
            !answer.functionsExecuted.contains { CallMatch.matches(call, $0) }
        }
        // What a refusal repeats from the question is no answer.
        guard answer.status == .answered else {
            missingValues = entry.values
            tellsFirst = false
            return
        }
        let match = ValueMatch(answer)
        let told = entry.values.first.map(match.isTold) ?? true
        tellsFirst = told
        missingValues = entry.values.enumerated().filter { index, value in
            index == 0 ? !told : !match.isGiven(value)
        }.map(\.element)
    }

    package var statusIsRight: Bool { entry.statuses.contains(answer.status) }

    /// A refusal where one is as right as an answer is judged by its status alone.
    private var isExcused: Bool { statusIsRight && answer.status != .answered }

    /// nil where no calls are expected.
    package var planIsRight: Bool? { entry.calls.isEmpty || isExcused ? nil : missingCalls.isEmpty }

    /// nil where no values are expected.
    package var valuesAreRight: Bool? { entry.values.isEmpty || isExcused ? nil : missingValues.isEmpty }

    /// Answered, but the first expected value is not told; nil where no values are expected.
    package var isWrong: Bool? {
        entry.values.isEmpty || isExcused ? nil : answer.status == .answered && !tellsFirst
    }

    /// nil where no chart is expected.
    package var chartIsRight: Bool? {
        guard let chart = entry.chart, !isExcused else { return nil }
        return answer.visualizations.contains { $0.type == chart }
    }

    /// nil where there is no answer.
    package var figuresAreSound: Bool? { figures?.isSound }

    /// All that is wrong, in the order of the cases.
    package var faults: [Fault] {
        Fault.allCases.filter { fault in
            switch fault {
            case .status: !statusIsRight
            case .plan: planIsRight == false
            case .wrong: isWrong == true
            case .values: valuesAreRight == false
            case .chart: chartIsRight == false
            case .figures: figuresAreSound == false
            }
        }
    }
}

/// How many of how many.
package struct EvalShare: Hashable, Sendable, Encodable {
    package private(set) var right = 0
    package private(set) var of = 0

    package init() {}

    /// Counts the flags that are not nil.
    package init(_ flags: some Sequence<Bool?>) { for flag in flags { count(flag) } }

    /// From 0 to 1; nil of nothing.
    package var rate: Double? { of == 0 ? nil : Double(right) / Double(of) }

    package mutating func count(_ flag: Bool?) {
        guard let flag else { return }
        of += 1
        if flag { right += 1 }
    }

    package static func + (left: EvalShare, right: EvalShare) -> EvalShare {
        var sum = left
        sum.right += right.right
        sum.of += right.of
        return sum
    }

    private enum CodingKeys: String, CodingKey { case right, of, rate }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(right, forKey: .right)
        try container.encode(of, forKey: .of)
        try container.encodeIfPresent(rate, forKey: .rate)
    }
}
