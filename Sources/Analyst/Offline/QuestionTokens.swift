import Core
import Foundation

/// A question cut into words, with a mark on those that have been understood.
struct QuestionTokens {
    /// Scalars of a question that are read; a longer one is asked back.
    static let maximumLength = 2000

    struct Token: Hashable {
        /// Lower case, without accents.
        var text: String
        /// As typed.
        var raw: String
        var understood = false
    }

    private(set) var tokens: [Token]

    init(_ question: String) {
        tokens = QuestionTokens.words(question).compactMap { raw in
            let plain = raw.replacing("’", with: "'")
            let stem = plain.hasSuffix("'s") ? String(plain.dropLast(2)) : plain.replacing("'", with: "")
            let text = QuestionTokens.fold(stem)
            return text.isEmpty ? nil : Token(text: text, raw: raw)
        }
    }

    var count: Int { tokens.count }

    subscript(index: Int) -> Token { tokens[index] }

    /// The words of a range, as far as there are any.
    subscript(range: Range<Int>) -> [Token] { range.filter { tokens.indices.contains($0) }.map { tokens[$0] } }

    /// The word at an index, or an empty text beyond either end.
    func text(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }

    /// The same in the singular.
    func stem(_ index: Int) -> String { QuestionTokens.singular(text(index)) }

    func isUnderstood(_ range: Range<Int>) -> Bool {
        range.contains { tokens.indices.contains($0) && tokens[$0].understood }
    }

    mutating func markUnderstood(_ range: Range<Int>) {
        for index in range where tokens.indices.contains(index) { tokens[index].understood = true }
    }

    /// The words of a range joined by single spaces.
    func phrase(_ range: Range<Int>) -> String { tokens[range].map(\.text).joined(separator: " ") }

    /// The words that nothing has explained, as typed; a very long one is cut.
    var leftovers: [String] {
        tokens.filter { !$0.understood }.map { $0.raw.count > 40 ? $0.raw.prefix(40) + "…" : $0.raw }
    }

    private static func words(_ question: String) -> [String] {
        func isPart(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar.properties.generalCategory == .nonspacingMark || "$€£%'’".unicodeScalars.contains(scalar)
        }
        let scalars = Array(question.unicodeScalars.prefix(maximumLength))
        var words: [String] = []
        var word = ""
        for (index, scalar) in scalars.enumerated() {
            // A point or comma inside a number stays in it: 1.5, 100,000.
            let insideNumber =
                (scalar == "." || scalar == ",") && index > 0 && index + 1 < scalars.count
                && scalars[index - 1].properties.numericType != nil
                && scalars[index + 1].properties.numericType != nil
            if isPart(scalar) || insideNumber {
                word.unicodeScalars.append(scalar)
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// Case and accents folded away; the word stays one word.
    static func fold(_ word: String) -> String {
        let plain = word.decomposedStringWithCompatibilityMapping.lowercased()
        return String(
            String.UnicodeScalarView(
                plain.unicodeScalars.filter {
                    $0.properties.generalCategory != .nonspacingMark && $0.properties.generalCategory != .format
                }))
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
