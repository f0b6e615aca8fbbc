import Charts

/// Charts as a portal shows them, and the edge cases that break renderers.
enum Examples {
    static let dollars = TickFormat.currency(prefix: "$", suffix: "")

    static func series(_ name: String, _ values: [Double?], _ tick: TickFormat = dollars) -> ChartSpec.Series {
        ChartSpec.Series(
            name: name, values: values, labels: values.map { $0.map { tick.compact($0, significant: 3) } ?? "n/a" })
    }

    static func spec(
        _ kind: ChartSpec.Kind, _ title: String, _ categories: [String], _ series: [ChartSpec.Series],
        orientation: ChartSpec.Orientation = .horizontal, stacked: Bool = false, highlight: Int? = nil,
        tick: TickFormat = dollars
    ) -> ChartSpec {
        ChartSpec(
            kind: kind, title: title, summary: "\(title), \(categories.count) categories.", categories: categories,
            series: series, orientation: orientation, stacked: stacked, highlight: highlight, tick: tick)
    }

    static let accounts = [
        "Acme Corporation", "Globex", "Initech Systems", "Umbrella Health Partners", "Stark Industries",
        "Wayne Enterprises",
        "Hooli", "Vehement Capital Partners", "Massive Dynamic", "Soylent",
    ]
    static let amounts: [Double?] = [
        1_250_000, 1_120_500, 980_000, 905_000, 760_400, 655_000, 512_000, 498_000, 310_250, 95_000,
    ]
    static let months = (0..<24).map { index in
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(names[index % 12]) \(2024 + index / 12)"
    }
    static let stages = ["Prospecting", "Qualification", "Needs Analysis", "Proposal", "Negotiation", "Closed Won"]

    static func wave(_ base: Double, _ swing: Double, _ shift: Int, count: Int = 24) -> [Double?] {
        let steps: [Double] = [0, 0.4, 0.9, 0.5, 0.1, 0.6, 1, 0.7, 0.2, 0.5, 0.8, 0.3]
        return (0..<count).map { base + swing * steps[($0 + shift) % 12] + Double($0) * base / 40 }
    }

    static let weeks: [Double?] = (0..<53).map { week in Double((week * 37) % 41 - 20) * 1000 }

    /// Four values that differ with the index; those of index 2 are negative.
    static func quarters(_ index: Int) -> [Double?] {
        let unit: Double = index == 2 ? -40_000 : 30_000
        return (0..<4).map { quarter in Double((quarter + index) % 5 + 1) * unit }
    }

    static let all: [(name: String, spec: ChartSpec)] = bars + lines + others + tables + funnels

    static let funnels: [(name: String, spec: ChartSpec)] = [
        (
            "funnel-value-and-count",
            spec(
                .funnel, "Open pipeline by stage", Array(stages.dropLast()),
                [
                    series("Pipeline", [4_120_000, 3_350_000, 3_480_000, 1_240_000, 610_000]),
                    series("Open deals", [412, 350, 260, 171, 94], .count),
                ])
        ),
        (
            "funnel-count",
            spec(
                .funnel, "Open deals by stage", stages, [series("Deals", [412, 350, 260, 9, 0, nil], .count)],
                highlight: 2, tick: .count)
        ),
        (
            "funnel-long-names",
            spec(
                .funnel, "Long names", ["Discovery of requirements with the buying committee", "株式会社東京第一経済研究所", "Won"],
                [
                    series("Value", [1_000_000, 12, 450_000]),
                    series("Opportunities of the stage", [1, 1_204, 7], .count),
                ])
        ),
        ("funnel-negative", spec(.funnel, "No funnel", ["A", "B"], [series("Net", [4, -2], .count)], tick: .count)),
    ]

    static let tables: [(name: String, spec: ChartSpec)] = [
        (
            "table",
            spec(
                .table, "Accounts", accounts,
                [series("Value", amounts), series("Deals", [12, 9, 8, 8, 6, 5, 4, 4, 2, nil], .count)], highlight: 0)
        ),
        (
            "table-wide",
            spec(
                .table, "Quarters", ["The Consolidated International Manufacturing Company", "株式会社東京"],
                (0..<8).map { index in series("Quarter number \(index + 1)", [Double(index) * 125_000, -3_500_000]) })
        ),
        ("table-long", spec(.table, "Weeks", (1...53).map { "Week \($0)" }, [series("Change", weeks)])),
    ]

