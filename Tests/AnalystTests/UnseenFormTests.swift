import Analyst
import Analytics
import Core
import TestSupport
import Testing

/// Forms of questions that no list of sentences holds: numbers held against figures, dates of deals, contacts as a filter.
@Suite struct UnseenFormTests {
    /// The functions and the arguments that matter, as text.
    private func plan(_ answer: Answer) -> String {
        guard !answer.functionsExecuted.isEmpty else { return "\(answer.status.rawValue)" }
        return answer.functionsExecuted.map { call in
            let silent: Set<String> = [
                "limit", "min_closed", "order", "data_begin", "grain", "previous_from", "previous_to", "as_of",
            ]
            let parts = call.args.sorted { $0.key < $1.key }
                .filter {
                    $0.value != .array([])
                        && (!silent.contains($0.key) || $0.key == "order" && $0.value == "lowest"
                            || $0.key == "limit" && [1, 2, 3].contains($0.value.integer ?? 0))
                }
                .map { "\($0.key)=\(CanonicalJSON.text($0.value))" }
            return ([call.function] + parts).joined(separator: " ")
        }.joined(separator: "; ")
    }

    private static func filter(_ dimension: String, _ values: String, exclude: Bool = false) -> String {
        "filters=[{\"dimension\":\"\(dimension)\",\"exclude\":\(exclude),\"values\":[\(values)]}]"
    }

    private static let champion = filter("contact_role", "\"Champion\"")
    private static let noChampion = filter("contact_role", "\"Champion\"", exclude: true)

