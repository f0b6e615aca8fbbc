/// Calendar arithmetic of the oracle: counted out year by year and month by month, not calculated.
///
/// Days are numbers since 1970-01-01, as in the product, so that the two can be compared.
struct OracleDay: Hashable, Comparable, CustomStringConvertible {
    var number: Int

    init(_ number: Int) { self.number = number }

    init(_ year: Int, _ month: Int, _ day: Int) {
        var number = 0
        for passed in 1970..<year { number += OracleDay.isLeap(passed) ? 366 : 365 }
        for passed in 1..<month { number += OracleDay.length(year, passed) }
        self.number = number + day - 1
    }

    /// Reads `YYYY-MM-DD`, which the tests write themselves.
    init?(_ text: String) {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        self.init(parts[0], parts[1], parts[2])
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func length(_ year: Int, _ month: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : ([4, 6, 9, 11].contains(month) ? 30 : 31)
    }

    static func < (left: OracleDay, right: OracleDay) -> Bool { left.number < right.number }

    var parts: (year: Int, month: Int, day: Int) {
        var rest = number
        var year = 1970
        while rest >= (OracleDay.isLeap(year) ? 366 : 365) {
            rest -= OracleDay.isLeap(year) ? 366 : 365
            year += 1
        }
        var month = 1
        while rest >= OracleDay.length(year, month) {
            rest -= OracleDay.length(year, month)
            month += 1
        }
        return (year, month, rest + 1)
    }

    var description: String {
        let (year, month, day) = parts
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    func plus(_ days: Int) -> OracleDay { OracleDay(number + days) }

    /// The same day of another month; the last one where that month is shorter, and a last day stays the last one where
    /// `keepsEnd` says so.
    func plusMonths(_ months: Int, keepsEnd: Bool = false) -> OracleDay {
        let (year, month, day) = parts
        let isEnd = day == OracleDay.length(year, month)
        var (toYear, toMonth) = (year, month + months)
        while toMonth > 12 { (toYear, toMonth) = (toYear + 1, toMonth - 12) }
        while toMonth < 1 { (toYear, toMonth) = (toYear - 1, toMonth + 12) }
        let length = OracleDay.length(toYear, toMonth)
        return OracleDay(toYear, toMonth, keepsEnd && isEnd ? length : min(day, length))
    }

    /// 1970-01-01 was a Thursday.
    var isMonday: Bool { (number + 3) % 7 == 0 }
}

/// Stretches of days by grain, fiscal where the year starts in another month than January.
struct OracleCalendar {
    var yearStarts: Int

    private static let names = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The first day of the period that holds `day`: walks back until a period begins.
    func start(_ grain: String, _ day: OracleDay) -> OracleDay {
        var first = day
        while !begins(grain, first) { first = first.plus(-1) }
        return first
    }

    private func begins(_ grain: String, _ day: OracleDay) -> Bool {
        let (_, month, dayOfMonth) = day.parts
        switch grain {
        case "day": return true
        case "week": return day.isMonday
        case "month": return dayOfMonth == 1
        case "quarter": return dayOfMonth == 1 && (month + 24 - yearStarts) % 3 == 0
        default: return dayOfMonth == 1 && month == yearStarts
        }
    }

    /// The first day of the next period after the one that begins on `first`.
    func next(_ grain: String, _ first: OracleDay, steps: Int = 1) -> OracleDay {
        switch grain {
        case "day": first.plus(steps)
        case "week": first.plus(7 * steps)
        case "month": first.plusMonths(steps)
        case "quarter": first.plusMonths(3 * steps)
        default: first.plusMonths(12 * steps)
        }
    }

    func name(_ grain: String, _ first: OracleDay) -> String {
        let (year, month, day) = first.parts
        let monthName = OracleCalendar.names[month - 1]
        // A fiscal year is called after the calendar year in which it ends.
        let ends = next("year", start("year", first)).plus(-1).parts.year
        let yearName = yearStarts == 1 ? "\(ends)" : "FY\(ends)"
        switch grain {
        case "day": return first.description
        case "week": return "week of \(day) \(monthName) \(year)"
        case "month": return "\(monthName) \(year)"
        case "quarter":
            var number = 1
            var quarter = start("year", first)
            while quarter < first {
                quarter = next("quarter", quarter)
                number += 1
            }
            return "Q\(number) \(yearName)"
        default: return yearName
        }
    }

    /// First days of the periods that touch the span.
    func periods(_ grain: String, _ from: OracleDay, _ to: OracleDay) -> [OracleDay] {
        var result: [OracleDay] = []
        var first = start(grain, from)
        while first <= to {
            result.append(first)
            first = next(grain, first)
        }
        return result
    }

    /// The period that another one is compared with.
    func before(_ from: OracleDay, _ to: OracleDay, year: Bool) -> (from: OracleDay, to: OracleDay) {
        if year { return (from.plusMonths(-12, keepsEnd: true), to.plusMonths(-12, keepsEnd: true)) }
        for grain in ["year", "quarter", "month", "week"]
        where start(grain, from) == from && next(grain, from).plus(-1) == to {
            return (next(grain, from, steps: -1), from.plus(-1))
        }
        let days = to.number - from.number + 1
        if from.parts.day == 1, to.plus(1).parts.day == 1 {
            var months = 0
            while from.plusMonths(months) <= to { months += 1 }
            return (from.plusMonths(-months), from.plus(-1))
        }
        for grain in ["week", "month", "quarter", "year"]
        where start(grain, from) == from && to < next(grain, from) {
            let first = next(grain, from, steps: -1)
            return (first, min(first.plus(days - 1), from.plus(-1)))
        }
        return (from.plus(-days), from.plus(-1))
    }
}
