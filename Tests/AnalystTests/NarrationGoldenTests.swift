import Analytics
import Core
import TestSupport
import Testing

@testable import Analyst

/// What the first sentence says of nine opportunities, worked out by hand.
///
/// Won: O1 1,000 and O2 2,000.50 in EMEA, O6 5,000 in APAC. Lost: O4 3,000 in APAC, O9 900 in EMEA. Open: O3 4,000 at 50 %
/// and O7 without an amount in EMEA, O5 10,000 at 80 % in APAC, overdue, O8 700 at 50 % without a region.
@Suite struct NarrationGoldenTests {
    struct Golden: CustomTestStringConvertible {
        var function: String
        var arguments: [String: JSON]
        var emphasis: Plan.Emphasis?
        var lead: String
        /// The first remark.
        var next: String?

        init(
            _ function: String, _ arguments: [String: JSON], _ emphasis: Plan.Emphasis? = nil, _ lead: String,
            next: String? = nil
        ) {
            self.function = function
            self.arguments = arguments
            self.emphasis = emphasis
            self.lead = lead
            self.next = next
        }

        var testDescription: String { "\(function) \(lead)" }
    }

    private static let quarter: [String: JSON] = ["from": "2026-10-01", "to": "2026-12-31"]

    private static func byRegion(_ measure: String, _ more: [String: JSON] = [:]) -> [String: JSON] {
        ["measure": .string(measure), "dimension": "region"].merging(more) { $1 }
    }

    static let segments = [
        Golden(
            "compare_segments", byRegion("bookings"), .breakdown,
            "Bookings are $8,000.50; **APAC** leads with $5,000, 62.5% of it.",
            next: "**EMEA** follows with $3,000.50 of bookings, $1,999.50 less."),
        Golden(
            "compare_segments", byRegion("bookings"), .ranking,
            "**APAC** has the most bookings: $5,000, 62.5% of $8,000.50 in all."),
        Golden(
            "compare_segments", byRegion("bookings", ["order": "lowest"]), .ranking,
            "**EMEA** has the lowest bookings: $3,000.50, 37.5% of $8,000.50 in all.",
            next: "**APAC** is next with $5,000 of bookings, $1,999.50 more."),
        Golden(
            "compare_segments", byRegion("bookings"), .share(values: ["EMEA"]),
            "**EMEA** holds 37.5% of bookings: $3,000.50 of $8,000.50."),
        Golden(
            "compare_segments", byRegion("bookings"), .share(values: ["EMEA", "APAC"]),
            "**APAC** and **EMEA** together hold 100.0% of bookings: $8,000.50 of $8,000.50."),
        Golden(
            "compare_segments", byRegion("bookings"), .share(values: ["LATAM"]),
            "**LATAM** has no part of the $8,000.50 of bookings."),
        Golden(
            "compare_segments", byRegion("bookings"), .sideBySide(values: ["EMEA", "APAC"]),
            "Bookings are $5,000 for **APAC** and $3,000.50 for **EMEA**: **APAC** is ahead by $1,999.50, 66.6% more."),
        Golden("compare_segments", byRegion("bookings"), .total, "Bookings are $8,000.50."),
        Golden(
            "compare_segments", byRegion("bookings", quarter.merging(["compare": "previous"]) { $1 }), nil,
            "**APAC** has the most bookings in Q4 2026 so far: $5,000, up from $0 in Q3 2026.",
            next: "Over all, bookings are $5,000, up 149.9% from $2,000.50."),
        Golden(
            "compare_segments", byRegion("bookings", quarter), .ranking,
            "**APAC** is the only region with bookings in Q4 2026 so far: $5,000."),
        Golden(
            "compare_segments", byRegion("won_deals"), .breakdown,
            "There are 3 won deals; **EMEA** leads with 2, 66.7% of them."),
        Golden(
            "compare_segments", byRegion("won_deals"), .sideBySide(values: ["EMEA", "APAC"]),
            "There are 2 won deals for **EMEA** and 1 won deal for **APAC**: **EMEA** is ahead by 1, 100.0% more."),
        Golden(
            "compare_segments", byRegion("win_rate"), .breakdown,
            "The win rate is 60.0% overall; it is highest for **EMEA**, at 66.7% (over 3 closed deals).",
            next: "The win rate is lowest for **APAC**, at 50.0%, over 2 closed deals, 16.7 percentage points less."),
        Golden(
            "compare_segments", byRegion("win_rate"), .ranking,
            "**EMEA** has the highest win rate: 66.7%, over 3 closed deals, against 60.0% overall."),
        Golden(
            "compare_segments", byRegion("win_rate", ["order": "lowest"]), .ranking,
            "**APAC** has the lowest win rate: 50.0%, over 2 closed deals, against 60.0% overall."),
        Golden(
            "compare_segments", byRegion("win_rate"), .sideBySide(values: ["apac", "emea"]),
            "The win rate is 66.7% for **EMEA** (over 3 closed deals) and 50.0% for **APAC** (over 2 closed deals): **EMEA** is ahead by 16.7 percentage points."
        ),
        Golden(
            "compare_segments", byRegion("sales_cycle"), .ranking,
            "The average sales cycle is the same for every region: 80 days."),
        Golden(
            "compare_segments", byRegion("logos"), .ranking,
            "**APAC** and **EMEA** are level with the most logos: 1 each."),
        Golden(
            "compare_segments", byRegion("pipeline"), .ranking,
            "**APAC** has the most open pipeline: $10K, 68.0% of $14.7K in all."),
        Golden(
            "get_pipeline_summary", ["dimension": "region"], .share(values: ["EMEA"]),
            "**EMEA** holds 27.2% of open pipeline: $4,000 of $14.7K."),
    ]

