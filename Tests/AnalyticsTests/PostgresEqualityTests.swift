import Analytics
import Core
import Foundation
import SampleData
import TestSupport
import Testing
import Warehouse

/// PostgreSQL answers as DuckDB does: the same rows, totals and notes, value by value.
@Suite(.enabled(if: PostgresServer.isExpected, "there is no PostgreSQL; `make setup` installs it"))
struct PostgresEqualityTests {
    @Test func smallCRM() async throws {
        let engines = try await TwoEngines.smallCRM()
        try await PostgresEquality.compare(
            engines, asOf: SmallCRM.asOf, from: "2026-07-01", to: "2026-12-31", fiscalStart: 2, limit: 60, least: 100)
        let (left, right) = (engines.duckDB.schema, engines.postgres.schema)
        #expect(left.stages == right.stages)
        #expect(left.newestDate == right.newestDate)
        #expect(left.opportunityCount == right.opportunityCount && left.openWithoutAmount == right.openWithoutAmount)
        #expect(engines.postgres.dialect == .postgres && engines.duckDB.dialect == .duckdb)
    }

    @Test func generatedData() async throws {
        let engines = try await TwoEngines.sample(rows: 1500, seed: 7)
        try await PostgresEquality.compare(
            engines, asOf: SampleGenerator.defaultAsOf, from: "2025-02-15", to: "2026-12-31", limit: 40, least: 150)
        let (left, right) = (engines.duckDB.schema, engines.postgres.schema)
        #expect(left.stages == right.stages)
        #expect(Set(left.dimensions.map(\.id)) == Set(right.dimensions.map(\.id)))
        for dimension in left.dimensions {
            let other = right.dimension(dimension.id)
            #expect(dimension.values == other?.values && dimension.label == other?.label, "\(dimension.id)")
            #expect(dimension.emptyCount == other?.emptyCount && dimension.distinctCount == other?.distinctCount)
        }
    }

    /// Without a probability column open deals are weighted by what the history says of each stage.
    @Test func withoutProbability() async throws {
        let text = SmallCRM.opportunities.replacing(",probability,", with: ",note,")
        let engines = try await TwoEngines([
            "opportunities.csv": Data(text.utf8), "contacts.csv": Data(SmallCRM.contacts.utf8),
            "history.csv": Data(SmallCRM.history.utf8),
        ]) { SmallCRM.configuration($0) }
        #expect(!engines.postgres.schema.has(.probability))
        try await PostgresEquality.compare(
            engines, asOf: SmallCRM.asOf, from: "2026-07-01", to: "2026-12-31", limit: 20, least: 50)
    }
}
