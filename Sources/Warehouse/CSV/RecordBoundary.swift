/// Finds where records end without cutting them into cells.
///
/// It follows the same rules as `CSVReader`: a quote means something only at the start of a cell.
enum RecordBoundary {
    /// The place behind the last record that ends in `bytes`, which begin with a record; 0 where none does.
    ///
    /// `isLast` says that the file ends with `bytes`. Else a CR or a quote at their end may be half of a pair.
    static func lastEnd(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, isLast: Bool) -> Int {
        if isLast { return bytes.count }
        // A line end at the very end may be the CR of a CRLF.
        let limit = bytes.last == 0x0D ? bytes.count - 1 : bytes.count
        var end = 0
        // Everything from here to the next quote that opens a cell lies outside of quotes.
        var outside = 0
        var search = 0
        while true {
            guard let quote = ByteScan.first(0x22, in: bytes, from: search) else {
                return ByteScan.lastLineEnd(bytes, outside..<max(limit, outside)).map { $0 + 1 } ?? end
            }
            let previous = quote > 0 ? bytes[quote - 1] : 0x0A
            guard previous == delimiter || previous == 0x0A || previous == 0x0D else {
                search = quote + 1
                continue
            }
            if let found = ByteScan.lastLineEnd(bytes, outside..<quote) { end = found + 1 }
            guard let closing = closingQuote(bytes, from: quote + 1) else { return end }
            // Whatever follows a closing quote belongs to the cell up to its delimiter; no quote in it opens anything.
            outside = ByteScan.separator(bytes, from: closing + 1, delimiter: delimiter)
            search = outside
        }
    }

    /// Whether `bytes`, in which no record ends, end in a cell that is longer than any may be: more of it need not be read.
    static func endsInHopelessCell(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8) -> Bool {
        let start = bytes.count - CSVReader.maximumFieldLength - 1
        // Within quotes or not, a cell goes on where no delimiter and no line end is.
        return start > 0 && ByteScan.separator(bytes, from: start, delimiter: delimiter) == bytes.count
    }

    private static func closingQuote(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        while let quote = ByteScan.first(0x22, in: bytes, from: index) {
            // At the end of the bytes the next one is not known: the quote may be doubled.
            guard quote + 1 < bytes.count else { return nil }
            guard bytes[quote + 1] == 0x22 else { return quote }
            index = quote + 2
        }
        return nil
    }
}
