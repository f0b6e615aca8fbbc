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
        let errors = roles.errors + PreparedFile.missingColumns(kind, source, roles, key: key)
        if !errors.isEmpty { throw Failure(.data, errors) }

        let numbers = [Meaning.role(.amount), .role(.probability)].compactMap { roles.columns[$0] }
        let dates = [Meaning.role(.created), .role(.closed), .actualClose, .role(.entered)].compactMap {
            roles.columns[$0]
        }
        let profile = try FileProfile(
            source, nulls: configuration.nulls, numberColumns: Set(numbers), dateColumns: Set(dates),
            nameColumn: roles[.name])
        let evidence = dates.compactMap { index in
            profile.columns[index].dates.map { (index: index, header: source.headers[index], evidence: $0) }
        }
        let orders = try DateOrders(evidence, configured: configuration.dateFormat, file: file)
        self.source = source
        self.roles = roles
        self.profile = profile
        dateOrders = orders.orders
        warnings = [source.dialectWarning].compactMap(\.self) + orders.warnings
        for index in numbers { try checkNumbers(index) }
        try checkCurrencyColumn()
    }

    /// The index of the role's column.
    subscript(role: Role) -> Int? { roles[role] }

    var amountFormat: NumberFormat? {
        self[.amount].flatMap { profile.columns[$0].numbers }.map { NumberFormat(amounts: $0) }
    }

    var probabilityFormat: NumberFormat? {
        guard let index = self[.probability], let evidence = profile.columns[index].numbers else { return nil }
        return NumberFormat(probabilities: evidence, headerHasPercent: source.headers[index].contains("%"))
    }

    /// The column's output under the format that was decided for it.
    func dateColumn(_ name: String, _ index: Int, isRequired: Bool = false) -> OutputColumn {
        OutputColumn(
            name: name, source: index, kind: .date(dateOrders[index] ?? .yearMonthDay), isRequired: isRequired)
    }

    static func baseName(_ source: String) -> String {
        source.lastIndex(of: ".").map { String(source[..<$0]) }.flatMap { $0.isEmpty ? nil : $0 } ?? source
    }

    private mutating func checkNumbers(_ index: Int) throws(Failure) {
        guard let evidence = profile.columns[index].numbers else { return }
        let header = source.headers[index]
        if evidence.currencies.count > 1 {
            let found = evidence.currencies.prefix(3).map { "\($0.code) on line \($0.line)" }.joined(separator: ", ")
            throw Failure(
                .data,
                Diagnostic(
                    id: "amount.currencies", "column \(header) mixes currencies: \(found)", file: source.file,
                    line: evidence.currencies[1].line, solution: "Convert the amounts to one currency before the export"
                ))
        }
        let extent = evidence.extent(evidence.decimalMark.mark)
        if index == self[.probability], probabilityFormat?.quantity == .percent, extent.properFractions > 0 {
            warnings.append(
                Diagnostic(
                    .warning, id: "probability.percent",
                    "column \(header) is read as percentages; \(extent.properFractions) of its values are below 1 %",
                    file: source.file, solution: "Write all probabilities as percentages, or all as fractions"))
        }
        if evidence.decimalMark.isGuess {
            let separator = evidence.decimalMark.mark == .point ? "comma" : "point"
            warnings.append(
                Diagnostic(
                    .warning, id: "number.separator",
                    "the \(separator) in column \(header) is read as a separator of thousands: three digits follow it everywhere",
                    file: source.file, solution: "Write the amounts with two decimals where it separates decimals"))
        }
    }

    private func checkCurrencyColumn() throws(Failure) {
        guard let index = roles.columns[.currency], profile.columns[index].distinct.count > 1 else { return }
        throw Failure(
            .data,
            Diagnostic(
                id: "amount.currencies", "the amounts are in several currencies (column \(source.headers[index]))",
                file: source.file, line: source.headerLine,
                solution: "Convert the amounts to one currency, or export the deals of one currency"))
    }

    private static func missingColumns(
        _ kind: DatasetKind, _ source: SourceFile, _ roles: RoleRecognition, key: String
    ) -> [Diagnostic] {
        // One of each group has to be there.
        let needed: [[Role]] =
            switch kind {
            case .opportunities: [[.stage], [.amount]]
            case .contacts: [[.opportunityID, .account], [.title, .role]]
            case .history: [[.opportunityID], [.stage], [.entered]]
            case .lookup: []
            }
        let unmapped = Set(roles.errors.map(\.id)).contains("columns.unknown-header")
        let missing = needed.filter { group in group.allSatisfy { roles[$0] == nil } }
        // A mapping that names an absent header is reported as that.
        guard !missing.isEmpty, !unmapped, !roles.errors.contains(where: { $0.id == "columns.two-for-one-role" }) else {
            return []
        }
        if source.headers.contains(where: looksLikeData) {
            return [
                Diagnostic(
                    id: "csv.no-header", "the first line looks like data: the file has no header", file: source.file,
                    line: source.headerLine, solution: "Put a line with the names of the columns first")
            ]
        }
        return missing.map { group in
            let names = group.map(\.rawValue).joined(separator: " or ")
            let headers = source.headers.filter { !$0.isEmpty }
            let nearest = group.lazy.compactMap { Names.nearest(to: $0.rawValue, among: headers) }.first
            let example = nearest ?? "its header"
            let line = "`\(key): {file: \(source.file), columns: {\(group[0].rawValue): \"\(example)\"}}`"
            return Diagnostic(
                id: "columns.missing",
                "no column is recognised as \(names); the file has: \(headers.joined(separator: ", "))",
                file: source.file, line: source.headerLine, solution: "Name it in broadsheet.yml: \(line)")
        }
    }

    private static func looksLikeData(_ header: String) -> Bool {
        var text = header
        return text.withUTF8 { bytes in
            guard !bytes.isEmpty else { return false }
            if NumberText(bytes)?.read(.point) != nil { return true }
            if case .fault = DateText(bytes) { return false }
            return true
        }
    }
}
