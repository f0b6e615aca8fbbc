import Analytics
import Core

/// One period against another.
extension Narrator {
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
            "\(now.measure.opening) moved most for \(rowName(now, best.row)): from \(value(before, best.other)) to \(value(now, best.row))."
        )
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
                "\(measure.opening) moved most for \(rowName(groups, most)): from \(ledger.cell(call, most, "previous")) to \(value(groups, most))."
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
    /// - Parameter emphasis: `.mover` leads with what moved most.
    mutating func periodChange(_ call: Int, emphasis: Plan.Emphasis? = nil) {
        defer {
            // "Which region grew most": the region first, then all of them.
            if case .mover(let rose)? = emphasis, let whole = paragraphs.last,
                let mover = remarks.first(where: { $0.contains(rose ? " rose most for " : " fell most for ") })
            {
                paragraphs[paragraphs.count - 1] = mover
                remarks.removeAll { $0 == mover }
                remarks.insert(whole, at: 0)
            }
        }
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
        if let up { remarks.append("\(measure.opening) rose most for \(told(up)).") }
        if let down { remarks.append("\(measure.opening) fell most for \(told(down)).") }
        if up == nil, down == nil, !rows.isEmpty {
            remarks.append("\(measure.opening) moved for no \(lower(dimension.label)).")
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
