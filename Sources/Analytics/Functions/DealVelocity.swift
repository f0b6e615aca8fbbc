import Core
import Warehouse

/// Sales velocity: open deals × average deal size × win rate ÷ sales cycle.
struct DealVelocity: CatalogueFunction {
    let name = "analyze_deal_velocity"
    let summary = """
        Sales velocity in currency a day (open deals × average deal size × win rate ÷ sales cycle in days) with its four \
        factors and the median cycle; in all or by a dimension, fastest first unless order is lowest. A period limits the won \
        and lost deals that the rate, size and cycle are learned from, never the open ones.
        """
    let parameters: [Parameter] =
        [.dimension("Group by this dimension"), .limit(50), .order, .filters, .conditions]
        + Parameter.period("by close date of won and lost deals; open ones always count")

    private static let columns = [
        ResultColumn("velocity", "Velocity a day", .currency), ResultColumn("open_deals", "Open deals", .count),
        ResultColumn("average_deal_size", "Average deal size", .currency),
        ResultColumn("win_rate", "Win rate", .percent), ResultColumn("sales_cycle", "Mean sales cycle", .days),
        ResultColumn("median_cycle", "Median sales cycle", .days),
    ]

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        guard context.schema.has(.created), context.schema.has(.closed) else {
            throw CatalogueError.missingData(
                missing:
                    "\(context.schema.has(.created) ? "close" : "created") date column, which the sales cycle needs",
                available: [])
        }
        let scope = try arguments.scope()
        let totals = query(nil, scope, order: "")
        let dimension = arguments.dimension("dimension")
        let grouped = dimension.map {
            query($0, scope, order: "\nORDER BY 2 \(arguments.direction) NULLS LAST, 1 NULLS LAST")
        }
        let (sums, groups) = try await context.warehouse.query(totals, grouped)
        if let reason = missingFactor(sums) { throw CatalogueError.noFigure(reason: reason) }
        var columns = DealVelocity.columns
        let statements = [totals, grouped].compactMap(\.self)
        var rows = sums.rows.map { Array($0.prefix(columns.count)) }
        var totalRowCount = rows.count
        if let dimension, let table = groups {
            columns.insert(ResultColumn(dimension.id, dimension.label, .text), at: 0)
            totalRowCount = table.rows.count
            rows = table.rows.prefix(arguments.integer("limit") ?? 50).map { row in
                Array(row.prefix(columns.count)).withNamedGroup
            }
        }
        var notes = [
            "Velocity is open deals × average deal size of won ones × win rate ÷ mean days from created to won, in currency a day."
        ]
        if scope.from != nil || scope.to != nil {
            notes.append("The period limits the won and lost deals; all open deals count.")
        }
        notes += Notes.missing(
            sums.value(0, "without_amount"), "won deal", "an amount", "is not in the average deal size",
            "are not in the average deal size")
        notes += Notes.missing(
            sums.value(0, "without_dates"), "won deal", "a created or close date", "is not in the sales cycle",
            "are not in the sales cycle")
        return FunctionResult(
            function: name, arguments: arguments.values, columns: columns, rows: rows, totalRowCount: totalRowCount,
            totals: DealVelocity.columns.map {
                Total(
                    $0.name, $0.name == "velocity" ? "Sales velocity a day" : $0.label, $0.unit, sums.value(0, $0.name))
            } + Total.withoutAmount(sums.value(0, "without_amount")),
            sql: statements.map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                ["amount", "stage", "created", "closed"] + scope.columns + (dimension.map { [$0.id] } ?? [])),
            notes: notes)
    }

    /// The columns of the result, then what only the notes and refusals need; after the dimension where there is one.
    private func query(_ dimension: Dimension?, _ scope: Scope, order: String) -> SQL {
        var open = scope
        open.from = nil
        open.to = nil
        var closed = Scope()
        closed.from = scope.from
        closed.to = scope.to
        var predicate = open.predicate
        if scope.from != nil || scope.to != nil {
            predicate = predicate + SQL("\n  AND (outcome = 'open' OR (") + closed.predicate + SQL("))")
        }
        let won = "outcome = 'won'"
        return SQL(
            """
            SELECT \(dimension == nil ? "" : "grp, ")CASE WHEN sales_cycle > 0
                        THEN open_deals * average_deal_size * win_rate / sales_cycle END AS velocity,
                   open_deals, average_deal_size, win_rate, sales_cycle, median_cycle, won, without_amount, without_dates
            FROM (
              SELECT \(dimension.map { "\(SQL.identifier($0.id)) AS grp, " } ?? "")\
            \(FigureSQL.count(where: "outcome = 'open'")) AS open_deals,
                     \(FigureSQL.mean("amount", where: won)) AS average_deal_size,
                     \(FigureSQL.rate(won, of: "outcome IN ('won', 'lost')")) AS win_rate,
                     \(FigureSQL.mean("closed - created", where: won)) AS sales_cycle,
                     percentile_cont(0.5) WITHIN GROUP (ORDER BY closed - created) FILTER (WHERE \(won)) AS median_cycle,
                     \(FigureSQL.count(where: won)) AS won,
                     \(FigureSQL.count(where: "\(won) AND amount IS NULL")) AS without_amount,
                     \(FigureSQL.count(where: "\(won) AND closed - created IS NULL")) AS without_dates
              FROM opportunities
              WHERE 
            """) + predicate + SQL("\(dimension == nil ? "" : "\n  GROUP BY 1")\n) g\(order)")
    }

    /// Why there is no velocity over all; nil where there is one.
    private func missingFactor(_ sums: Table) -> String? {
        guard sums.value(0, "velocity").isNull else { return nil }
        if sums.value(0, "win_rate").isNull {
            return "no deal was won or lost there, so there is no win rate and no sales velocity"
        }
        if sums.value(0, "won") == .integer(0) {
            return "no deal was won there, so there is no average deal size, no sales cycle and no sales velocity"
        }
        if sums.value(0, "average_deal_size").isNull {
            return "none of the won deals there has an amount, so there is no average deal size and no sales velocity"
        }
        if sums.value(0, "sales_cycle").isNull {
            return
                "none of the won deals there has both a created and a close date, so there is no sales cycle and no sales velocity"
        }
        return
            "the won deals there closed on the day they were created or before, so there is no sales cycle to divide by"
    }
}
