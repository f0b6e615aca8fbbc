import Analytics
import Core
import Foundation
import TestSupport
import Testing

@testable import Analyst

/// Results that a careless sentence would tell wrongly.
@Suite struct NarrationEdgeTests {
    private func told(
        _ rows: [(String, Int?)], total: Int?, measure: String = "bookings", label: String = "Bookings",
        unit: Core.Unit = .currency,
        count: Int? = nil, _ arguments: [String: JSON] = [:], _ emphasis: Plan.Emphasis? = .ranking
    ) -> Narrated {
        func value(_ number: Int?) -> Value { number.map { .integer($0) } ?? .null }
        let result = FunctionResult(
            function: "compare_segments",
            arguments: ["measure": .string(measure), "dimension": "region"].merging(arguments) { $1 },
            columns: [ResultColumn("region", "Region", .text), ResultColumn(measure, label, unit)],
            rows: rows.map { [.text($0.0), value($0.1)] }, totalRowCount: count ?? rows.count,
            totals: [Total(measure, label, unit, value(total))], sql: "", sources: [:])
        return Narrated([Answer.Call(result, durationMs: nil)], emphasis.map { [$0] } ?? [], asOf: SmallCRM.asOf)
    }

    @Test func equalsAreLevel() {
        #expect(
            told([("A", 5), ("B", 5), ("C", 1)], total: 11).lead
                == "**A** and **B** are level with the most bookings: $5 each.")
        #expect(
            told([("A", 5), ("B", 5), ("C", 5), ("D", 5)], total: 20).lead
                == "**A**, **B**, **C** and others are level with the most bookings: $5 each.")
    }

    @Test func noughtEverywhereLeadsNobody() {
        #expect(told([("A", 0), ("B", 0)], total: 0).lead == "Bookings are $0, and no region has any.")
    }

    @Test func theGroupWithoutANameNeverLeads() {
        let told = told([("(not set)", 90), ("A", 10), ("B", 5)], total: 105)
        #expect(told.lead == "**A** has the most bookings: $10, 9.5% of $105 in all.")
        #expect(told.remarks.contains("$90 (85.7%) of the bookings has no region set."))
        #expect(self.told([("(not set)", 7)], total: 7).lead == "Bookings are $7, but no region is set on any of it.")
    }

    @Test func groupsWithoutAnyValueAreSaidToHaveNone() {
        let told = told([("A", nil), ("B", nil)], total: nil)
        #expect(told.lead == "There is no value for bookings: of 2 regions, none has what it needs.")
    }

    @Test func negativeValuesHaveNoShares() {
        let told = told([("A", 30), ("B", -10)], total: 20)
        #expect(told.lead == "**A** has the most bookings: $30.")
        #expect(!told.text.contains("%"))
    }

    @Test func aTotalOfNoughtDividesNothing() {
        #expect(told([("A", 30), ("B", -30)], total: 0).lead == "**A** has the most bookings: $30.")
    }

    @Test func whatIsCutIsNotTheLast() {
        let told = told([("A", 30), ("B", 20), ("C", 10)], total: 100, count: 40)
        #expect(!told.text.contains("last is"))
        #expect(told.remarks.contains("The 3 shown, of 40 regions, hold 60.0% of the bookings."))
    }

    @Test func oneRowOfManyIsNotTheOnlyOne() {
        #expect(
            told([("A", 30)], total: 100, count: 40).lead == "**A** has the most bookings: $30, 30.0% of $100 in all.")
        #expect(told([("A", 30)], total: 30).lead == "**A** is the only region with bookings: $30.")
    }

    @Test func fewNamesThatHoldMuchAreNamed() {
        let rows = [("A", 40), ("B", 20), ("C", 15), ("D", 10), ("E", 10), ("F", 5)]
        #expect(told(rows, total: 100).remarks.last == "**A**, **B** and **C** together hold 75.0% of the bookings.")
    }

    @Test func countsHaveTheirNumber() {
        #expect(
            told(
                [("A", 1), ("B", 0)], total: 1, measure: "won_deals", label: "Won deals", unit: .count, [:], .breakdown
            ).lead
                == "There is 1 won deal; **A** leads with 1, 100.0% of them.")
    }

    @Test func aHandfulOfDealsIsNoHeadline() {
        let rows: [(String, Double, Int)] = [("Tiny", 1, 2), ("North", 0.5, 40), ("South", 0.25, 40)]
        let result = FunctionResult(
            function: "analyze_win_rate", arguments: ["dimension": "region"],
            columns: [
                ResultColumn("region", "Region", .text), ResultColumn("win_rate", "Win rate", .percent),
                ResultColumn("won", "Won", .count), ResultColumn("closed", "Closed", .count),
            ],
            rows: rows.map { [.text($0.0), .number($0.1), .integer(Int($0.1 * Double($0.2))), .integer($0.2)] },
            totalRowCount: 3, totals: [Total("win_rate", "Win rate", .percent, .number(0.39))], sql: "", sources: [:])
        let told = Narrated([Answer.Call(result, durationMs: nil)], [.ranking], asOf: SmallCRM.asOf)
        #expect(
            told.lead
                == "**North** has the highest win rate among the regions with enough deals to tell: 50.0%, 20 of 40 closed, against 39.0% overall."
        )
        #expect(told.remarks.contains("**Tiny** stands at 100.0%, but on only 2 closed deals: too few to tell."))
        #expect(told.problems.isEmpty)
    }

    @Test func namesThatLookLikeMarkdownStayNames() {
        #expect(told([("A*B [1]", 5), ("C", 2)], total: 7).lead.hasPrefix("**A\\*B \\[1\\]** has"))
        #expect(told([("A*B [1]", 5), ("C", 2)], total: 7).problems.isEmpty)
    }

    @Test func thePointsBetweenRatesAreExact() {
        let evidence = told([("A", 1)], total: 1).evidence
        #expect(evidence.derived(.init(.points, ["0/response/0/bookings", "0/totals/bookings"])) == .decimal(0))
    }
}
