import Analyst

/// The measures of a run.
package struct EvalMeasures: Sendable, Encodable {
    /// Entries whose status is one of the right ones.
    package let status: EvalShare
    /// Of the refusals given, those that were expected.
    ///
    /// Entries where a refusal is as right as an answer are not counted.
    package let refusalPrecision: EvalShare
    /// Of the refusals expected, those that were given.
    package let refusalRecall: EvalShare
    /// Of the refusals expected and given, those of the right kind.
    package let refusalKind: EvalShare
    /// Refusals expected where an answer was given.
    package let answeredInstead: Int
    package let plan: EvalShare
    package let values: EvalShare
    /// Entries that were answered without their first value: `right` counts the wrong ones.
    package let wrong: EvalShare
    package let chart: EvalShare
    /// Answers whose prose the figure checker accepts.
    package let figures: EvalShare
    /// Claims that it looked at.
    package let claims: Int
    /// Mutants that it rejects, with a digit and with a direction word changed.
    package let digitMutants: EvalShare
    package let wordMutants: EvalShare
    /// Of the answers, those that the checker rejects as they are: `right` counts the rejected ones.
    package let falselyRejected: EvalShare

    enum CodingKeys: String, CodingKey {
        case status, plan, values, wrong, chart, figures, claims
        case refusalPrecision = "refusal_precision"
        case refusalRecall = "refusal_recall"
        case refusalKind = "refusal_kind"
        case answeredInstead = "answered_instead"
        case digitMutants = "digit_mutants_caught"
        case wordMutants = "word_mutants_caught"
        case falselyRejected = "falsely_rejected"
    }

    package init(_ results: [EvalResult]) {
        status = EvalShare(results.map(\.statusIsRight))
        let clear = results.filter { !$0.entry.mayRefuse }
        refusalPrecision = EvalShare(clear.filter { $0.answer.status.isRefusal }.map(\.entry.expectsRefusal))
        let refusals = clear.filter(\.entry.expectsRefusal)
        refusalRecall = EvalShare(refusals.map(\.answer.status.isRefusal))
        refusalKind = EvalShare(refusals.filter { $0.answer.status.isRefusal }.map(\.statusIsRight))
        answeredInstead = refusals.count { $0.answer.status == .answered }
        plan = EvalShare(results.map(\.planIsRight))
        values = EvalShare(results.map(\.valuesAreRight))
        wrong = EvalShare(results.map(\.isWrong))
        chart = EvalShare(results.map(\.chartIsRight))
        figures = EvalShare(results.map(\.figuresAreSound))
        claims = results.reduce(0) { $0 + ($1.figures?.claims ?? 0) }
        digitMutants = results.reduce(EvalShare()) { $0 + $1.digitMutants }
        wordMutants = results.reduce(EvalShare()) { $0 + $1.wordMutants }
        falselyRejected = EvalShare(results.map { $0.figuresAreSound.map { !$0 } })
    }
}

/// How long the answers took, in milliseconds.
package struct EvalTimes: Hashable, Sendable, Encodable {
    package let median: Double
    /// Nineteen of twenty took no longer.
    package let p95: Double
    package let max: Double

    /// nil without any.
    package init?(_ milliseconds: [Double]) {
        let sorted = milliseconds.sorted()
        guard let last = sorted.last else { return nil }
        func rank(_ number: Int) -> Double { sorted.indices.contains(number) ? sorted[number] : last }
        let middle = sorted.count / 2
        median = sorted.count.isMultiple(of: 2) ? (rank(middle - 1) + rank(middle)) / 2 : rank(middle)
        // The nearest rank: the smallest that at least 95 of 100 do not exceed.
        p95 = rank((sorted.count * 95 + 99) / 100 - 1)
        max = last
    }
}
