import Analytics
import Core

/// Win rates, losses, velocity: how deals turn out.
extension Narrator {
    mutating func winRate(_ call: Int, comparison: Int?, emphasis: Plan.Emphasis?) {
        guard let measure = mainMeasure(call)?.words else { return general(call) }
        var previous: (value: Value, label: String)?
        var change = ""
        if let comparison, !total(comparison, "win_rate").isNull {
            change = against(call, comparison, measure)
            previous = (total(comparison, "win_rate"), comparisonLabel(comparison))
        }
        if let groups = groups(call), emphasis != .total {
            self.groups(groups, emphasis: emphasis)
            if !change.isEmpty {
                remarks.append("Overall \(measure.subject) is \(ledger.total(call, "win_rate"))\(change).")
            }
        } else {
            let shown = [calls[call].args["dimension"]?.string].compactMap(\.self)
            let won = ledger.total(call, "won")
            let closed = counted(call, "totals/closed", total(call, "closed"), "closed deal", "closed deals")
            let past = isPast(call, measure)
            let were = total(call, "won").double == 1 ? "was" : "were"
            let rate = ledger.total(call, "win_rate")
            if rate == "–" {
                paragraphs.append(
                    "There is no \(measure.bare)\(scope(call, measure, shown: shown)): the \(closed) carry no amount.")
            } else {
                paragraphs.append(
                    "\(measure.opening)\(scope(call, measure, shown: shown)) \(past ? "was" : "is") \(rate)\(change): \(won) of \(closed) \(were) won."
                )
            }
            smallTotal(call, measure)
        }
        if isPositive(call, "left_out") {
            let groups = counted(call, "totals/left_out", total(call, "left_out"), "group has", "groups have")
            remarks.append(
                "\(groups) fewer than \(ledger.figure(call, "args/min_closed")) closed deals and so no rate here.")
        }
        metric(measure.label, ledger.total(call, "win_rate"), previous: previous)
        metric("Deals won", ledger.total(call, "won"))
        metric("Deals closed", ledger.total(call, "closed"))
        metric("Won value", ledger.total(call, "won_value"))
    }

    mutating func losses(_ call: Int) {
        guard let column = calls[call].columns.first else { return }
        let scope = scope(call, MeasureWords.named("lost_deals"), shown: [column.name])
        let isOne = total(call, "lost").double == 1
        let lost = ledger.total(call, "lost")
        let value = ledger.total(call, "lost_value")
        let worth = value == "–" ? "" : ", worth \(value)"
        let named = calls[call].response.indices.filter { name(call, $0, column.name).string != notSet }
        let head = "\(lost) \(isOne ? "deal was" : "deals were") lost\(scope)\(worth)"
        if let first = named.first {
            let level = named.filter { number(call, $0, "lost") == number(call, first, "lost") }
            if level.count > 1 {
                let names =
                    level.count > 3
                    ? level.prefix(3).map { bold(name(call, $0, column.name)) }.joined(separator: ", ") + " and others"
                    : joined(level.map { bold(name(call, $0, column.name)) })
                paragraphs.append(
                    "\(head); \(names) are level in front, with \(ledger.cell(call, first, "lost")) each.")
            } else {
                let reason = bold(name(call, first, column.name))
                let part = "\(ledger.cell(call, first, "lost")) of them (\(ledger.cell(call, first, "share")))"
                paragraphs.append(
                    column.name == "loss_reason"
                        ? "\(head); the most frequent \(lower(column.label)) is \(reason), with \(part)."
                        : "\(head); \(reason) accounts for the most, \(part).")
            }
            let byValue = named.filter { number(call, $0, "lost_value") != nil }
                .max { (number(call, $0, "lost_value") ?? 0) < (number(call, $1, "lost_value") ?? 0) }
            if let byValue, byValue != first, calls[call].rowCount >= calls[call].totalRowCount {
                remarks.append(
                    "By value, \(bold(name(call, byValue, column.name))) comes first: \(ledger.cell(call, byValue, "lost_value")) of lost value."
                )
            } else if let next = named.dropFirst().first, level.count == 1 {
                remarks.append(
                    "\(bold(name(call, next, column.name))) follows with \(counted(call, "response/\(next)/lost", name(call, next, "lost"), "lost deal", "lost deals"))."
                )
            }
        } else {
            paragraphs.append("\(head); no \(lower(column.label)) is set on any of them.")
        }
        if total(call, "loss_rate").double != nil {
            remarks.append("The loss rate\(scope) is \(ledger.total(call, "loss_rate")) of closed deals.")
        }
        if isPositive(call, "without_reason"), !named.isEmpty {
            let count = counted(
                call, "totals/without_reason", total(call, "without_reason"), "lost deal has", "lost deals have")
            remarks.append("\(count) no \(lower(column.label)) set.")
        }
        metric("Deals lost", lost)
        metric("Value lost", value)
        metric("Loss rate", ledger.total(call, "loss_rate"))
    }

