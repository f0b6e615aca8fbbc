import Analytics
import Core

/// A measure over time.
extension Narrator {
    mutating func trend(_ call: Int, comparison: Int?, emphasis: Plan.Emphasis?) {
        let shape = ResultShape(calls[call])
        let name = calls[call].args["measure"]?.string ?? shape.measures.first?.name ?? "bookings"
        guard let column = calls[call].columns.first(where: { $0.name == name }) else { return general(call) }
        let measure = MeasureWords(column, in: calls[call])
        series(call, shape, measure, comparison: comparison, emphasis: emphasis)
    }

    /// One measure by period.
    mutating func series(
        _ call: Int, _ shape: ResultShape, _ measure: MeasureWords, comparison: Int?, emphasis: Plan.Emphasis?
    ) {
        let rows = shape.call.response.indices.filter { shape.number($0, measure.name) != nil }
        guard !rows.isEmpty else {
            paragraphs.append(
                "There is no value for \(measure.subject)\(scope(call, measure)): no deal there has what it needs.")
            return
        }
        let line = Line(call: call, shape: shape, measure: measure, rows: rows)
        if case .extremePeriod(let highest) = emphasis {
            extremePeriod(line, highest: highest)
        } else if rows.count == 1 || comparison != nil || emphasis == .total {
            wholePeriod(line, comparison: comparison)
        } else if measure.population == .open {
            ahead(line)
        } else {
            development(line)
        }
        if dataBegin(call) != nil {
            remarks.append(
                "The data begin on \(ledger.figure(call, "args/data_begin")); nothing is known of the time before.")
        }
    }

    /// The periods of one measure that have a value.
    struct Line {
        let call: Int
        let shape: ResultShape
        let measure: MeasureWords
        let rows: [Int]

        func number(_ row: Int) -> Double { shape.number(row, measure.name) ?? 0 }
        func path(_ row: Int) -> String { "\(call)/response/\(row)/\(measure.name)" }
        var unit: Unit { shape.measures.first { $0.name == measure.name }?.unit ?? .count }
        var grainWord: String { shape.grain?.rawValue ?? "period" }
    }

    mutating func periodName(_ line: Line, _ row: Int) -> String {
        ledger.cell(line.call, row, line.shape.time?.name ?? "period")
    }

    mutating func value(_ line: Line, _ row: Int) -> String {
        let link = ledger.cell(line.call, row, line.measure.name)
        return line.measure.isCount ? "\(link) \(line.measure.noun(name(line.call, row, line.measure.name)))" : link
    }

    // MARK: One figure for the whole

    /// One figure over the call's period, against the period before where there is one.
    private mutating func wholePeriod(_ line: Line, comparison: Int?) {
        let (call, measure) = (line.call, line.measure)
        guard ledger.total(call, measure.name) != "–" else {
            paragraphs.append("There is no value for \(measure.subject)\(scope(call, measure)).")
            return
        }
        var text = allIn(call, measure)
        if measure.kind != .count, measure.kind != .overlap,
            calls[call].columns.contains(where: { $0.name == "deals" }),
            measure.name != "deals"
        {
            let words = measure.basis
            text += ", from \(counted(call, "totals/deals", total(call, "deals"), words.one, words.several))"
        }
        var previous: (value: Value, label: String)?
        if let comparison, !total(comparison, measure.name).isNull {
            text += against(call, comparison, measure)
            previous = (total(comparison, measure.name), comparisonLabel(comparison))
        }
        paragraphs.append(text + ".")
        metric(measure.label, ledger.total(call, measure.name), previous: previous)
        if calls[call].totals.contains(where: { $0.name == "deals" }), measure.name != "deals" {
            metric("Deals", ledger.total(call, "deals"))
        }
        if line.rows.count > 2 { extremes(line) }
        if measure.kind == .rate { smallTotal(call, measure) }
    }

    /// `, up [12%](#f4) on [$4.2M](#f5) in [Q3 2026](#f6)`, of the totals of two calls.
    mutating func against(_ call: Int, _ other: Int, _ measure: MeasureWords) -> String {
        let earlier = ledger.total(other, measure.name)
        let (now, before) = (total(call, measure.name), total(other, measure.name))
        let paths = ("\(call)/totals/\(measure.name)", "\(other)/totals/\(measure.name)")
        let when = against(other)
        let unit = calls[call].totals.first { $0.name == measure.name }?.unit ?? .count
        return ", " + movement(paths.0, paths.1, now, before, unit, isRate: measure.kind == .rate && unit == .percent)
            + " \(earlier)\(when)"
    }

