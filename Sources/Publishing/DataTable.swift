import Analyst
import Analytics
import Core
import Foundation

/// Rows of evidence as a table: for the page, for Markdown and for a spreadsheet.
struct DataTable {
    let caption: String
    let columns: [ResultColumn]
    let rows: [[String: Value]]
    /// Rows before any limit; nil where the table is not a function's result.
    let totalRowCount: Int?
    let format: FigureFormat

    /// Rows that a page shows at most; the CSV file has all of them.
    static let longest = 200

    init(call: Answer.Call, caption: String, format: FigureFormat) {
        self.caption = caption
        columns = call.columns
        rows = call.response
        totalRowCount = call.totalRowCount
        self.format = format
    }

    /// The rows that a chart draws, with its own columns only.
    init(visualization: Answer.Visualization, columns: [ResultColumn], format: FigureFormat) {
        caption = visualization.title
        self.columns = ([visualization.x] + [visualization.series].compactMap(\.self) + visualization.y).map { name in
            columns.first { $0.name == name }
                ?? ResultColumn(name, Names.label(name), visualization.y.contains(name) ? visualization.format : .text)
        }
        rows = visualization.data
        totalRowCount = nil
        self.format = format
    }

    /// A table in a region of its own, which scrolls sideways on a narrow screen and can be reached by keyboard.
    ///
    /// One with many columns is marked so that a wide page can give it more room than a column of text has.
    var html: String {
        let width = columns.count > 5 ? "table broad" : "table"
        let name = Escape.attribute(caption)
        var out = "<div class=\"\(width)\" role=\"region\" tabindex=\"0\" aria-label=\"\(name)\">\n<table>\n"
        out += "<caption>\(Escape.text(caption))</caption>\n<thead><tr>"
        for column in columns { out += "<th scope=\"col\"\(headerClass(column))>\(Escape.text(column.label))</th>" }
        out += "</tr></thead>\n<tbody>\n"
        let cells = columns.map { texts($0) }
        let classes = zip(columns, cells).map { cellClass($0, $1) }
        for row in rows.prefix(DataTable.longest).indices {
            out += "<tr>"
            for column in columns.indices {
                let text = Escape.text(cells[column][row])
                out +=
                    column == 0
                    ? "<th scope=\"row\"\(classes[column])>\(text)</th>" : "<td\(classes[column])>\(text)</td>"
            }
            out += "</tr>\n"
        }
        out += "</tbody>\n</table>\n</div>\n"
        if let rowCountLine { out += "<p class=\"rows\">\(Escape.text(rowCountLine))</p>\n" }
        return out
    }

    /// A pipe table as GitHub and most readers of Markdown know it.
    var markdown: String {
        var out = "| " + columns.map { Escape.markdown($0.label) }.joined(separator: " | ") + " |\n"
        out += "|" + columns.map { isNumeric($0) ? "---:|" : ":---|" }.joined() + "\n"
        let cells = columns.map { texts($0) }
        for row in rows.prefix(DataTable.longest).indices {
            out += "| " + cells.map { Escape.markdown($0[row]) }.joined(separator: " | ") + " |\n"
        }
        return out
    }

    /// `5 of 143 rows`; nil where the table is not a function's result.
    var rowCountLine: String? {
        guard let totalRowCount else { return nil }
        func count(_ number: Int) -> String { format.full(.integer(number), .count) }
        let shown = min(rows.count, DataTable.longest)
        if shown == totalRowCount { return shown == 1 ? "1 row" : "All \(count(shown)) rows" }
        return "\(count(shown)) of \(count(totalRowCount)) rows"
    }

    /// All rows, raw numbers, labels as header (RFC 4180, CRLF).
    var csv: String {
        var out = columns.map { Escape.csvText($0.label) }.joined(separator: ",") + "\r\n"
        for row in rows {
            out += columns.map { DataTable.cell(row[$0.name] ?? .null) }.joined(separator: ",") + "\r\n"
        }
        return out
    }

    private static func cell(_ value: Value) -> String {
        switch value {
        case .null: ""
        case .text(let text): Escape.csvText(text)
        case .integer(let number): String(number)
        case .decimal, .number: value.decimal?.description ?? ""
        case .date(let date): date.description
        case .boolean(let flag): flag ? "true" : "false"
        }
    }

    private func isNumeric(_ column: ResultColumn) -> Bool {
        switch column.unit {
        case .currency, .percent, .count, .days: true
        case .date, .text: false
        }
    }

    /// The cells of a column as a reader sees them: where one amount has cents, all have, so that digits line up.
    private func texts(_ column: ResultColumn) -> [String] {
        let values = rows.prefix(DataTable.longest).map { $0[column.name] ?? .null }
        let hasCents = values.contains(where: FigureFormat.hasCents)
        return values.map { format.full($0, column.unit, hasCents: hasCents) }
    }

    private func headerClass(_ column: ResultColumn) -> String { isNumeric(column) ? " class=\"number\"" : "" }

    /// Figures stand flush right; dates, months and codes stay on one line, while names may wrap.
    private func cellClass(_ column: ResultColumn, _ cells: [String]) -> String {
        if isNumeric(column) { return " class=\"number\"" }
        return column.unit == .date || cells.allSatisfy { $0.utf8.count <= 12 } ? " class=\"short\"" : ""
    }
}
