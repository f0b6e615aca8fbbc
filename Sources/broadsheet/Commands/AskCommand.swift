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

    @Option(
        help: ArgumentHelp(
            "Ask in this conversation: what was asked before is known, and the turn is kept. `new` begins one.",
            valueName: "id"))
    var conversation: String?

    @Argument(help: "The question, in quotes.")
    var question: String

    func validate() throws {
        if question.allSatisfy(\.isWhitespace) { throw ValidationError("The question is empty.") }
        if let conversation, !ConversationID.isValid(conversation) {
            throw ValidationError(
                "The name of a conversation has 1 to 64 letters (a-z, A-Z), digits, hyphens and underscores.")
        }
    }

    func run() async throws {
        let folder = portal.folder
        let now = Date()
        let (question, format, asOf, conversation) = (question, format, day.asOf, conversation)
        try await CommandRun.perform {
            let configuration = try PortalConfiguration.load(folder: folder)
            let talk = if let conversation { try await Talk.open(conversation, folder: folder) } else { Talk?.none }
            let open = try await OpenPortal.open(configuration, asOf: asOf, now: now)
            var answer = await open.analyst.answer(Question(question, earlier: talk?.earlier ?? [])) { step in
                Console.note(step.name.rawValue + AskCommand.detail(step))
            }
            try Task.checkCancellation()
            answer.conversationID = talk?.id
            // Kept before it is shown: what was told is known the next time.
            var failure: (any Error)?
            do {
                try await talk?.keep(Turn(question: question, answer: answer), at: now)
            } catch {
                failure = error
            }
            switch format {
            case .json: try Console.output(try CanonicalJSON.pretty(answer))
            case .markdown: try Console.output(answer.answer.hasSuffix("\n") ? answer.answer : answer.answer + "\n")
            case .text: try Console.output(AnswerText(answer, format: configuration.format).text)
            }
            // The answer is right all the same; that it is forgotten must be known.
            if let failure { throw failure }
            return answer.status == .failed ? .incomplete : .done
        }
    }

    /// What a step found, on one line.
    private static func detail(_ step: Answer.Step) -> String {
        guard !step.detail.isEmpty else { return "" }
        return " " + Escape.terminal(CanonicalJSON.text(JSON.object(step.detail)))
    }
}

/// The conversation that a question is asked in.
private struct Talk {
    /// Turns before the question that are known to the analyst.
    private static let memory = 20

    let id: String
    let earlier: [Turn]
    private let store: ConversationStore

    /// Opens a conversation by its name, `new` for one that begins; one that is not known begins too.
    static func open(_ name: String, folder: String) async throws -> Talk {
        let (store, warnings) = try await ConversationStore.open(folder: folder)
        for warning in warnings { Console.note(warning.description) }
        guard name == "new" else {
            return Talk(id: name, earlier: try await store.turns(of: name, last: memory), store: store)
        }
        let id = ConversationID.random()
        Console.note("conversation \(id)")
        return Talk(id: id, earlier: [], store: store)
    }

    private init(id: String, earlier: [Turn], store: ConversationStore) {
        self.id = id
        self.earlier = earlier
        self.store = store
    }

    func keep(_ turn: Turn, at time: Date) async throws { try await store.append(turn, to: id, at: time) }
}
