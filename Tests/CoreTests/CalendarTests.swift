import Core
import Foundation
import Testing

@Suite struct CalendarTests {
    @Test func agreesWithFoundationOverTwoCenturies() throws {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        for day in stride(from: -25_000, through: 50_000, by: 17) {
            let date = CalendarDate(daysSinceEpoch: day)
            let instant = Date(timeIntervalSince1970: Double(day) * 86_400)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekOfYear, .yearForWeekOfYear, .weekday], from: instant)
            #expect(date.year == parts.year && date.month == parts.month && date.day == parts.day)
            #expect(date.isoWeek.week == parts.weekOfYear && date.isoWeek.year == parts.yearForWeekOfYear)
            #expect(date.weekday == ((parts.weekday ?? 0) + 5) % 7 + 1)
            #expect(CalendarDate(iso: date.description) == date)
        }
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "2026-01-32", "0000-01-01", ""])
    func impossibleDaysAreNone(_ text: String) { #expect(CalendarDate(iso: text) == nil) }

    @Test func monthsAreClampedToTheirLastDay() throws {
        let january = try #require(CalendarDate(iso: "2027-01-31"))
        #expect(january.adding(months: 1).description == "2027-02-28")
        #expect(january.adding(months: -2).description == "2026-11-30")
        #expect(january.adding(months: 13).description == "2028-02-29")
    }

    @Test func fiscalYearsAreNamedAfterTheYearTheyEndIn() throws {
        let fiscal = FiscalCalendar(startMonth: 2)
        let november = try #require(CalendarDate(iso: "2026-11-20"))
        let january = try #require(CalendarDate(iso: "2026-01-20"))
        #expect(fiscal.year(of: november) == 2027)
        #expect(fiscal.year(of: january) == 2026)
        #expect(fiscal.quarter(of: november) == 4)
        #expect(fiscal.span(of: .quarter, containing: november).first.description == "2026-11-01")
        #expect(fiscal.span(of: .quarter, containing: november).last.description == "2027-01-31")
        #expect(fiscal.quarter(1, ofYear: 2027)?.first.description == "2026-02-01")
        #expect(
            fiscal.name(of: .quarter, startingOn: fiscal.span(of: .quarter, containing: november).first) == "Q4 FY2027")
        #expect(FiscalCalendar().name(of: .quarter, startingOn: november) == "Q4 2026")
    }

    @Test(arguments: 1...12)
    func everyDayLiesInExactlyOneQuarter(_ start: Int) {
        let fiscal = FiscalCalendar(startMonth: start)
        for day in 20_000..<20_800 {
            let date = CalendarDate(daysSinceEpoch: day)
            let span = fiscal.span(of: .quarter, containing: date)
            #expect(span.contains(date))
            #expect(fiscal.shifted(span, grain: .quarter, by: 1).first == span.last.adding(days: 1))
            #expect(fiscal.quarter(fiscal.quarter(of: date), ofYear: fiscal.year(of: date)) == span)
        }
    }
}
