/// Stages in the order that a deal passes them.
enum Stage: Int, CaseIterable {
    case prospecting, qualification, discovery, proposal, negotiation, won, lost

    var name: String {
        switch self {
        case .prospecting: "Prospecting"
        case .qualification: "Qualification"
        case .discovery: "Discovery"
        case .proposal: "Proposal"
        case .negotiation: "Negotiation"
        case .won: "Closed Won"
        case .lost: "Closed Lost"
        }
    }

    /// The usual chance of winning, in percent.
    var probability: Int {
        switch self {
        case .prospecting: 10
        case .qualification: 20
        case .discovery: 40
        case .proposal: 60
        case .negotiation: 80
        case .won: 100
        case .lost: 0
        }
    }

    var isOpen: Bool { self != .won && self != .lost }
}

enum DealType: Int, CaseIterable {
    case newBusiness, expansion, renewal

    var name: String {
        switch self {
        case .newBusiness: "New Business"
        case .expansion: "Expansion"
        case .renewal: "Renewal"
        }
    }

    /// Share won when nothing else speaks for or against the deal, in permille.
    var winRate: Int {
        switch self {
        case .newBusiness: 232
        case .expansion: 455
        case .renewal: 775
        }
    }
}

enum ForecastCategory: Int, CaseIterable {
    case pipeline, bestCase, commit, omitted, closed

    var name: String {
        switch self {
        case .pipeline: "Pipeline"
        case .bestCase: "Best Case"
        case .commit: "Commit"
        case .omitted: "Omitted"
        case .closed: "Closed"
        }
    }
}

enum Segment: Int, CaseIterable {
    case enterprise, midMarket, smallBusiness

    var name: String {
        switch self {
        case .enterprise: "Enterprise"
        case .midMarket: "Mid-Market"
        case .smallBusiness: "SMB"
        }
    }

    /// Factor on the win rate, in permille: large buyers compare longer and more often buy elsewhere.
    var winFactor: Int {
        switch self {
        case .enterprise: 900
        case .midMarket: 1020
        case .smallBusiness: 1120
        }
    }

    /// Median days from creation to close.
    func cycle(of type: DealType) -> Int {
        switch (self, type) {
        case (.enterprise, .newBusiness): 190
        case (.enterprise, .expansion): 140
        case (.enterprise, .renewal): 90
        case (.midMarket, .newBusiness): 125
        case (.midMarket, .expansion): 95
        case (.midMarket, .renewal): 70
        case (.smallBusiness, .newBusiness): 60
        case (.smallBusiness, .expansion): 50
        case (.smallBusiness, .renewal): 40
        }
    }
}

enum Region: Int, CaseIterable {
    case northAmerica, emea, apac, latam

    var name: String {
        switch self {
        case .northAmerica: "North America"
        case .emea: "EMEA"
        case .apac: "APAC"
        case .latam: "LATAM"
        }
    }

    /// Factor on the win rate, in permille.
    var winFactor: Int {
        switch self {
        case .northAmerica: 1050
        case .emea: 1000
        case .apac: 1120
        case .latam: 880
        }
    }
}

enum LeadSource: Int, CaseIterable {
    case website, outbound, partner, referral, event, campaign

    var name: String {
        switch self {
        case .website: "Website"
        case .outbound: "Outbound"
        case .partner: "Partner"
        case .referral: "Referral"
        case .event: "Event"
        case .campaign: "Marketing Campaign"
        }
    }

    /// Factor on the win rate, in permille: who was recommended buys more often than who was called.
    var winFactor: Int {
        switch self {
        case .website: 1000
        case .outbound: 700
        case .partner: 1150
        case .referral: 1650
        case .event: 900
        case .campaign: 800
        }
    }
}
