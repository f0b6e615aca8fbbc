import Core
import Testing

@testable import Warehouse

@Suite("Discovery among files that look alike")
struct DiscoveryChoiceTests {
    private func propose(_ files: [String: String]) throws -> DataDiscovery.Proposal {
        let folder = try TestFolder(files)
        return try withExtendedLifetime(folder) { try DataDiscovery.propose(folder: folder.path) }
    }

    private let deals = "id,account,stage,amount\n1,Acme,Won,1\n2,Globex,Open,2\n3,Initech,Lost,3\n"

    @Test("files with the same columns are never lookups of each other, and the one left out is named")
    func sameColumns() throws {
        let proposal = try propose([
            "2025.csv": deals, "2026.csv": "Account,id,Stage,AMOUNT\nAcme,1,Won,1\n",
        ])
        #expect(proposal.configuration.opportunities.file == "2025.csv")
        #expect(proposal.configuration.lookups.isEmpty)
        let same = proposal.warnings.first { $0.id == "init.same-columns" }
        #expect(same?.file == "2026.csv" && same?.message.contains("same columns as 2025.csv") == true)
        #expect(same?.solution?.contains("Join them into one") == true)
    }

    @Test("of several files of opportunities the one with most rows is proposed, and all are named")
    func several() throws {
        let proposal = try propose([
            "old.csv": "id,account,stage,amount,legacy\n1,Acme,Won,1,x\n", "now.csv": deals,
        ])
        #expect(proposal.configuration.opportunities.file == "now.csv")
        #expect(proposal.configuration.lookups.isEmpty && proposal.configuration.contacts == nil)
        let warning = proposal.warnings.first { $0.id == "init.several-opportunities" }
        #expect(warning?.message.contains("now.csv, old.csv") == true)
        #expect(warning?.solution?.contains("data.opportunities") == true)
    }

    @Test("a history with amounts is a history")
    func historyWithAmounts() throws {
        let history =
            "opportunity_id,account,stage,amount,date\n"
            + (1...3).map { "\($0),Acme,Open,1,2026-01-01\n\($0),Acme,Won,1,2026-02-01\n" }.joined()
        let proposal = try propose(["deals.csv": deals, "history.csv": history])
        #expect(proposal.configuration.opportunities.file == "deals.csv")
        #expect(proposal.configuration.history?.file == "history.csv")
        #expect(proposal.warnings.isEmpty)
    }

    @Test("a broken file of opportunities is told when another one is taken")
    func brokenCandidate() throws {
        let proposal = try propose(["a.csv": deals, "b.csv": "stage,amount,\nWon,$1,x\nWon,2,y\n"])
        #expect(proposal.configuration.opportunities.file == "a.csv")
        #expect(proposal.warnings.contains { $0.id == "csv.empty-header" && $0.file == "b.csv" })
    }

    @Test("a file in place of its folder is told so")
    func file() throws {
        let folder = try TestFolder(["deals.csv": deals])
        let failure = #expect(throws: Failure.self) { try DataDiscovery.propose(folder: folder.path + "/deals.csv") }
        #expect(failure?.diagnostics.map(\.id) == ["init.not-a-folder"])
        #expect(failure?.diagnostics.first?.solution?.contains("folder") == true)
    }

    @Test("a header without rows is told in a folder without opportunities")
    func headerOnly() throws {
        let failure = #expect(throws: Failure.self) { try propose(["deals.csv": "stage,amount\n"]) }
        #expect(failure?.diagnostics.contains { $0.id == "csv.header-only" && $0.file == "deals.csv" } == true)
    }
}
