import Core

/// What was copied.
package struct LoadReport: Hashable, Sendable {
    package struct LoadedTable: Hashable, Sendable {
        /// As the configuration writes it: `crm.opportunities`.
        package var table: String
        /// Name of the file without its folder.
        package var source: String
        package var rows: Int
    }

    package var tables: [LoadedTable]
    /// What the import of the files found: rejected rows, warnings.
    package var quality: QualityReport
}

/// Copies files into a PostgreSQL: imported and typed as ever, then by COPY in one transaction.
package enum PostgresLoader {
    private static let rowsAtOnce = 10_000

    /// Imports the files that `configuration` names and copies them into the tables that it names, which are made anew.
    ///
    /// A table that a load made before is replaced, any other only with `replace`; whoever could read it can read the new
    /// one. Columns of lookups that are files become columns of the opportunities. Where anything fails, the database is
    /// as it was.
    ///
    /// Throws `Failure(.configuration)` where a file, a table or the URL is missing, what the import throws, and
    /// `Failure(.data)` or `Failure(.unavailable)` where the database refuses.
    package static func load(
        _ configuration: DataConfiguration, environment: [String: String], replace: Bool = false
    ) async throws -> LoadReport {
        guard case .postgres(let source) = configuration.engine else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "load.engine", "`data.engine` is not `postgres`, so there is nothing to load into",
                    solution: "Write `engine: postgres` and `url_env:` under `data` in broadsheet.yml"))
        }
        let settings = try ConnectionSettings(source, environment: environment)
        try check(configuration)
        let connection = PostgresConnection(settings)
        // Before the import, which may take long for nothing.
        try await connection.open()
        var files = configuration
        files.engine = .duckdb
        let warehouse = try await Warehouse.open(files)
        let tables = try await LoadTable.all(configuration, warehouse)
        var loaded: [LoadReport.LoadedTable] = []
        // A connection that is dropped before COMMIT leaves nothing behind.
        let lockTimeout = source.lockMilliseconds
        try await connection.run { session in
            try session.execute(
                "BEGIN TRANSACTION READ WRITE; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = \(lockTimeout)"
            )
        }
        for table in tables {
            let target = try await connection.run { try LoadTarget.make(table, replace: replace, $0) }
            let rows = try await copy(table, into: target, warehouse, connection)
            try await connection.run { try target.finish($0) }
            loaded.append(.init(table: table.name, source: table.file, rows: rows))
        }
        try await connection.run { try $0.execute("COMMIT") }
        return LoadReport(tables: loaded, quality: warehouse.quality)
    }

    private static func check(_ configuration: DataConfiguration) throws(Failure) {
        var errors: [Diagnostic] = []
        let datasets: [(String, DataConfiguration.Dataset?)] = [
            ("opportunities", configuration.opportunities), ("contacts", configuration.contacts),
            ("history", configuration.history),
        ]
        for (name, dataset) in datasets {
            guard let dataset else { continue }
            for (key, value) in [("file", dataset.file), ("table", dataset.table ?? "")] where value.isEmpty {
                errors.append(
                    Diagnostic(
                        id: "load.\(key)-missing",
                        "`data.\(name).\(key)` is missing: a load copies a file into a table",
                        solution: "Write `\(name): {file: data/\(name).csv, table: crm.\(name)}` in broadsheet.yml"))
            }
        }
        for (index, lookup) in configuration.lookups.enumerated() where lookup.table != nil {
            errors.append(
                Diagnostic(
                    id: "load.lookup-table",
                    "`data.lookups[\(index)].table` is not loaded: the columns of a lookup's file "
                        + "become columns of the opportunities",
                    solution: "Leave out `table` of the lookup"))
        }
        if !errors.isEmpty { throw Failure(.configuration, errors) }
    }

    private static func copy(
        _ table: LoadTable, into target: LoadTarget, _ warehouse: Warehouse, _ connection: PostgresConnection
    ) async throws -> Int {
        let columns = table.columns.map { SQL.identifier($0.source) }.joined(separator: ", ")
        try await connection.run { try $0.beginCopy(target.copyStatement) }
        var first = 0
        while true {
            let rows = try await warehouse.query(
                SQL(
                    "SELECT \(columns) FROM \(SQL.identifier(table.imported)) WHERE rowid >= ? AND rowid < ? ORDER BY rowid",
                    [.integer(first), .integer(first + rowsAtOnce)])
            ).rows
            if rows.isEmpty { break }
            var bytes: [UInt8] = []
            for row in rows { CopyText.append(row, to: &bytes) }
            let chunk = bytes
            try await connection.run { try $0.copy(chunk) }
            first += rows.count
        }
        try await connection.run { try $0.endCopy() }
        return first
    }
}
