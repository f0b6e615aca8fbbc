import Core
import Warehouse

/// What changed from one period to the next, in all or by a dimension.
struct PeriodChange: CatalogueFunction {
    let name = "get_period_change"
    let summary = """
        One measure in a period beside the same measure in the period before (or a year before), with the change and its rate; \
        by a dimension what moved most comes first.
        """
    let parameters: [Parameter] =
        [
            .measure("What is compared"),
            Parameter(
                "compare", .choice(PreviousPeriod.choices), "Which period it is compared with",
                default: "previous"),
            .dimension("Break the change down by this dimension"), .limit(50), .filters, .conditions,
        ] + Parameter.period("the current period; from is needed, to is the as-of date where left out")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let measure = try arguments.measure()
        guard let span = try arguments.span(context) else {
            throw CatalogueError.invalidArgument(
                function: name, argument: "from", problem: "is needed: the first day of the period", nearest: nil)
        }
        try measure.check(context)
        let compare = arguments.string("compare").flatMap(PreviousPeriod.init) ?? .previous
        let before = compare.span(before: span, context.fiscal)
        var current = try arguments.scope(dateColumn: measure.dateColumn)
        (current.from, current.to) = (span.first, span.last)
        var previous = current
        (previous.from, previous.to) = (before.first, before.last)
        let rows = MeasuredRows(measures: [measure], context: context)
        let change = MeasureChange(rows: rows, measure: measure, current: current, previous: previous)
        let total = change.statement()
        let dimension = arguments.dimension("dimension")
        let grouped = dimension.map {
            change.statement(dimension: $0, order: "abs(change) DESC", limit: arguments.integer("limit") ?? 50)
        }
        async let tables = context.warehouse.query(total, grouped)
        let begin = try await DataBegin.check(before, measure, context)
        let (sums, groups) = try await tables
        let statements = [begin.query, total, grouped].compactMap(\.self)
        var shown = [cells(sums.rows.first ?? [], measure)]
        var count = 1
        if let groups {
            count = groups.rows.first?.last?.integer ?? 0
            shown = groups.rows.map { row in
                [(row.first ?? .null).orNotSet] + cells(Array(row.dropFirst()), measure)
            }
        }
        let values = [
            ResultColumn("current", measure.label, measure.unit),
            ResultColumn("previous", "Period before", measure.unit), ResultColumn("change", "Change", measure.unit),
            ResultColumn("change_rate", "Change in percent", .percent),
        ]
        let without = measure.unit == .currency ? sums.value(0, "without_amount") : .null
        var run = arguments.values
        run["from"] = .string(span.first.description)
        run["to"] = .string(span.last.description)
        run["previous_from"] = .string(before.first.description)
        run["previous_to"] = .string(before.last.description)
        return FunctionResult(
            function: name, arguments: run,
            columns: (dimension.map { [ResultColumn($0.id, $0.label, .text)] } ?? []) + values, rows: shown,
            totalRowCount: count,
            totals: zip(values, cells(sums.rows.first ?? [], measure)).map { Total($0.name, $0.label, $0.unit, $1) }
                + Total.withoutAmount(without),
            sql: statements.map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                measure.columns(context) + [measure.dateColumn.rawValue] + current.columns
                    + (dimension.map { [$0.id] } ?? [])),
            notes: begin.notes + rows.notes
                + Notes.missing(without, "opportunity", "an amount", "adds nothing", "add nothing"))
    }

    /// Current, previous, change and its rate, of a row that begins with the first three.
    private func cells(_ row: [Value], _ measure: Measure) -> [Value] {
        let values = Array(row.prefix(3)) + Array(repeating: Value.null, count: max(0, 3 - row.count))
        guard measure.unit != .percent, let change = values[2].double, let previous = values[1].double, previous != 0
        else { return values + [.null] }
        return values + [.number(change / abs(previous))]
    }
}
