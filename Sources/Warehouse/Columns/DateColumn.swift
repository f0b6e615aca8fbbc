import Core

/// What the cells of a column of dates say about the order of day and month.
struct DateEvidence: Sendable {
    /// Line of the first cell whose first part is above 12, so that it is the day; and of the second.
    var dayFirstLine: Int?
    var monthFirstLine: Int?
    /// How many cells say the one and the other.
    var dayFirst = 0
    var monthFirst = 0
    /// Cells like `3/4/2026`, that are different days under the two orders.
    var ambiguous = 0
    var firstAmbiguousLine: Int?

    mutating func include(_ text: CellBytes, line: Int) {
        guard case .numeric(let first, let second, let year) = DateText(text) else { return }
        // A day that no order makes possible, 30/02/2026, says nothing about the order.
        switch (
            CalendarDate(year: year, month: second, day: first) != nil,
            CalendarDate(year: year, month: first, day: second) != nil
        ) {
        case (true, false):
            dayFirst += 1
            dayFirstLine = dayFirstLine ?? line
        case (false, true):
            monthFirst += 1
            monthFirstLine = monthFirstLine ?? line
        case (true, true) where first != second:
            ambiguous += 1
            firstAmbiguousLine = firstAmbiguousLine ?? line
        default: break
        }
    }

    enum Verdict: Hashable {
        case decided(DataConfiguration.DateOrder)
        /// No cell leaves the order open.
        case unneeded
        case open
        case contradictory
    }

    /// The order of the great majority, and how many cells of `rows` rows contradict it: at most `maximumShare` of the
    /// rows, and at most a twentieth of those that say the order; nil where there is no such order.
    func majority(rows: Int, maximumShare: Double) -> (order: DataConfiguration.DateOrder, others: Int)? {
        let others = min(dayFirst, monthFirst)
        guard others > 0, Double(others) <= maximumShare * Double(rows), max(dayFirst, monthFirst) / 20 >= others else {
            return nil
        }
        return (dayFirst > monthFirst ? .dayMonthYear : .monthDayYear, others)
    }

    var verdict: Verdict {
        switch (dayFirstLine, monthFirstLine) {
        case (_?, _?): .contradictory
        case (_?, nil): .decided(.dayMonthYear)
        case (nil, _?): .decided(.monthDayYear)
        case (nil, nil): ambiguous > 0 ? .open : .unneeded
        }
    }
}

/// Decides the order of day and month for all date columns of a file.
struct DateOrders {
    /// Order by the index of the column; a column of unambiguous dates has `YMD`.
    private(set) var orders: [Int: DataConfiguration.DateOrder] = [:]
    private(set) var warnings: [Diagnostic] = []

    /// Decides the orders, a configured one before all evidence; cells that it does not fit are rejected later.
    ///
    /// `maximumShare` is the share of the `rows` that may be rejected.
    init(
        _ columns: [(index: Int, header: String, evidence: DateEvidence)], configured: DataConfiguration.DateOrder?,
        rows: Int, maximumShare: Double, file: String
    ) throws(Failure) {
        // A `date_format` of YMD does not say which of the two other parts comes first.
        let wished = configured == .yearMonthDay ? nil : configured
        var errors: [Diagnostic] = []
        var open: [(index: Int, header: String, evidence: DateEvidence)] = []
        var decided: [(header: String, order: DataConfiguration.DateOrder)] = []
        for column in columns {
            switch column.evidence.verdict {
            case .unneeded: orders[column.index] = .yearMonthDay
            case _ where wished != nil: orders[column.index] = wished
            case .decided(let order):
                orders[column.index] = order
                decided.append((column.header, order))
            case .contradictory:
                guard let majority = column.evidence.majority(rows: rows, maximumShare: maximumShare) else {
                    errors.append(DateOrders.contradiction(column.header, column.evidence, file: file))
                    continue
                }
                orders[column.index] = majority.order
                decided.append((column.header, majority.order))
                warnings.append(DateOrders.minority(column.header, majority, column.evidence, file: file))
            case .open: open.append(column)
            }
        }
        for column in open {
            guard let (header, order) = decided.first, decided.allSatisfy({ $0.order == order }) else {
                errors.append(
                    Diagnostic(
                        id: "date.ambiguous",
                        "the dates in column \(column.header) may be month/day/year or day/month/year", file: file,
                        line: column.evidence.firstAmbiguousLine,
                        solution: "Set `data.date_format: MDY` or `DMY` in broadsheet.yml"))
                continue
            }
            orders[column.index] = order
            warnings.append(
                Diagnostic(
                    .warning, id: "date.order-borrowed",
                    "the dates in column \(column.header) are read as \(order.rawValue), as those in column \(header) are",
                    file: file, solution: "Set `data.date_format` where that is wrong"))
        }
        if !errors.isEmpty { throw Failure(.data, errors) }
    }

    private static func contradiction(_ header: String, _ evidence: DateEvidence, file: String) -> Diagnostic {
        let days = evidence.dayFirstLine ?? 0
        let months = evidence.monthFirstLine ?? 0
        return Diagnostic(
            id: "date.contradictory",
            "column \(header) has the day first on line \(days) and the month first on line \(months)", file: file,
            line: min(days, months),
            solution: "Correct one of the two lines, or set `data.date_format: MDY` or `DMY`")
    }

    private static func minority(
        _ header: String, _ majority: (order: DataConfiguration.DateOrder, others: Int), _ evidence: DateEvidence,
        file: String
    ) -> Diagnostic {
        let line = majority.order == .dayMonthYear ? evidence.monthFirstLine : evidence.dayFirstLine
        let rows = majority.others == 1 ? "1 row that does not fit is" : "\(majority.others) rows that do not fit are"
        return Diagnostic(
            .warning, id: "date.order-majority",
            "the dates in column \(header) are read as \(majority.order.rawValue); \(rows) left out", file: file,
            line: line, solution: "Set `data.date_format` where that is wrong, or correct the rows")
    }
}
