import Analytics
import Core
import Foundation
import Warehouse

/// Reads "top 5", "over $100k", "between 50k and 100k", "probability above 70%".
struct NumberReader {
    /// A bound as written: what it bounds is known only with the whole question.
    struct Bound: Hashable {
        var comparison: Condition.Operator
        var value: Decimal
        var isPercent: Bool
        /// It has a currency sign or a size: `$5`, `100k`, `2 million`.
        var isMoney: Bool
        /// "probability" or its like stands beside it.
        var isProbability: Bool
        /// The words behind it, in the singular: `open`, `deal`.
        var nouns: [String]
        /// Its words in the question.
        var range: Range<Int>
        /// As typed.
        var words: String
        /// Where an "or more" ends that stands apart from the number.
        var ending: Int?
    }

    /// Bounds found in a question.
    struct Bounds {
        var bounds: [Bound] = []
        /// A bound that cannot be read, as typed.
        var unsupported: String?
    }

    /// ISO 4217 code of the portal's amounts.
    let currency: String

    static let durations: Set<String> = ["day", "week", "month", "year"]

    static func isNumber(_ word: String) -> Bool { words[word] != nil }

    private static let words = [
        "three": 3, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "two": 2, "four": 4, "six": 6, "seven": 7,
        "eight": 8, "nine": 9, "dozen": 12, "thirty": 30, "fifty": 50, "hundred": 100,
    ]

    /// The number behind "top", "bottom", "biggest"…, before it ("the 5 largest accounts"), or before what is listed
    /// ("list 10 deals").
    func limit(_ tokens: inout QuestionTokens, isCountable: (String) -> Bool) -> Int? {
        func number(_ index: Int) -> Int? {
            let word = tokens.text(index)
            guard index >= 0, index < tokens.count, !tokens[index].understood,
                let number = Int(word) ?? Self.words[word], (1...1000).contains(number)
            else { return nil }
            return number
        }
        for index in 0..<tokens.count {
            let word = tokens.text(index)
            if word.hasPrefix("top"), word.count > 3, let attached = Int(word.dropFirst(3)),
                (1...1000).contains(attached)
            {
                // "top5"
                tokens.markUnderstood(index..<(index + 1))
                return attached
            }
            guard case .ranking? = Vocabulary.phrases[tokens.stem(index)] else { continue }
            for neighbour in [index + 1, index - 1, index - 2] {
                if neighbour == index - 2, !["single", "of"].contains(tokens.text(index - 1)) { continue }
                if let limit = number(neighbour) {
                    tokens.markUnderstood(neighbour..<(neighbour + 1))
                    return limit
                }
            }
        }
        for index in 0..<tokens.count {
            if let limit = number(index), limit > 1,
                isCountable(tokens.stem(index + 1)) || isCountable(tokens.stem(index + 2))
            {
                tokens.markUnderstood(index..<(index + 1))
                return limit
            }
        }
        return nil
    }

    /// Bounds in the question; their words are marked as understood.
    func bounds(_ tokens: inout QuestionTokens) -> Bounds {
        var bounds = Bounds()
        var index = 0
        while index < tokens.count {
            if let (found, length) = bound(at: index, tokens) {
                let range = index..<(index + length)
                if found.isEmpty {
                    bounds.unsupported =
                        bounds.unsupported ?? tokens[range].map(\.raw).joined(separator: " ")
                }
                let after = range.upperBound + 1
                let isOpen =
                    found.count == 2 && found.last?.comparison == .below || found.count == 1
                if isOpen, tokens.text(after) == "or",
                    ["bigger", "larger", "more", "above", "up"].contains(tokens.text(after + 1)),
                    found.first?.comparison == .atLeast
                {
                    // "million dollar deals or bigger"
                    bounds.bounds += found.prefix(1)
                    tokens.markUnderstood(after..<(after + 2))
                } else {
                    bounds.bounds += found
                }
                tokens.markUnderstood(range)
                if let ending = found.first?.ending { tokens.markUnderstood((ending - 2)..<ending) }
                if Self.durations.contains(tokens.stem(range.upperBound)) {
                    tokens.markUnderstood(range.upperBound..<(range.upperBound + 1))
                }
                markMeasureWord(&tokens, around: range)
                index += length
            } else {
                index += 1
            }
        }
        return bounds
    }

