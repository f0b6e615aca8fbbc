import CDuckDB
import Core
import Foundation

/// An in-memory DuckDB that can reach nothing outside itself: no files, no network, no extensions, no settings.
///
/// Calls block, so they run on a serial queue of their own and never on the threads of Swift's concurrency.
final class DuckDBEngine: QueryEngine {
    let dialect = SQLDialect.duckdb
    let api: broadsheet_duckdb_api
    private let queue = DispatchQueue(label: "broadsheet.duckdb")
    // Used only on `queue`, which runs one block at a time, and in deinit.
    nonisolated(unsafe) private var database: broadsheet_duckdb_database?
    nonisolated(unsafe) private var connection: broadsheet_duckdb_connection?

    /// Opens an empty database.
    ///
    /// Throws `Failure(.unavailable)` where there is no library or it does not start.
    init() throws(Failure) {
        api = try DuckDBLibrary.shared.get()
        var message: UnsafeMutablePointer<CChar>?
        if api.open_ext(nil, &database, nil, &message) != 0 {
            let reason = message.map { String(cString: $0) } ?? "no reason given"
            api.free(message)
            throw DuckDBEngine.broken(reason)
        }
        if api.connect(database, &connection) != 0 { throw DuckDBEngine.broken("no connection") }
        for statement in DuckDBEngine.settings {
            do {
                _ = try DuckDBStatement(api: api, connection: connection, sql: SQL(statement)).run()
            } catch {
                throw DuckDBEngine.broken("\(statement) is not accepted")
            }
        }
    }

    /// Everything enters by the appender, so the engine is closed to the outside before the first row.
    ///
    /// An empty folder for temporary files keeps it from writing `.tmp` where the command runs; the lock comes last.
    private static let settings = [
        "SET temp_directory = ''", "SET autoinstall_known_extensions = false", "SET autoload_known_extensions = false",
        "SET allow_community_extensions = false", "SET enable_external_access = false",
        "SET preserve_insertion_order = true",
        "SET lock_configuration = true",
    ]

    deinit {
        api.disconnect(&connection)
        api.close(&database)
    }

    /// Runs one block with the connection, alone.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (broadsheet_duckdb_api, broadsheet_duckdb_connection?) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Swift.Result { try body(self.api, self.connection) })
            }
        }
    }

    /// Runs a statement of our own that changes the database, or a query.
    func execute(_ sql: SQL) async throws -> Table {
        try await run { api, connection in
            try DuckDBStatement(api: api, connection: connection, sql: sql).run()
        }
    }

    /// Runs a query; anything that is not one SELECT is refused.
    func query(_ sql: SQL) async throws -> Table {
        try await run { api, connection in
            let statement = try DuckDBStatement(api: api, connection: connection, sql: sql)
            guard statement.isSelect else {
                throw Failure(.data, Diagnostic(id: "sql.not-a-query", "only a SELECT can be asked of the data"))
            }
            return try statement.run()
        }
    }

    private static func broken(_ reason: String) -> Failure {
        Failure(
            .unavailable,
            Diagnostic(
                id: "duckdb.not-started", "DuckDB does not start: \(reason)",
                solution: "Use DuckDB 1.0 or later: run `make setup`, or set BROADSHEET_DUCKDB"))
    }
}
