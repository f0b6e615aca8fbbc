import Core

/// A row of numbers that stand for periods that follow each other: `declined every quarter: 9, 8, 6, 3`.
struct OperandSequence {
    let binder: FigureBinder
    let clause: Clause

    /// What the numbers of each row are bound to, by their places.
    func bound() -> [Int: Operand] {
        var bound: [Int: Operand] = [:]
        for run in runs() {
            guard let rows = rows(of: run) else { continue }
            for (place, operand) in zip(run, rows) { bound[place] = operand }
        }
        return bound
    }

    /// Numbers of one kind with nothing but commas and joints between them, three or more.
    private func runs() -> [[Int]] {
        var runs: [[Int]] = []
        var run: [Int] = []
        for place in clause.quantities.indices {
            let quantity = clause.quantities[place]
            if let last = run.last, isJoined(clause.quantities[last], quantity) {
                run.append(place)
            } else {
                if run.count > 2 { runs.append(run) }
                run = [place]
            }
        }
        if run.count > 2 { runs.append(run) }
        return runs
    }

    private func isJoined(_ first: Quantity, _ second: Quantity) -> Bool {
        first.kind == second.kind && first.link == nil && second.link == nil && second.bound == .exact
            && second.start - first.tokens.upperBound <= 3
            && (first.tokens.upperBound..<second.start).allSatisfy {
                [",", "and", "to", "then", "or", "/", "·", "→"].contains(binder.key($0))
            }
    }

    /// Rows of a trend, one behind the other, that have these values.
    private func rows(of run: [Int]) -> [Operand]? {
        for (call, group) in binder.index.calls.enumerated() where group.isTrend && group.rowCount >= run.count {
            let subject = clause.subjects.first { subject in
                !subject.isPeriod && subject.rows.contains { $0.call == call }
            }
            let rows = group.spans.indices.filter { row in
                subject?.rows.contains(RowPlace(call: call, row: row)) ?? group.isDistinct
            }
            // A period named in front is where the row of numbers begins, or where the fall before it did.
            let named = clause.subjects.first { subject in
                subject.isPeriod && run.first.map { subject.tokens.upperBound <= clause.quantities[$0].start } ?? false
                    && subject.rows.contains { $0.call == call }
            }
            for column in group.columns where column.unit != .text && column.unit != .date {
                for start in rows.indices where start + run.count <= rows.count {
                    let part = rows[start..<(start + run.count)].map { RowPlace(call: call, row: $0) }
                    if let named, let first = part.first, !named.rows.contains(first) { continue }
                    let isSame = zip(run, part).allSatisfy { place, row in
                        guard let value = column.value(row.row) else {
                            return false
                        }
                        let quantity = clause.quantities[place]
                        return quantity.isIn(column.unit) && quantity.matches(value)
                    }
                    guard isSame, column.traits.isMeant(by: clause.words) else { continue }
                    return part.map {
                        Operand(
                            value: column.values[$0.row] ?? 0, unit: column.unit, rows: [$0], call: call,
                            measure: column.name)
                    }
                }
            }
        }
        return nil
    }
}
