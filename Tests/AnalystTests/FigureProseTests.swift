import Analyst
import Core
import Foundation
import Testing

/// Prose in other words than any narrator's: it holds as it stands.
@Suite struct FigureProseTests {
    @Test(arguments: [
        "At $5 million, EMEA is far and away our biggest region; LATAM, by contrast, barely reaches half a million dollars: $500K.",
        "Half of our open pipeline sits in EMEA.",
        "Almost a third of the pipeline, 30 percent, is in North America.",
        "We have $10M in the pipeline: $5M in EMEA, $3M in North America, $1.5M in APAC and $500K in LATAM.",
        "North America comes second with $3M across 30 deals.",
        "APAC and LATAM combined make up only 20% of the total.",
        "EMEA alone carries as much as all other regions together: $5M.",
        "Of 100 open deals, 40 are in EMEA and 30 in North America.",
        "The gap between EMEA and North America is $2M.",
        "EMEA's weighted pipeline of $2M is the highest of the four regions.",
        "The smallest region is LATAM, with ten deals worth $0.5M.",
        "Our total pipeline stands at $10.0M, of which EMEA contributes 50%.",
        "After EMEA, North America is the largest contributor at $3,000,000.",
        "LATAM trails every other region with just $500,000.",
        "Pipeline: $10M. Weighted: $4.12M.",
        "EMEA has 10 more deals than North America.",
        "North America's pipeline is double that of APAC.",
        "**EMEA** leads the pack ($5M), followed by **North America** ($3M) and **APAC** ($1.5M).",
    ])
    func regions(_ prose: String) {
        #expect(FigureEvidence.report(prose, [FigureEvidence.regions]).problems == [])
    }

    @Test(arguments: [
        "We won 45 of 100 closed deals in the third quarter, a win rate of 45%.",
        "The win rate climbed to 45% in Q3 from 40% in Q2.",
        "Ann Lee tops the ranking: she won 24 deals out of 40, or 60%.",
        "Bob Cole closed 30 deals and won 12 of them.",
        "Cyd Moss has the lowest win rate at 30%, half of Ann Lee's.",
        "Compared with Q2 2026, the win rate is up five percentage points.",
        "Ann Lee's win rate is 20 points higher than Bob Cole's.",
        "More than half of the closed deals were lost: 55 of 100.",
        "At 60%, Ann Lee is 15 points above the overall rate of 45%.",
    ])
    func rates(_ prose: String) {
        #expect(FigureEvidence.report(prose, FigureEvidence.winRates).problems == [])
    }

    @Test(arguments: [
        "Bookings peaked in September 2026 at $1.5M.",
        "After a dip to $0.9M in August, bookings jumped to $1.5M in September.",
        "Bookings were lowest in August, at $900K.",
        "September brought in $1.5M, $0.6M more than August.",
        "From June to September 2026 we booked $4.6M in 50 deals.",
        "July's bookings of $1.2M were 20% higher than June's.",
        "Bookings dropped 25% in August.",
        "We closed 17 deals in September, up from 8 in August.",
        "The four months brought $4.6M in total.",
    ])
    func trend(_ prose: String) {
        #expect(FigureEvidence.report(prose, [FigureEvidence.trend]).problems == [])
    }

    @Test(arguments: [
        "Acme Corp, Globex and Initech together account for $2.76M, about a third of the $8.35M total value.",
        "Acme is ahead of Globex by $350K.",
        "Our largest account is Acme Corp with $1.25 million, followed by Globex with $0.9 million.",
        "Globex has the most opportunities of the three: 7.",
        "Initech is worth $612,500 in two opportunities.",
        "The top three of 40 accounts hold 33% of the value.",
    ])
    func accounts(_ prose: String) {
        #expect(FigureEvidence.report(prose, [FigureEvidence.accounts]).problems == [])
    }

    @Test(arguments: [
        "Twelve deals worth $1.9M are past due as of November 20, 2026.",
        "The largest, Platform at Acme Corp, is 51 days overdue; it was expected to close on Sep 30, 2026.",
        "Sensors (Globex, $210K) slipped past its close date of October 31, 2026.",
        "Acme Corp's deal is the largest at $385,000 and has been overdue for 51 days.",
    ])
    func overdue(_ prose: String) {
        #expect(FigureEvidence.report(prose, [FigureEvidence.overdue]).problems == [])
    }

    @Test(arguments: [
        "At $4 million, EMEA is our biggest region.", "Half of our open pipeline sits in APAC.",
        "APAC and LATAM combined make up only 35% of the total.",
        "The gap between EMEA and North America is $3M.", "EMEA has 10 fewer deals than North America.",
        "LATAM leads every other region with $500,000.",
        "EMEA's weighted pipeline of $2M is the lowest of the four regions.", "Our pipeline grew by 12%.",
        "The pipeline is €10M.",
        "Nordics comes second with $3M across 30 deals.", "The average deal is worth $250K.",
    ])
    func falseOnes(_ prose: String) {
        #expect(!FigureEvidence.report(prose, [FigureEvidence.regions]).isSound)
    }
}
