import Core

/// Win rates, losses and conversion.
extension Oracle {
    static func winRate(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        let deals = data.deals.of(.won, .lost).filter { arguments.keeps($0) && arguments.covers($0.closed) }
        let byValue = arguments.text("weigh_by") == "value"
        if byValue, !OracleMeasure.lostCarryAmounts(data) { return .refused(.noFigure) }
        if deals.isEmpty { return .refused(.noFigure) }
        func figures(_ deals: [OracleDeal]) -> [OracleValue] {
            let won = deals.of(.won)
            return [
                byValue ? OracleSum.amount(won) / OracleSum.amount(deals) : OracleSum.rate(won.count, of: deals.count),
                .count(won.count), .count(deals.count - won.count), .count(deals.count), OracleSum.amount(won),
            ]
        }
        let columns: [(name: String, unit: Unit)] = [
            ("win_rate", .percent), ("won", .count), ("lost", .count), ("closed", .count), ("won_value", .currency),
        ]
        var totals: [(name: String, value: OracleValue)] = zip(columns, figures(deals)).map { ($0.name, $1) }
        totals += withoutAmount(deals.of(.won))
        guard let dimension = arguments.text("dimension") else {
            return .table(OracleTable(columns: columns, rows: [figures(deals)], totals: totals, rowCount: 1))
        }
        let groups = deals.grouped(dimension)
        let large = groups.filter { $0.deals.count >= arguments.number("min_closed", default: 1) }
        totals += onlySome("left_out", groups.count - large.count)
        let rows = ranked(large, limit: arguments.number("limit", default: 50)) { group in
            [
                OracleKey(value: figures(group.deals)[0], isDescending: arguments.highestFirst),
                OracleKey(value: .count(group.deals.count), isDescending: true),
                OracleKey(value: .name(group.name)),
            ]
        }
        return .table(
            OracleTable(
                columns: [(dimension, .text)] + columns, rows: rows.map { [.group($0.name)] + figures($0.deals) },
                totals: totals, rowCount: large.count))
    }

    static func productConversion(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard let dimension = arguments.text("dimension") ?? (data.hasDimension("product") ? "product" : nil) else {
            return .refused(.missingData)
        }
        let deals = data.deals.filter { arguments.keeps($0) && arguments.covers($0.closed) }
        if deals.of(.won, .lost).isEmpty { return .refused(.noFigure) }
        func figures(_ deals: [OracleDeal]) -> [OracleValue] {
            let won = deals.of(.won)
            let closed = deals.of(.won, .lost).count
            return [
                OracleSum.rate(won.count, of: closed), .count(won.count), .count(closed - won.count), .count(closed),
                .count(deals.count), OracleSum.rate(won.count, of: deals.count), OracleSum.amount(won),
            ]
        }
        let columns: [(name: String, unit: Unit)] = [
            ("win_rate", .percent), ("won", .count), ("lost", .count), ("closed", .count), ("opportunities", .count),
            ("won_share", .percent), ("won_value", .currency),
        ]
        let groups = deals.grouped(dimension)
        let rows = ranked(groups, limit: arguments.number("limit", default: 50)) { group in
            let figures = figures(group.deals)
            return [
                OracleKey(value: figures[0], isDescending: arguments.highestFirst),
                OracleKey(value: figures[3], isDescending: true), OracleKey(value: .name(group.name)),
            ]
        }
        return .table(
            OracleTable(
                columns: [(dimension, .text)] + columns, rows: rows.map { [.group($0.name)] + figures($0.deals) },
                totals: zip(columns, figures(deals)).map { ($0.name, $1) } + withoutAmount(deals.of(.won)),
                rowCount: groups.count))
    }

    static func losses(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard let dimension = arguments.text("dimension") ?? (data.hasDimension("loss_reason") ? "loss_reason" : nil)
        else {
            return .refused([.missingData, .invalidArgument])
        }
        let closed = data.deals.of(.won, .lost).filter { arguments.keeps($0) && arguments.covers($0.closed) }
        let lost = closed.of(.lost)
        if lost.isEmpty { return .refused(.noFigure) }
        let groups = lost.grouped(dimension)
        let rows = ranked(groups, limit: arguments.number("limit", default: 50)) { group in
            [
                OracleKey(value: .count(group.deals.count), isDescending: true),
                OracleKey(value: OracleSum.amount(group.deals), isDescending: true),
                OracleKey(value: .name(group.name)),
            ]
        }
        return .table(
            OracleTable(
                columns: [
                    (dimension, .text), ("lost", .count), ("share", .percent), ("lost_value", .currency),
                    ("average_lost", .currency),
                ],
                rows: rows.map { group in
                    [
                        .group(group.name), .count(group.deals.count),
                        OracleSum.rate(group.deals.count, of: lost.count), OracleSum.amount(group.deals),
                        OracleSum.meanAmount(group.deals),
                    ]
                },
                totals: [
                    ("lost", .count(lost.count)), ("lost_value", OracleSum.amount(lost)),
                    ("closed", .count(closed.count)), ("loss_rate", OracleSum.rate(lost.count, of: closed.count)),
                ] + onlySome("without_reason", lost.filter { $0.cells[dimension] == nil }.count) + withoutAmount(lost),
                rowCount: groups.count))
    }
}
