import Analytics
import Core
import TestSupport
import Testing

/// Worked out by hand from the five contacts of `SmallCRM`.
@Suite struct ContactFunctionTests {
    private func catalogue(contacts: String? = SmallCRM.contacts) async throws -> Catalogue {
        try await Catalogue(warehouse: try await SmallCRM.warehouse(contacts: contacts), asOf: SmallCRM.asOf)
    }

    /// One contact of O1, and one of the account of O1, O2 and O3.
    private static let mixed = "opportunity_id,account,title,role\nO1,,CFO,Champion\n,Acme,Sales Director,Buyer\n"

    @Test func rolesLinkEachContactByItsOwnRow() async throws {
        let result = try await catalogue(contacts: Self.mixed).call("analyze_role_frequency")
        #expect(result.column("role") == ["Buyer", "Champion"])
        #expect(result.column("contacts") == ["1", "1"])
        #expect(result.column("opportunities") == ["3", "1"])
        #expect(result.totalTexts("contacts", "opportunities") == ["2", "3"])
        #expect(result.sources["contacts"] == ["account", "opportunity_id", "role"])
        #expect(result.notes.contains { $0.contains("names no opportunity") })
    }

    @Test func rolesOfAccountsAlone() async throws {
        let result = try await catalogue(contacts: "account,role\nAcme,Buyer\nBirch,Buyer\nAcme,User\n").call(
            "analyze_role_frequency", ["status": "open"])
        #expect(result.column("role") == ["Buyer", "User"])
        #expect(result.column("contacts") == ["2", "1"])
        #expect(result.sources["contacts"] == ["account", "role"])
    }

