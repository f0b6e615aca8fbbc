import Core
import Warehouse

/// A list of single opportunities, largest amount first unless asked otherwise: the columns, statements and totals that such functions share.
struct OpportunityList {
    /// A column beside those of every list.
    struct Column {
        var shown: ResultColumn
        /// SQL over the opportunities: where some are picked, over `o` and what is joined to it.
        var expression: SQL

        init(_ shown: ResultColumn, _ expression: SQL) {
            self.shown = shown
            self.expression = expression
        }
    }

    /// Picks some of the opportunities in scope; the others are counted too.
    struct Pick {
        /// Joins to the opportunities in scope, which are `o`: none adds or drops a row.
        var joins = ""
        /// Over `o` and what is joined; true for an opportunity that is listed.
        var condition: SQL
        var totals: [PickTotal] = []
    }

    /// A total beside those of every list.
    struct PickTotal {
        var name: String
        var label: String
        var unit: Unit
        /// An aggregate over `listed`, `amount` and the list's own columns, of all opportunities in scope.
        var expression: String
        /// Whether a count of none is worth no words.
        var isLeftOutWhenZero = false
    }

    enum Rows {
        /// Those with an amount.
        case withAmount
        case all
        case picked(Pick)
    }

    /// What the list is ordered by.
    enum Order: String {
        case amount, created, closed

        init(_ arguments: Arguments) { self = arguments.string("order_by").flatMap(Order.init) ?? .amount }

        /// The date that it goes by; nil for the amount.
        var date: Scope.DateColumn? { Scope.DateColumn(rawValue: rawValue) }
    }

    /// Columns for dimensions, but for those that every list shows.
    static func columns(_ dimensions: [Dimension]) -> [Column] {
        dimensions.filter { !["account", "owner", "stage"].contains($0.id) }.map {
            Column(ResultColumn($0.id, $0.label, .text), SQL(SQL.identifier($0.id)))
        }
    }

    var function: String
    var arguments: Arguments
    var scope: Scope
    var valueLabel: String
    var columns: [Column] = []
    var rows = Rows.all
    var order = Order.amount
    /// The oldest first whatever the arguments say.
    var isOldestFirst = false

    /// - Throws: the engine's `Failure`.
    func result(limit: Int, _ context: FunctionContext) async throws -> FunctionResult {
        let usual = usualColumns(context.schema)
        let (list, counts, pickTotals) = statements(usual.map(\.name), limit)
        let (table, sums) = try await context.warehouse.query(list, counts)
        let deals = sums.value(0, "deals").integer ?? 0
        let missing = sums.value(0, "without_amount").integer ?? 0
        let more = pickTotals.compactMap { total -> Total? in
            let value = sums.value(0, total.name)
            if total.isLeftOutWhenZero, (value.integer ?? 0) == 0 { return nil }
            return Total(total.name, total.label, total.unit, value)
        }
        var totalRowCount = deals
        if case .withAmount = rows { totalRowCount -= missing }
        return FunctionResult(
            function: function, arguments: arguments.values, columns: usual + columns.map(\.shown), rows: table.rows,
            totalRowCount: totalRowCount,
            totals: [
                Total("deals", "Opportunities", .count, sums.value(0, "deals")),
                Total("value", valueLabel, .currency, sums.value(0, "value")),
            ] + more + Total.withoutAmount(.integer(missing)),
            sql: [list, counts].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(usual.map(\.name) + scope.columns),
            notes: Notes.missing(.integer(missing), "opportunity", "an amount", "adds nothing", "add nothing"))
    }

