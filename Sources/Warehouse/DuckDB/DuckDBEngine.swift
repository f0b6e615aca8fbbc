import CDuckDB
import Core
import Foundation
import Synchronization

/// A DuckDB that can reach nothing outside itself: no files, no network, no extensions, no settings.
///
/// Calls block, so they run on threads of their own and never on those of Swift's concurrency. Several queries run at
/// once, each on its own connection to the same database.
final class DuckDBEngine: QueryEngine {
    /// Where the data lies, and what may be done with it.
    enum Storage: Hashable, Sendable {
        /// In memory; queries run in read-only transactions.
        case memory
        /// In a new file that is being filled; `temporary` is the folder for what does not fit into the memory.
        case building(path: String, temporary: String, memoryLimit: Int)
        /// In a file that is only read.
        case readOnly(path: String, temporary: String)
    }

    let dialect = SQLDialect.duckdb

    let api: broadsheet_duckdb_api
    let storage: Storage
    private let pool: ConnectionPool
    // Changed only by `close`, after which nothing runs.
    nonisolated(unsafe) private var database: broadsheet_duckdb_database?

    /// Opens the database.
    ///
    /// Throws `Failure(.unavailable)` where there is no library or it does not start.
    init(_ storage: Storage = .memory) throws(Failure) {
        api = try DuckDBLibrary.shared.get()
        self.storage = storage
        var opened = try DuckDBEngine.open(api, storage)
        var first: broadsheet_duckdb_connection?
        guard api.connect(opened, &first) == 0 else {
            api.close(&opened)
            throw DuckDBEngine.broken("no connection")
        }
        for statement in DuckDBEngine.settings(storage) {
            do {
                _ = try DuckDBStatement(api: api, connection: first, sql: SQL(statement)).run()
            } catch {
                api.disconnect(&first)
                api.close(&opened)
                throw DuckDBEngine.broken("\(statement) is not accepted")
            }
        }
        database = opened
        pool = ConnectionPool(api: api, database: opened, first: first)
    }

    private static func open(
        _ api: broadsheet_duckdb_api, _ storage: Storage
    ) throws(Failure) -> broadsheet_duckdb_database? {
        var config: broadsheet_duckdb_config?
        guard api.create_config(&config) == 0 else { throw broken("no configuration") }
        defer { api.destroy_config(&config) }
        var path: String?
        switch storage {
        case .memory: break
        case .building(let file, _, _): path = file
        case .readOnly(let file, _):
            path = file
            _ = api.set_config(config, "access_mode", "READ_ONLY")
        }
        var database: broadsheet_duckdb_database?
        var message: UnsafeMutablePointer<CChar>?
        guard api.open_ext(path, &database, config, &message) == 0 else {
            let reason = message.map { String(cString: $0) } ?? "no reason given"
            api.free(message)
            throw broken(reason)
        }
        return database
    }

    /// Everything enters by the appender, so the engine is closed to the outside before the first row.
    ///
    /// Without a folder of its own for temporary files it would write `.tmp` where the command runs; the lock comes last.
    private static func settings(_ storage: Storage) -> [String] {
        var settings: [String] = []
        switch storage {
        case .memory: settings = ["SET temp_directory = ''"]
        case .building(_, let temporary, let limit):
            settings = ["SET temp_directory = \(literal(temporary))", "SET memory_limit = '\(max(limit, 1) >> 20)MiB'"]
        case .readOnly(_, let temporary): settings = ["SET temp_directory = \(literal(temporary))"]
        }
        return settings + [
            "SET autoinstall_known_extensions = false", "SET autoload_known_extensions = false",
            "SET allow_community_extensions = false", "SET enable_external_access = false",
            "SET preserve_insertion_order = true", "SET lock_configuration = true",
        ]
    }

    /// A path in SQL: a setting takes no bound value.
    private static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    deinit { close() }

    /// Closes the database, so that its file is whole; nothing may run meanwhile or later.
    func close() {
        pool.close()
        api.close(&database)
    }

    /// Runs one block with a connection that no other block has meanwhile.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (broadsheet_duckdb_api, broadsheet_duckdb_connection?) throws -> Result
    ) async throws -> Result {
        try await pool.run { connection in try body(self.api, connection) }
    }

    /// Runs a statement of our own that changes the database, or a query.
    func execute(_ sql: SQL) async throws -> Table {
        try await run { api, connection in
            try DuckDBStatement(api: api, connection: connection, sql: sql).run()
        }
    }

    /// Runs a query; anything that is not one SELECT is refused, and so is a SELECT that writes.
    ///
    /// Throws `CancellationError` where the task is cancelled meanwhile.
    func query(_ sql: SQL) async throws -> Table {
        let isReadOnly = if case .readOnly = storage { true } else { false }
        let api = api
        return try await pool.run { connection in
            // A file that is open to be read needs no transaction that says so.
            if !isReadOnly { try DuckDBEngine.plain("BEGIN TRANSACTION READ ONLY", api, connection) }
            let statement = try DuckDBStatement(api: api, connection: connection, sql: sql)
            guard statement.isSelect else {
                throw Failure(.data, Diagnostic(id: "sql.not-a-query", "only a SELECT can be asked of the data"))
            }
            return try statement.run()
        } cleanUp: { connection in
            if !isReadOnly { try? DuckDBEngine.plain("ROLLBACK", api, connection) }
        }
    }

    private static func plain(
        _ text: String, _ api: broadsheet_duckdb_api, _ connection: broadsheet_duckdb_connection?
    ) throws {
        _ = try DuckDBStatement(api: api, connection: connection, sql: SQL(text)).run()
    }

    private static func broken(_ reason: String) -> Failure {
        Failure(
            .unavailable,
            Diagnostic(
                id: "duckdb.not-started", "DuckDB does not start: \(reason)",
                solution: "Use DuckDB 1.0 or later: run `make setup`, or set BROADSHEET_DUCKDB"))
    }
}
