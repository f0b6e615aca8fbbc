/// Escaping for the sinks that untrusted text reaches.
///
/// Each is applied where the text is written, never earlier.
package enum Escape {
    /// Text content of HTML, XML and SVG.
    ///
    /// Control characters that XML 1.0 forbids become U+FFFD. Bidirectional embeddings, overrides and isolates are left
    /// out: one in a name would turn round the figures behind it (Unicode Technical Report 36, "Bidirectional Text
    /// Spoofing").
    package static func text(_ raw: String) -> String { escaped(raw, quotes: false) }

    /// A double-quoted attribute value of HTML, XML and SVG.
    package static func attribute(_ raw: String) -> String { escaped(raw, quotes: true) }

    /// Text inside Markdown, on one line: a backslash before every character that CommonMark, a pipe table or HTML would
    /// read as markup.
    package static func markdown(_ raw: String) -> String {
        var result = ""
        for scalar in raw.unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "!", "&":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}": result += " "
            default:
                let isForbidden = scalar.value < 0x20 || scalar.value == 0x7F
                result.unicodeScalars.append(isForbidden ? "\u{FFFD}" : scalar)
            }
        }
        return result
    }

    /// One line for a terminal or a log: control characters, including ANSI escapes, and bidirectional overrides are
    /// shown as `\u{…}`, so that a cell of a CSV file can neither move the cursor nor forge a line.
    package static func terminal(_ raw: String) -> String {
        var result = ""
        for scalar in raw.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// One cell of a CSV file (RFC 4180).
    ///
    /// A text that a spreadsheet would take for a formula gets a leading apostrophe
    /// (OWASP, "CSV Injection"); numbers are written by the caller and never pass through here.
    package static func csvText(_ raw: String) -> String {
        let first = raw.unicodeScalars.first { $0 != " " }
        let formula: Set<Unicode.Scalar> = [
            "=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
        ]
        let guarded = first.map { formula.contains($0) } == true ? "'" + raw : raw
        let needsQuotes =
            guarded.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
            || guarded.first == " " || guarded.last == " " || guarded != raw
        return needsQuotes ? "\"" + guarded.replacing("\"", with: "\"\"") + "\"" : guarded
    }

    private static func escaped(_ raw: String, quotes: Bool) -> String {
        var result = ""
        result.reserveCapacity(raw.utf8.count)
        for scalar in raw.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"" where quotes: result += "&quot;"
            case "'" where quotes: result += "&#39;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
            default:
                let value = scalar.value
                let forbidden = value < 0x20 || value == 0xFFFE || value == 0xFFFF
                result.unicodeScalars.append(forbidden ? "\u{FFFD}" : scalar)
            }
        }
        return result
    }
}
