import Analytics
import Core

/// Two things beside each other: values, parts and the whole, periods.
extension Narrator {
    /// The measure that a call is about first of all, with its column; nil where it has none.
    func mainMeasure(_ call: Int) -> (words: MeasureWords, unit: Unit)? {
        let shape = ResultShape(calls[call])
        let wanted = calls[call].args["measure"]?.string ?? calls[call].args["measures"]?.array?.first?.string
        let column = shape.measures.first { $0.name == wanted } ?? shape.measures.first
        return column.map { (MeasureWords($0, in: calls[call]), $0.unit) }
    }

    /// The groups of a call by its first dimension; nil where it is not one dimension by a measure.
    func groups(_ call: Int) -> Groups? {
        let shape = ResultShape(calls[call])
        guard shape.dimensions.count == 1, shape.time == nil, let dimension = shape.dimensions.first,
            let measure = mainMeasure(call)
        else { return nil }
        return Groups(call, shape, dimension, measure.words, ascending: isAscending(call))
    }

    /// Rows whose cell of a column is one of the values, in the order of the result.
    func rows(_ call: Int, _ column: String, _ values: [String]) -> [Int] {
        let folded = Set(values.map(Names.folded))
        return calls[call].response.indices.filter { row in
            name(call, row, column).string.map { folded.contains(Names.folded($0)) } ?? false
        }
    }

    // MARK: A part of the whole

    /// Tells what part of the whole some values hold.
    ///
    /// It leads like `EMEA holds [34.2%](#f1) of bookings in [Q4 2026](#f2): [$1.2M](#f3) of [$3.5M](#f4).`
    ///
    /// - Returns: whether the call's rows could tell it.
    mutating func share(_ call: Int, of values: [String]) -> Bool {
        guard let groups = groups(call), groups.hasShares else { return false }
        let measure = groups.measure
        let found = rows(groups.call, groups.dimension.name, values)
        let scope = scope(call, measure, shown: [groups.dimension.name])
        let all = ledger.total(call, measure.name)
        let past = isPast(call, measure)
        guard !found.isEmpty else {
            guard groups.shape.isComplete else { return false }
            paragraphs.append(
                "\(joined(values.map { bold(.text($0)) })) \(values.count == 1 ? (past ? "had" : "has") : (past ? "had" : "have")) no part of the \(all) of \(measure.bare)\(scope)."
            )
            metric(measure.label, all)
            return true
        }
        let operands = found.map { groups.path($0) }
        let part = operands.count == 1 ? operands[0] : "sum:" + operands.joined(separator: "+")
        guard let share = ledger.derived(.share, [part, groups.totalPath], unit: .percent) else { return false }
        let figure =
            found.count == 1
            ? value(groups, found[0])
            : ledger.derived(.sum, operands, unit: unit(groups)) ?? ledger.cell(call, found[0], measure.name)
        let names = joined(found.map { rowName(groups, $0) })
        let verb = found.count == 1 ? (past ? "held" : "holds") : (past ? "together held" : "together hold")
        paragraphs.append("\(names) \(verb) \(share) of \(measure.subject)\(scope): \(figure) of \(all).")
        metric("\(joined(found.map { plain(name(call, $0, groups.dimension.name)) })), share", share)
        metric("\(joined(found.map { plain(name(call, $0, groups.dimension.name)) })), \(measure.bare)", figure)
        metric(measure.opening(all: groups), all)
        if let other = groups.ranked.first(where: { !found.contains($0) }), groups.isDecided, !groups.isAscending {
            let otherShare = self.share(groups, other).map { ", \($0)" } ?? ""
            let place = groups.ranked.first.map { found.contains($0) } ?? false
            remarks.append(
                "\(rowName(groups, other)) \(place ? "is next" : "holds more") with \(value(groups, other))\(otherShare)."
            )
        }
        return true
    }

    // MARK: Values beside each other

