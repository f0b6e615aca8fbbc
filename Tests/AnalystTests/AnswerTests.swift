import Analyst
import Analytics
import Core
import Foundation
import TestSupport
import Testing

@Suite struct AnswerTests {
    private func ask(_ question: Question) async throws -> Answer {
        await OfflineAnalyst(catalogue: try await SmallCRM.shared.value, format: FigureFormat()).answer(question) { _ in
        }
    }

    private func firstSentence(_ question: String) async throws -> String {
        let answer = try await ask(Question(question))
        let paragraph = answer.answer.split(separator: "\n").first.map(String.init) ?? ""
        return paragraph.replacing(#/\[([^\]]*)\]\(#f\d+\)/#) { String($0.output.1) }
    }

    @Test func theFirstSentenceAnswersWithItsFigure() async throws {
        #expect(
            try await firstSentence("What are the top 5 accounts by opportunity value?")
                == "**Birch** is the largest account by total value, with $13K across 2 opportunities, 48.9% of $26.6K in all."
        )
        #expect(
            try await firstSentence("What is our forecast for this quarter?")
                == "The forecast for Q4 2026 is $15.4K: $5,000 already won and $10.4K weighted, from 3 open deals worth $14.7K."
        )
        #expect(
            try await firstSentence("What is our win rate?") == "The win rate is 60.0%: 3 of 5 closed deals were won.")
        #expect(
            try await firstSentence("Which deals are overdue?")
                == "1 open deal worth $10K is past its close date on Nov 20, 2026.")
    }

    @Test func allSixStepsAreReportedInOrder() async throws {
        let answer = try await ask(Question("What is our win rate by region?"))
        #expect(answer.steps.map(\.name) == Answer.StepName.allCases)
    }

    @Test func theSameQuestionIsTheSameAnswer() async throws {
        let first = try await ask(Question("What is our win rate by region?")).reproducible
        let second = try await ask(Question("What is our win rate by region?")).reproducible
        #expect(try CanonicalJSON.pretty(first) == CanonicalJSON.pretty(second))
        #expect(!String(decoding: try CanonicalJSON.pretty(first), as: UTF8.self).contains("duration_ms"))
    }

    @Test func answersSurviveJSON() async throws {
        let answer = try await ask(Question("How have bookings developed by month?")).reproducible
        let data = try CanonicalJSON.pretty(answer)
        let again = try JSONDecoder().decode(Answer.self, from: data)
        #expect(try CanonicalJSON.pretty(again) == data)
        #expect(again.functionsExecuted.first?.columns == answer.functionsExecuted.first?.columns)
    }

    @Test func pinnedCallsAreThePlan() async throws {
        let answer = try await ask(
            Question("Whatever", calls: [.init(function: "get_top_accounts_by_value", arguments: ["limit": 2])]))
        #expect(answer.status == .answered)
        #expect(answer.functionsExecuted.map(\.rowCount) == [2])
    }

    @Test func aPinnedCallThatIsWrongFails() async throws {
        let answer = try await ask(Question("Whatever", calls: [.init(function: "drop_table", arguments: [:])]))
        #expect(answer.status == .failed)
    }

    @Test func aWishForAPieIsFollowedOnlyWhereThePartsAddUp() async throws {
        #expect(try await ask(Question("Pipeline by region as a pie")).visualizations.map(\.type) == [.pie])
        #expect(try await ask(Question("Win rate by region as a pie")).visualizations.map(\.type) == [.bar])
    }

    @Test func aWishForATableIsOneTable() async throws {
        let answer = try await ask(Question("Pipeline by region as a table"))
        #expect(answer.visualizations.map(\.type) == [.table])
        #expect(answer.answer.contains("```chart 0") && !answer.answer.contains("```table"))
        #expect(answer.visualizations.first?.svg?.contains("Weighted pipeline") == true)
    }

    @Test func sourcesNameFileRowsAndHash() async throws {
        let answer = try await ask(Question("Pipeline by region"))
        let source = try #require(answer.dataSources.first)
        #expect(source.source == "opportunities.csv" && source.rows == 9)
        #expect(source.sha256 == ContentHash.sha256(Array(SmallCRM.opportunities.utf8)))
    }
}

/// The checker must catch every change to a true answer.
@Suite struct FigureCheckerTests {
    private func trueAnswer(_ question: String) async throws -> (Answer, Evidence) {
        let catalogue = try await SmallCRM.shared.value
        let answer = await OfflineAnalyst(catalogue: catalogue, format: FigureFormat()).answer(Question(question)) {
            _ in
        }
        return (
            answer,
            Evidence(
                calls: answer.functionsExecuted, asOf: SmallCRM.asOf, fiscal: FiscalCalendar(), format: FigureFormat())
        )
    }

    private func report(_ prose: String, _ answer: Answer, _ evidence: Evidence) -> FigureReport {
        FigureChecker.report(
            prose: prose, figures: answer.figures, evidence: evidence, question: answer.question)
    }

