import Analytics
import Core

extension Narrator {
    mutating func pipelineSummary(_ call: Int) {
        let pipeline = ledger.total(call, "pipeline")
        let weighted = ledger.total(call, "weighted_pipeline")
        let deals = counted(call, "totals/deals", total(call, "deals"), "open deal", "open deals")
        let within = within(call)
        let isOverdue = isOverdue(call)
        let closing = within.isEmpty || isOverdue ? "" : " expected to close" + within
        let pipelineWords = isOverdue ? "overdue pipeline" : "open pipeline"
        guard isPositive(call, "deals") else {
            paragraphs.append("There is no open deal\(closing) that fits this question.")
            return
        }
        if let dimension = calls[call].args["dimension"]?.string {
            let label = calls[call].columns.first?.label.lowercased() ?? dimension
            let value = ledger.cell(call, 0, "pipeline")
            var text =
                "\(bold(name(call, 0, dimension))) holds the \(isAscending(call) ? "least" : "most") \(pipelineWords)\(closing): \(value)"
            let share = ledger.derived(
                .share, ["\(call)/response/0/pipeline", "\(call)/totals/pipeline"], unit: .percent)
            text += share.map { ", \($0) of \(pipeline) in all." } ?? ", of \(pipeline) in all."
            paragraphs.append(text)
            let last = calls[call].response.count - 1
            if last > 0 {
                let second = ledger.cell(call, 1, "pipeline")
                var next = "\(bold(name(call, 1, dimension))) follows with \(second)"
                if last > 1, !isAscending(call), calls[call].totalRowCount == calls[call].rowCount,
                    number(call, last, "pipeline") != nil
                {
                    next +=
                        "; the smallest \(label) is \(bold(name(call, last, dimension))) with \(ledger.cell(call, last, "pipeline"))"
                }
                remarks.append(next + ".")
            }
            metric("\(plain(name(call, 0, dimension))), pipeline", value)
        } else {
            var text = "The \(pipelineWords)\(closing) stands at \(pipeline) across \(deals)"
            text += weighted == "–" ? "." : "; weighted by probability it is worth \(weighted)."
            paragraphs.append(text)
            let average = ledger.total(call, "average_amount")
            if average != "–" { remarks.append("The average open deal is \(average).") }
        }
        metric("Open pipeline", pipeline)
        metric("Weighted pipeline", weighted)
        metric("Open deals", ledger.total(call, "deals"))
        if isOverdue {
            remarks.append("Overdue is what is open though its close date lies before \(ledger.asOf()).")
        } else {
            overdue(call)
        }
    }

    /// What of the open amount is past its date.
    mutating func overdue(_ call: Int) {
        guard isPositive(call, "overdue_deals") else { return }
        let deals = counted(call, "totals/overdue_deals", total(call, "overdue_deals"), "deal is", "deals are")
        let value = ledger.total(call, "overdue_value")
        remarks.append(
            "\(deals) past the expected close date, worth \(value): a date to confirm before anyone counts on it.")
        metric("Overdue pipeline", value)
    }

