/// How a deal ends.
struct Outcome {
    private let cycle = LogNormal(sigma: 430)
    private let exits = WeightedIndex([120, 260, 270, 220, 130])

    /// Permille of deals like this one that are won.
    static func winRate(
        type: DealType, account: AccountBook.Account, source: LeadSource, skill: Int, declining: Bool
    ) -> Int {
        var factor = source.winFactor * account.segment.winFactor / 1000
        factor = factor * account.region.winFactor / 1000 * skill / 1000
        // A customer knows the product already: who sells it and how they came matters less.
        switch type {
        case .newBusiness: break
        case .expansion: factor = (factor + 1000) / 2
        case .renewal: factor = (factor + 5000) / 6
        }
        let rate = type.winRate * factor / 1000 * (declining ? 380 : 1000) / 1000
        return min(max(rate, 20), 940)
    }

    /// The last stage of a deal that will be lost.
    ///
    /// Customers who don't renew mostly say so late.
    func exit(type: DealType, _ random: inout RandomSource) -> Stage {
        if type == .renewal { return random.chance(600) ? .negotiation : .proposal }
        return Stage.allCases[exits.pick(&random)]
    }

    /// Days from creation to close: longer for large deals, shorter for those that leave early.
    func length(segment: Segment, type: DealType, large: Bool, exit: Stage?, _ random: inout RandomSource) -> Int {
        var days = cycle.scale(segment.cycle(of: type), &random)
        if large { days = days * 125 / 100 }
        if let exit { days = days * (55 + 14 * exit.rawValue) / 100 }
        return min(max(days, 14), 540)
    }
}
