import Analytics
import Core

/// Reads calls into columns, totals and periods.
extension EvidenceIndex {
    static func texts(_ json: JSON, _ body: (String) -> Void) {
        switch json {
        case .string(let text): body(text)
        case .array(let items): for item in items { texts(item, body) }
        case .object(let object): for (_, value) in object.sorted(by: { $0.key < $1.key }) { texts(value, body) }
        default: break
        }
    }

    static func read(_ call: Answer.Call, _ evidence: Evidence) -> Call {
        func date(_ name: String) -> CalendarDate? { call.args[name]?.string.flatMap { CalendarDate(iso: $0) } }
        var status = call.args["status"]?.string
        if status == nil, call.function == "find_slipped_deals" { status = "overdue" }
        let asked = call.args["measure"]?.string
        let columns = call.columns.map { column in
            let cells = call.response.map { $0[column.name] ?? .null }
            return Column(
                name: column.name, label: column.label, unit: column.unit,
                traits: MeasureTraits(
                    name: column.name, label: column.label, status: status, isAsked: column.name == asked),
                values: cells.map { column.unit == .text || column.unit == .date ? nil : $0.double },
                dates: cells.map { $0.date ?? $0.string.flatMap { CalendarDate(iso: $0) } },
                texts: column.unit == .text ? cells.map(\.string) : [])
        }
        let wholes = call.totals.map { total in
            Whole(
                name: total.name, label: total.label, unit: total.unit,
                traits: MeasureTraits(name: total.name, label: total.label, status: status), value: total.value.double,
                date: total.value.date ?? total.value.string.flatMap { CalendarDate(iso: $0) })
        }
        let (spans, isTrend) = spans(of: call, evidence)
        var nouns: Set<String> = []
        if let first = call.columns.first(where: { $0.unit == .text }) {
            for word in TokenScanner.tokens(first.label).map(\.key) + first.name.split(separator: "_").map(String.init)
            {
                nouns.insert(word)
            }
        }
        var numbers: [Argument] = []
        func collect(_ name: String, _ json: JSON, _ comparison: Comparison?) {
            switch json {
            case .integer(let integer):
                numbers.append(.init(name: name, value: Double(integer), comparison: comparison))
            case .decimal(let decimal):
                if let double = Value.decimal(decimal).double {
                    numbers.append(.init(name: name, value: double, comparison: comparison))
                }
            case .array(let items): for item in items { collect(name, item, nil) }
            case .object(let object):
                let comparison = object["operator"]?.string.flatMap { Comparison(rawValue: $0) }
                for (key, value) in object.sorted(by: { $0.key < $1.key }) { collect(key, value, comparison) }
            default: break
            }
        }
        for (name, json) in call.args.sorted(by: { $0.key < $1.key }) {
            collect(name, json, Comparison(argument: name))
        }
        return Call(
            columns: columns, wholes: wholes, rowCount: call.rowCount, totalRowCount: call.totalRowCount, nouns: nouns,
            isTrend: isTrend, spans: spans, from: date("from"), to: date("to"), previousFrom: date("previous_from"),
            previousTo: date("previous_to"), isAscending: call.args["order"]?.string == "lowest",
            unnamed: unnamed(call), numbers: numbers,
            dates: call.args.values.compactMap { $0.string.flatMap { CalendarDate(iso: $0) } },
            dataBegin: date("data_begin"), isDistinct: isDistinct(call, nouns, isTrend ? spans : []))
    }

    static func isDistinct(_ call: Answer.Call, _ nouns: Set<String>, _ spans: [DateSpan?]) -> Bool {
        if !spans.isEmpty { return Set(spans).count == spans.count }
        if !nouns.isDisjoint(with: Call.dealNouns) { return true }
        guard let column = call.columns.first(where: { $0.unit == .text })?.name else { return false }
        return Set(call.response.map { $0[column]?.string }).count == call.response.count
    }

    /// Rows of what has no value, which stand in no order.
    static func unnamed(_ call: Answer.Call) -> Set<Int> {
        guard let column = call.columns.first(where: { $0.unit == .text })?.name else { return [] }
        return Set(call.response.indices.filter { call.response[$0][column]?.string == notSet })
    }

    /// The period of each row, where the rows are periods.
    static func spans(of call: Answer.Call, _ evidence: Evidence) -> ([DateSpan?], Bool) {
        let reader = DateReader(fiscal: evidence.fiscal, dayFirst: false)
        let grain = call.args["grain"]?.string.flatMap(TimeGrain.init)
        let text = call.columns.first {
            $0.unit == .text && EvidenceIndex.periodColumns.contains($0.name)
        }
        let hasStart = call.columns.contains { $0.name == "period_start" }
        guard text != nil || hasStart else { return (Array(repeating: nil, count: call.response.count), false) }
        let spans = call.response.map { row -> DateSpan? in
            if let start = row["period_start"]?.date, let grain {
                return evidence.fiscal.span(of: grain, containing: start)
            }
            guard let text, let name = row[text.name]?.string else { return nil }
            let tokens = TokenScanner.tokens(name)
            guard !tokens.isEmpty, let mention = reader.read(tokens, at: 0, end: tokens.count) else { return nil }
            switch mention.kind {
            case .span(let span, _): return span
            case .day(let day): return DateSpan(day, day)
            default: return nil
            }
        }
        return (spans, spans.contains { $0 != nil })
    }
}
