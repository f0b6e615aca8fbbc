import Analytics
import Core

extension Narrator {
    /// One measure by one dimension: what leads, how far, and what to look at.
    mutating func groups(_ groups: Groups, emphasis: Plan.Emphasis?) {
        guard let best = groups.ranked.first else { return onlyUnnamed(groups) }
        let measure = groups.measure
        if groups.measure.kind == .rate {
            rates(groups, emphasis: emphasis)
        } else if groups.shape.call.totalRowCount == 1 {
            only(groups, best)
        } else if groups.ranked.allSatisfy({ groups.number($0) == 0 }), groups.isWhole, groups.unnamed == nil {
            paragraphs.append(
                "\(allIn(groups.call, measure, shown: [groups.dimension.name])), and no \(lower(groups.dimension.label)) has any."
            )
        } else {
            parts(groups, best, emphasis: emphasis)
        }
        if let first = groups.leaders.first, groups.leaders.count == 1 {
            metric("\(plain(name(groups.call, first, groups.dimension.name))), \(measure.bare)", value(groups, first))
        }
        metric(measure.opening(all: groups), ledger.total(groups.call, measure.name))
    }

    /// `**EMEA**`, the name of a row.
    func rowName(_ groups: Groups, _ row: Int) -> String { bold(name(groups.call, row, groups.dimension.name)) }

    /// A row's value with the name of its measure: `[$5,000](#f2) of bookings`, `[3](#f4) won deals`.
    mutating func amount(_ groups: Groups, _ row: Int) -> String {
        let link = value(groups, row)
        return groups.measure.told(link, name(groups.call, row, groups.measure.name))
    }

    mutating func value(_ groups: Groups, _ row: Int) -> String { ledger.cell(groups.call, row, groups.measure.name) }

    /// The whole in a sentence without its end: `There are [35](#f1) won deals in [Q4 2026](#f2)`, `Bookings in … are …`.
    mutating func allIn(_ call: Int, _ measure: MeasureWords, shown: [String] = []) -> String {
        let scope = scope(call, measure, shown: shown)
        let all = ledger.total(call, measure.name)
        guard measure.isCount else {
            return "\(measure.opening)\(scope) \(measure.verb(past: isPast(call, measure))) \(all)"
        }
        let value = total(call, measure.name)
        let isOne = value.double == 1
        let verb = isPast(call, measure) ? (isOne ? "was" : "were") : (isOne ? "is" : "are")
        return "There \(verb) \(all) \(measure.noun(value))\(scope)"
    }

    // MARK: Parts of a whole

    private mutating func onlyUnnamed(_ groups: Groups) {
        guard groups.unnamed != nil, !total(groups.call, groups.measure.name).isNull else {
            let rows = ledger.figure(groups.call, "total_row_count")
            let scope = scope(groups.call, groups.measure, shown: [groups.dimension.name])
            paragraphs.append(
                "There is no value for \(groups.measure.subject)\(scope): of \(rows) \(plural(groups.dimension.label)), none has what it needs."
            )
            return
        }
        let all = allIn(groups.call, groups.measure, shown: [groups.dimension.name])
        paragraphs.append("\(all), but no \(lower(groups.dimension.label)) is set on any of it.")
        metric(groups.measure.opening(all: groups), ledger.total(groups.call, groups.measure.name))
    }

    private mutating func only(_ groups: Groups, _ row: Int) {
        let scope = scope(groups.call, groups.measure, shown: [groups.dimension.name])
        let figure = value(groups, row)
        paragraphs.append(
            isFiltered(groups)
                ? "\(groups.measure.opening) for \(rowName(groups, row))\(scope) \(groups.measure.verb(past: isPast(groups.call, groups.measure))) \(figure)."
                : "\(rowName(groups, row)) is the only \(lower(groups.dimension.label)) with \(groups.measure.bare)\(scope): \(figure)."
        )
    }

    private func isFiltered(_ groups: Groups) -> Bool {
        (calls[groups.call].args["filters"]?.array ?? []).contains {
            $0.object?["dimension"]?.string == groups.dimension.name
        }
    }

