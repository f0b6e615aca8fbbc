/// Counts of rows that meet a condition, what the rows picked make together, means and spans.
extension Maker {
    static let rowMakers: [Maker] = [
        Maker("rows: so many above", [.parts, .rates]) { p in
            guard p.world.isComplete, let bound = p.threshold() else { return "\(Slot.impossible)" }
            return
                "\(p.inWords(p.above(bound), capital: true)) of the \(p.inWords(.rowCount)) \(p.group.many) have a \(p.measure) of \(p.moreThan(bound)) \(p.bound(bound))."
        },
        Maker("rows: only so many above", [.parts]) { p in
            guard p.world.isComplete, p.scene.unit == .currency, let bound = p.threshold(least: 2) else {
                return "\(Slot.impossible)"
            }
            return "Only \(p.inWords(p.above(bound))) \(p.group.many) exceed \(p.bound(bound)) in \(p.measure)."
        },
        Maker("rows: none above", [.parts, .rates]) { p in
            guard let bound = p.ceiling() else { return "\(Slot.impossible)" }
            let no = Slot(
                "No", holds: { _ in true }, changes: [.init(kind: .numberWord, text: "Every", meaning: .falsehood)])
            return "\(no) \(p.group.one) has a \(p.measure) of more than \(p.bound(bound))."
        },
        Maker("rows: the others below", [.parts, .rates]) { p in
            guard p.world.isComplete, p.count > 3, let bound = p.threshold() else { return "\(Slot.impossible)" }
            return
                "With \(p.inWords(p.above(bound))) of \(p.inWords(.rowCount)) \(p.group.many) above \(p.bound(bound)), the \(p.measure) is spread unevenly."
        },
        Maker("rows: only those named", [.parts, .rates]) { p in
            guard p.world.isComplete, let bound = p.threshold(), bound.above <= 2 else { return "\(Slot.impossible)" }
            let rows = (0..<p.count).filter { row in (p.world.fixed(row, bound.column) ?? 0) > bound.value }
            let names = rows.map { row in "\(p.above(row, bound))" as Prose }
            return
                "Only \(Prose.list(names)) \(rows.count == 1 ? "has" : "have") a \(p.measure) above \(p.bound(bound))."
        },
        Maker("rows: the only one", [.rates]) { p in
            guard p.world.isComplete, let bound = p.threshold(), bound.above == 1 else { return "\(Slot.impossible)" }
            let row = (0..<p.count).first { (p.world.fixed($0, bound.column) ?? 0) > bound.value } ?? -1
            return
                "\(p.above(row, bound)) is the only \(p.group.one) with a \(p.measure) of more than \(p.bound(bound))."
        },
        Maker("rows: above overall", [.rates]) { p in
            let overall = p.whole
            guard p.world.isComplete, let value = overall.value(p.world) else { return "\(Slot.impossible)" }
            let column = p.scene.column
            let above = Quantity { Double(Pen.above($0, column, value)) }
            return
                "\(p.inWords(above, capital: true)) of the \(p.inWords(.rowCount)) \(p.group.many) are above the overall \(p.measure) of \(p.figure(overall))."
        },
        Maker("rows: in so many periods", [.trend]) { p in
            guard p.scene.unit == .currency, let bound = p.threshold() else { return "\(Slot.impossible)" }
            return
                "In \(p.inWords(p.above(bound))) of the \(p.inWords(.rowCount)) \(p.periods) \(p.measure) exceeded \(p.bound(bound))."
        },
        Maker("rows: deals above", [.deals]) { p in
            guard let bound = p.threshold() else { return "\(Slot.impossible)" }
            return
                "\(p.inWords(p.above(bound), capital: true)) of the \(p.inWords(.rowCount)) deals listed are worth \(p.moreThan(bound)) \(p.bound(bound))."
        },
        Maker("rows: deals of an owner", [.deals]) { p in
            let row = p.dice.below(p.count)
            let rows = p.rows(like: row, "owner")
            guard rows.count > 1 else { return "\(Slot.impossible)" }
            let number = Quantity.number(Double(rows.count))
            let sum = Quantity.sum(rows.map { .fixed($0, p.scene.column) })
            return
                "\(p.category(row, "owner")) owns \(p.inWords(number)) of the \(p.inWords(.rowCount)) deals listed, worth \(p.amount(sum)) together."
        },
        Maker("rows: deals in a stage", [.deals]) { p in
            let row = p.dice.below(p.count)
            let rows = p.rows(like: row, "stage")
            guard rows.count > 1 else { return "\(Slot.impossible)" }
            return
                "\(p.inWords(.number(Double(rows.count)), capital: true)) of the listed deals are in \(p.category(row, "stage"))."
        },
        Maker("rows: rose in so many", [.change]) { p in
            guard p.world.isComplete else { return "\(Slot.impossible)" }
            let rows = p.count
            let rose = Quantity { world in
                Double(
                    (0..<rows).count { row in
                        (world.fixed(row, "current") ?? 0) > (world.fixed(row, "previous") ?? 0)
                    })
            }
            guard let number = rose.value(p.world), number > 0, number < Double(rows) else {
                return "\(Slot.impossible)"
            }
            return
                "\(p.title) \(p.verb("is", "are")) up in \(p.inWords(rose)) of the \(p.inWords(.rowCount)) \(p.group.many)."
        },
    ]

