import Core
import Testing

/// The oracle's own calendar and comparison against what a calendar on the wall says.
@Suite struct OracleSelfTests {
    private func span(_ from: String, _ to: String, start: Int = 1, year: Bool = false) throws -> String {
        let first = try #require(OracleDay(from))
        let last = try #require(OracleDay(to))
        let before = OracleCalendar(yearStarts: start).before(first, last, year: year)
        return "\(before.from) \(before.to)"
    }

    @Test func daysAreCounted() {
        #expect(OracleDay(1970, 1, 1).number == 0)
        #expect(OracleDay(2026, 11, 20).number == 20_777)
        #expect(OracleDay(20_777).description == "2026-11-20")
        #expect(OracleDay(2024, 2, 29).plus(1) == OracleDay(2024, 3, 1))
        #expect(OracleDay(2026, 11, 16).isMonday)
    }

    @Test func periodsAreNamed() {
        let fiscal = OracleCalendar(yearStarts: 2)
        #expect(fiscal.name("quarter", fiscal.start("quarter", OracleDay(2026, 11, 20))) == "Q4 FY2027")
        #expect(fiscal.name("year", fiscal.start("year", OracleDay(2027, 1, 31))) == "FY2027")
        let calendar = OracleCalendar(yearStarts: 1)
        #expect(calendar.name("week", calendar.start("week", OracleDay(2026, 11, 20))) == "week of 16 Nov 2026")
        #expect(calendar.name("quarter", calendar.start("quarter", OracleDay(2026, 5, 2))) == "Q2 2026")
    }

    @Test func thePeriodBeforeIsTheOneThatAPersonMeans() throws {
        // Whole periods.
        #expect(try span("2026-01-01", "2026-12-31") == "2025-01-01 2025-12-31")
        #expect(try span("2026-03-01", "2026-03-31") == "2026-02-01 2026-02-28")
        #expect(try span("2026-11-01", "2027-01-31", start: 2) == "2026-08-01 2026-10-31")
        #expect(try span("2026-11-16", "2026-11-22") == "2026-11-09 2026-11-15")
        // Months together that are no quarter.
        #expect(try span("2026-02-01", "2026-04-30") == "2025-11-01 2026-01-31")
        // The quarter, the year to date.
        #expect(try span("2026-10-01", "2026-11-20") == "2026-07-01 2026-08-20")
        #expect(try span("2026-03-01", "2026-03-30") == "2026-02-01 2026-02-28")
        // Any other days.
        #expect(try span("2026-11-11", "2026-11-20") == "2026-11-01 2026-11-10")
        // A year earlier, and the last day of a month stays the last.
        #expect(try span("2025-02-01", "2025-02-28", year: true) == "2024-02-01 2024-02-29")
        #expect(try span("2024-02-01", "2024-02-29", year: true) == "2023-02-01 2023-02-28")
    }

    @Test func comparisonTellsACentAndALostDigit() {
        #expect(OracleComparison.agree(.cents(100), .integer(1)))
        #expect(OracleComparison.agree(.count(0), .decimal(0)))
        #expect(!OracleComparison.agree(.cents(10_000_000_000_000_001), .decimal(100_000_000_000_000)))
        #expect(!OracleComparison.agree(.cents(0), .null))
        #expect(!OracleComparison.agree(.none, .integer(0)))
        #expect(!OracleComparison.agree(.cents(150), .number(1.5)))
        #expect(OracleComparison.agree(.number(1.0 / 3), .number(1 - 2.0 / 3)))
        #expect(!OracleComparison.agree(.number(0.333_333_333), .number(1.0 / 3)))
    }
}
