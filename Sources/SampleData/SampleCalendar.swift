import Core

/// The days of the sample: the window in which deals are created, and the time after it in which open ones should close.
///
/// Days are numbered from the first day of the window, so that the rest of the generator counts with small integers.
struct SampleCalendar {
    /// Days after `today` that the tables reach; no sales cycle is longer.
    private static let future = 640

    /// Days at the start in which deals in progress are entered.
    static let migration = 60

    /// The number of the as-of day.
    let today: Int
    /// The text of each day (`YYYY-MM-DD`).
    let text: TextTable
    private let month: [Int]
    private let weekday: [Int]
    /// The last day of the quarter in which the day lies.
    private let quarterEnd: [Int]
    private let quarterStart: [Int]

    init(asOf: CalendarDate) {
        let first = asOf.adding(months: -36).adding(days: 1)
        today = max(0, asOf.days(since: first))
        let dates = (0...(today + SampleCalendar.future)).map { first.adding(days: $0) }
        text = TextTable(dates.map(\.description))
        month = dates.map(\.month)
        weekday = dates.map(\.weekday)
        quarterStart = dates.map { date in
            date.startOfMonth.adding(months: -((date.month - 1) % 3)).days(since: first)
        }
        quarterEnd = dates.map { date in
            date.startOfMonth.adding(months: 3 - (date.month - 1) % 3).days(since: first) - 1
        }
    }

    /// How many deals are created on each day of the window, in proportion.
    func creationWeights() -> [Int] {
        let seasons = [105, 100, 106, 100, 101, 94, 78, 74, 114, 115, 106, 76]
        return (0...today).map { day in
            // Growth from 82 to 118 over the window; hardly anything on weekends. The first weeks are busier: a company
            // that begins to use a CRM enters the deals that it is working on.
            let trend = 82 + 36 * day / max(1, today) + (day < SampleCalendar.migration ? 110 : 0)
            return trend * seasons[month[day] - 1] * (weekday[day] > 5 ? 6 : 100)
        }
    }

    /// Moves a close date as deadlines move it: to the end of the quarter, most of all of December, out of the summer,
    /// off weekends; never before `earliest`.
    func closing(near day: Int, notBefore earliest: Int, _ random: inout RandomSource) -> Int {
        var day = clamped(day)
        if month[day] == 7 || month[day] == 8, random.chance(300) { day = clamped(day + random.within(25...60)) }
        let end = quarterEnd[day]
        let pull = month[day] >= 10 ? 620 : 470
        if end - day <= 48, random.chance(pull) {
            day = clamped(end - min(random.below(7) + random.below(8), end - day))
        } else if day - quarterStart[day] < 22, random.chance(380) {
            day = quarterStart[day] - 1 - random.below(9)
        }
        return max(earliest, workday(day))
    }

    /// The Friday before, for a weekend.
    func workday(_ day: Int) -> Int {
        let day = clamped(day)
        return max(0, day - max(0, weekday[day] - 5))
    }

    /// The last day of the latest quarter that ended before `day`.
    func previousQuarterEnd(_ day: Int) -> Int { max(0, quarterStart[clamped(day)] - 1) }

    /// The last working day of the quarter in which `day` lies.
    func quarterClose(_ day: Int) -> Int { workday(quarterEnd[clamped(day)]) }

    private func clamped(_ day: Int) -> Int { min(max(0, day), month.count - 1) }
}
