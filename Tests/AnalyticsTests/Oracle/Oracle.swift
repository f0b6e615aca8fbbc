import Core

/// The catalogue a second time, in loops over the generated rows, by the definitions alone.
///
/// Nothing here reads what the product has read: amounts are the generator's own cents.
enum Oracle {
    static func answer(_ function: String, _ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        let conditions = arguments.values["conditions"]?.array ?? []
        if !data.has("probability"), conditions.contains(where: { $0.object?["measure"] == "probability" }) {
            return .refused(.missingData)
        }
        if arguments.hasPeriod, !periodIsByMeasure.contains(function), !data.has("close_date") {
            return .refused(.missingData)
        }
        return switch function {
        case "get_top_accounts_by_value": topAccounts(arguments, data)
        case "get_top_opportunities": topOpportunities(arguments, data)
        case "find_slipped_deals": slippedDeals(arguments, data)
        case "get_pipeline_summary": pipelineSummary(arguments, data)
        case "analyze_win_rate": winRate(arguments, data)
        case "analyze_stage_funnel": stageFunnel(arguments, data)
        case "forecast_pipeline_revenue": forecast(arguments, data)
        case "get_revenue_trend": trend(arguments, data)
        case "compare_segments": segments(arguments, data)
        case "analyze_role_frequency": roles(arguments, data)
        case "analyze_titles": titles(arguments, data)
        case "analyze_product_conversion": productConversion(arguments, data)
        case "analyze_deal_velocity": velocity(arguments, data)
        case "find_stalled_deals": stalledDeals(arguments, data)
        case "analyze_losses": losses(arguments, data)
        case "get_account_overview": accountOverview(arguments, data)
        case "find_missing_stakeholders": missingStakeholders(arguments, data)
        case "analyze_concentration": concentration(arguments, data)
        case "analyze_next_steps": nextSteps(arguments, data)
        case "get_period_change": periodChange(arguments, data)
        case "query_metric": queryMetric(arguments, data)
        default: .open
        }
    }

    private static let periodIsByMeasure: Set<String> = [
        "get_revenue_trend", "compare_segments", "get_period_change", "query_metric",
    ]

    static func weights(_ data: OracleData) -> OracleWeights { data.weights ?? OracleWeights(data) }

    /// Groups in order, cut to the limit.
    static func ranked<Group>(_ groups: [Group], limit: Int, _ keys: (Group) -> [OracleKey]) -> [Group] {
        let keyed = groups.map { (keys($0), $0) }.sorted { OracleKey.precedes($0.0, $1.0) }
        return keyed.prefix(limit).map(\.1)
    }

    /// The total that says how many deals add nothing; only where there are some.
    static func withoutAmount(_ deals: [OracleDeal]) -> [(name: String, value: OracleValue)] {
        onlySome("without_amount", deals.withoutAmount)
    }

    static func onlySome(_ name: String, _ count: Int) -> [(name: String, value: OracleValue)] {
        count > 0 ? [(name, .count(count))] : []
    }

    /// Columns of a list of opportunities.
    static func listColumns(_ data: OracleData) -> [(name: String, unit: Unit)] {
        var columns: [(name: String, unit: Unit)] = [("opportunity_id", .text)]
        for column in ["name", "account", "owner"] where data.has(column) {
            // An owner column without a single name is none.
            if column == "owner", data.deals.allSatisfy({ $0.cells["owner"] == nil }) { continue }
            columns.append((column, .text))
        }
        columns += [("stage", .text), ("amount", .currency)]
        if data.has("close_date") { columns.append(("closed", .date)) }
        return columns
    }

    static func listRow(_ deal: OracleDeal, _ data: OracleData) -> [OracleValue] {
        listColumns(data).map { column in
            switch column.name {
            case "opportunity_id": .text(deal.id)
            case "amount": .cents(deal.cents)
            case "closed": .day(deal.closed)
            default: .name(deal.cells[column.name])
            }
        }
    }

    /// Largest amount first, missing ones last, then by id.
    static func byAmount(_ deal: OracleDeal) -> [OracleKey] {
        [OracleKey(value: .cents(deal.cents), isDescending: true), OracleKey(value: .text(deal.id))]
    }

    static func overdue(_ deals: [OracleDeal], _ data: OracleData) -> [OracleDeal] {
        deals.filter { deal in deal.isOpen && (deal.closed.map { $0 < data.asOf } ?? false) }
    }
}
