import Analytics
package import Core
import Foundation

/// Looks up the values that figures point at.
package struct Evidence: Sendable {
    package let calls: [Answer.Call]
    package let asOf: CalendarDate
    package let fiscal: FiscalCalendar
    package let format: FigureFormat

    package init(calls: [Answer.Call], asOf: CalendarDate, fiscal: FiscalCalendar, format: FigureFormat) {
        self.calls = calls
        self.asOf = asOf
        self.fiscal = fiscal
        self.format = format
    }

    /// The value at a path of a call, with its unit; nil where there is none.
    ///
    /// Paths: `response/<row>/<column>`, `totals/<name>`, `args/<name>`, `row_count`, `total_row_count`, `named_row_count`,
    /// the rows before any limit without the one whose group has no name, and `period`, the
    /// words for the days from `args/from` to `args/to`, `previous_period`, the same for the period that the call compares
    /// with, and `args/conditions/<n>/value` and `args/having/<n>/value`, the bounds on deals and on groups.
    package func value(call index: Int, path: String) -> (value: Value, unit: Core.Unit)? {
        guard calls.indices.contains(index) else { return nil }
        let call = calls[index]
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("response", 3):
            guard let row = Int(parts[1]), call.response.indices.contains(row),
                let column = call.columns.first(where: { $0.name == parts[2] }),
                let value = call.response[row][parts[2]]
            else { return nil }
            return (value, column.unit)
        case ("totals", 2):
            return call.totals.first { $0.name == parts[1] }.map { ($0.value, $0.unit) }
        case ("args", 2): return call.args[parts[1]].flatMap(argument)
        case ("args", 4) where parts[3] == "value": return bound(call, parts[1], Int(parts[2]))
        case ("created_period", 1): return created(call).map { (.text($0), .text) }
        case ("named_row_count", 1): return (.integer(namedRows(of: call)), .count)
        case ("row_count", 1): return (.integer(call.rowCount), .count)
        case ("total_row_count", 1): return (.integer(call.totalRowCount), .count)
        case ("period", 1): return period(of: call, "from", "to").map { (.text($0), .text) }
        case ("previous_period", 1):
            return period(of: call, "previous_from", "previous_to").map { (.text($0), .text) }
        default: return nil
        }
    }

    /// The value of a figure, computed anew from its path or derivation; nil where the evidence does not carry it.
    package func value(of figure: Answer.Figure) -> (value: Value, unit: Core.Unit)? {
        if let derivation = figure.derivation {
            return derived(derivation).map { ($0, figure.unit) }
        }
        guard let path = figure.path else { return nil }
        if path == "as_of" { return (.date(asOf), .date) }
        guard let call = figure.call else { return nil }
        return value(call: call, path: path)
    }

    /// A share, difference, growth or sum; nil where an operand is missing or the divisor is zero.
    ///
    /// Sums and differences are exact decimals; shares and growth are quotients.
    package func derived(_ derivation: Answer.Figure.Derivation) -> Value? {
        let operands = derivation.operands.map(operand)
        let numbers = operands.compactMap { $0?.decimal }
        guard numbers.count == operands.count, let first = numbers.first else { return nil }
        switch derivation.operation {
        case .sum: return .decimal(numbers.reduce(0, +))
        case .difference: return numbers.count == 2 ? .decimal(first - numbers[1]) : nil
        case .points: return numbers.count == 2 ? .decimal(FigureFormat.rounded((first - numbers[1]) * 100, 1)) : nil
        case .share, .ratio:
            guard numbers.count == 2, numbers[1] != 0 else { return nil }
            return quotient(first, numbers[1])
        case .growth:
            guard numbers.count == 2, numbers[1] != 0 else { return nil }
            return quotient(first - numbers[1], abs(numbers[1]))
        }
    }

    /// An operand is `<call>/<path>`, or `sum:` and several of them joined by `+`.
    private func operand(_ text: String) -> Value? {
        if text.hasPrefix("sum:") {
            return derived(.init(.sum, text.dropFirst(4).split(separator: "+").map(String.init)))
        }
        guard let slash = text.firstIndex(of: "/"), let call = Int(text[..<slash]) else { return nil }
        return value(call: call, path: String(text[text.index(after: slash)...]))?.value
    }

    private func quotient(_ first: Decimal, _ second: Decimal) -> Value? {
        guard let top = Value.decimal(first).double, let bottom = Value.decimal(second).double, bottom != 0 else {
            return nil
        }
        return .number(top / bottom)
    }

    private func argument(_ json: JSON) -> (value: Value, unit: Core.Unit)? {
        switch json {
        case .integer(let integer): (.integer(integer), .count)
        case .decimal(let decimal): (.decimal(decimal), .currency)
        case .string(let text): CalendarDate(iso: text).map { (.date($0), .date) } ?? (.text(text), .text)
        default: nil
        }
    }

    private func namedRows(of call: Answer.Call) -> Int {
        guard let first = call.columns.first, first.unit == .text else { return call.totalRowCount }
        let isUnnamed = call.response.contains { $0[first.name]?.string == notSet }
        return isUnnamed ? max(call.totalRowCount - 1, 0) : call.totalRowCount
    }

    /// The bound of a condition on deals or on groups, in the unit of what it bounds.
    private func bound(_ call: Answer.Call, _ list: String, _ index: Int?) -> (value: Value, unit: Core.Unit)? {
        guard let index, let items = call.args[list]?.array, items.indices.contains(index),
            let item = items[index].object, let value = item["value"]?.decimal, let measure = item["measure"]?.string
        else { return nil }
        let unit = call.columns.first { $0.name == measure }?.unit
        return (.decimal(value), unit ?? (measure == "probability" ? .percent : .currency))
    }

    /// The period of created dates that a call keeps opportunities of, in words.
    private func created(_ call: Answer.Call) -> String? {
        for item in call.args["filters"]?.array ?? [] {
            guard let object = item.object, object["dimension"]?.string == DealTrait.created.rawValue else { continue }
            let days = (object["values"]?.array ?? []).compactMap { $0.string.flatMap { CalendarDate(iso: $0) } }
            guard let from = days.first, let to = days.last else { return nil }
            return PeriodWords(fiscal: fiscal, format: format).describe(
                from: from.year <= 1990 ? nil : from, to: to.year >= 2100 ? nil : to)
        }
        return nil
    }

    /// Words for a call's period: a whole month, quarter or year by its name, other stretches by their first and last day.
    private func period(of call: Answer.Call, _ first: String, _ last: String) -> String? {
        let from = call.args[first]?.string.flatMap { CalendarDate(iso: $0) }
        let to = call.args[last]?.string.flatMap { CalendarDate(iso: $0) }
        return PeriodWords(fiscal: fiscal, format: format).describe(from: from, to: to)
    }
}

