import Core

/// A dimension before its values are counted: where its text comes from.
struct PlannedDimension {
    var id: String
    var label: String
    var dataset: String
    var header: String
    /// SQL over `s` (the staged opportunities) or over a lookup's alias; made of our own names only.
    var expression: String
    /// Index of the opportunities' column that it is made of; nil for a lookup's.
    var source: Int?
    /// The part of the column's cells that it is made of; nil for all of them.
    var part: CellPart?
}

/// Chooses the columns that become dimensions, and names them.
struct DimensionPlan {
    static let maximumValues = 200

    private(set) var dimensions: [PlannedDimension] = []
    /// Columns that are none, by the id that they would have, with the reason.
    private(set) var dropped: [String: String] = [:]
    /// Names in use: at first the table's own columns.
    private var taken: Set<String> = [
        "opportunity_id", "name", "account", "stage", "outcome", "amount", "probability", "created", "closed",
        "last_activity", "line", FurthestStage.column,
    ]

    static let roles: [Role] = [
        .account, .owner, .stage, .product, .type, .leadSource, .forecastCategory, .nextStep, .lossReason,
    ]

    /// The dimensions of the opportunities file: those of its roles, then every other column with few values.
    init(_ file: PreparedFile) {
        for role in DimensionPlan.roles {
            guard let index = file[role] else { continue }
            taken.insert(role.rawValue)
            append(id: role.rawValue, file, index)
        }
        if let currency = AmountCurrencies.dimension(file) {
            taken.insert(currency.id)
            dimensions.append(currency)
        }
        var used = Set(file.roles.columns.values)
        // A status that says nothing of won or lost is a column like any other.
        if let status = file[.status], !Outcomes.isStatus(file.profile.columns[status].distinct.values.map(\.text)) {
            used.remove(status)
        }
        for index in file.source.headers.indices where !used.contains(index) && isDimension(file, index) {
            append(id: unusedID(file.source.headers[index], prefix: nil, position: index), file, index)
        }
        if let name = file.nameOfParts { appendNameParts(file, name: name) }
    }

    /// Adds the columns of a lookup, under `alias` in the query; `prefix` goes before a name that is taken.
    mutating func append(lookup file: PreparedFile, except key: Int, alias: String, prefix: String) -> [Int] {
        var used: [Int] = []
        for index in file.source.headers.indices where index != key && isDimension(file, index) {
            let header = file.source.headers[index]
            let plain = DimensionPlan.identifier(header, position: index)
            let id = unusedID(header, prefix: prefix, position: index)
            let label = id == plain ? Names.label(header) : Names.label(prefix) + " " + Names.label(header).lowercased()
            dimensions.append(
                PlannedDimension(
                    id: id, label: label, dataset: file.source.source, header: header,
                    expression: "\(alias).c\(index)", source: nil))
            used.append(index)
        }
        return used
    }

    /// Adds `product_category`, and `product` where there is none, made of names like "Category: Product".
    private mutating func appendNameParts(_ file: PreparedFile, name index: Int) {
        for (id, part) in [("product_category", CellPart.category), ("product", .rest)]
        where taken.insert(id).inserted {
            dimensions.append(
                PlannedDimension(
                    id: id, label: Names.label(id), dataset: "opportunities", header: file.source.headers[index],
                    expression: "s." + StagedOpportunities.column(part, of: index), source: index, part: part))
        }
    }

    /// Takes out the dimensions made of `columns`, in which the rows of one opportunity differ.
    mutating func remove(columns: Set<Int>) {
        for dimension in dimensions where dimension.source.map(columns.contains) ?? false {
            dropped[dimension.id] = "the rows of one opportunity differ in \(dimension.header)"
        }
        dimensions.removeAll { $0.source.map(columns.contains) ?? false }
    }

    /// Notes the columns of a lookup whose key is one of the columns in which the rows of one opportunity differ.
    mutating func drop(lookup file: PreparedFile, key: Int) {
        for index in file.source.headers.indices where index != key && isDimension(file, index) {
            let header = file.source.headers[index]
            dropped[DimensionPlan.identifier(header, position: index)] =
                "it is found by \(file.source.headers[key]), in which the rows of one opportunity differ"
        }
    }

