import Core

/// Which stages and statuses mean won, lost or open.
enum Outcomes {
    /// The outcome that the whole words of a name say; nil where they say none.
    static func said(by name: String) -> Outcome? {
        let words = name.lowercased().split { !$0.isLetter }.map(String.init)
        for (index, word) in words.enumerated() {
            let previous = index > 0 ? words[index - 1] : ""
            switch word {
            case "won", "closedwon": return previous == "not" ? .lost : .won
            case "lost", "closedlost", "dead", "abandoned", "cancelled", "canceled", "disqualified": return .lost
            case "decision" where previous == "no": return .lost
            case "outsold": return .lost
            case "sold" where previous == "out": return .lost
            default: continue
            }
        }
        return nil
    }

    /// Words of a status column that say that a deal is still in play.
    private static let openWords: Set<String> = ["open", "active", "inprogress", "ongoing", "new", "pending", "onhold"]

    /// The outcome of a value of a status column; nil where it says none.
    static func ofStatus(_ value: String) -> Outcome? {
        said(by: value) ?? (openWords.contains(Names.folded(value)) ? .open : nil)
    }

    /// Whether the values are those of a status of deals: at least one says won, lost or open.
    static func isStatus(_ values: [String]) -> Bool { values.contains { ofStatus($0) != nil } }
}

/// The outcomes of the stages in the data: configured where they are, else by their words.
struct StageOutcomes {
    /// By the stage's name as it is in the data.
    private(set) var outcomes: [(stage: String, outcome: Outcome, isConfigured: Bool)] = []
    private(set) var warnings: [Diagnostic] = []

    init(stages: [String], configured: DataConfiguration.Stages?) {
        for stage in stages {
            let (outcome, isConfigured) = StageOutcomes.outcome(of: stage, configured)
            outcomes.append((stage, outcome, isConfigured))
        }
        let known = Set(stages.map(Names.folded))
        for (names, _) in StageOutcomes.lists(configured) {
            for name in names where !known.contains(Names.folded(name)) {
                let nearest = Names.nearest(to: name, among: stages).map { "Did you mean `\($0)`? " } ?? ""
                warnings.append(
                    Diagnostic(
                        .warning, id: "stages.unknown",
                        "`data.stages` names a stage that the data does not have: \(name)",
                        solution: "\(nearest)The data has: \(stages.joined(separator: ", "))"))
            }
        }
    }

    private static func lists(_ configured: DataConfiguration.Stages?) -> [([String], Outcome)] {
        [(configured?.won ?? [], .won), (configured?.lost ?? [], .lost), (configured?.order ?? [], .open)]
    }

    /// The outcome of one stage, whatever the others are, and whether the configuration says so.
    static func outcome(
        of stage: String, _ configured: DataConfiguration.Stages?
    ) -> (outcome: Outcome, isConfigured: Bool) {
        let lists = lists(configured)
        let folded = Names.folded(stage)
        let match = lists.first { $0.0.contains(stage) } ?? lists.first { $0.0.contains { Names.folded($0) == folded } }
        return (match?.1 ?? Outcomes.said(by: stage) ?? .open, match != nil)
    }

    func outcome(of stage: String) -> Outcome { outcomes.first { $0.stage == stage }?.outcome ?? .open }
}
