import Core

/// One account, the largest ones, and the next steps of open deals.
extension Oracle {
    static func accountOverview(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard data.has("account") else { return .refused([.missingData, .invalidArgument]) }
        guard let account = arguments.text("account"), data.deals.contains(where: { $0.account == account }) else {
            return .refused(.invalidArgument)
        }
        let deals = data.deals.filter {
            $0.account == account && arguments.keeps($0) && arguments.covers($0.closed)
        }
        let weights = Oracle.weights(data)
        let closed = deals.of(.won, .lost)
        let won = deals.of(.won)
        let links = data.links
        let rows = [("Open", deals.of(.open)), ("Won", won), ("Lost", deals.of(.lost))].map { label, some in
            [.text(label), .count(some.count), OracleSum.amount(some), OracleSum.meanAmount(some)]
        }
        var totals: [(name: String, value: OracleValue)] = [
            ("deals", .count(deals.count)), ("total_value", OracleSum.amount(deals)),
            ("won_value", OracleSum.amount(won)), ("pipeline", OracleSum.amount(deals.of(.open))),
            ("weighted_pipeline", weights.weighted(deals.of(.open))),
            ("win_rate", OracleSum.rate(won.count, of: closed.count)),
            ("first_created", .day(deals.compactMap(\.created).min())),
            ("last_won", .day(won.compactMap(\.closed).max())),
            ("next_close", .day(deals.of(.open).compactMap(\.closed).filter { $0 >= data.asOf }.min())),
        ]
        if data.contacts != nil { totals.append(("contacts", .count(Set(deals.flatMap { links[$0.id] ?? [] }).count))) }
        totals += withoutAmount(deals)
        return .table(
            OracleTable(
                columns: [("status", .text), ("deals", .count), ("value", .currency), ("average_amount", .currency)],
                rows: rows, totals: totals, rowCount: 3))
    }

    static func concentration(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        let name = arguments.text("measure", default: "pipeline")
        guard let measure = OracleMeasure.named(name) else { return .open }
        let dimension = arguments.text("dimension", default: "account")
        guard data.hasDimension(dimension) else { return .refused(.missingData) }
        let deals = measure.population(data.deals.filter(arguments.keeps), data)
            .filter { arguments.covers($0.closed) }
        guard case .exact(let total) = OracleSum.amount(deals), total > 0 else { return .refused(.noFigure) }
        let groups = deals.grouped(dimension).filter { $0.name != nil && OracleSum.amount($0.deals) != .none }
        let top = ranked(groups, limit: arguments.number("top", default: 5)) { group in
            [
                OracleKey(value: OracleSum.amount(group.deals), isDescending: true),
                OracleKey(value: .name(group.name)),
            ]
        }
        var sum = OracleValue.exact(0)
        var rows: [[OracleValue]] = []
        for group in top {
            let value = OracleSum.amount(group.deals)
            sum = sum + value
            rows.append([
                .name(group.name), value, .count(group.deals.count), value / .exact(total), sum / .exact(total),
            ])
        }
        return .table(
            OracleTable(
                columns: [
                    (dimension, .text), (name, .currency), ("deals", .count), ("share", .percent),
                    ("cumulative_share", .percent),
                ], rows: rows,
                totals: [
                    (name, .exact(total)), ("top_value", sum), ("top_share", sum / .exact(total)),
                    ("groups", .count(groups.count)),
                ] + onlySome("without_group", deals.filter { $0.cells[dimension] == nil }.count) + withoutAmount(deals),
                rowCount: groups.count))
    }

    static func nextSteps(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard data.hasDimension("next_step") else { return .refused(.missingData) }
        let open = data.deals.of(.open).filter { arguments.keeps($0) && arguments.covers($0.closed) }
        if open.isEmpty { return .refused(.noFigure) }
        // Without close dates nobody knows what is overdue, which is not the same as nothing being so.
        let isDated = data.has("close_date")
        let groups = open.grouped("next_step").filter { $0.name != nil }
        let without = open.filter { $0.cells["next_step"] == nil }
        let rows = ranked(groups, limit: arguments.number("limit", default: 15)) { group in
            [
                OracleKey(value: .count(group.deals.count), isDescending: true),
                OracleKey(value: OracleSum.amount(group.deals), isDescending: true),
                OracleKey(value: .name(group.name)),
            ]
        }
        return .table(
            OracleTable(
                columns: [("next_step", .text), ("deals", .count), ("value", .currency)]
                    + (isDated ? [("overdue_deals", .count)] : []),
                rows: rows.map { group in
                    [
                        .name(group.name), .count(group.deals.count), OracleSum.amount(group.deals),
                    ] + (isDated ? [.count(overdue(group.deals, data).count)] : [])
                },
                totals: [
                    ("open_deals", .count(open.count)), ("with_next_step", .count(open.count - without.count)),
                    ("without_next_step", .count(without.count)), ("without_value", OracleSum.amount(without)),
                    ("share_without", OracleSum.rate(without.count, of: open.count)),
                ] + (isDated ? [("overdue_without", .count(overdue(without, data).count))] : []) + withoutAmount(open),
                rowCount: groups.count))
    }
}
