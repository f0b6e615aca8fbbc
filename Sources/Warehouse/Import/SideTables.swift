import Core

/// The contacts and the stage history: tables that belong to opportunities without being joined to them.
struct SideTables {
    private(set) var imports: [String: RowImport] = [:]
    private(set) var warnings: [Diagnostic] = []

    var all: [RowImport] { [imports["contacts"], imports["history"]].compactMap(\.self) }

    /// Creates table `contacts` without the rows whose opportunity or account is unknown.
    mutating func importContacts(_ file: PreparedFile, _ configuration: DataConfiguration, _ session: DuckDBSession)
        throws
    {
        let roles: [Role] = [.opportunityID, .account, .title, .role]
        try stage(file, roles.map { ($0, false) }, [], configuration, session)
        // A contact belongs to the opportunity it names, else to the account it names.
        let known =
            "CASE WHEN s.opportunity_id IS NOT NULL THEN EXISTS (SELECT 1 FROM opportunities o WHERE o.opportunity_id = s.opportunity_id) "
            + "ELSE EXISTS (SELECT 1 FROM opportunities o WHERE o.account = s.account) END"
        try session.execute(
            "CREATE TABLE contacts AS SELECT opportunity_id, account, title, role FROM staged_contacts s WHERE \(known) ORDER BY line"
        )
        try warnOfOrphans(file, "contacts", session)
    }

    /// Creates table `history` without the rows whose opportunity is unknown.
    mutating func importHistory(_ file: PreparedFile, _ configuration: DataConfiguration, _ session: DuckDBSession)
        throws
    {
        var dates: [OutputColumn] = []
        if let index = file[.entered] { dates = [file.dateColumn("entered", index, isRequired: true)] }
        try stage(file, [(.opportunityID, true), (.stage, true)], dates, configuration, session)
        try session.execute(
            "CREATE TABLE history AS SELECT opportunity_id, stage, entered FROM staged_history s "
                + "WHERE EXISTS (SELECT 1 FROM opportunities o WHERE o.opportunity_id = s.opportunity_id) ORDER BY line"
        )
        try warnOfOrphans(file, "history", session)
    }

    /// Imports into `staged_…`; a column that the file lacks exists and is NULL.
    private mutating func stage(
        _ file: PreparedFile, _ texts: [(role: Role, isRequired: Bool)], _ others: [OutputColumn],
        _ configuration: DataConfiguration, _ session: DuckDBSession
    ) throws {
        let table = "staged_\(file.name)"
        var columns = [OutputColumn(name: "line", source: 0, kind: .line)] + others
        for (role, isRequired) in texts {
            guard let index = file[role] else { continue }
            columns.append(OutputColumn(name: role.rawValue, source: index, kind: .text, isRequired: isRequired))
        }
        let rows = try RowImport(file.source, nulls: configuration.nulls, into: table, columns, session)
        try rows.check(maximumShare: configuration.maxRejected, file: file.source.file)
        imports[file.name] = rows
        for (role, _) in texts where file[role] == nil {
            try session.execute("ALTER TABLE \(table) ADD COLUMN \(role.rawValue) VARCHAR")
        }
    }

    private mutating func warnOfOrphans(_ file: PreparedFile, _ table: String, _ session: DuckDBSession) throws {
        let counts = try session.execute(
            "SELECT (SELECT count(*) FROM staged_\(table)) - (SELECT count(*) FROM \(table))"
        ).rows[0]
        guard let orphans = counts[0].integer, orphans > 0 else { return }
        warnings.append(
            Diagnostic(
                .warning, id: "\(table).orphans",
                "\(orphans) \(orphans == 1 ? "row belongs" : "rows belong") to no opportunity and \(orphans == 1 ? "is" : "are") left out",
                file: file.source.file))
    }
}
