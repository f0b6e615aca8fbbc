import Core

/// Which amounts of a table with a currency column count: only those of one currency, ever.
struct AmountCurrency: Sendable {
    /// Texts of the currency column whose amounts are left out.
    private(set) var others: [String] = []
    /// Amounts that are left out.
    private(set) var leftOut = 0
    private(set) var warnings: [Diagnostic] = []

    /// SQL of the currency's text; nil where there is no such column.
    let column: SQL?

    /// Looks at the currencies of the rows that have an amount.
    ///
    /// Throws `Failure(.data)` where they are several, or another one than the portal's, and `configuration` does not say
    /// that the others are left out.
    init(_ source: TableRoles, _ configuration: DataConfiguration, _ database: PostgresDatabase) async throws {
        column = source.roles.columns[.currency].map { source.text($0) }
        guard let column, let amount = source.column(.amount) else { return }
        let found = try await database.query(
            SQL("SELECT ") + column
                + SQL(
                    " AS code, count(\(amount.reference("t"))) AS n FROM \(source.table.qualified) AS t GROUP BY 1 ORDER BY n DESC, 1 LIMIT 200"
                ))
        let values = found.rows.compactMap { row -> (text: String, code: String, count: Int)? in
            guard row.count == 2, let text = row[0].string, let count = row[1].integer, count > 0 else { return nil }
            return (text, Currencies.named(by: text) ?? text.uppercased(), count)
        }
        let kept = configuration.currency?.uppercased()
        guard let wanted = kept ?? values.first?.code else { return }
        let strange = values.filter { !Currencies.fits($0.code, wanted) }
        guard !strange.isEmpty else { return }
        let list = strange.prefix(5).map { "\($0.count) in \($0.code)" }.joined(separator: ", ")
        guard configuration.otherCurrencies == .leaveOut, kept != nil, strange.count < values.count else {
            throw Failure(
                .data,
                Diagnostic(
                    id: "amount.currencies",
                    "amounts are in another currency than \(wanted) (column \(source.column(.currency)?.name ?? "")): \(list)",
                    file: source.table.name,
                    solution:
                        "Convert the amounts to one currency, set `currency:` in broadsheet.yml to that of the data, or "
                        + "leave the others out with `data.other_currencies: leave_out`"))
        }
        others = strange.map(\.text)
        leftOut = strange.reduce(0) { $0 + $1.count }
        warnings.append(
            Diagnostic(
                .warning, id: "amount.left-out",
                "\(leftOut) \(leftOut == 1 ? "amount is" : "amounts are") in another currency than \(wanted) and left out of "
                    + "all sums: \(list)",
                file: source.table.name, solution: "Convert the amounts to \(wanted) in the CRM to have them counted"))
    }

    /// SQL of an amount that is NULL where it is in another currency.
    func kept(_ amount: SQL) -> SQL {
        guard let column, !others.isEmpty else { return amount }
        let marks = Array(repeating: "?", count: others.count).joined(separator: ", ")
        return SQL("CASE WHEN ") + column + SQL(" IN (\(marks)) THEN NULL ELSE ", others.map(Value.text)) + amount
            + SQL(" END")
    }
}
