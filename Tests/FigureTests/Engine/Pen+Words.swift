import Core

/// Figures in words, names, places in an order, directions.
extension Pen {
    /// A count in words: `three deals`; in digits from twenty-one on.
    func inWords(_ quantity: Quantity, _ noun: (String, String)? = nil, capital: Bool = false) -> Slot {
        guard let value = quantity.value(world), value >= 0, value <= 20, let words = NumberWords.cardinal(Int(value))
        else { return noun.map { counted(quantity, $0) } ?? number(quantity) }
        let number = Int(value)
        func text(_ words: String, _ number: Int) -> String {
            let start = capital ? words.prefix(1).uppercased() + words.dropFirst() : words
            return start + (noun.map { " " + (number == 1 ? $0.0 : $0.1) } ?? "")
        }
        return Slot(
            text(words, number), holds: { quantity.value($0) == Double(number) },
            changes: [number + 1, number - 1, number + 4].filter { $0 > 0 }.compactMap { other in
                NumberWords.cardinal(other).map {
                    .init(
                        kind: .numberWord, text: text($0, other),
                        meaning: .claim { quantity.value($0) == Double(other) })
                }
            })
    }

    /// `about a third`, `just over half`; only where it is near enough.
    func fraction(_ quantity: Quantity, capital: Bool = false) -> Slot {
        guard let value = quantity.value(world),
            let nearest = NumberWords.fractions.min(by: { abs($0.value - value) < abs($1.value - value) }),
            abs(nearest.value - value) < 0.02
        else { return .impossible }
        let hedge =
            abs(nearest.value - value) < 0.004
            ? "about "
            : value > nearest.value
                ? pick("just over ", "a little over ", "about ") : pick("just under ", "nearly ", "about ")
        func text(_ words: String) -> String {
            capital ? hedge.prefix(1).uppercased() + hedge.dropFirst() + words : hedge + words
        }
        return Slot(
            text(nearest.words), holds: { quantity.value($0).map { abs($0 - nearest.value) < 0.02 } ?? false },
            mayHold: { quantity.value($0).map { abs($0 - nearest.value) < 0.05 } ?? false },
            changes: NumberWords.fractions.filter { $0.words != nearest.words }.map { other in
                .init(
                    kind: .numberWord, text: text(other.words),
                    meaning: .claim { quantity.value($0).map { abs($0 - other.value) < 0.06 } ?? false })
            }
                + Pen.turned(hedge).map { other in
                    let words = other + nearest.words
                    return .init(
                        kind: .direction, text: capital ? words.prefix(1).uppercased() + words.dropFirst() : words,
                        meaning: .falsehood)
                })
    }

    /// The opposite of a hedge that bounds from one side; none for others.
    private static func turned(_ hedge: String) -> [String] {
        switch hedge {
        case "just over ", "a little over ": ["just under "]
        case "just under ", "nearly ": ["just over "]
        default: []
        }
    }

    /// `about one in three`; only where it is near enough.
    func oneIn(_ quantity: Quantity, capital: Bool = false) -> Slot {
        guard let value = quantity.value(world), value > 0.09, value < 0.55 else { return .impossible }
        let number = Int((1 / value).rounded())
        let isNear: @Sendable (Double, Int, Double) -> Bool = { abs($0 - 1 / Double($1)) < $2 }
        guard isNear(value, number, 0.015), let word = NumberWords.cardinal(number) else { return .impossible }
        let start = capital ? "About one in " : "about one in "
        return Slot(
            start + word, holds: { quantity.value($0).map { isNear($0, number, 0.015) } ?? false },
            mayHold: { quantity.value($0).map { isNear($0, number, 0.04) } ?? false },
            changes: [number + 1, number - 1, number * 2].filter { $0 > 1 }.compactMap { other in
                NumberWords.cardinal(other).map {
                    .init(
                        kind: .numberWord, text: start + $0,
                        meaning: .claim { quantity.value($0).map { isNear($0, other, 0.04) } ?? false })
                }
            })
    }

