import Core

/// A table that the loader makes of one of the imported ones.
struct LoadTable: Sendable {
    struct Column: Sendable {
        var name: String
        /// The column of the imported table.
        var source: String
        /// As PostgreSQL has it: `numeric(18,2)`.
        var type: String
        /// As readers see it, kept as the column's comment.
        var label: String?
        var isRequired = false
    }

    /// `opportunities`, `contacts` or `history`, as it is called after import.
    let imported: String
    let schema: String?
    let table: String
    /// As the configuration writes it.
    let name: String
    /// Name of the file without its folder.
    let file: String
    let columns: [Column]
    let rows: Int

    /// The tables that the configuration names, with the columns that the imported data have.
    ///
    /// Throws `Failure(.configuration)` where a dataset has a file and no table, or no file.
    static func all(_ configuration: DataConfiguration, _ warehouse: Warehouse) async throws -> [LoadTable] {
        let types = try await columnTypes(warehouse)
        let datasets: [(String, DataConfiguration.Dataset?)] = [
            ("opportunities", configuration.opportunities), ("contacts", configuration.contacts),
            ("history", configuration.history),
        ]
        return try datasets.compactMap { imported, dataset in
            guard let dataset, let name = dataset.table else { return nil }
            guard let (schema, table) = target(name) else {
                throw Failure(
                    .configuration,
                    Diagnostic(
                        id: "load.table-name", "`data.\(imported).table` is no name of a table: \(name)",
                        solution: "Write a name, or a schema and a name: crm.opportunities"))
            }
            let summary = warehouse.schema.datasets.first { $0.name == imported }
            return LoadTable(
                imported: imported, schema: schema, table: table, name: name, file: summary?.source ?? dataset.file,
                columns: columns(imported, warehouse.schema, types[imported] ?? [:]), rows: summary?.rows ?? 0)
        }
    }

    /// Schema and name; no schema where the name has none.
    private static func target(_ name: String) -> (schema: String?, table: String)? {
        let readings = PostgresTable.readings(name)
        let best = name.hasPrefix("\"") ? readings.first : readings.last
        guard let best, !best.table.isEmpty, best.schema != "" else { return nil }
        return best
    }

    private static func columns(_ imported: String, _ schema: Schema, _ types: [String: String]) -> [Column] {
        func column(_ name: String, _ source: String, label: String? = nil, isRequired: Bool = false) -> Column? {
            types[source].map { Column(name: name, source: source, type: $0, label: label, isRequired: isRequired) }
        }
        let roles = schema.datasets.first { $0.name == imported }?.columns.filter { $0.use == "role" }.compactMap(
            \.name)
        func ifThere(_ role: Role, _ source: String) -> Column? {
            let isThere = imported == "opportunities" ? schema.has(role) : roles?.contains(role.rawValue) ?? false
            let label = schema.dimension(source)?.label
            return isThere ? column(role.rawValue, source, label: imported == "opportunities" ? label : nil) : nil
        }
        switch imported {
        case "contacts":
            // A title is classified once, at the load.
            return [.opportunityID, .account, .title, .role].compactMap { ifThere($0, $0.rawValue) }
                + SideRelations.ofTitles.compactMap { column($0, $0) }
        case "history":
            return ["opportunity_id", "stage", "entered"].compactMap { column($0, $0, isRequired: true) }
        default:
            var columns = [
                column("opportunity_id", "opportunity_id", isRequired: true), ifThere(.name, "name"),
                ifThere(.account, "account"),
                column("stage", "stage", label: schema.dimension("stage")?.label, isRequired: true),
                column("outcome", "outcome", isRequired: true), column("amount", "amount"),
                ifThere(.probability, "probability"), ifThere(.created, "created"), ifThere(.closed, "closed"),
                ifThere(.activity, "last_activity"),
            ].compactMap(\.self)
            for dimension in schema.dimensions where dimension.id != "account" && dimension.id != "stage" {
                if let made = column(dimension.id, dimension.id, label: dimension.label) { columns.append(made) }
            }
            return columns
        }
    }

    /// Column → PostgreSQL's type, of each imported table.
    private static func columnTypes(_ warehouse: Warehouse) async throws -> [String: [String: String]] {
        let table = try await warehouse.query(
            SQL("SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"))
        var types: [String: [String: String]] = [:]
        for row in table.rows {
            guard row.count == 3, let name = row[0].string, let column = row[1].string, let type = row[2].string else {
                continue
            }
            let ours =
                type == "DATE" ? "date" : type.hasPrefix("DECIMAL") ? type.replacing("DECIMAL", with: "numeric") : nil
            // An index or a tie is sorted by bytes whatever the database's collation is, as DuckDB sorts.
            types[name, default: [:]][column] = ours ?? "text COLLATE \"C\""
        }
        return types
    }
}
