import Foundation
import Testing

@Suite struct EvalCommandTests {
    @Test func scoresThePortal() async throws {
        try await SmallPortal.with { portal in
            try portal.write(
                """
                - ask: How much open pipeline do we have?
                  values: [{value: 600.50, unit: currency}]
                - ask: What is our win rate?
                  calls: [{function: analyze_win_rate}]
                  values: [{value: 0.6, unit: percent}]
                - ask: What is the weather in Paris?
                  status: [unanswerable, needs_clarification]
                - ask: How much did we book last quarter?
                  as_of: 2026-08-01
                  values: [{value: 250, unit: currency}]

                """, to: "questions/eval/10-right.yml")
            let right = try await portal.run("eval", "questions/eval")
            #expect(right.code == 0, "\(right.output)\(right.errors)")
            #expect(right.output.hasPrefix("4 questions, 0 failed\n"), "\(right.output)")
            #expect(right.errors.contains("[4/4] How much did we book last quarter?"))
            try portal.write(
                "- ask: What is our win rate?\n  values: [{value: 0.5, unit: percent}]\n",
                to: "questions/eval/20-wrong.yml")
            let both = try await portal.run("eval", "questions/eval/10-right.yml", "questions/eval/20-wrong.yml")
            #expect(both.code == 1)
            #expect(both.output.contains("\nquestions/eval/20-wrong.yml:1: What is our win rate?\n"), "\(both.output)")
            #expect(both.output.contains("came:     answered: The win rate is 60.0%"), "\(both.output)")
            let json = try await portal.run("eval", "questions/eval", "--format", "json")
            #expect(json.code == 1)
            #expect(json.output == (try await portal.run("eval", "questions/eval", "--format", "json")).output)
            let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            #expect(document?["failed"] as? Int == 1)
            // The lists are no questions of the portal.
            #expect((try await portal.run("build")).output.contains("Answered 2 of 2 questions"))
        }
    }

    @Test func tellsWhatIsWrongWithAList() async throws {
        try await SmallPortal.with { portal in
            try portal.write("- ask: Q\n  statsu: failed\n- {ask: R, chart: pi}\n", to: "known.yml")
            let run = try await portal.run("eval", "known.yml")
            #expect(run.code == 78)
            #expect(run.output == "")
            #expect(run.errors.contains("known.yml:2:3: error: unknown key `[0].statsu`\n  → Did you mean `status`?"))
            #expect(run.errors.contains("known.yml:3:19: error:"))
            try portal.write("- {ask: Q, calls: [{function: get_pipeline_sumary}]}\n", to: "known.yml")
            let call = try await portal.run("eval", "known.yml")
            #expect(call.code == 78)
            #expect(call.errors.contains("known.yml:1:31: error: there is no function"), "\(call.errors)")
            #expect(try await portal.run("eval").code == 64)
            #expect(try await portal.run("eval", "none.yml").code == 78)
        }
    }
}
