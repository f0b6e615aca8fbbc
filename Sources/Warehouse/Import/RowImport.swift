import Core
import Foundation

/// What became of the rows of a file.
struct RowImport {
    /// Rejected rows that are listed one by one; more of them are only counted.
    static let listedRejections = 100_000

    private(set) var accepted = 0
    private(set) var rejectedCount = 0
    private(set) var rejected: [QualityReport.RejectedRow] = []
    private(set) var footer = ReportFooter()
    /// Whether the key of the rows that were accepted rises from row to row.
    private(set) var keys = RisingKeys()

    /// Adds the rows of the next block.
    mutating func add(_ block: BlockConverter, _ source: SourceFile) {
        footer.append(block.footer)
        keys.append(block.keys)
        accepted += block.accepted
        rejectedCount += block.rejectedCount
        for row in block.rejected.prefix(max(0, RowImport.listedRejections - rejected.count)) {
            rejected.append(
                .init(
                    file: source.name, line: row.line, column: row.column.map { source.headers[$0] },
                    reason: row.reason))
        }
    }

    /// Takes the footer of a report out of the rejected rows, when all blocks are there.
    mutating func finish() {
        let lines = Set(footer.lines)
        guard !lines.isEmpty else { return }
        rejected.removeAll { lines.contains($0.line) && $0.column == nil }
        rejectedCount -= lines.count
    }

    /// Rejects a row that had been accepted, for what the other rows say.
    mutating func reject(_ row: QualityReport.RejectedRow) {
        accepted -= 1
        rejectedCount += 1
        if rejected.count < RowImport.listedRejections { rejected.append(row) }
    }

    /// Throws where more of the rows are rejected than the configuration allows.
    func check(maximumShare: Double, file: String) throws(Failure) {
        let total = accepted + rejectedCount
        guard rejectedCount > 0, Double(rejectedCount) > maximumShare * Double(total) else { return }
        let lines = rejected.sorted { $0.line < $1.line }.prefix(5).map { row in
            Diagnostic(
                id: "rows.rejected", (row.column.map { "column \($0): " } ?? "") + row.reason, file: file,
                line: row.line)
        }
        let limit = (maximumShare * 100).formatted(.number.locale(Locale(identifier: "en_US_POSIX")))
        throw Failure(
            .data,
            [
                Diagnostic(
                    id: "rows.too-many-rejected",
                    "\(rejectedCount) of \(total) rows cannot be read, more than the \(limit) % that are allowed",
                    file: file,
                    solution: "Correct the lines listed, or raise `data.max_rejected` in broadsheet.yml")
            ] + lines)
    }
}
