import Core
import Testing

@testable import Warehouse

@Suite("Recognition of columns")
struct ColumnRecognitionTests {
    private func roles(_ headers: [String], kind: DatasetKind = .opportunities) -> RoleRecognition {
        RoleRecognition(kind: kind, headers: headers, mapping: [:], file: "deals.csv", key: "data.opportunities")
    }

    @Test(
        "a header is known in whatever way a system writes it",
        arguments: [
            ("CloseDate", Meaning.role(.closed)), ("StageName", .role(.stage)), ("dealstage", .role(.stage)),
            ("Deal - Stage (pipeline)", .role(.stage)), ("Opportunity: Stage", .role(.stage)),
            ("hs_is_closed_won", .isWon), ("Is Deal Closed?", .isClosed), ("Is closed lost", .isLost),
            ("hs_deal_stage_probability", .role(.probability)), ("Amount (USD)", .role(.amount)),
            ("Deal - Closed on", .actualClose), ("Deal - Creation date", .role(.created)),
            ("Opportunity Owner: Full Name", .role(.owner)), ("Account: Account Name", .role(.account)),
            ("AccountId", .role(.account)), ("Amount Currency", .currency), ("Deal - Currency of value", .currency),
            ("LastActivityDate", .role(.activity)), ("Deal - Title*", .role(.name)),
            ("Expected Closing", .role(.closed)),
        ])
    func headers(header: String, meaning: Meaning) {
        #expect(roles([header]).columns == [meaning: 0])
    }

    @Test(
        "what only looks alike is nothing",
        arguments: [
            "Amount (weighted)", "Weighted amount", "Expected Revenue", "Last Modified Date", "Account Type",
            "Contact: Title", "Contact Roles: Role", "Next activity date", "Stage Duration", "Account Owner",
            "Deal - Currency of Weighted value", "Owner Role", "Probability Rationale", "Close Date Pushes",
        ])
    func lookalikes(header: String) { #expect(roles([header]).columns.isEmpty) }

    @Test("the headers of Zoho, Freshsales and of Pipedrive with its organizations are known too")
    func otherSystems() {
        let zoho = roles([
            "Record Id", "Deal Owner", "Amount", "Deal Name", "Closing Date", "Account Name", "Stage", "Type",
            "Probability (%)", "Lead Source", "Campaign Source", "Created Time", "Modified Time", "Expected Revenue",
            "Next Step", "Contact Name", "Reason For Loss", "Last Activity Time",
        ])
        let expected: [Role] = [
            .opportunityID, .owner, .amount, .name, .closed, .account, .stage, .type, .probability, .leadSource,
        ]
        for (index, role) in expected.enumerated() { #expect(zoho[role] == index, "\(role)") }
        #expect(zoho[.created] == 11 && zoho[.nextStep] == 14 && zoho[.lossReason] == 16 && zoho[.activity] == 17)
        #expect(zoho.columns.count == 14 && zoho.errors.isEmpty && zoho.warnings.isEmpty)

        let freshsales = roles([
            "Deal name", "Amount", "Deal stage", "Expected close date", "Closed date", "Sales account", "Sales owner",
            "Source", "Lost reason", "Created at",
        ])
        #expect(freshsales[.closed] == 3 && freshsales.columns[.actualClose] == 4 && freshsales[.account] == 5)
        #expect(freshsales[.owner] == 6 && freshsales.columns.count == 10 && freshsales.errors.isEmpty)

        let pipedrive = roles([
            "Deal - Organization", "Organization - Name", "Organization - Owner", "Deal - Owner", "Person - Name",
            "Deal - Value", "Deal - Weighted value", "Deal - Stage",
        ])
        #expect(pipedrive[.account] == 0 && pipedrive[.owner] == 3 && pipedrive[.amount] == 5 && pipedrive[.stage] == 7)
        #expect(pipedrive.columns.count == 4 && pipedrive.errors.isEmpty)
    }

    @Test("an expected close date is that of open deals, the other one that of closed ones")
    func closeDates() async throws {
        let warehouse = try await openDeals(
            "stage,amount,expected_close_date,close_date\nOpen,1,2026-05-01,\nWon,2,2026-05-01,2026-04-02\nLost,3,2026-06-01,\n"
        )
        let closed = try await warehouse.rows("SELECT closed FROM opportunities ORDER BY line")
        #expect(closed.map { $0[0].date?.description } == ["2026-05-01", "2026-04-02", "2026-06-01"])
        #expect(warehouse.schema.has(.closed))
    }

    @Test("two columns for a text are a choice that is told, two for a figure an error")
    func choices() {
        let owners = roles(["Sales Rep", "Account Executive"])
        #expect(owners[.owner] == 0 && owners.errors.isEmpty)
        #expect(owners.warnings.first?.message.contains("Sales Rep is taken") == true)
        #expect(owners.warnings.first?.solution?.contains("owner: \"Account Executive\"") == true)
        let amounts = roles(["Amount (USD)", "Amount (EUR)"])
        #expect(amounts[.amount] == nil && amounts.errors.map(\.id) == ["columns.two-for-one-role"])
        #expect(roles(["Amount", "Amount (converted)"])[.amount] == 0)
        #expect(roles(["Deal - Stage", "Sales Stage"])[.stage] == 0)
    }

    @Test("the currency of a deal is not that of its converted amount")
    func converted() {
        let own = roles(["Currency", "Amount (converted)"])
        #expect(own[.amount] == 1 && own.columns[.currency] == nil)
        let both = roles(["Currency", "Amount (converted) Currency", "Amount (converted)"])
        #expect(both.columns[.currency] == 1)
    }

    @Test("contacts know their columns by the contact's name too")
    func contacts() {
        let found = roles(
            ["Opportunity: ID", "Account Name", "Contact: Title", "Contact Roles: Role", "Contact ID"], kind: .contacts)
        #expect(found[.opportunityID] == 0 && found[.account] == 1 && found[.title] == 2 && found[.role] == 3)
        #expect(found.columns.count == 4)
    }

    @Test(
        "names and addresses of persons are no dimensions",
        arguments: [
            ("Primary Contact", true), ("Deal - Contact person", true), ("Contact: Email", true), ("E-Mail", true),
            ("Phone", true), ("Contact Name", true), ("Contact Roles: Primary", false), ("Email campaign id", true),
            ("Deal owner", false), ("Account Owner", false), ("Contacted", false),
        ])
    func persons(header: String, isPerson: Bool) { #expect(ContactColumns.namesPersons(header) == isPerson) }

    @Test("every name that makes contacts of an export is one that contacts are read by")
    func derivedContacts() {
        for header in ContactColumns.names {
            let found = roles(["opportunity_id", header], kind: .contacts)
            #expect(found[.title] == 1 || found[.role] == 1, "\(header)")
        }
    }

    @Test("numbers that measure are no dimensions, however few there are")
    func measurements() async throws {
        let warehouse = try await openDeals(
            "id,stage,amount,grade,Age,Margin %,Seat price,Partner ID,fiscal year\n"
                + "1,Won,1,1,30,0.1,€5,A1,2026\n2,Lost,1,2,40,0.2,€6,A2,2026\n")
        #expect(warehouse.schema.dimensions.map(\.id) == ["stage", "grade", "fiscal_year"])
        #expect(warehouse.schema.droppedDimensions["age"] == "Age is a column of numbers")
        #expect(warehouse.schema.droppedDimensions["partner_id"] == "Partner ID is a column of keys")
    }
}
