import Analytics
import Core

/// Figures of what the question names: a role, a stage, several values as one.
extension Narrator {
    // MARK: Several values as one

    /// Tells the sum of the values first, then what each adds.
    ///
    /// `Bookings in 2025 for Software and Media together are [$6.09M](#f1): [$3.43M](#f2) for Software and …`
    ///
    /// The call is filtered to the values, so that its total is theirs.
    mutating func together(_ call: Int, _ values: [String]) -> Bool {
        guard let groups = groups(call), !total(call, groups.measure.name).isNull else {
            return false
        }
        let found = rows(call, groups.dimension.name, values)
        let measure = groups.measure
        guard found.count > 1, found.count == calls[call].totalRowCount else { return false }
        let scope = scope(call, measure, shown: [groups.dimension.name, "account"])
        let all = ledger.total(call, measure.name)
        let parts = found.map {
            "\(ledger.cell(call, $0, measure.name)) for \(bold(name(call, $0, groups.dimension.name)))"
        }
        let names = found.map { bold(name(call, $0, groups.dimension.name)) }
        paragraphs.append(
            measure.isCount
                ? "\(joined(names)) together have \(all) \(measure.noun(total(call, measure.name)))\(scope): \(joined(parts))."
                : "\(measure.opening)\(scope) for \(joined(names)) \(measure.isAdditive ? "together" : "in all") \(measure.verb(past: isPast(call, measure))) \(all): \(joined(parts))."
        )
        metric("\(measure.label), together", all)
        for row in found.prefix(3) {
            metric(
                "\(plain(name(call, row, groups.dimension.name))), \(measure.bare)",
                ledger.cell(call, row, measure.name))
        }
        return true
    }

    // MARK: People

    /// Tells the named rows of contacts.
    ///
    /// `[57](#f1) open opportunities have a contact with the role **Economic Buyer**.`
    mutating func contactRows(_ call: Int, _ values: [String], _ column: String) -> Bool {
        guard let key = calls[call].columns.first else { return false }
        let rows = rows(call, key.name, values)
        let status = calls[call].args["status"]?.string ?? "all"
        let (one, several) =
            status == "all" ? ("opportunity", "opportunities") : ("\(status) opportunity", "\(status) opportunities")
        let scope = scope(call, statusMeasure(call))
        let kind = key.name == "seniority" ? "of" : "with the \(lower(key.label))"
        guard !rows.isEmpty else {
            paragraphs.append("No \(one)\(scope) has a contact \(kind) \(joined(values.map { bold(.text($0)) })).")
            return true
        }
        for row in rows {
            let who = bold(name(call, row, key.name))
            let count = counted(call, "response/\(row)/opportunities", name(call, row, "opportunities"), one, several)
            let verb = name(call, row, "opportunities").double == 1 ? "has" : "have"
            if column == "win_rate", number(call, row, "win_rate") != nil {
                let rate = ledger.cell(call, row, "win_rate")
                paragraphs.append(
                    "The win rate of opportunities with a contact \(kind) \(who)\(scope) is \(rate): \(count) \(verb) one."
                )
                metric("\(plain(name(call, row, key.name))), win rate", rate)
            } else if column == "contacts" {
                let people = counted(
                    call, "response/\(row)/contacts", name(call, row, "contacts"), "contact", "contacts")
                let isOne = name(call, row, "contacts").double == 1
                paragraphs.append(
                    key.name == "seniority"
                        ? "\(people) \(isOne ? "is" : "are") of \(who), on \(count)\(scope)."
                        : "\(people) \(isOne ? "has" : "have") the \(lower(key.label)) \(who), on \(count)\(scope).")
                metric("\(plain(name(call, row, key.name))), contacts", ledger.cell(call, row, "contacts"))
            } else if column == "value", number(call, row, "value") != nil {
                let value = ledger.cell(call, row, "value")
                paragraphs.append(
                    "Opportunities with a contact \(kind) \(who)\(scope) are worth \(value): \(count) \(verb) one.")
                metric("\(plain(name(call, row, key.name))), value", value)
            } else {
                paragraphs.append("\(count)\(scope) \(verb) a contact \(kind) \(who).")
            }
            metric("\(plain(name(call, row, key.name))), opportunities", ledger.cell(call, row, "opportunities"))
        }
        return true
    }

    /// Tells how many opportunities have a decision maker.
    ///
    /// `[128](#f1) of [203](#f2) won opportunities with titled contacts have a decision maker, a contact of C-level or VP.`
    mutating func executives(_ call: Int) -> Bool {
        guard !total(call, "executive_opportunities").isNull else { return false }
        let status = calls[call].args["status"]?.string ?? "all"
        let noun = status == "all" ? "opportunities" : "\(status) opportunities"
        let scope = scope(call, statusMeasure(call))
        let some = ledger.total(call, "executive_opportunities")
        let all = ledger.total(call, "opportunities")
        let verb = total(call, "executive_opportunities").double == 1 ? "has" : "have"
        paragraphs.append(
            "\(some) of \(all) \(noun) with titled contacts\(scope) \(verb) one of C-level or VP, a decision maker.")
        metric("With a C-level or VP contact", some)
        metric("With titled contacts", all)
        return true
    }

    // MARK: Parts

    /// Tells the first of two measures as a part of the second.
    ///
    /// `Overdue pipeline makes up [12.9%](#f1) of the pipeline: [$11.9M](#f2) of [$92.6M](#f3).`
    mutating func partOfWhole(_ call: Int) -> Bool {
        let shape = ResultShape(calls[call])
        guard shape.measures.count == 2, shape.dimensions.isEmpty, shape.time == nil else { return false }
        let (part, whole) = (
            MeasureWords(shape.measures[0], in: calls[call]), MeasureWords(shape.measures[1], in: calls[call])
        )
        guard
            let share = ledger.derived(
                .share, ["\(call)/totals/\(part.name)", "\(call)/totals/\(whole.name)"], unit: .percent)
        else { return false }
        let (some, all) = (ledger.total(call, part.name), ledger.total(call, whole.name))
        paragraphs.append(
            "\(part.opening)\(scope(call, part)) \(part.isCount ? "make up" : "makes up") \(share) of \(whole.subject): \(some) of \(all)."
        )
        metric("Share", share)
        metric(part.label, some)
        metric(whole.label, all)
        return true
    }

    /// Tells which part of the deals of a stage went on to the next.
    ///
    /// `Of the [1,527](#f1) deals that reached **Discovery**, [1,200](#f2) went on, a conversion of [78.6%](#f3) …`
    mutating func stageStep(_ call: Int, _ from: String, _ to: String) -> Bool {
        guard let row = calls[call].response.indices.first(where: { name(call, $0, "stage").string == from }),
            number(call, row, "conversion") != nil
        else { return false }
        let conversion = ledger.cell(call, row, "conversion")
        paragraphs.append(
            "Of the \(ledger.cell(call, row, "reached")) deals that reached \(bold(.text(from)))\(narrowing(call)), \(ledger.cell(call, row, "went_on")) went on to the next stage or beyond, a conversion of \(conversion)."
        )
        metric("\(from) to \(to)", conversion)
        metric("Reached \(from)", ledger.cell(call, row, "reached"))
        return true
    }
}
