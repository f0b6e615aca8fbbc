/// A word, a number or a sign of a prose, with the place where it stands.
struct ProseToken {
    enum Kind { case word, number, sign }

    var kind: Kind
    /// As written, without markup.
    var text: String
    /// Lower case, for comparing: `Acme` and `ACME` are the same.
    var key: String
    /// From 1.
    var line: Int
    /// From 1, in Unicode scalars.
    var column: Int
    /// Whether white space, or the beginning of a block, goes before it.
    var isSpaced: Bool
    var isBold = false
    /// Index of the figure link whose text it is part of.
    var link: Int?

    var isWord: Bool { kind == .word }
    var isCapitalised: Bool {
        guard kind == .word, let first = text.unicodeScalars.first else { return false }
        return first.properties.isUppercase
    }
}

/// A paragraph, list item, table row or heading.
struct ProseBlock {
    var tokens: [ProseToken]
    var isHeading: Bool
}
