package import Core

/// The data of a portal: typed tables in a database of its own, and what is known about them.
package final class Warehouse: Sendable {
    package let schema: Schema
    package let quality: QualityReport
    /// What kept the import from being kept; it has nothing to do with the data.
    package let cacheWarnings: [Diagnostic]
    private let engine: DuckDBEngine
    /// What must live as long as the engine.
    private let holds: [any Sendable]

    private init(
        engine: DuckDBEngine, schema: Schema, quality: QualityReport, cacheWarnings: [Diagnostic] = [],
        holds: [any Sendable] = []
    ) {
        self.engine = engine
        self.schema = schema
        self.quality = quality
        self.cacheWarnings = cacheWarnings
        self.holds = holds
    }

    /// Reads all files, types them and loads them into DuckDB, or opens what the `cache` keeps of an earlier import.
    ///
    /// Nothing is imported where neither the files nor the configuration have changed. Where the cache cannot be used,
    /// the data lies in memory and `cacheWarnings` says why.
    ///
    /// Throws `Failure(.data)` with everything that is wrong with the files, and `Failure(.unavailable)` where libduckdb
    /// cannot be found.
    package static func open(_ configuration: DataConfiguration, cache: ImportCache? = nil) async throws -> Warehouse {
        try await open(configuration, cache: cache, sizes: .standard)
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
            return try await openInMemory(configuration, sizes, cacheWarnings: [warning])
        }
    }

    private static func openInMemory(
        _ configuration: DataConfiguration, _ sizes: ReadingSizes, cacheWarnings: [Diagnostic] = []
    ) async throws -> Warehouse {
        let engine = try DuckDBEngine()
        let result = try await engine.run { api, connection in
            try Importer.run(configuration, DuckDBSession(api: api, connection: connection), sizes: sizes)
        }
        return Warehouse(
            engine: engine, schema: result.schema, quality: result.quality, cacheWarnings: cacheWarnings)
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
}
