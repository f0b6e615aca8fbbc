import Core
import TestSupport
import Testing
import Warehouse

@testable import Analytics

/// The portal's own functions: bound parameters, typed results, and an engine that refuses everything but a query.
@Suite struct PortalFunctionTests {
    private func function(
        _ sql: String, parameters: [Parameter] = [], units: [String: Unit] = [:], firstLine: Int = 1
    ) throws -> PortalFunction {
        try PortalFunction(
            name: "get_own", summary: "Own.", parameters: parameters, units: units, sql: sql,
            file: "questions/functions/own.sql", firstLine: firstLine)
    }

    private func catalogue(_ functions: [PortalFunction]) async throws -> Catalogue {
        try await Catalogue(
            warehouse: try await SmallCRM.warehouse(), asOf: SmallCRM.asOf, portalFunctions: functions)
    }

    @Test func parametersAreBoundAndNeverWritten() async throws {
        let own = try function(
            """
            SELECT account, sum(amount) AS value, count(*) AS deals, min(closed) AS first_close
            FROM opportunities
            WHERE outcome = 'open' AND closed <= CAST(:as_of AS DATE) + CAST(:days AS INTEGER) AND owner <> :who -- :not_me
            GROUP BY account ORDER BY value DESC NULLS LAST;
            """,
            parameters: [
                Parameter("days", .integer(1...365), "Days ahead", default: 30),
                Parameter("who", .text, "Not this owner", isRequired: true),
            ], units: ["value": .currency])
        let catalogue = try await catalogue([own])
        let result = try await catalogue.call("get_own", ["who": "x' OR '1'='1"])
        // O3, O5, O8 close by 20 December; O7 later.
        #expect(result.rows.map { $0[0].string } == ["Birch", "Acme", nil])
        #expect(result.rows.map { $0[1].decimal } == [10_000, 4000, 700])
        #expect(result.columns.map(\.unit) == [.text, .currency, .count, .date])
        #expect(result.totalRowCount == 3 && !result.truncated)
        #expect(result.arguments["days"] == 30 && result.arguments["as_of"] == "2026-11-20")
        #expect(!result.sql.contains(":days") && result.sql.contains("'x'' OR ''1''=''1'"))
        await #expect(throws: CatalogueError.self) { try await catalogue.call("get_own", [:]) }
        await #expect(throws: CatalogueError.self) { try await catalogue.call("get_own", ["who": "a", "days": 0]) }
    }

    /// What the engine must refuse, whatever a parser would make of it.
    static let refused = [
        "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "COPY opportunities TO 'out.csv'", "ATTACH 'other.db'", "SET threads = 1", "DELETE FROM opportunities",
        "CREATE TABLE stolen AS SELECT * FROM opportunities", "CREATE TEMP TABLE stolen (a INT)", "INSTALL httpfs",
        "LOAD httpfs", "SELECT nextval('s')", "SELECT pg_read_file('/etc/passwd')",
        "UPDATE opportunities SET amount = 0",
        "WITH gone AS (DELETE FROM opportunities RETURNING amount) SELECT * FROM gone", "PRAGMA database_list",
        "SELECT * FROM nothing_of_the_kind", "SELECT 1) AS a; DROP TABLE opportunities; --", "EXPORT DATABASE 'out'",
    ]

    @Test(arguments: refused)
    func theEngineRefuses(_ sql: String) async throws {
        do {
            _ = try await catalogue([try function("-- nothing else\n" + sql, firstLine: 7)])
            Issue.record("\(sql) is taken")
        } catch let failure as Failure {
            let found = try #require(failure.diagnostics.first)
            #expect(failure.exitCode == .configuration)
            #expect(found.file == "questions/functions/own.sql")
            #expect((7...8).contains(found.line ?? 0), "\(found)")
        }
        // The data are as they were.
        let whole = try await SmallCRM.catalogue().call("query_metric", ["measures": ["deals"]])
        #expect(whole.rows[0][0].integer == 9)
    }

    @Test func aNameThatIsTakenIsRefused() async throws {
        let twin = try PortalFunction(
            name: "analyze_win_rate", summary: "Twin.", parameters: [], sql: "SELECT 1 AS one",
            file: "questions/functions/twin.sql", firstLine: 1)
        await #expect(throws: Failure.self) { try await catalogue([twin]) }
        let own = try function("SELECT 1 AS one")
        await #expect(throws: Failure.self) { try await catalogue([own, own]) }
    }

    @Test func rowsAreCappedAndTheCapIsSaid() async throws {
        let own = try function(
            "SELECT a.line * 100 + b.line AS n FROM opportunities a, opportunities b, opportunities c, "
                + "(SELECT 1 AS one UNION ALL SELECT 2) AS d ORDER BY n")
        let result = try await catalogue([own]).call("get_own")
        #expect(result.rows.count == 1000 && result.totalRowCount == 1458 && result.truncated)
        #expect(result.rows.first?[0].integer == 202)
    }

    @Test(
        arguments: [
            ("SELECT :days", ["days"]), ("SELECT ':days'", []), ("SELECT \":days\"", []), ("SELECT 1 -- :days", []),
            ("SELECT 1 /* :a /* :b */ :c */ + :d", ["d"]), ("SELECT $$:days$$, $t$ :x $t$", []),
            ("SELECT '2026-01-01'::date", []), ("SELECT E'it\\'s :x', :y", ["y"]), ("SELECT 'it''s :x', :y", ["y"]),
            ("SELECT a[1:2] FROM opportunities WHERE x = :a AND y = :a", ["a", "a"]), ("SELECT :größe", ["größe"]),
        ] as [(String, [String])])
    func parametersAreFoundOutsideQuotes(_ sql: String, _ names: [String]) throws {
        let parsed = try NamedParameters(sql)
        #expect(parsed.names == names)
        let values = Dictionary(names.map { ($0, Value.integer(1)) }, uniquingKeysWith: { a, _ in a })
        let bound = try parsed.bound(values)
        #expect(bound.bindings.count == names.count)
        #expect(bound.text.utf8.count { $0 == UInt8(ascii: "?") } == names.count)
        #expect(names.allSatisfy { !bound.text.contains(":" + $0) || sql.contains("'it") })
    }

    @Test(
        arguments: [
            ("SELECT 'open", 1), ("SELECT 1\n/* open", 2), ("SELECT 1;\nSELECT 2", 2), ("SELECT ?", 1),
            ("SELECT\n\n$1", 3),
            ("", 1), ("-- nothing", 1), ("SELECT $a$ never", 1), ("SELECT \"open", 1),
        ] as [(String, Int)])
    func whatCannotBeCutIsNamedWithItsLine(_ sql: String, _ line: Int) {
        #expect { try NamedParameters(sql) } throws: { ($0 as? NamedParameters.Fault)?.line == line }
    }

    @Test func declaredAndUsedParametersMustAgree() {
        #expect(throws: Failure.self) { try function("SELECT :days") }
        #expect(throws: Failure.self) {
            try function("SELECT 1", parameters: [Parameter("days", .integer(1...9), "Days", default: 1)])
        }
    }
}
