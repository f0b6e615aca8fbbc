import Core
import Warehouse

/// What a period will bring: what is won in it, and the weighted open deals expected to close in it.
struct PipelineForecast: CatalogueFunction {
    let name = "forecast_pipeline_revenue"
    let summary = """
        Forecast of a period: amount won in it plus the probability-weighted amount of open deals expected to close in it, \
        both shown; without a period the weighted pipeline of all open deals. By month, quarter or a dimension.
        """
    let parameters: [Parameter] =
        [
            Parameter(
                "group_by", .choice(["total", "month", "quarter", "dimension"]), "Rows of the result", default: "total"),
            .dimension("The dimension, where group_by is dimension"), .limit(50), .filters, .conditions,
        ] + Parameter.period("by close date, the expected one of open deals")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        guard context.weight.isKnown else {
            throw CatalogueError.missingData(
                missing: "probability column, and no closed deal to learn one from", available: [])
        }
        let scope = try arguments.scope()
        let group = arguments.string("group_by") ?? "total"
        let hasPeriod = scope.from != nil || scope.to != nil
        if group == "month" || group == "quarter", !context.schema.has(.closed) {
            throw CatalogueError.missingData(missing: "close date column", available: [])
        }
        let measures = self.measures(context, withWon: hasPeriod)
        let predicate =
            scope.predicate + SQL(hasPeriod ? "\n  AND outcome IN ('won', 'open')" : "\n  AND outcome = 'open'")
        let totals =
            SQL("SELECT ") + measures
            + SQL(
                """
                ,
                       count(*) FILTER (WHERE outcome = 'open' AND closed < ?) AS overdue_deals,
                       sum(amount) FILTER (WHERE outcome = 'open' AND closed < ?) AS overdue_value,
                       count(*) FILTER (WHERE outcome = 'open' AND amount IS NULL) AS without_amount,
                       count(*) FILTER (WHERE outcome = 'open' AND amount IS NOT NULL AND weighted IS NULL) AS without_probability
                FROM (SELECT *, 
                """, [.date(context.asOf), .date(context.asOf)])
            + context.weight.expression + SQL(" AS weighted FROM opportunities) o\nWHERE ") + predicate
        let sums = try await context.warehouse.query(totals)
        let openDeals = sums.value(0, "open_deals").integer ?? 0
        let undated = hasPeriod ? try await self.undated(arguments, context) : nil
        if openDeals == 0, let undated, undated.count > 0 {
            throw CatalogueError.noFigure(
                reason:
                    "none of the open opportunities has a close date in the period and \(undated.count) have none at all, so there is nothing to forecast a period from"
            )
        }
        let withoutAmount = sums.value(0, "without_amount").integer ?? 0
        if openDeals > 0, openDeals == withoutAmount {
            throw CatalogueError.noFigure(
                reason:
                    "none of the \(openDeals) open opportunities in question has an amount, so there is nothing to forecast from"
            )
        }
        let withoutProbability = sums.value(0, "without_probability").integer ?? 0
        if openDeals > 0, openDeals == withoutAmount + withoutProbability {
            throw CatalogueError.noFigure(
                reason:
                    "none of the \(openDeals) open opportunities in question has both an amount and a probability, so nothing can be weighted"
            )
        }
        var statements = [totals] + (undated.map { [$0.sql] } ?? [])
        var columns = valueColumns(withWon: hasPeriod)
        var rows = [Array(sums.rows.first?.prefix(columns.count) ?? [])]
        var totalRowCount = 1
        if group != "total" {
            let (expression, column) = try grouping(group, arguments, context)
            columns.insert(column, at: 0)
            let grouped =
                SQL("SELECT \(expression) AS \(SQL.identifier(column.name)), ") + measures
                + SQL("\nFROM (SELECT *, ") + context.weight.expression
                + SQL(" AS weighted FROM opportunities) o\nWHERE ")
                + predicate
                + SQL(
                    "\nGROUP BY 1\nORDER BY \(group == "dimension" ? "forecast DESC NULLS LAST, 1 NULLS LAST" : "1 NULLS LAST")"
                )
            let table = try await context.warehouse.query(grouped)
            statements.append(grouped)
            totalRowCount = table.rows.count
            rows = table.rows.prefix(arguments.integer("limit") ?? 50).map { row in
                [label(row.first ?? .null, group, context)] + row.dropFirst()
            }
        }
        var notes = Notes.missing(.integer(withoutAmount), "open deal", "an amount", "adds nothing", "add nothing")
        if let note = context.weight.note { notes.append(note) }
        var totalsShown =
            shownTotals(sums, hasPeriod: hasPeriod, context) + Total.withoutAmount(.integer(withoutAmount))
        if withoutProbability > 0 {
            totalsShown.append(
                Total("without_probability", "Open deals without a probability", .count, .integer(withoutProbability)))
        }
        if let undated, undated.count > 0 {
            totalsShown.append(Total("undated", "Open deals without a close date", .count, .integer(undated.count)))
        }
        return FunctionResult(
            function: name, arguments: arguments.values, columns: columns, rows: rows, totalRowCount: totalRowCount,
            totals: totalsShown,
            sql: statements.map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                ["amount", "stage", "closed"] + context.weight.columns + scope.columns
                    + (arguments.dimension("dimension").map { [$0.id] } ?? [])),
            notes: notes)
    }

    /// Open deals without a close date: they are in no period.
    private func undated(_ arguments: Arguments, _ context: FunctionContext) async throws -> (count: Int, sql: SQL) {
        var scope = try arguments.scope(outcomes: [.open])
        scope.from = nil
        scope.to = nil
        let sql = SQL("SELECT count(*) AS undated\nFROM opportunities\nWHERE closed IS NULL\n  AND ") + scope.predicate
        return (try await context.warehouse.query(sql).value(0, "undated").integer ?? 0, sql)
    }

    /// Columns `won`, `weighted`, `forecast`, `pipeline`, `open_deals`; the first only for a period.
    private func measures(_ context: FunctionContext, withWon: Bool) -> SQL {
        let won = "coalesce(sum(amount) FILTER (WHERE outcome = 'won'), 0)"
        // Nothing to add up is zero; open deals of which none can be weighted are not.
        let weighted = """
            CASE WHEN count(*) FILTER (WHERE outcome = 'open') > 0 AND count(weighted) FILTER (WHERE outcome = 'open') = 0
                 THEN NULL ELSE coalesce(sum(weighted) FILTER (WHERE outcome = 'open'), 0) END
            """
        return SQL(
            (withWon ? "\(won) AS won, " : "") + "\(weighted) AS weighted, "
                + (withWon ? "\(won) + \(weighted)" : weighted) + " AS forecast, "
                + "coalesce(sum(amount) FILTER (WHERE outcome = 'open'), 0) AS pipeline, "
                + "count(*) FILTER (WHERE outcome = 'open') AS open_deals")
    }

    private func valueColumns(withWon: Bool) -> [ResultColumn] {
        (withWon ? [ResultColumn("won", "Won", .currency)] : []) + [
            ResultColumn("weighted", "Weighted pipeline", .currency), ResultColumn("forecast", "Forecast", .currency),
            ResultColumn("pipeline", "Pipeline", .currency), ResultColumn("open_deals", "Open deals", .count),
        ]
    }

    private func grouping(
        _ group: String, _ arguments: Arguments, _ context: FunctionContext
    ) throws -> (expression: String, column: ResultColumn) {
        switch group {
        case "month":
            return (PeriodSQL.start(of: .month, "closed", context.fiscal), ResultColumn("month", "Month", .text))
        case "quarter":
            return (PeriodSQL.start(of: .quarter, "closed", context.fiscal), ResultColumn("quarter", "Quarter", .text))
        default:
            guard let dimension = arguments.dimension("dimension") else {
                throw CatalogueError.invalidArgument(
                    function: name, argument: "dimension", problem: "is needed with group_by dimension", nearest: nil)
            }
            return (SQL.identifier(dimension.id), ResultColumn(dimension.id, dimension.label, .text))
        }
    }

    private func label(_ value: Value, _ group: String, _ context: FunctionContext) -> Value {
        guard let date = value.date, let grain = TimeGrain(rawValue: group) else {
            return group == "dimension" ? value.orNotSet : .text("No close date")
        }
        return .text(context.fiscal.name(of: grain, startingOn: date))
    }

    private func shownTotals(_ sums: Table, hasPeriod: Bool, _ context: FunctionContext) -> [Total] {
        var totals: [Total] = hasPeriod ? [Total("won", "Won in the period", .currency, sums.value(0, "won"))] : []
        totals += [
            Total("weighted", "Weighted pipeline", .currency, sums.value(0, "weighted")),
            Total("forecast", "Forecast", .currency, sums.value(0, "forecast")),
            Total("pipeline", "Pipeline", .currency, sums.value(0, "pipeline")),
            Total("open_deals", "Open deals", .count, sums.value(0, "open_deals")),
        ]
        if context.schema.has(.closed) {
            totals += [
                Total("overdue_deals", "Overdue deals", .count, sums.value(0, "overdue_deals")),
                Total("overdue_value", "Overdue pipeline", .currency, sums.value(0, "overdue_value")),
            ]
        }
        return totals
    }
}
