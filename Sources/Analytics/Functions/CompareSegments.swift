import Core
import Warehouse

/// Any measure by any dimension, also against the period before.
struct CompareSegments: CatalogueFunction {
    let name = "compare_segments"
    let summary = """
        One measure by the values of one dimension, largest first; filters on the dimension put two values side by side; with \
        a period and compare also against the period before. \(Measure.glossary)
        """
    let parameters: [Parameter] =
        [
            .measure("What is compared"), .dimension("The dimension that is compared"),
            Parameter(
                "compare", .choice(PreviousPeriod.choices),
                "Add the value of the period before from and to, or of a year before"),
            .limit(50), .order, .filters, .conditions,
        ] + Parameter.period("by close date, the expected one of open deals")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let measure = try arguments.measure()
        guard let dimension = arguments.dimension("dimension") else {
            throw invalid("dimension", "is needed")
        }
        try measure.check(context)
        var scope = try arguments.scope(dateColumn: measure.dateColumn)
        let before = try previousScope(arguments, scope, context)
        // An open end would hold more days than the period it is compared with.
        if before != nil, let span = try arguments.span(context) { scope.to = span.last }
        let rows = MeasuredRows(measures: [measure], context: context)
        let limit = arguments.integer("limit") ?? 50
        let table: Table
        let sums: Table
        let statements: [SQL]
        var begin: DataBegin?
        if let before {
            let change = MeasureChange(rows: rows, measure: measure, current: scope, previous: before)
            let grouped = change.statement(
                dimension: dimension, order: "\(SQL.identifier(measure.name)) \(arguments.direction)", limit: limit)
            let total = change.statement()
            async let tables = context.warehouse.query(grouped, total)
            if let from = before.from, let to = before.to {
                begin = try await DataBegin.check(DateSpan(from, to), measure, context)
            }
            (table, sums) = try await tables
            statements = [grouped, total]
        } else {
            let column = SQL.identifier(dimension.id)
            let grouped =
                SQL("SELECT *, count(*) OVER () AS group_count\nFROM (SELECT \(column), ") + measure.expression()
                + SQL(" AS \(measure.name), count(*) AS opportunities\nFROM ") + rows.relation + SQL("\nWHERE ")
                + rows.predicate(scope)
                + SQL(
                    """

                    GROUP BY \(column)) AS grouped
                    WHERE \(measure.name) IS NOT NULL
                    ORDER BY \(measure.name) \(arguments.direction), \(column) NULLS LAST
                    LIMIT \(limit)
                    """)
            let total =
                SQL("SELECT ") + measure.expression()
                + SQL(
                    """
                     AS \(measure.name), count(*) AS opportunities,
                           count(*) FILTER (WHERE amount IS NULL) AS without_amount
                    FROM 
                    """) + rows.relation + SQL("\nWHERE ") + rows.predicate(scope)
            (table, sums) = try await context.warehouse.query(grouped, total)
            statements = [grouped, total]
        }
        guard !table.rows.isEmpty else {
            throw CatalogueError.noFigure(
                reason: "no opportunity in question has what \(measure.label.lowercased()) needs")
        }
        let isAmount = measure.unit == .currency
        let without = isAmount ? sums.value(0, "without_amount") : .null
        var run = arguments.values
        if let from = before?.from, let to = before?.to {
            run["to"] = scope.to.map { .string($0.description) }
            run["previous_from"] = .string(from.description)
            run["previous_to"] = .string(to.description)
        }
        return FunctionResult(
            function: name, arguments: run,
            columns: [
                ResultColumn(dimension.id, dimension.label, .text),
                ResultColumn(measure.name, measure.label, measure.unit),
            ]
                + (before == nil
                    ? []
                    : [
                        ResultColumn("previous", "Period before", measure.unit),
                        ResultColumn("change", "Change", measure.unit),
                    ]) + [ResultColumn("opportunities", "Opportunities", .count)],
            rows: table.rows.map { Array($0.dropLast()).withNamedGroup },
            totalRowCount: table.rows.first?.last?.integer ?? 0,
            totals: [Total(measure.name, measure.label, measure.unit, sums.value(0, measure.name))]
                + (before == nil
                    ? []
                    : [
                        Total("previous", "Period before", measure.unit, sums.value(0, "previous")),
                        Total("change", "Change", measure.unit, sums.value(0, "change")),
                    ])
                + [Total("opportunities", "Opportunities", .count, sums.value(0, "opportunities"))]
                + Total.withoutAmount(without),
            sql: ([begin?.query].compactMap(\.self) + statements).map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(["amount", dimension.id] + measure.columns(context) + scope.columns),
            notes: (begin?.notes ?? []) + rows.notes
                + Notes.missing(without, "opportunity", "an amount", "adds nothing", "add nothing"))
    }

    /// The scope of the period before; nil where none is to be compared with.
    private func previousScope(
        _ arguments: Arguments, _ scope: Scope, _ context: FunctionContext
    ) throws -> Scope? {
        guard let compare = arguments.string("compare").flatMap(PreviousPeriod.init) else { return nil }
        guard let span = try arguments.span(context) else {
            throw invalid("compare", "needs from: the period whose predecessor is meant")
        }
        let before = compare.span(before: span, context.fiscal)
        var scope = scope
        scope.from = before.first
        scope.to = before.last
        return scope
    }

    private func invalid(_ argument: String, _ problem: String) -> CatalogueError {
        .invalidArgument(function: name, argument: argument, problem: problem, nearest: nil)
    }
}
