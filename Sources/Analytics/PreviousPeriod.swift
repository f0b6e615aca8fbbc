import Core
import Warehouse

/// The period that another one is compared with.
enum PreviousPeriod: String, CaseIterable, Sendable {
    case previous
    case previousYear = "previous_year"

    /// The choices of argument `compare`.
    static let choices = allCases.map(\.rawValue)

    func span(before span: DateSpan, _ fiscal: FiscalCalendar) -> DateSpan {
        switch self {
        case .previous: PreviousPeriod.preceding(span, fiscal)
        case .previousYear: PreviousPeriod.yearBefore(span)
        }
    }

    /// A whole period is compared with the whole one before it, a period to date with as many days of the one before, any
    /// other span with as many days just before it.
    private static func preceding(_ span: DateSpan, _ fiscal: FiscalCalendar) -> DateSpan {
        for grain in [TimeGrain.year, .quarter, .month, .week]
        where fiscal.span(of: grain, containing: span.first) == span {
            return fiscal.shifted(span, grain: grain, by: -1)
        }
        if span.first.day == 1, span.last.adding(days: 1).day == 1 {
            let after = span.last.adding(days: 1)
            let months = (after.year - span.first.year) * 12 + after.month - span.first.month
            return DateSpan(span.first.adding(months: -months), span.first.adding(days: -1))
        }
        for grain in [TimeGrain.week, .month, .quarter, .year] {
            let whole = fiscal.span(of: grain, containing: span.first)
            guard whole.first == span.first, span.last <= whole.last else { continue }
            let before = fiscal.shifted(whole, grain: grain, by: -1)
            return DateSpan(before.first, min(before.first.adding(days: span.days - 1), before.last))
        }
        return DateSpan(span.first.adding(days: -span.days), span.first.adding(days: -1))
    }

    private static func yearBefore(_ span: DateSpan) -> DateSpan {
        func earlier(_ day: CalendarDate) -> CalendarDate {
            // From the first of a month the same day of the year before is always there; the last day stays the last one.
            let first = day.startOfMonth.adding(months: -12)
            let isLast = day.adding(days: 1).day == 1
            let last = first.adding(months: 1).adding(days: -1)
            return isLast ? last : min(first.adding(days: day.day - 1), last)
        }
        return DateSpan(earlier(span.first), earlier(span.last))
    }
}

/// Whether the data reach back to a period that is compared with.
struct DataBegin {
    /// The query for the first day that the data know of.
    let query: SQL
    /// What to tell the reader; empty where the whole period is known.
    let notes: [String]

    /// - Throws: `CatalogueError.noFigure` where nothing is known of the period: its nought would be no figure.
    static func check(_ before: DateSpan, _ measure: Measure, _ context: FunctionContext) async throws -> DataBegin {
        let column = measure.dateColumn.rawValue
        let outcomes = measure.dateColumn == .created ? "" : "\nWHERE outcome IN ('won', 'lost')"
        let query = SQL("SELECT min(\(column)) AS beginning\nFROM opportunities\(outcomes)")
        guard measure.population != .open, measure.population != .overdue,
            let first = try await context.warehouse.query(query).value(0, "beginning").date, first > before.first
        else { return DataBegin(query: query, notes: []) }
        guard first <= before.last else {
            throw CatalogueError.noFigure(
                reason:
                    "the data begin on \(first): nothing is known of \(before.first) to \(before.last), which would be compared with"
            )
        }
        return DataBegin(
            query: query,
            notes: ["The data begin on \(first), within the period that is compared with: the change is too large."])
    }
}

extension Arguments {
    /// The span of `from` and `to`, which ends with the as-of date where `to` is left out; nil without `from`.
    func span(_ context: FunctionContext) throws -> DateSpan? {
        guard let from = try date("from") else { return nil }
        let to = try date("to") ?? max(context.asOf, from)
        return DateSpan(from, to)
    }
}
