import Analyst
import Core
import Foundation
import TestSupport
import Testing

@Suite struct ConversationStoreTests {
    private func turn(_ question: String, status: Answer.Status = .answered) -> Turn {
        Turn(
            question: question,
            answer: Answer(
                question: question, status: status, reading: "", answer: "Answer to \(question)\n",
                analyst: Answer.AnalystRecord(kind: "offline"), asOf: SmallCRM.asOf))
    }

    private func open(_ folder: TestFolder) async throws -> ConversationStore {
        let (store, warnings) = try await ConversationStore.open(folder: folder.path)
        #expect(warnings == [])
        return store
    }

    private func file(_ folder: TestFolder, _ suffix: String = "") -> String {
        folder.path + "/" + ConversationStore.fileName + suffix
    }

    @Test func keepsTurnsOverReopening() async throws {
        let folder = try TestFolder([:])
        let answer = await OfflineAnalyst(catalogue: try await SmallCRM.catalogue(), format: FigureFormat()).answer(
            Question("What is our win rate by region?")
        ) { _ in }
        let first = Turn(question: "What is our win rate by region?", answer: answer)
        try await open(folder).append(first, to: "a", at: Date(timeIntervalSince1970: 1_795_000_000))
        try await open(folder).append(turn("And last year?", status: .needsClarification), to: "a")
        let turns = try await open(folder).turns(of: "a", last: 20)
        #expect(turns.map(\.question) == ["What is our win rate by region?", "And last year?"])
        #expect(turns.map(\.answer.status) == [.answered, .needsClarification])
        #expect(try CanonicalJSON.pretty(turns.first?.answer) == CanonicalJSON.pretty(answer))
    }

    @Test func returnsTheLastTurnsOldestFirst() async throws {
        let folder = try TestFolder([:])
        let store = try await open(folder)
        for number in 1...5 { try await store.append(turn("Q\(number)"), to: "a") }
        #expect(try await store.turns(of: "a", last: 2).map(\.question) == ["Q4", "Q5"])
        #expect(try await store.turns(of: "a", last: 0).isEmpty)
        #expect(try await store.turns(of: "a", last: -1).isEmpty)
        #expect(try await store.turns(of: "b", last: 20).isEmpty)
    }

