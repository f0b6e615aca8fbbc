import Analytics
import Core
import TestSupport
import Testing

/// Worked out by hand from `SmallCRM`.
@Suite struct AccountOverviewTests {
    private func run(_ account: String, _ more: [String: JSON] = [:]) async throws -> FunctionResult {
        try await SmallCRM.catalogue().call(
            "get_account_overview", more.merging(["account": .string(account)]) { given, _ in given })
    }

    @Test func anAccountWithWonAndOpenDeals() async throws {
        let result = try await run("Acme")
        #expect(result.columns.map(\.name) == ["status", "deals", "value", "average_amount"])
        #expect(result.column("status") == ["Open", "Won", "Lost"])
        #expect(result.column("deals") == ["1", "2", "0"])
        #expect(result.column("value") == ["4000", "3000.5", "0"])
        #expect(result.column("average_amount") == ["4000", "1500.25", "null"])
        #expect(
            result.totalTexts("deals", "total_value", "won_value", "pipeline") == ["3", "7000.5", "3000.5", "4000"])
        #expect(result.totalTexts("weighted_pipeline", "win_rate") == ["2000", "1"])
        #expect(
            result.totalTexts("first_created", "last_won", "next_close") == ["2026-01-10", "2026-07-10", "2026-12-15"])
        #expect(result.totalTexts("contacts", "without_amount") == ["3", "none"])
        #expect(result.totalRowCount == 3)
    }

    @Test func anOverdueDealIsNotTheNextToClose() async throws {
        let result = try await run("Birch")
        #expect(result.column("deals") == ["1", "0", "1"])
        #expect(result.totalTexts("last_won", "next_close", "win_rate") == ["null", "null", "0"])
        #expect(result.totalTexts("weighted_pipeline", "contacts") == ["8000", "2"])
    }

    @Test func anOpenDealWithoutAnAmountHasNoPipeline() async throws {
        let result = try await run("Cedar")
        #expect(result.column("value") == ["null", "5000", "0"])
        #expect(result.totalTexts("pipeline", "weighted_pipeline", "total_value") == ["null", "null", "5000"])
        #expect(result.totalTexts("without_amount", "contacts", "next_close") == ["1", "0", "2027-01-20"])
        #expect(result.notes.contains("One opportunity has no amount and adds nothing."))
    }

    @Test func aNameIsBoundNotWritten() async throws {
        let result = try await run("Dún, \"Inc\"")
        #expect(result.column("value") == ["0", "0", "900"])
        #expect(result.totalTexts("weighted_pipeline", "pipeline", "won_value") == ["0", "0", "0"])
        #expect(result.sql.contains("account = ?"))
    }

    @Test func aPeriodAndFiltersNarrowIt() async throws {
        let july = try await run("Acme", ["from": "2026-07-01", "to": "2026-07-31"])
        #expect(july.column("deals") == ["0", "1", "0"])
        #expect(july.totalTexts("total_value", "first_created") == ["2000.5", "2026-04-01"])
        #expect(july.totalText("contacts") == "0")
        let nothing = try await run("Acme", ["filters": only("type", "Expansion")])
        #expect(nothing.column("value") == ["0", "0", "0"])
        #expect(nothing.totalTexts("deals", "total_value", "win_rate") == ["0", "0", "null"])
        #expect(nothing.totalTexts("first_created", "last_won", "next_close") == ["null", "null", "null"])
        let small = try await run("Acme", ["conditions": [["measure": "amount", "operator": "below", "value": 4000]]])
        #expect(small.column("deals") == ["0", "2", "0"])
    }

    @Test func aDealThatClosesOnTheDayIsNext() async throws {
        let result = try await DealBook.catalogue().call("get_account_overview", ["account": "Cedar"])
        #expect(result.totalText("next_close") == "2026-11-20")
        #expect(result.totalText("contacts") == "none")
    }

    @Test func contactsOfTheAccountCountOnce() async throws {
        let contacts = "opportunity_id,account,title\nO1,,CEO\n,Acme,Director\n,Birch,Manager\n"
        let warehouse = try await SmallCRM.warehouse(contacts: contacts)
        let catalogue = try await Catalogue(warehouse: warehouse, asOf: SmallCRM.asOf)
        let result = try await catalogue.call("get_account_overview", ["account": "Acme"])
        #expect(result.totalText("contacts") == "2")
    }

    @Test func withoutProbabilitiesTheNoteSaysHowItIsWeighted() async throws {
        let catalogue = try await DealBook.catalogue(opportunities: DealBook.without("probability"))
        let result = try await catalogue.call("get_account_overview", ["account": "Dale"])
        // Three of seven closed deals were won.
        #expect(result.totalText("weighted_pipeline") == "385.714286")
        #expect(result.notes.contains { $0.contains("no probability column") })
    }

    @Test func refusals() async throws {
        let catalogue = try await SmallCRM.catalogue()
        #expect(try await catalogue.refusal("get_account_overview") == "get_account_overview: account is needed")
        #expect(
            try await catalogue.refusal("get_account_overview", ["account": "Acmee"])
                == "get_account_overview: account names no account: Acmee; did you mean Acme?")
        #expect(
            try await catalogue.refusal("get_account_overview", ["account": "Zzzzzzzz"])
                == "get_account_overview: account names no account: Zzzzzzzz")
        for bad: JSON in ["", " \t", .string(String(repeating: "a", count: 201)), 7, true] {
            #expect(
                try await catalogue.refusal("get_account_overview", ["account": bad])
                    == "get_account_overview: account must be a text of 1 to 200 characters")
        }
        #expect(
            try await catalogue.refusal(
                "get_account_overview", ["account": .string(String(repeating: "a", count: 200))]
            ).contains("names no account"))
        let bare = try await DealBook.catalogue(opportunities: DealBook.without("account"))
        #expect(
            try await bare.refusal("get_account_overview", ["account": "Acme"]).hasPrefix(
                "the data has no account column; it has "))
    }
}
