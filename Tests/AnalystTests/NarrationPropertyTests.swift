import Analytics
import Core
import Foundation
import TestSupport
import Testing
import Warehouse

@testable import Analyst

/// What every answer must be, whatever was asked: the sample portal's own data, every function, dimension and measure.
@Suite struct NarrationPropertyTests {
    private static let measures = [
        "bookings", "won_deals", "average_deal_size", "median_deal_size", "sales_cycle", "median_sales_cycle",
        "win_rate", "win_rate_by_value", "closed_deals", "pipeline", "weighted_pipeline", "open_deals",
        "average_open_deal", "deal_age", "overdue_deals", "overdue_value", "lost_deals", "lost_value", "loss_rate",
        "total_value", "average_value", "deals", "created_deals", "created_value", "accounts", "logos", "new_logos",
    ]
    private static let quarter: [String: JSON] = ["from": "2026-10-01", "to": "2026-12-31"]

    struct Case {
        var function: String
        var arguments: [String: JSON]
        var emphasis: Plan.Emphasis?
    }

    /// What is wrong with an answer as prose; empty where nothing is.
    private func faults(_ told: Narrated) -> [String] {
        var faults = told.problems
        let text = told.text
        let sentences = text.components(separatedBy: "\n\n").flatMap { $0.split(separator: #/[.!?](?:\s|$)/#) }
        if text.contains("–") { faults.append("a dash stands for a figure") }
        if text.contains("  ") || text.contains(" ,") || text.contains("..") || text.contains(" .")
            || text.contains(",,")
        {
            faults.append("broken punctuation")
        }
        if text.firstMatch(
            of: #/(?:^|[ (])1 (?:[a-z]+ )?(?:deals|opportunities|days|accounts|logos|contacts|percentage points)\b/#)
            != nil
        {
            faults.append("one of several")
        }
        if text.firstMatch(
            of: #/(?:^|[ (])(?:0|[2-9]|\d\d+) (?:[a-z]+ )?(?:deal|opportunity|day|account|logo|contact)\b/#) != nil
        {
            faults.append("several of one")
        }
        if told.narrator.paragraphs.isEmpty { faults.append("nothing is said") }
        if told.narrator.paragraphs.first?.contains("](#f") != true {
            faults.append("the first sentence has no figure")
        }
        if told.narrator.remarks.count > 3 { faults.append("more than three remarks") }
        if sentences.count > 6 { faults.append("\(sentences.count) sentences") }
        return faults
    }

    private func check(_ cases: [Case]) async throws {
        let catalogue = try await SamplePortal.catalogue()
        for test in cases {
            let told: Narrated
            do {
                told = try await Narrated(
                    [(test.function, test.arguments)], test.emphasis.map { [$0] } ?? [], catalogue)
            } catch is CatalogueError { continue }
            let faults = faults(told)
            #expect(
                faults.isEmpty,
                "\(test.function) \(CanonicalJSON.text(JSON.object(test.arguments))) \(String(describing: test.emphasis)): \(faults)\n\(told.text)"
            )
            let chooser = ChartChooser(calls: told.calls, emphases: test.emphasis.map { [$0] } ?? [])
            let charts = chooser.charts(for: [0], wish: nil).charts
            #expect(charts.count <= 3)
            for chart in charts {
                #expect(drawsItsCall(chart, told.calls[0]), "\(test.function) \(chart.title)")
                let spec = ChartBinding.spec(chart, columns: told.calls[0].columns, format: told.evidence.format)
                #expect(spec.series.contains { $0.values.contains { $0 != nil } }, "\(test.function) \(chart.title)")
            }
        }
    }

    /// Whether a chart holds the first rows of its call, in their order.
    private func drawsItsCall(_ chart: Answer.Visualization, _ call: Answer.Call) -> Bool {
        let names = [chart.x, chart.series].compactMap(\.self) + chart.y
        return chart.data.count <= call.response.count
            && zip(chart.data, call.response).allSatisfy { drawn, row in names.allSatisfy { drawn[$0] == row[$0] } }
    }

    /// Every measure by every dimension: all ways to ask it of the region, of each other dimension one in turn.
    @Test(arguments: measures.enumerated().map { ($0.offset, $0.element) })
    func segments(_ place: Int, _ measure: String) async throws {
        var cases: [Case] = []
        for (index, dimension) in try await SamplePortal.catalogue().schema.dimensions.map(\.id).enumerated() {
            let plain: [String: JSON] = ["measure": .string(measure), "dimension": .string(dimension)]
            let all = [
                Case(function: "compare_segments", arguments: plain, emphasis: .breakdown),
                Case(
                    function: "compare_segments", arguments: plain.merging(["limit": 3]) { $1 }, emphasis: .ranking),
                Case(
                    function: "compare_segments", arguments: plain.merging(["order": "lowest", "limit": 1]) { $1 },
                    emphasis: .ranking),
                Case(
                    function: "compare_segments",
                    arguments: plain.merging(Self.quarter) { $1 }.merging(["compare": "previous"]) { $1 }),
                Case(
                    function: "get_period_change",
                    arguments: plain.merging(["from": "2026-10-01", "to": "2026-11-20"]) { $1 }),
                Case(
                    function: "query_metric",
                    arguments: ["measures": [.string(measure)], "dimensions": [.string(dimension)]],
                    emphasis: .distinctValues),
            ]
            cases += dimension == "region" ? all : [all[(index + place) % all.count]]
        }
        try await check(cases)
    }

    @Test(arguments: measures.enumerated().map { ($0.offset, $0.element) })
    func shapes(_ place: Int, _ measure: String) async throws {
        let one: JSON = [.string(measure)]
        let created = measure.hasPrefix("created")
        let two: JSON = [
            .string(measure), .string(created ? "created_deals" : measure == "win_rate" ? "closed_deals" : "win_rate"),
        ]
        var cases: [Case] = []
        for grain in [["month", "quarter", "year"][place % 3]] {
            cases.append(
                Case(
                    function: "get_revenue_trend", arguments: ["measure": .string(measure), "grain": .string(grain)],
                    emphasis: .trend))
            cases.append(
                Case(
                    function: "query_metric", arguments: ["measures": one, "grain": .string(grain)],
                    emphasis: .extremePeriod(highest: true)))
            cases.append(
                Case(
                    function: "query_metric",
                    arguments: ["measures": one, "grain": .string(grain), "from": "2025-01-01", "to": "2026-11-20"],
                    emphasis: .extremePeriod(highest: false)))
            cases.append(
                Case(
                    function: "query_metric",
                    arguments: ["measures": one, "grain": .string(grain), "dimensions": ["region"], "limit": 200]))
        }
        cases.append(Case(function: "query_metric", arguments: ["measures": one], emphasis: .total))
        cases.append(
            Case(function: "query_metric", arguments: ["measures": one].merging(Self.quarter) { $1 }, emphasis: .total))
        if measure != "created_deals" {
            cases.append(Case(function: "query_metric", arguments: ["measures": two], emphasis: .total))
            cases.append(
                Case(
                    function: "query_metric", arguments: ["measures": two, "dimensions": ["region"]],
                    emphasis: .breakdown))
        }
        cases.append(Case(function: "query_metric", arguments: ["measures": one, "dimensions": ["region", "type"]]))
        cases.append(
            Case(
                function: "query_metric",
                arguments: ["measures": one, "dimensions": ["owner", "type", "region"], "limit": 10]))
        cases.append(
            Case(
                function: "query_metric",
                arguments: [
                    "measures": one, "dimensions": ["owner"],
                    "having": [
                        [
                            "measure": .string(measure), "operator": "above",
                            "value": .decimal(Decimal(string: "0.2") ?? 0),
                        ]
                    ],
                ]))
        cases.append(
            Case(
                function: "get_period_change",
                arguments: ["measure": .string(measure), "from": "2026-07-01", "to": "2026-09-30"]))
        let byRegion: [String: JSON] = ["measure": .string(measure), "dimension": "region"]
        cases.append(Case(function: "compare_segments", arguments: byRegion, emphasis: .share(values: ["EMEA"])))
        cases.append(
            Case(function: "compare_segments", arguments: byRegion, emphasis: .sideBySide(values: ["EMEA", "LATAM"])))
        cases.append(Case(function: "compare_segments", arguments: byRegion, emphasis: .total))
        try await check(cases)
    }

    @Test func namedFunctions() async throws {
        let schema = try await SamplePortal.catalogue().schema
        var cases: [Case] = []
        var turn = 0
        for status in ["open", "won", "lost", "all"] {
            let arguments: [String: JSON] = ["status": .string(status)]
            cases.append(Case(function: "get_top_opportunities", arguments: arguments, emphasis: .list))
            cases.append(
                Case(
                    function: "get_top_opportunities", arguments: arguments.merging(["limit": 1]) { $1 },
                    emphasis: .ranking))
            cases.append(Case(function: "get_top_accounts_by_value", arguments: arguments))
            cases.append(
                Case(function: "get_top_accounts_by_value", arguments: arguments.merging(["order": "lowest"]) { $1 }))
            cases.append(Case(function: "analyze_role_frequency", arguments: arguments, emphasis: .total))
            for by in ["seniority", "function", "title"] {
                cases.append(Case(function: "analyze_titles", arguments: arguments.merging(["by": .string(by)]) { $1 }))
            }
        }
        cases.append(
            Case(
                function: "get_top_opportunities",
                arguments: ["conditions": [["measure": "amount", "operator": "above", "value": 100_000_000]]],
                emphasis: .list))
        for dimension in schema.dimensions.map(\.id) {
            let arguments: [String: JSON] = ["dimension": .string(dimension)]
            for function in [
                "get_pipeline_summary", "analyze_win_rate", "analyze_losses", "analyze_concentration",
                "analyze_deal_velocity", "analyze_product_conversion",
            ] {
                turn += 1
                cases.append(
                    turn % 2 == 0
                        ? Case(function: function, arguments: arguments)
                        : Case(
                            function: function, arguments: arguments.merging(Self.quarter) { $1 }, emphasis: .breakdown)
                )
            }
            cases.append(
                Case(
                    function: "forecast_pipeline_revenue",
                    arguments: arguments.merging(["group_by": "dimension"]) { $1 }))
        }
        for view in ["weighted", "commit", "best_case"] {
            for group in ["total", "month", "quarter"] {
                let arguments: [String: JSON] = ["view": .string(view), "group_by": .string(group)]
                cases.append(Case(function: "forecast_pipeline_revenue", arguments: arguments))
                cases.append(
                    Case(function: "forecast_pipeline_revenue", arguments: arguments.merging(Self.quarter) { $1 }))
            }
        }
        for function in [
            "get_pipeline_summary", "analyze_win_rate", "analyze_stage_funnel", "find_slipped_deals",
            "find_stalled_deals", "find_missing_stakeholders", "analyze_losses", "analyze_concentration",
            "analyze_deal_velocity", "analyze_next_steps", "analyze_product_conversion",
        ] {
            cases.append(Case(function: function, arguments: [:]))
            cases.append(
                Case(function: function, arguments: ["filters": [["dimension": "region", "values": ["EMEA"]]]]))
        }
        for account in schema.dimension("account")?.values.prefix(5) ?? [] {
            cases.append(Case(function: "get_account_overview", arguments: ["account": .string(account)]))
        }
        try await check(cases)
    }

    @Test func otherLocalesAndCurrenciesCheckToo() async throws {
        let catalogue = try await SamplePortal.catalogue()
        let format = FigureFormat(localeIdentifier: "de-DE", currency: "EUR")
        let calls: [(String, [String: JSON], Plan.Emphasis)] = [
            ("compare_segments", ["measure": "bookings", "dimension": "region"], .breakdown),
            (
                "compare_segments", ["measure": "win_rate", "dimension": "region"],
                .sideBySide(values: ["EMEA", "APAC"])
            ),
            ("get_revenue_trend", ["grain": "month"], .trend), ("find_stalled_deals", [:], .list),
        ]
        for (function, arguments, emphasis) in calls {
            let told = try await Narrated([(function, arguments)], [emphasis], catalogue, format: format)
            #expect(told.problems.isEmpty && !told.text.contains("–") && !told.text.contains("$"), "\(told.text)")
        }
    }
}
