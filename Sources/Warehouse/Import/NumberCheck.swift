import Core

/// Looks at the columns of numbers of a file before they are converted: currencies, separators, units.
struct NumberCheck {
    private let file: PreparedFile
    private let configuration: DataConfiguration
    private(set) var warnings: [Diagnostic] = []

    init(_ file: PreparedFile, _ configuration: DataConfiguration) {
        self.file = file
        self.configuration = configuration
    }

    /// Checks the columns, and the currencies of the amounts.
    mutating func run(_ columns: [Int]) throws(Failure) {
        for index in columns {
            guard let evidence = file.profile.columns[index].numbers else { continue }
            try checkMark(index, evidence)
            checkUnit(index, evidence)
        }
        try CurrencyCheck.run(file, configuration)
    }

    private mutating func checkMark(_ index: Int, _ evidence: NumberEvidence) throws(Failure) {
        let header = file.source.headers[index]
        let (mark, isGuess) = evidence.decimalMark(configuration.numberFormat)
        if configuration.numberFormat == nil { try refuseDoubt(header, evidence, mark) }
        if isGuess {
            let other: DataConfiguration.NumberStyle = mark == .point ? .decimalComma : .decimalPoint
            warnings.append(
                Diagnostic(
                    .warning, id: "number.separator",
                    "the \(mark == .point ? "comma" : "point") in column \(header) is read as a separator of thousands: "
                        + "three digits follow it everywhere",
                    file: file.source.file,
                    solution:
                        "Set `data.number_format: \"\(other.rawValue)\"` in broadsheet.yml where it separates decimals")
            )
        } else if evidence.ambiguous > 0, configuration.numberFormat?.mark != mark {
            let count = evidence.ambiguous
            warnings.append(
                Diagnostic(
                    .warning, id: "number.separator",
                    "\(count) \(count == 1 ? "cell" : "cells") of column \(header) could be read in two ways; as in the other "
                        + "cells, the \(mark == .point ? "point" : "comma") is taken for the decimal mark",
                    file: file.source.file, line: evidence.firstAmbiguousComma ?? evidence.firstAmbiguousPoint,
                    solution: NumberCheck.advice))
        }
    }

    private static let advice =
        "Set `data.number_format: \"1,234.56\"` or `\"1.234,56\"` in broadsheet.yml, or write all amounts with one kind of "
        + "separator, such as 1234.50"

    /// Refuses a column in which the decimal mark is anybody's guess.
    private func refuseDoubt(_ header: String, _ evidence: NumberEvidence, _ mark: DecimalMark) throws(Failure) {
        if let doubt = evidence.doubtfulMark {
            throw Failure(
                .data,
                Diagnostic(
                    id: "number.doubtful-separator",
                    "column \(header) is not clear: by line \(doubt.decisive) its decimals follow a "
                        + "\(mark == .point ? "point" : "comma"), but then the amounts like that on line \(doubt.ambiguous) "
                        + "would be a thousandth of what they seem to be",
                    file: file.source.file, line: min(doubt.decisive, doubt.ambiguous),
                    solution: NumberCheck.advice))
        }
        if let mixed = evidence.mixedSeparators {
            throw Failure(
                .data,
                Diagnostic(
                    id: "number.doubtful-separator",
                    "column \(header) is not clear: three digits follow a comma on line \(mixed.comma) and a point on line "
                        + "\(mixed.point), and no amount says which of them separates decimals",
                    file: file.source.file, line: min(mixed.comma, mixed.point),
                    solution: NumberCheck.advice))
        }
    }

    private mutating func checkUnit(_ index: Int, _ evidence: NumberEvidence) {
        let extent = evidence.extent(evidence.decimalMark(configuration.numberFormat).mark)
        guard index == file[.probability], file.probabilityFormat?.quantity == .percent, extent.properFractions > 0
        else { return }
        warnings.append(
            Diagnostic(
                .warning, id: "probability.percent",
                "column \(file.source.headers[index]) is read as percentages; \(extent.properFractions) of its values are "
                    + "below 1 %",
                file: file.source.file, solution: "Write all probabilities as percentages, or all as fractions"))
    }
}
