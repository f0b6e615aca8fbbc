import CDuckDB
import Core
import Foundation
import Synchronization

/// The connections to one database: each is used by one block at a time, and blocks wait for a free one.
final class ConnectionPool: Sendable {
    /// Queries that run at once; each of them may use all cores.
    private static let maximum = 4

    private let api: broadsheet_duckdb_api
    // A handle that DuckDB lets several threads use.
    nonisolated(unsafe) private let database: broadsheet_duckdb_database?
    private let queue = DispatchQueue(label: "broadsheet.duckdb", attributes: .concurrent)
    private let idle: Mutex<[Connection]>
    private let work: Mutex<Work>

    /// What runs and what waits; threads are only taken for what runs.
    private struct Work {
        var free = ConnectionPool.maximum
        var waiting: [@Sendable () -> Void] = []
    }

    init(
        api: broadsheet_duckdb_api, database: broadsheet_duckdb_database?, first: broadsheet_duckdb_connection?
    ) {
        self.api = api
        self.database = database
        work = Mutex(Work())
        idle = Mutex([Connection(api, first)])
    }

    /// Closes all connections; nothing may run meanwhile or later.
    func close() {
        let all = idle.withLock { idle in
            defer { idle = [] }
            return idle
        }
        for connection in all { connection.close() }
    }

    /// Runs `body` on a thread of its own, with a connection of its own, and after it `cleanUp`, which no cancellation stops.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (broadsheet_duckdb_connection?) throws -> Result,
        cleanUp: @escaping @Sendable (broadsheet_duckdb_connection?) -> Void = { _ in }
    ) async throws -> Result {
        let interruption = Interruption()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                submit { continuation.resume(with: Swift.Result { try self.runNow(interruption, body, cleanUp) }) }
            }
        } onCancel: {
            interruption.cancel(queue: self.queue)
        }
    }

    private func submit(_ job: @escaping @Sendable () -> Void) {
        let isFree = work.withLock { work in
            guard work.free > 0 else {
                work.waiting.append(job)
                return false
            }
            work.free -= 1
            return true
        }
        if isFree { queue.async { self.runAll(job) } }
    }

    /// Runs the job, and those that wait, on this thread.
    private func runAll(_ job: @Sendable () -> Void) {
        job()
        while let next = next() { next() }
    }

    private func next() -> (@Sendable () -> Void)? {
        work.withLock { work in
            guard !work.waiting.isEmpty else {
                work.free += 1
                return nil
            }
            return work.waiting.removeFirst()
        }
    }

    private func runNow<Result>(
        _ interruption: Interruption, _ body: (broadsheet_duckdb_connection?) throws -> Result,
        _ cleanUp: (broadsheet_duckdb_connection?) -> Void
    ) throws -> Result {
        let connection = try take()
        defer { idle.withLock { $0.append(connection) } }
        guard interruption.begin(connection) else { throw CancellationError() }
        // Interrupted itself, it would leave the connection in a transaction for whoever takes it next.
        defer {
            interruption.end()
            cleanUp(connection.handle)
        }
        do {
            return try body(connection.handle)
        } catch {
            throw interruption.isCancelled ? CancellationError() : error
        }
    }

    private func take() throws -> Connection {
        if let connection = idle.withLock({ $0.popLast() }) { return connection }
        var handle: broadsheet_duckdb_connection?
        guard api.connect(database, &handle) == 0 else {
            throw Failure(.unavailable, Diagnostic(id: "duckdb.connection", "the database takes no more connections"))
        }
        return Connection(api, handle)
    }
}

/// An open connection.
private final class Connection: @unchecked Sendable {
    private let api: broadsheet_duckdb_api
    private(set) var handle: broadsheet_duckdb_connection?

    init(_ api: broadsheet_duckdb_api, _ handle: broadsheet_duckdb_connection?) {
        self.api = api
        self.handle = handle
    }

    func close() { api.disconnect(&handle) }
    func interrupt() { api.interrupt(handle) }
}

/// Stops what runs on a connection when its task is cancelled, and never what runs there later.
private final class Interruption: Sendable {
    private struct State {
        var connection: Connection?
        var isCancelled = false
    }

    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Whether the work may begin.
    func begin(_ connection: Connection) -> Bool {
        state.withLock { state in
            guard !state.isCancelled else { return false }
            state.connection = connection
            return true
        }
    }

    func end() { state.withLock { $0.connection = nil } }

    /// A query that is about to begin forgets an interruption, so it is repeated until the work has ended.
    func cancel(queue: DispatchQueue) {
        let isRunning = state.withLock { state in
            state.isCancelled = true
            state.connection?.interrupt()
            return state.connection != nil
        }
        guard isRunning else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(20)) { self.cancel(queue: queue) }
    }
}
