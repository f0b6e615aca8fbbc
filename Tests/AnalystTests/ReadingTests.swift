import Analyst
import Analytics
import Core
import TestSupport
import Testing

/// From a question to the calls that answer it.
@Suite struct ReadingTests {
    private func ask(_ question: String, fiscalStart: Int = 1) async throws -> Answer {
        let catalogue = try await SmallCRM.catalogue(fiscalStart: fiscalStart)
        return await OfflineAnalyst(catalogue: catalogue, format: FigureFormat()).answer(Question(question)) { _ in }
    }

    /// Function and the arguments that matter, as text.
    private func plan(_ question: String) async throws -> String {
        let answer = try await ask(question)
        guard let call = answer.functionsExecuted.first else { return "\(answer.status.rawValue): \(answer.answer)" }
        let parts = call.args.sorted { $0.key < $1.key }.filter {
            !["limit", "min_closed", "order"].contains($0.key)
                || !["50", "15", "1", "\"highest\""].contains(CanonicalJSON.text($0.value))
        }
        .map { "\($0.key)=\(CanonicalJSON.text($0.value))" }
        return ([call.function] + parts).joined(separator: " ")
    }

    private static let plans: [(String, String)] = [
        ("What are the top 5 accounts by opportunity value?", "get_top_accounts_by_value limit=5 status=\"all\""),
        ("Top 3 customers by revenue", "get_top_accounts_by_value limit=3 status=\"won\""),
        ("Who are our biggest accounts by pipeline?", "get_top_accounts_by_value limit=10 status=\"open\""),
        ("How big is our open pipeline?", "get_pipeline_summary"),
        ("How much pipeline do we have by region?", "get_pipeline_summary dimension=\"region\""),
        ("What pipeline is closing next month?", "get_pipeline_summary from=\"2026-12-01\" to=\"2026-12-31\""),
        ("What is our win rate by rep?", "analyze_win_rate dimension=\"owner\""),
        (
            "win rate last quarter for new business",
            "analyze_win_rate filters=[{\"dimension\":\"type\",\"exclude\":false,\"values\":[\"New Business\"]}] from=\"2026-07-01\" to=\"2026-09-30\""
        ),
        (
            "Win rate by type excluding renewals",
            "analyze_win_rate dimension=\"type\" filters=[{\"dimension\":\"type\",\"exclude\":true,\"values\":[\"Renewal\"]}]"
        ),
        ("What does our funnel look like?", "analyze_stage_funnel"),
        ("How many open deals are in each stage?", "analyze_stage_funnel"),
        (
            "What is our forecast for this quarter?",
            "forecast_pipeline_revenue from=\"2026-10-01\" group_by=\"month\" to=\"2026-12-31\""
        ),
        ("What is our weighted pipeline by month?", "forecast_pipeline_revenue group_by=\"month\""),
        (
            "How have bookings developed by quarter?",
            "get_revenue_trend from=\"2026-01-01\" grain=\"quarter\" measure=\"bookings\" to=\"2026-11-20\""
        ),
        (
            "How many deals did we win in Q3?",
            "get_revenue_trend from=\"2026-07-01\" grain=\"month\" measure=\"won_deals\" to=\"2026-09-30\""
        ),
        ("Bookings by region", "compare_segments dimension=\"region\" measure=\"bookings\""),
        ("What is our average deal size by type?", "compare_segments dimension=\"type\" measure=\"average_deal_size\""),
        ("Which deals are overdue?", "find_slipped_deals as_of=\"2026-11-20\" limit=10"),
        ("Which job titles are most frequent in won deals?", "analyze_role_frequency by=\"title\" status=\"won\""),
        ("Which rep has the lowest win rate?", "analyze_win_rate dimension=\"owner\" order=\"lowest\""),
        (
            "win rate renewal vs new business",
            "analyze_win_rate dimension=\"type\" filters=[{\"dimension\":\"type\",\"exclude\":false,\"values\":[\"New Business\",\"Renewal\"]}]"
        ),
        (
            "Why do we lose deals in EMEA?",
            "compare_segments dimension=\"type\" filters=[{\"dimension\":\"region\",\"exclude\":false,\"values\":[\"EMEA\"]}] measure=\"lost_deals\""
        ),
        ("Which contact roles are involved most often?", "analyze_role_frequency by=\"role\" status=\"all\""),
        (
            "pipeline over $5k",
            "get_pipeline_summary conditions=[{\"measure\":\"amount\",\"operator\":\"above\",\"value\":5000}]"
        ),
        (
            "Open deals with probability above 70%",
            "get_pipeline_summary conditions=[{\"measure\":\"probability\",\"operator\":\"above\",\"value\":0.7}]"
        ),
        (
            "open deals in EMEA",
            "get_pipeline_summary filters=[{\"dimension\":\"region\",\"exclude\":false,\"values\":[\"EMEA\"]}]"
        ),
    ]

    @Test(arguments: plans) func questionBecomesThisCall(_ question: String, _ expected: String) async throws {
        #expect(try await plan(question) == expected)
    }

    @Test(arguments: [
        "What is our churn?", "How much did we spend on marketing?", "What is the weather?", "Pipeline for Globex?",
        "win rate by industry", "What is our net retention by region?", "Pipeline by campaign",
    ])
    func whatIsNotInTheDataIsSaid(_ question: String) async throws {
        let answer = try await ask(question)
        #expect(answer.status == .unanswerable)
        #expect(answer.figures.isEmpty && answer.functionsExecuted.isEmpty)
        #expect(answer.suggestions.count == 3)
    }

    @Test(arguments: [
        "Overdue deals last quarter", "Win rate and average deal size by region", "Bookings by region by month",
        "Bookings by region and type", "Funnel last year", "Won and lost deals by region",
        "Pipeline in Q1 2025 and Q3 2025",
        "Bottom 5 overdue deals", "Win rate of lost deals",
    ])
    func noPartOfAQuestionIsDroppedInSilence(_ question: String) async throws {
        let answer = try await ask(question)
        #expect(answer.status == .needsClarification, "\(answer.reading)")
        #expect(answer.functionsExecuted.isEmpty)
    }

    @Test(arguments: ["Show me the numbers", "How are we doing?", "Deals", "", "???"])
    func whatIsTooVagueIsAskedBack(_ question: String) async throws {
        let answer = try await ask(question)
        #expect(answer.status == .needsClarification)
        #expect(answer.suggestions.count == 3)
    }

    @Test func suggestionsCanAllBeAnswered() async throws {
        let answer = try await ask("Show me the numbers")
        for suggestion in answer.suggestions { #expect(try await ask(suggestion).status == .answered, "\(suggestion)") }
    }

    @Test func quartersAreFiscalWhereTheYearIs() async throws {
        let answer = try await ask("Bookings in Q3", fiscalStart: 2)
        let call = try #require(answer.functionsExecuted.first)
        #expect(call.args["from"] == "2026-08-01")
        #expect(call.args["to"] == "2026-10-31")
        #expect(answer.reading.contains("Q3 FY2027"))
    }

    @Test func aPeriodThatIsNotOverIsComparedWithAsManyDays() async throws {
        let answer = try await ask("What are our bookings this quarter?")
        #expect(answer.functionsExecuted.count == 2)
        #expect(answer.functionsExecuted[1].args["from"] == "2026-07-01")
        #expect(answer.functionsExecuted[1].args["to"] == "2026-08-20")
    }
}
