import Core

/// Stretches of time that two days bound, or one and the as-of date.
extension PeriodReader {
    /// `between Q1 and Q3`, `since March`, `before June`, `in the next 30 days`, `two quarters ago`.
    func range(at index: Int, _ tokens: QuestionTokens, _ looksAhead: Bool) -> (NamedPeriod, Int)? {
        switch tokens.text(index) {
        case "on", "from", "starting", "beginning":
            if let found = openEnded(at: index, tokens, looksAhead) {
                return found
            }
            return stretch(at: index, tokens, looksAhead)
        case "between": return stretch(at: index, tokens, looksAhead)
        case "by" where !looksAhead: return nil
        case "before", "until", "through", "by", "till":
            guard let (last, length) = calendarPeriod(at: index + 1, tokens, looksAhead) else { return nil }
            if tokens.text(index) == "by" {
                guard asOf <= last.span.last else { return nil }
                return (
                    NamedPeriod(
                        span: DateSpan(asOf, last.span.last), grain: nil, isCurrent: false, isFuture: true), 1 + length
                )
            }
            let isThrough = ["through", "thru"].contains(tokens.text(index))
            if isThrough, last.grain == .month || last.grain == .quarter, last.span.last <= asOf,
                let year = fiscal.year(fiscal.year(of: last.span.first))
            {
                // "Bookings through October": of that year.
                return (
                    NamedPeriod(
                        span: DateSpan(year.first, last.span.last), grain: nil, isCurrent: false, isFuture: false),
                    1 + length
                )
            }
            let day = tokens.text(index) == "before" ? last.span.first.adding(days: -1) : last.span.last
            return until(day).map { ($0, 1 + length) }
        case "after":
            guard let (first, length) = calendarPeriod(at: index + 1, tokens, looksAhead) else { return nil }
            if looksAhead, let day = CalendarDate(year: 2100, month: 12, day: 31), asOf <= first.span.last {
                return (
                    NamedPeriod(
                        span: DateSpan(first.span.last.adding(days: 1), day), grain: nil, isCurrent: false,
                        isFuture: true,
                        isOpenEnd: true), 1 + length
                )
            }
            guard first.span.last < asOf else { return nil }
            return (
                NamedPeriod(
                    span: DateSpan(first.span.last.adding(days: 1), asOf), grain: nil, isCurrent: false,
                    isFuture: false), 1 + length
            )
        case "rest", "remainder", "remaining", "end":
            var position = index + 1
            while ["of", "the", "this", "our"].contains(tokens.text(position)) { position += 1 }
            guard let grain = Self.grains[tokens.text(position)], grain != .day else { return nil }
            let span = fiscal.span(of: grain, containing: asOf)
            let first = tokens.text(index) == "end" ? asOf : min(asOf.adding(days: 1), span.last)
            return (
                NamedPeriod(span: DateSpan(first, span.last), grain: nil, isCurrent: false, isFuture: true),
                position + 1 - index
            )
        case "within", "in":
            var position = index + 1
            while ["the", "next", "coming"].contains(tokens.text(position)) { position += 1 }
            guard let (period, length) = counted(position, tokens, forward: true), looksAhead || position > index + 1,
                !["last", "past", "previous"].contains(tokens.text(position - 1))
            else { return nil }
            return (period, position + length - index)
        case "since":
            var position = index + 1
            while ["the", "beginning", "start", "of", "fiscal"].contains(tokens.text(position)) { position += 1 }
            if let grain = Self.grains[tokens.text(position)], grain != .day {
                // "since the quarter began"
                let isBegun = ["began", "started", "begun", "start", "beginning", "opened"].contains(
                    tokens.text(position + 1))
                return (toDate(grain), position - index + (isBegun ? 2 : 1))
            }
            guard let (first, size) = simple(at: position, tokens, false), first.span.first <= asOf else { return nil }
            let length = size + position - index - 1
            return (
                NamedPeriod(span: DateSpan(first.span.first, asOf), grain: nil, isCurrent: false, isFuture: false),
                1 + length
            )
        default:
            return ago(at: index, tokens) ?? days(at: index, tokens, looksAhead)
                ?? orLater(at: index, tokens, looksAhead)
        }
    }

    /// Everything up to a day; the data know nothing before 1990.
    private func until(_ day: CalendarDate) -> NamedPeriod? {
        guard let beginning = CalendarDate(year: 1990, month: 1, day: 1), beginning < day else { return nil }
        return NamedPeriod(
            span: DateSpan(beginning, day), grain: nil, isCurrent: false, isFuture: false, isOpenStart: true)
    }

