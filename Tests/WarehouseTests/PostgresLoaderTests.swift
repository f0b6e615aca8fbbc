import Core
import Foundation
import TestSupport
import Testing

@testable import Warehouse

@Suite(
    "PostgreSQL: loading files",
    .enabled(if: PostgresServer.isExpected, "there is no PostgreSQL; `make setup` installs it"))
struct PostgresLoaderTests {
    private static let deals = "id,account,stage,amount,close_date\n1,Acme,Won,10.50,2026-01-02\n2,,Open,3,2026-03-04\n"

    private func configuration(
        _ folder: TestFolder, _ change: (inout DataConfiguration) -> Void = { _ in }
    ) -> DataConfiguration {
        var configuration = DataConfiguration(
            folder: folder.path, opportunities: .init(file: "deals.csv", table: "crm.deals"),
            engine: .postgres(PostgresSource(urlEnv: "DB")))
        change(&configuration)
        return configuration
    }

    @Test("tables have the types of the data, bytes for a collation, an index on the key, and a mark")
    func types() async throws {
        let fixture = try PostgresFixture()
        let folder = try TestFolder(["deals.csv": Self.deals])
        let report = try await PostgresLoader.load(configuration(folder), environment: ["DB": fixture.url])
        #expect(report.tables == [.init(table: "crm.deals", source: "deals.csv", rows: 2)])
        let columns = try fixture.run(
            """
            SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod) || coalesce(' ' || collname, '')
              || CASE WHEN attnotnull THEN ' not null' ELSE '' END, ', ' ORDER BY attnum)
            FROM pg_attribute LEFT JOIN pg_collation c ON c.oid = attcollation WHERE attrelid = 'crm.deals'::regclass AND attnum > 0
            """)
        #expect(
            columns
                == "opportunity_id text C not null, account text C, stage text C not null, outcome text C not null, "
                + "amount numeric(18,2), close_date date")
        #expect(
            try fixture.run("SELECT obj_description('crm.deals'::regclass)") == "Loaded by broadsheet from deals.csv")
        #expect(
            try fixture.run(
                "SELECT count(*) FROM pg_indexes WHERE tablename = 'deals' AND indexdef LIKE '%UNIQUE%opportunity_id%'")
                == "1")
        #expect(
            try fixture.run("TABLE crm.deals ORDER BY 1")
                == "1|Acme|Won|won|10.50|2026-01-02\n2||Open|open|3.00|2026-03-04")
        let warehouse = try await Warehouse.open(configuration(folder), environment: ["DB": fixture.url])
        #expect(warehouse.schema.wonCount == 1 && warehouse.schema.openCount == 1 && warehouse.quality.warnings.isEmpty)
        #expect(warehouse.schema.dimensions.map(\.id) == ["account", "stage"])
    }

    @Test("texts arrive byte for byte, empty cells as NULL")
    func texts() async throws {
        let names = [
            "tab\there", "line\nend", "back\\slash", "\\N", "\\.", "O'Neil \"& Sons\"", "'; DROP TABLE x; --", "Zoë 👩‍👩‍👧",
            "a,b",
            "cr\rlf",
        ]
        let rows = names.enumerated().map { "\($0.offset),Won,1,\"\($0.element.replacing("\"", with: "\"\""))\"\n" }
        let folder = try TestFolder(["deals.csv": "id,stage,amount,account\n" + rows.joined() + "99,Won,1,\n"])
        let fixture = try PostgresFixture()
        _ = try await PostgresLoader.load(configuration(folder), environment: ["DB": fixture.url])
        let warehouse = try await Warehouse.open(configuration(folder), environment: ["DB": fixture.url])
        let found = try await warehouse.rows("SELECT account FROM opportunities ORDER BY CAST(opportunity_id AS int)")
        #expect(found == names.map { [.text($0)] } + [[.null]])
    }

    @Test("a table that a load made is replaced, its readers kept; any other only where that is asked for")
    func replace() async throws {
        let fixture = try PostgresFixture(
            "CREATE SCHEMA crm; CREATE TABLE crm.deals (precious text); INSERT INTO crm.deals VALUES ('x')")
        let folder = try TestFolder(["deals.csv": Self.deals])
        let environment = ["DB": fixture.url]
        let refused = await failure {
            _ = try await PostgresLoader.load(configuration(folder), environment: environment)
        }
        #expect(refused?.exitCode == .data && refused?.diagnostics.first?.id == "load.table-exists")
        #expect(try fixture.run("SELECT precious FROM crm.deals") == "x")
        _ = try await PostgresLoader.load(configuration(folder), environment: environment, replace: true)
        try fixture.run("GRANT SELECT ON crm.deals TO PUBLIC")
        try folder.write("deals.csv", Array("id,stage,amount\n7,Won,1\n".utf8))
        _ = try await PostgresLoader.load(configuration(folder), environment: environment)
        #expect(try fixture.run("TABLE crm.deals") == "7|Won|won|1")
        #expect(try fixture.run("SELECT has_table_privilege('pg_monitor', 'crm.deals', 'SELECT')") == "t")
        try fixture.run("CREATE VIEW crm.seen AS SELECT 1 AS x")
        let view = configuration(folder) { $0.opportunities.table = "crm.seen" }
        #expect(
            await failure { _ = try await PostgresLoader.load(view, environment: environment, replace: true) }?.exitCode
                == .data)
    }

    @Test("a load that fails leaves the database as it was")
    func atomic() async throws {
        let fixture = try PostgresFixture("CREATE SCHEMA crm; CREATE TABLE crm.people (x int)")
        let folder = try TestFolder([
            "deals.csv": Self.deals, "people.csv": "opportunity_id,title\n1,CEO\n",
            "bad.csv": "id,stage,amount\n1,Won,x\n",
        ])
        let environment = ["DB": fixture.url]
        let second = configuration(folder) { $0.contacts = .init(file: "people.csv", table: "crm.people") }
        #expect(
            await failure { _ = try await PostgresLoader.load(second, environment: environment) }?.exitCode == .data)
        let bad = configuration(folder) { $0.opportunities.file = "bad.csv" }
        #expect(await failure { _ = try await PostgresLoader.load(bad, environment: environment) }?.exitCode == .data)
        #expect(try fixture.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'crm'") == "1")
    }

    @Test("what the configuration lacks is said at once, before anything is read")
    func incomplete() async throws {
        let folder = try TestFolder(["deals.csv": Self.deals])
        let environment = ["DB": try PostgresServer.shared().url()]
        let missing = configuration(folder) {
            $0.opportunities.table = nil
            $0.contacts = .init(file: "", table: "c")
            $0.lookups = [.init(file: "a.csv", table: "a", key: "account")]
        }
        let found = await failure { _ = try await PostgresLoader.load(missing, environment: environment) }
        #expect(found?.exitCode == .configuration)
        #expect(
            found?.diagnostics.map(\.id).sorted() == ["load.file-missing", "load.lookup-table", "load.table-missing"])
        #expect(
            await failure { _ = try await PostgresLoader.load(configuration(folder), environment: [:]) }?.exitCode
                == .configuration)
        let plain = configuration(folder) { $0.engine = .duckdb }
        #expect(
            await failure { _ = try await PostgresLoader.load(plain, environment: environment) }?.exitCode
                == .configuration)
    }
}
