import Core

/// What one pass over the opportunities' table found: rows that cannot be used, and how its columns are to be read.
struct OpportunityProfile: Sendable {
    /// A reason to leave a row out, with the condition that a row does not have it.
    struct Rule: Sendable {
        var column: String
        var reason: String
        var condition: String
        var count = 0
    }

    private(set) var rowCount = 0
    private(set) var rejectedCount = 0
    private(set) var rules: [Rule] = []
    /// Whether probabilities are percentages, to be divided by a hundred.
    private(set) var isPercent = false
    private(set) var rowsWithoutID = 0
    /// Whether names are of the form "Category: Rest".
    private(set) var hasNameParts = false

    /// No deal of a CRM lies outside; a year 0202 or 9999 is a slip or stands for "none".
    private static let days = "BETWEEN DATE '1970-01-01' AND DATE '2100-12-31'"

    init(_ source: TableRoles, _ database: PostgresDatabase) async throws {
        let table = source.table
        rules = OpportunityProfile.rules(source)
        var counts = [SQL("count(*)")]
        counts += rules.map { SQL("count(*) FILTER (WHERE NOT (\($0.condition)))") }
        let stage = source.text(.stage)
        counts.append(SQL("count(*) FILTER (WHERE ") + stage + SQL(" IS NULL)"))
        let all = rules.map { "(\($0.condition))" } + ["TRUE"]
        counts.append(
            SQL("count(*) FILTER (WHERE ") + stage + SQL(" IS NULL OR NOT (\(all.joined(separator: " AND "))))"))
        let probability = source.column(.probability)?.number("t") ?? "CAST(NULL AS numeric)"
        counts.append(SQL("coalesce(max(\(probability)) FILTER (WHERE \(probability) <= 100) > 1, FALSE)"))
        counts.append(SQL("count(*) - count(") + source.text(.opportunityID) + SQL(")"))
        let row = try await OpportunityProfile.row(counts, table, database)
        guard row.count == counts.count else { return }
        rowCount = row[0].integer ?? 0
        for index in rules.indices { rules[index].count = row[index + 1].integer ?? 0 }
        let rest = Array(row.dropFirst(rules.count + 1))
        if let index = source[.stage] {
            // The condition stands in every statement, for rows that come later too.
            rules.insert(
                Rule(
                    column: table.columns[index].name, reason: "empty", condition: "TRUE", count: rest[0].integer ?? 0),
                at: 0)
        }
        rejectedCount = rest[1].integer ?? 0
        isPercent = rest[2] == .boolean(true) || source.column(.probability)?.name.contains("%") ?? false
        rowsWithoutID = rest[3].integer ?? 0
        try await lookAtNames(source, database)
    }

    /// Whether at least four of five names are of the form "Category: Rest", in categories that are few.
    private mutating func lookAtNames(_ source: TableRoles, _ database: PostgresDatabase) async throws {
        let hasBoth = ["product_category", "product"].allSatisfy { id in
            source.table.columns.contains { DimensionPlan.identifier($0.name, position: 0) == id }
        }
        guard source[.name] != nil, !hasBoth else { return }
        let row =
            try await database.query(
                SQL(
                    """
                    SELECT CAST(coalesce(sum(g.n), 0) AS bigint), count(*)
                    FROM (SELECT split_part(v, ':', 1) AS c, CAST(sum(n) AS bigint) AS n
                      FROM (SELECT 
                    """) + source.text(.name)
                    + SQL(
                        """
                         AS v, count(*) AS n FROM \(source.table.qualified) AS t GROUP BY 1) AS names
                        WHERE v ~ '^[^:]+: .' GROUP BY 1) AS g
                        """)
            ).rows.first ?? []
        guard let parts = row.first?.integer, let categories = row.last?.integer else { return }
        hasNameParts =
            parts > 0 && Double(parts) >= 0.8 * Double(rowCount) && categories <= DimensionPlan.maximumValues
            && categories < max(2, rowCount)
    }

    /// The conditions of the rules that some row breaks; the others are left out of the statements.
    var conditions: [String] { rules.filter { $0.count > 0 && $0.condition != "TRUE" }.map { "(\($0.condition))" } }

    /// Throws where more of the rows are left out than the configuration allows.
    func check(_ table: PostgresTable, maximumShare: Double, moreRejected: Int) throws(Failure) {
        let rejected = rejectedCount + moreRejected
        guard rejected > 0, Double(rejected) > maximumShare * Double(rowCount) else { return }
        throw Failure(
            .data,
            [
                Diagnostic(
                    id: "rows.too-many-rejected",
                    "\(rejected) of \(rowCount) rows cannot be used, more than `data.max_rejected` allows",
                    file: table.name,
                    solution: "Correct the rows, or raise `data.max_rejected` in broadsheet.yml")
            ] + warnings(table))
    }

    func warnings(_ table: PostgresTable) -> [Diagnostic] {
        rules.filter { $0.count > 0 }.map { rule in
            Diagnostic(
                .warning, id: "rows.rejected",
                "column \(rule.column): \(rule.count) \(rule.count == 1 ? "row is" : "rows are") left out: \(rule.reason)",
                file: table.name, solution: "Correct the rows in the database")
        }
    }

    private static func rules(_ source: TableRoles) -> [Rule] {
        var rules: [Rule] = []
        for meaning in [Meaning.role(.amount), .actualAmount] {
            guard let amount = source.column(meaning), amount.kind == .numeric || amount.kind == .binaryFloat else {
                continue
            }
            let column = amount.reference("t")
            rules.append(
                Rule(
                    column: amount.name, reason: "not a number",
                    condition: "\(column) IS NULL OR \(column) BETWEEN -1e30 AND 1e30"))
        }
        if let probability = source.column(.probability) {
            let column = probability.number("t")
            rules.append(
                Rule(
                    column: probability.name, reason: "not a probability",
                    condition: "\(column) IS NULL OR \(column) BETWEEN 0 AND 100"))
        }
        for meaning in Meaning.opportunityDates.map(\.meaning) {
            guard let date = source.column(meaning) else { continue }
            let column = date.reference("t")
            rules.append(
                Rule(
                    column: date.name, reason: "not a plausible day",
                    condition: "\(column) IS NULL OR \(column) \(days)"))
        }
        return rules
    }

    private static func row(_ columns: [SQL], _ table: PostgresTable, _ database: PostgresDatabase) async throws
        -> [Value]
    {
        let list = columns.dropFirst().reduce(columns[0]) { $0 + SQL(",\n  ") + $1 }
        return try await database.query(SQL("SELECT ") + list + SQL("\nFROM \(table.qualified) AS t")).rows.first ?? []
    }
}
