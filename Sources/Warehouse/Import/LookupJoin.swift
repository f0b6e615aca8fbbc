import Core

/// A table that is joined to the opportunities by a key, without ever multiplying them.
struct LookupJoin {
    let file: PreparedFile
    /// Index of the key's column in the lookup.
    let key: Int
    /// SQL of the opportunities' side of the key, over `s`.
    let expression: String
    /// The table's name, also its alias in the query, and the name of the table of pairs.
    let table: String
    private(set) var warnings: [Diagnostic] = []

    var pairs: String { table + "_pairs" }

    /// Imports the lookup's `columns` and its key.
    init(
        _ file: PreparedFile, key: Int, expression: String, number: Int, columns: [Int],
        _ configuration: DataConfiguration,
        _ session: DuckDBSession
    ) throws {
        self.file = file
        self.key = key
        self.expression = expression
        table = LookupJoin.table(number)
        rows = try file.stage(LookupJoin.outputs(key: key, columns), into: table, configuration, session).rows
        try rows.check(maximumShare: configuration.maxRejected, file: file.source.name)
        try checkUnique(session)
    }

    let rows: RowImport

    static func table(_ number: Int) -> String { "lookup_\(number)" }

    static func outputs(key: Int, _ columns: [Int]) -> [OutputColumn] {
        [
            OutputColumn(name: "line", source: 0, kind: .line),
            OutputColumn(name: "k", source: key, kind: .text, isRequired: true),
        ] + columns.map { OutputColumn(name: "c\($0)", source: $0, kind: .text) }
    }

    /// The index of the key's column.
    static func keyColumn(_ lookup: DataConfiguration.Lookup, _ file: PreparedFile) throws(Failure) -> Int {
        let headers = file.source.headers
        let wanted = Names.folded(lookup.key)
        if let index = headers.firstIndex(of: lookup.key) ?? headers.firstIndex(where: { Names.folded($0) == wanted }) {
            return index
        }
        let nearest = Names.nearest(to: lookup.key, among: headers).map { "Did you mean `\($0)`? " } ?? ""
        throw Failure(
            .data,
            Diagnostic(
                id: "lookup.key", "the lookup has no column \(lookup.key)", file: file.source.name,
                line: file.source.headerLine,
                solution: "\(nearest)Set `key` of the lookup to one of: \(headers.joined(separator: ", "))"))
    }

    /// Where the key stands among the opportunities: the dimension of the same role, header or name, else the column with
    /// the same header.
    static func side(
        of key: Int, _ lookup: PreparedFile, opportunities: PreparedFile, dimensions: DimensionPlan
    ) throws(Failure) -> (expression: String, column: Int?) {
        let header = lookup.source.headers[key]
        let role = lookup.roles.columns.first { $0.value == key }?.key
        if let role, let index = opportunities.roles.columns[role] { return ("s.c\(index)", index) }
        let folded = Names.folded(header)
        if let index = opportunities.source.headers.firstIndex(where: { Names.folded($0) == folded }) {
            return ("s.c\(index)", index)
        }
        let id = DimensionPlan.identifier(header, position: key)
        if let dimension = dimensions.dimensions.first(where: {
            $0.source != nil && ($0.id == id || $0.id == role?.name)
        }) {
            return (dimension.expression, dimension.source)
        }
        throw Failure(
            .data,
            Diagnostic(
                id: "lookup.no-match", "the opportunities have no column \(header) that this lookup could be joined by",
                file: lookup.source.name, line: lookup.source.headerLine,
                solution: "Set `key` of the lookup to a column that the opportunities have too"))
    }

