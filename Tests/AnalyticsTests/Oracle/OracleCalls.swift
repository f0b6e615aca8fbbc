import Core

/// The calls that each shape is asked with.
struct OracleCall: CustomStringConvertible {
    var function: String
    var arguments: [String: JSON]

    var description: String { "\(function) \(CanonicalJSON.text(JSON.object(arguments)))" }

    private typealias Arguments = [String: JSON]

    /// `seed` makes the choice of values and days; the kinds of calls are the same for each shape.
    static func all(_ data: OracleData, dimensions: [String], seed: UInt64) -> [OracleCall] {
        var random = OracleRandom(seed: seed &+ 104_729)
        let scopes = scopes(data, dimensions, &random)
        var calls: [OracleCall] = []
        func add(_ function: String, _ sets: [Arguments]) {
            // Each set of the function's own arguments meets another scope, and the first one is met by all.
            for (place, set) in sets.enumerated() {
                calls.append(OracleCall(function: function, arguments: set))
                let scope = scopes[(place + function.utf8.count) % scopes.count]
                calls.append(OracleCall(function: function, arguments: set.merging(scope) { own, _ in own }))
            }
            for scope in scopes {
                calls.append(
                    OracleCall(function: function, arguments: (sets.first ?? [:]).merging(scope) { own, _ in own }))
            }
        }
        let dimension = JSON.string(dimensions.isEmpty ? "stage" : random.pick(dimensions))
        let byDimension = dimensions.map { Arguments(dictionaryLiteral: ("dimension", .string($0))) }
        let lowest: Arguments = ["dimension": dimension, "order": "lowest", "limit": 2]
        let statuses = ["all", "open", "won", "lost"].map { Arguments(dictionaryLiteral: ("status", .string($0))) }
        add(
            "get_top_accounts_by_value",
            statuses + [["order": "lowest", "limit": 3], ["min_amount": 1000, "limit": 2]])
        add("get_top_opportunities", statuses + [["limit": 3, "status": "all"], ["limit": 1000, "status": "won"]])
        add("get_pipeline_summary", [[:], lowest] + byDimension)
        add("analyze_win_rate", [[:], lowest, ["dimension": dimension, "min_closed": 5]] + byDimension)
        add("analyze_win_rate", [["weigh_by": "value"], ["weigh_by": "value", "dimension": dimension]])
        add("analyze_stage_funnel", [[:]])
        add(
            "forecast_pipeline_revenue",
            [[:], ["group_by": "month"], ["group_by": "quarter"], ["group_by": "dimension", "dimension": dimension]])
        for view in ["weighted", "commit", "best_case"] {
            let viewed: Arguments = ["view": .string(view)]
            let likely = JSON.decimal(.init(string: "0.5") ?? 1)
            add(
                "forecast_pipeline_revenue",
                [viewed, viewed.merging(["group_by": "dimension", "dimension": dimension, "limit": 2]) { $1 }])
            calls.append(
                OracleCall(
                    function: "forecast_pipeline_revenue",
                    arguments: viewed.merging(["min_probability": likely, "group_by": "quarter"]) { $1 }))
        }
        add("find_slipped_deals", [[:], ["limit": 2]])
        add("analyze_role_frequency", [["by": "role"], ["by": "title"]] + statuses)
        for by in ["seniority", "function", "title"] { add("analyze_titles", [["by": .string(by)]]) }
        add("analyze_titles", statuses)
        add("analyze_product_conversion", [[:], lowest, ["dimension": dimension]])
        add("analyze_deal_velocity", [[:], lowest] + byDimension.prefix(3))
        add("find_stalled_deals", [[:], ["days": 5], ["days": 100, "limit": 3]])
        add("analyze_losses", [[:], lowest.filter { $0.key != "order" }] + byDimension.prefix(3))
        let accounts = Set(data.deals.compactMap(\.account)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        add("get_account_overview", (accounts.prefix(4) + ["No such account"]).map { ["account": .string($0)] })
        add("find_missing_stakeholders", [[:], ["limit": 2]])
        for measure in ["pipeline", "bookings", "total_value"] {
            add("analyze_concentration", [["measure": .string(measure)], ["measure": .string(measure), "top": 1]])
        }
        add("analyze_concentration", [["dimension": dimension, "top": 100]])
        add("analyze_next_steps", [[:], ["limit": 1]])
        calls += measured(data, dimension, dimensions, scopes, &random)
        return calls
    }

    /// Calls of the functions that take a measure: every measure, each with another scope, grain and period.
    private static func measured(
        _ data: OracleData, _ dimension: JSON, _ dimensions: [String], _ scopes: [Arguments],
        _ random: inout OracleRandom
    ) -> [OracleCall] {
        var calls: [OracleCall] = []
        let grains = ["week", "month", "quarter", "year"]
        calls.append(OracleCall(function: "get_revenue_trend", arguments: [:]))
        // Refused, and up to the as-of date.
        calls.append(OracleCall(function: "get_period_change", arguments: ["measure": "bookings"]))
        calls.append(
            OracleCall(function: "compare_segments", arguments: ["dimension": dimension, "compare": "previous"]))
        let quarter = data.calendar.start("quarter", data.asOf).description
        calls.append(OracleCall(function: "get_period_change", arguments: ["from": .string(quarter)]))
        for measure in OracleMeasure.all {
            let name = JSON.string(measure.name)
            let period = period(data, &random)
            let narrow = random.pick(scopes).filter { $0.key != "from" && $0.key != "to" }
            let trend: Arguments = ["measure": name, "grain": .string(random.pick(grains))]
            calls.append(OracleCall(function: "get_revenue_trend", arguments: trend.merging(period) { own, _ in own }))
            let segments: Arguments = ["measure": name, "dimension": .string(random.pick(dimensions + ["stage"]))]
            calls.append(OracleCall(function: "compare_segments", arguments: segments))
            let ordered = segments.merging(random.pick(scopes)) { own, _ in own }.merging(["order": "lowest"]) { $1 }
            calls.append(OracleCall(function: "compare_segments", arguments: ordered))
            for compare in ["previous", "previous_year"] {
                let dated = ["measure": name, "compare": .string(compare)].merging(period) { own, _ in own }
                calls.append(
                    OracleCall(function: "get_period_change", arguments: dated.merging(narrow) { own, _ in own }))
                let grouped = dated.merging(["dimension": dimension]) { own, _ in own }
                calls.append(OracleCall(function: "get_period_change", arguments: grouped))
                calls.append(OracleCall(function: "compare_segments", arguments: grouped))
            }
            let other = JSON.string(random.pick(OracleMeasure.all.filter { $0.name != measure.name }).name)
            let general: Arguments = ["measures": [name, other]]
            let groups: JSON = dimension == "stage" ? [dimension] : ["stage", dimension]
            let having: JSON = [["measure": name, "operator": "above", "value": 1]]
            let queries: [Arguments] = [
                general, general.merging(["dimensions": [dimension], "limit": 3]) { $1 },
                general.merging(["dimensions": groups, "order_by": other, "order": "lowest"]) { $1 },
                general.merging(["dimensions": [dimension], "order_by": "dimension"]) { $1 },
                general.merging(["dimensions": [dimension], "having": having]) { $1 }.merging(narrow) { own, _ in own },
                ["measures": [name], "grain": .string(random.pick(grains))].merging(period) { own, _ in own },
                ["measures": [name], "grain": "quarter", "dimensions": [dimension]].merging(period) { own, _ in own },
                ["measures": [name, other], "grain": "month"].merging(period) { own, _ in own },
            ]
            calls += queries.map { OracleCall(function: "query_metric", arguments: $0) }
        }
        return calls
    }

    /// Whole periods, parts of them and any days, before and after the as-of date.
    private static func period(_ data: OracleData, _ random: inout OracleRandom) -> Arguments {
        let grain = random.pick(["week", "month", "quarter", "year", "day"])
        let from = data.calendar.start(grain, data.asOf.plus(random.number(-500...20)))
        var to = data.calendar.next(grain, from).plus(-1)
        switch random.number(0...3) {
        case 0: to = from.plus(random.number(0...120))
        case 1: to = data.calendar.next("month", data.calendar.start("month", from), steps: 4).plus(-1)
        default: break
        }
        return ["from": .string(from.description), "to": .string(to.description)]
    }

    private static func scopes(
        _ data: OracleData, _ dimensions: [String], _ random: inout OracleRandom
    ) -> [Arguments] {
        let amounts = data.deals.compactMap(\.cents).sorted()
        let middle = amounts.isEmpty ? 100_00 : amounts[amounts.count / 2]
        func bound(_ operation: String, _ cents: Int128, _ measure: String = "amount") -> JSON {
            let value = measure == "amount" ? OracleFiles.decimal(cents) : "0.\(cents)"
            return [
                "measure": .string(measure), "operator": .string(operation),
                "value": .decimal(.init(string: value) ?? 0),
            ]
        }
        var scopes: [Arguments] = [
            ["conditions": [bound("above", middle)]], ["conditions": [bound("at_least", middle)]],
            ["conditions": [bound("below", middle), bound("at_least", middle / 3)]],
            ["conditions": [bound("at_most", middle), bound("above", 50, "probability")]],
            // Nothing is in scope.
            ["conditions": [bound("above", 10_000_000_000_000_000_000)]],
            period(data, &random), ["from": "2035-01-01", "to": "2035-12-31"],
        ]
        scopes.append(period(data, &random).filter { $0.key == "from" })
        scopes.append(period(data, &random).filter { $0.key == "to" })
        for exclude in [false, true] {
            guard !dimensions.isEmpty else { continue }
            let dimension = random.pick(dimensions)
            let values = Set(data.deals.compactMap { $0.cells[dimension] }).sorted()
            guard !values.isEmpty else { continue }
            let chosen = Set([random.pick(values), random.pick(values)]).sorted().map(JSON.string)
            let filter: JSON = [
                "dimension": .string(dimension), "values": .array(chosen), "exclude": .boolean(exclude),
            ]
            scopes.append(["filters": [filter]])
            scopes.append(["filters": [filter]].merging(period(data, &random)) { own, _ in own })
            scopes.append(["filters": [filter], "conditions": [bound("at_most", middle)]])
        }
        return scopes
    }
}
