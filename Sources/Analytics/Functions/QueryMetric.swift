import Core
import Warehouse

/// Measures by dimensions and time: what no named function answers.
struct QueryMetric: CatalogueFunction {
    let name = "query_metric"
    let summary = """
        The general function, for what no other one answers: one to six measures by up to three dimensions and a time grain, \
        with filters, bounds on groups, order and limit. \(Measure.glossary)
        """
    let parameters: [Parameter] =
        [
            Parameter("measures", .measures(1...6), "What is measured; at least one"),
            Parameter("dimensions", .dimensions(0...3), "What the measures are broken down by", default: []),
            Parameter(
                "grain", .choice(TimeGrain.allCases.map(\.rawValue)),
                "Also by period of this length; periods without a deal are rows too where there is no dimension"),
            Parameter("having", .bounds, "Keep only groups whose measure is within the bound", default: []),
            Parameter(
                "order_by", .choice(Measure.names + ["dimension", "period"]),
                "What the rows are ordered by; the first measure, or the period where there is a grain"),
            .order, .limit(50), .filters, .conditions,
        ] + Parameter.period("by the date of each measure")

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let names = arguments.texts("measures")
        guard !names.isEmpty else { throw invalid("measures", "is needed") }
        let measures = try names.map { try arguments.measure(named: $0, argument: "measures") }
        for measure in measures { try measure.check(context) }
        let plan = MetricPlan(
            measures: measures, dimensions: arguments.texts("dimensions").compactMap(context.schema.dimension),
            grain: arguments.string("grain").flatMap(TimeGrain.init))
        let dateColumns = Set(measures.map(\.dateColumn))
        if plan.grain != nil, dateColumns.count > 1 {
            let byCreated = measures.filter { $0.dateColumn == .created }.map(\.name).joined(separator: ", ")
            throw invalid(
                "grain", "cannot be shared: \(byCreated) is about the created date, the others the close date")
        }
        for column in dateColumns
        where plan.grain != nil || arguments.string("from") != nil || arguments.string("to") != nil {
            try column.require(in: context.schema)
        }
        let order = try self.order(arguments, plan)
        var scope = try arguments.scope(dateColumn: measures.first?.dateColumn ?? .closed)
        var span: PeriodRows?
        if let grain = plan.grain {
            let rows = try await PeriodRows.resolve(
                arguments, grain, measures: measures, function: name, context)
            scope.from = rows.span.first
            scope.to = rows.span.last
            span = rows
        }
        let rows = MeasuredRows(measures: measures, context: context)
        let limit = arguments.integer("limit") ?? 50
        let isFilled = span != nil && plan.dimensions.isEmpty
        let bounds = try self.bounds(arguments, measures)
        let grouped = plan.statement(
            rows, scope, having: bounds, order: order, limit: isFilled ? nil : limit, keepsEmpty: isFilled,
            fiscal: context.fiscal)
        let total = plan.totals(rows, scope)
        let (table, sums) = try await context.warehouse.query(grouped, total)
        var shown = table.rows.map { Array($0.dropLast()) }
        var count = table.rows.first?.last?.integer ?? 0
        if plan.groupCount == 0, count == 0, bounds.text.isEmpty {
            // Without a breakdown the result is one row, whatever is in scope.
            shown = [measures.map { total -> Value in sums.value(0, total.name) }]
            count = 1
        }
        if let span { shown = span.named(shown, at: plan.dimensions.count) }
        if let span, isFilled {
            if bounds.text.isEmpty { shown = span.filled(shown, empty: measures.map(\.emptyValue)) }
            if order.isReversedPeriod { shown.reverse() }
            count = shown.count
            if arguments.isGiven("limit") { shown = Array(shown.prefix(limit)) }
        }
        shown = shown.map { row in
            row.enumerated().map { $0.offset < plan.dimensions.count ? $0.element.orNotSet : $0.element }
        }
        var run = arguments.values
        for (key, value) in span?.arguments ?? [:] { run[key] = value }
        let withoutAmount = sums.value(0, "without_amount")
        return FunctionResult(
            function: name, arguments: run, columns: plan.columns, rows: shown, totalRowCount: count,
            totals: measures.map { Total($0.name, $0.label, $0.unit, sums.value(0, $0.name)) }
                + Total.withoutAmount(withoutAmount),
            sql: ([span?.beginning].compactMap(\.self) + [grouped, total]).map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                measures.flatMap { $0.columns(context) } + plan.dimensions.map(\.id) + scope.columns),
            notes: (span?.notes(context) ?? []) + rows.notes
                + Notes.missing(withoutAmount, "opportunity", "an amount", "adds nothing", "add nothing"))
    }

    private func bounds(_ arguments: Arguments, _ measures: [Measure]) throws -> SQL {
        var parts: [SQL] = []
        for item in arguments.values["having"]?.array ?? [] {
            guard let object = item.object, let measure = object["measure"]?.string,
                let comparison = object["operator"]?.string.flatMap(Condition.Operator.init),
                let value = object["value"]?.decimal
            else { continue }
            guard measures.contains(where: { $0.name == measure }) else {
                throw invalid("having", "bounds \(measure), which is not one of the measures")
            }
            parts.append(SQL("\(SQL.identifier(measure)) \(comparison.sql) ?", [.decimal(value)]))
        }
        guard let first = parts.first else { return SQL("") }
        return parts.dropFirst().reduce(first) { $0 + SQL(" AND ") + $1 }
    }

    private func order(_ arguments: Arguments, _ plan: MetricPlan) throws -> MetricPlan.Order {
        let chosen = arguments.string("order_by")
        let isDescending = arguments.string("order") != "lowest"
        switch chosen {
        case nil: return plan.grain == nil ? .measure(plan.measures[0].name, isDescending) : .period(false)
        case "period":
            guard plan.grain != nil else { throw invalid("order_by", "is period, but there is no grain") }
            // Time runs forward unless the highest, the newest, are asked for.
            return .period(arguments.isGiven("order") && isDescending)
        case "dimension":
            guard !plan.dimensions.isEmpty else { throw invalid("order_by", "is dimension, but there is none") }
            return .dimension(arguments.isGiven("order") && isDescending)
        case let name?:
            guard plan.measures.contains(where: { $0.name == name }) else {
                throw invalid("order_by", "is \(name), which is not one of the measures")
            }
            return .measure(name, isDescending)
        }
    }

    private func invalid(_ argument: String, _ problem: String) -> CatalogueError {
        .invalidArgument(function: name, argument: argument, problem: problem, nearest: nil)
    }
}
