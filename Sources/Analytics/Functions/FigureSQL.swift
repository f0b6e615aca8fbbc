/// Sums, means and rates in SQL that DuckDB and PostgreSQL both understand.
///
/// What is in no population is not zero and what is empty is not unknown: a sum over no rows is 0, a sum over rows of which
/// none has the figure is NULL, and means and rates over nothing are NULL.
enum FigureSQL {
    /// Exact sum of `expression` over the rows that meet `condition`.
    static func sum(_ expression: String = "amount", where condition: String? = nil) -> String {
        "CASE WHEN \(count(where: condition)) = 0 THEN 0 ELSE sum(\(expression))\(filter(condition)) END"
    }

    /// Mean of `expression` over the rows that meet `condition` and have it.
    static func mean(_ expression: String, where condition: String? = nil) -> String {
        "CAST(sum(\(expression))\(filter(condition)) AS FLOAT8) / nullif(count(\(expression))\(filter(condition)), 0)"
    }

    /// How many rows meet `condition`.
    static func count(where condition: String? = nil) -> String { "count(*)\(filter(condition))" }

    /// The rows that meet `part` as a fraction of those that meet `whole`; of all rows where it is nil.
    static func rate(_ part: String, of whole: String? = nil) -> String {
        "CAST(\(count(where: part)) AS FLOAT8) / nullif(\(count(where: whole)), 0)"
    }

    private static func filter(_ condition: String?) -> String { condition.map { " FILTER (WHERE \($0))" } ?? "" }
}
