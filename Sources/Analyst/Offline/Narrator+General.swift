import Analytics
import Core

extension Narrator {
    /// A result that has no narrator of its own: the first measure in all, and the row that stands first.
    mutating func general(_ call: Int) {
        let columns = calls[call].columns
        guard let measure = columns.first(where: { $0.unit != .text && $0.unit != .date }) else {
            let rows = ledger.figure(call, "total_row_count")
            paragraphs.append(
                "The result has \(rows) \(calls[call].totalRowCount == 1 ? "row" : "rows"), in the table below.")
            return
        }
        let groups = columns.filter { $0.unit == .text }
        let when = within(call)
        let all = ledger.total(call, measure.name)
        let value = ledger.cell(call, 0, measure.name)
        guard let group = groups.first, calls[call].response.count > 1 else {
            let shown = all == "–" ? value : all
            paragraphs.append("\(measure.label)\(when): \(shown).")
            generalMetrics(call)
            return
        }
        if columns.contains(where: { $0.name == "period" }) {
            let last = calls[call].response.count - 1
            let latest = ledger.cell(call, last, measure.name)
            paragraphs.append(
                (all == "–" ? "" : "\(measure.label)\(when) comes to \(all). ")
                    + "In the last period, \(bold(name(call, last, "period"))), it is \(latest).")
        } else {
            let names = groups.map { bold(name(call, 0, $0.name)) }.joined(separator: ", ")
            let place = isAscending(call) ? "comes last" : "stands first"
            let label = measure.label.lowercased()
            paragraphs.append(
                "\(names) \(place)\(when) with \(value) (\(label))"
                    + (all == "–" ? "." : "; in all, \(label) is \(all)."))
            if calls[call].totalRowCount > calls[call].rowCount {
                let shown = ledger.figure(call, "row_count")
                let count = ledger.figure(call, "total_row_count")
                remarks.append("Shown are \(shown) of \(count) by \(group.label.lowercased()).")
            }
        }
        generalMetrics(call)
    }

    private mutating func generalMetrics(_ call: Int) {
        for total in calls[call].totals.prefix(4) { metric(total.label, ledger.total(call, total.name)) }
    }

    mutating func stalledDeals(_ call: Int) {
        let basis = calls[call].args["basis"]?.string
        let threshold = ledger.total(call, "threshold_days")
        let idle =
            switch basis {
            case "history": "have not changed their stage for more than \(threshold)"
            case "activity": "have seen no activity for more than \(threshold)"
            default: "are older than \(threshold), one and a half times the median sales cycle"
            }
        let deals = ledger.total(call, "deals")
        let open = counted(call, "totals/open_deals", total(call, "open_deals"), "open deal", "open deals")
        let value = ledger.total(call, "value")
        paragraphs.append(
            "\(deals) of \(open)\(value == "–" ? "" : ", worth \(value),") \(idle)\(largest(call)).")
        metric("Stalled deals", deals)
        metric("Value of stalled deals", value)
        metric("Open deals", ledger.total(call, "open_deals"))
    }

    mutating func missingStakeholders(_ call: Int) {
        let deals = ledger.total(call, "deals")
        let open = counted(call, "totals/open_deals", total(call, "open_deals"), "open deal", "open deals")
        let value = ledger.total(call, "value")
        paragraphs.append(
            "\(deals) of \(open)\(within(call))\(value == "–" ? "" : ", worth \(value),") have no contact of C-level or VP\(largest(call))."
        )
        if isPositive(call, "without_contacts") {
            remarks.append("Of these, \(ledger.total(call, "without_contacts")) have no contact at all.")
        }
        metric("Deals without a decision maker", deals)
        metric("Value of these deals", value)
        metric("Share of open deals", ledger.total(call, "share"))
    }

    /// `; the largest is **Acme** with $4K`, for lists whose first row is the largest deal.
    private mutating func largest(_ call: Int) -> String {
        guard let amount = number(call, 0, "amount"), amount > 0 else { return "" }
        let account = name(call, 0, "account")
        let label = account.isNull ? name(call, 0, "opportunity_id") : account
        return "; the largest is \(bold(label)) with \(ledger.cell(call, 0, "amount"))"
    }

