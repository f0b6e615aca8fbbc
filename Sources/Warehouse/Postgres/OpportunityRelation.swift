import Core

/// The relation `opportunities` as SQL over the tables of the database.
struct OpportunityRelation: Sendable {
    let source: TableRoles
    let profile: OpportunityProfile
    let outcome: SQL
    let currency: AmountCurrency
    let lookups: [TableLookup]
    /// Id of a dimension and SQL of its text over `t` and the lookups; without account and stage.
    var dimensions: [(id: String, expression: SQL)] = []
    /// Whether rows of one opportunity are folded into one.
    var folds = false

    /// The columns in which all rows of one opportunity have to agree.
    private static let agreeing = ["account", "stage", "outcome", "amount", "probability", "created", "closed"]

    /// Columns that decide the amount and the day of a closed deal, beside the expected ones.
    private static let actual: [(meaning: Meaning, column: String)] = [
        (.actualClose, "actual_close"), (.wonTime, "won_time"), (.lostTime, "lost_time"),
        (.actualAmount, "actual_amount"),
    ]

    private var actual: [(meaning: Meaning, column: String)] {
        OpportunityRelation.actual.filter { source.roles.columns[$0.meaning] != nil }
    }

    /// One row an opportunity, with the columns that `Schema` describes.
    var sql: SQL {
        guard folds || !actual.isEmpty else { return rows(withLine: true) }
        let own = [
            "name", "account", "stage", "outcome", "amount", "probability", "created", "closed", "last_activity",
        ]
        let names = ["opportunity_id"] + own + dimensions.map { SQL.identifier($0.id) }
        let columns = names.map { name in
            switch name {
            case "closed": "\(closed) AS closed"
            case "amount" where source.roles.columns[.actualAmount] != nil:
                "CASE WHEN s.outcome = 'won' AND s.actual_amount IS NOT NULL THEN s.actual_amount ELSE s.amount END AS amount"
            default: "s.\(name)"
            }
        }
        let from = folds ? folded : rows(withLine: false)
        return SQL("SELECT \(columns.joined(separator: ", ")), CAST(NULL AS bigint) AS line FROM (") + from
            + SQL(") AS s")
    }

    /// The expected day of an open deal; of a closed one the day on which it was closed, where the table has both.
    private var closed: String {
        func days(_ columns: [(Meaning, String)]) -> String {
            let known = columns.filter { source.roles.columns[$0.0] != nil }.map { "s.\($0.1)" }
            return known.count > 1 ? "coalesce(\(known.joined(separator: ", ")))" : known.first ?? "CAST(NULL AS date)"
        }
        let expected: (Meaning, String) = (.role(.closed), "closed")
        let won = days([(.actualClose, "actual_close"), (.wonTime, "won_time"), expected])
        let lost = days([(.actualClose, "actual_close"), (.lostTime, "lost_time"), expected])
        if won == lost, source.roles.columns[.actualClose] == nil { return won }
        return "CASE s.outcome WHEN 'won' THEN \(won) WHEN 'lost' THEN \(lost) ELSE \(days([expected])) END"
    }

    /// How many opportunities stand on several rows that agree, and on how many rows; and the same of those that disagree.
    struct Repeats: Sendable {
        var agreeing = 0, agreeingRows = 0
        var disagreeing = 0, disagreeingRows = 0
        /// Ids of the dimensions in which rows of one opportunity differ.
        var differing: [String] = []
    }

    func repeats(_ database: PostgresDatabase) async throws -> Repeats {
        // An index that keeps the id unique answers it, now and later.
        if let id = source[.opportunityID], source.table.uniqueColumns.contains(source.table.columns[id].name) {
            return Repeats()
        }
        let disagree = "NOT (\(agreement))"
        let flags = dimensions.map { ", \(differs(SQL.identifier($0.id))) AS \(SQL.identifier("d_" + $0.id))" }
        let tests = dimensions.map {
            ", coalesce(bool_or(\(SQL.identifier("d_" + $0.id))) FILTER (WHERE NOT x), FALSE)"
        }
        let row =
            try await database.query(
                SQL(
                    """
                    SELECT count(*) FILTER (WHERE NOT x), coalesce(CAST(sum(n) FILTER (WHERE NOT x) AS bigint), 0),
                      count(*) FILTER (WHERE x), coalesce(CAST(sum(n) FILTER (WHERE x) AS bigint), 0)\(tests.joined())
                    FROM (SELECT count(*) AS n, \(disagree) AS x\(flags.joined()) FROM (
                    """) + rows(withLine: false) + SQL(") AS s GROUP BY s.opportunity_id HAVING count(*) > 1) AS r")
            ).rows.first ?? []
        guard row.count == dimensions.count + 4 else { return Repeats() }
        let differing = zip(dimensions, row.dropFirst(4)).filter { $0.1 == .boolean(true) }.map(\.0.id)
        return Repeats(
            agreeing: row[0].integer ?? 0, agreeingRows: row[1].integer ?? 0, disagreeing: row[2].integer ?? 0,
            disagreeingRows: row[3].integer ?? 0, differing: differing)
    }

