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
        let typed = WrittenForms.spelledOut(QuestionTokens.withoutTags(question))
        var tokens = QuestionTokens.withSigns(QuestionTokens.words(typed)).flatMap { raw -> [Token] in
            let plain = raw.replacing("’", with: "'").trimmingCharacters(in: CharacterSet(charactersIn: "'"))
            return WrittenForms.parts(of: plain).compactMap { part in
                let stem = part.hasSuffix("'s") ? String(part.dropLast(2)) : part.replacing("'", with: "")
                let folded = QuestionTokens.fold(stem)
                let text = QuestionTokens.abbreviations[folded] ?? folded
                return text.isEmpty ? nil : Token(text: text, raw: raw)
            }
        }
        for index in tokens.indices.dropFirst()
        where tokens[index].text == "1" && ["no", "nr", "num", "number"].contains(tokens[index - 1].text) {
            // "the no. 1 reason"
            tokens[index - 1].text = "number"
            tokens[index].text = "one"
        }
        self.tokens = tokens
    }

    /// A currency sign with a space behind it belongs to the number that follows, and by itself is a word for money.
    private static func withSigns(_ words: [String]) -> [String] {
        var result: [String] = []
        var sign = ""
        for word in words {
            if !sign.isEmpty {
                let isNumber = word.unicodeScalars.first.map { ("0"..."9").contains($0) } ?? false
                result += isNumber ? [sign + word] : ["amount", word]
                sign = ""
            } else if WrittenForms.isMoneySign(word) {
                sign = word
            } else {
                result.append(word)
            }
        }
        return sign.isEmpty ? result : result + ["amount"]
    }

    /// What is typed on a phone for words of every question.
    private static let abbreviations = [
        "qtr": "quarter", "qtrs": "quarters", "yr": "year", "yrs": "years", "mth": "month", "mths": "months",
        "mo": "month",
        "wk": "week", "wks": "weeks", "acct": "account", "accts": "accounts", "cust": "customer", "custs": "customers",
        "rev": "revenue", "revs": "revenue", "mgr": "manager", "mgrs": "managers", "ind": "industry",
        "prob": "probability",
        "opptys": "opportunities", "comp": "compared", "fcst": "forecast", "prod": "product", "prods": "products",
        "lst": "last", "hw": "how", "loose": "lose", "prev": "previous", "curr": "current",
    ]

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

    /// Takes a word for another one; what was typed stays known.
    mutating func read(_ index: Int, as word: String) {
        if tokens.indices.contains(index) { tokens[index].text = word }
    }

    mutating func markUnread(_ range: Range<Int>) {
        for index in range where tokens.indices.contains(index) { tokens[index].understood = false }
    }

    /// The words of a range joined by single spaces.
    func phrase(_ range: Range<Int>) -> String { self[range].map(\.text).joined(separator: " ") }

    /// The words that nothing has explained, as typed; a very long one is cut.
    var leftovers: [String] {
        tokens.filter { !$0.understood }.map { $0.raw.count > 40 ? $0.raw.prefix(40) + "…" : $0.raw }
    }

    /// The sentences of a question; a point inside a number ends none.
    ///
    /// - Parameter atCommas: cut at commas too.
    static func sentences(_ question: String, atCommas: Bool = false) -> [String] {
        var sentences: [String] = []
        var sentence = ""
        let scalars = Array(question.unicodeScalars.prefix(maximumLength))
        for (index, scalar) in scalars.enumerated() {
            let endsHere = "?!;\n".unicodeScalars.contains(scalar)
            let isMark = scalar == "." || scalar == ":" || scalar == "," && atCommas
            let isPoint = isMark && (index + 1 == scalars.count || scalars[index + 1] == " ")
            // "we have many of them - how many are late?"
            let isDash =
                "-–—".unicodeScalars.contains(scalar) && index > 0 && index + 1 < scalars.count
                && scalars[index - 1] == " " && scalars[index + 1] == " "
            if endsHere || isPoint || isDash {
                sentences.append(sentence)
                sentence = ""
            } else {
                sentence.unicodeScalars.append(scalar)
            }
        }
        return (sentences + [sentence]).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter {
            !$0.isEmpty
        }
    }

    /// The places of the words that nothing has explained, those side by side in one range.
    var leftoverRuns: [Range<Int>] {
        var runs: [Range<Int>] = []
        for index in tokens.indices where !tokens[index].understood {
            if let last = runs.last, last.upperBound == index {
                runs[runs.count - 1] = last.lowerBound..<(index + 1)
            } else {
                runs.append(index..<(index + 1))
            }
        }
        return runs
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
                continue
            }
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            let sign = signWords(
                of: scalar, before: next, after: word, previous: words.last ?? "",
                isAfterSpace: index > 0 && scalars[index - 1] == " ")
            if !word.isEmpty {
                words.append(word)
                word = ""
            }
            words += sign
        }
        return word.isEmpty ? words : words + [word]
    }

    /// Markup is no part of a question: `<b>` goes, `< 5` stays.
    private static func withoutTags(_ question: String) -> String {
        guard question.utf8.contains(UInt8(ascii: "<")) else { return question }
        var result = String.UnicodeScalarView()
        var scalars = Array(question.unicodeScalars.prefix(maximumLength))[...]
        while let scalar = scalars.popFirst() {
            if scalar == "<", let next = scalars.first, next == "/" || next.properties.isAlphabetic,
                let end = scalars.firstIndex(of: ">")
            {
                scalars = scalars[(end + 1)...]
                result.append(" ")
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isQuantity(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar) || "$€£ ".unicodeScalars.contains(scalar)
    }

    /// The words that a sign stands for: `>` above, `+` behind a number or more, a dash between two numbers to.
    private static func signWords(
        of scalar: Unicode.Scalar, before next: Unicode.Scalar, after word: String, previous: String,
        isAfterSpace: Bool
    ) -> [String] {
        let followsNumber = word.unicodeScalars.contains { ("0"..."9").contains($0) }
        switch scalar {
        // A tag is no comparison.
        case ">" where next == "=": return ["at", "least"]
        case "<" where next == "=": return ["at", "most"]
        case ">" where isQuantity(next): return ["above"]
        case "<" where isQuantity(next): return ["below"]
        case "+" where followsNumber: return ["or", "more"]
        case "&": return ["and"]
        case "-", "–", "—":
            // 2026-11-20 is a date, 50-100k a range.
            let isDate = [word, previous].contains { $0.count == 4 && $0.allSatisfy(\.isNumber) }
            let isRange = followsNumber && !isDate && isQuantity(next) && next != " "
            // An amount below nought is no bound: the sign is a word that nothing explains.
            let isNegative = word.isEmpty && isAfterSpace && ("0"..."9").contains(next)
            return isRange ? ["to"] : isNegative ? ["−"] : []
        default: return []
        }
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
