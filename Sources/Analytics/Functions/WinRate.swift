import Core
import Warehouse

/// Won ÷ (won + lost), by count.
struct WinRate: CatalogueFunction {
    let name = "analyze_win_rate"
    let summary = """
        Win rate: won ÷ (won + lost), by count unless by value is asked for, of deals closed in a period or ever; in all or by \
        a dimension, best first unless order is lowest.
        """
    let parameters: [Parameter] =
        [
            .dimension("Group by this dimension"), .limit(50), .order,
            Parameter(
                "min_closed", .integer(1...1_000_000), "Only groups with at least this many closed deals", default: 1),
            Parameter(
                "weigh_by", .choice(["count", "value"]),
                "Whether each deal counts alike, as it does by default, or by its amount"),
            .filters, .conditions,
        ] + Parameter.period("by close date")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let scope = try arguments.scope(outcomes: [.won, .lost])
        let rate = arguments.string("weigh_by") == "value" ? "win_rate_by_value" : "win_rate"
        guard let measure = Measure.named(rate) else {
            throw CatalogueError.unknownFunction(rate, nearest: nil)
        }
        try measure.check(context)
        let measures = """
            \(measure.expression().text) AS win_rate,
                   count(*) FILTER (WHERE outcome = 'won') AS won, count(*) FILTER (WHERE outcome = 'lost') AS lost,
                   count(*) AS closed, \(FigureSQL.sum(where: "outcome = 'won'")) AS won_value
            """
        let totals =
            SQL(
                """
                SELECT \(measures),
                       count(*) FILTER (WHERE outcome = 'won' AND amount IS NULL) AS without_amount
                FROM opportunities
                WHERE 
                """) + scope.predicate + SQL("\nHAVING count(*) > 0")
        let dimension = arguments.dimension("dimension")
        let grouped = dimension.map { dimension -> SQL in
            let column = SQL.identifier(dimension.id)
            return SQL("SELECT \(column), \(measures)\nFROM opportunities\nWHERE ") + scope.predicate
                + SQL(
                    "\nGROUP BY \(column)\nORDER BY win_rate \(arguments.direction) NULLS LAST, closed DESC, \(column) NULLS LAST"
                )
        }
        let (sums, groups) = try await context.warehouse.query(totals, grouped)
        guard !sums.rows.isEmpty else {
            throw CatalogueError.noFigure(reason: "no deal was won or lost there, so there is no win rate")
        }
        var columns = [
            ResultColumn("win_rate", measure.label, .percent), ResultColumn("won", "Won", .count),
            ResultColumn("lost", "Lost", .count), ResultColumn("closed", "Closed", .count),
            ResultColumn("won_value", "Won value", .currency),
        ]
        let statements = [totals, grouped].compactMap(\.self)
        var rows = sums.rows.map { Array($0.prefix(columns.count)) }
        var totalRowCount = 1
        var notes: [String] = []
        var leftOut: [Total] = []
        if let dimension, let table = groups {
            let least = arguments.integer("min_closed") ?? 1
            let kept = table.rows.filter { row in row.indices.contains(4) && (row[4].integer ?? 0) >= least }
            totalRowCount = kept.count
            rows = kept.prefix(arguments.integer("limit") ?? 50).map(\.withNamedGroup)
            columns.insert(ResultColumn(dimension.id, dimension.label, .text), at: 0)
            let few = table.rows.count - kept.count
            if few > 0 {
                leftOut = [Total("left_out", "Groups with too few closed deals", .count, .integer(few))]
                notes.append("Groups with fewer than \(least) closed deals are left out: \(few).")
            }
        }
        return FunctionResult(
            function: name, arguments: arguments.values, columns: columns, rows: rows, totalRowCount: totalRowCount,
            totals: [
                Total("win_rate", measure.label, .percent, sums.value(0, "win_rate")),
                Total("won", "Won deals", .count, sums.value(0, "won")),
                Total("lost", "Lost deals", .count, sums.value(0, "lost")),
                Total("closed", "Closed deals", .count, sums.value(0, "closed")),
                Total("won_value", "Won value", .currency, sums.value(0, "won_value")),
            ] + leftOut + Total.withoutAmount(sums.value(0, "without_amount")),
            sql: statements.map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(["stage", "amount"] + scope.columns + (dimension.map { [$0.id] } ?? [])),
            notes: notes
                + Notes.missing(
                    sums.value(0, "without_amount"), "won deal", "an amount", "adds nothing to the won value",
                    "add nothing to the won value"))
    }
}
