import Core

/// The contacts and the stage history: tables that belong to opportunities without being joined to them.
struct SideTables {
    private(set) var imports: [String: RowImport] = [:]
    private(set) var warnings: [Diagnostic] = []

    /// The imports of files that are not read otherwise; contacts that are derived are rows of the opportunities.
    func all(isDerived: Bool) -> [RowImport] {
        [isDerived ? nil : imports["contacts"], imports["history"]].compactMap(\.self)
    }

    /// Creates table `contacts` without the rows whose opportunity or account is unknown.
    ///
    /// Column `deal` is the `line` of the opportunity that a contact names: a million of them are joined by it much faster
    /// than by the text of their ids.
    ///
    /// `isDerived` says that the file is that of the opportunities, which stand in it once for each contact.
    mutating func importContacts(
        _ file: PreparedFile, isDerived: Bool, _ configuration: DataConfiguration, _ session: DuckDBSession
    ) throws {
        try stage(file, [.opportunityID, .account, .title, .role], configuration, session)
        if isDerived {
            // Rows without a contact, and rows that the opportunities reject already.
            try session.execute(
                "DELETE FROM staged_contacts WHERE (title IS NULL AND role IS NULL) OR opportunity_id IS NULL")
            try session.execute(
                "DELETE FROM staged_contacts WHERE NOT EXISTS (SELECT 1 FROM opportunities o "
                    + "WHERE o.opportunity_id = staged_contacts.opportunity_id)")
        }
        try foldAccounts(file, session)
        // A contact belongs to the opportunity it names, else to the account it names.
        let known =
            "CASE WHEN s.opportunity_id IS NOT NULL THEN EXISTS (SELECT 1 FROM opportunities o WHERE o.opportunity_id = s.opportunity_id) "
            + "ELSE EXISTS (SELECT 1 FROM opportunities o WHERE o.account = s.account) END"
        // Each title is classified once: a million contacts have some thousands of titles.
        try session.execute(
            "CREATE TABLE contact_titles AS SELECT title, \(JobTitle.seniorityExpression("title")) AS seniority, "
                + "\(JobTitle.functionExpression("title")) AS job_function FROM "
                + "(SELECT DISTINCT title FROM staged_contacts WHERE title IS NOT NULL)")
        try create(
            "contacts", "s.opportunity_id, s.account, s.title, s.role, t.seniority, t.job_function, d.line AS deal",
            join: " LEFT JOIN contact_titles t ON t.title = s.title "
                + "LEFT JOIN opportunities d ON d.opportunity_id = s.opportunity_id", file, known: known, session)
    }

    /// Creates table `history` without the rows whose opportunity is unknown.
    mutating func importHistory(_ file: PreparedFile, _ configuration: DataConfiguration, _ session: DuckDBSession)
        throws
    {
        try stage(file, [.opportunityID, .stage], configuration, session)
        let known = "EXISTS (SELECT 1 FROM opportunities o WHERE o.opportunity_id = s.opportunity_id)"
        try create("history", "s.opportunity_id, s.stage, s.entered", file, known: known, session)
    }

    /// Creates the table of the staged rows that are `known`, in the order of their lines, and warns of the others.
    private mutating func create(
        _ table: String, _ columns: String, join: String = "", _ file: PreparedFile, known: String,
        _ session: DuckDBSession
    ) throws {
        let orphans = try session.execute("SELECT count(*) FROM staged_\(table) s WHERE NOT (\(known))").rows[0][0]
        let condition = orphans == .integer(0) ? "" : " WHERE \(known)"
        // Without a join the rows keep their order.
        let order = join.isEmpty && condition.isEmpty ? "" : " ORDER BY s.line"
        try session.execute(
            "CREATE TABLE \(table) AS SELECT \(columns) FROM staged_\(table) s\(join)\(condition)\(order)")
        guard orphans != .integer(0) else { return }
        try warnOfOrphans(file, table, "NOT (\(known))", session)
    }

    static func table(_ kind: DatasetKind) -> String { "staged_\(kind.rawValue)" }

