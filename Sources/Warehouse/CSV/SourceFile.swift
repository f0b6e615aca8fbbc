import Core

/// A CSV file with its dialect and header known and its rows not read yet.
struct SourceFile: Sendable {
    let file: OpenFile
    let encoding: FileEncoding
    let dialect: CSVDialect
    /// Trimmed; empty where the header has no text.
    let headers: [String]
    let headerLine: Int
    let sizes: ReadingSizes
    /// Bytes of text, and lines, up to the end of the header's record.
    private let textBeforeRows: Int
    private let lineOfRows: Int
    /// The text of the first rows: whole records.
    private let firstRows: [UInt8]

    /// The name in the configuration, for messages.
    var name: String { file.file }
    /// The name without its folder: all that is published.
    var source: String { file.source }

    /// Opens the file and reads its beginning.
    init(_ file: OpenFile, encoding declared: TextEncoding?, sizes: ReadingSizes = .standard) throws(Failure) {
        self.file = file
        self.sizes = sizes
        encoding = try SourceFile.encoding(of: file, declared)
        var size = max(1, sizes.head)
        while true {
            let head = try Head(file, encoding, size: size)
            guard let opened = try SourceFile.open(head, file: file.file) else {
                size *= 8
                continue
            }
            (dialect, headers, headerLine) = (opened.dialect, opened.headers, opened.line)
            (textBeforeRows, lineOfRows) = (opened.end, opened.nextLine)
            let rows = UnsafeBufferPointer(rebasing: head.text.bytes[opened.end...])
            let end = RecordBoundary.lastEnd(rows, delimiter: opened.dialect.delimiter, isLast: head.isWhole)
            firstRows = Array(rows[..<end])
            return
        }
    }

    /// A pass over the rows.
    func blocks() throws(Failure) -> RecordBlocks {
        try RecordBlocks(self, skipped: textBeforeRows, line: lineOfRows, size: sizes.block)
    }

    /// The first rows as a block of their own; nil where they are longer than the file's beginning.
    func sample() -> RecordBlock? {
        guard !firstRows.isEmpty else { return nil }
        let buffer = TextBuffer(capacity: firstRows.count)
        firstRows.withUnsafeBufferPointer { buffer.append($0) }
        return RecordBlock(number: 0, buffer: buffer, line: lineOfRows, isCut: false)
    }

    var headerOnly: Failure {
        Failure(
            .data,
            Diagnostic(
                id: "csv.header-only", "the file has a header and no rows", file: name, line: headerLine,
                solution: "Export the data again, with its rows"))
    }

    /// What stands for the place where a file says how it is separated, where that is not by commas.
    var dialectWarning: Diagnostic? {
        guard dialect.delimiter != UInt8(ascii: ",") else { return nil }
        return Diagnostic(
            .warning, id: "csv.delimiter", "the cells are separated by \(dialect.delimiterName)", file: name)
    }

    private static func encoding(of file: OpenFile, _ declared: TextEncoding?) throws(Failure) -> FileEncoding {
        let start = TextBuffer(capacity: 4096)
        try start.append(upTo: 4096) { target throws(Failure) in
            try file.read(into: UnsafeMutableRawBufferPointer(target), at: 0)
        }
        return try FileEncoding(head: start.bytes, declared: declared, file: file.file)
    }

    /// The text of a file's beginning.
    private struct Head {
        let text: TextBuffer
        /// Whether it is all of the file.
        let isWhole: Bool
        /// Whether no more of it is read to find out how the file is written.
        let isLongest: Bool

        init(_ file: OpenFile, _ encoding: FileEncoding, size: Int) throws(Failure) {
            let reader = try TextReader(file, encoding)
            text = TextBuffer(capacity: min(size, file.status.size) + 64)
            try reader.read(min(size, RecordBlocks.maximumRecordLength), into: text, line: 1)
            isWhole = reader.isAtEnd
            isLongest = isWhole || size >= RecordBlocks.maximumRecordLength
        }
    }

    private typealias Opened = (dialect: CSVDialect, headers: [String], line: Int, end: Int, nextLine: Int)

    /// Finds dialect and header; nil where more of the file is needed for that.
    private static func open(_ head: Head, file: String) throws(Failure) -> Opened? {
        let bytes = head.text.bytes
        func failure(_ id: String, _ message: String, line: Int? = nil, _ solution: String) -> Failure {
            Failure(.data, Diagnostic(id: id, message, file: file, line: line, solution: solution))
        }
        guard bytes.contains(where: { $0 > 0x20 }) else {
            guard head.isLongest else { return nil }
            let what = head.isWhole ? "the file has only blank lines" : "the file begins with nothing but blank lines"
            throw failure("csv.blank", what, "Export the data again")
        }
        guard let dialect = try CSVDialect.detect(bytes, isWhole: head.isLongest, file: file) else { return nil }
        var reader = CSVReader(bytes, delimiter: dialect.delimiter, position: dialect.position, line: dialect.line)
        guard try reader.next(in: file) else {
            throw failure("csv.blank", "the file has only blank lines", "Export the data again")
        }
        let text = CellText(head.text.mutableBytes, nulls: NullTexts([]))
        // Doubled quotes are resolved in place, so the title is looked for first.
        let cells = reader.cells
        let filled = cells.count { $0.end > $0.start && bytes[$0.start..<$0.end].contains { $0 > 0x20 } }
        try Preamble.check(filled, cells: cells.count, bytes, dialect, line: reader.line, file: file)
        let headers = cells.map { cell in text(cell).map { String(decoding: $0, as: UTF8.self) } ?? "" }
        try checkHeaders(headers, line: reader.line, hasStrayText: reader.hasStrayText, file: file)
        let opened = (dialect, headers, reader.line, reader.position, reader.nextLine)
        reader.expectedCells = headers.count
        guard try reader.next(in: file) || !head.isWhole else {
            throw failure(
                "csv.header-only", "the file has a header and no rows", line: opened.2,
                "Export the data again, with its rows")
        }
        return opened
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
