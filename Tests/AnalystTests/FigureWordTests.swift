import Analyst
import Analytics
import Core
import Testing

/// Words around a figure: which of two is ahead, which side a bound is on, how many rows are meant.
@Suite struct FigureWordTests {
    typealias Pair = (holds: String, fails: String)

    private func check(_ pairs: [Pair], _ calls: [Answer.Call]) {
        for pair in pairs {
            #expect(FigureEvidence.report(pair.holds, calls).problems == [], "\(pair.holds)")
            #expect(!FigureEvidence.report(pair.fails, calls).isSound, "\(pair.fails)")
        }
    }

    private func linked(_ prose: String, _ figures: [Answer.Figure], _ calls: [Answer.Call]) -> [FigureReport.Problem] {
        FigureChecker.report(
            prose: prose, figures: figures, evidence: FigureEvidence.evidence(calls), question: ""
        ).problems
    }

    // MARK: Links

    /// EMEA 5,000,000 is 2,000,000 and 66.7 % ahead of North America's 3,000,000.
    private static let gaps = [
        Answer.Figure(
            id: "f1", text: "$2M", value: .decimal(2_000_000), unit: .currency, call: nil, path: nil,
            derivation: .init(.difference, ["0/response/0/pipeline", "0/response/1/pipeline"])),
        Answer.Figure(
            id: "f2", text: "66.7%", value: .number(2.0 / 3.0), unit: .percent, call: nil, path: nil,
            derivation: .init(.growth, ["0/response/0/pipeline", "0/response/1/pipeline"])),
    ]

    @Test(arguments: [
        "**EMEA** is ahead by [$2M](#f1), [66.7%](#f2) more.",
        "In pipeline **EMEA** is ahead of **North America** by [$2M](#f1), [66.7%](#f2) more.",
        "**North America** follows, [$2M](#f1) less in pipeline.",
        "The difference in pipeline is [$2M](#f1): [66.7%](#f2) more for **EMEA**.",
    ])
    func comparativesOfLinkedFigures(_ prose: String) {
        #expect(linked(prose, Self.gaps, [FigureEvidence.regions]) == [])
        let changed = prose.replacing(" more", with: " \u{0}").replacing(" less", with: " more")
            .replacing(" \u{0}", with: " less")
        #expect(linked(changed, Self.gaps, [FigureEvidence.regions]) != [], "\(changed)")
    }

    private static func bounded(_ comparison: String, _ value: JSON) -> Answer.Call {
        FigureEvidence.call(
            "get_pipeline_summary",
            ["conditions": [["measure": "amount", "operator": .string(comparison), "value": value]]],
            [ResultColumn("pipeline", "Pipeline", .currency), ResultColumn("deals", "Open deals", .count)],
            [[.decimal(48_900_000), .integer(42)]],
            totals: [
                Total("pipeline", "Pipeline", .currency, .decimal(48_900_000)),
                Total("deals", "Open deals", .count, .integer(42)),
            ])
    }

    @Test(arguments: [
        ("above", ["above", "over", "of more than"], ["below", "under", "of less than", "of at most"]),
        ("at_least", ["of at least", "of no less than"], ["below", "of at most", "under"]),
        ("below", ["below", "under", "of less than"], ["above", "over", "of at least"]),
        ("at_most", ["of at most", "of no more than"], ["above", "over", "of at least"]),
    ])
    func bounds(_ comparison: String, _ fitting: [String], _ contrary: [String]) {
        let figures = [
            Answer.Figure(
                id: "f1", text: "$500K", value: .integer(500_000), unit: .currency, call: 0,
                path: "args/conditions/0/value")
        ]
        let calls = [Self.bounded(comparison, 500_000)]
        for words in fitting {
            #expect(linked("There are 42 open deals \(words) [$500K](#f1).", figures, calls) == [], "\(words)")
            #expect(linked("There are 42 open deals \(words) $500K.", [], calls) == [], "\(words)")
        }
        for words in contrary {
            #expect(linked("There are 42 open deals \(words) [$500K](#f1).", figures, calls) != [], "\(words)")
            #expect(linked("There are 42 open deals \(words) $500K.", [], calls) != [], "\(words)")
        }
        #expect(linked("There are 42 open deals worth [$500K](#f1).", figures, calls) != [])
    }

    // MARK: Names

