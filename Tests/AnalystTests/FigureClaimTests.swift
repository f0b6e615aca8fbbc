import Analyst
import Core
import Testing

/// True sentences hold, and the same with one word or digit changed do not.
@Suite struct FigureClaimTests {
    typealias Pair = (holds: String, fails: String)

    private func check(_ pairs: [Pair], _ calls: [Answer.Call]) {
        for pair in pairs {
            #expect(FigureEvidence.report(pair.holds, calls).problems == [], "\(pair.holds)")
            #expect(!FigureEvidence.report(pair.fails, calls).isSound, "\(pair.fails)")
        }
    }

    @Test func amounts() {
        check(
            [
                ("EMEA holds $5M of pipeline.", "EMEA holds $6M of pipeline."),
                ("EMEA holds 5 million dollars of pipeline.", "EMEA holds 4 million dollars of pipeline."),
                ("EMEA has a pipeline of USD 5.0m.", "EMEA has a pipeline of EUR 5.0m."),
                ("APAC carries $1,500,000 in open pipeline.", "APAC carries $1,600,000 in open pipeline."),
                ("Pipeline in North America stands at $3.0M.", "Pipeline in North America stands at $3.0K."),
                ("LATAM adds $500K.", "LATAM adds $500M."),
                ("$1.5M sits in APAC and $0.5M in LATAM.", "$1.5M sits in LATAM and $0.5M in APAC."),
                ("EMEA holds $5M, North America $3M.", "North America holds $5M, EMEA $3M."),
                (
                    "EMEA, APAC and LATAM hold $5M, $1.5M and $0.5M respectively.",
                    "EMEA, LATAM and APAC hold $5M, $1.5M and $0.5M respectively."
                ),
                ("The pipeline totals $10M.", "The pipeline totals -$10M."),
                (
                    "Weighted by probability, the pipeline is worth $4.12M.",
                    "Weighted by probability, the pipeline is worth $4.21M."
                ),
            ], [FigureEvidence.regions])
    }

    @Test func hedges() {
        check(
            [
                ("North America has about $3M.", "North America has about $4M."),
                ("The weighted pipeline is more than $4.1M.", "The weighted pipeline is more than $4.2M."),
                ("The weighted pipeline is just under $4.2M.", "The weighted pipeline is just under $4.1M."),
                ("The weighted pipeline comes to nearly $4.2M.", "The weighted pipeline comes to nearly $4.3M."),
            ], [FigureEvidence.regions])
    }

    @Test func sharesAndFractions() {
        check(
            [
                ("EMEA holds half of the pipeline.", "EMEA holds a third of the pipeline."),
                ("EMEA holds 50% of the pipeline.", "EMEA holds 51% of the pipeline."),
                ("APAC accounts for 15 percent of the pipeline.", "APAC accounts for 25 percent of the pipeline."),
                (
                    "EMEA and North America together hold $8M, 80% of the total.",
                    "EMEA and North America together hold $8M, 85% of the total."
                ),
                (
                    "The remaining regions beside EMEA hold the other $5M.",
                    "The remaining regions beside EMEA hold the other $4M."
                ),
                ("EMEA holds ten times as much pipeline as LATAM.", "EMEA holds nine times as much pipeline as LATAM."),
                ("North America has twice the pipeline of APAC.", "EMEA has twice the pipeline of APAC."),
                ("EMEA is $2M ahead of North America.", "EMEA is $3M ahead of North America."),
                ("EMEA is $2M ahead of North America.", "EMEA is $2M behind North America."),
            ], [FigureEvidence.regions])
    }

    @Test func counts() {
        check(
            [
                ("EMEA has 40 open deals.", "EMEA has 41 open deals."),
                ("There are one hundred open deals.", "There are two hundred open deals."),
                ("LATAM has ten deals.", "LATAM has twelve deals."),
                ("The four regions hold $10M.", "The five regions hold $10M."),
                ("Thirty deals are open in North America.", "Forty deals are open in North America."),
            ], [FigureEvidence.regions])
        check(
            [
                (
                    "The top 3 accounts hold $2.76M, 33.1% of the total.",
                    "The top 3 accounts hold $2.76M, 34.1% of the total."
                ),
                (
                    "The 3 largest of 40 accounts hold 33% of the total value.",
                    "The 3 largest of 50 accounts hold 33% of the total value."
                ),
                (
                    "Acme Corp leads with $1.25M across four opportunities.",
                    "Acme Corp leads with $1.25M across five opportunities."
                ),
            ], [FigureEvidence.accounts])
    }

