import Core

/// The measures of the contract, each over the deals that filters and conditions leave.
struct OracleMeasure {
    var name: String
    var unit: Unit
    var outcomes: [OracleOutcome]
    var isByCreated = false

    static let all: [OracleMeasure] = [
        .init(name: "bookings", unit: .currency, outcomes: [.won]),
        .init(name: "won_deals", unit: .count, outcomes: [.won]),
        .init(name: "average_deal_size", unit: .currency, outcomes: [.won]),
        .init(name: "median_deal_size", unit: .currency, outcomes: [.won]),
        .init(name: "sales_cycle", unit: .days, outcomes: [.won]),
        .init(name: "median_sales_cycle", unit: .days, outcomes: [.won]),
        .init(name: "win_rate", unit: .percent, outcomes: [.won, .lost]),
        .init(name: "win_rate_by_value", unit: .percent, outcomes: [.won, .lost]),
        .init(name: "closed_deals", unit: .count, outcomes: [.won, .lost]),
        .init(name: "lost_deals", unit: .count, outcomes: [.lost]),
        .init(name: "lost_value", unit: .currency, outcomes: [.lost]),
        .init(name: "loss_rate", unit: .percent, outcomes: [.won, .lost]),
        .init(name: "pipeline", unit: .currency, outcomes: [.open]),
        .init(name: "weighted_pipeline", unit: .currency, outcomes: [.open]),
        .init(name: "open_deals", unit: .count, outcomes: [.open]),
        .init(name: "average_open_deal", unit: .currency, outcomes: [.open]),
        .init(name: "deal_age", unit: .days, outcomes: [.open]),
        .init(name: "overdue_deals", unit: .count, outcomes: [.open]),
        .init(name: "overdue_value", unit: .currency, outcomes: [.open]),
        .init(name: "total_value", unit: .currency, outcomes: [.open, .won, .lost]),
        .init(name: "deals", unit: .count, outcomes: [.open, .won, .lost]),
        .init(name: "average_value", unit: .currency, outcomes: [.open, .won, .lost]),
        .init(name: "created_deals", unit: .count, outcomes: [.open, .won, .lost], isByCreated: true),
        .init(name: "created_value", unit: .currency, outcomes: [.open, .won, .lost], isByCreated: true),
        .init(name: "accounts", unit: .count, outcomes: [.open, .won, .lost]),
        .init(name: "logos", unit: .count, outcomes: [.won]),
        .init(name: "new_logos", unit: .count, outcomes: [.won]),
    ]

    static func named(_ name: String) -> OracleMeasure? { all.first { $0.name == name } }

    func date(_ deal: OracleDeal) -> OracleDay? { isByCreated ? deal.created : deal.closed }
    var dateColumn: String { isByCreated ? "created_date" : "close_date" }

    /// The deals that count.
    func population(_ deals: [OracleDeal], _ data: OracleData) -> [OracleDeal] {
        let some = deals.filter { outcomes.contains($0.outcome) }
        switch name {
        case "overdue_deals", "overdue_value":
            return some.filter { deal in deal.closed.map { $0 < data.asOf } ?? false }
        case "new_logos":
            return some.filter { data.firstWon.contains($0.id) }
        default: return some
        }
    }

    /// The first won deal of each account: the earliest closed one, undated ones last, ties by id.
    static func firstWon(_ data: OracleData) -> Set<String> {
        var first: [String: OracleDeal] = [:]
        for deal in data.deals where deal.isWon {
            guard let account = deal.account else { continue }
            guard let best = first[account] else {
                first[account] = deal
                continue
            }
            let keys = { (deal: OracleDeal) in
                [OracleKey(value: .day(deal.closed)), OracleKey(value: .text(deal.id))]
            }
            if OracleKey.precedes(keys(deal), keys(best)) { first[account] = deal }
        }
        return Set(first.values.map(\.id))
    }

    /// The figure over deals of its population.
    func value(_ deals: [OracleDeal], _ data: OracleData) -> OracleValue {
        switch name {
        case "bookings", "lost_value", "pipeline", "overdue_value", "total_value", "created_value":
            return OracleSum.amount(deals)
        case "won_deals", "closed_deals", "lost_deals", "open_deals", "overdue_deals", "deals", "created_deals":
            return .count(deals.count)
        case "average_deal_size", "average_open_deal", "average_value": return OracleSum.meanAmount(deals)
        case "median_deal_size": return OracleSum.medianAmount(deals)
        case "sales_cycle": return OracleSum.mean(deals.compactMap(\.cycle))
        case "median_sales_cycle": return OracleSum.median(deals.compactMap(\.cycle))
        case "win_rate": return OracleSum.rate(deals.of(.won).count, of: deals.count)
        case "loss_rate": return OracleSum.rate(deals.of(.lost).count, of: deals.count)
        case "win_rate_by_value": return OracleSum.amount(deals.of(.won)) / OracleSum.amount(deals)
        case "weighted_pipeline": return Oracle.weights(data).weighted(deals)
        case "deal_age": return OracleSum.mean(deals.compactMap(\.created).map { data.asOf.number - $0.number })
        default: return .count(Set(deals.compactMap(\.account)).count)
        }
    }

    /// Whether lost deals carry amounts, without which there is no win rate by value.
    static func lostCarryAmounts(_ data: OracleData) -> Bool {
        data.deals.of(.lost).allSatisfy { ($0.cents ?? 0) != 0 }
    }
}
