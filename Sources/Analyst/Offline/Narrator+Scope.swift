import Analytics
import Core

/// What a call is narrowed to, in words: filters, bounds and the period.
extension Narrator {
    /// ` for EMEA on deals over [$100K](#f1) in [Q4 2026](#f2)`; empty where the call looks at everything.
    ///
    /// - Parameters:
    ///   - measure: what is measured decides which date a period is about.
    ///   - shown: dimensions whose values stand in the rows, so that a filter on them need not be told.
    mutating func scope(_ call: Int, _ measure: MeasureWords? = nil, shown: [String] = []) -> String {
        narrowing(call, measure, shown: shown) + span(call, measure)
    }

    /// The filters and the bounds on deals alone.
    mutating func narrowing(_ call: Int, _ measure: MeasureWords? = nil, shown: [String] = []) -> String {
        filters(call, shown: shown, ofDeals: measure?.kind == .count)
            + conditions(call, ofDeals: measure?.kind == .count)
    }

    /// The period with the words that its kind of date needs.
    mutating func span(_ call: Int, _ measure: MeasureWords?) -> String {
        let words = within(call)
        guard !words.isEmpty, let measure else { return words }
        if isOverdue(call), measure.population == .open { return " past the close date" }
        if measure.isByCreated { return words }
        switch measure.population {
        case .open: return " expected to close" + words
        case .all: return " with a close date" + words
        case .won, .lost, .closed: return words + (isUnfinished(call) ? " so far" : "")
        }
    }

    /// Whether the call's period has begun and is not over, so that what is closed in it will grow.
    func isUnfinished(_ call: Int) -> Bool {
        guard let to = calls[call].args["to"]?.string.flatMap({ CalendarDate(iso: $0) }) else { return false }
        let from = calls[call].args["from"]?.string.flatMap { CalendarDate(iso: $0) }
        return to > ledger.evidence.asOf && from.map { $0 <= ledger.evidence.asOf } ?? true
    }

    /// Whether the call's period is over, so that it is told in the past.
    func isPast(_ call: Int, _ measure: MeasureWords) -> Bool {
        guard measure.population != .open,
            let to = calls[call].args["to"]?.string.flatMap({ CalendarDate(iso: $0) })
        else { return false }
        return to < ledger.evidence.asOf
    }

    private mutating func filters(_ call: Int, shown: [String], ofDeals: Bool) -> String {
        var text = ""
        var traits = ""
        for item in calls[call].args["filters"]?.array ?? [] {
            guard let object = item.object, let id = object["dimension"]?.string else { continue }
            let isExcluded = object["exclude"]?.boolean == true
            if shown.contains(id), !isExcluded { continue }
            let values = (object["values"]?.array ?? []).compactMap(\.string)
            // Rows without a value are left out of a count of values; that needs no word.
            if isExcluded, values == [notSet] { continue }
            if id == DealTrait.created.rawValue, values.count == 2 {
                let link = ledger.figure(call, "created_period")
                let text = ledger.figure(ofLink: link)?.text ?? ""
                let joint =
                    text.hasPrefix("since") || text.hasPrefix("up to") ? "" : text.contains(" to ") ? "from " : "in "
                traits += (ofDeals || !traits.isEmpty ? " " : " on deals ") + "created \(joint)\(link)"
                continue
            }
            if let words = TraitWords.phrase(id, values, isExcluded: isExcluded) {
                traits += (ofDeals || !traits.isEmpty ? " " : " on deals ") + Escape.markdown(words)
                continue
            }
            let names = values.count > 3 ? "some \(plural(Names.label(id)))" : joined(values.map(Escape.markdown))
            text += isExcluded ? " without \(names)" : " \(Narrator.preposition(id)) \(names)"
        }
        return text + traits
    }

    private static func preposition(_ dimension: String) -> String {
        switch dimension {
        case "stage": "in stage"
        case "owner": "of"
        case "lead_source": "from"
        case "loss_reason": "lost to"
        case "forecast_category": "in category"
        default: "for"
        }
    }

    /// - Parameter ofDeals: whether deals are what stands before: "open deals above $100K", "bookings on deals above …".
    private mutating func conditions(_ call: Int, ofDeals: Bool) -> String {
        let on = ofDeals ? "" : " on deals"
        var text = ""
        for (index, item) in (calls[call].args["conditions"]?.array ?? []).enumerated() {
            guard let object = item.object, let comparison = object["operator"]?.string else { continue }
            let bound = ledger.figure(call, "args/conditions/\(index)/value")
            let word = Narrator.comparisons[comparison] ?? comparison
            text +=
                object["measure"]?.string == "probability"
                ? " with a probability \(word) \(bound)" : "\(on) \(word) \(bound)"
        }
        if calls[call].args["min_amount"] != nil {
            text += "\(on) of at least \(ledger.figure(call, "args/min_amount", unit: .currency))"
        }
        return text
    }

    private static let comparisons = [
        "above": "above", "at_least": "of at least", "below": "below", "at_most": "of at most",
    ]

    /// ` with bookings above [$1M](#f3)`, for groups that are held to a bound; empty where none is.
    mutating func having(_ call: Int) -> String {
        var parts: [String] = []
        for (index, item) in (calls[call].args["having"]?.array ?? []).enumerated() {
            guard let object = item.object, let name = object["measure"]?.string,
                let comparison = object["operator"]?.string,
                let column = calls[call].columns.first(where: { $0.name == name })
            else { continue }
            let words = MeasureWords(column, in: calls[call])
            let bound = ledger.figure(call, "args/having/\(index)/value")
            let article = words.isPlural || words.kind == .amount ? "" : "a "
            let named = words.subject.hasPrefix("the average") ? "an \(words.bare)" : article + words.bare
            parts.append(
                words.isCount
                    ? "\(Narrator.countComparisons[comparison] ?? comparison) \(bound) \(words.bare)"
                    : "\(named) \(Narrator.comparisons[comparison] ?? comparison) \(bound)")
        }
        return parts.isEmpty ? "" : " with " + joined(parts)
    }

    private static let countComparisons = [
        "above": "more than", "at_least": "at least", "below": "fewer than", "at_most": "at most",
    ]

    // MARK: Words

    /// `a`, `a and b`, `a, b and c`.
    func joined(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }

    /// A dimension's label in the middle of a sentence, for several: `Product category` → `product categories`.
    func plural(_ label: String) -> String {
        let word = lower(label)
        guard let last = word.last else { return word }
        let before = word.dropLast().last
        if last == "y", let before, !"aeiou".contains(before) { return word.dropLast() + "ies" }
        if "sxz".contains(last) || word.hasSuffix("ch") || word.hasSuffix("sh") { return word + "es" }
        return word + "s"
    }

    /// The label in the middle of a sentence; one that is an abbreviation stays as it is.
    func lower(_ label: String) -> String {
        let isAbbreviation = label.dropFirst().first?.isUppercase ?? false
        return isAbbreviation ? label : label.lowercased()
    }
}
