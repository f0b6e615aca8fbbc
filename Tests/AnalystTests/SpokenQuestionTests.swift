import Analyst
import Analytics
import Core
import TestSupport
import Testing

/// Deals by the names that trades give them, asides, and two questions in one; a column or value of such a name wins.
@Suite struct SpokenQuestionTests {
    /// Nine opportunities with columns that have the names of other trades' deals.
    private static let trades = Task {
        let lines = SmallCRM.opportunities.split(separator: "\n").enumerated().map { index, line in
            index == 0
                ? line + ",project,contract_type"
                : line + (index % 2 == 0 ? ",Harbour,Fixed Order" : ",Tower,Time Job")
        }
        return try await Catalogue(
            warehouse: try await SmallCRM.warehouse(opportunities: lines.joined(separator: "\n") + "\n"),
            asOf: SmallCRM.asOf, fiscal: FiscalCalendar(startMonth: 1))
    }

    private static let said: [(String, String)] = [
        // O1, O2 and O6 are won: 1000, 2000.50 and 5000.
        ("how many orders did Ann land?", "2 won deals"),
        ("orders this year, in $", "$8,000.50"),
        ("typical size of a job we win, ballpark", "$2,666.83"),
        ("biggest order ever, and for how much?", "Cedar"),
        ("single largest job on the table rn", "Birch"),
        ("what did we sign this year, in dollars", "$8,000.50"),
        ("how many projects are still in play", "4 open deals"),
        // Three won of five closed.
        ("how often do we come out on top?", "60.0%"),
        ("Out of everything that closed this year, what share went against us?", "40.0%"),
        // O1 60 days, O2 100, O6 80.
        ("from first logging a deal to getting the PO, how many days does it take us on average", "80 days"),
        ("CFO wants our win rate", "60.0%"),
        ("Bob is out next week: how many open deals does he have?", "2 open deals"),
        ("The board deck is due tomorrow. What did we book this year?", "$8,000.50"),
        // O5 has 80 %.
        ("pipeline at 60% probability or higher", "$10K"),
        ("how many accounts have given us two orders or more", "1 account"),
        ("pipeline leaving aside EMEA", "$10.7K"),
    ]

    @Test(arguments: said)
    func whatIsSaidIsUnderstood(_ question: String, _ expected: String) async throws {
        let answer = try await answerToLast([question])
        #expect(answer.status == .answered && answer.answer.plainText.contains(expected), "\(answer.answer)")
    }

    @Test func bothOfTwoQuestionsAreAnswered() async throws {
        // O3, O7 and O8 are in Proposal, O3 and O8 close in December: 4700 of it; Negotiation holds O5 alone.
        let answer = try await answerToLast(["what is our open pipeline, and how much of that is in Negotiation?"])
        let text = answer.answer.plainText
        #expect(answer.functionsExecuted.count == 2)
        #expect(text.contains("$14.7K") && text.contains("$10K"), "\(text)")
        let unclear = try await answerToLast(["what is our open pipeline, and how much of that is in Atlantis?"])
        #expect(unclear.status == .unanswerable)
    }

    @Test func periodsAreThoseThatAreMeant() async throws {
        let quarter = try await answerToLast(["pipeline closing in Q1 2027", "and Q4?"])
        #expect(quarter.functionsExecuted.first?.args["from"] == "2027-10-01", "\(quarter.answer)")
        let days = try await answerToLast(["how many deals close in the next 10 days?", "make it 60 days"])
        #expect(days.functionsExecuted.first?.args["to"] == "2027-01-19", "\(days.answer)")
        let alone = try await answerToLast(["make it 60 days"])
        #expect(alone.status == .needsClarification)
    }

    @Test func aColumnOfSuchANameWins() async throws {
        let catalogue = try await Self.trades.value
        let byProject = try await answerToLast(["bookings by project"], of: catalogue)
        #expect(byProject.functionsExecuted.first?.args["dimension"] == "project", "\(byProject.answer)")
        let byType = try await answerToLast(["pipeline by contract type"], of: catalogue)
        #expect(byType.functionsExecuted.first?.args["dimension"] == "contract_type", "\(byType.answer)")
        let value = try await answerToLast(["bookings for Fixed Order"], of: catalogue)
        let filters = value.functionsExecuted.first?.args["filters"]?.array ?? []
        #expect(filters.first?.object?["dimension"] == "contract_type", "\(value.answer)")
    }

    @Test func whatChangesTheQuestionIsNoFiller() async throws {
        for question in ["how many accounts with open deals have never given us an order", "which of these"] {
            #expect(try await answerToLast([question]).status == .needsClarification)
        }
        #expect(try await answerToLast(["how many jobs at Zanzibar"]).status == .unanswerable)
    }
}

extension String {
    /// The prose without its links and marks.
    fileprivate var plainText: String {
        replacing(#/\[([^\]]*)\]\([^)]*\)/#) { String($0.output.1) }.replacing("*", with: "")
    }
}
