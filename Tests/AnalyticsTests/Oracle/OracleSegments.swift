import Core

/// A measure over time, by a dimension, and against the period before.
extension Oracle {
    /// Why a measure cannot be told from this data at all: any of the reasons may be the one given.
    static func refusal(_ measure: OracleMeasure, _ data: OracleData, needsDate: Bool) -> OracleAnswer? {
        var needed: Set<String> = needsDate ? [measure.dateColumn] : []
        switch measure.name {
        case "sales_cycle", "median_sales_cycle": needed.formUnion(["created_date", "close_date"])
        case "deal_age": needed.insert("created_date")
        case "overdue_deals", "overdue_value": needed.insert("close_date")
        case "accounts", "logos": needed.insert("account")
        case "new_logos": needed.formUnion(["account", "close_date"])
        default: break
        }
        var reasons: [OracleAnswer.Refusal] = needed.isSubset(of: data.columns) ? [] : [.missingData]
        if measure.name == "win_rate_by_value", !OracleMeasure.lostCarryAmounts(data) { reasons.append(.noFigure) }
        if measure.name == "weighted_pipeline", !weights(data).isKnown { reasons += [.noFigure, .missingData] }
        return reasons.isEmpty ? nil : .refused(reasons)
    }

    /// The first day of which anything is known; nothing for measures of open deals, which lie ahead.
    static func begin(_ measure: OracleMeasure, _ data: OracleData) -> OracleDay? {
        if measure.outcomes == [.open] { return nil }
        return data.deals.filter { measure.isByCreated || !$0.isOpen }.compactMap { measure.date($0) }.min()
    }

    static func trend(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard let measure = OracleMeasure.named(arguments.text("measure", default: "bookings")) else { return .open }
        if let refusal = refusal(measure, data, needsDate: true) { return refusal }
        let grain = arguments.text("grain", default: "month")
        if arguments.from == nil, arguments.to != nil || grain != "month" { return .open }
        // Twelve months up to the as-of date.
        let to = arguments.to ?? data.asOf
        let from = arguments.from ?? data.calendar.start("month", data.asOf).plusMonths(-11)
        if to < from { return .open }
        let population = measure.population(data.deals.filter(arguments.keeps), data)
        // Of the time before the first date nothing is known.
        let begin = begin(measure, data) ?? from
        if begin > to { return .refused(.noFigure) }
        let start = max(data.calendar.start(grain, from), data.calendar.start(grain, begin))
        let inSpan = population.filter { OracleArguments.covers(measure.date($0), from, to) }
        let rows = data.calendar.periods(grain, start, to).map { first -> [OracleValue] in
            let last = data.calendar.next(grain, first).plus(-1)
            let here = inSpan.filter { OracleArguments.covers(measure.date($0), first, last) }
            return [
                .text(data.calendar.name(grain, first)), .day(first), measure.value(here, data), .count(here.count),
            ]
        }
        return .table(
            OracleTable(
                columns: [
                    ("period", .text), ("period_start", .date), (measure.name, measure.unit), ("deals", .count),
                ],
                rows: rows,
                totals: [(measure.name, measure.value(inSpan, data)), ("deals", .count(inSpan.count))]
                    + (measure.unit == .currency ? withoutAmount(inSpan) : []),
                rowCount: rows.count))
    }

    static func segments(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard let measure = OracleMeasure.named(arguments.text("measure", default: "bookings")) else { return .open }
        guard let dimension = arguments.text("dimension") else { return .refused(.invalidArgument) }
        if let refusal = refusal(measure, data, needsDate: arguments.hasPeriod) { return refusal }
        let compare = arguments.text("compare", default: "none")
        let population = measure.population(data.deals.filter(arguments.keeps), data)
        if compare != "none" {
            guard let from = arguments.from else { return .refused(.invalidArgument) }
            let to = arguments.to ?? data.asOf
            if to < from { return .refused(.invalidArgument) }
            return compared(measure, population, dimension, (from, to), compare, arguments, data)
        }
        let deals = population.filter { arguments.covers(measure.date($0)) }
        // A segment without a figure cannot be compared.
        let groups = deals.grouped(dimension).filter { measure.value($0.deals, data) != .none }
        if groups.isEmpty { return .refused(.noFigure) }
        let rows = ranked(groups, limit: arguments.number("limit", default: 50)) { group in
            [
                OracleKey(value: measure.value(group.deals, data), isDescending: arguments.highestFirst),
                OracleKey(value: .name(group.name)),
            ]
        }
        return .table(
            OracleTable(
                columns: [(dimension, .text), (measure.name, measure.unit), ("opportunities", .count)],
                rows: rows.map { [.group($0.name), measure.value($0.deals, data), .count($0.deals.count)] },
                totals: [(measure.name, measure.value(deals, data)), ("opportunities", .count(deals.count))]
                    + (measure.unit == .currency ? withoutAmount(deals) : []), rowCount: groups.count))
    }

