import Core

/// A table, view or foreign table of the database.
struct PostgresTable: Sendable {
    /// What the loader writes as the comment of its tables.
    static let mark = "Loaded by broadsheet"

    /// As the configuration writes it: `crm.opportunities`.
    let name: String
    let schema: String
    let table: String
    /// `pg_class.relkind`: r, p, v, m or f.
    let kind: String
    /// Whether the loader made it.
    let isOurs: Bool
    let columns: [PostgresColumn]
    /// Columns that are unique by themselves.
    let uniqueColumns: Set<String>

    /// The name for statements.
    var qualified: String { SQL.identifier(schema) + "." + SQL.identifier(table) }

    /// Whether its rows have a place that tells them apart.
    var hasRowPlaces: Bool { ["r", "p", "m"].contains(kind) }

    func column(_ name: String) -> PostgresColumn? { columns.first { $0.name == name } }

    /// Headers for the recognition of roles; of a table that the loader made only its own names stand for roles.
    var headers: [String] {
        let own = Set(Role.allCases.map(\.rawValue) + ["outcome"])
        return columns.map { $0.kind == .other || (isOurs && !own.contains($0.name)) ? "" : $0.name }
    }

    /// Looks the table up; `key` is the configuration's path to it.
    ///
    /// Throws `Failure(.data)` where there is none, with the tables that there are.
    static func find(_ name: String, key: String, _ database: PostgresDatabase) async throws -> PostgresTable {
        for (schema, table) in readings(name) {
            let found = try await database.query(
                SQL(
                    """
                    SELECT n.nspname, c.relname, CAST(c.relkind AS text), CAST(c.oid AS bigint), obj_description(c.oid, 'pg_class')
                    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname = ?
                      AND (n.nspname = ? OR (? AND pg_catalog.pg_table_is_visible(c.oid)))
                    ORDER BY n.nspname LIMIT 1
                    """, [.text(table), .text(schema ?? ""), .boolean(schema == nil)]))
            guard let row = found.rows.first, row.count == 5, let schema = row[0].string, let table = row[1].string,
                let kind = row[2].string, let oid = row[3].integer
            else { continue }
            return PostgresTable(
                name: name, schema: schema, table: table, kind: kind,
                isOurs: row[4].string?.hasPrefix(mark) ?? false, columns: try await columns(oid, database),
                uniqueColumns: try await uniqueColumns(oid, database))
        }
        throw try await missing(name, key: key, database)
    }

    /// How the name may be meant: in quotes as in SQL, as it stands, or with a schema before its first point.
    static func readings(_ name: String) -> [(schema: String?, table: String)] {
        var readings: [(String?, String)] = []
        if let parts = quotedParts(name) {
            if parts.count == 1 { readings.append((nil, parts[0])) }
            if parts.count == 2 { readings.append((parts[0], parts[1])) }
        }
        readings.append((nil, name))
        if let point = name.firstIndex(of: ".") {
            readings.append((String(name[..<point]), String(name[name.index(after: point)...])))
        }
        return readings
    }

    /// The parts of `"a"."b"`, of `a."b"` and the like; nil where no quote is well placed.
    private static func quotedParts(_ name: String) -> [String]? {
        guard name.contains("\"") else { return nil }
        var parts: [String] = []
        var rest = Substring(name)
        while true {
            if rest.first == "\"" {
                var part = ""
                rest = rest.dropFirst()
                while true {
                    guard let end = rest.firstIndex(of: "\"") else { return nil }
                    part += rest[..<end]
                    rest = rest[rest.index(after: end)...]
                    guard rest.first == "\"" else { break }
                    part += "\""
                    rest = rest.dropFirst()
                }
                parts.append(part)
            } else {
                let part = rest.prefix { $0 != "." }
                guard !part.contains("\"") else { return nil }
                parts.append(String(part))
                rest = rest[part.endIndex...]
            }
            guard let next = rest.first else { return parts }
            guard next == "." else { return nil }
            rest = rest.dropFirst()
        }
    }

    private static func columns(_ oid: Int, _ database: PostgresDatabase) async throws -> [PostgresColumn] {
        let table = try await database.query(
            SQL(
                """
                SELECT a.attname, CAST(CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END AS bigint),
                       pg_catalog.format_type(a.atttypid, a.atttypmod), t.typtype = 'e',
                       coalesce(co.collname IN ('C', 'POSIX'), FALSE), a.attnotnull,
                       pg_catalog.col_description(a.attrelid, CAST(a.attnum AS integer))
                FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                     LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
                WHERE a.attrelid = CAST(? AS oid) AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY a.attnum
                """, [.integer(oid)]))
        return table.rows.compactMap { row in
            guard row.count == 7, let name = row[0].string, let type = row[1].integer, let typeName = row[2].string
            else {
                return nil
            }
            return PostgresColumn(
                name: name,
                kind: PostgresColumn.kind(
                    type: UInt32(clamping: type), isEnumeration: row[3] == .boolean(true), typeName: typeName),
                typeName: typeName, isByteOrdered: row[4] == .boolean(true), isNotNull: row[5] == .boolean(true),
                comment: row[6].string)
        }
    }

    private static func uniqueColumns(_ oid: Int, _ database: PostgresDatabase) async throws -> Set<String> {
        let table = try await database.query(
            SQL(
                """
                SELECT a.attname FROM pg_catalog.pg_index i
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                WHERE i.indrelid = CAST(? AS oid) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indnkeyatts = 1
                """, [.integer(oid)]))
        return Set(table.rows.compactMap { $0.first?.string })
    }

    private static func missing(_ name: String, key: String, _ database: PostgresDatabase) async throws -> Failure {
        let found = try await database.query(
            SQL(
                """
                SELECT n.nspname || '.' || c.relname
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                  AND n.nspname NOT LIKE 'pg_toast%' ORDER BY 1 LIMIT 200
                """))
        let names = found.rows.compactMap { $0.first?.string }
        let nearest = Names.nearest(to: name, among: names).map { "Did you mean `\($0)`? " } ?? ""
        let list = names.isEmpty ? "the user sees no table" : "there are: \(names.prefix(20).joined(separator: ", "))"
        return Failure(
            .data,
            Diagnostic(
                id: "postgres.no-table", "`\(key).table` names a table that the database does not have: \(name)",
                solution: "\(nearest)Correct the name, or load the data with `broadsheet data --load`; \(list)"))
    }
}