    private mutating func parts(_ groups: Groups, _ best: Int, emphasis: Plan.Emphasis?) {
        let measure = groups.measure
        let leaders = groups.leaders
        let scope = scope(groups.call, measure, shown: [groups.dimension.name])
        let figure = value(groups, best)
        let isTied = leaders.count > 1
        let share = isTied || !groups.hasShares ? nil : share(groups, best)
        let all = ledger.total(groups.call, measure.name)
        let past = isPast(groups.call, measure)
        let have = past ? "had" : isTied ? "have" : "has"
        if emphasis == .breakdown || emphasis == .total, all != "–", !groups.isAscending {
            var text = allIn(groups.call, measure, shown: [groups.dimension.name])
            if isTied {
                text +=
                    "; \(tied(groups, leaders)) \(past ? "were" : "are") level in front at \(figure)\(leaders.count > 3 ? "" : " each")"
            } else {
                text +=
                    "; \(rowName(groups, best)) \(past ? "led" : "leads") with \(figure)"
                    + (share.map { ", \($0) of \(measure.isCount ? "them" : "it")" } ?? "")
            }
            paragraphs.append(text + ".")
        } else if isTied {
            paragraphs.append(
                "\(tied(groups, leaders)) \(past ? "were" : "are") level with \(measure.superlative(lowest: groups.isAscending))\(scope): \(figure) each."
            )
        } else {
            let among = groups.isDecided ? "" : ", among the \(plural(groups.dimension.label)) shown"
            let of = all == "–" || measure.kind == .overlap ? "" : share.map { ", \($0) of \(all) in all" } ?? ""
            paragraphs.append(
                "\(rowName(groups, best)) \(have) \(measure.superlative(lowest: groups.isAscending))\(scope)\(among): \(figure)\(of)."
            )
        }
        followers(groups, leaders)
        if groups.hasShares, !groups.isAscending { concentration(groups) }
        unnamedPart(groups)
    }

    /// Names of rows that share one value; of many only the first.
    func tied(_ groups: Groups, _ rows: [Int]) -> String {
        rows.count > 3
            ? rows.prefix(3).map { rowName(groups, $0) }.joined(separator: ", ") + " and others"
            : joined(rows.map { rowName(groups, $0) })
    }

    func sharePath(_ groups: Groups, _ row: Int) -> [String] { [groups.path(row), groups.totalPath] }

    mutating func share(_ groups: Groups, _ row: Int) -> String? {
        ledger.derived(.share, sharePath(groups, row), unit: .percent)
    }

    /// The second with its distance, and the last where it is known.
    private mutating func followers(_ groups: Groups, _ leaders: [Int]) {
        let rest = groups.ranked.dropFirst(leaders.count)
        guard let best = leaders.first, let second = rest.first else { return }
        var text =
            "\(rowName(groups, second)) \(groups.isAscending ? "is next" : "follows") with \(amount(groups, second))"
        if groups.measure.kind == .amount,
            let gap = ledger.derived(
                .difference, [groups.path(best), groups.path(second)], unit: unit(groups), magnitude: true)
        {
            let isClose = abs(groups.number(best) - groups.number(second)) < abs(groups.number(best)) * 0.05
            text += isClose ? ", only \(gap) away" : ", \(gap) \(groups.isAscending ? "more" : "less")"
        }
        if !groups.isAscending, groups.isWhole, let last = rest.last, last != second {
            text += "; last is \(rowName(groups, last)) with \(value(groups, last))"
        }
        remarks.append(text + ".")
    }

    func unit(_ groups: Groups) -> Unit {
        groups.shape.measures.first { $0.name == groups.measure.name }?.unit ?? .count
    }

    /// What so few names hold that it is worth a word: the leader alone, the leading three, or the rows shown of many.
    private mutating func concentration(_ groups: Groups) {
        guard let total = total(groups.call, groups.measure.name).double, total > 0, let best = groups.ranked.first
        else { return }
        if groups.number(best) > total * 0.5, groups.ranked.count > 2, groups.measure.kind == .amount {
            remarks.append(
                "So much in a single \(lower(groups.dimension.label)) is a risk: what happens there moves the whole figure."
            )
            return
        }
        let top = groups.ranked.prefix(3)
        let sum = top.map { groups.number($0) }.reduce(0, +)
        if groups.ranked.count >= 6, sum > total * 0.5, sum < total {
            let operand = "sum:" + top.map { groups.path($0) }.joined(separator: "+")
            guard let share = ledger.derived(.share, [operand, groups.totalPath], unit: .percent) else { return }
            remarks.append(
                "\(joined(top.map { rowName(groups, $0) })) together hold \(share) of the \(groups.measure.bare).")
        } else if !groups.shape.isComplete {
            shareOfShown(groups)
        }
    }