    static let metrics = [
        Golden(
            "query_metric", ["measures": ["bookings"]].merging(quarter) { $1 }, .total,
            "Bookings in Q4 2026 so far are $5,000."),
        Golden(
            "query_metric", ["measures": ["won_deals"]].merging(quarter) { $1 }, .total,
            "There is 1 won deal in Q4 2026 so far."),
        Golden(
            "query_metric", ["measures": ["bookings"], "from": "2026-07-01", "to": "2026-09-30"], .total,
            "Bookings in Q3 2026 were $2,000.50."),
        Golden(
            "query_metric",
            ["measures": ["open_deals"], "conditions": [["measure": "amount", "operator": "above", "value": 1000]]],
            .total, "There are 2 open deals above $1,000."),
        Golden(
            "query_metric", ["measures": ["pipeline"], "filters": [["dimension": "region", "values": ["EMEA"]]]],
            .total,
            "Open pipeline for EMEA is $4,000."),
        Golden(
            "query_metric",
            ["measures": ["bookings"], "filters": [["dimension": "owner", "values": ["Ann"], "exclude": true]]],
            .total, "Bookings without Ann are $5,000."),
        Golden("query_metric", ["measures": ["bookings", "win_rate", "won_deals"]], .total, "Bookings are $8,000.50."),
        Golden(
            "query_metric", ["measures": ["bookings", "win_rate", "won_deals"], "dimensions": ["region"]], .breakdown,
            "Bookings are $8,000.50; **APAC** leads with $5,000, 62.5% of it.",
            next: "**APAC** also has a win rate of 50.0% and 1 won deal."),
        Golden(
            "query_metric", ["measures": ["deals"], "dimensions": ["account"]], .distinctValues,
            "The data has 4 accounts with an opportunity.", next: "Deals without an account are not counted among them."
        ),
        Golden(
            "query_metric",
            [
                "measures": ["bookings"], "dimensions": ["account"],
                "having": [["measure": "bookings", "operator": "above", "value": 1000]],
            ], nil, "2 accounts have bookings above $1,000: **Cedar** leads with $5,000."),
        Golden(
            "query_metric",
            [
                "measures": ["bookings"], "dimensions": ["account"],
                "having": [["measure": "bookings", "operator": "above", "value": 100_000]],
            ], nil, "There are 0 accounts with bookings above $100K."),
        Golden(
            "query_metric", ["measures": ["bookings"], "grain": "quarter"], .extremePeriod(highest: true),
            "Q4 2026 has the most bookings, though it is not over: $5,000, 62.5% of $8,000.50 in all."),
        Golden(
            "query_metric", ["measures": ["bookings"], "grain": "quarter"], .extremePeriod(highest: false),
            "Q2 2026 had the lowest bookings: $0."),
        Golden(
            "query_metric", ["measures": ["bookings"], "dimensions": ["region", "type"]], nil,
            "**APAC** with **New Business** has the most bookings: $5,000, 62.5% of $8,000.50 in all."),
        Golden(
            "query_metric", ["measures": ["bookings"], "dimensions": ["region"], "grain": "quarter"], nil,
            "**APAC** has the most bookings from Jan 1, 2026 to Nov 20, 2026: $5,000, 62.5% of $8,000.50 in all."),
        Golden(
            "get_revenue_trend", ["measure": "bookings", "grain": "month"], .trend,
            "Bookings were $5,000 in Oct 2026, up from $0 in Sep 2026."),
        Golden(
            "get_revenue_trend", ["measure": "pipeline", "grain": "month"], .trend,
            "Open pipeline expected to close from Nov 1, 2026 to Oct 31, 2027 is $14.7K."),
        Golden(
            "get_period_change", ["measure": "bookings", "from": "2026-10-01", "to": "2026-11-20"], nil,
            "Bookings from Oct 1, 2026 to Nov 20, 2026 are $5,000, up 149.9% from $2,000.50 over Jul 1, 2026 to Aug 20, 2026."
        ),
        Golden(
            "get_period_change", ["measure": "win_rate", "from": "2026-07-01", "to": "2026-09-30"], nil,
            "The win rate in Q3 2026 was 50.0%."),
    ]

