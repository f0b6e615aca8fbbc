import Analytics
import Core
import Foundation
import SampleData
import TestSupport
import Testing
import Warehouse

/// Asks both engines the same and holds the answers against each other.
enum PostgresEquality {
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

    /// An import gives contacts and histories keys of its own, which tables of a PostgreSQL do not have: of these functions the
    /// statements differ, and nothing else.
    private static let joinsByOwnKeys: Set = [
        "analyze_stage_funnel", "analyze_role_frequency", "analyze_titles", "find_missing_stakeholders",
    ]

    private static func outcome(_ call: EveryCall.Call, _ catalogue: Catalogue) async -> Outcome {
        do {
            var result = try await catalogue.call(call.function, call.arguments)
            // The columns of a lookup's file are columns of the opportunities' table.
            result.sources = [:]
            let isByContacts = (call.arguments["filters"]?.array ?? []).contains {
                $0.object?["dimension"]?.string?.hasPrefix("contact") == true
            }
            if isByContacts || joinsByOwnKeys.contains(call.function) { result.sql = "" }
            return .result(result)
        } catch let error as CatalogueError {
            return .refused(error)
        } catch {
            return .failed("\(error)")
        }
    }

    /// Runs at most `limit` calls of each function on both; at least `least` of all of them have to be answered.
    static func compare(
        _ engines: TwoEngines, asOf: CalendarDate, from: String, to: String, fiscalStart: Int = 1, limit: Int,
        least: Int
    ) async throws {
        let fiscal = FiscalCalendar(startMonth: fiscalStart)
        let expected = try await Catalogue(warehouse: engines.duckDB, asOf: asOf, fiscal: fiscal)
        let found = try await Catalogue(warehouse: engines.postgres, asOf: asOf, fiscal: fiscal)
        let calls = EveryCall.calls(expected, from: from, to: to, limit: limit)
        var answered = 0
        var silent = Set(expected.functions.map(\.name))
        for call in calls {
            let left = await outcome(call, expected)
            let right = await outcome(call, found)
            #expect(left == right, "\(call)")
            if case .failed = left { Issue.record("\(call): \(left)") }
            if case .result = left {
                answered += 1
                silent.remove(call.function)
            }
        }
        #expect(silent.subtracting(EveryCall.mayBeSilent) == [], "functions that answered nothing")
        #expect(answered >= least, "\(answered) of \(calls.count) calls were answered")
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
