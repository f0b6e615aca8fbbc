import Core

/// Looks at the columns of numbers of a file before they are converted: currencies, separators, units.
struct NumberCheck {
    private let file: PreparedFile
    private(set) var warnings: [Diagnostic] = []

    init(_ file: PreparedFile) { self.file = file }

    /// Checks the columns; `currency` is the portal's, nil where it is not to be compared.
    mutating func run(_ columns: [Int], currency: String?) throws(Failure) {
        for index in columns {
            guard let evidence = file.profile.columns[index].numbers else { continue }
            try checkMark(index, evidence)
            checkUnit(index, evidence)
        }
        try checkCurrencies(configured: currency?.uppercased())
    }

    private mutating func checkMark(_ index: Int, _ evidence: NumberEvidence) throws(Failure) {
        let header = file.source.headers[index]
        let (mark, isGuess) = evidence.decimalMark
        if let doubt = evidence.doubtfulMark {
            throw Failure(
                .data,
                Diagnostic(
                    id: "number.doubtful-separator",
                    "column \(header) is not clear: by line \(doubt.decisive) its decimals follow a "
                        + "\(mark == .point ? "point" : "comma"), but then the amounts like that on line \(doubt.ambiguous) "
                        + "would be a thousandth of what they seem to be",
                    file: file.source.name, line: min(doubt.decisive, doubt.ambiguous),
                    solution: "Write all amounts with one kind of separator, such as 1234.50"))
        }
        if let mixed = evidence.mixedSeparators {
            throw Failure(
                .data,
                Diagnostic(
                    id: "number.doubtful-separator",
                    "column \(header) is not clear: three digits follow a comma on line \(mixed.comma) and a point on line "
                        + "\(mixed.point), and no amount says which of them separates decimals",
                    file: file.source.name, line: min(mixed.comma, mixed.point),
                    solution: "Write all amounts with one kind of separator, such as 1234.50"))
        }
        if isGuess {
            warnings.append(
                Diagnostic(
                    .warning, id: "number.separator",
                    "the \(mark == .point ? "comma" : "point") in column \(header) is read as a separator of thousands: "
                        + "three digits follow it everywhere",
                    file: file.source.name, solution: "Write the amounts with two decimals where it separates decimals")
            )
        } else if evidence.ambiguous > 0 {
            let count = evidence.ambiguous
            warnings.append(
                Diagnostic(
                    .warning, id: "number.separator",
                    "\(count) \(count == 1 ? "cell" : "cells") of column \(header) could be read in two ways; as in the other "
                        + "cells, the \(mark == .point ? "point" : "comma") is taken for the decimal mark",
                    file: file.source.name, line: evidence.firstAmbiguousComma ?? evidence.firstAmbiguousPoint,
                    solution: "Write all amounts with one kind of separator where that is wrong"))
        }
    }

    private mutating func checkUnit(_ index: Int, _ evidence: NumberEvidence) {
        let extent = evidence.extent(evidence.decimalMark.mark)
        guard index == file[.probability], file.probabilityFormat?.quantity == .percent, extent.properFractions > 0
        else { return }
        warnings.append(
            Diagnostic(
                .warning, id: "probability.percent",
                "column \(file.source.headers[index]) is read as percentages; \(extent.properFractions) of its values are "
                    + "below 1 %",
                file: file.source.name, solution: "Write all probabilities as percentages, or all as fractions"))
    }

    /// The amounts and the currency column name one currency, and that of the portal.
    private func checkCurrencies(configured: String?) throws(Failure) {
        var found: [(currency: FoundCurrency, header: String)] = []
        if let index = file[.amount], let evidence = file.profile.columns[index].numbers {
            found += evidence.currencies.map { ($0, file.source.headers[index]) }
        }
        if let index = file.roles.columns[.currency] {
            let values = file.profile.columns[index].currencies
            found += values.map { ($0, file.source.headers[index]) }
        }
        for (index, later) in found.enumerated() {
            for earlier in found[..<index] where contradict(earlier, later) {
                throw Failure(
                    .data,
                    Diagnostic(
                        id: "amount.currencies",
                        "the amounts are in several currencies: \(place(earlier)), \(place(later))",
                        file: file.source.name, line: later.currency.line,
                        solution: "Convert the amounts to one currency, or export the deals of one currency"))
            }
        }
        guard let configured,
            let other = found.first(where: {
                $0.currency.isKnown && !Currencies.fits($0.currency.code, configured)
            })
        else { return }
        throw Failure(
            .data,
            Diagnostic(
                id: "amount.currency",
                "the data is in \(other.currency.code) (column \(other.header)) and the portal in \(configured)",
                file: file.source.name, line: other.currency.line,
                solution: "Set `currency:` in broadsheet.yml to that of the data, or convert the amounts"))
    }

    /// Whether they are of two currencies; a name such as `Yuan` contradicts only another one of its own column.
    private func contradict(
        _ left: (currency: FoundCurrency, header: String), _ right: (currency: FoundCurrency, header: String)
    ) -> Bool {
        guard left.header == right.header || (left.currency.isKnown && right.currency.isKnown) else { return false }
        return !Currencies.fits(left.currency.code, right.currency.code)
    }

    private func place(_ found: (currency: FoundCurrency, header: String)) -> String {
        "\(found.currency.code) on line \(found.currency.line) (column \(found.header))"
    }
}
