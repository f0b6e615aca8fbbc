import Core

/// Which names of a clause a number may belong to.
extension FigureBinder {
    /// The subjects that a number at a place may belong to, and whether it may be a total all the same.
    func subjects(of quantity: Quantity, in clause: Clause) -> (named: [Subject], mayBeTotal: Bool) {
        // `outside APAC, which has 32`
        func isRelative(_ subject: Subject) -> Bool {
            key(subject.tokens.upperBound) == "," && subject.tokens.upperBound < quantity.start
                && ["which", "who", "with", "where"].contains(key(subject.tokens.upperBound + 1))
        }
        let names = clause.subjects.filter { !$0.rows.isEmpty && (!isExcluded($0, clause) || isRelative($0)) }
        let before = names.filter { $0.tokens.upperBound <= quantity.start }
        let after = names.filter { $0.tokens.lowerBound >= quantity.tokens.upperBound }
        var chosen: [Subject] = []
        func add(_ subject: Subject) { chosen.append(subject) }
        if let last = before.last {
            add(last)
            // `EMEA's Acme`: names of different columns narrow each other.
            if let other = before.dropLast().last, !other.isPeriod, !last.isPeriod,
                other.columns.isDisjoint(with: last.columns)
            {
                let isTied =
                    last.tokens.lowerBound - other.tokens.upperBound <= 3
                    && !(other.tokens.upperBound..<last.tokens.lowerBound).contains { key($0) == "followed" }
                    && !clause.quantities.contains {
                        $0.tokens.lowerBound >= other.tokens.upperBound
                            && $0.tokens.upperBound <= last.tokens.lowerBound
                    }
                let calls = Set(last.rows.map(\.call)).intersection(other.rows.map(\.call))
                let both = other.rows.intersection(last.rows)
                if !both.isEmpty || (isTied && !calls.isEmpty) {
                    var narrowed = last
                    narrowed.rows = both
                    chosen = [narrowed]
                }
            }
            if isCompared(last, clause), let first = before.first { add(first) }
            if let listed = respective(quantity, names, clause) { add(listed) }
        }
        if let first = after.first {
            let between = first.tokens.lowerBound - quantity.tokens.upperBound
            let blocked = clause.quantities.contains {
                $0.tokens.lowerBound > quantity.tokens.lowerBound && $0.tokens.upperBound <= first.tokens.lowerBound
            }
            let tie = (quantity.tokens.upperBound..<first.tokens.lowerBound).contains { Lexicon.ties.contains(key($0)) }
            let isAlike = chosen.allSatisfy {
                !$0.columns.isDisjoint(with: first.columns) || $0.isPeriod != first.isPeriod
            }
            // `56 March 2027 and 40 January 2027`
            let isNext = between == 0 && quantity.kind == .plain
            if before.isEmpty || (!blocked && between <= 7 && tie && isAlike) || isNext { add(first) }
            if before.isEmpty, let listed = respective(quantity, names, clause) { add(listed) }
        }
        // `Prospecting → Qualification 90%`: the rate of a step stands with the stage it leaves.
        if let last = before.last, let first = before.dropLast().last,
            last.tokens.lowerBound - first.tokens.upperBound <= 2,
            (first.tokens.upperBound..<last.tokens.lowerBound).contains(where: { ["→", ">"].contains(key($0)) }),
            first.rows.contains(where: { row in index.calls[row.call].columns.contains { $0.name == "conversion" } })
        {
            chosen = [first]
        } else if let only = placed(quantity, names, clause) ?? respective(quantity, names, clause) {
            chosen = [only]
        }
        // `Behind the United States come India and Chile, with $11.2M and $10.9M`
        let counted = names.filter {
            !["behind", "after", "following", "besides", "ahead"].contains(key($0.tokens.lowerBound - 1))
                && !(key($0.tokens.lowerBound - 1) == "the"
                    && ["behind", "after", "following", "besides"].contains(key($0.tokens.lowerBound - 2)))
        }
        if counted.count < names.count,
            let only = placed(quantity, counted, clause) ?? respective(quantity, counted, clause)
        {
            chosen = [only]
        }
        // `APAC fell …, to $1.5M in Q3`: in a breakdown the period of the one named.
        let things = names.filter { !$0.isPeriod }
        if things.count == 1, let thing = things.first {
            for place in chosen.indices where chosen[place].isPeriod {
                let both = chosen[place].rows.intersection(thing.rows)
                if !both.isEmpty { chosen[place].rows = both }
            }
        }
        let isWhole = isWhole(quantity, clause)
        let isApart =
            after.first.map { first in
                (quantity.tokens.upperBound..<first.tokens.lowerBound).contains {
                    [",", ";", ":", "(", "—", "–"].contains(key($0))
                }
            } ?? true
        // `From June to September we booked $5M`: all of it.
        let isSpan =
            before.count > 1 && before.allSatisfy(\.isPeriod)
            && before.first.map { ["from", "between"].contains(key($0.tokens.lowerBound - 1)) } ?? false
        return (chosen, chosen.isEmpty || isWhole || isSpan || (before.isEmpty && isApart))
    }

