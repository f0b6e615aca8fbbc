import Core
import Foundation
import Testing

@testable import Warehouse

/// A folder of CSV files that lives as long as the test.
final class TestFolder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = NSTemporaryDirectory() + "broadsheet-warehouse-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, Array(text.utf8)) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    }

    func configuration(_ change: (inout DataConfiguration) -> Void = { _ in }) -> DataConfiguration {
        var configuration = DataConfiguration(folder: path, opportunities: .init(file: "deals.csv"))
        change(&configuration)
        return configuration
    }
}

/// The folder of the CSV files that stand in the repository.
let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/csv").path

/// Opens one file of opportunities.
func openDeals(_ text: String, _ change: (inout DataConfiguration) -> Void = { _ in }) async throws -> Warehouse {
    try await open(["deals.csv": text], change)
}

func open(_ files: [String: String], _ change: (inout DataConfiguration) -> Void = { _ in }) async throws -> Warehouse {
    let folder = try TestFolder(files)
    return try await Warehouse.open(folder.configuration(change))
}

/// The failure that opening the file ends in.
func failure(_ text: String, _ change: (inout DataConfiguration) -> Void = { _ in }) async throws -> Failure? {
    try await failure(bytes: Array(text.utf8), change)
}

func failure(bytes: [UInt8], _ change: (inout DataConfiguration) -> Void = { _ in }) async throws -> Failure? {
    let folder = try TestFolder()
    try folder.write("deals.csv", bytes)
    return await failure(folder.configuration(change))
}

func failure(_ configuration: DataConfiguration) async -> Failure? {
    do {
        _ = try await Warehouse.open(configuration)
        return nil
    } catch {
        return error as? Failure
    }
}

extension Warehouse {
    /// The rows of a query without its column names.
    func rows(_ sql: String, _ bindings: [Value] = []) async throws -> [[Value]] {
        try await query(SQL(sql, bindings)).rows
    }
}

/// The evidence that cells give, each on its own line from 2 on.
func numberEvidence(_ cells: [String]) -> NumberEvidence {
    var evidence = NumberEvidence()
    for (index, cell) in cells.enumerated() {
        var text = cell
        text.withUTF8 { evidence.include($0, line: index + 2) }
    }
    return evidence
}

func dateEvidence(_ cells: [String]) -> DateEvidence {
    var evidence = DateEvidence()
    for (index, cell) in cells.enumerated() {
        var text = cell
        text.withUTF8 { evidence.include($0, line: index + 2) }
    }
    return evidence
}

func dateText(_ cell: String) -> DateText {
    var text = cell
    return text.withUTF8 { DateText($0) }
}

/// A generator with a fixed seed (SplitMix64), so that a property that fails, fails again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
