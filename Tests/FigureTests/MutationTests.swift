import Testing

/// What the issue asks of the figure checker, measured: changed texts caught, true texts let through.
@Suite struct MutationTests {
    @Test func changedTextsAreCaughtAndTrueOnesPass() async throws {
        let corpus = try await Corpus.make()
        let score = await Score(corpus.texts)
        print(score.report())
        #expect(score.rates().caughtRate >= 0.995)
        #expect(score.rates().rejectedRate <= 0.005)
        for size in Scene.Size.allCases {
            let rates = score.rates { $0.size == size }
            #expect(rates.caughtRate >= 0.995, "\(size.rawValue) evidence values")
            #expect(rates.rejectedRate <= 0.005, "\(size.rawValue) evidence values")
        }
    }
}

/// The corpus is as large and as mixed as the measurement needs.
@Suite struct CorpusTests {
    @Test func isLargeAndMostlyByOthersThanTheAnalyst() async throws {
        let corpus = try await Corpus.make()
        let others = corpus.texts.count { $0.author == .writer }
        #expect(corpus.texts.count >= 500)
        #expect(others * 2 >= corpus.texts.count)
        for size in Scene.Size.allCases {
            #expect(corpus.texts.count { $0.size == size } >= 150, "\(size.rawValue) evidence values")
        }
        for kind in MutationKind.allCases {
            #expect(corpus.texts.contains { $0.mutants.contains { $0.kind == kind } }, "\(kind.rawValue)")
        }
    }

    @Test func hasATextByEveryMaker() async throws {
        let corpus = try await Corpus.make()
        let makers = Set(corpus.texts.map(\.maker))
        for maker in Maker.all { #expect(makers.contains(maker.name), "\(maker.name)") }
        #expect(Set(Maker.all.map(\.name)).count == Maker.all.count)
    }

    @Test func isTheSameEveryTime() async throws {
        let (first, second) = (try await Corpus.make(), try await Corpus.build())
        #expect(first.texts.map(\.prose) == second.texts.map(\.prose))
        #expect(first.texts.map { $0.mutants.map(\.prose) } == second.texts.map { $0.mutants.map(\.prose) })
    }

    @Test func changesEachTextInOnePlace() async throws {
        for text in try await Corpus.make().texts {
            for mutant in text.mutants { #expect(mutant.prose != text.prose, "\(text.maker)") }
        }
    }
}
