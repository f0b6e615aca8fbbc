import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Rules for dates")
struct DateRuleTests {
    private let header = "stage,amount,created_date,close_date\n"

    private func date(_ iso: String) throws -> Value { .date(try #require(CalendarDate(iso: iso))) }

    @Test("a configured order wins over the cells; one that it does not fit rejects its row")
    func configured() async throws {
        let text = header + "Won,1,2026-01-01,03/04/2026\nWon,2,2026-01-01,04/13/2026\n"
        let warehouse = try await openDeals(text) {
            $0.dateFormat = .dayMonthYear
            $0.maxRejected = 0.5
        }
        #expect(try await warehouse.rows("SELECT closed FROM opportunities") == [[try date("2026-04-03")]])
        #expect(warehouse.quality.rejected.map { "\($0.line) \($0.column ?? "")" } == ["3 close_date"])
    }

    @Test("Row 18: a day that no order makes possible is a rejected row and no contradiction")
    func impossible() async throws {
        let text = header + "Won,1,,04/13/2026\nWon,2,,30/02/2026\nWon,3,,02/30/2026\n"
        let warehouse = try await openDeals(text) { $0.maxRejected = 0.7 }
        #expect(try await warehouse.rows("SELECT closed FROM opportunities") == [[try date("2026-04-13")]])
        #expect(warehouse.quality.rejected.map(\.line) == [3, 4])
        #expect(warehouse.quality.rejected.allSatisfy { $0.reason == "no such day in the calendar" })
    }

    @Test("a lone cell against a great majority is rejected; more of them are an error")
    func majority() async throws {
        func text(_ days: Int, _ months: Int) -> String {
            header + String(repeating: "Won,1,,13/04/2026\n", count: days)
                + String(repeating: "Won,1,,04/13/2026\n", count: months) + "Won,1,,03/04/2026\n"
        }
        let warehouse = try await openDeals(text(120, 1))
        #expect(warehouse.quality.rejected.map(\.line) == [122])
        #expect(warehouse.quality.warnings.contains { $0.id == "date.order-majority" && $0.line == 122 })
        #expect(
            try await warehouse.rows("SELECT closed FROM opportunities WHERE line = 123") == [[try date("2026-04-03")]])
        // Above the share of rows that may be rejected, and above a twentieth of the decisive cells.
        #expect(try await failure(text(120, 2))?.diagnostics.first?.id == "date.contradictory")
        let few = try await failure(text(19, 1)) { $0.maxRejected = 0.2 }
        #expect(few?.diagnostics.first?.id == "date.contradictory")
    }

    @Test("Row 18: years before 1970 and after 2100 are not plausible")
    func implausible() async throws {
        let text = header + "Won,1,2026-01-01,\nWon,2,1969-12-31,\nWon,3,,2101-01-01\nWon,4,1970-01-01,2100-12-31\n"
        let warehouse = try await openDeals(text) { $0.maxRejected = 0.5 }
        #expect(
            warehouse.quality.rejected.map { "\($0.line) \($0.reason)" } == [
                "3 not a plausible date", "4 not a plausible date",
            ])
        #expect(warehouse.schema.opportunityCount == 2)
    }

    @Test("deals closed before they were created, and won in a far future, are told with their lines")
    func order() async throws {
        let warehouse = try await openDeals(
            header + "Won,1,2026-03-01,2026-02-01\nLost,1,2026-03-01,2026-02-28\nOpen,1,2026-03-01,2026-02-01\n"
                + "Won,1,2026-03-01,2027-03-02\nWon,1,2026-03-01,2027-03-03\n")
        let before = warehouse.quality.warnings.first { $0.id == "dates.close-before-created" }
        #expect(before?.message.hasPrefix("2 deals") == true && before?.message.contains("lines 2 and 3") == true)
        let late = warehouse.quality.warnings.first { $0.id == "dates.won-in-future" }
        #expect(late?.message.hasPrefix("1 won deal") == true && late?.line == 6)
        let good = try await openDeals(header + "Won,1,2026-03-01,2026-04-01\n")
        #expect(!good.quality.warnings.contains { $0.id.hasPrefix("dates.") })
    }

    @Test(
        "a time of day behind a date has to be one",
        arguments: [
            ("2026-11-20T10:30:00Z", true), ("2026-11-20 10:30", true), ("2026-11-20T10:30:00.123456+02:00", true),
            ("2026-11-20 10:30:05 PM", true), ("2026-11-20 00:00:00 UTC", true), ("2026-11-20T10:30-0500", true),
            ("2026-11-20, 9:05 am", true), ("2026-11-20T24:00:00", true), ("2026-11-20 ZAPZAP", false),
            ("2026-11-20T10:30:99", false), ("2026-11-20T10:60", false), ("2026-11-20T25:00", false),
            ("2026-11-20T10:30ZAPZAP", false), ("2026-11-20T10:3", false), ("2026-11-20 13:30 PM", false),
            ("2026-11-20T10:30:00+99:00", false), ("2026-11-20T10:30:00::", false), ("2026-11-20T10:30+02:", false),
        ])
    func times(text: String, isDate: Bool) throws {
        let expected = isDate ? DateText.day(try #require(CalendarDate(iso: "2026-11-20"))) : .fault(.notADate)
        #expect(dateText(text) == expected)
    }
}
