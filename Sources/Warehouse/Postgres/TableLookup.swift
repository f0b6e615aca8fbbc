import Core

/// A table of the database that is joined to the opportunities by a key, without ever multiplying them.
struct TableLookup: Sendable {
    private(set) var roles: TableRoles
    /// Index of the key's column in the lookup.
    let key: Int
    /// SQL of the opportunities' side of the key, over `t`.
    let side: SQL
    let alias: String
    private(set) var warnings: [Diagnostic] = []

    var table: PostgresTable { roles.table }

    init(
        _ lookup: DataConfiguration.Lookup, number: Int, opportunities: TableRoles, nulls: [String],
        _ database: PostgresDatabase
    ) async throws {
        let path = "data.lookups[\(number)]"
        let table = try await PostgresTable.find(lookup.table ?? "", key: path, database)
        roles = try TableRoles(.lookup, table, mapping: [:], key: path, nulls: nulls)
        alias = "l\(number)"
        let names = table.columns.map(\.name)
        let wanted = Names.folded(lookup.key)
        guard let key = names.firstIndex(of: lookup.key) ?? names.firstIndex(where: { Names.folded($0) == wanted })
        else {
            throw Failure(
                .data,
                Diagnostic(
                    id: "lookup.key", "the lookup has no column \(lookup.key)", file: table.name,
                    solution: "Set `key` of the lookup to one of: \(names.joined(separator: ", "))"))
        }
        self.key = key
        let meaning = roles.roles.columns.first { $0.value == key }?.key
        let folded = Names.folded(names[key])
        let other =
            meaning.flatMap { opportunities.roles.columns[$0] }
            ?? opportunities.table.columns.firstIndex { Names.folded($0.name) == folded }
        guard let other else {
            throw Failure(
                .data,
                Diagnostic(
                    id: "lookup.no-match",
                    "the opportunities have no column \(names[key]) that this lookup could be joined by",
                    file: table.name,
                    solution: "Set `key` of the lookup to a column that the opportunities have too"))
        }
        side = opportunities.text(other)
        roles.counts = try await ColumnCounts(table, roles.cleaning, database)
        try await checkUnique(database)
        try await countUnmatched(opportunities, database)
    }

    /// The join.
    ///
    /// Where no index keeps the key unique, one row of each key is taken, whatever is written into the table later.
    var join: SQL {
        let column = table.columns[key]
        let isUnique = table.uniqueColumns.contains(column.name)
        let rows =
            isUnique
            ? table.qualified
            : "(SELECT DISTINCT ON (\(SQL.identifier(column.name))) * FROM \(table.qualified) ORDER BY \(SQL.identifier(column.name)))"
        return SQL("LEFT JOIN \(rows) AS \(alias) ON \(column.text(alias)) = ") + side
    }

    private func checkUnique(_ database: PostgresDatabase) async throws {
        let name = SQL.identifier(table.columns[key].name)
        let repeated = try await database.query(
            SQL(
                "SELECT count(*) FROM (SELECT 1 FROM \(table.qualified) WHERE \(name) IS NOT NULL GROUP BY \(name) HAVING count(*) > 1) AS r"
            ))
        guard let count = repeated.value(0, "count").integer, count > 0 else { return }
        throw Failure(
            .data,
            Diagnostic(
                id: "lookup.duplicate-key",
                "\(count) \(count == 1 ? "key stands" : "keys stand") on several rows of column \(table.columns[key].name)",
                file: table.name, solution: "Leave one row for each key; a unique index keeps it so"))
    }

    private mutating func countUnmatched(_ opportunities: TableRoles, _ database: PostgresDatabase) async throws {
        let column = table.columns[key]
        let found = try await database.query(
            SQL("SELECT count(*) AS rows FROM \(opportunities.table.qualified) AS t WHERE ") + side
                + SQL(" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \(table.qualified) AS l WHERE \(column.text("l")) = ")
                + side
                + SQL(")"))
        guard let count = found.value(0, "rows").integer, count > 0 else { return }
        warnings.append(
            Diagnostic(
                .warning, id: "lookup.unmatched",
                "the \(column.name) of \(count) \(count == 1 ? "opportunity" : "opportunities") is not in this lookup",
                file: table.name, solution: "Add them to the lookup, or correct them in the opportunities"))
    }
}