    @Test func standardsAndWhatIsLeftOut() {
        check(
            [
                (
                    "Compared to the $3M of North America, EMEA has $2M more in pipeline.",
                    "Compared to the $3M of North America, EMEA has $2M less in pipeline."
                ),
                (
                    "Take away EMEA and North America, and $2M of pipeline is left.",
                    "Take away EMEA and LATAM, and $2M of pipeline is left."
                ),
                ("Without EMEA, $5M of pipeline remains.", "Without EMEA, $10M of pipeline remains."),
                ("Leave out EMEA and $5M of pipeline is left.", "Leave out LATAM and $5M of pipeline is left."),
            ], [FigureEvidence.regions])
    }

    @Test func nobodyIsMore() {
        check(
            [
                ("No region has more pipeline than EMEA.", "No region has less pipeline than EMEA."),
                ("No region has fewer open deals than LATAM.", "No region has fewer open deals than APAC."),
                ("No other region has as much pipeline as EMEA.", "No other region has as little pipeline as EMEA."),
            ], [FigureEvidence.regions])
        check(
            [
                (
                    "In no other month were bookings as high as in September 2026.",
                    "In no other month were bookings as low as in September 2026."
                ),
                (
                    "Bookings were $1.5M in September, after $900K in August, +66.7%.",
                    "Bookings were $1.5M in September, after $900K in August, -66.7%."
                ),
            ], [FigureEvidence.trend])
    }

    // MARK: All, none, most

    /// EMEA 2.0M after 1.5M, APAC 1.0M after 0.8M, LATAM 0.4M after 0.5M.
    private static let changes = FigureEvidence.call(
        "get_period_change",
        [
            "measure": "bookings", "dimension": "region", "from": "2026-07-01", "to": "2026-09-30",
            "previous_from": "2026-04-01", "previous_to": "2026-06-30",
        ],
        [
            ResultColumn("region", "Region", .text), ResultColumn("current", "Bookings", .currency),
            ResultColumn("previous", "Bookings before", .currency), ResultColumn("change", "Change", .currency),
        ],
        [
            [.text("EMEA"), .decimal(2_000_000), .decimal(1_500_000), .decimal(500_000)],
            [.text("APAC"), .decimal(1_000_000), .decimal(800_000), .decimal(200_000)],
            [.text("LATAM"), .decimal(400_000), .decimal(500_000), .decimal(-100_000)],
        ],
        totals: [
            Total("current", "Bookings", .currency, .decimal(3_400_000)),
            Total("previous", "Bookings before", .currency, .decimal(2_800_000)),
            Total("change", "Change", .currency, .decimal(600_000)),
        ])

    @Test func universalWords() {
        check(
            [
                ("Most regions grew in bookings.", "Most regions fell in bookings."),
                ("Most regions grew in bookings.", "Every region grew in bookings."),
                ("More than half of the regions grew in bookings.", "All regions grew in bookings."),
                ("EMEA and APAC both grew in bookings.", "EMEA and LATAM both grew in bookings."),
                ("Only LATAM fell in bookings.", "Only LATAM grew in bookings."),
                ("Only LATAM fell in bookings.", "Only EMEA grew in bookings."),
                ("Most regions grew in bookings.", "None of the regions grew in bookings."),
                ("Most regions grew in bookings.", "No region fell in bookings."),
            ], [Self.changes])
        check(
            [
                ("Most of the closed deals were lost.", "Most of the closed deals were won."),
                (
                    "The majority of Ann Lee's closed deals were won.",
                    "The majority of Bob Cole's closed deals were won."
                ),
            ], FigureEvidence.winRates)
    }

    /// An account whose rows are outcomes: 9 open, 115 won for 341,455 in all, 72 lost.
    private static let account = FigureEvidence.call(
        "get_account_overview", ["account": "Acme Corp"],
        [
            ResultColumn("status", "Status", .text), ResultColumn("deals", "Opportunities", .count),
            ResultColumn("value", "Value", .currency), ResultColumn("average_amount", "Average amount", .currency),
        ],
        [
            [.text("Open"), .integer(9), .decimal(80_000), .number(8_888.89)],
            [.text("Won"), .integer(115), .decimal(341_455), .number(2_969.17)],
            [.text("Lost"), .integer(72), .decimal(12_000), .number(166.67)],
        ], totals: [Total("deals", "Opportunities", .count, .integer(196))])

    @Test func rowsOfOutcomes() {
        check(
            [
                (
                    "Acme Corp has 196 opportunities: 115 won, 72 lost and 9 still open.",
                    "Acme Corp has 196 opportunities: 72 won, 115 lost and 9 still open."
                ),
                (
                    "The won value is $341,455, an average of $2,969 for each won deal.",
                    "The won value is $341,455, an average of $2,696 for each won deal."
                ),
            ], [Self.account])
    }
}
