import Analyst
import Foundation
import Testing

@Suite struct ConversationCommandTests {
    private func answer(_ run: CommandLineTool.Outcome) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any], "\(run.errors)")
    }

    @Test func keepsBothTurns() async throws {
        try await SmallPortal.with { portal in
            let first = try await portal.run(
                "ask", "What is our win rate?", "--conversation", "weekly", "--format", "json")
            #expect(first.code == 0, "\(first.errors)")
            #expect(try answer(first)["conversation_id"] as? String == "weekly")
            let second = try await portal.run("ask", "What is the weather in Paris?", "--conversation", "weekly")
            #expect(second.code == 0, "\(second.errors)")
            #expect(try await questions(in: portal) == ["What is our win rate?", "What is the weather in Paris?"])
            // Without a conversation nothing is kept.
            let alone = try await portal.run("ask", "What is our win rate?", "--format", "json")
            #expect(try answer(alone)["conversation_id"] == nil)
            #expect(try await questions(in: portal).count == 2)
        }
    }

    @Test func beginsOneWithARandomName() async throws {
        try await SmallPortal.with { portal in
            let run = try await portal.run("ask", "What is our win rate?", "--conversation", "new", "--format", "json")
            let id = try #require(try answer(run)["conversation_id"] as? String)
            #expect(id.count == 32)
            #expect(run.errors.hasPrefix("conversation \(id)\n"))
            let other = try await portal.run(
                "ask", "What is our win rate?", "--conversation", "new", "--format", "json")
            #expect(try answer(other)["conversation_id"] as? String != id)
        }
    }

    @Test func twoProcessesWriteAtOnce() async throws {
        try await SmallPortal.with { portal in
            try await withThrowingTaskGroup(of: Int32.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await portal.run("ask", "What is our win rate?", "--conversation", "a").code }
                }
                for try await code in group { #expect(code == 0) }
            }
            #expect(try await questions(in: portal).count == 4)
        }
    }

    @Test func tellsWhatIsWrongWithTheStore() async throws {
        try await SmallPortal.with { portal in
            let name = try await portal.run("ask", "What is our win rate?", "--conversation", "../x")
            #expect(name.code == 64)
            #expect(name.errors.contains("1 to 64 letters"))
            try portal.write("no database", to: ".broadsheet/conversations.sqlite")
            let damaged = try await portal.run("ask", "What is our win rate?", "--conversation", "a")
            #expect(damaged.code == 0)
            #expect(
                damaged.errors.contains(
                    ".broadsheet/conversations.sqlite: warning: the file of conversations was damaged"))
            #expect(try portal.read(".broadsheet/conversations.sqlite.damaged-1") == "no database")
            #expect(try await questions(in: portal).count == 1)
            try portal.remove(".broadsheet/conversations.sqlite")
            try portal.write("x", to: ".broadsheet/conversations.sqlite/folder")
            let blocked = try await portal.run("ask", "What is our win rate?", "--conversation", "a")
            #expect(blocked.code == 73)
            #expect(
                blocked.errors.contains(".broadsheet/conversations.sqlite: error: the conversations cannot be written"))
        }
    }

    /// The questions kept, in the order of their conversations and turns.
    private func questions(in portal: SmallPortal) async throws -> [String] {
        let store = try await ConversationStore.open(folder: portal.folder).store
        var questions: [String] = []
        for conversation in try await store.conversations() {
            questions += try await store.turns(of: conversation.id, last: 100).map(\.question)
        }
        return questions
    }
}
