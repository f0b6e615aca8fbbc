import Core

/// The parts of a statement that are not text, identifiers in quotes or comments: what a `?` outside of them stands for.
///
/// It knows `'…'`, `E'…'`, `"…"`, `$tag$…$tag$`, `--` and nested `/* */`, and no more of the grammar.
struct PostgresStatement {
    /// The text with `$1`, `$2`… for its marks.
    private(set) var numbered = ""
    private(set) var markCount = 0
    /// Words, in lower case, and identifiers.
    ///
    /// One that follows a point is none of them: it is a column, or a table of a schema.
    private(set) var names: Set<String> = []
    /// The first two words in lower case.
    private(set) var firstWords: [String] = []
    /// Where the text goes on after `WITH`, or `WITH RECURSIVE`; nil where it does not begin so.
    private(set) var afterWith: String.Index?
    /// Whether something else follows a semicolon.
    private(set) var isSeveral = false

    var isRecursive: Bool { firstWords == ["with", "recursive"] }
    /// Whether it begins as a query does.
    var isQuery: Bool { ["select", "with", "values"].contains(firstWords.first) && !isSeveral }

    init(_ text: String) {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + 16)
        var index = 0
        var hasEnded = false
        var followsPoint = false
        var wordCount = 0
        while index < bytes.count {
            let start = index
            let byte = bytes[index]
            var isToken = true
            switch byte {
            case UInt8(ascii: "'"): index = PostgresStatement.endOfQuoted(bytes, index, escapes: false)
            case UInt8(ascii: "\""):
                index = PostgresStatement.endOfQuoted(bytes, index, escapes: false)
                if !followsPoint, index - start >= 2 {
                    let name = String(decoding: bytes[(start + 1)..<(index - 1)], as: UTF8.self)
                    names.insert(name.replacing("\"\"", with: "\""))
                }
            case UInt8(ascii: "-") where PostgresStatement.byte(bytes, index + 1) == UInt8(ascii: "-"):
                while index < bytes.count, bytes[index] != 0x0A { index += 1 }
                isToken = false
            case UInt8(ascii: "/") where PostgresStatement.byte(bytes, index + 1) == UInt8(ascii: "*"):
                index = PostgresStatement.endOfComment(bytes, index)
                isToken = false
            case UInt8(ascii: "$"): index = PostgresStatement.endOfDollarQuoted(bytes, index)
            case UInt8(ascii: "?"):
                index += 1
                markCount += 1
                output += Array("$\(markCount)".utf8)
            case _ where PostgresStatement.isWordStart(byte):
                while index < bytes.count, PostgresStatement.isWordPart(bytes[index]) { index += 1 }
                let word = String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
                if word == "e", PostgresStatement.byte(bytes, index) == UInt8(ascii: "'") {
                    index = PostgresStatement.endOfQuoted(bytes, index, escapes: true)
                    break
                }
                if !followsPoint { names.insert(word) }
                if firstWords.count < 2 { firstWords.append(word) }
                if firstWords == ["with"] || (wordCount == 1 && firstWords == ["with", "recursive"]) {
                    afterWith = text.utf8.index(text.startIndex, offsetBy: index)
                }
                wordCount += 1
            case 0x20, 0x09, 0x0A, 0x0D, 0x0C:
                index += 1
                isToken = false
            default: index += 1
            }
            if byte != UInt8(ascii: "?") { output += bytes[start..<index] }
            if isToken {
                if hasEnded { isSeveral = true }
                if byte == UInt8(ascii: ";") { hasEnded = true }
                followsPoint = byte == UInt8(ascii: ".")
            }
        }
        numbered = String(decoding: output, as: UTF8.self)
    }

    private static func byte(_ bytes: [UInt8], _ index: Int) -> UInt8? {
        bytes.indices.contains(index) ? bytes[index] : nil
    }

    private static func isWordStart(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        isWordStart(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "$")
    }

    /// The index behind the closing quote; a doubled one does not close.
    private static func endOfQuoted(_ bytes: [UInt8], _ start: Int, escapes: Bool) -> Int {
        let quote = bytes[start]
        var index = start + 1
        while index < bytes.count {
            if escapes, bytes[index] == UInt8(ascii: "\\") {
                index += 2
            } else if bytes[index] != quote {
                index += 1
            } else if byte(bytes, index + 1) == quote {
                index += 2
            } else {
                return index + 1
            }
        }
        return bytes.count
    }

    private static func endOfComment(_ bytes: [UInt8], _ start: Int) -> Int {
        var depth = 0
        var index = start
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "/"), byte(bytes, index + 1) == UInt8(ascii: "*") {
                depth += 1
                index += 2
            } else if bytes[index] == UInt8(ascii: "*"), byte(bytes, index + 1) == UInt8(ascii: "/") {
                depth -= 1
                index += 2
                if depth == 0 { return index }
            } else {
                index += 1
            }
        }
        return bytes.count
    }

    /// The index behind `$tag$…$tag$`, or behind the one `$` where no such text begins there.
    private static func endOfDollarQuoted(_ bytes: [UInt8], _ start: Int) -> Int {
        var index = start + 1
        if let first = byte(bytes, index), (0x30...0x39).contains(first) { return index }
        while index < bytes.count, isWordPart(bytes[index]), bytes[index] != UInt8(ascii: "$") { index += 1 }
        guard byte(bytes, index) == UInt8(ascii: "$") else { return start + 1 }
        let tag = bytes[start...index]
        index += 1
        while index + tag.count <= bytes.count {
            if bytes[index..<(index + tag.count)].elementsEqual(tag) { return index + tag.count }
            index += 1
        }
        return bytes.count
    }
}
