import Analytics
import Core
import Foundation
import SampleData
import TestSupport
import Testing

@testable import Warehouse

/// The catalogue on tables that lie on three servers, partitioned by account, behind postgres_fdw.
@Suite(.enabled(if: PostgresServer.isExpected, "there is no PostgreSQL; `make setup` installs it"))
struct PostgresDistributedTests {
    @Test func threeServers() async throws {
        let shards = try PostgresShards()
        let coordinator = try PostgresServer.shared()
        let engines = try await TwoEngines.sample(rows: 1500, seed: 7) { try shards.spread($0, on: coordinator) }
        // Every server holds a part, and no row lies on the coordinator.
        let counts = try shards.servers.map { Int(try $0.run("SELECT count(*) FROM crm.opportunities")) ?? 0 }
        #expect(counts.reduce(0, +) == 1500 && counts.allSatisfy { $0 > 0 })

        try await PostgresEquality.compare(
            engines, asOf: SampleGenerator.defaultAsOf, from: "2025-02-15", to: "2026-12-31", limit: 12, least: 60)

        let plan = try await Plans(engines)
        // By account: each server adds up its own accounts.
        let ranking = try await plan.explained("get_top_accounts_by_value", [:])
        #expect(ranking.remote.count == 3)
        #expect(ranking.remote.allSatisfy { $0.contains("sum(amount)") && $0.contains("GROUP BY") })
        let won = try await plan.explained("get_top_accounts_by_value", ["status": "won"])
        #expect(won.remote.count == 3 && won.remote.allSatisfy { $0.contains("GROUP BY") && $0.contains("CASE") })
        // By anything else: PostgreSQL 15 sends no partial aggregate, so the columns that are needed come over, no others.
        let regions = try await plan.explained("compare_segments", ["measure": "total_value", "dimension": "region"])
        #expect(regions.remote.count == 3)
        #expect(
            regions.remote.allSatisfy { !$0.contains("GROUP BY") && $0.hasPrefix("SELECT amount, region FROM") },
            "\(regions.remote)")
    }
}

/// What the coordinator sends to the servers.
private struct Plans {
    struct Plan {
        /// The statements for the servers.
        var remote: [String]
    }

    private let engine: PostgresEngine
    private let catalogue: Catalogue

    init(_ engines: TwoEngines) async throws {
        let configuration = TwoEngines.inTables(
            DataConfiguration(
                folder: "/", opportunities: .init(file: ""), contacts: .init(file: ""), history: .init(file: "")))
        let source = PostgresSource(urlEnv: "TEST_URL")
        let database = try PostgresDatabase(source, environment: ["TEST_URL": engines.url])
        engine = try await PostgresOpening.open(configuration, database).engine
        catalogue = try await Catalogue(warehouse: engines.postgres, asOf: SampleGenerator.defaultAsOf)
    }

    /// The plan of the call's first statement.
    func explained(_ function: String, _ arguments: [String: JSON]) async throws -> Plan {
        let shown = try await catalogue.call(function, arguments).sql
        let first = try #require(shown.components(separatedBy: "\n\n").first)
        let sql = SQL("EXPLAIN (VERBOSE, COSTS OFF) ") + engine.relations.completing(SQL(first))
        let lines = try await engine.database.run { session in
            try session.readOnly(PostgresSource()) { try $0.query(sql, limit: 10_000) }
        }.rows.compactMap { $0.first?.string }
        return Plan(
            remote: lines.compactMap { line in
                line.firstRange(of: "Remote SQL: ").map { String(line[$0.upperBound...]) }
            })
    }
}