    @Test func titlesBySeniority() async throws {
        let result = try await catalogue().call("analyze_titles")
        #expect(
            result.columns.map(\.name) == [
                "seniority", "contacts", "opportunities", "won", "closed", "win_rate", "value",
            ])
        #expect(result.column("seniority") == ["C-level", "Manager", "VP"])
        #expect(result.column("contacts") == ["2", "2", "1"])
        #expect(result.column("opportunities") == ["2", "2", "1"])
        #expect(result.column("won") == ["1", "0", "1"])
        #expect(result.column("closed") == ["1", "1", "1"])
        #expect(result.column("win_rate") == ["1", "0", "1"])
        #expect(result.column("value") == ["11000", "7000", "1000"])
        // O1 has two of the contacts and is one opportunity: the rows add up to 19000.
        #expect(result.totalTexts("contacts", "opportunities", "executive_opportunities") == ["5", "4", "2"])
        #expect(result.totalTexts("value", "without_amount") == ["18000", "none"])
        #expect(result.notes.first?.contains("several rows") == true)
        #expect(result.isRectangular)
    }

    @Test func titlesAsWritten() async throws {
        let result = try await catalogue().call("analyze_titles", ["by": "title", "limit": 2])
        #expect(result.columns.first?.name == "title")
        #expect(result.column("title") == ["Manager", "CEO"])
        #expect(result.totalRowCount == 4)
        #expect(result.totalText("contacts") == "5")
    }

    @Test func titlesByFunction() async throws {
        let contacts = """
            opportunity_id,title
            O1,CFO
            O1,VP Sales
            O3,IT Manager
            O4,Finance Manager
            O5,Sales Director
            O5,

            """
        let result = try await catalogue(contacts: contacts).call("analyze_titles", ["by": "function"])
        #expect(result.column("job_function") == ["Finance", "Sales", "IT"])
        #expect(result.column("contacts") == ["2", "2", "1"])
        #expect(result.column("value") == ["4000", "11000", "4000"])
        #expect(result.totalTexts("contacts", "executive_opportunities", "value") == ["5", "1", "18000"])
        #expect(result.notes.contains("One contact has no title and is left out."))
    }

    @Test func titlesOnDealsOfOneStatusHaveNoWinRate() async throws {
        let result = try await catalogue().call("analyze_titles", ["status": "won"])
        #expect(result.columns.map(\.name) == ["seniority", "contacts", "opportunities", "value"])
        #expect(result.columns.last?.label == "Won value")
        #expect(result.column("seniority") == ["C-level", "VP"])
        #expect(result.column("value") == ["1000", "1000"])
        #expect(
            result.totalTexts("contacts", "opportunities", "executive_opportunities", "value")
                == ["2", "1", "1", "1000"])
        let open = try await catalogue().call("analyze_titles", ["status": "open", "from": "2026-12-01"])
        #expect(open.column("seniority") == ["Manager"])
    }

    @Test func contactsOfAnAccountAreOnAllItsOpportunities() async throws {
        let result = try await catalogue(contacts: Self.mixed).call("analyze_titles")
        #expect(result.column("seniority") == ["C-level", "Director"])
        #expect(result.column("contacts") == ["1", "1"])
        #expect(result.column("value") == ["1000", "7000.5"])
        #expect(result.totalTexts("opportunities", "executive_opportunities", "value") == ["3", "1", "7000.5"])
    }

    @Test func titlesOnDealsWithoutAmounts() async throws {
        let result = try await catalogue(contacts: "opportunity_id,title\nO7,CEO\nO7,CEO\n").call("analyze_titles")
        #expect(result.column("contacts") == ["2"])
        #expect(result.column("opportunities") == ["1"])
        #expect(result.column("value") == ["null"])
        #expect(result.column("win_rate") == ["null"])
        #expect(result.totalTexts("value", "without_amount") == ["null", "1"])
    }

    @Test func titlesInNoDealInQuestionAreRefused() async throws {
        #expect(
            try await catalogue().refusal("analyze_titles", ["filters": only("account", "Cedar")])
                == "no contact with a title belongs to the opportunities in question")
    }

    @Test func openDealsWithoutADecisionMaker() async throws {
        let result = try await catalogue().call("find_missing_stakeholders")
        #expect(
            result.columns.map(\.name) == [
                "opportunity_id", "account", "owner", "stage", "amount", "closed", "contacts",
            ])
        #expect(result.column("opportunity_id") == ["O3", "O8", "O7"])
        #expect(result.column("contacts") == ["1", "0", "0"])
        #expect(result.totalTexts("deals", "value", "open_deals", "share") == ["3", "4700", "4", "0.75"])
        #expect(result.totalTexts("without_contacts", "without_amount") == ["2", "1"])
        #expect(result.totalRowCount == 3)
        #expect(result.sources["contacts"] == ["opportunity_id", "title"])
    }

    @Test func stakeholdersInAPeriodWithALimit() async throws {
        let result = try await catalogue().call(
            "find_missing_stakeholders", ["from": "2026-12-01", "to": "2026-12-31", "limit": 1])
        #expect(result.column("opportunity_id") == ["O3"])
        #expect(result.totalRowCount == 2)
        #expect(result.totalTexts("deals", "open_deals", "share", "value") == ["2", "2", "1", "4700"])
        let nothing = try await catalogue().call("find_missing_stakeholders", ["from": "2030-01-01"])
        #expect(nothing.totalTexts("deals", "value", "open_deals", "share") == ["0", "0", "0", "null"])
        let covered = try await catalogue().call("find_missing_stakeholders", ["filters": only("account", "Birch")])
        #expect(covered.rows.isEmpty)
        #expect(covered.totalTexts("deals", "value", "share", "without_contacts") == ["0", "0", "0", "0"])
    }

    @Test func anExecutiveOfTheAccountCountsForItsDeals() async throws {
        let contacts = "opportunity_id,account,title\n,Acme,CEO\n,Birch,Manager\nO5,,Director\n"
        let result = try await catalogue(contacts: contacts).call("find_missing_stakeholders")
        #expect(result.column("opportunity_id") == ["O5", "O8", "O7"])
        #expect(result.column("contacts") == ["2", "0", "0"])
        #expect(result.totalTexts("open_deals", "without_contacts") == ["4", "2"])
        #expect(result.sources["contacts"] == ["account", "opportunity_id", "title"])
    }

    @Test(arguments: ["analyze_titles", "find_missing_stakeholders"])
    func withoutTitlesTheyAreRefused(_ function: String) async throws {
        #expect(
            try await catalogue(contacts: nil).refusal(function)
                == "the data has no contacts file; it has opportunities, history")
        #expect(
            try await catalogue(contacts: "opportunity_id,role\nO1,Champion\n").refusal(function)
                == "the data has no title of contacts; it has roles")
    }

    @Test func titlesAreGroupedByWhatTheyKnow() async throws {
        #expect(try await catalogue().refusal("analyze_titles", ["by": "role"]).contains("must be one of seniority"))
    }
}
