import Core

/// Which amounts are in the portal's currency, where those in another one are left out.
///
/// An amount is in the currency that its row's currency column or its own sign names; where neither names one, in the
/// portal's. Where both do, both have to fit.
struct AmountCurrencies {
    /// ISO code of the portal's currency.
    let kept: String
    /// Opportunities whose amount is left out.
    private(set) var leftOut = 0
    private(set) var warnings: [Diagnostic] = []

    private static let table = "amount_currencies"

    private let file: PreparedFile
    private let columns: [String]

    /// nil where nothing is to be left out.
    init?(_ file: PreparedFile) {
        guard let kept = file.keptCurrency else { return nil }
        self.kept = kept
        self.file = file
        let signs = StagedOpportunities.amounts.filter { file.roles.columns[$0.meaning] != nil }.map {
            $0.column + "_sign"
        }
        columns = (file.roles.columns[.currency].map { ["c\($0)"] } ?? []) + signs
    }

    /// The dimension of the codes.
    static func dimension(_ file: PreparedFile) -> PlannedDimension? {
        guard file.keptCurrency != nil, let index = file.roles.columns[.currency] ?? file[.amount] else { return nil }
        return PlannedDimension(
            id: "currency", label: "Currency", dataset: "opportunities", header: file.source.headers[index],
            expression: "\(table).code", source: nil)
    }

    /// Joins the staged rows `s` with what is known about their currencies.
    var join: String {
        let conditions = columns.map { "\(Self.table).\($0) IS NOT DISTINCT FROM s.\($0)" }
        return " LEFT JOIN \(Self.table) ON \(conditions.joined(separator: " AND "))"
    }

    /// SQL of an amount that is NULL where it is in another currency.
    func kept(_ amount: String) -> String { "CASE WHEN \(Self.table).is_kept = 1 THEN \(amount) END" }

    /// Decides for each combination of currency and signs in table `staged`.
    mutating func prepare(_ session: DuckDBSession) throws {
        let types = columns.map { "\($0) VARCHAR" }.joined(separator: ", ")
        try session.execute("CREATE TABLE \(Self.table) (\(types), code VARCHAR, is_kept BIGINT)")
        let list = columns.joined(separator: ", ")
        let amounts = StagedOpportunities.amounts.filter { file.roles.columns[$0.meaning] != nil }.map(\.column)
        let found = try session.execute(
            "SELECT \(list), count(coalesce(\(amounts.joined(separator: ", ")))), min(line) FROM staged "
                + "GROUP BY \(list) ORDER BY min(line)")
        let writer = try ChunkWriter(
            session, table: Self.table, types: columns.map { _ in .text } + [.text, .integer])
        var others: [(code: String, count: Int, line: Int)] = []
        var total = 0
        var unnamed = 0
        for row in found.rows {
            let codes = zip(columns, row).compactMap { column, value in
                value.string.map { column.hasPrefix("c") ? Currencies.named(by: $0) ?? $0.uppercased() : $0 }
            }
            let isKept = codes.allSatisfy { Currencies.fits($0, kept) }
            // A sign that fits stands for the portal's currency: `$` for CAD.
            let code = isKept ? kept : codes.first { !Currencies.fits($0, kept) } ?? kept
            for (index, value) in row.prefix(columns.count).enumerated() {
                if let text = value.string { writer.setText(index, text) } else { writer.setNull(index) }
            }
            writer.setText(columns.count, code)
            writer.setInteger(columns.count + 1, isKept ? 1 : 0)
            try writer.endRow()
            let count = row[columns.count].integer ?? 0
            total += count
            if codes.isEmpty { unnamed += count }
            guard !isKept, count > 0 else { continue }
            leftOut += count
            if let index = others.firstIndex(where: { $0.code == code }) {
                others[index].count += count
            } else {
                others.append((code, count, row[columns.count + 1].integer ?? 0))
            }
        }
        try writer.finish()
        try tell(others, total: total, unnamed: unnamed)
    }

    private mutating func tell(_ others: [(code: String, count: Int, line: Int)], total: Int, unnamed: Int) throws {
        guard let first = others.first else { return }
        if leftOut == total {
            throw Failure(
                .data,
                Diagnostic(
                    id: "amount.currency",
                    "no amount is in \(kept), the currency of the portal: all are in "
                        + others.map(\.code).sorted().joined(separator: ", "),
                    file: file.source.file, line: first.line,
                    solution: "Set `currency:` in broadsheet.yml to that of the data, or convert the amounts"))
        }
        let list = others.sorted { ($1.count, $0.code) < ($0.count, $1.code) }.map { "\($0.count) in \($0.code)" }
        let rest =
            unnamed > 0 && file.roles.columns[.currency] != nil
            ? "; \(unnamed) without a currency \(unnamed == 1 ? "is" : "are") taken for \(kept)" : ""
        warnings.append(
            Diagnostic(
                .warning, id: "amount.left-out",
                "\(leftOut) \(leftOut == 1 ? "amount is" : "amounts are") in another currency than \(kept) and left out of "
                    + "all sums: \(list.joined(separator: ", "))\(rest)",
                file: file.source.file, line: first.line,
                solution: "Convert the amounts to \(kept) in the CRM to have them counted"))
    }
}
