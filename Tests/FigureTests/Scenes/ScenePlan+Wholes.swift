import Core

extension ScenePlan {
    /// Lists of opportunities.
    static var deals: [ScenePlan] {
        let lists: [(Data, String, [String: JSON], String, (String, String))] = [
            (
                .generated, "find_slipped_deals", ["limit": 10], "Which open deals are overdue?",
                ("overdue deal", "overdue deals")
            ),
            (
                .generated, "find_slipped_deals", ["limit": 40], "List the overdue deals",
                ("overdue deal", "overdue deals")
            ),
            (
                .generated, "find_slipped_deals", ["limit": 2], "The two largest overdue deals?",
                ("overdue deal", "overdue deals")
            ),
            (
                .generated, "get_top_opportunities", ["limit": 5], "What are the five largest open deals?",
                ("open deal", "open deals")
            ),
            (
                .generated, "get_top_opportunities", ["limit": 50], "List the largest open deals",
                ("open deal", "open deals")
            ),
            (.generated, "get_top_opportunities", ["limit": 3], "Top 3 open deals", ("open deal", "open deals")),
            (
                .generated, "find_stalled_deals", ["limit": 8, "days": 45],
                "Which open deals have stalled for more than 45 days?", ("stalled deal", "stalled deals")
            ),
            (
                .generated, "find_stalled_deals", ["limit": 40], "Which open deals have stalled?",
                ("stalled deal", "stalled deals")
            ),
            (.odd, "find_slipped_deals", [:], "Which deals are overdue?", ("overdue deal", "overdue deals")),
            (.odd, "get_top_opportunities", [:], "Which are the largest open deals?", ("open deal", "open deals")),
        ]
        return lists.map { data, function, arguments, question, nouns in
            plan(
                data, "\(function) \(arguments["limit"]?.integer ?? 0) \(data)", .deals, question,
                [(function, arguments)]
            ) {
                $0.names = "account"
                $0.column = "amount"
                $0.measure = "amount"
                $0.total = "value"
                $0.countTotal = "deals"
                $0.counted = nouns
                $0.group = nouns
            }
        }
    }

    /// Results that are no list of groups.
    static var wholes: [ScenePlan] { summaries + breakdowns }

    private static var summaries: [ScenePlan] {
        [
            whole("pipeline", .summary, "How much open pipeline do we have?", "get_pipeline_summary", [:]),
            whole(
                "pipeline small", .summary, "How much open pipeline do we have?", "get_pipeline_summary", [:],
                data: .small),
            whole(
                "pipeline EMEA", .summary, "How much open pipeline do we have in EMEA?", "get_pipeline_summary",
                ["filters": [["dimension": "region", "values": ["EMEA"], "exclude": false]]]),
            whole(
                "pipeline above 100k", .summary, "How much pipeline is there in deals above $100K?",
                "get_pipeline_summary", ["conditions": [["measure": "amount", "operator": "above", "value": 100000]]]),
            whole(
                "forecast Q4", .forecast, "What is our forecast for this quarter?", "forecast_pipeline_revenue",
                ["from": "2026-10-01", "to": "2026-12-31"]),
            whole(
                "forecast Q1", .forecast, "What is our forecast for Q1 2027?", "forecast_pipeline_revenue",
                ["from": "2027-01-01", "to": "2027-03-31"]),
            whole(
                "forecast by month", .forecast, "What is our forecast for Q4 2026 by month?",
                "forecast_pipeline_revenue", ["from": "2026-10-01", "to": "2026-12-31", "group_by": "month"],
                names: "month"),
            whole(
                "forecast by region", .forecast, "What is our forecast for this quarter by region?",
                "forecast_pipeline_revenue",
                ["from": "2026-10-01", "to": "2026-12-31", "group_by": "dimension", "dimension": "region"],
                names: "region"),
            whole(
                "forecast by owner", .forecast, "What is our forecast for this quarter by owner?",
                "forecast_pipeline_revenue",
                ["from": "2026-10-01", "to": "2026-12-31", "group_by": "dimension", "dimension": "owner"],
                names: "owner"),
            whole(
                "forecast by industry", .forecast, "What is our forecast for this quarter by industry?",
                "forecast_pipeline_revenue",
                ["from": "2026-10-01", "to": "2026-12-31", "group_by": "dimension", "dimension": "industry"],
                names: "industry"),
            whole(
                "account", .account, "How do we stand with 24/7 Care?", "get_account_overview",
                ["account": "24/7 Care"], data: .odd),
        ]
    }

