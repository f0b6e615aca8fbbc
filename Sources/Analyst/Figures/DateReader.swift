import Core

/// A day or a period that a prose names.
struct PeriodMention {
    enum Kind: Hashable {
        case day(CalendarDate)
        /// A month, quarter or year with its year, or a fiscal one.
        case span(DateSpan, TimeGrain)
        /// `November`: 1...12.
        case month(Int)
        /// `Q4`, `the fourth quarter`: 1...4.
        case quarter(Int)
        /// `November 20`.
        case monthDay(Int, Int)
        /// Digits that look like a day and are none.
        case impossible
    }

    var kind: Kind
    var tokens: Range<Int>
    var link: Int?
}

/// Finds days and periods: `Nov 20, 2026`, `20 November 2026`, `2026-11-20`, `Q4 2026`, `FY2027`, `November`.
struct DateReader {
    let fiscal: FiscalCalendar
    /// Whether `11/12/2026` is the eleventh of December.
    let dayFirst: Bool

    private static let months: [String: Int] = {
        var months: [String: Int] = [:]
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november",
            "december",
        ]
        let german = [
            "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
            "dezember",
        ]
        for (index, name) in names.enumerated() {
            months[name] = index + 1
            months[String(name.prefix(3))] = index + 1
        }
        for (index, name) in german.enumerated() {
            months[name] = index + 1
            months[String(name.prefix(3))] = index + 1
        }
        months["sept"] = 9
        return months
    }()

    func read(_ tokens: [ProseToken], at start: Int, end: Int) -> PeriodMention? {
        func key(_ index: Int) -> String { index >= 0 && index < end ? tokens[index].key : "" }
        func make(_ kind: PeriodMention.Kind, _ upper: Int) -> PeriodMention {
            PeriodMention(kind: kind, tokens: start..<upper, link: tokens[start].link)
        }
        func day(_ year: Int, _ month: Int, _ day: Int) -> PeriodMention.Kind {
            CalendarDate(year: year, month: month, day: day).map { .day($0) } ?? .impossible
        }
        func number(_ index: Int, _ range: ClosedRange<Int>) -> Int? {
            guard index >= 0, index < end, tokens[index].kind == .number, key(index).utf8.count <= 4,
                let value = Int(key(index)), range.contains(value)
            else { return nil }
            return value
        }
        func year(_ index: Int) -> Int? { key(index).utf8.count == 4 ? number(index, 1000...9999) : nil }
        let first = tokens[start]
        if first.kind == .number {
            if let iso = year(start), key(start + 1) == "-", let month = number(start + 2, 0...99),
                key(start + 3) == "-",
                let date = number(start + 4, 0...99)
            {
                return make(day(iso, month, date), start + 5)
            }
            if let one = number(start, 0...99), key(start + 1) == "/", let two = number(start + 2, 0...99),
                key(start + 3) == "/", let last = year(start + 4)
            {
                return make(dayFirst ? day(last, two, one) : day(last, one, two), start + 5)
            }
            let parts = first.text.split(separator: ".")
            if parts.count == 3, parts[2].utf8.count == 4, let one = Int(parts[0]), let two = Int(parts[1]),
                let last = Int(parts[2])
            {
                return make(day(last, two, one), start + 1)
            }
            if let date = number(start, 1...31) {
                var index = start + 1
                if ["st", "nd", "rd", "th"].contains(key(index)) {
                    index += 1
                } else if key(index) == "." {
                    index += 1
                }
                if key(index) == "of" { index += 1 }
                if index < end, tokens[index].isCapitalised, let month = DateReader.months[key(index)] {
                    index += 1
                    if key(index) == ".", year(index + 1) != nil { index += 1 }
                    if key(index) == ",", year(index + 1) != nil { index += 1 }
                    if let last = year(index) { return make(day(last, month, date), index + 1) }
                    return make(.monthDay(month, date), index)
                }
            }
            if let bare = year(start),
                (1900...2199).contains(bare) || first.link != nil
                    || ["in", "of", "since", "during", "for"].contains(key(start - 1)),
                !tokens[start].text.contains(","),
                !["deals", "deal", "opportunities", "%", "days"].contains(key(start + 1)),
                key(start - 1) != "$", key(start - 1) != "€"
            {
                return fiscal.year(bare).map { make(.span($0, .year), start + 1) }
            }
            return nil
        }
        guard first.isWord else { return nil }
        if let month = DateReader.months[first.key], first.isCapitalised {
            var index = start + 1
            if key(index) == ".", index < end, number(index + 1, 1...2199) != nil { index += 1 }
            if let last = year(index) { return make(span(last, month), index + 1) }
            if key(index) == "of", let last = year(index + 1) { return make(span(last, month), index + 2) }
            if let date = number(index, 1...99) {
                index += 1
                if ["st", "nd", "rd", "th"].contains(key(index)) { index += 1 }
                if key(index) == ",", year(index + 1) != nil { index += 1 }
                if let last = year(index) { return make(day(last, month, date), index + 1) }
                return make(date <= 31 ? .monthDay(month, date) : .impossible, index)
            }
            let before = key(start - 1)
            if first.key == "may" || first.key == "mar" || first.key == "march" {
                guard start > 0,
                    [
                        "in", "of", "since", "from", "to", "and", "for", "through", "until", ",", "than", "on", "by",
                        "over", "(", "during", "between", "full", "was", "is", "with", "against", "versus", "vs",
                        "after", "before",
                    ].contains(before)
                        || tokens[start].isBold || tokens[start].link != nil
                        || (first.key == "march"
                            || ["was", "is", "had", "brought", "saw", "stands", "stood", "came", "follows"].contains(
                                key(index)))
                else { return nil }
            }
            return make(.month(month), start + 1)
        }
        if first.key.utf8.count == 2, first.key.hasPrefix("q"), let quarter = Int(first.key.dropFirst()) {
            guard (1...4).contains(quarter) else { return make(.impossible, start + 1) }
            return make(
                self.quarter(quarter, key, year, start + 1).kind, self.quarter(quarter, key, year, start + 1).end)
        }
        if let quarter = NumberWords.ordinals[first.key], key(start + 1) == "quarter", quarter <= 4 {
            let found = self.quarter(quarter, key, year, start + 2)
            // Without a year it may be the first of the quarters listed: it is read as a name of a quarter all the same.
            return make(found.kind, found.end)
        }
        if let half = half(key, year, start) { return make(half.kind, half.end) }
        if let named = DateReader.fiscalYear(first.key) {
            return fiscal.year(named).map { make(.span($0, .year), start + 1) }
        }
        if first.key == "fy" || first.key == "fiscal" {
            var index = start + 1
            if key(index) == "year" { index += 1 }
            if let last = year(index) { return fiscal.year(last).map { make(.span($0, .year), index + 1) } }
            return nil
        }
        return nil
    }

    /// The year of `fy2027` or `fy27`, where it is one word.
    private static func fiscalYear(_ key: String) -> Int? {
        guard key.hasPrefix("fy"), let year = Int(key.dropFirst(2)) else { return nil }
        return key.utf8.count == 6 && (1900...2199).contains(year) ? year : key.utf8.count == 4 ? 2000 + year : nil
    }

    private func span(_ year: Int, _ month: Int) -> PeriodMention.Kind {
        CalendarDate(year: year, month: month, day: 1).map { .span(fiscal.span(of: .month, containing: $0), .month) }
            ?? .impossible
    }

    /// `H1 2026`, `first half of fiscal 2027`.
    private func half(_ key: (Int) -> String, _ year: (Int) -> Int?, _ start: Int) -> (
        kind: PeriodMention.Kind, end: Int
    )? {
        var index = start + 1
        let half: Int
        switch key(start) {
        case "h" where ["1", "2"].contains(key(index)):
            half = key(index) == "1" ? 1 : 2
            index += 1
        case "first" where key(index) == "half", "second" where key(index) == "half":
            half = key(start) == "first" ? 1 : 2
            index += 1
        default: return nil
        }
        while ["of", "in", ",", "fiscal", "year", "fy", "the"].contains(key(index)) { index += 1 }
        guard let last = year(index) ?? DateReader.fiscalYear(key(index)),
            let first = fiscal.quarter(half * 2 - 1, ofYear: last), let second = fiscal.quarter(half * 2, ofYear: last)
        else { return nil }
        return (.span(DateSpan(first.first, second.last), .year), index + 1)
    }

    private func quarter(_ quarter: Int, _ key: (Int) -> String, _ year: (Int) -> Int?, _ start: Int) -> (
        kind: PeriodMention.Kind, end: Int
    ) {
        var index = start
        if key(index) == "of" || key(index) == "in" || key(index) == "," || key(index) == "-" || key(index) == "/" {
            index += 1
        }
        if key(index) == "fiscal" { index += 1 }
        if key(index) == "year" { index += 1 }
        if key(index) == "fy" { index += 1 }
        if let last = year(index) ?? DateReader.fiscalYear(key(index)) {
            return (fiscal.quarter(quarter, ofYear: last).map { .span($0, .quarter) } ?? .impossible, index + 1)
        }
        return (.quarter(quarter), start)
    }
}
