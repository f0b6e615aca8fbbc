import Core

/// The open deals: sums now, and stages.
extension Oracle {
    static func pipelineSummary(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        let deals = data.deals.of(.open).filter { arguments.keeps($0) && arguments.covers($0.closed) }
        if !deals.isEmpty, OracleSum.amount(deals) == .none { return .refused(.noFigure) }
        let weights = Oracle.weights(data)
        func figures(_ deals: [OracleDeal]) -> [OracleValue] {
            [
                OracleSum.amount(deals), weights.weighted(deals), .count(deals.count), OracleSum.meanAmount(deals),
            ]
        }
        let columns: [(name: String, unit: Unit)] = [
            ("pipeline", .currency), ("weighted_pipeline", .currency), ("deals", .count),
            ("average_amount", .currency),
        ]
        let late = overdue(deals, data)
        let totals: [(name: String, value: OracleValue)] =
            zip(columns, figures(deals)).map { ($0.name, $1) } + withoutAmount(deals)
            + onlySome("without_probability", deals.filter { $0.cents != nil && !weights.knows($0) }.count)
            + (data.has("close_date")
                ? [("overdue_deals", .count(late.count)), ("overdue_value", OracleSum.amount(late))] : [])
        guard let dimension = arguments.text("dimension") else {
            return .table(OracleTable(columns: columns, rows: [figures(deals)], totals: totals, rowCount: 1))
        }
        let groups = deals.grouped(dimension)
        let rows = ranked(groups, limit: arguments.number("limit", default: 50)) { group in
            [
                OracleKey(value: OracleSum.amount(group.deals), isDescending: arguments.highestFirst),
                OracleKey(value: .name(group.name)),
            ]
        }
        return .table(
            OracleTable(
                columns: [(dimension, .text)] + columns, rows: rows.map { [.group($0.name)] + figures($0.deals) },
                totals: totals, rowCount: groups.count))
    }

    static func stageFunnel(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        // The funnel is over all stages.
        let filters = (arguments.values["filters"]?.array ?? []).compactMap(\.object)
        if filters.contains(where: { $0["dimension"] == "stage" }) { return .refused(.invalidArgument) }
        let deals = data.deals.filter(arguments.keeps)
        let open = deals.of(.open)
        let closed = deals.of(.won, .lost)
        let entered = Dictionary(grouping: data.history ?? [], by: \.deal).mapValues { Set($0.map(\.stage)) }
        /// How far a deal has come: the place of its last stage, one more where it is won; none where nothing says so.
        func reach(_ deal: OracleDeal) -> Int? {
            if deal.isWon { return data.stages.count }
            var places = data.stages.indices.filter { entered[deal.id]?.contains(data.stages[$0]) ?? false }
            if deal.isOpen, let place = data.stages.firstIndex(of: deal.stage) { places.append(place) }
            return places.max()
        }
        var rows: [[OracleValue]] = []
        for (place, stage) in data.stages.enumerated() {
            let here = open.filter { $0.stage == stage }
            var row: [OracleValue] = [.text(stage), .count(here.count), OracleSum.amount(here)]
            if data.history != nil {
                let reached = deals.filter { deal in reach(deal).map { $0 >= place } ?? false }.count
                let wentOn = deals.filter { deal in reach(deal).map { $0 > place } ?? false }.count
                row += [.count(reached), .count(wentOn), OracleSum.rate(wentOn, of: reached)]
            }
            rows.append(row)
        }
        var columns: [(name: String, unit: Unit)] = [("stage", .text), ("deals", .count), ("value", .currency)]
        var totals: [(name: String, value: OracleValue)] = [
            ("open_deals", .count(open.count)), ("pipeline", OracleSum.amount(open)),
            ("win_rate", OracleSum.rate(closed.of(.won).count, of: closed.count)),
            ("won", .count(closed.of(.won).count)), ("closed", .count(closed.count)),
        ]
        totals += withoutAmount(open)
        if data.history != nil, !data.stages.isEmpty {
            columns += [("reached", .count), ("went_on", .count), ("conversion", .percent)]
            totals += onlySome("without_history", deals.filter { reach($0) == nil }.count)
        }
        return .table(OracleTable(columns: columns, rows: rows, totals: totals, rowCount: rows.count))
    }
}
