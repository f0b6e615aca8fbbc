import Core
import Foundation
import TestSupport
import Testing

@testable import Warehouse

@Suite(
    "PostgreSQL: connections, fault matrix row 23",
    .enabled(if: PostgresServer.isExpected, "there is no PostgreSQL; `make setup` installs it"))
struct PostgresConnectionTests {
    private func database(_ url: String) throws -> PostgresDatabase {
        try PostgresDatabase(PostgresSource(urlEnv: "DB"), environment: ["DB": url])
    }

    @Test("Row 23: a server that is down, a wrong password, TLS where the server has none: exit 69 and no secret")
    func refused() async throws {
        let server = try PostgresServer.shared()
        let port = try PostgresServer.freePort()
        let cases = [
            (server.url(port: port), "refused"),
            (server.url(password: "s3cret-wrong"), "password authentication failed"),
            (server.url(options: "?sslmode=require"), "SSL"), (server.url(database: "nowhere"), "nowhere"),
            (server.url(user: "nobody"), "nobody"),
        ]
        for (url, reason) in cases {
            let database = try database(url)
            let found = await failure { _ = try await database.query(SQL("SELECT 1")) }
            #expect(found?.exitCode == .unavailable && found?.diagnostics.first?.id == "postgres.unreachable")
            #expect(found?.description.contains(reason) == true && found?.description.contains("127.0.0.1") == true)
            #expect(found?.diagnostics.first?.solution != nil)
        }
    }