    /// How much of the whole the rows shown hold together, where others are cut.
    mutating func shareOfShown(_ groups: Groups) {
        let rows = calls[groups.call].response.indices
        guard rows.count >= 3, groups.hasShares else { return }
        let sum = "sum:" + rows.map { groups.path($0) }.joined(separator: "+")
        guard let share = ledger.derived(.share, [sum, groups.totalPath], unit: .percent) else { return }
        let shown = ledger.figure(groups.call, "row_count")
        let count = ledger.figure(groups.call, "total_row_count")
        remarks.append(
            "The \(shown) shown, of \(count) \(plural(groups.dimension.label)), hold \(share) of the \(groups.measure.bare)."
        )
        metric("Share of those shown", share)
    }

    /// What belongs to no named group.
    private mutating func unnamedPart(_ groups: Groups) {
        guard let row = groups.unnamed, groups.number(row) != 0 else { return }
        let figure = value(groups, row)
        let share = groups.hasShares ? share(groups, row).map { " (\($0))" } ?? "" : ""
        let have = groups.measure.isCount && groups.number(row) != 1 ? "have" : "has"
        remarks.append(
            "\(figure)\(share) of the \(groups.measure.bare) \(have) no \(lower(groups.dimension.label)) set.")
    }

    // MARK: Means and rates

    /// Rows whose mean or rate is taken over so few deals that it says little, where there are rows with more.
    private func thin(_ groups: Groups) -> [Int] {
        guard let support = groups.shape.support(of: groups.measure) else { return [] }
        for least in Narrator.fewDeals {
            let few = groups.ranked.filter { (groups.shape.number($0, support) ?? 0) < least }
            if groups.ranked.count - few.count >= 2 { return few }
        }
        return []
    }

    /// A mean or rate over fewer deals is a poor headline where there are groups with more.
    static let fewDeals = [10.0, 5]

    private mutating func rates(_ groups: Groups, emphasis: Plan.Emphasis?) {
        let measure = groups.measure
        let thin = thin(groups)
        let solid = groups.ranked.filter { !thin.contains($0) }
        guard let best = solid.first, let last = solid.last else { return }
        let scope = scope(groups.call, measure, shown: [groups.dimension.name])
        let all = ledger.total(groups.call, measure.name)
        let leaders = solid.prefix { groups.number($0) == groups.number(best) }
        let isTied = leaders.count > 1
        let past = isPast(groups.call, measure)
        let figure = value(groups, best)
        let basis = isTied ? "" : basis(groups, best)
        let names = isTied ? tied(groups, Array(leaders)) : rowName(groups, best)
        let among = thin.isEmpty ? "" : " among the \(plural(groups.dimension.label)) with enough deals to tell"
        let word = groups.isAscending ? measure.superlatives.low : measure.superlatives.high
        let other = groups.isAscending ? measure.superlatives.high : measure.superlatives.low
        let isFlat = groups.number(best) == groups.number(last)
        if groups.shape.call.totalRowCount == 1 {
            paragraphs.append(
                "\(measure.opening) for \(names)\(scope) \(measure.verb(past: past)) \(figure)\(basis).")
        } else if isFlat, groups.isWhole, solid.count > 1, thin.isEmpty {
            paragraphs.append(
                "\(measure.opening)\(scope) \(past ? "was" : "is") the same for every \(lower(groups.dimension.label)): \(figure)."
            )
        } else if emphasis == .breakdown || emphasis == .total, all != "–" {
            let bracket = basis.isEmpty ? "" : basis.replacing(",", with: "", maxReplacements: 1)
            paragraphs.append(
                "\(measure.opening)\(scope) \(past ? "was" : "is") \(all) overall; it \(past ? "was" : "is") \(word) for \(names)\(among), at \(figure)\(bracket.isEmpty ? "" : " (\(bracket.dropFirst()))")."
            )
        } else {
            let have = past ? "had" : isTied ? "have" : "has"
            let against = all == "–" ? "" : ", against \(all) overall"
            let shownOnly = groups.isDecided ? "" : ", among the \(plural(groups.dimension.label)) shown"
            paragraphs.append(
                "\(names) \(have) the \(word) \(measure.bare)\(scope)\(among)\(shownOnly): \(figure)\(basis)\(against)."
            )
        }
        if !isFlat, groups.isWhole {
            let low = value(groups, last)
            let lowBasis = self.basis(groups, last)
            let gap = distance(groups, best, last).map { ", \($0) \(groups.isAscending ? "more" : "less")" } ?? ""
            remarks.append(
                "\(measure.opening) \(past ? "was" : "is") \(other) for \(rowName(groups, last)), at \(low)\(lowBasis)\(isTied ? "" : gap)."
            )
        }
        tooFew(groups, thin)
        if thin.isEmpty { smallBasis(groups, best) }
    }

