import Analytics
import Core
import TestSupport
import Testing

/// Worked out by hand: on 2026-11-20 the open deals of `SmallCRM` have been in their stage for 50 (O3), 61 (O5), 46 (O7)
/// and 19 days (O8).
@Suite struct StalledDealsTests {
    private func run(_ arguments: [String: JSON] = [:]) async throws -> FunctionResult {
        try await SmallCRM.catalogue().call("find_stalled_deals", arguments)
    }

    @Test func byTheStageHistory() async throws {
        let result = try await run()
        #expect(
            result.columns.map(\.name) == [
                "opportunity_id", "account", "owner", "stage", "amount", "closed", "last_change", "idle_days",
            ])
        #expect(result.columns[6].label == "Last stage change")
        #expect(result.column("opportunity_id") == ["O5", "O3", "O7"])
        #expect(result.column("last_change") == ["2026-09-20", "2026-10-01", "2026-10-05"])
        #expect(result.column("idle_days") == ["61", "50", "46"])
        #expect(result.totalTexts("deals", "value", "open_deals", "threshold_days") == ["3", "14000", "4", "30"])
        #expect(result.totalTexts("without_history", "without_amount") == ["none", "1"])
        #expect(result.arguments["basis"] == "history")
        #expect(result.arguments["as_of"] == "2026-11-20")
        #expect(result.arguments["days"] == 30)
        #expect(result.notes.first?.contains("by the stage history") == true)
        #expect(result.sources["history"] == ["entered", "opportunity_id"])
    }

    @Test(arguments: [(45, ["O5", "O3", "O7"]), (46, ["O5", "O3"]), (60, ["O5"]), (61, [])])
    func moreThanSoManyDaysIsStrict(_ days: Int, _ expected: [String]) async throws {
        let result = try await run(["days": .integer(days)])
        #expect(result.column("opportunity_id") == expected)
        #expect(result.totalText("threshold_days") == "\(days)")
        #expect(result.totalText("deals") == "\(expected.count)")
    }

    @Test func nothingStalledIsAnAnswer() async throws {
        let result = try await run(["days": 3650])
        #expect(result.rows.isEmpty)
        #expect(result.totalRowCount == 0)
        #expect(result.totalTexts("deals", "value", "open_deals", "without_amount") == ["0", "0", "4", "none"])
    }

    @Test func theLimitCutsRowsAndNoTotal() async throws {
        let result = try await run(["limit": 1])
        #expect(result.column("opportunity_id") == ["O5"])
        #expect(result.totalRowCount == 3)
        #expect(result.totalTexts("deals", "value") == ["3", "14000"])
    }

    @Test func filtersAndConditionsNarrowWhatIsOpen() async throws {
        let emea = try await run(["filters": only("region", "EMEA")])
        #expect(emea.column("opportunity_id") == ["O3", "O7"])
        #expect(emea.totalText("open_deals") == "2")
        let elsewhere = try await run(["filters": only("region", "EMEA", exclude: true), "days": 10])
        #expect(elsewhere.column("opportunity_id") == ["O5", "O8"])
        let large = try await run(["conditions": [["measure": "amount", "operator": "at_least", "value": 4000]]])
        #expect(large.totalTexts("deals", "open_deals") == ["2", "2"])
        let withoutAmounts = try await run(["filters": only("account", "Cedar")])
        #expect(withoutAmounts.totalTexts("deals", "value", "without_amount") == ["1", "null", "1"])
        let closed = try await run(["filters": only("stage", "Closed Won")])
        #expect(closed.totalTexts("deals", "value", "open_deals") == ["0", "0", "0"])
    }

    @Test func dealsWithoutAHistoryAreCountedApart() async throws {
        let history =
            "opportunity_id,stage,entered\nO3,Lead,2025-01-01\nO3,Proposal,2026-10-01\nO8,Proposal,2027-01-01\n"
        let warehouse = try await SmallCRM.warehouse(history: history)
        let result = try await Catalogue(warehouse: warehouse, asOf: SmallCRM.asOf).call("find_stalled_deals")
        // The last entry counts, not the first; one in the future is no standstill.
        #expect(result.column("opportunity_id") == ["O3"])
        #expect(result.column("idle_days") == ["50"])
        #expect(result.totalTexts("open_deals", "without_history") == ["4", "2"])
        #expect(result.notes.contains("2 open deals have no stage history and are not looked at."))
    }

    @Test func byTheAgeWhereNothingElseIsKnown() async throws {
        let catalogue = try await DealBook.catalogue()
        // The median cycle is 40 days; the open deals are 50, 80, 41, 19 and 111 days old.
        let result = try await catalogue.call("find_stalled_deals", ["days": 5])
        #expect(result.column("opportunity_id") == ["D12", "D9"])
        #expect(result.column("last_change") == ["2026-08-01", "2026-09-01"])
        #expect(result.column("idle_days") == ["111", "80"])
        #expect(result.columns[6].label == "Created")
        #expect(result.totalTexts("deals", "value", "open_deals", "threshold_days") == ["2", "1500", "5", "60"])
        #expect(result.arguments["basis"] == "age")
        #expect(result.arguments["days"] == nil)
        #expect(result.notes.first?.contains("1.5 times the median cycle") == true)
        // The median, the list and its totals, with a blank line between them and none within.
        #expect(result.sql.split(separator: "\n\n").count == 3)
        // The threshold is that of all won deals, whatever is filtered.
        let narrowed = try await catalogue.call("find_stalled_deals", ["filters": only("product", "Basic")])
        #expect(narrowed.totalText("threshold_days") == "60")
    }

    @Test func anAgeOfTheThresholdIsNotStalled() async throws {
        let day = SmallCRM.asOf.adding(days: -20)  // 31 October, 60 days after 1 September
        let result = try await DealBook.catalogue(asOf: day).call("find_stalled_deals")
        #expect(result.column("opportunity_id") == ["D12"])
    }

    @Test func openDealsWithoutACreatedDateAreCountedApart() async throws {
        let rows = """
            opportunity_id,stage,amount,created_date,close_date
            1,Closed Won,5,2026-01-01,2026-01-02
            2,Proposal,7,,2026-12-01
            3,Proposal,9,2026-01-01,2026-12-01

            """
        let result = try await DealBook.catalogue(opportunities: rows).call("find_stalled_deals")
        #expect(result.column("opportunity_id") == ["3"])
        #expect(result.totalTexts("threshold_days", "without_history", "open_deals") == ["1.5", "1", "2"])
    }

    @Test func byTheLastActivityWhereThereIsNoHistory() async throws {
        let rows = """
            opportunity_id,stage,amount,created_date,close_date,last_activity_date
            1,Proposal,5,2026-01-01,2026-12-01,2026-10-20
            2,Proposal,7,2026-01-01,2026-12-01,2026-10-21
            3,Proposal,9,2026-01-01,2026-12-01,
            4,Closed Lost,9,2026-01-01,2026-02-01,2026-01-20

            """
        let result = try await DealBook.catalogue(opportunities: rows).call("find_stalled_deals")
        // 31 and 30 days.
        #expect(result.column("opportunity_id") == ["1"])
        #expect(result.column("last_change") == ["2026-10-20"])
        #expect(result.column("idle_days") == ["31"])
        #expect(result.columns.first { $0.name == "last_change" }?.label == "Last activity")
        #expect(result.totalTexts("deals", "value", "open_deals", "without_history") == ["1", "5", "3", "1"])
        #expect(result.arguments["basis"] == "activity")
    }

    @Test func refusals() async throws {
        let undated = try await DealBook.catalogue(
            opportunities: DealBook.without("created_date"))
        #expect(try await undated.refusal("find_stalled_deals").hasPrefix("the data has no stage history, no last"))
        let nothingWon = try await DealBook.catalogue(
            opportunities: "opportunity_id,stage,amount,created_date,close_date\n1,Proposal,5,2026-01-01,2026-12-01\n")
        #expect(try await nothingWon.refusal("find_stalled_deals").hasPrefix("no deal was won with both"))
        let catalogue = try await SmallCRM.catalogue()
        for days: JSON in [0, 3651, "thirty"] {
            #expect(try await catalogue.refusal("find_stalled_deals", ["days": days]).contains("from 1 to 3650"))
        }
        #expect(try await catalogue.refusal("find_stalled_deals", ["from": "2026-01-01"]).contains("not an argument"))
    }
}