    private func bound(at index: Int, _ tokens: QuestionTokens) -> ([Bound], Int)? {
        guard !tokens[index].understood else { return nil }
        func make(_ comparison: Condition.Operator, _ quantity: Quantity, _ length: Int) -> Bound {
            let range = index..<(index + length)
            let around = Array(max(0, index - 3)...(index + length + 1))
            return Bound(
                comparison: comparison, value: quantity.value, isPercent: quantity.isPercent, isMoney: quantity.isMoney,
                isProbability: around.contains {
                    ["probability", "likely", "likelihood", "chance", "confidence", "probable"].contains(
                        tokens.stem($0))
                }, nouns: (0..<3).map { tokens.stem(index + length + $0) }, range: range,
                words: tokens[range].map(\.raw).joined(separator: " "))
        }
        if let (bounds, length) = figureDeals(at: index, tokens) {
            return (bounds.map { make($0.0, Quantity(value: $0.1, isMoney: true), length) }, length)
        }
        let opening = ["between", "from", "worth"].contains(tokens.text(index)) ? 1 : 0
        if let (first, one) = quantity(index + opening, tokens),
            ["and", "to"].contains(tokens.text(index + opening + one)),
            opening == 1 || tokens.text(index + opening + one) == "to",
            let (second, two) = quantity(index + opening + one + 1, tokens)
        {
            let length = opening + one + 1 + two
            var low = first
            // "50-100k": the size goes for both.
            if !low.isMoney, second.isMoney, low.value < 1000, second.value >= 1000, second.factor > 1 {
                low.value *= second.factor
                low.isMoney = true
            }
            if second.isPercent { low.isPercent = true }
            guard low.value <= second.value else {
                return ([make(.atLeast, second, length), make(.atMost, low, length)], length)
            }
            return ([make(.atLeast, low, length), make(.atMost, second, length)], length)
        }
        if let (comparison, size) = comparison(at: index, tokens) {
            var words = size
            // "at least an 80% chance"
            if ["a", "an"].contains(tokens.text(index + words)), quantity(index + words, tokens) == nil { words += 1 }
            let one = tokens.text(index + words) == "one" ? (Quantity(value: 1), 1) : nil
            if let (number, length) = quantity(index + words, tokens) ?? one {
                return ([make(comparison, number, words + length)], words + length)
            }
        }
        if let (number, size) = quantity(index, tokens) {
            var length = size
            // "at 60% probability or higher"
            if number.isPercent, Self.chances.contains(tokens.text(index + length)) { length += 1 }
            // "ten deals or more": the nouns are read for themselves.
            if length == 1, let end = moreBehindNouns(index + 1, tokens) {
                var bound = make(.atLeast, number, 1)
                bound.ending = end
                return ([bound], 1)
            }
            guard ["or", "and"].contains(tokens.text(index + length)) else { return nil }
            let word = tokens.text(index + length + 1)
            if ["more", "above", "higher", "better", "over", "up", "greater", "larger", "bigger"].contains(word) {
                return ([make(.atLeast, number, length + 2)], length + 2)
            }
            if ["less", "below", "lower", "fewer", "under", "smaller"].contains(word) {
                return ([make(.atMost, number, length + 2)], length + 2)
            }
        }
        return nil
    }

    private static let chances: Set<String> = ["probability", "likelihood", "chance", "confidence", "likely"]

    /// Where "or more" ends behind one or two words for deals: "ten won deals or more".
    private func moreBehindNouns(_ index: Int, _ tokens: QuestionTokens) -> Int? {
        var position = index
        while position < index + 3 {
            let isStatus = if case .status? = Vocabulary.phrases[tokens.text(position)] { true } else { false }
            guard isStatus || ["deal", "opportunity", "opp", "win"].contains(tokens.stem(position)) else { break }
            position += 1
        }
        guard position > index, tokens.text(position) == "or", tokens.text(position + 1) == "more" else { return nil }
        return position + 2
    }

    /// "million dollar deals", "seven figure deals or bigger".
    private func figureDeals(at index: Int, _ tokens: QuestionTokens) -> ([(Condition.Operator, Decimal)], Int)? {
        let digits = ["five": 5, "six": 6, "seven": 7, "eight": 8, "5": 5, "6": 6, "7": 7, "8": 8]
        let nouns: Set<String> = ["deal", "opportunity", "opp", "win", "contract"]
        var bounds: [(Condition.Operator, Decimal)] = []
        var noun = index + 2
        if tokens.text(index) == "million", ["dollar", "euro", "pound", "plus"].contains(tokens.stem(index + 1)) {
            bounds = [(.atLeast, 1_000_000)]
        } else if let count = digits[tokens.text(index)], ["figure", "digit"].contains(tokens.stem(index + 1)) {
            let least = (1..<count).reduce(Decimal(1)) { value, _ in value * 10 }
            bounds = [(.atLeast, least), (.below, least * 10)]
        } else {
            return nil
        }
        if tokens.text(noun) == "plus" {
            bounds = Array(bounds.prefix(1))
            noun += 1
        }
        let isStatus = if case .status? = Vocabulary.phrases[tokens.text(noun)] { true } else { false }
        guard nouns.contains(tokens.stem(noun + (isStatus ? 1 : 0))) else { return nil }
        return (bounds, noun - index)
    }

    private func markMeasureWord(_ tokens: inout QuestionTokens, around range: Range<Int>) {
        let names = [
            "probability", "likely", "likelihood", "chance", "worth", "each", "dollar", "confidence", "probable",
        ]
        for index in [
            range.lowerBound - 3, range.lowerBound - 2, range.lowerBound - 1, range.upperBound, range.upperBound + 1,
        ]
        where index >= 0 && index < tokens.count && names.contains(tokens.stem(index)) {
            tokens.markUnderstood(index..<(index + 1))
        }
    }

