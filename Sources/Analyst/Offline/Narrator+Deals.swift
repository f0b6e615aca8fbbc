import Analytics
import Core

/// Lists of single deals.
extension Narrator {
    mutating func topOpportunities(_ call: Int, emphasis: Plan.Emphasis?) {
        let status = calls[call].args["status"]?.string ?? "open"
        let (one, several) = status == "all" ? ("opportunity", "opportunities") : ("\(status) deal", "\(status) deals")
        let words = MeasureWords.named(
            ["open": "open_deals", "won": "won_deals", "lost": "lost_deals"][status] ?? "deals")
        let scope = scope(call, words)
        let deals = counted(call, "totals/deals", total(call, "deals"), one, several)
        let value = ledger.total(call, "value")
        let isOne = total(call, "deals").double == 1
        guard !calls[call].response.isEmpty else {
            paragraphs.append(
                isPositive(call, "deals")
                    ? "There \(isOne ? "is" : "are") \(deals)\(scope), \(isOne ? "without" : "none with") an amount."
                    : "There are \(ledger.total(call, "deals")) \(several)\(scope).")
            metric(several.prefix(1).uppercased() + several.dropFirst(), ledger.total(call, "deals"))
            return
        }
        let order = DealOrder(calls[call])
        let most = order.adjective
        let amount = number(call, 0, "amount") == nil ? "no amount" : ledger.cell(call, 0, "amount")
        let first = "\(dealName(call, 0)): \(amount)\(stageAndDate(call, 0, status))\(age(call, 0))"
        if emphasis == .list || emphasis == .total {
            paragraphs.append(
                isOne
                    ? "There is \(deals)\(scope): \(first)."
                    : "There are \(deals)\(scope)\(value == "–" ? "" : ", worth \(value) in all"). The \(most) is \(first)."
            )
        } else {
            let owner = name(call, 0, "owner")
            let isAsked = emphasis == .ranking && !owner.isNull
            paragraphs.append(
                "The \(most) \(one)\(scope) is \(first)\(isAsked ? ", owned by \(bold(owner))" : "")\(shown(call, 0)).")
        }
        metric("\(most.prefix(1).uppercased() + most.dropFirst()) \(one)", ledger.cell(call, 0, "amount"))
        metric(several.prefix(1).uppercased() + several.dropFirst(), ledger.total(call, "deals"))
        metric(status == "open" ? "Open pipeline" : "In all", value)
        if order.column == "amount" {
            shownPart(call, value)
        } else if calls[call].response.count > 1 {
            remarks.append("Next is \(dealName(call, 1))\(stageAndDate(call, 1, status))\(age(call, 1)).")
        }
        if status == "open", let closed = name(call, 0, "closed").date, closed < ledger.evidence.asOf {
            remarks.append("The close date of \(dealName(call, 0)) has passed: confirm it before counting on it.")
        }
    }

    /// How much of the value the deals shown hold, or how far the second is behind.
    private mutating func shownPart(_ call: Int, _ value: String) {
        let count = calls[call].response.count
        if count >= 3, calls[call].totalRowCount > count, value != "–", isPositive(call, "value") {
            let sum = "sum:" + (0..<count).map { "\(call)/response/\($0)/amount" }.joined(separator: "+")
            guard let share = ledger.derived(.share, [sum, "\(call)/totals/value"], unit: .percent) else { return }
            let rows = ledger.figure(call, "row_count")
            let of = ledger.figure(call, "total_row_count")
            let most = isAscending(call) ? "smallest" : "largest"
            remarks.append("The \(rows) \(most) of \(of) make up \(share) of \(value) in all.")
            metric("Share of those shown", share)
        } else if count > 1, number(call, 1, "amount") != nil {
            remarks.append("Next is \(dealName(call, 1)) with \(ledger.cell(call, 1, "amount")).")
        }
    }

    /// `, loss reason **Price**`, for columns that were asked for beside the usual ones.
    private func shown(_ call: Int, _ row: Int) -> String {
        let ids = (calls[call].args["show"]?.array ?? []).compactMap(\.string)
        return calls[call].columns.filter { ids.contains($0.name) && !["account", "owner", "stage"].contains($0.name) }
            .map { column in
                let cell = name(call, row, column.name)
                return
                    ", \(cell.isNull ? "no \(lower(column.label)) recorded" : "\(lower(column.label)) \(bold(cell))")"
            }.joined()
    }

    /// `, created on [Mar 3, 2026](#f1), [262 days](#f2) open`, for lists by the created date.
    private mutating func age(_ call: Int, _ row: Int) -> String {
        guard !name(call, row, "created").isNull else { return "" }
        let days = number(call, row, "days_open") == nil ? "" : ", \(ledger.cell(call, row, "days_open")) open"
        return ", created on \(ledger.cell(call, row, "created"))\(days)"
    }

