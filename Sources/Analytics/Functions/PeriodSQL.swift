import Core

/// Dates cut to the start of their period, in SQL that DuckDB and PostgreSQL both understand.
enum PeriodSQL {
    /// The first day of the period of `column`; quarters and years are those of the fiscal calendar.
    static func start(of grain: TimeGrain, _ column: String, _ fiscal: FiscalCalendar) -> String {
        switch grain {
        case .day: return column
        case .week: return "CAST(date_trunc('week', \(column)) AS DATE)"
        case .month: return "CAST(date_trunc('month', \(column)) AS DATE)"
        case .quarter: return shifted("quarter", column, months: (fiscal.startMonth - 1) % 3)
        case .year: return shifted("year", column, months: fiscal.startMonth - 1)
        }
    }

    // Months are taken from the first of the month: from its 31st, "minus one month" would be clamped.
    private static func shifted(_ unit: String, _ column: String, months: Int) -> String {
        guard months > 0 else { return "CAST(date_trunc('\(unit)', \(column)) AS DATE)" }
        let interval = "INTERVAL '\(months)' MONTH"
        return "CAST(date_trunc('\(unit)', date_trunc('month', \(column)) - \(interval)) + \(interval) AS DATE)"
    }
}
