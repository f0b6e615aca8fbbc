import Analytics
import Core
import Foundation

/// Reads "top 5", "over $100k", "between 50k and 100k", "above 70%".
struct NumberReader {
    private static let words = [
        "three": 3, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "two": 2, "four": 4, "six": 6, "seven": 7,
        "eight": 8,
        "nine": 9,
    ]

    /// The number behind "top", "bottom", "biggest"…, or before it ("the 5 largest accounts").
    func limit(_ tokens: inout QuestionTokens) -> Int? {
        for index in 0..<tokens.count {
            guard case .ranking? = Vocabulary.phrases[QuestionTokens.singular(tokens.text(index))] else { continue }
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
    func conditions(_ tokens: inout QuestionTokens) -> [Condition] {
        var result: [Condition] = []
        var index = 0
        while index < tokens.count {
            if tokens.text(index) == "between", let low = amount(tokens.text(index + 1)),
                ["and", "to"].contains(tokens.text(index + 2)), let high = amount(tokens.text(index + 3)),
                low.isPercent == high.isPercent
            {
                let measure: Condition.Measure = low.isPercent ? .probability : .amount
                result += [Condition(measure, .atLeast, low.value), Condition(measure, .atMost, high.value)]
                tokens.markUnderstood(index..<(index + 4))
                markMeasureWord(&tokens, before: index, after: index + 4, measure)
                index += 4
                continue
            }
            if let (comparison, length) = comparison(at: index, tokens),
                let number = amount(tokens.text(index + length))
            {
                let measure: Condition.Measure = number.isPercent ? .probability : .amount
                result.append(Condition(measure, comparison, number.value))
                tokens.markUnderstood(index..<(index + length + 1))
                markMeasureWord(&tokens, before: index, after: index + length + 1, measure)
                index += length + 1
                continue
            }
            index += 1
        }
        return result
    }

    private func markMeasureWord(
        _ tokens: inout QuestionTokens, before: Int, after: Int, _ measure: Condition.Measure
    ) {
        for index in [before - 1, after] where index >= 0 && index < tokens.count {
            if ["probability", "probabilities", "amount", "value", "worth", "likely"].contains(tokens.text(index)) {
                tokens.markUnderstood(index..<(index + 1))
            }
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

    /// `$100k`, `1.5m`, `100,000`, `70%`: an amount, or a probability as a fraction.
    private func amount(_ word: String) -> (value: Decimal, isPercent: Bool)? {
        var digits = word
        var isPercent = false
        for sign in ["$", "€", "£"] where digits.hasPrefix(sign) { digits.removeFirst() }
        if digits.hasSuffix("%") {
            digits.removeLast()
            isPercent = true
        }
        var factor = Decimal(1)
        for (suffix, size) in [("k", Decimal(1000)), ("m", 1_000_000), ("mm", 1_000_000), ("b", 1_000_000_000)]
        where digits.hasSuffix(suffix)
            && digits.dropLast(suffix.count).allSatisfy({ $0.isNumber || $0 == "." || $0 == "," })
        {
            digits = String(digits.dropLast(suffix.count))
            factor = size
            break
        }
        let plain = digits.replacing(",", with: "")
        guard !plain.isEmpty, plain.utf8.count <= 18, plain.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 46 }),
            let number = Decimal(string: plain, locale: Locale(identifier: "en_US_POSIX"))
        else { return nil }
        return isPercent ? (number / 100, true) : (number * factor, false)
    }
}
