import Analytics
import Core
import Foundation
import TestSupport
import Testing
import Warehouse

/// Every figure here was worked out by hand from the nine rows of `SmallCRM`.
@Suite struct HandCalculatedTests {
    private func run(
        _ function: String, _ arguments: [String: JSON] = [:], fiscalStart: Int = 1
    ) async throws -> FunctionResult {
        try await SmallCRM.catalogue(fiscalStart: fiscalStart).call(function, arguments)
    }

    private func column(_ result: FunctionResult, _ name: String) -> [String] { result.column(name) }

    private func total(_ result: FunctionResult, _ name: String) -> String { result.totalText(name) }

    @Test func topAccountsSumAllStages() async throws {
        let result = try await run("get_top_accounts_by_value")
        #expect(column(result, "account_name") == ["Birch", "Acme", "Cedar", "Dún, \"Inc\""])
        #expect(column(result, "total_value") == ["13000", "7000.5", "5000", "900"])
        #expect(column(result, "deal_count") == ["2", "3", "2", "1"])
        #expect(total(result, "total_value") == "26600.5")
        #expect(result.totalRowCount == 4)
    }

    @Test func topAccountsCountAllAccountsThoughTheLimitCutsRows() async throws {
        let result = try await run("get_top_accounts_by_value", ["limit": 1])
        #expect(column(result, "account_name") == ["Birch"])
        #expect(result.totalRowCount == 4)
        #expect(total(result, "total_value") == "26600.5")
    }

    @Test func minAmountFiltersOpportunitiesBeforeTheyAreSummed() async throws {
        let result = try await run("get_top_accounts_by_value", ["min_amount": 2000])
        #expect(column(result, "account_name") == ["Birch", "Acme", "Cedar"])
        #expect(column(result, "total_value") == ["13000", "6000.5", "5000"])
    }

    @Test func topAccountsByWonValue() async throws {
        let result = try await run("get_top_accounts_by_value", ["status": "won"])
        #expect(column(result, "account_name") == ["Cedar", "Acme"])
        #expect(column(result, "total_value") == ["5000", "3000.5"])
    }

    @Test func pipelineSumsOpenDealsOnly() async throws {
        let result = try await run("get_pipeline_summary")
        #expect(total(result, "pipeline") == "14700")
        #expect(total(result, "weighted_pipeline") == "10350")
        #expect(total(result, "deals") == "4")
        #expect(total(result, "average_amount") == "4900")
        #expect(total(result, "overdue_deals") == "1")
        #expect(total(result, "overdue_value") == "10000")
        #expect(result.notes.contains("One open deal has no amount and adds nothing to the pipeline."))
    }

    @Test func pipelineByRegionNamesTheEmptyGroup() async throws {
        let result = try await run("get_pipeline_summary", ["dimension": "region"])
        #expect(column(result, "region") == ["APAC", "EMEA", "(not set)"])
        #expect(column(result, "pipeline") == ["10000", "4000", "700"])
        #expect(column(result, "deals") == ["1", "2", "1"])
    }

    @Test func pipelineClosingInAPeriod() async throws {
        let result = try await run("get_pipeline_summary", ["from": "2026-12-01", "to": "2026-12-31"])
        #expect(total(result, "pipeline") == "4700")
        #expect(total(result, "deals") == "2")
    }

    @Test func excludingAValueKeepsRowsWhereItIsEmpty() async throws {
        let filter: JSON = [["dimension": "region", "values": ["APAC"], "exclude": true]]
        let result = try await run("get_pipeline_summary", ["filters": filter])
        #expect(total(result, "pipeline") == "4700")
        #expect(total(result, "deals") == "3")
    }

    @Test(arguments: [("above", "10000"), ("at_least", "14000"), ("below", "700"), ("at_most", "4700")])
    func boundsAreStrictOrNotAsNamed(_ comparison: String, _ expected: String) async throws {
        let conditions: JSON = [["measure": "amount", "operator": .string(comparison), "value": 4000]]
        let result = try await run("get_pipeline_summary", ["conditions": conditions])
        #expect(total(result, "pipeline") == expected)
    }

