import Core
import Warehouse

/// How much of a measure the largest accounts hold.
struct Concentration: CatalogueFunction {
    let name = "analyze_concentration"
    let summary = """
        Concentration: which share of the pipeline (or of bookings or total value) the top accounts hold, each alone and \
        cumulated; also by another dimension. For plain rankings without shares take get_top_accounts_by_value.
        """
    let parameters: [Parameter] =
        [
            Parameter(
                "measure", .choice(["pipeline", "bookings", "total_value"]),
                "What is shared out: pipeline (open), bookings (won) or total value (all opportunities)",
                default: "pipeline"),
            Parameter("top", .integer(1...100), "How many of the largest are added up", default: 5),
            .dimension("What the value is shared out among; the account where left out"), .filters, .conditions,
        ] + Parameter.period("by close date, the expected one of open deals")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let measure = try arguments.measure()
        guard let dimension = arguments.dimension("dimension") ?? context.schema.dimension("account") else {
            throw CatalogueError.missingData(
                missing: "account column", available: context.schema.dimensions.map(\.label))
        }
        let top = arguments.integer("top") ?? 5
        let scope = try arguments.scope(outcomes: measure.outcomes)
        let ranked = self.ranked(dimension, scope)
        let isRanked = "grp IS NOT NULL AND value IS NOT NULL"
        let isTop = "\(isRanked) AND place <= \(top)"
        let rows =
            SQL(
                """
                SELECT grp AS \(SQL.identifier(dimension.id)), value AS \(measure.name), deals,
                       CAST(value AS FLOAT8) / CAST(nullif(total, 0) AS FLOAT8) AS share,
                       CAST(sum(value) OVER (ORDER BY place NULLS LAST) AS FLOAT8) / CAST(nullif(total, 0) AS FLOAT8)
                         AS cumulative_share
                FROM 
                """) + ranked + SQL("\nWHERE \(isTop)\nORDER BY r.place NULLS LAST")
        let totals =
            SQL(
                """
                SELECT sum(value) AS \(measure.name), \(FigureSQL.sum("value", where: isTop)) AS top_value,
                       CAST(\(FigureSQL.sum("value", where: isTop)) AS FLOAT8) / CAST(nullif(sum(value), 0) AS FLOAT8)
                         AS top_share,
                       \(FigureSQL.count(where: isRanked)) AS ranked,
                       CAST(coalesce(sum(deals) FILTER (WHERE grp IS NULL), 0) AS BIGINT) AS without_group,
                       CAST(coalesce(sum(without), 0) AS BIGINT) AS without_amount
                FROM 
                """) + ranked
        let (sums, table) = try await context.warehouse.query(totals, rows)
        guard let total = sums.value(0, measure.name).decimal, total > 0 else {
            throw CatalogueError.noFigure(
                reason: "there is no \(measure.label.lowercased()) there, so nothing can be a share of it")
        }
        var run = arguments.values
        run["dimension"] = .string(dimension.id)
        let without = sums.value(0, "without_group")
        return FunctionResult(
            function: name, arguments: run,
            columns: [
                ResultColumn(dimension.id, dimension.label, .text),
                ResultColumn(measure.name, measure.label, .currency),
                ResultColumn("deals", "Opportunities", .count),
                ResultColumn("share", "Share of all", .percent),
                ResultColumn("cumulative_share", "Cumulated share", .percent),
            ],
            rows: table.rows, totalRowCount: sums.value(0, "ranked").integer ?? table.rows.count,
            totals: [
                Total(measure.name, measure.label, .currency, sums.value(0, measure.name)),
                Total("top_value", "\(measure.label) of the top \(top)", .currency, sums.value(0, "top_value")),
                Total("top_share", "Share of the top \(top)", .percent, sums.value(0, "top_share")),
                Total(
                    "groups", dimension.id == "account" ? "Accounts with a value" : "Groups with a value", .count,
                    sums.value(0, "ranked")),
            ]
                + ((without.integer ?? 0) > 0
                    ? [
                        Total(
                            "without_group", "Opportunities without \(dimension.label.lowercased())", .count, without)
                    ] : [])
                + Total.withoutAmount(sums.value(0, "without_amount")),
            sql: [rows, totals].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                ["amount", dimension.id] + (measure.outcomes.isEmpty ? [] : ["stage"]) + scope.columns),
            notes: Notes.missing(
                without, "opportunity", "a \(dimension.label.lowercased())",
                "is part of the whole and of no row", "are part of the whole and of no row")
                + Notes.missing(
                    sums.value(0, "without_amount"), "opportunity", "an amount", "adds nothing", "add nothing"))
    }

    /// A relation `r` with a row a group: `grp`, `value`, `deals`, `without` (deals without an amount), `total` over all
    /// groups, and `place`, in which the groups that have a name and a value come first.
    private func ranked(_ dimension: Dimension, _ scope: Scope) -> SQL {
        SQL(
            """
            (
              SELECT grp, value, deals, without, sum(value) OVER () AS total,
                     row_number() OVER (
                       ORDER BY CASE WHEN grp IS NULL OR value IS NULL THEN 1 ELSE 0 END NULLS LAST,
                                value DESC NULLS LAST, grp NULLS LAST) AS place
              FROM (
                SELECT \(SQL.identifier(dimension.id)) AS grp, sum(amount) AS value, count(*) AS deals,
                       \(FigureSQL.count(where: "amount IS NULL")) AS without
                FROM opportunities
                WHERE 
            """) + scope.predicate + SQL("\n    GROUP BY 1\n  ) g\n) r")
    }
}
