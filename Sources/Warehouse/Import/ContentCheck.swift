import Core

/// Looks for what can be read and is hardly meant: one name in two spellings, deals closed before they were created.
struct ContentCheck {
    private let session: DuckDBSession
    private(set) var warnings: [Diagnostic] = []

    init(_ session: DuckDBSession) { self.session = session }

    /// Looks at the tables after import.
    mutating func run(
        _ file: PreparedFile, _ plan: DimensionPlan, _ counting: inout ValueCounting, _ figures: StageFigures,
        history: PreparedFile?, configured: DataConfiguration.Stages?
    ) throws {
        for role in [Role.account, .owner, .stage, .product] where file[role] != nil {
            guard let dimension = plan.dimension(role.rawValue) else { continue }
            checkTwins(role, try counting.namesInOrder(dimension), file)
        }
        if file[.created] != nil { try checkDates(file, figures) }
        if let history { try checkStages(history, figures, configured) }
    }

    /// Names that differ only in what is folded away are counted apart: they are told and never merged.
    private mutating func checkTwins(_ role: Role, _ names: [String], _ file: PreparedFile) {
        var first: [String: Int] = [:]
        var groups: [[String]] = []
        for name in names {
            let folded = Names.folded(name)
            guard !folded.isEmpty else { continue }
            if let group = first[folded] {
                groups[group].append(name)
            } else {
                first[folded] = groups.count
                groups.append([name])
            }
        }
        let twins = groups.filter { $0.count > 1 }
        guard !twins.isEmpty, let index = file[role] else { return }
        let examples = twins.prefix(3).map { $0.prefix(3).map { "“\($0)”" }.joined(separator: " and ") }
        warnings.append(
            Diagnostic(
                .warning, id: "names.twins",
                "\(twins.count) \(twins.count == 1 ? "name" : "names") in column \(file.source.headers[index]) "
                    + "\(twins.count == 1 ? "stands" : "stand") there in several spellings, counted apart: "
                    + examples.joined(separator: ", "),
                file: file.source.name, solution: "Spell each name in one way where they mean the same"))
    }

    private mutating func checkDates(_ file: PreparedFile, _ figures: StageFigures) throws {
        let closed = figures.of(.won) + figures.of(.lost)
        // The rows are looked for only where there are any.
        if closed.contains(where: { $0.closedBeforeCreated > 0 }) {
            try warnOfClosedBeforeCreated(file)
        }
        guard let newest = figures.groups.compactMap(\.newestCreated).max(),
            figures.of(.won).contains(where: { group in
                group.newestClosed.map { $0.daysSinceEpoch - newest.daysSinceEpoch > 366 } ?? false
            })
        else { return }
        try warn(
            "dates.won-in-future",
            "outcome = 'won' AND date_diff('day', (SELECT max(created) FROM opportunities), closed) > 366",
            (
                "won deal closes more than a year after the newest deal was created",
                "won deals close more than a year after the newest deal was created"
            ), file)
    }

    private mutating func warnOfClosedBeforeCreated(_ file: PreparedFile) throws {
        try warn(
            "dates.close-before-created", "outcome <> 'open' AND closed < created",
            ("deal was closed before it was created", "deals were closed before they were created"), file)
    }

    private mutating func warn(
        _ id: String, _ condition: String, _ message: (one: String, many: String), _ file: PreparedFile
    ) throws {
        let found = try session.execute("SELECT count(*) FROM opportunities WHERE \(condition)").rows
        guard let count = found.first?.first?.integer, count > 0 else { return }
        let lines = try LineList.first("SELECT line FROM opportunities WHERE \(condition)", session)
        warnings.append(
            Diagnostic(
                .warning, id: id,
                "\(count) \(count == 1 ? message.one : message.many): \(LineList.text(lines, count: count))",
                file: file.source.name, line: lines.first, solution: "Correct the dates in the CRM"))
    }

    /// Stages in the history that neither an opportunity is in nor the configuration names.
    private mutating func checkStages(
        _ history: PreparedFile, _ figures: StageFigures, _ configured: DataConfiguration.Stages?
    ) throws {
        let listed = [configured?.order, configured?.won, configured?.lost].compactMap(\.self).joined()
        let known = Set(listed).union(figures.groups.compactMap(\.stage))
        let found = try session.execute("SELECT stage, count(*) FROM history GROUP BY 1 ORDER BY 1")
        let unknown = found.rows.filter { row in row[0].string.map { !known.contains($0) } ?? false }
        guard !unknown.isEmpty else { return }
        let names = unknown.prefix(5).compactMap { $0[0].string } + (unknown.count > 5 ? ["…"] : [])
        let rows = unknown.reduce(0) { $0 + ($1[1].integer ?? 0) }
        warnings.append(
            Diagnostic(
                .warning, id: "history.stages",
                "\(rows) \(rows == 1 ? "row has a stage" : "rows have a stage") that no opportunity is in: "
                    + names.joined(separator: ", "),
                file: history.source.name, solution: "Spell the stages as in the opportunities"))
    }
}
