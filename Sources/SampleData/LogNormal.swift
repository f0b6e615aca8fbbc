/// Log-normal factors with median 1, tabulated in fixed point.
///
/// Deal sizes and sales cycles are log-normal: most are ordinary, a few are many times larger. The table holds
/// exp(sigma × z) for each sum that `RandomSource.bell()` can return. It is built from integers alone: the factor of one
/// step by the Taylor series of exp, the others by repeated multiplication, so no C library decides a byte.
struct LogNormal {
    /// Mean of eight bytes' sum: 8 × 255 / 2.
    static let mean = 1020
    /// Hundredths of its standard deviation: √(8 × (256² − 1) / 12) = 209.02.
    private static let deviationHundredths: UInt64 = 20_902
    private static let one: UInt64 = 1 << 32

    /// Factors times 2^16; the index is a sum of eight bytes.
    private let factors: [Int]

    /// `sigma` is the standard deviation of the logarithm, in thousandths.
    init(sigma: UInt64) {
        let one = LogNormal.one
        let x = sigma * one / 10 / LogNormal.deviationHundredths
        let square = LogNormal.product(x, x)
        let step = one + x + square / 2 + LogNormal.product(square, x) / 6
        var up: [UInt64] = [one]
        for _ in 0..<LogNormal.mean { up.append(LogNormal.product(up[up.count - 1], step)) }
        let above = up.dropFirst().map { Int($0 >> 16) }
        // 2^48 / (f × 2^32) = (1 / f) × 2^16
        let below = up.dropFirst().reversed().map { Int((1 << 48) / $0) }
        factors = below + [1 << 16] + above
    }

    /// `median` times a random factor.
    func scale(_ median: Int, _ random: inout RandomSource) -> Int { (median * factors[random.bell()]) >> 16 }

    private static func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (high, low) = left.multipliedFullWidth(by: right)
        return (high << 32) | (low >> 32)
    }
}
