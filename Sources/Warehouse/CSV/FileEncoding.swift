import Core

/// How a file's bytes become text, and where its text begins.
struct FileEncoding: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        case utf8, windows1252, latin1
        case utf16(isBigEndian: Bool)
    }

    var form: Form
    /// Offset behind the byte-order marks, of which some programs write several.
    var start: Int

    /// Finds the encoding of a file that begins with `head`.
    ///
    /// A byte-order mark decides, then what is `declared`, then whether every other byte is NUL; else it is UTF-8. Throws
    /// where the bytes are those of another format.
    init(head: UnsafeBufferPointer<UInt8>, declared: TextEncoding?, file: String) throws(Failure) {
        func failure(_ id: String, _ message: String, _ solution: String) -> Failure {
            Failure(.data, Diagnostic(id: id, message, file: file, solution: solution))
        }
        let saveAs = "Open it in the program it comes from and save it as CSV (UTF-8)"
        guard !head.isEmpty else { throw failure("csv.empty", "the file is empty", "Export the data again") }
        if let name = FileEncoding.foreignFormat(head) {
            throw failure("csv.not-text", "it is \(name), not a CSV file", saveAs)
        }
        if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
            throw failure("csv.utf-32", "the file is encoded in UTF-32", "Save the file as CSV in UTF-8")
        }
        func behind(_ mark: [UInt8]) -> Int {
            var start = 0
            while head[start...].starts(with: mark) { start += mark.count }
            return start
        }
        (form, start) = (.utf8, 0)
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            start = behind([0xEF, 0xBB, 0xBF])
        } else if head.starts(with: [0xFF, 0xFE]) {
            (form, start) = (.utf16(isBigEndian: false), behind([0xFF, 0xFE]))
        } else if head.starts(with: [0xFE, 0xFF]) {
            (form, start) = (.utf16(isBigEndian: true), behind([0xFE, 0xFF]))
        } else if let isBigEndian = FileEncoding.evidentUTF16(head) {
            form = .utf16(isBigEndian: isBigEndian)
        } else {
            switch declared {
            case nil, .utf8: break
            case .windows1252: form = .windows1252
            case .latin1: form = .latin1
            case .utf16:
                throw failure(
                    "csv.utf-16", "the file has no mark that says in which order the bytes of its UTF-16 stand",
                    "Save it as UTF-16 with a byte-order mark, or correct `data.encoding` in broadsheet.yml")
            }
        }
    }

    /// Whether every other byte is NUL in most places and the bytes between are not, Latin text in UTF-16 without a mark;
    /// then whether the high byte comes first.
    private static func evidentUTF16(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
        let pairs = min(bytes.count, 1024) / 2
        guard pairs >= 4 else { return nil }
        var even = 0
        var odd = 0
        for index in 0..<pairs {
            if bytes[index * 2] == 0 { even += 1 }
            if bytes[index * 2 + 1] == 0 { odd += 1 }
        }
        guard max(even, odd) * 10 >= pairs * 7, min(even, odd) * 10 <= pairs else { return nil }
        return even > odd
    }

    private static func foreignFormat(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
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
