import Core
import Foundation

/// The general query: measures by dimensions and periods.
extension Oracle {
    private struct Row {
        var names: [String?]
        var start: OracleDay?
        var values: [OracleValue]
    }

    static func queryMetric(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        let measures = (arguments.values["measures"]?.array ?? []).compactMap(\.string)
            .compactMap(OracleMeasure.named)
        let dimensions = (arguments.values["dimensions"]?.array ?? []).compactMap(\.string)
        let grain = arguments.text("grain")
        guard let first = measures.first else { return .refused(.invalidArgument) }
        var reasons: [OracleAnswer.Refusal] = []
        if grain != nil, Set(measures.map(\.isByCreated)).count > 1 { reasons.append(.invalidArgument) }
        for measure in measures {
            let refusal = refusal(measure, data, needsDate: grain != nil || arguments.hasPeriod)
            if case .refused(let more) = refusal { reasons += more }
        }
        if !reasons.isEmpty { return .refused(reasons) }
        let kept = data.deals.filter(arguments.keeps)
        let populations = measures.map { measure in
            measure.population(kept, data).filter { arguments.covers(measure.date($0)) }
        }
        func values(_ belongs: (OracleMeasure, OracleDeal) -> Bool) -> (values: [OracleValue], isEmpty: Bool) {
            var isEmpty = true
            let values = zip(measures, populations).map { measure, deals -> OracleValue in
                let some = deals.filter { belongs(measure, $0) }
                if !some.isEmpty { isEmpty = false }
                return measure.value(some, data)
            }
            return (values, isEmpty)
        }
        let names = Set(populations.joined().map { deal in dimensions.map { deal.cells[$0] } })
        var starts: [OracleDay?] = [nil]
        if let grain {
            let dates = zip(measures, populations).flatMap { measure, deals in deals.compactMap { measure.date($0) } }
            guard let from = arguments.from ?? dates.min(), let to = arguments.to ?? dates.max() else { return .open }
            let known =
                measures.allSatisfy { $0.outcomes == [.open] } ? nil : begin(isByCreated: first.isByCreated, data)
            if let known, known > to { return .refused(.noFigure) }
            starts = data.calendar.periods(grain, max(from, known.map { data.calendar.start(grain, $0) } ?? from), to)
        }
        var rows: [Row] = []
        for group in dimensions.isEmpty ? [[]] : Array(names) {
            for start in starts {
                let last = start.flatMap { start in grain.map { data.calendar.next($0, start).plus(-1) } }
                let (values, isEmpty) = values { measure, deal in
                    dimensions.map { deal.cells[$0] } == group
                        && OracleArguments.covers(measure.date(deal), start, last)
                }
                let isKept = dimensions.isEmpty || !(isEmpty || values.allSatisfy { $0 == .none })
                if isKept { rows.append(Row(names: group, start: start, values: values)) }
            }
        }
        rows = rows.filter { row in meets(arguments, measures, row.values) }
        let orderBy = arguments.text("order_by") ?? (grain == nil ? first.name : "period")
        // A run of periods is cut only where a limit is asked for.
        let limit = grain != nil && dimensions.isEmpty ? rows.count : 50
        let ordered = ranked(rows, limit: arguments.number("limit", default: limit)) { row in
            let names = row.names.map { OracleKey(value: .name($0)) }
            let start = [OracleKey(value: .day(row.start), isDescending: arguments.text("order") == "highest")]
            if orderBy == "period" { return start + names }
            if orderBy == "dimension" { return names + [OracleKey(value: .day(row.start))] }
            let place = measures.firstIndex { $0.name == orderBy } ?? 0
            let key = OracleKey(value: row.values[place], isDescending: arguments.highestFirst)
            return [key] + names + [OracleKey(value: .day(row.start))]
        }
        let (totals, _) = values { _, _ in true }
        var bare: Set<String> = []
        for (measure, deals) in zip(measures, populations) where measure.unit == .currency {
            bare.formUnion(deals.filter { $0.cents == nil }.map(\.id))
        }
        return .table(
            OracleTable(
                columns: dimensions.map { ($0, .text) }
                    + (grain == nil ? [] : [("period", .text), ("period_start", .date)])
                    + measures.map { ($0.name, $0.unit) },
                rows: ordered.map { row in
                    var cells = row.names.map { OracleValue.group($0) }
                    if let start = row.start, let grain {
                        cells += [.text(data.calendar.name(grain, start)), .day(start)]
                    }
                    return cells + row.values
                },
                totals: zip(measures, totals).map { ($0.name, $1) } + onlySome("without_amount", bare.count),
                rowCount: rows.count))
    }

    private static func begin(isByCreated: Bool, _ data: OracleData) -> OracleDay? {
        OracleMeasure.named(isByCreated ? "created_deals" : "deals").flatMap { begin($0, data) }
    }

    private static func meets(
        _ arguments: OracleArguments, _ measures: [OracleMeasure], _ values: [OracleValue]
    ) -> Bool {
        (arguments.values["having"]?.array ?? []).allSatisfy { item in
            guard let object = item.object, let bound = object["value"]?.decimal,
                let place = measures.firstIndex(where: { $0.name == object["measure"]?.string })
            else { return false }
            let value: Decimal? =
                switch values[place] {
                case .exact(let millionths): Decimal(string: "\(millionths)").map { $0 / 1_000_000 }
                case .count(let count): Decimal(count)
                case .number(let number): Decimal(number)
                case .none, .text, .day: nil
                }
            return value.map { arguments.holds($0, object["operator"]?.string, bound) } ?? false
        }
    }
}