    private static var breakdowns: [ScenePlan] {
        [
            whole(
                "funnel", .funnel, "What does our funnel look like by stage?", "analyze_stage_funnel", [:],
                names: "stage"),
            whole(
                "funnel EMEA", .funnel, "What does our funnel in EMEA look like?", "analyze_stage_funnel",
                ["filters": [["dimension": "region", "values": ["EMEA"], "exclude": false]]], names: "stage"),
            whole(
                "funnel small", .funnel, "What does our funnel look like?", "analyze_stage_funnel", [:], names: "stage",
                data: .small),
            whole(
                "roles", .roles, "Which contact roles are most frequent in our deals?", "analyze_role_frequency", [:],
                names: "role"),
            whole(
                "titles", .roles, "Which job titles are most frequent?", "analyze_role_frequency",
                ["by": "title", "limit": 40], names: "title"),
            whole(
                "roles small", .roles, "Which contact roles are most frequent?", "analyze_role_frequency", ["limit": 2],
                names: "role"),
            whole(
                "concentration 10", .concentration, "How much of the pipeline hangs on the top 10 accounts?",
                "analyze_concentration", ["top": 10], names: "account", column: "pipeline"),
            whole(
                "concentration 3", .concentration, "What share of bookings do our three largest accounts hold?",
                "analyze_concentration", ["top": 3, "measure": "bookings"], names: "account", column: "bookings"),
            whole(
                "concentration 25", .concentration, "How concentrated is total value in the top 25 accounts?",
                "analyze_concentration", ["top": 25, "measure": "total_value"], names: "account", column: "total_value"),
            whole("velocity", .velocity, "What is our sales velocity?", "analyze_deal_velocity", [:]),
            whole(
                "velocity by segment", .velocity, "How fast does money move through the pipeline, by segment?",
                "analyze_deal_velocity", ["dimension": "segment"], names: "segment"),
            whole(
                "velocity by industry", .velocity, "Sales velocity by industry", "analyze_deal_velocity",
                ["dimension": "industry"], names: "industry"),
            whole("losses", .losses, "Why do we lose deals?", "analyze_losses", [:], names: "loss_reason"),
            whole(
                "losses by owner", .losses, "Who loses the most deals?", "analyze_losses", ["dimension": "owner"],
                names: "owner"),
            whole(
                "losses by country", .losses, "Where do we lose deals, by country?", "analyze_losses",
                ["dimension": "country"], names: "country"),
            whole(
                "losses top 1", .losses, "What is the main loss reason?", "analyze_losses", ["limit": 1],
                names: "loss_reason"),
            whole(
                "next steps", .nextSteps, "How many open deals have no next step?", "analyze_next_steps", ["limit": 50],
                names: "next_step", column: "deals"),
            whole(
                "cross", .cross, "Bookings and win rate by region and deal type", "query_metric",
                ["measures": ["bookings", "win_rate"], "dimensions": ["region", "type"]], column: "bookings"),
            whole(
                "cross big", .cross, "Bookings and won deals by region and industry", "query_metric",
                ["measures": ["bookings", "won_deals"], "dimensions": ["region", "industry"], "limit": 60],
                column: "bookings"),
            whole(
                "measures", .cross, "Bookings, win rate and sales cycle by segment", "query_metric",
                ["measures": ["bookings", "win_rate", "sales_cycle"], "dimensions": ["segment"]], names: "segment",
                column: "bookings"),
        ]
    }

    private static func whole(
        _ id: String, _ shape: Scene.Shape, _ question: String, _ function: String, _ arguments: [String: JSON],
        names: String = "", column: String = "", data: Data = .generated
    ) -> ScenePlan {
        plan(data, id, shape, question, [(function, arguments)]) {
            $0.names = names
            $0.column = column
        }
    }
}