    /// Puts sums by a dimension in the place of the picked opportunities of a result.
    ///
    /// - Throws: the engine's `Failure`.
    func group(
        _ result: inout FunctionResult, by dimension: Dimension, _ pick: Pick, _ context: FunctionContext
    ) async throws {
        let isByCount = arguments.string("measure") == "stalled_deals"
        let order = isByCount ? "3 DESC NULLS LAST, 2 DESC NULLS LAST" : "2 DESC NULLS LAST, 3 DESC NULLS LAST"
        let groups =
            SQL(
                """
                SELECT o.\(SQL.identifier(dimension.id)), \(FigureSQL.sum()) AS stalled_value, count(*) AS stalled_deals
                FROM 
                """) + relation(pick) + SQL("\nWHERE ") + pick.condition
            + SQL("\nGROUP BY 1\nORDER BY \(order), 1 NULLS LAST")
        let table = try await context.warehouse.query(groups)
        let limit = arguments.isGiven("limit") ? arguments.integer("limit") ?? 50 : 50
        result.columns = [
            ResultColumn(dimension.id, dimension.label, .text),
            ResultColumn("stalled_value", "Stalled pipeline", .currency),
            ResultColumn("stalled_deals", "Stalled deals", .count),
        ]
        result.rows = table.rows.prefix(limit).map(\.withNamedGroup)
        result.totalRowCount = table.rows.count
        for (from, to, label, unit) in [
            ("value", "stalled_value", "Stalled pipeline", Unit.currency),
            ("deals", "stalled_deals", "Stalled deals", Unit.count),
        ] {
            if let index = result.totals.firstIndex(where: { $0.name == from }) {
                result.totals[index] = Total(to, label, unit, result.totals[index].value)
            }
        }
        result.arguments["limit"] = .integer(limit)
        result.sql += "\n\n" + groups.shown
        for (dataset, columns) in context.sources([dimension.id]) {
            result.sources[dataset] = Set((result.sources[dataset] ?? []) + columns).sorted()
        }
    }

    /// The opportunities in scope, which are `o`, in a subquery of their own, so that no dimension can be mistaken for a
    /// joined column.
    private func relation(_ pick: Pick) -> SQL {
        SQL("(SELECT * FROM opportunities WHERE ") + scope.predicate
            + SQL(") o" + (pick.joins.isEmpty ? "" : "\n" + pick.joins))
    }

    /// What every list shows of an opportunity, as far as the data has it.
    private func usualColumns(_ schema: Schema) -> [ResultColumn] {
        var result = [ResultColumn("opportunity_id", "Opportunity", .text)]
        if schema.has(.name) { result.append(ResultColumn("name", "Name", .text)) }
        if schema.has(.account) { result.append(ResultColumn("account", "Account", .text)) }
        if let owner = schema.dimension("owner") { result.append(ResultColumn("owner", owner.label, .text)) }
        result += [ResultColumn("stage", "Stage", .text), ResultColumn("amount", valueLabel, .currency)]
        if schema.has(.closed) { result.append(ResultColumn("closed", "Close date", .date)) }
        return result
    }

    /// The list, its totals, and the totals of the pick that are among them.
    private func statements(_ fields: [String], _ limit: Int) -> (list: SQL, totals: SQL, [PickTotal]) {
        guard case .picked(let pick) = rows else {
            var amount = ""
            if case .withAmount = rows { amount = "  AND amount IS NOT NULL\n" }
            let list =
                SQL("SELECT " + fields.map(SQL.identifier).joined(separator: ", ")) + ownColumns
                + SQL("\nFROM opportunities\nWHERE ") + scope.predicate
                + SQL(
                    "\n\(amount)ORDER BY \(order.rawValue) \(isOldestFirst ? "ASC" : arguments.direction) NULLS LAST, \(order == .amount ? "" : "amount DESC NULLS LAST, ")opportunity_id NULLS LAST\nLIMIT \(limit)"
                )
            let totals =
                SQL(
                    """
                    SELECT count(*) AS deals, \(FigureSQL.sum()) AS value, count(*) FILTER (WHERE amount IS NULL) AS without_amount
                    FROM opportunities
                    WHERE 
                    """) + scope.predicate
            return (list, totals, [])
        }
        let relation = relation(pick)
        let list =
            SQL("SELECT " + fields.map { "o.\(SQL.identifier($0))" }.joined(separator: ", ")) + ownColumns
            + SQL("\nFROM ") + relation + SQL("\nWHERE ") + pick.condition
            + SQL("\nORDER BY o.amount DESC NULLS LAST, o.opportunity_id NULLS LAST\nLIMIT \(limit)")
        let more = pick.totals.map { ",\n       \($0.expression) AS \($0.name)" }.joined()
        let totals =
            SQL(
                """
                SELECT \(FigureSQL.count(where: "listed")) AS deals, \(FigureSQL.sum(where: "listed")) AS value,
                       \(FigureSQL.count(where: "listed AND amount IS NULL")) AS without_amount\(more)
                FROM (
                  SELECT o.amount, 
                """) + pick.condition + SQL(" AS listed") + ownColumns + SQL("\nFROM ") + relation + SQL("\n) d")
        return (list, totals, pick.totals)
    }

    private var ownColumns: SQL {
        columns.reduce(SQL("")) { $0 + SQL(", ") + $1.expression + SQL(" AS \($1.shown.name)") }
    }
}
