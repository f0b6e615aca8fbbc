import Analyst
import Charts
import Core

/// Writes all files of one edition's site into a stage.
///
/// The pages themselves are in extensions, one a file; here is what they share.
final class SiteRenderer {
    /// What the other pages show of an answer.
    struct Brief {
        var entry: Edition.Entry
        var page: SitePath
        var headline: String
        var lede: String
        var ledeText: String
    }

    let configuration: SiteConfiguration
    let edition: Edition
    let templates: TemplateSet
    let stage: SiteStage
    let styleSheet: SitePath
    let icon = SitePath("assets/icon-\(ContentHash.sha256(DefaultTemplates.icon).prefix(8)).svg")
    let briefs: [Brief]
    let authored: [AuthoredPage]
    /// Pages by the folded text of their question.
    let pagesByQuestion: [String: SitePath]
    var warnings: [Diagnostic] = []

    var format: FigureFormat { configuration.format }
    var manifest: EditionManifest { edition.manifest }

    /// - Throws: `Failure` with 78 that lists every fault of the edition's Markdown and of the authored pages.
    init(
        _ configuration: SiteConfiguration, _ edition: Edition, _ templates: TemplateSet, _ stage: SiteStage
    ) throws {
        self.configuration = configuration
        self.edition = edition
        self.templates = templates
        self.stage = stage
        var briefs: [Brief] = []
        var faults: [Diagnostic] = []
        var warnings: [Diagnostic] = []
        var linked: [(file: String, page: SitePath, line: Int)] = []
        for entry in edition.entries {
            let page = SitePath("answers/\(entry.slug)/index.html")
            let prose = try AnswerProse(entry, page: page, format: configuration.format, isDrawn: false)
            faults += prose.diagnostics.filter { $0.severity == .error }
            warnings += prose.diagnostics.filter { $0.severity == .warning }
            linked += prose.linked.map { (entry.markdownFile, $0.page, $0.line) }
            briefs.append(
                Brief(
                    entry: entry, page: page, headline: prose.headline, lede: prose.lede, ledeText: prose.ledeText))
        }
        authored = try AuthoredPage.all(in: configuration.portalFolder)
        for page in authored {
            warnings += page.warnings
            linked += page.linked.map { (page.file, $0.page, $0.line) }
        }
        self.briefs = briefs
        pagesByQuestion = Dictionary(
            briefs.map { (Names.folded($0.entry.answer.question), $0.page) }, uniquingKeysWith: { first, _ in first })
        self.warnings = warnings
        let styles = ChartPalette.css + templates.styles
        styleSheet = SitePath("assets/site-\(ContentHash.sha256(styles.utf8).prefix(8)).css")
        let known = SiteRenderer.pages(briefs, authored, edition)
        for link in linked where !known.contains(link.page) {
            faults.append(
                Diagnostic(
                    id: "link.broken", "the link leads to \(link.page.path), which the site does not have",
                    file: link.file, line: link.line,
                    solution: "Write it from the site's root, like methodology/ or answers/<slug>/."))
        }
        if !faults.isEmpty { throw Failure(.configuration, faults) }
    }

    func render() throws {
        try stage.add(styleSheet, Array((ChartPalette.css + templates.styles).utf8))
        try stage.add(icon, DefaultTemplates.icon)
        try renderFront()
        for index in briefs.indices { try renderAnswer(at: index) }
        for section in manifest.sections { try renderSection(section) }
        try renderData()
        try renderMethodology()
        for page in authored where page.name != AuthoredPage.methodology {
            let path = SitePath(page.name + "/index.html")
            let html = page.html(on: path)
            try write(path, title: page.title, template: "page", ["heading": .text(page.title), "body": .html(html)])
        }
        let missing = SitePath("404.html")
        try write(missing, title: "Page not found", template: "notfound", ["front": .text("index.html")])
        try stage.add(SitePath("robots.txt"), Array(robots.utf8))
        try stage.add(SitePath("_headers"), Array(SiteRenderer.headers.utf8))
        if let sitemap = sitemap() { try stage.add(SitePath("sitemap.xml"), Array(sitemap.utf8)) }
        try stage.add(SitePath(".gitignore"), Array(SiteStage.ignoreFile.utf8))
    }