    /// `up [12%](#f4) from`, `down [3.1](#f5) percentage points from`, `level with`; where nothing can be divided by, `up from`.
    mutating func movement(
        _ nowPath: String, _ beforePath: String, _ now: Value, _ before: Value, _ unit: Unit, isRate: Bool
    ) -> String {
        guard let first = now.decimal, let second = before.decimal else { return "against" }
        if first == second { return "level with" }
        let word = first > second ? "up" : "down"
        if isRate || unit == .percent {
            guard let points = distance(nowPath, beforePath, .percent) else { return "\(word) from" }
            return "\(word) \(points) from"
        }
        if unit == .days {
            let days = distance(nowPath, beforePath, .days)
            return "\(word) \(days.map { "\($0) " } ?? "")from"
        }
        guard second != 0, let growth = ledger.derived(.growth, [nowPath, beforePath], unit: .percent, magnitude: true)
        else { return "\(word) from" }
        return "\(word) \(growth) from"
    }

    /// A rate that rests on a handful of deals.
    mutating func smallTotal(_ call: Int, _ measure: MeasureWords) {
        for name in ["closed", "closed_deals", "deals", "won_deals", "opportunities"] where name != measure.name {
            guard let count = total(call, name).double else { continue }
            guard count > 0, count < 5 else { return }
            let words = measure.basis
            let link = counted(call, "totals/\(name)", total(call, name), words.one, words.several)
            let whose = period(call).map { "The figure for \($0)" } ?? "That"
            remarks.append("\(whose) rests on only \(link): too few to build on.")
            return
        }
    }

    // MARK: Development

    /// Its latest whole period against the one before, the whole, the best and the weakest, what is there of the current one.
    private mutating func development(_ line: Line) {
        let (call, measure) = (line.call, line.measure)
        let whole = line.rows.filter { isOver(call, $0) }
        guard let last = whole.last else { return partial(line) }
        let past = "in \(periodName(line, last))\(narrowing(call))"
        var text =
            measure.isCount
            ? "There \(number(call, last, measure.name) == 1 ? "was" : "were") \(value(line, last)) \(past)"
            : "\(measure.opening) \(measure.verb(past: true)) \(value(line, last)) \(past)"
        var previous: (value: Value, label: String)?
        let earlier = whole.last { $0 < last }
        if let earlier {
            let moved = movement(
                line.path(last), line.path(earlier), name(call, last, measure.name), name(call, earlier, measure.name),
                line.unit, isRate: line.unit == .percent)
            text += ", \(moved) \(ledger.cell(call, earlier, measure.name)) in \(periodName(line, earlier))"
            previous = (name(call, earlier, measure.name), plainPeriod(line, earlier))
        }
        paragraphs.append(text + ".")
        metric(
            "\(measure.label), \(plainPeriod(line, last))", ledger.cell(call, last, measure.name), previous: previous)
        let overall = ledger.total(call, measure.name)
        if overall != "–", line.rows.count > 1, line.shape.isComplete {
            let over = within(call)
            paragraphs.append(
                measure.isAdditive
                    ? "Together\(over) \(measure.kind == .count ? "there were \(overall)" : "\(measure.subject) \(measure.isPlural ? "add" : "adds") up to \(overall)")."
                    : "\(measure.kind == .overlap ? "In all\(over) there were \(overall)" : "Overall\(over) \(measure.subject) \(measure.verb(past: true)) \(overall)")."
            )
            metric("\(measure.label), whole period", overall)
        }
        if let earlier { yearBefore(line, last, beside: earlier) }
        extremes(line)
        current(line, after: last)
    }

    /// Only parts of periods are known.
    private mutating func partial(_ line: Line) {
        guard let last = line.rows.last else { return }
        let part = isRunning(line.call, last) ? " so far" : ", as far as the data go"
        paragraphs.append(
            "\(line.measure.opening) in \(periodName(line, last))\(narrowing(line.call))\(part): \(value(line, last)).")
        metric(
            "\(line.measure.label), \(plainPeriod(line, last))", ledger.cell(line.call, last, line.measure.name))
        let overall = ledger.total(line.call, line.measure.name)
        if overall != "–", line.rows.count > 1 { metric("\(line.measure.label), whole period", overall) }
    }