    /// Whether a name is what the clause leaves out: `without Acme`, `take away Acme and Globex`.
    func isExcluded(_ subject: Subject, _ clause: Clause) -> Bool {
        let alone: Set<String> = [
            "without", "excluding", "except", "beside", "besides", "barring", "disregarding", "ignoring", "omitting",
            "outside", "bar", "removing", "subtract", "subtracting", "remove", "ignore", "exclude", "omit",
            "discounting",
        ]
        let joint: [String: Set<String>] = [
            "from": ["apart", "aside"], "away": ["take", "taking", "taken"],
            "out": ["leave", "leaving", "take", "taking"],
            "aside": ["leaving", "leave", "setting", "set", "put", "putting"], "counting": ["not"], "for": ["except"],
        ]
        var position = subject.tokens.lowerBound - 1
        var steps = 0
        while position >= clause.range.lowerBound, steps < 16 {
            let word = key(position)
            if let other = clause.subjects.first(where: { $0.tokens.contains(position) }) {
                // Only names of one list are left out together.
                guard !other.rows.isEmpty else { return false }
                position = other.tokens.lowerBound - 1
                steps += 1
                continue
            }
            if alone.contains(word) { return true }
            if let before = joint[word], before.contains(key(position - 1)) { return true }
            let isJoint =
                ["and", "or", ",", "the", "both", "“", "”", "\"", "‘", "’", "'", "of", "pipeline", "deals"].contains(
                    word)
            guard isJoint || Lexicon.families[word] != nil else { return false }
            position -= 1
            steps += 1
        }
        return false
    }

    /// Whether a name is what something else is measured against: `than Acme`, `compared to the $5M of Acme`.
    func isStandard(_ subject: Subject, _ clause: Clause) -> Bool {
        var position = subject.tokens.lowerBound - 1
        var steps = 0
        while position >= clause.range.lowerBound, steps < 8 {
            if let number = clause.quantities.first(where: { ($0.start..<$0.tokens.upperBound).contains(position) }) {
                position = number.start - 1
                steps += 1
                continue
            }
            let word = key(position)
            if ["than", "against", "versus", "vs", "unlike"].contains(word) { return true }
            if ["to", "with"].contains(word),
                ["compared", "relative", "comparison", "contrast", "measured", "next", "contrasted"].contains(
                    key(position - 1))
            {
                return true
            }
            guard
                ["the", "of", "in", "at", "for", "by", "its", "their", "“", "\"", "‘", "'", "that", "those", "."]
                    .contains(
                        word)
            else { return false }
            position -= 1
            steps += 1
        }
        return false
    }

