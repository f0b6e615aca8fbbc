import Analytics
import Core
import TestSupport
import Testing

/// Worked out by hand from the five open deals of `DealBook`.
@Suite struct NextStepsTests {
    private func run(_ arguments: [String: JSON] = [:]) async throws -> FunctionResult {
        try await DealBook.catalogue().call("analyze_next_steps", arguments)
    }

    @Test func openDealsByNextStep() async throws {
        let result = try await run()
        #expect(result.columns.map(\.name) == ["next_step", "deals", "value", "overdue_deals"])
        // Deals without a next step are totals, not a row.
        #expect(result.column("next_step") == ["Call", "Demo"])
        #expect(result.column("deals") == ["2", "1"])
        #expect(result.column("value") == ["4600", "null"])
        #expect(result.column("overdue_deals") == ["1", "0"])
        #expect(result.totalTexts("open_deals", "with_next_step", "without_next_step") == ["5", "3", "2"])
        #expect(result.totalTexts("without_value", "share_without", "overdue_without") == ["1150.5", "0.4", "1"])
        #expect(result.totalText("without_amount") == "1")
        #expect(result.totalRowCount == 2)
        #expect(result.isRectangular)
    }

    @Test func theLimitCutsRowsAndNoTotal() async throws {
        let result = try await run(["limit": 1])
        #expect(result.column("next_step") == ["Call"])
        #expect(result.totalRowCount == 2)
        #expect(result.totalText("with_next_step") == "3")
    }

    @Test func allHaveANextStep() async throws {
        let result = try await run(["filters": only("next_step", "Call")])
        #expect(result.totalTexts("without_next_step", "without_value", "share_without") == ["0", "0", "0"])
        #expect(result.totalTexts("overdue_without", "without_amount") == ["0", "none"])
    }

    @Test func noneHasANextStep() async throws {
        let result = try await run(["filters": only("next_step", "Call", "Demo", exclude: true)])
        #expect(result.rows.isEmpty)
        #expect(result.totalRowCount == 0)
        #expect(result.totalTexts("without_next_step", "share_without", "without_value") == ["2", "1", "1150.5"])
    }

    @Test func aPeriodIsByExpectedClose() async throws {
        let result = try await run(["from": "2026-11-10", "to": "2026-11-20"])
        #expect(result.column("next_step") == ["Call", "Demo"])
        #expect(result.column("value") == ["600", "null"])
        #expect(result.totalText("open_deals") == "2")
    }

    @Test func tiesGoByValueThenByName() async throws {
        let rows = """
            opportunity_id,stage,amount,close_date,next_step
            1,Proposal,5,2026-12-01,b
            2,Proposal,5,2026-12-01,a
            3,Proposal,9,2026-12-01,c
            4,Proposal,,2026-12-01,A
            5,Closed Won,9,2026-10-01,b

            """
        let result = try await DealBook.catalogue(opportunities: rows).call("analyze_next_steps")
        #expect(result.column("next_step") == ["c", "a", "b", "A"])
    }

    @Test func withoutCloseDatesNothingIsSaidOfOverdueDeals() async throws {
        let catalogue = try await DealBook.catalogue(opportunities: DealBook.without("close_date"))
        let result = try await catalogue.call("analyze_next_steps")
        #expect(result.columns.map(\.name) == ["next_step", "deals", "value"])
        #expect(result.totalText("overdue_without") == "none")
        #expect(result.isRectangular)
    }

    @Test func refusals() async throws {
        let catalogue = try await DealBook.catalogue()
        #expect(
            try await catalogue.refusal("analyze_next_steps", ["filters": only("stage", "Closed Won")])
                == "no deal is open there, so there are no next steps")
        #expect(
            try await SmallCRM.catalogue().refusal("analyze_next_steps").hasPrefix(
                "the data has no next step column; it has "))
    }
}
