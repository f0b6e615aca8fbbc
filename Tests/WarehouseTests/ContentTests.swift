import Core
import Testing

@testable import Warehouse

@Suite("What is read and hardly meant")
struct ContentTests {
    private func warning(_ warehouse: Warehouse, _ id: String) -> Diagnostic? {
        warehouse.quality.warnings.first { $0.id == id }
    }

    @Test("Row 20: names in several spellings are told and never merged")
    func twins() async throws {
        let warehouse = try await openDeals(
            "stage,amount,account,owner\nWon,1,Café One,Ann\nWon,2,CAFE one,Ann\nWon,3,Cafe\u{301} One,Bob\nWon,4,Globex,Cy\n"
        )
        let found = warehouse.quality.warnings.filter { $0.id == "names.twins" }
        #expect(found.count == 1)
        #expect(found.first?.message.hasPrefix("1 name in column account") == true)
        #expect(found.first?.message.contains("“Café One” and “CAFE one”") == true)
        #expect(try await warehouse.rows("SELECT count(DISTINCT account) FROM opportunities") == [[.integer(4)]])
        let owners = try await openDeals("stage,amount,Sales Agent\nWon,1,Ann Lee\nWon,2,ann  lee\nWon,1,Bob\n")
        #expect(warning(owners, "names.twins")?.message.contains("Sales Agent") == true)
    }

    @Test("columns that nothing is grouped by say why")
    func dropped() async throws {
        let rows = (0..<30).map { "\($0),A,Won,1,\($0 * 7),2026-01-0\($0 % 9 + 1),Web,,\n" }.joined()
        let warehouse = try await open([
            "deals.csv": "id,account,stage,amount,code,renewed on,lead_source,void,loss_reason\n" + rows
                + "r,A,Won,1,5,2026-01-01,Web,,\nr,A,Won,1,5,2026-01-01,Fair,,\n",
            "sources.csv": "lead_source,channel\nWeb,Digital\nFair,Event\n",
        ]) { $0.lookups = [.init(file: "sources.csv", key: "lead_source")] }
        let dropped = warehouse.schema.droppedDimensions
        #expect(Set(dropped.keys) == ["code", "renewed_on", "lead_source", "void", "channel", "loss_reason"])
        #expect(dropped["lead_source"] == "the rows of one opportunity differ in lead_source")
        #expect(dropped["code"] == "code is a column of numbers")
        #expect(dropped["void"] == "void is empty in every row")
        #expect(dropped["renewed_on"] == "renewed on is a column of dates")
        #expect(
            Schema(
                datasets: [], roles: [], dimensions: [], stages: [], hasContacts: false, hasHistory: false,
                opportunityCount: 0,
                openWithoutAmount: 0, lostWithoutAmount: 0, lostCount: 0, openCount: 0, wonCount: 0,
                wonWithoutAmount: 0,
                newestDate: nil
            ).droppedDimensions.isEmpty)
    }

    @Test("stages of the history that no opportunity is in are named")
    func historyStages() async throws {
        let files = [
            "deals.csv": "opportunity_id,stage,amount\n1,Open,1\n2,Won,2\n",
            "h.csv": "opportunity_id,stage,date\n1,open,2026-01-01\n1,Open,2026-01-02\n2,Demo,2026-01-03\n",
        ]
        let warehouse = try await open(files) { $0.history = .init(file: "h.csv") }
        #expect(warning(warehouse, "history.stages")?.message.contains("2 rows have") == true)
        #expect(warning(warehouse, "history.stages")?.message.hasSuffix(": Demo, open") == true)
        let configured = try await open(files) {
            $0.history = .init(file: "h.csv")
            $0.stages = .init(order: ["Demo", "Open", "open"])
        }
        #expect(warning(configured, "history.stages") == nil)
    }

    @Test("contacts join their account although the spelling differs, where one account only is meant")
    func contactAccounts() async throws {
        let warehouse = try await open([
            "deals.csv": "id,account,stage,amount\n1,Acme Corp,Open,1\n2,Globex,Open,1\n3,GLOBEX,Open,1\n",
            "people.csv": "account,title\nACME corp,CFO\nglobex,CTO\nAcme Corp,VP\n",
        ]) { $0.contacts = .init(file: "people.csv") }
        #expect(
            try await warehouse.rows("SELECT account, title FROM contacts ORDER BY title") == [
                [.text("Acme Corp"), .text("CFO")], [.text("Acme Corp"), .text("VP")],
            ])
        #expect(warning(warehouse, "contacts.folded")?.message.contains("“ACME corp” with “Acme Corp”") == true)
        #expect(warning(warehouse, "contacts.orphans")?.line == 3)
    }

    @Test("Row 19: rows without a partner are named by their lines, five of them")
    func lines() async throws {
        let warehouse = try await open([
            "deals.csv": "opportunity_id,account,stage,amount\n1,Acme,Open,1\n2,Nowhere,Open,1\n3,Nowhere,Open,1\n",
            "h.csv": "opportunity_id,stage,date\n1,Open,2026-01-01\n"
                + (10...16).map { "\($0),Open,2026-01-01\n" }.joined(),
            "accounts.csv": "account,region\nAcme,East\n",
        ]) {
            $0.history = .init(file: "h.csv")
            $0.lookups = [.init(file: "accounts.csv", key: "account")]
        }
        #expect(warning(warehouse, "history.orphans")?.message.hasSuffix("lines 3, 4, 5, 6, 7 and others") == true)
        #expect(warning(warehouse, "lookup.unmatched")?.message.hasSuffix("lines 3 and 4 of deals.csv") == true)
    }
}
