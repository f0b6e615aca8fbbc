#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Decimal arithmetic and writing of numbers without a locale.
enum Decimals {
    /// Ten to the power `exponent`; exact for 0...22.
    static func power(_ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<min(abs(exponent), 400) { result *= 10 }
        return exponent < 0 ? 1 / result : result
    }

    /// The largest whole `e` with 10^e ≤ |value|; 0 for values without a magnitude.
    static func exponent(of value: Double) -> Int {
        let size = abs(value)
        guard size > 0, size.isFinite else { return 0 }
        guard var exponent = Int(exactly: log10(size).rounded(.down)) else { return 0 }
        // log10 may land on the wrong side of a power of ten.
        if exponent >= 0, power(exponent) > size { exponent -= 1 }
        if exponent >= 0, exponent < 308, power(exponent + 1) <= size { exponent += 1 }
        return exponent
    }

    /// The value rounded to so many significant digits.
    static func rounded(_ value: Double, significant: Int) -> Double {
        let shift = significant - 1 - exponent(of: value)
        guard abs(shift) <= 300 else { return value }
        let result =
            shift >= 0
            ? (value * power(shift)).rounded() / power(shift) : (value / power(-shift)).rounded() * power(-shift)
        return result.isFinite ? result : value
    }

    /// Digits with one place before the point, and the exponent of ten.
    static func scientific(_ value: Double, significant: Int) -> (digits: String, exponent: Int) {
        let exponent = exponent(of: value)
        let mantissa = exponent > 300 ? value / 1e300 / power(exponent - 300) : value / power(exponent)
        guard mantissa.isFinite else { return ("0", 0) }
        let digits = text(mantissa, decimals: significant - 1)
        return digits == "10" ? ("1", exponent + 1) : (digits, exponent)
    }

    /// The value with at most `decimals` places (0...15), no trailing zeros, and never `-0`.
    ///
    /// Values too large to have
    /// decimal places, or not finite, are written as 0: callers keep to magnitudes below 10^15.
    static func text(_ value: Double, decimals: Int) -> String {
        let places = min(max(decimals, 0), 15)
        guard let scaled = Int(exactly: (abs(value) * power(places)).rounded()) else {
            return places > 0 ? text(value, decimals: places - 1) : "0"
        }
        guard scaled > 0 else { return "0" }
        var digits = String(scaled)
        if places > 0 {
            digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
            let whole = digits.dropLast(places)
            var fraction = digits.suffix(places)
            while fraction.last == "0" { fraction.removeLast() }
            digits = fraction.isEmpty ? String(whole) : whole + "." + fraction
        }
        return (value < 0 ? "-" : "") + digits
    }

    /// A point on a circle around the origin; the angle counts clockwise from the top, in turns.
    static func onCircle(radius: Double, turn: Double) -> Point {
        let angle = turn * 2 * Double.pi
        return Point(x: radius * sin(angle), y: -radius * cos(angle))
    }
}
