import Core

/// How fast deals move, and which do not.
extension Oracle {
    static func velocity(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard data.has("created_date"), data.has("close_date") else { return .refused(.missingData) }
        // The period is about the closed deals only.
        let deals = data.deals.filter { arguments.keeps($0) && ($0.isOpen || arguments.covers($0.closed)) }
        func figures(_ deals: [OracleDeal]) -> [OracleValue] {
            let won = deals.of(.won)
            let open = deals.of(.open).count
            let size = OracleSum.meanAmount(won)
            let rate = OracleSum.rate(won.count, of: deals.count - open)
            let cycle = OracleSum.mean(won.compactMap(\.cycle))
            var velocity = OracleValue.none
            if let size = size.approximate, let rate = rate.approximate, let days = cycle.approximate, days > 0 {
                velocity = .number(Double(open) * size * rate / days)
            }
            return [velocity, .count(open), size, rate, cycle, OracleSum.median(won.compactMap(\.cycle))]
        }
        let columns: [(name: String, unit: Unit)] = [
            ("velocity", .currency), ("open_deals", .count), ("average_deal_size", .currency), ("win_rate", .percent),
            ("sales_cycle", .days), ("median_cycle", .days),
        ]
        let overall = figures(deals)
        if overall[0] == .none { return .refused(.noFigure) }
        let totals = zip(columns, overall).map { ($0.name, $1) } + withoutAmount(deals.of(.won))
        guard let dimension = arguments.text("dimension") else {
            return .table(OracleTable(columns: columns, rows: [overall], totals: totals, rowCount: 1))
        }
        let groups = deals.grouped(dimension).map { ($0.name, figures($0.deals)) }
        let rows = ranked(groups, limit: arguments.number("limit", default: 50)) { group in
            [
                OracleKey(value: group.1[0], isDescending: arguments.highestFirst),
                OracleKey(value: .name(group.0)),
            ]
        }
        return .table(
            OracleTable(
                columns: [(dimension, .text)] + columns, rows: rows.map { [.group($0.0)] + $0.1 }, totals: totals,
                rowCount: groups.count))
    }

    static func stalledDeals(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        let open = data.deals.of(.open).filter(arguments.keeps)
        var threshold = OracleValue.count(arguments.number("days", default: 30))
        var last: [String: OracleDay] = [:]
        var basis = "age"
        if let history = data.history {
            basis = "history"
            for step in history { last[step.deal] = max(last[step.deal] ?? step.entered, step.entered) }
        } else if data.has("last_activity") {
            basis = "activity"
            for deal in open { last[deal.id] = deal.activity }
        } else {
            guard data.has("created_date") else { return .refused(.missingData) }
            let median = OracleSum.median(data.deals.of(.won).compactMap(\.cycle))
            guard let days = median.approximate else { return .refused([.noFigure, .missingData]) }
            threshold = .number(1.5 * days)
            for deal in open { last[deal.id] = deal.created }
        }
        func idle(_ deal: OracleDeal) -> Int? { last[deal.id].map { data.asOf.number - $0.number } }
        let deals = open.filter { deal in
            idle(deal).map { Double($0) > (threshold.approximate ?? 0) } ?? false
        }
        let rows = ranked(deals, limit: arguments.number("limit", default: 10), byAmount)
        return .table(
            OracleTable(
                columns: listColumns(data) + [("last_change", .date), ("idle_days", .days)],
                rows: rows.map { listRow($0, data) + [.day(last[$0.id]), .count(idle($0) ?? 0)] },
                totals: [
                    ("deals", .count(deals.count)), ("value", OracleSum.amount(deals)),
                    ("open_deals", .count(open.count)), ("threshold_days", threshold),
                ] + onlySome("without_history", open.filter { last[$0.id] == nil }.count) + withoutAmount(deals),
                rowCount: deals.count, ran: ["basis": basis, "as_of": data.asOf.description]))
    }
}
