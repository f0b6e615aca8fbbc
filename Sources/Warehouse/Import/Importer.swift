import Core

/// What an import gives, beside the tables in the database.
struct ImportResult: Sendable {
    /// A file as it was read.
    struct File: Sendable {
        /// Absolute.
        var path: String
        var status: FileStatus
        var sha256: String
    }

    var schema: Schema
    var quality: QualityReport
    /// In the order of the configuration.
    var files: [File]
}

/// Reads all files of a configuration into a database.
///
/// All of it blocks; it runs on the engine's own queue.
struct Importer {
    private let configuration: DataConfiguration
    private let session: DuckDBSession
    private let sizes: ReadingSizes

    static func run(
        _ configuration: DataConfiguration, _ session: DuckDBSession, sizes: ReadingSizes = .standard
    ) throws -> ImportResult {
        try Importer(configuration: configuration, session: session, sizes: sizes).run()
    }

    /// The files, each read once.
    private struct Files {
        var opportunities: PreparedFile
        var contacts: PreparedFile?
        var history: PreparedFile?
        var lookups: [(file: PreparedFile, key: Int)]
    }

    private func run() throws -> ImportResult {
        let files = try prepare()
        let opportunities = files.opportunities
        var plan = DimensionPlan(opportunities)
        var sides: [(expression: String, column: Int?)] = []
        for (file, key) in files.lookups {
            sides.append(try LookupJoin.side(of: key, file, opportunities: opportunities, dimensions: plan))
        }
        var staged = try StagedOpportunities(
            opportunities, dimensions: plan, extra: Set(sides.compactMap(\.column)), configuration, session)
        let differing = try staged.foldRepeatedRows(session)
        plan.remove(columns: differing)
        try staged.rows.check(maximumShare: configuration.maxRejected, file: opportunities.source.name)
        let joins = try join(files.lookups, sides, differing: differing, &plan)
        // A row left out for what another row says, or for a cell, was counted while the file was read.
        let isCounted = staged.isWhole && staged.rows.accepted == opportunities.profile.rowCount
        let outcomes = try stageOutcomes(opportunities, isCounted: isCounted)
        var currencies = AmountCurrencies(opportunities)
        try currencies?.prepare(session)
        let table = try OpportunityTable(
            staged, dimensions: plan, joins: joins, outcomes: outcomes, currencies: currencies, session)
        let counts = table.figures.totals
        if counts.opportunities == 0 { throw noRow(opportunities) }
        try AmountLimit.check(opportunities, session)

        var tables = SideTables()
        let isDerived = configuration.contacts == nil
        if let contacts = files.contacts {
            try tables.importContacts(contacts, isDerived: isDerived, configuration, session)
        }
        if let history = files.history { try tables.importHistory(history, configuration, session) }
        let order = try StageOrder(
            outcomes, table.figures, configured: configuration.stages, hasHistory: files.history != nil, session)
        if files.history != nil { try FurthestStage.add(order.stages, session) }

        let summary = SchemaSummary(session, isRenamed: table.isRenamed)
        var counting = ValueCounting(session, counted: isCounted ? opportunities : nil)
        let dimensions = try summary.dimensions(plan.dimensions, &counting)
        var datasets = [try summary.dataset(opportunities, rows: staged.rows, dimensions: dimensions)]
        for file in [files.contacts, files.history].compactMap(\.self) {
            guard let rows = tables.imports[file.name] else { continue }
            var dataset = try summary.dataset(file, rows: rows, dimensions: dimensions)
            if isDerived, file.kind == .contacts {
                // Its rows are those that have a contact; what is wrong with the others is counted once.
                dataset.rows = try session.execute("SELECT count(*) FROM contacts").rows[0][0].integer ?? 0
                dataset.rejectedRows = 0
            }
            datasets.append(dataset)
        }
        for join in joins {
            datasets.append(try summary.dataset(join.file, rows: join.rows, dimensions: dimensions, key: join.key))
        }
        var schema = schema(files, datasets, dimensions, order.stages, counts)
        schema.amountsInOtherCurrencies = currencies?.leftOut ?? 0
        schema.droppedDimensions = plan.reasons
        for empty in plan.dimensions where schema.dimension(empty.id) == nil {
            schema.droppedDimensions[empty.id] = "\(empty.header) is empty in every row"
        }
        var content = ContentCheck(session)
        try content.run(
            opportunities, plan, &counting, table.figures, history: files.history, configured: configuration.stages)
        let prepared = [opportunities, files.contacts, files.history].compactMap(\.self) + files.lookups.map(\.file)
        let report = QualityReport(
            rejected: rejected([staged.rows] + tables.all(isDerived: isDerived) + joins.map(\.rows)),
            warnings: prepared.flatMap(\.warnings)
                + [staged.rows.footer.warning(opportunities.source.name)].compactMap(\.self)
                + staged.warnings + joins.flatMap(\.warnings) + outcomes.warnings
                + (currencies?.warnings ?? []) + table.warnings + order.warnings + tables.warnings + content.warnings)
        try dropStaged()
        return ImportResult(
            schema: schema, quality: report,
            files: prepared.map {
                .init(path: $0.source.file.path, status: $0.source.file.status, sha256: $0.profile.sha256)
            })
    }

