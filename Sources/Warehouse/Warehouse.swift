package import Core
package import Foundation

/// The data of a portal: typed tables in a database of its own, and what is known about them.
package final class Warehouse: Sendable {
    package let schema: Schema
    package let quality: QualityReport
    /// What whoever runs this should know and no reader needs: it is published nowhere.
    package let operatorWarnings: [Diagnostic]
    private let engine: any QueryEngine
    /// What must live as long as the engine.
    private let holds: [any Sendable]

    private init(
        engine: any QueryEngine, schema: Schema, quality: QualityReport, operatorWarnings: [Diagnostic] = [],
        holds: [any Sendable] = []
    ) {
        self.engine = engine
        self.schema = schema
        self.quality = quality
        self.operatorWarnings = operatorWarnings
        self.holds = holds
    }

    /// The dialect that the engine's statements are written in.
    package var dialect: SQLDialect { engine.dialect }

    /// Reads all files, types them and loads them into DuckDB, or opens what the `cache` keeps of an earlier import; or
    /// looks at the tables of a PostgreSQL, whose URL `environment` has.
    ///
    /// Nothing is imported where neither the files nor the configuration have changed. Where the cache cannot be used,
    /// the data lies in memory and `operatorWarnings` says why.
    ///
    /// Throws `Failure(.data)` with everything that is wrong with the data, `Failure(.unavailable)` where libduckdb cannot
    /// be found or the database cannot be reached, and `Failure(.configuration)` where its URL is missing.
    package static func open(
        _ configuration: DataConfiguration, cache: ImportCache? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> Warehouse {
        switch configuration.engine {
        case .duckdb: return try await open(configuration, cache: cache, sizes: .standard)
        case .postgres(let source):
            let opened = try await PostgresOpening.open(
                configuration, try PostgresDatabase(source, environment: environment))
            return Warehouse(
                engine: opened.engine, schema: opened.schema, quality: opened.quality,
                operatorWarnings: opened.operatorWarnings)
        }
    }

    static func open(
        _ configuration: DataConfiguration, cache: ImportCache?, sizes: ReadingSizes
    ) async throws -> Warehouse {
        guard let cache else { return try await openInMemory(configuration, sizes) }
        do {
            let kept = try await KeptImport.open(configuration, cache, sizes: sizes)
            return Warehouse(engine: kept.engine, schema: kept.schema, quality: kept.quality, holds: kept.holds)
        } catch let failure as Failure {
            throw failure
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let warning = Diagnostic(
                .warning, id: "cache.unusable", "the import cannot be kept: its folder cannot be written",
                file: cache.folder, solution: "Give yourself the right to write there: else every run imports again")
            return try await openInMemory(configuration, sizes, operatorWarnings: [warning])
        }
    }

    private static func openInMemory(
        _ configuration: DataConfiguration, _ sizes: ReadingSizes, operatorWarnings: [Diagnostic] = []
    ) async throws -> Warehouse {
        let engine = try DuckDBEngine()
        let result = try await engine.run { api, connection in
            try Importer.run(configuration, DuckDBSession(api: api, connection: connection), sizes: sizes)
        }
        return Warehouse(
            engine: engine, schema: result.schema, quality: result.quality, operatorWarnings: operatorWarnings)
    }

    /// The rows of a SELECT, with its values bound.
    ///
    /// Anything else than one SELECT is refused, and so is whatever writes or reaches out of the database.
    ///
    /// A few queries run at once, off the threads of Swift's concurrency; one whose task is cancelled is stopped and
    /// throws `CancellationError`. The order of the rows is only that of an ORDER BY in the query.
    package func query(_ sql: SQL) async throws -> Table {
        try await engine.query(sql)
    }

    /// The rows of two SELECTs that run side by side: planning a statement takes one core, and often longer than running it.
    ///
    /// Throws what the first throws, else what the second throws.
    package func query(_ first: SQL, _ second: SQL) async throws -> (Table, Table) {
        async let other = engine.query(second)
        let table = try await engine.query(first)
        return (table, try await other)
    }

    /// The same where the second SELECT is not always needed.
    package func query(_ first: SQL, _ second: SQL?) async throws -> (Table, Table?) {
        guard let second else { return (try await engine.query(first), nil) }
        let (table, other) = try await query(first, second)
        return (table, other)
    }
}
