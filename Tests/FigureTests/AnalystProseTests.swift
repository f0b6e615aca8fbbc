import Analyst
import Core
import TestSupport
import Testing

/// What the offline analyst writes holds against its own evidence.
@Suite struct AnalystProseTests {
    @Test(arguments: ["What is our win rate by region?", "What are the top 5 accounts by opportunity value?"])
    func isSound(_ question: String) async throws {
        let catalogue = try await SmallCRM.catalogue()
        let format = FigureFormat()
        let answer = await OfflineAnalyst(catalogue: catalogue, format: format).answer(Question(question)) { _ in }
        let evidence = Evidence(
            calls: answer.functionsExecuted, asOf: answer.asOf, fiscal: catalogue.fiscal, format: format)
        let report = FigureChecker.report(
            prose: answer.answer, figures: answer.figures, evidence: evidence, question: question)
        #expect(report.claims > 0)
        #expect(report.problems == [])
    }
}