    /// Renders a page's own template and puts it into the frame that all pages share.
    func write(
        _ page: SitePath, title: String, description: String = "", template: String, _ context: TemplateContext
    ) throws {
        let frame = frame(page, title: title, description: description)
        // A page's own template may use what the frame uses, such as the links to other pages.
        let main = try templates.render(template, frame.merging(context) { _, own in own })
        let html = try templates.render("layout", frame.merging(["main": .html(main)]) { _, own in own })
        try stage.add(page: page, html)
    }

    private func frame(_ page: SitePath, title: String, description: String) -> TemplateContext {
        let section = briefs.first { $0.page == page }?.entry.section.slug
        func item(_ label: String, _ target: String, slug: String? = nil) -> TemplateContext {
            let target = SitePath(target)
            return [
                "label": .text(label), "href": .text(page.link(to: target)), "isCurrent": .flag(target == page),
                "holdsPage": .flag(slug != nil && slug == section),
            ]
        }
        let sections = manifest.sections.map { item($0.title, "sections/\($0.slug)/index.html", slug: $0.slug) }
        var about = [item("Data", "data/index.html"), item("Methodology", "methodology/index.html")]
        about += authored.filter { $0.name != AuthoredPage.methodology }.map { item($0.title, $0.name + "/index.html") }
        let isFront = page.path == "index.html"
        return [
            "language": .text(configuration.language), "siteTitle": .text(configuration.title), "title": .text(title),
            "isFront": .flag(isFront), "description": .text(description), "isHidden": .flag(!configuration.isPublic),
            "styleSheet": .text(page.link(to: styleSheet)), "icon": .text(page.link(to: icon)),
            "home": .text(page.link(to: SitePath("index.html"))),
            "homeIsCurrent": .flag(isFront), "sectionLinks": .list(sections), "aboutLinks": .list(about),
            "edition": .text(manifest.edition), "editionName": .text(editionName),
            "asOf": .text(format.day(manifest.asOf)),
            "asOfISO": .text(manifest.asOf.description), "contentPolicy": .text(SiteRenderer.contentPolicy),
            "dataPage": .text(page.link(to: SitePath("data/index.html"))),
            "methodologyPage": .text(page.link(to: SitePath("methodology/index.html"))),
        ]
    }

    /// `Week 47 of 2026` for an edition named after an ISO week.
    private var editionName: String {
        let parts = manifest.edition.split(separator: "-")
        guard parts.count == 2, parts[1].first == "W", let week = Int(parts[1].dropFirst()), let year = Int(parts[0])
        else {
            return "Edition \(manifest.edition)"
        }
        return "Week \(week) of \(year)"
    }

    private var robots: String {
        configuration.isPublic ? "User-agent: *\nAllow: /\n" : "User-agent: *\nDisallow: /\n"
    }

    /// Only for a public site whose address is known.
    private func sitemap() -> String? {
        guard configuration.isPublic, let url = configuration.url else { return nil }
        let base = url.hasSuffix("/") ? url : url + "/"
        var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        out += "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        for page in SiteRenderer.pages(briefs, authored, edition).filter({ $0.path.hasSuffix("/index.html") }).sorted()
        {
            let address = base + page.path.dropLast("index.html".count)
            out += "<url><loc>\(Escape.text(address))</loc><lastmod>\(manifest.asOf)</lastmod></url>\n"
        }
        out += "<url><loc>\(Escape.text(base))</loc><lastmod>\(manifest.asOf)</lastmod></url>\n"
        return out + "</urlset>\n"
    }

    /// All addresses that a person's link may lead to.
    private static func pages(_ briefs: [Brief], _ authored: [AuthoredPage], _ edition: Edition) -> Set<SitePath> {
        var pages: Set<SitePath> = [
            SitePath("index.html"), SitePath("data/index.html"), SitePath("methodology/index.html"),
        ]
        pages.formUnion(briefs.map(\.page))
        pages.formUnion(edition.manifest.sections.map { SitePath("sections/\($0.slug)/index.html") })
        pages.formUnion(authored.map { SitePath($0.name + "/index.html") })
        return pages
    }

    static let contentPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"

    /// Headers for hosts that read them from a file (Netlify, Cloudflare Pages).
    private static let headers = """
        /*
          Content-Security-Policy: \(contentPolicy); frame-ancestors 'none'
          X-Content-Type-Options: nosniff
          Referrer-Policy: no-referrer

        """
}