    @Test(arguments: [
        "What are the top 5 accounts by opportunity value?", "What is our win rate by type?",
        "How have bookings developed by month?",
        "What is our forecast for this quarter?", "What does our funnel look like?",
        "Which contact roles are most frequent?",
        "Which deals are overdue?", "What are our bookings this quarter?", "Bookings by region", "Pipeline by region",
    ])
    func trueProseChecksAndEveryMutantIsCaught(_ question: String) async throws {
        let (answer, evidence) = try await trueAnswer(question)
        #expect(answer.status == .answered)
        #expect(FigureChecker.problems(figures: answer.figures, evidence: evidence).isEmpty)
        #expect(report(answer.answer, answer, evidence).problems == [])
        #expect(!answer.figures.isEmpty)
        for index in answer.figures.indices {
            var changed = answer.figures
            changed[index].text = changed[index].text.replacing("1", with: "7").replacing("0", with: "9") + "0"
            #expect(!FigureChecker.problems(figures: changed, evidence: evidence).isEmpty)
            var moved = answer.figures
            moved[index].value = .integer(-424_242)
            #expect(!FigureChecker.problems(figures: moved, evidence: evidence).isEmpty)
        }
        // Each digit of the prose that stands in a figure, changed in the prose alone.
        for figure in answer.figures {
            let link = "[\(Escape.markdown(figure.text))](#\(figure.id))"
            #expect(answer.answer.contains(link) || answer.keyMetrics.contains { $0.id == figure.id })
            guard answer.answer.contains(link) else { continue }
            let text = AnswerText.withAnotherDigit(figure.text)
            let forged = answer.answer.replacing(link, with: "[\(Escape.markdown(text))](#\(figure.id))")
            #expect(!report(forged, answer, evidence).isSound, "\(forged)")
        }
    }

    @Test func digitsOutsideFiguresAreFound() async throws {
        let (answer, evidence) = try await trueAnswer("Pipeline by region")
        let prose = answer.answer + "\nThat is 3 times last year.\n"
        #expect(report(prose, answer, evidence).problems.map(\.text) == ["3 times"])
    }

    @Test func namesWithDigitsAreNoFigures() async throws {
        let text = SmallCRM.opportunities.replacing("Birch", with: "3 Rivers [42]")
        let catalogue = try await Catalogue(
            warehouse: try await SmallCRM.warehouse(opportunities: text), asOf: SmallCRM.asOf)
        let answer = await OfflineAnalyst(catalogue: catalogue, format: FigureFormat())
            .answer(Question("What are the top 5 accounts by opportunity value?")) { _ in }
        #expect(answer.status == .answered, "\(answer.warnings)")
        #expect(answer.answer.hasPrefix("**3 Rivers \\[42\\]**"))
    }
}

private enum AnswerText {
    /// The text with its last digit changed; a text without one gets one.
    static func withAnotherDigit(_ text: String) -> String {
        guard let index = text.lastIndex(where: { $0.isASCII && $0.isNumber }), let digit = text[index].wholeNumberValue
        else { return text + "9" }
        return text[..<index] + String((digit + 1) % 10) + text[text.index(after: index)...]
    }
}

/// What an analyst would not say.
@Suite struct HonestyTests {
    private func answer(_ question: String) async throws -> String {
        let answer = await OfflineAnalyst(catalogue: try await SmallCRM.shared.value, format: FigureFormat())
            .answer(Question(question)) { _ in }
        return answer.answer
    }

    @Test func aPartOfAPeriodIsNoExtreme() async throws {
        // The data begin on 11 March 2026: the first quarter is known in part, the fourth is not over.
        let text = try await answer("How have bookings developed by quarter?")
        #expect(text.contains("The data begin on [Mar 11, 2026]"))
        #expect(!text.contains("lowest [Q1 2026]"))
    }

    @Test func rolesInWonDealsAreNotSaidToWin() async throws {
        let text = try await answer("Which contact roles are most frequent in won deals?")
        #expect(!text.contains("won most often"))
    }
}

@Suite struct DroppedColumnTests {
    @Test func aColumnThatCannotBeUsedIsExplained() async throws {
        let rows = """
            opportunity_id,account,owner,stage,amount,close_date
            1,A,Ann,Won,10,2026-10-05
            1,A,Bob,Won,10,2026-10-05
            2,B,Ann,Proposal,20,2026-12-05

            """
        let warehouse = try await SmallCRM.warehouse(opportunities: rows, contacts: nil, history: nil)
        let catalogue = try await Catalogue(warehouse: warehouse, asOf: SmallCRM.asOf)
        let answer = await OfflineAnalyst(catalogue: catalogue, format: FigureFormat())
            .answer(Question("Bookings by owner")) { _ in }
        #expect(answer.status == .unanswerable)
        #expect(answer.answer.contains("Figures cannot be broken down by owner"))
    }
}
