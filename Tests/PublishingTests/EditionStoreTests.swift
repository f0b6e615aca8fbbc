import Analyst
import Core
import Foundation
import Publishing
import Testing

@Suite struct EditionStoreTests {
    private static let folder = "content/editions/2026-W47"

    @Test(arguments: ["edition.json", "top-accounts.json", "top-accounts.md"])
    func filesAreAsRecorded(_ file: String) throws {
        let portal = try PortalFolder.withEdition()
        try Golden.compare(try portal.text("\(EditionStoreTests.folder)/\(file)"), to: file)
    }

    @Test func readsBackWhatItWrote() throws {
        let portal = try PortalFolder.withEdition()
        let store = EditionStore(portalFolder: portal.path)
        #expect(try store.newest() == "2026-W47")
        let edition = try store.read("2026-W47")
        #expect(edition.manifest == FixtureEdition.manifest)
        #expect(
            edition.entries.map(\.slug) == [
                "forecast-this-quarter", "top-accounts", "bookings-by-month", "win-rate-by-region", "next-resignations",
            ])
        #expect(edition.entries.map { $0.answer.publication?.position } == [0, 1, 2, 3, 4])
        #expect(edition.entries.allSatisfy { !$0.isEdited })
        var expected = FixtureEdition.ranking().reproducible
        expected.publication = edition.entries[1].answer.publication
        // Compared as written: a whole amount is an integer in JSON.
        #expect(try CanonicalJSON.pretty(edition.entries[1].answer) == CanonicalJSON.pretty(expected))
    }

    @Test func sameContentLeavesFilesUntouched() throws {
        let portal = try PortalFolder.withEdition()
        let file = "\(portal.path)/\(EditionStoreTests.folder)/top-accounts.json"
        let before = try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber] as? Int
        let kept = try EditionStore(portalFolder: portal.path).write(
            FixtureEdition.manifest, answers: FixtureEdition.answers)
        #expect(kept.isEmpty)
        // A file that is written again is a new file under the old name.
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber] as? Int == before)
    }

    @Test func editedMarkdownAndItsEvidenceAreKept() throws {
        let portal = try PortalFolder.withEdition()
        let markdown = "\(EditionStoreTests.folder)/top-accounts.md"
        let edited = try portal.text(markdown).replacing("leads with", with: "is ahead with")
        try portal.write(markdown, edited)
        let evidence = try portal.text("\(EditionStoreTests.folder)/top-accounts.json")
        var answers = FixtureEdition.answers
        answers["top-accounts"] = FixtureEdition.ranking(names: ["New", "B", "C", "D", "E"])
        let store = EditionStore(portalFolder: portal.path)
        #expect(try store.write(FixtureEdition.manifest, answers: answers) == ["top-accounts"])
        #expect(try portal.text(markdown) == edited)
        #expect(try portal.text("\(EditionStoreTests.folder)/top-accounts.json") == evidence)
        #expect(try store.read("2026-W47").entries[1].isEdited)
        _ = try Site.render(portal.configuration())
        let page = try portal.text("site/answers/top-accounts/index.html")
        #expect(page.contains("is ahead with") && page.contains("edited by a person"))
    }

    @Test func uneditedMarkdownIsReplaced() throws {
        let portal = try PortalFolder.withEdition()
        var answers = FixtureEdition.answers
        answers["top-accounts"] = FixtureEdition.ranking(names: ["New", "B", "C", "D", "E"])
        #expect(try EditionStore(portalFolder: portal.path).write(FixtureEdition.manifest, answers: answers).isEmpty)
        #expect(try portal.text("\(EditionStoreTests.folder)/top-accounts.md").contains("**New** leads"))
    }

    @Test func questionsNoLongerAskedAreRemovedUnlessEdited() throws {
        let portal = try PortalFolder.withEdition()
        try portal.write("\(EditionStoreTests.folder)/bookings-by-month.md", "# Mine\n\nWords of a person.\n")
        var manifest = FixtureEdition.manifest
        manifest.sections.removeAll { $0.slug == "pipeline" }
        let kept = try EditionStore(portalFolder: portal.path).write(manifest, answers: FixtureEdition.answers)
        #expect(kept == ["bookings-by-month"])
        #expect(portal.exists("\(EditionStoreTests.folder)/bookings-by-month.md"))
        #expect(portal.exists("\(EditionStoreTests.folder)/bookings-by-month.json"))
        #expect(!portal.exists("\(EditionStoreTests.folder)/top-accounts.md"))
        #expect(!portal.exists("\(EditionStoreTests.folder)/top-accounts.json"))
    }

    @Test func aSingleAnswerLeavesTheOthersOfTheEdition() throws {
        let portal = try PortalFolder.withEdition()
        let store = EditionStore(portalFolder: portal.path)
        let one = ["top-accounts": FixtureEdition.ranking(names: ["New", "B", "C", "D", "E"])]
        _ = try store.write(FixtureEdition.manifest, answers: one)
        #expect(try store.read("2026-W47").entries.count == 5)
        let fresh = try PortalFolder()
        _ = try EditionStore(portalFolder: fresh.path).write(FixtureEdition.manifest, answers: one)
        let edition = try EditionStore(portalFolder: fresh.path).read("2026-W47")
        #expect(edition.entries.map(\.slug) == ["top-accounts"])
    }

    @Test func theNewestEditionIsThatOfTheLatestDate() throws {
        let portal = try PortalFolder.withEdition()
        var other = FixtureEdition.manifest
        other.edition = "zz-older"
        other.asOf = other.asOf.adding(days: -7)
        let store = EditionStore(portalFolder: portal.path)
        _ = try store.write(other, answers: FixtureEdition.answers)
        #expect(try store.names() == ["2026-W47", "zz-older"])
        #expect(try store.newest() == "2026-W47")
    }

    @Test(arguments: ["../x", ".hidden", "", "a/b"])
    func namesThatLeaveTheFolderAreRefused(_ name: String) throws {
        let portal = try PortalFolder()
        var manifest = FixtureEdition.manifest
        manifest.edition = name
        let failure = #expect(throws: Failure.self) {
            try EditionStore(portalFolder: portal.path).write(manifest, answers: [:])
        }
        #expect(failure?.exitCode == .usage)
    }

    @Test func brokenFilesAreNamed() throws {
        let portal = try PortalFolder.withEdition()
        try portal.write("\(EditionStoreTests.folder)/top-accounts.json", "{\"schema\": 1}")
        try FileManager.default.removeItem(atPath: "\(portal.path)/\(EditionStoreTests.folder)/win-rate-by-region.md")
        let failure = #expect(throws: Failure.self) { try EditionStore(portalFolder: portal.path).read("2026-W47") }
        #expect(failure?.exitCode == .configuration)
        #expect(
            failure?.diagnostics.map(\.file) == [
                "\(EditionStoreTests.folder)/top-accounts.json", "\(EditionStoreTests.folder)/win-rate-by-region.md",
            ])
    }
}
