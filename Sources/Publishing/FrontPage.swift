import Analyst
import Charts
import Core

/// The front page and the pages of the sections.
extension SiteRenderer {
    /// Headline figures that are read at a glance.
    private static let mostTiles = 6

    func renderFront() throws {
        let page = SitePath("index.html")
        let lead = briefs.first { $0.entry.answer.status == .answered }
        let tiles = headlineFigures(on: page)
        let sections = manifest.sections.map { section -> TemplateContext in
            let stories = briefs.filter { $0.entry.section.slug == section.slug && $0.page != lead?.page }
            let feature = feature(of: stories)
            let others = stories.filter { $0.page != feature?.page }
            let layout = SiteRenderer.layout(hasFeature: feature != nil, others: others.count)
            let cards = others.map { layout == "list" ? story($0, on: page) : illustrated($0, on: page) }
            return [
                "title": .text(section.title),
                "href": .text(page.link(to: SitePath("sections/\(section.slug)/index.html"))),
                "hasStories": .flag(!stories.isEmpty),
                "feature": .list(feature.map { [illustrated($0, on: page)] } ?? []), "layout": .text(layout),
                "cards": .list(cards), "hasCards": .flag(!cards.isEmpty),
            ]
        }
        try write(
            page, title: configuration.title, description: lead?.ledeText ?? "", template: "front",
            [
                "headlineFigures": .list(tiles), "hasHeadlineFigures": .flag(!tiles.isEmpty),
                "lead": .list(lead.map { [illustrated($0, on: page)] } ?? []), "sections": .list(sections),
                "answerCount": .text(format.full(.integer(briefs.count), .count)),
            ])
    }

    func renderSection(_ section: EditionManifest.Section) throws {
        let page = SitePath("sections/\(section.slug)/index.html")
        let cards = briefs.filter { $0.entry.section.slug == section.slug }.map {
            illustrated($0, on: page, level: "h2")
        }
        try write(
            page, title: section.title, description: "\(section.title): \(cards.count) questions answered.",
            template: "section", ["heading": .text(section.title), "cards": .list(cards)])
    }

    /// One figure a section: its first that measures a whole or a change.
    ///
    /// What the first of a ranking has to its name says little by itself, and leads only where there is nothing else.
    private func headlineFigures(on page: SitePath) -> [TemplateContext] {
        let found = manifest.sections.compactMap { section -> (brief: Brief, metric: Answer.KeyMetric)? in
            for brief in briefs where brief.entry.section.slug == section.slug {
                let answer = brief.entry.answer
                if let metric = answer.keyMetrics.first, metric.previous != nil || answer.isTotal(metric) {
                    return (brief, metric)
                }
            }
            return nil
        }
        let shown =
            found.isEmpty
            ? briefs.compactMap { brief in brief.entry.answer.keyMetrics.first.map { (brief, $0) } }
            : found
        return shown.prefix(SiteRenderer.mostTiles).map { brief, metric in
            MetricTile(metric: metric, format: format).context(href: page.link(to: brief.page))
        }
    }

    /// The story that a section opens with: the first with a chart, else the first with figures.
    private func feature(of stories: [Brief]) -> Brief? {
        let answered = stories.filter { $0.entry.answer.status == .answered }
        return answered.first { chart(of: $0) != nil } ?? answered.first { !$0.entry.answer.keyMetrics.isEmpty }
    }

    private func chart(of brief: Brief) -> Answer.Visualization? {
        brief.entry.answer.visualizations.first { $0.type != .table && $0.type != .tile && !$0.data.isEmpty }
    }

    /// How the stories of a section stand on a wide page: two or three side by side, each with its chart, or one with a
    /// chart beside a list of the others.
    private static func layout(hasFeature: Bool, others: Int) -> String {
        switch (hasFeature, others) {
        case (true, 1): "pair"
        case (true, 2): "trio"
        default: "list"
        }
    }

    /// - Parameter level: the heading's element, one below that of the page or section around it.
    private func story(_ brief: Brief, on page: SitePath, level: String = "h3") -> TemplateContext {
        let metric = brief.entry.answer.keyMetrics.first
        return [
            "level": .html(level), "headline": .text(brief.headline), "href": .text(page.link(to: brief.page)),
            "lede": .html(brief.lede), "section": .text(brief.entry.section.title),
            "status": .text(SiteRenderer.statusWords(brief.entry.answer.status)),
            "figure": .text(metric?.formatted ?? ""), "figureLabel": .text(metric?.label ?? ""),
            "chart": .html(""), "tiles": .list([]), "hasTiles": .flag(false), "isIllustrated": .flag(false),
        ]
    }

    /// A story with its chart, or with its figures where it has none.
    private func illustrated(_ brief: Brief, on page: SitePath, level: String = "h3") -> TemplateContext {
        var context = story(brief, on: page, level: level)
        let answer = brief.entry.answer
        if let chart = chart(of: brief) {
            let drawing = EvidenceDrawing(answer: answer, format: format)
            let place = briefs.firstIndex { $0.page == brief.page } ?? 0
            context["chart"] = .html(drawing.chart(chart, id: "a\(place)", withData: false, wide: .medium))
        } else {
            let tiles = answer.keyMetrics.prefix(4).map { MetricTile(metric: $0, format: format).context(href: "") }
            context["tiles"] = .list(tiles)
            context["hasTiles"] = .flag(!tiles.isEmpty)
        }
        context["isIllustrated"] = .flag(!answer.keyMetrics.isEmpty || chart(of: brief) != nil)
        return context
    }
}

extension Answer {
    /// Whether a figure is computed over all rows rather than read from one.
    fileprivate func isTotal(_ metric: KeyMetric) -> Bool {
        figures.first { $0.id == metric.id }?.path?.hasPrefix("totals/") ?? false
    }
}
