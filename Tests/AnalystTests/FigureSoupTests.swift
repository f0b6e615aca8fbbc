import Analyst
import Core
import Testing

/// Words, names and numbers in any order: whatever they say, reading them must end well.
@Suite struct FigureSoupTests {
    private static let words = [
        "five", "of", "the", "four", "regions", "EMEA", "North America", "APAC", "more than", "less than", "half",
        "a third",
        "$2M", "$1.5 million", "40%", "12.5 points", "twice", "three times", "two and a half times", "and", "but",
        "while",
        ",", ".", ";", ":", "(", ")", "—", "only", "no", "none", "every", "both", "neither", "nor", "each",
        "all others",
        "have", "exceed", "fell", "rose", "up", "down", "by", "from", "to", "June", "July 2026", "Q3 2026",
        "the first half of 2026", "2026", "since", "between", "together", "an average of", "a month", "the leader",
        "behind", "ahead of", "than", "the next", "largest", "smallest", "second", "to be", "in descending order",
        "were",
        "lost", "won", "deals", "12", "3", "seven", "or", "respectively", "the other two", "nobody else", "without",
        "not",
        "as much as", "out of", "one in five", "win rate", "pipeline", "bookings", "|", "\n", "\n- ", "**Ann Lee**",
        "Bob Cole", "last quarter", "this year", "days", "against", "in", "of them", "these", "wins", "with", "at",
        "for",
    ]

    /// SplitMix64, so that the texts are the same on every machine.
    private struct Source {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
        }
    }

    @Test func anyOrderOfWordsIsRead() {
        var source = Source(state: 7)
        let evidence = [
            [FigureEvidence.regions], FigureEvidence.winRates, [FigureEvidence.trend], [FigureEvidence.overdue],
            [FigureEvidence.regions, FigureEvidence.trend],
        ]
        for round in 0..<1_500 {
            let count = 1 + source.next(round % 10 == 0 ? 400 : 40)
            let text = (0..<count).map { _ in Self.words[source.next(Self.words.count)] }.joined(separator: " ")
            let report = FigureEvidence.report(text, evidence[round % evidence.count])
            #expect(report.claims >= 0)
        }
    }
}
