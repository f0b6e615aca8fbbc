import Core

/// The lines that a report of Salesforce has below its rows: its name, a copyright, who made it and when.
///
/// Only lines of one cell at the very end are one, and only where one of them names the system; others are ragged rows.
struct ReportFooter {
    private static let marks = ["salesforce.com", "confidential information - do not distribute"]
    private static let maximumLines = 12

    /// The lines of one cell since the last row of another width.
    private var candidates: [Int] = []
    private var isMarked = false
    /// Whether a row of another width, or too many lines of one cell, came before the candidates.
    private var isCutOff = false

    /// Notes a record that has not as many cells as the header.
    mutating func include(_ reader: CSVReader, width: Int, _ text: CellText) {
        guard width >= 3, reader.cells.count == 1, !reader.hasStrayText else { return end() }
        candidates.append(reader.line)
        let cell =
            reader.cells.first.flatMap { text($0) }.map { String(decoding: $0, as: UTF8.self).lowercased() } ?? ""
        if ReportFooter.marks.contains(where: cell.contains) { isMarked = true }
    }

    /// Notes a record that is none of it: what came before is none either.
    mutating func end() {
        isCutOff = true
        guard !candidates.isEmpty else { return }
        candidates.removeAll()
        isMarked = false
    }

    /// Goes on with what the next block of the file found.
    mutating func append(_ next: ReportFooter) {
        if next.isCutOff {
            self = next
        } else {
            candidates += next.candidates
            isMarked = isMarked || next.isMarked
        }
    }

    /// The lines of the footer; empty where there is none.
    var lines: [Int] { isMarked && candidates.count <= ReportFooter.maximumLines ? candidates : [] }

    /// What is told about it; nil where there is none.
    func warning(_ file: String) -> Diagnostic? {
        guard let first = lines.first, let last = lines.last else { return nil }
        return Diagnostic(
            .warning, id: "csv.footer",
            "\(first == last ? "line \(first) is" : "lines \(first) to \(last) are") the footer of a report and no rows",
            file: file, line: first)
    }
}