    /// The same period a year before, where it is a row of its own and not the one before.
    private mutating func yearBefore(_ line: Line, _ last: Int, beside earlier: Int) {
        guard line.shape.grain != .year, line.unit == .currency || line.unit == .count,
            let start = name(line.call, last, "period_start").date, start.day == 1 || line.shape.grain == .month
        else { return }
        let wanted = start.startOfMonth.adding(months: -12)
        guard
            let row = line.rows.first(where: {
                name(line.call, $0, "period_start").date == wanted && isOver(line.call, $0)
            }),
            row != earlier, line.number(row) != 0
        else { return }
        let moved = movement(
            line.path(last), line.path(row), name(line.call, last, line.measure.name),
            name(line.call, row, line.measure.name), line.unit, isRate: false)
        remarks.append(
            "Against a year before, \(line.measure.subject) in \(periodName(line, last)) \(line.measure.verb(past: true)) \(moved) \(ledger.cell(line.call, row, line.measure.name)) in \(periodName(line, row))."
        )
    }

    private mutating func extremes(_ line: Line) {
        let whole = line.rows.filter { isOver(line.call, $0) }
        guard whole.count > 2, line.shape.isComplete, let first = whole.first else { return }
        let best = whole.reduce(first) { line.number($1) > line.number($0) ? $1 : $0 }
        let worst = whole.reduce(first) { line.number($1) < line.number($0) ? $1 : $0 }
        guard line.number(best) != line.number(worst) else { return }
        let lows = whole.filter { line.number($0) == line.number(worst) }.count
        let high = ledger.cell(line.call, best, line.measure.name)
        let low = ledger.cell(line.call, worst, line.measure.name)
        let head =
            "Of the full \(line.grainWord)s, \(line.measure.subject) \(line.measure.verb(past: true)) highest in \(periodName(line, best)), at \(high)"
        remarks.append(
            lows == 1
                ? "\(head), and lowest in \(periodName(line, worst)), at \(low)."
                : "\(head); several \(line.grainWord)s stood at \(low).")
        metric("Highest, \(plainPeriod(line, best))", high)
    }

    /// What is there of the period that is not over.
    private mutating func current(_ line: Line, after last: Int) {
        guard let final = line.rows.last, final > last, isRunning(line.call, final) else { return }
        remarks.append(
            "\(periodName(line, final)) is not over: up to \(ledger.asOf()) \(standing(line, final)).")
    }

    /// `bookings are [$1.6M](#f3)`, `there is [1](#f3) won deal`.
    private mutating func standing(_ line: Line, _ row: Int) -> String {
        let isOne = line.number(row) == 1
        return line.measure.isCount
            ? "there \(isOne ? "is" : "are") \(value(line, row))"
            : "\(line.measure.subject) \(line.measure.verb(past: false)) \(value(line, row))"
    }

    // MARK: What lies ahead

    /// Open deals by the period in which they are expected to close.
    private mutating func ahead(_ line: Line) {
        let (call, measure) = (line.call, line.measure)
        let best = line.rows.dropFirst().reduce(line.rows[0]) { line.number($1) > line.number($0) ? $1 : $0 }
        let overall = ledger.total(call, measure.name)
        let share =
            measure.isAdditive
            ? ledger.derived(.share, [line.path(best), "\(call)/totals/\(measure.name)"], unit: .percent) : nil
        if overall != "–" {
            paragraphs.append("\(allIn(call, measure)).")
            metric(measure.label + (measure.kind == .rate ? ", overall" : ", all"), overall)
        }
        guard line.number(best) > 0, line.shape.isComplete else { return }
        let high = ledger.cell(call, best, measure.name)
        paragraphs.append(
            total(call, measure.name).double == line.number(best) && measure.isAdditive
                ? "All of it falls in \(periodName(line, best))."
                : "\(measure.kind == .rate ? "It is \(measure.superlatives.high) for" : "Most of it falls in") \(periodName(line, best)): \(high)\(share.map { ", \($0)" } ?? "")."
        )
        metric("\(measure.label), \(plainPeriod(line, best))", high)
    }

    // MARK: The best and the worst period

