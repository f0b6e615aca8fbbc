import Analytics
import Core

/// Any measures by anything: the results of the general function, and of functions that have no narrator of their own.
extension Narrator {
    mutating func metrics(_ call: Int, comparison: Int?, emphasis: Plan.Emphasis?) {
        let shape = ResultShape(calls[call])
        guard let first = mainMeasure(call)?.words ?? nil else { return general(call) }
        let measures = shape.measures.map { MeasureWords($0, in: calls[call]) }
        switch (shape.dimensions.count, shape.time != nil) {
        case (0, false): wholes(call, measures, comparison: comparison)
        case (0, true):
            series(call, shape, first, comparison: comparison, emphasis: emphasis)
            if emphasis != .total { others(call, measures.filter { $0 != first }) }
        case (1, false):
            guard let dimension = shape.dimensions.first else { return }
            let leading = leadingMeasure(call, measures) ?? first
            let groups = Groups(call, shape, dimension, leading, ascending: isAscending(call))
            if calls[call].args["having"]?.array?.isEmpty == false {
                bounded(groups)
            } else {
                self.groups(groups, emphasis: emphasis)
            }
            beside(groups, measures.filter { $0 != leading })
        case (1, true): lines(call, shape, first)
        default: combinations(call, shape, first)
        }
    }

    /// The measure that the rows are ordered by.
    private func leadingMeasure(_ call: Int, _ measures: [MeasureWords]) -> MeasureWords? {
        let order = calls[call].args["order_by"]?.string
        return measures.first { $0.name == order }
    }

    // MARK: Without a breakdown

    /// Each measure over all, the first three in words.
    private mutating func wholes(_ call: Int, _ measures: [MeasureWords], comparison: Int?) {
        guard let first = measures.first else { return }
        let told = measures.filter { !total(call, $0.name).isNull }
        guard let lead = told.first else {
            paragraphs.append(
                "There is no value for \(first.subject)\(scope(call, first)): no deal there has what it needs.")
            return
        }
        var text = allIn(call, lead)
        var previous: (value: Value, label: String)?
        if let comparison, !total(comparison, lead.name).isNull {
            text += against(call, comparison, lead)
            previous = (total(comparison, lead.name), comparisonLabel(comparison))
        }
        let more = told.dropFirst().prefix(3).map { measure -> String in
            let figure = ledger.total(call, measure.name)
            let value = total(call, measure.name)
            return measure.isCount
                ? "there \(value.double == 1 ? "is" : "are") \(figure) \(measure.noun(value))"
                : "\(measure.subject) \(measure.verb(past: false)) \(figure)"
        }
        paragraphs.append(text + ".")
        if !more.isEmpty { paragraphs.append(sentence(joined(more))) }
        metric(lead.label, ledger.total(call, lead.name), previous: previous)
        for measure in told.dropFirst() { metric(measure.label, ledger.total(call, measure.name)) }
        for measure in measures where !told.contains(measure) {
            remarks.append("There is no value for \(measure.subject).")
        }
        if lead.kind == .rate { smallTotal(call, lead) }
    }

    private func sentence(_ text: String) -> String {
        (text.first.map { $0.uppercased() } ?? "") + text.dropFirst() + "."
    }

    /// The totals of measures that stand beside the one that was told.
    private mutating func others(_ call: Int, _ measures: [MeasureWords]) {
        let told = measures.filter { !total(call, $0.name).isNull }.prefix(2)
        guard !told.isEmpty else { return }
        let parts = told.map { measure in
            measure.isCount
                ? "\(ledger.total(call, measure.name)) \(measure.noun(total(call, measure.name)))"
                : "\(measure.subject) \(measure.verb(past: false)) \(ledger.total(call, measure.name))"
        }
        remarks.append("Over the whole time: \(joined(Array(parts))).")
    }

    // MARK: Groups