    static let named = [
        Golden(
            "get_top_accounts_by_value", ["limit": 3], .ranking,
            "**Birch** is the largest account by total value, with $13K across 2 opportunities, 48.9% of $26.6K in all."
        ),
        Golden(
            "get_top_opportunities", ["conditions": [["measure": "amount", "operator": "above", "value": 1000]]], .list,
            "There are 2 open deals above $1,000, worth $14K in all. The largest is **Birch**: $10K, in Negotiation, due on Nov 10, 2026.",
            next: "Next is **Acme** with $4,000."),
        Golden(
            "get_top_opportunities", ["conditions": [["measure": "amount", "operator": "above", "value": 1_000_000]]],
            .list, "There are 0 open deals above $1M."),
        Golden(
            "get_top_opportunities", ["status": "won"], .ranking,
            "The largest won deal is **Cedar**: $5,000, won on Oct 20, 2026, owned by **Bob**."),
        Golden(
            "get_pipeline_summary", [:], .total,
            "Open pipeline is $14.7K across 4 open deals; weighted by probability it is worth $10.4K, 70.4% of it."),
        Golden(
            "get_pipeline_summary", ["to": "2026-11-19"], .total,
            "Open pipeline past the close date is $10K across 1 open deal; weighted by probability it is worth $8,000, 80.0% of it."
        ),
        Golden("analyze_win_rate", [:], .total, "The win rate is 60.0%: 3 of 5 closed deals were won."),
        Golden(
            "analyze_win_rate", quarter, .total, "The win rate in Q4 2026 so far is 50.0%: 1 of 2 closed deals was won."
        ),
        Golden(
            "analyze_win_rate", ["dimension": "region"], .breakdown,
            "The win rate is 60.0% overall; it is highest for **EMEA**, at 66.7% (2 of 3 closed)."),
        Golden(
            "analyze_stage_funnel", [:], nil,
            "Of 4 open deals worth $14.7K, the most value sits in **Negotiation**: $10K, 68.0%, in 1 deal.",
            next: "By number, most deals are in **Proposal**: 3."),
        Golden(
            "forecast_pipeline_revenue", quarter, nil,
            "The forecast for Q4 2026 is $15.4K: $5,000 already won and $10.4K weighted, from 3 open deals worth $14.7K."
        ),
        Golden(
            "forecast_pipeline_revenue", [:], nil,
            "The weighted pipeline is $10.4K, out of $14.7K in 4 open deals: 70.4% of it."),
        Golden(
            "forecast_pipeline_revenue", ["group_by": "month"], nil,
            "Nov 2026 brings the largest part of the weighted pipeline: $8,000 (77.3%) of $10.4K."),
        Golden("find_slipped_deals", [:], nil, "1 open deal worth $10K is past its close date on Nov 20, 2026."),
        Golden(
            "find_stalled_deals", [:], nil,
            "3 of 4 open deals, worth $14K, have not changed their stage for more than 30 days; the largest is **Birch** with $10K."
        ),
        Golden(
            "find_missing_stakeholders", [:], nil,
            "3 of 4 open deals, worth $4,700, have no contact of C-level or VP; the largest is **Acme** with $4,000."),
        Golden(
            "analyze_losses", ["dimension": "owner"], nil,
            "2 deals were lost, worth $3,900; **Bob** and **Ann** are level in front, with 1 each."),
        Golden(
            "analyze_concentration", ["top": 1], nil,
            "**Birch** alone holds 68.0% of open pipeline: $10K of $14.7K."),
        Golden(
            "analyze_deal_velocity", [:], nil,
            "The sales velocity is $80.01 a day: 4 open deals, an average deal size of $2,666.83, a win rate of 60.0% and a sales cycle of 80 days."
        ),
        Golden(
            "get_account_overview", ["account": "Acme"], nil,
            "**Acme** has 3 opportunities worth $7,000.50: $3,000.50 won and $4,000 open.",
            next: "The win rate of **Acme** is 100.0%."),
        Golden(
            "analyze_titles", [:], nil,
            "**C-level** and **Manager** are level as the most frequent seniority: 2 of 5 contacts each."),
        Golden(
            "analyze_role_frequency", [:], nil,
            "**Champion** is the most frequent role: 3 of 4 contacts, on 3 opportunities."),
        Golden(
            "analyze_product_conversion", ["dimension": "region"], .ranking,
            "**EMEA** has the highest win rate: 66.7%, 2 of 3 closed, against 60.0% overall."),
    ]