    private func differs(_ column: String) -> String {
        "(count(DISTINCT s.\(column)) > 1 OR count(s.\(column)) NOT IN (0, count(*)))"
    }

    private var agreement: String {
        let columns = OpportunityRelation.agreeing + actual.map(\.column)
        return columns.map { "NOT \(differs($0))" }.joined(separator: " AND ")
    }

    /// One row for each opportunity whose rows agree: what they agree in is the least of each column.
    private var folded: SQL {
        let names =
            ["name", "last_activity"] + OpportunityRelation.agreeing + actual.map(\.column)
            + dimensions.map { SQL.identifier($0.id) }
        let columns = names.map { "min(s.\($0)) AS \($0)" }.joined(separator: ", ")
        return SQL("SELECT s.opportunity_id, \(columns) FROM (") + rows(withLine: false)
            + SQL(") AS s GROUP BY s.opportunity_id HAVING \(agreement)")
    }

    /// The rows of the table that can be used.
    private func rows(withLine: Bool) -> SQL {
        var columns: [(name: String, sql: SQL)] = [
            ("opportunity_id", id), ("name", source.text(.name)), ("account", source.text(.account)),
            ("stage", source.text(.stage)), ("outcome", outcome), ("amount", amount(.role(.amount))),
            ("probability", probability),
            ("created", day(.role(.created))),
            ("closed", day(.role(.closed))), ("last_activity", day(.role(.activity))),
        ]
        if withLine {
            columns.append(("line", SQL("CAST(NULL AS bigint)")))
        } else {
            columns += actual.map { ($0.column, $0.meaning == .actualAmount ? amount(.actualAmount) : day($0.meaning)) }
        }
        columns += dimensions.map { (SQL.identifier($0.id), $0.expression) }
        let list = columns.dropFirst().reduce(columns[0].sql + SQL(" AS opportunity_id")) {
            $0 + SQL(", ") + $1.sql + SQL(" AS \($1.name)")
        }
        let joins = lookups.reduce(SQL("")) { $0 + SQL(" ") + $1.join }
        let conditions = profile.conditions.reduce(SQL("")) { $0 + SQL(" AND \($1)") }
        return SQL("SELECT ") + list + SQL(" FROM \(source.table.qualified) AS t") + joins + SQL(" WHERE ")
            + source.text(.stage) + SQL(" IS NOT NULL") + (hasID ? SQL("") : SQL(" AND ") + id + SQL(" IS NOT NULL"))
            + conditions
    }

    /// Whether every row has an id, of its own or by its place.
    private var hasID: Bool { profile.rowsWithoutID == 0 || source.table.hasRowPlaces }

    /// Without an id each row is one opportunity, called by its place in the table.
    private var id: SQL {
        let own = source.text(.opportunityID)
        guard profile.rowsWithoutID > 0, source.table.hasRowPlaces else { return own }
        return SQL("coalesce(") + own
            + SQL(", 'row-' || CAST(CAST(t.tableoid AS bigint) AS text) || '-' || CAST(t.ctid AS text)) COLLATE \"C\"")
    }

    private func amount(_ meaning: Meaning) -> SQL {
        currency.kept(SQL(source.column(meaning)?.number("t") ?? "CAST(NULL AS numeric)"))
    }

    private var probability: SQL {
        guard let column = source.column(.probability) else { return SQL("CAST(NULL AS numeric)") }
        // A product is exact at two more places, which a quotient is only by luck.
        return SQL(profile.isPercent ? "\(column.number("t")) * 0.01" : column.number("t"))
    }

    private func day(_ meaning: Meaning) -> SQL { SQL(source.column(meaning)?.day("t") ?? "CAST(NULL AS date)") }
}
