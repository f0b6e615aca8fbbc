import Core
import Warehouse

/// Which of the catalogue's measures a question asks for.
struct MeasureChoice {
    let reading: QuestionReading
    let dimension: Dimension?

    /// Its name; nil where none is named.
    var name: String? {
        if reading.status == "lost" {
            let isValue =
                reading.has(.bookings) || reading.has(.totalValue) || reading.has(.pipeline) || reading.asksAmount
            return isValue ? "lost_value" : "lost_deals"
        }
        for measure in reading.measures {
            if let name = Self.names[measure] { return name }
        }
        switch reading.status {
        case "open" where reading.has(.deals) || reading.has(.totalValue):
            // "Which stage has the most open deals" counts; "open deals by region" is read as their value and count.
            return reading.isCounting || isByCount ? "open_deals" : "pipeline"
        case "won": return reading.has(.deals) && !reading.has(.totalValue) ? "won_deals" : "bookings"
        default: break
        }
        if reading.has(.totalValue), dimension != nil { return "total_value" }
        if reading.has(.deals), dimension != nil || reading.isCounting { return "deals" }
        return nil
    }

    private var isByCount: Bool { ["most", "fewest", "least"].contains(reading.ranking?.word ?? "") }

    private static let names: [Vocabulary.Measure: String] = [
        .bookings: "bookings", .wonDeals: "won_deals", .averageDealSize: "average_deal_size",
        .createdDeals: "created_deals",
        .createdValue: "created_value", .salesCycle: "sales_cycle", .pipeline: "pipeline", .weighted: "pipeline",
        .openDeals: "open_deals",
    ]
}
