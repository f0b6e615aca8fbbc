import Core
import Warehouse

/// The statements of measures by dimensions and time.
struct MetricPlan {
    enum Order {
        /// Name, and whether the highest come first.
        case measure(String, Bool)
        /// Whether the last come first.
        case period(Bool)
        case dimension(Bool)

        var isReversedPeriod: Bool { if case .period(true) = self { true } else { false } }
    }

    var measures: [Measure]
    var dimensions: [Dimension]
    var grain: TimeGrain?

    /// Columns that rows are grouped by.
    var groupCount: Int { dimensions.count + (grain == nil ? 0 : 1) }

    /// The result's columns: dimensions, the period with its first day, measures.
    var columns: [ResultColumn] {
        dimensions.map { ResultColumn($0.id, $0.label, .text) }
            + (grain.map {
                [
                    ResultColumn("period", Names.label($0.rawValue), .text),
                    ResultColumn("period_start", "Starts", .date),
                ]
            } ?? [])
            + measures.map { ResultColumn($0.name, $0.label, $0.unit) }
    }

    /// One row a group, with the number of groups before the limit in the last column; groups without any figure only
    /// where `keepsEmpty` says so.
    func statement(
        _ rows: MeasuredRows, _ scope: Scope, having: SQL, order: Order, limit: Int?, keepsEmpty: Bool,
        fiscal: FiscalCalendar
    ) -> SQL {
        var keys = dimensions.map { SQL.identifier($0.id) }
        if let grain, let column = measures.first?.dateColumn.rawValue {
            keys.append("\(PeriodSQL.start(of: grain, column, fiscal)) AS period_start")
        }
        var select = SQL(keys.map { $0 + ", " }.joined())
        for (index, measure) in measures.enumerated() {
            select =
                select + SQL(index == 0 ? "" : ", ") + rows.value(measure, scope)
                + SQL(" AS \(SQL.identifier(measure.name))")
        }
        let names = measures.map { SQL.identifier($0.name) }
        let positions = (1...max(groupCount, 1)).map(String.init).joined(separator: ", ")
        let grouping = groupCount == 0 ? "" : "\nGROUP BY \(positions)"
        let present = keepsEmpty ? "TRUE" : "(\(names.map { "\($0) IS NOT NULL" }.joined(separator: " OR ")))"
        let kept = having.text.isEmpty ? SQL(present) : SQL("\(present) AND ") + having
        return SQL("SELECT *, count(*) OVER () AS group_count\nFROM (SELECT ") + select + SQL("\nFROM ") + rows.relation
            + SQL("\nWHERE ") + rows.predicate(scope)
            + SQL("\(grouping)\(groupCount == 0 ? "\nHAVING count(*) > 0" : "")) AS grouped\nWHERE ") + kept
            + SQL("\nORDER BY \(orderTerms(order).joined(separator: ", "))")
            + SQL(limit.map { "\nLIMIT \($0)" } ?? "")
    }

    func totals(_ rows: MeasuredRows, _ scope: Scope) -> SQL {
        var select = SQL("")
        for (index, measure) in measures.enumerated() {
            select =
                select + SQL(index == 0 ? "" : ",\n       ") + rows.value(measure, scope)
                + SQL(" AS \(SQL.identifier(measure.name))")
        }
        if let missing = rows.withoutAmount(scope) {
            select = select + SQL(",\n       ") + missing + SQL(" AS without_amount")
        }
        return SQL("SELECT ") + select + SQL("\nFROM ") + rows.relation + SQL("\nWHERE ") + rows.predicate(scope)
    }

    private func orderTerms(_ order: Order) -> [String] {
        let byDimensions = dimensions.map { "\(SQL.identifier($0.id)) NULLS LAST" }
        let byPeriod = grain == nil ? [] : ["period_start NULLS LAST"]
        switch order {
        case .measure(let name, let isDescending):
            return ["\(SQL.identifier(name)) \(isDescending ? "DESC" : "ASC") NULLS LAST"] + byDimensions + byPeriod
        case .period(let isDescending):
            return ["period_start \(isDescending ? "DESC" : "ASC") NULLS LAST"] + byDimensions
        case .dimension(let isDescending):
            guard isDescending, let first = dimensions.first else { return byDimensions + byPeriod }
            return ["\(SQL.identifier(first.id)) DESC NULLS LAST"] + byDimensions.dropFirst() + byPeriod
        }
    }
}