    @Test func winRateIsWonByWonAndLost() async throws {
        let result = try await run("analyze_win_rate")
        #expect(total(result, "win_rate") == "0.6")
        #expect(total(result, "won") == "3")
        #expect(total(result, "closed") == "5")
        let quarter = try await run("analyze_win_rate", ["from": "2026-10-01", "to": "2026-12-31"])
        #expect(total(quarter, "win_rate") == "0.5")
    }

    @Test func winRateByTypeIsSortedBestFirst() async throws {
        let result = try await run("analyze_win_rate", ["dimension": "type"])
        #expect(column(result, "type") == ["New Business", "Renewal"])
        #expect(column(result, "win_rate") == ["0.666667", "0.5"])
        #expect(column(result, "closed") == ["3", "2"])
    }

    @Test func groupsWithFewClosedDealsAreLeftOutAndCounted() async throws {
        let result = try await run("analyze_win_rate", ["dimension": "type", "min_closed": 3])
        #expect(column(result, "type") == ["New Business"])
        #expect(total(result, "left_out") == "1")
        #expect(result.totalRowCount == 1)
        #expect(total(result, "win_rate") == "0.6")
    }

    @Test func rolesOnWonDealsHaveNoWinRate() async throws {
        let result = try await run("analyze_role_frequency", ["status": "won"])
        #expect(column(result, "contacts") == ["1", "1"])
        #expect(!result.columns.contains { $0.name == "win_rate" })
    }