    mutating func losses(_ call: Int) {
        let when = within(call)
        let lost = counted(call, "totals/lost", total(call, "lost"), "deal was", "deals were")
        let value = ledger.total(call, "lost_value")
        let column = calls[call].columns.first
        paragraphs.append(
            "\(lost) lost\(when)\(value == "–" ? "" : ", worth \(value)"); the most frequent \((column?.label ?? "").lowercased()) is "
                + "\(bold(name(call, 0, column?.name ?? ""))), with \(ledger.cell(call, 0, "lost")) of them (\(ledger.cell(call, 0, "share")))."
        )
        remarks.append("\(ledger.total(call, "loss_rate")) of the deals closed\(when) were lost.")
        metric("Deals lost", ledger.total(call, "lost"))
        metric("Value lost", value)
        metric("Loss rate", ledger.total(call, "loss_rate"))
    }

    mutating func concentration(_ call: Int) {
        let measure = calls[call].args["measure"]?.string ?? "pipeline"
        let column = calls[call].columns.first
        let label = calls[call].columns.first { $0.name == measure }?.label.lowercased() ?? measure
        let rows = ledger.figure(call, "row_count")
        let groups = ledger.total(call, "groups")
        paragraphs.append(
            "The \(rows) largest of \(groups) \(column?.name == "account" ? "accounts" : "by \((column?.label ?? "").lowercased())") hold \(ledger.total(call, "top_share")) of the \(label)\(within(call)): "
                + "\(ledger.total(call, "top_value")) of \(ledger.total(call, measure)).")
        remarks.append(
            "\(bold(name(call, 0, column?.name ?? ""))) alone has \(ledger.cell(call, 0, measure)), \(ledger.cell(call, 0, "share"))."
        )
        metric("Share of the top", ledger.total(call, "top_share"))
        metric("Value of the top", ledger.total(call, "top_value"))
        metric(Names.label(measure), ledger.total(call, measure))
    }

    mutating func velocity(_ call: Int) {
        paragraphs.append(
            "Sales velocity\(within(call)) is \(ledger.total(call, "velocity")) a day: \(ledger.total(call, "open_deals")) open deals, an average "
                + "deal of \(ledger.total(call, "average_deal_size")), a win rate of \(ledger.total(call, "win_rate")) and a cycle of \(ledger.total(call, "sales_cycle"))."
        )
        if let dimension = calls[call].args["dimension"]?.string, number(call, 0, "velocity") != nil {
            remarks.append(
                "\(bold(name(call, 0, dimension))) is the \(isAscending(call) ? "slowest" : "fastest") with \(ledger.cell(call, 0, "velocity")) a day."
            )
        }
        for total in calls[call].totals.prefix(4) { metric(total.label, ledger.total(call, total.name)) }
    }

    mutating func accountOverview(_ call: Int) {
        let account = calls[call].args["account"].map { Value.text($0.string ?? "–") } ?? .null
        let deals = counted(call, "totals/deals", total(call, "deals"), "opportunity", "opportunities")
        func part(_ name: String, _ word: String) -> String? {
            isPositive(call, name) ? "\(ledger.total(call, name)) \(word)" : nil
        }
        let parts = [part("won_value", "won"), part("pipeline", "open")].compactMap(\.self).joined(separator: ", ")
        paragraphs.append(
            "\(bold(account)) has \(deals)\(within(call)) worth \(ledger.total(call, "total_value"))\(parts.isEmpty ? "" : ": \(parts)")."
        )
        let rate = ledger.total(call, "win_rate")
        if rate != "–" { remarks.append("Its win rate is \(rate).") }
        let next = ledger.total(call, "next_close")
        if next != "–" { remarks.append("The next open deal is expected to close on \(next).") }
        for total in calls[call].totals.prefix(5) { metric(total.label, ledger.total(call, total.name)) }
    }

