package import Analyst
package import Core

/// An analyst with what its figures are held against.
package struct EvalSubject: Sendable {
    package var analyst: any Analyst
    package var fiscal: FiscalCalendar
    package var format: FigureFormat

    package init(analyst: any Analyst, fiscal: FiscalCalendar, format: FigureFormat) {
        self.analyst = analyst
        self.fiscal = fiscal
        self.format = format
    }
}

/// Asks an analyst questions with known answers.
package enum EvalRun {
    /// Asks all questions, one after the other.
    ///
    /// - Parameters:
    ///   - subject: the analyst for a day; nil for the day of the run. It is asked once for each day.
    ///   - progress: called before each question; `number` counts from 1.
    /// - Throws: what `subject` throws; `CancellationError`.
    package static func run(
        _ entries: [EvalEntry], subject: (CalendarDate?) async throws -> EvalSubject,
        progress: (_ number: Int, _ entry: EvalEntry) -> Void = { _, _ in }
    ) async throws -> EvalReport {
        var subjects: [CalendarDate?: EvalSubject] = [:]
        var results: [EvalResult] = []
        for (index, entry) in entries.enumerated() {
            try Task.checkCancellation()
            progress(index + 1, entry)
            let chosen: EvalSubject
            if let known = subjects[entry.asOf] {
                chosen = known
            } else {
                chosen = try await subject(entry.asOf)
                subjects[entry.asOf] = chosen
            }
            results.append(await ask(entry, chosen))
        }
        return EvalReport(results: results)
    }

    private static func ask(_ entry: EvalEntry, _ subject: EvalSubject) async -> EvalResult {
        var earlier: [Turn] = []
        for text in entry.after {
            let answer = await subject.analyst.answer(Question(text, earlier: earlier)) { _ in }
            earlier.append(Turn(question: text, answer: answer))
        }
        let started = ContinuousClock.now
        let answer = await subject.analyst.answer(Question(entry.ask, earlier: earlier)) { _ in }
        let elapsed = started.duration(to: .now).components
        let milliseconds = Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) / 1e15
        guard answer.status == .answered else {
            return EvalResult(entry, answer, milliseconds: milliseconds, figures: nil)
        }
        let evidence = Evidence(
            calls: answer.functionsExecuted, asOf: answer.asOf, fiscal: subject.fiscal, format: subject.format)
        func report(_ prose: String, _ figures: [Answer.Figure]) -> FigureReport {
            FigureChecker.report(prose: prose, figures: figures, evidence: evidence, question: entry.ask)
        }
        let sound = report(answer.answer, answer.figures)
        var result = EvalResult(entry, answer, milliseconds: milliseconds, figures: sound)
        // A prose that is rejected as it is would make every mutant look caught.
        guard sound.isSound else { return result }
        for mutant in FigureMutation(answer, format: subject.format).mutants {
            let isCaught = !report(mutant.prose, mutant.figures).isSound
            switch mutant.kind {
            case .digit: result.digitMutants.count(isCaught)
            case .word: result.wordMutants.count(isCaught)
            }
            if !isCaught { result.escaped.append(mutant.change) }
        }
        return result
    }
}