    @Test func winRateOfNothingIsRefused() async throws {
        await #expect(throws: CatalogueError.self) {
            try await run("analyze_win_rate", ["from": "2020-01-01", "to": "2020-12-31"])
        }
    }

    @Test func funnelCountsOpenDealsAndConvertsByHistory() async throws {
        let result = try await run("analyze_stage_funnel")
        #expect(column(result, "stage") == ["Proposal", "Negotiation"])
        #expect(column(result, "deals") == ["3", "1"])
        #expect(column(result, "value") == ["4700", "10000"])
        // O2 went from Proposal to Won: it passed Negotiation. Nine reached Proposal, four went beyond, three were won.
        #expect(column(result, "reached") == ["9", "4"])
        #expect(column(result, "went_on") == ["4", "3"])
        #expect(column(result, "conversion") == ["0.444444", "0.75"])
        #expect(total(result, "win_rate") == "0.6")
    }

    @Test func withoutHistoryThereIsNoConversion() async throws {
        let warehouse = try await SmallCRM.warehouse(history: nil)
        let result = try await Catalogue(warehouse: warehouse, asOf: SmallCRM.asOf).call("analyze_stage_funnel")
        #expect(!result.columns.contains { $0.name == "conversion" })
        #expect(result.notes.contains { $0.contains("not known") })
    }

    @Test func forecastOfAPeriodIsWonPlusWeighted() async throws {
        let result = try await run("forecast_pipeline_revenue", ["from": "2026-10-01", "to": "2026-12-31"])
        #expect(total(result, "won") == "5000")
        #expect(total(result, "weighted") == "10350")
        #expect(total(result, "forecast") == "15350")
        #expect(total(result, "pipeline") == "14700")
        #expect(total(result, "open_deals") == "3")
        #expect(total(result, "overdue_deals") == "1")
        #expect(total(result, "overdue_value") == "10000")
    }

    @Test func forecastWithoutAPeriodIsTheWeightedPipeline() async throws {
        let result = try await run("forecast_pipeline_revenue")
        #expect(total(result, "forecast") == "10350")
        #expect(total(result, "open_deals") == "4")
        #expect(!result.columns.contains { $0.name == "won" })
    }

    @Test func forecastByMonth() async throws {
        let result = try await run("forecast_pipeline_revenue", ["group_by": "month"])
        #expect(column(result, "month") == ["Nov 2026", "Dec 2026", "Jan 2027"])
        #expect(column(result, "weighted") == ["8000", "2350", "null"])  // the one deal of January has no amount
    }

    @Test func trendHasARowForEveryMonth() async throws {
        let result = try await run("get_revenue_trend", ["from": "2026-07-01", "to": "2026-11-20"])
        #expect(column(result, "period") == ["Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026", "Nov 2026"])
        #expect(column(result, "bookings") == ["2000.5", "0", "0", "5000", "0"])
        #expect(total(result, "bookings") == "7000.5")
        #expect(total(result, "deals") == "2")
        #expect(result.notes.contains { $0.hasPrefix("Nov 2026 is not over") })
    }

    @Test func trendByFiscalQuarter() async throws {
        let result = try await run(
            "get_revenue_trend", ["grain": "quarter", "from": "2026-02-01", "to": "2026-11-20"], fiscalStart: 2)
        #expect(column(result, "period") == ["Q1 FY2027", "Q2 FY2027", "Q3 FY2027", "Q4 FY2027"])
        #expect(column(result, "bookings") == ["1000", "2000.5", "5000", "0"])
    }

    @Test func trendOfWinRateLeavesEmptyMonthsEmpty() async throws {
        let result = try await run(
            "get_revenue_trend", ["measure": "win_rate", "from": "2026-07-01", "to": "2026-10-31"])
        #expect(column(result, "win_rate") == ["1", "0", "null", "0.5"])
    }

    @Test func segmentsByMeanSalesCycle() async throws {
        let result = try await run("compare_segments", ["measure": "sales_cycle", "dimension": "type"])
        #expect(column(result, "type") == ["Renewal", "New Business"])
        #expect(column(result, "sales_cycle") == ["100", "70"])
        #expect(total(result, "sales_cycle") == "80")
    }

    @Test func segmentsByBookings() async throws {
        let result = try await run("compare_segments", ["measure": "bookings", "dimension": "region"])
        #expect(column(result, "region") == ["APAC", "EMEA"])
        #expect(column(result, "bookings") == ["5000", "3000.5"])
        #expect(total(result, "bookings") == "8000.5")
    }

    @Test func rolesAreCountedOnceAContactAndOpportunitiesOnceEach() async throws {
        let result = try await run("analyze_role_frequency")
        #expect(column(result, "role") == ["Champion", "Decision Maker"])
        #expect(column(result, "contacts") == ["3", "1"])
        #expect(column(result, "opportunities") == ["3", "1"])
        #expect(column(result, "win_rate") == ["0.5", "1"])
        #expect(total(result, "contacts") == "4")
    }

    @Test func overdueIsStrictlyBeforeTheAsOfDate() async throws {
        let result = try await run("find_slipped_deals")
        #expect(column(result, "opportunity_id") == ["O5"])
        #expect(column(result, "days_overdue") == ["10"])
        let catalogue = try await Catalogue(
            warehouse: try await SmallCRM.warehouse(), asOf: SmallCRM.asOf.adding(days: -10))
        let onTheDay = try await catalogue.call("find_slipped_deals")
        #expect(onTheDay.rows.isEmpty)
    }

    @Test func largestOpenDeals() async throws {
        let result = try await run("get_top_opportunities")
        #expect(column(result, "opportunity_id") == ["O5", "O3", "O8"])
        #expect(result.totalRowCount == 3)
        #expect(total(result, "value") == "14700")
    }

    @Test func withoutProbabilitiesTheWinRateOfDealsThatPassedTheStageWeighs() async throws {
        let bare = SmallCRM.opportunities.split(separator: "\n").map { line in
            // Drops the sixth field; only the last row has a quoted comma, in its second field.
            var fields =
                line.contains("\"")
                ? [
                    "O9", "\"Dún, \"\"Inc\"\"\"", "Ann", "Closed Lost", "900", "0", "2026-02-01", "2026-10-05",
                    "Renewal", "EMEA",
                ]
                : line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            fields.remove(at: 5)
            return fields.joined(separator: ",")
        }.joined(separator: "\n")
        let warehouse = try await SmallCRM.warehouse(opportunities: bare)
        let result = try await Catalogue(warehouse: warehouse, asOf: SmallCRM.asOf).call("get_pipeline_summary")
        // Proposal: five closed deals passed it, three won: 0.6. Negotiation: two passed it, both won: 1.
        #expect(total(result, "weighted_pipeline") == "12820")
        #expect(result.notes.contains { $0.contains("no probability column") })
    }
}

