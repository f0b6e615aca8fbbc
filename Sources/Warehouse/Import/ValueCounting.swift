import Core

/// Counts the values of dimensions, each of them once.
///
/// What was counted while the file was read is taken from there; the rest is counted in the database.
struct ValueCounting {
    private let session: DuckDBSession
    /// The opportunities' file where every row that was counted in it is in the table.
    private let counted: PreparedFile?
    private var tables: Set<String> = []

    init(_ session: DuckDBSession, counted: PreparedFile?) {
        self.session = session
        self.counted = counted
    }

    /// nil where the database gives nothing.
    mutating func counts(_ dimension: PlannedDimension) throws -> ValueCounts? {
        if let counts = counted.flatMap({ ValueCounts(dimension, $0) }) { return counts }
        return try ValueCounts(table: table(dimension), session)
    }

    /// The values in the order of the rows in which they stand first.
    mutating func namesInOrder(_ dimension: PlannedDimension) throws -> [String] {
        if let counted, let index = dimension.source, dimension.part == nil {
            let distinct = counted.profile.columns[index].distinct
            if !distinct.isMany { return distinct.values.map(\.text) }
        }
        return try session.execute("SELECT value FROM \(try table(dimension)) WHERE value IS NOT NULL ORDER BY line")
            .rows.compactMap { $0[0].string }
    }

    /// The table of the values with their rows and first lines.
    private mutating func table(_ dimension: PlannedDimension) throws -> String {
        let name = SQL.identifier("counted_" + dimension.id)
        if tables.insert(dimension.id).inserted {
            try session.execute(
                "CREATE TEMP TABLE \(name) AS SELECT \(SQL.identifier(dimension.id)) AS value, count(*) AS count, "
                    + "min(line) AS line FROM opportunities GROUP BY 1")
        }
        return name
    }
}
