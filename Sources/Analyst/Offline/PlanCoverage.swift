import Analytics
import Core
import Warehouse

/// Whether a planned call answers all of what was read, so that no part of a question is dropped in silence.
struct PlanCoverage {
    let reading: QuestionReading
    let call: Question.PinnedCall
    let asOf: CalendarDate
    /// Whether the plan holds the period before against the one asked for.
    let isCompared: Bool

    /// What the call leaves out, as a sentence to ask back with; nil where it leaves out nothing.
    var unused: String? { boundsGap ?? timeGap ?? breakdownGap ?? rankingGap ?? statusGap ?? measureGap }

    private var measure: String { call.arguments["measure"]?.string ?? "" }
    private var hasDimension: Bool { call.arguments["dimension"] != nil }

    // MARK: Bounds

    private var boundsGap: String? {
        if let words = reading.bounds.unsupported {
            return
                "I cannot apply “\(words)”: I can keep deals of at least an amount (“deals over $50k”) or a probability (“probability above 70%”)."
        }
        guard !reading.bounds.conditions.isEmpty else { return nil }
        if reading.dimensions.first != nil, !reading.bounds.isOfDeals,
            reading.bounds.conditions.contains(where: { $0.measure == .amount })
        {
            return
                "I can keep single deals above an amount (“deals over $50k”), but not groups whose sum or rate is above one."
        }
        let isProbability = reading.bounds.conditions.contains { $0.measure == .probability }
        if isProbability, !isAboutOpenDeals {
            return "A probability belongs to open deals, so it cannot narrow this figure."
        }
        return nil
    }

    private var isAboutOpenDeals: Bool {
        ["get_pipeline_summary", "forecast_pipeline_revenue", "find_slipped_deals"].contains(call.function)
            || call.arguments["status"] == "open" || measure == "open_deals"
    }

    // MARK: Time

    private var timeGap: String? {
        if reading.periods.count > 1, !comparesWithTheOther {
            return "I can look at one period at a time, and the question names more than one."
        }
        if reading.isComparing, !comparesWithTheOther {
            return
                "I can compare the values of one thing (“EMEA and APAC”), or a period with the one before; here it is not clear what is compared."
        }
        if let period = reading.period {
            if call.arguments["from"] == nil, call.arguments["to"] == nil || reading.has(.slipped) {
                return "This shows how things stand now, so it cannot be narrowed to a period."
            }
            if call.function == "forecast_pipeline_revenue", period.span.last < asOf {
                return "That period is over: its bookings are known and can be asked for."
            }
            if period.isFuture, isOfClosedDeals {
                return "That period has not begun: its forecast can be asked for, or the pipeline closing in it."
            }
            if call.function == "get_pipeline_summary", period.span.last < asOf, !reading.isClosing {
                return
                    "How large the pipeline was at an earlier time is not in this data; it shows the pipeline of today."
            }
        }
        if reading.isGrowth, reading.period != nil, !isCompared, !(isOverTime && reading.isOverTime) {
            return "There is nothing to compare this with, so its growth is not known; it can be followed over time."
        }
        if reading.isClosing, measure == "average_deal_size" {
            return
                "The average deal size is that of won deals; the average of open ones comes with the pipeline closing in a period."
        }
        if call.function == "forecast_pipeline_revenue", reading.period != nil,
            reading.filters.contains(where: { $0.dimension == "forecast_category" })
        {
            return
                "What is won has no forecast category any more: ask for the pipeline of the category that closes in the period."
        }
        if reading.grains.count > 1 { return "I can follow a figure in steps of one length at a time." }
        guard reading.grain != nil || reading.isOverTime, !isOverTime else { return nil }
        return reading.dimensions.isEmpty
            ? "I cannot follow this figure over time: the data show it as it stands today."
            : "I can break a figure down by time or by something else, not by both at once."
    }

    /// A scalar for a current period is compared with the one before of its own accord.
    private var comparesWithTheOther: Bool {
        guard reading.periods.count == 2, ["get_revenue_trend", "analyze_win_rate"].contains(call.function),
            !hasDimension, let first = reading.periods.first, let second = reading.periods.last,
            let grain = first.grain,
            second.grain == grain
        else { return false }
        return second.span.last == first.span.first.adding(days: -1)
    }

    private var isOfClosedDeals: Bool {
        switch call.function {
        case "analyze_win_rate", "get_revenue_trend": true
        case "compare_segments":
            ["bookings", "won_deals", "average_deal_size", "sales_cycle"].contains(measure) || measure.hasPrefix("lost")
        case "get_top_accounts_by_value", "get_top_opportunities":
            ["won", "lost"].contains(call.arguments["status"]?.string ?? "")
        default: false
        }
    }

    private var isOverTime: Bool {
        switch call.function {
        case "get_revenue_trend": true
        case "forecast_pipeline_revenue": ["month", "quarter"].contains(call.arguments["group_by"]?.string ?? "")
        default: false
        }
    }

    // MARK: Breakdown and ranking

