import Core

/// What the first reading of a column found.
struct ColumnProfile: Sendable {
    var emptyCount = 0
    var distinct = DistinctValues()
    var numbers: NumberEvidence?
    var dates: DateEvidence?
    var parts: NameParts?
    /// In a currency column, the currencies that its cells name; nil elsewhere.
    var named: NamedCurrencies?

    var currencies: [FoundCurrency] { named?.found ?? [] }
}

/// The different currencies that the cells of a column name.
struct NamedCurrencies: Sendable {
    private(set) var found: [FoundCurrency] = []

    mutating func include(_ text: CellBytes, line: Int) {
        let cell = String(decoding: text, as: UTF8.self)
        // A name that is neither a code nor a sign can be told from another one, but not compared with a code.
        let code = Currencies.named(by: cell) ?? cell.uppercased()
        found.include(code, line: line)
    }
}

/// How many names of opportunities are of the form "Category: Rest", and with which categories.
struct NameParts: Sendable {
    private(set) var count = 0
    private(set) var categories = DistinctValues()

    mutating func include(_ text: CellBytes) {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 2 < text.count,
            text[colon + 1] == 0x20
        else { return }
        count += 1
        categories.insert(CellBytes(rebasing: text[..<colon]))
    }

    /// Whether the names are made that way: at least four of five, in categories that are few.
    func isRule(among rows: Int) -> Bool {
        count > 0 && count * 5 >= rows * 4 && categories.count <= DimensionPlan.maximumValues
            && categories.count < max(2, rows)
    }
}

/// The first reading of a file: what stands in each column, before any cell is converted.
struct FileProfile: Sendable {
    var columns: [ColumnProfile]
    /// Rows with as many cells as the header.
    var rowCount = 0

    /// Reads all rows once.
    ///
    /// Evidence of numbers, dates and parts of names is gathered for the columns named.
    init(
        _ source: SourceFile, nulls: [String], numberColumns: Set<Int>, dateColumns: Set<Int>, nameColumn: Int?,
        currencyColumn: Int? = nil
    ) throws {
        var columns = source.headers.indices.map { index in
            ColumnProfile(
                numbers: numberColumns.contains(index) ? NumberEvidence() : nil,
                dates: dateColumns.contains(index) ? DateEvidence() : nil,
                parts: index == nameColumn ? NameParts() : nil,
                named: index == currencyColumn ? NamedCurrencies() : nil)
        }
        var rows = 0
        try source.forEachRecord(nulls: nulls) { reader, text in
            // Rows that are not well formed are left out; the second reading counts and lists them.
            guard reader.cells.count == columns.count, !reader.hasStrayText else { return }
            rows += 1
            for index in columns.indices {
                guard let cell = text(reader.cells[index]) else {
                    columns[index].emptyCount += 1
                    continue
                }
                columns[index].distinct.insert(cell)
                columns[index].numbers?.include(cell, line: reader.line)
                columns[index].dates?.include(cell, line: reader.line)
                columns[index].parts?.include(cell)
                columns[index].named?.include(cell, line: reader.line)
            }
        }
        self.columns = columns
        rowCount = rows
        let nameless = source.headers.indices.filter { source.headers[$0].isEmpty && columns[$0].emptyCount < rows }
        if !nameless.isEmpty {
            throw Failure(
                .data,
                nameless.map { index in
                    Diagnostic(
                        id: "csv.empty-header", "column \(index + 1) has values and no header", file: source.file,
                        line: source.headerLine, solution: "Give column \(index + 1) a name")
                })
        }
    }
}