    mutating func nextSteps(_ call: Int) {
        let open = counted(call, "totals/open_deals", total(call, "open_deals"), "open deal", "open deals")
        let without = ledger.total(call, "without_next_step")
        let value = ledger.total(call, "without_value")
        paragraphs.append(
            isPositive(call, "without_next_step")
                ? "\(without) of \(open)\(within(call)) have no next step\(value == "–" ? "" : "; \(value) of pipeline lies there")."
                : "All \(open)\(within(call)) have a next step.")
        if !calls[call].response.isEmpty {
            remarks.append(
                "The most frequent one is \(bold(name(call, 0, "next_step"))), on \(ledger.cell(call, 0, "deals")).")
        }
        metric("Without a next step", without)
        metric("Their share", ledger.total(call, "share_without"))
        metric("Open deals", ledger.total(call, "open_deals"))
    }

    mutating func titles(_ call: Int) {
        guard let column = calls[call].columns.first else { return }
        let contacts = counted(call, "response/0/contacts", name(call, 0, "contacts"), "contact", "contacts")
        let deals = counted(
            call, "response/0/opportunities", name(call, 0, "opportunities"), "opportunity", "opportunities")
        paragraphs.append(
            "\(bold(name(call, 0, column.name))) is the most frequent \(column.label.lowercased())\(within(call)): \(contacts) on \(deals)."
        )
        let rate = ledger.cell(call, 0, "win_rate")
        if rate != "–" { remarks.append("Of those that closed, \(rate) were won.") }
        metric("Contacts with a title", ledger.total(call, "contacts"))
        metric("Opportunities with them", ledger.total(call, "opportunities"))
        metric("With a C-level or VP contact", ledger.total(call, "executive_opportunities"))
    }

    mutating func productConversion(_ call: Int) {
        guard let column = calls[call].columns.first else { return }
        let rate = ledger.cell(call, 0, "win_rate")
        paragraphs.append(
            "\(bold(name(call, 0, column.name))) has the \(isAscending(call) ? "lowest" : "best") win rate\(within(call)): \(rate), \(ledger.cell(call, 0, "won")) of "
                + "\(ledger.cell(call, 0, "closed")) closed; of all its \(ledger.cell(call, 0, "opportunities")) opportunities \(ledger.cell(call, 0, "won_share")) were won."
        )
        remarks.append(
            "Over all, the win rate is \(ledger.total(call, "win_rate")) (\(ledger.total(call, "won")) of \(ledger.total(call, "closed")))."
        )
        for name in ["win_rate", "won", "closed", "won_value"] {
            let total = calls[call].totals.first { $0.name == name }
            metric(total?.label ?? name, ledger.total(call, name))
        }
    }

    mutating func periodChange(_ call: Int) {
        let label = calls[call].totals.first { $0.name == "current" }?.label ?? ""
        let (now, before) = (total(call, "current"), total(call, "previous"))
        let current = ledger.total(call, "current")
        let previous = ledger.total(call, "previous")
        var words = ""
        if let first = now.decimal, let second = before.decimal {
            let days = [
                ledger.figure(call, "args/previous_from"), ledger.figure(call, "args/previous_to"),
            ].joined(separator: " to ")
            let change = change("\(call)/totals/current", "\(call)/totals/previous", now, before)
            let isRate = calls[call].totals.first { $0.name == "current" }?.unit == .percent
            let direction = first == second ? "level with" : first > second ? "up from" : "down from"
            words =
                isRate || change == nil
                ? ", \(direction) \(previous) from \(days)" : ", \(change ?? direction) \(previous) from \(days)"
        }
        paragraphs.append("\(label)\(within(call)): \(current)\(words).")
        if let dimension = calls[call].args["dimension"]?.string, number(call, 0, "change") != nil {
            remarks.append(
                "\(bold(name(call, 0, dimension))) moved most: from \(ledger.cell(call, 0, "previous")) to \(ledger.cell(call, 0, "current"))."
            )
        }
        metric(label, current, previous: (before, "the period before"))
        metric("Period before", previous)
        metric("Change", ledger.total(call, "change"))
    }
}
