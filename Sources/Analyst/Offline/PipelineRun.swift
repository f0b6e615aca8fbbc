import Core
import Warehouse

/// What a refusal tells besides its reason.
struct RefusalContext {
    var asOf: CalendarDate
    var suggestions: Suggestions
}

/// The steps of one answer as they end, with their durations.
struct PipelineRun {
    let question: Question
    let progress: @Sendable (Answer.Step) -> Void
    var warnings: [String] = []
    private var steps: [Answer.Step] = []
    private var started = ContinuousClock.now

    init(question: Question, progress: @escaping @Sendable (Answer.Step) -> Void) {
        self.question = question
        self.progress = progress
    }

    mutating func end(_ name: Answer.StepName, _ detail: [String: JSON]) {
        let step = Answer.Step(name: name, ms: PipelineRun.milliseconds(since: started), detail: detail)
        steps.append(step)
        progress(step)
        started = ContinuousClock.now
    }

    /// The answer with its last step.
    mutating func finished(_ answer: Answer) -> Answer {
        end(.assemble, ["status": .string(answer.status.rawValue)])
        var answer = answer
        answer.steps = steps
        return answer
    }

    /// An answer that says why there is none, and what can be asked instead.
    mutating func refusal(
        _ status: Answer.Status, _ reason: String, _ context: RefusalContext, dimensions: [String],
        near reading: QuestionReading = QuestionReading()
    ) -> Answer {
        let suggestions = context.suggestions.questions(near: reading, asked: question.text)
        var text = Escape.markdown(reason)
        if !suggestions.isEmpty {
            text +=
                "\n\n\(status == .unanswerable ? "The nearest questions that this data can answer:" : "Questions that this data can answer:")\n\n"
            text += suggestions.map { "- \(Escape.markdown($0))" }.joined(separator: "\n")
        }
        if !dimensions.isEmpty {
            text += "\n\nFigures can be broken down by "
            text += dimensions.map { Escape.markdown($0.lowercased()) }.joined(separator: ", ") + "."
        }
        return finished(
            Answer(
                question: question.text, status: status, reading: "", answer: text + "\n", suggestions: suggestions,
                analyst: Answer.AnalystRecord(kind: "offline"), warnings: warnings, asOf: context.asOf))
    }

    /// Milliseconds, to a thousandth.
    static func milliseconds(since start: ContinuousClock.Instant) -> Double {
        let elapsed = start.duration(to: .now).components
        let microseconds = Double(elapsed.seconds) * 1e6 + Double(elapsed.attoseconds) / 1e12
        return (microseconds).rounded() / 1000
    }
}
