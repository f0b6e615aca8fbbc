import Core

/// A file that has been read once: which column plays which role, and under which format its cells are to be read.
struct PreparedFile {
    let kind: DatasetKind
    /// `opportunities`, `contacts`, `history`, or for a lookup the file's name without folder and extension.
    let name: String
    /// Path in the configuration: `data.opportunities`.
    let key: String
    let source: SourceFile
    let roles: RoleRecognition
    let profile: FileProfile
    /// Order of day and month by the index of the column.
    let dateOrders: [Int: DataConfiguration.DateOrder]
    private let numberFormat: DataConfiguration.NumberStyle?
    /// The portal's currency where amounts in another one are left out; nil where there is nothing to leave out.
    let keptCurrency: String?
    private(set) var warnings: [Diagnostic] = []
    /// The rows that the same reading has put into a table, under formats guessed from the file's beginning.
    private let guessed: GuessedRows?

    private struct GuessedRows {
        var outputs: [OutputColumn]
        var rows: RowImport
    }

    /// A table that is filled while the file is read.
    struct Staging {
        var session: DuckDBSession
        var table: String
        /// The columns for a file of which the beginning is known: at least those that are wanted when all of it is.
        var outputs: (PreparedFile) throws -> [OutputColumn]
    }

    /// Reads the file; with `staging`, tries to fill its table in the same pass.
    init(
        _ kind: DatasetKind, file: String, mapping: [String: String] = [:], key: String,
        _ configuration: DataConfiguration, staging: Staging? = nil, sizes: ReadingSizes = .standard
    ) throws {
        let source = try SourceFile(
            try OpenFile(file: file, folder: configuration.folder, key: key), encoding: configuration.encoding,
            sizes: sizes)
        let roles = RoleRecognition(kind: kind, headers: source.headers, mapping: mapping, file: file, key: key)
        let errors =
            roles.errors + (try MissingColumns.errors(kind, source, roles, key: key, nulls: configuration.nulls))
        if !errors.isEmpty { throw Failure(.data, errors) }

        let request = ProfileRequest(
            numberColumns: Set(PreparedFile.numberColumns(roles)), dateColumns: Set(PreparedFile.dateColumns(roles)),
            nameColumn: roles[.name], currencyColumn: roles.columns[.currency])
        let nulls = NullTexts(configuration.nulls)
        var outputs: [OutputColumn]?
        if let staging, let beginning = FileReading.sample(source, nulls: nulls, request: request) {
            // Where the beginning leaves a format open, nothing is guessed.
            let guess = try? PreparedFile(kind, key: key, source, roles, beginning, configuration, guessed: nil)
            outputs = try guess.map(staging.outputs)
        }
        let (profile, rows, _) = try FileReading.run(
            source, nulls: nulls, request: request, table: staging?.table ?? "", outputs: outputs ?? [],
            outputs == nil ? nil : staging?.session)
        guard let profile, profile.rowCount + rows.rejectedCount > 0 else { throw source.headerOnly }
        try profile.checkHeaders(source)
        try self.init(
            kind, key: key, source, roles, profile, configuration,
            guessed: outputs.map { GuessedRows(outputs: $0, rows: rows) })
    }

    /// Decides the formats.
    private init(
        _ kind: DatasetKind, key: String, _ source: SourceFile, _ roles: RoleRecognition, _ profile: FileProfile,
        _ configuration: DataConfiguration, guessed: GuessedRows?
    ) throws {
        self.kind = kind
        self.key = key
        self.source = source
        self.roles = roles
        self.profile = profile
        self.guessed = guessed
        name = kind == .lookup ? PreparedFile.baseName(source.source) : kind.rawValue
        let evidence = PreparedFile.dateColumns(roles).compactMap { index in
            profile.columns[index].dates.map { (index: index, header: source.headers[index], evidence: $0) }
        }
        let orders = try DateOrders(
            evidence, configured: configuration.dateFormat, rows: profile.rowCount,
            maximumShare: configuration.maxRejected, file: source.name)
        dateOrders = orders.orders
        numberFormat = configuration.numberFormat
        let mayLeaveOut = kind == .opportunities && configuration.otherCurrencies == .leaveOut
        keptCurrency = mayLeaveOut ? configuration.currency?.uppercased() : nil
        warnings = [source.dialectWarning].compactMap(\.self) + roles.warnings + orders.warnings
        var check = NumberCheck(self, configuration)
        try check.run(PreparedFile.numberColumns(roles))
        warnings += check.warnings
    }

    private static func numberColumns(_ roles: RoleRecognition) -> [Int] {
        [Meaning.role(.amount), .actualAmount, .role(.probability)].compactMap { roles.columns[$0] }
    }

    private static func dateColumns(_ roles: RoleRecognition) -> [Int] {
        (Meaning.opportunityDates.map(\.meaning) + [.role(.entered)]).compactMap { roles.columns[$0] }
    }

    /// Fills `table` with `outputs`; nothing is read again where that has been done already.
    ///
    /// The table has the columns that are given back: those wanted, and maybe more of text.
    func stage(
        _ outputs: [OutputColumn], into table: String, _ configuration: DataConfiguration, _ session: DuckDBSession
    ) throws -> (rows: RowImport, columns: [OutputColumn]) {
        if let guessed {
            let wanted = Set(outputs)
            let deciding = { (columns: [OutputColumn]) in Set(columns.filter(\.mayReject)) }
            // More columns of text than wanted do no harm.
            if deciding(guessed.outputs) == deciding(outputs), wanted.isSubset(of: guessed.outputs) {
                return (guessed.rows, guessed.outputs)
            }
            try session.execute("DROP TABLE \(SQL.identifier(table))")
        }
        let (_, rows, sha256) = try FileReading.run(
            source, nulls: NullTexts(configuration.nulls), request: nil, table: table, outputs: outputs, session)
        guard sha256 == profile.sha256 else { throw source.file.changed }
        return (rows, outputs)
    }

    /// The index of the role's column.
    subscript(role: Role) -> Int? { roles[role] }

    /// The format of the amounts, or of what won deals brought.
    func amountFormat(_ meaning: Meaning = .role(.amount)) -> NumberFormat? {
        roles.columns[meaning].flatMap { profile.columns[$0].numbers }.map {
            NumberFormat(amounts: $0, style: numberFormat)
        }
    }

    var probabilityFormat: NumberFormat? {
        guard let index = self[.probability], let evidence = profile.columns[index].numbers else { return nil }
        return NumberFormat(
            probabilities: evidence, headerHasPercent: source.headers[index].contains("%"), style: numberFormat)
    }

    /// The column's output under the format that was decided for it.
    func dateColumn(_ name: String, _ index: Int, isRequired: Bool = false) -> OutputColumn {
        OutputColumn(
            name: name, source: index, kind: .date(dateOrders[index] ?? .yearMonthDay), isRequired: isRequired)
    }

    /// The index of the column of names where these are made of a category and a rest.
    var nameOfParts: Int? {
        self[.name].flatMap { profile.columns[$0].parts?.isRule(among: profile.rowCount) == true ? $0 : nil }
    }

    /// The columns that have not too many values for a dimension yet, in a file of which only the beginning is known.
    var possibleDimensions: Set<Int> {
        Set(
            source.headers.indices.filter {
                !source.headers[$0].isEmpty && profile.columns[$0].distinct.count <= DimensionPlan.maximumValues
            })
    }

    static func baseName(_ source: String) -> String {
        source.lastIndex(of: ".").map { String(source[..<$0]) }.flatMap { $0.isEmpty ? nil : $0 } ?? source
    }
}
