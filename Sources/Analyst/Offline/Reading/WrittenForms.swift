import Foundation

/// Brings what people type into the words that are read: contractions, `w/`, `no. 1`, a currency sign by itself.
enum WrittenForms {
    /// Replaces the forms that hold signs which end a word: `w/o` for without, `#1` for number 1.
    static func spelledOut(_ question: String) -> String {
        guard mayHoldOne(question) else { return question }
        return question.replacing(#/(?i)\b(?:i\.e|e\.g)\b\.?,?/#, with: " ").replacing(#/(?i)\bw/o\b/#, with: "without")
            .replacing(#/(?i)\b1:1\b/#, with: "one on one").replacing(#/(?i)\bw/(?=[\sa-z0-9])/#, with: "with ")
            .replacing(#/(?i)\bb/w\b/#, with: "between").replacing(#/#(?=\d)/#, with: "number ")
    }

    /// Every name in the data is cut into words too, and nearly none holds such a form: looking is cheaper than replacing.
    private static func mayHoldOne(_ question: String) -> Bool {
        var (letter, point): (UInt8, UInt8) = (0, 0)
        for byte in question.utf8 {
            if byte == UInt8(ascii: "/") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return true }
            if point == UInt8(ascii: ".") {
                switch (letter | 0x20, byte | 0x20) {
                case (UInt8(ascii: "i"), UInt8(ascii: "e")), (UInt8(ascii: "e"), UInt8(ascii: "g")): return true
                default: break
                }
            }
            (letter, point) = (point, byte)
        }
        return false
    }

    /// The words of a word that was drawn together: `what'd` is what and did.
    ///
    /// - Parameter word: as typed, with straight apostrophes; those of a possessive and of `n't` are not looked at.
    static func parts(of word: String) -> [String] {
        let folded = word.lowercased()
        if let known = joined[folded] { return known }
        guard let apostrophe = folded.lastIndex(of: "'"), apostrophe > folded.startIndex else { return [word] }
        let stem = String(word[..<apostrophe])
        switch folded[folded.index(after: apostrophe)...] {
        case "ve": return [stem, "have"]
        case "re": return [stem, "are"]
        case "m": return [stem, "am"]
        case "ll": return [stem, "will"]
        case "d": return [stem, asking.contains(stem.lowercased()) ? "did" : "would"]
        default: return [word]
        }
    }

    private static let asking: Set<String> = ["what", "where", "how", "who", "when", "why", "which"]

    /// Drawn together without an apostrophe, or shortened beyond it.
    private static let joined: [String: [String]] = [
        "weve": ["we", "have"], "theyve": ["they", "have"], "youve": ["you", "have"], "ive": ["i", "have"],
        "whatd": ["what", "did"], "howd": ["how", "did"], "whod": ["who", "did"], "whered": ["where", "did"],
        "howre": ["how", "are"], "whatre": ["what", "are"], "theyre": ["they", "are"], "youre": ["you", "are"],
        "whatll": ["what", "will"], "itll": ["it", "will"], "thatll": ["that", "will"], "whats": ["what", "is"],
        "hows": ["how", "is"], "whos": ["who", "is"], "wheres": ["where", "is"], "thats": ["that", "is"],
        "lemme": ["let", "me"], "gimme": ["give", "me"], "wanna": ["want", "to"], "gonna": ["going", "to"],
        "gotta": ["got", "to"], "rn": ["right", "now"], "y'all": ["you", "all"],
        "fytd": ["fiscal", "year", "to", "date"],
    ]

    /// A sign alone is a word for money: "closed-won € in the Nordics".
    static func isMoneySign(_ word: String) -> Bool { ["$", "€", "£"].contains(word) }
}
