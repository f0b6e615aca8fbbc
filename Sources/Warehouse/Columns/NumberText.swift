/// Which character separates the decimals; the other one, spaces and apostrophes separate thousands.
enum DecimalMark: Hashable, Sendable {
    case point, comma

    var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
    var other: UInt8 { self == .point ? UInt8(ascii: ",") : UInt8(ascii: ".") }
}

/// A number as people write it, freed of its sign, currency and percent sign: `($1,234.50)`, `USD 1.200,00`, `−5 %`.
///
/// Digits may be ASCII, Arabic-Indic or full-width ones, all of one kind. The grammar is closed: no hexadecimal, no infinity,
/// and no exponent, because a spreadsheet that writes `1.23457E+11` has cut the digits behind.
struct NumberText {
    var isNegative = false
    var hasPercentSign = false
    /// ISO code of the currency that is written with it, or the sign where several currencies share it.
    var currency: String?
    private var core: CellBytes

    init?(_ text: CellBytes) {
        core = text
        var openParenthesis = false
        var closedParenthesis = false
        var signs = 0
        while let first = core.first, DigitText.first(core, 0) == nil, first != 0x2E, first != 0x2C {
            if NumberText.dropSpace(&core, atStart: true) { continue }
            if first == UInt8(ascii: "("), !openParenthesis {
                openParenthesis = true
                drop(first: 1)
            } else if let (length, negative) = NumberText.sign(core) {
                signs += 1
                isNegative = negative
                drop(first: length)
            } else if let (length, code) = NumberText.currencyAtStart(core), currency == nil {
                currency = code
                drop(first: length)
            } else {
                return nil
            }
        }
        while let last = core.last, !DigitText.endsInDigit(core) {
            if NumberText.dropSpace(&core, atStart: false) { continue }
            if last == UInt8(ascii: ")"), openParenthesis, !closedParenthesis {
                closedParenthesis = true
                drop(last: 1)
            } else if !hasPercentSign, let length = DigitText.percentSignAtEnd(core) {
                hasPercentSign = true
                drop(last: length)
            } else if last == UInt8(ascii: "-") {
                signs += 1
                isNegative = true
                drop(last: 1)
            } else if core.count >= 3, let (length, _) = NumberText.sign(CellBytes(rebasing: core.suffix(3))),
                length == 3
            {
                signs += 1
                isNegative = true
                drop(last: 3)
            } else if let (length, code) = NumberText.currencyAtEnd(core), currency == nil {
                currency = code
                drop(last: length)
            } else {
                return nil
            }
        }
        guard !core.isEmpty, signs <= 1, openParenthesis == closedParenthesis, !(openParenthesis && signs > 0) else {
            return nil
        }
        if openParenthesis { isNegative = true }
    }

    /// Whether it is digits alone, four or more: a number that could have had a thousands separator and has none.
    var isLongPlain: Bool {
        var count = 0
        var index = 0
        while index < core.count {
            guard let digit = DigitText.first(core, index) else { return false }
            index += digit.length
            count += 1
        }
        return count >= 4
    }

    /// Whether a comma, or a point, stands in it.
    func contains(_ mark: DecimalMark) -> Bool {
        core.indices.contains { DigitText.mark(core, $0)?.byte == mark.byte }
    }

