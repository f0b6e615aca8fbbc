import Analytics
import Core
import Foundation
import Warehouse

/// Reads "top 5", "over $100k", "between 50k and 100k", "probability above 70%".
struct NumberReader {
    /// Bounds found in a question.
    struct Bounds {
        var conditions: [Condition] = []
        /// Whether each bound stands behind a word for single deals: "deals over $1M", not "accounts over $1M".
        var isOfDeals = true
        /// A bound that cannot be applied, as typed.
        var unsupported: String?
    }

    /// ISO 4217 code of the portal's amounts.
    let currency: String

    private static let words = [
        "three": 3, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "two": 2, "four": 4, "six": 6, "seven": 7,
        "eight": 8, "nine": 9,
    ]

    /// The number behind "top", "bottom", "biggest"…, or before it ("the 5 largest accounts").
    func limit(_ tokens: inout QuestionTokens) -> Int? {
        for index in 0..<tokens.count {
            guard case .ranking? = Vocabulary.phrases[tokens.stem(index)] else { continue }
            for neighbour in [index + 1, index - 1] where neighbour >= 0 && neighbour < tokens.count {
                let word = tokens.text(neighbour)
                if let number = Int(word) ?? Self.words[word], (1...1000).contains(number),
                    !tokens[neighbour].understood
                {
                    tokens.markUnderstood(neighbour..<(neighbour + 1))
                    return number
                }
            }
        }
        return nil
    }

    /// Bounds on amounts and probabilities; those words are marked as understood.
    func bounds(_ tokens: inout QuestionTokens) -> Bounds {
        var bounds = Bounds()
        var index = 0
        while index < tokens.count {
            if let (conditions, length) = bound(at: index, tokens, &bounds) {
                bounds.conditions += conditions
                let range = index..<(index + length)
                if !isBehindDeals(index, tokens) { bounds.isOfDeals = false }
                tokens.markUnderstood(range)
                markMeasureWord(&tokens, around: range)
                index += length
            } else {
                index += 1
            }
        }
        return bounds
    }

    private func bound(
        at index: Int, _ tokens: QuestionTokens, _ bounds: inout Bounds
    ) -> ([Condition], Int)? {
        guard !tokens[index].understood else { return nil }
        if tokens.text(index) == "between" {
            guard let (low, first) = quantity(index + 1, tokens) else { return nil }
            let middle = index + 1 + first
            guard ["and", "to"].contains(tokens.text(middle)), let (high, second) = quantity(middle + 1, tokens)
            else { return nil }
            let length = 2 + first + second
            guard let (measure, one) = measure(of: low, index, length, tokens, &bounds),
                let (other, two) = self.measure(of: high, index, length, tokens, &bounds), measure == other
            else { return ([], length) }
            return ([Condition(measure, .atLeast, min(one, two)), Condition(measure, .atMost, max(one, two))], length)
        }
        if let (comparison, words) = comparison(at: index, tokens),
            let (number, length) = quantity(index + words, tokens)
        {
            let all = words + length
            guard let (measure, value) = measure(of: number, index, all, tokens, &bounds) else { return ([], all) }
            return ([Condition(measure, comparison, value)], all)
        }
        if let (number, length) = quantity(index, tokens), tokens.text(index + length) == "or",
            ["more", "above", "higher", "better", "over"].contains(tokens.text(index + length + 1))
        {
            let all = length + 2
            guard let (measure, value) = measure(of: number, index, all, tokens, &bounds) else { return ([], all) }
            return ([Condition(measure, .atLeast, value)], all)
        }
        return nil
    }

    /// What a number is a bound of; nil, with a word of it in `bounds.unsupported`, where that is not clear.
    private func measure(
        of number: Quantity, _ index: Int, _ length: Int, _ tokens: QuestionTokens, _ bounds: inout Bounds
    ) -> (Condition.Measure, Decimal)? {
        let around = Array(max(0, index - 3)..<index) + [index + length, index + length + 1]
        let isProbability = around.contains {
            ["probability", "likely", "likelihood", "chance"].contains(tokens.stem($0))
        }
        if isProbability, !number.isMoney {
            return (.probability, number.isPercent || number.value > 1 ? number.value / 100 : number.value)
        }
        let counted = [
            "deal", "opportunity", "opp", "win", "account", "customer", "day", "week", "month", "contact", "time",
        ]
        let isCount = [index + length, index + length + 1].contains { counted.contains(tokens.stem($0)) }
        if number.isPercent || (!number.isMoney && (number.value < 1000 || isCount)) {
            bounds.unsupported =
                bounds.unsupported
                ?? tokens[index..<min(index + length, tokens.count)].map(\.raw).joined(separator: " ")
            return nil
        }
        return (.amount, number.value)
    }

    /// Whether the bound follows a word for single deals, with no word for a group in between.
    private func isBehindDeals(_ index: Int, _ tokens: QuestionTokens) -> Bool {
        for back in 1...4 {
            let word = tokens.stem(index - back)
            if ["deal", "opportunity", "opp"].contains(word) { return true }
            if case .concept? = Vocabulary.phrases[word] { return false }
        }
        return false
    }

    private func markMeasureWord(_ tokens: inout QuestionTokens, around range: Range<Int>) {
        let names = ["probability", "likely", "likelihood", "chance", "worth", "each", "dollar"]
        for index in [range.lowerBound - 2, range.lowerBound - 1, range.upperBound, range.upperBound + 1]
        where index >= 0 && index < tokens.count && names.contains(tokens.stem(index)) {
            tokens.markUnderstood(index..<(index + 1))
        }
    }

    private func comparison(at index: Int, _ tokens: QuestionTokens) -> (Condition.Operator, Int)? {
        let two = tokens.text(index) + " " + tokens.text(index + 1)
        switch two {
        case "more than", "greater than", "larger than", "bigger than", "higher than": return (.above, 2)
        case "less than", "smaller than", "lower than": return (.below, 2)
        case "at least": return (.atLeast, 2)
        case "at most", "up to": return (.atMost, 2)
        default: break
        }
        switch tokens.text(index) {
        case "above", "over", "exceeding": return (.above, 1)
        case "below", "under": return (.below, 1)
        default: return nil
        }
    }

    private struct Quantity {
        var value: Decimal
        var isPercent = false
        /// It has a currency sign or a size: `$5`, `100k`, `2 million`.
        var isMoney = false
    }

    /// `$100k`, `1.5m`, `100,000`, `70%`, `2 million`: the number and how many words it takes.
    private func quantity(_ index: Int, _ tokens: QuestionTokens) -> (Quantity, Int)? {
        guard index < tokens.count, !tokens[index].understood else { return nil }
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
        guard let number = plainNumber(digits) else { return nil }
        if factor != 1 { quantity.isMoney = true }
        if length == 1, ["percent", "pct"].contains(tokens.text(index + 1)) {
            quantity.isPercent = true
            length = 2
        }
        // 2025 is a year before it is an amount.
        if !quantity.isMoney, !quantity.isPercent, digits.count == 4, (1990...2100).contains(number) { return nil }
        quantity.value = number * factor
        return (quantity, length)
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
