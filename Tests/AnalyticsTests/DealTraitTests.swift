import Analytics
import Core
import TestSupport
import Testing

/// Deals kept by their contacts, by empty cells, by their dates and by name; worked out by hand from `SmallCRM`.
@Suite struct DealTraitTests {
    private func run(_ function: String, _ arguments: [String: JSON]) async throws -> FunctionResult {
        try await SmallCRM.shared.value.call(function, arguments)
    }

    private static func filter(_ trait: String, _ value: String, exclude: Bool = false) -> JSON {
        [["dimension": .string(trait), "values": [.string(value)], "exclude": .boolean(exclude)]]
    }

    private static let kept: [(trait: String, name: String, exclude: Bool, deals: String, value: String)] = [
        ("contact_role", "Champion", false, "3", "8000"),
        ("contact_role", "Champion", true, "6", "18600.5"),
        ("contact_title", "CFO", false, "1", "10000"),
        ("contact_seniority", "C-level", false, "2", "11000"),
        ("contact", notSet, false, "5", "8600.5"),
        ("contact", notSet, true, "4", "18000"),
        ("amount", notSet, false, "1", "null"),
        ("amount", notSet, true, "8", "26600.5"),
    ]

    @Test(arguments: kept.indices)
    func dealsAreKeptByWhatStandsBesideThem(_ index: Int) async throws {
        let item = Self.kept[index]
        let result = try await run(
            "query_metric",
            [
                "measures": ["deals", "total_value"],
                "filters": Self.filter(item.trait, item.name, exclude: item.exclude),
            ])
        #expect(result.totalText("deals") == item.deals)
        #expect(result.totalText("total_value") == item.value)
        if item.trait.hasPrefix("contact") { #expect(result.sources["contacts"]?.contains("opportunity_id") == true) }
    }

    @Test func ratesAreOfTheDealsThatAreKept() async throws {
        // Champions are on O1, won, and O4, lost, of the closed ones.
        let with = try await run("analyze_win_rate", ["filters": Self.filter("contact_role", "Champion")])
        #expect(with.totalText("win_rate") == "0.5")
        // Without one O2 and O6 were won, O9 was lost.
        let without = try await run(
            "query_metric",
            [
                "measures": ["won_deals", "lost_deals"],
                "filters": Self.filter("contact_role", "Champion", exclude: true),
            ])
        #expect(without.totalText("won_deals") == "2")
        #expect(without.totalText("lost_deals") == "1")
    }

    @Test(arguments: [
        ("contact_role", "Astronaut"), ("contact_seniority", "Boss"), ("contact", "Ada"), ("amount", "1000"),
    ])
    func whatNobodyHasIsRefused(_ trait: String, _ value: String) async throws {
        await #expect(throws: CatalogueError.self) {
            try await run("get_pipeline_summary", ["filters": Self.filter(trait, value)])
        }
    }

