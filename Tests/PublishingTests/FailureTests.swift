import Analyst
import Core
import Foundation
import Publishing
import Testing

/// What is wrong is said with file and line, and the published site stays as it was.
@Suite struct FailureTests {
    private static let markdown = "content/editions/2026-W47/top-accounts.md"

    /// Publishes, breaks the portal, and renders again.
    private func failure(after breaking: (PortalFolder) throws -> Void) throws -> Failure {
        let portal = try PortalFolder.withEdition()
        _ = try Site.render(portal.configuration())
        let before = try portal.tree("site")
        try breaking(portal)
        let failure = #expect(throws: Failure.self) { try Site.render(portal.configuration()) }
        #expect(try portal.tree("site") == before)
        #expect(!portal.exists(".broadsheet/staging/site"))
        return try #require(failure)
    }

    private func edit(_ portal: PortalFolder, _ old: String, _ new: String) throws {
        let text = try portal.text(FailureTests.markdown)
        try #require(text.contains(old))
        try portal.write(FailureTests.markdown, text.replacing(old, with: new))
    }

    @Test func aFigureWithoutEvidence() throws {
        let failure = try failure { try edit($0, "[7](#f2)", "[7](#f22)") }
        #expect(failure.exitCode == .configuration)
        #expect(failure.diagnostics.map(\.id) == ["figure.unknown"])
        #expect(failure.diagnostics.first?.file == FailureTests.markdown)
        #expect(failure.diagnostics.first?.line == 3)
    }

    @Test func aFigureThatDiffersFromItsEvidence() throws {
        let failure = try failure { try edit($0, "[$269,600](#f5)", "[$296,600](#f5)") }
        #expect(failure.diagnostics.map(\.id) == ["figure.differs"])
        #expect(failure.diagnostics.first?.line == 4)
        #expect(failure.diagnostics.first?.message == "figure `f5` reads $296,600, its evidence says $269,600")
    }

    @Test func chartsAndTablesThatDoNotExist() throws {
        let failure = try failure { portal in
            try edit(portal, "```chart 0", "```chart 7")
            try edit(portal, "```table 0", "```table first")
        }
        #expect(failure.diagnostics.map(\.id) == ["block.missing", "block.unknown"])
        #expect(failure.diagnostics.map(\.line) == [6, 9])
    }

    @Test func aLinkToNowhere() throws {
        let failure = try failure { try $0.write("content/about.md", "# About\n\nSee [this](answers/no-such/).\n") }
        #expect(failure.exitCode == .configuration)
        #expect(failure.diagnostics.map(\.id) == ["link.broken"])
        #expect(failure.diagnostics.first?.file == "content/about.md" && failure.diagnostics.first?.line == 3)
    }

    @Test func aPageInThePlaceOfAnother() throws {
        let failure = try failure { try $0.write("content/answers.md", "# Mine\n") }
        #expect(failure.diagnostics.map(\.id) == ["content.name"])
    }

    @Test func aTemplateThatUsesAnUnknownName() throws {
        let failure = try failure { try $0.write("templates/footer.mustache", "<p>Hello</p>\n<p>{{sitTitle}}</p>\n") }
        #expect(failure.exitCode == .configuration)
        #expect(failure.diagnostics.map(\.id) == ["template.key"])
        #expect(failure.diagnostics.first?.file == "templates/footer.mustache")
        #expect(failure.diagnostics.first?.line == 2)
        #expect(failure.diagnostics.first?.message.contains("did you mean `siteTitle`") == true)
    }

    @Test func templatesThatCannotBeRead() throws {
        let failure = try failure { portal in
            try portal.write("templates/footer.mustache", "<p>\n{{#siteTitle}}\n</p>\n")
            try portal.write("templates/front.mustache", "{{>til}}\n{{a.b}}\n")
        }
        #expect(Set(failure.diagnostics.map(\.id)) == ["template.partial", "template.syntax", "template.tag"])
        #expect(failure.diagnostics.allSatisfy { $0.line != nil })
    }

    @Test(arguments: [
        "<p>never closed\n", "<p onclick=\"x\">x</p>\n", "<script>x</script>\n", "<a href=\"nowhere.html\">x</a>\n",
    ])
    func aTemplateThatMakesAPageWhichIsNotOurs(_ text: String) throws {
        let failure = try failure { try $0.write("templates/footer.mustache", text) }
        #expect(failure.exitCode == .configuration)
        #expect(failure.diagnostics.map(\.id) == ["page.check"])
        #expect(failure.diagnostics.first?.file?.hasPrefix("site/") == true)
    }

    @Test func aNumberThatAPersonWroteIsAWarning() throws {
        let portal = try PortalFolder.withEdition()
        try edit(portal, "ahead of the second", "ahead, nearly 30 %")
        let report = try Site.render(portal.configuration())
        #expect(report.warnings.map(\.id) == ["figure.unbound"])
        #expect(report.warnings.first?.line == 4)
    }

    @Test func noEditionAtAll() throws {
        let portal = try PortalFolder()
        let failure = #expect(throws: Failure.self) { try Site.render(portal.configuration()) }
        #expect(failure?.exitCode == .configuration)
        #expect(!portal.exists("site"))
    }

    @Test func aFileInThePlaceOfTheSite() throws {
        let portal = try PortalFolder.withEdition()
        try portal.write("site", "not a folder")
        let failure = #expect(throws: Failure.self) { try Site.render(portal.configuration()) }
        #expect(failure?.exitCode == .cannotCreate)
        #expect(failure?.diagnostics.first?.solution != nil)
        #expect(try portal.text("site") == "not a folder")
    }

    @Test func aLinkInThePlaceOfTheSite() throws {
        let portal = try PortalFolder.withEdition()
        try FileManager.default.createSymbolicLink(atPath: portal.path + "/site", withDestinationPath: portal.path)
        let failure = #expect(throws: Failure.self) { try Site.render(portal.configuration()) }
        #expect(failure?.exitCode == .cannotCreate)
        #expect(portal.exists("content/about.md"))
    }

    @Test func aWorkFolderThatCannotBeMade() throws {
        let failure = try failure { portal in
            try FileManager.default.removeItem(atPath: portal.path + "/.broadsheet")
            try portal.write(".broadsheet", "a file where the folder belongs")
        }
        #expect(failure.exitCode == .cannotCreate)
        #expect(failure.diagnostics.first?.file?.hasSuffix(".broadsheet/staging/site") == true)
    }

    @Test func checkingLeavesTheSiteAlone() throws {
        let portal = try PortalFolder.withEdition()
        let report = try Site.check(portal.configuration())
        #expect(report.pages > 10)
        #expect(!portal.exists("site"))
    }
}
