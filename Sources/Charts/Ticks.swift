/// Round numbers that divide an interval evenly, after the method of d3-array (`ticks`, `tickIncrement`).
enum Ticks {
    /// A step between ticks.
    ///
    /// Steps below one are kept as their inverse, so that ticks are quotients of two whole numbers
    /// (3 / 10) and come out exact, which multiples of an inexact fraction (3 × 0.1) do not.
    struct Step: Hashable {
        var increment: Double
        var isInverse: Bool

        /// The `index`-th multiple of the step.
        func multiple(_ index: Double) -> Double {
            let value = isInverse ? index / increment : index * increment
            return value == 0 ? 0 : value
        }

        /// How many steps the value is away from zero.
        func index(of value: Double) -> Double { isInverse ? value * increment : value / increment }
    }

    /// The step that divides `low...high` into about `count` parts: a power of ten, or two or five times one.
    static func step(low: Double, high: Double, count: Int) -> Step? {
        let raw = (high - low) / Double(max(count, 1))
        // Below 1e-290 a fraction loses digits, above 1e300 a multiple may overflow; neither occurs in business data.
        guard raw.isFinite, raw > 1e-290, raw < 1e300 else { return nil }
        let power = Decimals.exponent(of: raw)
        let error = power < 0 ? raw * Decimals.power(-power) : raw / Decimals.power(power)
        // Square roots of 50, 10 and 2: the geometric means of neighbouring factors.
        let factor =
            error >= 7.0710678118654755 ? 10.0 : error >= 3.1622776601683795 ? 5 : error >= 1.4142135623730951 ? 2 : 1
        if power < 0 {
            let inverse = Decimals.power(-power) / factor
            return inverse >= 1
                ? Step(increment: inverse, isInverse: true) : Step(increment: 1 / inverse, isInverse: false)
        }
        return Step(increment: Decimals.power(power) * factor, isInverse: false)
    }

    /// The multiples of the step inside `low...high`, ascending; about `count`, at most `2 × count + 2`.
    static func inside(low: Double, high: Double, count: Int) -> [Double] {
        guard low.isFinite, high.isFinite, low <= high else { return [] }
        guard low < high, let step = step(low: low, high: high, count: count) else { return [low] }
        let first = step.index(of: low).rounded(.up)
        let last = step.index(of: high).rounded(.down)
        guard first.isFinite, last >= first, let parts = Int(exactly: last - first), parts <= 2 * max(count, 1) + 2
        else { return [] }
        return (0...parts).map { step.multiple(first + Double($0)) }.filter { $0 >= low && $0 <= high }
    }

    /// The interval widened until both ends are ticks.
    static func nice(low: Double, high: Double, count: Int) -> ClosedRange<Double> {
        guard low.isFinite, high.isFinite, low < high else {
            return low.isFinite && high.isFinite ? min(low, high)...max(low, high) : 0...0
        }
        var (start, end) = (low, high)
        var previous: Step?
        for _ in 0..<10 {
            guard let step = step(low: start, high: end, count: count), step != previous else { break }
            let niceStart = step.multiple(step.index(of: low).rounded(.down))
            let niceEnd = step.multiple(step.index(of: high).rounded(.up))
            guard niceStart.isFinite, niceEnd.isFinite, niceStart < niceEnd else { break }
            (start, end, previous) = (min(niceStart, low), max(niceEnd, high), step)
        }
        return start...end
    }
}
