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
        let failure = try failure { try edit($0, "[$269,599.50](#f5)", "[$296,599.50](#f5)") }
        #expect(failure.diagnostics.map(\.id) == ["figure.differs"])
        #expect(failure.diagnostics.first?.line == 4)
        #expect(failure.diagnostics.first?.message == "figure `f5` reads $296,599.50, its evidence says $269,599.50")
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

    @Test func numbersThatAPersonWrote() throws {
        let failure = try failure {
            try edit($0, "ahead of the second", "ahead, nearly 40 %")
            try edit($0, "# What are the top 5 accounts", "# How 12 accounts made the top 5")
            try $0.write(
                FailureTests.markdown,
                try $0.text(FailureTests.markdown) + "\n1. A list, not a number.\n\n    17 deals\n")
        }
        #expect(failure.exitCode == .configuration)
        #expect(failure.diagnostics.allSatisfy { $0.id == "figure.unbound" && $0.file == FailureTests.markdown })
        #expect(Set(failure.diagnostics.map(\.line)) == [1, 4, 14])
        #expect(failure.diagnostics.contains { $0.line == 1 && $0.message.hasPrefix("“12” ") })
        #expect(failure.diagnostics.contains { $0.line == 4 && $0.message.contains("40 %") })
    }

    /// What an editor does to a text that a person wraps anew.
    @Test func namesWithDigitsAndFiguresMayRunOverTheEndOfALine() throws {
        let portal = try PortalFolder.withEdition {
            $0["top-accounts"] = FixtureEdition.ranking(names: ["3 Rivers (2nd) & Sons", "B", "C", "D", "E"])
        }
        let text = try portal.text(FailureTests.markdown)
        try portal.write(
            FailureTests.markdown,
            text.replacing(
                "3 Rivers (2nd) \\& Sons", with: "3 Rivers\n(2nd) \\& Sons, as [we said](https://a.example/7),")
        )
        #expect(try Site.render(portal.configuration()).warnings.isEmpty)
    }

    private static let evidence = "content/editions/2026-W47/top-accounts.json"

    /// Files that were changed to say what the data does not.
    @Test(arguments: [
        ("\"value\" : 1250000", "\"value\" : 1350000", "differs from its evidence"),
        (
            "\"account_name\" : \"Halvorsen Logistics\",\n          \"total_value\" : 1250000",
            "\"account_name\" : \"Halvorsen Logistics\",\n          \"total_value\" : 9250000",
            "chart 0 draws another `total_value` in row 0"
        ),
        ("\"formatted\" : \"$1.25M\"", "\"formatted\" : \"$9.25M\"", "reads $9.25M, its figure $1.25M"),
        ("\"path\" : \"response/0/deal_count\"", "\"path\" : \"response/7/deal_count\"", "has no evidence"),
        (
            "\"call\" : 0,\n      \"data\"", "\"call\" : 3,\n      \"data\"",
            "chart 0 draws call 3, which does not exist"
        ),
    ])
    func evidenceThatDoesNotHold(old: String, new: String, message: String) throws {
        let failure = try failure { portal in
            let text = try portal.text(FailureTests.evidence)
            try #require(text.contains(old))
            try portal.write(FailureTests.evidence, text.replacing(old, with: new))
        }
        #expect(failure.exitCode == .configuration)
        #expect(failure.diagnostics.allSatisfy { $0.file == FailureTests.evidence && $0.id == "evidence.differs" })
        #expect(failure.diagnostics.contains { $0.message.contains(message) }, "\(failure)")
    }

    /// The figure, its tile, the prose and the hash that says nobody edited it, all changed alike.
    @Test func aFigureThatWasChangedEverywhere() throws {
        let failure = try failure { portal in
            let markdown = try portal.text(FailureTests.markdown).replacing("$1.25M", with: "$9.25M")
            try portal.write(FailureTests.markdown, markdown)
            let text = try portal.text(FailureTests.evidence)
            try portal.write(
                FailureTests.evidence,
                text.replacing("$1.25M", with: "$9.25M").replacing(
                    /"markdown_sha256" : "[0-9a-f]+"/,
                    with: "\"markdown_sha256\" : \"\(ContentHash.sha256(Array(markdown.utf8)))\""))
        }
        #expect(failure.diagnostics.map(\.id) == ["evidence.differs"])
        #expect(failure.diagnostics.first?.message.contains("is written $9.25M") == true)
    }

    @Test func anAnswerThatWasEmptied() throws {
        let failure = try failure { try $0.write(FailureTests.markdown, " \n") }
        #expect(failure.exitCode == .configuration)
        #expect(failure.diagnostics.map(\.id) == ["edition.empty"])
        #expect(failure.diagnostics.first?.file == FailureTests.markdown)
    }

    @Test func templatesThatIncludeThemselves() throws {
        let failure = try failure { portal in
            try portal.write("templates/footer.mustache", "<p>\n{{>footer}}</p>\n")
            try portal.write("templates/front.mustache", "{{>round}}\n")
            try portal.write("templates/round.mustache", "\n\n{{>front}}\n")
        }
        #expect(failure.exitCode == .configuration)
        #expect(Set(failure.diagnostics.map(\.id)) == ["template.cycle"])
        #expect(
            failure.diagnostics.map { "\($0.file ?? ""):\($0.line ?? 0)" } == [
                "templates/footer.mustache:2", "templates/front.mustache:1", "templates/round.mustache:3",
            ])
        #expect(failure.diagnostics.first?.message == "the template includes itself")
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

    @Test(arguments: [nil, "*\n"]) func aFolderOfSomeoneElseInThePlaceOfTheSite(_ ignored: String?) throws {
        let portal = try PortalFolder.withEdition()
        try portal.write("site/thesis.txt", "years of work")
        if let ignored { try portal.write("site/.gitignore", ignored) }
        let failure = #expect(throws: Failure.self) { try Site.render(portal.configuration()) }
        #expect(failure?.exitCode == .cannotCreate)
        #expect(failure?.diagnostics.first?.solution?.contains("Move the files away") == true)
        #expect(try portal.text("site/thesis.txt") == "years of work")
    }

    @Test(arguments: [".gitignore", nil]) func anEmptyFolderInThePlaceOfTheSite(_ file: String?) throws {
        let portal = try PortalFolder.withEdition()
        try FileManager.default.createDirectory(atPath: portal.path + "/site", withIntermediateDirectories: true)
        if let file { try portal.write("site/" + file, "*.bak\n") }
        _ = try Site.render(portal.configuration())
        #expect(portal.exists("site/index.html"))
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
