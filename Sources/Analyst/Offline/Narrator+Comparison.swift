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

    private func rows(_ groups: Groups, _ values: [String]) -> [Int] {
        let folded = values.map(Names.folded)
        return calls[groups.call].response.indices.filter { row in
            name(groups.call, row, groups.dimension.name).string.map { folded.contains(Names.folded($0)) } ?? false
        }
    }

    // MARK: A part of the whole

    /// `EMEA holds [34.2%](#f1) of bookings in [Q4 2026](#f2): [$1.2M](#f3) of [$3.5M](#f4).`
    ///
    /// - Returns: whether the call's rows could tell it.
    mutating func share(_ call: Int, of values: [String]) -> Bool {
        guard let groups = groups(call), groups.hasShares else { return false }
        let measure = groups.measure
        let found = rows(groups, values)
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
        var found = rows(groups, values).filter { groups.ranked.contains($0) }
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

    // MARK: Periods

    /// The first call's figure in its period beside that of the second call.
    mutating func twoPeriods(_ first: Int, _ second: Int) -> Bool {
        guard let measure = mainMeasure(first), calls.indices.contains(second) else { return false }
        let words = measure.words
        guard !total(first, words.name).isNull, !total(second, words.name).isNull else { return false }
        // The later of the two is told against the earlier, whichever was named first.
        let starts = [first, second].map { calls[$0].args["from"]?.string ?? "" }
        let (now, before) = starts[0] >= starts[1] ? (first, second) : (second, first)
        let dimensions = ResultShape(calls[now]).dimensions.map(\.name)
        paragraphs.append(
            allIn(now, words, shown: dimensions) + againstNamed(now, before, words) + ".")
        metric(
            "\(words.label), \(comparisonLabel(now))", ledger.total(now, words.name),
            previous: (total(before, words.name), comparisonLabel(before)))
        metric("\(words.label), \(comparisonLabel(before))", ledger.total(before, words.name))
        if let gap = distance("\(now)/totals/\(words.name)", "\(before)/totals/\(words.name)", measure.unit),
            total(now, words.name).decimal != total(before, words.name).decimal
        {
            metric("Difference", gap.components(separatedByFirst: " percentage"))
        }
        unfinished(now)
        if let left = groups(now), let right = groups(before) { mover(left, right) }
        if words.kind == .rate {
            smallTotal(now, words)
            smallTotal(before, words)
        }
        return true
    }

    private mutating func againstNamed(_ now: Int, _ before: Int, _ words: MeasureWords) -> String {
        against(now, before, words)
    }

    /// The group that moved most between two calls.
    private mutating func mover(_ now: Groups, _ before: Groups) {
        guard now.dimension.name == before.dimension.name, now.shape.isComplete, before.shape.isComplete else { return }
        var best: (row: Int, other: Int, change: Double)?
        for row in now.ranked {
            let label = name(now.call, row, now.dimension.name)
            guard let other = before.ranked.first(where: { name(before.call, $0, before.dimension.name) == label })
            else { continue }
            let change = now.number(row) - before.number(other)
            if abs(change) > abs(best?.change ?? 0) { best = (row, other, change) }
        }
        guard let best, now.ranked.count > 1 else { return }
        remarks.append(
            "\(rowName(now, best.row)) moved most: from \(value(before, best.other)) to \(value(now, best.row)).")
    }

    /// A breakdown that carries the period before in columns of its own.
    mutating func compared(_ groups: Groups) {
        let call = groups.call
        let measure = groups.measure
        guard let best = groups.ranked.first else { return onlyTotals(call, measure) }
        let scope = scope(call, measure, shown: [groups.dimension.name])
        let isRate = unit(groups) == .percent
        func moved(_ row: Int) -> String {
            guard !name(call, row, "previous").isNull else { return "" }
            let words = movement(
                groups.path(row), "\(call)/response/\(row)/previous", name(call, row, measure.name),
                name(call, row, "previous"), unit(groups), isRate: isRate)
            return ", \(words) \(ledger.cell(call, row, "previous")) \(previous(call))"
        }
        let past = isPast(call, measure)
        let leaders = groups.leaders
        if leaders.count > 1 {
            paragraphs.append(
                "\(tied(groups, leaders)) \(past ? "were" : "are") level with \(measure.superlative(lowest: groups.isAscending))\(scope): \(value(groups, best)) each."
            )
        } else {
            paragraphs.append(
                "\(rowName(groups, best)) \(past ? "had" : "has") \(measure.superlative(lowest: groups.isAscending))\(scope): \(value(groups, best))\(moved(best))."
            )
        }
        if !total(call, measure.name).isNull, !total(call, "previous").isNull {
            let words = movement(
                "\(call)/totals/\(measure.name)", "\(call)/totals/previous", total(call, measure.name),
                total(call, "previous"), unit(groups), isRate: isRate)
            let all = ledger.total(call, measure.name)
            let value = total(call, measure.name)
            let whole =
                measure.isCount
                ? "there \(value.double == 1 ? (past ? "was" : "is") : (past ? "were" : "are")) \(all) \(measure.noun(value))"
                : "\(measure.subject) \(measure.verb(past: past)) \(all)"
            remarks.append("Over all, \(whole), \(words) \(ledger.total(call, "previous")).")
        }
        let movers = groups.ranked.filter { groups.shape.number($0, "change") != nil }
        if groups.isWhole,
            let most = movers.max(by: { abs(number(call, $0, "change") ?? 0) < abs(number(call, $1, "change") ?? 0) }),
            most != best, number(call, most, "change") != 0
        {
            remarks.append(
                "\(rowName(groups, most)) moved most: from \(ledger.cell(call, most, "previous")) to \(value(groups, most))."
            )
        }
        unfinished(call)
        metric(
            measure.label, ledger.total(call, measure.name), previous: (total(call, "previous"), previousLabel(call)))
        metric("\(plain(name(call, best, groups.dimension.name))), \(measure.bare)", value(groups, best))
        metric("Period before", ledger.total(call, "previous"))
    }

    private mutating func onlyTotals(_ call: Int, _ measure: MeasureWords) {
        paragraphs.append(allIn(call, measure) + ".")
        metric(measure.label, ledger.total(call, measure.name))
    }

    /// The days that a call compares with: `in [Q3 2026](#f2)`, `over [Jul 1 to Aug 20](#f2)`.
    mutating func previous(_ call: Int) -> String {
        let link = ledger.figure(call, "previous_period")
        return (ledger.figure(ofLink: link)?.text.contains(" to ") == true ? "over " : "in ") + link
    }

    /// That a period which is not over stands against a whole one.
    mutating func unfinished(_ call: Int) {
        guard isUnfinished(call), let period = period(call) else { return }
        remarks.append("\(period) is not over, so it stands with fewer days against a whole period.")
    }

    func previousLabel(_ call: Int) -> String {
        ledger.evidence.value(call: call, path: "previous_period")?.value.string ?? "the period before"
    }

    /// One measure against the period before, in all or by a dimension.
    mutating func periodChange(_ call: Int) {
        let wanted = calls[call].args["measure"]?.string ?? "bookings"
        let label = calls[call].totals.first { $0.name == "current" }?.label ?? wanted
        let unit = calls[call].totals.first { $0.name == "current" }?.unit ?? .currency
        let measure = MeasureWords(ResultColumn("current", label, unit), in: calls[call])
        let (now, before) = (total(call, "current"), total(call, "previous"))
        let shown = [calls[call].args["dimension"]?.string].compactMap(\.self)
        let scope = scope(call, measure, shown: shown)
        let past = isPast(call, measure)
        if now.isNull {
            let earlier =
                before.isNull ? "" : "; \(previous(call)) \(measure.verb(past: true)) \(ledger.total(call, "previous"))"
            paragraphs.append("There is no value for \(measure.subject)\(scope)\(earlier).")
        } else {
            let current = ledger.total(call, "current")
            var text =
                measure.isCount
                ? "There \(now.double == 1 ? (past ? "was" : "is") : (past ? "were" : "are")) \(current) \(measure.noun(now))\(scope)"
                : "\(measure.opening)\(scope) \(measure.verb(past: past)) \(current)"
            if !before.isNull {
                let words = movement(
                    "\(call)/totals/current", "\(call)/totals/previous", now, before, unit, isRate: unit == .percent)
                text += ", \(words) \(ledger.total(call, "previous")) \(previous(call))"
            }
            paragraphs.append(text + ".")
        }
        if !before.isNull { unfinished(call) }
        metric(label, ledger.total(call, "current"), previous: before.isNull ? nil : (before, previousLabel(call)))
        metric("Period before", ledger.total(call, "previous"))
        if unit != .percent { metric("Change", ledger.total(call, "change")) }
        guard let dimension = calls[call].columns.first, dimension.unit == .text else { return }
        movers(call, dimension, measure)
    }

    /// What rose most and what fell most.
    private mutating func movers(_ call: Int, _ dimension: ResultColumn, _ measure: MeasureWords) {
        let rows = calls[call].response.indices.filter { number(call, $0, "change") != nil }
        func told(_ row: Int) -> String {
            "\(bold(name(call, row, dimension.name))), from \(ledger.cell(call, row, "previous")) to \(ledger.cell(call, row, "current"))"
        }
        let up = rows.first { (number(call, $0, "change") ?? 0) > 0 }
        let down = rows.first { (number(call, $0, "change") ?? 0) < 0 }
        if let up { remarks.append("Up most: \(told(up)).") }
        if let down { remarks.append("Down most: \(told(down)).") }
        if up == nil, down == nil, !rows.isEmpty {
            remarks.append("No \(lower(dimension.label)) moved.")
        }
        if let first = [up, down].compactMap(\.self).min() {
            metric("\(plain(name(call, first, dimension.name))), change", ledger.cell(call, first, "change"))
        }
    }
}

extension String {
    /// What stands before the first `mark`, or all of it.
    fileprivate func components(separatedByFirst mark: String) -> String {
        ranges(of: mark).first.map { String(self[..<$0.lowerBound]) } ?? self
    }
}
