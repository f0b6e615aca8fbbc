import Analyst
import Analytics
import Core
import Foundation

/// Evidence whose figures can be worked out by hand.
enum FigureEvidence {
    static let asOf = CalendarDate(daysSinceEpoch: 20_777)  // 2026-11-20

    static func evidence(_ calls: [Answer.Call], locale: String = "en-US", currency: String = "USD") -> Evidence {
        Evidence(
            calls: calls, asOf: asOf, fiscal: FiscalCalendar(),
            format: FigureFormat(localeIdentifier: locale, currency: currency))
    }

    static func call(
        _ function: String, _ args: [String: JSON], _ columns: [ResultColumn], _ rows: [[Value]], totals: [Total] = [],
        of count: Int? = nil
    ) -> Answer.Call {
        Answer.Call(
            FunctionResult(
                function: function, arguments: args, columns: columns, rows: rows, totalRowCount: count ?? rows.count,
                totals: totals, sql: "", sources: [:]), durationMs: nil)
    }

    /// EMEA 5,000,000 in 40 deals, North America 3,000,000 in 30, APAC 1,500,000 in 20, LATAM 500,000 in 10: 10,000,000 in
    /// 100, weighted 4,120,000.
    static let regions = call(
        "get_pipeline_summary", ["dimension": "region", "limit": 50, "order": "highest"],
        [
            ResultColumn("region", "Region", .text), ResultColumn("pipeline", "Pipeline", .currency),
            ResultColumn("weighted_pipeline", "Weighted pipeline", .currency),
            ResultColumn("deals", "Open deals", .count),
        ],
        [
            [.text("EMEA"), .decimal(5_000_000), .decimal(2_000_000), .integer(40)],
            [.text("North America"), .decimal(3_000_000), .decimal(1_210_000), .integer(30)],
            [.text("APAC"), .decimal(1_500_000), .decimal(750_000), .integer(20)],
            [.text("LATAM"), .decimal(500_000), .decimal(160_000), .integer(10)],
        ],
        totals: [
            Total("pipeline", "Pipeline", .currency, .decimal(10_000_000)),
            Total("weighted_pipeline", "Weighted pipeline", .currency, .decimal(4_120_000)),
            Total("deals", "Open deals", .count, .integer(100)),
        ])

    /// Three accounts of 40: Acme Corp 1,250,000, Globex 900,000, Initech 612,500, of 8,350,000 in all.
    static let accounts = call(
        "get_top_accounts_by_value", ["limit": 3, "order": "highest", "status": "all"],
        [
            ResultColumn("account_name", "Account", .text), ResultColumn("total_value", "Total value", .currency),
            ResultColumn("deal_count", "Opportunities", .count),
        ],
        [
            [.text("Acme Corp"), .decimal(1_250_000), .integer(4)], [.text("Globex"), .decimal(900_000), .integer(7)],
            [.text("Initech"), .decimal(612_500), .integer(2)],
        ],
        totals: [Total("total_value", "Total value", .currency, .decimal(8_350_000))], of: 40)

    private static func rates(_ from: String, _ to: String, _ rows: [[Value]], _ totals: [Int], byOwner: Bool)
        -> Answer.Call
    {
        var args: [String: JSON] = ["from": .string(from), "to": .string(to), "limit": 50, "order": "highest"]
        if byOwner { args["dimension"] = "owner" }
        let columns = [
            ResultColumn("win_rate", "Win rate", .percent), ResultColumn("won", "Won", .count),
            ResultColumn("lost", "Lost", .count), ResultColumn("closed", "Closed", .count),
        ]
        let rate = Double(totals[0]) / Double(totals[2])
        return call(
            "analyze_win_rate", args, (byOwner ? [ResultColumn("owner", "Owner", .text)] : []) + columns, rows,
            totals: [
                Total("win_rate", "Win rate", .percent, .number(rate)),
                Total("won", "Won deals", .count, .integer(totals[0])),
                Total("lost", "Lost deals", .count, .integer(totals[1])),
                Total("closed", "Closed deals", .count, .integer(totals[2])),
            ])
    }

    /// The third quarter of 2026 by owner, 45 of 100, against the second, 36 of 90.
    static let winRates = [
        rates(
            "2026-07-01", "2026-09-30",
            [
                [.text("Ann Lee"), .number(0.6), .integer(24), .integer(16), .integer(40)],
                [.text("Bob Cole"), .number(0.4), .integer(12), .integer(18), .integer(30)],
                [.text("Cyd Moss"), .number(0.3), .integer(9), .integer(21), .integer(30)],
            ], [45, 55, 100], byOwner: true),
        rates(
            "2026-04-01", "2026-06-30", [[.number(0.4), .integer(36), .integer(54), .integer(90)]], [36, 54, 90],
            byOwner: false),
    ]

    /// Bookings by month: 1.0M, 1.2M, 0.9M, 1.5M from June to September 2026, 4.6M in all.
    static let trend = call(
        "get_revenue_trend", ["from": "2026-06-01", "to": "2026-09-30", "grain": "month", "measure": "bookings"],
        [
            ResultColumn("period", "Month", .text), ResultColumn("period_start", "Starts", .date),
            ResultColumn("bookings", "Bookings", .currency), ResultColumn("deals", "Deals", .count),
        ],
        [
            [.text("Jun 2026"), day("2026-06-01"), .decimal(1_000_000), .integer(11)],
            [.text("Jul 2026"), day("2026-07-01"), .decimal(1_200_000), .integer(14)],
            [.text("Aug 2026"), day("2026-08-01"), .decimal(900_000), .integer(8)],
            [.text("Sep 2026"), day("2026-09-01"), .decimal(1_500_000), .integer(17)],
        ],
        totals: [
            Total("bookings", "Bookings", .currency, .decimal(4_600_000)),
            Total("deals", "Deals", .count, .integer(50)),
        ])

    /// The largest overdue deals.
    static let overdue = call(
        "find_slipped_deals", ["as_of": "2026-11-20", "limit": 2],
        [
            ResultColumn("name", "Name", .text), ResultColumn("account", "Account", .text),
            ResultColumn("stage", "Stage", .text), ResultColumn("amount", "Amount", .currency),
            ResultColumn("closed", "Close date", .date), ResultColumn("days_overdue", "Days overdue", .days),
        ],
        [
            [
                .text("Platform"), .text("Acme Corp"), .text("Negotiation"), .decimal(385_000), day("2026-09-30"),
                .integer(51),
            ],
            [.text("Sensors"), .text("Globex"), .text("Proposal"), .decimal(210_000), day("2026-10-31"), .integer(20)],
        ],
        totals: [
            Total("deals", "Opportunities", .count, .integer(12)),
            Total("value", "Amount", .currency, .decimal(1_904_000)),
        ], of: 12)

    static func day(_ iso: String) -> Value { CalendarDate(iso: iso).map { .date($0) } ?? .null }

    static func report(_ prose: String, _ calls: [Answer.Call], question: String = "") -> FigureReport {
        FigureChecker.report(prose: prose, figures: [], evidence: evidence(calls), question: question)
    }
}
