import Core

/// Refuses amounts in several currencies, or in another one than the portal's, unless they are to be left out.
struct CurrencyCheck {
    /// A currency that a column names.
    private struct Named {
        var currency: FoundCurrency
        var header: String
    }

    /// Throws `Failure(.data)` with how many rows are in which currency.
    static func run(_ file: PreparedFile, _ configuration: DataConfiguration) throws(Failure) {
        guard file.kind == .opportunities, file.keptCurrency == nil else { return }
        let found = currencies(of: file)
        for (index, later) in found.enumerated() {
            guard found[..<index].contains(where: { contradict($0, later) }) else { continue }
            throw Failure(
                .data,
                Diagnostic(
                    id: "amount.currencies",
                    "the amounts are in several currencies: \(found.map(place).joined(separator: ", "))",
                    file: file.source.file, line: later.currency.line, solution: advice(file)))
        }
        guard let configured = configuration.currency?.uppercased(),
            let other = found.first(where: {
                $0.currency.isKnown && !Currencies.fits($0.currency.code, configured)
            })
        else { return }
        throw Failure(
            .data,
            Diagnostic(
                id: "amount.currency",
                "the data is in \(other.currency.code) (column \(other.header)) and the portal in \(configured)",
                file: file.source.file, line: other.currency.line,
                solution: "Set `currency:` in broadsheet.yml to that of the data, or convert the amounts"))
    }

    /// What the amounts, their headers and the currency column name, the most frequent first within a column.
    private static func currencies(of file: PreparedFile) -> [Named] {
        var found: [Named] = []
        let headers = file.source.headers
        for (meaning, _) in StagedOpportunities.amounts {
            guard let index = file.roles.columns[meaning], let evidence = file.profile.columns[index].numbers else {
                continue
            }
            if let code = ColumnNames.currency(of: headers[index]) {
                let line = file.source.headerLine
                let rows = evidence.extent(evidence.decimalMark.mark).count
                found.append(Named(currency: FoundCurrency(code: code, line: line, rows: rows), header: headers[index]))
            }
            found += sorted(evidence.currencies).map { Named(currency: $0, header: headers[index]) }
        }
        if let index = file.roles.columns[.currency] {
            found += sorted(file.profile.columns[index].currencies).map { Named(currency: $0, header: headers[index]) }
        }
        return found
    }

    private static func sorted(_ currencies: [FoundCurrency]) -> [FoundCurrency] {
        currencies.sorted { ($1.rows, $0.line) < ($0.rows, $1.line) }
    }

    /// Whether they are of two currencies; a name such as `Yuan` contradicts only another one of its own column.
    private static func contradict(_ left: Named, _ right: Named) -> Bool {
        guard left.header == right.header || (left.currency.isKnown && right.currency.isKnown) else { return false }
        return !Currencies.fits(left.currency.code, right.currency.code)
    }

    private static func place(_ found: Named) -> String {
        let (code, rows) = (found.currency.code, found.currency.rows)
        return "\(code) on \(rows) \(rows == 1 ? "row" : "rows"), first on line \(found.currency.line) "
            + "(column \(found.header))"
    }

    private static func advice(_ file: PreparedFile) -> String {
        let converted = file.source.headers.first { header in
            ColumnNames.isConverted(header) && !ColumnNames.folded(header).hasSuffix("currency")
                || ColumnNames.folded(header).hasSuffix("companycurrency")
        }
        let column = converted.map { "take the converted amounts, `\(file.key).columns: {amount: \"\($0)\"}`; " } ?? ""
        return "In broadsheet.yml \(column)set `data.other_currencies: leave_out` to leave out the amounts in another "
            + "currency than `currency:`; or export the deals of one currency"
    }
}
