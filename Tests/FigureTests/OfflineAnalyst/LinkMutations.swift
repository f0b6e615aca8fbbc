import Analyst
import Core
import Foundation

/// Changes of an answer by the offline analyst that make it false: link texts, names in bold, direction words.
struct LinkMutations {
    typealias Change = (kind: MutationKind, text: String, change: String)

    let answer: Answer
    let evidence: Evidence
    private let prose: String
    private let figures: [String: Answer.Figure]

    init(_ answer: Answer, _ evidence: Evidence) {
        self.answer = answer
        self.evidence = evidence
        prose = answer.answer
        figures = Dictionary(answer.figures.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func all(_ dice: inout Dice) -> [Change] { links(&dice) + names(&dice) + directions() }

    private func replaced(_ range: Range<String.Index>, _ text: String, _ kind: MutationKind) -> Change {
        (kind, prose.replacingCharacters(in: range, with: text), "\(prose[range]) → \(text)")
    }

    // MARK: Link texts

    private func links(_ dice: inout Dice) -> [Change] {
        var changes: [Change] = []
        for match in prose.matches(of: /\[((?:\\.|[^\]\\])*)\]\(#(f\d+)\)/) {
            guard let figure = figures[String(match.output.2)] else { continue }
            let text = String(match.output.1)
            let range = match.output.1.startIndex..<match.output.1.endIndex
            guard let written = Written(text, figure.unit) else {
                for other in LinkMutations.otherDigits(text, &dice) { changes.append(replaced(range, other, .period)) }
                continue
            }
            let exact = abs(figure.value.double ?? .nan)
            for other in written.withOneDigitChanged(&dice) where !other.fits(exact, loosely: true) {
                changes.append(replaced(range, other.text, .digit))
            }
            for other in written.inOtherUnits(whole: .number(.nan), .number(exact), noun: written.tail) {
                changes.append(replaced(range, other.text, .unit))
            }
            if let other = written.withOtherSign { changes.append(replaced(range, other, .sign)) }
        }
        return changes
    }

    /// A date or period with one digit changed.
    private static func otherDigits(_ text: String, _ dice: inout Dice) -> [String] {
        let characters = Array(text)
        let places = dice.shuffled(characters.indices.filter { characters[$0].isNumber })
        return places.prefix(2).map { place in
            var changed = characters
            let digit = characters[place].wholeNumberValue ?? 0
            changed[place] = Character(String((digit + 1 + dice.below(8)) % 10))
            return String(changed)
        }.filter { $0 != text }
    }

    // MARK: Names

    private func names(_ dice: inout Dice) -> [Change] {
        var changes: [Change] = []
        for match in prose.matches(of: /\*\*((?:\\.|[^*\\])+)\*\*/) {
            let range = match.output.1.startIndex..<match.output.1.endIndex
            let name = String(match.output.1)
            for (call, column, row) in places(of: name) {
                let result = answer.functionsExecuted[call]
                let others = dice.shuffled(Array(result.response.indices)).filter { other in
                    guard let text = result.response[other][column]?.string else { return false }
                    return Escape.markdown(text) != name && !isAlsoTrue(of: other, insteadOf: row, call, in: range)
                }
                for other in others.prefix(2) {
                    if let text = result.response[other][column]?.string {
                        changes.append(replaced(range, Escape.markdown(text), .name))
                    }
                }
            }
            changes.append(replaced(range, dice.pick("Vandelay Industries", "Initech"), .invented))
        }
        return changes
    }

    /// The first cell that holds the name, in each call.
    private func places(of name: String) -> [(call: Int, column: String, row: Int)] {
        answer.functionsExecuted.indices.compactMap { call in
            let result = answer.functionsExecuted[call]
            for row in result.response.indices {
                for column in result.columns {
                    if let text = result.response[row][column.name]?.string, Escape.markdown(text) == name {
                        return (call, column.name, row)
                    }
                }
            }
            return nil
        }
    }

    /// Whether the figures of the sentence that are of one row are those of the other too.
    private func isAlsoTrue(of other: Int, insteadOf row: Int, _ call: Int, in range: Range<String.Index>) -> Bool {
        let line = prose.lineRange(for: range)
        let columns = prose[line].matches(of: /\]\(#(f\d+)\)/).compactMap { match -> String? in
            guard let figure = figures[String(match.output.1)], figure.call == call, let path = figure.path,
                path.hasPrefix("response/\(row)/")
            else { return nil }
            return path.split(separator: "/").last.map(String.init)
        }
        let response = answer.functionsExecuted[call].response
        return !columns.isEmpty && columns.allSatisfy { response[row][$0] == response[other][$0] }
    }

    // MARK: Directions

    private static let opposites: [(String, String, MutationKind)] = [
        ("largest", "smallest", .superlative), ("smallest", "largest", .superlative),
        ("highest", "lowest", .superlative), ("lowest", "highest", .superlative), ("best", "worst", .superlative),
        ("most frequent", "least frequent", .superlative), ("the most", "the least", .superlative),
        ("most often", "least often", .superlative), ("weakest", "strongest", .superlative),
        ("moved most", "moved least", .superlative), ("fastest", "slowest", .superlative),
        ("longest", "shortest", .superlative), ("shortest", "longest", .superlative),
        ("up [", "down [", .direction), ("down [", "up [", .direction), ("up from", "down from", .direction),
        ("down from", "up from", .direction),
    ]

    private func directions() -> [Change] {
        // Of one row alone the largest is the smallest.
        guard answer.functionsExecuted.contains(where: { $0.totalRowCount > 1 }) else { return [] }
        return LinkMutations.opposites.flatMap { word, opposite, kind in
            prose.ranges(of: word).map { replaced($0, opposite, kind) }
        }
    }
}

extension Written {
    /// A figure as the product writes it; nil for dates and texts.
    init?(_ text: String, _ unit: Core.Unit) {
        guard let first = text.firstIndex(where: \.isNumber), let last = text.lastIndex(where: \.isNumber) else {
            return nil
        }
        let tail = String(text[text.index(after: last)...])
        let measure: Measure
        var scale = 1.0
        switch unit {
        case .currency:
            measure = .money
            scale = tail == "K" ? 1000 : tail == "M" ? 1_000_000 : tail == "B" ? 1_000_000_000 : 1
        case .percent:
            measure = .percent
            scale = 0.01
        case .count: measure = .count
        case .days: measure = .days
        case .date, .text: return nil
        }
        self.init(
            measure: measure, lead: String(text[..<first]), digits: String(text[first...last]), tail: tail, scale: scale
        )
    }
}
