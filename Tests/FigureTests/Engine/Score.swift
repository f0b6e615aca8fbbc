import Analyst

/// How the checker did on a corpus.
struct Score: Sendable {
    struct Verdict: Sendable {
        var text: CorpusText
        /// Problems of the unchanged text.
        var problems: [FigureReport.Problem]
        /// Indices of its mutants that were not caught.
        var missed: [Int]
    }

    let verdicts: [Verdict]

    /// Checks every text and every mutant, on as many threads as there are.
    init(_ texts: [CorpusText]) async {
        let step = 16
        verdicts = await withTaskGroup(of: (Int, [Verdict]).self) { group in
            for start in stride(from: 0, to: texts.count, by: step) {
                let chunk = texts[start..<min(start + step, texts.count)]
                group.addTask { (start, chunk.map(Score.judge)) }
            }
            var found: [(Int, [Verdict])] = []
            for await part in group { found.append(part) }
            return found.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    private static func judge(_ text: CorpusText) -> Verdict {
        func problems(_ prose: String) -> [FigureReport.Problem] {
            FigureChecker.report(
                prose: prose, figures: text.figures, evidence: text.evidence, question: text.question
            ).problems
        }
        return Verdict(
            text: text, problems: problems(text.prose),
            missed: text.mutants.indices.filter { problems(text.mutants[$0].prose).isEmpty })
    }

    struct Rates: Sendable {
        var texts = 0
        var rejected = 0
        var mutants = 0
        var caught = 0
        var caughtRate: Double { mutants == 0 ? 1 : Double(caught) / Double(mutants) }
        var rejectedRate: Double { texts == 0 ? 0 : Double(rejected) / Double(texts) }
    }

    func rates(where isIn: (CorpusText) -> Bool = { _ in true }) -> Rates {
        var rates = Rates()
        for verdict in verdicts where isIn(verdict.text) {
            rates.texts += 1
            rates.rejected += verdict.problems.isEmpty ? 0 : 1
            rates.mutants += verdict.text.mutants.count
            rates.caught += verdict.text.mutants.count - verdict.missed.count
        }
        return rates
    }

    func rates(of kind: MutationKind) -> Rates {
        var rates = Rates()
        for verdict in verdicts {
            let all = verdict.text.mutants.indices.filter { verdict.text.mutants[$0].kind == kind }
            rates.texts += all.isEmpty ? 0 : 1
            rates.rejected += all.isEmpty || verdict.problems.isEmpty ? 0 : 1
            rates.mutants += all.count
            rates.caught += all.count { !verdict.missed.contains($0) }
        }
        return rates
    }
}
