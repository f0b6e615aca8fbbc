import Core
import Foundation

/// Figures in digits.
extension Pen {
    func figure(_ quantity: Quantity, _ unit: Core.Unit) -> Slot {
        switch unit {
        case .currency: amount(quantity)
        case .percent: percent(quantity)
        case .days: days(quantity)
        default: number(quantity)
        }
    }

    func amount(_ quantity: Quantity, _ style: MoneyStyle? = nil, lead: String = "") -> Slot {
        guard let value = quantity.value(world), value.isFinite else { return .impossible }
        return slot(written(value, style ?? money, lead), quantity)
    }

    private func written(_ value: Double, _ style: MoneyStyle, _ lead: String) -> Written {
        let size = abs(value)
        let sign = value < 0 ? "-" : ""
        func make(_ divisor: Double, _ decimals: Int, _ tail: String) -> Written {
            Written(
                measure: .money, lead: lead + sign + "$", digits: Written.digits(size / divisor, decimals), tail: tail,
                scale: value < 0 ? -divisor : divisor)
        }
        let hasCents = size < 1000 && abs(size - size.rounded()) > 0.004
        switch style {
        case .full: return make(1, hasCents ? 2 : 0, "")
        case .short(let decimals), .lower(let decimals):
            var isLower = false
            if case .lower = style { isLower = true }
            if size >= 999_500 { return make(1_000_000, decimals, isLower ? "m" : "M") }
            if size >= 10_000 { return make(1000, max(0, decimals - 1), isLower ? "k" : "K") }
            return make(1, hasCents ? 2 : 0, "")
        case .words(let decimals):
            if size >= 999_500 { return make(1_000_000, decimals, " million") }
            return make(1, hasCents ? 2 : 0, "")
        }
    }

    func percent(_ quantity: Quantity, decimals: Int? = nil, sign: String? = nil) -> Slot {
        guard let value = quantity.value(world), value.isFinite else { return .impossible }
        return slot(
            Written(
                measure: .percent, lead: value < 0 ? "-" : "",
                digits: Written.digits(value * 100, decimals ?? percentDecimals), tail: sign ?? percentSign,
                scale: value < 0 ? -0.01 : 0.01), quantity)
    }

    /// With its sign: `+12.4%`, `-3%`.
    func signedPercent(_ quantity: Quantity) -> Slot {
        guard let value = quantity.value(world), value.isFinite, abs(value) > 0.0005 else { return .impossible }
        return slot(
            Written(
                measure: .percent, lead: value < 0 ? "-" : "+", digits: Written.digits(value * 100, percentDecimals),
                tail: "%", scale: value < 0 ? -0.01 : 0.01), quantity)
    }

    /// A growth without its sign, which is not in percentage points.
    func growth(_ quantity: Quantity) -> Slot {
        var slot = percent(quantity)
        if let text = slot.text.split(separator: percentSign).first, !slot.text.hasPrefix("[") {
            slot.changes.append(.init(kind: .unit, text: "\(text) percentage points", meaning: .falsehood))
        }
        return slot
    }

    /// The difference of two rates: `4.2 percentage points`.
    func points(_ quantity: Quantity, relative: Quantity) -> Slot {
        guard let value = quantity.value(world), value.isFinite else { return .impossible }
        let written = Written(
            measure: .points, digits: Written.digits(value * 100, pick(1, 1, 0)),
            tail: pick(" percentage points", " points", " points", " pts"), scale: 0.01)
        guard written.value > 0 else { return .impossible }
        var slot = slot(written, quantity)
        let asPercent = Written(measure: .percent, digits: written.digits, tail: "%", scale: 0.01)
        slot.changes.append(
            Slot.Change(
                kind: .unit, text: asPercent.text,
                meaning: .claim { relative.value($0).map { asPercent.fits($0) } ?? false }))
        return slot
    }

    /// A bare number.
    func number(_ quantity: Quantity) -> Slot {
        guard let value = quantity.value(world), value.isFinite, value >= 0 else { return .impossible }
        return slot(Written(measure: .count, digits: Written.digits(value, 0), scale: 1), quantity)
    }

    /// A number and what it counts: `42 deals`.
    func counted(_ quantity: Quantity, _ noun: (String, String)) -> Slot {
        guard let value = quantity.value(world), value.isFinite, value >= 0 else { return .impossible }
        return slot(
            Written(
                measure: .count, digits: Written.digits(value, 0), tail: " " + (value == 1 ? noun.0 : noun.1), scale: 1),
            quantity)
    }

    func days(_ quantity: Quantity, _ tail: String? = nil) -> Slot {
        guard let value = quantity.value(world), value.isFinite, value >= 0 else { return .impossible }
        return slot(
            Written(
                measure: .days, digits: Written.digits(value, 0),
                tail: tail ?? (value.rounded() == 1 ? " day" : " days"),
                scale: 1), quantity)
    }

    /// `about nine weeks` for a number of days.
    func weeks(_ quantity: Quantity) -> Slot {
        guard let value = quantity.value(world), value >= 10 else { return .impossible }
        let weeks = Int((value / 7).rounded())
        guard weeks > 1, let words = NumberWords.cardinal(weeks) else { return .impossible }
        let isNear: @Sendable (Double, Int) -> Bool = { abs($0 / 7 - Double($1)) <= 0.5 }
        return Slot(
            "about \(words) weeks", holds: { quantity.value($0).map { isNear($0, weeks) } ?? false },
            changes: [weeks + 2, weeks * 2, weeks + 10].compactMap { other in
                NumberWords.cardinal(other).map {
                    .init(
                        kind: .numberWord, text: "about \($0) weeks",
                        meaning: .claim { quantity.value($0).map { abs($0 / 7 - Double(other)) <= 1.5 } ?? false })
                }
            } + [.init(kind: .unit, text: "about \(words) months", meaning: .falsehood)])
    }

