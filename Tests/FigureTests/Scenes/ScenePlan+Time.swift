import Core

extension ScenePlan {
    /// Periods in order.
    static var trends: [ScenePlan] {
        let lists: [(String, String, String, Unit, [String: JSON])] = [
            ("bookings", "month", "bookings", .currency, [:]), ("bookings", "quarter", "bookings", .currency, [:]),
            ("bookings", "month", "bookings", .currency, ["from": "2026-08-01", "to": "2026-10-31"]),
            ("win_rate", "quarter", "win rate", .percent, [:]), ("win_rate", "month", "win rate", .percent, [:]),
            ("created_deals", "month", "deals created", .count, [:]),
            ("won_deals", "quarter", "won deals", .count, [:]),
            ("won_deals", "month", "won deals", .count, ["from": "2026-09-01", "to": "2026-10-31"]),
            ("average_deal_size", "quarter", "average deal size", .currency, [:]),
            ("bookings", "month", "bookings", .currency, ["from": "2024-01-01", "to": "2026-10-31"]),
            ("created_value", "month", "pipeline created", .currency, ["from": "2023-12-01", "to": "2026-10-31"]),
            ("bookings", "week", "bookings", .currency, ["from": "2025-12-01", "to": "2026-11-15"]),
            ("bookings", "quarter", "bookings", .currency, ["from": "2026-04-01", "to": "2026-09-30"]),
            ("win_rate", "quarter", "win rate", .percent, ["from": "2026-04-01", "to": "2026-09-30"]),
        ]
        return lists.map { measure, grain, words, unit, arguments in
            plan(
                .generated, "\(words) by \(grain) \(arguments["from"]?.string ?? "")", .trend,
                "\(words.prefix(1).uppercased() + words.dropFirst()) by \(grain)",
                [
                    (
                        "get_revenue_trend",
                        arguments.merging(["measure": .string(measure), "grain": .string(grain)]) { $1 }
                    )
                ]
            ) {
                $0.names = "period"
                $0.column = measure
                $0.measure = words
                $0.unit = unit
                $0.total = measure
                $0.counts = "deals"
                $0.countTotal = "deals"
                $0.group = (grain, grain + "s")
            }
        }
    }

    /// Groups in two periods.
    static var changes: [ScenePlan] {
        let lists: [(String, String, Unit, String?, [String: JSON])] = [
            ("bookings", "bookings", .currency, "region", [:]),
            ("bookings", "bookings", .currency, "owner", [:]),
            ("bookings", "bookings", .currency, "country", ["compare": "previous_year"]),
            ("won_deals", "won deals", .count, "lead_source", [:]),
            ("bookings", "bookings", .currency, "type", ["limit": 2]),
            ("created_deals", "deals created", .count, "segment", [:]),
            ("bookings", "bookings", .currency, "industry", ["compare": "previous_year"]),
            ("win_rate", "win rate", .percent, "region", [:]),
            ("bookings", "bookings", .currency, "region", ["limit": 1]),
            ("win_rate", "win rate", .percent, "industry", ["compare": "previous_year"]),
        ]
        let byGroup = lists.map { measure, words, unit, dimension, arguments in
            plan(
                .generated, "change of \(measure) by \(dimension ?? "") \(arguments.count)", .change,
                "How did \(words) change by \(group(dimension ?? "").0) in Q3 2026 against \(arguments["compare"] == nil ? "the quarter before" : "the year before")?",
                [
                    (
                        "get_period_change",
                        arguments.merging(
                            [
                                "measure": .string(measure), "dimension": .string(dimension ?? ""),
                                "from": "2026-07-01", "to": "2026-09-30",
                            ]) { $1 }
                    )
                ]
            ) {
                $0.names = dimension ?? ""
                $0.column = "current"
                $0.measure = words
                $0.unit = unit
                $0.total = "current"
                $0.group = group(dimension ?? "")
            }
        }
        let whole: [(String, String, Unit, String, String, [String: JSON])] = [
            ("bookings", "bookings", .currency, "2026-07-01", "2026-09-30", [:]),
            ("win_rate", "win rate", .percent, "2026-07-01", "2026-09-30", [:]),
            ("won_deals", "won deals", .count, "2026-10-01", "2026-10-31", [:]),
            ("created_value", "pipeline created", .currency, "2026-04-01", "2026-06-30", ["compare": "previous_year"]),
            ("average_deal_size", "average deal size", .currency, "2026-01-01", "2026-06-30", [:]),
            ("bookings", "bookings", .currency, "2025-01-01", "2025-12-31", [:]),
            ("sales_cycle", "sales cycle", .days, "2026-04-01", "2026-06-30", [:]),
        ]
        return byGroup
            + whole.map { measure, words, unit, from, to, arguments in
                plan(
                    .generated, "change of \(measure) from \(from)", .twoPeriods,
                    "How did \(words) change against the period before?",
                    [
                        (
                            "get_period_change",
                            arguments.merging(
                                ["measure": .string(measure), "from": .string(from), "to": .string(to)]) { $1 }
                        )
                    ]
                ) {
                    $0.column = "current"
                    $0.measure = words
                    $0.unit = unit
                    $0.total = "current"
                }
            }
    }
}
