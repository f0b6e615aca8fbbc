import Core

/// A table that was made in the database and is being filled.
struct LoadTarget: Sendable {
    let table: LoadTable
    /// The name for statements.
    let qualified: String
    /// Who could read the table that it replaces.
    private let readers: [String]

    /// Makes the table in the transaction that is open, its schema where there is none.
    ///
    /// Throws `Failure(.data)` where a table of that name is there that no load made, and `replace` is not set.
    static func make(_ table: LoadTable, replace: Bool, _ session: PostgresSession) throws -> LoadTarget {
        let schema = try self.schema(table, session)
        let qualified = SQL.identifier(schema) + "." + SQL.identifier(table.table)
        let found = try session.query(
            SQL(
                """
                SELECT CAST(c.relkind AS text) AS kind, obj_description(c.oid, 'pg_class') AS comment
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ?
                """, [.text(schema), .text(table.table)]), limit: 1)
        var readers: [String] = []
        if !found.rows.isEmpty {
            let isTable = found.value(0, "kind").string == "r"
            let isOurs = found.value(0, "comment").string?.hasPrefix(PostgresTable.mark) ?? false
            guard isTable, isOurs || replace else {
                throw Failure(
                    .data,
                    Diagnostic(
                        id: "load.table-exists",
                        "\(table.name) is there already and \(isTable ? "was not made by a load" : "is no plain table")",
                        solution: isTable
                            ? "Name another table, or give --replace to drop it with all that is in it"
                            : "Name another table in `data.\(table.imported).table`"))
            }
            readers = try session.query(
                SQL(
                    """
                    SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE CAST(CAST(a.grantee AS regrole) AS text) END AS reader
                    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace,
                         pg_catalog.aclexplode(c.relacl) a
                    WHERE n.nspname = ? AND c.relname = ? AND a.privilege_type = 'SELECT' AND a.grantee <> c.relowner
                    ORDER BY 1
                    """, [.text(schema), .text(table.table)]), limit: 10_000
            ).rows.compactMap { $0.first?.string }
            try session.execute("DROP TABLE \(qualified)")
        }
        let columns = table.columns.map {
            "\(SQL.identifier($0.name)) \($0.type)\($0.isRequired ? " NOT NULL" : "")"
        }
        try session.execute("CREATE TABLE \(qualified) (\(columns.joined(separator: ", ")))")
        return LoadTarget(table: table, qualified: qualified, readers: readers)
    }

    var copyStatement: String {
        let columns = table.columns.map { SQL.identifier($0.name) }.joined(separator: ", ")
        return "COPY \(qualified) (\(columns)) FROM STDIN"
    }

    /// Indexes, comments, rights and statistics.
    func finish(_ session: PostgresSession) throws {
        for name in ["opportunity_id", "account"] where table.columns.contains(where: { $0.name == name }) {
            let isUnique = table.imported == "opportunities" && name == "opportunity_id"
            try session.execute("CREATE \(isUnique ? "UNIQUE " : "")INDEX ON \(qualified) (\(SQL.identifier(name)))")
        }
        // The readers' roles come quoted from the catalogue.
        for reader in readers { try session.execute("GRANT SELECT ON \(qualified) TO \(reader)") }
        let mark = try session.literal("\(PostgresTable.mark) from \(table.file)")
        try session.execute("COMMENT ON TABLE \(qualified) IS \(mark)")
        for column in table.columns {
            guard let label = column.label else { continue }
            let name = SQL.identifier(column.name)
            try session.execute("COMMENT ON COLUMN \(qualified).\(name) IS \(try session.literal(label))")
        }
        try session.execute("ANALYZE \(qualified)")
    }

    private static func schema(_ table: LoadTable, _ session: PostgresSession) throws -> String {
        guard let schema = table.schema else {
            let current = try session.query(SQL("SELECT current_schema() AS name"), limit: 1)
            return current.value(0, "name").string ?? "public"
        }
        let found = try session.query(
            SQL("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?", [.text(schema)]), limit: 1)
        if found.rows.isEmpty { try session.execute("CREATE SCHEMA \(SQL.identifier(schema))") }
        return schema
    }
}
