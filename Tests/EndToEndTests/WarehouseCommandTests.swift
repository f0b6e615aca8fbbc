import Foundation
import Testing

/// What the command line makes of functions of the portal's own, kept imports and a database.
@Suite struct WarehouseCommandTests {
    private static let function = """
        ---
        name: get_open_value
        description: Open value of one owner
        parameters:
          - {name: owner, description: Whose}
        columns: {value: currency}
        ---
        SELECT account, sum(amount) AS value FROM opportunities
        WHERE outcome = 'open' AND owner = :owner GROUP BY account ORDER BY value DESC
        """
    private static let questions = """
        section: Own
        questions:
          - ask: What does Ann have open?
            slug: ann
            calls: [{function: get_open_value, args: {owner: Ann}}]
        """

    @Test func aFunctionOfThePortalsOwnAnswersAPinnedQuestion() async throws {
        try await SmallPortal.with { portal in
            try portal.write(Self.function, to: "questions/functions/open_value.sql")
            try portal.write(Self.questions + "\n", to: "questions/20-own.yml")
            let build = try await portal.run("build")
            #expect(build.code == 0, "\(build.errors)")
            let answer = try portal.read("content/editions/2026-W47/ann.md")
            // Acme 100, Bolt & Sons 200.50.
            #expect(answer.contains("Bolt"))
            #expect(answer.contains("[$200.50]"))
        }
    }

    @Test func aFunctionThatTheEngineRefusesStopsTheBuildWithFileAndLine() async throws {
        try await SmallPortal.with { portal in
            let text = Self.function.replacing("FROM opportunities", with: "FROM read_text('/etc/passwd')")
            try portal.write(text, to: "questions/functions/open_value.sql")
            let build = try await portal.run("build")
            #expect(build.code == 78)
            #expect(build.errors.contains("questions/functions/open_value.sql:8"), "\(build.errors)")
            #expect(!portal.has("site/index.html"))
        }
    }

    @Test func unchangedFilesAreNotImportedAgain() async throws {
        try await SmallPortal.with { portal in
            #expect(try await portal.run("build").code == 0)
            let kept = try portal.tree(".broadsheet/imports").keys.filter { $0.hasSuffix(".duckdb") }
            #expect(kept.count == 1)
            let path = portal.folder + "/.broadsheet/imports/" + (kept.first ?? "")
            let before = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
            #expect(try await portal.run("ask", "How much open pipeline do we have?").code == 0)
            let after = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
            #expect(before == after)
            // A changed file is another import, and another answer.
            try portal.write(
                SmallPortal.opportunities.replacing(
                    "2,Bolt & Sons,Ann,Negotiation,200.50", with: "2,Bolt & Sons,Ann,Negotiation,201.50"),
                to: "data/opportunities.csv")
            let ask = try await portal.run("ask", "How much open pipeline do we have?")
            #expect(ask.output.contains("$601.50"))
            #expect(try portal.tree(".broadsheet/imports").keys.filter { $0.hasSuffix(".duckdb") }.count == 2)
        }
    }

    @Test func aDatabaseWhoseURLIsMissingOrThatIsDownIsToldWithoutThePassword() async throws {
        try await SmallPortal.with { portal in
            try portal.write(
                """
                title: Small Weekly
                as_of: 2026-11-20
                data:
                  engine: postgres
                  url_env: SMALL_PORTAL_URL
                  opportunities: {table: crm.opportunities}

                """, to: "broadsheet.yml")
            let missing = try await portal.run("data")
            #expect(missing.code == 78)
            #expect(missing.errors.contains("SMALL_PORTAL_URL"))
            let down = try await portal.run(
                "data",
                environment: ["SMALL_PORTAL_URL": "postgresql://reader:geheim@127.0.0.1:1/crm?connect_timeout=2"])
            #expect(down.code == 69)
            #expect(!(down.errors + down.output).contains("geheim"))
        }
    }

    @Test func loadingNeedsADatabase() async throws {
        try await SmallPortal.with { portal in
            let load = try await portal.run("data", "--load")
            #expect(load.code == 78)
            #expect(load.errors.contains("engine"))
            #expect(try await portal.run("data", "--replace").code == 64)
        }
    }
}
