import Core

/// Puts the open stages into the order in which deals pass them.
struct StageOrder {
    private(set) var stages: [Stage] = []
    private(set) var warnings: [Diagnostic] = []

    /// Names of stages as most processes have them, from first to last.
    private static let usual = [
        "lead", "new", "prospecting", "prospect", "qualification", "qualifying", "qualified", "contact made",
        "discovery",
        "engaging", "engaged", "appointment scheduled", "demo scheduled", "demo", "needs analysis", "needs defined",
        "solution",
        "value proposition", "id. decision makers", "decision maker bought-in", "perception analysis", "evaluation",
        "proof of concept", "trial", "proposal", "proposal/price quote", "proposal made", "presentation scheduled",
        "quote",
        "negotiation", "negotiation/review", "negotiations started", "legal", "contract", "contract sent", "verbal",
        "commit",
        "closing",
    ]

    init(
        _ outcomes: StageOutcomes, _ figures: StageFigures, configured: DataConfiguration.Stages?, hasHistory: Bool,
        _ session: DuckDBSession
    ) throws {
        // The places in the history take long to find.
        try self.init(
            outcomes, configured: configured, count: figures.counts, probability: figures.openProbabilities,
            positions: { hasHistory ? try StageOrder.positions(session) : [:] })
    }

    /// By the opportunities in each stage, the mean probability of the open ones, and the mean place in the history, which is
    /// asked for only where it is needed; the first two by the bytes of the stage's name.
    init(
        _ outcomes: StageOutcomes, configured: DataConfiguration.Stages?, count: [[UInt8]: Int],
        probability probabilities: [[UInt8]: Double], positions: () throws -> [String: Double]
    ) rethrows {
        let probability = { (stage: String) in probabilities[Array(stage.utf8)] }
        let names = outcomes.outcomes.map(\.stage).filter { count[Array($0.utf8)] != nil }.sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        let open = names.filter { outcomes.outcome(of: $0) == .open }
        let configuredOrder = (configured?.order ?? []).map(Names.folded)
        let rest = open.filter { !configuredOrder.contains(Names.folded($0)) }
        let listed = open.filter { configuredOrder.contains(Names.folded($0)) }.sorted {
            (configuredOrder.firstIndex(of: Names.folded($0)) ?? 0, $0) < (
                configuredOrder.firstIndex(of: Names.folded($1)) ?? 0, $1
            )
        }
        var ordered = listed
        let hasProbabilities = Set(rest.compactMap(probability)).count > 1
        let positions = hasProbabilities ? [:] : try positions()
        if hasProbabilities {
            ordered += StageOrder.sort(rest, probability)
        } else if !rest.isEmpty, rest.allSatisfy({ positions[$0] != nil }) {
            ordered += StageOrder.sort(rest) { positions[$0] }
        } else {
            ordered += StageOrder.sort(rest) { stage in
                StageOrder.usual.firstIndex { Names.folded($0) == Names.folded(stage) }.map(Double.init)
            }
            if rest.count > 1 {
                warnings.append(
                    Diagnostic(
                        .warning, id: "stages.order",
                        "nothing in the data says in which order the stages follow; taken is \(ordered.joined(separator: ", "))",
                        solution: "Set `data.stages.order` in broadsheet.yml"))
            }
        }
        for outcome in [Outcome.won, .lost] { ordered += names.filter { outcomes.outcome(of: $0) == outcome } }
        stages = ordered.map {
            Stage(name: $0, outcome: outcomes.outcome(of: $0), count: count[Array($0.utf8)] ?? 0)
        }
    }

    /// Sorts for a proposal, where no more than the names is known.
    static func byUsualNames(_ stages: [String]) -> [String] {
        sort(stages) { stage in usual.firstIndex { Names.folded($0) == Names.folded(stage) }.map(Double.init) }
    }

    /// By the rank given, those without one last, ties by name.
    private static func sort(_ stages: [String], _ rank: (String) -> Double?) -> [String] {
        stages.sorted { left, right in
            let (first, second) = (rank(left) ?? .infinity, rank(right) ?? .infinity)
            return first == second ? left.utf8.lexicographicallyPrecedes(right.utf8) : first < second
        }
    }

    /// The mean place of each stage among those that an opportunity has entered, each counted when it was first entered.
    private static func positions(_ session: DuckDBSession) throws -> [String: Double] {
        let table = try session.execute(
            """
            WITH firsts AS (
                SELECT opportunity_id, stage, min(entered) AS entered, min(line) AS line
                FROM staged_history GROUP BY opportunity_id, stage),
            places AS (
                SELECT stage, row_number() OVER (PARTITION BY opportunity_id ORDER BY entered, line) AS place FROM firsts)
            SELECT stage, avg(place) FROM places GROUP BY stage
            """)
        var positions: [String: Double] = [:]
        for row in table.rows {
            if let stage = row[0].string { positions[stage] = row[1].double }
        }
        return positions
    }
}
