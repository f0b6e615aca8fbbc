import Analyst
import Core
import Foundation
import Publishing
import Testing

@Suite struct SiteTests {
    @Test func publishesEveryPageAndTwin() throws {
        let portal = try PortalFolder.withEdition()
        let report = try Site.render(portal.configuration())
        #expect(report.edition == "2026-W47")
        #expect(report.warnings.isEmpty)
        for file in [
            "index.html", "404.html", "robots.txt", "_headers", "data/index.html", "methodology/index.html",
            "about/index.html", "sections/forecast/index.html", "sections/pipeline/index.html",
            "sections/win-rate/index.html", "answers/top-accounts/index.html", "answers/top-accounts/index.md",
            "answers/top-accounts/index.json", "answers/top-accounts/index.csv", "answers/next-resignations/index.html",
        ] {
            #expect(portal.exists("site/" + file), "\(file)")
        }
        let tree = try portal.tree("site")
        #expect(report.files == tree.count)
        #expect(report.pages == tree.keys.count { $0.hasSuffix(".html") })
        #expect(try portal.text("site/.gitignore") == "*\n!.gitignore\n")
        #expect(!portal.exists("site/answers/next-resignations/index.csv"))
    }

    @Test(arguments: [
        "index.html", "answers/top-accounts/index.html", "answers/top-accounts/index.md", "data/index.html",
    ])
    func looksAsRecorded(_ file: String) throws {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        try Golden.compare(try portal.text("site/" + file), to: "site-" + file.replacing("/", with: "-"))
    }

    @Test func rendersTheSameBytesAgain() throws {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        let first = try portal.tree("site")
        _ = try Site.render(portal.configuration())
        #expect(try portal.tree("site") == first)
        let other = try PortalFolder.withEdition()
        _ = try Site.render(other.configuration())
        #expect(try other.tree("site") == first)
    }

    @Test func everyRelativeLinkLeadsToAFile() throws {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        var checked = 0
        for page in try portal.tree("site").keys where page.hasSuffix(".html") {
            let html = try portal.text("site/" + page)
            for match in html.matches(of: /(?:href|src)="([^"#]*)(#[^"]*)?"/) {
                let link = String(match.1)
                if link.isEmpty || link.hasPrefix("mailto:") { continue }
                #expect(!link.hasPrefix("/") && !link.contains("://"), "\(page): \(link)")
                let base = URL(fileURLWithPath: "\(portal.path)/site/\(page)").deletingLastPathComponent()
                let target = base.appendingPathComponent(link).standardizedFileURL.path
                #expect(FileManager.default.fileExists(atPath: target), "\(page): \(link)")
                checked += 1
            }
        }
        #expect(checked > 100)
    }

    @Test func noPageHasScriptsStylesOrOtherOrigins() throws {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        for page in try portal.tree("site").keys where page.hasSuffix(".html") {
            let html = try portal.text("site/" + page)
            #expect(!html.contains("<script") && !html.contains("<style") && !html.contains(" style="), "\(page)")
            #expect(!html.replacing("http://www.w3.org/2000/svg", with: "").contains("http://"), "\(page)")
            #expect(html.contains("default-src &#39;none&#39;"), "\(page)")
        }
    }

    @Test func searchEnginesAreKeptOutUnlessThePortalIsPublic() throws {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        #expect(try portal.text("site/index.html").contains("noindex"))
        #expect(try portal.text("site/robots.txt").contains("Disallow: /\n"))
        #expect(!portal.exists("site/sitemap.xml"))
        _ = try Site.render(portal.configuration(isPublic: true))
        #expect(try portal.text("site/index.html").contains("noindex") == false)
        let sitemap = try portal.text("site/sitemap.xml")
        #expect(sitemap.contains("<loc>https://example.com/portal/answers/top-accounts/</loc>"))
    }

    @Test func headlineFiguresSayTheChangeInWords() throws {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        let front = try portal.text("site/index.html")
        // 4,184,250 ÷ 3,735,937.50 = 1.12; 39.15 % − 37.45 % = 1.7 points
        #expect(front.contains("</span> Up 12.0% from $3.74M (last quarter)"))
        #expect(front.contains("</span> Up 1.7 points from 37.5% (the year before)"))
    }

    @Test func rejectedRowsAreNamedByFileAndLineOnly() throws {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        let data = try portal.text("site/data/index.html")
        #expect(data.contains("<th scope=\"row\">opportunities.csv</th><td class=\"number\">812</td>"))
        #expect(!data.contains("data/opportunities.csv"))
        #expect(data.contains("Notes &lt;internal&gt;"))
    }

    /// The lead, both stories of the second section and the one of the third that was answered.
    @Test func storiesOfTheFrontPageHaveTheirChartsInTwoSizes() throws {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        let front = try portal.text("site/index.html")
        #expect(
            front.matches(of: /<figcaption>([^<]*)/).map { String($0.1) } == [
                "Forecast for this quarter by part", "Top 5 accounts by total value", "Bookings by month",
                "Win rate by region",
            ])
        #expect(front.components(separatedBy: "<svg ").count - 1 == 8)
    }

    @Test func aLeadWithoutAChartShowsItsFigures() throws {
        let portal = try PortalFolder.withEdition { answers in
            answers["forecast-this-quarter"]?.visualizations = []
            answers["forecast-this-quarter"]?.answer = "We expect [$4.18M](#f1)."
        }
        _ = try Site.render(portal.configuration())
        let front = try portal.text("site/index.html")
        let lead = front.components(separatedBy: "<article class=\"lead illustrated\">").last?
            .components(separatedBy: "</article>").first
        #expect(lead?.contains("<svg") == false)
        #expect(lead?.components(separatedBy: "class=\"tile-figure\"").count == 4)
    }

    @Test func rowsThatTheProseShowsAreNotWrittenASecondTime() throws {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        let shown = try portal.text("site/answers/top-accounts/index.html")
        #expect(!shown.contains("Show the data") && !shown.contains("Rows ("))
        #expect(shown.components(separatedBy: "Kestrel Aerospace</th>").count == 2)
        let hidden = try portal.text("site/answers/win-rate-by-region/index.html")
        #expect(hidden.contains("Show the data") && hidden.contains("Rows (All 4 rows)"))
    }

    @Test func theNavigationSaysWhereAPageIs() throws {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        let section = try portal.text("site/sections/win-rate/index.html")
        #expect(section.contains("aria-current=\"page\">Win rate</a>"))
        let answer = try portal.text("site/answers/win-rate-by-region/index.html")
        #expect(answer.contains("aria-current=\"true\">Win rate</a>"))
        #expect(answer.components(separatedBy: "aria-current").count == 2)
    }
}
