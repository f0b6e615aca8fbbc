import Analyst
import Analytics
import Core
import TestSupport

/// The answer to the last of several questions of one conversation.
///
/// - Parameter catalogue: that of the nine opportunities where left out.
func answerToLast(_ questions: [String], of catalogue: Catalogue? = nil) async throws -> Answer {
    let known = if let catalogue { catalogue } else { try await SmallCRM.shared.value }
    let analyst = OfflineAnalyst(catalogue: known, format: FigureFormat())
    var turns: [Turn] = []
    for question in questions.dropLast() {
        let answer = await analyst.answer(Question(question, earlier: turns)) { _ in }
        turns.append(Turn(question: question, answer: answer))
    }
    return await analyst.answer(Question(questions.last ?? "", earlier: turns)) { _ in }
}
