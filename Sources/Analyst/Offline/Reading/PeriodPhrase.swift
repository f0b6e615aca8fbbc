import Core

/// A stretch of time named in a question.
struct NamedPeriod: Hashable, Sendable {
    var span: DateSpan
    /// The grain whose whole period it is; nil for "last 30 days".
    var grain: TimeGrain?
    /// It holds the as-of date and is not over.
    var isCurrent: Bool
    /// It starts after the as-of date.
    var isFuture: Bool
    /// "before March": it has no first day.
    var isOpenStart = false
    /// "from September on", of what lies ahead: it has no last day.
    var isOpenEnd = false
}

/// Reads "this quarter", "last 12 months", "Q3", "March 2026", "year to date", "next 30 days" relative to the as-of date.
struct PeriodReader {
    let asOf: CalendarDate
    let fiscal: FiscalCalendar

    private static let months = [
        "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "june": 6,
        "jun": 6,
        "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9, "october": 10, "oct": 10,
        "november": 11, "nov": 11, "december": 12, "dec": 12, "may": 5,
    ]
    static let grains: [String: TimeGrain] = [
        "day": .day, "week": .week, "month": .month, "quarter": .quarter, "year": .year,
    ]
    static let numbers = [
        "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "twelve": 12, "eighteen": 18, "thirty": 30, "sixty": 60, "ninety": 90,
    ]

    /// The first period named in the words, which are marked as understood.
    ///
    /// - Parameters:
    ///   - looksAhead: "closing in Q1", "forecast for March": the first such period that has not ended.
    ///   - comparesEnds: "from Q2 to Q3" names two periods.
    func read(
        _ tokens: inout QuestionTokens, looksAhead: Bool, comparesEnds: Bool
    ) -> (period: NamedPeriod, index: Int)? {
        for index in 0..<tokens.count where !tokens[index].understood {
            // "from Q2 to Q3" is a stretch of time, and two periods where a change is asked for.
            let isStretch = ["from", "between"].contains(tokens.text(index))
            let isEnd = comparesEnds && ["from", "between"].contains(tokens.text(index - 1))
            let found =
                comparesEnds && isStretch
                ? nil : isEnd ? simple(at: index, tokens, looksAhead) : period(at: index, tokens, looksAhead)
            if let (period, length) = found {
                tokens.markUnderstood(index..<(index + length))
                return (period, index)
            }
        }
        return nil
    }

    /// The same quarter or month of another year.
    func same(_ period: NamedPeriod, inYear year: Int) -> NamedPeriod? {
        guard let grain = period.grain, grain == .quarter || grain == .month, (1990...2100).contains(year) else {
            return nil
        }
        let years = year - fiscal.year(of: period.span.first)
        let steps = grain == .quarter ? 4 * years : 12 * years
        return named(
            fiscal.shifted(fiscal.span(of: grain, containing: period.span.first), grain: grain, by: steps), grain)
    }

    /// The whole period that is running.
    func current(_ grain: TimeGrain) -> NamedPeriod { named(fiscal.span(of: grain, containing: asOf), grain) }

    /// The whole period behind one that is named; nil for "last 30 days".
    func after(_ period: NamedPeriod) -> NamedPeriod? {
        guard let grain = period.grain else { return nil }
        return named(
            fiscal.shifted(fiscal.span(of: grain, containing: period.span.first), grain: grain, by: 1), grain)
    }

    /// The whole period before one that is named; nil for "last 30 days".
    func before(_ period: NamedPeriod) -> NamedPeriod? {
        guard let grain = period.grain else { return nil }
        return named(
            fiscal.shifted(fiscal.span(of: grain, containing: period.span.first), grain: grain, by: -1), grain)
    }

    private func period(at index: Int, _ tokens: QuestionTokens, _ looksAhead: Bool) -> (NamedPeriod, Int)? {
        range(at: index, tokens, looksAhead) ?? simple(at: index, tokens, looksAhead)
    }