    /// `doubled`, `tripled`, `halved` for what something became of what it was; only where it is near enough.
    func became(_ now: Quantity, of before: Quantity) -> Slot {
        let verbs: [(words: String, factor: Double)] = [
            ("doubled", 2), ("tripled", 3), ("quadrupled", 4), ("halved", 0.5),
        ]
        let ratio = now / before
        guard let value = ratio.value(world),
            let nearest = verbs.min(by: { abs($0.factor - value) < abs($1.factor - value) }),
            abs(nearest.factor - value) < 0.1 * nearest.factor
        else { return .impossible }
        return Slot(
            "roughly " + nearest.words,
            holds: { ratio.value($0).map { abs($0 - nearest.factor) < 0.1 * nearest.factor } ?? false },
            mayHold: { ratio.value($0).map { abs($0 - nearest.factor) < 0.3 * nearest.factor } ?? false },
            changes: verbs.filter { $0.words != nearest.words }.map { other in
                .init(
                    kind: other.factor < 1 || nearest.factor < 1 ? .direction : .numberWord,
                    text: "roughly " + other.words,
                    meaning: .claim { ratio.value($0).map { abs($0 - other.factor) < 0.3 * other.factor } ?? false })
            })
    }

    /// `about twice`, `almost three times`; only where it is near enough.
    func multiple(_ quantity: Quantity) -> Slot {
        guard let value = quantity.value(world),
            let nearest = NumberWords.multiples.min(by: { abs($0.value - value) < abs($1.value - value) }),
            abs(nearest.value - value) < 0.12
        else { return .impossible }
        let hedge =
            abs(nearest.value - value) < 0.02
            ? "about " : value > nearest.value ? pick("more than ", "about ") : pick("nearly ", "about ")
        let isBound = hedge == "more than "
        return Slot(
            hedge + nearest.words, holds: { quantity.value($0).map { abs($0 - nearest.value) < 0.12 } ?? false },
            mayHold: { quantity.value($0).map { abs($0 - nearest.value) < 0.5 } ?? false },
            changes: NumberWords.multiples.filter { $0.words != nearest.words }.map { other in
                .init(
                    kind: .numberWord, text: hedge + other.words,
                    meaning: .claim {
                        quantity.value($0).map { abs($0 - other.value) < 0.6 || (isBound && $0 > other.value) } ?? false
                    })
            })
    }

    /// The name of a row, with other rows' names and an invented one as its changes.
    func name(_ subject: Int, style: NameStyle? = nil) -> Slot {
        guard let name = scene.name(subject) else { return .impossible }
        let style = style ?? names
        // A name that stands on several rows could be true of another of them.
        let rows = Dictionary(grouping: 0..<count) { scene.name($0) ?? "" }
        var others = (0..<count).filter { row in
            guard let other = scene.name(row), other != name else { return false }
            return rows[other]?.count == 1
        }
        let near = others.min { abs($0 - subject) < abs($1 - subject) }
        others = dice.shuffled(others.filter { $0 != near })
        let chosen = (near.map { [$0] } ?? []) + others.prefix(2)
        let changes = chosen.compactMap { row in
            scene.name(row).map {
                Slot.Change(kind: .name, text: dressed($0, style), meaning: .row(subject: subject, row))
            }
        }
        return Slot(
            dressed(name, style), holds: { _ in true },
            changes: changes + [.init(kind: .invented, text: dressed(invented, style), meaning: .falsehood)])
    }

    /// The name in one of several columns that name a row together.
    func cellName(_ subject: Int, _ column: String) -> Slot {
        guard let name = world.text(subject, column), name != "(not set)" else { return .impossible }
        let columns = scene.evidence.calls.first?.columns.filter { $0.unit == .text }.map(\.name) ?? []
        // Rows that differ in this name alone.
        let others = (0..<count).filter { row in
            columns.allSatisfy { ($0 == column) != (world.text(row, $0) == world.text(subject, $0)) }
                && world.text(row, column) != "(not set)"
        }
        let changes = dice.shuffled(others).prefix(3).compactMap { row in
            world.text(row, column).map {
                Slot.Change(kind: .name, text: dressed($0, names), meaning: .row(subject: subject, row))
            }
        }
        return Slot(
            dressed(name, names), holds: { _ in true },
            changes: changes + [.init(kind: .invented, text: dressed(invented, names), meaning: .falsehood)])
    }

    /// The name without a claim of its own, where it is said again.
    func again(_ subject: Int) -> String { scene.name(subject).map { dressed($0, names) } ?? "?" }

    private var invented: String {
        switch scene.group.0 {
        case "region": "Antarctica"
        case "country": pick("Norway", "Portugal")
        case "owner": pick("Kim Novak", "Harold Finch")
        case "industry": "Aerospace"
        case "stage": "Verbal Commit"
        case "lead source": "Podcast"
        default: pick("Vandelay Industries", "Initech", "Contoso Ltd")
        }
    }