    /// `, [9](#f4) of [20](#f5) closed`, `, over [12](#f4) won deals`; empty where the result does not tell.
    mutating func basis(_ groups: Groups, _ row: Int) -> String {
        let call = groups.call
        if groups.measure.name == "win_rate", number(call, row, "won") != nil, number(call, row, "closed") != nil {
            return ", \(ledger.cell(call, row, "won")) of \(ledger.cell(call, row, "closed")) closed"
        }
        guard let support = groups.shape.support(of: groups.measure) else { return "" }
        let words = groups.measure.basis
        return ", over "
            + counted(call, "response/\(row)/\(support)", name(call, row, support), words.one, words.several)
    }

    /// How far two rows are apart: percentage points of rates, else the difference in their unit.
    mutating func distance(_ groups: Groups, _ first: Int, _ second: Int) -> String? {
        distance(groups.path(first), groups.path(second), unit(groups))
    }

    /// The same of any two operands.
    mutating func distance(_ first: String, _ second: String, _ unit: Unit) -> String? {
        guard unit == .percent else {
            guard let link = ledger.derived(.difference, [first, second], unit: unit, magnitude: true),
                let figure = ledger.figure(ofLink: link),
                // A distance that is written as nought would contradict the words around it.
                figure.text != ledger.evidence.format.brief(.integer(0), unit)
            else { return nil }
            return link
        }
        guard let points = ledger.derived(.points, [first, second], unit: .count, magnitude: true),
            let value = ledger.figure(ofLink: points)?.value.magnitude.double, value != 0
        else { return nil }
        return points + (value == 1 ? " percentage point" : " percentage points")
    }

    /// A rate or mean that tops all others only because it is taken over a handful of deals.
    private mutating func tooFew(_ groups: Groups, _ thin: [Int]) {
        guard let support = groups.shape.support(of: groups.measure),
            let extreme = thin.first, extreme == groups.ranked.first
        else { return }
        let words = groups.measure.basis
        let count = counted(
            groups.call, "response/\(extreme)/\(support)", name(groups.call, extreme, support), words.one, words.several
        )
        remarks.append(
            "\(rowName(groups, extreme)) stands at \(value(groups, extreme)), but on only \(count): too few to tell.")
    }

    /// A leader that rests on a handful of deals where no other has more.
    private mutating func smallBasis(_ groups: Groups, _ row: Int) {
        guard let support = groups.shape.support(of: groups.measure), let count = groups.shape.number(row, support),
            count < 5
        else { return }
        let words = groups.measure.basis
        let link = counted(
            groups.call, "response/\(row)/\(support)", name(groups.call, row, support), words.one, words.several)
        remarks.append("\(rowName(groups, row)) rests on only \(link): too few to build on.")
    }
}

extension MeasureWords {
    /// A label for the figure over all groups.
    func opening(all groups: Groups) -> String {
        (bare.first.map { $0.uppercased() } ?? "") + bare.dropFirst() + (kind == .rate ? ", overall" : ", all")
    }
}
