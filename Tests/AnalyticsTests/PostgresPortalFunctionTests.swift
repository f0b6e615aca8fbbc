import Core
import TestSupport
import Testing
import Warehouse

@testable import Analytics

/// The portal's own functions on PostgreSQL: the same rows as on DuckDB, and the same refusals.
@Suite(.enabled(if: PostgresServer.isExpected, "there is no PostgreSQL; `make setup` installs it"))
struct PostgresPortalFunctionTests {
    private func function(_ sql: String, _ parameters: [Parameter] = []) throws -> PortalFunction {
        try PortalFunction(
            name: "get_own", summary: "Own.", parameters: parameters, units: ["value": .currency], sql: sql,
            file: "questions/functions/own.sql", firstLine: 1)
    }

    @Test func sameRowsAsOnDuckDB() async throws {
        let own = try function(
            """
            WITH late AS (SELECT account, amount, closed FROM opportunities WHERE outcome = 'open')
            SELECT l.account, sum(l.amount) AS value, count(*) AS deals, min(l.closed) AS first_close,
                   (SELECT count(*) FROM contacts c WHERE c.role = :role) AS champions
            FROM late l WHERE l.closed <= CAST(:as_of AS DATE) + CAST(:days AS INTEGER)
            GROUP BY l.account ORDER BY value DESC NULLS LAST, l.account NULLS LAST
            """,
            [
                Parameter("days", .integer(1...365), "Days", default: 90),
                Parameter("role", .text, "Role", isRequired: true),
            ])
        let engines = try await TwoEngines.smallCRM()
        var results: [FunctionResult] = []
        for warehouse in [engines.duckDB, engines.postgres] {
            let catalogue = try await Catalogue(
                warehouse: warehouse, asOf: SmallCRM.asOf, portalFunctions: [own])
            results.append(try await catalogue.call("get_own", ["role": "Champion"]))
        }
        #expect(results[0].rows.map { $0[0].string } == ["Birch", "Acme", nil, "Cedar"])
        #expect(results[0].rows.map { $0[4].integer } == [3, 3, 3, 3])
        #expect(results[0].rows == results[1].rows)
        #expect(results[0].columns == results[1].columns && results[0].totalRowCount == results[1].totalRowCount)
    }

    @Test func whatIsNoQueryIsRefused() async throws {
        let postgres = try await TwoEngines.smallCRM().postgres
        for sql in [
            "DELETE FROM crm.opportunities", "SELECT nextval('numbers')",
            "WITH gone AS (DELETE FROM crm.opportunities RETURNING 1) SELECT * FROM gone", "SET work_mem = '1GB'",
            "COPY crm.opportunities TO PROGRAM 'cat'", "SELECT * FROM nothing_of_the_kind",
        ] {
            do {
                let catalogue = try await Catalogue(
                    warehouse: postgres, asOf: SmallCRM.asOf, portalFunctions: [try function(sql)])
                _ = try await catalogue.call("get_own")
                Issue.record("\(sql) is taken")
            } catch is Failure {
                continue
            }
        }
        // Files of the server are refused to a user that is no superuser; one that is gets a warning.
        #expect(postgres.operatorWarnings.map(\.id) == ["postgres.superuser"])
        let whole = try await Catalogue(warehouse: postgres, asOf: SmallCRM.asOf).call(
            "query_metric", ["measures": ["deals"]])
        #expect(whole.rows[0][0].integer == 9)
    }
}
