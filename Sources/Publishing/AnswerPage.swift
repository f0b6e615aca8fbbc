import Analyst
import Analytics
import Core
import Foundation

/// The page of one answer: prose, figures, charts, evidence, and the files that hold the same.
extension SiteRenderer {
    func renderAnswer(at index: Int) throws {
        let brief = briefs[index]
        let (entry, page) = (brief.entry, brief.page)
        let answer = entry.answer
        let prose = try AnswerProse(entry, page: page, format: format, isDrawn: true)
        let known = Set(answer.figures.map(\.id))
        let tiles = answer.keyMetrics.map { metric in
            MetricTile(metric: metric, format: format).context(href: known.contains(metric.id) ? "#" + metric.id : "")
        }
        let files = try AnswerTwins(entry: entry, format: format).files()
        let folder = page.path.dropLast("index.html".count)
        for file in files { try stage.add(SitePath(folder + file.name), file.bytes) }

        func neighbour(_ offset: Int) -> TemplateValue {
            let other = index + offset
            guard briefs.indices.contains(other), briefs[other].entry.section.slug == entry.section.slug else {
                return .list([])
            }
            return .list([["label": .text(briefs[other].headline), "href": .text(page.link(to: briefs[other].page))]])
        }
        let section = SitePath("sections/\(entry.section.slug)/index.html")
        var context: TemplateContext = [
            "headline": .text(brief.headline), "section": .text(entry.section.title),
            "sectionHref": .text(page.link(to: section)), "status": .text(SiteRenderer.statusWords(answer.status)),
            "prose": .html(prose.html), "tiles": .list(tiles), "hasTiles": .flag(!tiles.isEmpty),
            "warnings": .list(answer.warnings.map { ["text": .text($0)] }),
            "hasWarnings": .flag(!answer.warnings.isEmpty),
            "isEdited": .flag(entry.isEdited), "previous": neighbour(-1), "next": neighbour(1),
            "suggestions": .list(suggestions(of: answer, on: page)),
            "hasSuggestions": .flag(!answer.suggestions.isEmpty),
            "downloads": .list(
                files.map { ["label": .text(SiteRenderer.downloadLabel($0.name)), "href": .text($0.name)] }),
        ]
        context.merge(evidence(of: answer, tabulated: prose.tabulated)) { _, new in new }
        try write(page, title: brief.headline, description: brief.ledeText, template: "answer", context)
    }

    /// Empty for an answered question.
    static func statusWords(_ status: Answer.Status) -> String {
        switch status {
        case .answered: ""
        case .needsClarification: "Needs clarification"
        case .unanswerable: "Not answered"
        case .failed: "Failed"
        }
    }

    private static func downloadLabel(_ name: String) -> String {
        switch name {
        case "index.md": "Markdown"
        case "index.json": "JSON with all evidence"
        case "index.csv": "CSV"
        default: "CSV of call " + name.dropFirst("index-".count).dropLast(".csv".count)
        }
    }

    /// Suggested questions; those that the edition answers become links.
    private func suggestions(of answer: Answer, on page: SitePath) -> [TemplateContext] {
        answer.suggestions.map { suggestion in
            let target = pagesByQuestion[Names.folded(suggestion)].flatMap { $0 == page ? nil : page.link(to: $0) }
            return ["text": .text(suggestion), "href": .text(target ?? "")]
        }
    }

    /// - Parameter tabulated: calls whose rows the prose shows already.
    private func evidence(of answer: Answer, tabulated: Set<Int>) -> TemplateContext {
        let words = FigureInWords(answer: answer, format: format)
        let figures = answer.figures.map { figure -> TemplateContext in
            let function = figure.call.flatMap { index in
                answer.functionsExecuted.indices.contains(index) ? answer.functionsExecuted[index].function : nil
            }
            let full = words.full(figure)
            return [
                "id": .text(figure.id), "text": .text(figure.text), "full": .text(full),
                "isSame": .flag(full == figure.text),
                "words": .text(words.description(figure)), "function": .text(function ?? ""),
            ]
        }
        let drawing = EvidenceDrawing(answer: answer, format: format)
        let calls = answer.functionsExecuted.enumerated().map { index, call -> TemplateContext in
            let table = DataTable(call: call, caption: drawing.caption(ofCall: index), format: format)
            let arguments = call.args.sorted { $0.key < $1.key }.map { name, value -> TemplateContext in
                ["name": .text(Names.label(name)), "value": .text(SiteRenderer.plain(value))]
            }
            return [
                "number": .text(String(index + 1)), "function": .text(call.function), "arguments": .list(arguments),
                "hasArguments": .flag(!arguments.isEmpty), "notes": .list(call.notes.map { ["text": .text($0)] }),
                "hasNotes": .flag(!call.notes.isEmpty), "sql": .text(call.sql), "rows": .text(table.rowCountLine ?? ""),
                "hasTable": .flag(!call.columns.isEmpty && !call.response.isEmpty && !tabulated.contains(index)),
                "table": .html(table.html),
                "isTruncated": .flag(call.truncated),
            ]
        }
        let sources = answer.dataSources.map { source -> TemplateContext in
            [
                "source": .text(source.source), "dataset": .text(source.dataset),
                "rows": .text(format.full(.integer(source.rows), .count)),
                "rejected": .text(source.rejectedRows == 0 ? "" : format.full(.integer(source.rejectedRows), .count)),
                "hash": .text(String(source.sha256.prefix(12))), "asOf": .text(format.day(source.asOf)),
                "columns": .text(source.columns.joined(separator: ", ")),
            ]
        }
        return [
            "reading": .text(answer.reading), "figures": .list(figures), "hasFigures": .flag(!figures.isEmpty),
            "calls": .list(calls), "hasCalls": .flag(!calls.isEmpty), "sources": .list(sources),
            "hasSources": .flag(!sources.isEmpty), "analyst": .text(SiteRenderer.words(answer)),
        ]
    }

    private static func words(_ answer: Answer) -> String {
        let analyst = answer.analyst
        let verb = answer.status == .answered ? "Answered" : "Read"
        guard let model = analyst.model else {
            return "\(verb) by the \(analyst.kind) analyst, without a language model."
        }
        return "\(verb) by the \(analyst.kind) analyst with \(model)."
    }

    /// An argument as a reader sees it.
    private static func plain(_ value: JSON) -> String {
        switch value {
        case .null: "none"
        case .boolean(let flag): flag ? "yes" : "no"
        case .integer(let number): String(number)
        case .decimal(let number): number.description
        case .string(let text): text
        case .array(let items): items.isEmpty ? "none" : items.map(plain).joined(separator: ", ")
        case .object(let fields):
            fields.isEmpty
                ? "none"
                : fields.sorted { $0.key < $1.key }.map { "\($0.key): \(plain($0.value))" }.joined(separator: "; ")
        }
    }
}
