import Core

/// How many cells of each column of a table are empty, how many are different, and whether texts have to be cleaned.
///
/// The server groups each column once, several at a time.
struct ColumnCounts: Sendable {
    struct Column: Sendable {
        /// Different cells that are not NULL.
        var distinct = 0
        var empty = 0
        /// Cells that `TextCleaning` would change.
        var unclean = 0
    }

    private(set) var rows = 0
    private(set) var columns: [Int: Column] = [:]

    /// Nothing counted yet.
    init() {}

    init(_ table: PostgresTable, _ cleaning: TextCleaning, _ database: PostgresDatabase) async throws {
        let indices = table.columns.indices.filter { table.columns[$0].kind != .other }
        let statements = indices.map { index in
            let column = table.columns[index]
            let unclean = column.kind == .text ? cleaning.isNeeded("g.v") : SQL("FALSE")
            // Grouping what is unique by an index would only cost.
            let isUnique = table.uniqueColumns.contains(column.name)
            let groups =
                isUnique
                ? "SELECT \(column.reference("t")) AS v, 1 AS n FROM \(table.qualified) AS t"
                : "SELECT \(column.reference("t")) AS v, count(*) AS n FROM \(table.qualified) AS t GROUP BY 1"
            return SQL("SELECT count(g.v), CAST(coalesce(sum(g.n) FILTER (WHERE g.v IS NULL), 0) AS bigint), ")
                + SQL("CAST(coalesce(sum(g.n) FILTER (WHERE ") + unclean
                + SQL("), 0) AS bigint), CAST(coalesce(sum(g.n), 0) AS bigint) FROM (\(groups)) AS g")
        }
        let found = try await database.queries(statements)
        for (index, table) in zip(indices, found) {
            guard let row = table.rows.first, row.count == 4 else { continue }
            columns[index] = Column(
                distinct: row[0].integer ?? 0, empty: row[1].integer ?? 0, unclean: row[2].integer ?? 0)
            rows = row[3].integer ?? 0
        }
    }

    /// Columns of texts in which some cell has to be cleaned.
    var uncleanColumns: Set<Int> { Set(columns.filter { $0.value.unclean > 0 }.keys) }
}
