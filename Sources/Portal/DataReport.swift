import Core
package import Foundation
package import Warehouse

/// What became of the data's columns and rows: `broadsheet data`.
package struct DataReport: Sendable {
    private struct Document: Encodable {
        let schema: Schema
        let quality: QualityReport
    }

    private let schema: Schema
    private let quality: QualityReport

    package init(_ warehouse: Warehouse) { self.init(schema: warehouse.schema, quality: warehouse.quality) }

    package init(schema: Schema, quality: QualityReport) {
        self.schema = schema
        self.quality = quality
    }

    /// Schema and quality report, keys sorted.
    package var json: Data { get throws { try CanonicalJSON.pretty(Document(schema: schema, quality: quality)) } }

    /// For a terminal; safe to print on one.
    package var text: String {
        var blocks = schema.datasets.map(dataset)
        blocks.append(stages)
        blocks.append(dimensions)
        if !quality.rejected.isEmpty { blocks.append(rejected) }
        if !quality.warnings.isEmpty {
            blocks.append((["Warnings"] + quality.warnings.sorted().map { "  \($0)" }).joined(separator: "\n"))
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private func dataset(_ dataset: DatasetSummary) -> String {
        let title =
            "\(Escape.terminal(dataset.name)): \(Escape.terminal(dataset.source)), \(dataset.rows) rows"
            + (dataset.rejectedRows > 0 ? ", \(dataset.rejectedRows) rejected" : "")
        let rows = dataset.columns.map { column in
            [
                column.header, column.use + (column.name.map { " " + $0 } ?? ""), column.type,
                "\(column.distinctCount)",
                "\(column.emptyCount)", [column.least, column.greatest].compactMap(\.self).joined(separator: " … "),
            ]
        }
        return title + "\n" + DataReport.table(["Column", "Use", "Type", "Distinct", "Empty", "Range"], rows)
    }

    private var stages: String {
        let rows = schema.stages.map { [$0.name, $0.outcome.rawValue, "\($0.count)"] }
        return "Stages\n" + DataReport.table(["Stage", "Outcome", "Deals"], rows)
    }

    private var dimensions: String {
        let rows = schema.dimensions.map { dimension in
            [
                dimension.id, dimension.label, dimension.dataset, "\(dimension.distinctCount)",
                dimension.values.prefix(4).joined(separator: ", ") + (dimension.values.count > 4 ? ", …" : ""),
            ]
        }
        return "Dimensions\n" + DataReport.table(["Name", "Label", "From", "Values", "Such as"], rows)
    }

    private var rejected: String {
        var lines = ["Rejected rows"]
        lines += quality.rejected.map { row in
            "  \(Escape.terminal(row.file)):\(row.line): \(row.column.map { Escape.terminal($0) + ": " } ?? "")\(Escape.terminal(row.reason))"
        }
        // A file whose every row is broken lists its first rows only.
        let rest = schema.datasets.reduce(0) { $0 + $1.rejectedRows } - quality.rejected.count
        if rest > 0 { lines.append("  and \(rest) more") }
        return lines.joined(separator: "\n")
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> String {
        let cells = ([header] + rows).map { row in
            row.map { cell in
                let safe = Escape.terminal(cell)
                return safe.count <= 60 ? safe : safe.prefix(59) + "…"
            }
        }
        let widths = header.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.map { row in
            var line =
                "  "
                + row.enumerated().map { index, cell in
                    cell + String(repeating: " ", count: widths[index] - cell.count)
                }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