    private mutating func extremePeriod(_ line: Line, highest: Bool) {
        let (call, measure) = (line.call, line.measure)
        let whole = line.rows.filter { measure.population == .open || isOver(call, $0) }
        // A part of a period may be the highest already; it is never the lowest.
        let candidates = whole.isEmpty || highest ? line.rows : whole
        guard let first = candidates.first else { return }
        let best = candidates.dropFirst().reduce(first) {
            let isBetter = highest ? line.number($1) > line.number($0) : line.number($1) < line.number($0)
            return isBetter ? $1 : $0
        }
        let level = candidates.filter { line.number($0) == line.number(best) }
        let figure = ledger.cell(call, best, measure.name)
        let isOpen = measure.population == .open
        let superlative = measure.superlative(lowest: !highest)
        let narrowed = narrowing(call)
        let among = line.shape.isComplete ? "" : " of the \(line.grainWord)s shown"
        if whole.count == 1, candidates == whole, line.rows.count > 1, !isOpen {
            paragraphs.append(
                "\(periodName(line, best)) is the only full \(line.grainWord) to go by: \(measure.subject)\(narrowed) \(measure.verb(past: true)) \(figure) in it."
            )
        } else if level.count > 1 {
            let names =
                level.count > 3
                ? level.prefix(3).map { periodName(line, $0) }.joined(separator: ", ") + " and others"
                : joined(level.map { periodName(line, $0) })
            paragraphs.append(
                "\(names) \(isOpen ? "are" : "were") level with \(superlative)\(narrowed)\(among): \(figure) each.")
        } else {
            let isPartial = !isOpen && !isOver(call, best)
            let share =
                measure.isAdditive && highest && line.shape.isComplete && line.rows.count > 1
                ? ledger.derived(.share, [line.path(best), "\(call)/totals/\(measure.name)"], unit: .percent) : nil
            let of = share.map { ", \($0) of \(ledger.total(call, measure.name)) in all" } ?? ""
            paragraphs.append(
                "\(periodName(line, best)) \(isRunning(call, best) || isOpen ? "has" : "had") \(superlative)\(narrowed)\(among)\(isPartial && isRunning(call, best) ? ", though it is not over" : ""): \(figure)\(of)."
            )
        }
        metric("\(measure.label), \(plainPeriod(line, best))", figure)
        let rest = candidates.filter { line.number($0) != line.number(best) }
        if let next = rest.first, level.count == 1, line.shape.isComplete,
            line.number(best) != total(call, measure.name).double
        {
            let second = rest.dropFirst().reduce(next) {
                let isBetter = highest ? line.number($1) > line.number($0) : line.number($1) < line.number($0)
                return isBetter ? $1 : $0
            }
            let gap =
                distance(line.path(best), line.path(second), line.unit).map { ", \($0) \(highest ? "less" : "more")" }
                ?? ""
            remarks.append(
                "Next is \(periodName(line, second)) with \(measure.told(ledger.cell(call, second, measure.name), name(call, second, measure.name)))\(gap)."
            )
            let overall = ledger.total(call, measure.name)
            if overall != "–" { metric("\(measure.label), whole period", overall) }
        }
        if !highest, let final = line.rows.last, !candidates.contains(final), isRunning(call, final) {
            remarks.append(
                "\(periodName(line, final)) is left out, as it is not over: so far \(standing(line, final)).")
        }
    }

    // MARK: Periods

    func plainPeriod(_ line: Line, _ row: Int) -> String {
        name(line.call, row, line.shape.time?.name ?? "period").string ?? ""
    }

    /// The first day of the data, where it lies within what was asked for.
    private func dataBegin(_ call: Int) -> CalendarDate? {
        calls[call].args["data_begin"]?.string.flatMap { CalendarDate(iso: $0) }
    }

    /// Whether the period of a row has begun and is not over.
    func isRunning(_ call: Int, _ row: Int) -> Bool {
        guard let start = name(call, row, "period_start").date,
            let grain = calls[call].args["grain"]?.string.flatMap(TimeGrain.init)
        else { return false }
        return ledger.evidence.fiscal.span(of: grain, containing: start).last > ledger.evidence.asOf
    }

    /// Whether the whole period of a row lies at or before the as-of date, and not before the data begin.
    func isOver(_ call: Int, _ row: Int) -> Bool {
        guard let start = name(call, row, "period_start").date,
            let grain = calls[call].args["grain"]?.string.flatMap(TimeGrain.init)
        else { return true }
        if let begin = dataBegin(call), grain != .day, start < begin.startOfMonth { return false }
        let span = ledger.evidence.fiscal.span(of: grain, containing: start)
        // A period that the question's first or last day cuts is no whole one either.
        let from = calls[call].args["from"]?.string.flatMap { CalendarDate(iso: $0) } ?? span.first
        let to = calls[call].args["to"]?.string.flatMap { CalendarDate(iso: $0) } ?? span.last
        return from <= span.first && span.last <= to && span.last <= ledger.evidence.asOf
    }
}

extension MeasureWords {
    /// For a tile: `Win rate`, `Bookings`.
    var label: String { (bare.first.map { $0.uppercased() } ?? "") + bare.dropFirst() }
}
