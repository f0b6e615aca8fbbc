import Core

/// Gives the outcome of the stage in a cell, found once for each stage.
struct OutcomeTexts {
    private let configured: DataConfiguration.Stages?
    private var stages = DistinctValues()
    /// By the number of the stage.
    private var outcomes: [Outcome] = []

    init(configured: DataConfiguration.Stages?) { self.configured = configured }

    mutating func outcome(_ cell: CellBytes) -> Outcome {
        let number = stages.insert(cell, line: 0)
        if let number, number < outcomes.count { return outcomes[number] }
        let outcome = StageOutcomes.outcome(of: String(decoding: cell, as: UTF8.self), configured).outcome
        // Beyond the number of stages that are kept apart, each is found anew.
        if number != nil { outcomes.append(outcome) }
        return outcome
    }
}
