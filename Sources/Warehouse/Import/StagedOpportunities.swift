import Core

/// The opportunities as they stand in the file, typed, in table `staged`: text columns are called `c` and their index.
struct StagedOpportunities {
    let file: PreparedFile
    /// The columns of the table.
    let columns: [OutputColumn]
    private(set) var rows: RowImport
    private(set) var warnings: [Diagnostic] = []
    /// Whether no row was folded into another one.
    private(set) var isWhole = true

    /// Whether each id is greater than the one before, as in files that are sorted by it: then none stands twice.
    private var hasRisingIDs: Bool { columns.contains(where: \.isKey) && rows.keys.isRising }

    static let table = "staged"

    /// The columns of amounts, with their names in the table; behind each stands one with the currency written in the cell,
    /// `amount_sign`, where amounts in other currencies are left out.
    static let amounts: [(meaning: Meaning, column: String)] = [
        (.role(.amount), "amount"), (.actualAmount, "actual_amount"),
    ]

    /// Imports the file; `extra` are columns that are needed although no dimension is made of them.
    init(
        _ file: PreparedFile, dimensions: DimensionPlan, extra: Set<Int>, _ configuration: DataConfiguration,
        _ session: DuckDBSession
    ) throws {
        self.file = file
        let outputs = StagedOpportunities.outputs(
            file, dimensions: dimensions.dimensions, extra: extra, configuration.stages)
        (rows, columns) = try file.stage(outputs, into: StagedOpportunities.table, configuration, session)
    }

    /// The columns to be filled: those of the table and of its `dimensions`, and `extra` ones of text.
    static func outputs(
        _ file: PreparedFile, dimensions: [PlannedDimension], extra: Set<Int>, _ stages: DataConfiguration.Stages?
    ) -> [OutputColumn] {
        let texts = extra.union(dimensions.compactMap(\.source))
        guard FinalColumns.fit(file) else { return outputs(file, texts: texts) }
        var columns = FinalColumns.outputs(file, stages)
        var names = Set(columns.map(\.name))
        for dimension in dimensions {
            guard let name = column(dimension), let source = dimension.source, names.insert(name).inserted else {
                continue
            }
            columns.append(
                OutputColumn(name: name, source: source, kind: dimension.part.map { .part($0) } ?? .text))
        }
        return columns + outputs(file, texts: texts).filter { names.insert($0.name).inserted }
    }

    /// The staged column that a dimension of the file is; nil for a lookup's.
    static func column(_ dimension: PlannedDimension) -> String? {
        dimension.source.map { source in dimension.part.map { column($0, of: source) } ?? "c\(source)" }
    }

    private static func outputs(_ file: PreparedFile, texts wanted: Set<Int>) -> [OutputColumn] {
        var columns = [OutputColumn(name: "line", source: 0, kind: .line)]
        var texts = wanted
        let textMeanings: [Meaning] = [
            .role(.opportunityID), .role(.name), .role(.account), .role(.status), .isClosed, .isWon, .isLost,
        ]
        texts.formUnion(textMeanings.compactMap { file.roles.columns[$0] })
        if file.keptCurrency != nil, let currency = file.roles.columns[.currency] { texts.insert(currency) }
        if let stage = file[.stage] {
            texts.remove(stage)
            columns.append(OutputColumn(name: "c\(stage)", source: stage, kind: .text, isRequired: true))
        }
        for (meaning, name) in StagedOpportunities.amounts {
            guard let index = file.roles.columns[meaning], let format = file.amountFormat(meaning) else { continue }
            columns.append(OutputColumn(name: name, source: index, kind: .amount(format)))
            guard file.keptCurrency != nil else { continue }
            columns.append(OutputColumn(name: name + "_sign", source: index, kind: .currencyOfAmount))
        }
        if let index = file[.probability], let format = file.probabilityFormat {
            columns.append(OutputColumn(name: "probability", source: index, kind: .probability(format)))
        }
        for (meaning, name) in Meaning.opportunityDates {
            if let index = file.roles.columns[meaning] { columns.append(file.dateColumn(name, index)) }
        }
        if let name = file.nameOfParts {
            for part in [CellPart.category, .rest] {
                columns.append(OutputColumn(name: column(part, of: name), source: name, kind: .part(part)))
            }
        }
        let key = file[.opportunityID]
        return columns
            + texts.sorted().map { OutputColumn(name: "c\($0)", source: $0, kind: .text, isKey: $0 == key) }
    }

    /// The column that holds a part of the cells of the file's column `index`.
    static func column(_ part: CellPart, of index: Int) -> String {
        "c\(index)_\(part == .category ? "category" : "rest")"
    }

    /// The columns that may be wanted of a file of which only the beginning is known.
    static func possibleOutputs(
        _ beginning: PreparedFile, lookups: [(file: PreparedFile, key: Int)], _ stages: DataConfiguration.Stages?
    ) -> [OutputColumn] {
        let plan = DimensionPlan(beginning)
        let sides = lookups.compactMap { lookup in
            (try? LookupJoin.side(of: lookup.key, lookup.file, opportunities: beginning, dimensions: plan))?.column
        }
        return outputs(
            beginning, dimensions: plan.dimensions, extra: beginning.possibleDimensions.union(sides), stages)
    }

