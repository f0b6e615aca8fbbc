import Core

/// Holds days and periods that a prose names against those of the evidence.
enum PeriodBinding {
    /// Whether a call is narrowed to a period.
    static func isPeriod(_ mention: PeriodMention, of call: EvidenceIndex.Call, _ index: EvidenceIndex) -> Bool {
        guard let from = call.from else {
            if case .day(let day) = mention.kind { return call.to == day }
            return false
        }
        let to = call.to ?? index.asOf
        return matches(mention, DateSpan(from, to), index)
    }

    /// Whether a mention names a span of the evidence, whole or cut at the as-of date.
    static func matches(_ mention: PeriodMention, _ span: DateSpan, _ index: EvidenceIndex) -> Bool {
        switch mention.kind {
        case .day(let day): return span.first == day || span.last == day
        case .span(let named, _):
            return named.first == span.first && (named.last == span.last || span.last < named.last)
        case .month(let month):
            return index.fiscal.span(of: .month, containing: span.first).contains(span.last)
                && span.first.month == month
        case .quarter(let quarter):
            return index.fiscal.span(of: .quarter, containing: span.first).contains(span.last)
                && index.fiscal.quarter(of: span.first) == quarter && span.days > 31
        case .monthDay(let month, let day):
            return (span.first.month == month && span.first.day == day)
                || (span.last.month == month && span.last.day == day)
        case .impossible: return false
        }
    }

    /// The rows of a trend that a mention names.
    static func rows(_ mention: PeriodMention, _ index: EvidenceIndex) -> Set<RowPlace> {
        var rows: Set<RowPlace> = []
        for (number, call) in index.calls.enumerated() where call.isTrend {
            for (row, span) in call.spans.enumerated() {
                guard let span else { continue }
                switch mention.kind {
                case .day(let day): if span.first == day { rows.insert(RowPlace(call: number, row: row)) }
                case .span(let named, _): if named == span { rows.insert(RowPlace(call: number, row: row)) }
                case .month(let month):
                    if span.days <= 31, span.days > 27, span.first.month == month {
                        rows.insert(RowPlace(call: number, row: row))
                    }
                case .quarter(let quarter):
                    if span.days > 80, span.days < 100, index.fiscal.quarter(of: span.first) == quarter {
                        rows.insert(RowPlace(call: number, row: row))
                    }
                case .monthDay(let month, let day):
                    if span.days == 7, span.first.month == month, span.first.day == day,
                        isLatest(row, call.spans, month, day)
                    {
                        rows.insert(RowPlace(call: number, row: row))
                    }
                case .impossible: continue
                }
            }
        }
        return rows
    }

    /// Whether no later row begins on the same day of another year.
    private static func isLatest(_ row: Int, _ spans: [DateSpan?], _ month: Int, _ day: Int) -> Bool {
        !spans.enumerated().contains { other, span in
            other > row && span.map { $0.first.month == month && $0.first.day == day } ?? false
        }
    }

    /// Whether a mention is the day up to which the data are known.
    static func isAsOf(_ mention: PeriodMention, _ index: EvidenceIndex) -> Bool {
        isDay(mention, index.asOf)
            || index.calls.contains { call in
                call.dates.contains { isDay(mention, $0) }
                    || call.to.map { matches(mention, DateSpan(call.from ?? $0, $0), index) } ?? false
            }
            || {
                if case .day = mention.kind {
                    return false
                } else {
                    return matches(mention, DateSpan(index.asOf, index.asOf), index)
                }
            }()
    }

    /// Whether the evidence has a period from one mention to another.
    static func isSpan(_ first: PeriodMention, _ second: PeriodMention, _ index: EvidenceIndex) -> Bool {
        func starts(_ day: CalendarDate) -> Bool { isEdge(first, day, isFirst: true) }
        func ends(_ day: CalendarDate) -> Bool { isEdge(second, day, isFirst: false) }
        for call in index.calls {
            if let from = call.from, starts(from), ends(call.to ?? index.asOf) || ends(index.asOf) { return true }
            if let from = call.previousFrom, let to = call.previousTo, starts(from), ends(to) { return true }
            let spans = call.spans.compactMap { $0 }
            for start in spans where starts(start.first) {
                if spans.contains(where: { $0.first > start.first && (ends($0.last) || ends($0.first)) })
                    || ends(start.last)
                {
                    return true
                }
            }
            if let from = call.from, starts(from), spans.contains(where: { ends($0.last) }) { return true }
        }
        return false
    }

    private static func isEdge(_ mention: PeriodMention, _ day: CalendarDate, isFirst: Bool) -> Bool {
        switch mention.kind {
        case .day(let named): named == day
        case .span(let span, _): (isFirst ? span.first == day : span.last == day) || span.contains(day)
        case .month(let month): day.month == month
        case .monthDay(let month, let number): day.month == month && day.day == number
        case .quarter(let quarter): (day.month + 2) / 3 == quarter
        case .impossible: false
        }
    }