/// Data that is missing is counted and said, never taken for zero.
@Suite struct MissingDataTests {
    private static let header = "opportunity_id,account,stage,amount,created_date,close_date\n"

    private func catalogue(_ rows: String) async throws -> Catalogue {
        let warehouse = try await SmallCRM.warehouse(opportunities: Self.header + rows, contacts: nil, history: nil)
        return try await Catalogue(warehouse: warehouse, asOf: SmallCRM.asOf)
    }

    @Test func aForecastWithoutDatesIsRefused() async throws {
        let catalogue = try await catalogue("1,A,Won,10,2026-01-01,2026-10-05\n2,B,Proposal,20,2026-02-01,\n")
        await #expect(throws: CatalogueError.self) {
            try await catalogue.call("forecast_pipeline_revenue", ["from": "2026-10-01", "to": "2026-12-31"])
        }
    }

    @Test func openDealsWithoutADateAreCountedApart() async throws {
        let rows =
            "1,A,Won,10,2026-01-01,2026-10-05\n2,B,Proposal,20,2026-02-01,\n3,C,Proposal,40,2026-03-01,2026-12-01\n"
        let result = try await catalogue(rows).call(
            "forecast_pipeline_revenue", ["from": "2026-10-01", "to": "2026-12-31"])
        #expect(result.total("undated") == .integer(1))
        // One of one closed deals was won, so the open one counts in full.
        #expect(result.total("forecast").decimal == 50)
    }

    @Test func withoutProbabilitiesNothingIsWeighted() async throws {
        let header = "opportunity_id,account,stage,amount,probability,close_date\n"
        let warehouse = try await SmallCRM.warehouse(
            opportunities: header
                + "1,A,Proposal,10,,2026-12-05\n2,B,Proposal,20,50,2026-12-06\n3,C,Won,5,100,2026-10-01\n",
            contacts: nil, history: nil)
        let some = try await Catalogue(warehouse: warehouse, asOf: SmallCRM.asOf).call("forecast_pipeline_revenue")
        #expect(some.total("weighted").decimal == 10)
        #expect(some.total("without_probability") == .integer(1))
        let none = try await SmallCRM.warehouse(
            opportunities: header + "1,A,Proposal,10,,2026-12-05\n3,C,Won,5,100,2026-10-01\n", contacts: nil,
            history: nil)
        let catalogue = try await Catalogue(warehouse: none, asOf: SmallCRM.asOf)
        await #expect(throws: CatalogueError.self) { try await catalogue.call("forecast_pipeline_revenue") }
    }

    @Test func anOpenDealHasReachedTheStageThatItIsIn() async throws {
        let history = "opportunity_id,stage,entered\nO1,Proposal,2026-01-10\n"
        let warehouse = try await SmallCRM.warehouse(contacts: nil, history: history)
        let result = try await Catalogue(warehouse: warehouse, asOf: SmallCRM.asOf).call("analyze_stage_funnel")
        // Open: three in Proposal, one in Negotiation; won: three. The two lost ones are nowhere in the history.
        #expect(result.rows.map { $0[3] } == [.integer(7), .integer(4)])
        #expect(result.total("without_history") == .integer(2))
    }

    @Test func aPipelineWithoutAmountsIsRefused() async throws {
        let catalogue = try await catalogue("1,A,Won,10,2026-01-01,2026-10-05\n2,B,Proposal,,2026-02-01,\n")
        await #expect(throws: CatalogueError.self) { try await catalogue.call("get_pipeline_summary") }
    }

    @Test func periodsBeforeTheDataBeginAreNotZero() async throws {
        let catalogue = try await catalogue("1,A,Won,10,2026-01-01,2026-09-05\n2,B,Lost,20,2026-02-01,2026-08-20\n")
        let result = try await catalogue.call("get_revenue_trend", ["from": "2026-01-01", "to": "2026-11-20"])
        #expect(result.rows.map { $0[0] } == ["Aug 2026", "Sep 2026", "Oct 2026", "Nov 2026"].map(Value.text))
        #expect(result.notes.contains { $0.contains("2026-08-20") })
    }
}