    private static let plans: [(String, String)] = [
        // A number that a figure is held against narrows nothing.
        ("Is our pipeline above $50k?", "get_pipeline_summary"),
        ("Isn't our win rate around 90%?", "analyze_win_rate"),
        ("Isn't EMEA our best region?", "compare_segments dimension=\"region\" measure=\"bookings\""),
        ("Is Ann's win rate better than 30%?", "analyze_win_rate \(filter("owner", "\"Ann\""))"),
        (
            "Are there any deals over $1k?",
            "get_top_opportunities conditions=[{\"measure\":\"amount\",\"operator\":\"above\",\"value\":1000}] status=\"open\""
        ),
        // Deals by their dates.
        ("oldest open deal", "get_top_opportunities limit=1 order=\"lowest\" order_by=\"created\" status=\"open\""),
        (
            "which deal has been open the longest",
            "get_top_opportunities limit=1 order=\"lowest\" order_by=\"created\" status=\"open\""
        ),
        ("when was our last win?", "get_top_opportunities limit=1 order_by=\"closed\" status=\"won\""),
        (
            "the 2 most recent wins in EMEA",
            "get_top_opportunities \(filter("region", "\"EMEA\"")) limit=2 order_by=\"closed\" status=\"won\""
        ),
        ("newest opportunities", "get_top_opportunities order_by=\"created\" status=\"all\""),
        (
            "next deal to close",
            "get_top_opportunities from=\"2026-11-20\" limit=1 order=\"lowest\" order_by=\"closed\" status=\"open\""
        ),
        ("the most overdue deal", "find_slipped_deals limit=1 order_by=\"closed\""),
        ("How many deals are more than 60 days overdue?", "find_slipped_deals days=60"),
        ("which region has the oldest deals", "needs_clarification"),
        (
            "latest closed deal in EMEA",
            "get_top_opportunities \(filter("region", "\"EMEA\"")) order_by=\"closed\" status=\"won\""
        ),
        ("which account has been with us the longest", "needs_clarification"),
        ("who needs help?", "needs_clarification"),
        ("Which customers have we won most often", "compare_segments dimension=\"account\" measure=\"won_deals\""),
        ("what's closing this month?", "get_top_opportunities from=\"2026-11-01\" status=\"open\" to=\"2026-11-30\""),
        // What deals lack.
        (
            "How many open deals have no amount?",
            "query_metric \(filter("amount", "\"(not set)\"")) measures=[\"open_deals\"]"
        ),
        ("pipeline without contacts", "get_pipeline_summary \(filter("contact", "\"(not set)\""))"),
        (
            "deals with no region", "query_metric \(filter("region", "\"(not set)\"")) measures=[\"deals\"]"
        ),
        ("accounts with no open deals", "needs_clarification"),
        // Contacts as a filter.
        ("How much pipeline has no champion?", "get_pipeline_summary \(noChampion)"),
        (
            "average deal size on deals with a champion",
            "get_revenue_trend from=\"2026-03-11\" measure=\"average_deal_size\" \(champion) to=\"2026-11-20\""
        ),
        ("win rate with a champion vs without", "analyze_win_rate \(champion); analyze_win_rate \(noChampion)"),
        ("does having a champion help?", "analyze_win_rate \(champion); analyze_win_rate \(noChampion)"),
        (
            "win rate by region without an executive",
            "analyze_win_rate dimension=\"region\" \(filter("contact_seniority", "\"C-level\",\"VP\"", exclude: true))"
        ),
        // Beside the whole.
        (
            "How does Ann's win rate compare to the team?",
            "analyze_win_rate \(filter("owner", "\"Ann\"")); analyze_win_rate"
        ),
        (
            "EMEA's win rate versus everyone else",
            "analyze_win_rate \(filter("region", "\"EMEA\"")); analyze_win_rate \(filter("region", "\"EMEA\"", exclude: true))"
        ),
        (
            "does Ann's pipeline exceed Bob's",
            "get_pipeline_summary dimension=\"owner\" \(filter("owner", "\"Ann\",\"Bob\""))"
        ),
        // Stages in their order.
        ("pipeline past Proposal", "get_pipeline_summary \(filter("stage", "\"Negotiation\""))"),
        ("pipeline in Proposal or later", "get_pipeline_summary \(filter("stage", "\"Negotiation\",\"Proposal\""))"),
        ("bookings in Negotiation", "needs_clarification"),
        // Time.
        (
            "bookings July through September 2026",
            "get_revenue_trend from=\"2026-07-01\" measure=\"bookings\" to=\"2026-09-30\""
        ),
        ("bookings before July 2026", "query_metric measures=[\"bookings\"] to=\"2026-06-30\""),
        ("pipeline closing after November", "get_pipeline_summary from=\"2026-12-01\""),
        (
            "deals created today",
            "get_revenue_trend from=\"2026-11-20\" measure=\"created_deals\" to=\"2026-11-20\"; get_revenue_trend from=\"2026-11-19\" measure=\"created_deals\" to=\"2026-11-19\""
        ),
        (
            "How many deals did Ann close this year?",
            "query_metric \(filter("owner", "\"Ann\"")) from=\"2026-01-01\" measures=[\"closed_deals\"] to=\"2026-12-31\""
        ),
        // Deals that were created in a period.
        (
            "win rate of deals created in Q1",
            "analyze_win_rate filters=[{\"dimension\":\"created\",\"exclude\":false,\"values\":[\"2026-01-01\",\"2026-03-31\"]}]"
        ),
        (
            "pipeline created this month",
            "get_revenue_trend from=\"2026-11-01\" measure=\"created_value\" to=\"2026-11-30\"; get_revenue_trend from=\"2026-10-01\" measure=\"created_value\" to=\"2026-10-20\""
        ),
        (
            "whose deals are stalled",
            "find_stalled_deals basis=\"history\" days=30 dimension=\"owner\" measure=\"stalled_deals\""
        ),
        // What moved, and in which direction.
        (
            "which owner's bookings dropped the most this quarter",
            "get_period_change compare=\"previous\" dimension=\"owner\" from=\"2026-10-01\" measure=\"bookings\" to=\"2026-12-31\""
        ),
        ("bookings through July", "get_revenue_trend from=\"2026-01-01\" measure=\"bookings\" to=\"2026-07-31\""),
        (
            "EMEA plus APAC pipeline",
            "get_pipeline_summary dimension=\"region\" \(filter("region", "\"APAC\",\"EMEA\""))"
        ),
        ("Does Ann have the most overdue deals?", "compare_segments dimension=\"owner\" measure=\"overdue_deals\""),
        // Bounds.
        (
            "accounts with over 5k pipeline",
            "query_metric dimensions=[\"account\"] having=[{\"measure\":\"pipeline\",\"operator\":\"above\",\"value\":5000}] measures=[\"pipeline\"]"
        ),
        (
            "accounts with over 5k pipeline",
            "query_metric dimensions=[\"account\"] having=[{\"measure\":\"pipeline\",\"operator\":\"above\",\"value\":5000}] measures=[\"pipeline\"]"
        ),
        (
            "pipeline, leaving out anything under 2k",
            "get_pipeline_summary conditions=[{\"measure\":\"amount\",\"operator\":\"at_least\",\"value\":2000}]"
        ),
        (
            "How many five figure deals are open?",
            "get_pipeline_summary conditions=[{\"measure\":\"amount\",\"operator\":\"at_least\",\"value\":10000},{\"measure\":\"amount\",\"operator\":\"below\",\"value\":100000}]"
        ),
        // One deal and what is known of it.
        ("largest deal we lost and its type", "get_top_opportunities limit=1 show=[\"type\"] status=\"lost\""),
        (
            "who works on Acme",
            "compare_segments dimension=\"owner\" \(filter("account", "\"Acme\"")) measure=\"total_value\""
        ),
        ("which owner takes longest to close", "compare_segments dimension=\"owner\" measure=\"sales_cycle\""),
        // What would be another question.
        ("top 2 deals per region", "needs_clarification"),
        ("best owner in each region", "needs_clarification"),
        ("how many deals does each owner have on average", "needs_clarification"),
        ("what happens if we win everything in Negotiation", "unanswerable"),
        ("pipeline if you leave out renewals", "get_pipeline_summary \(filter("type", "\"Renewal\"", exclude: true))"),
        ("revenue from accounts that have open pipeline", "needs_clarification"),
        ("which of the two is better", "needs_clarification"),
        ("What is his win rate?", "needs_clarification"),
    ]

    @Test(arguments: plans)
    func aFormMeansItsCalls(_ question: String, _ expected: String) async throws {
        let answer = try await answerToLast([question])
        let found = plan(answer)
        // The arguments stand in the order of their names, but for the filters of the list above.
        #expect(sorted(found) == sorted(expected), "\(answer.answer)")
    }

    private func sorted(_ plan: String) -> [[String]] {
        plan.components(separatedBy: "; ").map { $0.components(separatedBy: " ").sorted() }
    }

    private static let conversations: [([String], String)] = [
        (
            ["Win rate in EMEA?", "And in APAC?", "which of the two is better?"],
            "analyze_win_rate dimension=\"region\" \(filter("region", "\"APAC\",\"EMEA\""))"
        ),
        (
            ["Open pipeline in EMEA?", "And in APAC?", "put the two together"],
            "get_pipeline_summary dimension=\"region\" \(filter("region", "\"APAC\",\"EMEA\""))"
        ),
        (
            ["Who has won the most revenue this year?", "what is that person's win rate, all years?"],
            "analyze_win_rate \(filter("owner", "\"Bob\""))"
        ),
        (
            ["Which rep has the most open pipeline?", "what's their win rate?"],
            "analyze_win_rate \(filter("owner", "\"Ann\""))"
        ),
        (
            ["Who has won the most revenue this year?", "and who came second?"],
            "get_revenue_trend \(filter("owner", "\"Ann\"")) from=\"2026-01-01\" measure=\"bookings\" to=\"2026-12-31\""
        ),
        (
            ["What did we win in Q1 2026?", "what about the quarter after?"],
            "get_revenue_trend from=\"2026-04-01\" measure=\"bookings\" to=\"2026-06-30\""
        ),
        (
            ["How many open deals have a champion?", "and the value of those deals?"],
            "get_pipeline_summary \(champion)"
        ),
        (
            ["How much pipeline does Bob have?", "drop anything under 2k"],
            "get_pipeline_summary conditions=[{\"measure\":\"amount\",\"operator\":\"at_least\",\"value\":2000}] \(filter("owner", "\"Bob\""))"
        ),
        (["How many open deals does Ann have?", "what does she earn?"], "unanswerable"),
        (
            ["Which region has the highest win rate?", "how much pipeline does it have"],
            "get_pipeline_summary \(filter("region", "\"EMEA\""))"
        ),
        (
            ["How much pipeline in EMEA?", "And in APAC?", "which is bigger"],
            "get_pipeline_summary dimension=\"region\" \(filter("region", "\"APAC\",\"EMEA\""))"
        ),
    ]

    @Test(arguments: conversations)
    func aFollowUpMeansItsCalls(_ questions: [String], _ expected: String) async throws {
        let answer = try await answerToLast(questions)
        #expect(sorted(plan(answer)).first == sorted(expected).first, "\(answer.answer)")
    }

    @Test func whatFellMostIsToldFirst() async throws {
        // This quarter Bob won 5000 and Ann nothing; in the one before Ann won 2000.50.
        let answer = try await answerToLast(["which owner's bookings dropped the most this quarter"])
        #expect(answer.answer.hasPrefix("Bookings fell most for **Ann**"), "\(answer.answer)")
        let risen = try await answerToLast(["which owner's bookings grew the most this quarter"])
        #expect(risen.answer.hasPrefix("Bookings rose most for **Bob**"), "\(risen.answer)")
    }

    @Test func anOldDealIsToldWithItsAge() async throws {
        let answer = try await answerToLast(["oldest open deal"])
        // O5 was created on 1 September, 80 days before 20 November.
        #expect(answer.answer.contains("80 days"))
        #expect(answer.answer.contains("Birch"))
    }
}
