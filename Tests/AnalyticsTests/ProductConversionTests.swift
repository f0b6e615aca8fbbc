import Analytics
import Core
import TestSupport
import Testing

/// Worked out by hand from `DealBook`.
@Suite struct ProductConversionTests {
    private func run(_ arguments: [String: JSON] = [:]) async throws -> FunctionResult {
        try await DealBook.catalogue().call("analyze_product_conversion", arguments)
    }

    @Test func conversionByProduct() async throws {
        let result = try await run()
        #expect(
            result.columns.map(\.name) == [
                "product", "win_rate", "won", "lost", "closed", "opportunities", "won_share", "won_value",
            ])
        // Pro and Basic won half of what closed; Pro closed more. Gold has one open deal, so no rate.
        #expect(result.column("product") == ["Pro", "Basic", "(not set)", "Gold"])
        #expect(result.column("win_rate") == ["0.5", "0.5", "0", "null"])
        #expect(result.column("won") == ["2", "1", "0", "0"])
        #expect(result.column("lost") == ["2", "1", "1", "0"])
        #expect(result.column("closed") == ["4", "2", "1", "0"])
        #expect(result.column("opportunities") == ["6", "4", "1", "1"])
        #expect(result.column("won_share") == ["0.333333", "0.25", "0", "0"])
        #expect(result.column("won_value") == ["3000", "1000", "0", "0"])
        #expect(result.totalTexts("win_rate", "won", "lost", "closed") == ["0.428571", "3", "4", "7"])
        #expect(result.totalTexts("opportunities", "won_share", "won_value") == ["12", "0.25", "4000"])
        #expect(result.totalText("without_amount") == "1")
        #expect(result.arguments["dimension"] == "product")
        #expect(result.totalRowCount == 4)
        #expect(result.isRectangular)
    }

    @Test func theLowestFirstLeavesUnknownRatesLast() async throws {
        let result = try await run(["order": "lowest"])
        #expect(result.column("product") == ["(not set)", "Pro", "Basic", "Gold"])
    }

    @Test func theLimitCutsRowsAndNoTotal() async throws {
        let result = try await run(["limit": 1])
        #expect(result.column("product") == ["Pro"])
        #expect(result.totalRowCount == 4)
        #expect(result.totalText("opportunities") == "12")
    }

    @Test func aPeriodLimitsOpenDealsToo() async throws {
        let result = try await run(["from": "2026-06-01", "to": "2026-11-20"])
        #expect(result.column("product") == ["Pro", "(not set)", "Basic", "Gold"])
        #expect(result.column("opportunities") == ["3", "1", "1", "1"])
        #expect(result.totalTexts("won", "lost", "opportunities", "win_rate") == ["0", "3", "6", "0"])
        // Nothing won is a won value of nothing, and nobody lacks an amount.
        #expect(result.totalTexts("won_value", "without_amount") == ["0", "none"])
    }

    @Test func allWon() async throws {
        let result = try await run(["filters": only("stage", "Closed Won")])
        #expect(result.column("product") == ["Pro", "Basic"])
        #expect(result.column("win_rate") == ["1", "1"])
        #expect(result.totalTexts("win_rate", "won_share", "lost") == ["1", "1", "0"])
    }

    @Test func wonDealsWithoutAnyAmountHaveNoValue() async throws {
        let result = try await run(["filters": only("region", "South")])
        #expect(result.totalTexts("won", "won_value", "win_rate") == ["1", "null", "0.333333"])
        #expect(result.column("product") == ["Pro", "Basic", "Gold"])
        #expect(result.column("won_value") == ["null", "0", "0"])
    }

    @Test func anotherDimension() async throws {
        let result = try await run(["dimension": "region"])
        #expect(result.column("region") == ["North", "South"])
        #expect(result.column("win_rate") == ["0.5", "0.333333"])
        #expect(result.column("opportunities") == ["7", "5"])
    }

    @Test func namesGiveTheProductWhereThereIsNoColumn() async throws {
        let names = (1...12).map { index -> String in
            let stage = index % 3 == 0 ? "Closed Lost" : "Closed Won"
            return "\(index),\(index <= 6 ? "Hardware" : "Software"): Item \(index % 2),\(stage),\(index)"
        }
        let result = try await DealBook.catalogue(
            opportunities: "opportunity_id,opportunity_name,stage,amount\n" + names.joined(separator: "\n") + "\n"
        ).call("analyze_product_conversion")
        // Item 1: 1, 3, 5, 7, 9, 11, of which 3 and 9 are lost. Item 0: 2, 4, 6, 8, 10, 12, of which 6 and 12 are.
        #expect(result.column("product") == ["Item 0", "Item 1"])
        #expect(result.column("won_value") == ["24", "24"])
    }

    @Test func theCategoryServesWhereThereIsNoProduct() async throws {
        let rows = "opportunity_id,stage,amount,product_category\n1,Closed Won,5,A\n2,Closed Lost,5,B\n"
        let result = try await DealBook.catalogue(opportunities: rows).call("analyze_product_conversion")
        #expect(result.column("product_category") == ["A", "B"])
        #expect(result.arguments["dimension"] == "product_category")
    }

    @Test func refusals() async throws {
        let catalogue = try await DealBook.catalogue()
        #expect(
            try await catalogue.refusal("analyze_product_conversion", ["filters": only("product", "Gold")])
                == "no deal was won or lost there, so there is no conversion")
        #expect(
            try await catalogue.refusal("analyze_product_conversion", ["from": "2030-01-01"])
                == "no deal was won or lost there, so there is no conversion")
        let refusal = try await SmallCRM.catalogue().refusal("analyze_product_conversion")
        #expect(refusal.hasPrefix("the data has no product or product category; it has "))
    }
}
