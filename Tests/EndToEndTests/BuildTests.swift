import Foundation
import Testing

@Suite(.serialized) struct BuildTests {
    @Test func publishesAPortal() async throws {
        try await SmallPortal.with { portal in
            let build = try await portal.run("build")
            #expect(build.code == 0, "\(build.errors)")
            #expect(build.errors.contains("[1/2] How much open pipeline do we have?"))
            #expect(build.errors.contains("edition 2026-W47, as of 2026-11-20"))
            for name in [
                "index.html", "404.html", "data/index.html", "methodology/index.html", "answers/pipeline/index.html",
                "answers/pipeline/index.md", "answers/pipeline/index.json", "answers/pipeline/index.csv",
                "answers/win-rate/index.html", "sections/pipeline/index.html", ".gitignore",
            ] {
                #expect(portal.has("site/" + name), "\(name)")
            }
            #expect(portal.has("content/editions/2026-W47/edition.json"))
            // 100 + 200.50 + 300
            #expect(try portal.read("site/answers/pipeline/index.html").contains("$600.50"))
            // One of two closed deals in the East, two of three in the West.
            let rates = try portal.read("content/editions/2026-W47/win-rate.md")
            #expect(rates.contains("[50.0%]"))
            #expect(rates.contains("[66.7%]"))
        }
    }