    private var breakdownGap: String? {
        if reading.filters.contains(where: { $0.dimension == "stage" }), call.function == "analyze_stage_funnel" {
            return "The funnel shows all stages; one of them cannot be picked out of it."
        }
        if reading.filters.contains(where: { $0.dimension == "loss_reason" }), !measure.hasPrefix("lost"),
            call.arguments["status"] != "lost"
        {
            return "A loss reason belongs to lost deals, so it cannot narrow this figure."
        }
        guard let dimension = reading.dimensions.first else { return nil }
        if call.function == "analyze_win_rate",
            ["stage", "forecast_category", "loss_reason", "next_step"].contains(dimension.id)
        {
            return
                "A deal's \(dimension.label.lowercased()) tells whether it was won, so a win rate by it says nothing."
        }
        if call.function == "get_top_accounts_by_value", reading.ranking == nil, reading.limit == nil,
            reading.isListing || reading.asksWho
        {
            return "I can list the largest accounts, by won value or by pipeline: say how many, such as the top 20."
        }
        if reading.countsValues {
            return "I can rank by \(dimension.label.lowercased()), but not count how many there are."
        }
        let isThere: Bool =
            switch call.function {
            case "get_top_accounts_by_value": dimension.id == "account"
            case "analyze_stage_funnel": dimension.id == "stage"
            case "find_slipped_deals", "get_top_opportunities": false
            default: call.arguments["dimension"]?.string == dimension.id
            }
        if !isThere { return "I cannot break this figure down by \(dimension.label.lowercased())." }
        // "The largest deal by region" asks for single deals.
        if let word = reading.ranking?.word, ["largest", "biggest", "top", "best", "smallest"].contains(word),
            reading.has(.deals),
            ["deals", "open_deals", "won_deals"].contains(measure)
        {
            return
                "It is not clear whether single deals are asked for, or how many each \(dimension.label.lowercased()) has."
        }
        return nil
    }

    private var rankingGap: String? {
        guard reading.ranking != nil || reading.limit != nil else { return nil }
        if reading.ranking?.descending == false, call.arguments["order"] == nil {
            return "I can list the largest here, not the smallest."
        }
        switch call.function {
        case "get_top_accounts_by_value", "get_top_opportunities", "find_slipped_deals", "analyze_role_frequency":
            return nil
        default:
            return hasDimension && !reading.dimensions.isEmpty
                ? nil : "A ranking needs something to rank: deals, accounts, or the values of a column such as region."
        }
    }

    // MARK: Status and measures

    private var statusGap: String? {
        if reading.statuses.count > 1,
            !(call.function == "analyze_win_rate" && Set(reading.statuses).isSubset(of: ["won", "lost", "closed"]))
        {
            return "I can look at \(reading.statuses.joined(separator: " or ")) deals, one at a time."
        }
        guard let status = reading.statuses.first, !isAbout(status) else { return nil }
        return status == "closed"
            ? "Closed deals are won or lost: which are meant?" : "I cannot narrow this figure to \(status) deals."
    }

    private func isAbout(_ status: String) -> Bool {
        if call.arguments["status"]?.string == status { return true }
        switch call.function {
        case "get_pipeline_summary", "analyze_stage_funnel", "find_slipped_deals": return status == "open"
        case "forecast_pipeline_revenue": return status == "open" || status == "won" && call.arguments["from"] != nil
        case "analyze_win_rate": return status == "won" || status == "closed"
        case "get_revenue_trend", "compare_segments":
            let won = ["bookings", "won_deals", "average_deal_size", "sales_cycle", "win_rate"].contains(measure)
            switch status {
            case "won": return won
            case "closed": return won && !reading.has(.deals)
            case "lost": return measure.hasPrefix("lost")
            default: return measure == "pipeline" || measure == "open_deals"
            }
        default: return false
        }
    }

    private var measureGap: String? {
        // "How many deals will we win" asks for the forecast of what would else be won deals.
        let given =
            reading.isFuture && call.function == "forecast_pipeline_revenue" ? expressed.union([.wonDeals]) : expressed
        guard let extra = reading.measures.first(where: { !given.contains($0) }) else { return nil }
        return
            "The question names more than one figure, or one that does not go with the rest: ask for \(extra.words) by itself."
    }

    /// The measures of a question that the call gives.
    private var expressed: Set<Vocabulary.Measure> {
        switch call.function {
        case "get_top_accounts_by_value": [.bookings, .pipeline, .totalValue]
        case "get_top_opportunities": [.deals, .openDeals, .wonDeals, .totalValue, .pipeline, .bookings]
        case "find_slipped_deals": [.deals, .openDeals]
        case "analyze_stage_funnel": [.deals, .openDeals, .pipeline]
        case "forecast_pipeline_revenue": [.forecast, .weighted, .pipeline, .bookings, .deals]
        case "analyze_win_rate": [.winRate, .deals, .wonDeals]
        case "get_pipeline_summary": [.pipeline, .weighted, .openDeals, .deals, .totalValue]
        case "analyze_role_frequency": [.deals, .openDeals, .wonDeals]
        default:
            switch measure {
            case "bookings": [.bookings, .wonDeals, .deals, .totalValue]
            case "won_deals": [.wonDeals, .deals]
            case "average_deal_size": [.averageDealSize, .deals, .wonDeals]
            case "win_rate": [.winRate, .deals]
            case "sales_cycle": [.salesCycle, .deals, .wonDeals]
            case "created_deals": [.createdDeals, .deals]
            case "created_value": [.createdValue, .pipeline, .deals]
            case "lost_deals": [.deals]
            case "lost_value": [.deals, .totalValue, .bookings, .pipeline]
            case "open_deals": [.openDeals, .deals, .pipeline]
            case "deals": [.deals]
            default: [.totalValue, .deals]
            }
        }
    }
}

extension Vocabulary.Measure {
    var words: String {
        switch self {
        case .bookings: "bookings"
        case .wonDeals: "won deals"
        case .averageDealSize: "the average deal size"
        case .winRate: "the win rate"
        case .createdDeals: "deals created"
        case .createdValue: "pipeline created"
        case .salesCycle: "the sales cycle"
        case .pipeline: "pipeline"
        case .openDeals: "open deals"
        case .totalValue: "the value"
        case .deals: "deals"
        case .forecast: "the forecast"
        case .weighted: "the weighted pipeline"
        }
    }
}
