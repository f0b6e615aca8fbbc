import Analytics
import Core
import Foundation
import SampleData
import Warehouse

/// The tasks that are timed.
struct Bench {
    let mode: String
    /// Where the sample lies.
    let folder: String
    /// Where imports are kept; nil to keep none.
    let state: String?

    /// The sample's files; only the opportunities where not the whole of it is to be read.
    func configuration(whole: Bool) -> DataConfiguration {
        guard whole else { return DataConfiguration(folder: folder, opportunities: .init(file: "opportunities.csv")) }
        return DataConfiguration(
            folder: folder, opportunities: .init(file: "opportunities.csv"), contacts: .init(file: "contacts.csv"),
            history: .init(file: "stage_history.csv"),
            lookups: [.init(file: "accounts.csv", key: "account"), .init(file: "owners.csv", key: "owner")])
    }

    func open(whole: Bool) async throws -> Warehouse {
        try await Warehouse.open(configuration(whole: whole), cache: state.map { ImportCache(folder: $0) })
    }

    /// The file of the kept import.
    var database: String? {
        guard let state, let files = FileManager.default.enumerator(atPath: state) else { return nil }
        return files.compactMap { $0 as? String }.filter { $0.hasSuffix(".duckdb") }.sorted().last.map { state + "/" + $0 }
    }

    /// Calls of every function, by a name for the report.
    static let cases: [(name: String, function: String, arguments: [String: JSON])] = [
        ("get_top_accounts_by_value", "get_top_accounts_by_value", [:]),
        ("get_top_opportunities", "get_top_opportunities", [:]),
        ("get_account_overview", "get_account_overview", [:]),
        ("get_pipeline_summary", "get_pipeline_summary", [:]),
        ("get_pipeline_summary by type", "get_pipeline_summary", ["dimension": "type"]),
        ("forecast_pipeline_revenue by month", "forecast_pipeline_revenue",
            ["group_by": "month", "from": "2026-10-01", "to": "2026-12-31"]),
        ("analyze_win_rate by lead_source", "analyze_win_rate", ["dimension": "lead_source"]),
        ("analyze_product_conversion", "analyze_product_conversion", [:]),
        ("analyze_stage_funnel", "analyze_stage_funnel", [:]),
        ("analyze_deal_velocity by region", "analyze_deal_velocity", ["dimension": "region"]),
        ("get_revenue_trend by month", "get_revenue_trend", [:]),
        ("compare_segments by owner", "compare_segments", ["dimension": "owner"]),
        ("get_period_change by region", "get_period_change",
            ["dimension": "region", "from": "2026-10-01", "to": "2026-11-20"]),
        ("analyze_concentration", "analyze_concentration", [:]), ("analyze_losses", "analyze_losses", [:]),
        ("find_slipped_deals", "find_slipped_deals", [:]), ("find_stalled_deals", "find_stalled_deals", [:]),
        ("find_missing_stakeholders", "find_missing_stakeholders", [:]),
        ("analyze_next_steps", "analyze_next_steps", [:]), ("analyze_role_frequency", "analyze_role_frequency", [:]),
        ("analyze_titles", "analyze_titles", [:]),
        ("query_metric, 4 measures by 2 dimensions", "query_metric",
            ["measures": ["bookings", "win_rate", "pipeline", "new_logos"], "dimensions": ["region", "type"]]),
    ]

    func answer(_ line: String, _ warehouse: Warehouse) async throws -> [String: JSON] {
        let catalogue = try await Bench.catalogue(warehouse)
        if line == "cases" {
            var cases: [JSON] = []
            for (name, function, arguments) in Bench.cases {
                let result = try await catalogue.call(function, Bench.filled(function, arguments, warehouse))
                cases.append(["name": .string(name), "sql": .string(result.sql)])
            }
            return ["cases": .array(cases)]
        }
        guard let (_, function, arguments) = Bench.cases.first(where: { $0.name == line }) else { return [:] }
        let filled = Bench.filled(function, arguments, warehouse)
        return try await Bench.timed { _ = try await catalogue.call(function, filled) }
    }

    /// One account is named by the data.
    private static func filled(
        _ function: String, _ arguments: [String: JSON], _ warehouse: Warehouse
    ) -> [String: JSON] {
        guard function == "get_account_overview" else { return arguments }
        return ["account": .string(warehouse.schema.dimension("account")?.values.first ?? "")]
    }

    private static func catalogue(_ warehouse: Warehouse) async throws -> Catalogue {
        try await Catalogue(warehouse: warehouse, asOf: SampleGenerator.defaultAsOf)
    }

    static func timed(_ body: () async throws -> Void) async rethrows -> [String: JSON] {
        let start = ContinuousClock.now
        try await body()
        let elapsed = start.duration(to: .now).components
        let microseconds = Double(elapsed.seconds) * 1e6 + Double(elapsed.attoseconds) / 1e12
        return ["ms": .decimal(Decimal(Int(microseconds)) / 1000)]
    }

    /// The process's greatest resident memory so far, in KiB (`VmHWM` of Linux).
    static var peakMemory: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
