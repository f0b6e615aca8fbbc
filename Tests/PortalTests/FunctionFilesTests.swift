import Analytics
import Core
import Foundation
import Portal
import Testing

/// `questions/functions/*.sql`: front matter and one SELECT.
@Suite struct FunctionFilesTests {
    private static let renewals = """
        ---
        name: get_renewals_at_risk
        description: Open renewals that close soon, by account
        parameters:
          - {name: days, type: integer, description: Days ahead, default: 30, minimum: 1, maximum: 365}
          - {name: owner, description: Whose}
        columns: {value: currency, deals: count}
        ---
        SELECT account, sum(amount) AS value, count(*) AS deals
        FROM opportunities
        WHERE outcome = 'open' AND closed <= CAST(:as_of AS DATE) + CAST(:days AS INTEGER) AND owner = :owner
        GROUP BY account
        """

    private func load(_ text: String) throws -> [PortalFunction] {
        try TemporaryFolder.with { folder in
            try folder.write(text, to: "questions/functions/own.sql")
            return try FunctionFiles.load(folder: folder.path)
        }
    }

    @Test func frontMatterBecomesParametersAndUnits() throws {
        let function = try #require(try load(Self.renewals).first)
        #expect(function.name == "get_renewals_at_risk" && function.file == "questions/functions/own.sql")
        #expect(
            function.parameters == [
                Parameter("days", .integer(1...365), "Days ahead", default: 30),
                Parameter("owner", .text, "Whose", isRequired: true),
            ])
        #expect(function.units == ["value": .currency, "deals": .count])
        #expect(function.firstLine == 9)
    }

    @Test func aPortalWithoutTheFolderHasNone() throws {
        try TemporaryFolder.with { folder in
            let none = try FunctionFiles.load(folder: folder.path)
            #expect(none.isEmpty)
        }
    }

    @Test(
        arguments: [
            ("SELECT 1", 1, "front matter"), ("---\nname: get_it\n", 1, "front matter"),
            ("---\nname: Get It\ndescription: d\n---\nSELECT 1", 2, "name"),
            ("---\ndescription: d\n---\nSELECT 1", 2, "`name` is missing"),
            ("---\nname: get_it\ndescription: d\nextra: 1\n---\nSELECT 1", 4, "unknown key"),
            ("---\nname: get_it\ndescription: d\nparameters: [{name: n, type: intger}]\n---\nSELECT :n", 4, "type"),
            (
                "---\nname: get_it\ndescription: d\nparameters: [{name: n, type: integer, default: x}]\n---\nSELECT :n",
                4, "default"
            ),
            ("---\nname: get_it\ndescription: d\nparameters: [{name: as_of, type: date}]\n---\nSELECT 1", 4, "name"),
            ("---\nname: get_it\ndescription: d\ncolumns: {a: dollars}\n---\nSELECT 1", 4, "unit"),
            ("---\nname: get_it\ndescription: d\n---\n\nSELECT 'open", 6, "quote"),
            ("---\nname: get_it\ndescription: d\n---\nSELECT 1;\nDROP TABLE opportunities", 6, "one statement"),
            ("---\nname: get_it\ndescription: d\n---\nSELECT :days", 5, "not declared"),
        ] as [(String, Int, String)])
    func whatIsWrongIsToldWithItsLine(_ text: String, _ line: Int, _ words: String) throws {
        do {
            _ = try load(text)
            Issue.record("taken: \(text)")
        } catch let failure as Failure {
            #expect(failure.exitCode == .configuration)
            let found = try #require(failure.diagnostics.first)
            #expect(found.file == "questions/functions/own.sql" && found.line == line, "\(found)")
            #expect(found.description.contains(words), "\(found)")
        }
    }
}
