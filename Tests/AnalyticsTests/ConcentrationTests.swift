import Analytics
import Core
import TestSupport
import Testing

/// Worked out by hand from `SmallCRM`: open are 10000 (Birch), 4000 (Acme), one without an amount (Cedar) and 700 of no
/// account.
@Suite struct ConcentrationTests {
    private func run(_ arguments: [String: JSON] = [:]) async throws -> FunctionResult {
        try await SmallCRM.catalogue().call("analyze_concentration", arguments)
    }

    @Test func pipelineByAccount() async throws {
        let result = try await run()
        #expect(result.columns.map(\.name) == ["account", "pipeline", "deals", "share", "cumulative_share"])
        #expect(result.columns.map(\.unit) == [.text, .currency, .count, .percent, .percent])
        #expect(result.column("account") == ["Birch", "Acme"])
        #expect(result.column("pipeline") == ["10000", "4000"])
        #expect(result.column("deals") == ["1", "1"])
        #expect(result.column("share") == ["0.680272", "0.272109"])
        #expect(result.column("cumulative_share") == ["0.680272", "0.952381"])
        #expect(result.totalTexts("pipeline", "top_value", "top_share") == ["14700", "14000", "0.952381"])
        #expect(result.totalTexts("groups", "without_group", "without_amount") == ["2", "1", "1"])
        #expect(result.totalRowCount == 2)
        #expect(result.arguments["dimension"] == "account")
        #expect(result.arguments["top"] == 5)
    }

    @Test func theTopOne() async throws {
        let result = try await run(["top": 1])
        #expect(result.column("account") == ["Birch"])
        #expect(result.totalTexts("top_value", "top_share", "groups") == ["10000", "0.680272", "2"])
        #expect(result.totalRowCount == 2)
        #expect(result.totals.first { $0.name == "top_share" }?.label == "Share of the top 1")
    }

    @Test func bookingsAndTotalValue() async throws {
        let bookings = try await run(["measure": "bookings"])
        #expect(bookings.column("account") == ["Cedar", "Acme"])
        #expect(bookings.column("bookings") == ["5000", "3000.5"])
        #expect(bookings.column("share") == ["0.624961", "0.375039"])
        #expect(bookings.column("cumulative_share") == ["0.624961", "1"])
        #expect(
            bookings.totalTexts("bookings", "top_share", "without_group", "without_amount") == [
                "8000.5", "1", "none", "none",
            ])
        let total = try await run(["measure": "total_value"])
        #expect(total.column("account") == ["Birch", "Acme", "Cedar", "Dún, \"Inc\""])
        #expect(total.column("deals") == ["2", "3", "2", "1"])
        #expect(total.totalTexts("total_value", "top_value", "groups") == ["26600.5", "25900.5", "4"])
    }

    @Test func anotherDimension() async throws {
        let result = try await run(["dimension": "region"])
        #expect(result.column("region") == ["APAC", "EMEA"])
        #expect(result.column("deals") == ["1", "2"])
        #expect(result.totalTexts("top_value", "without_group", "groups") == ["14000", "1", "2"])
        #expect(result.arguments["dimension"] == "region")
    }

    @Test func aPeriodIsByExpectedClose() async throws {
        let result = try await run(["from": "2026-12-01", "to": "2026-12-31"])
        #expect(result.column("account") == ["Acme"])
        #expect(result.totalTexts("pipeline", "top_share") == ["4700", "0.851064"])
        let filtered = try await run(["filters": only("account", "Birch", exclude: true)])
        #expect(filtered.totalTexts("pipeline", "top_value", "without_group") == ["4700", "4000", "1"])
    }

    @Test func tiesGoByName() async throws {
        let rows =
            "opportunity_id,account,stage,amount\n1,b,Proposal,5\n2,a,Proposal,5\n3,B,Proposal,5\n4,c,Proposal,0\n"
        let result = try await DealBook.catalogue(opportunities: rows).call("analyze_concentration", ["top": 2])
        #expect(result.column("account") == ["B", "a"])
        #expect(result.column("cumulative_share") == ["0.333333", "0.666667"])
        // An amount of nought is a value too.
        #expect(result.totalTexts("groups", "top_share") == ["4", "0.666667"])
    }

    @Test func allWithoutAnAccountIsAWholeWithoutATop() async throws {
        let result = try await run(["conditions": [["measure": "amount", "operator": "below", "value": 4000]]])
        #expect(result.rows.isEmpty)
        #expect(result.totalTexts("pipeline", "top_value", "top_share", "groups") == ["700", "0", "0", "0"])
        #expect(result.totalText("without_group") == "1")
    }

    @Test func refusals() async throws {
        let catalogue = try await SmallCRM.catalogue()
        let reason = "there is no pipeline there, so nothing can be a share of it"
        #expect(
            try await catalogue.refusal("analyze_concentration", ["filters": only("account", "Cedar")]) == reason)
        #expect(try await catalogue.refusal("analyze_concentration", ["from": "2030-01-01"]) == reason)
        let free = try await DealBook.catalogue(
            opportunities: "opportunity_id,account,stage,amount\n1,a,Proposal,0\n")
        #expect(try await free.refusal("analyze_concentration") == reason)
        for top: JSON in [0, 101] {
            #expect(try await catalogue.refusal("analyze_concentration", ["top": top]).contains("from 1 to 100"))
        }
        #expect(
            try await catalogue.refusal("analyze_concentration", ["measure": "win_rate"]).contains("must be one of"))
        let bare = try await DealBook.catalogue(opportunities: DealBook.without("account"))
        #expect(try await bare.refusal("analyze_concentration").hasPrefix("the data has no account column; it has "))
        #expect(try await bare.refusal("analyze_concentration", ["dimension": "owner"]) == "answered")
    }
}
