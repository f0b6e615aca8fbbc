import Core

/// What is won and what is expected: weighted, or by the category that people have given.
extension Oracle {
    /// One call of the forecast: what counts in it, and how.
    private struct Forecast {
        var data: OracleData
        var weights: OracleWeights
        var hasPeriod: Bool
        /// One of weighted, commit and best_case.
        var view: String

        var isWeighted: Bool { view == "weighted" }

        func counts(_ deal: OracleDeal) -> Bool {
            let category = (deal.cells["forecast_category"] ?? "").lowercased().filter { $0.isLetter }
            let isCommit = category == "commit" || category == "committed"
            let isBest = category == "bestcase" || category == "upside"
            return isWeighted || isCommit || (view == "best_case" && isBest)
        }

        var columns: [(name: String, unit: Unit)] {
            (hasPeriod ? [("won", .currency)] : []) + [
                (isWeighted ? "weighted" : "open_value", .currency), ("forecast", .currency),
                ("pipeline", .currency), ("open_deals", .count),
            ]
        }

        func figures(_ won: [OracleDeal], _ open: [OracleDeal]) -> [OracleValue] {
            let counted = open.filter(counts)
            let expected = isWeighted ? weights.weighted(counted) : OracleSum.amount(counted)
            let closed = OracleSum.amount(won)
            return (hasPeriod ? [closed] : []) + [
                expected, hasPeriod ? closed + expected : expected, OracleSum.amount(open), .count(counted.count),
            ]
        }

        func figures(_ deals: [OracleDeal]) -> [OracleValue] { figures(deals.of(.won), deals.of(.open)) }
    }

    static func forecast(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        let kind = arguments.text("group_by", default: "total")
        if kind == "month" || kind == "quarter", !data.has("close_date") { return .refused(.missingData) }
        let call = Forecast(
            data: data, weights: Oracle.weights(data), hasPeriod: arguments.hasPeriod,
            view: arguments.text("view", default: "weighted"))
        if call.isWeighted, !call.weights.isKnown { return .refused([.noFigure, .missingData]) }
        if !call.isWeighted, !data.hasDimension("forecast_category") { return .refused(.missingData) }
        var open = data.deals.of(.open).filter(arguments.keeps)
        if let least = arguments.values["min_probability"]?.decimal {
            guard data.has("probability") else { return .open }
            open = open.filter { deal in
                deal.points.map { arguments.holds(.init($0), "at_least", least * 10_000) } ?? false
            }
        }
        let inPeriod = open.filter { arguments.covers($0.closed) }
        let won =
            arguments.hasPeriod
            ? data.deals.of(.won).filter { arguments.keeps($0) && arguments.covers($0.closed) } : []
        let undated = arguments.hasPeriod ? open.filter { $0.closed == nil } : []
        // Deals that may close on any day, and no other: nothing can be said of the period.
        if call.isWeighted, arguments.hasPeriod, inPeriod.isEmpty, !undated.isEmpty { return .refused(.noFigure) }
        let counted = inPeriod.filter(call.counts)
        if !counted.isEmpty, OracleSum.amount(counted) == .none { return .refused(.noFigure) }
        if !won.isEmpty, OracleSum.amount(won) == .none { return .refused(.noFigure) }
        if call.isWeighted, !inPeriod.isEmpty, call.weights.weighted(inPeriod) == .none { return .refused(.noFigure) }
        // Of a view over deals without any amount the contract does not say.
        if !call.isWeighted, !inPeriod.isEmpty, OracleSum.amount(inPeriod) == .none { return .open }
        let late = overdue(inPeriod, data)
        var totals: [(name: String, value: OracleValue)] =
            zip(call.columns, call.figures(won, inPeriod)).map { ($0.name, $1) }
        if data.has("close_date") {
            totals += [("overdue_deals", .count(late.count)), ("overdue_value", OracleSum.amount(late))]
        }
        totals += withoutAmount(inPeriod + won)
        totals += onlySome("undated", undated.count)
        if call.isWeighted {
            let unweighted = inPeriod.filter { $0.cents != nil && !call.weights.knows($0) }
            totals += onlySome("without_probability", unweighted.count)
        }
        let all = won + inPeriod
        let limit = arguments.number("limit", default: 50)
        switch kind {
        case "total":
            return .table(
                OracleTable(columns: call.columns, rows: [call.figures(all)], totals: totals, rowCount: 1))
        case "month", "quarter":
            let starts = Set(all.compactMap(\.closed).map { data.calendar.start(kind, $0) }).sorted()
            var rows = starts.map { start in
                let here = all.filter { deal in deal.closed.map { data.calendar.start(kind, $0) == start } ?? false }
                return [.text(data.calendar.name(kind, start))] + call.figures(here)
            }
            let never = all.filter { $0.closed == nil }
            if !never.isEmpty { rows.append([.text("No close date")] + call.figures(never)) }
            return .table(
                OracleTable(
                    columns: [(kind, .text)] + call.columns, rows: Array(rows.prefix(limit)), totals: totals,
                    rowCount: rows.count))
        default:
            guard let dimension = arguments.text("dimension") else { return .refused(.invalidArgument) }
            let groups = all.grouped(dimension)
            let rows = ranked(groups, limit: limit) { group in
                [
                    OracleKey(value: call.figures(group.deals)[arguments.hasPeriod ? 2 : 1], isDescending: true),
                    OracleKey(value: .name(group.name)),
                ]
            }
            return .table(
                OracleTable(
                    columns: [(dimension, .text)] + call.columns,
                    rows: rows.map { [.group($0.name)] + call.figures($0.deals) }, totals: totals,
                    rowCount: groups.count))
        }
    }
}
