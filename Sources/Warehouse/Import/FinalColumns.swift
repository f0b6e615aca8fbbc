import Core

/// The columns of table `opportunities` where the file says all of them row by row: then its rows are written once, in
/// their final shape, and only names change afterwards.
enum FinalColumns {
    /// What makes a row's outcome, amount or day depend on more than one cell.
    private static let meaningsBesides: [Meaning] = [
        .role(.status), .isClosed, .isWon, .isLost, .actualAmount, .actualClose, .wonTime, .lostTime,
    ]

    /// Whether the file is one of them, by its columns.
    static func fit(_ file: PreparedFile) -> Bool {
        file[.opportunityID] != nil && file[.stage] != nil && file.amountFormat() != nil && file.keptCurrency == nil
            && (file[.probability] == nil || file.probabilityFormat != nil)
            && meaningsBesides.allSatisfy { file.roles.columns[$0] == nil }
    }

    /// Whether the columns are those of a table that is kept.
    static func areIn(_ outputs: [OutputColumn]) -> Bool {
        outputs.contains { if case .outcome = $0.kind { true } else { false } }
    }

    /// The columns in front of the dimensions, in their order.
    static func outputs(_ file: PreparedFile, _ stages: DataConfiguration.Stages?) -> [OutputColumn] {
        func text(_ role: Role) -> OutputColumn {
            guard let index = file[role] else { return missing(role.rawValue, .text) }
            return OutputColumn(name: "c\(index)", source: index, kind: .text)
        }
        func missing(_ name: String, _ type: ColumnType) -> OutputColumn {
            OutputColumn(name: name, source: 0, kind: .missing(type))
        }
        var id = text(.opportunityID)
        id.isKey = true
        var stage = text(.stage)
        stage.isRequired = true
        var columns = [
            id, text(.name), text(.account), stage,
            OutputColumn(name: "outcome", source: stage.source, kind: .outcome(stages)),
        ]
        if let index = file[.amount], let format = file.amountFormat() {
            columns.append(OutputColumn(name: "amount", source: index, kind: .amount(format)))
        }
        if let index = file[.probability], let format = file.probabilityFormat {
            columns.append(OutputColumn(name: "probability", source: index, kind: .probability(format)))
        } else {
            columns.append(missing("probability", .decimal(width: 10, scale: 2)))
        }
        for (role, name) in [(Role.created, "created"), (.closed, "closed"), (.activity, "last_activity")] {
            columns.append(file[role].map { file.dateColumn(name, $0) } ?? missing(name, .date))
        }
        return columns + [OutputColumn(name: "line", source: 0, kind: .line)]
    }

    /// The final names of the staged columns, in the order of the table; nil where one of them is no column of its own.
    static func names(
        _ file: PreparedFile, dimensions: [PlannedDimension]
    ) -> [(staged: String, final: String)]? {
        let roles: [(Role, String)] = [
            (.opportunityID, "opportunity_id"), (.name, "name"), (.account, "account"), (.stage, "stage"),
        ]
        var names = roles.map { role, name in (staged: file[role].map { "c\($0)" } ?? role.rawValue, final: name) }
        for name in ["outcome", "amount", "probability", "created", "closed", "last_activity", "line"] {
            names.append((name, name))
        }
        for dimension in dimensions where dimension.id != "account" && dimension.id != "stage" {
            guard let column = StagedOpportunities.column(dimension) else { return nil }
            names.append((column, dimension.id))
        }
        return Set(names.map(\.staged)).count == names.count ? names : nil
    }

    /// Makes table `opportunities` of the staged one by its names alone; false where that cannot be done.
    static func adopt(
        _ staged: StagedOpportunities, dimensions: [PlannedDimension], _ session: DuckDBSession
    ) throws -> Bool {
        let file = staged.file
        guard areIn(staged.columns), staged.isWhole, let id = file[.opportunityID],
            file.profile.columns[id].emptyCount == 0, let names = names(file, dimensions: dimensions)
        else { return false }
        let wanted = Set(names.map(\.staged))
        let columns = staged.columns.map(\.name)
        guard columns.filter(wanted.contains) == names.map(\.staged),
            !names.contains(where: { $0.final != $0.staged && columns.contains($0.final) })
        else { return false }
        for column in columns where !wanted.contains(column) {
            try session.execute("ALTER TABLE staged DROP COLUMN \(SQL.identifier(column))")
        }
        for (column, name) in names where column != name {
            try session.execute(
                "ALTER TABLE staged RENAME COLUMN \(SQL.identifier(column)) TO \(SQL.identifier(name))")
        }
        try session.execute("ALTER TABLE staged RENAME TO opportunities")
        return true
    }
}
