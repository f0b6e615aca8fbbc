import Analytics
import Core

/// Accounts and the people in them.
extension Narrator {
    mutating func topAccounts(_ call: Int, emphasis: Plan.Emphasis?) {
        guard let measure = mainMeasure(call)?.words, let dimension = calls[call].columns.first else { return }
        let groups = Groups(call, ResultShape(calls[call]), dimension, measure, ascending: isAscending(call))
        guard let best = groups.ranked.first else { return general(call) }
        let status = calls[call].args["status"]?.string ?? "all"
        let scope = scope(call, measure)
        let figure = value(groups, best)
        let all = ledger.total(call, "total_value")
        let deals = counted(
            call, "response/\(best)/deal_count", name(call, best, "deal_count"), "opportunity", "opportunities")
        if groups.leaders.count > 1 {
            paragraphs.append(
                "\(tied(groups, groups.leaders)) are level as the \(groups.isAscending ? "smallest" : "largest") accounts by \(measure.bare)\(scope): \(figure) each."
            )
        } else {
            let share = groups.hasShares ? share(groups, best).map { ", \($0) of \(all) in all" } ?? "" : ""
            paragraphs.append(
                "\(rowName(groups, best)) is the \(groups.isAscending ? "smallest" : "largest") account by \(measure.bare)\(scope), with \(figure) across \(deals)\(share)."
            )
        }
        if status == "all" {
            paragraphs.append("Total value counts every opportunity of an account: open, won and lost.")
        }
        metric("\(plain(name(call, best, dimension.name))), \(measure.bare)", figure)
        metric("All accounts, \(measure.bare)", all)
        if groups.leaders.count == 1, let second = groups.ranked.dropFirst().first {
            let gap = ledger.derived(
                .difference, [groups.path(best), groups.path(second)], unit: .currency, magnitude: true)
            remarks.append(
                "\(rowName(groups, second)) \(groups.isAscending ? "is next" : "follows") with \(amount(groups, second))\(gap.map { ", \($0) \(groups.isAscending ? "more" : "less")" } ?? "")."
            )
        }
        if !groups.isAscending, !groups.shape.isComplete { shareOfShown(groups) }
    }

    mutating func concentration(_ call: Int) {
        guard let column = calls[call].columns.first else { return }
        let wanted = calls[call].args["measure"]?.string ?? "pipeline"
        let measure = MeasureWords.named(wanted)
        let bare = measure?.bare ?? wanted
        let scope = scope(call, measure)
        let all = ledger.total(call, wanted)
        let first = bold(name(call, 0, column.name))
        let count = calls[call].totals.first { $0.name == "groups" }?.value ?? .null
        if count.double == 1 || calls[call].response.count == 1 {
            paragraphs.append(
                "\(first) alone holds \(ledger.cell(call, 0, "share")) of \(bare)\(scope): \(ledger.cell(call, 0, wanted)) of \(all)."
            )
        } else {
            let rows = ledger.figure(call, "row_count")
            let isEverything = calls[call].rowCount >= (count.integer ?? .max)
            let groups = ledger.total(call, "groups")
            if isEverything {
                // All of them together hold all of it, which says nothing.
                paragraphs.append(
                    "\(first) holds \(ledger.cell(call, 0, "share")) of \(bare)\(scope), the most of \(groups) \(plural(column.label)): \(ledger.cell(call, 0, wanted)) of \(all)."
                )
                remarks.append(
                    "\(bold(name(call, 1, column.name))) follows with \(ledger.cell(call, 1, wanted)), \(ledger.cell(call, 1, "share"))."
                )
            } else {
                paragraphs.append(
                    "The \(rows) largest of \(groups) \(plural(column.label)) hold \(ledger.total(call, "top_share")) of \(bare)\(scope): \(ledger.total(call, "top_value")) of \(all)."
                )
                remarks.append(
                    "\(first) alone has \(ledger.cell(call, 0, wanted)), \(ledger.cell(call, 0, "share")).")
            }
        }
        if let share = number(call, 0, "share"), share > 0.25, wanted == "pipeline" {
            remarks.append("So much with a single name is a risk: if \(first) slips, \(bare) falls by that much.")
        }
        if isPositive(call, "without_group") {
            let deals = counted(
                call, "totals/without_group", total(call, "without_group"), "opportunity has", "opportunities have")
            remarks.append(
                "\(deals) no \(lower(column.label)) and \(total(call, "without_group").double == 1 ? "is" : "are") part of the whole alone."
            )
        }
        metric("Share of the top", ledger.total(call, "top_share"))
        metric("Value of the top", ledger.total(call, "top_value"))
        metric(measure?.label ?? Names.label(wanted), all)
    }