    /// Whether it is a number with a decimal exponent, such as `1e3` or `1.5E+06`.
    static func hasExponent(_ text: CellBytes) -> Bool {
        guard let place = text.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }), place > 0 else { return false }
        var power = text[(place + 1)...]
        if power.first == UInt8(ascii: "+") || power.first == UInt8(ascii: "-") { power = power.dropFirst() }
        guard !power.isEmpty, power.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let base = NumberText(CellBytes(rebasing: text[..<place]))
        else { return false }
        return base.read(.point) != nil || base.read(.comma) != nil
    }

    /// The number under one reading of its separators; nil where it is not one, or has more than 38 digits.
    ///
    /// Thousands stand in groups of three behind a first group of one to three digits that is not 0.
    func read(_ mark: DecimalMark) -> ExactDecimal? {
        var mantissa: Int128 = 0
        var digits = 0
        var significant = 0
        var scale = 0
        var group = 0
        var separator: UInt8?
        var script: DigitText.Script?
        var startsWithZero = false
        var afterMark = false
        var index = 0
        while index < core.count {
            if let digit = DigitText.first(core, index) {
                guard script == nil || script == digit.script else { return nil }
                script = digit.script
                if digits == 0, !afterMark { startsWithZero = digit.value == 0 }
                if significant > 0 || digit.value != 0 { significant += 1 }
                guard significant <= 38 else { return nil }
                mantissa = mantissa * 10 + Int128(digit.value)
                digits += 1
                group += 1
                if afterMark { scale += 1 }
                index += digit.length
            } else if let length = decimalMarkLength(mark, index) {
                guard !afterMark, separator == nil || group == 3 else { return nil }
                afterMark = true
                index += length
            } else if let (length, kind) = NumberText.thousandsSeparator(core, index, other: mark.other) {
                guard !afterMark, separator == nil || separator == kind else { return nil }
                guard separator == nil ? (1...3).contains(group) && mantissa > 0 && !startsWithZero : group == 3 else {
                    return nil
                }
                separator = kind
                group = 0
                index += length
            } else {
                return nil
            }
        }
        guard digits > 0, scale > 0 || !afterMark, afterMark || separator == nil || group == 3, scale <= 38 else {
            return nil
        }
        return ExactDecimal(mantissa: isNegative ? -mantissa : mantissa, scale: scale)
    }

    private func decimalMarkLength(_ mark: DecimalMark, _ index: Int) -> Int? {
        if let found = DigitText.mark(core, index) { return found.byte == mark.byte ? found.length : nil }
        return DigitText.isArabicDecimalMark(core, index) ? 2 : nil
    }

    private mutating func drop(first count: Int) { core = CellBytes(rebasing: core.dropFirst(count)) }
    private mutating func drop(last count: Int) { core = CellBytes(rebasing: core.dropLast(count)) }

    /// Space, no-break space (U+00A0), narrow no-break space (U+202F), thin and figure space (U+2009, U+2007).
    private static let spaces: [[UInt8]] = [
        [0x20], [0xC2, 0xA0], [0xE2, 0x80, 0xAF], [0xE2, 0x80, 0x89], [0xE2, 0x80, 0x87],
    ]

    private static func dropSpace(_ core: inout CellBytes, atStart: Bool) -> Bool {
        for space in spaces where core.count > space.count {
            if atStart, core.starts(with: space) {
                core = CellBytes(rebasing: core.dropFirst(space.count))
                return true
            }
            if !atStart, core.suffix(space.count).elementsEqual(space) {
                core = CellBytes(rebasing: core.dropLast(space.count))
                return true
            }
        }
        return false
    }

    /// Length and meaning of a sign at the start; U+2212 is the minus of typesetting.
    private static func sign(_ core: CellBytes) -> (length: Int, isNegative: Bool)? {
        switch core.first {
        case UInt8(ascii: "-"): (1, true)
        case UInt8(ascii: "+"): (1, false)
        case 0xE2 where core.starts(with: [0xE2, 0x88, 0x92]): (3, true)
        default: nil
        }
    }

    private static func currencyAtStart(_ core: CellBytes) -> (length: Int, code: String)? {
        if let symbol = Currencies.signs.first(where: { core.starts(with: $0.bytes) }) {
            return (symbol.bytes.count, symbol.code)
        }
        return isoCode(core.prefix(3)).map { (3, $0) }
    }

    private static func currencyAtEnd(_ core: CellBytes) -> (length: Int, code: String)? {
        if let symbol = Currencies.signs.first(where: { core.suffix($0.bytes.count).elementsEqual($0.bytes) }) {
            return (symbol.bytes.count, symbol.code)
        }
        return isoCode(core.suffix(3)).map { (3, $0) }
    }

    private static func isoCode(_ letters: Slice<CellBytes>) -> String? {
        guard letters.count == 3, letters.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else { return nil }
        let code = String(decoding: letters, as: UTF8.self)
        return Currencies.codes.contains(code) ? code : nil
    }

    /// Length and kind of a thousands separator: the other mark, a space, an apostrophe.
    private static func thousandsSeparator(_ core: CellBytes, _ index: Int, other: UInt8) -> (length: Int, kind: UInt8)?
    {
        let byte = core[index]
        if let mark = DigitText.mark(core, index) { return mark.byte == other ? (mark.length, other) : nil }
        if byte == UInt8(ascii: "'") { return (1, byte) }
        if DigitText.isArabicThousandsSeparator(core, index) { return (2, 0xAC) }
        let rest = core[index...]
        if rest.starts(with: [0xE2, 0x80, 0x99]) { return (3, UInt8(ascii: "'")) }
        return spaces.first { rest.starts(with: $0) }.map { ($0.count, 0x20) }
    }
}