    @Test func ranks() {
        check(
            [
                ("EMEA is the largest region by pipeline.", "EMEA is the smallest region by pipeline."),
                ("LATAM has the smallest pipeline.", "APAC has the smallest pipeline."),
                ("North America is the second largest.", "North America is the third largest."),
                (
                    "The most pipeline sits in EMEA, followed by North America with $3M.",
                    "The most pipeline sits in EMEA, followed by APAC with $1.5M."
                ),
                ("EMEA leads with $5M.", "EMEA trails with $5M."),
                ("APAC comes third with $1.5M.", "APAC comes second with $1.5M."),
                ("LATAM has the fewest deals, 10.", "LATAM has the most deals, 10."),
            ], [FigureEvidence.regions])
    }

    @Test func changes() {
        check(
            [
                (
                    "The win rate in Q3 2026 was 45%, up from 40% in Q2 2026.",
                    "The win rate in Q3 2026 was 45%, down from 40% in Q2 2026."
                ),
                (
                    "The win rate rose by 5 percentage points to 45%.",
                    "The win rate fell by 5 percentage points to 45%."
                ),
                ("The win rate rose 5 points from 40% to 45%.", "The win rate rose 6 points from 40% to 45%."),
                ("Ann Lee won 24 of 40 closed deals, 60%.", "Ann Lee won 16 of 40 closed deals, 60%."),
                ("Cyd Moss lost 21 deals.", "Cyd Moss won 21 deals."),
                (
                    "Bob Cole is 5 points below the overall win rate of 45%.",
                    "Bob Cole is 5 points above the overall win rate of 45%."
                ),
            ], FigureEvidence.winRates)
        check(
            [
                (
                    "Bookings in September 2026 were $1.5M, up 66.7% on August.",
                    "Bookings in September 2026 were $1.5M, down 66.7% on August."
                ),
                (
                    "Bookings fell from $1.2M in July to $900K in August.",
                    "Bookings rose from $1.2M in July to $900K in August."
                ),
                (
                    "The best month was Sep 2026 with $1.5M, the weakest Aug 2026 with $0.9M.",
                    "The best month was Jul 2026 with $1.2M, the weakest Aug 2026 with $0.9M."
                ),
                ("Bookings grew by half from June to September.", "Bookings shrank by half from June to September."),
                ("Over the four months, bookings add up to $4.6M.", "Over the five months, bookings add up to $4.6M."),
            ], [FigureEvidence.trend])
    }

    @Test func dates() {
        check(
            [
                (
                    "12 deals worth $1.9M are overdue on November 20, 2026.",
                    "12 deals worth $1.9M are overdue on November 21, 2026."
                ),
                (
                    "Acme Corp's Platform deal was due on 30 September 2026 and is 51 days late.",
                    "Acme Corp's Platform deal was due on 31 October 2026 and is 51 days late."
                ),
                ("Globex should have closed by 2026-10-31.", "Globex should have closed by 2026-10-30."),
                (
                    "The largest is Platform for Acme Corp: $385K, 51 days overdue.",
                    "The largest is Platform for Acme Corp: $385K, 51 weeks overdue."
                ),
            ], [FigureEvidence.overdue])
    }

    @Test func namesThatNobodyHas() {
        for prose in [
            "Zorg holds $5M of pipeline.", "The largest region is Zorg with $5M.", "**Zorg** leads with $5M.",
            "EMEA leads, ahead of Zorgland.",
        ] {
            #expect(!FigureEvidence.report(prose, [FigureEvidence.regions]).isSound, "\(prose)")
        }
    }

