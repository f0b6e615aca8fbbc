import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Exports of the usual systems, without a mapping")
struct RecognitionTests {
    private func open(_ file: String) async throws -> Warehouse {
        try await Warehouse.open(DataConfiguration(folder: fixtures, opportunities: .init(file: file)))
    }

    private func decimal(_ text: String) throws -> Value {
        .decimal(try #require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))))
    }

    private func date(_ iso: String) throws -> Value { .date(try #require(CalendarDate(iso: iso))) }

    @Test("Salesforce")
    func salesforce() async throws {
        let warehouse = try await open("salesforce.csv")
        let rows = try await warehouse.rows(
            "SELECT opportunity_id, account, owner, stage, outcome, amount, probability, created, closed FROM opportunities ORDER BY line"
        )
        #expect(
            rows == [
                [
                    .text("006A"), .text("Acme Corp"), .text("Ann Lee"), .text("Prospecting"), .text("open"),
                    try decimal("10000"),
                    try decimal("0.1"), try date("2026-01-15"), try date("2026-03-31"),
                ],
                [
                    .text("006B"), .text("Globex"), .text("Bob Ray"), .text("Closed Won"), .text("won"),
                    try decimal("25500.5"),
                    try decimal("1"), try date("2025-11-02"), try date("2026-02-13"),
                ],
                [
                    .text("006C"), .text("Initech"), .text("Ann Lee"), .text("Closed Lost"), .text("lost"), .null,
                    try decimal("0"),
                    try date("2025-10-05"), try date("2026-01-20"),
                ],
            ])
        let ids = warehouse.schema.dimensions.map(\.id)
        #expect(
            ids == [
                "account", "owner", "stage", "type", "lead_source", "forecast_category", "next_step", "fiscal_period",
                "product_category",
                "product",
            ])
        #expect(warehouse.schema.dimension("product_category")?.values == ["Platform", "Services"])
        #expect(warehouse.schema.dimension("product")?.values == ["Analytics", "Reporting", "Training"])
        #expect(warehouse.schema.dimension("owner")?.label == "Opportunity Owner")
        #expect(warehouse.schema.newestDate == CalendarDate(iso: "2026-02-13"))
        #expect(warehouse.schema.lostWithoutAmount == 1 && warehouse.schema.openCount == 1)
        let probability = warehouse.schema.datasets[0].columns.first { $0.header == "Probability (%)" }
        #expect(probability?.type == "percent" && probability?.least == "0" && probability?.greatest == "1")
        let close = warehouse.schema.datasets[0].columns.first { $0.header == "Close Date" }
        #expect(close?.type == "date (MDY)" && close?.least == "2026-01-20" && close?.name == "close_date")
    }

    @Test("HubSpot: won and lost by their flags, not by the stage")
    func hubspot() async throws {
        let warehouse = try await open("hubspot.csv")
        #expect(
            try await warehouse.rows(
                "SELECT opportunity_id, outcome, amount, created, closed FROM opportunities ORDER BY line") == [
                    [.text("1"), .text("open"), try decimal("1200"), try date("2026-01-05"), try date("2026-03-01")],
                    [.text("2"), .text("won"), try decimal("3400.5"), try date("2026-01-01"), try date("2026-02-20")],
                    [.text("3"), .text("lost"), try decimal("900"), try date("2025-12-12"), try date("2026-02-11")],
                ])
    }

    @Test("Pipedrive: a status column; the expected close date of open deals, the actual one of closed ones")
    func pipedrive() async throws {
        let warehouse = try await open("pipedrive.csv")
        #expect(
            try await warehouse.rows(
                "SELECT name, outcome, stage, closed, loss_reason FROM opportunities ORDER BY line") == [
                    [.text("Alpha"), .text("open"), .text("Proposal Made"), try date("2026-05-01"), .null],
                    [.text("Beta"), .text("lost"), .text("Proposal Made"), try date("2026-02-01"), .text("Price")],
                    [.text("Gamma"), .text("won"), .text("Negotiations Started"), try date("2026-03-01"), .null],
                ])
        #expect(warehouse.schema.stages.map(\.name) == ["Proposal Made", "Negotiations Started"])
    }

    @Test("Dynamics in a German format")
    func dynamics() async throws {
        let warehouse = try await open("dynamics.csv")
        #expect(
            try await warehouse.rows(
                "SELECT name, account, outcome, amount, created, closed FROM opportunities ORDER BY line") == [
                    [
                        .text("Alpha"), .text("Acme Corp"), .text("open"), try decimal("1000.5"),
                        try date("2026-01-05"), try date("2026-03-31"),
                    ],
                    [
                        .text("Beta"), .text("Globex"), .text("won"), try decimal("12500"), try date("2026-01-06"),
                        try date("2026-02-15"),
                    ],
                ])
        #expect(
            warehouse.schema.datasets[0].columns.first { $0.header == "Est. Revenue" }?.type
                == "decimal (decimal comma)")
    }

    @Test("Salesforce's Closed and Won flags")
    func closedAndWon() async throws {
        let warehouse = try await openDeals(
            "id,stage,amount,closed,won\n1,Signed,1,true,true\n2,Signed,1,true,false\n3,Signed,1,false,false\n")
        #expect(
            try await warehouse.rows("SELECT outcome FROM opportunities ORDER BY line") == [
                [.text("won")], [.text("lost")], [.text("open")],
            ])
    }

    @Test("a status that says nothing of won or lost is a dimension; without a stage column the status is the stage")
    func status() async throws {
        let other = try await openDeals("stage,amount,status\nWon,1,Gold\nOpen,2,Silver\n")
        #expect(other.schema.dimension("status")?.values == ["Gold", "Silver"])
        #expect(other.schema.wonCount == 1)
        let stage = try await openDeals("status,amount\nWon,1\nLost,2\nOpen,3\n")
        #expect(stage.schema.stages.map(\.outcome) == [.open, .won, .lost])
    }

    @Test(
        "the outcome is said by whole words of a stage",
        arguments: [
            ("Closed Won", Outcome.won), ("won", .won), ("closedwon", .won), ("Wonderland", nil),
            ("Closed - Not Won", .lost),
            ("Closed/Lost", .lost), ("Deal lost to competitor", .lost), ("No Decision", .lost), ("Decision", nil),
            ("Dead", .lost),
            ("Deadline set", nil), ("Cancelled", .lost), ("Closed", nil), ("Negotiation", nil),
        ])
    func words(stage: String, outcome: Outcome?) {
        #expect(Outcomes.said(by: stage) == outcome)
    }

    @Test(
        "identifiers of dimensions",
        arguments: [
            ("Lead Source", "lead_source"), ("Région", "region"), ("1st Touch", "column_1st_touch"), ("漢字", "column_4"),
            ("a\"b", "a_b"),
            ("x; DROP TABLE y", "x_drop_table_y"),
        ])
    func identifiers(header: String, id: String) {
        #expect(DimensionPlan.identifier(header, position: 3) == id)
    }
}
