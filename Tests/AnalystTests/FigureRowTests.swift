import Analyst
import Analytics
import Core
import Testing

/// What prose says of a number of rows, of rows together, of several periods, and of an order.
@Suite struct FigureRowTests {
    typealias Pair = (holds: String, fails: String)

    private func check(_ pairs: [Pair], _ calls: [Answer.Call]) {
        for pair in pairs {
            #expect(FigureEvidence.report(pair.holds, calls).problems == [], "\(pair.holds)")
            #expect(!FigureEvidence.report(pair.fails, calls).isSound, "\(pair.fails)")
        }
    }

    /// Pipeline of EMEA 5.0M, North America 3.0M, APAC 1.5M, LATAM 0.5M.
    @Test func countsOfRowsThatMeetAConditionAreHeldAgainstEveryRow() {
        check(
            [
                (
                    "Two of the four regions have more than $2M of pipeline.",
                    "Three of the four regions have more than $2M of pipeline."
                ),
                ("Only two regions exceed $2M of pipeline.", "Only two regions exceed $1M of pipeline."),
                ("No region has more than $6M of pipeline.", "No region has more than $4M of pipeline."),
                ("Every region has at least $400K of pipeline.", "Every region has at least $600K of pipeline."),
                (
                    "Only EMEA and North America have a pipeline above $2M.",
                    "Only EMEA and APAC have a pipeline above $2M."
                ),
                (
                    "LATAM is the only region with less than $1M of pipeline.",
                    "APAC is the only region with less than $1M of pipeline."
                ),
                (
                    "Neither APAC nor LATAM reaches $2M of pipeline.", "Neither EMEA nor LATAM reaches $2M of pipeline."
                ),
                (
                    "Half of the four regions have more than $2M of pipeline.",
                    "Half of the four regions have more than $1M of pipeline."
                ),
                (
                    "EMEA leads with $5M of pipeline; all others stay below $4M.",
                    "EMEA leads with $5M of pipeline; all others stay below $2M."
                ),
            ], [FigureEvidence.regions])
    }

    /// Ann Lee 60 %, Bob Cole 40 %, Cyd Moss 30 %, 45 % in all.
    @Test func ratesAreHeldAgainstTheOverallRate() {
        check(
            [
                (
                    "Two of the three owners win less often than the overall 45%.",
                    "One of the three owners wins less often than the overall 45%."
                ),
                (
                    "The gap between the best and the worst owner is 30 percentage points.",
                    "The gap between the best and the worst owner is 20 percentage points."
                ),
                (
                    "In descending order of win rate: Ann Lee (60%), Bob Cole (40%), Cyd Moss (30%).",
                    "In ascending order of win rate: Ann Lee (60%), Bob Cole (40%), Cyd Moss (30%)."
                ),
            ], [FigureEvidence.winRates[0]])
    }

    /// Bookings: June 1.0M, July 1.2M, August 0.9M, September 1.5M; 4.6M from 50 deals in all.
    @Test func severalPeriodsMakeASumAMeanOrARun() {
        check(
            [
                (
                    "In two of the four months bookings exceeded $1.1M.",
                    "In three of the four months bookings exceeded $1.1M."
                ),
                (
                    "June to August 2026 brought in $3.1M of bookings together.",
                    "June to August 2026 brought in $3.7M of bookings together."
                ),
                (
                    "Over the four months bookings came to $4.6M, about $1.15M a month.",
                    "Over the four months bookings came to $4.6M, about $1.35M a month."
                ),
                (
                    "Bookings by month: $1.0M, $1.2M, $0.9M and $1.5M.",
                    "Bookings by month: $1.0M, $1.2M, $0.8M and $1.5M."
                ),
                (
                    "In September 2026, 17 deals brought in $1.5M, about $88K each on average.",
                    "In September 2026, 17 deals brought in $1.5M, about $98K each on average."
                ),
            ], [FigureEvidence.trend])
    }

    /// Two of twelve overdue deals are listed: Acme Corp 385,000 in Negotiation, Globex 210,000 in Proposal.
    @Test func rowsOfAListAreCountedAndAddedUp() {
        check(
            [
                (
                    "One of the two deals listed is worth more than $300K.",
                    "One of the two deals listed is worth more than $200K."
                ),
                (
                    "The two deals listed are worth $595,000 together.",
                    "The two deals listed are worth $559,000 together."
                ),
                (
                    "Acme Corp's deal of $385,000 has been stuck in Negotiation.",
                    "Acme Corp's deal of $385,000 has been stuck in Proposal."
                ),
                (
                    "One of the two deals listed was due during 31 October 2026.",
                    "Two of the two deals listed were due during 31 October 2026."
                ),
            ], [FigureEvidence.overdue])
        // Nothing is known of the rows that are not shown.
        #expect(!FigureEvidence.report("No overdue deal is below $200K.", [FigureEvidence.overdue]).isSound)
    }

    @Test func listsBelongToWhatLeadsThem() {
        check(
            [
                (
                    "Pipeline of three regions:\n\n- EMEA: $5M\n- APAC: $1.5M\n- LATAM: $0.5M\n- Total: $7M",
                    "Pipeline of three regions:\n\n- EMEA: $5M\n- APAC: $1.5M\n- LATAM: $0.5M\n- Total: $8M"
                ),
                (
                    "| Region | Pipeline | Weighted |\n|---|---|---|\n| EMEA | $5M | $2M |",
                    "| Region | Pipeline | Weighted |\n|---|---|---|\n| EMEA | $5M | $3M |"
                ),
            ], [FigureEvidence.regions])
    }

    @Test func whatEachOfSeveralIsSaidToHave() {
        check(
            [
                (
                    "Cyd Moss and Bob Cole closed 30 deals each.", "Ann Lee and Bob Cole closed 30 deals each."
                )
            ], [FigureEvidence.winRates[0]])
    }

    /// `NA` is North America, but `has` is no plural of anybody's initials.
    @Test func initialsStandForANameInCapitalsAlone() {
        let owners = FigureEvidence.call(
            "compare_segments", ["dimension": "owner", "measure": "open_deals", "order": "lowest"],
            [ResultColumn("owner", "Owner", .text), ResultColumn("open_deals", "Open deals", .count)],
            [[.text("Tom Berg"), .integer(7)], [.text("Helen Ashworth"), .integer(9)]],
            totals: [Total("open_deals", "Open deals", .count, .integer(16))])
        check(
            [("Tom Berg has the fewest open deals: 7.", "Helen Ashworth has the fewest open deals: 9.")], [owners])
        check(
            [("NA holds $3M of pipeline.", "NA holds $4M of pipeline.")], [FigureEvidence.regions])
    }

    /// The calls are about July to September 2026.
    @Test func relativePeriodsMustBeThoseOfTheCalls() {
        let report = FigureEvidence.report("This month Ann Lee won 24 deals.", [FigureEvidence.winRates[0]])
        #expect(!report.isSound)
        #expect(FigureEvidence.report("Last quarter Ann Lee won 24 deals.", [FigureEvidence.winRates[0]]).isSound)
    }
}