    @Test func listsAndDeletes() async throws {
        let folder = try TestFolder([:])
        let store = try await open(folder)
        try await store.append(turn("First"), to: "a")
        try await store.append(turn("Other"), to: "b")
        try await store.append(turn("Second"), to: "a")
        #expect(
            try await store.conversations() == [
                .init(id: "a", firstQuestion: "First", turns: 2), .init(id: "b", firstQuestion: "Other", turns: 1),
            ])
        #expect(try await store.delete("a"))
        #expect(try await store.delete("a") == false)
        #expect(try await store.conversations().map(\.id) == ["b"])
        // A conversation of a deleted name begins anew.
        try await store.append(turn("Third"), to: "a")
        #expect(try await store.turns(of: "a", last: 20).map(\.question) == ["Third"])
    }

    @Test func twoStoresWriteOneFileAtOnce() async throws {
        let folder = try TestFolder([:])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    // Each opens the file itself, also while another makes it.
                    let store = try await ConversationStore.open(folder: folder.path).store
                    for number in 0..<25 { try await store.append(turn("\(writer)-\(number)"), to: "shared") }
                }
            }
            try await group.waitForAll()
        }
        let turns = try await open(folder).turns(of: "shared", last: 1000)
        #expect(turns.count == 100)
        for writer in 0..<4 {
            let own = turns.map(\.question).filter { $0.hasPrefix("\(writer)-") }
            #expect(own == (0..<25).map { "\(writer)-\($0)" })
        }
    }

    @Test func setsADamagedFileAside() async throws {
        let folder = try TestFolder([:])
        for number in 1...2 {
            try await { try await open(folder).append(turn("Lost"), to: "a") }()
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file(folder, suffix)) }
            try Data(String(repeating: "not a database ", count: 400).utf8).write(
                to: URL(fileURLWithPath: file(folder)))
            let (store, warnings) = try await ConversationStore.open(folder: folder.path)
            #expect(warnings.map(\.id) == ["conversations.damaged"])
            #expect(warnings.first?.severity == .warning)
            #expect(warnings.first?.solution?.contains("conversations.sqlite.damaged-\(number)") == true)
            #expect(try await store.conversations() == [])
            try await store.append(turn("New"), to: "a")
            #expect(FileManager.default.fileExists(atPath: file(folder, ".damaged-\(number)")))
        }
        #expect(try await open(folder).turns(of: "a", last: 5).map(\.question) == ["New"])
    }

    @Test func findsAPageThatWasOverwritten() async throws {
        let folder = try TestFolder([:])
        try await {
            let store = try await open(folder)
            for number in 0..<200 { try await store.append(turn("Question \(number)"), to: "a") }
        }()
        // The last to close moves the log into the file.
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file(folder)))
        try #require(bytes.count > 20_000)
        #expect(!FileManager.default.fileExists(atPath: file(folder, "-wal")))
        for index in 8_192..<16_384 { bytes[index] = 0x5A }
        try bytes.write(to: URL(fileURLWithPath: file(folder)))
        let (_, warnings) = try await ConversationStore.open(folder: folder.path)
        #expect(warnings.map(\.id) == ["conversations.damaged"])
    }

    @Test(arguments: [
        "", "a b", "../x", "a/b", "ä", "a\u{0}", "a'; DROP TABLE turns; --", String(repeating: "a", count: 65),
    ])
    func refusesOtherNames(_ id: String) async throws {
        let folder = try TestFolder([:])
        let store = try await open(folder)
        await #expect(throws: ConversationID.Invalid(id: id)) { try await store.append(turn("Q"), to: id) }
        await #expect(throws: ConversationID.Invalid.self) { try await store.turns(of: id, last: 1) }
        await #expect(throws: ConversationID.Invalid.self) { try await store.delete(id) }
        #expect(try await store.conversations() == [])
    }

    @Test func keepsAnyText() async throws {
        let folder = try TestFolder([:])
        let store = try await open(folder)
        let texts = [
            "a\u{0}b", "'; DROP TABLE turns; --", "\u{202E}\u{FEFF}é👩‍👩‍👧\r\n", String(repeating: "long ", count: 100_000),
            "",
        ]
        for text in texts { try await store.append(turn(text), to: "_-09azAZ") }
        let turns = try await store.turns(of: "_-09azAZ", last: 20)
        #expect(turns.map { Array($0.question.utf8) } == texts.map { Array($0.utf8) })
        #expect(turns.map { Array($0.answer.question.utf8) } == texts.map { Array($0.utf8) })
        #expect(try await store.conversations().map(\.firstQuestion) == ["a\u{0}b"])
    }

    @Test func aThousandTurns() async throws {
        let folder = try TestFolder([:])
        let store = try await open(folder)
        for number in 0..<1000 {
            try await store.append(turn("Q\(number)"), to: number.isMultiple(of: 2) ? "even" : "odd")
        }
        #expect(try await store.conversations().map(\.turns) == [500, 500])
        #expect(try await store.turns(of: "even", last: 3).map(\.question) == ["Q994", "Q996", "Q998"])
    }

    @Test func tellsThatItCannotBeMade() async throws {
        let folder = try TestFolder([:])
        try FileManager.default.createDirectory(atPath: file(folder), withIntermediateDirectories: true)
        let failure = await #expect(throws: Failure.self) { try await ConversationStore.open(folder: folder.path) }
        #expect(failure?.exitCode == .cannotCreate)
        #expect(failure?.diagnostics.first?.file == ".broadsheet/conversations.sqlite")
        let none = await #expect(throws: Failure.self) {
            try await ConversationStore.open(folder: folder.path + "/none")
        }
        #expect(none?.exitCode == .cannotCreate)
    }

    @Test func isReadableByItsOwnerAlone() async throws {
        let folder = try TestFolder([:])
        let store = try await open(folder)
        try await store.append(turn("Q"), to: "a")
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: file(folder, suffix))
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
        }
    }

    @Test func namesAreRandom() {
        let ids = Set((0..<100).map { _ in ConversationID.random() })
        #expect(ids.count == 100)
        #expect(ids.allSatisfy { $0.utf8.count == 32 && ConversationID.isValid($0) })
    }
}
