import Core
import Foundation
import Warehouse

/// The page on the data: sources, how their columns are read, stages, and what was left out.
extension SiteRenderer {
    /// Rejected rows that the page names one by one.
    private static let longestList = 100

    func renderData() throws {
        let schema = manifest.schema
        let datasets = schema.datasets.map { dataset -> TemplateContext in
            [
                "name": .text(Names.label(dataset.name)), "source": .text(dataset.source),
                "rows": .text(count(dataset.rows)), "rejected": .text(count(dataset.rejectedRows)),
                "hash": .text(String(dataset.sha256.prefix(12))), "columns": .list(dataset.columns.map(columnContext)),
            ]
        }
        let rejected = manifest.quality.rejected.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
        let shown = rejected.prefix(SiteRenderer.longestList).map { row -> TemplateContext in
            [
                "file": .text(fileName(row.file)), "line": .text(count(row.line)),
                "column": .text(row.column ?? "whole row"),
                "reason": .text(row.reason),
            ]
        }
        let warnings = manifest.quality.warnings.sorted().map { warning -> TemplateContext in
            ["text": .text(sentence(warning.message)), "solution": .text(sentence(warning.solution ?? ""))]
        }
        try write(
            SitePath("data/index.html"), title: "Data", description: "Sources, freshness and quality of the data.",
            template: "data",
            [
                "datasets": .list(datasets), "stages": .list(stageContexts), "rejected": .list(Array(shown)),
                "hasRejected": .flag(!rejected.isEmpty), "rejectedCount": .text(count(rejected.count)),
                "isRejectedCut": .flag(rejected.count > shown.count), "rejectedShown": .text(count(shown.count)),
                "warnings": .list(warnings), "hasWarnings": .flag(!warnings.isEmpty),
                "opportunities": .text(count(schema.opportunityCount)), "open": .text(count(schema.openCount)),
                "won": .text(count(schema.wonCount)), "lost": .text(count(schema.lostCount)),
                "newest": .text(schema.newestDate.map(format.day) ?? ""), "gaps": .list(gaps(schema)),
            ])
    }

    /// Stages with their outcome and how many opportunities are in them.
    var stageContexts: [TemplateContext] {
        manifest.schema.stages.map { stage in
            [
                "name": .text(stage.name), "outcome": .text(Names.label(stage.outcome.rawValue)),
                "count": .text(count(stage.count)),
            ]
        }
    }

    func count(_ number: Int) -> String { format.full(.integer(number), .count) }

    private func columnContext(_ column: ColumnUse) -> TemplateContext {
        var range = ""
        if let least = column.least, let greatest = column.greatest {
            let ends = [least, greatest].map { limit($0, type: column.type) }
            range = least == greatest ? ends[0] : ends.joined(separator: " to ")
        }
        let name = column.name.map(Names.label) ?? ""
        let use =
            switch column.use {
            case "role": name
            case "ignored": "Not used"
            case "dimension" where Names.folded(name) != Names.folded(Names.label(column.header)): "Dimension: \(name)"
            default: Names.label(column.use)
            }
        return [
            "header": .text(column.header), "use": .text(use),
            "type": .text(column.type),
            "distinct": .text(count(column.distinctCount)), "empty": .text(count(column.emptyCount)),
            "range": .text(range),
        ]
    }

    /// The smallest or largest value of a column, in the portal's own way of writing dates and numbers.
    private func limit(_ text: String, type: String) -> String {
        if let date = CalendarDate(iso: text) { return format.day(date) }
        guard let number = Decimal(string: text, locale: nil) else { return text }
        return format.full(.decimal(number), type == "percent" ? .percent : .count)
    }

    /// What is missing from some rows, one sentence each.
    private func gaps(_ schema: Schema) -> [TemplateContext] {
        let counts = [
            (schema.openWithoutAmount, "open"), (schema.wonWithoutAmount, "won"), (schema.lostWithoutAmount, "lost"),
        ]
        return counts.filter { $0.0 > 0 }.map { number, name in
            let noun = number == 1 ? "opportunity has" : "opportunities have"
            return ["text": .text("\(count(number)) \(name) \(noun) no amount or zero.")]
        }
    }

    /// A diagnostic as a sentence of the page: a capital first, no marks of code.
    private func sentence(_ message: String) -> String {
        message.prefix(1).uppercased() + message.dropFirst().replacing("`", with: "")
    }

    /// No folder of the machine that built the site is published.
    private func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
