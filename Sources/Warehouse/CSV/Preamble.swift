import Core

/// Lines that a report puts before its header: its title, the day, the filters.
enum Preamble {
    private static let searchedRecords = 20

    /// Throws where the first line has one text and a later one has the cells of a header; names the line of that.
    ///
    /// `filled` is how many of the first line's `cells` have text.
    static func check(
        _ filled: Int, cells: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ dialect: CSVDialect, line: Int, file: String
    ) throws(Failure) {
        guard filled == 1 else { return }
        var best: (cells: Int, line: Int)?
        // With a title before it the delimiter could not be known.
        for delimiter in cells > 1 ? [dialect.delimiter] : CSVDialect.candidates {
            guard let found = widest(bytes, delimiter, dialect), found.cells > best?.cells ?? 1 else { continue }
            best = found
        }
        guard let best else { return }
        throw Failure(
            .data,
            Diagnostic(
                id: "csv.preamble",
                "the first line is a title and no header; the header seems to be on line \(best.line)", file: file,
                line: line, solution: "Delete the lines above line \(best.line)"))
    }

    /// The first of the next records that has as many cells with text as any of them.
    private static func widest(
        _ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, _ dialect: CSVDialect
    ) -> (cells: Int, line: Int)? {
        var reader = CSVReader(bytes, delimiter: delimiter, position: dialect.position, line: dialect.line)
        guard (try? reader.next()) == true else { return nil }
        var best: (cells: Int, line: Int)?
        for _ in 0..<searchedRecords {
            guard (try? reader.next()) == true else { break }
            let filled = reader.cells.count { $0.end > $0.start }
            if filled > best?.cells ?? 0 { best = (filled, reader.line) }
        }
        return best
    }
}
