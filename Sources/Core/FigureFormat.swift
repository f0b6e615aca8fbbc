package import Foundation

/// Writes figures for readers, in the portal's locale and currency.
///
/// The formats are those of Foundation with its own ICU, so they are the same on every machine. Two widths: `full` for
/// tables (every digit that the reader may add up), `brief` for sentences, tiles and labels (three significant digits).
package struct FigureFormat: Hashable, Sendable {
    package let locale: Locale
    /// ISO 4217 code, such as `USD`.
    package let currency: String

    package init(localeIdentifier: String = "en-US", currency: String = "USD") {
        locale = Locale(identifier: localeIdentifier)
        self.currency = currency
    }

    /// Every digit: `$1,234,567`, `42.7%`, `1,204`, `63`, `20 Nov 2026`.
    ///
    /// Cents are written only where there are some.
    ///
    /// - Parameter hasCents: whether an amount is written with cents, so that a column of them lines up; nil to let the
    ///   amount decide.
    package func full(_ value: Value, _ unit: Unit, hasCents: Bool? = nil) -> String {
        switch (unit, value) {
        case (_, .null): return "–"
        case (_, .text(let text)): return text
        case (_, .boolean(let flag)): return flag ? "yes" : "no"
        case (.text, .date(let date)): return date.description
        case (_, .date(let date)): return day(date)
        default: break
        }
        guard let decimal = value.decimal else { return "–" }
        switch unit {
        case .currency:
            let places = hasCents ?? FigureFormat.hasCents(value) ? 2 : 0
            return decimal.formatted(
                Decimal.FormatStyle.Currency(code: currency, locale: locale).precision(.fractionLength(places))
                    .rounded(rule: .toNearestOrAwayFromZero))
        case .percent: return percent(decimal)
        case .count: return decimal.formatted(plain.precision(.fractionLength(0...2)))
        case .days: return decimal.formatted(plain.precision(.fractionLength(0)))
        case .date, .text:
            return decimal.formatted(plain.precision(.fractionLength(0...6)))
        }
    }

    /// Whether an amount is not a whole number.
    package static func hasCents(_ value: Value) -> Bool {
        guard let decimal = value.decimal else { return false }
        return rounded(decimal, 0) != decimal
    }

    /// For sentences: amounts from 10,000 on as `$1.25M`, `$48.3K`; days with their word.
    package func brief(_ value: Value, _ unit: Unit) -> String {
        switch unit {
        case .currency:
            guard let decimal = value.decimal else { return full(value, unit) }
            guard decimal >= 10_000 || decimal <= -10_000 else { return full(value, unit) }
            return compactCurrency(decimal)
        case .days:
            guard let decimal = value.decimal else { return full(value, unit) }
            return full(value, unit) + (FigureFormat.rounded(decimal, 0) == 1 ? " day" : " days")
        case .percent, .count, .date, .text: return full(value, unit)
        }
    }

    /// `20 Nov 2026`, or in the locale's own order.
    package func day(_ date: CalendarDate) -> String {
        let (year, month, day) = date.components
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let components = DateComponents(
            calendar: calendar, timeZone: .gmt, year: year, month: month, day: day, hour: 12)
        guard let instant = calendar.date(from: components) else { return date.description }
        var style = Date.FormatStyle(
            date: .abbreviated, time: .omitted, locale: locale, calendar: calendar, timeZone: .gmt)
        style.timeZone = .gmt
        return instant.formatted(style)
    }

    /// Halves are rounded away from zero everywhere, as readers do it by hand.
    private var plain: Decimal.FormatStyle {
        Decimal.FormatStyle(locale: locale).rounded(rule: .toNearestOrAwayFromZero)
    }

    /// Always one digit after the point, so that a column of rates lines up and 0.4 % is not written 0 %.
    private func percent(_ fraction: Decimal) -> String {
        fraction.formatted(
            Decimal.FormatStyle.Percent(locale: locale).precision(.fractionLength(1)).rounded(
                rule: .toNearestOrAwayFromZero))
    }

    /// Three significant digits with K, M, B or T; rounded exactly, half away from zero.
    private func compactCurrency(_ decimal: Decimal) -> String {
        let style = Decimal.FormatStyle.Currency(code: currency, locale: locale)
        return decimal.formatted(
            style.notation(.compactName).precision(.significantDigits(1...3)).rounded(rule: .toNearestOrAwayFromZero))
    }

    /// `decimal` rounded to `places` after the point, half away from zero.
    package static func rounded(_ decimal: Decimal, _ places: Int) -> Decimal {
        var input = decimal
        var output = Decimal()
        NSDecimalRound(&output, &input, places, .plain)
        return output
    }
}