    func dimension(_ id: String) -> PlannedDimension? { dimensions.first { $0.id == id } }

    private mutating func append(id: String, _ file: PreparedFile, _ index: Int) {
        dimensions.append(
            PlannedDimension(
                id: id, label: Names.label(file.source.headers[index]), dataset: "opportunities",
                header: file.source.headers[index], expression: "s.c\(index)", source: index))
    }

    /// Whether the column is one to group by; notes why it is not.
    private mutating func isDimension(_ file: PreparedFile, _ index: Int) -> Bool {
        let header = file.source.headers[index]
        guard !header.isEmpty else { return false }
        if file.kind == .opportunities, file[.opportunityID] != nil, ContactColumns.isTitleOrRole(header) {
            dropped[DimensionPlan.identifier(header, position: index)] = "\(header) belongs to the contacts"
            return false
        }
        if ContactColumns.namesPersons(header) {
            dropped[DimensionPlan.identifier(header, position: index)] = "\(header) holds names or addresses of persons"
            return false
        }
        guard let reason = DimensionPlan.reasonAgainst(file, index) else { return true }
        dropped[DimensionPlan.identifier(header, position: index)] = reason
        return false
    }

    /// Few values, not as many as rows, not a list of measurements, not dates: else what it is instead.
    private static func reasonAgainst(_ file: PreparedFile, _ index: Int) -> String? {
        let header = file.source.headers[index]
        let profile = file.profile.columns[index]
        let rows = file.profile.rowCount
        let count = profile.distinct.count
        if count == 0 { return "\(header) is empty in every row" }
        if rows > 20, count == rows { return "\(header) has another value in every row" }
        if count > maximumValues { return "\(header) has more than \(maximumValues) values" }
        let values = profile.distinct.values.map(\.text)
        if values.allSatisfy(isDate) { return "\(header) is a column of dates" }
        if isKey(header) { return "\(header) is a column of keys" }
        guard values.allSatisfy(isNumber) else { return nil }
        return count > 20 || Measurement.isOne(header, values) ? "\(header) is a column of numbers" : nil
    }

    /// Whether the header is that of what a system tells its rows apart by: `Account ID`, `(Do Not Modify) Row Checksum`.
    private static func isKey(_ header: String) -> Bool {
        let words = header.lowercased().split { !$0.isLetter }
        return words.last == "id" || words.last == "ids" || header.lowercased().hasPrefix("(do not modify)")
    }

    /// The reasons for the ids that are no dimension after all.
    var reasons: [String: String] {
        let ids = Set(dimensions.map(\.id))
        return dropped.filter { !ids.contains($0.key) }
    }

    static func isNumber(_ text: String) -> Bool {
        var copy = text
        return copy.withUTF8 { bytes in
            guard let number = NumberText(bytes) else { return false }
            return number.read(.point) != nil || number.read(.comma) != nil
        }
    }

    static func isDate(_ text: String) -> Bool {
        var copy = text
        return copy.withUTF8 { bytes in
            if case .fault = DateText(bytes) { false } else { true }
        }
    }

    private mutating func unusedID(_ header: String, prefix: String?, position: Int) -> String {
        DimensionPlan.unusedID(header, prefix: prefix, position: position, among: &taken)
    }

    /// An id for the column that is not `taken` yet, and is then: `prefix` goes before a name that is.
    static func unusedID(
        _ header: String, prefix: String?, position: Int, among taken: inout Set<String>
    ) -> String {
        let plain = identifier(header, position: position)
        if taken.insert(plain).inserted { return plain }
        let base = prefix.map { "\($0)_\(plain)" } ?? plain
        var candidate = prefix == nil ? "\(base)_2" : base
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(base)_\(number)"
            number += 1
        }
        return candidate
    }

    /// The header in snake_case: letters and digits of ASCII, accents dropped; `column_3` where nothing is left.
    static func identifier(_ header: String, position: Int) -> String {
        let slug = Names.slug(header).replacing("-", with: "_")
        guard let first = slug.utf8.first, slug != "untitled" else { return "column_\(position + 1)" }
        return first >= 0x30 && first <= 0x39 ? "column_\(slug)" : slug
    }
}
