import Core
import Foundation
import TestSupport
import Testing

@testable import Warehouse

/// A database of one test, with tables made by SQL.
struct PostgresFixture {
    let server: PostgresServer
    let url: String

    init(_ sql: String = "") throws {
        server = try PostgresServer.shared()
        url = try server.makeDatabase()
        if !sql.isEmpty { try run(sql) }
    }

    @discardableResult
    func run(_ sql: String) throws -> String { try server.run(sql, url: url) }

    func database(_ change: (inout PostgresSource) -> Void = { _ in }) throws -> PostgresDatabase {
        var source = PostgresSource(urlEnv: "DB")
        change(&source)
        return try PostgresDatabase(source, environment: ["DB": url])
    }

    /// Opens table `deals`.
    func open(
        as user: String? = nil, _ change: (inout DataConfiguration) -> Void = { _ in }
    ) async throws -> Warehouse {
        var configuration = DataConfiguration(
            folder: "/", opportunities: .init(file: "", table: "deals"), engine: .postgres(PostgresSource(urlEnv: "DB"))
        )
        change(&configuration)
        return try await Warehouse.open(configuration, environment: ["DB": user ?? url])
    }

    /// The failure that opening ends in.
    func failure(_ change: (inout DataConfiguration) -> Void = { _ in }) async -> Failure? {
        do {
            _ = try await open(change)
            return nil
        } catch {
            return error as? Failure
        }
    }

    /// The warning of that id.
    static func warning(_ warehouse: Warehouse, _ id: String) -> String? {
        warehouse.quality.warnings.first { $0.id == id }?.message
    }
}

/// The failure of a query, of which no text may hold the password.
func failure(_ body: () async throws -> Void) async -> Failure? {
    do {
        try await body()
        return nil
    } catch {
        let text = "\(error)"
        #expect(!text.contains(PostgresServer.secret) && !text.contains("s3cret"))
        return error as? Failure
    }
}
