import Core

/// Looks at the tables that a configuration names: what the columns are, which rows can be used, what the schema is.
///
/// Every count is the server's; what crosses the wire are names, counts and the values of dimensions.
struct PostgresOpening {
    struct Opened: Sendable {
        var engine: PostgresEngine
        var schema: Schema
        var quality: QualityReport
        /// What readers of the pages need not know.
        var operatorWarnings: [Diagnostic]
    }

    /// A stage is a step of a process; a column with more values is another one.
    private static let maximumStages = 500

    private let configuration: DataConfiguration
    private let database: PostgresDatabase

    /// A superuser can read files of the server by a query, whatever transaction it runs in.
    private func operatorWarnings() async throws -> [Diagnostic] {
        let table = try await database.query(SQL("SELECT current_setting('is_superuser') = 'on' AS is_superuser"))
        guard table.value(0, "is_superuser") == .boolean(true) else { return [] }
        return [
            Diagnostic(
                .warning, id: "postgres.superuser",
                "the user of the database is a superuser, who can do more than read",
                solution: "Use a user that can only read: docs/postgresql.md says how to make one")
        ]
    }

    /// Throws `Failure(.data)` with what is wrong with the tables, and what `PostgresDatabase` throws.
    static func open(_ configuration: DataConfiguration, _ database: PostgresDatabase) async throws -> Opened {
        try await PostgresOpening(configuration: configuration, database: database).open()
    }

    private struct Tables {
        var opportunities: TableRoles
        var contacts: TableRoles?
        var history: TableRoles?
    }

    private func open() async throws -> Opened {
        let tables = try await self.tables()
        let profile = try await OpportunityProfile(tables.opportunities, database)
        let source = tables.opportunities
        if source[.opportunityID] == nil, !source.table.hasRowPlaces {
            throw PostgresOpening.failure(
                "postgres.no-id",
                "no column is recognised as opportunity_id, and the rows of a view have no place of their own",
                source.table.name, "Name the column: `data.opportunities.columns: {opportunity_id: …}`")
        }
        let stages = StageOutcomes(stages: try await self.stages(source, profile), configured: configuration.stages)
        let (outcome, isStatus) = try await self.outcome(source, stages)
        let lookups = try await self.lookups(source)
        var dimensions = TableDimensions(source, profile: profile, isStatus: isStatus, lookups: lookups)
        dimensions.removeHopeless()
        let currency = try await AmountCurrency(source, configuration, database)
        var relation = OpportunityRelation(
            source: source, profile: profile, outcome: outcome, currency: currency, lookups: lookups)
        relation.dimensions = dimensions.columns
        let repeats = try await relation.repeats(database)
        relation.folds = repeats.agreeing + repeats.disagreeing > 0
        dimensions.remove(repeats.differing) { "the rows of one opportunity differ in \($0.header)" }
        relation.dimensions = dimensions.columns
        try profile.check(
            source.table, maximumShare: configuration.maxRejected, moreRejected: repeats.disagreeingRows)

        let provisional = PostgresEngine(database, PostgresRelations(opportunities: relation.sql))
        let summary = PostgresSummary(provisional, source)
        let counts = try await summary.counts()
        guard counts.opportunities > 0 else {
            throw PostgresOpening.failure(
                "postgres.no-rows", "the table has no row that can be used", source.table.name,
                "Load the data with `broadsheet data --load`, or correct the rows")
        }
        let kept = try await summary.dimensions(&dimensions, rows: counts.opportunities)
        relation.dimensions = dimensions.columns
        let sides = try await SideRelations(
            contacts: tables.contacts, history: tables.history, relation.sql, database)
        let relations = PostgresRelations(
            opportunities: relation.sql, contacts: sides.contacts, history: sides.history)
        let engine = PostgresEngine(database, relations)
        let order = try await PostgresStages(engine).order(stages, configuration.stages, source)

        var datasets = [
            try await PostgresSummary(engine, source).dataset(
                source, rows: profile.rowCount - profile.rejectedCount - repeats.disagreeingRows,
                rejected: profile.rejectedCount + repeats.disagreeingRows, dimensions: kept)
        ]
        for side in [tables.contacts, tables.history].compactMap(\.self) {
            datasets.append(
                try await summary.dataset(
                    side, rows: sides.rows[side.kind.rawValue] ?? 0, rejected: 0, dimensions: kept))
        }
        for lookup in lookups {
            datasets.append(
                try await summary.dataset(lookup.roles, rows: nil, rejected: 0, dimensions: kept, key: lookup.key))
        }
        var roles = Role.allCases.filter { source[$0] != nil }
        let closings: [Meaning] = [.actualClose, .wonTime, .lostTime]
        if source[.closed] == nil, closings.contains(where: { source.roles.columns[$0] != nil }) {
            roles.append(.closed)
        }
        let ids = Set(kept.map(\.id))
        let schema = Schema(
            datasets: datasets, roles: roles, dimensions: kept, stages: order.stages,
            hasContacts: tables.contacts != nil, hasHistory: tables.history != nil,
            opportunityCount: counts.opportunities, openWithoutAmount: counts.openWithoutAmount,
            lostWithoutAmount: counts.lostWithoutAmount, lostCount: counts.lost, openCount: counts.open,
            wonCount: counts.won, wonWithoutAmount: counts.wonWithoutAmount, newestDate: counts.newestDate,
            droppedDimensions: dimensions.dropped.filter { !ids.contains($0.key) },
            amountsInOtherCurrencies: currency.leftOut)
        let warnings =
            [tables.opportunities, tables.contacts, tables.history].compactMap(\.self).flatMap(\.roles.warnings)
            + currency.warnings + profile.warnings(source.table) + types(source) + repeated(repeats, source.table)
            + lookups.flatMap(\.warnings)
            + stages.warnings + order.warnings + sides.warnings
        return Opened(
            engine: engine, schema: schema, quality: QualityReport(warnings: warnings),
            operatorWarnings: try await self.operatorWarnings())
    }

