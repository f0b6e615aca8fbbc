import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Engine")
struct EngineTests {
    private func warehouse() async throws -> Warehouse {
        try await openDeals("opportunity_id,stage,amount,account\n1,Won,10.25,O'Neil \"& Sons\"\n2,Lost,0.75,=cmd|x\n")
    }

    @Test("results come back as exact values of the right type")
    func values() async throws {
        let rows = try await warehouse().rows(
            """
            SELECT true, NULL, 1::TINYINT, 2::SMALLINT, 3::INTEGER, 4::BIGINT, 5::UTINYINT, 18446744073709551615::UBIGINT,
                sum(x), 1.5::DOUBLE, 0.5::FLOAT, DATE '2026-11-20', 'short', 'a text of more than twelve bytes, é',
                1.5::DECIMAL(4, 1), -12345.678::DECIMAL(9, 3), 1234567890123456.78::DECIMAL(18, 2),
                -12345678901234567890123456789012.123456::DECIMAL(38, 6), -170141183460469231731687303715884105727::HUGEINT, ''
            FROM (VALUES (1::BIGINT), (2)) AS t(x)
            """)
        func decimal(_ text: String) throws -> Value {
            .decimal(try #require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))))
        }
        #expect(
            rows == [
                [
                    .boolean(true), .null, .integer(1), .integer(2), .integer(3), .integer(4), .integer(5),
                    try decimal("18446744073709551615"), .integer(3), .number(1.5), .number(0.5),
                    .date(try #require(CalendarDate(iso: "2026-11-20"))), .text("short"),
                    .text("a text of more than twelve bytes, é"), try decimal("1.5"), try decimal("-12345.678"),
                    try decimal("1234567890123456.78"), try decimal("-12345678901234567890123456789012.123456"),
                    try decimal("-170141183460469231731687303715884105727"), .text(""),
                ]
            ])
    }

    @Test("a result of another type is refused with its column's name")
    func unknownType() async throws {
        let warehouse = try await warehouse()
        let failure = await #expect(throws: Failure.self) { try await warehouse.rows("SELECT [1, 2] AS numbers") }
        #expect(failure?.diagnostics.first?.message.contains("numbers") == true)
    }

    @Test("bound values come back as they were, and are never SQL")
    func bindings() async throws {
        let warehouse = try await warehouse()
        let values: [Value] = [
            .text("'; DROP TABLE opportunities; --"), .text(""), .text("nul \u{0} inside"), .integer(-7), .number(0.1),
            .boolean(false),
            .date(CalendarDate(daysSinceEpoch: -1)), .null,
            .decimal(try #require(Decimal(string: "12345678901234567890.123456"))),
            .decimal(-0.05), .decimal(0),
        ]
        let marks = values.map { _ in "?" }.joined(separator: ", ")
        #expect(try await warehouse.rows("SELECT \(marks)", values) == [values])
        #expect(
            try await warehouse.rows(
                "SELECT opportunity_id FROM opportunities WHERE account = ?", [.text("O'Neil \"& Sons\"")])
                == [[.text("1")]])
        #expect(
            try await warehouse.rows("SELECT sum(amount) FROM opportunities WHERE amount >= ?", [.decimal(0.75)]) == [
                [.decimal(11)]
            ])
        await #expect(throws: Failure.self) { try await warehouse.rows("SELECT ?", [.number(.nan)]) }
        await #expect(throws: Failure.self) { try await warehouse.rows("SELECT ?, ?", [.integer(1)]) }
    }

    @Test(
        "nothing outside is reachable, and nothing can be changed",
        arguments: [
            "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'",
            "SELECT * FROM read_text('/etc/passwd')",
            "COPY opportunities TO '/tmp/broadsheet-leak.csv'", "ATTACH '/tmp/broadsheet-leak.db'", "INSTALL httpfs",
            "LOAD httpfs",
            "SET enable_external_access = true", "SET threads = 1", "RESET lock_configuration",
            "DROP TABLE opportunities",
            "DELETE FROM opportunities", "SELECT 1; SELECT 2", "EXPORT DATABASE '/tmp/broadsheet-leak'",
            "SELECT getenv('HOME')",
        ])
    func closed(sql: String) async throws {
        let warehouse = try await warehouse()
        await #expect(throws: Failure.self) { try await warehouse.rows(sql) }
        #expect(try await warehouse.rows("SELECT count(*) FROM opportunities") == [[.integer(2)]])
    }

    @Test(
        "the engine itself refuses too, without the check for a SELECT",
        arguments: [
            "COPY (SELECT 1) TO '/tmp/broadsheet-leak.csv'", "ATTACH '/tmp/broadsheet-leak.db'",
            "SET enable_external_access = true",
            "SET lock_configuration = false", "INSTALL httpfs",
            "CREATE TABLE t AS SELECT * FROM read_csv('/etc/passwd')",
        ])
    func locked(sql: String) async throws {
        let engine = try DuckDBEngine()
        await #expect(throws: Failure.self) { try await engine.execute(SQL(sql)) }
    }

    @Test("many queries at once answer each for itself")
    func concurrent() async throws {
        let warehouse = try await warehouse()
        let sums = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask {
                    try await warehouse.rows("SELECT ? + 1", [.integer(number)]) == [[.integer(number + 1)]]
                }
            }
            return try await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(sums.count == 50 && sums.allSatisfy(\.self))
    }

    @Test("a library that is not there is named, with what to do")
    func noLibrary() {
        let result = DuckDBLibrary.load([.init(path: "/nowhere/libduckdb.so")])
        guard case .failure(let failure) = result else {
            Issue.record("a library was loaded from nowhere")
            return
        }
        #expect(failure.exitCode == .unavailable)
        #expect(failure.description.contains("make setup") && failure.description.contains("BROADSHEET_DUCKDB"))
        // A library without the functions is not taken.
        guard case .failure(let other) = DuckDBLibrary.load([.init(path: "libc.so.6")]) else {
            Issue.record("libc was taken for DuckDB")
            return
        }
        #expect(other.description.contains("duckdb_"))
    }

    @Test("the highest version in the cache is taken, with the library it needs first")
    func candidates() throws {
        let cache = try TestFolder()
        for version in ["1.10.0", "1.9.0"] {
            let folder = cache.path + "/duckdb/" + version
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data().write(to: URL(fileURLWithPath: folder + "/_duckdb.cpython-311-x86_64-linux-gnu.so"))
        }
        try Data("/lib/libpython.so\n".utf8).write(
            to: URL(fileURLWithPath: cache.path + "/duckdb/1.10.0/libpython.path"))
        let found = DuckDBLibrary.candidates(["BROADSHEET_CACHE": cache.path])
        #expect(
            found.map { $0.path.replacing(cache.path, with: "") }.prefix(2) == [
                "/duckdb/1.10.0/_duckdb.cpython-311-x86_64-linux-gnu.so",
                "/duckdb/1.9.0/_duckdb.cpython-311-x86_64-linux-gnu.so",
            ])
        #expect(found.map(\.preload).prefix(2) == ["/lib/libpython.so", nil])
        #expect(DuckDBLibrary.candidates(["BROADSHEET_DUCKDB": "/x/libduckdb.so"]) == [.init(path: "/x/libduckdb.so")])
    }
}
