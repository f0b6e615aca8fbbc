import Analyst
import Analytics
import Core
import Foundation
import Warehouse

/// A small edition made by hand: three sections, a ranking, a trend, a rate, a forecast and a question that the data
/// cannot answer.
enum FixtureEdition {
    static let asOf = CalendarDate(daysSinceEpoch: 20_777)

    static let manifest = EditionManifestFixture.manifest

    /// By slug.
    static var answers: [String: Answer] {
        [
            "forecast-this-quarter": forecast, "top-accounts": ranking(), "bookings-by-month": trend,
            "win-rate-by-region": rate, "next-resignations": unanswerable,
        ]
    }

    private static let sources = [
        Answer.DataSource(
            dataset: "opportunities", source: "opportunities.csv", rows: 1998, rejectedRows: 2,
            sha256: String(repeating: "ab12", count: 16), asOf: asOf,
            columns: ["account", "amount", "close_date", "stage"])
    ]

    private static let analyst = Answer.AnalystRecord(kind: "offline")

    private static func decimal(_ text: String) -> Value { .decimal(Decimal(string: text, locale: nil) ?? .nan) }

    static func ranking(
        names: [String] = [
            "Halvorsen Logistics", "O’Neil & Sons", "Brightwater Health", "شركة النور", "Kestrel Aerospace",
        ]
    ) -> Answer {
        let amounts = ["1250000", "980400.5", "861250", "640000", "512300"]
        let counts = [7, 5, 9, 3, 4]
        let columns = [
            ResultColumn("account_name", "Account", .text), ResultColumn("total_value", "Total value", .currency),
            ResultColumn("deal_count", "Deals", .count),
        ]
        let rows = zip(names, zip(amounts, counts)).map { name, numbers in
            [Value.text(name), decimal(numbers.0), .integer(numbers.1)]
        }
        // 4,243,950.50 of 14,213,300.75.
        let share = Value.number(0.298590072401022)
        let call = Answer.Call(
            FunctionResult(
                function: "get_top_accounts_by_value", arguments: ["limit": 5, "min_amount": .null, "outcome": "all"],
                columns: columns, rows: rows, totalRowCount: 143,
                totals: [Total("total_value", "Total value", .currency, decimal("14213300.75"))],
                sql: """
                    SELECT account AS account_name, sum(amount) AS total_value, count(*) AS deal_count
                    FROM opportunities
                    WHERE account IS NOT NULL AND amount > 0 AND created < DATE '2026-11-20'
                    GROUP BY account
                    ORDER BY total_value DESC, account_name
                    LIMIT $1 /* 5 */
                    """,
                sources: ["opportunities": ["account", "amount"]],
                notes: ["All opportunities of an account are summed, whatever their stage."]), durationMs: 1.8)
        let name = names.first.map(Escape.markdown) ?? ""
        return Answer(
            question: "What are the top 5 accounts by opportunity value?", status: .answered,
            reading: "Total value of all opportunities by account, the top 5",
            answer: """
                **\(name)** leads with [$1.25M](#f1) in [7](#f2) deals. The top [5](#f3) hold [29.9%](#f4) of all
                opportunity value, and the first alone is [$269,599.50](#f5) ahead of the second.

                ```chart 0
                ```

                ```table 0
                ```
                """,
            keyMetrics: [
                Answer.KeyMetric(
                    id: "f1", label: "\(names.first ?? ""), all opportunities", value: decimal("1250000"),
                    unit: .currency,
                    formatted: "$1.25M"),
                Answer.KeyMetric(
                    id: "f4", label: "Share of the top 5", value: share, unit: .percent,
                    formatted: "29.9%",
                    previous: decimal("0.312"), previousLabel: "last quarter"),
            ],
            visualizations: [
                Answer.Visualization(
                    type: .bar, title: "Top 5 accounts by total value",
                    summary: "\(names.first ?? "") leads with $1.25M.",
                    x: "account_name", y: ["total_value"], format: .currency, call: 0,
                    data: zip(names, amounts).map { ["account_name": .text($0), "total_value": decimal($1)] })
            ],
            functionsExecuted: [call], dataSources: sources,
            figures: [
                figure("f1", "$1.25M", decimal("1250000"), .currency, "response/0/total_value"),
                figure("f2", "7", .integer(7), .count, "response/0/deal_count"),
                figure("f3", "5", .integer(5), .count, "args/limit"),
                Answer.Figure(
                    id: "f4", text: "29.9%", value: share, unit: .percent, call: 0, path: nil,
                    derivation: .init(
                        .share,
                        [
                            "sum:" + rows.indices.map { "0/response/\($0)/total_value" }.joined(separator: "+"),
                            "0/totals/total_value",
                        ])),
                Answer.Figure(
                    id: "f5", text: "$269,599.50", value: decimal("269599.5"), unit: .currency, call: 0, path: nil,
                    derivation: .init(.difference, ["0/response/0/total_value", "0/response/1/total_value"])),
            ],
            suggestions: [
                "How have bookings developed by month over the last 12 months?", "Which products do they buy?",
            ],
            analyst: analyst, asOf: asOf)
    }

