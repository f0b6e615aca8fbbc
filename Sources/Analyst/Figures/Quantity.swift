import Core

/// A number of the prose with its unit and its precision.
struct Quantity {
    enum Kind {
        case money
        /// The value is a fraction: 0.427.
        case percent
        /// Percentage points, as a fraction.
        case points
        /// A bare number; what it counts stands behind it.
        case plain
        /// So many times.
        case times
    }

    /// How near the evidence must be, and on which side.
    enum Bound { case exact, about, above, atLeast, below, atMost }

    var kind: Kind
    var value: Double
    /// The place value of the last digit written.
    var step: Double
    /// The same where zeros at the end of a whole number say nothing: 1,000 for 12,000.
    var looseStep: Double
    var bound = Bound.exact
    /// -1 or 1 where a sign is written.
    var sign: Int?
    var tokens: Range<Int>
    /// First token including the words of its bound.
    var start: Int
    var link: Int?
    /// A currency other than the portal's.
    var isForeign = false
    /// Written without a digit: `half`, `twice`, `three`.
    var isWords = false
    /// Written with `million` or another such word, so that it may be money without a sign.
    var isScaled = false
    /// What that word multiplies by.
    var scale = 1.0
    /// `more than half`, `less than a third`: a bound up to the next fraction that people name.
    var isOpen = false
    /// `over 300`, which may be the number itself or one a little above.
    var isSpread = false

    /// Whether it may be a figure in a unit, by how it is written alone.
    func isIn(_ unit: Core.Unit) -> Bool {
        switch kind {
        case .money: unit == .currency && !isForeign
        case .percent: unit == .percent
        case .plain: isScaled ? unit == .currency : unit == .count
        case .points, .times: false
        }
    }

    /// The same without its hedge.
    var exactly: Quantity {
        var copy = self
        copy.bound = .exact
        return copy
    }

    /// The fraction that people would name instead, above or below one.
    private static func next(_ value: Double, _ bound: Bound) -> Double? {
        let named = [0, 0.1, 0.2, 0.25, 1.0 / 3, 0.5, 2.0 / 3, 0.75, 1]
        guard let place = named.firstIndex(where: { abs($0 - value) < 1e-9 }) else { return nil }
        switch bound {
        case .above: return place + 1 < named.count ? named[place + 1] : nil
        case .below: return place > 0 ? named[place - 1] : nil
        default: return nil
        }
    }

    private static func slack(_ value: Double) -> Double { max(abs(value) * 1e-9, 1e-9) }

    /// Half of the last place, for what is neither hedged nor bounded.
    private var tolerance: Double {
        if kind == .money, looseStep >= 1000, value < 1e6 || looseStep < 1e6 {
            return max(step, min(looseStep, 1000)) / 2
        }
        return step / 2
    }

    /// Whether the evidence, with a positive sign, may be written like this.
    func matches(_ evidence: Double) -> Bool {
        guard value.isFinite, evidence.isFinite else { return false }
        let slack = Quantity.slack(value)
        if isOpen, isWords, kind == .percent, let edge = Quantity.next(value, bound) {
            return bound == .above
                ? evidence > value + slack && evidence < edge : evidence < value - slack && evidence > edge
        }
        let wide = max(step, min(looseStep, value * (bound == .about ? 0.2 : 1)))
        switch bound {
        case .exact:
            if isSpread, evidence > value, evidence <= value * 1.1 { return true }

            return kind == .plain && step >= 1 && step == 1
                ? abs(evidence - value) <= slack
                : evidence >= value - tolerance - slack && evidence < value + tolerance - slack * 1e-3
        case .about: return abs(evidence - value) <= max(wide / 2, tolerance) + slack
        case .above: return evidence > value + slack && evidence <= value + wide + slack
        case .atLeast: return evidence >= value - slack && evidence <= value + wide + slack
        case .below: return evidence < value - slack && evidence >= value - wide - slack
        case .atMost: return evidence <= value + slack && evidence >= value - wide - slack
        }
    }

    /// Whether a value that is no level but a mean (days) may be written so: rounded to the places written.
    func matchesRounded(_ evidence: Double) -> Bool {
        guard value.isFinite, evidence.isFinite else { return false }
        return bound == .exact
            ? evidence >= value - step / 2 - Quantity.slack(value)
                && evidence < value + step / 2 - Quantity.slack(value) * 1e-3 : matches(evidence)
    }
}