    /// Whether a number is what several names hold together: the first of its kind behind the word that says so.
    func isTogether(_ quantity: Quantity, _ clause: Clause) -> Bool {
        let names = clause.subjects.filter {
            !$0.rows.isEmpty && $0.tokens.upperBound <= quantity.start && !$0.isPeriod
        }
        guard names.count > 1 else { return false }
        // `explain 38% of the 1,064 losses`
        if key(quantity.start - 1) == "the", key(quantity.start - 2) == "of" { return false }
        let cue = reach(clause.range.lowerBound, quantity.start).last {
            ["together", "combined", "jointly", "altogether"].contains(key($0))
                || (["gap", "difference", "distance"].contains(key($0)) && key($0 + 1) == "between")
                || (key($0) == "between" && ["them", "themselves"].contains(key($0 + 1)))
                || (key($0) == "up" && key($0 + 1) == "to" && ["add", "adds", "sum"].contains(key($0 - 1)))
        }
        guard let cue else { return false }
        return !clause.quantities.contains { $0.kind == quantity.kind && $0.start > cue && $0.start < quantity.start }
    }

    /// Whether words next to a number say that it is about all.
    func isWhole(_ quantity: Quantity, _ clause: Clause) -> Bool {
        let near = reach(max(clause.range.lowerBound, quantity.start - 6), quantity.start)
        if near.contains(where: { Lexicon.wholes.contains(key($0)) && !isTaken($0, clause) }) { return true }
        let far = reach(quantity.tokens.upperBound, min(clause.range.upperBound, quantity.tokens.upperBound + 5))
        return far.contains {
            [
                "total", "overall", "all", "whole", "altogether", "combined", "average", "company", "across", "entire",
                "team",
            ].contains(key($0))
        }
    }

    func isTaken(_ position: Int, _ clause: Clause) -> Bool {
        clause.subjects.contains { $0.tokens.contains(position) }
    }

    /// Whether a name is what something else is compared with: `ahead of Globex`.
    func isCompared(_ subject: Subject, _ clause: Clause) -> Bool {
        let start = max(clause.range.lowerBound, subject.tokens.lowerBound - 4)
        let words: Set<String> = [
            "than", "ahead", "behind", "over", "against", "versus", "vs", "before", "after", "to", "with", "beats",
            "beating", "leads",
            "trails", "followed", "above", "below", "compared", "exceeds", "from", "unlike", "and", "outpaces", "like",
            "by", "of", "as", "not", "edges", "edged", "pips", "surpasses", "outsells", "outranks", "outstrips",
            "outnumbers", "trailing",
        ]
        return (start..<subject.tokens.lowerBound).contains { words.contains(key($0)) }
    }

    /// The name that a number stands by where names and numbers alternate: `A $1, B $2`, `$1 at A and $2 at B`.
    func placed(_ quantity: Quantity, _ names: [Subject], _ clause: Clause) -> Subject? {
        let alike = clause.quantities.filter { $0.kind == quantity.kind }
        guard names.count > 1, alike.count == names.count,
            let place = alike.firstIndex(where: { $0.tokens == quantity.tokens })
        else { return nil }
        let isNameFirst =
            zip(names, alike).allSatisfy { $0.tokens.upperBound <= $1.start }
            && zip(names.dropFirst(), alike).allSatisfy { $0.tokens.lowerBound >= $1.tokens.upperBound }
        let isNumberFirst =
            zip(names, alike).allSatisfy { $0.tokens.lowerBound >= $1.tokens.upperBound }
            && zip(names, alike.dropFirst()).allSatisfy { $0.tokens.upperBound <= $1.start }
        return isNameFirst || isNumberFirst ? names[place] : nil
    }

    /// The name that stands at the same place of its list as the number of its own: `A and B hold $1 and $2 respectively`.
    func respective(_ quantity: Quantity, _ names: [Subject], _ clause: Clause) -> Subject? {
        let alike = clause.quantities.filter { $0.kind == quantity.kind }
        guard names.count > 1, alike.count == names.count,
            let place = alike.firstIndex(where: { $0.tokens == quantity.tokens })
        else { return nil }
        // Names first, then numbers, or the other way round; never mixed.
        guard let lastName = names.last, let firstName = names.first, let first = alike.first, let last = alike.last,
            lastName.tokens.upperBound <= first.start || last.tokens.upperBound <= firstName.tokens.lowerBound
        else { return nil }
        return names[place]
    }