    mutating func stageFunnel(_ call: Int) {
        let rows = calls[call].response.indices
        let deals = counted(call, "totals/open_deals", total(call, "open_deals"), "open deal", "open deals")
        let pipeline = ledger.total(call, "pipeline")
        let byValue = rows.filter { number(call, $0, "value") != nil }
        let largest = byValue.max { (number(call, $0, "value") ?? 0) < (number(call, $1, "value") ?? 0) }
        if let largest, (number(call, largest, "value") ?? 0) > 0 {
            let value = ledger.cell(call, largest, "value")
            let share = ledger.derived(
                .share, ["\(call)/response/\(largest)/value", "\(call)/totals/pipeline"], unit: .percent)
            paragraphs.append(
                "Of \(deals) worth \(pipeline), the most value sits in \(bold(name(call, largest, "stage"))): \(value)\(share.map { ", \($0)" } ?? "")."
            )
        } else {
            let most = rows.max { (number(call, $0, "deals") ?? 0) < (number(call, $1, "deals") ?? 0) } ?? 0
            paragraphs.append(
                "There are \(deals), most of them in \(bold(name(call, most, "stage"))): \(ledger.cell(call, most, "deals")). No open deal has an amount."
            )
        }
        metric("Open deals", ledger.total(call, "open_deals"))
        if pipeline != "–" { metric("Open pipeline", pipeline) }
        let rated = rows.filter { number(call, $0, "conversion") != nil }
        if rated.count > 1,
            let weakest = rated.min(by: {
                (number(call, $0, "conversion") ?? 0) < (number(call, $1, "conversion") ?? 0)
            })
        {
            let rate = ledger.cell(call, weakest, "conversion")
            let reached = ledger.cell(call, weakest, "reached")
            let next = weakest + 1 < rows.count ? bold(name(call, weakest + 1, "stage")) : "won"
            remarks.append(
                "The weakest step is from \(bold(name(call, weakest, "stage"))) to \(next): \(rate) of the \(reached) that got there went on."
            )
            metric("Weakest step", rate)
        }
        if !total(call, "win_rate").isNull {
            let rate = ledger.total(call, "win_rate")
            remarks.append("Of all closed deals \(rate) were won.")
            metric("Win rate of closed deals", rate)
        }
    }

    mutating func forecast(_ call: Int, comparison: Int?) {
        let weighted = ledger.total(call, "weighted")
        let pipeline = ledger.total(call, "pipeline")
        let deals = counted(call, "totals/open_deals", total(call, "open_deals"), "open deal", "open deals")
        let group = calls[call].args["group_by"]?.string ?? "total"
        let hasPeriod = calls[call].columns.contains { $0.name == "won" }
        if hasPeriod, let period = period(call) {
            let forecast = ledger.total(call, "forecast")
            let won = ledger.total(call, "won")
            paragraphs.append(
                "The forecast for \(period) is \(forecast): \(won) already won and \(weighted) weighted, from \(deals) worth \(pipeline)."
            )
            var previous: (value: Value, label: String)?
            if let comparison, isPositive(comparison, "bookings"), let before = self.period(comparison) {
                let earlier = ledger.total(comparison, "bookings")
                if let change = change(
                    "\(call)/totals/forecast", "\(comparison)/totals/bookings", total(call, "forecast"),
                    total(comparison, "bookings"))
                {
                    remarks.append("That is \(change) \(before), which closed at \(earlier).")
                }
                previous = (total(comparison, "bookings"), comparisonLabel(comparison))
            }
            metric("Forecast", forecast, previous: previous)
            metric("Won so far", won)
            if group != "total", let part = largestGroup(call, group) {
                remarks.append("The largest part comes from \(part.name): \(part.value).")
            }
        } else if group != "total", let part = largestGroup(call, group) {
            let verb = group == "dimension" ? "holds" : "brings"
            paragraphs.append(
                "\(part.name) \(verb) the largest part of the weighted pipeline: \(part.value) of \(weighted).")
            remarks.append("The whole open pipeline is \(pipeline), in \(deals).")
        } else {
            paragraphs.append("The weighted pipeline is \(weighted), out of \(pipeline) in \(deals).")
        }
        metric("Weighted pipeline", weighted)
        metric("Open pipeline in it", pipeline)
        overdue(call)
    }

    /// The group with the largest forecast: its name, and its value with its share.
    private mutating func largestGroup(_ call: Int, _ group: String) -> (name: String, value: String)? {
        let column = calls[call].columns.first?.name ?? ""
        let rows = calls[call].response.indices
        guard rows.count > 1,
            let largest = rows.max(by: { (number(call, $0, "forecast") ?? 0) < (number(call, $1, "forecast") ?? 0) })
        else { return nil }
        let value = ledger.cell(call, largest, "forecast")
        let share = ledger.derived(
            .share, ["\(call)/response/\(largest)/forecast", "\(call)/totals/forecast"], unit: .percent)
        let name = group == "dimension" ? bold(name(call, largest, column)) : ledger.cell(call, largest, column)
        return (name, value + (share.map { " (\($0))" } ?? ""))
    }
}
