import Core
import Warehouse

/// One measure in two periods, by a dimension or in all: value, `previous`, `change`, with the rows of both in one scan.
struct MeasureChange {
    let rows: MeasuredRows
    let measure: Measure
    /// Scopes that differ in their periods alone.
    let current: Scope
    let previous: Scope

    /// One row a group, with the number of groups in the last column; without a dimension one row in all.
    ///
    /// Columns: the dimension, the measure by its name, `previous`, `change`, `opportunities` of the current period; without
    /// a dimension also `without_amount` of both periods.
    func statement(dimension: Dimension? = nil, order: String = "", limit: Int = 0) -> SQL {
        let now = rows.own(measure, current)
        let before = rows.own(measure, previous)
        let value = SQL.identifier(measure.name)
        let key = dimension.map { SQL.identifier($0.id) }
        let inner =
            SQL("SELECT \(key.map { $0 + ", " } ?? "")") + measure.expression(filter: now) + SQL(" AS \(value), ")
            + measure.expression(filter: before) + SQL(" AS previous,\n       count(*) FILTER (WHERE ") + now
            + SQL(") AS opportunities, count(*) FILTER (WHERE amount IS NULL) AS without_amount\nFROM ")
            + rows.relation + SQL("\nWHERE ")
            + rows.narrowed(current, to: SQL("((") + now + SQL(") OR (") + before + SQL("))"))
            + SQL(key.map { "\nGROUP BY \($0)" } ?? "")
        let change = "CASE WHEN \(value) IS NOT NULL AND previous IS NOT NULL THEN \(value) - previous END"
        guard let key else {
            return SQL(
                "SELECT \(value), previous, \(change) AS change, opportunities, without_amount\nFROM (") + inner
                + SQL(") AS compared")
        }
        return SQL(
            """
            SELECT \(key), \(value), previous, change, opportunities, count(*) OVER () AS group_count
            FROM (SELECT *, \(change) AS change
            FROM (
            """) + inner
            + SQL(
                """
                ) AS grouped) AS compared
                WHERE \(value) IS NOT NULL OR previous IS NOT NULL
                ORDER BY \(order) NULLS LAST, \(key) NULLS LAST
                LIMIT \(limit)
                """)
    }
}
