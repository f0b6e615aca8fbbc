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
        self.columns = ([visualization.x] + visualization.y).map { name in
            columns.first { $0.name == name }
                ?? ResultColumn(name, Names.label(name), name == visualization.x ? .text : visualization.format)
        }
        rows = visualization.data
        totalRowCount = nil
        self.format = format
    }

    /// A table in a region of its own, which scrolls sideways on a narrow screen and can be reached by keyboard.
    var html: String {
        var out =
            "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"\(Escape.attribute(caption))\">\n<table>\n"
        out += "<caption>\(Escape.text(caption))</caption>\n<thead><tr>"
        for column in columns { out += "<th scope=\"col\"\(numeric(column))>\(Escape.text(column.label))</th>" }
        out += "</tr></thead>\n<tbody>\n"
        for row in rows.prefix(DataTable.longest) {
            out += "<tr>"
            for (index, column) in columns.enumerated() {
                let text = Escape.text(format.full(row[column.name] ?? .null, column.unit))
                out +=
                    index == 0
                    ? "<th scope=\"row\"\(numeric(column))>\(text)</th>" : "<td\(numeric(column))>\(text)</td>"
            }
            out += "</tr>\n"
        }
        out += "</tbody>\n</table>\n</div>\n"
        if let rowCountLine { out += "<p class=\"rows\">\(Escape.text(rowCountLine))</p>\n" }
        return out
    }

    /// A pipe table as GitHub and most readers of Markdown know it.
    var markdown: String {
        var out = "| " + columns.map { MarkdownText.escaped($0.label) }.joined(separator: " | ") + " |\n"
        out += "|" + columns.map { isNumeric($0) ? "---:|" : ":---|" }.joined() + "\n"
        for row in rows.prefix(DataTable.longest) {
            let cells = columns.map { MarkdownText.escaped(format.full(row[$0.name] ?? .null, $0.unit)) }
            out += "| " + cells.joined(separator: " | ") + " |\n"
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

    private func numeric(_ column: ResultColumn) -> String { isNumeric(column) ? " class=\"number\"" : "" }
}
