/// Writes texts into YAML so that they are read back as the same texts.
enum YAMLText {
    /// Words that YAML 1.1 or 1.2 takes for something else than a text.
    private static let reserved: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    /// A scalar: plain where that is safe, else in double quotes.
    static func scalar(_ text: String) -> String {
        let first = text.utf8.first
        let isPath = ["/", "./", "../"].contains { text.hasPrefix($0) }
        let isPlain = isPath || first.map(isLetter) ?? false
        let isSafe = text.utf8.allSatisfy { byte in
            isLetter(byte) || (48...57).contains(byte) || Array(" _./-?".utf8).contains(byte)
        }
        if isPlain, isSafe, text.utf8.last != UInt8(ascii: " "), !reserved.contains(text.lowercased()) { return text }
        return quoted(text)
    }

    /// A list on one line: `[a, b]`.
    static func list(_ texts: [String]) -> String { "[" + texts.map(scalar).joined(separator: ", ") + "]" }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
                result += "\\x" + hexadecimal(scalar.value)
            case "\u{2028}", "\u{2029}": result += scalar == "\u{2028}" ? "\\L" : "\\P"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        (value < 16 ? "0" : "") + String(value, radix: 16)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
