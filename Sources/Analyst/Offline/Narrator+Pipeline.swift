import Analytics
import Core

/// Open deals: the pipeline, its stages and what it will bring.
extension Narrator {
    mutating func pipelineSummary(_ call: Int, emphasis: Plan.Emphasis?) {
        guard let measure = mainMeasure(call)?.words else { return general(call) }
        let shown = [calls[call].args["dimension"]?.string].compactMap(\.self)
        let isOverdue = isOverdue(call)
        guard isPositive(call, "deals") else {
            paragraphs.append(
                "There are \(ledger.total(call, "deals")) open deals\(scope(call, measure, shown: shown)).")
            metric("Open deals", ledger.total(call, "deals"))
            return
        }
        if let groups = groups(call), !groups.shape.dimensions.isEmpty, emphasis != .total {
            self.groups(groups, emphasis: emphasis)
        } else {
            pipeline(call, measure, shown)
        }
        metric("Open pipeline", ledger.total(call, "pipeline"))
        metric("Weighted pipeline", ledger.total(call, "weighted_pipeline"))
        metric("Open deals", ledger.total(call, "deals"))
        if isOverdue {
            remarks.append("Overdue is what is open though its close date lies before \(ledger.asOf()).")
        } else {
            overdue(call)
        }
    }

    private mutating func pipeline(_ call: Int, _ measure: MeasureWords, _ shown: [String]) {
        let deals = counted(call, "totals/deals", total(call, "deals"), "open deal", "open deals")
        let weighted = ledger.total(call, "weighted_pipeline")
        var text =
            "\(measure.opening)\(scope(call, measure, shown: shown)) is \(ledger.total(call, "pipeline")) across \(deals)"
        if weighted != "–" {
            let share =
                isPositive(call, "pipeline")
                ? ledger.derived(
                    .share, ["\(call)/totals/weighted_pipeline", "\(call)/totals/pipeline"], unit: .percent) : nil
            text += "; weighted by probability it is worth \(weighted)\(share.map { ", \($0) of it" } ?? "")"
        }
        paragraphs.append(text + ".")
        if let groups = groups(call), let best = groups.leaders.first, groups.leaders.count == 1,
            groups.ranked.count > 1,
            groups.isDecided, !groups.isAscending
        {
            remarks.append(
                "\(rowName(groups, best)) holds the most: \(value(groups, best))\(share(groups, best).map { ", \($0)" } ?? "")."
            )
        }
        let average = ledger.total(call, "average_amount")
        if average != "–", total(call, "deals").double != 1 { remarks.append("The average open deal is \(average).") }
    }

    /// What of the open amount is past its date.
    mutating func overdue(_ call: Int) {
        guard isPositive(call, "overdue_deals") else { return }
        let deals = counted(
            call, "totals/overdue_deals", total(call, "overdue_deals"), "open deal is", "open deals are")
        let value = ledger.total(call, "overdue_value")
        let isOne = total(call, "overdue_deals").double == 1
        remarks.append(
            "\(deals) past \(isOne ? "its" : "their") expected close date\(value == "–" ? "" : ", worth \(value)"): a date to confirm before anyone counts on it."
        )
        metric("Overdue pipeline", value)
    }

    mutating func stageFunnel(_ call: Int) {
        let rows = calls[call].response.indices
        let deals = counted(call, "totals/open_deals", total(call, "open_deals"), "open deal", "open deals")
        let pipeline = ledger.total(call, "pipeline")
        let narrowed = narrowing(call)
        metric("Open deals", ledger.total(call, "open_deals"))
        if pipeline != "–" { metric("Open pipeline", pipeline) }
        let byValue = rows.filter { (number(call, $0, "value") ?? 0) > 0 }
        let byCount = rows.filter { (number(call, $0, "deals") ?? 0) > 0 }
        let first = byValue.reduce(nil as Int?) { best, row in
            best.map { (number(call, row, "value") ?? 0) > (number(call, $0, "value") ?? 0) ? row : $0 } ?? row
        }
        if let first {
            let share = ledger.derived(
                .share, ["\(call)/response/\(first)/value", "\(call)/totals/pipeline"], unit: .percent)
            let stage = bold(name(call, first, "stage"))
            paragraphs.append(
                "Of \(deals)\(narrowed) worth \(pipeline), the most value sits in \(stage): \(ledger.cell(call, first, "value"))\(share.map { ", \($0)" } ?? ""), in \(counted(call, "response/\(first)/deals", name(call, first, "deals"), "deal", "deals"))."
            )
            // Most deals elsewhere than most of the money is worth a word.
            if let most = byCount.max(by: { (number(call, $0, "deals") ?? 0) < (number(call, $1, "deals") ?? 0) }),
                (number(call, most, "deals") ?? 0) > (number(call, first, "deals") ?? 0)
            {
                remarks.append(
                    "By number, most deals are in \(bold(name(call, most, "stage"))): \(ledger.cell(call, most, "deals"))."
                )
            }
        } else if let most = byCount.max(by: { (number(call, $0, "deals") ?? 0) < (number(call, $1, "deals") ?? 0) }) {
            paragraphs.append(
                "There \(total(call, "open_deals").double == 1 ? "is" : "are") \(deals)\(narrowed), most of them in \(bold(name(call, most, "stage"))): \(ledger.cell(call, most, "deals"))."
            )
        } else {
            paragraphs.append("There are \(deals)\(narrowed), so no stage holds any.")
        }
        steps(call)
        if !total(call, "win_rate").isNull {
            let rate = ledger.total(call, "win_rate")
            let closed = counted(call, "totals/closed", total(call, "closed"), "closed deal", "closed deals")
            remarks.append("Of \(closed)\(narrowed), \(rate) \(total(call, "won").double == 1 ? "was" : "were") won.")
            metric("Win rate of closed deals", rate)
        }
    }