    private static var forecast: Answer {
        let rows: [[Value]] = [
            [.text("Won"), decimal("2310000"), .integer(48)],
            [.text("Weighted open"), decimal("1874250"), .integer(112)],
        ]
        let call = Answer.Call(
            FunctionResult(
                function: "forecast_pipeline_revenue", arguments: ["period": "this quarter", "group_by": .array([])],
                columns: [
                    ResultColumn("part", "Part", .text), ResultColumn("amount", "Amount", .currency),
                    ResultColumn("deals", "Deals", .count),
                ], rows: rows, totalRowCount: 2,
                totals: [
                    Total("forecast", "Forecast", .currency, decimal("4184250")),
                    Total("overdue", "Overdue deals in it", .count, .integer(9)),
                ],
                sql: "SELECT 1", sources: ["opportunities": ["amount", "close_date", "probability", "stage"]]),
            durationMs: nil)
        return Answer(
            question: "What is our forecast for this quarter?", status: .answered,
            reading: "Forecast for Q4 2026 (1 Oct 2026 to 31 Dec 2026)",
            answer: """
                We expect [$4.18M](#f1) in the quarter: [$2.31M](#f2) are won already, and open deals that close in it
                weigh [$1.87M](#f3) by their probability.

                [9](#f4) deals in the forecast are overdue: their close date has passed, and they are still open.

                ```chart 0
                ```
                """,
            keyMetrics: [
                Answer.KeyMetric(
                    id: "f1", label: "Forecast, this quarter", value: decimal("4184250"), unit: .currency,
                    formatted: "$4.18M",
                    previous: decimal("3735937.5"), previousLabel: "last quarter"),
                Answer.KeyMetric(
                    id: "f2", label: "Won so far", value: decimal("2310000"), unit: .currency, formatted: "$2.31M"),
                Answer.KeyMetric(
                    id: "f3", label: "Weighted open", value: decimal("1874250"), unit: .currency, formatted: "$1.87M"),
            ],
            visualizations: [
                Answer.Visualization(
                    type: .pie, title: "Forecast for this quarter by part",
                    summary: "Won makes up 55% of the forecast.",
                    x: "part", y: ["amount"], format: .currency, call: 0,
                    data: rows.map { ["part": $0[0], "amount": $0[1]] })
            ],
            functionsExecuted: [call], dataSources: sources,
            figures: [
                figure("f1", "$4.18M", decimal("4184250"), .currency, "totals/forecast"),
                figure("f2", "$2.31M", decimal("2310000"), .currency, "response/0/amount"),
                figure("f3", "$1.87M", decimal("1874250"), .currency, "response/1/amount"),
                figure("f4", "9", .integer(9), .count, "totals/overdue"),
            ],
            suggestions: ["What are the top 5 accounts by opportunity value?"], analyst: analyst,
            warnings: ["Two opportunities were left out because their amount could not be read."], asOf: asOf)
    }

