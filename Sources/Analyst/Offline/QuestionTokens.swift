import Core
import Foundation

/// A question cut into words, with a mark on those that have been understood.
struct QuestionTokens {
    struct Token: Hashable {
        /// Lower case, without accents.
        var text: String
        /// As typed.
        var raw: String
        var understood = false
    }

    private(set) var tokens: [Token]

    init(_ question: String) {
        tokens = []
        var word = ""
        func isPart(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar.properties.generalCategory == .nonspacingMark || "$€£%'’".unicodeScalars.contains(scalar)
        }
        let scalars = Array(question.unicodeScalars.prefix(4000))
        var words: [String] = []
        for (index, scalar) in scalars.enumerated() {
            // A point or comma inside a number stays in it: 1.5, 100,000.
            let insideNumber =
                (scalar == "." || scalar == ",") && index > 0 && index + 1 < scalars.count
                && scalars[index - 1].properties.numericType != nil && scalars[index + 1].properties.numericType != nil
            if isPart(scalar) || insideNumber {
                word.unicodeScalars.append(scalar)
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        for raw in words {
            let plain = raw.replacing("’", with: "'")
            let stem = plain.hasSuffix("'s") ? String(plain.dropLast(2)) : plain.replacing("'", with: "")
            guard !stem.isEmpty else { continue }
            tokens.append(Token(text: QuestionTokens.fold(stem), raw: raw))
        }
    }

    var count: Int { tokens.count }

    subscript(index: Int) -> Token { tokens[index] }

    /// The word at an index, or an empty text beyond either end.
    func text(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }

    func isUnderstood(_ range: Range<Int>) -> Bool {
        range.contains { tokens.indices.contains($0) && tokens[$0].understood }
    }

    mutating func markUnderstood(_ range: Range<Int>) {
        for index in range where tokens.indices.contains(index) { tokens[index].understood = true }
    }

    /// The words of a range joined by single spaces.
    func phrase(_ range: Range<Int>) -> String { tokens[range].map(\.text).joined(separator: " ") }

    /// The words that nothing has explained, as typed.
    var leftovers: [String] { tokens.filter { !$0.understood }.map(\.raw) }

    /// Case and accents folded away; the word stays one word.
    static func fold(_ word: String) -> String {
        let plain = word.decomposedStringWithCompatibilityMapping.lowercased()
        return String(
            String.UnicodeScalarView(plain.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }))
    }

    /// A plural brought near its singular: `territories` → `territory`, `deals` → `deal`.
    ///
    /// Crude, but the same on both sides.
    static func singular(_ word: String) -> String {
        if word.count > 4, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        if word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us") {
            return String(word.dropLast())
        }
        return word
    }

    /// Words of a name, folded and in the singular, joined by single spaces: the form in which names are compared.
    static func key(_ name: String) -> String {
        QuestionTokens(name).tokens.map { singular($0.text) }.joined(separator: " ")
    }
}
