import Core
import Foundation
import Testing

@testable import Warehouse

/// Whole exports of the usual systems, opened with nothing but their file's name; the figures were added up by hand.
@Suite("Whole exports, without a mapping")
struct ExportTests {
    private func open(_ file: String, _ change: (inout DataConfiguration) -> Void = { _ in }) async throws -> Warehouse
    {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures").path
        var configuration = DataConfiguration(folder: folder, opportunities: .init(file: file))
        change(&configuration)
        return try await Warehouse.open(configuration)
    }

    /// Count and sum by outcome: `open 5 200200, won …`.
    private func figures(_ warehouse: Warehouse) async throws -> [String: String] {
        let rows = try await warehouse.rows(
            "SELECT outcome, count(*), sum(amount) FROM opportunities GROUP BY outcome ORDER BY outcome")
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                (row[0].string ?? "", "\(row[1].integer ?? -1) \(row[2].decimal?.description ?? "none")")
            })
    }

    private func roles(_ warehouse: Warehouse) -> [String: String] {
        var roles: [String: String] = [:]
        for column in warehouse.schema.datasets[0].columns where column.use == "role" {
            roles[column.header] = column.name
        }
        return roles
    }

    private func expectClean(_ warehouse: Warehouse, location: SourceLocation = #_sourceLocation) {
        #expect(warehouse.quality.rejected.isEmpty, sourceLocation: location)
        let counts = warehouse.schema.stages.reduce(0) { $0 + $1.count }
        #expect(counts == warehouse.schema.opportunityCount, sourceLocation: location)
    }

    private func stages(_ warehouse: Warehouse) -> [String] {
        warehouse.schema.stages.map { "\($0.name): \($0.outcome.rawValue) \($0.count)" }
    }

    private func texts(_ warehouse: Warehouse, _ sql: String) async throws -> [[String?]] {
        try await warehouse.rows(sql).map { row in
            row.map { value in
                value.string ?? value.date?.description ?? value.decimal?.description ?? value.integer.map(String.init)
            }
        }
    }

    @Test("a Salesforce report of opportunities")
    func salesforce() async throws {
        let warehouse = try await open("salesforce_report.csv") { $0.currency = "USD" }
        expectClean(warehouse)
        #expect(
            roles(warehouse) == [
                "Opportunity Owner": "owner", "Account Name": "account", "Opportunity Name": "name", "Stage": "stage",
                "Amount": "amount", "Probability (%)": "probability", "Close Date": "close_date",
                "Created Date": "created_date", "Next Step": "next_step", "Lead Source": "lead_source", "Type": "type",
                "Last Activity": "last_activity_date", "Opportunity ID": "opportunity_id",
            ])
        #expect(try await figures(warehouse) == ["open": "5 200200", "won": "3 75451.24", "lost": "2 15750.25"])
        #expect(
            stages(warehouse) == [
                "Prospecting: open 1", "Needs Analysis: open 1", "Qualification: open 1",
                "Proposal/Price Quote: open 1",
                "Negotiation/Review: open 1", "Closed Won: won 3", "Closed Lost: lost 2",
            ])
        #expect(
            warehouse.schema.dimensions.map(\.id) == [
                "account", "owner", "stage", "type", "lead_source", "next_step", "fiscal_period",
            ])
        #expect(
            try await texts(
                warehouse,
                "SELECT sum(amount * probability), min(created), max(closed), count(last_activity), max(last_activity) "
                    + "FROM opportunities WHERE outcome = 'open'")
                == [["139305", "2026-09-10", "2027-01-22", "4", "2026-11-21"]])
        #expect(warehouse.schema.has(.activity) && warehouse.schema.openWithoutAmount == 1)
    }

    @Test("a Salesforce report with contact roles: an opportunity on several rows is one, its contacts stand apart")
    func contactRoles() async throws {
        let warehouse = try await open("salesforce_contact_roles.csv")
        expectClean(warehouse)
        #expect(try await figures(warehouse) == ["open": "2 58000", "won": "2 44000", "lost": "1 4000"])
        let found = roles(warehouse)
        #expect(found["Opportunity Name"] == "name" && found["Contact: Title"] == nil && found["Closed"] == "closed")
        #expect(found["Opportunity ID"] == "opportunity_id" && found["Won"] == "won")
        #expect(warehouse.schema.hasContacts)
        #expect(
            try await texts(
                warehouse,
                "SELECT opportunity_id, account, title, role, seniority, job_function FROM contacts "
                    + "ORDER BY opportunity_id, title NULLS LAST") == [
                    ["0067x01", "Brightwater", "Chief Financial Officer", "Economic Buyer", "C-level", "Finance"],
                    ["0067x01", "Brightwater", "Procurement Manager", "Evaluator", "Manager", "Procurement"],
                    ["0067x01", "Brightwater", "VP of Engineering", "Technical Buyer", "VP", "Engineering"],
                    ["0067x02", "Kestrel Mutual", "CIO", "Executive Sponsor", "C-level", "IT"],
                    [
                        "0067x02", "Kestrel Mutual", "Chief of Staff", "Decision Maker", "Director",
                        "General management",
                    ],
                    ["0067x04", "Vireo Labs", nil, "Influencer", nil, nil],
                    ["0067x05", "Vireo Labs", "Director, Operations", "Business User", "Director", "Operations"],
                ])
        #expect(warehouse.schema.dimension("primary_contact") != nil)
        #expect(warehouse.schema.droppedDimensions["contact_title"] == "Contact: Title belongs to the contacts")
        #expect(try await texts(warehouse, "SELECT count(*), sum(amount) FROM opportunities") == [["5", "106000"]])
    }

    @Test("HubSpot deals: the flags decide, fractions are probabilities, times are dropped")
    func hubspot() async throws {
        let warehouse = try await open("hubspot_deals.csv")
        expectClean(warehouse)
        #expect(
            roles(warehouse) == [
                "Record ID": "opportunity_id", "Deal Name": "name", "Deal Stage": "stage", "Close Date": "close_date",
                "Create Date": "created_date", "Deal owner": "owner", "Amount": "amount",
                "Deal probability": "probability", "Is Deal Closed?": "closed", "Is Closed Won": "won",
                "Deal Type": "type", "Original Traffic Source": "lead_source",
                "Last Activity Date": "last_activity_date", "Closed Lost Reason": "loss_reason",
                "Next step": "next_step",
                "Associated Company": "account",
            ])
        #expect(try await figures(warehouse) == ["open": "4 67099.5", "won": "2 26000", "lost": "2 17000"])
        #expect(
            try await texts(
                warehouse,
                "SELECT outcome, created, closed, last_activity FROM opportunities WHERE opportunity_id LIKE '%5' OR "
                    + "opportunity_id LIKE '%6' ORDER BY line") == [
                    ["won", "2026-07-20", "2026-10-12", "2026-10-11"],
                    ["lost", "2026-09-14", "2026-11-02", "2026-10-30"],
                ])
        #expect(
            try await texts(warehouse, "SELECT sum(amount * probability) FROM opportunities WHERE outcome = 'open'")
                == [["55149.6"]])
        let ids = warehouse.schema.dimensions.map(\.id)
        #expect(ids.contains("pipeline") && !ids.contains("amount_in_company_currency"))
        #expect(!ids.contains("associated_company_ids"))
        #expect(warehouse.schema.dimension("account")?.distinctCount == 7)
    }

    @Test("Pipedrive deals: status, won and lost times, the deal's currency")
    func pipedrive() async throws {
        let warehouse = try await open("pipedrive_deals.csv") { $0.currency = "EUR" }
        expectClean(warehouse)
        #expect(
            roles(warehouse) == [
                "Deal - ID": "opportunity_id", "Deal - Title": "name", "Deal - Owner": "owner",
                "Deal - Value": "amount",
                "Deal - Currency of Value": "currency", "Deal - Probability": "probability",
                "Deal - Organization": "account", "Deal - Stage": "stage", "Deal - Status": "status",
                "Deal - Deal created": "created_date", "Deal - Last activity date": "last_activity_date",
                "Deal - Expected close date": "close_date", "Deal - Won time": "won_date",
                "Deal - Lost time": "lost_date", "Deal - Lost reason": "loss_reason",
            ])
        #expect(try await figures(warehouse) == ["open": "4 51799.99", "won": "2 21900.51", "lost": "2 9700"])
        #expect(
            try await texts(
                warehouse, "SELECT opportunity_id, closed, probability FROM opportunities ORDER BY line") == [
                    ["301", "2026-12-10", "0.4"], ["302", "2026-08-03", nil], ["303", "2026-07-15", nil],
                    ["304", "2027-02-15", "0.2"], ["305", "2026-10-06", nil], ["306", "2026-09-29", nil],
                    ["307", "2026-12-20", "0.6"], ["308", nil, "0.6"],
                ])
        let ids = warehouse.schema.dimensions.map(\.id)
        #expect(ids.contains("deal_pipeline") && ids.contains("deal_label") && !ids.contains("deal_weighted_value"))
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures").path
        let dollars = await failure(
            DataConfiguration(folder: folder, opportunities: .init(file: "pipedrive_deals.csv"), currency: "USD"))
        #expect(dollars?.diagnostics.map(\.id) == ["amount.currency"])
    }

    @Test("Dynamics 365: the reason of the status is the stage, won deals count what they brought")
    func dynamics() async throws {
        let warehouse = try await open("dynamics_opportunities.csv") { $0.currency = "USD" }
        expectClean(warehouse)
        let found = roles(warehouse)
        #expect(found["(Do Not Modify) Opportunity"] == "opportunity_id" && found["Topic"] == "name")
        #expect(found["Potential Customer"] == "account" && found["Est. Revenue"] == "amount")
        #expect(found["Est. Close Date"] == "close_date" && found["Actual Close Date"] == "actual_close_date")
        #expect(found["Status"] == "status" && found["Status Reason"] == "stage")
        #expect(found["Created On"] == "created_date" && found["Actual Revenue"] == "actual_amount")
        #expect(try await figures(warehouse) == ["open": "3 205500.75", "won": "3 113600.7", "lost": "2 46000"])
        #expect(
            Set(stages(warehouse)) == [
                "In Progress: open 2", "On Hold: open 1", "Won: won 3", "Canceled: lost 1", "Out-Sold: lost 1",
            ])
        #expect(
            try await texts(warehouse, "SELECT closed, probability FROM opportunities ORDER BY line LIMIT 3") == [
                ["2026-12-18", "0.6"], ["2026-09-29", "1"], ["2026-08-13", "0"],
            ])
        let ids = warehouse.schema.dimensions.map(\.id)
        #expect(ids == ["account", "owner", "stage", "rating", "originating_lead"])
    }

    @Test("plain snake_case")
    func snakeCase() async throws {
        let warehouse = try await open("snake_case.csv")
        expectClean(warehouse)
        let headers = warehouse.schema.datasets[0].columns
        #expect(headers.allSatisfy { $0.use == "role" && $0.name == $0.header })
        #expect(try await figures(warehouse) == ["open": "4 107750.9", "won": "2 23000.05", "lost": "2 18000"])
        #expect(
            stages(warehouse) == [
                "lead: open 2", "proposal: open 1", "negotiation: open 1", "closed_won: won 2", "closed_lost: lost 2",
            ])
        #expect(
            try await texts(
                warehouse,
                "SELECT owner, created, closed, last_activity, probability FROM opportunities WHERE opportunity_id = 'OP-6'"
            )
                == [[nil, "2026-08-21", "2026-09-30", nil, "0"]])
    }

    @Test("the columns of the Maven data set")
    func maven() async throws {
        let warehouse = try await open("maven_style.csv")
        expectClean(warehouse)
        #expect(
            roles(warehouse) == [
                "opportunity_id": "opportunity_id", "sales_agent": "owner", "product": "product", "account": "account",
                "deal_stage": "stage", "engage_date": "created_date", "close_date": "close_date",
                "close_value": "amount",
            ])
        #expect(try await figures(warehouse) == ["open": "3 none", "won": "3 31754", "lost": "2 0"])
        #expect(warehouse.schema.openWithoutAmount == 3 && warehouse.schema.lostWithoutAmount == 2)
        #expect(stages(warehouse).prefix(2) == ["Prospecting: open 1", "Engaging: open 2"])
        #expect(try await texts(warehouse, "SELECT count(created), count(closed) FROM opportunities") == [["7", "5"]])
    }
}

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
