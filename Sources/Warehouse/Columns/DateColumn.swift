import Core

/// What the cells of a column of dates say about the order of day and month.
struct DateEvidence: Sendable {
    /// Line of the first cell whose first part is above 12, so that it is the day; and of the second.
    var dayFirstLine: Int?
    var monthFirstLine: Int?
    /// Cells like `3/4/2026`, that are different days under the two orders.
    var ambiguous = 0
    var firstAmbiguousLine: Int?

    mutating func include(_ text: CellBytes, line: Int) {
        guard case .numeric(let first, let second, _) = DateText(text) else { return }
        if first > 12 {
            dayFirstLine = dayFirstLine ?? line
        } else if second > 12 {
            monthFirstLine = monthFirstLine ?? line
        } else if first != second {
            ambiguous += 1
            firstAmbiguousLine = firstAmbiguousLine ?? line
        }
    }

    enum Verdict: Hashable {
        case decided(DataConfiguration.DateOrder)
        /// No cell leaves the order open.
        case unneeded
        case open
        case contradictory
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

    init(
        _ columns: [(index: Int, header: String, evidence: DateEvidence)], configured: DataConfiguration.DateOrder?,
        file: String
    ) throws(Failure) {
        // A `date_format` of YMD does not say which of the two other parts comes first.
        let wished = configured == .yearMonthDay ? nil : configured
        var errors: [Diagnostic] = []
        let decided = columns.compactMap { column -> (String, DataConfiguration.DateOrder)? in
            if case .decided(let order) = column.evidence.verdict { (column.header, order) } else { nil }
        }
        for column in columns {
            switch column.evidence.verdict {
            case .decided(let order): orders[column.index] = order
            case .unneeded: orders[column.index] = .yearMonthDay
            case .contradictory:
                if let wished {
                    orders[column.index] = wished
                } else {
                    let days = column.evidence.dayFirstLine ?? 0
                    let months = column.evidence.monthFirstLine ?? 0
                    errors.append(
                        Diagnostic(
                            id: "date.contradictory",
                            "column \(column.header) has the day first on line \(days) and the month first on line \(months)",
                            file: file, line: min(days, months),
                            solution: "Correct one of the two lines, or set `data.date_format: MDY` or `DMY`"))
                }
            case .open:
                if let wished {
                    orders[column.index] = wished
                } else if let (header, order) = decided.first, decided.allSatisfy({ $0.1 == order }) {
                    orders[column.index] = order
                    warnings.append(
                        Diagnostic(
                            .warning, id: "date.order-borrowed",
                            "the dates in column \(column.header) are read as \(order.rawValue), as those in column \(header) are",
                            file: file, solution: "Set `data.date_format` where that is wrong"))
                } else {
                    errors.append(
                        Diagnostic(
                            id: "date.ambiguous",
                            "the dates in column \(column.header) may be month/day/year or day/month/year", file: file,
                            line: column.evidence.firstAmbiguousLine,
                            solution: "Set `data.date_format: MDY` or `DMY` in broadsheet.yml"))
                }
            }
        }
        if !errors.isEmpty { throw Failure(.data, errors) }
    }
}
