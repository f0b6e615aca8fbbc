import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite(.serialized) struct CommandTests {
    @Test func asksAQuestion() async throws {
        try await SmallPortal.with { portal in
            let ask = try await portal.run("ask", "How much open pipeline do we have?", "--format", "json")
            #expect(ask.code == 0)
            for step in ["classify", "plan", "execute", "narrate", "visualize", "assemble"] {
                #expect(ask.errors.contains("\n" + step) || ask.errors.hasPrefix(step), "\(step)")
            }
            let answer = try #require(
                try JSONSerialization.jsonObject(with: Data(ask.output.utf8)) as? [String: Any])
            #expect(answer["status"] as? String == "answered")
            #expect(answer["schema"] as? Int == 1)
            let figures = try #require(answer["figures"] as? [[String: Any]])
            #expect(figures.contains { $0["value"] as? Double == 600.5 })
            #expect(!(try #require(answer["functions_executed"] as? [Any])).isEmpty)

            let text = try await portal.run("ask", "How much open pipeline do we have?")
            #expect(text.output.contains("$600.50"))
            #expect(!text.output.contains("](#"))
            let markdown = try await portal.run("ask", "How much open pipeline do we have?", "--format", "markdown")
            #expect(markdown.output.contains("[$600.50](#f"))
        }
    }

    @Test func refusesHonestly() async throws {
        try await SmallPortal.with { portal in
            let ask = try await portal.run("ask", "What is the weather on Mars?", "--format", "json")
            #expect(ask.code == 0)
            #expect(ask.output.contains("\"unanswerable\""))
        }
    }

    @Test func neverSendsACellsControlCharactersToTheTerminal() async throws {
        try await SmallPortal.with { portal in
            try portal.write(
                SmallPortal.opportunities.replacing("Acme", with: "Ac\u{1B}[31mme\u{7}"), to: "data/opportunities.csv")
            for arguments in [["ask", "What are the top 5 accounts by opportunity value?"], ["data"], ["build"]] {
                let outcome = try await CommandLineTool.run(arguments, in: portal.folder)
                #expect(outcome.code == 0, "\(outcome.errors)")
                #expect(!(outcome.output + outcome.errors).utf8.contains(0x1B))
            }
        }
    }

    @Test func makesAPortalForDataThatIsThere() async throws {
        try await SmallPortal.with { data in
            let folder = data.folder + "/new"
            let made = try await data.run("init", "new", "--data", "data")
            #expect(made.code == 0, "\(made.errors)")
            #expect(made.errors.contains("opportunities: opportunities.csv, 8 rows"))
            let configuration = try CommandLineTool.text(of: folder + "/broadsheet.yml")
            #expect(configuration.contains("opportunities: ../data/opportunities.csv"))
            let build = try await data.run("build", "--portal", "new")
            #expect(build.code == 0, "\(build.errors)")
            #expect(data.has("new/site/index.html"))
            #expect(data.has("new/site/about/index.html"))
            let again = try await data.run("init", "new", "--data", "data")
            #expect(again.code == 73)
            #expect(try CommandLineTool.text(of: folder + "/broadsheet.yml") == configuration)
        }
    }

    @Test func keepsFilesThatAreThere() async throws {
        try await SmallPortal.with { portal in
            try portal.remove("broadsheet.yml")
            try portal.write("mine\n", to: ".gitignore")
            let made = try await portal.run("init")
            #expect(made.code == 0, "\(made.errors)")
            #expect(made.errors.contains("kept: questions/"))
            #expect(try portal.read(".gitignore") == "mine\n")
            #expect(try portal.read("questions/10-pipeline.yml") == SmallPortal.questions + "\n")
            #expect(try portal.read("broadsheet.yml").contains("opportunities: data/opportunities.csv"))
        }
    }

    @Test func tellsHowToBeginWithoutData() async throws {
        try await SmallPortal.with { portal in
            let made = try await portal.run("init", "empty")
            #expect(made.code == 64)
            #expect(made.errors.contains("--data"))
            #expect(made.errors.contains("broadsheet sample"))
            #expect(!portal.has("empty"))
        }
    }

    @Test func tellsAFileFromAFolder() async throws {
        try await SmallPortal.with { portal in
            let data = try await portal.run("init", "new", "--data", "data/opportunities.csv")
            #expect(data.code == 64)
            #expect(data.errors.contains("Give the folder that holds it: `--data \(portal.folder)/data`"))
            #expect(!portal.has("new"))
            let place = try await portal.run("init", "broadsheet.yml", "--data", "data")
            #expect(place.code == 73)
            #expect(place.errors.contains("a file stands where the portal's folder belongs"))
        }
    }

    @Test func writesAConfigurationForDataThatNeedsMending() async throws {
        try await SmallPortal.with { portal in
            let deals = "id,account,stage,amount\n1,A,Won,5\n2,B,Open,six\n3,C,Lost,7\n"
            try portal.write(deals, to: "other/deals.csv")
            let made = try await portal.run("init", "new", "--data", "other")
            #expect(made.code == 65)
            #expect(made.errors.contains("deals.csv:3"))
            #expect(made.errors.contains("broadsheet check"))
            #expect(portal.has("new/broadsheet.yml"))
            #expect(portal.has("new/questions/10-pipeline.yml"))
            try portal.write(deals.replacing("six", with: "6"), to: "other/deals.csv")
            let data = try await portal.run("data", "--portal", "new")
            #expect(data.code == 0, "\(data.errors)")
        }
    }

    @Test func asksForTheOrderOfDayAndMonthWhereNothingTells() async throws {
        try await SmallPortal.with { portal in
            try portal.write(
                "id,account,stage,amount,close date\n1,A,Won,5,1/2/2026\n2,B,Open,6,3/4/2026\n", to: "other/deals.csv")
            let made = try await portal.run("init", "new", "--data", "other")
            #expect(made.code == 65, "\(made.errors)")
            #expect(made.errors.contains("date_format"))
            let configuration = try portal.read("new/broadsheet.yml")
            #expect(!configuration.contains("\n  date_format"))
            try portal.write(
                configuration.replacing("data:\n", with: "data:\n  date_format: MDY\n"), to: "new/broadsheet.yml")
            #expect(try await portal.run("data", "--portal", "new").code == 0)
        }
    }

    @Test func makesTheSameSampleFromTheSameSeed() async throws {
        try await SmallPortal.with { portal in
            #expect(try await portal.run("sample", "--rows", "300", "--seed", "7", "--output", "a").code == 0)
            #expect(try await portal.run("sample", "--rows", "300", "--seed", "7", "--output", "b").code == 0)
            #expect(try await portal.run("sample", "--rows", "300", "--seed", "8", "--output", "c").code == 0)
            #expect(try portal.tree("a") == portal.tree("b"))
            #expect(try portal.tree("a") != portal.tree("c"))
            #expect(try portal.tree("a").count == 5)
            let again = try await portal.run("sample", "--rows", "10", "--output", "a")
            #expect(again.code == 73)
            #expect(again.errors.contains("--force"))
            #expect(try portal.tree("a") == portal.tree("b"))
        }
    }

    @Test func servesTheSite() async throws {
        try await SmallPortal.with { portal in
            let early = try await portal.run("serve", "--port", "0")
            #expect(early.code == 78)
            #expect(early.errors.contains("broadsheet build"))
            #expect(try await portal.run("build").code == 0)
            let page = Mutable<[String: Int]>([:])
            let outcome = try await CommandLineTool.run(["serve", "--port", "0"], in: portal.folder) {
                process, errors in
                var address: String?
                while process.isRunning, address == nil {
                    let text = (try? CommandLineTool.text(of: errors)) ?? ""
                    address = text.split(separator: " ").first { $0.hasPrefix("http://127.0.0.1:") }.map(String.init)
                    usleep(2_000)
                }
                for path in ["", "answers/pipeline/", "answers/pipeline/index.csv", "nothing", "%2e%2e/broadsheet.yml"]
                {
                    page.value[path] = status(of: (address ?? "") + path)
                }
                process.terminate()
            }
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(
                page.value == [
                    "": 200, "answers/pipeline/": 200, "answers/pipeline/index.csv": 200, "nothing": 404,
                    "%2e%2e/broadsheet.yml": 404,
                ])
            let interrupted = try await CommandLineTool.run(["serve", "--port", "0"], in: portal.folder) {
                process, errors in
                while process.isRunning, (try? CommandLineTool.text(of: errors))?.contains("Serving") != true {
                    usleep(2_000)
                }
                process.interrupt()
            }
            #expect(interrupted.code == 130, "\(interrupted.errors)")
        }
    }
}

/// A box that a closure on another thread fills before the test reads it.
private final class Mutable<Value>: @unchecked Sendable {
    var value: Value
    init(_ value: Value) { self.value = value }
}

/// The status of a GET, waited for.
private func status(of address: String) -> Int {
    guard let url = URL(string: address) else { return -1 }
    let done = DispatchSemaphore(value: 0)
    let code = Mutable(-1)
    let task = URLSession(configuration: .ephemeral).dataTask(with: url) { _, response, _ in
        code.value = (response as? HTTPURLResponse)?.statusCode ?? -1
        done.signal()
    }
    task.resume()
    done.wait()
    return code.value
}
