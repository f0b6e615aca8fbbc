import Analyst
import Core
import Foundation
import Publishing
import Testing

/// Names from the data are text in every form of an answer, whatever they look like.
@Suite struct EscapingTests {
    static let names = [
        "<svg/onload=alert(1)>", "]]></text><script>alert(2)</script>", "\"' onmouseover=\"alert(3)",
        "=HYPERLINK(\"x\")",
        "`*_[x](javascript:alert(4))_*`|\\ \u{202E}txt",
    ]

    private func published() throws -> PortalFolder {
        let portal = try PortalFolder.withEdition {
            $0["top-accounts"] = FixtureEdition.ranking(names: EscapingTests.names)
        }
        _ = try Site.render(portal.configuration())
        return portal
    }

    @Test func pages() throws {
        let portal = try published()
        for page in ["answers/top-accounts/index.html", "index.html", "sections/pipeline/index.html"] {
            let html = try portal.text("site/" + page)
            #expect(
                !html.contains("<svg/onload") && !html.contains("<script") && !html.contains("]]></text>"), "\(page)")
            #expect(!html.contains("\" onmouseover=\"") && !html.contains("href=\"javascript:"), "\(page)")
            #expect(html.contains("&lt;svg/onload=alert(1)&gt;"), "\(page)")
        }
    }

    @Test func markdown() throws {
        let markdown = try published().text("site/answers/top-accounts/index.md")
        #expect(markdown.firstMatch(of: /(^|[^\\])<(svg\/|script)/) == nil)
        #expect(markdown.contains("\\<svg/onload=alert(1)\\>"))
        // The whole name stays in its own cell, and its link is text.
        #expect(markdown.contains("| \\`\\*\\_\\[x\\](javascript:alert(4))\\_\\*\\`\\|\\\\ "))
    }

    @Test func csv() throws {
        let csv = try published().text("site/answers/top-accounts/index.csv")
        let lines = csv.split(separator: "\r\n")
        #expect(lines.count == 6)
        #expect(lines[0] == "Account,Total value,Deals")
        #expect(lines[1] == "<svg/onload=alert(1)>,1250000,7")
        #expect(lines[4] == "\"'=HYPERLINK(\"\"x\"\")\",640000,3")
    }

    /// Grapheme clusters hide a quotation mark from escaping that goes by characters.
    @Test func combiningMarksDoNotHideAQuotationMark() throws {
        let name = "Acme\"\u{0338} onload=\"\u{0338}x"
        let portal = try PortalFolder.withEdition { answers in
            answers["top-accounts"] = FixtureEdition.ranking(names: [name, "B", "C", "D", "E"])
        }
        var configuration = portal.configuration()
        configuration.title = name
        _ = try Site.render(configuration)
        var isInTag = false
        var last: Unicode.Scalar = " "
        var marks = 0
        for scalar in try portal.text("site/answers/top-accounts/index.html").unicodeScalars {
            if scalar == "<" { isInTag = true }
            if scalar == ">" { isInTag = false }
            if scalar == "\u{0338}", isInTag {
                #expect(last != "\"")
                marks += 1
            }
            last = scalar
        }
        #expect(marks > 0, "the page shows the name in an attribute")
    }

    @Test func rawHTMLImagesAndScriptLinksOfAPersonAreDropped() throws {
        let portal = try PortalFolder.withEdition()
        try portal.write(
            "content/about.md",
            """
            # About

            <script>alert(1)</script>

            An <b onclick="x">inline</b> tag, ![a picture](https://evil.example/p.png)
            and [a link](javascript:alert(2)), [data](data:text/html,x), [host](//evil.example/).
            """)
        let report = try Site.render(portal.configuration())
        let html = try portal.text("site/about/index.html")
        #expect(!html.contains("evil.example") && !html.contains("javascript:") && !html.contains("<script"))
        #expect(html.contains("a picture") && html.contains("a link"))
        let places = report.warnings.map { "\($0.file ?? ""):\($0.line ?? 0) \($0.id)" }
        #expect(places.first == "content/about.md:3 markdown.html")
        #expect(places.count { $0.hasSuffix("markdown.link") } == 3)
        #expect(places.contains("content/about.md:5 markdown.image"))
    }
}