    mutating func accountOverview(_ call: Int) {
        let account = bold(.text(calls[call].args["account"]?.string ?? ""))
        let deals = counted(call, "totals/deals", total(call, "deals"), "opportunity", "opportunities")
        func part(_ name: String, _ word: String) -> String? {
            isPositive(call, name) ? "\(ledger.total(call, name)) \(word)" : nil
        }
        var words: [String] = []
        if let won = part("won_value", "won") { words.append(won) }
        if let open = part("pipeline", "open") { words.append(open) }
        let value = ledger.total(call, "total_value")
        let worth = value == "–" || !isPositive(call, "deals") ? "" : " worth \(value)"
        paragraphs.append(
            "\(account) has \(deals)\(scope(call))\(worth)\(words.isEmpty ? "" : ": \(joined(words))").")
        let rate = ledger.total(call, "win_rate")
        if rate != "–" { remarks.append("The win rate of \(account) is \(rate).") }
        let weighted = ledger.total(call, "weighted_pipeline")
        if isPositive(call, "pipeline"), weighted != "–" {
            remarks.append("Weighted by probability, its open pipeline is worth \(weighted).")
        }
        let next = ledger.total(call, "next_close")
        if next != "–" {
            remarks.append("The next open deal is expected to close on \(next).")
        } else if isPositive(call, "pipeline") {
            remarks.append("No open deal of \(account) has a close date ahead.")
        } else {
            let last = ledger.total(call, "last_won")
            if last != "–" { remarks.append("Nothing is open; the last deal was won on \(last).") }
        }
        for name in ["total_value", "won_value", "pipeline", "win_rate", "deals"] {
            let total = calls[call].totals.first { $0.name == name }
            metric(total?.label ?? name, ledger.total(call, name))
        }
    }

    mutating func nextSteps(_ call: Int) {
        let open = counted(call, "totals/open_deals", total(call, "open_deals"), "open deal", "open deals")
        let scope = scope(call, MeasureWords.named("open_deals"))
        let without = ledger.total(call, "without_next_step")
        let value = ledger.total(call, "without_value")
        let isOne = total(call, "without_next_step").double == 1
        let isOnlyOne = total(call, "open_deals").double == 1
        paragraphs.append(
            isPositive(call, "without_next_step")
                ? "\(without) of \(open)\(scope) \(isOne ? "has" : "have") no next step\(value == "–" ? "" : "; \(value) of open pipeline lies there")."
                : "\(isOnlyOne ? "The" : "All") \(open)\(scope) \(isOnlyOne ? "has" : "have") a next step.")
        if !calls[call].response.isEmpty {
            let deals = counted(call, "response/0/deals", name(call, 0, "deals"), "deal", "deals")
            remarks.append("The most frequent next step is \(bold(name(call, 0, "next_step"))), on \(deals).")
        }
        if isPositive(call, "overdue_without") {
            let late = counted(
                call, "totals/overdue_without", total(call, "overdue_without"), "deal without a next step is",
                "deals without a next step are")
            remarks.append("\(late) overdue as well: begin there.")
        }
        metric("Without a next step", without)
        metric("Their share", ledger.total(call, "share_without"))
        metric("Open deals", ledger.total(call, "open_deals"))
    }

    // MARK: People

    mutating func titles(_ call: Int) {
        guard let column = calls[call].columns.first else { return }
        contacts(call, column)
        metric("Contacts with a title", ledger.total(call, "contacts"))
        metric("Opportunities with them", ledger.total(call, "opportunities"))
        metric("With a C-level or VP contact", ledger.total(call, "executive_opportunities"))
        let opportunities = counted(
            call, "totals/opportunities", total(call, "opportunities"), "opportunity", "opportunities")
        remarks.append(
            "\(ledger.total(call, "executive_opportunities")) of \(opportunities) with titled contacts \(total(call, "executive_opportunities").double == 1 ? "has" : "have") a contact of C-level or VP."
        )
        mostWon(call, column)
    }

