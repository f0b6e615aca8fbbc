import Analytics
import Core
import TestSupport
import Testing

/// Worked out by hand from the four lost deals of `DealBook`: 500 and 700 for their price, one without an amount for the
/// timing, 2000 for no reason given.
@Suite struct LossAnalysisTests {
    private func run(_ arguments: [String: JSON] = [:]) async throws -> FunctionResult {
        try await DealBook.catalogue().call("analyze_losses", arguments)
    }

    @Test func lossesByReason() async throws {
        let result = try await run()
        #expect(result.columns.map(\.name) == ["loss_reason", "lost", "share", "lost_value", "average_lost"])
        #expect(result.columns.map(\.unit) == [.text, .count, .percent, .currency, .currency])
        // Of two reasons with one loss each the one with a value comes first.
        #expect(result.column("loss_reason") == ["Price", "(not set)", "Timing"])
        #expect(result.column("lost") == ["2", "1", "1"])
        #expect(result.column("share") == ["0.5", "0.25", "0.25"])
        #expect(result.column("lost_value") == ["1200", "2000", "null"])
        #expect(result.column("average_lost") == ["600", "2000", "null"])
        #expect(result.totalTexts("lost", "lost_value", "closed", "loss_rate") == ["4", "3200", "7", "0.571429"])
        #expect(result.totalTexts("without_reason", "without_amount") == ["1", "1"])
        #expect(result.arguments["dimension"] == "loss_reason")
        #expect(result.notes == ["One lost deal has no amount and adds nothing to the lost value."])
    }

    @Test func lossesByAnotherDimensionLeaveNoReasonOut() async throws {
        let result = try await run(["dimension": "owner"])
        #expect(result.column("owner") == ["Ann", "Bob"])
        #expect(result.column("lost") == ["2", "2"])
        #expect(result.column("lost_value") == ["2700", "500"])
        #expect(result.column("average_lost") == ["1350", "500"])
        #expect(result.totalText("without_reason") == "none")
    }

    @Test func tiesGoByNameWithTheEmptyGroupLast() async throws {
        let rows = """
            opportunity_id,stage,amount,loss_reason
            1,Closed Lost,5,
            2,Closed Lost,5,Zeal
            3,Closed Lost,5,Budget
            4,Closed Lost,5,apathy

            """
        let result = try await DealBook.catalogue(opportunities: rows).call("analyze_losses")
        #expect(result.column("loss_reason") == ["Budget", "Zeal", "apathy", "(not set)"])
        #expect(result.totalTexts("loss_rate", "without_reason") == ["1", "1"])
    }

    @Test func theLimitCutsRowsAndNoTotal() async throws {
        let result = try await run(["limit": 1])
        #expect(result.column("loss_reason") == ["Price"])
        #expect(result.column("share") == ["0.5"])
        #expect(result.totalRowCount == 3)
        #expect(!result.truncated)
        #expect(result.totalText("lost") == "4")
    }

    @Test func aPeriodHoldsBothOfItsEnds() async throws {
        let result = try await run(["from": "2026-06-01", "to": "2026-07-01"])
        #expect(result.column("loss_reason") == ["Price", "Timing"])
        #expect(result.totalTexts("lost", "lost_value", "closed", "loss_rate") == ["2", "700", "2", "1"])
        #expect(result.totalText("without_reason") == "none")
    }

    @Test func excludingAReasonKeepsTheDealsWithoutOne() async throws {
        let result = try await run(["filters": only("loss_reason", "Price", exclude: true)])
        #expect(result.column("loss_reason") == ["(not set)", "Timing"])
        #expect(result.column("share") == ["0.5", "0.5"])
        // The three won deals have no loss reason either.
        #expect(result.totalTexts("closed", "loss_rate") == ["5", "0.4"])
    }

    @Test func conditionsBoundTheAmount() async throws {
        let result = try await run(["conditions": [["measure": "amount", "operator": "above", "value": 700]]])
        #expect(result.totalTexts("lost", "lost_value", "closed") == ["1", "2000", "3"])
    }

    @Test func lossesWithoutAnyAmountHaveNoValue() async throws {
        let result = try await run(["filters": only("loss_reason", "Timing")])
        #expect(result.column("lost_value") == ["null"])
        #expect(result.totalTexts("lost", "lost_value") == ["1", "null"])
    }

    @Test func refusals() async throws {
        let catalogue = try await DealBook.catalogue()
        #expect(
            try await catalogue.refusal("analyze_losses", ["from": "2027-01-01"])
                == "no deal was lost there, so there is nothing to analyse")
        let small = try await SmallCRM.catalogue()
        let refusal = try await small.refusal("analyze_losses")
        #expect(refusal.hasPrefix("analyze_losses: dimension is needed, for the data has no loss reason; there are "))
        #expect(try await small.refusal("analyze_losses", ["dimension": "type"]) == "answered")
        #expect(try await catalogue.refusal("analyze_losses", ["order": "lowest"]).contains("not an argument"))
    }
}
