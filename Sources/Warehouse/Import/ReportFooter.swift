import Core

/// The lines that a report of Salesforce has below its rows: its name, a copyright, who made it and when.
///
/// Only lines of one cell at the very end are one, and only where one of them names the system; others are ragged rows.
struct ReportFooter {
    private static let marks = ["salesforce.com", "confidential information - do not distribute"]
    private static let maximumLines = 12

    /// The lines of one cell since the last row of another width.
    private(set) var lines: [Int] = []
    private var isMarked = false

    /// Whether the record may belong to it; where it does not, the lines before it are ragged rows.
    mutating func include(_ reader: CSVReader, width: Int, _ text: CellText) -> Bool {
        guard width >= 3, reader.cells.count == 1, !reader.hasStrayText, lines.count < ReportFooter.maximumLines else {
            return false
        }
        lines.append(reader.line)
        let cell =
            reader.cells.first.flatMap { text($0) }.map { String(decoding: $0, as: UTF8.self).lowercased() } ?? ""
        if ReportFooter.marks.contains(where: cell.contains) { isMarked = true }
        return true
    }

    /// Takes the lines out, as ragged rows.
    mutating func takeLines() -> [Int] {
        defer { (lines, isMarked) = ([], false) }
        return lines
    }

    /// The lines at the end of a file that are no footer after all.
    var raggedLines: [Int] { isMarked ? [] : lines }

    /// What is told about it; nil where there is none.
    func warning(_ file: String) -> Diagnostic? {
        guard isMarked, let first = lines.first, let last = lines.last else { return nil }
        return Diagnostic(
            .warning, id: "csv.footer",
            "\(first == last ? "line \(first) is" : "lines \(first) to \(last) are") the footer of a report and no rows",
            file: file, line: first)
    }
}