    mutating func roles(_ call: Int, emphasis: Plan.Emphasis?) {
        let by = calls[call].args["by"]?.string ?? "role"
        guard let column = calls[call].columns.first(where: { $0.name == by }) ?? calls[call].columns.first else {
            return
        }
        if emphasis == .total, isPositive(call, "all_contacts") {
            let all = counted(call, "totals/all_contacts", total(call, "all_contacts"), "contact", "contacts")
            let verb = total(call, "contacts").double == 1 ? "has" : "have"
            paragraphs.append(
                "There are \(all)\(scope(call, statusMeasure(call))); \(ledger.total(call, "contacts")) of them \(verb) a \(by)."
            )
            metric("Contacts", ledger.total(call, "all_contacts"))
        } else if emphasis == .total {
            paragraphs.append(
                "There \(total(call, "contacts").double == 1 ? "is" : "are") \(counted(call, "totals/contacts", total(call, "contacts"), "contact", "contacts")) with a \(by)\(scope(call, statusMeasure(call))), on \(counted(call, "totals/opportunities", total(call, "opportunities"), "opportunity", "opportunities"))."
            )
        }
        contacts(call, column)
        metric("Contacts with a \(by)", ledger.total(call, "contacts"))
        metric("Opportunities with contacts", ledger.total(call, "opportunities"))
        mostWon(call, column)
    }

    func statusMeasure(_ call: Int) -> MeasureWords? {
        let status = calls[call].args["status"]?.string ?? "all"
        return MeasureWords.named(["open": "open_deals", "won": "won_deals", "lost": "lost_deals"][status] ?? "deals")
    }

    /// The most frequent name among contacts, and the next.
    private mutating func contacts(_ call: Int, _ column: ResultColumn) {
        let status = calls[call].args["status"]?.string ?? "all"
        let scope = scope(call, statusMeasure(call))
        let (one, several) =
            status == "all" ? ("opportunity", "opportunities") : ("\(status) opportunity", "\(status) opportunities")
        let opportunities = counted(
            call, "response/0/opportunities", name(call, 0, "opportunities"), one, several)
        let all = counted(call, "totals/contacts", total(call, "contacts"), "contact", "contacts")
        let contacts = ledger.cell(call, 0, "contacts")
        let rows = calls[call].response.indices
        let level = rows.filter { number(call, $0, "contacts") == number(call, 0, "contacts") }
        let label = lower(column.label)
        if level.count > 1 {
            let names =
                level.count > 3
                ? level.prefix(3).map { bold(name(call, $0, column.name)) }.joined(separator: ", ") + " and others"
                : joined(level.map { bold(name(call, $0, column.name)) })
            paragraphs.append("\(names) are level as the most frequent \(label)\(scope): \(contacts) of \(all) each.")
        } else {
            paragraphs.append(
                "\(bold(name(call, 0, column.name))) is the most frequent \(label)\(scope): \(contacts) of \(all), on \(opportunities)."
            )
            if rows.count > 1 {
                remarks.append(
                    "\(bold(name(call, 1, column.name))) follows with \(counted(call, "response/1/contacts", name(call, 1, "contacts"), "contact", "contacts"))."
                )
            }
        }
        metric("\(plain(name(call, 0, column.name))), contacts", contacts)
    }

    /// Which contacts go with won deals, told with its limits.
    private mutating func mostWon(_ call: Int, _ column: ResultColumn) {
        let rated = calls[call].response.indices.filter {
            number(call, $0, "win_rate") != nil && (number(call, $0, "opportunities") ?? 0) >= 20
        }
        guard rated.count > 1,
            let best = rated.max(by: { (number(call, $0, "win_rate") ?? 0) < (number(call, $1, "win_rate") ?? 0) })
        else { return }
        remarks.append(
            "Closed deals with \(bold(name(call, best, column.name))) among their contacts were won most often, at \(ledger.cell(call, best, "win_rate")), which does not show why."
        )
    }
}
