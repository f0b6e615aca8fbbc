import Testing

/// What the issue asks of the figure checker, measured: changed texts caught, true texts let through.
@Suite struct MutationTests {
    private static let seed: UInt64 = 2026

    private static func corpus() async throws -> (texts: [CorpusText], writers: WriterCorpus) {
        let data = try await CorpusData.shared()
        let scenes = try await SceneList.shared().scenes
        let writers = WriterCorpus(Maker.all, scenes, seed: seed, textsPerMaker: 5)
        let linking = WriterCorpus(Maker.all, scenes, seed: seed, textsPerMaker: 1, isLinking: true)
        let edited = await EditedCorpus.texts(data, scenes, Maker.all, seed: seed, count: 40)
        let analyst = await AnalystCorpus.texts(data, seed: seed)
        return (analyst + writers.texts + linking.texts + edited, writers)
    }

    @Test func changedTextsAreCaughtAndTrueOnesPass() async throws {
        let (texts, writers) = try await MutationTests.corpus()
        let score = await Score(texts)
        print(score.report())
        let dropped = writers.dropped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        print("\nDrafts that did not hold: " + dropped.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        #expect(score.rates().caughtRate >= 0.995)
        #expect(score.rates().rejectedRate <= 0.005)
        for size in Scene.Size.allCases {
            let rates = score.rates { $0.size == size }
            #expect(rates.caughtRate >= 0.995, "\(size.rawValue) evidence values")
            #expect(rates.rejectedRate <= 0.005, "\(size.rawValue) evidence values")
        }
    }
}