    /// Folds the rows of one opportunity into its first row and rejects those that disagree.
    ///
    /// Returns the text columns in which the rows of one opportunity differ, so that no figure may be built on them.
    mutating func foldRepeatedRows(_ session: DuckDBSession) throws -> Set<Int> {
        guard let id = file[.opportunityID], !hasRisingIDs else { return [] }
        try session.execute(
            "CREATE TABLE repeated AS SELECT c\(id) AS id, min(line) AS line FROM staged WHERE c\(id) IS NOT NULL "
                + "GROUP BY c\(id) HAVING count(*) > 1")
        guard try session.execute("SELECT count(*) FROM repeated").rows[0][0] != .integer(0) else { return [] }
        isWhole = false
        try rejectDisagreeing(id, session)
        try takeLatestActivity(id, session)
        let differing = try differingColumns(id, session)
        let folded = try session.execute(
            "SELECT count(*) - count(DISTINCT s.c\(id)), count(DISTINCT s.c\(id)) FROM staged s JOIN repeated r ON s.c\(id) = r.id"
        ).rows[0]
        try session.execute(
            "DELETE FROM staged WHERE EXISTS (SELECT 1 FROM repeated r WHERE r.id = staged.c\(id) AND r.line <> staged.line)"
        )
        if let extra = folded[0].integer, let count = folded[1].integer, extra > 0 {
            warnings.append(
                Diagnostic(
                    .warning, id: "rows.repeated",
                    "\(count) opportunities stand on several rows that agree; \(extra) rows are not counted again",
                    file: file.source.name))
        }
        if !differing.isEmpty {
            let headers = differing.sorted().map { file.source.headers[$0] }
            warnings.append(
                Diagnostic(
                    .warning, id: "rows.differing-columns",
                    "rows of one opportunity differ in \(headers.joined(separator: ", ")): nothing is grouped by it",
                    file: file.source.name, solution: "Export one row an opportunity to use these columns"))
        }
        return differing
    }

    /// The columns in which all rows of one opportunity have to agree, in the order in which a difference is named.
    private var agreeing: [(sql: String, index: Int)] {
        let typed: [(Meaning, String?)] =
            [
                (.role(.account), nil), (.role(.stage), nil), (.role(.amount), "amount"),
                (.actualAmount, "actual_amount"),
            ]
            + (file.keptCurrency == nil
                ? [] : [(.currency, nil), (.role(.amount), "amount_sign"), (.actualAmount, "actual_amount_sign")])
            + [(.role(.probability), "probability")]
            + Meaning.opportunityDates.filter { $0.meaning != .role(.activity) }.map { ($0.meaning, $0.column) }
            + [(.role(.status), nil), (.isClosed, nil), (.isWon, nil), (.isLost, nil)]
        return typed.compactMap { meaning, name in
            file.roles.columns[meaning].map { (name ?? "c\($0)", $0) }
        }
    }

    private func differs(_ column: String) -> String {
        "(count(DISTINCT s.\(column)) > 1 OR (count(s.\(column)) > 0 AND count(s.\(column)) < count(*)))"
    }

    private mutating func rejectDisagreeing(_ id: Int, _ session: DuckDBSession) throws {
        let cases = agreeing.map { "WHEN \(differs($0.sql)) THEN \($0.index)" }.joined(separator: " ")
        try session.execute(
            "CREATE TABLE conflicting AS SELECT r.id AS id, CASE \(cases) ELSE -1 END AS source "
                + "FROM staged s JOIN repeated r ON s.c\(id) = r.id GROUP BY r.id")
        let found = try session.execute(
            "SELECT s.line, f.source FROM staged s JOIN conflicting f ON s.c\(id) = f.id WHERE f.source >= 0 ORDER BY s.line"
        )
        for row in found.rows {
            guard let line = row[0].integer, let source = row[1].integer else { continue }
            rows.reject(
                .init(
                    file: file.source.name, line: line, column: file.source.headers[source],
                    reason: "differs from another row of the same opportunity"))
        }
        try session.execute(
            "DELETE FROM staged WHERE EXISTS (SELECT 1 FROM conflicting f WHERE f.id = staged.c\(id) AND f.source >= 0)"
        )
    }

    /// Each row of an opportunity may have the last activity with its own contact: the latest is that of the opportunity.
    private func takeLatestActivity(_ id: Int, _ session: DuckDBSession) throws {
        guard file[.activity] != nil else { return }
        try session.execute(
            "UPDATE staged SET last_activity = l.latest FROM (SELECT s.c\(id) AS id, max(s.last_activity) AS latest "
                + "FROM staged s JOIN repeated r ON s.c\(id) = r.id GROUP BY 1) l WHERE staged.c\(id) = l.id")
    }

    private func differingColumns(_ id: Int, _ session: DuckDBSession) throws -> Set<Int> {
        let fixed = Set(agreeing.map(\.index) + [id])
        let staged = try session.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = 'staged'")
        let texts = staged.rows.compactMap { row in
            row[0].string.flatMap { $0.hasPrefix("c") ? Int($0.dropFirst()) : nil }
        }.filter { !fixed.contains($0) }.sorted()
        guard !texts.isEmpty else { return [] }
        let flags = texts.map { "max(d\($0))" }.joined(separator: ", ")
        let tests = texts.map { "\(differs("c\($0)"))::INTEGER AS d\($0)" }.joined(separator: ", ")
        let found = try session.execute(
            "SELECT \(flags) FROM (SELECT \(tests) FROM staged s JOIN repeated r ON s.c\(id) = r.id GROUP BY r.id)")
        guard let row = found.rows.first else { return [] }
        return Set(zip(texts, row).filter { $0.1 == .integer(1) }.map(\.0))
    }
}