    /// Segments of two periods: the groups of either.
    private static func compared(
        _ measure: OracleMeasure, _ population: [OracleDeal], _ dimension: String,
        _ period: (from: OracleDay, to: OracleDay), _ compare: String, _ arguments: OracleArguments, _ data: OracleData
    ) -> OracleAnswer {
        let before = data.calendar.before(period.from, period.to, year: compare == "previous_year")
        if let begin = begin(measure, data), begin > before.to { return .refused(.noFigure) }
        let now = population.filter { OracleArguments.covers(measure.date($0), period.from, period.to) }
        let then = population.filter { OracleArguments.covers(measure.date($0), before.from, before.to) }
        func figures(_ now: [OracleDeal], _ then: [OracleDeal]) -> [OracleValue] {
            let current = measure.value(now, data)
            let previous = measure.value(then, data)
            return [current, previous, current - previous, .count(now.count)]
        }
        let names = Set((now + then).map { $0.cells[dimension] })
        // A group without a figure in either period has nothing to show.
        let groups = names.map { name in
            (name, figures(now.filter { $0.cells[dimension] == name }, then.filter { $0.cells[dimension] == name }))
        }.filter { $0.1[0] != .none || $0.1[1] != .none }
        if groups.isEmpty { return .refused(.noFigure) }
        let rows = ranked(groups, limit: arguments.number("limit", default: 50)) { group in
            [
                OracleKey(value: group.1[0], isDescending: arguments.highestFirst),
                OracleKey(value: .name(group.0)),
            ]
        }
        let columns: [(name: String, unit: Unit)] = [
            (measure.name, measure.unit), ("previous", measure.unit), ("change", measure.unit),
            ("opportunities", .count),
        ]
        return .table(
            OracleTable(
                columns: [(dimension, .text)] + columns, rows: rows.map { [.group($0.0)] + $0.1 },
                totals: zip(columns, figures(now, then)).map { ($0.name, $1) }
                    + (measure.unit == .currency ? withoutAmount(now + then) : []),
                rowCount: groups.count))
    }

    static func periodChange(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard let measure = OracleMeasure.named(arguments.text("measure", default: "bookings")) else { return .open }
        guard let from = arguments.from else { return .refused(.invalidArgument) }
        let to = arguments.to ?? data.asOf
        if to < from { return .refused(.invalidArgument) }
        if let refusal = refusal(measure, data, needsDate: true) { return refusal }
        let before = data.calendar.before(from, to, year: arguments.text("compare") == "previous_year")
        // Against a time of which nothing is known nothing can be compared.
        if let begin = begin(measure, data), begin > before.to { return .refused(.noFigure) }
        let ran = ["previous_from": before.from.description, "previous_to": before.to.description]
        let population = measure.population(data.deals.filter(arguments.keeps), data)
        let now = population.filter { OracleArguments.covers(measure.date($0), from, to) }
        let then = population.filter { OracleArguments.covers(measure.date($0), before.from, before.to) }
        func figures(_ now: [OracleDeal], _ then: [OracleDeal]) -> [OracleValue] {
            let current = measure.value(now, data)
            let previous = measure.value(then, data)
            let change = current - previous
            return [
                current, previous, change, measure.unit == .percent ? .none : change / previous.magnitude,
            ]
        }
        let columns: [(name: String, unit: Unit)] = [
            ("current", measure.unit), ("previous", measure.unit), ("change", measure.unit),
            ("change_rate", .percent),
        ]
        let totals =
            zip(columns, figures(now, then)).map { ($0.name, $1) }
            + (measure.unit == .currency ? withoutAmount(now + then) : [])
        guard let dimension = arguments.text("dimension") else {
            return .table(
                OracleTable(columns: columns, rows: [figures(now, then)], totals: totals, rowCount: 1, ran: ran))
        }
        let names = Set((now + then).map { $0.cells[dimension] })
        // A group without a figure in either period has nothing to show.
        let groups = names.map { name in
            (name, figures(now.filter { $0.cells[dimension] == name }, then.filter { $0.cells[dimension] == name }))
        }.filter { $0.1[0] != .none || $0.1[1] != .none }
        let rows = ranked(groups, limit: arguments.number("limit", default: 50)) { group in
            [OracleKey(value: group.1[2].magnitude, isDescending: true), OracleKey(value: .name(group.0))]
        }
        return .table(
            OracleTable(
                columns: [(dimension, .text)] + columns, rows: rows.map { [.group($0.0)] + $0.1 }, totals: totals,
                rowCount: groups.count, ran: ran))
    }
}
