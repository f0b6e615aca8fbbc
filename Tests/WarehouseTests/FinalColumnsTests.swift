import Core
import Testing

@testable import Warehouse

/// Rows that are written once, in their final shape, are those that are staged and selected otherwise.
@Suite("Opportunities written in their final shape")
struct FinalColumnsTests {
    private struct Contents: Equatable {
        var columns: [[Value]]
        var rows: [[Value]]
        var dimensions: [Dimension]
        var stages: [String]
    }

    private func contents(_ text: String, _ sizes: ReadingSizes = .standard) async throws -> Contents {
        let folder = try TestFolder(["deals.csv": text])
        let warehouse = try await Warehouse.open(folder.configuration { $0.maxRejected = 1 }, cache: nil, sizes: sizes)
        let columns = "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'opportunities'"
        return Contents(
            columns: try await warehouse.rows(columns + " ORDER BY column_index"),
            rows: try await warehouse.rows("SELECT * FROM opportunities"), dimensions: warehouse.schema.dimensions,
            stages: warehouse.schema.stages.map { "\($0.name) \($0.outcome) \($0.count)" })
    }

    private static let files = [
        "opportunity_id,stage,amount\nA1,Closed Won,10\nA2,Lost to rival,20.5\nA3,Proposal,\n",
        """
        opportunity_id,opportunity_name,account,owner,stage,amount,probability,created_date,close_date,c4,line,notes
        A1,Data: Hub,Acme,Ann,Won,10,100,2026-01-02,2026-02-03,x,p,same
        A2,Data: Lake,Béta,Ann,Negotiation,,50,2026-01-03,,y,q,same
        A3,Apps: Flow,,Bob,Dead,30,0,2026-01-04,2026-02-05,x,,same
        A4,Apps: Flow,Acme,,Won,1234567.89,100,2026-01-05,2026-02-06,,p,same

        """,
        """
        stage,close_date,amount,opportunity_id,type,last_activity_date
        Qualified,2026-05-01,5,B1,New,2026-04-01
        Closed Won,2026-05-02,6,B10,New,
        Closed Won,2026-05-02,6,B2,Old,2026-04-03

        """,
    ]

    @Test("a repeated row, which is folded afterwards, changes nothing in the table", arguments: files)
    func sameTable(text: String) async throws {
        let lines = text.split(separator: "\n")
        let last = try #require(lines.last)
        let written = try await contents(text)
        #expect(written.rows.count == lines.count - 1)
        #expect(try await contents(text + last + "\n") == written)
        for (block, workers) in [(1, 1), (40, 3), (100, 4)] {
            #expect(try await contents(text, ReadingSizes(block: block, head: 50, workers: workers)) == written)
        }
    }

    @Test("columns, outcomes and missing cells are those that the file says")
    func hand() async throws {
        let found = try await contents(Self.files[0])
        #expect(
            found.columns.compactMap { $0[0].string } == [
                "opportunity_id", "name", "account", "stage", "outcome", "amount", "probability", "created", "closed",
                "last_activity", "line",
            ])
        #expect(found.rows.map { $0[4] } == [.text("won"), .text("lost"), .text("open")])
        #expect(found.rows.allSatisfy { $0[1] == .null && $0[2] == .null && $0[6] == .null && $0[9] == .null })
        #expect(found.rows.map { $0[10] } == [.integer(2), .integer(3), .integer(4)])
        #expect(found.rows[2][5] == .null)
        #expect(found.stages == ["Proposal open 1", "Closed Won won 1", "Lost to rival lost 1"])
    }

    @Test("a column with few values at the beginning and too many later is no dimension and no column")
    func lateColumn() async throws {
        var text = "opportunity_id,stage,amount,code\n"
        for row in 1...600 { text += "K\(1000 + row),Won,1,\(row < 300 ? "a" : "v\(row)")\n" }
        let found = try await contents(text, ReadingSizes(block: 512, head: 256, workers: 3))
        #expect(found.columns.count == 11)
        #expect(found.rows.count == 600)
        #expect(found.dimensions.map(\.id) == ["stage"])
    }

    @Test("an id that stands again in a later block is found, and one without an id is a deal of its own")
    func repeatedLater() async throws {
        var text = "opportunity_id,stage,amount\n"
        for row in 1...50 { text += "K\(100 + row),Won,1\n" }
        let sizes = ReadingSizes(block: 64, head: 64, workers: 3)
        #expect(try await contents(text + "K101,Won,1\n", sizes).rows.count == 50)
        #expect(try await contents(text + "K101,Won,2\n", sizes).rows.count == 49)
        let without = try await contents(text + ",Won,2\n", sizes)
        #expect(without.rows.last?[0] == .text("line-52"))
        #expect(without.rows.count == 51)
    }

    @Test("keys rise by their bytes, within parts and across them")
    func risingKeys() {
        func isRising(_ parts: [[String?]]) -> Bool {
            var all = RisingKeys()
            for part in parts {
                let texts = part.map { $0.map { Array($0.utf8) } }
                var seen = RisingKeys.Part()
                let buffers = texts.map { text in
                    text.map { bytes in
                        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
                        _ = buffer.initialize(from: bytes)
                        return buffer
                    }
                }
                for buffer in buffers { seen.include(buffer.map { CellBytes($0) }) }
                all.append(seen.end())
                for buffer in buffers { buffer?.deallocate() }
            }
            return all.isRising
        }
        #expect(isRising([["a", "b"], [], ["ba", "é"]]))
        #expect(isRising([["Z", "a"]]))
        #expect(!isRising([["a", "b"], [], ["b"]]))
        #expect(!isRising([["a", "b"], ["ab"]]))
        #expect(!isRising([["a", "a"]]))
        #expect(!isRising([["10", "9", "8"]]))
        #expect(!isRising([["a", nil, "b"]]))
        #expect(!isRising([["b"], [nil], ["c"]]))
        #expect(isRising([["", "a"]]))
        #expect(!isRising([["ab", "a"]]))
    }
}
