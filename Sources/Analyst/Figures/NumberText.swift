import Foundation

/// How a locale writes numbers.
struct NumberStyle: Hashable, Sendable {
    var decimal: Unicode.Scalar
    var grouping: Unicode.Scalar

    init(_ locale: Locale) {
        let point = locale.decimalSeparator?.unicodeScalars.first ?? "."
        decimal = point
        grouping = locale.groupingSeparator?.unicodeScalars.first ?? (point == "," ? "." : ",")
    }
}

/// A number as its digits are written.
struct NumberText: Hashable {
    var value: Double
    /// Digits after the decimal separator.
    var places: Int
    /// Zeros at the end of a whole number: 3 in 12,000.
    var zeros: Int

    /// Reads digits with the separators of a locale; nil where they are no number in it.
    init?(_ text: String, _ style: NumberStyle) {
        guard text.utf8.count <= 40 else { return nil }
        var digits = ""
        var groups: [Int] = [0]
        var fraction: Int?
        var mixed: Set<Unicode.Scalar> = []
        let scalars = Array(text.unicodeScalars)
        let points = scalars.filter { $0 == "." }.count
        let commas = scalars.filter { $0 == "," }.count
        // A text that is no number in the locale may still be one that reads the same everywhere: `1.25` in German.
        var point = style.decimal
        let foreign: Unicode.Scalar = point == "." ? "," : "."
        if points + commas == 1, scalars.contains(foreign) {
            let behind = scalars.reversed().prefix { $0 != foreign }.count
            if behind != 3 { point = foreign }
        }
        for scalar in scalars {
            if scalar.isDigit {
                digits.unicodeScalars.append(scalar)
                if fraction != nil { fraction = (fraction ?? 0) + 1 } else { groups[groups.count - 1] += 1 }
            } else if scalar == point {
                guard fraction == nil else { return nil }
                digits += "."
                fraction = 0
            } else {
                guard fraction == nil else { return nil }
                mixed.insert(scalar)
                groups.append(0)
            }
        }
        guard mixed.count <= 1, let number = Double(digits), number.isFinite else { return nil }
        if groups.count > 1 {
            guard let first = groups.first, (1...3).contains(first), groups.dropFirst().allSatisfy({ $0 == 3 }) else {
                return nil
            }
        }
        value = number
        places = fraction ?? 0
        zeros = fraction == nil ? digits.utf8.reversed().prefix { $0 == 48 }.count : 0
    }
}

/// Numbers in words.
enum NumberWords {
    static let units: [String: Int] = [
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19,
    ]
    static let tens: [String: Int] = [
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    ]
    static let powers: [String: Double] = ["hundred": 100, "thousand": 1000, "million": 1e6, "billion": 1e9]
    static let ordinals: [String: Int] = [
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
        "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
        "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    ]
    /// Denominators, in both numbers.
    static let parts: [String: Double] = [
        "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
        "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
        "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twelfth": 12, "fifteenth": 15, "twentieth": 20,
        "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
    ]

    /// A number in words that begins at a token: `twenty-one`, `a dozen`, `three hundred and five`.
    static func read(_ tokens: ArraySlice<ProseToken>) -> (value: Double, count: Int)? {
        var index = tokens.startIndex
        var total = 0.0
        var current: Double?
        func key(_ offset: Int) -> String { offset < tokens.endIndex ? tokens[offset].key : "" }
        while index < tokens.endIndex {
            let word = key(index)
            if let unit = units[word], current.map({ Int($0) % 10 == 0 && $0 >= 20 && unit > 0 }) ?? true {
                current = (current ?? 0) + Double(unit)
                index += 1
            } else if let ten = tens[word], current.map({ Int($0) % 100 == 0 }) ?? true {
                current = (current ?? 0) + Double(ten)
                index += 1
                if key(index) == "-", units[key(index + 1)].map({ (1...9).contains($0) }) == true { index += 1 }
            } else if let power = powers[word], let number = current {
                if power == 100 {
                    current = number * power
                } else {
                    total += number * power
                    current = nil
                }
                index += 1
                if key(index) == "and", units[key(index + 1)] != nil || tens[key(index + 1)] != nil { index += 1 }
                if current == nil, units[key(index)] == nil, tens[key(index)] == nil { break }
            } else if word == "dozen", current != nil || index == tokens.startIndex {
                current = (current ?? 1) * 12
                index += 1
                break
            } else if word == "a", index == tokens.startIndex,
                key(index + 1) == "dozen" || key(index + 1) == "hundred"
                    || key(index + 1) == "thousand" || key(index + 1) == "million"
            {
                current = 1
                index += 1
            } else {
                break
            }
        }
        guard index > tokens.startIndex else { return nil }
        return (total + (current ?? 0), index - tokens.startIndex)
    }
}