    /// Reads every file once, and throws what is wrong with all of them together.
    private func prepare() throws -> Files {
        var errors: [Diagnostic] = []
        func attempt<Result>(_ body: () throws -> Result) throws -> Result? {
            do {
                return try body()
            } catch let failure as Failure {
                errors += failure.diagnostics
                return nil
            }
        }
        var lookups: [(file: PreparedFile, key: Int)] = []
        for (index, lookup) in configuration.lookups.enumerated() {
            let prepared = try attempt {
                let staging = PreparedFile.Staging(session: session, table: LookupJoin.table(index)) { beginning in
                    let key = try LookupJoin.keyColumn(lookup, beginning)
                    return LookupJoin.outputs(key: key, beginning.possibleDimensions.subtracting([key]).sorted())
                }
                let file = try PreparedFile(
                    .lookup, file: lookup.file, key: "data.lookups[\(index)]", configuration, staging: staging,
                    sizes: sizes)
                return (file, try LookupJoin.keyColumn(lookup, file))
            }
            if let prepared { lookups.append(prepared) }
        }
        let opportunities = try attempt {
            let staging = PreparedFile.Staging(session: session, table: StagedOpportunities.table) {
                StagedOpportunities.possibleOutputs($0, lookups: lookups, configuration.stages)
            }
            return try PreparedFile(
                .opportunities, file: configuration.opportunities.file, mapping: configuration.opportunities.columns,
                key: "data.opportunities", configuration, staging: staging, sizes: sizes)
        }
        func optional(_ kind: DatasetKind, _ dataset: DataConfiguration.Dataset?) throws -> PreparedFile? {
            guard let dataset else { return nil }
            return try attempt {
                let staging = PreparedFile.Staging(
                    session: session, table: SideTables.table(kind), outputs: SideTables.outputs)
                return try PreparedFile(
                    kind, file: dataset.file, mapping: dataset.columns, key: "data.\(kind.rawValue)", configuration,
                    staging: staging, sizes: sizes)
            }
        }
        let contacts = try optional(.contacts, configuration.contacts) ?? opportunities.flatMap(contactsAmong)
        let history = try optional(.history, configuration.history)
        guard errors.isEmpty, let opportunities else { throw Failure(.data, errors) }
        return Files(opportunities: opportunities, contacts: contacts, history: history, lookups: lookups)
    }

    /// The file of the opportunities as one of contacts, where it has an id and columns of their contacts' titles or roles.
    private func contactsAmong(_ opportunities: PreparedFile) -> PreparedFile? {
        guard configuration.contacts == nil, let id = opportunities[.opportunityID] else { return nil }
        let headers = opportunities.source.headers
        let used = Set(opportunities.roles.columns.values)
        let isContacts = headers.indices.contains { index in
            !used.contains(index) && ContactColumns.isTitleOrRole(headers[index])
        }
        guard isContacts else { return nil }
        var columns = [Role.opportunityID.rawValue: headers[id]]
        if let account = opportunities[.account] { columns[Role.account.rawValue] = headers[account] }
        // Nobody asked for contacts: columns that cannot be told apart are no reason to refuse the opportunities.
        return try? PreparedFile(
            .contacts, file: configuration.opportunities.file, mapping: columns, key: "data.contacts", configuration)
    }

