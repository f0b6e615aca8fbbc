import Foundation

/// Cuts text into words, numbers and signs.
struct TokenScanner {
    var link: Int?
    var isBold = false
    var isItalic = false
    private var tokens: [ProseToken] = []
    private var text = String.UnicodeScalarView()
    private var kind: ProseToken.Kind = .word
    private var start = (line: 1, column: 1)
    private var isSpaced = true
    /// A separator that belongs to the number only where a digit follows.
    private var held: (scalar: Unicode.Scalar, line: Int, column: Int)?

    /// The tokens of a text without markup.
    static func tokens(_ text: String) -> [ProseToken] {
        var scanner = TokenScanner()
        for scalar in text.unicodeScalars { scanner.take(scalar, line: 1, column: 1) }
        return scanner.finished()
    }

    mutating func take(_ raw: Unicode.Scalar, line: Int, column: Int) {
        var scalar = raw
        if !raw.isASCII {
            let properties = raw.properties
            // Marks that are not seen must not hide a digit.
            if properties.generalCategory == .format { return }
            if properties.numericType == .decimal, let value = properties.numericValue,
                let digit = Unicode.Scalar(48 + UInt32(max(0, min(9, value))))
            {
                scalar = digit
            } else if raw == "\u{2019}" || raw == "\u{2018}" {
                scalar = "'"
            } else if raw == "\u{2011}" || raw == "\u{2010}" {
                scalar = "-"
            } else if raw == "\u{FF05}" {
                scalar = "%"
            }
        }
        if let before = held {
            held = nil
            if scalar.isDigit {
                text.append(before.scalar)
            } else {
                breakWord()
                plain(before.scalar, before.line, before.column)
            }
        }
        plain(scalar, line, column)
    }

    private mutating func plain(_ scalar: Unicode.Scalar, _ line: Int, _ column: Int) {
        if scalar.isDigit {
            if text.isEmpty { begin(.number, line, column) }
            text.append(scalar)
            return
        }
        if scalar.isASCII
            ? (scalar.value | 0x20) >= 97 && (scalar.value | 0x20) <= 122
            : scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
        {
            if !text.isEmpty, kind == .number { breakWord() }
            if text.isEmpty { begin(.word, line, column) }
            text.append(scalar)
            return
        }
        if kind == .number, !text.isEmpty,
            scalar == "." || scalar == "," || scalar == "\u{A0}" || scalar == "\u{202F}" || scalar == "'"
        {
            held = (scalar, line, column)
            return
        }
        breakWord()
        if scalar == "'", tokens.last?.isWord == true, !isSpaced {
            // `Acme's`, `don't`: the ending is a word of its own.
            begin(.word, line, column)
            text.append(scalar)
            return
        }
        // Markdown writes a control character of a name as U+FFFD.
        if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\u{FFFD}" {
            isSpaced = true
            return
        }
        begin(.sign, line, column)
        text.append(scalar)
        breakWord()
    }

    private mutating func begin(_ kind: ProseToken.Kind, _ line: Int, _ column: Int) {
        self.kind = kind
        start = (line, column)
    }

    /// Ends the word or number that is being read.
    mutating func breakWord() {
        if let before = held {
            held = nil
            breakWord()
            plain(before.scalar, before.line, before.column)
        }
        guard !text.isEmpty else { return }
        let word = String(text)
        let key = kind == .word ? word.lowercased() : word
        tokens.append(
            ProseToken(
                kind: kind, text: word, key: key, line: start.line, column: start.column, isSpaced: isSpaced,
                isBold: isBold || isItalic, link: link))
        text = String.UnicodeScalarView()
        isSpaced = false
    }

    mutating func finished() -> [ProseToken] {
        breakWord()
        breakWord()
        return tokens
    }
}
