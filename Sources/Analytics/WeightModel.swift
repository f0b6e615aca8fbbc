import Core
import Foundation
import Warehouse

/// How the amount of an open deal is weighted.
///
/// With a probability column: amount × probability. Without one: the win rate of the closed deals that passed the deal's
/// stage where the stage history gives it, else the win rate of all closed deals. The answer says which.
struct WeightModel: Sendable {
    /// SQL of one opportunity's weighted amount, with its bound values; NULL where a factor is missing.
    let expression: SQL
    /// What to tell the reader; nil for the plain case.
    let note: String?
    /// The columns it reads beside `amount`.
    let columns: [String]
    /// False where there is neither a probability nor a closed deal to learn one from.
    let isKnown: Bool

    // The wide casts keep DuckDB from multiplying in 64 bits, which a large amount would overflow.
    static func make(for warehouse: Warehouse) async throws -> WeightModel {
        let schema = warehouse.schema
        if schema.has(.probability) {
            return WeightModel(
                expression: SQL("amount * CAST(probability AS DECIMAL(38,10))"), note: nil, columns: ["probability"],
                isKnown: true)
        }
        let closed = schema.wonCount + schema.lostCount
        guard closed > 0 else {
            return WeightModel(expression: SQL("CAST(NULL AS DECIMAL(18,2))"), note: nil, columns: [], isKnown: false)
        }
        let overall = rate(won: schema.wonCount, closed: closed)
        guard schema.hasHistory else {
            return WeightModel(
                expression: SQL("amount * CAST(? AS DECIMAL(38,15))", [.decimal(overall)]),
                note:
                    "There is no probability column, so open amounts are weighted with the win rate of all closed deals.",
                columns: ["stage"], isKnown: true)
        }
        let table = try await warehouse.query(
            SQL(
                """
                SELECT h.stage AS stage,
                       count(DISTINCT o.opportunity_id) FILTER (WHERE o.outcome = 'won') AS won,
                       count(DISTINCT o.opportunity_id) AS closed
                FROM history h JOIN opportunities o ON o.opportunity_id = h.opportunity_id
                WHERE o.outcome IN ('won', 'lost')
                GROUP BY h.stage ORDER BY h.stage NULLS LAST
                """))
        var text = "amount * CASE stage"
        var bindings: [Value] = []
        for row in table.rows.indices {
            guard let stage = table.value(row, "stage").string, let won = table.value(row, "won").integer,
                let closed = table.value(row, "closed").integer, closed > 0
            else { continue }
            text += " WHEN ? THEN CAST(? AS DECIMAL(38,15))"
            bindings += [.text(stage), .decimal(rate(won: won, closed: closed))]
        }
        bindings.append(.decimal(overall))
        return WeightModel(
            expression: bindings.count == 1
                ? SQL("amount * CAST(? AS DECIMAL(38,15))", bindings)
                : SQL(text + " ELSE CAST(? AS DECIMAL(38,15)) END", bindings),
            note:
                "There is no probability column, so open amounts are weighted with the win rate of the closed deals that passed the same stage.",
            columns: ["stage"], isKnown: true)
    }

    /// Fifteen places: the error stays below a cent on amounts up to a trillion.
    private static func rate(won: Int, closed: Int) -> Decimal {
        FigureFormat.rounded(Decimal(won) / Decimal(closed), 15)
    }
}
