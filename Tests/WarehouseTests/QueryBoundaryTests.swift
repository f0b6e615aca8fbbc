import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Boundary of queries")
struct QueryBoundaryTests {
    private static let refused = [
        "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_blob('/etc/hostname')", "SELECT * FROM glob('/etc/*')", "SELECT * FROM '/etc/passwd'",
        "COPY opportunities TO '/tmp/broadsheet-leak.csv'", "COPY (SELECT 1) TO '/tmp/broadsheet-leak.csv'",
        "ATTACH '/tmp/broadsheet-leak.db'", "ATTACH ':memory:' AS other", "SET threads = 1",
        "SET enable_external_access = true", "RESET lock_configuration", "INSTALL httpfs", "LOAD httpfs",
        "CREATE TEMP TABLE t AS SELECT 1", "CREATE TABLE t (x INTEGER)", "DROP TABLE opportunities",
        "DELETE FROM opportunities", "INSERT INTO opportunities SELECT * FROM opportunities",
        "WITH gone AS (DELETE FROM opportunities RETURNING *) SELECT * FROM gone",
        "WITH more AS (INSERT INTO opportunities SELECT * FROM opportunities RETURNING *) SELECT * FROM more",
        "CREATE SEQUENCE numbers", "SELECT nextval('numbers')", "CHECKPOINT", "BEGIN", "COMMIT",
        "ROLLBACK", "SELECT 1; SELECT 2", "EXPORT DATABASE '/tmp/broadsheet-leak'", "CALL pragma_version()",
        "EXPLAIN ANALYZE DELETE FROM opportunities", "SELECT getenv('HOME')",
    ]

    @Test("nothing is written and nothing outside is reached, in memory and from a file", arguments: [false, true])
    func closed(isKept: Bool) async throws {
        let folder = try TestFolder(["deals.csv": "opportunity_id,stage,amount\n1,Won,10\n2,Lost,3\n"])
        let cache = ImportCache(folder: folder.path + "/imports")
        let warehouse = try await Warehouse.open(folder.configuration(), cache: isKept ? cache : nil)
        for sql in QueryBoundaryTests.refused {
            await #expect(throws: Failure.self, "\(sql)") { try await warehouse.rows(sql) }
            // The connection is as good as before.
            #expect(try await warehouse.rows("SELECT sum(amount)::BIGINT FROM opportunities") == [[.integer(13)]])
        }
        #expect(!FileManager.default.fileExists(atPath: "/tmp/broadsheet-leak.csv"))
    }

    @Test("a sequence that is there cannot be advanced by a query")
    func sequence() async throws {
        let engine = try DuckDBEngine()
        _ = try await engine.execute(SQL("CREATE SEQUENCE numbers"))
        await #expect(throws: Failure.self) { try await engine.query(SQL("SELECT nextval('numbers')")) }
        #expect(try await engine.execute(SQL("SELECT nextval('numbers')")).rows == [[.integer(1)]])
    }

    @Test("a query whose task is cancelled is stopped, and the next one runs", arguments: [false, true])
    func cancelled(isKept: Bool) async throws {
        let folder = try TestFolder(["deals.csv": "opportunity_id,stage,amount\n1,Won,10\n2,Lost,3\n"])
        let cache = ImportCache(folder: folder.path + "/imports")
        let warehouse = try await Warehouse.open(folder.configuration(), cache: isKept ? cache : nil)
        let endless = Task {
            try await warehouse.rows(
                "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 100000000000) SELECT count(*) FROM r"
            )
        }
        let other = try await warehouse.rows("SELECT count(*) FROM opportunities")
        #expect(other == [[.integer(2)]])
        endless.cancel()
        await #expect(throws: CancellationError.self) { try await endless.value }
        #expect(try await warehouse.rows("SELECT 1") == [[.integer(1)]])
        let late = Task {
            try await warehouse.rows("SELECT 1")
        }
        late.cancel()
        _ = try? await late.value
        #expect(try await warehouse.rows("SELECT 2") == [[.integer(2)]])
    }

    @Test("a cancellation at any moment leaves no connection in a transaction", arguments: [false, true])
    func cancelledAtAnyMoment(isKept: Bool) async throws {
        let folder = try TestFolder(["deals.csv": "opportunity_id,stage,amount\n1,Won,10\n2,Lost,3\n"])
        let cache = ImportCache(folder: folder.path + "/imports")
        let warehouse = try await Warehouse.open(folder.configuration(), cache: isKept ? cache : nil)
        for round in 0..<300 {
            let query = Task { try await warehouse.rows("SELECT sum(n) FROM range(1, 20000) AS r(n), opportunities") }
            try await Task.sleep(for: .microseconds(round * 20))
            query.cancel()
            do {
                _ = try await query.value
            } catch {
                #expect(error is CancellationError)
            }
        }
        // As many as there are connections, and more.
        for _ in 0..<8 {
            async let first = warehouse.rows("SELECT count(*) FROM opportunities")
            async let second = warehouse.rows("SELECT count(*) FROM opportunities")
            #expect(try await [first, second] == [[[.integer(2)]], [[.integer(2)]]])
        }
    }

    @Test("of two queries side by side the first one's failure is thrown, and later queries run")
    func sideBySide() async throws {
        let folder = try TestFolder(["deals.csv": "opportunity_id,stage,amount\n1,Won,10\n2,Lost,3\n"])
        let warehouse = try await Warehouse.open(folder.configuration())
        let both = try await warehouse.query(
            SQL("SELECT count(*) AS n FROM opportunities"), SQL("SELECT sum(amount) AS n FROM opportunities"))
        #expect(both.0.value(0, "n") == .integer(2))
        #expect(both.1.value(0, "n") == .decimal(13))
        let one = try await warehouse.query(SQL("SELECT count(*) AS n FROM opportunities"), nil)
        #expect(one.0.value(0, "n") == .integer(2))
        #expect(one.1 == nil)
        for _ in 0..<50 {
            await #expect(throws: Failure.self) {
                _ = try await warehouse.query(
                    SQL("SELECT nothing FROM opportunities"), SQL("SELECT count(*) FROM range(100000)"))
            }
        }
        #expect(try await warehouse.rows("SELECT 2") == [[.integer(2)]])
    }
}
