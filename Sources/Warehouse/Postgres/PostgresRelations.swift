import Core

/// What `opportunities`, `contacts` and `history` are made of in the database.
///
/// They are put before each statement as common table expressions that are not materialised, so that the planner sees
/// through them to the tables.
struct PostgresRelations: Sendable {
    var opportunities: SQL
    var contacts: SQL?
    var history: SQL?

    /// The statement with the relations that it names before it.
    func completing(_ sql: SQL) -> SQL {
        let statement = PostgresStatement(sql.text)
        var parts: [SQL] = []
        func add(_ name: String, _ relation: SQL?, when isNeeded: Bool) {
            guard let relation, isNeeded else { return }
            parts.append(SQL("\(name) AS NOT MATERIALIZED (\n") + relation + SQL("\n)"))
        }
        let needsContacts = contacts != nil && statement.names.contains("contacts")
        let needsHistory = history != nil && statement.names.contains("history")
        // The side tables may ask which opportunities there are.
        let needsAll = [needsContacts ? contacts : nil, needsHistory ? history : nil].compactMap(\.self).contains {
            PostgresStatement($0.text).names.contains("opportunities")
        }
        add("opportunities", opportunities, when: needsAll || statement.names.contains("opportunities"))
        add("contacts", contacts, when: needsContacts)
        add("history", history, when: needsHistory)
        guard let first = parts.first else { return sql }
        let relations = parts.dropFirst().reduce(first) { $0 + SQL(", ") + $1 }
        guard let afterWith = statement.afterWith else { return SQL("WITH ") + relations + SQL("\n") + sql }
        let rest = SQL(String(sql.text[afterWith...]), sql.bindings)
        return SQL(statement.isRecursive ? "WITH RECURSIVE " : "WITH ") + relations + SQL(",") + rest
    }
}

/// Answers the catalogue's queries on tables of a PostgreSQL; all work is done there.
final class PostgresEngine: QueryEngine {
    let dialect = SQLDialect.postgres
    let database: PostgresDatabase
    let relations: PostgresRelations

    init(_ database: PostgresDatabase, _ relations: PostgresRelations) {
        self.database = database
        self.relations = relations
    }

    func query(_ sql: SQL) async throws -> Table {
        guard PostgresStatement(sql.text).isQuery else { throw PostgresSession.notAQuery }
        return try await database.query(relations.completing(sql))
    }
}