    /// Named values of a dimension, which of them is ahead and by how much.
    mutating func sideBySide(_ call: Int, _ values: [String]) -> Bool {
        guard let groups = groups(call) else { return false }
        var found = rows(groups.call, groups.dimension.name, values).filter { groups.ranked.contains($0) }
        found.sort { groups.number($0) > groups.number($1) }
        guard found.count > 1, let first = found.first, let second = found.dropFirst().first else { return false }
        let measure = groups.measure
        let past = isPast(call, measure)
        let scope = scope(call, measure, shown: [groups.dimension.name])
        var text = ""
        if groups.number(first) == groups.number(second), found.count == 2 {
            text =
                "\(joined(found.map { rowName(groups, $0) })) \(past ? "were" : "are") level on \(measure.subject)\(scope), at \(value(groups, first)) each."
        } else {
            let figures = found.prefix(4).map { row in
                "\(value(groups, row))\(measure.isCount ? " \(measure.noun(name(call, row, measure.name)))" : "") for \(rowName(groups, row))\(measure.kind == .rate ? basis(groups, row).replacing(",", with: " (", maxReplacements: 1).replacing("( ", with: "(") + (basis(groups, row).isEmpty ? "" : ")") : "")"
            }
            let head =
                measure.isCount
                ? "There \(past ? "were" : "are")\(scope.isEmpty ? "" : scope + ",")"
                : "\(measure.opening)\(scope) \(measure.verb(past: past))"
            text = "\(head) \(joined(figures))"
            if let gap = distance(groups, first, second) {
                let isLower = measure.kind == .rate && (unit(groups) == .days || measure.name == "loss_rate")
                let growth =
                    measure.isAdditive && groups.number(second) > 0
                    ? ledger.derived(.growth, [groups.path(first), groups.path(second)], unit: .percent) : nil
                text +=
                    isLower
                    ? ": \(gap) more for \(rowName(groups, first))"
                    : ": \(rowName(groups, first)) \(past ? "was" : "is") ahead by \(gap)\(growth.map { ", \($0) more" } ?? "")"
            }
            text += "."
        }
        paragraphs.append(text)
        for row in found.prefix(3) {
            metric("\(plain(name(call, row, groups.dimension.name))), \(measure.bare)", value(groups, row))
        }
        let missing = values.filter { wanted in
            !found.contains { name(call, $0, groups.dimension.name).string.map(Names.folded) == Names.folded(wanted) }
        }
        if !missing.isEmpty, groups.shape.isComplete {
            remarks.append("There is no value for \(joined(missing.map { bold(.text($0)) })).")
        }
        if let support = groups.shape.support(of: measure), measure.kind == .rate {
            for row in found where (groups.shape.number(row, support) ?? 0) < 5 {
                let words = measure.basis
                let count = counted(
                    call, "response/\(row)/\(support)", name(call, row, support), words.one, words.several)
                remarks.append("\(rowName(groups, row)) rests on only \(count): too few to tell.")
            }
        }
        return true
    }

    // MARK: How many different values

    /// How many accounts, owners, products there are.
    mutating func distinctValues(_ call: Int) -> Bool {
        let shape = ResultShape(calls[call])
        guard let dimension = shape.dimensions.first, shape.dimensions.count == 1, shape.time == nil else {
            return false
        }
        let count = ledger.figure(call, "named_row_count")
        let isOne = ledger.evidence.value(call: call, path: "named_row_count")?.value == .integer(1)
        let noun = isOne ? lower(dimension.label) : plural(dimension.label)
        let bound = having(call)
        let words = mainMeasure(call)?.words
        let what = bound.isEmpty ? Narrator.presence(words) : bound
        let scope = scope(call, words, shown: [dimension.name])
        paragraphs.append("The data has \(count) \(noun)\(what)\(scope).")
        metric("\((noun.first.map { $0.uppercased() } ?? "") + noun.dropFirst())", count)
        guard let groups = groups(call) else { return true }
        if groups.unnamed != nil {
            let word = lower(dimension.label)
            remarks.append("Deals without \(Narrator.article(word)) \(word) are not counted among them.")
        }
        if let best = groups.ranked.first, groups.ranked.count > 1, groups.isDecided, !groups.isAscending,
            groups.leaders.count == 1
        {
            let share = groups.hasShares ? self.share(groups, best).map { ", \($0) of all" } ?? "" : ""
            let figure = value(groups, best)
            let noun = groups.measure.isCount ? groups.measure.noun(name(call, best, groups.measure.name)) : ""
            remarks.append(
                "\(rowName(groups, best)) has \(groups.measure.superlative(lowest: false)): \(figure)\(noun.isEmpty ? "" : " \(noun)")\(share)."
            )
        }
        if words?.isAdditive == true, let all = mainMeasure(call).map({ ledger.total(call, $0.words.name) }), all != "–"
        {
            metric(words.map { $0.label + ", all" } ?? "", all)
        }
        return true
    }

    static func article(_ word: String) -> String { "aeiou".contains(word.first ?? "x") ? "an" : "a" }

    private static func presence(_ measure: MeasureWords?) -> String {
        switch measure?.population {
        case .won: " with a won deal"
        case .lost: " with a lost deal"
        case .closed: " with a closed deal"
        case .open: " with an open deal"
        case .all, nil: measure?.isByCreated == true ? " with an opportunity created" : " with an opportunity"
        }
    }
}
