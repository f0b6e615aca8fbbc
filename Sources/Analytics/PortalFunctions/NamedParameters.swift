package import Core
package import Warehouse

/// SQL with named parameters (`:days`), cut at them.
///
/// The lexer knows what PostgreSQL and DuckDB quote: 'text', "name", -- and /* */ comments, $tag$ text $tag$. It finds the
/// parameters and refuses what could not be bound; what a statement may do is the engine's to decide, not its.
package struct NamedParameters: Hashable, Sendable {
    /// Text between the parameters: one part more than there are names.
    package let parts: [String]
    /// The parameters in the order in which they stand there, repeated ones repeated.
    package let names: [String]
    /// Words that stand there unquoted, in lower case: what tables a statement may name.
    package let words: Set<String>

    /// What is wrong with a text, and its line in it (1 for the first).
    package struct Fault: Error, Hashable, Sendable {
        package var message: String
        package var line: Int
    }

    /// - Throws: `Fault` for an unclosed quote or comment, a `?` or `$1` mark, a second statement, no statement.
    package init(_ sql: String) throws(Fault) {
        var scanner = Scanner(Array(sql.utf8))
        try scanner.run()
        parts = scanner.parts + [scanner.text(from: scanner.partStart, to: scanner.end)]
        names = scanner.names
        words = scanner.words
        guard !words.isEmpty else { throw Fault(message: "there is no statement", line: 1) }
    }

    /// The statement with `?` marks and the values bound to them.
    ///
    /// - Throws: `Fault` where a name has no value.
    package func bound(_ values: [String: Value]) throws(Fault) -> SQL {
        var bindings: [Value] = []
        for name in names {
            guard let value = values[name] else { throw Fault(message: "there is no parameter :\(name)", line: 1) }
            bindings.append(value)
        }
        return SQL(parts.joined(separator: "?"), bindings)
    }

    private struct Scanner {
        let bytes: [UInt8]
        var index = 0
        var line = 1
        var partStart = 0
        /// Where the statement ends: before a last semicolon.
        var end: Int
        var parts: [String] = []
        var names: [String] = []
        var words: Set<String> = []

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            end = bytes.count
        }

        func text(from start: Int, to end: Int) -> String {
            start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
        }

        private func peek(_ offset: Int = 0) -> UInt8? {
            index + offset < bytes.count ? bytes[index + offset] : nil
        }

        private mutating func advance() {
            if bytes[index] == 0x0A { line += 1 }
            index += 1
        }

        mutating func run() throws(Fault) {
            var hasEnded = false
            while let byte = peek() {
                if byte == UInt8(ascii: "-"), peek(1) == byte {
                    skipLine()
                    continue
                }
                if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                    try skipComment()
                    continue
                }
                if byte <= 0x20 {
                    advance()
                    continue
                }
                if hasEnded {
                    throw Fault(message: "only one statement is allowed, and another follows the semicolon", line: line)
                }
                switch byte {
                case 0: throw Fault(message: "there is a NUL", line: line)
                case UInt8(ascii: "'"), UInt8(ascii: "\""):
                    try skipQuoted(byte)
                case UInt8(ascii: "$"): try skipDollar()
                case UInt8(ascii: "?"):
                    throw Fault(message: "`?` is no parameter here; write :name", line: line)
                case UInt8(ascii: ";"):
                    hasEnded = true
                    end = index
                    advance()
                case UInt8(ascii: ":"): readColon()
                case _ where Scanner.isWordStart(byte): try readWord()
                case _ where Scanner.isDigit(byte):
                    while let next = peek(), Scanner.isWordStart(next) || Scanner.isDigit(next) || next == 0x2E {
                        advance()
                    }
                default: advance()
                }
            }
        }

        private mutating func skipLine() {
            while let byte = peek(), byte != 0x0A { _ = byte; advance() }
        }

        private mutating func skipComment() throws(Fault) {
            let opening = line
            var depth = 0
            repeat {
                guard let byte = peek() else { throw Fault(message: "a comment is not closed", line: opening) }
                if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                    depth += 1
                    advance()
                } else if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                    depth -= 1
                    advance()
                }
                advance()
            } while depth > 0
        }

        private mutating func skipQuoted(_ quote: UInt8, escapes: Bool = false) throws(Fault) {
            let opening = line
            advance()
            while true {
                guard let byte = peek() else { throw Fault(message: "a quote is not closed", line: opening) }
                if escapes, byte == UInt8(ascii: "\\"), peek(1) != nil {
                    advance()
                } else if byte == quote {
                    guard peek(1) == quote else { break }
                    advance()
                }
                advance()
            }
            advance()
        }

        /// `$$ … $$`, `$tag$ … $tag$`; `$1` is refused.
        private mutating func skipDollar() throws(Fault) {
            let opening = line
            var length = 1
            while let byte = peek(length), Scanner.isWordStart(byte) || (length > 1 && Scanner.isDigit(byte)) {
                length += 1
            }
            guard peek(length) == UInt8(ascii: "$") else {
                throw Fault(message: "`$` is no parameter here; write :name", line: opening)
            }
            let tag = Array(bytes[index...index + length])
            for _ in tag { advance() }
            while peek() != nil {
                if bytes[index...].starts(with: tag) {
                    for _ in tag { advance() }
                    return
                }
                advance()
            }
            throw Fault(message: "a quote is not closed", line: opening)
        }

        /// `::type` is a cast, `:name` a parameter; any other colon is left alone.
        private mutating func readColon() {
            if peek(1) == UInt8(ascii: ":") {
                advance()
                advance()
                return
            }
            guard let next = peek(1), Scanner.isWordStart(next) else { return advance() }
            parts.append(text(from: partStart, to: index))
            advance()
            let start = index
            while let byte = peek(), Scanner.isWordStart(byte) || Scanner.isDigit(byte) { advance() }
            names.append(text(from: start, to: index))
            partStart = index
        }

        private mutating func readWord() throws(Fault) {
            let start = index
            while let byte = peek(), Scanner.isWordStart(byte) || Scanner.isDigit(byte) { advance() }
            let word = text(from: start, to: index).lowercased()
            // E'…' has backslash escapes, also that of a quote.
            if word == "e", peek() == UInt8(ascii: "'") { return try skipQuoted(UInt8(ascii: "'"), escapes: true) }
            words.insert(word)
        }

        private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

        private static func isWordStart(_ byte: UInt8) -> Bool {
            (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte == 0x5F || byte >= 0x80
        }
    }
}
