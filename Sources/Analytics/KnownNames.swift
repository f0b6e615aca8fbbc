import Core
import Warehouse

/// Names in the data that a question may use, beyond those that the schema holds.
package struct KnownNames: Sendable {
    /// Dimension id → all of its values, where the schema holds only the most frequent ones.
    package var values: [String: [String]] = [:]
    package var contactRoles: [String] = []
    /// The most frequent ones.
    package var contactTitles: [String] = []
    /// Whether `contactTitles` are all there are.
    var hasAllTitles: Bool { contactTitles.count < KnownNames.mostTitles }

    package init() {}

    /// As many values of one column as are read.
    private static let most = 100_000
    private static let mostTitles = 500

    /// - Throws: the engine's `Failure`.
    static func load(_ warehouse: Warehouse) async throws -> KnownNames {
        var names = KnownNames()
        for dimension in warehouse.schema.dimensions
        where dimension.distinctCount > dimension.values.count && dimension.distinctCount <= most {
            let column = SQL.identifier(dimension.id)
            names.values[dimension.id] = try await texts(
                SQL("SELECT \(column) FROM opportunities WHERE \(column) IS NOT NULL GROUP BY 1 ORDER BY 1"), warehouse)
        }
        guard warehouse.schema.hasContacts else { return names }
        names.contactRoles = try await texts(contacts("role"), warehouse)
        names.contactTitles = try await texts(contacts("title"), warehouse)
        return names
    }

    private static func contacts(_ column: String) -> SQL {
        SQL(
            "SELECT \(column) FROM contacts WHERE \(column) IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT \(mostTitles)"
        )
    }

    private static func texts(_ query: SQL, _ warehouse: Warehouse) async throws -> [String] {
        try await warehouse.query(query).rows.compactMap { $0.first?.string }
    }
}
