import Core

/// A table with what its columns stand for.
struct TableRoles: Sendable {
    let kind: DatasetKind
    let table: PostgresTable
    let roles: RoleRecognition
    /// Path in the configuration: `data.opportunities`.
    let key: String
    let cleaning: TextCleaning
    /// What the server counted in its columns.
    var counts = ColumnCounts() { didSet { uncleanColumns = counts.uncleanColumns } }
    private var uncleanColumns: Set<Int> = []

    /// Throws `Failure(.data)` with the roles for which there is no column, or one of a type that cannot play it.
    init(
        _ kind: DatasetKind, _ table: PostgresTable, mapping: [String: String], key: String, nulls: [String]
    ) throws(Failure) {
        self.kind = kind
        self.table = table
        self.key = key
        cleaning = TextCleaning(nulls: nulls)
        roles = RoleRecognition(kind: kind, headers: table.headers, mapping: mapping, file: table.name, key: key)
        let errors = roles.errors + missing + unfit
        if !errors.isEmpty { throw Failure(.data, errors) }
    }

    /// The index of the role's column.
    subscript(role: Role) -> Int? { roles[role] }

    func column(_ meaning: Meaning) -> PostgresColumn? { roles.columns[meaning].map { table.columns[$0] } }

    func column(_ role: Role) -> PostgresColumn? { column(.role(role)) }

    /// SQL of the column's text under `alias`.
    func text(_ index: Int, _ alias: String = "t") -> SQL {
        let text = table.columns[index].text(alias)
        return uncleanColumns.contains(index) ? cleaning.clean(text) : SQL(text)
    }

    /// SQL of the role's text; NULL where there is no such column.
    func text(_ role: Role, _ alias: String = "t") -> SQL {
        self[role].map { text($0, alias) } ?? SQL("CAST(NULL AS text)")
    }

    private var missing: [Diagnostic] {
        let needed = kind.neededRoles
        // A mapping that names an absent column is reported as that.
        guard roles.errors.isEmpty else { return [] }
        let names = table.columns.map(\.name).joined(separator: ", ")
        return needed.filter { $0.allSatisfy { self[$0] == nil } }.map { group in
            Diagnostic(
                id: "columns.missing",
                "no column is recognised as \(group.map(\.rawValue).joined(separator: " or ")); the table has: \(names)",
                file: table.name,
                solution:
                    "Name it in broadsheet.yml: `\(key): {table: \(table.name), columns: {\(group[0].rawValue): …}}`")
        }
    }

    private var unfit: [Diagnostic] {
        roles.columns.sorted { $0.value < $1.value }.compactMap { meaning, index in
            let column = table.columns[index]
            let wanted: String? =
                switch meaning {
                case .role(.amount), .role(.probability), .actualAmount: column.isNumber ? nil : "numeric"
                case .role(.created), .role(.closed), .role(.activity), .role(.entered), .actualClose, .wonTime,
                    .lostTime:
                    column.kind == .date || column.kind == .timestamp ? nil : "date"
                default: column.kind == .other ? "text" : nil
                }
            return wanted.map {
                Diagnostic(
                    id: "postgres.column-type",
                    "column \(column.name) is taken for the \(meaning.name) and is of type \(column.typeName)",
                    file: table.name,
                    solution: "Give it type \($0), or make a view that casts it and name that as `\(key).table`")
            }
        }
    }
}
