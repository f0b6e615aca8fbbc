import Analytics
import Core

extension Narrator {
    mutating func topAccounts(_ call: Int) {
        let status = calls[call].args["status"]?.string ?? "all"
        let what = ["open": "open pipeline", "won": "won value", "lost": "lost value"][status] ?? "total value"
        let value = ledger.cell(call, 0, "total_value")
        let deals = counted(call, "response/0/deal_count", name(call, 0, "deal_count"), "opportunity", "opportunities")
        var text =
            "\(bold(name(call, 0, "account_name"))) is the \(isAscending(call) ? "smallest" : "largest") account by \(what), with \(value) across \(deals)"
        let share = ledger.derived(
            .share, ["\(call)/response/0/total_value", "\(call)/totals/total_value"], unit: .percent)
        text += share.map { ", \($0) of the total." } ?? "."
        if status == "all" { text += " Total value counts every opportunity of an account: open, won and lost." }
        paragraphs.append(text)
        let all = ledger.total(call, "total_value")
        metric("\(plain(name(call, 0, "account_name"))), \(what)", value)
        metric("All accounts, \(what)", all)
        if !isAscending(call) { shareOfTop(call, "total_value", "accounts", all) }
    }

    /// How much of the total the rows shown hold together.
    private mutating func shareOfTop(
        _ call: Int, _ column: String, _ plural: String, _ total: String
    ) {
        let count = calls[call].response.count
        guard count >= 3, calls[call].totalRowCount > count else { return }
        let sum = "sum:" + (0..<count).map { "\(call)/response/\($0)/\(column)" }.joined(separator: "+")
        guard let share = ledger.derived(.share, [sum, "\(call)/totals/\(column)"], unit: .percent) else { return }
        let rows = ledger.figure(call, "row_count")
        let of = ledger.figure(call, "total_row_count")
        remarks.append("The \(rows) shown, of \(of) \(plural), hold \(share) of the \(total) in all.")
        metric("Share of the top \(count)", share)
    }

    mutating func topOpportunities(_ call: Int) {
        let status = calls[call].args["status"]?.string ?? "open"
        let kind = status == "all" ? "opportunity" : "\(status) opportunity"
        let amount = ledger.cell(call, 0, "amount")
        paragraphs.append("The largest \(kind) is \(dealName(call, 0)): \(amount)\(stageAndDate(call, 0, status)).")
        metric("Largest \(kind)", amount)
        let value = ledger.total(call, "value")
        let count = calls[call].response.count
        metric(status == "open" ? "Open pipeline" : "In all", value)
        if count >= 3, calls[call].totalRowCount > count {
            let sum = "sum:" + (0..<count).map { "\(call)/response/\($0)/amount" }.joined(separator: "+")
            if let share = ledger.derived(.share, [sum, "\(call)/totals/value"], unit: .percent) {
                let rows = ledger.figure(call, "row_count")
                remarks.append("The \(rows) largest make up \(share) of \(value) in all.")
                metric("Share of the top \(count)", share)
            }
        }
    }

    mutating func slippedDeals(_ call: Int) {
        let deals = counted(call, "totals/deals", total(call, "deals"), "open deal", "open deals")
        let isOne = total(call, "deals").double == 1
        let value = ledger.total(call, "value")
        paragraphs.append(
            "\(deals) worth \(value) \(isOne ? "is" : "are") past \(isOne ? "its" : "their") close date on \(ledger.asOf())."
        )
        metric("Overdue deals", ledger.total(call, "deals"))
        metric("Overdue pipeline", value)
        let days = ledger.cell(call, 0, "days_overdue")
        remarks.append("The largest is \(dealName(call, 0)): \(ledger.cell(call, 0, "amount")), \(days) overdue.")
        remarks.append("A snapshot shows what is overdue; whether a close date was moved before is not in the data.")
        metric("Largest: days overdue", days)
    }

    private func dealName(_ call: Int, _ row: Int) -> String {
        let account = name(call, row, "account")
        let own = name(call, row, "name")
        if own.isNull && account.isNull { return bold(name(call, row, "opportunity_id")) }
        if own.isNull { return bold(account) }
        return account.isNull ? bold(own) : "\(bold(own)) for \(bold(account))"
    }

    private mutating func stageAndDate(_ call: Int, _ row: Int, _ status: String) -> String {
        var text = ""
        if status == "open" || status == "all" {
            text += ", in \(Escape.markdown(name(call, row, "stage").string ?? "–"))"
        }
        if !name(call, row, "closed").isNull {
            text += (status == "open" ? ", expected to close on " : ", close date ") + ledger.cell(call, row, "closed")
        }
        return text
    }

    mutating func roles(_ call: Int) {
        let by = calls[call].args["by"]?.string ?? "role"
        let contacts = ledger.cell(call, 0, "contacts")
        let all = ledger.total(call, "contacts")
        let opportunities = counted(
            call, "response/0/opportunities", name(call, 0, "opportunities"), "opportunity", "opportunities")
        var text =
            "\(bold(name(call, 0, by))) is the most frequent \(by): \(contacts) of \(all) contacts, on \(opportunities)."
        metric("\(plain(name(call, 0, by))), contacts", contacts)
        metric("Contacts with a \(by)", all)
        metric("Opportunities with contacts", ledger.total(call, "opportunities"))
        if leadsWithTotal {
            text =
                "There are \(all) contacts with a \(by), on \(ledger.total(call, "opportunities")) opportunities. "
                + text
        }
        if calls[call].response.count > 1 {
            let second = ledger.cell(call, 1, "contacts")
            text += " \(bold(name(call, 1, by))) follows with \(second)."
        }
        paragraphs.append(text)
        let rated = calls[call].response.indices.filter {
            number(call, $0, "win_rate") != nil && (number(call, $0, "opportunities") ?? 0) >= 20
        }
        if let best = rated.max(by: { (number(call, $0, "win_rate") ?? 0) < (number(call, $1, "win_rate") ?? 0) }),
            rated.count > 1
        {
            let rate = ledger.cell(call, best, "win_rate")
            remarks.append(
                "Closed deals with a contact of \(by) \(bold(name(call, best, by))) were won most often: \(rate). That they go together does not show that one brings the other."
            )
        }
    }
}