    static let spanMakers: [Maker] = [
        Maker("span: so much together", [.trend]) { p in
            guard p.scene.unit != .percent, p.count > 4 else { return "\(Slot.impossible)" }
            let first = p.dice.below(p.count - 3)
            let column = p.scene.column
            let sum = Quantity { world in
                let (from, to) = (world.row(first), world.row(first + 2))
                guard from <= to else { return nil }
                return (from...to).reduce(0) { $0 + (world.fixed($1, column) ?? 0) }
            }
            return
                "\(p.period(first, capital: true)) to \(p.period(first + 2)) came to \(p.figure(sum)) in \(p.measure) together."
        },
        Maker("span: a period on average", [.trend]) { p in
            guard p.scene.unit == .currency, let grain = p.scene.argument("grain"), p.count > 3 else {
                return "\(Slot.impossible)"
            }
            let mean = Quantity.sum((0..<p.count).map { .fixed($0, p.scene.column) }) / .number(Double(p.count))
            return "\(p.title) averaged \(p.amount(mean)) a \(grain) over the \(p.inWords(.rowCount)) \(grain)s."
        },
        Maker("mean: each deal", [.parts]) { p in
            let row = p.dice.below(p.count)
            guard p.scene.unit == .currency, let counts = p.scene.counts,
                (p.cell(row, counts).value(p.world) ?? 0) > 1
            else { return "\(Slot.impossible)" }
            return
                "\(p.name(row)) has \(p.amount(p.cell(row))) from \(p.counted(p.cell(row, counts), p.noun)), an average of \(p.amount(p.cell(row) / p.cell(row, counts))) each."
        },
        Maker("gap: best and worst", [.rates]) { p in
            guard p.world.isComplete, p.scene.unit == .percent else { return "\(Slot.impossible)" }
            let rows = 0..<p.count
            let best = rows.max { (p.cell($0).value(p.world) ?? 0) < (p.cell($1).value(p.world) ?? 0) } ?? 0
            let worst = rows.min { (p.cell($0).value(p.world) ?? 0) < (p.cell($1).value(p.world) ?? 0) } ?? 0
            let gap = Quantity.fixed(best, p.scene.column) - .fixed(worst, p.scene.column)
            return
                "The gap between the best and the worst \(p.group.one) is \(p.points(gap, relative: gap / .fixed(worst, p.scene.column)))."
        },
        Maker("gap: behind the leader", [.parts]) { p in
            guard p.scene.isRanked, p.scene.unit == .currency, p.count > 2 else { return "\(Slot.impossible)" }
            let row = 1 + p.dice.below(min(4, p.last))
            return
                "\(p.name(row)), at \(p.value(row)), is \(p.amount(.fixed(0, p.scene.column) - p.cell(row))) behind the leader."
        },
        Maker("order: from the top", [.parts]) { p in
            guard p.scene.isRanked, p.count > 2, p.world.isComplete else { return "\(Slot.impossible)" }
            let order = Slot(
                "descending", holds: { _ in true },
                changes: [.init(kind: .direction, text: "ascending", meaning: .falsehood)])
            return
                "In \(order) order of \(p.measure): \(p.name(0)) (\(p.value(0))), \(p.name(1)) (\(p.value(1))), \(p.name(2)) (\(p.value(2)))."
        },
        Maker("list: with a total", [.parts]) { p in
            guard p.count > 3, p.scene.unit == .currency else { return "\(Slot.impossible)" }
            return
                "\(p.title) of three \(p.group.many):\n\n- \(p.name(0)): \(p.value(0))\n- \(p.name(1)): \(p.value(1))\n- \(p.name(2)): \(p.value(2))\n- Total: \(p.amount(p.top(3)))"
        },
        Maker("list: these hold", [.parts]) { p in
            guard p.count > 3, p.scene.unit == .currency, p.scene.total != nil else { return "\(Slot.impossible)" }
            return
                "\(p.name(0)) leads with \(p.value(0)), ahead of \(p.name(1)) at \(p.value(1)) and \(p.name(2)) at \(p.value(2)). These three hold \(p.percent(p.top(3) / p.whole)) of the \(p.measure)."
        },
    ]
}

extension Pen {
    /// `months`, `quarters`.
    var periods: String { (scene.argument("grain") ?? "period") + "s" }

    /// The name of a row above a threshold, with the names of others that are not as its changes.
    func above(_ row: Int, _ threshold: Threshold) -> Slot {
        guard let name = scene.name(row) else { return .impossible }
        let others = (0..<count).filter { (world.fixed($0, threshold.column) ?? 0) < threshold.value }
        return Slot(
            name, holds: { _ in true },
            changes: dice.shuffled(others).prefix(3).compactMap { other in
                scene.name(other).map { .init(kind: .name, text: $0, meaning: .falsehood) }
            })
    }
}