/// Periods in words.
package struct PeriodWords: Sendable {
    package let fiscal: FiscalCalendar
    package let format: FigureFormat

    package init(fiscal: FiscalCalendar, format: FigureFormat) {
        self.fiscal = fiscal
        self.format = format
    }

    /// `Q4 2026`, `Nov 2026`, `FY2027`, `1 Oct 2026 to 20 Nov 2026`, `since …`, `up to …`; nil without any bound.
    package func describe(from: CalendarDate?, to: CalendarDate?) -> String? {
        switch (from, to) {
        case (nil, nil): return nil
        case (let from?, nil): return "since \(format.day(from))"
        case (nil, let to?): return "up to \(format.day(to))"
        case (let from?, let to?):
            for grain in [TimeGrain.month, .quarter, .year]
            where fiscal.span(of: grain, containing: from) == DateSpan(from, to) {
                return fiscal.name(of: grain, startingOn: from)
            }
            return from == to ? format.day(from) : "\(format.day(from)) to \(format.day(to))"
        }
    }

    /// The same with the days in brackets where a name stands for them: `Q4 2026 (Oct 1, 2026 to Dec 31, 2026)`.
    package func describeWithDays(from: CalendarDate?, to: CalendarDate?) -> String? {
        guard let words = describe(from: from, to: to) else { return nil }
        guard let from, let to, from != to else { return words }
        let days = "\(format.day(from)) to \(format.day(to))"
        return words == days ? words : "\(words) (\(days))"
    }
}