    /// `from January to March`, `between Q1 and Q3`.
    private func stretch(at index: Int, _ tokens: QuestionTokens, _ looksAhead: Bool) -> (NamedPeriod, Int)? {
        guard let (first, length) = calendarPeriod(at: index + 1, tokens, looksAhead) else { return nil }
        let middle = index + 1 + length
        guard ["to", "and", "through", "until", "till", "thru"].contains(tokens.text(middle)),
            let (second, rest) = calendarPeriod(at: middle + 1, tokens, looksAhead)
        else { return nil }
        var begin = first.span.first
        if second.span.first <= begin,
            let (sameYear, _) = ofYear(fiscal.year(of: second.span.first), at: index + 1, tokens)
        {
            // "between January and June 2025": the year goes for both.
            begin = sameYear.span.first
        }
        guard begin < second.span.first else { return nil }
        return (
            NamedPeriod(
                span: DateSpan(begin, second.span.last), grain: nil, isCurrent: false,
                isFuture: asOf < first.span.first), 2 + length + rest
        )
    }

    /// `1 January to 19 August`, `Jan through March 2026`: one stretch, not two of them.
    private func days(at index: Int, _ tokens: QuestionTokens, _ looksAhead: Bool) -> (NamedPeriod, Int)? {
        guard let (first, length) = calendarPeriod(at: index, tokens, looksAhead), let grain = first.grain,
            ["to", "through", "until", "till", "thru"].contains(tokens.text(index + length)),
            let (second, rest) = calendarPeriod(at: index + length + 1, tokens, looksAhead), second.grain == grain
        else { return nil }
        var begin = first.span.first
        if length == 1, let (sameYear, _) = ofYear(fiscal.year(of: second.span.first), at: index, tokens) {
            // "Jan through March 2026": the year goes for both.
            begin = sameYear.span.first
        }
        guard begin <= second.span.first else { return nil }
        let span = DateSpan(begin, second.span.last)
        return (
            NamedPeriod(span: span, grain: nil, isCurrent: false, isFuture: asOf < span.first), length + 1 + rest
        )
    }

    /// `on or after 1 August`, `from March on`, `starting in Q2`.
    private func openEnded(at index: Int, _ tokens: QuestionTokens, _ looksAhead: Bool) -> (NamedPeriod, Int)? {
        var position = index + 1
        let isAfter = tokens.text(index) == "on" && ["or", "and"].contains(tokens.text(index + 1))
        if isAfter {
            guard ["after", "before"].contains(tokens.text(index + 2)) else { return nil }
            position = index + 3
        } else if tokens.text(index) == "on" {
            return nil
        }
        let opens = ["starting", "beginning"].contains(tokens.text(index))
        while ["in", "with", "from", "on"].contains(tokens.text(position)) { position += 1 }
        guard let (first, length) = calendarPeriod(at: position, tokens, looksAhead) else { return nil }
        var end = position + length
        let goesOn = ["on", "onward", "onwards", "forward"].contains(tokens.text(end))
        guard isAfter || opens || goesOn else { return nil }
        if goesOn { end += 1 }
        if isAfter, tokens.text(index + 2) == "before" { return until(first.span.last).map { ($0, end - index) } }
        return since(first, looksAhead).map { ($0, end - index) }
    }

    /// From the first day of a period on: up to the as-of date, or without an end where what lies ahead is asked for.
    private func since(_ first: NamedPeriod, _ looksAhead: Bool) -> NamedPeriod? {
        if looksAhead, let last = CalendarDate(year: 2100, month: 12, day: 31), asOf < first.span.last {
            return NamedPeriod(
                span: DateSpan(first.span.first, last), grain: nil, isCurrent: false, isFuture: asOf < first.span.first,
                isOpenEnd: true)
        }
        guard first.span.first <= asOf else { return nil }
        return NamedPeriod(span: DateSpan(first.span.first, asOf), grain: nil, isCurrent: false, isFuture: false)
    }

    /// `Q3 or later`, `2025 and earlier`.
    private func orLater(at index: Int, _ tokens: QuestionTokens, _ looksAhead: Bool) -> (NamedPeriod, Int)? {
        guard let (first, length) = calendarPeriod(at: index, tokens, looksAhead) else { return nil }
        let end = index + length
        if ["onward", "onwards"].contains(tokens.text(end)) {
            return since(first, looksAhead).map { ($0, length + 1) }
        }
        guard ["or", "and"].contains(tokens.text(end)) else { return nil }
        switch tokens.text(end + 1) {
        case "later", "after", "onward", "onwards", "beyond": return since(first, looksAhead).map { ($0, length + 2) }
        case "earlier", "before": return until(first.span.last).map { ($0, length + 2) }
        default: return nil
        }
    }

    /// `two quarters ago`, `3 months ago`: the whole period of then.
    private func ago(at index: Int, _ tokens: QuestionTokens) -> (NamedPeriod, Int)? {
        guard tokens.text(index + 2) == "ago",
            let count = Int(tokens.text(index)) ?? Self.numbers[tokens.text(index)], (1...200).contains(count),
            let grain = Self.grains[tokens.stem(index + 1)], grain != .day
        else { return nil }
        return (named(fiscal.shifted(fiscal.span(of: grain, containing: asOf), grain: grain, by: -count), grain), 3)
    }
}