    @Test(arguments: segments + metrics + named) func firstSentence(_ golden: Golden) async throws {
        let told = try await Narrated(
            [(golden.function, golden.arguments)], golden.emphasis.map { [$0] } ?? [], try await SmallCRM.catalogue())
        #expect(told.lead == golden.lead)
        if let next = golden.next { #expect(told.remarks.first == next) }
        #expect(told.problems.isEmpty)
    }

    @Test func theLaterOfTwoPeriodsIsToldAgainstTheEarlier() async throws {
        let third: [String: JSON] = ["measures": ["bookings"], "from": "2026-07-01", "to": "2026-09-30"]
        let fourth: [String: JSON] = ["measures": ["bookings"], "from": "2026-10-01", "to": "2026-12-31"]
        for calls in [[third, fourth], [fourth, third]] {
            let told = try await Narrated(
                calls.map { ("query_metric", $0) }, [.twoPeriods, .twoPeriods], try await SmallCRM.catalogue())
            #expect(told.lead == "Bookings in Q4 2026 so far are $5,000, up 149.9% from $2,000.50 in Q3 2026.")
            #expect(told.narrator.paragraphs.count == 1)
            #expect(told.remarks == ["Q4 2026 is not over, so it stands with fewer days against a whole period."])
        }
    }

    @Test func aFigureStandsAgainstThePeriodBefore() async throws {
        let calls: [(String, [String: JSON])] = [
            ("analyze_win_rate", ["from": "2026-10-01", "to": "2026-12-31"]),
            ("analyze_win_rate", ["from": "2026-07-01", "to": "2026-08-20"]),
        ]
        let told = try await Narrated(calls, [.total], comparison: 1, try await SmallCRM.catalogue())
        #expect(
            told.lead
                == "The win rate in Q4 2026 so far is 50.0%, level with 50.0% over Jul 1, 2026 to Aug 20, 2026: 1 of 2 closed deals was won."
        )
        #expect(told.narrator.metrics.first?.previousLabel == "same days of Q3 2026")
    }
}
