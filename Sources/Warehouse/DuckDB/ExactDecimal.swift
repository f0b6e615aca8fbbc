import Foundation

/// A decimal as DuckDB holds it: an integer and the number of its digits that follow the point.
struct ExactDecimal: Hashable {
    var mantissa: Int128
    var scale: Int

    init(mantissa: Int128, scale: Int) {
        self.mantissa = mantissa
        self.scale = scale
    }

    /// The same number, or nil where it needs more than 38 digits.
    init?(_ decimal: Decimal) {
        guard !decimal.isNaN else { return nil }
        var mantissa: Int128 = 0
        var scale = 0
        var digits = 0
        var afterPoint = false
        var negative = false
        for byte in decimal.description.utf8 {
            switch byte {
            case UInt8(ascii: "-"): negative = true
            case UInt8(ascii: "."): afterPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if digits > 0 || byte != UInt8(ascii: "0") { digits += 1 }
                if afterPoint { scale += 1 }
                guard digits <= 38, scale <= 38 else { return nil }
                mantissa = mantissa * 10 + Int128(byte - UInt8(ascii: "0"))
            default: return nil
            }
        }
        self.mantissa = negative ? -mantissa : mantissa
        self.scale = scale
    }

    /// Digits that a DECIMAL type needs for it: 1...38.
    var width: Int {
        var count = 0
        var rest = mantissa.magnitude
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return min(38, max(count, scale, 1))
    }

    /// The number as Foundation has it, exactly for up to 38 digits.
    var decimal: Decimal {
        let magnitude = mantissa.magnitude
        let half: UInt128 = 1_000_000_000_000_000_000
        let (high, low) = magnitude.quotientAndRemainder(dividingBy: half)
        let (top, middle) = high.quotientAndRemainder(dividingBy: half)
        // Each part is below 10^18; top is 0...340.
        var value = Decimal(UInt64(low))
        if high > 0 { value += Decimal(sign: .plus, exponent: 18, significand: Decimal(UInt64(middle))) }
        if top > 0 { value += Decimal(sign: .plus, exponent: 36, significand: Decimal(UInt64(top))) }
        return Decimal(sign: mantissa < 0 ? .minus : .plus, exponent: -scale, significand: value)
    }
}
