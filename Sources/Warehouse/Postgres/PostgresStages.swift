import Core

/// The stages with their counts, in the order in which deals pass them.
struct PostgresStages {
    private let engine: PostgresEngine

    init(_ engine: PostgresEngine) { self.engine = engine }

    func order(
        _ outcomes: StageOutcomes, _ configured: DataConfiguration.Stages?, _ source: TableRoles
    ) async throws -> (stages: [Stage], warnings: [Diagnostic]) {
        let table = try await engine.query(
            SQL(
                """
                SELECT stage, count(*) AS n, CAST(avg(probability) FILTER (WHERE outcome = 'open') AS FLOAT8) AS mean,
                  count(*) FILTER (WHERE outcome = 'open') AS open, count(probability) FILTER (WHERE outcome = 'open') AS known,
                  count(*) FILTER (WHERE outcome = 'open' AND probability NOT IN (0, 1)) AS unsure
                FROM opportunities GROUP BY stage ORDER BY stage
                """))
        var count: [[UInt8]: Int] = [:]
        var probability: [[UInt8]: Double] = [:]
        var open: [[Value]] = []
        for row in table.rows {
            guard row.count == 6, let stage = row[0].string else { continue }
            count[Array(stage.utf8)] = row[1].integer
            probability[Array(stage.utf8)] = row[2].double
            if row[3] != .integer(0) { open.append([row[0], row[3], row[4], row[5]]) }
        }
        let needsHistory = Set(probability.values).count <= 1 && engine.relations.history != nil
        let order = StageOrder(
            outcomes, configured: configured, count: count, probability: probability,
            positions: needsHistory ? try await positions() : [:])
        return (
            order.stages,
            order.warnings + StageWarnings.ofOpenStages(open, outcomes, file: source.table.name)
        )
    }

    /// The mean place of each stage among those that an opportunity has entered, each counted when it was first entered;
    /// stages of one day share a place, as a table has no order of its rows.
    private func positions() async throws -> [String: Double] {
        let table = try await engine.query(
            SQL(
                """
                WITH firsts AS (
                    SELECT opportunity_id, stage, min(entered) AS entered FROM history GROUP BY opportunity_id, stage),
                places AS (
                    SELECT stage, rank() OVER (PARTITION BY opportunity_id ORDER BY entered) AS place FROM firsts)
                SELECT stage, CAST(avg(place) AS FLOAT8) AS place FROM places GROUP BY stage
                """))
        var positions: [String: Double] = [:]
        for row in table.rows {
            if let stage = row.first?.string { positions[stage] = row.last?.double }
        }
        return positions
    }
}
