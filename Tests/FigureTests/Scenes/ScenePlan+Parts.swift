import Core

extension ScenePlan {
    /// Groups whose values add up: pipeline, bookings, value, counts.
    static var parts: [ScenePlan] {
        pipelines + bookings + accounts + counts
    }

    private static var pipelines: [ScenePlan] {
        let generated = [
            ("region", 50), ("stage", 50), ("owner", 50), ("industry", 50), ("country", 50), ("lead_source", 50),
            ("type", 50), ("team", 50), ("region", 2), ("owner", 3), ("type", 1), ("country", 5), ("account", 40),
        ].map { (Data.generated, $0.0, $0.1) }
        let others = [(Data.small, "owner", 50), (.small, "type", 50), (.odd, "region", 50), (.odd, "owner", 50)]
        return (generated + others).filter { $0.2 > 1 }.map { data, dimension, limit in
            let (one, many) = group(dimension)
            return plan(
                data, "pipeline by \(dimension) \(limit) \(data)", .parts, "How much pipeline do we have by \(one)?",
                [("get_pipeline_summary", ["dimension": .string(dimension), "limit": .integer(limit)])]
            ) {
                $0.names = dimension
                $0.column = "pipeline"
                $0.measure = "pipeline"
                $0.total = "pipeline"
                $0.counts = "deals"
                $0.countTotal = "deals"
                $0.counted = ("open deal", "open deals")
                $0.group = (one, many)
            }
        }
    }

    private static var bookings: [ScenePlan] {
        let lists: [(String, [String: JSON], String)] = [
            ("region", ["from": "2026-01-01", "to": "2026-11-20"], "What are our bookings by region this year?"),
            ("lead_source", [:], "Bookings by lead source"), ("owner", [:], "Who booked the most?"),
            ("type", ["from": "2026-07-01", "to": "2026-09-30"], "Bookings by deal type in Q3 2026"),
            ("industry", [:], "Bookings by industry"), ("country", [:], "Bookings by country"),
            ("segment", [:], "Bookings by segment"),
        ]
        return lists.map { dimension, arguments, question in
            plan(
                .generated, "bookings by \(dimension)", .parts, question,
                [
                    (
                        "compare_segments",
                        arguments.merging(["measure": "bookings", "dimension": .string(dimension)]) { $1 }
                    )
                ]
            ) {
                $0.names = dimension
                $0.column = "bookings"
                $0.measure = "bookings"
                $0.total = "bookings"
                $0.counts = "opportunities"
                $0.countTotal = "opportunities"
                $0.counted = ("won deal", "won deals")
                $0.group = group(dimension)
            }
        }
    }

    private static var accounts: [ScenePlan] {
        let words = ["all": "total value", "won": "won value", "open": "pipeline", "lost": "lost value"]
        let nouns = [
            "all": ("opportunity", "opportunities"), "won": ("won deal", "won deals"),
            "open": ("open deal", "open deals"), "lost": ("lost deal", "lost deals"),
        ]
        let lists: [(Data, Int, String)] = [
            (.generated, 2, "all"), (.generated, 3, "won"), (.generated, 5, "all"), (.generated, 10, "open"),
            (.generated, 15, "won"), (.generated, 50, "all"), (.generated, 60, "open"), (.generated, 45, "won"),
            (.generated, 5, "lost"), (.small, 5, "all"), (.odd, 10, "all"), (.odd, 10, "open"), (.odd, 3, "all"),
        ]
        return lists.map { data, limit, status in
            let word = words[status] ?? ""
            let number = limit == 5 ? "five" : "\(limit)"
            return plan(
                data, "top \(limit) accounts, \(status) \(data)", .parts,
                "What are the \(number) largest accounts by \(word)?",
                [("get_top_accounts_by_value", ["limit": .integer(limit), "status": .string(status)])]
            ) {
                $0.names = "account_name"
                $0.column = "total_value"
                $0.measure = word
                $0.total = "total_value"
                $0.counts = "deal_count"
                $0.countTotal = "deals"
                $0.counted = nouns[status] ?? ("deal", "deals")
                $0.group = ("account", "accounts")
            }
        }
    }

    private static var counts: [ScenePlan] {
        let lists: [(String, String, String, (String, String))] = [
            ("won_deals", "owner", "won deals", ("won deal", "won deals")),
            ("open_deals", "region", "open deals", ("open deal", "open deals")),
            ("lost_deals", "industry", "lost deals", ("lost deal", "lost deals")),
            ("deals", "lead_source", "deals", ("deal", "deals")),
            ("open_deals", "account", "open deals", ("open deal", "open deals")),
        ]
        return lists.map { measure, dimension, words, nouns in
            plan(
                .generated, "\(measure) by \(dimension)", .parts,
                "How many \(words) are there by \(group(dimension).0)?",
                [
                    (
                        "query_metric",
                        [
                            "measures": [.string(measure)], "dimensions": [.string(dimension)],
                            "limit": .integer(dimension == "account" ? 100 : 50),
                        ]
                    )
                ]
            ) {
                $0.names = dimension
                $0.column = measure
                $0.measure = words
                $0.unit = .count
                $0.total = measure
                $0.counted = nouns
                $0.group = group(dimension)
            }
        }
    }
}