    mutating func velocity(_ call: Int) {
        let narrowed = narrowing(call, shown: [calls[call].args["dimension"]?.string].compactMap(\.self))
        let open = counted(call, "totals/open_deals", total(call, "open_deals"), "open deal", "open deals")
        let factors =
            "\(open), an average deal size of \(ledger.total(call, "average_deal_size")), a win rate of \(ledger.total(call, "win_rate")) and a sales cycle of \(ledger.total(call, "sales_cycle"))"
        let learned = within(call)
        let velocity = ledger.total(call, "velocity")
        let dimension = calls[call].args["dimension"]?.string
        let rows = calls[call].response.indices.filter { number(call, $0, "velocity") != nil }
        if let dimension, let first = rows.first(where: { name(call, $0, dimension).string != notSet }) {
            let word = isAscending(call) ? "slowest" : "fastest"
            let label = lower(calls[call].columns.first?.label ?? dimension)
            paragraphs.append(
                "The sales velocity\(narrowed) is \(velocity) a day overall; the \(word) \(label) is \(bold(name(call, first, dimension))) with \(ledger.cell(call, first, "velocity")) a day."
            )
            if let last = rows.last, last != first, !isAscending(call),
                calls[call].rowCount >= calls[call].totalRowCount
            {
                remarks.append(
                    "The slowest is \(bold(name(call, last, dimension))), with a velocity of \(ledger.cell(call, last, "velocity")) a day."
                )
            }
            remarks.append(
                "Overall it comes of \(factors)\(learned.isEmpty ? "" : ", learned from deals closed\(learned)").")
        } else {
            paragraphs.append(
                "The sales velocity\(narrowed) is \(velocity) a day: \(factors)\(learned.isEmpty ? "" : ", learned from deals closed\(learned)")."
            )
            let median = ledger.total(call, "median_cycle")
            if median != "–" { remarks.append("The median sales cycle is \(median).") }
        }
        for total in calls[call].totals.prefix(5) { metric(total.label, ledger.total(call, total.name)) }
    }

    mutating func productConversion(_ call: Int, emphasis: Plan.Emphasis?) {
        guard let groups = groups(call) else { return general(call) }
        self.groups(groups, emphasis: emphasis)
        if let best = groups.ranked.first, number(call, best, "won_share") != nil {
            let deals = counted(
                call, "response/\(best)/opportunities", name(call, best, "opportunities"), "opportunity",
                "opportunities")
            remarks.insert(
                "Of all \(deals) of \(rowName(groups, best)), open ones among them, \(ledger.cell(call, best, "won_share")) \(number(call, best, "won") == 1 ? "was" : "were") won.",
                at: 0)
        }
        for name in ["won", "closed", "won_value"] {
            let total = calls[call].totals.first { $0.name == name }
            metric(total?.label ?? name, ledger.total(call, name))
        }
    }
}
