import Core
import Warehouse

/// Open opportunities on which nothing has happened for too long.
struct StalledDeals: CatalogueFunction {
    let name = "find_stalled_deals"
    let summary = """
        Lists open opportunities that are stalled (stuck, idle, gone quiet), largest first: no stage change for more than so \
        many days by the stage history; without a history no activity for as long; without either older than 1.5 times \
        the median cycle of won deals. The result says which of these it used.
        """
    let parameters: [Parameter] = [
        Parameter(
            "days", .integer(1...3650),
            "Stalled after more than this many days without a stage change or activity; not used where only the age is known",
            default: 30),
        .dimension("Add the stalled deals up by this dimension; they are listed where it is left out"),
        Parameter(
            "measure", .choice(["stalled_value", "stalled_deals"]),
            "Of a dimension: what its values are ordered by; stalled_value where left out"),
        .limit(10), .filters, .conditions,
    ]

    /// How a portal's data tells that a deal is stalled.
    private struct Basis {
        var name: String
        /// Of the date since which nothing has happened, and of the days since.
        var labels: (date: String, days: String)
        /// SQL of that date over `o` and the joins.
        var lastChange: String
        var joins = ""
        /// A deal is stalled after more than so many days.
        var threshold: Value
        var note: String
        /// What a deal lacks of which the date is not known.
        var missing: String
        var columns: [String] = []
        var history: [String] = []
        /// The query for the threshold, where there is one.
        var statement: SQL?
    }

    func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        let scope = try arguments.scope(outcomes: [.open])
        let basis = try await self.basis(days: arguments.integer("days") ?? 30, context)
        let idle = SQL("CAST(? AS DATE) - \(basis.lastChange)", [.date(context.asOf)])
        let pick = OpportunityList.Pick(
            joins: basis.joins,
            condition: idle + SQL(" > CAST(? AS FLOAT8)", [basis.threshold]),
            totals: [
                .init(name: "open_deals", label: "Open deals", unit: .count, expression: FigureSQL.count()),
                .init(
                    name: "without_history", label: "Open deals without \(basis.missing)", unit: .count,
                    expression: FigureSQL.count(where: "last_change IS NULL"), isLeftOutWhenZero: true),
            ])
        let list = OpportunityList(
            function: name, arguments: arguments, scope: scope, valueLabel: "Amount",
            columns: [
                .init(ResultColumn("last_change", basis.labels.date, .date), SQL(basis.lastChange)),
                .init(ResultColumn("idle_days", basis.labels.days, .days), idle),
            ], rows: .picked(pick)
        )
        var result = try await list.result(limit: arguments.integer("limit") ?? 10, context)
        if let dimension = arguments.dimension("dimension") {
            try await list.group(&result, by: dimension, pick, context)
        }
        let threshold = Total("threshold_days", "Days after which a deal counts as stalled", .days, basis.threshold)
        result.totals.insert(
            threshold, at: result.totals.firstIndex { $0.name == "open_deals" }.map { $0 + 1 } ?? result.totals.endIndex
        )
        result.notes =
            [basis.note]
            + Notes.missing(
                result.total("without_history"), "open deal", basis.missing, "is not looked at", "are not looked at")
            + result.notes
        result.arguments["basis"] = .string(basis.name)
        result.arguments["as_of"] = .string(context.asOf.description)
        // What was not used is no evidence of anything.
        if basis.name == "age" { result.arguments["days"] = nil }
        result.sql = ((basis.statement.map { [$0.shown] } ?? []) + [result.sql]).joined(separator: "\n\n")
        for (dataset, columns) in context.sources(basis.columns, history: basis.history) {
            result.sources[dataset] = Set((result.sources[dataset] ?? []) + columns).sorted()
        }
        return result
    }

    /// The best basis that the data has: the same for all questions.
    private func basis(days: Int, _ context: FunctionContext) async throws -> Basis {
        let schema = context.schema
        if schema.hasHistory {
            return Basis(
                name: "history", labels: ("Last stage change", "Days since"), lastChange: "h.last_entered",
                joins: """
                    LEFT JOIN (
                      SELECT opportunity_id, max(entered) AS last_entered FROM history
                      WHERE opportunity_id IN (SELECT opportunity_id FROM opportunities WHERE outcome = 'open')
                      GROUP BY opportunity_id
                    ) h ON h.opportunity_id = o.opportunity_id
                    """,
                threshold: .integer(days),
                note: "Stalled means open and without a stage change for more than \(days) days, by the stage history.",
                missing: "a stage history", history: ["entered", "opportunity_id"])
        }
        if schema.roles.contains(where: { $0.rawValue == "last_activity_date" }) {
            return Basis(
                name: "activity", labels: ("Last activity", "Days since"), lastChange: "o.last_activity",
                threshold: .integer(days),
                note:
                    "Stalled means open and without activity for more than \(days) days; there is no stage history to go by.",
                missing: "a last activity date", columns: ["last_activity"])
        }
        return try await age(context)
    }

    private func age(_ context: FunctionContext) async throws -> Basis {
        guard context.schema.has(.created), context.schema.has(.closed) else {
            throw CatalogueError.missingData(
                missing:
                    "stage history, no last activity date and no created and close dates, so what is stalled is not known",
                available: [])
        }
        let query = SQL(
            """
            SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY closed - created) AS median_cycle
            FROM opportunities
            WHERE outcome = 'won'
            """)
        guard let median = try await context.warehouse.query(query).value(0, "median_cycle").double else {
            throw CatalogueError.noFigure(
                reason:
                    "no deal was won with both a created and a close date, so there is no cycle to tell from which age a deal is stalled"
            )
        }
        return Basis(
            name: "age", labels: ("Created", "Age in days"), lastChange: "o.created", threshold: .number(1.5 * median),
            note:
                "Stalled means open and older than 1.5 times the median cycle of won deals; there is neither a stage history nor a last activity date to go by.",
            missing: "a created date", columns: ["created", "closed", "stage"], statement: query)
    }
}