    private static var trend: Answer {
        let months = [
            "Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026", "May 2026", "Jun 2026", "Jul 2026", "Aug 2026",
            "Sep 2026", "Oct 2026", "Nov 2026",
        ]
        let amounts = [
            612_000, 348_500, 405_250, 734_900, 388_100, 452_700, 861_300, 402_450, 377_800, 903_200, 498_600, 541_750,
        ]
        let deals = [21, 12, 15, 26, 14, 16, 31, 13, 12, 33, 18, 17]
        let rows = months.indices.map { [Value.text(months[$0]), .integer(amounts[$0]), .integer(deals[$0])] }
        let call = Answer.Call(
            FunctionResult(
                function: "get_revenue_trend",
                arguments: ["grain": "month", "measure": "bookings", "period": "last 12 months"],
                columns: [
                    ResultColumn("period", "Month", .text), ResultColumn("bookings", "Bookings", .currency),
                    ResultColumn("deals", "Deals", .count),
                ], rows: rows, totalRowCount: 12,
                totals: [Total("bookings", "Bookings", .currency, .integer(amounts.reduce(0, +)))],
                sql: "SELECT 1", sources: ["opportunities": ["amount", "close_date", "stage"]],
                notes: ["November 2026 is not over: it ends with the date of the data."]), durationMs: 0.9)
        return Answer(
            question: "How have bookings developed by month over the last 12 months?", status: .answered,
            reading: "Bookings by month, 1 Dec 2025 to 20 Nov 2026",
            answer: """
                Bookings came to [$6.53M](#f1) over the period. September was the best month with [$903K](#f2), the last
                month of each quarter stands out, and November so far has [$542K](#f3).

                ```chart 0
                ```

                ```table 0
                ```
                """,
            keyMetrics: [
                Answer.KeyMetric(
                    id: "f1", label: "Bookings, last 12 months", value: .integer(6_526_550), unit: .currency,
                    formatted: "$6.53M", previous: .integer(6_910_000), previousLabel: "the 12 months before")
            ],
            visualizations: [
                Answer.Visualization(
                    type: .line, title: "Bookings by month",
                    summary: "Peaks at quarter ends, highest in September 2026.",
                    x: "period", y: ["bookings"], format: .currency, call: 0,
                    data: rows.map { ["period": $0[0], "bookings": $0[1]] })
            ],
            functionsExecuted: [call], dataSources: sources,
            figures: [
                figure("f1", "$6.53M", .integer(6_526_550), .currency, "totals/bookings"),
                figure("f2", "$903K", .integer(903_200), .currency, "response/9/bookings"),
                figure("f3", "$542K", .integer(541_750), .currency, "response/11/bookings"),
            ], suggestions: [], analyst: analyst, asOf: asOf)
    }

    private static var rate: Answer {
        let regions = ["North America", "EMEA", "Asia Pacific", "Latin America"]
        let rates = ["0.4273", "0.389", "0.351", "0.2975"]
        let won = [141, 98, 46, 18]
        let lost = [189, 154, 85, 43]
        let rows = regions.indices.map {
            [Value.text(regions[$0]), decimal(rates[$0]), .integer(won[$0]), .integer(lost[$0])]
        }
        let call = Answer.Call(
            FunctionResult(
                function: "analyze_win_rate", arguments: ["group_by": "region", "period": .null],
                columns: [
                    ResultColumn("region", "Region", .text), ResultColumn("win_rate", "Win rate", .percent),
                    ResultColumn("won", "Won", .count), ResultColumn("lost", "Lost", .count),
                ], rows: rows, totalRowCount: 4, totals: [Total("win_rate", "Win rate", .percent, decimal("0.3915"))],
                sql: "SELECT 1", sources: ["opportunities": ["region", "stage"]],
                notes: ["Region is that of the owner."]), durationMs: nil)
        return Answer(
            question: "What is our win rate by region?", status: .answered,
            reading: "Win rate by region, all closed deals",
            answer: """
                North America wins [42.7%](#f1) of its closed deals, Latin America [29.8%](#f2); over all regions it is
                [39.2%](#f3).

                ```chart 0
                ```
                """,
            keyMetrics: [
                Answer.KeyMetric(
                    id: "f3", label: "Win rate, all regions", value: decimal("0.3915"), unit: .percent,
                    formatted: "39.2%",
                    previous: decimal("0.3745"), previousLabel: "the year before")
            ],
            visualizations: [
                Answer.Visualization(
                    type: .bar, title: "Win rate by region", summary: "North America leads with 42.7%.", x: "region",
                    y: ["win_rate"], format: .percent, call: 0,
                    data: rows.map { ["region": $0[0], "win_rate": $0[1]] })
            ],
            functionsExecuted: [call], dataSources: sources,
            figures: [
                figure("f1", "42.7%", decimal("0.4273"), .percent, "response/0/win_rate"),
                figure("f2", "29.8%", decimal("0.2975"), .percent, "response/3/win_rate"),
                figure("f3", "39.2%", decimal("0.3915"), .percent, "totals/win_rate"),
            ], suggestions: ["What is our win rate by lead source?"], analyst: analyst, asOf: asOf)
    }

    private static var unanswerable: Answer {
        Answer(
            question: "Which sales reps will resign next year?", status: .unanswerable, reading: "",
            answer: "The data holds opportunities and contacts. It says nothing about who will leave the company.",
            suggestions: ["What is our win rate by region?"], analyst: analyst, asOf: asOf)
    }

    private static func figure(_ id: String, _ text: String, _ value: Value, _ unit: Core.Unit, _ path: String)
        -> Answer.Figure
    {
        Answer.Figure(id: id, text: text, value: value, unit: unit, call: 0, path: path)
    }
}
