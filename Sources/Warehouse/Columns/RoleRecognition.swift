import Core

/// Finds out from a file's headers which column plays which role.
struct RoleRecognition {
    /// Index of the column by what it means.
    private(set) var columns: [Meaning: Int] = [:]
    private(set) var errors: [Diagnostic] = []
    /// Columns that fit a role which another column was given.
    private(set) var warnings: [Diagnostic] = []

    private let headers: [String]
    private let kind: DatasetKind
    private let file: String
    private let key: String

    /// `mapping` is the reader's own (role name to header) and wins; `key` is the configuration's path to it.
    init(kind: DatasetKind, headers: [String], mapping: [String: String], file: String, key: String) {
        (self.headers, self.kind, self.file, self.key) = (headers, kind, file, key)
        map(mapping)
        let mapped = Set(columns.keys)
        let forms = headers.map { ColumnNames.forms(of: $0, kind: kind) }
        for meaning in kind.meanings where columns[meaning] == nil {
            let (strong, weak) = ColumnNames.names(of: meaning, kind: kind)
            if !take(meaning, strong, forms) { _ = take(meaning, weak, forms) }
        }
        guard kind == .opportunities else { return }
        if !mapped.contains(.role(.closed)) { separateCloseDates(forms) }
        takeStatusForStage()
        findCurrency()
    }

    subscript(role: Role) -> Int? { columns[.role(role)] }

    // MARK: Choosing a column

    /// A column that has one of the names, and how near it is.
    private struct Match {
        var index: Int
        /// Place among the names; 0 is the role's own.
        var name: Int
        var nearness: ColumnNames.Nearness

        /// The role's own name, also behind the word for the record, leaves no doubt.
        var isOwn: Bool { name == 0 && nearness < .withoutNote }
        var rank: [Int] { [isOwn ? 0 : 1, nearness.rawValue, name, index] }
    }

    /// Gives the meaning the column that fits; whether there is one, or an error in its place.
    private mutating func take(
        _ meaning: Meaning, _ names: [String], _ forms: [[(text: String, nearness: ColumnNames.Nearness)]]
    ) -> Bool {
        let taken = Set(columns.values)
        var matches = forms.indices.compactMap { index -> Match? in
            taken.contains(index) ? nil : RoleRecognition.match(index, forms[index], names)
        }
        // What stands in parentheses is dropped only where nothing fits without.
        if matches.contains(where: { $0.nearness < .withoutNote }) { matches.removeAll { $0.nearness == .withoutNote } }
        guard
            let best = matches.min(by: { $0.rank.lexicographicallyPrecedes($1.rank) })
        else { return false }
        if matches.count > 1, !best.isOwn {
            let found = matches.map { headers[$0.index] }
            let message = "columns \(found.joined(separator: " and ")) may both be the \(meaning.name)"
            if meaning.isFigure {
                errors.append(
                    Diagnostic(
                        id: "columns.two-for-one-role", message, file: file, line: 1,
                        solution: "Name the right one in broadsheet.yml: " + advice(meaning, found[0])))
                return true
            }
            warnings.append(
                Diagnostic(
                    .warning, id: "columns.choice", "\(message); \(headers[best.index]) is taken", file: file, line: 1,
                    solution: "Name the other one in broadsheet.yml where that is wrong: "
                        + advice(meaning, found.first { $0 != headers[best.index] } ?? found[0])))
        }
        columns[meaning] = best.index
        return true
    }

    private func advice(_ meaning: Meaning, _ header: String) -> String {
        "`\(key).columns: {\(meaning.name): \"\(header)\"}`"
    }

    private static func match(
        _ index: Int, _ forms: [(text: String, nearness: ColumnNames.Nearness)], _ names: [String]
    ) -> Match? {
        for form in forms {
            if let name = names.firstIndex(of: form.text) {
                return Match(index: index, name: name, nearness: form.nearness)
            }
        }
        return nil
    }

    // MARK: What several columns say together

    /// An expected close date is the close date of open deals; the other one is then that of the closed ones.
    private mutating func separateCloseDates(_ forms: [[(text: String, nearness: ColumnNames.Nearness)]]) {
        let plain = columns[.role(.closed)]
        columns[.role(.closed)] = nil
        guard take(.role(.closed), ColumnNames.expectedClose, forms), let expected = columns[.role(.closed)] else {
            columns[.role(.closed)] = plain
            return
        }
        guard let plain, plain != expected else { return }
        if columns[.actualClose] == nil { columns[.actualClose] = plain }
    }

    /// A file without a stage column: the reason of the status is the stage, and without one the status itself.
    private mutating func takeStatusForStage() {
        guard self[.stage] == nil, let status = self[.status] else { return }
        let used = Set(columns.values)
        let reason = headers.indices.first {
            !used.contains($0) && ColumnNames.folded(headers[$0]) == ColumnNames.folded("status reason")
        }
        columns[.role(.stage)] = reason ?? status
        if reason == nil { columns[.role(.status)] = nil }
    }

    /// The currency of a deal is not that of an amount which was converted.
    private mutating func findCurrency() {
        guard let amount = self[.amount], ColumnNames.isConverted(headers[amount]) else { return }
        let own = ColumnNames.folded(headers[amount] + " currency")
        columns[.currency] = headers.indices.first { ColumnNames.folded(headers[$0]) == own }
    }

    // MARK: The reader's own mapping

    private mutating func map(_ mapping: [String: String]) {
        for (name, header) in mapping.sorted(by: { $0.key < $1.key }) {
            let allowed = kind.roles.map(\.rawValue)
            guard let role = Role(rawValue: name), kind.roles.contains(role) else {
                let nearest = Names.nearest(to: name, among: allowed).map { "Did you mean `\($0)`? " } ?? ""
                errors.append(
                    Diagnostic(
                        id: "columns.unknown-role", "`\(key).columns` has an unknown role `\(name)`", file: file,
                        solution: "\(nearest)Use one of: \(allowed.joined(separator: ", "))"))
                continue
            }
            let index =
                headers.firstIndex(of: header) ?? headers.firstIndex { Names.folded($0) == Names.folded(header) }
            guard let index else {
                let nearest = Names.nearest(to: header, among: headers).map { "Did you mean `\($0)`? " } ?? ""
                errors.append(
                    Diagnostic(
                        id: "columns.unknown-header",
                        "`\(key).columns.\(name)` names a header that the file does not have: \(header)",
                        file: file, line: 1, solution: "\(nearest)The file has: \(headers.joined(separator: ", "))"))
                continue
            }
            columns[.role(role)] = index
        }
    }
}
