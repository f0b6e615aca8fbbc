/// A stretch of days, both ends included.
package struct DateSpan: Hashable, Sendable, Codable {
    package var first: CalendarDate
    package var last: CalendarDate

    package init(_ first: CalendarDate, _ last: CalendarDate) {
        self.first = first
        self.last = last
    }

    package var days: Int { last.days(since: first) + 1 }

    package func contains(_ day: CalendarDate) -> Bool { first <= day && day <= last }
}

extension CalendarDate: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CalendarDate(iso: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date: \(text)")
        }
        self = date
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The size of the steps of a trend.
package enum TimeGrain: String, CaseIterable, Sendable, Codable {
    case day, week, month, quarter, year
}

/// Quarters and years of a portal: calendar ones, or fiscal ones that start in another month.
///
/// A fiscal year is named after the calendar year in which it ends; months are never fiscal; weeks start on Monday.
package struct FiscalCalendar: Hashable, Sendable {
    /// 1...12; 1 is the calendar year.
    package let startMonth: Int

    package init(startMonth: Int = 1) {
        self.startMonth = (1...12).contains(startMonth) ? startMonth : 1
    }

    package var isFiscal: Bool { startMonth != 1 }

    /// The whole period of the given grain that holds `day`.
    package func span(of grain: TimeGrain, containing day: CalendarDate) -> DateSpan {
        switch grain {
        case .day: return DateSpan(day, day)
        case .week:
            let monday = day.adding(days: 1 - day.weekday)
            return DateSpan(monday, monday.adding(days: 6))
        case .month: return months(from: day.startOfMonth, 1)
        case .quarter:
            let offset = (day.month - startMonth + 12) % 12 % 3
            return months(from: day.startOfMonth.adding(months: -offset), 3)
        case .year:
            let offset = (day.month - startMonth + 12) % 12
            return months(from: day.startOfMonth.adding(months: -offset), 12)
        }
    }

    /// The period `steps` before (negative) or after the one that starts on `first`.
    package func shifted(_ span: DateSpan, grain: TimeGrain, by steps: Int) -> DateSpan {
        switch grain {
        case .day: return DateSpan(span.first.adding(days: steps), span.last.adding(days: steps))
        case .week: return DateSpan(span.first.adding(days: 7 * steps), span.last.adding(days: 7 * steps))
        case .month: return months(from: span.first.adding(months: steps), 1)
        case .quarter: return months(from: span.first.adding(months: 3 * steps), 3)
        case .year: return months(from: span.first.adding(months: 12 * steps), 12)
        }
    }

    /// The year that names the fiscal year holding `day`: the calendar year in which it ends.
    package func year(of day: CalendarDate) -> Int { span(of: .year, containing: day).last.year }

    /// 1...4.
    package func quarter(of day: CalendarDate) -> Int { (day.month - startMonth + 12) % 12 / 3 + 1 }

    /// The quarter of a (fiscal) year.
    package func quarter(_ number: Int, ofYear year: Int) -> DateSpan? {
        guard (1...4).contains(number), let start = self.year(year)?.first else { return nil }
        return months(from: start.adding(months: 3 * (number - 1)), 3)
    }

    /// The whole (fiscal) year named `year`.
    package func year(_ year: Int) -> DateSpan? {
        let startYear = isFiscal ? year - 1 : year
        guard let first = CalendarDate(year: startYear, month: startMonth, day: 1) else { return nil }
        return months(from: first, 12)
    }

    /// The short name of the period that starts on `first`: `2026-11-20`, `week of 16 Nov 2026`, `Nov 2026`, `Q4 2026`,
    /// `Q4 FY2027`, `FY2027`.
    package func name(of grain: TimeGrain, startingOn first: CalendarDate) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        switch grain {
        case .day: return first.description
        case .week: return "week of \(first.day) \(months[first.month - 1]) \(first.year)"
        case .month: return "\(months[first.month - 1]) \(first.year)"
        case .quarter: return "Q\(quarter(of: first)) \(isFiscal ? "FY" : "")\(year(of: first))"
        case .year: return "\(isFiscal ? "FY" : "")\(year(of: first))"
        }
    }

    private func months(from first: CalendarDate, _ count: Int) -> DateSpan {
        DateSpan(first, first.adding(months: count).adding(days: -1))
    }
}