    func simple(at index: Int, _ tokens: QuestionTokens, _ looksAhead: Bool) -> (NamedPeriod, Int)? {
        let word = tokens.text(index)
        if word == "fiscal", ["year", "quarter", "month", "ytd"].contains(tokens.text(index + 1)),
            let (period, length) = simple(at: index + 1, tokens, looksAhead)
        {
            return (period, length + 1)
        }
        // "this fiscal quarter": quarters and years are fiscal where the portal's are.
        let skip = tokens.text(index + 1) == "fiscal" ? 1 : 0
        let next = tokens.text(index + 1 + skip)
        switch word {
        case "this", "current":
            if let grain = Self.grains[next] {
                if tokens.text(index + 2 + skip) == "to", tokens.text(index + 3 + skip) == "date" {
                    return (toDate(grain), 4 + skip)
                }
                return (named(fiscal.span(of: grain, containing: asOf), grain), 2 + skip)
            }
            // "this March", "this Q4"
            if let (period, length) = ofYear(asOfYear, at: index + 1, tokens) { return (period, 1 + length) }
        case "last", "previous", "past", "prior", "trailing":
            if next == "year", let (period, length) = ofYear(asOfYear - 1, at: index + 2, tokens) {
                return (period, 2 + length)
            }
            if let grain = Self.grains[next] {
                return (
                    named(fiscal.shifted(fiscal.span(of: grain, containing: asOf), grain: grain, by: -1), grain),
                    2 + skip
                )
            }
            if let result = counted(index + 1, tokens, forward: false) { return (result.0, result.1 + 1) }
            // "last March": the latest that is over.
            if word == "last" || word == "previous", let (period, length) = latestOver(at: index + 1, tokens) {
                return (period, 1 + length)
            }
        case "next", "coming", "upcoming":
            if let grain = Self.grains[next] {
                return (
                    named(fiscal.shifted(fiscal.span(of: grain, containing: asOf), grain: grain, by: 1), grain),
                    2 + skip
                )
            }
            if let result = counted(index + 1, tokens, forward: true) { return (result.0, result.1 + 1) }
        case "in", "for", "during":
            // "for the quarter" is the one that runs.
            if next == "the", !tokens.isUnderstood((index + 1)..<(index + 3)),
                let grain = Self.grains[tokens.text(index + 2)], tokens.text(index + 3) != "to"
            {
                return (named(fiscal.span(of: grain, containing: asOf), grain), 3)
            }
        case "y2d": return (toDate(.year), 1)
        case "year" where next == "end", "quarter" where next == "end", "month" where next == "end":
            guard let grain = Self.grains[word] else { break }
            let span = fiscal.span(of: grain, containing: asOf)
            return (NamedPeriod(span: DateSpan(asOf, span.last), grain: nil, isCurrent: false, isFuture: true), 2)
        case "ltm": return (NamedPeriod(span: trailingYear, grain: nil, isCurrent: false, isFuture: false), 1)
        case "ytd": return (toDate(.year), 1)
        case "qtd": return (toDate(.quarter), 1)
        case "mtd": return (toDate(.month), 1)
        case "ttm": return (NamedPeriod(span: trailingYear, grain: nil, isCurrent: false, isFuture: false), 1)
        // "open today" are those that are open now.
        case "today" where isStatus(tokens.text(index - 1)): return nil
        case "today": return (named(DateSpan(asOf, asOf), .day), 1)
        case "yesterday": return (named(DateSpan(asOf.adding(days: -1), asOf.adding(days: -1)), .day), 1)
        case "tomorrow": return (named(DateSpan(asOf.adding(days: 1), asOf.adding(days: 1)), .day), 1)
        case "year", "quarter", "month", "week":
            if next == "to", tokens.text(index + 2) == "date", let grain = Self.grains[word] {
                return (toDate(grain), 3)
            }
        default: break
        }
        return calendarPeriod(at: index, tokens, looksAhead)
    }

