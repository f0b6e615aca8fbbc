import Core
import Warehouse

/// Which contacts belong to which opportunities.
///
/// A contact that names an opportunity belongs to that one; a contact that names none belongs to all opportunities of its
/// account. This is decided row by row, so a file may hold both kinds.
struct ContactLinks {
    /// Seniorities that count as decision makers.
    static let executive = "seniority IN ('C-level', 'VP')"

    /// Contacts with a role and with a job title.
    let roles: Int
    let titles: Int
    /// Whether there are contacts of either kind.
    let namesOpportunities: Bool
    let namesAccounts: Bool
    /// The columns of opportunities and of contacts by which the two are joined.
    let key: (opportunity: String, contact: String)

    /// What the contacts of the data are like; nil where there are none.
    ///
    /// - Throws: the engine's `Failure`.
    static func find(_ warehouse: Warehouse) async throws -> ContactLinks? {
        guard warehouse.schema.hasContacts else { return nil }
        let filled = try await warehouse.query(
            SQL(
                """
                SELECT count(role) AS roles, count(title) AS titles, count(opportunity_id) AS linked, count(*) AS contacts
                FROM contacts
                """))
        let linked = filled.value(0, "linked").integer ?? 0
        return ContactLinks(
            roles: filled.value(0, "roles").integer ?? 0, titles: filled.value(0, "titles").integer ?? 0,
            namesOpportunities: linked > 0, namesAccounts: (filled.value(0, "contacts").integer ?? 0) > linked,
            key: warehouse.dialect == .duckdb ? ("line", "deal") : ("opportunity_id", "opportunity_id"))
    }

    /// Holds that there are titles.
    ///
    /// - Throws: `CatalogueError.missingData` where there are none.
    func needTitles() throws {
        guard titles > 0 else {
            throw CatalogueError.missingData(missing: "title of contacts", available: roles > 0 ? ["roles"] : [])
        }
    }

    /// Columns of `contacts` that tell what a contact belongs to.
    var keys: [String] {
        (namesOpportunities ? ["opportunity_id"] : []) + (namesAccounts ? ["account"] : [])
    }

    /// What a reader must know of contacts that name no opportunity.
    var notes: [String] {
        namesAccounts ? ["A contact that names no opportunity belongs to each opportunity of its account."] : []
    }

    /// A relation `l` with a row for each contact of each opportunity in scope: `deal`, which tells opportunities apart,
    /// `outcome`, `amount`, the contact's `fields`, and `counts`, which one row of each contact has: people are counted once.
    func relation(_ scope: Scope, _ fields: [String]) -> SQL {
        let columns = (["s.deal", "s.outcome", "s.amount"] + fields.map { "c.\($0)" }).joined(separator: ", ")
        // A contact of an account stands in the rows of all its opportunities and counts in that of the first.
        let place = namesAccounts ? ", row_number() OVER (PARTITION BY account ORDER BY opportunity_id) AS place" : ""
        let byAccount =
            namesAccounts
            ? """

              UNION ALL
              SELECT \(columns), s.place = 1 AS counts FROM contacts c JOIN scoped s
                ON s.account = c.account WHERE c.opportunity_id IS NULL
            """ : ""
        // The scope is bound and scanned once, whatever the joins read.
        return SQL(
            "(\n  WITH scoped AS (SELECT \(key.opportunity) AS deal, account, outcome, amount\(place) FROM opportunities WHERE "
        )
            + scope.predicate
            + SQL(
                """
                )
                  SELECT \(columns), TRUE AS counts FROM contacts c JOIN scoped s
                    ON s.deal = c.\(key.contact)\(byAccount)
                ) l
                """)
    }

    /// Joins to open opportunities `o` that count the contacts of each; they add no row.
    var countJoins: String {
        let open = "JOIN opportunities s ON s.\(key.opportunity) = c.\(key.contact) WHERE s.outcome = 'open'"
        return [
            namesOpportunities ? countJoin("by_deal", key.contact, open, key.opportunity) : nil,
            namesAccounts ? countJoin("by_account", "account", "WHERE c.opportunity_id IS NULL", "account") : nil,
        ].compactMap(\.self).joined(separator: "\n")
    }

    /// Contacts of an opportunity, and those of C-level or VP: SQL over `countJoins`.
    var contacts: String { counts("contacts") }
    var executives: String { counts("executives") }

    private func counts(_ column: String) -> String {
        let joins = [namesOpportunities ? "by_deal" : nil, namesAccounts ? "by_account" : nil].compactMap(\.self)
        return joins.isEmpty ? "0" : joins.map { "coalesce(\($0).\(column), 0)" }.joined(separator: " + ")
    }

    private func countJoin(_ name: String, _ contact: String, _ rest: String, _ opportunity: String) -> String {
        """
        LEFT JOIN (
          SELECT c.\(contact), count(*) AS contacts, count(*) FILTER (WHERE c.\(ContactLinks.executive)) AS executives
          FROM contacts c \(rest) GROUP BY c.\(contact)
        ) \(name) ON \(name).\(contact) = o.\(opportunity)
        """
    }
}
