import Core

/// Where a cell lies in the file.
struct CSVCell {
    var start: Int
    var end: Int
    /// Whether it was quoted and holds doubled quotes.
    var hasDoubledQuotes: Bool
}

/// Why a file cannot be read further; `line` is 1 for the first.
struct CSVFault: Error, Hashable {
    enum Kind: Hashable {
        case unclosedQuote, fieldTooLong, tooManyColumns, recordTooLong
        /// A quote without its partner has made one cell of the rows up to this line.
        case swallowedRows(upTo: Int)
    }

    var kind: Kind
    var line: Int

    func failure(file: String) -> Failure {
        switch kind {
        case .unclosedQuote:
            Failure(
                .data,
                Diagnostic(
                    id: "csv.unclosed-quote", "a quote that opens on this line is never closed", file: file, line: line,
                    solution: "Close the quote, or write a quote inside a quoted cell twice"))
        case .swallowedRows(let last):
            Failure(
                .data,
                Diagnostic(
                    id: "csv.unclosed-quote",
                    "a quote that opens on this line closes only on line \(last), and what lies between looks like rows",
                    file: file, line: line,
                    solution: "Close the quote on its line, or take the line breaks out of the cell"))
        case .fieldTooLong:
            Failure(
                .data,
                Diagnostic(
                    id: "csv.field-too-long", "a cell that begins on this line is longer than 1 MiB", file: file,
                    line: line,
                    solution: "Look for a quote that is not closed, or shorten the cell"))
        case .recordTooLong:
            Failure(
                .data,
                Diagnostic(
                    id: "csv.record-too-long",
                    "the row that begins on this line is longer than \(RecordBlocks.maximumRecordLength >> 20) MiB",
                    file: file, line: line, solution: "Look for a quote that is not closed, or export fewer columns"))
        case .tooManyColumns:
            Failure(
                .data,
                Diagnostic(
                    id: "csv.too-many-columns", "this line has more than \(CSVReader.maximumColumns) columns",
                    file: file,
                    line: line, solution: "Export only the columns that matter"))
        }
    }
}

/// Reads the records of RFC 4180 from bytes, one at a time, without copying them.
///
/// Line ends are CRLF, LF or CR, also mixed; a quote means something only at the start of a cell.
struct CSVReader {
    static let maximumFieldLength = 1 << 20
    static let maximumColumns = 1000

    private let bytes: UnsafeBufferPointer<UInt8>
    private let delimiter: UInt8
    /// The place behind the record that was read last, and its line.
    private(set) var position: Int
    private(set) var nextLine: Int

    /// The cells of the record that was read last.
    private(set) var cells: [CSVCell] = []
    /// The physical line on which that record begins.
    private(set) var line = 0
    /// Whether text follows a closing quote in it, which RFC 4180 does not allow.
    private(set) var hasStrayText = false
    /// How many cells a row should have: with it, a cell that has swallowed rows is a fault.
    var expectedCells: Int?
    private var cellsOverLines: [CellOverLines] = []

    /// `line` is that of the byte at `position`.
    init(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, position: Int, line: Int) {
        self.bytes = bytes
        self.delimiter = delimiter
        self.position = position
        nextLine = line
    }

    /// Reads the next record that is not a blank line into `cells`; false at the end of the file.
    mutating func next() throws(CSVFault) -> Bool {
        while position < bytes.count {
            line = nextLine
            hasStrayText = false
            cells.removeAll(keepingCapacity: true)
            try readRecord()
            if !cellsOverLines.isEmpty {
                for cell in cellsOverLines where hasSwallowedRows(cell) {
                    throw CSVFault(kind: .swallowedRows(upTo: cell.lastLine), line: cell.firstLine)
                }
                cellsOverLines.removeAll(keepingCapacity: true)
            }
            if !isBlank { return true }
        }
        return false
    }

    /// The same with the fault as a message that names `file`.
    mutating func next(in file: String) throws(Failure) -> Bool {
        do throws(CSVFault) {
            return try next()
        } catch {
            throw error.failure(file: file)
        }
    }

    private func hasSwallowedRows(_ cell: CellOverLines) -> Bool {
        cell.hasSwallowedRows(
            CellBytes(rebasing: bytes[cell.start..<cell.end]), delimiter: delimiter, found: cells.count,
            expected: expectedCells)
    }

    /// Whether the record holds nothing but spaces: the lines of delimiters that spreadsheets leave at the end.
    private var isBlank: Bool {
        for cell in cells {
            for index in cell.start..<cell.end where bytes[index] != 0x20 && bytes[index] != 0x09 { return false }
        }
        return true
    }

    private mutating func readRecord() throws(CSVFault) {
        let count = bytes.count
        while true {
            let cell: CSVCell
            if position < count, bytes[position] == 0x22 {
                cell = try readQuoted()
            } else {
                let start = position
                let end = skipToSeparator()
                if end - start > CSVReader.maximumFieldLength { throw CSVFault(kind: .fieldTooLong, line: line) }
                cell = CSVCell(start: start, end: end, hasDoubledQuotes: false)
            }
            if cells.count == CSVReader.maximumColumns { throw CSVFault(kind: .tooManyColumns, line: line) }
            cells.append(cell)
            guard position < count else { return }
            let separator = bytes[position]
            position += 1
            if separator == delimiter { continue }
            if separator == 0x0D, position < count, bytes[position] == 0x0A { position += 1 }
            nextLine += 1
            return
        }
    }

    /// Moves to the next delimiter, line end or the end of the file, and returns that place.
    @inline(__always)
    private mutating func skipToSeparator() -> Int {
        position = ByteScan.separator(bytes, from: position, delimiter: delimiter)
        return position
    }

    /// Whether no byte of the word is a quote or a control character.
    @inline(__always)
    private static func isInner(_ word: UInt64) -> Bool {
        ByteScan.matches(word, ByteScan.repeated(0x22)) | ByteScan.below(word, 0x0E) == 0
    }

    private mutating func readQuoted() throws(CSVFault) -> CSVCell {
        let opening = nextLine
        let start = position + 1
        var index = start
        var doubled = false
        let count = bytes.count
        while true {
            // Text without quotes and line ends, eight bytes at a time.
            while index + 8 <= count, CSVReader.isInner(ByteScan.word(bytes, index)) { index += 8 }
            if index - start > CSVReader.maximumFieldLength { throw CSVFault(kind: .fieldTooLong, line: opening) }
            guard index < count else { throw CSVFault(kind: .unclosedQuote, line: opening) }
            let byte = bytes[index]
            if byte == 0x22 {
                guard index + 1 < count, bytes[index + 1] == 0x22 else { break }
                doubled = true
                index += 2
                continue
            }
            if byte == 0x0A || (byte == 0x0D && !(index + 1 < count && bytes[index + 1] == 0x0A)) { nextLine += 1 }
            index += 1
        }
        position = index + 1
        let end = skipToSeparator()
        var isFollowedByText = false
        for stray in index + 1..<max(end, index + 1) where bytes[stray] != 0x20 && bytes[stray] != 0x09 {
            isFollowedByText = true
        }
        if isFollowedByText { hasStrayText = true }
        if nextLine > opening {
            cellsOverLines.append(
                CellOverLines(
                    index: cells.count, start: start, end: index, firstLine: opening, lastLine: nextLine,
                    isFollowedByText: isFollowedByText))
        }
        return CSVCell(start: start, end: index, hasDoubledQuotes: doubled)
    }
}
