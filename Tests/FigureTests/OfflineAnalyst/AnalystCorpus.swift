import Analyst
import Analytics
import Core

/// Answers of the offline analyst with their linked figures.
enum AnalystCorpus {
    static func texts(_ data: CorpusData, seed: UInt64) async -> [CorpusText] {
        var texts: [CorpusText] = []
        for (name, catalogue, questions) in [
            ("generated", data.generated, AnalystQuestions.generated), ("small", data.small, AnalystQuestions.small),
            ("odd", data.odd, AnalystQuestions.odd),
        ] {
            let analyst = OfflineAnalyst(catalogue: catalogue, format: FigureFormat())
            for question in questions {
                let answer = await analyst.answer(question) { _ in }
                guard answer.status == .answered, !answer.figures.isEmpty else { continue }
                let evidence = Evidence(
                    calls: answer.functionsExecuted, asOf: answer.asOf, fiscal: catalogue.fiscal, format: FigureFormat()
                )
                var dice = Dice(seed, name + question.text)
                let scene = Scene(id: "", shape: .parts, question: "", evidence: evidence)
                texts.append(
                    CorpusText(
                        author: .analyst, maker: question.text,
                        about: name + " " + (answer.functionsExecuted.first?.function ?? ""), size: scene.size,
                        prose: answer.answer, question: question.text, evidence: evidence, figures: answer.figures,
                        mutants: WriterCorpus.chosen(LinkMutations(answer, evidence).all(&dice), &dice, most: 12)))
            }
        }
        return texts
    }
}