    /// Joins the lookups.
    ///
    /// One whose key differs within an opportunity gives no dimensions, as its key gives none.
    private func join(
        _ lookups: [(file: PreparedFile, key: Int)], _ sides: [(expression: String, column: Int?)], differing: Set<Int>,
        _ plan: inout DimensionPlan
    ) throws -> [LookupJoin] {
        var joins: [LookupJoin] = []
        for (number, (lookup, side)) in zip(lookups, sides).enumerated() {
            let prefix =
                lookup.file.roles.columns.first { $0.value == lookup.key }?.key.name
                ?? DimensionPlan.identifier(lookup.file.source.headers[lookup.key], position: lookup.key)
            let isUsable = !(side.column.map(differing.contains) ?? false)
            let columns =
                isUsable
                ? plan.append(lookup: lookup.file, except: lookup.key, alias: "lookup_\(number)", prefix: prefix) : []
            if !isUsable { plan.drop(lookup: lookup.file, key: lookup.key) }
            var join = try LookupJoin(
                lookup.file, key: lookup.key, expression: side.expression, number: number, columns: columns,
                configuration,
                session)
            try join.pair(opportunities: configuration.opportunities.file, session)
            joins.append(join)
        }
        return joins
    }

    /// `isCounted` says that the stages in the table are those that were counted while the file was read.
    private func stageOutcomes(_ file: PreparedFile, isCounted: Bool) throws -> StageOutcomes {
        guard let stage = file[.stage] else { return StageOutcomes(stages: [], configured: configuration.stages) }
        let distinct = file.profile.columns[stage].distinct
        if isCounted, !distinct.isMany {
            let stages = distinct.values.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            return StageOutcomes(stages: stages, configured: configuration.stages)
        }
        let stages = try session.execute("SELECT DISTINCT c\(stage) FROM staged ORDER BY 1").rows.compactMap {
            $0[0].string
        }
        return StageOutcomes(stages: stages, configured: configuration.stages)
    }

    private func noRow(_ file: PreparedFile) -> Failure {
        Failure(
            .data,
            Diagnostic(
                id: "csv.no-rows", "the file has no row that can be read", file: file.source.name,
                solution: "Correct the rows, or export the data again"))
    }

    private func rejected(_ imports: [RowImport]) -> [QualityReport.RejectedRow] {
        imports.flatMap { $0.rejected.sorted { $0.line < $1.line } }
    }

    private func schema(
        _ files: Files, _ datasets: [DatasetSummary], _ dimensions: [Dimension], _ stages: [Stage],
        _ counts: SchemaSummary.Counts
    ) -> Schema {
        var roles = Role.allCases.filter { files.opportunities[$0] != nil }
        let closings: [Meaning] = [.actualClose, .wonTime, .lostTime]
        if files.opportunities[.closed] == nil,
            closings.contains(where: { files.opportunities.roles.columns[$0] != nil })
        {
            roles.append(.closed)
        }
        return Schema(
            datasets: datasets, roles: roles, dimensions: dimensions, stages: stages,
            hasContacts: files.contacts != nil,
            hasHistory: files.history != nil, opportunityCount: counts.opportunities,
            openWithoutAmount: counts.openWithoutAmount, lostWithoutAmount: counts.lostWithoutAmount,
            lostCount: counts.lost,
            openCount: counts.open, wonCount: counts.won, wonWithoutAmount: counts.wonWithoutAmount,
            newestDate: counts.newestDate)
    }

    /// Leaves nothing but the tables that the schema describes.
    private func dropStaged() throws {
        let tables = try session.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").rows.compactMap {
            $0[0].string
        }
        for table in tables where !["opportunities", "contacts", "history"].contains(table) {
            try session.execute("DROP TABLE \(SQL.identifier(table))")
        }
    }
}