    private func isStatus(_ word: String) -> Bool {
        // What is won or created today is of this day.
        if case .status(let status)? = Vocabulary.phrases[word] {
            [.open, .overdue].contains(status)
        } else {
            ["of", "stands", "stand", "it"].contains(word)
        }
    }

    private var asOfYear: Int { fiscal.year(of: asOf) }

    /// A quarter, half or month by its name alone, in a given (fiscal) year.
    func ofYear(_ year: Int, at index: Int, _ tokens: QuestionTokens) -> (NamedPeriod, Int)? {
        if let quarter = quarterNumber(tokens.text(index)), let span = fiscal.quarter(quarter, ofYear: year) {
            return (named(span, .quarter), 1)
        }
        if let month = Self.months[tokens.text(index)], let span = fiscal.year(year) {
            var first = span.first
            while first.month != month { first = first.adding(months: 1) }
            return (named(fiscal.span(of: .month, containing: first), .month), 1)
        }
        return nil
    }

    /// "last March", "last Q2": the latest that ended before the as-of date.
    private func latestOver(at index: Int, _ tokens: QuestionTokens) -> (NamedPeriod, Int)? {
        for back in 0...1 {
            if let (period, length) = ofYear(asOfYear - back, at: index, tokens), period.span.last < asOf {
                return (period, length)
            }
        }
        return nil
    }

    private var trailingYear: DateSpan {
        let month = fiscal.span(of: .month, containing: asOf)
        return DateSpan(fiscal.shifted(month, grain: .month, by: -11).first, asOf)
    }

    /// `Q3`, `Q3 2026`, `2026 Q3`, `FY2027`, `2026`, `March`, `March 2026`.
    func calendarPeriod(
        at index: Int, _ tokens: QuestionTokens, _ looksAhead: Bool
    ) -> (NamedPeriod, Int)? {
        let word = tokens.text(index)
        if let (period, length) = wordyPeriod(at: index, tokens, looksAhead) { return (period, length) }
        if let (period, length) = singleDay(at: index, tokens) { return (period, length) }
        let yearsAgo = ["of", "in"].contains(tokens.text(index + 1)) ? 2 : 1
        if tokens.text(index + yearsAgo + 1) == "year",
            ["last", "previous", "prior", "this"].contains(tokens.text(index + yearsAgo)),
            let (period, length) = ofYear(
                asOfYear - (tokens.text(index + yearsAgo) == "this" ? 0 : 1), at: index, tokens)
        {
            return (period, length + yearsAgo + 1)
        }
        if let quarter = quarterNumber(word) {
            if let year = year(tokens.text(index + 1)), let span = fiscal.quarter(quarter, ofYear: year) {
                return (named(span, .quarter), 2)
            }
            let thisYear = fiscal.year(of: asOf)
            let candidates = (-1...1).compactMap { fiscal.quarter(quarter, ofYear: thisYear + $0) }
            return choose(candidates, looksAhead).map { (named($0, .quarter), 1) }
        }
        if let month = Self.months[word],
            word != "may"
                || index > 0
                    && ["in", "for", "of", "last", "since", "to", "and", "until", "through", "from", "between"]
                        .contains(tokens.text(index - 1))
        {
            if let year = year(tokens.text(index + 1)), let first = CalendarDate(year: year, month: month, day: 1) {
                return (named(fiscal.span(of: .month, containing: first), .month), 2)
            }
            let candidates = (-1...1).compactMap { CalendarDate(year: asOf.year + $0, month: month, day: 1) }
                .map { fiscal.span(of: .month, containing: $0) }
            return choose(candidates, looksAhead).map { (named($0, .month), 1) }
        }
        if let year = year(word) {
            if let quarter = quarterNumber(tokens.text(index + 1)), let span = fiscal.quarter(quarter, ofYear: year) {
                return (named(span, .quarter), 2)
            }
            return fiscal.year(year).map { (named($0, .year), 1) }
        }
        return nil
    }

