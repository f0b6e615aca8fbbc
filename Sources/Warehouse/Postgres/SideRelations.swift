import Core

/// The relations `contacts` and `history` as SQL over their tables.
struct SideRelations: Sendable {
    /// Columns of `contacts` that are made of the title.
    static let ofTitles = ["seniority", "job_function"]

    private(set) var contacts: SQL?
    private(set) var history: SQL?
    /// Rows that belong to no opportunity, by dataset.
    private(set) var orphans: [String: Int] = [:]
    private(set) var rows: [String: Int] = [:]
    private(set) var warnings: [Diagnostic] = []

    init(
        contacts: TableRoles?, history: TableRoles?, _ opportunities: SQL, _ database: PostgresDatabase
    ) async throws {
        let relations = PostgresRelations(opportunities: opportunities)
        if let contacts {
            let texts: [Role] = [.opportunityID, .account, .title, .role]
            let own = SideRelations.classified(contacts, SideRelations.rows(contacts, texts, dates: [], required: []))
            // A contact belongs to the opportunity it names, else to the account it names.
            let joined = """
                LEFT JOIN (SELECT DISTINCT opportunity_id FROM opportunities) AS o ON o.opportunity_id = s.opportunity_id \
                LEFT JOIN (SELECT DISTINCT account FROM opportunities WHERE account IS NOT NULL) AS a \
                ON s.opportunity_id IS NULL AND a.account = s.account
                """
            self.contacts = try await known(
                "contacts", own, texts.map(\.rawValue) + SideRelations.ofTitles, joined,
                "(o.opportunity_id IS NOT NULL OR a.account IS NOT NULL)", contacts, relations, database)
        }
        if let history {
            let own = SideRelations.rows(
                history, [.opportunityID, .stage], dates: [.entered], required: [.opportunityID, .stage, .entered])
            let joined =
                "LEFT JOIN (SELECT DISTINCT opportunity_id FROM opportunities) AS o ON o.opportunity_id = s.opportunity_id"
            self.history = try await known(
                "history", own, ["opportunity_id", "stage", "entered"], joined, "o.opportunity_id IS NOT NULL", history,
                relations, database)
        }
    }

    /// The contacts with what their titles say: read from the table of a load, else told of each different title once.
    private static func classified(_ source: TableRoles, _ rows: SQL) -> SQL {
        let isLoaded = source.table.isOurs && ofTitles.allSatisfy { source.table.column($0) != nil }
        if isLoaded { return rows }
        return SQL("SELECT c.*, k.seniority, k.job_function FROM (") + rows
            + SQL(
                """
                ) AS c LEFT JOIN (SELECT title, \(JobTitle.seniorityExpression("title")) AS seniority, \
                \(JobTitle.functionExpression("title")) AS job_function FROM (SELECT DISTINCT 
                """) + source.text(.title)
            + SQL(
                " AS title FROM \(source.table.qualified) AS t) AS d WHERE title IS NOT NULL) AS k ON k.title = c.title"
            )
    }

    private static func rows(
        _ source: TableRoles, _ texts: [Role], dates: [Role], required: [Role]
    ) -> SQL {
        var list = texts.map { source.text($0) + SQL(" AS \($0.rawValue)") }
        if source.kind == .contacts, source.table.isOurs, ofTitles.allSatisfy({ source.table.column($0) != nil }) {
            list += ofTitles.map { SQL("t.\($0)") }
        }
        var conditions: [SQL] = []
        for role in required where texts.contains(role) { conditions.append(source.text(role) + SQL(" IS NOT NULL")) }
        for role in dates {
            guard let column = source.column(role) else { continue }
            list.append(SQL("\(column.day("t")) AS \(role.rawValue)"))
            conditions.append(SQL("\(column.reference("t")) BETWEEN DATE '1970-01-01' AND DATE '2100-12-31'"))
        }
        let columnList = list.dropFirst().reduce(list[0]) { $0 + SQL(", ") + $1 }
        let all = SQL("SELECT ") + columnList + SQL(" FROM \(source.table.qualified) AS t")
        guard let first = conditions.first else { return all }
        return all + SQL(" WHERE ") + conditions.dropFirst().reduce(first) { $0 + SQL(" AND ") + $1 }
    }

    /// The rows whose opportunity is known: all of them as they are where that is so for each.
    private mutating func known(
        _ name: String, _ own: SQL, _ columns: [String], _ joined: String, _ condition: String, _ source: TableRoles,
        _ relations: PostgresRelations, _ database: PostgresDatabase
    ) async throws -> SQL {
        let counts = try await database.query(
            relations.completing(
                SQL("SELECT count(*) AS n, count(*) FILTER (WHERE NOT \(condition)) AS orphans FROM (") + own
                    + SQL(") AS s \(joined)")))
        let count = counts.value(0, "orphans").integer ?? 0
        rows[name] = (counts.value(0, "n").integer ?? 0) - count
        orphans[name] = count
        guard count > 0 else { return own }
        warnings.append(
            Diagnostic(
                .warning, id: "\(name).orphans",
                "\(count) \(count == 1 ? "row belongs" : "rows belong") to no opportunity and \(count == 1 ? "is" : "are") left out",
                file: source.table.name))
        let list = columns.map { "s.\($0)" }.joined(separator: ", ")
        return SQL("SELECT \(list) FROM (") + own + SQL(") AS s \(joined) WHERE \(condition)")
    }
}
