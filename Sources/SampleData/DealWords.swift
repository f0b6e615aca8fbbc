/// The free text of a deal: what comes next, and why it was lost.
enum DealWords {
    static func nextSteps(in stage: Stage) -> [String] {
        switch stage {
        case .prospecting:
            [
                "Find the economic buyer", "Book a first call", "Send case study", "Follow up after the webinar",
                "Research current contract end date", "Ask partner for an introduction",
            ]
        case .qualification:
            [
                "Confirm budget and timeline", "Schedule discovery workshop", "Map the buying committee",
                "Qualify data volumes", "Confirm executive sponsor",
            ]
        case .discovery:
            [
                "Run technical deep dive", "Demo for the operations team", "Agree success criteria",
                "Set up trial tenant", "Review integration list", "Meet IT, security and data owners",
            ]
        case .proposal:
            [
                "Present proposal", "Answer security questionnaire", "Refine scope and pricing",
                "Build the business case", "Reference call with a customer", "Executive readout",
            ]
        case .negotiation:
            [
                "Legal review of the order form", "Agree payment terms", "Final discount approval",
                "Waiting for procurement", "Collect signatures", "Close open points, then countersign",
            ]
        case .won, .lost: []
        }
    }

    static let lossReasons = [
        "Price", "Competitor", "No Decision", "Missing Features", "Timing", "Budget Cut", "No Response",
    ]

    /// Weights of `lossReasons`, by how far the deal came: who never answers leaves early, price is argued late.
    static func lossWeights(type: DealType, exit: Stage) -> [Int] {
        switch (type, exit) {
        case (.renewal, _): [230, 260, 40, 160, 20, 250, 40]
        case (_, .prospecting), (_, .qualification): [80, 90, 220, 90, 180, 90, 250]
        case (_, .discovery): [130, 210, 220, 210, 110, 90, 30]
        default: [310, 270, 170, 80, 60, 100, 10]
        }
    }
}