    /// A ratio in digits: `2.4 times`, `1.8x`.
    func times(_ quantity: Quantity) -> Slot {
        guard let value = quantity.value(world), value >= 1.2, value < 100 else { return .impossible }
        return slot(
            Written(measure: .times, digits: Written.digits(value, 1), tail: pick(" times", "x"), scale: 1), quantity)
    }

    /// A rounded figure with a word that says so.
    func roughly(_ quantity: Quantity, _ unit: Core.Unit? = nil) -> Slot {
        guard let value = quantity.value(world), value.isFinite, value > 0 else { return .impossible }
        let word = pick("roughly ", "about ", "around ", "some ")
        var written: Written
        switch unit ?? scene.unit {
        case .currency: written = self.written(value, pick(.short(1), .short(1), .words(1)), word)
        case .percent:
            written = Written(
                measure: .percent, lead: word, digits: Written.digits(value * 100, 0), tail: "%", scale: 0.01)
        default: return .impossible
        }
        written.slack = 1
        return slot(written, quantity)
    }

    /// `just over $1.2M`, `nearly $1.3M`: whichever is true of the value rounded.
    func bounded(_ quantity: Quantity) -> Slot {
        guard let value = quantity.value(world), value >= 1000, scene.unit == .currency else { return .impossible }
        var written = self.written(value, .short(1), "")
        let isAbove = value > written.value
        written.lead =
            (isAbove ? pick("just over ", "a little more than ") : pick("nearly ", "just under ")) + written.lead
        written.bound = isAbove ? .above : .below
        var slot = slot(written, quantity)
        let amount = written.digits + written.tail
        let other = (isAbove ? pick("nearly $", "just under $") : pick("more than $", "just over $")) + amount
        slot.changes.append(.init(kind: .direction, text: other, meaning: .falsehood))
        return slot
    }

    /// The figure with all that it could be changed to; where the pen links, in the product's own format and as a link.
    func slot(_ written: Written, _ quantity: Quantity) -> Slot {
        guard isLinking, written.slack <= 0.5, written.bound == .none, let exact = quantity.value(world) else {
            return plain(written, quantity)
        }
        let unit: Core.Unit
        switch written.measure {
        case .money: unit = .currency
        case .percent: unit = .percent
        case .days: unit = .days
        case .count: unit = .count
        case .points, .weeks, .times: return plain(written, quantity)
        }
        let text = scene.evidence.format.brief(.number(abs(exact)), unit)
        guard exact >= 0, let shown = Written(text, unit), shown.fits(exact),
            let id = link(to: quantity, text, unit)
        else { return plain(written, quantity) }
        let noun = written.measure == .count ? written.tail : ""
        var slot = plain(shown, quantity)
        slot.text = "[\(slot.text)](#\(id))" + noun
        for index in slot.changes.indices { slot.changes[index].text = "[\(slot.changes[index].text)](#\(id))" + noun }
        return slot
    }

    private func plain(_ written: Written, _ quantity: Quantity) -> Slot {
        let exact = quantity.value
        var changes: [Slot.Change] = written.withOneDigitChanged(&dice).map { other in
            Slot.Change(
                kind: .digit, text: other.text,
                meaning: .claim { exact($0).map { other.fits($0, loosely: true) } ?? false })
        }
        changes += written.inOtherUnits(whole: whole, quantity, noun: written.tail)
        if let sign = written.withOtherSign { changes.append(.init(kind: .sign, text: sign, meaning: .falsehood)) }
        return Slot(
            written.text, holds: { exact($0).map { written.fits($0) } ?? false },
            mayHold: { exact($0).map { written.fits($0, loosely: true) } ?? false }, changes: changes)
    }
}

extension Written {
    /// The same digits with another unit.
    func inOtherUnits(whole: Quantity, _ quantity: Quantity, noun: String) -> [Slot.Change] {
        // Nought of anything may be true.
        guard value != 0 else { return [] }
        // A share that happens to be the same number would be true.
        let share = quantity / whole
        let asPercent = Written(measure: .percent, digits: digits.replacing(",", with: ""), tail: "%", scale: 0.01)
        let percent = Slot.Change(
            kind: .unit, text: asPercent.text, meaning: .claim { share.value($0).map { asPercent.fits($0) } ?? false })
        func other(_ text: String) -> Slot.Change { .init(kind: .unit, text: text, meaning: .falsehood) }
        switch measure {
        case .money:
            var list: [Slot.Change] = []
            switch tail {
            case "M": list = [other(lead + digits + "K"), percent]
            case "K": list = [other(lead + digits + "M"), percent]
            case "m": list = [other(lead + digits + "k")]
            case "k": list = [other(lead + digits + "m")]
            case " million": list = [other(lead + digits + " billion")]
            default: list = digits.count <= 3 ? [percent] : [other(digits + " deals")]
            }
            return list
        case .percent: return [other("$" + digits), other(digits + " days")]
        case .points: return []
        case .count:
            return noun.isEmpty ? [other("$" + digits)] : [other("$" + digits), percent, other(digits + " days")]
        case .days, .weeks: return [other(digits + "%"), other(digits + " weeks")]
        case .times: return [other(digits + "%")]
        }
    }

    /// The sign turned round; nil where a sign would only be odd.
    var withOtherSign: String? {
        // Nought is nought with either sign.
        guard value != 0 else { return nil }
        if lead.hasPrefix("+") { return "-" + lead.dropFirst() + digits + tail }
        if lead.hasPrefix("-") { return lead.dropFirst() + digits + tail }
        return measure == .money || measure == .percent ? (bound == .none && slack <= 0.5 ? "-" + text : nil) : nil
    }
}
