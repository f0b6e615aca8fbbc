import Core

/// Which columns of the tables become dimensions: by the rules of files, with the counting left to the server.
struct TableDimensions: Sendable {
    struct Candidate: Sendable {
        var id: String
        var label: String
        /// `opportunities`, or the lookup's table.
        var dataset: String
        var header: String
        var expression: SQL
        /// Whether a role makes it a dimension, whatever its values are.
        var isRole: Bool
        var isNumber: Bool
        /// Different cells of its column; nil where it is made of parts of them.
        var distinct: Int?
    }

    private(set) var candidates: [Candidate] = []
    /// Columns that are none, by the id that they would have, with the reason.
    private(set) var dropped: [String: String] = [:]
    /// Names in use: at first the relation's own columns.
    private var taken: Set<String> = [
        "opportunity_id", "name", "account", "stage", "outcome", "amount", "probability", "created", "closed", "line",
        "actual_close", "won_time", "lost_time", "actual_amount", "last_activity",
        FurthestStage.column,
    ]

    init(_ source: TableRoles, profile: OpportunityProfile, isStatus: Bool, lookups: [TableLookup]) {
        for role in DimensionPlan.roles {
            guard let index = source[role] else { continue }
            taken.insert(role.rawValue)
            append(id: role.rawValue, source, index, isRole: true)
        }
        var used = Set(source.roles.columns.values)
        if let status = source[.status], !isStatus { used.remove(status) }
        for (index, column) in source.table.columns.enumerated() where !used.contains(index) {
            guard isCandidate(column, index, ofOpportunities: source[.opportunityID] != nil && !source.table.isOurs)
            else { continue }
            append(id: unusedID(column.name, prefix: nil, position: index), source, index, isRole: false)
        }
        if profile.hasNameParts, source[.name] != nil { appendNameParts(source) }
        for lookup in lookups { append(lookup) }
    }

    /// The id and the SQL of each, as the relation needs them.
    var columns: [(id: String, expression: SQL)] {
        candidates.filter { $0.id != "account" && $0.id != "stage" }.map { ($0.id, $0.expression) }
    }

    /// Takes out the candidates of which the counts of their columns say enough.
    mutating func removeHopeless() {
        let most = DimensionPlan.maximumValues
        remove(candidates.filter { !$0.isRole && ($0.distinct ?? 0) > most }.map(\.id)) {
            "\($0.header) has more than \(most) values"
        }
    }

    mutating func remove(_ ids: [String], reason: (Candidate) -> String) {
        for candidate in candidates where ids.contains(candidate.id) { dropped[candidate.id] = reason(candidate) }
        candidates.removeAll { ids.contains($0.id) }
    }

    /// Why the values of a candidate speak against it; nil where they do not.
    ///
    /// `values` are at most 500 of them, `rows` the opportunities.
    static func reason(
        against candidate: Candidate, distinct: Int, rows: Int, values: [String]
    ) -> String? {
        let header = candidate.header
        if distinct == 0 { return "\(header) is empty in every row" }
        if candidate.isRole { return nil }
        if rows > 20, distinct == rows { return "\(header) has another value in every row" }
        if distinct > DimensionPlan.maximumValues {
            return "\(header) has more than \(DimensionPlan.maximumValues) values"
        }
        if values.allSatisfy(DimensionPlan.isDate) { return "\(header) is a column of dates" }
        let isNumber = candidate.isNumber || values.allSatisfy(DimensionPlan.isNumber)
        return distinct > 20 && isNumber ? "\(header) is a column of numbers" : nil
    }

    private mutating func append(id: String, _ source: TableRoles, _ index: Int, isRole: Bool) {
        let column = source.table.columns[index]
        candidates.append(
            Candidate(
                id: id, label: Names.label(column.comment ?? column.name), dataset: "opportunities",
                header: column.name,
                expression: source.text(index), isRole: isRole, isNumber: column.isNumber,
                distinct: source.counts.columns[index]?.distinct))
    }

    /// Adds `product_category`, and `product` where there is none, made of names like "Category: Product".
    private mutating func appendNameParts(_ source: TableRoles) {
        let name = source.text(.name)
        let header = source.column(.name)?.name ?? "name"
        let parts = [
            ("product_category", SQL("split_part(") + name + SQL(", ': ', 1)")),
            ("product", SQL("substr(") + name + SQL(", strpos(") + name + SQL(", ': ') + 2)")),
        ]
        for (id, part) in parts where taken.insert(id).inserted {
            candidates.append(
                Candidate(
                    id: id, label: Names.label(id), dataset: "opportunities", header: header,
                    expression: SQL("CASE WHEN strpos(") + name + SQL(", ': ') > 0 THEN nullif(btrim(") + part
                        + SQL("), '') END"),
                    isRole: true, isNumber: false, distinct: nil))
        }
    }

    private mutating func append(_ lookup: TableLookup) {
        let key = lookup.table.columns[lookup.key].name
        let prefix =
            lookup.roles.roles.columns.first { $0.value == lookup.key }?.key.name
            ?? DimensionPlan.identifier(key, position: lookup.key)
        for (index, column) in lookup.table.columns.enumerated() where index != lookup.key {
            guard isCandidate(column, index) else { continue }
            let plain = DimensionPlan.identifier(column.name, position: index)
            let id = unusedID(column.name, prefix: prefix, position: index)
            let name = Names.label(column.comment ?? column.name)
            candidates.append(
                Candidate(
                    id: id, label: id == plain ? name : Names.label(prefix) + " " + name.lowercased(),
                    dataset: lookup.table.name, header: column.name,
                    expression: lookup.roles.text(index, lookup.alias), isRole: false, isNumber: column.isNumber,
                    distinct: lookup.roles.counts.columns[index]?.distinct))
        }
    }

    /// Whether the type is one to group by; notes why it is not.
    private mutating func isCandidate(_ column: PostgresColumn, _ index: Int, ofOpportunities: Bool = false) -> Bool {
        if ofOpportunities, ContactColumns.isTitleOrRole(column.name) {
            dropped[DimensionPlan.identifier(column.name, position: index)] = "\(column.name) belongs to the contacts"
            return false
        }
        if ContactColumns.namesPersons(column.name) {
            dropped[DimensionPlan.identifier(column.name, position: index)] =
                "\(column.name) holds names or addresses of persons"
            return false
        }
        switch column.kind {
        case .text, .textLike, .boolean, .whole, .numeric: return true
        case .date, .timestamp:
            dropped[DimensionPlan.identifier(column.name, position: index)] = "\(column.name) is a column of dates"
        case .binaryFloat, .money:
            dropped[DimensionPlan.identifier(column.name, position: index)] = "\(column.name) is a column of numbers"
        case .other:
            dropped[DimensionPlan.identifier(column.name, position: index)] =
                "\(column.name) is of type \(column.typeName), which has no values to group by"
        }
        return false
    }

    private mutating func unusedID(_ header: String, prefix: String?, position: Int) -> String {
        DimensionPlan.unusedID(header, prefix: prefix, position: position, among: &taken)
    }
}