    private static func isDay(_ mention: PeriodMention, _ day: CalendarDate) -> Bool {
        switch mention.kind {
        case .day(let named): named == day
        case .monthDay(let month, let number): day.month == month && day.day == number
        default: false
        }
    }

    /// Whether the evidence has the day or period that a mention names.
    ///
    /// - Parameter subjects: what the clause speaks of; a date of a row must be one of theirs where there are any.
    static func holds(
        _ mention: PeriodMention, _ subjects: [Subject], _ index: EvidenceIndex, question: [PeriodMention]
    ) -> Bool {
        if case .impossible = mention.kind { return false }
        if isDay(mention, index.asOf) { return true }
        for call in index.calls {
            if let from = call.from ?? call.to,
                matches(mention, DateSpan(from, call.to ?? max(index.asOf, from)), index)
            {
                return true
            }
            if let from = call.previousFrom, let to = call.previousTo, matches(mention, DateSpan(from, to), index) {
                return true
            }
            if call.dates.contains(where: { isDay(mention, $0) }) { return true }
            if call.wholes.contains(where: { $0.date.map { isDay(mention, $0) } ?? false }) { return true }
            if call.wholes.contains(where: { $0.date.map { isIn(mention, $0, index) } ?? false }) { return true }
            // The days that bound a trend's rows, and the year that they lie in.
            let spans = call.spans.compactMap { $0 }
            if let first = spans.first, let last = spans.last {
                if matches(mention, DateSpan(min(first.first, last.first), max(first.last, last.last)), index) {
                    return true
                }
                if case .span(let named, .year) = mention.kind,
                    spans.contains(where: { named.contains($0.first) || named.contains($0.last) })
                {
                    return true
                }
            }
        }
        if !rows(mention, index).isEmpty { return true }
        if index.calls.indices.contains(where: { index.calls[$0].isTrend && covered(mention, by: $0, index) != nil }) {
            return true
        }
        // The year, quarter or month of the as-of date is known to everybody; that of a period asked for too.
        if case .span(let named, let grain) = mention.kind {
            if named.contains(index.asOf),
                index.fiscal.span(of: grain, containing: index.asOf) == named || grain == .year
            {
                return true
            }
            if grain == .year,
                index.calls.contains(where: { call in
                    [call.from, call.to].compactMap { $0 }.contains { named.contains($0) }
                        && call.from.map { from in (call.to ?? index.asOf).days(since: from) < 200 } ?? false
                })
            {
                return true
            }
        }
        if case .quarter(let quarter) = mention.kind, index.fiscal.quarter(of: index.asOf) == quarter,
            index.calls.allSatisfy({ $0.from == nil && !$0.isTrend })
        {
            return true
        }
        if question.contains(where: { $0.kind == mention.kind }) { return true }
        let places = subjects.filter { !$0.isPeriod }.flatMap(\.rows)
        let isNameless = subjects.allSatisfy { $0.isPeriod || $0.rows.isEmpty }
        for (number, call) in index.calls.enumerated() {
            for column in call.columns where column.unit == .date {
                for (row, date) in column.dates.enumerated() {
                    guard let date, isDay(mention, date) || isIn(mention, date, index) else { continue }
                    if call.rowCount == 1 || (isNameless && isDay(mention, date))
                        || places.contains(RowPlace(call: number, row: row))
                    {
                        return true
                    }
                }
            }
        }
        return false
    }

    private static func isIn(_ mention: PeriodMention, _ day: CalendarDate, _ index: EvidenceIndex) -> Bool {
        switch mention.kind {
        case .span(let span, let grain): grain != .year && span.contains(day)
        case .month(let month): day.month == month
        default: false
        }
    }

    /// The rows of a trend that make up a longer period, where they cover it or all of it that is over.
    static func covered(_ mention: PeriodMention, by call: Int, _ index: EvidenceIndex) -> Range<Int>? {
        guard case .span(let span, _) = mention.kind else { return nil }
        let group = index.calls[call]
        let inside = group.spans.indices.filter { row in
            group.spans[row].map { $0.first >= span.first && $0.last <= span.last && $0 != span } ?? false
        }
        guard let first = inside.first, let last = inside.last, inside.count == last - first + 1,
            let start = group.spans[first]?.first, let end = group.spans[last]?.last
        else { return nil }
        let isWhole = start == span.first || (group.dataBegin.map { $0 <= start && $0 > span.first } ?? false)
        let isOver = end == span.last || (end >= index.asOf && span.contains(index.asOf))
        return isWhole && isOver ? first..<(last + 1) : nil
    }
}
