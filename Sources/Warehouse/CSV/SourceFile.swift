import Core

/// A CSV file with its dialect and header known and its rows not read yet.
struct SourceFile: Sendable {
    let snapshot: FileSnapshot
    let dialect: CSVDialect
    /// Trimmed; empty where the header has no text.
    let headers: [String]
    let headerLine: Int

    var file: String { snapshot.file }

    init(_ snapshot: FileSnapshot) throws(Failure) {
        self.snapshot = snapshot
        let start = try TextCheck.start(of: snapshot)
        let opened = snapshot.bytes.withUnsafeBufferPointer { SourceFile.open($0, start: start, file: snapshot.file) }
        let (dialect, headers, line) = try opened.get()
        self.dialect = dialect
        self.headers = headers
        headerLine = line
    }

    /// Calls `body` for each record below the header, with the reader standing on it and with the text of its cells.
    func forEachRecord(nulls: [String], _ body: (CSVReader, CellText) throws -> Void) throws {
        try snapshot.bytes.withUnsafeBufferPointer { bytes in
            try SourceFile.withCellText(bytes, nulls: nulls) { text in
                var reader = CSVReader(
                    bytes, delimiter: dialect.delimiter, position: dialect.position, line: dialect.line)
                guard try reader.next(in: file) else { return }
                reader.expectedCells = headers.count
                while try reader.next(in: file) { try body(reader, text) }
            }
        }
    }

    /// What stands for the place where a file says how it is separated, where that is not by commas.
    var dialectWarning: Diagnostic? {
        guard dialect.delimiter != UInt8(ascii: ",") else { return nil }
        return Diagnostic(
            .warning, id: "csv.delimiter", "the cells are separated by \(dialect.delimiterName)", file: file)
    }

    private static func withCellText<Result>(
        _ bytes: UnsafeBufferPointer<UInt8>, nulls: [String], _ body: (CellText) throws -> Result
    ) rethrows -> Result {
        let scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: CSVReader.maximumFieldLength + 2)
        defer { scratch.deallocate() }
        return try body(CellText(bytes, nulls: nulls, scratch: scratch))
    }

    private typealias Opened = (dialect: CSVDialect, headers: [String], line: Int)

    private static func open(_ bytes: UnsafeBufferPointer<UInt8>, start: Int, file: String) -> Result<Opened, Failure> {
        Result { () throws(Failure) -> Opened in
            let dialect = try CSVDialect.detect(bytes, from: start, file: file)
            var reader = CSVReader(bytes, delimiter: dialect.delimiter, position: dialect.position, line: dialect.line)
            guard try reader.next(in: file) else {
                throw Failure(
                    .data,
                    Diagnostic(
                        id: "csv.blank", "the file has only blank lines", file: file, solution: "Export the data again")
                )
            }
            let headers = withCellText(bytes, nulls: []) { text in
                reader.cells.map { cell in text(cell).map { String(decoding: $0, as: UTF8.self) } ?? "" }
            }
            try Preamble.check(headers, bytes, dialect, line: reader.line, file: file)
            try checkHeaders(headers, line: reader.line, hasStrayText: reader.hasStrayText, file: file)
            let headerLine = reader.line
            reader.expectedCells = headers.count
            guard try reader.next(in: file) else {
                throw Failure(
                    .data,
                    Diagnostic(
                        id: "csv.header-only", "the file has a header and no rows", file: file, line: headerLine,
                        solution: "Export the data again, with its rows"))
            }
            return (dialect, headers, headerLine)
        }
    }

    private static func checkHeaders(_ headers: [String], line: Int, hasStrayText: Bool, file: String) throws(Failure) {
        if hasStrayText {
            throw Failure(
                .data,
                Diagnostic(
                    id: "csv.stray-text", "text follows a closing quote in the header", file: file, line: line,
                    solution: "Write a quote inside a quoted cell twice"))
        }
        var first: [String: Int] = [:]
        var errors: [Diagnostic] = []
        for (index, header) in headers.enumerated() where !header.isEmpty {
            let name = header.lowercased()
            if let earlier = first[name] {
                errors.append(
                    Diagnostic(
                        id: "csv.duplicate-header", "columns \(earlier + 1) and \(index + 1) are both called \(header)",
                        file: file, line: line, solution: "Rename one of the two columns, or remove it"))
            } else {
                first[name] = index
            }
        }
        if !errors.isEmpty { throw Failure(.data, errors) }
    }
}
