/// What one change of a text changes.
enum MutationKind: String, CaseIterable, Comparable, Sendable {
    case digit, sign, direction, superlative, unit, name, invented, numberWord, ordinal, period

    static func < (left: MutationKind, right: MutationKind) -> Bool { left.rawValue < right.rawValue }
}

/// A stretch of a text that makes a claim, with all that it could be changed to.
struct Slot: Sendable {
    typealias Claim = @Sendable (World) -> Bool

    struct Change: Sendable {
        enum Meaning: Sendable {
            /// Says something else, which may be true too.
            case claim(Claim)
            /// Speaks of another row.
            case row(subject: Int, Int)
            /// Cannot be true: another unit, a name that is not in the data.
            case falsehood
        }

        var kind: MutationKind
        var text: String
        var meaning: Meaning
    }

    var text: String
    /// Whether a careful reader ticks it.
    var holds: Claim
    /// Whether it is too close to true for a change to count as false: wider than `holds` where the words are loose.
    var mayHold: Claim
    var changes: [Change]

    init(_ text: String, holds: @escaping Claim, mayHold: Claim? = nil, changes: [Change] = []) {
        self.text = text
        self.holds = holds
        self.mayHold = mayHold ?? holds
        self.changes = changes
    }

    /// A claim that cannot be made: the text that holds it is dropped.
    static let impossible = Slot("?", holds: { _ in false })
}

/// A text in the making: words and slots.
struct Prose: ExpressibleByStringInterpolation, Sendable {
    enum Part: Sendable {
        case words(String)
        case slot(Slot)
    }

    var parts: [Part]

    init(stringLiteral value: String) { parts = [.words(value)] }
    init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }
    init(_ prose: Prose) { self = prose }

    struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ literal: String) { parts.append(.words(literal)) }
        mutating func appendInterpolation(_ words: String) { parts.append(.words(words)) }
        mutating func appendInterpolation(_ slot: Slot) { parts.append(.slot(slot)) }
        mutating func appendInterpolation(_ prose: Prose) { parts += prose.parts }
    }

    static func + (left: Prose, right: Prose) -> Prose {
        var result = left
        result.parts += right.parts
        return result
    }

    /// `A`, `A and B`, `A, B and C`.
    static func list(_ items: [Prose], _ word: String = "and") -> Prose {
        guard let first = items.first else { return "" }
        return items.indices.dropFirst().reduce(first) {
            $0 + (Prose(stringLiteral: $1 == items.count - 1 ? " \(word) " : ", ")) + items[$1]
        }
    }

    static func joined(_ items: [Prose], _ separator: String) -> Prose {
        guard let first = items.first else { return "" }
        return items.dropFirst().reduce(first) { $0 + Prose(stringLiteral: separator) + $1 }
    }

    private var slots: [Slot] { parts.compactMap { if case .slot(let slot) = $0 { slot } else { nil } } }

    var text: String { text { _, slot in slot.text } }

    /// How many claims do not hold, by their text.
    func untrue(in world: World) -> [String] { slots.filter { !$0.holds(world) }.map(\.text) }

    var claimCount: Int { slots.count }

    /// Every change that makes the text false, each with the whole text.
    func falsehoods(in world: World) -> [(kind: MutationKind, text: String, change: String)] {
        let slots = slots
        return slots.indices.flatMap { index in
            slots[index].changes.filter { change in
                guard change.text != slots[index].text else { return false }
                switch change.meaning {
                case .falsehood: return true
                case .claim(let claim): return !claim(world)
                case .row(let subject, let row):
                    let other = world.standing(subject, for: row)
                    return !slots.allSatisfy { $0.mayHold(other) }
                }
            }.map { change in
                (
                    change.kind, text { $0 == index ? change.text : $1.text },
                    "\(slots[index].text) → \(change.text)"
                )
            }
        }
    }

    private func text(_ written: (Int, Slot) -> String) -> String {
        var index = 0
        var result = ""
        for part in parts {
            switch part {
            case .words(let words): result += words
            case .slot(let slot):
                result += written(index, slot)
                index += 1
            }
        }
        return result
    }
}
