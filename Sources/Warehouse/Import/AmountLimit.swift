import Core

/// Refuses amounts so large that a sum of them may not fit into a DECIMAL of 38 digits.
enum AmountLimit {
    /// A sum is weighted with probabilities, whose decimals come on top: so many digits stay free.
    private static let spareDigits = 10

    /// Throws `Failure(.data)` where the largest amount times the number of amounts needs too many digits.
    static func check(_ file: PreparedFile, _ session: DuckDBSession) throws {
        guard let index = file[.amount], let format = file.amountFormat(), format.width > 18 else { return }
        // In whole units: the decimals are digits that are taken.
        let free = max(0, 38 - AmountLimit.spareDigits - NumberFormat.maximumFractionDigits)
        let row = try session.execute(
            "SELECT max(abs(amount)), count(amount), arg_max(line, abs(amount)) FROM opportunities"
        ).rows[0]
        guard let largest = row[0].decimal.flatMap({ ExactDecimal($0) }), let count = row[1].integer else { return }
        guard largest.integerDigits + "\(count)".utf8.count > free else { return }
        throw Failure(
            .data,
            Diagnostic(
                id: "amount.too-large",
                "the amounts in column \(file.source.headers[index]) have up to \(largest.integerDigits) digits before the "
                    + "point: their sums cannot be exact",
                file: file.source.file, line: row[2].integer, solution: "Correct the amount on that line"))
    }
}
