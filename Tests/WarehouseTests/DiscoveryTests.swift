import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Discovery")
struct DiscoveryTests {
    @Test("each file of a folder is taken for what it is")
    func proposal() async throws {
        let folder = try TestFolder([
            "notes.csv": "author,note\nA,x\nB,y\n", "broken.csv": "a,\"b\n", "readme.txt": "stage,amount\nWon,1\n",
        ])
        for file in ["salesforce.csv", "contacts.csv", "stage_history.csv"] {
            try folder.write(file, Array(try Data(contentsOf: URL(fileURLWithPath: fixtures + "/" + file))))
        }
        try folder.write("accounts.csv", Array("Account Name,industry\nACME corp,X\nGlobex,Y\n".utf8))
        let proposal = try DataDiscovery.propose(folder: folder.path)
        let found = proposal.configuration
        #expect(found.opportunities.file == "salesforce.csv")
        #expect(found.contacts?.file == "contacts.csv" && found.history?.file == "stage_history.csv")
        #expect(found.lookups == [.init(file: "accounts.csv", key: "Account Name")])
        #expect(found.dateFormat == nil)
        #expect(proposal.stages.map(\.name) == ["Prospecting", "Closed Won", "Closed Lost"])
        #expect(proposal.stages.map(\.outcome) == [.open, .won, .lost] && proposal.stages.map(\.count) == [1, 1, 1])
        #expect(
            proposal.warnings.map { "\($0.file ?? "") \($0.id) \($0.severity)" } == [
                "broken.csv csv.unclosed-quote warning", "notes.csv init.unused warning",
            ])
        let warehouse = try await Warehouse.open(found)
        #expect(warehouse.schema.dimension("industry")?.values == ["X", "Y"])
    }

    @Test("dates that leave the order open are left open, with the place to say it")
    func dates() async throws {
        let folder = try TestFolder(["d.csv": "stage,amount,close_date\nWon,1,3/4/2026\n"])
        let proposal = try DataDiscovery.propose(folder: folder.path)
        #expect(proposal.configuration.dateFormat == nil)
        #expect(proposal.warnings.map(\.id) == ["init.date-format"])
        #expect(proposal.warnings.first?.solution?.contains("data.date_format") == true)
        // Nothing is guessed: the build stops.
        #expect(await failure(proposal.configuration)?.diagnostics.map(\.id) == ["date.ambiguous"])
    }

    @Test("a folder without opportunities says what was found")
    func nothing() throws {
        let empty = try TestFolder()
        let none = #expect(throws: Failure.self) { try DataDiscovery.propose(folder: empty.path) }
        #expect(none?.diagnostics.first?.id == "init.no-files")
        let folder = try TestFolder(["a.csv": "name,city\nA,B\n"])
        let other = #expect(throws: Failure.self) { try DataDiscovery.propose(folder: folder.path) }
        #expect(other?.diagnostics.contains { $0.file == "a.csv" && $0.message.contains("name, city") } == true)
    }
}

/// Ten thousand real rows with another vocabulary; the figures were calculated with the Python standard library.
@Suite("Maven CRM", .enabled(if: ProcessInfo.processInfo.environment["BROADSHEET_TEST_DATA"] != nil))
struct MavenTests {
    @Test("is found and read, with the figures of an independent calculation")
    func figures() async throws {
        let parent = ProcessInfo.processInfo.environment["BROADSHEET_TEST_DATA"] ?? ""
        let proposal = try DataDiscovery.propose(folder: parent + "/maven-crm")
        #expect(proposal.configuration.opportunities.file == "sales_pipeline.csv")
        #expect(
            Set(proposal.configuration.lookups) == [
                .init(file: "accounts.csv", key: "account"), .init(file: "products.csv", key: "product"),
                .init(file: "sales_teams.csv", key: "sales_agent"),
            ])
        let warehouse = try await Warehouse.open(proposal.configuration)
        #expect(warehouse.schema.opportunityCount == 8800 && warehouse.quality.rejected.isEmpty)
        #expect(
            warehouse.schema.openCount == 2089 && warehouse.schema.wonCount == 4238
                && warehouse.schema.lostCount == 2473)
        #expect(warehouse.schema.stages.map(\.name) == ["Prospecting", "Engaging", "Won", "Lost"])
        #expect(
            try await warehouse.rows("SELECT sum(amount) FROM opportunities WHERE outcome = 'won'") == [
                [.decimal(10_005_534)]
            ])
        #expect(
            try await warehouse.rows("SELECT series, sum(amount) FROM opportunities GROUP BY 1 ORDER BY 1")
                == [
                    [.text("GTK"), .decimal(400_612)], [.text("GTX"), .decimal(7_344_767)],
                    [.text("MG"), .decimal(2_260_155)],
                ])
        #expect(
            try await warehouse.rows(
                "SELECT count(*), min(created), max(closed) FROM opportunities WHERE regional_office = 'West'")
                == [
                    [
                        .integer(2997), .date(try #require(CalendarDate(iso: "2016-10-25"))),
                        .date(try #require(CalendarDate(iso: "2017-12-31"))),
                    ]
                ])
    }
}
