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

    /// - Throws: `CatalogueError.missingData` where there is no contacts file, or the engine's `Failure`.
    static func find(_ context: FunctionContext) async throws -> ContactLinks {
        guard context.schema.hasContacts else {
            throw CatalogueError.missingData(missing: "contacts file", available: context.schema.datasets.map(\.name))
        }
        let filled = try await context.warehouse.query(
            SQL(
                """
                SELECT count(role) AS roles, count(title) AS titles, count(opportunity_id) AS linked, count(*) AS contacts
                FROM contacts
                """))
        let linked = filled.value(0, "linked").integer ?? 0
        return ContactLinks(
            roles: filled.value(0, "roles").integer ?? 0, titles: filled.value(0, "titles").integer ?? 0,
            namesOpportunities: linked > 0, namesAccounts: (filled.value(0, "contacts").integer ?? 0) > linked)
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

    /// A relation `l` with a row for each contact of each opportunity in scope: `opportunity_id`, `outcome`, `amount`, the
    /// contact's `fields`, and `counts`, which one row of each contact has: people are counted once.
    func relation(_ scope: Scope, _ fields: [String]) -> SQL {
        let columns = (["s.opportunity_id", "s.outcome", "s.amount"] + fields.map { "c.\($0)" }).joined(separator: ", ")
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
            "(\n  WITH scoped AS (SELECT opportunity_id, account, outcome, amount\(place) FROM opportunities WHERE ")
            + scope.predicate
            + SQL(
                """
                )
                  SELECT \(columns), TRUE AS counts FROM contacts c JOIN scoped s
                    ON s.opportunity_id = c.opportunity_id\(byAccount)
                ) l
                """)
    }

    /// Joins to opportunities `o` that count the contacts of each; they add no row.
    static let countJoins = [
        countJoin("by_deal", "opportunity_id", "opportunity_id IS NOT NULL"),
        countJoin("by_account", "account", "opportunity_id IS NULL"),
    ].joined(separator: "\n")

    /// Contacts of an opportunity, and those of C-level or VP: SQL over `countJoins`.
    static let contacts = "coalesce(by_deal.contacts, 0) + coalesce(by_account.contacts, 0)"
    static let executives = "coalesce(by_deal.executives, 0) + coalesce(by_account.executives, 0)"

    private static func countJoin(_ name: String, _ key: String, _ condition: String) -> String {
        """
        LEFT JOIN (
          SELECT \(key), count(*) AS contacts, count(*) FILTER (WHERE \(executive)) AS executives
          FROM contacts WHERE \(condition) GROUP BY \(key)
        ) \(name) ON \(name).\(key) = o.\(key)
        """
    }
}
