import Core

/// What is counted of table `opportunities` by stage and outcome, in one pass.
struct StageFigures {
    struct Group {
        var stage: String?
        var outcome: String?
        var count: Int
        var withProbability: Int
        /// With a probability that is neither 0 nor 1.
        var withRealProbability: Int
        var meanProbability: Double?
        var withAmount: Int
        /// Without an amount, or with one of zero.
        var withoutValue: Int
        var newestCreated: CalendarDate?
        var newestClosed: CalendarDate?
        var closedBeforeCreated: Int
    }

    /// In the order of the stages' bytes.
    let groups: [Group]

    init(_ session: DuckDBSession) throws {
        let found = try session.execute(
            """
            SELECT stage, outcome, count(*), count(probability), count(*) FILTER (WHERE probability NOT IN (0, 1)),
                avg(probability), count(amount), count(*) FILTER (WHERE coalesce(amount, 0) = 0),
                max(created), max(closed), count(*) FILTER (WHERE closed < created)
            FROM opportunities GROUP BY stage, outcome ORDER BY stage, outcome
            """)
        groups = found.rows.map { row in
            Group(
                stage: row[0].string, outcome: row[1].string, count: row[2].integer ?? 0,
                withProbability: row[3].integer ?? 0, withRealProbability: row[4].integer ?? 0,
                meanProbability: row[5].double, withAmount: row[6].integer ?? 0, withoutValue: row[7].integer ?? 0,
                newestCreated: row[8].date, newestClosed: row[9].date, closedBeforeCreated: row[10].integer ?? 0)
        }
    }

    func of(_ outcome: Outcome) -> [Group] { groups.filter { $0.outcome == outcome.rawValue } }

    /// How many opportunities are in each stage, by the bytes of its name.
    ///
    /// By their bytes: Swift takes the composed and the decomposed form of a name for one, the database does not.
    var counts: [[UInt8]: Int] {
        var counts: [[UInt8]: Int] = [:]
        for group in groups {
            if let stage = group.stage { counts[Array(stage.utf8), default: 0] += group.count }
        }
        return counts
    }

    /// The mean probability of the open deals in each stage, by the bytes of its name.
    var openProbabilities: [[UInt8]: Double] {
        var means: [[UInt8]: Double] = [:]
        for group in of(.open) {
            if let stage = group.stage { means[Array(stage.utf8)] = group.meanProbability }
        }
        return means
    }

    /// The totals.
    var totals: SchemaSummary.Counts {
        func sum(_ groups: [Group], _ value: (Group) -> Int) -> Int { groups.reduce(0) { $0 + value($1) } }
        var counts = SchemaSummary.Counts([])
        counts.opportunities = sum(groups, \.count)
        counts.open = sum(of(.open), \.count)
        counts.won = sum(of(.won), \.count)
        counts.lost = sum(of(.lost), \.count)
        counts.openWithoutAmount = counts.open - sum(of(.open), \.withAmount)
        counts.wonWithoutAmount = counts.won - sum(of(.won), \.withAmount)
        counts.lostWithoutAmount = sum(of(.lost), \.withoutValue)
        let closed = (of(.won) + of(.lost)).compactMap(\.newestClosed)
        counts.newestDate = (groups.compactMap(\.newestCreated) + closed).max()
        return counts
    }
}
