import Core

/// Refuses bytes that are not text in UTF-8, and says what they look like.
enum TextCheck {
    /// The offset at which the text begins: behind the byte-order marks, of which some programs write several.
    static func start(of snapshot: FileSnapshot) throws(Failure) -> Int {
        let bytes = snapshot.bytes
        func failure(_ id: String, _ message: String, line: Int? = nil, _ solution: String) -> Failure {
            Failure(.data, Diagnostic(id: id, message, file: snapshot.file, line: line, solution: solution))
        }
        let saveAs = "Open it in the program it comes from and save it as CSV (UTF-8)"
        guard !bytes.isEmpty else { throw failure("csv.empty", "the file is empty", "Export the data again") }
        if let name = foreignFormat(bytes) { throw failure("csv.not-text", "it is \(name), not a CSV file", saveAs) }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            throw failure("csv.utf-32", "the file is encoded in UTF-32", "Save the file as CSV in UTF-8")
        }
        if looksLikeUTF16(bytes) || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw failure("csv.utf-16", "the file is encoded in UTF-16", "Save the file as CSV in UTF-8")
        }
        if let offset = bytes.firstIndex(of: 0) {
            throw failure(
                "csv.nul", "the file has a NUL byte at byte \(offset + 1)", line: line(of: offset, in: bytes),
                "Save the file as CSV in UTF-8; it may be UTF-16 or binary")
        }
        if let offset = firstInvalid(bytes) {
            throw failure(
                "csv.encoding", "byte \(offset + 1) is not UTF-8", line: line(of: offset, in: bytes),
                "Save the file as UTF-8; it is probably in a Windows or Latin encoding")
        }
        var start = 0
        while bytes[start...].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
        guard bytes[start...].contains(where: { $0 > 0x20 }) else {
            throw failure("csv.blank", "the file has only blank lines", "Export the data again")
        }
        return start
    }

    /// The physical line that holds the byte at `offset`; line ends are CRLF, LF or CR.
    static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        var line = 1
        var previous: UInt8 = 0
        for byte in bytes.prefix(offset) {
            if byte == 0x0A { line += previous == 0x0D ? 0 : 1 }
            if byte == 0x0D { line += 1 }
            previous = byte
        }
        return line
    }

    /// The offset of the first byte that is not part of well-formed UTF-8 (Unicode 16, table 3-7), or nil.
    static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            let count = buffer.count
            while index < count {
                let lead = buffer[index]
                if lead < 0x80 {
                    index += 1
                    continue
                }
                let length: Int
                var low: UInt8 = 0x80
                var high: UInt8 = 0xBF
                switch lead {
                case 0xC2...0xDF: length = 2
                case 0xE0: (length, low) = (3, 0xA0)
                case 0xED: (length, high) = (3, 0x9F)
                case 0xE1...0xEF: length = 3
                case 0xF0: (length, low) = (4, 0x90)
                case 0xF4: (length, high) = (4, 0x8F)
                case 0xF1...0xF3: length = 4
                default: return index
                }
                guard index + length <= count, buffer[index + 1] >= low, buffer[index + 1] <= high else { return index }
                for later in index + 2..<max(index + length, index + 2) where buffer[later] & 0xC0 != 0x80 {
                    return index
                }
                index += length
            }
            return nil
        }
    }

    /// Whether every other byte is NUL in most places and the bytes between are not: Latin text in UTF-16 without a mark.
    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
        let head = bytes.prefix(1024)
        let pairs = head.count / 2
        guard pairs >= 4 else { return false }
        var even = 0
        var odd = 0
        for index in 0..<pairs {
            if head[index * 2] == 0 { even += 1 }
            if head[index * 2 + 1] == 0 { odd += 1 }
        }
        return max(even, odd) * 10 >= pairs * 7 && min(even, odd) * 10 <= pairs
    }

    private static func foreignFormat(_ bytes: [UInt8]) -> String? {
        let signatures: [([UInt8], String)] = [
            ([0x1F, 0x8B], "a gzip archive"), ([0x50, 0x4B, 0x03, 0x04], "an Excel workbook or a zip archive"),
            ([0x50, 0x4B, 0x05, 0x06], "an empty zip archive"), ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"),
            (Array("%PDF".utf8), "a PDF"), (Array("PAR1".utf8), "a Parquet file"),
            (Array("SQLite format 3".utf8), "an SQLite database"),
        ]
        if let match = signatures.first(where: { bytes.starts(with: $0.0) }) { return match.1 }
        let head = bytes.prefix(1024).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        let text = String(decoding: head.prefix(16), as: UTF8.self).lowercased()
        if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") || text.hasPrefix("<head") {
            return "a web page (perhaps a login page)"
        }
        if text.hasPrefix("<?xml") { return "an XML document" }
        return nil
    }
}
