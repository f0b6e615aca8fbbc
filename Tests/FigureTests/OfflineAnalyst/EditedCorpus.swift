import Analyst
import Core

/// Answers of the offline analyst to which a person has added a sentence: links and plain figures side by side.
enum EditedCorpus {
    static func texts(_ data: CorpusData, _ scenes: [Scene], _ makers: [Maker], seed: UInt64, count: Int) async
        -> [CorpusText]
    {
        var texts: [CorpusText] = []
        var dice = Dice(seed, "edited")
        for scene in dice.shuffled(scenes) where texts.count < count {
            let catalogue = data.catalogue(scene.data)
            let analyst = OfflineAnalyst(catalogue: catalogue, format: FigureFormat())
            let answer = await analyst.answer(Question(scene.question, calls: scene.pinned)) { _ in }
            guard answer.status == .answered, answer.functionsExecuted.count == scene.evidence.calls.count,
                let maker = dice.pick(among: makers.filter { $0.shapes.contains(scene.shape) })
            else { continue }
            let own = maker.write(Pen(scene, Dice(dice.next())))
            guard own.untrue(in: scene.world).isEmpty else { continue }
            // The first paragraph stays the analyst's; the added one follows it.
            let blocks = answer.answer.split(separator: "\n\n", maxSplits: 1).map(String.init)
            let before = (blocks.first ?? "") + "\n\n"
            let after = blocks.count > 1 ? "\n\n" + blocks[1] : ""
            let changes = own.falsehoods(in: scene.world).map { ($0.kind, before + $0.text + after, $0.change) }
            texts.append(
                CorpusText(
                    author: .writer, maker: "edited: " + maker.name, about: scene.id, size: scene.size,
                    prose: before + own.text + after, question: scene.question, evidence: scene.evidence,
                    figures: answer.figures, mutants: WriterCorpus.chosen(changes, &dice, most: 8)))
        }
        return texts
    }
}