    /// Whether a number is what another is measured against: `up from $1M`, `on $1M`, `against 40%`.
    func isBase(_ quantity: Quantity, _ clause: Clause) -> Bool {
        var position = quantity.start - 1
        var steps = 0
        while position >= clause.range.lowerBound, steps < 4 {
            let word = key(position)
            if ["from", "than", "against", "on", "versus", "vs", "over", "above", "below", "behind", "beyond", "after"]
                .contains(word)
            {
                return true
            }
            if [",", "to", "at", "and", "with", "is", "was", "of"].contains(word) { return false }
            if clause.quantities.contains(where: { $0.tokens.contains(position) }) { return false }
            position -= 1
            steps += 1
        }
        return false
    }

    /// The number that this one is the whole of: the 4 of `4 of 9`.
    func part(of quantity: Quantity, in clause: Clause) -> Quantity? {
        var position = quantity.start - 1
        while position > clause.range.lowerBound, ["the", "all", "its", "their", "a", "total"].contains(key(position)) {
            position -= 1
        }
        guard key(position) == "of" else { return nil }
        return clause.quantities.first {
            $0.tokens.upperBound == position || ($0.tokens.upperBound == position - 1 && key(position - 1) == "out")
        }
    }

    /// Whether a percentage says again what two counts say: `Of 40 deals, 10 are won, or 25%`.
    func isAppositive(_ quantity: Quantity, _ clause: Clause) -> Bool {
        guard quantity.kind == .percent, !quantity.isWords, key(quantity.start - 1) == "or",
            clause.own.isDisjoint(with: ["rate", "rates"]), clause.own.contains("of")
        else { return false }
        let counts = clause.quantities.indices.filter {
            clause.quantities[$0].kind == .plain && clause.quantities[$0].start < quantity.start
                && clause.bound.indices.contains($0) && clause.bound[$0]?.kind == .level
        }
        return counts.count == 2
    }

    /// Whether a fraction says again what `874 of the 1,681 closed deals` just said.
    func isPartAgain(_ quantity: Quantity, _ clause: Clause) -> Bool {
        if isPartAhead(quantity, clause) { return true }
        let end = quantity.tokens.upperBound
        let isOfThem = key(end) == "of" && ["them", "these", "those"].contains(key(end + 1))
        guard quantity.kind == .percent, [",", "(", "—", "–"].contains(key(quantity.start - 1)),
            isOfThem || !["of", "in"].contains(key(end)),
            let whole = clause.quantities.last(where: { $0.tokens.upperBound <= quantity.start }),
            quantity.start - whole.tokens.upperBound <= 4, let part = part(of: whole, in: clause)
        else { return false }
        return part.kind == .plain && whole.kind == .plain
    }

    /// `less than half of the $17.6M ($9.3M) has been lost`: whole and part follow.
    private func isPartAhead(_ quantity: Quantity, _ clause: Clause) -> Bool {
        guard quantity.kind == .percent, quantity.isWords, key(quantity.tokens.upperBound) == "of" else { return false }
        let next = clause.quantities.filter { $0.start >= quantity.tokens.upperBound && $0.kind != .percent }.prefix(2)
        guard next.count == 2, let whole = next.first, let part = next.last, whole.kind == part.kind,
            whole.start - quantity.tokens.upperBound <= 6, part.start - whole.tokens.upperBound <= 4
        else { return false }
        return key(part.start - 1) == "("
    }

    /// Whether a number can only be what is left when the names are taken away: `Without Acme, $5M remains`.
    func isLeftOver(_ quantity: Quantity, _ clause: Clause) -> Bool {
        guard !clause.own.isDisjoint(with: ["left", "remains", "remain", "leaves", "rest", "remaining"]) else {
            return false
        }
        let names = clause.subjects.filter { !$0.rows.isEmpty }
        return !names.isEmpty && names.allSatisfy { isExcluded($0, clause) }
            && clause.quantities.count { $0.kind == quantity.kind } == 1
    }
}