    @Test func theQuestionMayBeRepeated() {
        #expect(
            FigureEvidence.report(
                "Deals over $250K were asked for.", [FigureEvidence.regions], question: "Deals over $250k?"
            ).isSound)
        #expect(
            !FigureEvidence.report(
                "Deals over $350K were asked for.", [FigureEvidence.regions], question: "Deals over $250k?"
            ).isSound)
    }

    @Test func placesAreTold() {
        let report = FigureEvidence.report("EMEA holds $5M.\n\nBut **APAC** holds $7M.\n", [FigureEvidence.regions])
        #expect(report.problems.map { [$0.line, $0.column] } == [[3, 20]])
        #expect(report.problems.map(\.text) == ["$7M"])
    }

    @Test func otherLocales() {
        func report(_ prose: String) -> FigureReport {
            FigureChecker.report(
                prose: prose, figures: [],
                evidence: FigureEvidence.evidence([FigureEvidence.regions], locale: "de-DE", currency: "EUR"),
                question: "")
        }
        #expect(report("EMEA: 5.000.000 € pipeline.").problems == [])
        #expect(report("EMEA holds 50,0 % of the pipeline.").problems == [])
        #expect(!report("EMEA: 5.100.000 € pipeline.").isSound)
        #expect(!report("EMEA: $5.000.000 pipeline.").isSound)
        #expect(!report("EMEA holds 50,3 % of the pipeline.").isSound)
    }
}

/// Whatever a prose holds, the checker reads it to its end.
@Suite struct FigureHostilityTests {
    @Test(arguments: [
        "", "[", "[[[[[[", "](#f1)", "[a](#", "[$5M](#f1", "\\", "**", "```", "```\n$7M", "~~~~\n1\n~~~", "<", "<a",
        "&#x;", "&#99999999;",
        "\u{0}\u{0}7", "\u{202E}7M$", "$", "$.", "€,", "-", "- - -", "1.2.3.4.5", "1,,2", "%", "Q9", "Q", "FY",
        "99/99/9999", "2026-13-45",
        "more than", "top", "half of", "a", "one in", "th 3rd 4th", "|a|b|\n|-|-|\n|1|2|", "\u{FF15}\u{FF10}",
        "½ ⅓ Ⅳ ²", "9e999",
    ])
    func odd(_ prose: String) {
        _ = FigureEvidence.report(prose, [FigureEvidence.regions, FigureEvidence.trend])
    }

    @Test func tenThousandDigitsAreNoFigure() {
        #expect(
            !FigureEvidence.report("EMEA holds $" + String(repeating: "5", count: 10_000), [FigureEvidence.regions])
                .isSound)
    }

    @Test func digitsOfOtherScriptsAreDigits() {
        #expect(FigureEvidence.report("EMEA has \u{FF14}\u{FF10} open deals.", [FigureEvidence.regions]).problems == [])
        #expect(!FigureEvidence.report("EMEA has \u{FF14}\u{FF11} open deals.", [FigureEvidence.regions]).isSound)
        #expect(!FigureEvidence.report("EMEA has &#52;&#49; open deals.", [FigureEvidence.regions]).isSound)
        #expect(!FigureEvidence.report("EMEA has 4\u{200B}1 open deals.", [FigureEvidence.regions]).isSound)
    }

    @Test func longBrokenMarkdownIsReadInGoodTime() {
        for piece in ["[", "](#", "*", "\\[", "<", "&", "$1 ", "EMEA ", "more than "] {
            _ = FigureEvidence.report(String(repeating: piece, count: 5_000), [FigureEvidence.regions])
        }
    }

    @Test func fencedBlocksAndListNumbersAreNoFigures() {
        #expect(
            FigureEvidence.report("```chart 7\n```\n\n1. EMEA leads.\n2. LATAM is last.\n", [FigureEvidence.regions])
                .problems == [])
    }

    @Test func randomBytesNeverTrap() {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        let pieces = [
            "EMEA", " ", "$", "5", "M", "%", "[", "](#f1)", "**", ".", ",", "\n", "-", "Q3 2026", "of", "more than",
            "two", "third", "(", ")",
            "\u{0}", "é", "\u{202E}", "largest", "up", "by", "from", "to", "and", "respectively", "top", "```", "|",
            "&#49;", "1,000", "half",
        ]
        for _ in 0..<2_000 {
            var prose = ""
            for _ in 0..<24 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                prose += pieces[Int(truncatingIfNeeded: (state >> 33) % UInt64(pieces.count))]
                if state >> 62 == 0 { prose += " " }
            }
            _ = FigureEvidence.report(
                prose, [FigureEvidence.regions, FigureEvidence.trend, FigureEvidence.overdue] + FigureEvidence.winRates)
        }
    }
}