    /// `2026-11-20`, `March 15`, `15 March 2026`, `March 15th, 2026`.
    private func singleDay(at index: Int, _ tokens: QuestionTokens) -> (NamedPeriod, Int)? {
        func number(_ position: Int, _ range: ClosedRange<Int>) -> Int? {
            var text = Substring(tokens.text(position))
            for suffix in ["st", "nd", "rd", "th"] where text.hasSuffix(suffix) { text = text.dropLast(2) }
            return Int(text).flatMap { range.contains($0) && text.count <= 2 ? $0 : nil }
        }
        func day(_ year: Int, _ month: Int, _ day: Int, _ length: Int) -> (NamedPeriod, Int)? {
            CalendarDate(year: year, month: month, day: day).map { (named(DateSpan($0, $0), .day), length) }
        }
        let word = tokens.text(index)
        if let year = year(word), word.count == 4, let month = number(index + 1, 1...12),
            let date = number(index + 2, 1...31)
        {
            return day(year, month, date, 3)
        }
        if let month = Self.months[word], let date = number(index + 1, 1...31), tokens.text(index + 2) != "deals" {
            if let year = year(tokens.text(index + 2)) { return day(year, month, date, 3) }
            return day(asOf.year, month, date, 2)
        }
        if let date = number(index, 1...31), let month = Self.months[tokens.text(index + 1)] {
            if let year = year(tokens.text(index + 2)) { return day(year, month, date, 3) }
            return day(asOf.year, month, date, 2)
        }
        return nil
    }

