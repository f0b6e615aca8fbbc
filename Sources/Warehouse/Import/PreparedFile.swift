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

    init(
        _ kind: DatasetKind, file: String, mapping: [String: String] = [:], key: String,
        _ configuration: DataConfiguration
    ) throws {
        self.kind = kind
        self.key = key
        let snapshot = try FileSnapshot(file: file, folder: configuration.folder, key: key)
        name = kind == .lookup ? PreparedFile.baseName(snapshot.source) : kind.rawValue
        let source = try SourceFile(snapshot)
        let roles = RoleRecognition(kind: kind, headers: source.headers, mapping: mapping, file: file, key: key)
        let errors =
            roles.errors + (try MissingColumns.errors(kind, source, roles, key: key, nulls: configuration.nulls))
        if !errors.isEmpty { throw Failure(.data, errors) }

        let numbers = [Meaning.role(.amount), .actualAmount, .role(.probability)].compactMap { roles.columns[$0] }
        let dates = (Meaning.opportunityDates.map(\.meaning) + [.role(.entered)]).compactMap { roles.columns[$0] }
        let profile = try FileProfile(
            source, nulls: configuration.nulls, numberColumns: Set(numbers), dateColumns: Set(dates),
            nameColumn: roles[.name], currencyColumn: roles.columns[.currency])
        let evidence = dates.compactMap { index in
            profile.columns[index].dates.map { (index: index, header: source.headers[index], evidence: $0) }
        }
        let orders = try DateOrders(
            evidence, configured: configuration.dateFormat, rows: profile.rowCount,
            maximumShare: configuration.maxRejected, file: file)
        self.source = source
        self.roles = roles
        self.profile = profile
        dateOrders = orders.orders
        numberFormat = configuration.numberFormat
        let mayLeaveOut = kind == .opportunities && configuration.otherCurrencies == .leaveOut
        keptCurrency = mayLeaveOut ? configuration.currency?.uppercased() : nil
        warnings = [source.dialectWarning].compactMap(\.self) + roles.warnings + orders.warnings
        var check = NumberCheck(self, configuration)
        try check.run(numbers)
        warnings += check.warnings
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

    static func baseName(_ source: String) -> String {
        source.lastIndex(of: ".").map { String(source[..<$0]) }.flatMap { $0.isEmpty ? nil : $0 } ?? source
    }
}