    private func dressed(_ name: String, _ style: NameStyle) -> String {
        var text = ""
        for character in name {
            if "\\*_[]<>`#".contains(character) { text.append("\\") }
            text.append(character)
        }
        switch style {
        case .plain: return text
        case .bold: return "**\(text)**"
        case .italic: return "_\(text)_"
        case .quoted: return "\u{201C}\(text)\u{201D}"
        }
    }

    /// The word that fits the sign: `up`, and `down` as its change.
    func direction(_ quantity: Quantity, _ up: String, _ down: String) -> Slot {
        guard let value = quantity.value(world), value.isFinite, abs(value) > 1e-9 else { return .impossible }
        let isUp = value > 0
        return Slot(
            isUp ? up : down, holds: { quantity.value($0).map { isUp ? $0 > 0 : $0 < 0 } ?? false },
            changes: [
                .init(
                    kind: .direction, text: isUp ? down : up,
                    meaning: .claim { quantity.value($0).map { isUp ? $0 <= 0 : $0 >= 0 } ?? true })
            ])
    }

    /// A verb for a change.
    func moved(_ quantity: Quantity) -> Slot {
        let pair = pick(
            ("rose", "fell"), ("climbed", "dropped"), ("grew", "shrank"), ("increased", "decreased"),
            ("went up", "went down"), scene.unit == .days ? ("rose", "fell") : ("improved", "slipped"))
        return direction(quantity, pair.0, pair.1)
    }

    private func known(_ column: String) -> [(row: Int, value: Double)] {
        (0..<count).compactMap { row in world.fixed(row, column).map { (row, $0) } }
    }

    /// `largest`, where the subject's value lies above all others; `low` is its change.
    func most(_ subject: Int, _ high: String, _ low: String, by column: String? = nil) -> Slot {
        extreme(subject, column ?? scene.column, high, low, isHighest: true)
    }

    /// `smallest`, where the result shows every row and the subject's value lies below all others.
    func least(_ subject: Int, _ low: String, _ high: String, by column: String? = nil) -> Slot {
        extreme(subject, column ?? scene.column, low, high, isHighest: false)
    }

    private func extreme(_ subject: Int, _ column: String, _ text: String, _ opposite: String, isHighest: Bool) -> Slot
    {
        let values = known(column)
        guard values.count > 1, world.isComplete || (isHighest && scene.isRanked && column == scene.column) else {
            return .impossible
        }
        let holds: Slot.Claim = { world in
            guard let own = world.number(subject, column) else { return false }
            let row = world.row(subject)
            return values.allSatisfy { $0.row == row || (isHighest ? own > $0.value : own < $0.value) }
        }
        return Slot(
            text, holds: holds,
            mayHold: { world in
                guard let own = world.number(subject, column) else { return false }
                return values.allSatisfy { isHighest ? own >= $0.value : own <= $0.value }
            },
            changes: [
                .init(
                    kind: .superlative, text: opposite,
                    meaning: .claim { world in
                        guard let own = world.number(subject, column) else { return true }
                        return values.allSatisfy { isHighest ? own <= $0.value : own >= $0.value }
                    })
            ])
    }

    /// `second` for the row that is second from the top, its value being no one else's.
    func place(_ subject: Int, _ column: String? = nil, capital: Bool = false, fromBottom: Bool = false) -> Slot {
        let column = column ?? scene.column
        let values = known(column)
        guard world.isComplete || (!fromBottom && scene.isRanked && column == scene.column) else { return .impossible }
        let rank: @Sendable (World) -> Int? = { world in
            guard let own = world.number(subject, column) else { return nil }
            let row = world.row(subject)
            guard !values.contains(where: { $0.row != row && $0.value == own }) else { return nil }
            return values.count { fromBottom ? $0.value < own : $0.value > own } + 1
        }
        guard let number = rank(world), let word = NumberWords.ordinal(number) else { return .impossible }
        func text(_ word: String) -> String { capital ? word.prefix(1).uppercased() + word.dropFirst() : word }
        return Slot(
            text(word), holds: { rank($0) == number },
            changes: [number + 1, number - 1, number + 2].compactMap { other in
                // "First" for the second is false; a place beyond the rows is false too.
                NumberWords.ordinal(other).map {
                    .init(kind: .ordinal, text: text($0), meaning: .claim { rank($0) == other })
                }
            })
    }
}
