import Analytics
import Charts
import Core
import TestSupport
import Testing

@testable import Analyst

/// Which charts fit a result.
@Suite struct ChartChooserTests {
    private func charts(
        _ function: String, _ arguments: [String: JSON], _ emphasis: Plan.Emphasis? = nil,
        wish: Answer.Visualization.Kind? = nil
    ) async throws -> (kinds: [String], notes: [String], charts: [Answer.Visualization], calls: [Answer.Call]) {
        let told = try await Narrated([(function, arguments)], [], try await SamplePortal.catalogue())
        let chooser = ChartChooser(calls: told.calls, emphases: emphasis.map { [$0] } ?? [])
        let (charts, notes) = chooser.charts(for: [0], wish: wish)
        return (charts.map(\.type.rawValue), notes, charts, told.calls)
    }

    @Test func theFormFollowsTheResult() async throws {
        let region: [String: JSON] = ["measure": "bookings", "dimension": "region"]
        #expect(try await charts("compare_segments", region, .breakdown).kinds == ["pie"])
        #expect(try await charts("compare_segments", region, .ranking).kinds == ["bar"])
        #expect(
            try await charts("compare_segments", ["measure": "win_rate", "dimension": "region"], .breakdown).kinds == [
                "bar"
            ])
        #expect(
            try await charts("compare_segments", ["measure": "bookings", "dimension": "owner"], .breakdown).kinds == [
                "bar"
            ])
        #expect(try await charts("get_revenue_trend", ["grain": "month"]).kinds == ["line"])
        #expect(try await charts("analyze_stage_funnel", [:]).kinds == ["funnel", "bar"])
        #expect(
            try await charts("query_metric", ["measures": ["bookings"], "dimensions": ["region", "type"]]).kinds == [
                "stacked_bar"
            ])
        #expect(
            try await charts(
                "query_metric", ["measures": ["bookings"], "dimensions": ["region"], "grain": "quarter", "limit": 100]
            ).kinds == ["line"])
        #expect(
            try await charts(
                "query_metric",
                [
                    "measures": ["bookings"], "dimensions": ["region"], "grain": "quarter", "from": "2026-01-01",
                    "limit": 100,
                ]
            ).kinds == ["line"])
        #expect(
            try await charts("query_metric", ["measures": ["bookings", "win_rate"], "dimensions": ["region"]]).kinds
                == ["bar", "bar"])
        #expect(
            try await charts("get_period_change", region.merging(["from": "2026-07-01", "to": "2026-09-30"]) { $1 })
                .kinds
                == ["bar", "grouped_bar"])
        #expect(try await charts("query_metric", ["measures": ["bookings"]]).kinds == [])
    }

    @Test func aWishThatDoesNotFitIsExplained() async throws {
        let rates: [String: JSON] = ["measure": "win_rate", "dimension": "region"]
        let pie = try await charts("compare_segments", rates, wish: .pie)
        #expect(pie.kinds == ["bar"])
        #expect(
            pie.notes == [
                "You asked for a pie, which needs parts that add up to a whole, none of them left out or below zero; it is drawn as bars."
            ])
        let line = try await charts("compare_segments", rates, wish: .line)
        #expect(line.notes == ["You asked for a line, which needs steps in time; it is drawn as bars."])
        let fits = try await charts("compare_segments", ["measure": "bookings", "dimension": "region"], wish: .pie)
        #expect(fits.kinds == ["pie"] && fits.notes.isEmpty)
        #expect(try await charts("get_revenue_trend", [:], wish: .bar).kinds == ["bar"])
        #expect(try await charts("query_metric", ["measures": ["bookings"]], wish: .tile).kinds == ["tile"])
        #expect(try await charts("compare_segments", rates, wish: .table).kinds == ["table"])
    }

    @Test func periodsBesideEachOtherAreNotAddedUp() async throws {
        let chart = try #require(
            try await charts(
                "compare_segments",
                [
                    "measure": "bookings", "dimension": "region", "from": "2026-07-01", "to": "2026-09-30",
                    "compare": "previous",
                ]
            ).charts.first)
        #expect(chart.type == .groupedBar && chart.y == ["bookings", "previous"])
        let spec = ChartBinding.spec(chart, columns: [], format: FigureFormat())
        #expect(!spec.stacked && spec.series.count == 2)
    }

    @Test func aDimensionOverTimeIsALineForEachValue() async throws {
        let drawn = try await charts(
            "query_metric", ["measures": ["bookings"], "dimensions": ["owner"], "grain": "quarter", "limit": 200])
        let chart = try #require(drawn.charts.first)
        #expect(chart.type == .line && chart.series == "owner" && chart.x == "period")
        #expect(chart.title.hasSuffix("the 6 largest of 14"))
        #expect(drawn.notes == ["The chart shows the lines with the largest sums; the table has the others too."])
        let spec = ChartBinding.spec(chart, columns: drawn.calls[0].columns, format: FigureFormat())
        #expect(spec.series.count == 6)
        // A quarter without a deal has a sum of nought, so that no line breaks.
        #expect(
            spec.series.allSatisfy { $0.values.count == spec.categories.count && $0.values.allSatisfy { $0 != nil } })
        // The six are those whose sums over all rows are the greatest.
        let sums = Dictionary(grouping: drawn.calls[0].response) { $0["owner"]?.string ?? "" }
            .mapValues { $0.reduce(0) { $0 + ($1["bookings"]?.double ?? 0) } }
        let largest = sums.sorted { $0.value > $1.value }.prefix(6).map(\.key)
        #expect(Set(spec.series.map(\.name)) == Set(largest))
    }

    @Test func aPeriodThatIsNotOverIsSaidToBe() async throws {
        let told = try await Narrated(
            [("get_revenue_trend", ["grain": "month"])], [], try await SamplePortal.catalogue())
        let chooser = ChartChooser(calls: told.calls, emphases: [.trend], evidence: told.evidence)
        #expect(chooser.charts(for: 0, wish: nil).first?.title == "Bookings by month, Nov 2026 so far")
    }

    @Test func twoDealsOfOneAccountAreTwoBars() {
        let chart = Answer.Visualization(
            type: .bar, title: "T", summary: "S", x: "account", y: ["amount"], format: .count, call: 0,
            data: [["account": .text("A"), "amount": .integer(2)], ["account": .text("A"), "amount": .integer(1)]])
        #expect(ChartBinding.spec(chart, columns: [], format: FigureFormat()).categories == ["A", "A (2)"])
    }

    @Test func answersKeepTheirSeriesThroughJSON() throws {
        let chart = Answer.Visualization(
            type: .stackedBar, title: "T", summary: "S", x: "a", y: ["b"], series: "c", format: .count, call: 0,
            data: [])
        let text = String(decoding: try CanonicalJSON.pretty(chart), as: UTF8.self)
        #expect(text.contains("stacked_bar") && text.contains("\"series\""))
        let plain = Answer.Visualization(
            type: .bar, title: "T", summary: "S", x: "a", y: ["b"], format: .count, call: 0, data: [])
        #expect(!String(decoding: try CanonicalJSON.pretty(plain), as: UTF8.self).contains("series"))
    }
}

