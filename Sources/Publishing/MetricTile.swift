import Analyst
import Core
import Foundation

/// A headline figure with its change.
struct MetricTile {
    let metric: Answer.KeyMetric
    let format: FigureFormat

    /// - Parameter href: where the evidence or the answer is; empty for a tile without a link.
    func context(href: String) -> TemplateContext {
        let change = self.change
        return [
            "label": .text(metric.label), "formatted": .text(metric.formatted), "href": .text(href),
            "sign": .text(change?.sign ?? ""), "change": .text(change?.words ?? ""),
        ]
    }

    /// `▲` and `Up 12% from $9.69M (Q3 2026)`: a sign and words, so that it does not rest on colour.
    ///
    /// Neither says whether the change is welcome: more bookings are, more overdue deals are not.
    private var change: (sign: String, words: String)? {
        guard let previous = metric.previous?.decimal, let value = metric.value.decimal else { return nil }
        let before = format.brief(.decimal(previous), metric.unit)
        let than = " from \(before) (\(metric.previousLabel ?? "the period before"))"
        let difference = value - previous
        if difference == 0 { return ("=", "Unchanged\(than)") }
        let direction = difference > 0 ? "Up" : "Down"
        let sign = difference > 0 ? "▲" : "▼"
        let size = abs(difference)
        switch metric.unit {
        case .percent:
            let points = FigureFormat.rounded(size * 100, 1)
            let text = format.full(.decimal(points), .count)
            return (sign, "\(direction) \(text) \(points == 1 ? "point" : "points")\(than)")
        case .currency, .count, .days, .date, .text:
            guard previous != 0 else {
                return (sign, "\(direction)\(than)")
            }
            // Written as in the prose beside it, so that the page does not give one change in two roundings.
            let text = format.full(.decimal(size / abs(previous)), .percent)
            return (sign, "\(direction) \(text)\(than)")
        }
    }
}
