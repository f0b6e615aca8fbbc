import Analytics
import Core

extension Narrator {
    mutating func trend(_ call: Int, comparison: Int?) {
        let measure = calls[call].args["measure"]?.string ?? "bookings"
        let label = calls[call].columns.first { $0.name == measure }?.label ?? measure
        if calls[call].response.count == 1 || comparison != nil {
            single(call, comparison, measure, label)
        } else {
            series(call, measure, label)
        }
    }

    /// One figure for a period, against the period before.
    private mutating func single(_ call: Int, _ comparison: Int?, _ measure: String, _ label: String) {
        let value = ledger.total(call, measure)
        let deals = counted(call, "totals/deals", total(call, "deals"), "deal", "deals")
        let isUnfinished =
            calls[call].args["to"]?.string.flatMap { CalendarDate(iso: $0) }.map { $0 > ledger.evidence.asOf } ?? false
        let when = within(call)
        var text = "\(label)\(when)\(isUnfinished ? " so far" : "") \(verb(measure)) \(value)"
        text += measure.hasSuffix("deals") ? "" : " from \(deals)"
        var previous: (value: Value, label: String)?
        if let comparison {
            let earlier = ledger.total(comparison, measure)
            if let change = change(
                "\(call)/totals/\(measure)", "\(comparison)/totals/\(measure)", total(call, measure),
                total(comparison, measure))
            {
                text += ", \(change) \(earlier)\(against(comparison))"
            }
            if !total(comparison, measure).isNull {
                previous = (total(comparison, measure), comparisonLabel(comparison))
            }
        }
        paragraphs.append(text + ".")
        metric(label, value, previous: previous)
        metric("Deals", ledger.total(call, "deals"))
        if calls[call].response.count > 2 { extremes(call, measure) }
    }

    /// A line: its latest whole period, the total, the best and the weakest.
    private mutating func series(_ call: Int, _ measure: String, _ label: String) {
        let rows = calls[call].response.indices.filter { number(call, $0, measure) != nil }
        guard let last = lastWhole(call, rows) else {
            paragraphs.append("There is no value for \(label.lowercased()) in this period.")
            return
        }
        let value = ledger.cell(call, last, measure)
        let overall = ledger.total(call, measure)
        let adds = ["bookings", "won_deals", "created_deals", "created_value"].contains(measure)
        var text =
            "\(label)\(within(call)) \(adds ? (measure == "created_value" ? "adds up to" : "add up to") : verb(measure)) \(overall)"
        text += adds ? "" : " overall"
        let isLast = last == calls[call].response.count - 1
        text +=
            "; \(isLast ? "the latest," : "the last full one,") \(ledger.cell(call, last, "period")), \(adds ? "brought" : "stood at") \(value)"
        var previous: (value: Value, label: String)?
        if let before = rows.last(where: { $0 < last }), isOver(call, last), isOver(call, before) {
            if measure == "win_rate" {
                text += ", after \(ledger.cell(call, before, measure)) in \(ledger.cell(call, before, "period"))"
            } else if let change = change(
                "\(call)/response/\(last)/\(measure)", "\(call)/response/\(before)/\(measure)",
                name(call, last, measure),
                name(call, before, measure))
            {
                text += ", \(change) \(ledger.cell(call, before, "period"))"
            }
            previous = (name(call, before, measure), name(call, before, "period").string ?? "")
        }
        paragraphs.append(text + ".")
        metric("\(label), \(name(call, last, "period").string ?? "")", value, previous: previous)
        metric("\(label), whole period", overall)
        extremes(call, measure)
        if dataBegin(call) != nil {
            remarks.append(
                "The data begin on \(ledger.figure(call, "args/data_begin")); nothing is known of the time before.")
        }
        let final = calls[call].response.count - 1
        if final > last, number(call, final, measure) != nil {
            remarks.append(
                "\(ledger.cell(call, final, "period")) is not over; it stands at \(ledger.cell(call, final, measure)) on \(ledger.asOf())."
            )
        }
    }

    private mutating func extremes(_ call: Int, _ measure: String) {
        let rows = calls[call].response.indices.filter { number(call, $0, measure) != nil }
        let whole = rows.filter { isOver(call, $0) }
        guard whole.count > 2,
            let best = whole.max(by: { (number(call, $0, measure) ?? 0) < (number(call, $1, measure) ?? 0) }),
            let worst = whole.min(by: { (number(call, $0, measure) ?? 0) < (number(call, $1, measure) ?? 0) }),
            best != worst
        else { return }
        let high = ledger.cell(call, best, measure)
        remarks.append(
            "Of the full \(calls[call].args["grain"]?.string ?? "period")s, the highest was \(ledger.cell(call, best, "period")) with \(high), the lowest \(ledger.cell(call, worst, "period")) with \(ledger.cell(call, worst, measure))."
        )
        metric("Highest, \(name(call, best, "period").string ?? "")", high)
    }

    private func lastWhole(_ call: Int, _ rows: [Int]) -> Int? { rows.last { isOver(call, $0) } ?? rows.last }

    /// The first day of the data, where it lies within what was asked for.
    private func dataBegin(_ call: Int) -> CalendarDate? {
        calls[call].args["data_begin"]?.string.flatMap { CalendarDate(iso: $0) }
    }

    /// Whether the whole period of a row lies at or before the as-of date, and not before the data begin.
    private func isOver(_ call: Int, _ row: Int) -> Bool {
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

    private func verb(_ measure: String) -> String {
        measure == "win_rate" || measure == "average_deal_size" ? "was" : "came to"
    }
}
