import Core
import Warehouse

/// The rows that measures are taken over: the opportunities, with the derived columns that the measures need.
struct MeasuredRows: Sendable {
    let measures: [Measure]
    let context: FunctionContext

    /// What stands behind FROM.
    var relation: SQL {
        var derived: [SQL] = []
        if measures.contains(where: { if case .sum("weighted") = $0.formula { true } else { false } }) {
            derived.append(context.weight.expression + SQL(" AS weighted"))
        }
        if measures.contains(where: { if case .mean("age") = $0.formula { true } else { false } }) {
            derived.append(SQL("CAST(? AS DATE) - created AS age", [.date(context.asOf)]))
        }
        if measures.contains(where: { $0.population == .overdue }) {
            derived.append(SQL("outcome = 'open' AND closed < CAST(? AS DATE) AS is_overdue", [.date(context.asOf)]))
        }
        if measures.contains(where: { $0.population == .firstWon }) {
            derived.append(
                SQL(
                    """
                    outcome = 'won' AND account IS NOT NULL AND row_number() OVER (
                        PARTITION BY account, outcome ORDER BY closed NULLS LAST, opportunity_id) = 1 AS is_first_won
                    """))
        }
        guard let first = derived.first else { return SQL("opportunities") }
        let columns = derived.dropFirst().reduce(first) { $0 + SQL(",\n    ") + $1 }
        return SQL("(SELECT *, ") + columns + SQL(" FROM opportunities) AS measured")
    }

    /// The rows of at least one measure's population, each within its own period, that filters and conditions leave.
    func predicate(_ scope: Scope) -> SQL {
        var parts: [SQL] = []
        for measure in measures {
            let own = self.own(measure, scope)
            if !parts.contains(own) { parts.append(own) }
        }
        let any = parts.contains(SQL("TRUE")) ? SQL("TRUE") : joined(parts, " OR ")
        return narrowed(scope, to: any)
    }

    /// The rows that filters and conditions leave, and of these those that `periods` holds for.
    func narrowed(_ scope: Scope, to periods: SQL) -> SQL {
        var common = scope
        common.from = nil
        common.to = nil
        common.outcomes = []
        let left = common.predicate
        if periods.text == "TRUE" { return left }
        return left.text == "TRUE" ? periods : left + SQL("\n  AND ") + periods
    }

    /// Population and period of one measure.
    func own(_ measure: Measure, _ scope: Scope) -> SQL {
        var parts: [SQL] = measure.population == .all ? [] : [SQL(measure.population.predicate)]
        let column = measure.dateColumn.rawValue
        if let from = scope.from { parts.append(SQL("\(column) >= ?", [.date(from)])) }
        if let to = scope.to { parts.append(SQL("\(column) <= ?", [.date(to)])) }
        return parts.isEmpty ? SQL("TRUE") : joined(parts, " AND ")
    }

    /// The value of one measure; alone in a statement it needs no filter, as WHERE leaves only its rows.
    func value(_ measure: Measure, _ scope: Scope) -> SQL {
        let own = self.own(measure, scope)
        return measures.count == 1 || own.text == "TRUE" ? measure.expression() : measure.expression(filter: own)
    }

    /// How many rows in the population of a measure of amounts have none; nil where no measure is one of amounts.
    func withoutAmount(_ scope: Scope) -> SQL? {
        let ofAmounts = measures.filter { $0.unit == .currency }
        guard !ofAmounts.isEmpty else { return nil }
        var parts: [SQL] = []
        for measure in ofAmounts where !parts.contains(own(measure, scope)) { parts.append(own(measure, scope)) }
        if measures.count == ofAmounts.count, parts.count == 1 || parts.contains(SQL("TRUE")) {
            return SQL("count(*) FILTER (WHERE amount IS NULL)")
        }
        return SQL("count(*) FILTER (WHERE amount IS NULL AND ") + joined(parts, " OR ") + SQL(")")
    }

    private func joined(_ parts: [SQL], _ word: String) -> SQL {
        guard let first = parts.first else { return SQL("TRUE") }
        if parts.count == 1 { return first }
        return SQL("(") + parts.dropFirst().reduce(first) { $0 + SQL(word) + $1 } + SQL(")")
    }

    /// What a reader must know of the weighting, where one of the measures is weighted.
    var notes: [String] {
        let isWeighted = measures.contains { if case .sum("weighted") = $0.formula { true } else { false } }
        return isWeighted ? [context.weight.note].compactMap(\.self) : []
    }
}
