/// The data of a portal: typed tables in a database of its own, and what is known about them.
package final class Warehouse: Sendable {
    package let schema: Schema
    package let quality: QualityReport
    private let engine: DuckDBEngine

    private init(engine: DuckDBEngine, schema: Schema, quality: QualityReport) {
        self.engine = engine
        self.schema = schema
        self.quality = quality
    }

    /// Reads all files, types them and loads them into DuckDB.
    ///
    /// Throws `Failure(.data)` with everything that is wrong with the files, and `Failure(.unavailable)` where libduckdb
    /// cannot be found.
    package static func open(_ configuration: DataConfiguration) async throws -> Warehouse {
        let engine = try DuckDBEngine()
        let (schema, quality) = try await engine.run { api, connection in
            try Importer.run(configuration, DuckDBSession(api: api, connection: connection))
        }
        return Warehouse(engine: engine, schema: schema, quality: quality)
    }

    /// The rows of a SELECT, with its values bound.
    ///
    /// Anything else than one SELECT is refused.
    ///
    /// Queries run one after another, off the threads of Swift's concurrency. The order of the rows is only that of an
    /// ORDER BY in the query.
    package func query(_ sql: SQL) async throws -> Table {
        try await engine.query(sql)
    }
}
