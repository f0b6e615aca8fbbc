import Foundation

/// A number as it stands in a text: its digits, and what stands before and behind them.
///
/// Own formatting and rounding, so that the product's is not judged by itself.
struct Written: Sendable, Hashable {
    enum Measure: Sendable { case money, percent, points, count, days, weeks, times }

    var measure: Measure
    var lead = ""
    /// With grouping commas and a decimal point.
    var digits: String
    var tail = ""
    /// What one unit of the digits is worth: 1,000,000 for `1.2M`, 0.01 for percent.
    var scale: Double
    /// How far the value may lie from what is written, in units of its last place: one half, more where it is hedged.
    var slack = 0.5
    /// Words before the figure that bound it from one side: `more than`, `nearly`.
    var bound = Bound.none

    enum Bound: Sendable { case none, above, below }

    var text: String { lead + digits + tail }

    var value: Double { (Double(digits.replacing(",", with: "")) ?? .nan) * scale }

    var lastPlace: Double {
        let decimals = digits.split(separator: ".", maxSplits: 1).dropFirst().first?.count ?? 0
        return abs(scale) * pow(10, -Double(decimals))
    }

    /// Whether `exact` is rightly written so.
    func fits(_ exact: Double, loosely: Bool = false) -> Bool {
        let distance = abs(value - exact)
        let tolerance = 1e-9 * max(abs(exact), 1e-6)
        if loosely {
            switch bound {
            case .above: return exact >= value - tolerance
            case .below: return exact <= value + tolerance && exact > value * 0.85
            case .none: return distance <= lastPlace * slack * (slack > 0.5 ? 2 : 1) + tolerance
            }
        }
        switch bound {
        case .above: return exact > value && distance <= lastPlace * 0.5 + tolerance
        case .below: return exact < value && distance <= lastPlace * 0.5 + tolerance
        case .none: return distance <= lastPlace * min(slack, 0.5) + tolerance
        }
    }

    /// `number` with grouping commas and so many decimals, halves away from zero.
    static func digits(_ number: Double, _ decimals: Int, grouped: Bool = true) -> String {
        let factor = pow(10, Double(decimals))
        let rounded = (abs(number) * factor * (1 + 1e-14)).rounded(.toNearestOrAwayFromZero)
        var whole = String(Int64((rounded / factor).rounded(.down)))
        let fraction = String(Int64(rounded.truncatingRemainder(dividingBy: factor)))
        if grouped, whole.count > 3 {
            var grouping = ""
            for (index, character) in whole.enumerated() {
                if index > 0, (whole.count - index) % 3 == 0 { grouping.append(",") }
                grouping.append(character)
            }
            whole = grouping
        }
        guard decimals > 0 else { return whole }
        return whole + "." + String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
    }

    /// The same with one digit changed: the first, the last and one between, each to two other digits.
    func withOneDigitChanged(_ dice: inout Dice) -> [Written] {
        let characters = Array(digits)
        let places = characters.indices.filter { characters[$0].isNumber }
        guard let first = places.first, let last = places.last else { return [] }
        var chosen = [first, last]
        if let between = dice.pick(among: places.filter { $0 != first && $0 != last }) { chosen.append(between) }
        var result: [Written] = []
        for place in chosen {
            guard let digit = characters[place].wholeNumberValue else { continue }
            for step in [dice.pick(1, 9), 2 + dice.below(6)] {
                let other = (digit + step) % 10
                // A leading nought is a misprint, not another number.
                if other == 0, place == first, places.count > 1 { continue }
                var changed = characters
                changed[place] = Character(String(other))
                var written = self
                written.digits = String(changed)
                if !result.contains(written), written.digits != digits { result.append(written) }
            }
        }
        return result
    }
}
