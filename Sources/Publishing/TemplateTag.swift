/// A tag of a Mustache template with its line.
struct TemplateTag {
    /// `#`, `^`, `/`, `>`, `!`, …; a space for a plain variable.
    var sigil: Character
    var name: String
    var line: Int

    /// All tags of a template, in order; what is not closed is left to the parser to complain about.
    static func scan(_ text: String) -> [TemplateTag] {
        let bytes = Array(text.utf8)
        var tags: [TemplateTag] = []
        var line = 1
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x0A { line += 1 }
            guard bytes[index] == 0x7B, index + 1 < bytes.count, bytes[index + 1] == 0x7B else {
                index += 1
                continue
            }
            let start = index + 2
            var end = start
            while end + 1 < bytes.count, !(bytes[end] == 0x7D && bytes[end + 1] == 0x7D) { end += 1 }
            guard end + 1 < bytes.count else { break }
            let inner = String(decoding: bytes[start..<end], as: UTF8.self)
            tags.append(tag(inner, line: line))
            line += bytes[start..<end].count { $0 == 0x0A }
            index = end + 2
        }
        return tags
    }

    private static func tag(_ inner: String, line: Int) -> TemplateTag {
        let trimmed = inner.drop { $0.isWhitespace }
        let first = trimmed.first ?? " "
        let sigil: Character = "#^/>!=<$%".contains(first) ? first : " "
        let name = trimmed.drop { "#^/>!=<$%&{".contains($0) || $0.isWhitespace }.prefix {
            !$0.isWhitespace && $0 != "}"
        }
        return TemplateTag(sigil: sigil, name: String(name), line: line)
    }
}
