import Analyst

/// A true text with the evidence that it is about, and changes that make it false.
struct CorpusText: Sendable {
    enum Author: String, CaseIterable, Sendable { case analyst = "offline analyst", writer = "other writers" }

    struct Mutant: Sendable {
        var kind: MutationKind
        var prose: String
        /// What was changed into what.
        var change: String
    }

    var author: Author
    /// The sentence maker or the question asked.
    var maker: String
    /// The scene, or how the question was planned.
    var about: String
    var size: Scene.Size
    var prose: String
    var question: String
    var evidence: Evidence
    var figures: [Answer.Figure]
    var mutants: [Mutant]
}

/// Texts by other writers: every maker on several scenes of each size.
struct WriterCorpus: Sendable {
    var texts: [CorpusText] = []
    /// Maker → how many of its drafts did not hold and were dropped.
    var dropped: [String: Int] = [:]

    /// - Parameter textsPerMaker: how many scenes each maker writes about, where there are as many.
    init(_ makers: [Maker], _ scenes: [Scene], seed: UInt64, textsPerMaker: Int, isLinking: Bool = false) {
        for maker in makers {
            var dice = Dice(seed, maker.name + (isLinking ? " linking" : ""))
            var made = 0
            for scene in WriterCorpus.alternating(scenes.filter { maker.shapes.contains(scene: $0) }, &dice) {
                guard made < textsPerMaker else { break }
                let pen = Pen(scene, Dice(dice.next()), isLinking: isLinking)
                let prose = maker.write(pen)
                let world = scene.world
                guard prose.untrue(in: world).isEmpty else {
                    dropped[maker.name, default: 0] += 1
                    continue
                }
                // Without a link it would be one of the plain texts.
                if isLinking, pen.figures.isEmpty { continue }
                made += 1
                texts.append(
                    CorpusText(
                        author: .writer, maker: (isLinking ? "linked: " : "") + maker.name, about: scene.id,
                        size: scene.size, prose: prose.text,
                        question: scene.question, evidence: scene.evidence, figures: pen.figures,
                        mutants: WriterCorpus.chosen(prose.falsehoods(in: world), &dice)))
            }
        }
    }

    /// The scenes in a new order, with the three sizes taking turns.
    private static func alternating(_ scenes: [Scene], _ dice: inout Dice) -> [Scene] {
        let sizes = dice.shuffled(Scene.Size.allCases)
        var bySize = sizes.map { size in dice.shuffled(scenes.filter { $0.size == size }) }
        var result: [Scene] = []
        while bySize.contains(where: { !$0.isEmpty }) {
            for index in bySize.indices where !bySize[index].isEmpty { result.append(bySize[index].removeFirst()) }
        }
        return result
    }

    /// At most sixteen changes of a text, of all kinds in turn.
    static func chosen(
        _ changes: [(kind: MutationKind, text: String, change: String)], _ dice: inout Dice, most: Int = 16
    ) -> [CorpusText.Mutant] {
        var byKind = MutationKind.allCases.map { kind in dice.shuffled(changes.filter { $0.kind == kind }) }
        var result: [CorpusText.Mutant] = []
        while result.count < most, byKind.contains(where: { !$0.isEmpty }) {
            for index in byKind.indices where result.count < most {
                guard let change = byKind[index].popLast() else { continue }
                result.append(.init(kind: change.kind, prose: change.text, change: change.change))
            }
        }
        return result
    }
}

extension Set<Scene.Shape> {
    func contains(scene: Scene) -> Bool { contains(scene.shape) }
}
