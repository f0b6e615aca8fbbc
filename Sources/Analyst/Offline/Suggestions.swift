import Analytics
import Core
import Warehouse

/// Questions that this data can answer, for a reader who asked for something else or wants to go on.
struct Suggestions {
    let schema: Schema

    /// Up to three, the ones nearest to `function` first; never the question itself.
    func questions(after function: String?, asked: String) -> [String] {
        let dimension = ["region", "segment", "team", "owner", "product_category", "product", "type", "lead_source"]
            .compactMap { schema.dimension($0) }
        let first = dimension.first?.label.lowercased()
        let second = dimension.dropFirst().first?.label.lowercased() ?? first
        let hasAmounts = schema.openCount > schema.openWithoutAmount
        let hasDates = schema.has(.closed)
        var all: [(family: String, question: String)] = []
        if hasAmounts {
            all.append(("pipeline", "How big is our open pipeline?"))
            if let first { all.append(("pipeline", "How much pipeline do we have by \(first)?")) }
            if hasDates { all.append(("forecast", "What is our forecast for this quarter?")) }
        }
        if schema.wonCount + schema.lostCount > 0 {
            if let second { all.append(("win", "What is our win rate by \(second)?")) }
            if let first, first != second { all.append(("win", "What is our win rate by \(first)?")) }
        }
        if hasDates, schema.wonCount > 0 { all.append(("bookings", "How have bookings developed by month?")) }
        if schema.has(.account) { all.append(("accounts", "What are the top 10 accounts by won value?")) }
        all.append(("funnel", "What does our stage funnel look like?"))
        if hasDates { all.append(("overdue", "Which open deals are overdue?")) }
        if schema.hasContacts { all.append(("roles", "Which contact roles are most frequent?")) }
        let near = [
            "get_pipeline_summary": "pipeline", "analyze_win_rate": "win", "get_revenue_trend": "bookings",
            "compare_segments": "bookings", "forecast_pipeline_revenue": "forecast",
            "get_top_accounts_by_value": "accounts",
            "analyze_stage_funnel": "funnel", "find_slipped_deals": "overdue", "analyze_role_frequency": "roles",
        ]
        let family = function.flatMap { near[$0] }
        let key = QuestionTokens.key(asked)
        let others = all.filter { QuestionTokens.key($0.question) != key }
        let sorted = others.filter { $0.family == family } + others.filter { $0.family != family }
        var picked: [(family: String, question: String)] = []
        for candidate in sorted where picked.count < 3 && picked.filter({ $0.family == candidate.family }).count < 1 {
            picked.append(candidate)
        }
        return picked.map(\.question)
    }
}
