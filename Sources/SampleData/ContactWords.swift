/// Titles of the people on the buyer's side, by what they do there.
enum ContactKind: Int, CaseIterable {
    case executive, vicePresident, director, manager, specialist, procurement, legal

    /// "Chief of Staff" and "Chief Architect" are no chief officers and "Executive Director" is a director: a reader of
    /// titles must tell them apart.
    var titles: [String] {
        switch self {
        case .executive:
            [
                "CEO", "CFO", "CIO", "CTO", "COO", "Chief Data Officer", "Chief Information Security Officer", "CMO",
                "Chief Revenue Officer", "Chief of Staff", "Chief Architect",
            ]
        case .vicePresident:
            [
                "VP Sales", "VP Engineering", "Vice President, Operations", "SVP Finance", "VP of Data", "VP Marketing",
                "EVP Digital", "AVP Risk",
            ]
        case .director:
            [
                "Director of IT", "Director of Analytics", "Director of Operations", "Sales Director",
                "Executive Director, Programs", "Director of Finance",
            ]
        case .manager:
            [
                "IT Manager", "Data Platform Manager", "Operations Manager", "Project Manager", "Finance Manager",
                "RevOps Manager",
            ]
        case .specialist:
            [
                "Senior Data Engineer", "Solutions Architect", "Business Analyst", "System Administrator",
                "Data Scientist",
            ]
        case .procurement: ["Procurement Manager", "Head of Sourcing", "Senior Buyer"]
        case .legal: ["General Counsel", "Legal Counsel", "Contracts Manager"]
        }
    }

    /// Roles in a deal with their weights out of 100.
    var roles: [(ContactRole, Int)] {
        switch self {
        case .executive: [(.decisionMaker, 50), (.economicBuyer, 35), (.influencer, 15)]
        case .vicePresident: [(.decisionMaker, 42), (.economicBuyer, 20), (.champion, 28), (.influencer, 10)]
        case .director: [(.champion, 45), (.decisionMaker, 15), (.technicalEvaluator, 20), (.influencer, 20)]
        case .manager: [(.champion, 30), (.technicalEvaluator, 30), (.influencer, 25), (.endUser, 15)]
        case .specialist: [(.technicalEvaluator, 60), (.endUser, 30), (.influencer, 10)]
        case .procurement: [(.procurement, 95), (.influencer, 5)]
        case .legal: [(.legal, 100)]
        }
    }

    /// How often the kind is met, by segment: in a small firm one talks to its head.
    func weight(in segment: Segment) -> Int {
        let weights: [Int] =
            switch segment {
            case .enterprise: [110, 190, 260, 190, 140, 65, 45]
            case .midMarket: [200, 190, 240, 200, 110, 40, 20]
            case .smallBusiness: [430, 110, 160, 210, 70, 15, 5]
            }
        return weights[rawValue]
    }
}

enum ContactRole: Int, CaseIterable {
    case decisionMaker, economicBuyer, champion, technicalEvaluator, influencer, endUser, procurement, legal

    var name: String {
        switch self {
        case .decisionMaker: "Decision Maker"
        case .economicBuyer: "Economic Buyer"
        case .champion: "Champion"
        case .technicalEvaluator: "Technical Evaluator"
        case .influencer: "Influencer"
        case .endUser: "End User"
        case .procurement: "Procurement"
        case .legal: "Legal"
        }
    }
}
