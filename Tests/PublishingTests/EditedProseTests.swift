import Analyst
import Core
import Publishing
import Testing

/// What a person wrote into an edition is held against its evidence.
@Suite struct EditedProseTests {
    private static let ranking = "content/editions/2026-W47/top-accounts.md"
    private static let trend = "content/editions/2026-W47/bookings-by-month.md"

    /// What is said of a file with a paragraph added.
    private func found(adding paragraph: String, to file: String = ranking) throws -> [Diagnostic] {
        try found { try $0.write(file, try $0.text(file) + "\n" + paragraph + "\n") }
    }

    private func found(after editing: (PortalFolder) throws -> Void) throws -> [Diagnostic] {
        let portal = try PortalFolder.withEdition()
        try editing(portal)
        do {
            _ = try Site.check(portal.configuration())
            return []
        } catch let failure as Failure {
            #expect(failure.exitCode == .configuration)
            return failure.diagnostics
        }
    }

    @Test(arguments: [
        "O’Neil & Sons holds $980,400.50 in 5 deals.",
        "Kestrel Aerospace has four deals.",
        "Brightwater Health has more deals than Halvorsen Logistics.",
        "**O’Neil & Sons** follows with $980K.",
        "The numbers below come from the CRM, and nobody has touched them.",
        "1. A list, not a number.",
    ])
    func whatIsTrueIsAccepted(_ paragraph: String) throws {
        #expect(try found(adding: paragraph) == [])
    }

    @Test func aTrueChangeIsAccepted() throws {
        // 541,750 / 498,600 = 1.08654
        let prose = "Bookings rose from $498,600 in October 2026 to $541,750 in November 2026, up 8.7 %."
        #expect(try found(adding: prose, to: EditedProseTests.trend) == [])
    }

    @Test(arguments: [
        ("O’Neil & Sons holds $980,401.50 in 5 deals.", "$980,401.50", 23),
        ("O’Neil & Sons holds $980,400.50 in 6 deals.", "6", 38),
        ("Brightwater Health has fewer deals than Halvorsen Logistics.", "fewer", 24),
        ("Kestrel Aerospace holds $980,400.50.", "$980,400.50", 25),
        ("Halvorsen Logistics holds €1.25M.", "€1.25M", 27),
        ("Halvorsen Logistics has 7 % of it.", "7 %", 25),
        ("Kestrel Aerospace has twelve deals.", "twelve", 23),
        ("**Kestrel Aerospace** follows with $512K.", "follows", 23),
        ("**Zorg Industries** holds $1.25M.", "Zorg Industries", 3),
        ("Kestrel Aerospace has [7](#f2) deals.", "7", 24),
    ])
    func whatIsFalseIsRefused(_ paragraph: String, _ words: String, _ column: Int) throws {
        let found = try found(adding: paragraph)
        #expect(found.contains { $0.message.hasPrefix("“\(words)” ") && $0.column == column }, "\(found)")
        for diagnostic in found {
            #expect(diagnostic.id == "figure.unbound")
            #expect(diagnostic.file == EditedProseTests.ranking)
            #expect(diagnostic.line == 12)
            #expect(
                diagnostic.solution == "Correct it, write it as a figure like [$1.25M](#f1), or leave it out.")
        }
    }

    @Test(arguments: [
        ("Bookings fell from $498,600 in October 2026 to $541,750 in November 2026.", "fell"),
        ("Bookings rose from $498,600 in October 2026 to $541,750 in November 2026, up 9.7 %.", "9.7 %"),
    ])
    func aFalseChangeIsRefused(_ paragraph: String, _ words: String) throws {
        let found = try found(adding: paragraph, to: EditedProseTests.trend)
        #expect(found.contains { $0.message.contains(words) && $0.line == 12 }, "\(found)")
    }

    /// Each of them is published as text, whatever a looser reader of Markdown takes it for.
    @Test(arguments: [
        ("- ```\n  x\n  ```\n\nKestrel Aerospace has 999 deals.", 16),
        ("<a 999 deals>", 12),
        ("They say ](999 deals) of it.", 12),
        ("Kestrel Aerospace has\n999. deals", 13),
        ("```\nKestrel Aerospace has 999 deals.\n```", 13),
        ("    Kestrel Aerospace has 999 deals.", 12),
        ("> - Kestrel Aerospace has **999** deals.", 12),
        ("Kestrel Aerospace has &#57;99 deals.", 12),
        ("![Kestrel Aerospace has 999 deals](x.png)", 12),
        ("Kestrel Aerospace has [999 deals](https://a.example/).", 12),
    ])
    func nothingHidesAFigure(_ paragraph: String, _ line: Int) throws {
        let found = try found(adding: paragraph)
        #expect(found.contains { $0.message.contains("999") && $0.line == line }, "\(found)")
    }

    @Test func whatIsNotPublishedIsNotChecked() throws {
        #expect(try found(adding: "<!-- 999 deals -->") == [])
    }

    @Test func linesEndingAsOnWindowsAreCountedAlike() throws {
        let found = try found {
            let text = try $0.text(EditedProseTests.ranking) + "\nKestrel Aerospace\nhas 12 deals.\n"
            try $0.write(EditedProseTests.ranking, text.replacing("\n", with: "\r\n"))
        }
        #expect(found.map(\.line) == [13] && found.map(\.column) == [5], "\(found)")
    }

    @Test func everyFalseWordIsTold() throws {
        let found = try found {
            try $0.write(
                EditedProseTests.ranking,
                try $0.text(EditedProseTests.ranking).replacing("ahead of the second", with: "ahead, nearly 40 %")
                    + "\nKestrel Aerospace has 12 deals.\n\nKestrel Aerospace has 13 deals.\n")
        }
        #expect(found.map(\.line) == [4, 12, 14], "\(found)")
    }

    @Test func aRefusalMayBeEditedInWordsOnly() throws {
        let file = "content/editions/2026-W47/next-resignations.md"
        #expect(try found(adding: "Ask the people themselves.", to: file) == [])
        let found = try found(adding: "We expect 3 of them.", to: file)
        #expect(found.map(\.message) == ["“3” is bound to nothing that the sentence names"])
    }
}
