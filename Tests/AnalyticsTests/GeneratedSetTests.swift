import Analytics
import Core
import Foundation
import SampleData
import TestSupport
import Testing
import Warehouse

/// A generated CRM of 1,500 opportunities, calculated a second time in plain loops over the text of its files, in cents,
/// without the engine and without our CSV reader.
@Suite struct GeneratedSetTests {
    private struct Deal {
        var id, account, stage, type, source, region: String
        var cents: Int?
        var probability: Int
        var created, close: String
        var isWon: Bool { stage == "Closed Won" }
        var isLost: Bool { stage == "Closed Lost" }
        var isOpen: Bool { !isWon && !isLost }
    }

    private struct Generated {
        var catalogue: Catalogue
        var deals: [Deal]
        var roles: [(opportunity: String, role: String)]
    }

    private func generate() async throws -> Generated {
        var files: [String: [UInt8]] = [:]
        SampleGenerator(rows: 1500, seed: 7).generate { file, bytes in files[file.rawValue, default: []] += bytes }
        let folder = try TestFolder()
        for (name, bytes) in files { try folder.write(name, Data(bytes)) }
        let warehouse = try await Warehouse.open(
            DataConfiguration(
                folder: folder.path, opportunities: .init(file: "opportunities.csv"),
                contacts: .init(file: "contacts.csv"),
                history: .init(file: "stage_history.csv"),
                lookups: [.init(file: "accounts.csv", key: "account"), .init(file: "owners.csv", key: "owner")],
                maxRejected: 0))
        let asOf = SampleGenerator.defaultAsOf
        func rows(_ name: String) -> [[String: String]] {
            Self.parse(String(decoding: files[name] ?? [], as: UTF8.self))
        }
        let regions = Dictionary(
            rows("accounts.csv").map { ($0["account"] ?? "", $0["region"] ?? "") }, uniquingKeysWith: { a, _ in a })
        let deals = rows("opportunities.csv").map { row in
            Deal(
                id: row["opportunity_id"] ?? "", account: row["account"] ?? "", stage: row["stage"] ?? "",
                type: row["type"] ?? "",
                source: row["lead_source"] ?? "", region: regions[row["account"] ?? ""] ?? "",
                cents: Self.cents(row["amount"] ?? ""),
                probability: Int(row["probability"] ?? "") ?? 0, created: row["created_date"] ?? "",
                close: row["close_date"] ?? "")
        }
        return Generated(
            catalogue: try await Catalogue(warehouse: warehouse, asOf: asOf), deals: deals,
            roles: rows("contacts.csv").map { ($0["opportunity_id"] ?? "", $0["role"] ?? "") })
    }

    /// Quoted cells without line breaks are all that the generator writes.
    private static func parse(_ text: String) -> [[String: String]] {
        let lines = text.split(separator: "\n").map { line -> [String] in
            var cells: [String] = [""]
            var quoted = false
            for character in line {
                switch character {
                case "\"": quoted.toggle()
                case "," where !quoted: cells.append("")
                default: cells[cells.count - 1].append(character)
                }
            }
            return cells
        }
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { a, _ in a }) }
    }

    private static func cents(_ text: String) -> Int? {
        guard !text.isEmpty else { return nil }
        let parts = text.split(separator: ".")
        let whole = Int(parts[0]) ?? 0
        let fraction = parts.count > 1 ? Int((parts[1] + "00").prefix(2)) ?? 0 : 0
        return whole * 100 + fraction
    }

    private func cents(_ value: Value) -> Int? {
        value.decimal.map { NSDecimalNumber(decimal: FigureFormat.rounded($0 * 100, 0)).intValue }
    }

    private func groups(_ result: FunctionResult, _ column: String) -> [String: Value] {
        guard let index = result.columns.firstIndex(where: { $0.name == column }) else { return [:] }
        return Dictionary(result.rows.map { ($0[0].string ?? "", $0[index]) }, uniquingKeysWith: { a, _ in a })
    }

    @Test func everyFigureAgreesWithASecondCalculation() async throws {
        let generated = try await generate()
        let catalogue = generated.catalogue
        let deals = generated.deals
        let open = deals.filter(\.isOpen)
        #expect(deals.count == 1500)

        let pipeline = try await catalogue.call("get_pipeline_summary", ["dimension": "region"])
        #expect(pipeline.sources["accounts"] == ["region"])
        #expect(cents(pipeline.total("pipeline")) == open.compactMap(\.cents).reduce(0, +))
        #expect(
            cents(pipeline.total("weighted_pipeline")) == open.reduce(0) { $0 + ($1.cents ?? 0) * $1.probability } / 100
        )
        #expect(pipeline.total("overdue_deals") == .integer(open.filter { $0.close < "2026-11-20" }.count))
        for (region, value) in groups(pipeline, "pipeline") {
            #expect(cents(value) == open.filter { $0.region == region }.compactMap(\.cents).reduce(0, +))
        }

        let accounts = try await catalogue.call("get_top_accounts_by_value", ["limit": 1000])
        var byAccount: [String: Int] = [:]
        for deal in deals { byAccount[deal.account, default: 0] += deal.cents ?? 0 }
        let expected = byAccount.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        #expect(accounts.rows.map { $0[0].string } == expected.map(\.key))
        #expect(accounts.rows.map { cents($0[1]) } == expected.map(\.value))

        for (dimension, key) in [("type", \Deal.type), ("lead_source", \Deal.source), ("region", \Deal.region)] {
            let rates = try await catalogue.call(
                "analyze_win_rate", ["dimension": .string(dimension), "from": "2025-01-01", "to": "2025-12-31"])
            let closed = deals.filter { !$0.isOpen && $0.close.hasPrefix("2025") }
            #expect(rates.total("closed") == .integer(closed.count))
            for (name, value) in groups(rates, "win_rate") {
                let group = closed.filter { $0[keyPath: key] == name }
                #expect(value.double == Double(group.filter(\.isWon).count) / Double(group.count))
            }
        }

        let trend = try await catalogue.call("get_revenue_trend", ["from": "2025-01-01", "to": "2026-11-20"])
        #expect(trend.rows.count == 23)
        for row in trend.rows {
            let month = row[1].date?.description.prefix(7) ?? ""
            #expect(
                cents(row[2]) == deals.filter { $0.isWon && $0.close.hasPrefix(month) }.compactMap(\.cents).reduce(0, +)
            )
        }

        let forecast = try await catalogue.call(
            "forecast_pipeline_revenue", ["from": "2026-10-01", "to": "2026-12-31"])
        let inQuarter = deals.filter { $0.close >= "2026-10-01" && $0.close <= "2026-12-31" }
        let won = inQuarter.filter(\.isWon).compactMap(\.cents).reduce(0, +)
        // Cents × percent: compared in hundredths of a cent, before any rounding.
        let weighted = inQuarter.filter(\.isOpen).reduce(0) { $0 + ($1.cents ?? 0) * $1.probability }
        #expect(forecast.total("forecast").decimal.map { $0 * 10_000 } == Decimal(won * 100 + weighted))

        let funnel = try await catalogue.call("analyze_stage_funnel")
        for (stage, value) in groups(funnel, "deals") {
            #expect(value == .integer(open.filter { $0.stage == stage }.count))
        }

        let roles = try await catalogue.call("analyze_role_frequency", ["status": "won"])
        let wonIDs = Set(deals.filter(\.isWon).map(\.id))
        for (role, value) in groups(roles, "contacts") {
            #expect(
                value == .integer(generated.roles.filter { $0.role == role && wonIDs.contains($0.opportunity) }.count))
        }
    }
}