    @Test func withoutContactsThereIsNothingToKeepBy() async throws {
        let catalogue = try await Catalogue(
            warehouse: try await SmallCRM.warehouse(contacts: nil), asOf: SmallCRM.asOf)
        await #expect(throws: CatalogueError.self) {
            try await catalogue.call("get_pipeline_summary", ["filters": Self.filter("contact", notSet)])
        }
        let schema = try #require(catalogue.function("get_pipeline_summary").map(catalogue.parametersSchema))
        #expect(!CanonicalJSON.text(schema).contains("contact_role\","))
    }

    @Test func dealsOfACohort() async throws {
        // Created from May to September: O4, O5 and O6, of which one was won and one lost.
        let cohort: JSON = [
            ["dimension": "created", "values": ["2026-05-01", "2026-09-30"], "exclude": false]
        ]
        let rate = try await run("analyze_win_rate", ["filters": cohort])
        #expect(rate.totalText("win_rate") == "0.5")
        #expect(rate.totalText("closed") == "2")
        let open = try await run("get_pipeline_summary", ["filters": cohort])
        #expect(open.totalText("pipeline") == "10000")
        await #expect(throws: CatalogueError.self) {
            try await run(
                "get_pipeline_summary",
                ["filters": [["dimension": "created", "values": ["2026-09-30", "2026-05-01"], "exclude": false]]])
        }
    }

    // MARK: Dates

    @Test func openDealsByAge() async throws {
        let result = try await run(
            "get_top_opportunities", ["order_by": "created", "order": "lowest", "status": "open"])
        #expect(result.column("opportunity_id") == ["O5", "O3", "O7", "O8"])
        #expect(result.column("created") == ["2026-09-01", "2026-10-01", "2026-10-05", "2026-11-01"])
        #expect(result.column("days_open") == ["80", "50", "46", "19"])
        #expect(result.totalRowCount == 4)
    }

    @Test func wonDealsByCloseDate() async throws {
        let result = try await run("get_top_opportunities", ["order_by": "closed", "status": "won", "limit": 2])
        #expect(result.column("opportunity_id") == ["O6", "O2"])
        #expect(result.totalRowCount == 3)
    }

    @Test func furtherColumnsAreShown() async throws {
        let result = try await run("get_top_opportunities", ["status": "lost", "limit": 1, "show": ["type", "owner"]])
        #expect(result.column("opportunity_id") == ["O4"])
        #expect(result.column("type") == ["New Business"])
        #expect(result.columns.filter { $0.name == "owner" }.count == 1)
    }

    @Test(arguments: [(9, "1"), (10, "0")])
    func overdueByMoreThan(_ days: Int, _ deals: String) async throws {
        // O5 should have closed on 10 November, ten days before.
        let result = try await run("find_slipped_deals", ["days": .integer(days)])
        #expect(result.totalText("deals") == deals)
    }

    @Test func stalledDealsByOwner() async throws {
        // Without a stage change for more than 30 days: O3 and O7 since October, O5 since 20 September. O8 moved on 1 November.
        let byValue = try await run("find_stalled_deals", ["dimension": "owner"])
        #expect(byValue.column("owner") == ["Ann", "Bob"])
        #expect(byValue.column("stalled_value") == ["10000", "4000"])
        #expect(byValue.column("stalled_deals") == ["2", "1"])
        #expect(byValue.totalText("stalled_value") == "14000")
        #expect(byValue.totalText("stalled_deals") == "3")
        #expect(byValue.totalRowCount == 2)
    }

    // MARK: Names

    private static let named = """
        opportunity_id,opportunity_name,account,stage,amount,created_date,close_date
        006-1,Evergreen Works - Rollout,Evergreen Works,Proposal,4000,2026-10-01,2026-12-15
        006-2,Evergreen Works - Rollout Two,Evergreen Works,Closed Won,5000,2026-03-01,2026-05-15
        006-3,Support,Harrow,Proposal,300,2026-10-01,2026-12-15

        """

    private func namedCatalogue() async throws -> Catalogue {
        try await Catalogue(
            warehouse: try await SmallCRM.warehouse(opportunities: Self.named, contacts: nil, history: nil),
            asOf: SmallCRM.asOf)
    }

    @Test(arguments: [
        ("when is evergreen works - rollout due?", "Evergreen Works - Rollout"),
        ("And Evergreen Works - Rollout Two?", "Evergreen Works - Rollout Two"),
        ("what is 006-3 worth", "006-3"),
        ("what is 006-34 worth", nil),
        ("bookings of Evergreen", nil),
    ])
    func dealsAreFoundInATextByTheirNameInFull(_ text: String, _ name: String?) async throws {
        #expect(try await namedCatalogue().opportunityName(in: text) == name)
    }

    @Test func allIsToldOfADealByNameOrId() async throws {
        let catalogue = try await namedCatalogue()
        for name in ["evergreen works - ROLLOUT", "006-1"] {
            let result = try await catalogue.call("find_opportunities", ["name": .string(name)])
            #expect(result.column("opportunity_id") == ["006-1"])
            #expect(result.column("amount") == ["4000"])
            #expect(result.column("created") == ["2026-10-01"])
        }
        await #expect(throws: CatalogueError.self) {
            try await catalogue.call("find_opportunities", ["name": "006-9"])
        }
    }
}
