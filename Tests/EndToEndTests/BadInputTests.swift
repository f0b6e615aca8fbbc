import Foundation
import Testing

/// Every bad input ends with a message that says where and what to do, with its exit code, and leaves the site as it was.
@Suite(.serialized) struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var file: String
        /// nil: the file is removed.
        var content: String?
        var code: Int32
        var messages: [String]

        init(_ name: String, _ file: String, _ content: String?, _ code: Int32, _ messages: String...) {
            testDescription = name
            self.file = file
            self.content = content
            self.code = code
            self.messages = messages
        }
    }

    private static let data = "data/opportunities.csv"
    private static let rows = SmallPortal.opportunities

    static let cases = [
        Case("a missing file", data, nil, 65, "data/opportunities.csv", "data.opportunities"),
        Case("an empty file", data, "", 65, "data/opportunities.csv", "empty"),
        Case("a header alone", data, rows.prefix { $0 != "\n" } + "\n", 65, "data/opportunities.csv"),
        Case(
            "no header", data, rows.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n", 65,
            "data/opportunities.csv:1", "header"),
        Case(
            "an unclosed quote", data, rows.replacing("\"Cargo, Inc\"", with: "\"Cargo, Inc"), 65,
            "data/opportunities.csv:4", "quot"),
        Case(
            "two columns of one name", data, rows.replacing("owner,stage", with: "Stage,stage"), 65,
            "data/opportunities.csv:1", "tage"),
        Case(
            "no amount column", data, rows.replacing("amount,prob", with: "comment,prob"), 65, "data/opportunities.csv",
            "amount", "broadsheet.yml"),
        Case(
            "too many broken rows", data, rows.replacing("2026-09-01", with: "yesterday"), 65,
            "data/opportunities.csv:2", "max_rejected"),
        Case("not UTF-8 text", data, "\u{0}PK\u{3}\u{4}", 65, "data/opportunities.csv"),
        Case(
            "an unknown key", "broadsheet.yml", SmallPortal.configuration + "\ncurency: USD\n", 78,
            "broadsheet.yml:5:1: error: unknown key `curency`", "Did you mean `currency`?"),
        Case(
            "a wrong type", "broadsheet.yml", SmallPortal.configuration + "\npublic: [1]\n", 78,
            "broadsheet.yml:5:9: error"),
        Case("bad syntax", "broadsheet.yml", "title: \"Small\ndata: {\n", 78, "broadsheet.yml:", "not valid YAML"),
        Case("no configuration", "broadsheet.yml", nil, 78, "broadsheet.yml", "broadsheet init"),
        Case(
            "two errors at once", "broadsheet.yml", SmallPortal.configuration + "\nurl: x\nlocale: xx-XX\n", 78,
            "broadsheet.yml:5:6", "broadsheet.yml:6:9"),
        Case(
            "a syntax error in a list", "questions/10-pipeline.yml", SmallPortal.questions + "\n   - ask: [\n", 78,
            "questions/10-pipeline.yml:", "not valid YAML"),
        Case(
            "a list without ask", "questions/10-pipeline.yml", "section: S\nquestions:\n  - slug: a\n", 78,
            "questions/10-pipeline.yml:3:5: error: `ask` is missing"),
        Case(
            "an unknown function", "questions/10-pipeline.yml",
            "section: S\nquestions:\n  - ask: Q?\n    calls: [{function: get_pipeline_sumary}]\n", 78,
            "questions/10-pipeline.yml:4:24: error: there is no function", "Did you mean `get_pipeline_summary`?"),
        Case(
            "wrong arguments", "questions/10-pipeline.yml",
            "section: S\nquestions:\n  - ask: Q?\n    calls: [{function: get_top_accounts_by_value, args: {limit: 0, lmit: 1}}]\n",
            78, "questions/10-pipeline.yml:4:65: error: get_top_accounts_by_value: `limit`",
            "questions/10-pipeline.yml:4:74: error: get_top_accounts_by_value: `lmit`", "Did you mean `limit`?"),
        Case(
            "a day before all data", "broadsheet.yml",
            SmallPortal.configuration.replacing("2026-11-20", with: "0001-01-01") + "\n", 78,
            "broadsheet.yml:2:8: error: `as_of`"),
        Case("no list", "questions/10-pipeline.yml", nil, 78, "questions/"),
    ]

    @Test(arguments: cases) func isToldAndChangesNothing(_ bad: Case) async throws {
        try await SmallPortal.with { portal in
            #expect(try await portal.run("build").code == 0)
            let before = try portal.tree("site")
            if let content = bad.content {
                try portal.write(content, to: bad.file)
            } else {
                try portal.remove(bad.file)
            }
            let build = try await portal.run("build")
            #expect(build.code == bad.code, "\(build.errors)")
            for message in bad.messages { #expect(build.errors.contains(message), "\(build.errors)") }
            #expect(build.errors.contains("→"))
            #expect(try portal.tree("site") == before)
        }
    }

    @Test func refusesAPipeAndAFolderInPlaceOfAFile() async throws {
        try await SmallPortal.with { portal in
            try portal.remove("data/opportunities.csv")
            #expect(mkfifo(portal.folder + "/data/opportunities.csv", 0o644) == 0)
            #expect(try await portal.run("build").code == 65)
            try portal.remove("data/opportunities.csv")
            try portal.write("", to: "data/opportunities.csv/file")
            #expect(try await portal.run("build").code == 65)
        }
    }

    @Test func tellsThatTheSiteCannotBeWritten() async throws {
        try await SmallPortal.with { portal in
            try portal.write("not a folder", to: "site")
            let build = try await portal.run("build")
            #expect(build.code == 73, "\(build.errors)")
            #expect(build.errors.contains("site"))
            #expect(try portal.read("site") == "not a folder")
        }
    }

    @Test func doesNotReplaceAFolderOfSomeoneElse() async throws {
        try await SmallPortal.with { portal in
            try portal.write("years of work", to: "site/thesis.txt")
            let build = try await portal.run("build")
            #expect(build.code == 73, "\(build.errors)")
            #expect(build.errors.contains("Move the files away"))
            #expect(try portal.read("site/thesis.txt") == "years of work")
        }
    }

    @Test func holdsAnEditionToItsEvidence() async throws {
        try await SmallPortal.with { portal in
            #expect(try await portal.run("build").code == 0)
            let before = try portal.tree("site")
            let base = "content/editions/2026-W47/pipeline"
            let evidence = try portal.read(base + ".json")
            try portal.write(evidence.replacing("\"value\" : 600.5", with: "\"value\" : 900.5"), to: base + ".json")
            let changed = try await portal.run("render")
            #expect(changed.code == 78)
            #expect(changed.errors.contains(base + ".json: error: figure f"))
            try portal.write(evidence, to: base + ".json")
            try portal.write(try portal.read(base + ".md") + "\nThat is 7 % more.\n", to: base + ".md")
            let edited = try await portal.run("render")
            #expect(edited.code == 78)
            #expect(edited.errors.contains(/pipeline\.md:\d+:9: error: “7 %” is bound to nothing/), "\(edited.errors)")
            let check = try await portal.run("check")
            #expect(check.code == 1)
            #expect(check.output.contains(/pipeline\.md:\d+:9: error: “7 %”/), "\(check.output)\(check.errors)")
            #expect(try portal.tree("site") == before)
        }
    }

    @Test func tellsThatAnotherBuildIsRunning() async throws {
        try await SmallPortal.with { portal in
            #expect(try await portal.run("build").code == 0)
            let descriptor = open(portal.folder + "/.broadsheet/lock", O_RDWR)
            #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            let build = try await portal.run("build")
            close(descriptor)
            #expect(build.code == 75)
            #expect(build.errors.contains("another build"))
            #expect(try await portal.run("build").code == 0)
        }
    }

    @Test func tellsThatTheEngineIsMissing() async throws {
        try await SmallPortal.with { portal in
            let build = try await portal.run("build", environment: ["BROADSHEET_DUCKDB": "/nonexistent/libduckdb.so"])
            #expect(build.code == 69)
            #expect(build.errors.contains("/nonexistent/libduckdb.so"))
        }
    }

    @Test func stopsWhenInterrupted() async throws {
        try await SmallPortal.with { portal in
            #expect(try await portal.run("build").code == 0)
            let before = try portal.tree("site")
            #expect(try await portal.run("sample", "--rows", "40000", "--output", "data", "--force").code == 0)
            let build = try await CommandLineTool.run(["build"], in: portal.folder) { process, errors in
                while process.isRunning, (try? CommandLineTool.text(of: errors))?.contains("Reading") != true {
                    usleep(2_000)
                }
                process.interrupt()
            }
            #expect(build.code == 130, "\(build.errors)")
            #expect(try portal.tree("site") == before)
            // The terminal that it ran in was closed.
            let left = try await CommandLineTool.run(["build"], in: portal.folder) { process, errors in
                while process.isRunning, (try? CommandLineTool.text(of: errors))?.contains("Reading") != true {
                    usleep(2_000)
                }
                kill(process.processIdentifier, SIGHUP)
            }
            #expect(left.code == 130, "\(left.errors)")
            #expect(!portal.has(".broadsheet/staging/site"))
            #expect(try portal.tree("site") == before)
            #expect(try await portal.run("render").code == 0)
        }
    }

    @Test(arguments: [
        ["--portal"], ["build", "--as-of", "2026-02-30"], ["build", "--edition", "../x"],
        ["build", "--only", "pipelin"],
        ["ask"], ["ask", "  "], ["frobnicate"], ["serve", "--port", "70000"], ["sample", "--rows", "-1"],
        ["init", "/"], ["init", "new", "--data", "data/opportunities.csv"], ["build", "--as-of", "0001-01-01"],
    ])
    func refusesWrongUsage(arguments: [String]) async throws {
        try await SmallPortal.with { portal in
            let outcome = try await CommandLineTool.run(arguments, in: portal.folder)
            #expect(outcome.code == 64, "\(outcome.errors)")
            #expect(!outcome.errors.isEmpty)
        }
    }
}
