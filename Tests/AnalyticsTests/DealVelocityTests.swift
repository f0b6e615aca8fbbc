import Analytics
import Core
import TestSupport
import Testing

/// Worked out by hand from `DealBook`: velocity is open deals × average deal size × win rate ÷ cycle.
@Suite struct DealVelocityTests {
    private func run(_ arguments: [String: JSON] = [:]) async throws -> FunctionResult {
        try await DealBook.catalogue().call("analyze_deal_velocity", arguments)
    }

    @Test func velocityOverAll() async throws {
        let result = try await run()
        #expect(
            result.columns.map(\.name) == [
                "velocity", "open_deals", "average_deal_size", "win_rate", "sales_cycle", "median_cycle",
            ])
        #expect(result.columns.map(\.unit) == [.currency, .count, .currency, .percent, .days, .days])
        // 5 × 2000 × 3/7 ÷ 40
        #expect(result.column("velocity") == ["107.142857"])
        #expect(result.totalTexts("velocity", "open_deals", "average_deal_size") == ["107.142857", "5", "2000"])
        #expect(result.totalTexts("win_rate", "sales_cycle", "median_cycle") == ["0.428571", "40", "40"])
        #expect(result.totalText("without_amount") == "1")
        #expect(result.totals.first?.label == "Sales velocity a day")
        #expect(result.totalRowCount == 1)
        #expect(result.isRectangular)
        #expect(result.notes.contains("One won deal has no amount and is not in the average deal size."))
    }

    @Test func velocityByProduct() async throws {
        let result = try await run(["dimension": "product"])
        #expect(result.columns.first?.name == "product")
        // Nothing was won of Gold, nor without a product: no velocity; by name, the empty group last.
        #expect(result.column("product") == ["Pro", "Basic", "Gold", "(not set)"])
        #expect(result.column("velocity") == ["66.666667", "33.333333", "null", "null"])
        #expect(result.column("open_deals") == ["2", "2", "1", "0"])
        #expect(result.column("average_deal_size") == ["3000", "1000", "null", "null"])
        #expect(result.column("win_rate") == ["0.5", "0.5", "null", "0"])
        #expect(result.column("sales_cycle") == ["45", "30", "null", "null"])
        #expect(result.totalText("velocity") == "107.142857")
        #expect(result.isRectangular)
        let lowest = try await run(["dimension": "product", "order": "lowest", "limit": 3])
        #expect(lowest.column("product") == ["Basic", "Pro", "Gold"])
        #expect(lowest.totalRowCount == 4)
    }

    @Test func aFactorThatIsMissingLeavesAGroupWithoutVelocity() async throws {
        let result = try await run(["dimension": "owner"])
        // Bob's one won deal has no amount.
        #expect(result.column("owner") == ["Ann", "Bob"])
        #expect(result.column("velocity") == ["85.714286", "null"])
        #expect(result.column("win_rate") == ["0.5", "0.333333"])
        #expect(result.column("sales_cycle") == ["35", "50"])
        #expect(result.column("median_cycle") == ["35", "50"])
    }

    @Test func aPeriodLimitsTheClosedDealsOnly() async throws {
        let result = try await run(["from": "2026-03-01", "to": "2026-06-01"])
        #expect(result.totalTexts("open_deals", "average_deal_size", "win_rate") == ["5", "3000", "0.5"])
        #expect(result.totalTexts("sales_cycle", "velocity") == ["45", "166.666667"])
        let early = try await run(["to": "2026-01-31"])
        #expect(early.totalTexts("win_rate", "sales_cycle", "velocity") == ["1", "30", "166.666667"])
    }

    @Test func openDealsCountInAPeriodWithoutAnyInIt() async throws {
        let result = try await run(["from": "2026-03-01", "to": "2026-06-01", "dimension": "region"])
        #expect(result.column("region") == ["North", "South"])
        #expect(result.column("open_deals") == ["3", "2"])
    }

    @Test func withoutAnOpenDealTheVelocityIsNought() async throws {
        let result = try await run(["filters": only("stage", "Closed Won", "Closed Lost")])
        #expect(result.totalTexts("open_deals", "velocity") == ["0", "0"])
    }

    @Test func theMedianIsNotTheMean() async throws {
        let rows = """
            opportunity_id,stage,amount,created_date,close_date
            1,Closed Won,100,2026-01-01,2026-01-11
            2,Closed Won,100,2026-01-01,2026-01-21
            3,Closed Won,100,2026-01-01,2026-04-11
            4,Closed Won,100,,2026-04-11
            5,Proposal,100,2026-01-01,2026-12-01

            """
        // 10, 20 and 100 days.
        let result = try await DealBook.catalogue(opportunities: rows).call("analyze_deal_velocity")
        #expect(result.totalTexts("median_cycle", "win_rate") == ["20", "1"])
        #expect(result.totalText("sales_cycle") == "43.333333")
        #expect(result.totalText("velocity") == "2.307692")
        #expect(result.notes.contains("One won deal has no created or close date and is not in the sales cycle."))
    }

    private static let reasons: [([String: JSON], String)] = [
        (["from": "2027-01-01"], "no deal was won or lost there"),
        (["from": "2026-06-01", "to": "2026-07-01"], "no deal was won there"),
        (["filters": only("owner", "Bob")], "none of the won deals there has an amount"),
        (["filters": only("product", "Gold")], "no deal was won or lost there"),
    ]

    @Test(arguments: reasons)
    func refusalsNameTheFactor(_ arguments: [String: JSON], _ beginning: String) async throws {
        let refusal = try await DealBook.catalogue().refusal("analyze_deal_velocity", arguments)
        #expect(refusal.hasPrefix(beginning))
    }

    @Test func aCycleOfNoDaysDividesNothing() async throws {
        let header = "opportunity_id,stage,amount,created_date,close_date\n"
        let sameDay = try await DealBook.catalogue(
            opportunities: header + "1,Closed Won,5,2026-01-01,2026-01-01\n2,Proposal,5,2026-01-01,2026-12-01\n")
        #expect(try await sameDay.refusal("analyze_deal_velocity").contains("on the day they were created"))
        let undated = try await DealBook.catalogue(
            opportunities: header + "1,Closed Won,5,,2026-01-01\n2,Proposal,5,2026-01-01,2026-12-01\n")
        #expect(try await undated.refusal("analyze_deal_velocity").contains("both a created and a close date"))
    }

    @Test(arguments: ["created", "close"])
    func withoutADateColumnItIsRefused(_ column: String) async throws {
        let catalogue = try await DealBook.catalogue(opportunities: DealBook.without("\(column)_date"))
        #expect(
            try await catalogue.refusal("analyze_deal_velocity")
                == "the data has no \(column) date column, which the sales cycle needs")
    }
}
