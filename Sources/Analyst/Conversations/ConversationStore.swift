package import Core
package import Foundation
import GRDB

/// Conversations, kept in one SQLite file; several processes may use it at once.
///
/// A turn is written whole or not at all, and what was written outlives the process and the machine's power.
package struct ConversationStore: Sendable {
    /// One conversation of the list.
    package struct Summary: Hashable, Sendable {
        package var id: String
        package var firstQuestion: String
        package var turns: Int

        package init(id: String, firstQuestion: String, turns: Int) {
            self.id = id
            self.firstQuestion = firstQuestion
            self.turns = turns
        }
    }

    /// Where a portal keeps it, relative to its folder.
    package static let fileName = ".broadsheet/conversations.sqlite"

    private let pool: DatabasePool
    private let path: String

    /// Opens the store of a portal; the first time makes it.
    ///
    /// - Parameter folder: the portal's: an absolute path.
    /// - Returns: the store, and warnings: that a damaged file was set aside and an empty one begun.
    /// - Throws: `Failure` with exit code 73 where the file cannot be made, 74 where it cannot be read or written.
    package static func open(folder: String) async throws -> (store: ConversationStore, warnings: [Diagnostic]) {
        let path = folder + "/" + fileName
        // Opening waits for other processes and reads the whole file.
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async {
                continuation.resume(
                    with: Result {
                        let (pool, warnings) = try ConversationFile.open(path)
                        return (ConversationStore(pool: pool, path: path), warnings)
                    })
            }
        }
    }

    /// Adds a turn to a conversation, which begins with its first.
    ///
    /// - Parameter time: when it was asked, for keeping it no longer than it should be; to the second.
    /// - Throws: `ConversationID.Invalid`; `Failure` with exit code 73 or 74; `CancellationError`, and then nothing is
    ///   written.
    package func append(_ turn: Turn, to id: String, at time: Date? = nil) async throws {
        try ConversationID.check(id)
        let question = Data(turn.question.utf8)
        let answer = String(decoding: try CanonicalJSON.compact(turn.answer), as: UTF8.self)
        let seconds = time.flatMap { Int64(exactly: $0.timeIntervalSince1970.rounded(.down)) }
        try await mending {
            try await pool.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO turns (conversation, number, question, answer, asked_at)
                        SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ? FROM turns WHERE conversation = ?
                        """, arguments: [id, question, answer, seconds, id])
            }
        }
    }

    /// The last `count` turns of a conversation, oldest first; empty where there is no such conversation.
    ///
    /// - Throws: as `append`; `Failure` with exit code 74 also where a turn cannot be read back.
    package func turns(of id: String, last count: Int) async throws -> [Turn] {
        try ConversationID.check(id)
        let stored = try await mending {
            try await pool.read { database in
                try Row.fetchAll(
                    database,
                    sql:
                        "SELECT number, question, answer FROM turns WHERE conversation = ? ORDER BY number DESC LIMIT ?",
                    arguments: [id, max(0, count)]
                ).map { row in
                    (number: row["number"] as Int, question: row["question"] as Data, answer: row["answer"] as String)
                }
            }
        }
        return try stored.reversed().map { turn in
            guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(turn.answer.utf8)) else {
                throw Failure(
                    .inputOutput,
                    Diagnostic(
                        id: "conversations.unreadable-turn",
                        "turn \(turn.number) of the conversation \(id) cannot be read",
                        file: ConversationFile.shown(path),
                        solution: "Begin a new conversation."))
            }
            return Turn(question: String(decoding: turn.question, as: UTF8.self), answer: answer)
        }
    }

    /// All conversations, the one with the latest turn first.
    ///
    /// - Throws: `Failure` with exit code 73 or 74; `CancellationError`.
    package func conversations() async throws -> [Summary] {
        try await mending {
            try await pool.read { database in
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT first.conversation AS id, first.question AS question, every.turns AS turns
                        FROM (
                            SELECT conversation, min(number) AS number, count(*) AS turns, max(rowid) AS latest
                            FROM turns GROUP BY conversation
                        ) AS every
                        JOIN turns AS first ON first.conversation = every.conversation AND first.number = every.number
                        ORDER BY every.latest DESC
                        """
                ).map { row in
                    Summary(
                        id: row["id"], firstQuestion: String(decoding: row["question"] as Data, as: UTF8.self),
                        turns: row["turns"])
                }
            }
        }
    }

    /// Removes a conversation with all its turns; false where there is none of that name.
    ///
    /// - Throws: as `append`.
    @discardableResult
    package func delete(_ id: String) async throws -> Bool {
        try ConversationID.check(id)
        return try await mending {
            try await pool.write { database in
                try database.execute(sql: "DELETE FROM turns WHERE conversation = ?", arguments: [id])
                return database.changesCount > 0
            }
        }
    }

    /// Runs `work` and throws what a person can mend in place of SQLite's errors.
    private func mending<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch {
            throw ConversationFile.failure(error, path)
        }
    }
}
