/// How the figures of an axis are written: compactly, without a locale of the machine.
package struct TickFormat: Sendable, Hashable {
    /// What the figures of an axis are.
    package enum Unit: Sendable, Hashable {
        case currency(prefix: String, suffix: String)
        /// Values are fractions: 0.2 is written 20%.
        case percent
        case count
        case days
    }

    package var unit: Unit
    package var decimalSeparator: Character

    package init(unit: Unit, decimalSeparator: Character = ".") {
        self.unit = unit
        self.decimalSeparator = decimalSeparator
    }

    package static func currency(
        prefix: String, suffix: String, decimalSeparator: Character = "."
    ) -> TickFormat {
        TickFormat(unit: .currency(prefix: prefix, suffix: suffix), decimalSeparator: decimalSeparator)
    }

    package static let percent = TickFormat(unit: .percent)
    package static let count = TickFormat(unit: .count)
    package static let days = TickFormat(unit: .days)

    /// The same format with another decimal separator.
    package func with(decimalSeparator: Character) -> TickFormat {
        TickFormat(unit: unit, decimalSeparator: decimalSeparator)
    }

    /// The ticks as they are written.
    ///
    /// Days carry their unit on the last tick only, where it is read first.
    package func labels(for ticks: [Double]) -> [String] {
        ticks.enumerated().map { index, tick in
            let text = compact(tick)
            guard unit == .days, index == ticks.count - 1 else { return text }
            return text + (tick == 1 ? " day" : " days")
        }
    }

    /// A value in short form with at most `significant` significant digits: `$1.25M`, `−3.2%`, `12K`.
    package func compact(_ value: Double, significant: Int = 6) -> String {
        guard value.isFinite, unit != .percent || abs(value) < 1e300 else { return "n/a" }
        switch unit {
        case .currency(let prefix, let suffix):
            return sign(value) + prefix + magnitude(value, significant: significant) + suffix
        case .percent:
            return sign(value) + magnitude(value * 100, significant: significant) + "%"
        case .count, .days:
            return sign(value) + magnitude(value, significant: significant)
        }
    }

    private func sign(_ value: Double) -> String { value < 0 ? "\u{2212}" : "" }

    private func magnitude(_ value: Double, significant: Int) -> String {
        let size = abs(value)
        guard size > 0, size.isFinite else { return size == 0 ? "0" : "n/a" }
        let units: [(Double, String)] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"), (1, "")]
        // A number that rounds up to the next unit is written in it: 999,999.9 is 1M, not 1000K.
        let rounded = Decimals.rounded(size, significant: significant)
        guard rounded < 1e15, rounded >= 1e-6 else {
            let (digits, exponent) = Decimals.scientific(size, significant: min(significant, 3))
            return localised(digits) + "e" + String(exponent)
        }
        let (scale, letter) = units.first { rounded >= $0.0 } ?? (1, "")
        let scaled = rounded / scale
        let decimals = min(max(significant - 1 - Decimals.exponent(of: scaled), 0), 12)
        return localised(Decimals.text(scaled, decimals: decimals)) + letter
    }

    private func localised(_ digits: String) -> String {
        decimalSeparator == "." ? digits : digits.replacing(".", with: String(decimalSeparator))
    }
}
