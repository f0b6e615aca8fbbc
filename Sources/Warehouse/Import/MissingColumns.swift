import Core

/// Columns that a file must have and has not.
enum MissingColumns {
    /// The errors; empty where all columns are there.
    ///
    /// For a missing amount an unused column of numbers is proposed, for which the file is read once.
    static func errors(
        _ kind: DatasetKind, _ source: SourceFile, _ roles: RoleRecognition, key: String, nulls: [String]
    ) throws -> [Diagnostic] {
        let needed = kind.neededRoles
        let unmapped = Set(roles.errors.map(\.id)).contains("columns.unknown-header")
        let missing = needed.filter { group in group.allSatisfy { roles[$0] == nil } }
        // A mapping that names an absent header is reported as that.
        guard !missing.isEmpty, !unmapped, !roles.errors.contains(where: { $0.id == "columns.two-for-one-role" }) else {
            return []
        }
        if source.headers.contains(where: looksLikeData) {
            return [
                Diagnostic(
                    id: "csv.no-header", "the first line looks like data: the file has no header", file: source.name,
                    line: source.headerLine, solution: "Put a line with the names of the columns first")
            ]
        }
        let used = Set(roles.columns.values)
        let free = source.headers.indices.filter { !used.contains($0) && !source.headers[$0].isEmpty }
        return try missing.map { group in
            let names = group.map(\.rawValue).joined(separator: " or ")
            let headers = source.headers.filter { !$0.isEmpty }
            let nearest = group.lazy.compactMap { role in
                Names.nearest(to: role.rawValue, among: free.map { source.headers[$0] })
            }.first
            let numeric = group == [.amount] ? try columnOfNumbers(source, among: free, nulls: nulls) : nil
            let example = numeric ?? nearest ?? "its header"
            let line = "`\(key): {file: \(source.name), columns: {\(group[0].rawValue): \"\(example)\"}}`"
            return Diagnostic(
                id: "columns.missing",
                "no column is recognised as \(names); the file has: \(headers.joined(separator: ", "))",
                file: source.name, line: source.headerLine, solution: "Name it in broadsheet.yml: \(line)")
        }
    }

    /// The header of the column that is most likely one of amounts: numbers throughout, and by its name a value, or with
    /// decimals or a currency, or with the most digits.
    private static func columnOfNumbers(
        _ source: SourceFile, among free: [Int], nulls: [String]
    ) throws -> String? {
        let request = ProfileRequest(numberColumns: Set(free))
        guard let profile = try FileReading.run(source, nulls: NullTexts(nulls), request: request).profile else {
            return nil
        }
        var best: (score: [Int], header: String)?
        for index in free {
            guard let evidence = profile.columns[index].numbers else { continue }
            let extent = evidence.extent(evidence.decimalMark.mark)
            let words = source.headers[index].lowercased().split { !$0.isLetter }.map(String.init)
            guard extent.count > 0, evidence.unreadable == 0, Set(words).isDisjoint(with: otherWords) else { continue }
            let score = [
                Set(words).isDisjoint(with: amountWords) ? 0 : 1,
                evidence.currencies.isEmpty && extent.fractionDigits == 0 ? 0 : 1, extent.integerDigits,
            ]
            if best.map({ $0.score.lexicographicallyPrecedes(score) }) ?? true {
                best = (score, source.headers[index])
            }
        }
        return best?.header
    }

    private static let amountWords: Set<String> = [
        "amount", "value", "price", "revenue", "total", "sum", "size", "worth", "acv", "arr", "mrr", "tcv", "net",
        "sales", "volume", "budget",
    ]
    private static let otherWords: Set<String> = [
        "id", "no", "nr", "number", "key", "code", "phone", "zip", "postcode", "year", "month", "day", "days", "date",
        "employees", "quantity", "score", "percent", "probability", "age",
    ]

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
