import Analyst
import Core
import Foundation

/// Makes wrong proses of a right one, to see whether the figure checker notices.
struct FigureMutation {
    enum Kind: Hashable, Sendable { case digit, word }

    /// A prose with one thing in it turned wrong.
    struct Mutant: Hashable, Sendable {
        var kind: Kind
        /// `$1.25M → $1.26M`, `up → down`.
        var change: String
        var prose: String
        var figures: [Answer.Figure]
    }

    /// Words and their opposites.
    private static let opposites: [String: String] = {
        let pairs = [
            ("up", "down"), ("rose", "fell"), ("grew", "shrank"), ("increased", "decreased"), ("increase", "decrease"),
            ("higher", "lower"), ("highest", "lowest"), ("largest", "smallest"), ("larger", "smaller"),
            ("more", "fewer"), ("most", "fewest"), ("above", "below"), ("best", "worst"), ("longest", "shortest"),
            ("longer", "shorter"), ("faster", "slower"),
        ]
        var table = ["biggest": "smallest"]
        for (first, second) in pairs {
            table[first] = second
            table[second] = first
        }
        return table
    }()

    private struct Link {
        var range: Range<String.Index>
        var text: String
        var id: String
    }

    private let answer: Answer
    private let format: FigureFormat
    private let links: [Link]

    init(_ answer: Answer, format: FigureFormat) {
        self.answer = answer
        self.format = format
        links = answer.answer.matches(of: #/\[((?:\\.|[^\]\\])*)\]\(#([^)\s]+)\)/#).map {
            Link(range: $0.range, text: String($0.output.1), id: String($0.output.2))
        }
    }

    /// One digit of each linked figure, in the prose alone and in the prose and its figure; each direction word.
    var mutants: [Mutant] { links.indices.flatMap(digits) + words }

    private func digits(_ index: Int) -> [Mutant] {
        let link = links[index]
        guard let figure = answer.figures.first(where: { $0.id == link.id }) else { return [] }
        let count = FigureMutation.digitCount(link.text)
        guard count > 0, count == FigureMutation.digitCount(figure.text) else { return [] }
        // Another place in each figure, the same from run to run.
        let place = index % count
        let text = FigureMutation.changed(figure.text, digit: place)
        // Another way to write the same value is no fault.
        let forms = [figure.value, figure.value.magnitude].flatMap {
            [format.brief($0, figure.unit), format.full($0, figure.unit)]
        }
        guard !forms.contains(text) else { return [] }
        let change = "\(figure.text) → \(text)"
        var alone = answer.answer
        alone.replaceSubrange(link.range, with: "[\(FigureMutation.changed(link.text, digit: place))](#\(link.id))")
        var figures = answer.figures
        for place in figures.indices where figures[place].id == link.id { figures[place].text = text }
        let both = answer.answer.replacing(
            "[\(link.text)](#\(link.id))", with: "[\(FigureMutation.changed(link.text, digit: place))](#\(link.id))")
        return [
            Mutant(kind: .digit, change: change, prose: alone, figures: answer.figures),
            Mutant(kind: .digit, change: change, prose: both, figures: figures),
        ]
    }

    private var words: [Mutant] {
        let prose = answer.answer
        let names = namedWords
        let outside = links.map(\.range) + prose.ranges(of: #/(?m)^```[\s\S]*?^```/#)
        return prose.matches(of: #/[A-Za-z]+/#).compactMap { match in
            let word = String(match.output)
            let folded = word.lowercased()
            guard let opposite = FigureMutation.opposites[folded], !names.contains(folded),
                !outside.contains(where: { $0.overlaps(match.range) }),
                isDirection(folded, before: prose[..<match.range.lowerBound], after: prose[match.range.upperBound...])
            else { return nil }
            let text =
                word.first?.isUppercase == true ? opposite.prefix(1).uppercased() + opposite.dropFirst() : opposite
            var mutated = prose
            mutated.replaceSubrange(match.range, with: text)
            return Mutant(kind: .word, change: "\(word) → \(text)", prose: mutated, figures: answer.figures)
        }
    }

    /// "up to", "at most" and "best case" say no direction.
    private func isDirection(_ word: String, before: Substring, after: Substring) -> Bool {
        let next = after.drop { $0 == " " }
        switch word {
        case "up", "down": return ["[", "by ", "from "].contains { next.hasPrefix($0) }
        case "most", "best", "fewest", "worst": return !before.hasSuffix("at ") && !next.hasPrefix("case")
        default: return true
        }
    }

    /// Words of names in the data, which are none of the narrator's.
    private var namedWords: Set<String> {
        var words: Set<String> = []
        for call in answer.functionsExecuted {
            for row in call.response {
                for case .text(let text) in row.values {
                    for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) { words.insert(String(word)) }
                }
            }
        }
        return words
    }

    private static func digitCount(_ text: String) -> Int { text.utf8.count { (48...57).contains($0) } }

    /// The text with its `number`th digit, from 0, turned into another.
    private static func changed(_ text: String, digit number: Int) -> String {
        var seen = 0
        let bytes = text.utf8.map { byte -> UInt8 in
            guard (48...57).contains(byte) else { return byte }
            defer { seen += 1 }
            guard seen == number else { return byte }
            if byte < 57 { return byte + 1 }
            // A first digit of 0 would be left out.
            return number == 0 ? 56 : 48
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
