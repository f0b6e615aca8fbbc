import Core
import TestSupport
import Testing
import Warehouse

@testable import Analytics

/// Periods and the ones before them, and the functions that compare the two.
@Suite struct PeriodChangeTests {
    private func span(_ first: String, _ last: String) throws -> DateSpan {
        DateSpan(try #require(CalendarDate(iso: first)), try #require(CalendarDate(iso: last)))
    }

    private static let periods: [(String, String, String, String, Int)] = [
        // whole periods
        ("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31", 1),
        ("2026-07-01", "2026-09-30", "2026-04-01", "2026-06-30", 1),
        ("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28", 1),
        ("2026-11-16", "2026-11-22", "2026-11-09", "2026-11-15", 1),
        // fiscal quarters from February
        ("2026-02-01", "2026-04-30", "2025-11-01", "2026-01-31", 2),
        // whole months
        ("2026-01-01", "2026-06-30", "2025-07-01", "2025-12-31", 1),
        ("2026-01-01", "2026-02-28", "2025-11-01", "2025-12-31", 1),
        // to date: as many days of the one before, at most to its end
        ("2026-10-01", "2026-11-20", "2026-07-01", "2026-08-20", 1),
        ("2026-03-01", "2026-03-30", "2026-02-01", "2026-02-28", 1),
        ("2026-11-01", "2026-11-20", "2026-10-01", "2026-10-20", 1),
        // any other span: as many days just before
        ("2026-10-22", "2026-11-20", "2026-09-22", "2026-10-21", 1),
        ("2026-11-20", "2026-11-20", "2026-11-19", "2026-11-19", 1),
    ]

    @Test(arguments: periods.indices)
    func thePeriodBefore(_ index: Int) throws {
        let (first, last, from, to, start) = Self.periods[index]
        let before = PreviousPeriod.previous.span(before: try span(first, last), FiscalCalendar(startMonth: start))
        #expect(before == (try span(from, to)))
    }

    @Test(arguments: [
        ("2026-10-01", "2026-11-20", "2025-10-01", "2025-11-20"),
        ("2024-02-01", "2024-02-29", "2023-02-01", "2023-02-28"),
        ("2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29"),
        ("2024-02-28", "2024-02-28", "2023-02-28", "2023-02-28"),
    ])
    func theSameAYearEarlier(_ first: String, _ last: String, _ from: String, _ to: String) throws {
        let before = PreviousPeriod.previousYear.span(before: try span(first, last), FiscalCalendar())
        #expect(before == (try span(from, to)))
    }

    @Test func bookingsOfAQuarterAgainstTheOneBefore() async throws {
        let result = try await SmallCRM.catalogue().call(
            "get_period_change", ["from": "2026-10-01", "to": "2026-12-31", "dimension": "region"])
        #expect(result.arguments["previous_from"] == "2026-07-01" && result.arguments["previous_to"] == "2026-09-30")
        #expect(result.rows.map { $0[0].string } == ["APAC", "EMEA"])
        #expect(result.rows.map { $0[1].decimal } == [5000, 0])
        #expect(result.rows.map { $0[2].decimal } == [0, 2000.50])
        #expect(result.rows.map { $0[3].decimal } == [5000, -2000.50])
        #expect(result.rows.map { $0[4].double } == [nil, -1])
        #expect(result.total("current").decimal == 5000)
        #expect(result.total("change").decimal == 2999.50)
        #expect(abs((result.total("change_rate").double ?? 0) - 2999.50 / 2000.50) < 1e-12)
    }

    @Test func aRateChangesInPointsAlone() async throws {
        let result = try await SmallCRM.catalogue().call(
            "get_period_change", ["measure": "win_rate", "from": "2026-07-01", "to": "2026-12-31"])
        // Second half: O2, O6 won, O4, O9 lost; first half: O1 won.
        #expect(result.rows.count == 1)
        #expect(result.rows[0][0].double == 0.5 && result.rows[0][1].double == 1 && result.rows[0][2].double == -0.5)
        #expect(result.rows[0][3].isNull)
    }

    @Test func nothingIsComparedWithATimeBeforeTheData() async throws {
        await #expect(throws: CatalogueError.self) {
            try await SmallCRM.catalogue().call("get_period_change", ["from": "2026-01-01", "to": "2026-12-31"])
        }
        let partly = try await SmallCRM.catalogue().call(
            "get_period_change", ["from": "2026-04-01", "to": "2026-06-30"])
        #expect(partly.notes.contains { $0.contains("2026-03-11") })
    }

    @Test func theFirstDayIsNeeded() async throws {
        await #expect(throws: CatalogueError.self) { try await SmallCRM.catalogue().call("get_period_change", [:]) }
        await #expect(throws: CatalogueError.self) {
            try await SmallCRM.catalogue().call("compare_segments", ["dimension": "region", "compare": "previous"])
        }
    }

    @Test func segmentsAgainstThePeriodBefore() async throws {
        let result = try await SmallCRM.catalogue().call(
            "compare_segments",
            [
                "dimension": "owner", "measure": "won_deals", "compare": "previous", "from": "2026-07-01",
                "to": "2026-12-31",
            ])
        #expect(result.columns.map(\.name) == ["owner", "won_deals", "previous", "change", "opportunities"])
        #expect(
            result.rows == [
                [.text("Ann"), .integer(1), .integer(1), .integer(0), .integer(1)],
                [.text("Bob"), .integer(1), .integer(0), .integer(1), .integer(1)],
            ])
    }

    @Test func withoutAnEndBothPeriodsHaveAsManyDays() async throws {
        let result = try await SmallCRM.catalogue().call(
            "compare_segments",
            ["dimension": "owner", "measure": "open_deals", "compare": "previous", "from": "2026-11-01"])
        // Up to 20 November closes O5 alone; O3, O7 and O8 are expected later.
        #expect(result.arguments["to"] == "2026-11-20" && result.arguments["previous_to"] == "2026-10-20")
        #expect(result.rows == [[.text("Ann"), .integer(1), .integer(0), .integer(1), .integer(1)]])
    }
}
