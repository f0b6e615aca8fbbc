import Core
import SampleData
import Testing

/// Whether the sample looks like a business: shares and rates within bounds that hold for any seed.
@Suite struct SampleShapeTests {
    static let seeds: [UInt64] = [1, 2, 77]
    private let asOf = "2026-11-20"

    private func winRate(_ deals: [Sample.Row]) -> Double {
        let won = deals.count { $0.isWon }
        let lost = deals.count { $0.isLost }
        return Double(won) / Double(max(1, won + lost))
    }

    @Test(arguments: seeds) func sharesAreThoseOfARealPipeline(seed: UInt64) {
        let sample = Sample(rows: 2000, seed: seed)
        let deals = sample.rows(.opportunities)
        let open = deals.filter(\.isOpen)
        #expect((240...440).contains(open.count))
        let overdue = open.count { $0.text("close_date") < asOf }
        #expect((0.03...0.15).contains(Double(overdue) / Double(open.count)))
        #expect(deals.allSatisfy { ("2023-11-21"...asOf).contains($0.text("created_date")) })
        let soon = open.count { $0.text("close_date") <= "2027-06-30" }
        #expect(Double(soon) / Double(open.count) > 0.8)

        let withPeople = Set(sample.rows(.contacts).map { $0.text("opportunity_id") })
        let alone = open.count { !withPeople.contains($0.text("opportunity_id")) }
        #expect(alone > 0 && alone < open.count / 3)

        var lastChange: [String: String] = [:]
        for step in sample.rows(.history) { lastChange[step.text("opportunity_id")] = step.text("entered") }
        let limit = CalendarDate(iso: asOf)?.adding(days: -60).description ?? ""
        let stalled = open.count { lastChange[$0.text("opportunity_id"), default: ""] < limit }
        #expect((0.08...0.5).contains(Double(stalled) / Double(open.count)))
    }

    @Test(arguments: seeds) func winRatesDifferInTheRightOrder(seed: UInt64) {
        let deals = Sample(rows: 5_000, seed: seed).rows(.opportunities)
        let byType = Dictionary(grouping: deals) { $0.text("type") }.mapValues { winRate($0) }
        #expect((0.19...0.29).contains(byType["New Business"] ?? 0))
        #expect((0.38...0.52).contains(byType["Expansion"] ?? 0))
        #expect((0.68...0.82).contains(byType["Renewal"] ?? 0))
        let fresh = deals.filter { $0.text("type") == "New Business" }
        let bySource = Dictionary(grouping: fresh) { $0.text("lead_source") }.mapValues { winRate($0) }
        #expect((bySource["Referral"] ?? 0) > (bySource["Website"] ?? 1))
        #expect((bySource["Website"] ?? 0) > (bySource["Outbound"] ?? 1))
    }

    @Test func businessGrowsAndPeaksAtQuarterEnds() {
        let closed = Sample(rows: 5_000).rows(.opportunities).filter { !$0.isOpen }
        var byMonth: [String: Int] = [:]
        var wonByYear: [String: Int] = [:]
        for deal in closed {
            let day = deal.text("close_date")
            byMonth[String(day.prefix(7)), default: 0] += 1
            if deal.isWon { wonByYear[String(day.prefix(4)), default: 0] += 1 }
        }
        #expect(wonByYear["2025", default: 0] > wonByYear["2024", default: 0])
        for quarter in [["2025-01", "2025-02", "2025-03"], ["2025-10", "2025-11", "2025-12"]] {
            let counts = quarter.map { byMonth[$0, default: 0] }
            #expect(counts[2] > counts[0] && counts[2] > counts[1])
        }
        #expect(byMonth["2025-08", default: 0] * 2 < byMonth["2025-12", default: 0])
    }

    @Test func asiaPacificDeclines() {
        let sample = Sample(rows: 5_000)
        let regions = Dictionary(
            uniqueKeysWithValues: sample.rows(.accounts).map { ($0.text("account"), $0.text("region")) })
        let deals = sample.rows(.opportunities).filter { regions[$0.text("account")] == "APAC" }
        let before = deals.filter { $0.text("close_date") < "2025-10-01" }
        let after = deals.filter { $0.text("close_date") >= "2026-02-01" }
        #expect(winRate(after) < winRate(before) * 0.75)
    }

    @Test func largeEnterpriseDealsTakeLonger() {
        let sample = Sample(rows: 6_000)
        let segments = Dictionary(
            uniqueKeysWithValues: sample.rows(.accounts).map { ($0.text("account"), $0.text("segment")) })
        var days: [String: (sum: Int, count: Int)] = [:]
        for deal in sample.rows(.opportunities) where deal.isWon {
            guard let from = CalendarDate(iso: deal.text("created_date")),
                let to = CalendarDate(iso: deal.text("close_date"))
            else { continue }
            let segment = segments[deal.text("account")] ?? ""
            let old = days[segment] ?? (0, 0)
            days[segment] = (old.sum + to.days(since: from), old.count + 1)
        }
        func mean(_ segment: String) -> Int { days[segment].map { $0.sum / max(1, $0.count) } ?? 0 }
        #expect(mean("Enterprise") > mean("Mid-Market"))
        #expect(mean("Mid-Market") > mean("SMB"))
        #expect(mean("SMB") > 20)
    }

    @Test func oneVeryLargeDealSlipped() {
        let deals = Sample(rows: 2000).rows(.opportunities)
        let slipped = deals.filter {
            $0.isOpen && $0.text("close_date") < asOf && (Double($0.text("amount")) ?? 0) >= 3_600_000
        }
        #expect(slipped.map { $0.text("close_date") } == ["2026-09-30"])
    }
}
