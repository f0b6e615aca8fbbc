import Core

/// What is said of stages that are taken for something they may not be.
enum StageWarnings {
    /// Open stages whose name or whose probabilities say that they are closed.
    ///
    /// `rows` are those of the open stages: name, deals, deals with a probability, deals with one that is neither 0 nor 1.
    static func ofOpenStages(_ rows: [[Value]], _ outcomes: StageOutcomes, file: String) -> [Diagnostic] {
        let configured = Set(outcomes.outcomes.filter(\.isConfigured).map(\.stage))
        return rows.compactMap { row in
            guard row.count == 4, let stage = row[0].string, let count = row[1].integer, !configured.contains(stage)
            else {
                return nil
            }
            let isSure = row[2] == row[1] && row[3] == .integer(0)
            let saysClosed = stage.lowercased().split { !$0.isLetter }.contains("closed")
            guard isSure || saysClosed else { return nil }
            let reason = saysClosed ? "its name says closed" : "all its deals have probability 0 or 100 %"
            return Diagnostic(
                .warning, id: "stages.open", "stage \(stage) (\(count) deals) is taken for open, but \(reason)",
                file: file, solution: "Say what it is in broadsheet.yml: `data.stages: {won: […], lost: […]}`")
        }
    }
}
