import Analyst
import Core

/// The front page and the pages of the sections.
extension SiteRenderer {
    func renderFront() throws {
        let page = SitePath("index.html")
        let lead = briefs.first { $0.entry.answer.status == .answered }
        var tiles: [TemplateContext] = []
        for section in manifest.sections {
            // One figure a section: the front page is read at a glance.
            guard
                let brief = briefs.first(where: {
                    $0.entry.section.slug == section.slug && !$0.entry.answer.keyMetrics.isEmpty
                }),
                let metric = brief.entry.answer.keyMetrics.first, tiles.count < 6
            else { continue }
            tiles.append(MetricTile(metric: metric, format: format).context(href: page.link(to: brief.page)))
        }
        let sections = manifest.sections.map { section -> TemplateContext in
            let cards = briefs.filter { $0.entry.section.slug == section.slug && $0.page != lead?.page }.map {
                card($0, on: page)
            }
            return [
                "title": .text(section.title),
                "href": .text(page.link(to: SitePath("sections/\(section.slug)/index.html"))),
                "cards": .list(cards), "hasCards": .flag(!cards.isEmpty),
            ]
        }
        try write(
            page, title: configuration.title, description: lead?.ledeText ?? "", template: "front",
            [
                "tiles": .list(tiles), "hasTiles": .flag(!tiles.isEmpty),
                "lead": .list(lead.map { [leadStory($0, on: page)] } ?? []), "sections": .list(sections),
                "answerCount": .text(format.full(.integer(briefs.count), .count)),
            ])
    }

    func renderSection(_ section: EditionManifest.Section) throws {
        let page = SitePath("sections/\(section.slug)/index.html")
        let cards = briefs.filter { $0.entry.section.slug == section.slug }.map { card($0, on: page, level: "h2") }
        try write(
            page, title: section.title, description: "\(section.title): \(cards.count) questions answered.",
            template: "section", ["heading": .text(section.title), "cards": .list(cards)])
    }

    /// - Parameter level: the heading's element, one below that of the page or section around it.
    private func card(_ brief: Brief, on page: SitePath, level: String = "h3") -> TemplateContext {
        let metric = brief.entry.answer.keyMetrics.first
        return [
            "level": .html(level), "headline": .text(brief.headline), "href": .text(page.link(to: brief.page)),
            "lede": .html(brief.lede),
            "status": .text(SiteRenderer.statusWords(brief.entry.answer.status)),
            "figure": .text(metric?.formatted ?? ""), "figureLabel": .text(metric?.label ?? ""),
        ]
    }

    private func leadStory(_ brief: Brief, on page: SitePath) -> TemplateContext {
        var context = card(brief, on: page)
        let answer = brief.entry.answer
        let drawing = EvidenceDrawing(answer: answer, format: format)
        let chart = answer.visualizations.first { $0.type != .table && $0.type != .tile }
        context["chart"] = .html(chart.map { drawing.chart($0, id: "lead", withData: false) } ?? "")
        context["section"] = .text(brief.entry.section.title)
        return context
    }
}
