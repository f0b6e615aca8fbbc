import Core
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
            range = least == greatest ? least : "\(least) – \(greatest)"
        }
        let use = column.use == "ignored" ? "not used" : column.use
        return [
            "header": .text(column.header), "use": .text(column.name.map { "\(use): \($0)" } ?? use),
            "type": .text(column.type),
            "distinct": .text(count(column.distinctCount)), "empty": .text(count(column.emptyCount)),
            "range": .text(range),
        ]
    }

    /// What is missing from some rows, one sentence each.
    private func gaps(_ schema: Schema) -> [TemplateContext] {
        let counts = [
            (schema.openWithoutAmount, "open"), (schema.wonWithoutAmount, "won"), (schema.lostWithoutAmount, "lost"),
        ]
        return counts.filter { $0.0 > 0 }.map { number, name in
            let noun = number == 1 ? "opportunity has" : "opportunities have"
            return ["text": .text("\(count(number)) \(name) \(noun) no amount.")]
        }
    }

    /// A diagnostic as a sentence of the page: a capital first, no marks of code.
    private func sentence(_ message: String) -> String {
        message.prefix(1).uppercased() + message.dropFirst().replacing("`", with: "")
    }

    /// No folder of the machine that built the site is published.
    private func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
