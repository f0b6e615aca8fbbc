import Core

/// Text of unknown origin as part of Markdown.
enum MarkdownText {
    /// The text with everything escaped that Markdown or HTML would read as mark-up; on one line.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "!", "&":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case "\n", "\r", "\t": result += " "
            default:
                let isForbidden = scalar.value < 0x20 || scalar.value == 0x7F
                result.unicodeScalars.append(isForbidden ? "\u{FFFD}" : scalar)
            }
        }
        return result
    }
}
