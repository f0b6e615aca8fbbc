/// The probability that a deal counts with in a weighted amount.
struct OracleWeights {
    private let hasProbability: Bool
    /// Win rate of the closed deals that passed a stage, by stage.
    private var rates: [String: Double] = [:]
    private var overall: Double?

    init(_ data: OracleData) {
        hasProbability = data.has("probability")
        let closed = data.deals.of(.won, .lost)
        if !closed.isEmpty { overall = Double(closed.of(.won).count) / Double(closed.count) }
        for stage in data.stages {
            let passed = Set((data.history ?? []).filter { $0.stage == stage }.map(\.deal))
            let ended = closed.filter { passed.contains($0.id) }
            if !ended.isEmpty { rates[stage] = Double(ended.of(.won).count) / Double(ended.count) }
        }
    }

    /// Whether anything at all says how likely the deals are.
    var isKnown: Bool { hasProbability || overall != nil }

    func knows(_ deal: OracleDeal) -> Bool {
        hasProbability ? deal.points != nil : (rates[deal.stage] ?? overall) != nil
    }

    /// Sum of amount × probability: exact where the data has probabilities.
    ///
    /// Nought of no deal, nothing of deals of which
    /// none has both.
    func weighted(_ deals: [OracleDeal]) -> OracleValue {
        if deals.isEmpty { return .exact(0) }
        let counted = deals.filter { $0.cents != nil && knows($0) }
        if counted.isEmpty { return .none }
        if hasProbability {
            return .exact(counted.reduce(0) { $0 + ($1.cents ?? 0) * Int128($1.points ?? 0) })
        }
        return .number(
            counted.reduce(0) { $0 + Double($1.cents ?? 0) / 100 * (rates[$1.stage] ?? overall ?? 0) })
    }
}
