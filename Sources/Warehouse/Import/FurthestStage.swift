import Core

/// Column `furthest_stage` of `opportunities`: of the open stages that the history has of an opportunity, the last in the
/// order of the stages; NULL where it has none.
///
/// A history has several rows for each opportunity: to be asked how far a million of them came, it would be grouped anew
/// for every funnel. PostgreSQL's own tables have no such column.
package enum FurthestStage {
    package static let column = "furthest_stage"

    /// Adds the column and fills it from table `history`.
    static func add(_ stages: [Stage], _ session: DuckDBSession) throws {
        try session.execute("ALTER TABLE opportunities ADD COLUMN \(column) VARCHAR")
        let open = stages.filter { $0.outcome == .open }.map(\.name)
        guard !open.isEmpty else { return }
        let ranks = open.indices.map { "WHEN ? THEN \($0)" }.joined(separator: " ")
        let names = open.indices.map { "WHEN \($0) THEN ?" }.joined(separator: " ")
        try session.execute(
            "UPDATE opportunities SET \(column) = CASE furthest.place \(names) END FROM "
                + "(SELECT opportunity_id, max(CASE stage \(ranks) END) AS place FROM history GROUP BY opportunity_id) furthest "
                + "WHERE furthest.opportunity_id = opportunities.opportunity_id",
            (open + open).map { .text($0) })
    }
}
