import Analytics
import Core
import Foundation

/// Holds what the product answered against what the oracle expects.
enum OracleComparison {
    /// What differs, one line each; empty where all agrees.
    static func differences(_ expected: OracleAnswer, _ actual: Result<FunctionResult, any Error>) -> [String] {
        switch (expected, actual) {
        case (.open, .success): return []
        case (.open, .failure(let error)): return error is CatalogueError ? [] : ["failed: \(error)"]
        case (.refused(let kinds), .success):
            return ["expected a refusal (\(kinds.map(\.rawValue).joined(separator: " or "))), was answered"]
        case (.refused(let kinds), .failure(let error)):
            let kind = refusal(error)
            return kind.map(kinds.contains) ?? false
                ? [] : ["expected \(kinds.map(\.rawValue).joined(separator: " or ")), was \(error)"]
        case (.table, .failure(let error)): return ["expected an answer, was \(error)"]
        case (.table(let table), .success(let result)): return differences(table, result)
        }
    }

    private static func refusal(_ error: any Error) -> OracleAnswer.Refusal? {
        switch error as? CatalogueError {
        case .missingData: .missingData
        case .noFigure: .noFigure
        case .invalidArgument: .invalidArgument
        case .unknownFunction, nil: nil
        }
    }

    private static func differences(_ table: OracleTable, _ result: FunctionResult) -> [String] {
        var lines: [String] = []
        let expected = table.columns.map { "\($0.name) \($0.unit)" }
        let actual = result.columns.map { "\($0.name) \($0.unit)" }
        if expected != actual { return ["columns \(actual), expected \(expected)"] }
        if table.rowCount != result.totalRowCount {
            lines.append("totalRowCount \(result.totalRowCount), expected \(table.rowCount)")
        }
        if result.truncated { lines.append("truncated") }
        if table.rows.count != result.rows.count {
            lines.append("\(result.rows.count) rows, expected \(table.rows.count)")
        }
        for (place, (row, given)) in zip(table.rows, result.rows).enumerated() {
            guard row.count == given.count else {
                lines.append("row \(place) has \(given.count) cells")
                continue
            }
            for (column, (cell, value)) in zip(table.columns, zip(row, given))
            where !agree(cell, value)
                && !OracleKnownDifference.covers(result.function, column.name, expected: cell, actual: value.double)
            {
                lines.append("row \(place) \(column.name): \(value), expected \(cell)")
            }
        }
        for (name, text) in table.ran where result.arguments[name]?.string != text {
            lines.append("argument \(name) \(String(describing: result.arguments[name])), expected \(text)")
        }
        if result.totals.contains(where: { $0.name == "without_amount" }), !result.notes.contains(where: isAboutAmounts)
        {
            lines.append("no note about deals without an amount")
        }
        for total in table.totals
        where !result.totals.contains(where: { $0.name == total.name })
            && !OracleKnownDifference.covers(result.function, total.name, expected: total.value, actual: nil)
        {
            lines.append("no total \(total.name), expected \(total.value)")
        }
        for total in result.totals {
            guard let own = table.totals.first(where: { $0.name == total.name }) else {
                lines.append("unexpected total \(total.name) \(total.value)")
                continue
            }
            let isKnown = OracleKnownDifference.covers(
                result.function, total.name, expected: own.value, actual: total.value.double)
            if !agree(own.value, total.value), !isKnown {
                lines.append("total \(total.name): \(total.value), expected \(own.value)")
            }
        }
        return lines
    }

    private static func isAboutAmounts(_ note: String) -> Bool { note.contains("amount") }

    /// Exactly for counts and sums; for quotients up to the last digits that the order of operations leaves open.
    static func agree(_ cell: OracleValue, _ value: Value) -> Bool {
        switch (cell, value) {
        case (.none, .null): true
        case (.text(let text), .text(let other)): Array(text.utf8) == Array(other.utf8)
        case (.count(let count), .integer(let other)): count == other
        case (.count(let count), .decimal(let other)): Decimal(count) == other
        case (.exact(let millionths), .integer(let other)): millionths == Int128(other) * 1_000_000
        case (.exact(let millionths), .decimal(let other)):
            Decimal(string: "\(millionths)").map { $0 == other * 1_000_000 } ?? false
        case (.day(let day), .date(let other)): day.number == other.daysSinceEpoch
        case (.number(let number), .number), (.number(let number), .decimal), (.number(let number), .integer):
            value.double.map { abs($0 - number) <= 1e-12 * max(abs(number), abs($0)) } ?? false
        default: false
        }
    }
}