    private func comparison(at index: Int, _ tokens: QuestionTokens) -> (Condition.Operator, Int)? {
        let two = tokens.text(index) + " " + tokens.text(index + 1)
        let three = two + " " + tokens.text(index + 2)
        switch three {
        case "no less than", "not less than", "no fewer than", "a minimum of": return (.atLeast, 3)
        case "no more than", "not more than", "a maximum of": return (.atMost, 3)
        case "in excess of": return (.above, 3)
        default: break
        }
        switch two {
        case "more than", "greater than", "larger than", "bigger than", "higher than", "better than", "longer than",
            "north of", "upwards of", "older than":
            return (.above, 2)
        case "less than", "smaller than", "lower than", "fewer than", "worse than", "shorter than", "south of":
            return (.below, 2)
        case "at least", "minimum of": return (.atLeast, 2)
        case "at most", "up to", "maximum of": return (.atMost, 2)
        default: break
        }
        switch tokens.text(index) {
        case "above", "over", "exceeding", "exceed", "exceeds", "exceeded", "beyond", "topping", "topped":
            return (.above, 1)
        case "below", "under", "beneath": return (.below, 1)
        case "minimum", "min": return (.atLeast, 1)
        case "maximum", "max": return (.atMost, 1)
        default: return nil
        }
    }

    private struct Quantity {
        var value: Decimal
        var isPercent = false
        /// It has a currency sign or a size: `$5`, `100k`, `2 million`.
        var isMoney = false
        /// 1000 for `k`.
        var factor = Decimal(1)
    }

    /// `$100k`, `1.5m`, `100,000`, `70%`, `2 million`: the number and how many words it takes.
    private func quantity(_ index: Int, _ tokens: QuestionTokens) -> (Quantity, Int)? {
        guard index < tokens.count, !tokens[index].understood else { return nil }
        if let (amount, length) = roundAmount(index, tokens) { return (amount, length) }
        var digits = tokens.text(index)
        var quantity = Quantity(value: 0)
        if let fits = digits.first.flatMap({ Currencies.sign($0, fits: currency) }) {
            // An amount in another currency than the data's is no bound on it.
            guard fits else { return nil }
            digits.removeFirst()
            quantity.isMoney = true
        }
        if digits.hasSuffix("%") {
            digits.removeLast()
            quantity.isPercent = true
        }
        var factor = Decimal(1)
        let sizes: [(String, Decimal)] = [("mm", 1_000_000), ("k", 1000), ("m", 1_000_000), ("b", 1_000_000_000)]
        if let (suffix, size) = sizes.first(where: { digits.hasSuffix($0.0) }) {
            digits = String(digits.dropLast(suffix.count))
            factor = size
        }
        var length = 1
        let next = [
            "thousand": Decimal(1000), "million": 1_000_000, "billion": 1_000_000_000, "k": 1000, "m": 1_000_000,
        ]
        if factor == 1, !quantity.isPercent, let size = next[tokens.stem(index + 1)] {
            factor = size
            length = 2
        }
        let word = quantity.isMoney || quantity.isPercent || factor != 1 ? nil : Self.words[digits]
        guard let number = plainNumber(digits) ?? word.map({ Decimal($0) }) else { return nil }
        if factor != 1 { quantity.isMoney = true }
        if length == 1, ["percent", "pct"].contains(tokens.text(index + 1)) {
            quantity.isPercent = true
            length = 2
        }
        // 2025 is a year before it is an amount.
        if !quantity.isMoney, !quantity.isPercent, digits.count == 4, (1990...2100).contains(number) { return nil }
        quantity.value = number * factor
        quantity.factor = factor
        return (quantity, length)
    }

    /// `half a million`, `a million`, `a quarter of a million`.
    private func roundAmount(_ index: Int, _ tokens: QuestionTokens) -> (Quantity, Int)? {
        let sizes: [String: Decimal] = ["thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000]
        var position = index
        var factor = Decimal(1)
        if tokens.text(position) == "half" {
            factor = Decimal(5) / 10
            position += 1
        } else if tokens.text(position) == "quarter", ["million", "of"].contains(tokens.text(position + 1)) {
            factor = Decimal(25) / 100
            position += 1
            if tokens.text(position) == "of" { position += 1 }
        }
        if ["a", "one"].contains(tokens.text(position)) {
            position += 1
        } else if position == index {
            return nil
        }
        guard let size = sizes[tokens.text(position)] else { return nil }
        return (Quantity(value: factor * size, isMoney: true, factor: size), position + 1 - index)
    }

    /// Digits, with commas only between groups of three, and at most one point.
    private func plainNumber(_ digits: String) -> Decimal? {
        let halves = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count <= 2, digits.utf8.count <= 18,
            digits.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 46 || $0 == 44 })
        else { return nil }
        let groups = halves[0].split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, !first.isEmpty,
            groups.count == 1 || (first.count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 }),
            halves.count == 1 || (!halves[1].isEmpty && !halves[1].contains(","))
        else { return nil }
        return Decimal(string: digits.replacing(",", with: ""), locale: Locale(identifier: "en_US_POSIX"))
    }
}