    /// Finds every table, and throws what is wrong with all of them together.
    private func tables() async throws -> Tables {
        var errors: [Diagnostic] = []
        func roles(_ kind: DatasetKind, _ dataset: DataConfiguration.Dataset?) async throws -> TableRoles? {
            guard let dataset else { return nil }
            let key = "data.\(kind.rawValue)"
            do {
                guard let name = dataset.table, !name.isEmpty else {
                    throw Failure(
                        .configuration,
                        Diagnostic(
                            id: "postgres.table-missing", "`\(key).table` is missing",
                            solution: "Name the table in broadsheet.yml: `\(key): {table: crm.\(kind.rawValue)}`"))
                }
                var roles = try TableRoles(
                    kind, try await PostgresTable.find(name, key: key, database), mapping: dataset.columns, key: key,
                    nulls: configuration.nulls)
                roles.counts = try await ColumnCounts(roles.table, roles.cleaning, database)
                return roles
            } catch let failure as Failure where failure.exitCode != .unavailable {
                errors += failure.diagnostics
                return nil
            }
        }
        let opportunities = try await roles(.opportunities, configuration.opportunities)
        let contacts = try await roles(.contacts, configuration.contacts)
        let history = try await roles(.history, configuration.history)
        guard errors.isEmpty, let opportunities else {
            let isConfiguration = errors.contains { $0.id == "postgres.table-missing" }
            throw Failure(isConfiguration ? .configuration : .data, errors)
        }
        return Tables(opportunities: opportunities, contacts: contacts, history: history)
    }

    /// A lookup that names no table is one whose columns the loader wrote into the opportunities.
    private func lookups(_ source: TableRoles) async throws -> [TableLookup] {
        var lookups: [TableLookup] = []
        for (number, lookup) in configuration.lookups.enumerated() where lookup.table != nil {
            lookups.append(
                try await TableLookup(
                    lookup, number: number, opportunities: source, nulls: configuration.nulls, database))
        }
        return lookups
    }