    /// Groups held to a bound: how many there are, and which leads.
    private mutating func bounded(_ groups: Groups) {
        let call = groups.call
        let count = ledger.figure(call, "total_row_count")
        let isOne = calls[call].totalRowCount == 1
        let noun = isOne ? lower(groups.dimension.label) : plural(groups.dimension.label)
        let scope = scope(call, groups.measure, shown: [groups.dimension.name])
        guard let best = groups.ranked.first else {
            paragraphs.append(
                "\(count) \(noun) \(isOne ? "has" : "have")\(having(call).replacing(" with ", with: " ", maxReplacements: 1))\(scope)."
            )
            return
        }
        let figure = value(groups, best)
        let lead =
            isOne
            ? "\(rowName(groups, best)), with \(figure)"
            : groups.leaders.count > 1
                ? "\(tied(groups, groups.leaders)) are level at \(figure)"
                : "\(rowName(groups, best)) \(groups.isAscending ? "has least," : "leads with") \(figure)"
        paragraphs.append(
            "\(count) \(noun) \(isOne ? "has" : "have")\(having(call).replacing(" with ", with: " ", maxReplacements: 1))\(scope): \(lead)."
        )
        metric("\((noun.first.map { $0.uppercased() } ?? "") + noun.dropFirst()) that fit", count)
        metric("\(plain(name(call, best, groups.dimension.name))), \(groups.measure.bare)", figure)
        if groups.hasShares, groups.shape.isComplete, groups.ranked.count > 1 {
            let operands = calls[call].response.indices.filter { groups.shape.number($0, groups.measure.name) != nil }
                .map { groups.path($0) }
            if let share = ledger.derived(
                .share, ["sum:" + operands.joined(separator: "+"), groups.totalPath], unit: .percent)
            {
                remarks.append(
                    "Together they hold \(share) of the \(ledger.total(call, groups.measure.name)) of \(groups.measure.bare) in all."
                )
                metric("Their share", share)
            }
        }
    }

    /// What the leader has of the other measures, and who leads there.
    private mutating func beside(_ groups: Groups, _ measures: [MeasureWords]) {
        guard let best = groups.ranked.first, !measures.isEmpty else { return }
        let call = groups.call
        let own = measures.filter { number(call, best, $0.name) != nil }.prefix(2).map { measure in
            measure.isCount
                ? "\(ledger.cell(call, best, measure.name)) \(measure.noun(name(call, best, measure.name)))"
                : "\(Narrator.withArticle(measure)) of \(ledger.cell(call, best, measure.name))"
        }
        if !own.isEmpty { remarks.insert("\(rowName(groups, best)) also has \(joined(Array(own))).", at: 0) }
        guard let other = measures.first else { return }
        let ranked = Groups(call, groups.shape, groups.dimension, other, ascending: false)
        if let leader = ranked.leaders.first, ranked.leaders.count == 1, leader != best, ranked.isWhole {
            remarks.insert(
                "\(rowName(ranked, leader)) has \(other.superlative(lowest: false)): \(ledger.cell(call, leader, other.name)).",
                at: min(1, remarks.count))
        }
        for measure in measures.prefix(2) {
            metric(measure.label + (measure.kind == .rate ? ", overall" : ", all"), ledger.total(call, measure.name))
        }
    }

    private static func withArticle(_ measure: MeasureWords) -> String {
        measure.kind == .amount ? measure.bare : "\(article(measure.bare)) \(measure.bare)"
    }

    // MARK: One dimension over time

