import Core

/// Counts what is in the tables, on the server.
struct PostgresSummary {
    private let engine: PostgresEngine
    private let source: TableRoles

    init(_ engine: PostgresEngine, _ source: TableRoles) {
        self.engine = engine
        self.source = source
    }

    func counts() async throws -> SchemaSummary.Counts {
        let table = try await engine.query(SQL(SchemaSummary.countsQuery))
        return SchemaSummary.Counts(table.rows.first ?? [])
    }

    /// The dimensions in the schema; candidates whose values speak against them are taken out.
    func dimensions(_ plan: inout TableDimensions, rows: Int) async throws -> [Dimension] {
        var kept: [Dimension] = []
        var reasons: [String: String] = [:]
        let statements = plan.candidates.map { candidate in
            let column = SQL.identifier(candidate.id)
            // The window counts the groups before LIMIT cuts them.
            return SQL(
                """
                SELECT \(column) AS value, count(*) AS n, count(*) OVER () AS groups,
                  CAST(sum(count(*)) OVER () AS bigint) AS filled
                FROM opportunities WHERE \(column) IS NOT NULL GROUP BY \(column) ORDER BY n DESC, \(column) LIMIT 500
                """)
        }
        let tables = try await engine.database.queries(statements.map(engine.relations.completing))
        for (candidate, table) in zip(plan.candidates, tables) {
            let values = table.rows.compactMap { $0.first?.string }
            let distinct = table.value(0, "groups").integer ?? 0
            if let reason = TableDimensions.reason(against: candidate, distinct: distinct, rows: rows, values: values) {
                reasons[candidate.id] = reason
                continue
            }
            kept.append(
                Dimension(
                    id: candidate.id, label: candidate.label, dataset: candidate.dataset, header: candidate.header,
                    distinctCount: distinct, emptyCount: rows - (table.value(0, "filled").integer ?? 0), values: values)
            )
        }
        plan.remove(Array(reasons.keys)) { reasons[$0.id] ?? "" }
        return kept
    }

    /// What became of a table's columns.
    ///
    /// There is no hash of a table's rows: `sha256` is empty. `key` is a lookup's.
    func dataset(
        _ table: TableRoles, rows: Int?, rejected: Int, dimensions: [Dimension], key: Int? = nil
    ) async throws -> DatasetSummary {
        let dataset = table.kind == .lookup ? table.table.name : table.kind.rawValue
        let columns = table.table.columns
        let ranges = table.kind == .opportunities ? try await self.range() : [:]
        var uses: [ColumnUse] = []
        for (index, column) in columns.enumerated() {
            let meaning = table.roles.columns.filter { $0.value == index && table.kind != .lookup }.keys
                .min { $0.name < $1.name }
            let dimension = dimensions.first { $0.dataset == dataset && $0.header == column.name }
            let use = index == key ? "key" : meaning != nil ? "role" : dimension != nil ? "dimension" : "ignored"
            let range = meaning.flatMap { ranges[$0] }
            let counts = table.counts.columns[index]
            uses.append(
                ColumnUse(
                    header: column.name, use: use, name: meaning?.name ?? dimension?.id, type: column.typeName,
                    distinctCount: counts?.distinct ?? 0, emptyCount: counts?.empty ?? 0,
                    least: range?.least, greatest: range?.greatest))
        }
        return DatasetSummary(
            name: dataset, source: table.table.name, rows: rows ?? table.counts.rows, rejectedRows: rejected,
            sha256: "",
            columns: uses)
    }

    /// The columns that have a smallest and a largest value.
    private static let ranges: [Meaning: String] = [
        .role(.amount): "amount", .role(.probability): "probability", .role(.created): "created",
        .role(.closed): "closed", .role(.activity): "last_activity",
    ]

    private func range() async throws -> [Meaning: (least: String, greatest: String)] {
        let meanings = PostgresSummary.ranges.keys.sorted { $0.name < $1.name }
        let columns = meanings.compactMap { PostgresSummary.ranges[$0] }.map { "min(\($0)), max(\($0))" }
        let row =
            try await engine.query(SQL("SELECT \(columns.joined(separator: ", ")) FROM opportunities")).rows.first ?? []
        func text(_ value: Value) -> String? { value.date?.description ?? value.decimal?.description }
        var ranges: [Meaning: (least: String, greatest: String)] = [:]
        for (index, meaning) in meanings.enumerated() where row.indices.contains(2 * index + 1) {
            guard let least = text(row[2 * index]), let greatest = text(row[2 * index + 1]) else { continue }
            ranges[meaning] = (least, greatest)
        }
        return ranges
    }
}
