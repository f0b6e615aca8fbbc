import Core

// What was found in parts of a column becomes what is found in all of it, in whatever order the parts come: counts are
// added, of lines the first is kept.

private func first(_ left: Int?, _ right: Int?) -> Int? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
}

extension FoundCurrency {
    /// Each currency once, with its first line and all its rows, in the order of the lines.
    static func merged(_ left: [FoundCurrency], _ right: [FoundCurrency]) -> [FoundCurrency] {
        var found: [FoundCurrency] = []
        for currency in (left + right).sorted(by: { $0.line < $1.line }) {
            if let index = found.firstIndex(where: { $0.code == currency.code }) {
                found[index].rows += currency.rows
            } else {
                found.append(currency)
            }
        }
        return found
    }
}

extension NumberEvidence {
    mutating func merge(_ other: NumberEvidence) {
        pointOnly += other.pointOnly
        commaOnly += other.commaOnly
        ambiguousComma += other.ambiguousComma
        ambiguousPoint += other.ambiguousPoint
        firstPointOnly = first(firstPointOnly, other.firstPointOnly)
        firstCommaOnly = first(firstCommaOnly, other.firstCommaOnly)
        firstAmbiguousComma = first(firstAmbiguousComma, other.firstAmbiguousComma)
        firstAmbiguousPoint = first(firstAmbiguousPoint, other.firstAmbiguousPoint)
        unreadable += other.unreadable
        longPlain += other.longPlain
        percentSigns += other.percentSigns
        currencies = FoundCurrency.merged(currencies, other.currencies)
        point.merge(other.point)
        comma.merge(other.comma)
    }

    /// The same as `include`, quicker for cells that are nothing but up to 18 digits.
    @inline(__always)
    mutating func includeQuickly(_ text: CellBytes, line: Int) {
        guard let value = PlainDigits.value(text) else { return include(text, line: line) }
        if text.count >= 4 { longPlain += 1 }
        point.includeWhole(value)
        comma.includeWhole(value)
    }
}

extension NumberEvidence.Extent {
    mutating func merge(_ other: NumberEvidence.Extent) {
        count += other.count
        integerDigits = max(integerDigits, other.integerDigits)
        fractionDigits = max(fractionDigits, other.fractionDigits)
        isAboveOne = isAboveOne || other.isAboveOne
        properFractions += other.properFractions
    }

    @inline(__always)
    fileprivate mutating func includeWhole(_ value: Int) {
        count += 1
        if value > 1 { isAboveOne = true }
        // Most columns have met a number of as many digits before.
        while integerDigits < 18, value >= PlainDigits.powers[integerDigits] { integerDigits += 1 }
    }
}

/// Cells of digits alone, by far the most frequent numbers.
enum PlainDigits {
    /// 10^0 to 10^18.
    static let powers: [Int] = (0..<18).reduce(into: [1]) { powers, index in powers.append(powers[index] * 10) }

    /// The number, where the text is one to 18 digits.
    @inline(__always)
    static func value(_ text: CellBytes) -> Int? {
        guard text.count <= 18, !text.isEmpty else { return nil }
        var value = 0
        for byte in text {
            let digit = byte &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }
}

extension NumberFormat {
    /// The same as `convert`, quicker for cells that are nothing but digits.
    @inline(__always)
    func convertQuickly(_ text: CellBytes) -> Result<Int128, CellFault> {
        guard let value = PlainDigits.value(text), scale <= 18, quantity != .percent else { return convert(text) }
        let (product, overflow) = value.multipliedReportingOverflow(by: PlainDigits.powers[scale])
        // A product below 10^width has no more digits than the column.
        guard !overflow, width > 18 || product < PlainDigits.powers[max(width, 0)] else { return convert(text) }
        return .success(Int128(product))
    }

    @inline(__always)
    func convertProbabilityQuickly(_ text: CellBytes) -> Result<Int128, CellFault> {
        guard let value = PlainDigits.value(text), quantity == .percent, (2...18).contains(scale), value <= 100 else {
            return convertProbability(text)
        }
        return .success(Int128(value * PlainDigits.powers[scale - 2]))
    }
}

extension DateEvidence {
    mutating func merge(_ other: DateEvidence) {
        dayFirstLine = first(dayFirstLine, other.dayFirstLine)
        monthFirstLine = first(monthFirstLine, other.monthFirstLine)
        dayFirst += other.dayFirst
        monthFirst += other.monthFirst
        ambiguous += other.ambiguous
        firstAmbiguousLine = first(firstAmbiguousLine, other.firstAmbiguousLine)
    }
}

/// Days written `2026-11-20`, which every reading of a column of dates takes in the same way.
enum PlainDay {
    @inline(__always)
    static func day(_ text: CellBytes) -> CalendarDate? {
        guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D else { return nil }
        var wrong = false
        @inline(__always)
        func number(_ from: Int, _ count: Int) -> Int {
            var value = 0
            for index in from..<from + count {
                let digit = text[index] &- 0x30
                if digit > 9 { wrong = true }
                value = value * 10 + Int(digit)
            }
            return value
        }
        let (year, month, day) = (number(0, 4), number(5, 2), number(8, 2))
        return wrong ? nil : CalendarDate(year: year, month: month, day: day)
    }
}
