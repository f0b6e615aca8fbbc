/// The dialect that an engine's statements are written in, where the two differ.
package enum SQLDialect: String, Hashable, Sendable {
    case duckdb, postgres
}

/// What answers the queries of the catalogue: tables `opportunities`, `contacts` and `history` as `Schema` describes them.
package protocol QueryEngine: Sendable {
    var dialect: SQLDialect { get }

    /// The rows of one SELECT with its values bound; anything else is refused.
    ///
    /// Throws `Failure(.data)` where the statement fails, `Failure(.unavailable)` where the database does not answer.
    func query(_ sql: SQL) async throws -> Table
}
