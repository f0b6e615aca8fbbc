import Core
import Warehouse

/// The periods of a trend: the span that was asked for, cut to what the data know of, and its steps.
struct PeriodRows: Sendable {
    let grain: TimeGrain
    let fiscal: FiscalCalendar
    /// As asked for, before it was cut.
    let asked: DateSpan
    let span: DateSpan
    let periods: [DateSpan]
    /// The first day that the data know of.
    let dataBegin: CalendarDate?
    /// The query for it.
    let beginning: SQL
    private let isFromGiven: Bool

    /// Works out the span of `from` and `to` for measures of one date column.
    ///
    /// By default it is the last twelve periods that have begun (days: 30, quarters: 8, years: 5); for measures of open
    /// deals, whose close dates lie ahead, the next twelve, that of the as-of date among them.
    ///
    /// - Throws: `CatalogueError.noFigure` where it lies before the data begin, `invalidArgument` for more than 1000 steps.
    static func resolve(
        _ arguments: Arguments, _ grain: TimeGrain, measures: [Measure], function: String, _ context: FunctionContext
    ) async throws -> PeriodRows {
        let fiscal = context.fiscal
        let dateColumn = measures.first?.dateColumn ?? .closed
        let looksAhead = measures.allSatisfy { $0.population == .open }
        // Of open deals all is known, however far back their dates lie.
        let isOpen = measures.allSatisfy { $0.outcomes == [.open] }
        let count = grain == .day ? 30 : grain == .year ? 5 : grain == .quarter ? 8 : 12
        let current = fiscal.span(of: grain, containing: context.asOf)
        let ahead = fiscal.shifted(current, grain: grain, by: count - 1).last
        let from = try arguments.date("from")
        let to = try arguments.date("to") ?? (looksAhead ? max(ahead, from ?? ahead) : context.asOf)
        let asked: DateSpan
        if let from {
            guard from <= to else {
                throw CatalogueError.invalidArgument(
                    function: function, argument: "from", problem: "lies after the last day", nearest: nil)
            }
            asked = DateSpan(from, to)
        } else if looksAhead, current.first <= to {
            asked = DateSpan(current.first, to)
        } else {
            let last = fiscal.span(of: grain, containing: to)
            asked = DateSpan(fiscal.shifted(last, grain: grain, by: 1 - count).first, to)
        }
        let closed =
            dateColumn == .created ? "" : "\nWHERE outcome " + (isOpen ? "= 'open'" : "IN ('won', 'lost')")
        let beginning = SQL("SELECT min(\(dateColumn.rawValue)) AS beginning\nFROM opportunities\(closed)")
        let dataBegin = try await context.warehouse.query(beginning).value(0, "beginning").date
        if let dataBegin, asked.last < dataBegin, !isOpen {
            throw CatalogueError.noFigure(reason: "the data begin on \(dataBegin): nothing is known of a time before")
        }
        var span = asked
        // A period of which nothing is known is not one of zero.
        if !isOpen, let first = dataBegin.map({ fiscal.span(of: grain, containing: $0).first }),
            first > asked.first,
            first <= asked.last
        {
            span = DateSpan(first, asked.last)
        }
        var periods: [DateSpan] = []
        var period = fiscal.span(of: grain, containing: span.first)
        while period.first <= span.last {
            periods.append(period)
            period = fiscal.shifted(period, grain: grain, by: 1)
            guard periods.count <= 1000 else {
                throw CatalogueError.invalidArgument(
                    function: function, argument: "grain", problem: "gives more than 1000 steps; take a longer one",
                    nearest: nil)
            }
        }
        return PeriodRows(
            grain: grain, fiscal: fiscal, asked: asked, span: span, periods: periods,
            dataBegin: isOpen ? nil : dataBegin, beginning: beginning, isFromGiven: from != nil)
    }

    /// Puts the period's name before its first day, which is the cell at `index`.
    func named(_ rows: [[Value]], at index: Int) -> [[Value]] {
        rows.map { row in
            guard row.indices.contains(index) else { return row }
            let name = row[index].date.map { fiscal.name(of: grain, startingOn: $0) } ?? notSet
            return Array(row[..<index]) + [.text(name)] + row[index...]
        }
    }

    /// Every period in order: rows as `named` gives them without a dimension, and `empty` cells where there is none.
    func filled(_ rows: [[Value]], empty: [Value]) -> [[Value]] {
        var found: [CalendarDate: [Value]] = [:]
        for row in rows where row.indices.contains(1) {
            if let start = row[1].date { found[start] = Array(row.dropFirst(2)) }
        }
        return periods.map { period in
            [.text(fiscal.name(of: grain, startingOn: period.first)), .date(period.first)]
                + (found[period.first] ?? empty)
        }
    }

    /// The arguments as run.
    var arguments: [String: JSON] {
        // A period that was asked for by name keeps its name, though the data begin within it.
        var arguments: [String: JSON] = [
            "from": .string((isFromGiven ? asked : span).first.description), "to": .string(span.last.description),
        ]
        if let dataBegin, dataBegin > asked.first { arguments["data_begin"] = .string(dataBegin.description) }
        return arguments
    }

    func notes(_ context: FunctionContext) -> [String] {
        var notes: [String] = []
        if let dataBegin, dataBegin > asked.first {
            notes.append("The data begin on \(dataBegin): there is nothing to count before.")
        }
        if let last = periods.last, context.asOf < last.last, last.contains(context.asOf), grain != .day {
            let name = fiscal.name(of: grain, startingOn: last.first)
            notes.append("\(name) is not over: it holds what is there up to the as-of date.")
        }
        return notes
    }
}
