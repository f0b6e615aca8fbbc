import Foundation

extension Score {
    /// The figures as a table, and the first misses and false rejects.
    ///
    /// In ASCII, other characters as `\u{…}`: `swift test` drops a block of output that ends within a character.
    func report(listing most: Int = 40) -> String {
        var lines = [
            Score.line("", "texts", "wrongly rejected", "mutants", "caught"), Score.line("all", rates()),
        ]
        for size in Scene.Size.allCases {
            lines.append(Score.line("\(size.rawValue) evidence values", rates { $0.size == size }))
        }
        for author in CorpusText.Author.allCases {
            lines.append(Score.line(author.rawValue, rates { $0.author == author }))
        }
        for (title, prefix) in [("  of these linked", "linked: "), ("  of these edited answers", "edited: ")] {
            lines.append(Score.line(title, rates { $0.author == .writer && $0.maker.hasPrefix(prefix) }))
        }
        for kind in MutationKind.allCases { lines.append(Score.line("change of \(kind.rawValue)", rates(of: kind))) }
        let rejected = verdicts.filter { !$0.problems.isEmpty }
        lines.append("\nTrue texts rejected: \(rejected.count)")
        for verdict in rejected.prefix(most) {
            lines.append("- [\(verdict.text.maker) | \(verdict.text.about)] \(verdict.text.prose)")
            for problem in verdict.problems.prefix(3) {
                lines.append("    \(problem.line):\(problem.column) <\(problem.text)> \(problem.reason)")
            }
        }
        let missed = verdicts.flatMap { verdict in verdict.missed.map { (verdict.text, verdict.text.mutants[$0]) } }
        lines.append("\nMutants missed: \(missed.count)")
        for (text, mutant) in missed.prefix(most) {
            lines.append(
                "- [\(mutant.kind.rawValue) | \(text.maker) | \(text.about)] \(mutant.change)\n    \(mutant.prose)")
        }
        let byMaker = Dictionary(grouping: missed) { $0.0.maker }.mapValues(\.count)
        let worst = byMaker.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(20)
        if !worst.isEmpty {
            lines.append("\nMisses by maker: " + worst.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        }
        return Score.ascii(lines.joined(separator: "\n"))
    }

    private static func ascii(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            result += scalar.isASCII ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
        }
    }

    private static func line(_ title: String, _ rates: Rates) -> String {
        line(
            title, "\(rates.texts)", "\(rates.rejected) (\(percent(rates.rejectedRate)))", "\(rates.mutants)",
            "\(rates.caught) (\(percent(rates.caughtRate)))")
    }

    private static func line(_ cells: String...) -> String {
        cells.enumerated().map { index, cell in
            let width = index == 0 ? 26 : 18
            let padding = String(repeating: " ", count: max(0, width - cell.count))
            return index == 0 ? cell + padding : padding + cell
        }.joined()
    }

    private static func percent(_ rate: Double) -> String { String(format: "%.2f %%", rate * 100) }
}
