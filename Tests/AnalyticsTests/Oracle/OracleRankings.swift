/// Lists and rankings of accounts and opportunities.
extension Oracle {
    static func topAccounts(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard data.has("account") else { return .refused(.missingData) }
        let deals = data.deals.status(arguments.text("status", default: "all"))
            .filter { arguments.keeps($0) && arguments.covers($0.closed) }
        // An account without any amount has no value to be ranked by.
        let groups = deals.grouped("account").filter { $0.name != nil && OracleSum.amount($0.deals) != .none }
        let rows = ranked(groups, limit: arguments.number("limit", default: 10)) { group in
            [
                OracleKey(value: OracleSum.amount(group.deals), isDescending: arguments.highestFirst),
                OracleKey(value: .name(group.name)),
            ]
        }
        return .table(
            OracleTable(
                columns: [("account_name", .text), ("total_value", .currency), ("deal_count", .count)],
                rows: rows.map { [.name($0.name), OracleSum.amount($0.deals), .count($0.deals.count)] },
                totals: [
                    ("total_value", OracleSum.amount(deals)), ("deals", .count(deals.count)),
                    ("accounts", .count(Set(deals.compactMap(\.account)).count)),
                ] + withoutAmount(deals), rowCount: groups.count))
    }

    static func topOpportunities(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        let deals = data.deals.status(arguments.text("status", default: "open"))
            .filter { arguments.keeps($0) && arguments.covers($0.closed) }
        let valued = deals.filter { $0.cents != nil }
        let rows = ranked(valued, limit: arguments.number("limit", default: 10), byAmount)
        return .table(
            OracleTable(
                columns: listColumns(data), rows: rows.map { listRow($0, data) },
                totals: [("deals", .count(deals.count)), ("value", OracleSum.amount(deals))] + withoutAmount(deals),
                rowCount: valued.count))
    }

    static func slippedDeals(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard data.has("close_date") else { return .refused(.missingData) }
        let deals = overdue(data.deals.filter(arguments.keeps), data)
        let rows = ranked(deals, limit: arguments.number("limit", default: 10), byAmount)
        return .table(
            OracleTable(
                columns: listColumns(data) + [("days_overdue", .days)],
                rows: rows.map { deal in
                    listRow(deal, data) + [.count(data.asOf.number - (deal.closed?.number ?? 0))]
                },
                totals: [("deals", .count(deals.count)), ("value", OracleSum.amount(deals))] + withoutAmount(deals),
                rowCount: deals.count))
    }
}