    /// One line for each value: who leads over all, where it stands now, and what moved most.
    private mutating func lines(_ call: Int, _ shape: ResultShape, _ measure: MeasureWords) {
        guard let dimension = shape.dimensions.first, let time = shape.time else { return }
        let rows = shape.call.response.indices.filter { shape.number($0, measure.name) != nil }
        var byName: [String: [Int]] = [:]
        for row in rows { byName[shape.value(row, dimension.name).string ?? notSet, default: []].append(row) }
        let names = byName.keys.filter { $0 != notSet }.sorted()
        guard !names.isEmpty else { return combinations(call, shape, measure) }
        func sum(_ name: String) -> Double {
            (byName[name] ?? []).reduce(0) { $0 + (shape.number($1, measure.name) ?? 0) }
        }
        let column = measure.name
        func path(_ row: Int) -> String { "\(call)/response/\(row)/\(column)" }
        let scope = scope(call, measure, shown: [dimension.name])
        let unit = shape.measures.first { $0.name == column }?.unit ?? .count
        let whole = rows.filter { measure.population == .open || isOver(call, $0) }
        let latest = whole.max {
            (shape.value($0, "period_start").date ?? ledger.evidence.asOf)
                < (shape.value($1, "period_start").date ?? ledger.evidence.asOf)
        }
        let now =
            latest.map { latest in whole.filter { shape.value($0, time.name) == shape.value(latest, time.name) } } ?? []
        let best = names.max { (sum($0), $1) < (sum($1), $0) } ?? names[0]
        if measure.isAdditive, shape.isComplete, names.filter({ sum($0) == sum(best) }).count == 1,
            let all = ledger.derived(.sum, (byName[best] ?? []).map(path), unit: unit)
        {
            let total = ledger.total(call, column)
            let operand = "sum:" + (byName[best] ?? []).map(path).joined(separator: "+")
            let share =
                rows.allSatisfy({ (shape.number($0, column) ?? 0) >= 0 })
                ? ledger.derived(.share, [operand, "\(call)/totals/\(column)"], unit: .percent) : nil
            let past = isPast(call, measure)
            paragraphs.append(
                "\(bold(.text(best))) \(past ? "had" : "has") \(measure.superlative(lowest: false))\(scope): \(all)\(share.map { ", \($0) of \(total) in all" } ?? "")."
            )
            metric("\(best), \(measure.bare)", all)
            metric(measure.label + ", all", total)
        } else if let latest,
            let top = now.filter({ shape.value($0, dimension.name).string != notSet }).max(by: {
                (shape.number($0, column) ?? 0) < (shape.number($1, column) ?? 0)
            })
        {
            let period = ledger.cell(call, latest, time.name)
            paragraphs.append(
                "In \(period), \(bold(name(call, top, dimension.name))) had \(measure.superlative(lowest: false))\(narrowing(call, shown: [dimension.name])): \(ledger.cell(call, top, column))."
            )
            metric(
                "\(plain(name(call, top, dimension.name))), \(plain(name(call, top, time.name)))",
                ledger.cell(call, top, column))
            metric(measure.label + ", overall", ledger.total(call, column))
        } else {
            return combinations(call, shape, measure)
        }
        guard let latest, let start = shape.value(latest, "period_start").date, let grain = shape.grain else { return }
        let fiscal = ledger.evidence.fiscal
        let beforeStart = fiscal.shifted(fiscal.span(of: grain, containing: start), grain: grain, by: -1).first
        var most: (row: Int, other: Int, change: Double)?
        for row in now where shape.value(row, dimension.name).string != notSet {
            guard
                let other = whole.first(where: {
                    shape.value($0, "period_start").date == beforeStart
                        && shape.value($0, dimension.name) == shape.value(row, dimension.name)
                })
            else { continue }
            let change = (shape.number(row, column) ?? 0) - (shape.number(other, column) ?? 0)
            if abs(change) > abs(most?.change ?? 0) { most = (row, other, change) }
        }
        if let most, measure.population != .open {
            let moved = movement(
                path(most.row), path(most.other), name(call, most.row, column), name(call, most.other, column), unit,
                isRate: unit == .percent)
            remarks.append(
                "In \(ledger.cell(call, most.row, time.name)), \(measure.subject) moved most for \(bold(name(call, most.row, dimension.name))): \(ledger.cell(call, most.row, column)), \(moved) \(ledger.cell(call, most.other, column)) in \(ledger.cell(call, most.other, time.name))."
            )
        }
        if let final = rows.last, isRunning(call, final), measure.population != .open {
            remarks.append(
                "\(ledger.cell(call, final, time.name)) is not over: it holds what is there up to \(ledger.asOf()).")
        }
        if !shape.isComplete { shownOf(call) }
    }

    /// Says how many of all rows are shown.
    mutating func shownOf(_ call: Int) {
        let shown = ledger.figure(call, "row_count")
        let count = ledger.figure(call, "total_row_count")
        remarks.append("Shown are \(shown) of \(count) rows.")
    }

    // MARK: Several dimensions