    mutating func slippedDeals(_ call: Int) {
        let deals = counted(call, "totals/deals", total(call, "deals"), "open deal", "open deals")
        let isOne = total(call, "deals").double == 1
        let value = ledger.total(call, "value")
        let narrowed = narrowing(call)
        let longer =
            calls[call].args["days"] == nil ? "" : "more than \(ledger.figure(call, "args/days", unit: .days)) "
        paragraphs.append(
            "\(deals)\(narrowed)\(value == "–" || !isPositive(call, "deals") ? "" : " worth \(value)") \(isOne ? "is" : "are") \(longer)past \(isOne ? "its" : "their") close date on \(ledger.asOf())."
        )
        metric("Overdue deals", ledger.total(call, "deals"))
        metric("Overdue pipeline", value)
        if !calls[call].response.isEmpty {
            let amount = number(call, 0, "amount") == nil ? "" : ": \(ledger.cell(call, 0, "amount"))"
            let days = ledger.cell(call, 0, "days_overdue")
            if !isOne || !amount.isEmpty {
                remarks.append(
                    "\(isOne ? "It" : calls[call].args["order_by"]?.string == "closed" ? "The longest overdue" : "The largest") is \(dealName(call, 0))\(amount)\(days == "–" ? "" : ", \(days) overdue")."
                )
            }
            let oldest = calls[call].response.indices.filter { number(call, $0, "days_overdue") != nil }
                .max { (number(call, $0, "days_overdue") ?? 0) < (number(call, $1, "days_overdue") ?? 0) }
            if let oldest, oldest != 0, calls[call].rowCount >= calls[call].totalRowCount {
                remarks.append(
                    "The oldest is \(dealName(call, oldest)), \(ledger.cell(call, oldest, "days_overdue")) overdue.")
            }
            metric("\(calls[call].args["order_by"]?.string == "closed" ? "Longest" : "Largest"): days overdue", days)
        }
        remarks.append("A snapshot shows what is overdue; whether a close date was moved before is not in the data.")
    }

    mutating func stalledDeals(_ call: Int) {
        let isOne = total(call, "deals").double == 1
        let threshold = ledger.total(call, "threshold_days")
        let idle =
            switch calls[call].args["basis"]?.string {
            case "history":
                "\(isOne ? "has" : "have") not changed \(isOne ? "its" : "their") stage for more than \(threshold)"
            case "activity": "\(isOne ? "has" : "have") seen no activity for more than \(threshold)"
            default: "\(isOne ? "is" : "are") older than \(threshold), the limit that the sales cycle sets"
            }
        let deals = ledger.total(call, "deals")
        let open = counted(call, "totals/open_deals", total(call, "open_deals"), "open deal", "open deals")
        let value = ledger.total(call, "value")
        paragraphs.append(
            "\(deals) of \(open)\(narrowing(call))\(value == "–" || !isPositive(call, "deals") ? "" : ", worth \(value),") \(idle)\(largest(call))."
        )
        metric("Stalled deals", deals)
        metric("Value of stalled deals", value)
        metric("Open deals", ledger.total(call, "open_deals"))
        if isPositive(call, "open_deals"), isPositive(call, "deals"),
            let share = ledger.derived(.share, ["\(call)/totals/deals", "\(call)/totals/open_deals"], unit: .percent)
        {
            remarks.append("That is \(share) of the open deals.")
            metric("Share of open deals", share)
        }
        let longest = calls[call].response.indices.filter { number(call, $0, "idle_days") != nil }
            .max { (number(call, $0, "idle_days") ?? 0) < (number(call, $1, "idle_days") ?? 0) }
        if let longest {
            let among = calls[call].rowCount < calls[call].totalRowCount ? "Of those shown, " : ""
            remarks.append(
                "\(among)\(dealName(call, longest)) has stood longest: \(ledger.cell(call, longest, "idle_days")).")
        }
    }

    /// What counts as stalled, beside sums that do not tell it.
    mutating func stalledMeans(_ call: Int) {
        let threshold = ledger.total(call, "threshold_days")
        let what =
            switch calls[call].args["basis"]?.string {
            case "history": "without a stage change for more than \(threshold)"
            case "activity": "without activity for more than \(threshold)"
            default: "older than \(threshold)"
            }
        remarks.append("Stalled deals are open ones \(what).")
    }

    mutating func missingStakeholders(_ call: Int) {
        let isOne = total(call, "deals").double == 1
        let deals = ledger.total(call, "deals")
        let open = counted(call, "totals/open_deals", total(call, "open_deals"), "open deal", "open deals")
        let value = ledger.total(call, "value")
        let scope = scope(call, MeasureWords.named("open_deals"))
        paragraphs.append(
            "\(deals) of \(open)\(scope)\(value == "–" || !isPositive(call, "deals") ? "" : ", worth \(value),") \(isOne ? "has" : "have") no contact of C-level or VP\(largest(call))."
        )
        if isPositive(call, "without_contacts") {
            let none = counted(
                call, "totals/without_contacts", total(call, "without_contacts"), "deal has", "deals have")
            remarks.append("Of these, \(none) no contact at all.")
        }
        metric("Deals without a decision maker", deals)
        metric("Value of these deals", value)
        metric("Share of open deals", ledger.total(call, "share"))
        if isPositive(call, "share") { remarks.append("That is \(ledger.total(call, "share")) of the open deals.") }
    }

    /// `; the largest is **Acme** with $4K`, for lists whose first row is the largest deal.
    private mutating func largest(_ call: Int) -> String {
        guard let amount = number(call, 0, "amount"), amount > 0, calls[call].totalRowCount > 1 else { return "" }
        return "; the largest is \(dealName(call, 0)) with \(ledger.cell(call, 0, "amount"))"
    }

    func dealName(_ call: Int, _ row: Int) -> String {
        let account = name(call, row, "account")
        let own = name(call, row, "name")
        if own.isNull && account.isNull { return bold(name(call, row, "opportunity_id")) }
        if own.isNull { return bold(account) }
        if account.isNull || own.string?.contains(account.string ?? "") == true { return bold(own) }
        return "\(bold(own)) for \(bold(account))"
    }

    private mutating func stageAndDate(_ call: Int, _ row: Int, _ status: String) -> String {
        var text = ""
        if status == "open" || status == "all", let stage = name(call, row, "stage").string {
            text += ", in \(Escape.markdown(stage))"
        }
        if !name(call, row, "closed").isNull {
            let word = status == "open" ? "due on" : status == "all" ? "close date" : "\(status) on"
            text += ", \(word) \(ledger.cell(call, row, "closed"))"
        }
        return text
    }
}