    static let bars: [(name: String, spec: ChartSpec)] = [
        ("bar-ranking", spec(.bar, "Top accounts by value", accounts, [series("Value", amounts)], highlight: 1)),
        (
            "bar-negative",
            spec(
                .bar, "Change in pipeline by region",
                ["EMEA", "North America", "APAC", "Latin America", "Middle East"],
                [series("Change", [420_000, 310_500, -85_000, -402_000, nil])])
        ),
        ("bar-all-negative", spec(.bar, "Losses", ["One", "Two"], [series("Loss", [-3, -12], .count)], tick: .count)),
        ("bar-all-zero", spec(.bar, "Nothing won", ["EMEA", "APAC", "Americas"], [series("Won", [0, 0, 0])])),
        (
            "bar-long-names",
            spec(
                .bar, "Long names",
                [
                    "The Consolidated International Manufacturing Company of Lower Saxony & Sons",
                    "株式会社東京第一経済研究所ホールディングス国際部門", "Short", "<script>alert(\"x\")</script>",
                ], [series("Value", [12, 9.5, 7, 2], .count)], tick: .count)
        ),
        (
            "bar-grouped",
            spec(
                .bar, "Won by type and region", ["EMEA", "North America", "APAC"],
                [
                    series("New Business", [820_000, 1_340_000, 410_000]), series("Renewal", [640_000, 980_000, nil]),
                    series("Expansion", [210_000, 455_000, -60_000]),
                ])
        ),
        (
            "bar-stacked",
            spec(
                .bar, "Pipeline by stage and type", stages,
                [
                    series("New Business", [1_400_000, 1_150_000, 900_000, 640_000, 380_000, 260_000]),
                    series("Renewal", [600_000, 540_000, 500_000, 450_000, 430_000, 400_000]),
                    series("Expansion", [300_000, 280_000, 190_000, 150_000, 90_000, 70_000]),
                ], stacked: true)
        ),
        (
            "bar-stacked-mixed",
            spec(
                .bar, "Bookings and churn", ["Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"],
                (0..<8).map { index in series("Part \(index + 1)", quarters(index)) }, orientation: .vertical,
                stacked: true)
        ),
        (
            "bar-vertical",
            spec(
                .bar, "Win rate by quarter", (0..<8).map { "Q\($0 % 4 + 1) \(2024 + $0 / 4)" },
                [series("Win rate", [0.31, 0.28, 0.35, 0.42, 0.33, 0.295, 0.38, 0.44], .percent)],
                orientation: .vertical,
                highlight: 7, tick: .percent)
        ),
        (
            "bar-vertical-negative",
            spec(
                .bar, "Change by month", Array(months.prefix(12)),
                [series("Change", [12, 25, -8, -15, 4, 30, 22, -3, 0, 14, nil, 9], .count)], orientation: .vertical,
                tick: .count)
        ),
        (
            "bar-vertical-stages",
            spec(
                .bar, "Deals by stage", stages, [series("Deals", [412, 350, 260, 171, 94, 61], .count)],
                orientation: .vertical, tick: .count)
        ),
        (
            "bar-vertical-grouped",
            spec(
                .bar, "Days to close", Array(months.prefix(6)),
                [
                    series("Won", [42, 38, 51, 47, 40, 36], .days), series("Lost", [65, 71, 60, 82, 77, 69], .days),
                ], orientation: .vertical, tick: .days)
        ),
    ]

    static let lines: [(name: String, spec: ChartSpec)] = [
        ("line-single", spec(.line, "Revenue by month", months, [series("Revenue", wave(410_000, 260_000, 0))])),
        (
            "line-several",
            spec(
                .line, "Revenue by type", months,
                [
                    series("New Business", wave(410_000, 260_000, 0)), series("Renewal", wave(380_000, 120_000, 4)),
                    series("Expansion", wave(120_000, 90_000, 7)), series("Services", wave(118_000, 95_000, 9)),
                ])
        ),
        (
            "line-gaps",
            spec(
                .line, "Win rate with gaps", Array(months.prefix(12)),
                [series("Rate", [0.2, 0.25, nil, 0.3, nil, nil, 0.35, 0.41, .nan, 0.38, 0.36, 0.33], .percent)],
                tick: .percent)
        ),
        ("line-one-point", spec(.line, "One month", ["Jan 2026"], [series("Revenue", [184_000])])),
        (
            "line-narrow-range",
            spec(
                .line, "Win rate hardly moves", Array(months.prefix(6)),
                [series("Rate", [0.412, 0.418, 0.409, 0.421, 0.43, 0.427], .percent)], tick: .percent)
        ),
        (
            "line-negative",
            spec(
                .line, "Net change", (1...53).map { "Week \($0)" },
                [series("Net", weeks)])
        ),
        (
            "line-many-series",
            spec(
                .line, "Every region with a long name", Array(months.prefix(8)),
                (0..<9).map { index in
                    series(
                        "Region number \(index) of the western hemisphere",
                        wave(Double(index + 1) * 50_000, 40_000, index, count: 8))
                })
        ),
    ]

    static let others: [(name: String, spec: ChartSpec)] = [
        (
            "pie-parts",
            spec(
                .pie, "Pipeline by lead source", ["Website", "Referral", "Partner", "Events", "Outbound"],
                [series("Value", [2_350_000, 1_460_000, 810_000, 420_000, 38_000])])
        ),
        ("pie-merged", spec(.pie, "Value by account", accounts, [series("Value", amounts)])),
        (
            "pie-whole",
            spec(.pie, "One source", ["Website", "Referral"], [series("Share", [1, 0], .percent)], tick: .percent)
        ),
        (
            "pie-negative",
            spec(.pie, "Not a whole", ["Won", "Lost", "Open"], [series("Net", [40, -12, 8], .count)], tick: .count)
        ),
        ("tile-plain", spec(.tile, "Open pipeline", [], [series("Open pipeline", [12_480_000])])),
        (
            "tile-history",
            spec(.tile, "Win rate", months, [series("Win rate", wave(0.2, 0.1, 2), .percent)], tick: .percent)
        ),
        ("empty-bar", spec(.bar, "Nothing", [], [])),
        ("empty-line", spec(.line, "Nothing", ["Jan", "Feb"], [series("Revenue", [nil, .infinity])])),
        (
            "huge",
            spec(
                .bar, "Beyond reason", ["Largest", "Least", "Not a number"],
                [series("Value", [1.7e308, -1.7e308, .nan])])
        ),
    ]
}