    @Test(
        "row 23: a backend that is killed in the middle of a query is a lost connection; the next query has a new one")
    func killed() async throws {
        let fixture = try PostgresFixture()
        let database = try fixture.database()
        let query = Task { await failure { _ = try await database.query(SQL("SELECT pg_sleep(30) IS NULL")) } }
        try await waitFor(fixture, "query LIKE 'SELECT pg_sleep%'")
        try fixture.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND datname = current_database()"
        )
        let found = await query.value
        #expect(found?.exitCode == .unavailable && found?.diagnostics.first?.id == "postgres.lost")
        #expect(try await database.query(SQL("SELECT 2")).rows == [[.integer(2)]])
    }

    @Test("connections that were closed while they lay idle are not noticed by a query")
    func idle() async throws {
        let fixture = try PostgresFixture()
        let database = try fixture.database()
        #expect(try await database.query(SQL("SELECT 1")).rows == [[.integer(1)]])
        try fixture.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'broadsheet' AND datname = current_database()"
        )
        #expect(try await database.query(SQL("SELECT 2")).rows == [[.integer(2)]])
    }

    @Test("Row 23: a query that takes too long is ended by the server")
    func timeout() async throws {
        let database = try PostgresFixture().database { $0.statementTimeout = .milliseconds(200) }
        let found = await failure { _ = try await database.query(SQL("SELECT pg_sleep(30) IS NULL")) }
        #expect(found?.exitCode == .unavailable && found?.diagnostics.first?.id == "postgres.timeout")
        #expect(try await database.query(SQL("SELECT 2")).rows == [[.integer(2)]])
    }

    @Test("Row 23: a table that another session has locked is said to be locked")
    func locked() async throws {
        let fixture = try PostgresFixture("CREATE TABLE t (x int); INSERT INTO t VALUES (7)")
        let database = try fixture.database { $0.statementTimeout = .milliseconds(300) }
        let holder = PostgresConnection(database.settings)
        try await holder.open()
        try await holder.run { try $0.execute("BEGIN READ WRITE; LOCK TABLE t") }
        let refused = await failure { _ = try await database.query(SQL("SELECT x FROM t")) }
        #expect(refused?.exitCode == .unavailable && refused?.diagnostics.first?.id == "postgres.locked")
        try await holder.run { try $0.execute("ROLLBACK") }
        #expect(try await database.query(SQL("SELECT x FROM t")).rows == [[.integer(7)]])
    }

    @Test("a task that is cancelled has its query cancelled on the server")
    func cancelled() async throws {
        let fixture = try PostgresFixture()
        let database = try fixture.database()
        let query = Task { try await database.query(SQL("SELECT pg_sleep(600) IS NULL")) }
        try await waitFor(fixture, "query LIKE 'SELECT pg_sleep(600)%' AND state = 'active'")
        query.cancel()
        await #expect(throws: CancellationError.self) { try await query.value }
        try await waitFor(fixture, "query LIKE 'SELECT pg_sleep(600)%' AND state = 'active'", count: 0)
    }

    @Test("Row 23: millions of rows pass one by one, in little memory; a result has its limit")
    func manyRows() async throws {
        let database = try PostgresFixture().database { $0.maximumRows = 1000 }
        _ = try await database.query(SQL("SELECT 1"))
        let before = residentBytes()
        let sum = try await database.reduce(
            SQL("SELECT n, repeat('x', 8000) FROM generate_series(1, 100000) AS n"), into: 0
        ) { $0 += $1[0].integer ?? 0 }
        #expect(sum == 5_000_050_000)
        // 100,000 rows of 8,000 letters are 800 MB at the least; other tests run at the same time.
        #expect(residentBytes() - before < 400 << 20)
        #expect(try await database.query(SQL("SELECT n FROM generate_series(1, 1000) AS n")).rows.count == 1000)
        let found = await failure {
            _ = try await database.query(SQL("SELECT n FROM generate_series(1, 100000000) AS n"))
        }
        #expect(found?.exitCode == .data && found?.diagnostics.first?.id == "sql.too-many-rows")
        #expect(try await database.query(SQL("SELECT 2")).rows == [[.integer(2)]])
    }

    @Test("no more connections are open than the pool may have")
    func pool() async throws {
        let database = try PostgresFixture().database { $0.poolSize = 2 }
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    let sql =
                        "SELECT count(*), pg_sleep(0.02) IS NULL FROM pg_stat_activity WHERE application_name = 'broadsheet' AND datname = current_database()"
                    return try await database.query(SQL(sql)).rows[0][0].integer ?? 0
                }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(counts.count == 20 && (counts.max() ?? 0) <= 2 && (counts.min() ?? 0) >= 1)
    }

    @Test("bound values come back as they were, and are never SQL")
    func bindings() async throws {
        let database = try PostgresFixture().database()
        let values: [Value] = [
            .text("'; DROP TABLE t; --"), .text(""), .text("é 👩‍👩‍👧 \\ \t\n?"), .integer(-7), .number(0.1), .number(1e-300),
            .boolean(false), .boolean(true), .date(CalendarDate(daysSinceEpoch: -1)), .null,
            .decimal(try #require(Decimal(string: "12345678901234567890.123456"))), .decimal(-0.05), .decimal(0),
        ]
        let marks = values.map { _ in "?" }.joined(separator: ", ")
        #expect(try await database.query(SQL("SELECT \(marks)", values)).rows == [values])
        for bad: Value in [.number(.nan), .number(.infinity), .text("nul \u{0} inside"), .decimal(.nan)] {
            #expect(await failure { _ = try await database.query(SQL("SELECT ?", [bad])) }?.exitCode == .data)
        }
        #expect(await failure { _ = try await database.query(SQL("SELECT ?, ?", [.integer(1)])) }?.exitCode == .data)
    }

    @Test("results come back as exact values of the right type; what has no place in an answer is refused by name")
    func types() async throws {
        let database = try PostgresFixture().database()
        let row = try await database.query(
            SQL(
                """
                SELECT TRUE, NULL, 1::int2, 2::int4, 3::int8, sum(x), avg(x)::float8, 0.1::float8 + 0.2::float8, 1.5::real,
                  DATE '2026-11-20', 'a'::varchar(3), 'ab'::char(3), 1.50::numeric, 10::numeric / 4
                FROM (VALUES (1.25), (2.5)) AS t(x)
                """)
        ).rows[0]
        let expected: [Value] = [
            .boolean(true), .null, .integer(1), .integer(2), .integer(3), .decimal(3.75), .number(1.875),
            .number(0.1 + 0.2), .number(1.5), .date(try #require(CalendarDate(iso: "2026-11-20"))), .text("a"),
            .text("ab "), .decimal(1.5), .decimal(2.5),
        ]
        #expect(row == expected)
        let bad = [
            "now()", "ARRAY[1]", "'{}'::json", "'NaN'::numeric", "'Infinity'::float8", "'-Infinity'::numeric",
            "'infinity'::date", "DATE '0044-03-15 BC'", "interval '1 day'",
        ]
        for expression in bad {
            let found = await failure { _ = try await database.query(SQL("SELECT 1 AS fine, \(expression) AS broken")) }
            #expect(found?.exitCode == .data && found?.description.contains("column broken") == true, "\(expression)")
        }
    }

    private func waitFor(_ fixture: PostgresFixture, _ condition: String, count: Int = 1) async throws {
        for _ in 0..<400 {
            let found = try fixture.run(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND \(condition)"
            )
            if found == String(count) { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        Issue.record("never saw \(condition)")
    }

    private func residentBytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
    }
}