    /// The columns of contacts, or of a history, that are filled.
    static func outputs(_ file: PreparedFile) -> [OutputColumn] {
        var columns = [OutputColumn(name: "line", source: 0, kind: .line)]
        let isHistory = file.kind == .history
        if isHistory, let index = file[.entered] {
            columns.append(file.dateColumn("entered", index, isRequired: true))
        }
        for role in isHistory ? [Role.opportunityID, .stage] : [.opportunityID, .account, .title, .role] {
            guard let index = file[role] else { continue }
            columns.append(OutputColumn(name: role.rawValue, source: index, kind: .text, isRequired: isHistory))
        }
        return columns
    }

    /// Imports into `staged_…`; a column of `texts` that the file lacks exists and is NULL.
    private mutating func stage(
        _ file: PreparedFile, _ texts: [Role], _ configuration: DataConfiguration, _ session: DuckDBSession
    ) throws {
        let table = SideTables.table(file.kind)
        let rows = try file.stage(SideTables.outputs(file), into: table, configuration, session).rows
        try rows.check(maximumShare: configuration.maxRejected, file: file.source.name)
        imports[file.name] = rows
        for role in texts where file[role] == nil {
            try session.execute("ALTER TABLE \(table) ADD COLUMN \(role.rawValue) VARCHAR")
        }
    }

    /// Gives the contacts that name no opportunity the spelling of the opportunities' account, where only one account is
    /// the same but for case, accents, spaces and hyphens.
    private mutating func foldAccounts(_ file: PreparedFile, _ session: DuckDBSession) throws {
        let known = try session.execute(
            "SELECT DISTINCT account FROM opportunities WHERE account IS NOT NULL ORDER BY 1")
        let unknown = try session.execute(
            "SELECT account FROM staged_contacts WHERE opportunity_id IS NULL AND account IS NOT NULL "
                + "AND account NOT IN (SELECT account FROM opportunities WHERE account IS NOT NULL) GROUP BY 1 ORDER BY 1"
        )
        guard !unknown.rows.isEmpty else { return }
        var accounts: [String: [String]] = [:]
        for name in known.rows.compactMap({ $0[0].string }) { accounts[Names.folded(name), default: []].append(name) }
        try session.execute("CREATE TABLE contact_accounts (theirs VARCHAR, ours VARCHAR)")
        let writer = try ChunkWriter(session, table: "contact_accounts", types: [.text, .text])
        var examples: [String] = []
        for name in unknown.rows.compactMap({ $0[0].string }) {
            guard let match = accounts[Names.folded(name)], match.count == 1 else { continue }
            writer.setText(0, name)
            writer.setText(1, match[0])
            try writer.endRow()
            examples.append("“\(name)” with “\(match[0])”")
        }
        try writer.finish()
        guard !examples.isEmpty else { return }
        try session.execute(
            "UPDATE staged_contacts SET account = a.ours FROM contact_accounts a "
                + "WHERE staged_contacts.opportunity_id IS NULL AND staged_contacts.account = a.theirs")
        let more = examples.count > 5 ? " and \(examples.count - 5) more" : ""
        warnings.append(
            Diagnostic(
                .warning, id: "contacts.folded",
                "\(examples.count) \(examples.count == 1 ? "account is" : "accounts are") joined although the spelling "
                    + "differs: \(examples.prefix(5).joined(separator: ", "))\(more)",
                file: file.source.name, solution: "Spell them alike in both files"))
    }

    private mutating func warnOfOrphans(
        _ file: PreparedFile, _ table: String, _ condition: String, _ session: DuckDBSession
    ) throws {
        let counts = try session.execute(
            "SELECT (SELECT count(*) FROM staged_\(table)) - (SELECT count(*) FROM \(table))"
        ).rows[0]
        guard let orphans = counts[0].integer, orphans > 0 else { return }
        let lines = try LineList.first("SELECT line FROM staged_\(table) s WHERE \(condition)", session)
        warnings.append(
            Diagnostic(
                .warning, id: "\(table).orphans",
                "\(orphans) \(orphans == 1 ? "row belongs" : "rows belong") to no opportunity and \(orphans == 1 ? "is" : "are") left out: "
                    + LineList.text(lines, count: orphans),
                file: file.source.name, line: lines.first))
    }
}
