import Analytics
import Core
import TestSupport
import Testing
import Warehouse

/// Commit and best case, by a forecast category or by the portal's thresholds; win rates by value.
@Suite struct ForecastViewTests {
    private static let categories = """
        opportunity_id,account,stage,amount,probability,created_date,close_date,forecast_category
        A,Acme,Closed Won,1000,100,2026-01-01,2026-11-02,Closed
        B,Acme,Proposal,2000,90,2026-01-01,2026-12-01,Commit
        C,Birch,Proposal,4000,60,2026-01-01,2026-12-15,Best Case
        D,Birch,Proposal,8000,20,2026-01-01,2026-12-20,Pipeline
        E,Cedar,Proposal,,95,2026-01-01,2026-12-20,Commit
        F,Cedar,Closed Lost,500,0,2026-01-01,2026-10-20,Omitted

        """

    private func catalogue(_ text: String, _ thresholds: ForecastThresholds? = nil) async throws -> Catalogue {
        try await Catalogue(
            warehouse: try await SmallCRM.warehouse(opportunities: text, contacts: nil, history: nil),
            asOf: SmallCRM.asOf, forecast: thresholds)
    }

    @Test func categoriesAreCumulative() async throws {
        let catalogue = try await catalogue(Self.categories)
        let period: [String: JSON] = ["from": "2026-10-01", "to": "2026-12-31"]
        let commit = try await catalogue.call(
            "forecast_pipeline_revenue", period.merging(["view": "commit"]) { a, _ in a })
        #expect(commit.columns.map(\.name) == ["won", "open_value", "forecast", "pipeline", "open_deals"])
        #expect(commit.rows[0].map(\.decimal) == [1000, 2000, 3000, 14_000, 2])
        let best = try await catalogue.call(
            "forecast_pipeline_revenue", period.merging(["view": "best_case"]) { a, _ in a })
        #expect(best.rows[0].map(\.decimal) == [1000, 6000, 7000, 14_000, 3])
        let open = try await catalogue.call("forecast_pipeline_revenue", ["view": "best_case"])
        #expect(open.rows[0].map(\.decimal) == [6000, 6000, 14_000, 3])
    }

    @Test func thresholdsStandInForAMissingCategory() async throws {
        let thresholds = ForecastThresholds(commit: 0.8, bestCase: 0.5)
        let catalogue = try await catalogue(SmallCRM.opportunities, thresholds)
        let commit = try await catalogue.call("forecast_pipeline_revenue", ["view": "commit"])
        #expect(commit.total("forecast").decimal == 10_000)
        #expect(commit.notes.contains { $0.contains("80 %") })
        let best = try await catalogue.call("forecast_pipeline_revenue", ["view": "best_case"])
        #expect(best.total("forecast").decimal == 14_700)
    }

    @Test func withNeitherItIsRefusedAndTheWeightedOneOffered() async throws {
        let catalogue = try await catalogue(SmallCRM.opportunities)
        do {
            _ = try await catalogue.call("forecast_pipeline_revenue", ["view": "commit"])
            Issue.record("a commit without a rule")
        } catch let CatalogueError.missingData(missing, available) {
            #expect(missing.hasPrefix("forecast category") && available == ["a weighted forecast"])
        }
    }

    @Test func aLeastProbabilityNarrowsTheOpenDeals() async throws {
        let result = try await catalogue(SmallCRM.opportunities).call(
            "forecast_pipeline_revenue", ["min_probability": .decimal(0.8)])
        #expect(result.total("weighted").decimal == 8000 && result.total("open_deals").integer == 1)
    }

    @Test func byValueTheRateIsThatOfAmounts() async throws {
        let catalogue = try await catalogue(SmallCRM.opportunities)
        let result = try await catalogue.call("analyze_win_rate", ["weigh_by": "value"])
        #expect(abs((result.total("win_rate").double ?? 0) - 8000.50 / 11_900.50) < 1e-12)
        let without = SmallCRM.opportunities.replacing("Closed Lost,3000", with: "Closed Lost,")
        await #expect(throws: CatalogueError.self) {
            try await self.catalogue(without).call("analyze_win_rate", ["weigh_by": "value"])
        }
    }
}