    /// The weakest step from stage to stage, where the history tells.
    private mutating func steps(_ call: Int) {
        let rated = calls[call].response.indices.filter { number(call, $0, "conversion") != nil }
        guard rated.count > 1,
            let weakest = rated.min(by: {
                (number(call, $0, "conversion") ?? 0) < (number(call, $1, "conversion") ?? 0)
            })
        else { return }
        let rate = ledger.cell(call, weakest, "conversion")
        let isLast = weakest + 1 >= calls[call].response.count
        let next = isLast ? "won" : bold(name(call, weakest + 1, "stage"))
        remarks.append(
            "The weakest step is from \(bold(name(call, weakest, "stage"))) to \(next): \(rate) of the \(ledger.cell(call, weakest, "reached")) that got there went on."
        )
        metric("Weakest step", rate)
    }

    // MARK: Forecast

    mutating func forecast(_ call: Int, comparison: Int?) {
        let view = calls[call].columns.contains { $0.name == "open_value" }
        let open = view ? "open_value" : "weighted"
        let label = calls[call].columns.first { $0.name == "forecast" }?.label ?? "Forecast"
        let figure = ledger.total(call, open)
        let pipeline = ledger.total(call, "pipeline")
        let deals = counted(call, "totals/open_deals", total(call, "open_deals"), "open deal", "open deals")
        let group = calls[call].args["group_by"]?.string ?? "total"
        let shown = group == "dimension" ? [calls[call].args["dimension"]?.string].compactMap(\.self) : []
        let narrowed = narrowing(call, shown: shown)
        let hasPeriod = calls[call].columns.contains { $0.name == "won" }
        if hasPeriod, let period = period(call) {
            let forecast = ledger.total(call, "forecast")
            let from = pipeline == "–" ? "" : " worth \(pipeline)"
            let what = view ? "the \(label.lowercased())" : "the forecast"
            paragraphs.append(
                "\(what.prefix(1).uppercased() + what.dropFirst())\(narrowed) for \(period) is \(forecast): \(ledger.total(call, "won")) already won and \(figure) \(view ? "in open deals counted in full" : "weighted"), from \(deals)\(view ? "" : from)."
            )
            compareForecast(call, comparison, label, forecast)
            metric("Won so far", ledger.total(call, "won"))
            if group != "total", let part = largestGroup(call, group) {
                remarks.append("The largest part comes from \(part.name): \(part.value).")
            }
            coverage(call, view)
        } else if group != "total", let part = largestGroup(call, group) {
            let what = view ? label.lowercased() : "weighted pipeline"
            paragraphs.append(
                "\(part.name) \(group == "dimension" ? "holds" : "brings") the largest part of the \(what)\(narrowed): \(part.value) of \(figure)."
            )
            if pipeline != "–" { remarks.append("The whole open pipeline is \(pipeline), in \(deals).") }
        } else if view {
            paragraphs.append("The \(label.lowercased())\(narrowed) is \(figure), in \(deals) counted in full.")
        } else {
            let share =
                isPositive(call, "pipeline")
                ? ledger.derived(.share, ["\(call)/totals/weighted", "\(call)/totals/pipeline"], unit: .percent) : nil
            paragraphs.append(
                "The weighted pipeline\(narrowed) is \(figure)\(pipeline == "–" ? ", in" : ", out of \(pipeline) in") \(deals)\(share.map { ": \($0) of it" } ?? "")."
            )
        }
        metric(calls[call].columns.first { $0.name == open }?.label ?? "Weighted pipeline", figure)
        metric("Open pipeline in it", pipeline)
        overdue(call)
    }

    private mutating func compareForecast(_ call: Int, _ comparison: Int?, _ label: String, _ forecast: String) {
        var previous: (value: Value, label: String)?
        if let comparison, isPositive(comparison, "bookings"), let before = period(comparison) {
            let earlier = ledger.total(comparison, "bookings")
            let words = movement(
                "\(call)/totals/forecast", "\(comparison)/totals/bookings", total(call, "forecast"),
                total(comparison, "bookings"), .currency, isRate: false)
            remarks.append("That is \(words) the \(earlier) booked in \(before).")
            previous = (total(comparison, "bookings"), comparisonLabel(comparison))
        }
        metric(label, forecast, previous: previous)
    }

    /// How much of a forecast still has to close.
    private mutating func coverage(_ call: Int, _ view: Bool) {
        guard !view, let won = total(call, "won").double, let all = total(call, "forecast").double, all > 0, won >= 0,
            won < all,
            let share = ledger.derived(.share, ["\(call)/totals/won", "\(call)/totals/forecast"], unit: .percent)
        else { return }
        remarks.append("\(share) of it is won; the rest has still to close.")
    }

    /// The group with the largest forecast: its name, and its value with its share.
    private mutating func largestGroup(_ call: Int, _ group: String) -> (name: String, value: String)? {
        let column = calls[call].columns.first?.name ?? ""
        let rows = calls[call].response.indices.filter {
            name(call, $0, column).string != notSet && number(call, $0, "forecast") != nil
        }
        guard let first = rows.first else { return nil }
        let largest = rows.reduce(first) {
            (number(call, $1, "forecast") ?? 0) > (number(call, $0, "forecast") ?? 0) ? $1 : $0
        }
        let value = ledger.cell(call, largest, "forecast")
        let share =
            isPositive(call, "forecast")
            ? ledger.derived(
                .share, ["\(call)/response/\(largest)/forecast", "\(call)/totals/forecast"], unit: .percent) : nil
        let title = group == "dimension" ? bold(name(call, largest, column)) : ledger.cell(call, largest, column)
        return (title, value + (share.map { " (\($0))" } ?? ""))
    }
}
