import Analyst
import Core

/// What the offline analyst is asked.
enum AnalystQuestions {
    private static let dimensions = [
        "region", "industry", "country", "lead source", "owner", "type", "segment", "team",
    ]

    static let generated: [Question] = asked.map { Question($0) } + pinned

    private static var asked: [String] {
        var list: [String] = []
        for dimension in dimensions {
            list.append("How much pipeline do we have by \(dimension)?")
            list.append("What is our win rate by \(dimension)?")
            list.append("What are our bookings by \(dimension) this year?")
            list.append("What is the average deal size by \(dimension)?")
            list.append("How many open deals do we have by \(dimension)?")
            list.append("Sales cycle by \(dimension)")
            list.append("What is our weighted pipeline by \(dimension)?")
        }
        for number in [3, 5, 10, 20, 40] {
            list.append("What are the top \(number) accounts by opportunity value?")
            list.append("What are the top \(number) accounts by pipeline?")
            list.append("Top \(number) accounts by won value")
            list.append("What are the \(number) largest open deals?")
        }
        for grain in ["month", "quarter", "week"] {
            list.append("How have bookings developed by \(grain)?")
            list.append("Win rate by \(grain)")
            list.append("Deals created by \(grain)")
            list.append("Average deal size by \(grain)")
        }
        return list + others
    }

    private static let others: [String] = [
        "What is our forecast for this quarter?", "What is our forecast for next quarter?",
        "What is our pipeline forecast by month?", "How much open pipeline do we have?",
        "What does our funnel look like by stage?", "How much pipeline is closing in the next 30 days?",
        "Which open deals are overdue?", "What is our win rate this year?", "What is our win rate?",
        "What is our win rate last quarter?", "What are our bookings this quarter?",
        "What are our bookings last quarter?", "What were bookings in Q2 2026?", "Bookings last month",
        "Which contact roles are most frequent in our deals?", "Which job titles are most frequent in won deals?",
        "Which region has the lowest win rate?", "Which owner booked the most this year?",
        "How many deals did we win last quarter?", "What is our sales cycle?", "What is our average deal size?",
        "How much did we lose this year?", "Average deal size this year", "Bookings this year",
        "Bookings in EMEA by quarter", "Win rate for new business by industry", "Pipeline in APAC by owner",
        "How much pipeline is above $100k?", "Deals above $500k", "Pipeline by stage", "Pipeline by stage in EMEA",
        "Which industry has the highest average deal size?", "Forecast for this year", "Win rate in EMEA",
        "Overdue deals in EMEA", "Bookings by region last quarter", "Bookings by owner last month",
        "What share of our pipeline is in EMEA?", "How many customers do we have?", "Funnel in North America",
    ]

    private static func pin(_ text: String, _ function: String, _ arguments: [String: JSON] = [:]) -> Question {
        Question(text, calls: [.init(function: function, arguments: arguments)])
    }

    private static var pinned: [Question] {
        var list: [Question] = [
            pin("Which open deals have stalled?", "find_stalled_deals", ["days": 45]),
            pin("Which open deals have stalled most?", "find_stalled_deals", ["limit": 40]),
            pin("Who lacks a decision maker?", "find_missing_stakeholders"),
            pin("Why do we lose deals?", "analyze_losses"),
            pin("How concentrated is the pipeline?", "analyze_concentration", ["top": 10]),
            pin("How concentrated are bookings?", "analyze_concentration", ["top": 3, "measure": "bookings"]),
            pin("How concentrated is value?", "analyze_concentration", ["top": 40, "measure": "total_value"]),
            pin("How many open deals have no next step?", "analyze_next_steps"),
            pin("Sales velocity", "analyze_deal_velocity"),
            pin("Titles", "analyze_titles"),
            pin("Titles by function", "analyze_titles", ["by": "function"]),
            pin("Bookings against last year", "get_period_change", ["from": "2026-01-01", "compare": "previous_year"]),
        ]
        let quarter: [String: JSON] = ["from": "2026-07-01", "to": "2026-09-30"]
        let month: [String: JSON] = ["measure": "created_deals", "from": "2026-10-01", "to": "2026-10-31"]
        let ahead: [String: JSON] = ["from": "2026-10-01", "to": "2026-12-31", "group_by": "dimension"]
        for name in ["region", "owner", "country", "segment"] {
            let dimension: [String: JSON] = ["dimension": .string(name)]
            list.append(pin("Velocity by \(name)", "analyze_deal_velocity", dimension))
            list.append(pin("Losses by \(name)", "analyze_losses", dimension))
            list.append(pin("What moved bookings by \(name)?", "get_period_change", quarter.merging(dimension) { $1 }))
            list.append(
                pin("What moved deals created by \(name)?", "get_period_change", month.merging(dimension) { $1 }))
            list.append(pin("Forecast by \(name)", "forecast_pipeline_revenue", ahead.merging(dimension) { $1 }))
        }
        return list
    }

    static let small: [Question] =
        [
            "What are the top 5 accounts by opportunity value?", "What is our win rate by type?",
            "How have bookings developed by month?", "What is our forecast for this quarter?",
            "What does our funnel look like?", "Which contact roles are most frequent?", "Which deals are overdue?",
            "What are our bookings this quarter?", "Bookings by region", "Pipeline by region", "Win rate by owner",
            "Top 2 accounts by won value", "What is our win rate?", "How much open pipeline do we have?",
        ].map { Question($0) } + [pin("Acme", "get_account_overview", ["account": "Acme"])]

    static let odd: [Question] =
        [
            "What are the top 5 accounts by opportunity value?", "Top 3 accounts by pipeline", "Pipeline by region",
            "Pipeline by owner", "Win rate by region", "Bookings by owner", "Which deals are overdue?",
            "What are the largest open deals?", "Bookings by quarter", "How much open pipeline do we have?",
        ].map { Question($0) } + [pin("24/7 Care", "get_account_overview", ["account": "24/7 Care"])]
}
