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

    /// Whether anything but its distinct texts is gathered.
    let isMoreThanText: Bool

    init(
        numbers: NumberEvidence? = nil, dates: DateEvidence? = nil, parts: NameParts? = nil,
        named: NamedCurrencies? = nil
    ) {
        self.numbers = numbers
        self.dates = dates
        self.parts = parts
        self.named = named
        isMoreThanText = numbers != nil || dates != nil || parts != nil || named != nil
    }

    var currencies: [FoundCurrency] { named?.found ?? [] }

    /// Adds what was found in other rows of the column.
    mutating func merge(_ other: ColumnProfile) {
        emptyCount += other.emptyCount
        distinct.merge(other.distinct)
        if let found = other.numbers { numbers?.merge(found) }
        if let found = other.dates { dates?.merge(found) }
        if let found = other.parts { parts?.merge(found) }
        if let found = other.named { named?.merge(found) }
    }
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

    mutating func merge(_ other: NamedCurrencies) { found = FoundCurrency.merged(found, other.found) }
}

/// How many names of opportunities are of the form "Category: Rest", and with which categories.
struct NameParts: Sendable {
    private(set) var count = 0
    private(set) var categories = DistinctValues()

    mutating func include(_ text: CellBytes, line: Int) {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 2 < text.count,
            text[colon + 1] == 0x20
        else { return }
        count += 1
        categories.insert(CellBytes(rebasing: text[..<colon]), line: line)
    }

    mutating func merge(_ other: NameParts) {
        count += other.count
        categories.merge(other.categories)
    }

    /// Whether the names are made that way: at least four of five, in categories that are few.
    func isRule(among rows: Int) -> Bool {
        count > 0 && count * 5 >= rows * 4 && categories.count <= DimensionPlan.maximumValues
            && categories.count < max(2, rows)
    }
}

/// What a profile looks for, by the index of the column.
struct ProfileRequest: Sendable {
    var numberColumns: Set<Int> = []
    var dateColumns: Set<Int> = []
    var nameColumn: Int?
    var currencyColumn: Int?

    fileprivate func columns(_ count: Int) -> [ColumnProfile] {
        (0..<count).map { index in
            ColumnProfile(
                numbers: numberColumns.contains(index) ? NumberEvidence() : nil,
                dates: dateColumns.contains(index) ? DateEvidence() : nil,
                parts: index == nameColumn ? NameParts() : nil,
                named: index == currencyColumn ? NamedCurrencies() : nil)
        }
    }
}

/// What stands in each column of a file, before it is decided how its cells are to be read.
struct FileProfile: Sendable {
    var columns: [ColumnProfile]
    /// Rows with as many cells as the header.
    var rowCount = 0
    /// Of all bytes of the file; empty where only a part of it was read.
    var sha256 = ""

    init(columns count: Int, _ request: ProfileRequest) { columns = request.columns(count) }

    mutating func merge(_ other: FileProfile) {
        rowCount += other.rowCount
        for index in columns.indices where other.columns.indices.contains(index) {
            columns[index].merge(other.columns[index])
        }
    }

    /// Throws where a column has values and no header.
    func checkHeaders(_ source: SourceFile) throws(Failure) {
        let nameless = source.headers.indices.filter {
            source.headers[$0].isEmpty && columns[$0].emptyCount < rowCount
        }
        guard !nameless.isEmpty else { return }
        throw Failure(
            .data,
            nameless.map { index in
                Diagnostic(
                    id: "csv.empty-header", "column \(index + 1) has values and no header", file: source.name,
                    line: source.headerLine, solution: "Give column \(index + 1) a name")
            })
    }
}
