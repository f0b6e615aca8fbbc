import Core

extension ScenePlan {
    /// Groups with a win rate, a mean deal size or a sales cycle.
    static var rates: [ScenePlan] {
        let winRates: [(Data, String, [String: JSON])] = [
            (.generated, "lead_source", [:]), (.generated, "region", [:]), (.generated, "segment", ["limit": 2]),
            (.generated, "industry", [:]), (.generated, "country", ["min_closed": 10]),
            (.generated, "owner", ["min_closed": 5]), (.generated, "type", [:]), (.generated, "region", ["limit": 1]),
            (.generated, "team", [:]), (.small, "owner", [:]), (.small, "region", ["limit": 2]),
            (.generated, "type", ["limit": 1]),
        ]
        let winRatePlans = winRates.map { data, dimension, arguments in
            plan(
                data, "win rate by \(dimension) \(arguments.count) \(data)", .rates,
                "What is our win rate by \(group(dimension).0)?",
                [("analyze_win_rate", arguments.merging(["dimension": .string(dimension)]) { $1 })]
            ) {
                $0.names = dimension
                $0.column = "win_rate"
                $0.measure = "win rate"
                $0.unit = .percent
                $0.total = "win_rate"
                $0.counts = "closed"
                $0.countTotal = "closed"
                $0.counted = ("closed deal", "closed deals")
                $0.group = group(dimension)
            }
        }
        let means: [(String, String, String, Unit)] = [
            ("average_deal_size", "region", "average deal size", .currency),
            ("average_deal_size", "industry", "average deal size", .currency),
            ("sales_cycle", "segment", "sales cycle", .days), ("sales_cycle", "owner", "sales cycle", .days),
            ("average_deal_size", "country", "average deal size", .currency),
            ("sales_cycle", "type", "sales cycle", .days), ("loss_rate", "lead_source", "loss rate", .percent),
        ]
        return winRatePlans
            + means.map { measure, dimension, words, unit in
                plan(
                    .generated, "\(measure) by \(dimension)", .rates, "What is the \(words) by \(group(dimension).0)?",
                    [("compare_segments", ["measure": .string(measure), "dimension": .string(dimension)])]
                ) {
                    $0.names = dimension
                    $0.column = measure
                    $0.measure = words
                    $0.unit = unit
                    $0.total = measure
                    $0.group = group(dimension)
                }
            }
    }
}
