import Testing

@testable import Publishing

@Suite struct SitePathTests {
    @Test(arguments: [
        ("index.html", "answers/a/index.html", "answers/a/index.html"),
        ("answers/a/index.html", "index.html", "../../index.html"),
        ("answers/a/index.html", "answers/b/index.html", "../b/index.html"),
        ("answers/a/index.html", "answers/a/index.csv", "index.csv"),
        ("answers/a/index.html", "assets/site.css", "../../assets/site.css"),
    ])
    func linksAreRelative(_ from: String, _ to: String, _ link: String) {
        #expect(SitePath(from).link(to: SitePath(to)) == link)
        #expect(SitePath(from).resolving(link) == SitePath(to))
    }

    @Test func linksOutOfTheSiteLeadNowhere() {
        #expect(SitePath("answers/a/index.html").resolving("../../../etc/passwd") == nil)
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:x", "data:text/html,x", "file:///etc/passwd",
        "//host/x",
        "vbscript:x", " https://x", "../../x", "\\\\host\\x", "",
    ])
    func linksOfOtherKindsAreRefused(_ url: String) {
        #expect(LinkTarget(markdown: url) == nil)
    }

    @Test func linksWithinTheSiteAreWrittenFromItsRoot() {
        let methodology = LinkTarget.page(SitePath("methodology/index.html"), fragment: "")
        for url in ["methodology", "methodology/", "/methodology/", "methodology.md", "methodology/index.html"] {
            #expect(LinkTarget(markdown: url) == methodology, "\(url)")
        }
        #expect(LinkTarget(markdown: "/") == .page(SitePath("index.html"), fragment: ""))
        #expect(LinkTarget(markdown: "answers/a/#f1") == .page(SitePath("answers/a/index.html"), fragment: "f1"))
        #expect(LinkTarget(markdown: "answers/a/index.csv") == .page(SitePath("answers/a/index.csv"), fragment: ""))
        #expect(LinkTarget(markdown: "#f1") == .fragment("f1"))
        #expect(LinkTarget(markdown: "mailto:a@example.com") == .external("mailto:a@example.com"))
    }
}
