import Core

/// Figures that a prose links to, held against the words around them.
extension ProseCheck {
    /// The operand of a linked figure, held against the words around it.
    func linked(
        _ quantity: Quantity, _ link: Int, _ clause: Clause, _ binder: FigureBinder, _ reason: inout String?
    ) -> Operand? {
        guard prose.links.indices.contains(link) else { return nil }
        let id = prose.links[link].id
        guard let figure = figures[id] else {
            reason = "links to \(id), which is no figure"
            return nil
        }
        guard evidence.value(of: figure) != nil else {
            reason = "links to \(id), which has no evidence"
            return nil
        }
        if figure.unit == .text || figure.unit == .date {
            if !isText(link, figure) { reason = "is not what \(id) says" }
            return Operand(value: quantity.value, unit: .text, kind: .argument)
        }
        guard let operand = LinkedFigure.operand(figure, evidence) else {
            reason = "links to \(id), which is no number"
            return nil
        }
        let noun = binder.noun(quantity, in: clause)
        if quantity.isForeign {
            reason = "is in another unit than \(id)"
            return operand
        }
        var fits =
            quantity.kind == .times
            ? operand.kind == .ratio
            : binder.fits(quantity, operand.unit, noun) || (quantity.kind == .points && operand.unit == .percent)
        if operand.unit == .days, quantity.kind == .plain { fits = true }
        // `over the 50 weeks` counts rows that are weeks.
        let isPeriodCount = operand.unit == .count && noun.days != nil && figure.path?.hasSuffix("row_count") == true
        if isPeriodCount, quantity.kind == .plain { fits = true }
        if operand.kind == .ratio, quantity.kind == .percent || quantity.kind == .times { fits = true }
        if operand.kind == .argument {
            fits = quantity.kind == .plain || quantity.kind == .money || quantity.kind == .percent
        }
        let size = abs(operand.value)
        let counted = operand.unit == .days && noun.days == nil ? CountedNoun(days: 1) : noun
        // Deals stall and are late after more than so many days, never after fewer.
        if quantity.bound == .below || quantity.bound == .atMost, noun.days != nil || operand.unit == .days,
            operand.kind == .argument || operand.measure?.contains("threshold") == true
                || figure.path?.contains("days") == true,
            figure.path?.contains("response") != true
        {
            reason = "turns the bound of \(id) round"
            return operand
        }
        let isThreshold = operand.kind == .argument || operand.measure?.contains("threshold") == true
        let isBarePoints =
            operand.unit == .percent && figure.derivation?.operation == .points && quantity.kind == .plain
        if isBarePoints { fits = quantity.matches(size * 100) }
        guard fits,
            isBarePoints || binder.matchesSize(isThreshold ? quantity.exactly : quantity, size, operand.unit, counted)
        else {
            reason = "is not the value of \(id)"
            return operand
        }
        if let comparison = boundComparison(figure), !stands(by: comparison, quantity, clause, binder) {
            reason = "bounds the other way than \(id)"
        }
        if quantity.sign == -1, binder.changeSign(quantity, in: clause) != nil { reason = "says its sign twice" }
        if let sign = quantity.sign, (operand.value < 0) != (sign < 0) { reason = "has another sign than \(id)" }
        if operand.kind == .change, let change = binder.changeSign(quantity, in: clause),
            Lexicon.comparatives[binder.key(change.token)] == nil, operand.value != 0,
            (operand.value > 0) != (change.sign > 0)
        {
            reason = "goes the other way than \(id)"
        }
        if operand.kind == .change, goesAgainst(operand, figure, quantity, clause, binder) {
            reason = "goes the other way than \(id)"
        }
        if operand.unit == .count, operand.kind == .level, let measure = operand.measure, let call = operand.call,
            index.calls.indices.contains(call)
        {
            let traits =
                index.calls[call].columns.first { $0.name == measure }?.traits
                ?? index.calls[call].wholes.first { $0.name == measure }?.traits
            if let counts = traits?.counts, let counted = noun.counted, counts != .other, counts != .groups,
                counts != counted
            {
                reason = "counts something else than \(id)"
            }
            if let outcomes = traits?.outcomes, !outcomes.isEmpty, !noun.outcomes.isEmpty,
                outcomes.isDisjoint(with: noun.outcomes), traits?.required.isEmpty ?? true
            {
                reason = "counts something else than \(id)"
            }
        }
        let sources = Set(operand.sources)
        if (1...3).contains(sources.count) {
            let spoken = clause.subjects.filter { subject in
                subject.rows.contains { place in sources.contains { $0.call == place.call } }
            }
            let known = Set((spoken.isEmpty ? clause.carried : spoken).flatMap(\.rows))
            if !spoken.isEmpty, !sources.isSubset(of: known),
                spoken.count >= sources.count || sources.isDisjoint(with: known)
            {
                reason = "is derived from other rows than the sentence names"
            }
        }
        if operand.kind == .change, !operand.sources.isEmpty {
            let named = binder.subjects(of: quantity, in: clause).named.filter { subject in
                subject.rows.contains { row in operand.sources.contains { $0.call == row.call } }
            }
            if !named.isEmpty, !named.contains(where: { !$0.rows.isDisjoint(with: operand.sources) }) {
                reason = "belongs to another row than \(named[0].text)"
            }
        } else if operand.rows.count == 1, let place = operand.rows.first {
            let named = binder.subjects(of: quantity, in: clause).named.filter {
                $0.rows.isEmpty || $0.rows.contains { $0.call == place.call }
            }
            // Names that are level have one figure, which is linked to the first of them.
            let isLevel = named.contains { subject in
                subject.rows.contains { row in row.call == place.call && hasSame(operand.measure, row, place) }
            }
            if !named.isEmpty, !isLevel, !named.contains(where: { $0.rows.contains(place) }) {
                reason = "belongs to another row than \(named[0].text)"
            }
        }
        return operand
    }

