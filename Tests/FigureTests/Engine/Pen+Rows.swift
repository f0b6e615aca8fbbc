import Core
import Foundation

/// Claims about how many rows meet a condition.
extension Pen {
    /// A round number that parts the values of a column, with how many lie above it: 2,000,000 where three do.
    struct Threshold {
        var value: Double
        var column: String
        /// How many rows lie above.
        var above: Int
    }

    private func values(_ column: String) -> [Double] { (0..<count).compactMap { world.fixed($0, column) } }

    /// A threshold with at least `least` rows above and as many not above; nil where no round number parts them so.
    func threshold(_ column: String? = nil, least: Int = 1) -> Threshold? {
        let column = column ?? scene.column
        let values = values(column)
        guard values.count == count, count > 2, let top = values.max(), top > 0 else { return nil }
        let steps: [Double] =
            scene.unit == .percent && column == scene.column
            ? stride(from: 0.05, through: 0.95, by: 0.05).map { ($0 * 100).rounded() / 100 }
            : (0..<9).flatMap { power in [1, 2, 3, 5].map { $0 * pow(10, Double(power)) } }
        let fitting = steps.compactMap { step -> Threshold? in
            let above = values.count { $0 > step }
            // A value that is the round number itself is neither above nor below.
            guard above >= least, count - above >= least, values.allSatisfy({ abs($0 - step) > step * 0.005 }) else {
                return nil
            }
            return Threshold(value: step, column: column, above: above)
        }
        return dice.pick(among: fitting)
    }

    /// A round number above all values of the scene's column.
    func ceiling() -> Threshold? {
        let values = values(scene.column)
        guard values.count == count, let top = values.max(), top > 0, world.isComplete else { return nil }
        let step =
            scene.unit == .percent
            ? (top * 20).rounded(.up) / 20
            : [1, 2, 3, 5, 10].map { $0 * pow(10, (log10(top)).rounded(.down)) }.first { $0 > top * 1.005 } ?? top * 2
        guard step > top * 1.005, scene.unit != .percent || step < 1 else { return nil }
        return Threshold(value: step, column: scene.column, above: 0)
    }

    static func above(_ world: World, _ column: String, _ value: Double) -> Int {
        (0..<world.rowCount).count { row in world.fixed(row, column).map { $0 > value } ?? false }
    }

    /// How many rows lie above a threshold.
    func above(_ threshold: Threshold) -> Quantity {
        Quantity { Double(Pen.above($0, threshold.column, threshold.value)) }
    }

    /// The threshold as it is written, changed into others that part the rows in another way.
    func bound(_ threshold: Threshold, _ unit: Core.Unit? = nil) -> Slot {
        let unit = unit ?? scene.unit
        func text(_ value: Double) -> String {
            switch unit {
            case .percent: return Written.digits(value * 100, 0) + percentSign
            case .currency:
                if value >= 1_000_000 { return "$" + Written.digits(value / 1_000_000, 0) + pick("M", " million") }
                return value >= 1000 ? "$" + Written.digits(value / 1000, 0) + "K" : "$" + Written.digits(value, 0)
            default: return Written.digits(value, 0)
            }
        }
        let others =
            unit == .percent
            ? [-0.2, -0.1, 0.1, 0.2].map { threshold.value + $0 } : [0.25, 0.5, 2, 4].map { threshold.value * $0 }
        return Slot(
            text(threshold.value), holds: { Pen.above($0, threshold.column, threshold.value) == threshold.above },
            changes: others.filter { $0 > 0 && $0.rounded() == $0 || unit == .percent && $0 > 0 && $0 < 1 }.map {
                other in
                .init(
                    kind: .digit, text: text(other),
                    meaning: .claim { Pen.above($0, threshold.column, other) == threshold.above })
            })
    }

    /// `more than`, changed into `less than`.
    func moreThan(_ threshold: Threshold) -> Slot {
        let rows = count
        return Slot(
            pick("more than", "over"), holds: { _ in true },
            changes: [
                .init(
                    kind: .direction, text: "less than",
                    meaning: .claim { rows - Pen.above($0, threshold.column, threshold.value) == threshold.above })
            ])
    }

    /// Rows whose cell of a text column is the same as that of a row.
    func rows(like row: Int, _ column: String) -> [Int] {
        guard let text = world.text(row, column) else { return [] }
        return (0..<count).filter { world.text($0, column) == text }
    }

    /// The text of a column that several rows have, with the texts of others as its changes.
    func category(_ row: Int, _ column: String) -> Slot {
        guard let text = world.text(row, column), text != "(not set)" else { return .impossible }
        let own = rows(like: row, column).count
        let others = Set((0..<count).compactMap { world.text($0, column) }).subtracting([text]).sorted()
        return Slot(
            text, holds: { _ in true },
            changes: dice.shuffled(others).prefix(3).map { other in
                let number = (0..<count).count { world.text($0, column) == other }
                return .init(kind: .name, text: other, meaning: .claim { _ in number == own })
            })
    }
}
