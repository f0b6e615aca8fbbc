import Core
import Warehouse

/// A figure over a set of opportunities, by the definitions that the methodology page prints.
struct Measure: Sendable {
    let name: String
    let label: String
    let unit: Unit
    /// SQL over the rows of table `opportunities` that `outcomes` leaves.
    let expression: String
    /// Which opportunities count; empty for all.
    let outcomes: [Outcome]

    /// The measure of this name; nil where there is none.
    static func named(_ name: String) -> Measure? { all.first { $0.name == name } }

    private static let count = "count(*)"
    private static let sum = "sum(amount)"
    private static let mean = "CAST(avg(amount) AS FLOAT8)"
    // Nought closed deals have no rate.
    private static let rate = "CAST(count(*) FILTER (WHERE outcome = 'won') AS FLOAT8) / nullif(count(*), 0)"

    private static let all = [
        Measure(name: "bookings", label: "Bookings", unit: .currency, expression: sum, outcomes: [.won]),
        Measure(name: "won_deals", label: "Won deals", unit: .count, expression: count, outcomes: [.won]),
        Measure(
            name: "average_deal_size", label: "Average deal size", unit: .currency, expression: mean, outcomes: [.won]),
        Measure(
            name: "sales_cycle", label: "Sales cycle", unit: .days, expression: "CAST(avg(closed - created) AS FLOAT8)",
            outcomes: [.won]),
        Measure(name: "win_rate", label: "Win rate", unit: .percent, expression: rate, outcomes: [.won, .lost]),
        Measure(name: "pipeline", label: "Pipeline", unit: .currency, expression: sum, outcomes: [.open]),
        Measure(name: "open_deals", label: "Open deals", unit: .count, expression: count, outcomes: [.open]),
        Measure(name: "lost_deals", label: "Lost deals", unit: .count, expression: count, outcomes: [.lost]),
        Measure(name: "lost_value", label: "Lost value", unit: .currency, expression: sum, outcomes: [.lost]),
        Measure(name: "total_value", label: "Total value", unit: .currency, expression: sum, outcomes: []),
        Measure(name: "deals", label: "Deals", unit: .count, expression: count, outcomes: []),
        Measure(name: "created_deals", label: "Deals created", unit: .count, expression: count, outcomes: []),
        Measure(name: "created_value", label: "Pipeline created", unit: .currency, expression: sum, outcomes: []),
    ]
}

extension Arguments {
    /// The measure that argument `measure` names.
    func measure() throws -> Measure {
        let name = string("measure") ?? "bookings"
        guard let measure = Measure.named(name) else {
            throw CatalogueError.invalidArgument(
                function: function, argument: "measure", problem: "names no measure: \(name)", nearest: nil)
        }
        return measure
    }
}