    @Test func buildsTheSameBytesInAnyPlaceZoneAndLanguage() async throws {
        try await SmallPortal.with { first in
            try await SmallPortal.with { second in
                #expect(
                    try await first.run("build", environment: ["TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8"]).code == 0)
                #expect(
                    try await second.run("build", environment: ["TZ": "America/Los_Angeles", "LC_ALL": "C"]).code == 0)
                #expect(try first.tree("site") == second.tree("site"))
                #expect(try first.tree("content") == second.tree("content"))
                let before = try first.tree("site")
                #expect(try await first.run("build").code == 0)
                #expect(try first.tree("site") == before)
            }
        }
    }

    @Test func rendersWithoutTheData() async throws {
        try await SmallPortal.with { portal in
            #expect(try await portal.run("build").code == 0)
            let before = try portal.tree("site")
            try portal.remove("data")
            try portal.remove("site")
            let render = try await portal.run("render")
            #expect(render.code == 0, "\(render.errors)")
            #expect(try portal.tree("site") == before)
        }
    }

    @Test func publishesWhatAPersonWroteWhereItIsTrue() async throws {
        try await SmallPortal.with { portal in
            #expect(try await portal.run("build").code == 0)
            let (rates, pipeline) = (
                "content/editions/2026-W47/win-rate.md", "content/editions/2026-W47/pipeline.md"
            )
            let added = "The West wins 66.7% of its closed deals, more than the East with 50%."
            try portal.write(try portal.read(rates) + "\n\(added)\n", to: rates)
            try portal.write(
                try portal.read(pipeline) + "\nOpen pipeline is $600.50 in three deals.\n", to: pipeline)
            let render = try await portal.run("render")
            #expect(render.code == 0, "\(render.errors)")
            #expect(try portal.read("site/answers/win-rate/index.html").contains(added))
            let before = try portal.tree("site")

            try portal.write(try portal.read(rates).replacing("more than", with: "less than"), to: rates)
            try portal.write(try portal.read(pipeline).replacing("three deals", with: "four deals"), to: pipeline)
            let refused = try await portal.run("render")
            #expect(refused.code == 78)
            #expect(refused.errors.contains(/win-rate\.md:\d+:42: error: “less”/), "\(refused.errors)")
            #expect(refused.errors.contains(/pipeline\.md:\d+:29: error: “four” is bound to nothing/))
            #expect(refused.errors.contains("Correct it, write it as a figure like [$1.25M](#f1), or leave it out."))
            #expect(try portal.tree("site") == before)
        }
    }

    @Test func answersWithoutRendering() async throws {
        try await SmallPortal.with { portal in
            let answer = try await portal.run("answer")
            #expect(answer.code == 0, "\(answer.errors)")
            #expect(portal.has("content/editions/2026-W47/pipeline.md"))
            #expect(!portal.has("site/index.html"))
        }
    }

    @Test func answersOneQuestionAlone() async throws {
        try await SmallPortal.with { portal in
            #expect(try await portal.run("build").code == 0)
            let before = try portal.tree("content")
            try portal.write(
                SmallPortal.opportunities.replacing(
                    "1,Acme,Ann,Prospecting,100.00", with: "1,Acme,Ann,Prospecting,150.00"),
                to: "data/opportunities.csv")
            #expect(try await portal.run("build", "--only", "pipeline").code == 0)
            #expect(try portal.read("site/answers/pipeline/index.html").contains("$650.50"))
            let after = try portal.tree("content")
            #expect(after["editions/2026-W47/win-rate.json"] == before["editions/2026-W47/win-rate.json"])
            #expect(after["editions/2026-W47/pipeline.json"] != before["editions/2026-W47/pipeline.json"])
        }
    }

    @Test func leavesBadRowsOutAndListsThem() async throws {
        try await SmallPortal.with { portal in
            try portal.write(SmallPortal.configuration + "\n  max_rejected: 30%\n", to: "broadsheet.yml")
            try portal.write(
                SmallPortal.opportunities
                    + "9,Fir,Ann,Prospecting,1.00\n10,Gum,Ann,Prospecting,2.00,10%,2026-13-45,2026-12-01,East\n",
                to: "data/opportunities.csv")
            let build = try await portal.run("build")
            #expect(build.code == 0, "\(build.errors)")
            #expect(try portal.read("site/answers/pipeline/index.html").contains("$600.50"))
            let quality = try portal.read("site/data/index.html")
            #expect(quality.contains("opportunities.csv"))
            let data = try await portal.run("data")
            #expect(data.output.contains("opportunities.csv:10:"))
            #expect(data.output.contains("opportunities.csv:11: created_date"))
            #expect(!data.output.contains("2026-13-45"))
            let json = try #require(
                try JSONSerialization.jsonObject(
                    with: Data(try await portal.run("data", "--format", "json").output.utf8))
                    as? [String: Any])
            let report = try #require(json["quality"] as? [String: Any])
            #expect((report["rejected"] as? [Any])?.count == 2)
        }
    }

    @Test func publishesWhatItCanAndTellsTheRest() async throws {
        try await SmallPortal.with { portal in
            try portal.write(
                SmallPortal.questions + "\n  - ask: What is the weather on Mars?\n", to: "questions/10-pipeline.yml")
            let build = try await portal.run("build")
            #expect(build.code == 1)
            #expect(build.errors.contains("questions/10-pipeline.yml:7: warning: What is the weather on Mars?"))
            #expect(portal.has("site/index.html"))
            let check = try await portal.run("check")
            #expect(check.code == 1)
            #expect(check.output.contains("questions/10-pipeline.yml:7: error"))
        }
    }

    @Test func checksAPortalThatIsWell() async throws {
        try await SmallPortal.with { portal in
            #expect(try await portal.run("build").code == 0)
            let before = try portal.tree("site")
            let check = try await portal.run("check")
            #expect(check.code == 0, "\(check.output)")
            #expect(check.output.contains("0 errors"))
            #expect(try portal.tree("site") == before)
        }
    }

    @Test func keepsOlderEditionsClosed() async throws {
        try await SmallPortal.with { portal in
            #expect(try await portal.run("build").code == 0)
            let before = try portal.tree("content")
            let earlier = try await portal.run("build", "--as-of", "2026-10-01")
            #expect(earlier.code == 64)
            #expect(earlier.errors.contains("2026-W40"))
            #expect(try portal.tree("content") == before)
            #expect(try await portal.run("build", "--as-of", "2026-11-27").code == 0)
            #expect(portal.has("content/editions/2026-W48/edition.json"))
            #expect(portal.has("content/editions/2026-W47/edition.json"))
        }
    }
}
