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
        for candidate in plan.candidates {
            let column = SQL.identifier(candidate.id)
            // The window counts the groups before LIMIT cuts them.
            let table = try await engine.query(
                SQL(
                    """
                    SELECT \(column) AS value, count(*) AS n, count(*) OVER () AS groups,
                      CAST(sum(count(*)) OVER () AS bigint) AS filled
                    FROM opportunities WHERE \(column) IS NOT NULL GROUP BY \(column) ORDER BY n DESC, \(column) LIMIT 500
                    """))
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
        let numbers = try await counted(table)
        var uses: [ColumnUse] = []
        for (index, column) in columns.enumerated() {
            let meaning = table.roles.columns.filter { $0.value == index && table.kind != .lookup }.keys
                .min { $0.name < $1.name }
            let dimension = dimensions.first { $0.dataset == dataset && $0.header == column.name }
            let use = index == key ? "key" : meaning != nil ? "role" : dimension != nil ? "dimension" : "ignored"
            let range = table.kind == .opportunities ? try await range(meaning) : nil
            uses.append(
                ColumnUse(
                    header: column.name, use: use, name: meaning?.name ?? dimension?.id, type: column.typeName,
                    distinctCount: numbers.distinct[index] ?? 0, emptyCount: numbers.empty[index] ?? 0,
                    least: range?.least, greatest: range?.greatest))
        }
        return DatasetSummary(
            name: dataset, source: table.table.name, rows: rows ?? numbers.rows, rejectedRows: rejected, sha256: "",
            columns: uses)
    }

    private struct Numbers {
        var rows = 0
        var distinct: [Int: Int] = [:]
        var empty: [Int: Int] = [:]
    }

    /// Empty and distinct cells of each column that can be compared.
    private func counted(_ table: TableRoles) async throws -> Numbers {
        let from = "FROM \(table.table.qualified) AS t"
        let indices = table.table.columns.indices.filter { table.table.columns[$0].kind != .other }
        // Scalar subqueries hash; count(DISTINCT …) would sort the table once a column.
        let distinct = indices.map { index in
            let column = table.table.columns[index].reference("t")
            return "(SELECT count(*) FROM (SELECT DISTINCT \(column) AS c \(from)) AS d WHERE c IS NOT NULL)"
        }
        let filled = indices.map { ", count(*) - count(\(table.table.columns[$0].reference("t")))" }
        var numbers = Numbers()
        let first = try await engine.database.query(SQL("SELECT count(*)\(filled.joined()) \(from)")).rows.first ?? []
        numbers.rows = first.first?.integer ?? 0
        for (index, value) in zip(indices, first.dropFirst()) { numbers.empty[index] = value.integer }
        guard !indices.isEmpty else { return numbers }
        let second =
            try await engine.database.query(SQL("SELECT \(distinct.joined(separator: ", "))")).rows.first ?? []
        for (index, value) in zip(indices, second) { numbers.distinct[index] = value.integer }
        return numbers
    }

    private func range(_ meaning: Meaning?) async throws -> (least: String, greatest: String)? {
        let columns: [Meaning: String] = [
            .role(.amount): "amount", .role(.probability): "probability", .role(.created): "created",
            .role(.closed): "closed",
        ]
        guard let meaning, let column = columns[meaning] else { return nil }
        let row =
            try await engine.query(SQL("SELECT min(\(column)), max(\(column)) FROM opportunities")).rows.first ?? []
        func text(_ value: Value?) -> String? { value?.date?.description ?? value?.decimal?.description }
        guard let least = text(row.first), let greatest = text(row.last) else { return nil }
        return (least, greatest)
    }
}
