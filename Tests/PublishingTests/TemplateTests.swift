import Core
import Foundation
import Publishing
import Testing

@Suite struct TemplateTests {
    @Test func aPortalReplacesTemplatesFileByFileAndAddsItsStyles() throws {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        let plain = try #require(try portal.tree("site").keys.first { $0.hasSuffix(".css") })
        try portal.write("templates/footer.mustache", "<p>Our own words for {{siteTitle}}.</p>\n")
        try portal.write("templates/portal.css", ":root { --accent: #123456; }\n")
        _ = try Site.render(portal.configuration())
        #expect(try portal.text("site/index.html").contains("<p>Our own words for Northbeam Revenue Weekly.</p>"))
        let styled = try #require(try portal.tree("site").keys.first { $0.hasSuffix(".css") })
        #expect(styled != plain)
        #expect(try portal.text("site/" + styled).hasSuffix(":root { --accent: #123456; }\n"))
    }

    @Test func aTemplateThatNothingUsesIsAWarning() throws {
        let portal = try PortalFolder.withEdition()
        try portal.write("templates/frnt.mustache", "x")
        let report = try Site.render(portal.configuration())
        #expect(report.warnings.map(\.id) == ["template.unused"])
        #expect(report.warnings.first?.message.contains("front.mustache") == true)
    }

    @Test func thePortalsOwnMethodologyIsAddedToThePage() throws {
        let portal = try PortalFolder.withEdition()
        try portal.write("content/methodology.md", "# House rules\n\nPartners count as *direct*.\n")
        _ = try Site.render(portal.configuration())
        let page = try portal.text("site/methodology/index.html")
        #expect(page.contains("<h2>House rules</h2>") && page.contains("Partners count as <em>direct</em>."))
        #expect(page.contains("FY2027 runs from Feb 1, 2026 to Jan 31, 2027"))
    }
}
