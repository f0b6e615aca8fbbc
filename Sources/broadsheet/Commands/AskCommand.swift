import Analyst
import ArgumentParser
import Core
import Foundation
import Portal

/// `broadsheet ask`: one question, answered on standard output.
struct AskCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, markdown, json
    }

    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Answer one question from the portal's data.")

    @OptionGroup var portal: PortalOptions
    @OptionGroup var day: AsOfOptions

    @Option(help: "How to print the answer.")
    var format = Format.text

    @Argument(help: "The question, in quotes.")
    var question: String

    func validate() throws {
        if question.allSatisfy(\.isWhitespace) { throw ValidationError("The question is empty.") }
    }

    func run() async throws {
        let folder = portal.folder
        let now = Date()
        let (question, format, asOf) = (question, format, day.asOf)
        try await CommandRun.perform {
            let configuration = try PortalConfiguration.load(folder: folder)
            let open = try await OpenPortal.open(configuration, asOf: asOf, now: now)
            let answer = await open.analyst.answer(Question(question)) { step in
                Console.note(step.name.rawValue + AskCommand.detail(step))
            }
            try Task.checkCancellation()
            switch format {
            case .json: try Console.output(try CanonicalJSON.pretty(answer))
            case .markdown: try Console.output(answer.answer.hasSuffix("\n") ? answer.answer : answer.answer + "\n")
            case .text: try Console.output(AnswerText(answer, format: configuration.format).text)
            }
            return answer.status == .failed ? .incomplete : .done
        }
    }

    /// What a step found, on one line.
    private static func detail(_ step: Answer.Step) -> String {
        guard !step.detail.isEmpty else { return "" }
        return " " + Escape.terminal(CanonicalJSON.text(JSON.object(step.detail)))
    }
}