    /// Whether a link reads like its figure.
    func isText(_ link: Int, _ figure: Answer.Figure) -> Bool {
        Escape.markdown(figure.text) == prose.links[link].source || figure.text == prose.links[link].source
    }

    /// Links to days, periods and names, whose text holds no number that is read as one.
    mutating func checkTexts(_ tokens: [ProseToken]) {
        var last: Int?
        for (position, token) in tokens.enumerated() {
            defer { last = token.link }
            guard let link = token.link, link != last, prose.links.indices.contains(link) else { continue }
            guard let figure = figures[prose.links[link].id] else {
                report(tokens, position..<(position + 1), "links to \(prose.links[link].id), which is no figure")
                continue
            }
            guard figure.unit == .text || figure.unit == .date, !isText(link, figure) else { continue }
            let written = TokenScanner.tokens(figure.text)
            let own = tokens[position...].prefix { $0.link == link }
            let meant = periods.read(written, at: 0, end: written.count)
            let said = periods.read(Array(own), at: 0, end: own.count)
            if let meant, let said, meant.kind == said.kind, meant.tokens.count == written.count,
                said.tokens.count == own.count
            {
                continue
            }
            report(tokens, position..<(position + own.count), "is not what \(figure.id) says")
        }
    }

    // MARK: Bounds and ways

    /// How the bound that a figure is taken from holds deals or groups; nil for every other figure.
    private func boundComparison(_ figure: Answer.Figure) -> Comparison? {
        guard let call = figure.call, evidence.calls.indices.contains(call),
            let parts = figure.path?.split(separator: "/", omittingEmptySubsequences: false).map(String.init),
            parts.first == "args"
        else { return nil }
        if parts.count == 2 { return Comparison(argument: parts[1]) }
        guard parts.count == 4, let place = Int(parts[2]),
            let items = evidence.calls[call].args[parts[1]]?.array, items.indices.contains(place)
        else { return nil }
        return items[place].object?["operator"]?.string.flatMap { Comparison(rawValue: $0) }
    }

    private func stands(by comparison: Comparison, _ quantity: Quantity, _ clause: Clause, _ binder: FigureBinder)
        -> Bool
    {
        if let written = binder.comparison(quantity, in: clause) { return written == comparison }
        let near =
            reach(
                max(
                    clause.range.lowerBound, quantity.start - 4),
                min(
                    clause.range.upperBound, quantity.tokens.upperBound + 3))
        return near.contains {
            ["threshold", "bound", "bounds", "limit", "cutoff", "mark", "line", "bar", "condition", "filter"].contains(
                binder.key($0))
        }
    }

    /// Whether the comparative behind a difference, `[$2M](#f1) more`, gives the lead to the wrong one of the two.
    private func goesAgainst(
        _ operand: Operand, _ figure: Answer.Figure, _ quantity: Quantity, _ clause: Clause, _ binder: FigureBinder
    ) -> Bool {
        guard operand.value != 0, let change = binder.changeSign(quantity, in: clause),
            let word = Lexicon.comparatives[binder.key(change.token)] == nil ? nil : binder.key(change.token)
        else { return false }
        // Fewer days are better, so that these words say nothing of the sign.
        if ["better", "worse", "faster", "slower", "stronger", "weaker", "ahead", "behind"].contains(word),
            operand.unit == .days
        {
            return false
        }
        var way = change.sign
        let sources = operand.sources
        let isOfTwo = figure.derivation?.operands.count == 2 && sources.count == 2 && sources.first != sources.last
        if isOfTwo, let first = sources.first, let second = sources.last {
            let names = clause.subjects.filter { subject in
                subject.rows.contains { $0.call == first.call || $0.call == second.call }
            }
            let behind = names.first {
                $0.tokens.lowerBound > change.token && $0.tokens.lowerBound <= change.token + 3
                    && ["for", "in", "at"].contains(binder.key(change.token + 1))
            }
            let before = names.last {
                $0.tokens.upperBound <= quantity.start && !binder.isStandard($0, clause) && !isPassed($0, binder)
            }
            guard let said = behind ?? before ?? clause.carried.last else { return false }
            if said.rows.contains(first) == said.rows.contains(second) { return false }
            if said.rows.contains(second) { way = -way }
        } else if figure.derivation?.operation == .difference {
            return false
        }
        return (operand.value > 0) != (way > 0)
    }

    /// Whether a name is the one that another is set before or behind: `ahead of Globex`.
    private func isPassed(_ subject: Subject, _ binder: FigureBinder) -> Bool {
        let before = binder.key(subject.tokens.lowerBound - 1)
        return ["over", "above", "below", "behind", "beats", "beat", "leads", "trails", "tops", "exceeds"].contains(
            before)
            || (before == "of" && ["ahead", "short", "front"].contains(binder.key(subject.tokens.lowerBound - 2)))
    }

    /// Whether two rows of a call have the same value of a measure.
    private func hasSame(_ measure: String?, _ first: RowPlace, _ second: RowPlace) -> Bool {
        guard let measure, index.calls.indices.contains(first.call),
            let values = index.calls[first.call].columns.first(where: { $0.name == measure })?.values,
            values.indices.contains(first.row), values.indices.contains(second.row), let value = values[first.row]
        else { return false }
        return value == values[second.row]
    }
}