    /// The largest combination and the next.
    private mutating func combinations(_ call: Int, _ shape: ResultShape, _ measure: MeasureWords) {
        let keys = shape.dimensions + [shape.time].compactMap(\.self)
        let rows = shape.call.response.indices.filter { shape.number($0, measure.name) != nil }
        let ascending = isAscending(call)
        let ranked = rows.enumerated().sorted { left, right in
            let first = shape.number(left.element, measure.name) ?? 0
            let second = shape.number(right.element, measure.name) ?? 0
            if first != second { return ascending ? first < second : first > second }
            return left.offset < right.offset
        }.map(\.element)
        guard let best = ranked.first else {
            paragraphs.append("There is no value for \(measure.subject)\(scope(call, measure)).")
            return
        }
        func label(_ row: Int) -> String {
            keys.map { key in
                key.name == shape.time?.name ? ledger.cell(call, row, key.name) : bold(name(call, row, key.name))
            }.joined(separator: " with ")
        }
        let scope = scope(call, measure, shown: keys.map(\.name))
        let total = ledger.total(call, measure.name)
        let values = shape.call.response.indices.allSatisfy { (shape.number($0, measure.name) ?? 0) >= 0 }
        let share =
            measure.isAdditive && values
            ? ledger.derived(
                .share, ["\(call)/response/\(best)/\(measure.name)", "\(call)/totals/\(measure.name)"], unit: .percent)
            : nil
        let level = ranked.filter { shape.number($0, measure.name) == shape.number(best, measure.name) }
        let figure = ledger.cell(call, best, measure.name)
        let past = isPast(call, measure)
        let decided = shape.isComplete || shape.isOrdered(by: measure.name) ? "" : ", among the rows shown"
        if level.count > 1 {
            paragraphs.append(
                "\(level.prefix(2).map { label($0) }.joined(separator: level.count > 2 ? ", " : " and "))\(level.count > 2 ? " and others" : "") \(past ? "were" : "are") level with \(measure.superlative(lowest: ascending))\(scope)\(decided): \(figure) each."
            )
        } else {
            let of =
                share.map { ", \($0) of \(total) in all" }
                ?? (total == "–" || measure.kind == .overlap ? "" : ", against \(total) overall")
            paragraphs.append(
                "\(label(best)) \(past ? "had" : "has") \(measure.superlative(lowest: ascending))\(scope)\(decided): \(figure)\(of)."
            )
            if let next = ranked.dropFirst().first {
                remarks.append(
                    "\(label(next)) \(ascending ? "is next" : "follows") with \(measure.told(ledger.cell(call, next, measure.name), name(call, next, measure.name)))."
                )
            }
        }
        metric("\(keys.map { plain(name(call, best, $0.name)) }.joined(separator: ", ")), \(measure.bare)", figure)
        metric(measure.label + (measure.kind == .rate ? ", overall" : ", all"), total)
        if !shape.isComplete { shownOf(call) }
    }

    // MARK: Anything else

    /// A result that has no narrator of its own: the first measure in all, and the row that stands first.
    mutating func general(_ call: Int) {
        let columns = calls[call].columns
        guard let column = columns.first(where: { $0.unit != .text && $0.unit != .date }) else {
            let rows = ledger.figure(call, "total_row_count")
            paragraphs.append(
                "The result has \(rows) \(calls[call].totalRowCount == 1 ? "row" : "rows"), in the table below.")
            return
        }
        let label = lower(column.label)
        let when = within(call)
        let all = ledger.total(call, column.name)
        let value = ledger.cell(call, 0, column.name)
        let groups = columns.filter { $0.unit == .text }
        if groups.isEmpty || calls[call].response.count == 1 {
            let names = groups.filter { !name(call, 0, $0.name).isNull }.map { bold(name(call, 0, $0.name)) }
            let shown = all == "–" ? value : all
            let whose = names.isEmpty ? "" : " of \(names.joined(separator: ", "))"
            let rows = ledger.figure(call, "total_row_count")
            paragraphs.append(
                shown == "–"
                    ? "The result has \(rows) row, without a value for \(label)."
                    : "\(column.label)\(whose)\(when): \(shown).")
        } else {
            let names = groups.filter { !name(call, 0, $0.name).isNull }.prefix(2).map { bold(name(call, 0, $0.name)) }
            let count = ledger.figure(call, "total_row_count")
            let first =
                names.isEmpty
                ? ""
                : value == "–"
                    ? names.joined(separator: ", ") : "\(names.joined(separator: ", ")), with \(value) (\(label))"
            paragraphs.append(
                "The result has \(count) rows\(when)\(first.isEmpty ? "" : "; first stands \(first)")\(all == "–" ? "" : "; in all, \(label) is \(all)")."
            )
            if calls[call].totalRowCount > calls[call].rowCount { shownOf(call) }
            metric("Rows", count)
        }
        for total in calls[call].totals.prefix(4) { metric(total.label, ledger.total(call, total.name)) }
        if calls[call].totals.isEmpty, value != "–" { metric(column.label, value) }
    }
}
