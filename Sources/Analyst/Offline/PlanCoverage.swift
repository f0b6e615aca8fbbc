import Analytics
import Core
import Warehouse

/// Whether a planned call answers all of what was read, so that no part of a question is dropped in silence.
struct PlanCoverage {
    let reading: QuestionReading
    let call: Question.PinnedCall

    /// What the call leaves out, as a sentence to ask back with; nil where it leaves out nothing.
    var unused: String? {
        if reading.periods.count > 1, !comparesWithTheOther {
            return "I can look at one period at a time, and the question names more than one."
        }
        if reading.period != nil, call.arguments["from"] == nil, call.arguments["to"] == nil {
            return "This shows how things stand now, so it cannot be narrowed to a period."
        }
        if reading.grain != nil || reading.isOverTime, !isOverTime {
            return "I can break a figure down by time or by something else, not by both at once."
        }
        if let dimension = reading.dimensions.first, !breaksDown(by: dimension.id) {
            return "I cannot break this figure down by \(dimension.label.lowercased())."
        }
        if reading.ranking == false, call.arguments["order"] == nil {
            return "I can list the largest here, not the smallest."
        }
        if reading.statuses.count > 1, call.function != "analyze_win_rate" {
            return "I can look at \(reading.statuses.joined(separator: " or ")) deals, one at a time."
        }
        if let status = reading.statuses.first, !isAbout(status) {
            return "I cannot narrow this figure to \(status) deals."
        }
        if let measure = reading.measures.first(where: { !expressed.contains($0) }) {
            return
                "The question names more than one figure, and I can give one at a time: ask for \(name(measure)) by itself."
        }
        return nil
    }

    private var measure: String { call.arguments["measure"]?.string ?? "" }

    /// A scalar for a current period is compared with the one before of its own accord.
    private var comparesWithTheOther: Bool {
        guard reading.periods.count == 2, ["get_revenue_trend", "analyze_win_rate"].contains(call.function),
            let first = reading.periods.first, let second = reading.periods.last, let grain = first.grain,
            second.grain == grain
        else { return false }
        return second.span.last == first.span.first.adding(days: -1)
    }

    private var isOverTime: Bool {
        switch call.function {
        case "get_revenue_trend": true
        case "forecast_pipeline_revenue": ["month", "quarter"].contains(call.arguments["group_by"]?.string ?? "")
        default: false
        }
    }

    private func breaksDown(by dimension: String) -> Bool {
        switch call.function {
        case "get_top_accounts_by_value": dimension == "account"
        case "analyze_stage_funnel": dimension == "stage"
        case "get_top_opportunities", "find_slipped_deals": ["account", "owner", "stage"].contains(dimension)
        default: call.arguments["dimension"]?.string == dimension
        }
    }

    private func isAbout(_ status: String) -> Bool {
        if call.arguments["status"]?.string == status { return true }
        switch call.function {
        case "get_pipeline_summary", "analyze_stage_funnel", "find_slipped_deals", "forecast_pipeline_revenue":
            return status == "open" || call.function == "forecast_pipeline_revenue" && status == "won"
        case "analyze_win_rate": return status == "won"
        case "get_revenue_trend", "compare_segments":
            switch status {
            case "won":
                return ["bookings", "won_deals", "average_deal_size", "sales_cycle", "win_rate"].contains(measure)
            case "lost": return measure.hasPrefix("lost")
            default: return measure == "pipeline" || measure == "open_deals"
            }
        default: return false
        }
    }

    /// The measures of a question that the call gives.
    private var expressed: Set<Vocabulary.Measure> {
        switch call.function {
        case "get_top_accounts_by_value": [.bookings, .wonDeals, .pipeline, .openDeals, .totalValue, .deals]
        case "get_top_opportunities": [.deals, .openDeals, .wonDeals, .totalValue, .pipeline]
        case "find_slipped_deals", "analyze_stage_funnel": [.deals, .openDeals, .pipeline, .totalValue]
        case "forecast_pipeline_revenue": [.forecast, .pipeline, .bookings, .deals, .totalValue, .openDeals]
        case "analyze_win_rate": [.winRate, .deals, .wonDeals]
        case "get_pipeline_summary": [.pipeline, .openDeals, .deals, .totalValue]
        case "analyze_role_frequency": [.deals, .openDeals, .wonDeals]
        default:
            switch measure {
            case "bookings": [.bookings, .wonDeals, .deals, .totalValue]
            case "won_deals": [.wonDeals, .deals]
            case "average_deal_size": [.averageDealSize, .deals]
            case "win_rate": [.winRate, .deals]
            case "sales_cycle": [.salesCycle, .deals]
            case "created_deals": [.createdDeals, .deals]
            case "created_value": [.createdValue, .pipeline, .deals]
            case "lost_deals", "lost_value": [.deals, .totalValue, .bookings, .pipeline]
            default: [.totalValue, .deals]
            }
        }
    }

    private func name(_ measure: Vocabulary.Measure) -> String {
        switch measure {
        case .bookings: "bookings"
        case .wonDeals: "won deals"
        case .averageDealSize: "the average deal size"
        case .winRate: "the win rate"
        case .createdDeals: "deals created"
        case .createdValue: "pipeline created"
        case .salesCycle: "the sales cycle"
        case .pipeline: "pipeline"
        case .openDeals: "open deals"
        case .totalValue: "total value"
        case .deals: "deals"
        case .forecast: "the forecast"
        }
    }
}
