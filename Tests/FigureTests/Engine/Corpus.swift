/// All texts of the measurement, made once.
struct Corpus: Sendable {
    private static let seed: UInt64 = 2026
    private static let building = Task { try await build() }

    let texts: [CorpusText]

    static func make() async throws -> Corpus { try await building.value }

    /// Answers of the offline analyst, plain texts by other writers, the same with linked figures as a model that fills
    /// slots leaves them, and answers that a person has added to.
    static func build() async throws -> Corpus {
        let data = try await CorpusData.shared()
        let scenes = try await SceneList.shared().scenes
        let plain = WriterCorpus(Maker.all, scenes, seed: seed, textsPerMaker: 5)
        let linking = WriterCorpus(Maker.all, scenes, seed: seed, textsPerMaker: 1, isLinking: true)
        return Corpus(
            texts: await AnalystCorpus.texts(data, seed: seed) + plain.texts + linking.texts
                + EditedCorpus.texts(data, scenes, Maker.all, seed: seed, count: 40))
    }
}