    private func stages(_ source: TableRoles, _ profile: OpportunityProfile) async throws -> [String] {
        let conditions = profile.conditions.map { " AND \($0)" }.joined()
        let stage = source.text(.stage)
        let found = try await database.query(
            SQL("SELECT DISTINCT ") + stage + SQL(" AS stage FROM \(source.table.qualified) AS t WHERE ") + stage
                + SQL(" IS NOT NULL\(conditions) ORDER BY 1 LIMIT \(PostgresOpening.maximumStages + 1)"))
        guard found.rows.count <= PostgresOpening.maximumStages else {
            throw PostgresOpening.failure(
                "stages.many",
                "column \(source.column(.stage)?.name ?? "") has more than \(PostgresOpening.maximumStages) values, too many for stages",
                source.table.name, "Name the column of the stages: `data.opportunities.columns: {stage: …}`")
        }
        return found.rows.compactMap { $0.first?.string }
    }

    private func outcome(_ source: TableRoles, _ stages: StageOutcomes) async throws -> (SQL, isStatus: Bool) {
        var outcome = OutcomeExpression(stage: source.text(.stage))
        outcome.add(stages, configured: true)
        var isStatus = false
        if source[.status] != nil {
            let status = source.text(.status)
            let found = try await database.query(
                SQL("SELECT DISTINCT ") + status + SQL(" AS status FROM \(source.table.qualified) AS t WHERE ") + status
                    + SQL(" IS NOT NULL ORDER BY 1 LIMIT \(PostgresOpening.maximumStages)"))
            let values = found.rows.compactMap { $0.first?.string }
            isStatus = Outcomes.isStatus(values)
            // A load wrote it for every deal; whoever writes into another table may write something else tomorrow.
            if source.table.isOurs, source.column(.status)?.isNotNull ?? false,
                values.allSatisfy({ Outcome(rawValue: $0) != nil })
            {
                outcome.take(status)
                return (outcome.sql, isStatus)
            }
            outcome.add(status: status, values: values)
        }
        func flag(_ meaning: Meaning) -> SQL? { source.roles.columns[meaning].map { source.text($0) } }
        outcome.add(won: flag(.isWon), lost: flag(.isLost), closed: flag(.isClosed))
        outcome.add(stages, configured: false)
        return (outcome.sql, isStatus)
    }

    private func types(_ source: TableRoles) -> [Diagnostic] {
        [Meaning.role(.amount), .actualAmount, .role(.probability)].compactMap { meaning in
            guard let column = source.column(meaning), column.kind == .binaryFloat || column.kind == .money else {
                return nil
            }
            return Diagnostic(
                .warning, id: "postgres.inexact",
                "column \(column.name) is of type \(column.typeName); each value is taken for the decimal number that it shows, "
                    + "and sums are of those",
                file: source.table.name, solution: "Give it type numeric, which holds amounts exactly")
        }
    }

    private func repeated(_ repeats: OpportunityRelation.Repeats, _ table: PostgresTable) -> [Diagnostic] {
        var warnings: [Diagnostic] = []
        if repeats.agreeing > 0 {
            warnings.append(
                Diagnostic(
                    .warning, id: "rows.repeated",
                    "\(repeats.agreeing) opportunities stand on several rows that agree; "
                        + "\(repeats.agreeingRows - repeats.agreeing) rows are not counted again", file: table.name))
        }
        if repeats.disagreeing > 0 {
            warnings.append(
                Diagnostic(
                    .warning, id: "rows.disagreeing",
                    "\(repeats.disagreeing) opportunities stand on several rows that disagree in account, stage, amount or dates; "
                        + "all \(repeats.disagreeingRows) rows are left out",
                    file: table.name, solution: "Correct the rows in the database; a unique index on the id keeps it so"
                ))
        }
        if !repeats.differing.isEmpty {
            warnings.append(
                Diagnostic(
                    .warning, id: "rows.differing-columns",
                    "rows of one opportunity differ in \(repeats.differing.joined(separator: ", ")): nothing is grouped by it",
                    file: table.name, solution: "Keep one row an opportunity to use these columns"))
        }
        return warnings
    }

    private static func failure(_ id: String, _ message: String, _ table: String, _ solution: String) -> Failure {
        Failure(.data, Diagnostic(id: id, message, file: table, solution: solution))
    }
}
