import Core

/// How a file separates its cells, and where its first record begins.
struct CSVDialect: Hashable {
    var delimiter: UInt8
    /// Offset and line of the header.
    var position: Int
    var line: Int

    /// `comma`, `semicolon`, …: for messages.
    var delimiterName: String {
        switch delimiter {
        case UInt8(ascii: ","): "comma"
        case UInt8(ascii: ";"): "semicolon"
        case 0x09: "tab"
        case UInt8(ascii: "|"): "vertical bar"
        default: "`\(String(UnicodeScalar(delimiter)))`"
        }
    }

    static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]

    /// Finds the delimiter: a first line `sep=;` says it, else the candidate that cuts the first records into the same
    /// number of cells most steadily, and among equals into most cells.
    ///
    /// Where `bytes` are not the whole file and end within the records that are looked at, the answer is nil.
    static func detect(
        _ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool, file: String
    ) throws(Failure) -> CSVDialect? {
        guard bytes.count > 8 || isWhole else { return nil }
        if let declared = declared(bytes, from: 0) {
            return score(declared.delimiter, bytes, from: declared.position, isWhole: isWhole).isCut ? nil : declared
        }
        var scores: [(delimiter: UInt8, steadiness: Double, cells: Int)] = []
        for delimiter in candidates {
            let score = score(delimiter, bytes, from: 0, isWhole: isWhole)
            if score.isCut { return nil }
            guard score.cells > 1 else { continue }
            scores.append((delimiter, score.steadiness, score.cells))
        }
        scores.sort { ($0.steadiness, $0.cells) > ($1.steadiness, $1.cells) }
        let delimiter = scores.first?.delimiter ?? UInt8(ascii: ",")
        if scores.count > 1, scores[0].steadiness == scores[1].steadiness, scores[0].cells == scores[1].cells {
            let names = scores.prefix(2).map { CSVDialect(delimiter: $0.delimiter, position: 0, line: 1).delimiterName }
            throw Failure(
                .data,
                Diagnostic(
                    id: "csv.delimiter", "the cells may be separated by \(names[0]) or by \(names[1])", file: file,
                    line: 1,
                    solution: "Put a line `sep=,` (or the character that it is) before the header"))
        }
        return CSVDialect(delimiter: delimiter, position: 0, line: 1)
    }

    private static func declared(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> CSVDialect? {
        let prefix = Array("sep=".utf8)
        guard bytes.count >= start + 5, zip(prefix, bytes[start...]).allSatisfy({ $0 == ($1 | 0x20) || $0 == $1 })
        else {
            return nil
        }
        var end = start + 5
        guard end == bytes.count || bytes[end] == 0x0D || bytes[end] == 0x0A else { return nil }
        if end < bytes.count, bytes[end] == 0x0D { end += 1 }
        if end < bytes.count, bytes[end] == 0x0A { end += 1 }
        return CSVDialect(delimiter: bytes[start + 4], position: end, line: 2)
    }

    /// The cells of the header, and the share of the first 50 records that have as many; or whether `bytes` end before
    /// that is known.
    private static func score(
        _ delimiter: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isWhole: Bool
    ) -> (steadiness: Double, cells: Int, isCut: Bool) {
        var reader = CSVReader(bytes, delimiter: delimiter, position: start, line: 1)
        var header = 0
        var same = 0
        var total = 0
        // A fault here is met again, and reported, when the file is read.
        do throws(CSVFault) {
            while total < 50, try reader.next() {
                if total == 0 { header = reader.cells.count }
                total += 1
                if reader.cells.count == header { same += 1 }
            }
        } catch {
            if !isWhole, error.kind == .unclosedQuote { return (0, 0, true) }
        }
        if !isWhole, reader.position == bytes.count { return (0, 0, true) }
        return total == 0 ? (0, 0, false) : (Double(same) / Double(total), header, false)
    }
}