/// What a reader is offered next.
@Suite struct SuggestionTests {
    private func questions(_ function: String, _ arguments: [String: JSON], asked: String = "?") async throws
        -> [String]
    {
        let catalogue = try await SamplePortal.catalogue()
        let call = Answer.Call(try await catalogue.call(function, arguments), durationMs: nil)
        return Suggestions(schema: catalogue.schema).questions(after: [call], asked: asked)
    }

    @Test func theyGoOnFromTheResult() async throws {
        #expect(
            try await questions("compare_segments", ["measure": "bookings", "dimension": "region"]) == [
                "What are our bookings by segment for EMEA?", "How have our bookings developed by month?",
                "Bookings this quarter against last quarter",
            ])
        #expect(
            try await questions("get_pipeline_summary", ["dimension": "region"]) == [
                "What is our pipeline by segment for North America?", "Which open deals are overdue?",
                "What is our pipeline by segment?",
            ])
    }

    @Test func theQuestionIsNeverGivenBack() async throws {
        let asked = "Which open deals are overdue?"
        for function in ["get_pipeline_summary", "find_slipped_deals", "analyze_stage_funnel", "analyze_next_steps"] {
            let offered = try await questions(function, [:], asked: asked)
            #expect(offered.count == 3 && !offered.contains(asked) && Set(offered).count == 3)
        }
    }
}