    /// Pairs the opportunities' keys with the lookup's rows: by the same text, else by folded text where only one key on
    /// each side has it.
    ///
    /// `opportunities` is the name of their file.
    mutating func pair(opportunities: String, _ session: DuckDBSession) throws {
        let own = try session.execute("SELECT k, line FROM \(table) ORDER BY line")
        let theirs = try session.execute(
            "SELECT \(expression) AS k, count(*) FROM staged s WHERE \(expression) IS NOT NULL GROUP BY 1 ORDER BY 1")
        var exact: [String: Int] = [:]
        for row in own.rows {
            if let key = row[0].string, let line = row[1].integer { exact[key] = exact[key] ?? line }
        }
        var unmatched: [(key: String, rows: Int)] = []
        var found: [(key: String, line: Int)] = []
        for row in theirs.rows {
            guard let key = row[0].string, let count = row[1].integer else { continue }
            if let line = exact[key] { found.append((key, line)) } else { unmatched.append((key, count)) }
        }
        if !unmatched.isEmpty { pairFolded(own, theirs, &unmatched, &found) }
        try session.execute("CREATE TABLE \(pairs) (k VARCHAR, line BIGINT)")
        let writer = try ChunkWriter(session, table: pairs, types: [.text, .integer])
        for (key, line) in found {
            writer.setText(0, key)
            writer.setInteger(1, line)
            try writer.endRow()
        }
        try writer.finish()
        let missing = unmatched.reduce(0) { $0 + $1.rows }
        if missing > 0 {
            // Keys without a pair are in no row of the table of pairs.
            let lines = try LineList.first(
                "SELECT line FROM staged s WHERE \(expression) IS NOT NULL AND \(expression) NOT IN (SELECT k FROM \(pairs))",
                session)
            let what = "\(unmatched.count) \(unmatched.count == 1 ? "value" : "values") of \(file.source.headers[key])"
            warnings.append(
                Diagnostic(
                    .warning, id: "lookup.unmatched",
                    "\(what), on \(missing) rows of the opportunities, \(unmatched.count == 1 ? "is" : "are") not in this lookup: "
                        + "\(LineList.text(lines, count: missing)) of \(opportunities)",
                    file: file.source.name, solution: "Add them to the lookup, or correct them in the opportunities"))
        }
    }

    private mutating func pairFolded(
        _ own: Table, _ theirs: Table, _ unmatched: inout [(key: String, rows: Int)],
        _ found: inout [(key: String, line: Int)]
    ) {
        var lines: [String: [(key: String, line: Int)]] = [:]
        for row in own.rows {
            guard let key = row[0].string, let line = row[1].integer else { continue }
            lines[Names.folded(key), default: []].append((key, line))
        }
        var sources: [String: Int] = [:]
        for row in theirs.rows {
            if let key = row[0].string { sources[Names.folded(key), default: 0] += 1 }
        }
        var examples: [String] = []
        var left: [(key: String, rows: Int)] = []
        for (key, count) in unmatched {
            let folded = Names.folded(key)
            guard !folded.isEmpty, sources[folded] == 1, let match = lines[folded], match.count == 1 else {
                left.append((key, count))
                continue
            }
            found.append((key, match[0].line))
            examples.append("“\(key)” with “\(match[0].key)”")
        }
        unmatched = left
        guard !examples.isEmpty else { return }
        let more = examples.count > 5 ? " and \(examples.count - 5) more" : ""
        warnings.append(
            Diagnostic(
                .warning, id: "lookup.folded",
                "\(examples.count) \(examples.count == 1 ? "key is" : "keys are") joined although the spelling differs: "
                    + examples.prefix(5).joined(separator: ", ") + more,
                file: file.source.name, solution: "Spell them alike in both files"))
    }

    private func checkUnique(_ session: DuckDBSession) throws {
        let repeated = try session.execute(
            "SELECT min(line), max(line), count(*) FROM \(table) GROUP BY k HAVING count(*) > 1 ORDER BY 1 LIMIT 5")
        let errors = repeated.rows.compactMap { row -> Diagnostic? in
            guard let first = row[0].integer, let last = row[1].integer else { return nil }
            return Diagnostic(
                id: "lookup.duplicate-key",
                "the key in column \(file.source.headers[key]) stands on line \(first) and on line \(last)",
                file: file.source.name, line: last, solution: "Leave one row for each key")
        }
        if !errors.isEmpty { throw Failure(.data, errors) }
    }
}
