import Analyst
import Analytics
import Core
import TestSupport
import Testing

/// Questions that go on from the ones before.
@Suite struct FollowUpTests {
    /// Function and the arguments that matter, as text.
    private func plan(_ answer: Answer) -> String {
        guard let call = answer.functionsExecuted.first else { return "\(answer.status.rawValue): \(answer.answer)" }
        let parts = call.args.sorted { $0.key < $1.key }
            .filter {
                $0.value != .array([])
                    && !["limit", "min_closed", "order", "data_begin", "grain", "previous_from", "previous_to"]
                        .contains($0.key)
            }
            .map { "\($0.key)=\(CanonicalJSON.text($0.value))" }
        return ([call.function] + parts).joined(separator: " ")
    }

    private static let emea = #"filters=[{"dimension":"region","exclude":false,"values":["EMEA"]}]"#
    private static let conversations: [([String], String)] = [
        (
            ["What is our win rate?", "only deals above 2k please"],
            #"analyze_win_rate conditions=[{"measure":"amount","operator":"above","value":2000}]"#
        ),
        (
            ["Bookings last quarter", "and in the quarter before that?"],
            #"get_revenue_trend from="2026-04-01" measure="bookings" to="2026-06-30""#
        ),
        (["How much pipeline do we have by type?", "only in EMEA"], "get_pipeline_summary dimension=\"type\" \(emea)"),
        (
            ["What were our bookings this quarter?", "and last quarter?"],
            #"get_revenue_trend from="2026-07-01" measure="bookings" to="2026-09-30""#
        ),
        (
            ["What is our win rate by region?", "by owner instead"], #"analyze_win_rate dimension="owner""#
        ),
        (
            ["Top 2 accounts by won value", "How much open pipeline do those accounts have?"],
            #"get_top_accounts_by_value filters=[{"dimension":"account","exclude":false,"values":["Cedar","Acme"]}] status="open""#
        ),
        (
            ["Bookings by type", "How much pipeline does the top performing type have?"],
            #"get_pipeline_summary filters=[{"dimension":"type","exclude":false,"values":["New Business"]}]"#
        ),
        (
            ["Show me the numbers", "I mean deals closing next month with probability above 40%"],
            #"get_top_opportunities conditions=[{"measure":"probability","operator":"above","value":0.4}] from="2026-12-01" status="open" to="2026-12-31""#
        ),
        (
            ["How many deals did we win this year?", "And lost?"],
            #"query_metric from="2026-01-01" measures=["lost_deals"] to="2026-12-31""#
        ),
        (["Pipeline by region", "How many customers do we have in total?"], #"query_metric measures=["logos"]"#),
        (["How much pipeline is in EMEA?", "and in total?"], "get_pipeline_summary"),
        (["pipeline in EMEA", "weighted?"], "forecast_pipeline_revenue \(emea) group_by=\"total\""),
        (
            ["Bookings by region", "excluding EMEA"],
            #"compare_segments dimension="region" filters=[{"dimension":"region","exclude":true,"values":["EMEA"]}] measure="bookings""#
        ),
        // A slip in between loses nothing of what was said before.
        (["Pipeline by type", "only in Globex", "only in EMEA"], "get_pipeline_summary dimension=\"type\" \(emea)"),
        // A question of its own carries nothing.
        (["Bookings in EMEA", "What is our win rate by type?"], #"analyze_win_rate dimension="type""#),
    ]

    @Test(arguments: conversations) func theLastQuestionIsReadInTheLightOfThoseBefore(
        _ questions: [String], _ expected: String
    ) async throws {
        #expect(plan(try await answerToLast(questions)) == expected)
    }

    @Test func whatIsCarriedOverIsSaid() async throws {
        let answer = try await answerToLast(["What were our bookings in EMEA this year?", "by type"])
        #expect(answer.reading.contains("carried over: bookings, Region EMEA, 2026"))
    }

    @Test func aPieIsDrawnOfWhatWasShown() async throws {
        let answer = try await answerToLast(["Pipeline by region", "as a pie"])
        #expect(answer.visualizations.first?.type == .pie)
    }

    @Test func withoutAnEarlierQuestionThereIsNothingToGoOnFrom() async throws {
        for question in ["only in EMEA", "and last quarter?", "those accounts", "as a pie"] {
            #expect(try await answerToLast([question]).status == .needsClarification, "\(question)")
        }
    }
}
