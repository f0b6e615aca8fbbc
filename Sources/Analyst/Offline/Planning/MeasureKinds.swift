import Core

/// What kind of figure a measure is, and of which deals.
extension Vocabulary.Measure {
    /// The catalogue's measure of this name; nil for a forecast, which is a function.
    var catalogueName: String? {
        switch self {
        case .forecast, .commit, .bestCase, .velocity: nil
        default: rawValue
        }
    }

    /// The value of what a count counts.
    var value: Vocabulary.Measure? {
        switch self {
        case .openDeals: .pipeline
        case .wonDeals, .closedDeals: .bookings
        case .lostDeals: .lostValue
        case .overdueDeals: .overdueValue
        case .createdDeals: .createdValue
        default: nil
        }
    }

    var isForecast: Bool { [.forecast, .commit, .bestCase].contains(self) }

    var isCount: Bool {
        [
            .deals, .wonDeals, .openDeals, .lostDeals, .closedDeals, .overdueDeals, .createdDeals, .accounts, .logos,
            .newLogos,
        ].contains(self)
    }

    var isAmount: Bool {
        [.bookings, .pipeline, .weightedPipeline, .overdueValue, .lostValue, .totalValue, .createdValue].contains(self)
    }

    var isRate: Bool { [.winRate, .winRateByValue, .lossRate].contains(self) }

    var isDays: Bool { [.salesCycle, .medianSalesCycle, .dealAge].contains(self) }

    /// Whether its parts add up to the whole.
    var isAdditive: Bool { isCount && ![.accounts, .logos, .newLogos].contains(self) || isAmount }

    /// Whether a small value is the good one.
    var isBetterLow: Bool {
        [
            .salesCycle, .medianSalesCycle, .dealAge, .lossRate, .lostDeals, .lostValue, .overdueDeals, .overdueValue,
        ].contains(self)
    }

    /// It is about open deals alone.
    var isOpen: Bool {
        [.pipeline, .weightedPipeline, .openDeals, .averageOpenDeal, .dealAge, .overdueDeals, .overdueValue]
            .contains(self)
    }

    /// It is about deals that are decided.
    var isClosed: Bool {
        [
            .bookings, .wonDeals, .averageDealSize, .medianDealSize, .salesCycle, .medianSalesCycle, .winRate,
            .winRateByValue, .closedDeals, .lostDeals, .lostValue, .lossRate, .logos, .newLogos,
        ].contains(self)
    }

    /// Statuses that its name says already.
    var statuses: Set<Vocabulary.Status> {
        switch self {
        case .bookings, .wonDeals, .averageDealSize, .medianDealSize, .salesCycle, .medianSalesCycle, .logos, .newLogos:
            [.won, .closed]
        case .winRate, .winRateByValue: [.won, .closed]
        case .lossRate, .lostDeals, .lostValue: [.lost]
        case .closedDeals: [.closed, .won, .lost]
        case .pipeline, .weightedPipeline, .openDeals, .averageOpenDeal, .dealAge: [.open]
        case .forecast, .commit, .bestCase: [.open, .won, .closed]
        case .overdueDeals, .overdueValue: [.overdue, .open]
        case .createdDeals, .createdValue: [.created]
        case .velocity: [.open, .won]
        case .deals, .accounts, .totalValue, .averageValue: []
        }
    }

    /// As it is called in a sentence.
    var words: String {
        switch self {
        case .wonDeals: "won deals"
        case .averageDealSize: "the average deal size"
        case .medianDealSize: "the median deal size"
        case .salesCycle: "the sales cycle"
        case .medianSalesCycle: "the median sales cycle"
        case .winRate: "the win rate"
        case .winRateByValue: "the win rate by value"
        case .forecast: "the forecast"
        case .commit: "the commit"
        case .bestCase: "the best case"
        case .velocity: "the sales velocity"
        case .weightedPipeline: "the weighted pipeline"
        case .totalValue: "the total value"
        case .createdValue: "pipeline created"
        case .createdDeals: "deals created"
        default: rawValue.replacing("_", with: " ")
        }
    }
}
