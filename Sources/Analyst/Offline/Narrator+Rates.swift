import Analytics
import Core

extension Narrator {
    mutating func winRate(_ call: Int, comparison: Int?) {
        let overall = ledger.total(call, "win_rate")
        let won = ledger.total(call, "won")
        let closed = counted(call, "totals/closed", total(call, "closed"), "closed deal", "closed deals")
        let when = within(call)
        var previous: (value: Value, label: String)?
        var change = ""
        if let comparison, let first = total(call, "win_rate").decimal,
            let second = total(comparison, "win_rate").decimal
        {
            let earlier = ledger.total(comparison, "win_rate")
            let direction =
                earlier == overall || first == second ? "level with" : first > second ? "up from" : "down from"
            change = ", \(direction) \(earlier)\(against(comparison))"
            previous = (total(comparison, "win_rate"), comparisonLabel(comparison))
        }
        if let dimension = calls[call].args["dimension"]?.string {
            rates(call, dimension, when)
            remarks.append("Overall the win rate\(when) is \(overall) (\(won) of \(closed))\(change).")
        } else {
            paragraphs.append(
                "The win rate\(when) is \(overall): \(won) of \(closed) \(total(call, "closed").double == 1 ? "was" : "were") won\(change)."
            )
        }
        if isPositive(call, "left_out") {
            let groups = counted(call, "totals/left_out", total(call, "left_out"), "group has", "groups have")
            remarks.append(
                "\(groups) fewer than \(ledger.figure(call, "args/min_closed")) closed deals and so no rate here.")
        }
        metric("Win rate", overall, previous: previous)
        metric("Deals won", won)
        metric("Deals closed", ledger.total(call, "closed"))
        let value = ledger.total(call, "won_value")
        if value != "–" { metric("Won value", value) }
    }

    /// Best and worst group; the rows come best first.
    private mutating func rates(_ call: Int, _ dimension: String, _ when: String) {
        let rows = calls[call].response.indices
        // A rate over fewer than ten deals is a poor headline where there are groups with more.
        let solid = rows.filter { (number(call, $0, "closed") ?? 0) >= 10 }
        let ranked = solid.count >= 2 ? solid : Array(rows)
        guard let best = ranked.first, let worst = ranked.last else { return }
        let isAscending = isAscending(call)
        let least = solid.count >= 2 && solid.count < rows.count ? " among those with enough closed deals to tell" : ""
        let rate = ledger.cell(call, best, "win_rate")
        paragraphs.append(
            "\(bold(name(call, best, dimension))) has the \(isAscending ? "lowest" : "best") win rate\(when)\(least): \(rate), \(ledger.cell(call, best, "won")) of \(ledger.cell(call, best, "closed")) closed."
        )
        metric("\(plain(name(call, best, dimension))), win rate", rate)
        if best != worst, !isAscending, calls[call].totalRowCount == calls[call].rowCount {
            let low = ledger.cell(call, worst, "win_rate")
            remarks.append(
                "\(bold(name(call, worst, dimension))) has the lowest: \(low), \(ledger.cell(call, worst, "won")) of \(ledger.cell(call, worst, "closed"))."
            )
            metric("\(plain(name(call, worst, dimension))), win rate", low)
        }
    }

    mutating func segments(_ call: Int) {
        let measure = calls[call].args["measure"]?.string ?? "bookings"
        let dimension = calls[call].args["dimension"]?.string ?? ""
        let label = calls[call].columns.first { $0.name == measure }?.label ?? measure
        let words = label.lowercased()
        let when = within(call)
        let value = ledger.cell(call, 0, measure)
        let all = ledger.total(call, measure)
        let first = name(call, 0, dimension)
        let last = calls[call].response.count - 1
        if ["average_deal_size", "sales_cycle", "win_rate"].contains(measure) {
            let high = measure == "sales_cycle" ? "longest" : measure == "win_rate" ? "best" : "largest"
            let low = measure == "sales_cycle" ? "shortest" : measure == "win_rate" ? "lowest" : "smallest"
            let superlative = isAscending(call) ? low : high
            paragraphs.append(
                "The \(words)\(when) is \(all) overall; it is \(superlative) for \(bold(first)), at \(value).")
            if last > 0, calls[call].totalRowCount == calls[call].rowCount {
                let opposite = isAscending(call) ? high : low
                remarks.append(
                    "It is \(opposite) for \(bold(name(call, last, dimension))), at \(ledger.cell(call, last, measure))."
                )
            }
        } else if leadsWithTotal {
            let isCount = measure.hasSuffix("deals")
            paragraphs.append(
                isCount
                    ? "There are \(all) \(measure == "deals" ? "deals in all" : words)\(when)."
                    : "\(label)\(when) comes to \(all).")
            if last > 0 { remarks.append("\(bold(first)) accounts for the most: \(value).") }
        } else {
            let share = ledger.derived(
                .share, ["\(call)/response/0/\(measure)", "\(call)/totals/\(measure)"], unit: .percent)
            let verb = measure == "bookings" || measure == "won_deals" ? "brought in" : "accounts for"
            paragraphs.append(
                "\(bold(first)) \(verb) the \(isAscending(call) ? leastWord(measure) : "most") \(words)\(when): \(value)\(share.map { ", \($0) of \(all) in all" } ?? "")."
            )
            if last > 0 {
                let second = ledger.cell(call, 1, measure)
                var text = "\(bold(name(call, 1, dimension))) follows with \(second)"
                if last > 1, !isAscending(call), calls[call].totalRowCount == calls[call].rowCount {
                    text += "; last is \(bold(name(call, last, dimension))) with \(ledger.cell(call, last, measure))"
                }
                remarks.append(text + ".")
            }
        }
        metric("\(label), all", all)
        metric("\(plain(first)), \(words)", value)
        metric("Opportunities", ledger.total(call, "opportunities"))
    }

    private func leastWord(_ measure: String) -> String { measure.hasSuffix("deals") ? "fewest" : "least" }
}
