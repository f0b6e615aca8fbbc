import Core
import Warehouse

/// A measure by period: bookings unless another is asked for.
struct RevenueTrend: CatalogueFunction {
    let name = "get_revenue_trend"
    let summary = """
        One measure by day, week, month, quarter or year, such as bookings (won amount by close date), won_deals, \
        average_deal_size, win_rate, created_deals or pipeline by expected close date. Periods without a deal are rows too.
        """
    let parameters: [Parameter] =
        [
            .measure("What is followed over time"),
            Parameter("grain", .choice(TimeGrain.allCases.map(\.rawValue)), "Length of the steps", default: "month"),
            .filters, .conditions,
        ] + Parameter.period("twelve months up to the as-of date where both ends are left out")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let measure = try arguments.measure()
        let grain = arguments.string("grain").flatMap(TimeGrain.init) ?? .month
        let isCreated = measure.dateColumn == .created
        guard context.schema.has(isCreated ? .created : .closed) else {
            throw CatalogueError.missingData(
                missing: isCreated ? "created date column" : "close date column",
                available: context.schema.roles.map(\.rawValue))
        }
        try measure.check(context)
        let periods = try await PeriodRows.resolve(arguments, grain, measures: [measure], function: name, context)
        var scope = try arguments.scope(dateColumn: measure.dateColumn)
        scope.from = periods.span.first
        scope.to = periods.span.last
        let rows = MeasuredRows(measures: [measure], context: context)
        let value = measure.expression()
        let query =
            SQL("SELECT \(PeriodSQL.start(of: grain, measure.dateColumn.rawValue, context.fiscal)) AS period_start, ")
            + value + SQL(" AS \(measure.name),\n       count(*) AS deals\nFROM ") + rows.relation + SQL("\nWHERE ")
            + rows.predicate(scope) + SQL("\nGROUP BY 1\nORDER BY 1")
        let total =
            SQL("SELECT ") + value
            + SQL(
                " AS \(measure.name), count(*) AS deals, count(*) FILTER (WHERE amount IS NULL) AS without_amount\nFROM "
            )
            + rows.relation + SQL("\nWHERE ") + rows.predicate(scope)
        let (table, sums) = try await context.warehouse.query(query, total)
        let empty = measure.emptyValue
        // A period without a deal has nought; one whose deals carry no amount has a sum that is not known.
        let shown = periods.filled(periods.named(table.rows, at: 0), empty: [empty, .integer(0)])
        var notes = periods.notes(context) + rows.notes
        if measure.unit == .currency {
            notes += Notes.missing(sums.value(0, "without_amount"), "deal", "an amount", "adds nothing", "add nothing")
        }
        var run = arguments.values
        for (key, value) in periods.arguments { run[key] = value }
        return FunctionResult(
            function: name, arguments: run,
            columns: [
                ResultColumn("period", Names.label(grain.rawValue), .text),
                ResultColumn("period_start", "Starts", .date),
                ResultColumn(measure.name, measure.label, measure.unit),
                ResultColumn("deals", measure.population == .closed ? "Closed deals" : "Deals", .count),
            ],
            rows: shown, totalRowCount: shown.count,
            totals: [
                Total(measure.name, measure.label, measure.unit, sums.value(0, measure.name)),
                Total("deals", "Deals", .count, sums.value(0, "deals")),
            ] + (measure.unit == .currency ? Total.withoutAmount(sums.value(0, "without_amount")) : []),
            sql: [periods.beginning, query, total].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                ["amount", "stage", measure.dateColumn.rawValue] + measure.columns(context) + scope.columns),
            notes: notes)
    }
}
