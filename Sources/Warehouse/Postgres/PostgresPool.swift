import Core

/// Up to so many connections, handed out one at a time.
actor PostgresPool {
    private let settings: ConnectionSettings
    private let size: Int
    private var idle: [PostgresConnection] = []
    /// Connections that are idle or handed out.
    private var count = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ settings: ConnectionSettings, size: Int) {
        self.settings = settings
        self.size = max(1, size)
    }

    /// Runs a block with a connection.
    ///
    /// A connection that lay idle may have been closed by the server meanwhile: then the block, which has changed nothing
    /// yet, runs once more with a new one. Throws `CancellationError` where the task is cancelled.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (PostgresSession) throws -> Result
    ) async throws -> Result {
        do {
            return try await attempt(body)
        } catch let stale as StaleConnection {
            // All that lie idle are as old as the one that was closed.
            count -= idle.count
            idle = []
            do {
                return try await attempt(body)
            } catch is StaleConnection {
                throw stale.failure
            }
        }
    }

    private func attempt<Result: Sendable>(
        _ body: @escaping @Sendable (PostgresSession) throws -> Result
    ) async throws -> Result {
        try Task.checkCancellation()
        let connection = try await take()
        do {
            let result = try await connection.run(body)
            await give(back: connection)
            return result
        } catch {
            await give(back: connection)
            throw Task.isCancelled ? CancellationError() : error
        }
    }

    private func take() async throws -> PostgresConnection {
        while count >= size, idle.isEmpty { await withCheckedContinuation { waiting.append($0) } }
        if let connection = idle.popLast() { return connection }
        count += 1
        let connection = PostgresConnection(settings)
        do {
            try await connection.open()
        } catch {
            count -= 1
            wakeOne()
            throw error
        }
        return connection
    }

    private func give(back connection: PostgresConnection) async {
        // After a cancelled query the cancel may still be on its way: it must not meet the next query.
        if !Task.isCancelled, await connection.isUsable() { idle.append(connection) } else { count -= 1 }
        wakeOne()
    }

    private func wakeOne() {
        if !waiting.isEmpty { waiting.removeFirst().resume() }
    }
}
