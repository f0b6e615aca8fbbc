import Core
import Warehouse

/// A measure by period: bookings unless another is asked for.
struct RevenueTrend: CatalogueFunction {
    let name = "get_revenue_trend"
    let summary = """
        A measure by day, week, month, quarter or year: bookings (won amount by close date), won_deals, average_deal_size, \
        win_rate (all by close date), or created_deals and created_value (by created date). Periods without a deal are rows \
        too.
        """
    static let measures = ["bookings", "won_deals", "average_deal_size", "win_rate", "created_deals", "created_value"]
    let parameters: [Parameter] =
        [
            Parameter("measure", .choice(measures), "What is followed over time", default: "bookings"),
            Parameter("grain", .choice(TimeGrain.allCases.map(\.rawValue)), "Length of the steps", default: "month"),
            .filters, .conditions,
        ] + Parameter.period("twelve months up to the as-of date where both ends are left out")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let measure = try arguments.measure()
        let grain = arguments.string("grain").flatMap(TimeGrain.init) ?? .month
        let isCreated = measure.name.hasPrefix("created")
        let role: Role = isCreated ? .created : .closed
        guard context.schema.has(role) else {
            throw CatalogueError.missingData(
                missing: isCreated ? "created date column" : "close date column",
                available: context.schema.roles.map(\.rawValue))
        }
        var scope = try arguments.scope(
            outcomes: measure.outcomes,
            dateColumn: isCreated ? .created : .closed)
        let asked = try self.span(arguments, grain, context)
        let (beginning, dataBegin) = try await self.dataBegin(scope, context)
        if let dataBegin, asked.last < dataBegin {
            throw CatalogueError.noFigure(reason: "the data begin on \(dataBegin): nothing is known of a time before")
        }
        let span = clipped(asked, grain, dataBegin, context.fiscal)
        scope.from = span.first
        scope.to = span.last
        let periods = try self.periods(span, grain, context.fiscal)
        let column = scope.dateColumn.rawValue
        let value = measure.expression
        let query =
            SQL(
                """
                SELECT \(PeriodSQL.start(of: grain, column, context.fiscal)) AS period_start, \(value) AS \(measure.name),
                       count(*) AS deals
                FROM opportunities
                WHERE 
                """) + scope.predicate + SQL("\nGROUP BY 1\nORDER BY 1 NULLS LAST")
        let total =
            SQL(
                "SELECT \(value) AS \(measure.name), count(*) AS deals, count(*) FILTER (WHERE amount IS NULL) AS without_amount\nFROM opportunities\nWHERE "
            ) + scope.predicate
        let table = try await context.warehouse.query(query)
        let sums = try await context.warehouse.query(total)
        var found: [CalendarDate: [Value]] = [:]
        for row in table.rows {
            if let start = row.first?.date { found[start] = Array(row.dropFirst()) }
        }
        let empty: Value = measure.name == "win_rate" || measure.name == "average_deal_size" ? .null : .integer(0)
        let rows: [[Value]] = periods.map { period in
            let name = Value.text(context.fiscal.name(of: grain, startingOn: period.first))
            let cells = found[period.first] ?? [empty, .integer(0)]
            return [name, .date(period.first), (cells.first ?? .null).isNull ? empty : cells[0]] + cells.dropFirst()
        }
        var notes: [String] = []
        if let dataBegin, dataBegin > asked.first {
            notes.append("The data begin on \(dataBegin): there is nothing to count before.")
        }
        if let last = periods.last, context.asOf < last.last, last.contains(context.asOf), grain != .day {
            notes.append(
                "\(context.fiscal.name(of: grain, startingOn: last.first)) is not over: it holds what is there up to the as-of date."
            )
        }
        if measure.unit == .currency {
            notes += Notes.missing(sums.value(0, "without_amount"), "deal", "an amount", "adds nothing", "add nothing")
        }
        var run = arguments.values
        // A period that was asked for by name keeps its name, though the data begin within it.
        run["from"] = .string((try arguments.date("from") ?? span.first).description)
        run["to"] = .string(span.last.description)
        if let dataBegin, dataBegin > asked.first { run["data_begin"] = .string(dataBegin.description) }
        return FunctionResult(
            function: name, arguments: run,
            columns: [
                ResultColumn("period", Names.label(grain.rawValue), .text),
                ResultColumn("period_start", "Starts", .date),
                ResultColumn(measure.name, measure.label, measure.unit),
                ResultColumn("deals", measure.name == "win_rate" ? "Closed deals" : "Deals", .count),
            ],
            rows: rows, totalRowCount: rows.count,
            totals: [
                Total(
                    measure.name, measure.label, measure.unit,
                    sums.value(0, measure.name).isNull ? empty : sums.value(0, measure.name)),
                Total("deals", "Deals", .count, sums.value(0, "deals")),
            ] + (measure.unit == .currency ? Total.withoutAmount(sums.value(0, "without_amount")) : []),
            sql: [beginning, query, total].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(["amount", "stage", column] + scope.columns), notes: notes)
    }

    /// The days asked for; by default the last twelve periods that have begun (days: 30, years: 5).
    private func span(_ arguments: Arguments, _ grain: TimeGrain, _ context: FunctionContext) throws -> DateSpan {
        let to = try arguments.date("to") ?? context.asOf
        if let from = try arguments.date("from") {
            guard from <= to else {
                throw CatalogueError.invalidArgument(
                    function: name, argument: "from", problem: "lies after the last day", nearest: nil)
            }
            return DateSpan(from, to)
        }
        let count = grain == .day ? 30 : grain == .year ? 5 : grain == .quarter ? 8 : 12
        let last = context.fiscal.span(of: grain, containing: to)
        return DateSpan(context.fiscal.shifted(last, grain: grain, by: 1 - count).first, to)
    }

    /// The first day that the data know of, and the query for it.
    private func dataBegin(_ scope: Scope, _ context: FunctionContext) async throws -> (SQL, CalendarDate?) {
        let closed = scope.dateColumn == .closed ? "\nWHERE outcome IN ('won', 'lost')" : ""
        let query = SQL("SELECT min(\(scope.dateColumn.rawValue)) AS beginning\nFROM opportunities\(closed)")
        return (query, try await context.warehouse.query(query).value(0, "beginning").date)
    }

    /// The span without the periods before the data begin: a period of which nothing is known is not one of zero.
    private func clipped(_ span: DateSpan, _ grain: TimeGrain, _ day: CalendarDate?, _ fiscal: FiscalCalendar)
        -> DateSpan
    {
        guard let first = day.map({ fiscal.span(of: grain, containing: $0).first }), first > span.first,
            first <= span.last
        else { return span }
        return DateSpan(first, span.last)
    }

    /// Every period that the span touches, in order.
    private func periods(_ span: DateSpan, _ grain: TimeGrain, _ fiscal: FiscalCalendar) throws -> [DateSpan] {
        var periods: [DateSpan] = []
        var period = fiscal.span(of: grain, containing: span.first)
        while period.first <= span.last {
            periods.append(period)
            period = fiscal.shifted(period, grain: grain, by: 1)
            guard periods.count <= 1000 else {
                throw CatalogueError.invalidArgument(
                    function: name, argument: "grain", problem: "gives more than 1000 steps; take a longer one",
                    nearest: nil)
            }
        }
        return periods
    }
}
