import Foundation

/// The data of a portal: typed tables in a database of its own, and what is known about them.
package final class Warehouse: Sendable {
    package let schema: Schema
    package let quality: QualityReport
    private let engine: any QueryEngine

    private init(engine: any QueryEngine, schema: Schema, quality: QualityReport) {
        self.engine = engine
        self.schema = schema
        self.quality = quality
    }

    /// The dialect that the engine's statements are written in.
    package var dialect: SQLDialect { engine.dialect }

    /// Reads all files, types them and loads them into DuckDB; or looks at the tables of a PostgreSQL, whose URL
    /// `environment` has.
    ///
    /// Throws `Failure(.data)` with everything that is wrong with the data, `Failure(.unavailable)` where libduckdb cannot
    /// be found or the database cannot be reached, and `Failure(.configuration)` where its URL is missing.
    package static func open(
        _ configuration: DataConfiguration,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> Warehouse {
        switch configuration.engine {
        case .duckdb:
            let engine = try DuckDBEngine()
            let (schema, quality) = try await engine.run { api, connection in
                try Importer.run(configuration, DuckDBSession(api: api, connection: connection))
            }
            return Warehouse(engine: engine, schema: schema, quality: quality)
        case .postgres(let source):
            let opened = try await PostgresOpening.open(
                configuration, try PostgresDatabase(source, environment: environment))
            return Warehouse(engine: opened.engine, schema: opened.schema, quality: opened.quality)
        }
    }

    /// The rows of a SELECT, with its values bound.
    ///
    /// Anything else than one SELECT is refused.
    ///
    /// DuckDB's queries run one after another; none runs on the threads of Swift's concurrency. The order of the rows is only that of an
    /// ORDER BY in the query.
    package func query(_ sql: SQL) async throws -> Table {
        try await engine.query(sql)
    }
}
