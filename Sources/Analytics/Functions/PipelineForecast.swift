import Core
import Warehouse

/// What a period will bring: what is won in it, and the weighted open deals expected to close in it.
struct PipelineForecast: CatalogueFunction {
    let name = "forecast_pipeline_revenue"
    let summary = """
        Forecast of a period: amount won in it plus the probability-weighted amount of open deals expected to close in it, \
        both shown; without a period the weighted pipeline of all open deals. With view commit or best_case the open deals of \
        that category count in full. By month, quarter or a dimension.
        """
    let parameters: [Parameter] =
        [
            Parameter(
                "group_by", .choice(["total", "month", "quarter", "dimension"]), "Rows of the result", default: "total"),
            .dimension("The dimension, where group_by is dimension"),
            Parameter(
                "view", .choice(["weighted"] + ForecastView.allCases.map(\.rawValue)),
                "How open deals count; weighted by default"),
            Parameter("min_probability", .fraction, "Only open deals of at least this probability"),
            .limit(50), .filters, .conditions,
        ] + Parameter.period("by close date, the expected one of open deals")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let view = arguments.string("view").flatMap(ForecastView.init)
        let rule = try view?.rule(context)
        guard rule != nil || context.weight.isKnown else {
            throw CatalogueError.missingData(
                missing: "probability column, and no closed deal to learn one from", available: [])
        }
        let scope = try arguments.scope()
        let group = arguments.string("group_by") ?? "total"
        let hasPeriod = scope.from != nil || scope.to != nil
        if group == "month" || group == "quarter" { try Scope.DateColumn.closed.require(in: context.schema) }
        let measures = self.measures(withWon: hasPeriod, view: view)
        let open = try openPredicate(arguments, context)
        let predicate =
            scope.predicate
            + (hasPeriod ? SQL("\n  AND (outcome = 'won' OR ") + open + SQL(")") : SQL("\n  AND ") + open)
        // The amount that a view counts in full takes the place of the weighted one.
        let relation =
            SQL("FROM (SELECT *, ") + (rule == nil ? context.weight.expression : SQL("amount"))
            + SQL(" AS weighted, outcome = 'open' AND closed < CAST(? AS DATE) AS is_overdue, ", [.date(context.asOf)])
            + (rule?.predicate ?? SQL("outcome = 'open'")) + SQL(" AS counts FROM opportunities) AS weighed\nWHERE ")
        let totals =
            SQL("SELECT ") + measures
            + SQL(
                """
                ,
                       \(FigureSQL.count(where: "is_overdue")) AS overdue_deals,
                       \(FigureSQL.sum(where: "is_overdue")) AS overdue_value,
                       count(*) FILTER (WHERE amount IS NULL AND outcome = 'open' AND counts) AS open_without_amount,
                       count(*) FILTER (WHERE amount IS NULL AND outcome = 'won') AS won_without_amount,
                       count(*) FILTER (WHERE amount IS NULL) AS without_amount,
                       count(*) FILTER (WHERE outcome = 'won') AS won_deals,
                       count(*) FILTER (WHERE outcome = 'open' AND amount IS NOT NULL AND weighted IS NULL) AS without_probability

                """) + relation + predicate
        let grouping = group == "total" ? nil : try self.grouping(group, arguments, context)
        let grouped = grouping.map { expression, column in
            SQL("SELECT \(expression) AS \(SQL.identifier(column.name)), ") + measures
                + SQL("\n") + relation + predicate
                + SQL("\nGROUP BY 1\nORDER BY \(group == "dimension" ? "forecast DESC NULLS LAST, 1" : "1 NULLS LAST")")
        }
        async let tables = context.warehouse.query(totals, grouped)
        let undated = hasPeriod ? try await self.undated(arguments, context) : nil
        let (sums, groups) = try await tables
        let openDeals = sums.value(0, "open_deals").integer ?? 0
        let wonDeals = sums.value(0, "won_deals").integer ?? 0
        // What is won so far alone would pass for the forecast of a period whose open deals are not known.
        if rule == nil, openDeals == 0, let undated, undated.count > 0 {
            throw CatalogueError.noFigure(
                reason:
                    "none of the open opportunities has a close date in the period and \(undated.count) have none at all, so there is nothing to forecast a period from"
            )
        }
        if wonDeals > 0, sums.value(0, "won_without_amount").integer == wonDeals {
            throw CatalogueError.noFigure(
                reason:
                    "none of the \(wonDeals) won deals in question has an amount, so there is nothing to forecast with")
        }
        let withoutAmount = sums.value(0, "open_without_amount").integer ?? 0
        if openDeals > 0, openDeals == withoutAmount {
            throw CatalogueError.noFigure(
                reason:
                    "none of the \(openDeals) open opportunities in question has an amount, so there is nothing to forecast from"
            )
        }
        let withoutProbability = sums.value(0, "without_probability").integer ?? 0
        if rule == nil, openDeals > 0, openDeals == withoutAmount + withoutProbability {
            throw CatalogueError.noFigure(
                reason:
                    "none of the \(openDeals) open opportunities in question has both an amount and a probability, so nothing can be weighted"
            )
        }
        let statements = [totals, undated?.sql, grouped].compactMap(\.self)
        var columns = valueColumns(withWon: hasPeriod, view: view)
        var rows = [Array(sums.rows.first?.prefix(columns.count) ?? [])]
        var totalRowCount = 1
        if let column = grouping?.column, let groups {
            columns.insert(column, at: 0)
            totalRowCount = groups.rows.count
            rows = groups.rows.prefix(arguments.integer("limit") ?? 50).map { row in
                [label(row.first ?? .null, group, context)] + row.dropFirst()
            }
        }
        var notes = Notes.missing(sums.value(0, "without_amount"), "deal", "an amount", "adds nothing", "add nothing")
        if let note = rule?.note ?? context.weight.note { notes.append(note) }
        var totalsShown =
            shownTotals(sums, hasPeriod: hasPeriod, view: view, context)
            + Total.withoutAmount(sums.value(0, "without_amount"))
        if rule == nil, withoutProbability > 0 {
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
                ["amount", "stage", "closed"] + (rule?.columns ?? context.weight.columns) + scope.columns
                    + (arguments.dimension("dimension").map { [$0.id] } ?? [])),
            notes: notes)
    }

    /// Open deals without a close date: they are in no period.
    private func undated(_ arguments: Arguments, _ context: FunctionContext) async throws -> (count: Int, sql: SQL) {
        var scope = try arguments.scope(outcomes: [.open])
        scope.from = nil
        scope.to = nil
        let sql =
            SQL("SELECT count(*) AS undated\nFROM opportunities\nWHERE closed IS NULL\n  AND ") + scope.predicate
            + SQL("\n  AND ") + (try openPredicate(arguments, context))
        return (try await context.warehouse.query(sql).value(0, "undated").integer ?? 0, sql)
    }

    /// The open deals that are looked at.
    private func openPredicate(_ arguments: Arguments, _ context: FunctionContext) throws -> SQL {
        guard let least = arguments.values["min_probability"]?.decimal else { return SQL("outcome = 'open'") }
        guard context.schema.has(.probability) else {
            throw CatalogueError.missingData(missing: "probability column", available: [])
        }
        return SQL("(outcome = 'open' AND probability >= ?)", [.decimal(least)])
    }

    /// Columns `won` (only for a period), `weighted`, `forecast`, `pipeline`, `open_deals`; under a view `open_value` in
    /// place of `weighted`, and only the open deals that count in `open_deals`.
    private func measures(withWon: Bool, view: ForecastView?) -> SQL {
        // Nothing to add up is zero; deals of which none can be added up are not.
        let won = FigureSQL.sum(where: "outcome = 'won'")
        let open = FigureSQL.sum("weighted", where: "outcome = 'open' AND counts")
        return SQL(
            (withWon ? "\(won) AS won, " : "") + "\(open) AS \(view == nil ? "weighted" : "open_value"), "
                + (withWon ? "\(won) + \(open)" : open) + " AS forecast, "
                + FigureSQL.sum(where: "outcome = 'open'") + " AS pipeline, "
                + FigureSQL.count(where: "outcome = 'open' AND counts") + " AS open_deals")
    }

    private func valueColumns(withWon: Bool, view: ForecastView?) -> [ResultColumn] {
        (withWon ? [ResultColumn("won", "Won", .currency)] : []) + [
            view.map { ResultColumn("open_value", "Open deals in \($0.label.lowercased())", .currency) }
                ?? ResultColumn("weighted", "Weighted pipeline", .currency),
            ResultColumn("forecast", view?.label ?? "Forecast", .currency),
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

    private func shownTotals(
        _ sums: Table, hasPeriod: Bool, view: ForecastView?, _ context: FunctionContext
    ) -> [Total] {
        var totals = valueColumns(withWon: hasPeriod, view: view).map { column in
            Total(
                column.name, column.name == "won" ? "Won in the period" : column.label, column.unit,
                sums.value(0, column.name))
        }
        if context.schema.has(.closed) {
            totals += [
                Total("overdue_deals", "Overdue deals", .count, sums.value(0, "overdue_deals")),
                Total("overdue_value", "Overdue pipeline", .currency, sums.value(0, "overdue_value")),
            ]
        }
        return totals
    }
}