    /// `third quarter of 2026`, `H1`, `second half of 2026`, `Q3'26`, `fiscal year 2027`.
    private func wordyPeriod(
        at index: Int, _ tokens: QuestionTokens, _ looksAhead: Bool
    ) -> (NamedPeriod, Int)? {
        let word = tokens.text(index)
        if ["fiscal", "fy", "calendar", "financial"].contains(word), index + 1 < tokens.count {
            let skip = tokens.text(index + 1) == "year" ? 2 : 1
            if let year = year(tokens.text(index + skip)), let span = fiscal.year(year) {
                return (named(span, .year), skip + 1)
            }
            return nil
        }
        if word.count == 4, word.hasPrefix("q"), let quarter = Int(word.dropFirst().prefix(1)),
            let short = Int(word.suffix(2)),
            let span = fiscal.quarter(quarter, ofYear: 2000 + short), abs(2000 + short - asOf.year) <= 15
        {
            return (named(span, .quarter), 1)
        }
        let ordinals = ["first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4]
        let half = word == "h1" ? 1 : word == "h2" ? 2 : tokens.text(index + 1) == "half" ? ordinals[word] : nil
        let quarter = tokens.text(index + 1) == "quarter" ? ordinals[word] : nil
        guard half != nil || quarter != nil else { return nil }
        var length = word.hasPrefix("h") ? 1 : 2
        var named: Int?
        if let year = year(tokens.text(index + length)) {
            named = year
            length += 1
        } else if tokens.text(index + length) == "of", let year = year(tokens.text(index + length + 1)) {
            named = year
            length += 2
        } else if tokens.text(index + length) == "of", tokens.text(index + length + 2) == "year",
            let back = ["last": 1, "previous": 1, "prior": 1, "this": 0][tokens.text(index + length + 1)]
        {
            // "the second half of last year"
            named = asOfYear - back
            length += 3
        }
        let years = named.map { [$0] } ?? (-1...1).map { fiscal.year(of: asOf) + $0 }
        let spans = years.compactMap { year -> DateSpan? in
            if let quarter { return fiscal.quarter(quarter, ofYear: year) }
            guard let half, (1...2).contains(half), let first = fiscal.quarter(half * 2 - 1, ofYear: year),
                let last = fiscal.quarter(half * 2, ofYear: year)
            else { return nil }
            return DateSpan(first.first, last.last)
        }
        guard let span = named == nil ? choose(spans, looksAhead) : spans.first else { return nil }
        if quarter != nil { return (self.named(span, .quarter), length) }
        return (NamedPeriod(span: span, grain: nil, isCurrent: false, isFuture: asOf < span.first), length)
    }

    /// `12 months`, `six quarters`, `30 days`, after "last" or "next".
    ///
    /// Days and weeks are rolling and end with the as-of date, or begin on the day after; months, quarters and years are
    /// whole calendar ones, the current one included and, looking back, up to the as-of date.
    func counted(_ index: Int, _ tokens: QuestionTokens, forward: Bool) -> (NamedPeriod, Int)? {
        let word = tokens.text(index)
        guard let count = Int(word) ?? Self.numbers[word], (1...1000).contains(count),
            let grain = Self.grains[QuestionTokens.singular(tokens.text(index + 1))],
            count <= (grain == .year ? 50 : grain == .quarter ? 200 : 1000)
        else { return nil }
        let current = fiscal.span(of: grain, containing: asOf)
        let span: DateSpan
        switch (grain, forward) {
        case (.day, false): span = DateSpan(asOf.adding(days: 1 - count), asOf)
        case (.day, true): span = DateSpan(asOf.adding(days: 1), asOf.adding(days: count))
        case (.week, false): span = DateSpan(asOf.adding(days: 1 - 7 * count), asOf)
        case (.week, true): span = DateSpan(asOf.adding(days: 1), asOf.adding(days: 7 * count))
        case (_, false): span = DateSpan(fiscal.shifted(current, grain: grain, by: 1 - count).first, asOf)
        case (_, true):
            span = DateSpan(
                fiscal.shifted(current, grain: grain, by: 1).first,
                fiscal.shifted(current, grain: grain, by: count).last)
        }
        return (NamedPeriod(span: span, grain: nil, isCurrent: false, isFuture: forward), 2)
    }

    func isMonth(_ word: String) -> Bool { Self.months[word] != nil }

    /// As many days, weeks or months up to the as-of date, or from it on.
    func rolling(_ count: Int, _ grain: TimeGrain, forward: Bool) -> NamedPeriod? {
        counted(1, QuestionTokens("\(forward ? "next" : "last") \(count) \(grain.rawValue)s"), forward: forward)?.0
    }

    func toDate(_ grain: TimeGrain) -> NamedPeriod {
        NamedPeriod(
            span: DateSpan(fiscal.span(of: grain, containing: asOf).first, asOf), grain: grain, isCurrent: true,
            isFuture: false)
    }

    func named(_ span: DateSpan, _ grain: TimeGrain) -> NamedPeriod {
        NamedPeriod(
            span: span, grain: grain, isCurrent: span.contains(asOf) && asOf < span.last, isFuture: asOf < span.first)
    }

    /// The latest that has begun, or looking ahead the first that has not ended.
    private func choose(_ candidates: [DateSpan], _ looksAhead: Bool) -> DateSpan? {
        looksAhead ? candidates.first { asOf <= $0.last } : candidates.last { $0.first <= asOf }
    }

    private func quarterNumber(_ word: String) -> Int? {
        guard word.count == 2, word.hasPrefix("q"), let number = Int(word.dropFirst()), (1...4).contains(number) else {
            return nil
        }
        return number
    }

    private func year(_ word: String) -> Int? {
        let digits = word.hasPrefix("fy") ? String(word.dropFirst(2)) : word
        guard let number = Int(digits) else { return nil }
        if digits.count == 4, (1990...2100).contains(number) { return number }
        return word.hasPrefix("fy") && digits.count == 2 && abs(2000 + number - asOf.year) <= 15 ? 2000 + number : nil
    }
}
