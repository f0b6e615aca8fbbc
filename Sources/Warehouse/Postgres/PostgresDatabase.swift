import Core

/// A PostgreSQL that is asked, and never changed.
final class PostgresDatabase: Sendable {
    let source: PostgresSource
    let settings: ConnectionSettings
    private let pool: PostgresPool

    /// Connects to nothing yet.
    ///
    /// Throws `Failure(.configuration)` where there is no readable URL.
    init(_ source: PostgresSource, environment: [String: String]) throws(Failure) {
        self.source = source
        settings = try ConnectionSettings(source, environment: environment)
        pool = PostgresPool(settings, size: source.poolSize)
    }

    /// The rows of one query, in a read-only transaction of its own.
    func query(_ sql: SQL) async throws -> Table {
        guard PostgresStatement(sql.text).isQuery else { throw PostgresSession.notAQuery }
        let source = source
        return try await pool.run { session in
            try session.readOnly(source) { try $0.query(sql, limit: source.maximumRows) }
        }
    }

    /// The rows of several queries in their order; they run at the same time, as far as the pool goes.
    func queries(_ statements: [SQL]) async throws -> [Table] {
        try await withThrowingTaskGroup(of: (Int, Table).self) { group in
            for (index, sql) in statements.enumerated() { group.addTask { (index, try await self.query(sql)) } }
            var tables = [Table](repeating: Table(columns: [], rows: []), count: statements.count)
            for try await (index, table) in group { tables[index] = table }
            return tables
        }
    }

    /// Folds the rows of a query as they arrive, however many there are.
    func reduce<Result: Sendable>(
        _ sql: SQL, into start: Result, _ body: @escaping @Sendable (inout Result, [Value]) throws -> Void
    ) async throws -> Result {
        guard PostgresStatement(sql.text).isQuery else { throw PostgresSession.notAQuery }
        let source = source
        return try await pool.run { session in
            try session.readOnly(source) { session in
                var result = start
                try session.forEachRow(sql) { try body(&result, $0) }
                return result
            }
        }
    }

    /// Runs a block with a connection of the pool, outside of any transaction: for the loader.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (PostgresSession) throws -> Result
    ) async throws -> Result {
        try await pool.run(body)
    }
}
