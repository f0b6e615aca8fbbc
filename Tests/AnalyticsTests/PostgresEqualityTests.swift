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
    /// What a call gives, or why it gives nothing.
    private enum Outcome: Equatable, CustomStringConvertible {
        case result(FunctionResult)
        case refused(CatalogueError)
        case failed(String)

        var description: String {
            switch self {
            case .result(let result):
                "\(result.rows) of \(result.totalRowCount), totals \(result.totals.map { "\($0.name) \($0.value)" }), \(result.notes)"
            case .refused(let error): "refused: \(error.message)"
            case .failed(let reason): "failed: \(reason)"
            }
        }
    }

    private func outcome(_ call: EveryCall.Call, _ catalogue: Catalogue) async -> Outcome {
        do {
            var result = try await catalogue.call(call.function, call.arguments)
            // The columns of a lookup's file are columns of the opportunities' table.
            result.sources = [:]
            return .result(result)
        } catch let error as CatalogueError {
            return .refused(error)
        } catch {
            return .failed("\(error)")
        }
    }

    private func compare(
        _ engines: TwoEngines, asOf: CalendarDate, from: String, to: String, fiscalStart: Int = 1, least: Int
    ) async throws {
        let fiscal = FiscalCalendar(startMonth: fiscalStart)
        let expected = try await Catalogue(warehouse: engines.duckDB, asOf: asOf, fiscal: fiscal)
        let found = try await Catalogue(warehouse: engines.postgres, asOf: asOf, fiscal: fiscal)
        let calls = EveryCall.calls(expected, from: from, to: to)
        var answered = 0
        for call in calls {
            let left = await outcome(call, expected)
            let right = await outcome(call, found)
            #expect(left == right, "\(call)")
            if case .failed = left { Issue.record("\(call): \(left)") }
            if case .result = left { answered += 1 }
        }
        #expect(answered >= least, "\(answered) of \(calls.count) calls were answered")
    }

    @Test func smallCRM() async throws {
        let engines = try await TwoEngines.smallCRM()
        try await compare(
            engines, asOf: SmallCRM.asOf, from: "2026-07-01", to: "2026-12-31", fiscalStart: 2, least: 100)
        let (left, right) = (engines.duckDB.schema, engines.postgres.schema)
        #expect(left.stages == right.stages)
        #expect(left.newestDate == right.newestDate)
        #expect(left.opportunityCount == right.opportunityCount && left.openWithoutAmount == right.openWithoutAmount)
        #expect(engines.postgres.dialect == .postgres && engines.duckDB.dialect == .duckdb)
    }

    @Test func generatedData() async throws {
        let engines = try await TwoEngines.sample(rows: 1500, seed: 7)
        try await compare(
            engines, asOf: SampleGenerator.defaultAsOf, from: "2025-02-15", to: "2026-12-31", least: 200)
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
        try await compare(engines, asOf: SmallCRM.asOf, from: "2026-07-01", to: "2026-12-31", least: 50)
    }
}

extension TwoEngines {
    /// Generated data with lookups.
    static func sample(rows: Int, seed: UInt64, after: (String) throws -> Void = { _ in }) async throws -> TwoEngines {
        var files: [String: Data] = [:]
        SampleGenerator(rows: rows, seed: seed).generate { file, bytes in files[file.rawValue, default: Data()] += bytes
        }
        return try await TwoEngines(
            files,
            { folder in
                DataConfiguration(
                    folder: folder, opportunities: .init(file: "opportunities.csv"),
                    contacts: .init(file: "contacts.csv"),
                    history: .init(file: "stage_history.csv"),
                    lookups: [.init(file: "accounts.csv", key: "account"), .init(file: "owners.csv", key: "owner")],
                    maxRejected: 0)
            }, after: after)
    }
}
