/// Periods in order.
extension Maker {
    static let trendMakers: [Maker] = [
        Maker("trend: rose by", [.trend]) { p in
            let row = 1 + p.dice.below(max(1, p.last - 1))
            let before = p.cell(row - 1)
            let style = p.pick(Pen.PeriodStyle.asIs, .bare)
            return
                "\(p.title) \(p.moved(p.cell(row) - before)) from \(p.figure(before)) in \(p.period(row - 1, style)) to \(p.value(row)) in \(p.period(row, style))."
        },
        Maker("trend: growth in percent", [.trend]) { p in
            let row = 1 + p.dice.below(max(1, p.last - 1))
            guard p.scene.unit != .percent else { return "\(Slot.impossible)" }
            let growth = p.cell(row).growth(over: p.cell(row - 1))
            return
                "In \(p.period(row, .long)) \(p.measure) came to \(p.value(row)), \(p.direction(growth, "up", "down")) \(p.growth(growth.magnitude)) on \(p.period(row - 1, .long))."
        },
        Maker("trend: best period", [.trend]) { p in
            let best = (0..<p.count).max { (p.cell($0).value(p.world) ?? 0) < (p.cell($1).value(p.world) ?? 0) } ?? 0
            return
                "The \(p.most(best, "best", "weakest")) \(p.group.one) for \(p.measure) was \(p.period(best)), with \(p.value(best))."
        },
        Maker("trend: weakest period", [.trend]) { p in
            let worst = (0..<p.count).min { (p.cell($0).value(p.world) ?? 0) < (p.cell($1).value(p.world) ?? 0) } ?? 0
            return
                "\(p.title) \(p.verb("was", "were")) \(p.least(worst, "lowest", "highest")) in \(p.period(worst, .long)): \(p.value(worst))."
        },
        Maker("trend: difference", [.trend]) { p in
            let row = 1 + p.dice.below(max(1, p.last - 1))
            guard p.scene.unit != .percent else { return "\(Slot.impossible)" }
            let change = p.cell(row) - p.cell(row - 1)
            return
                "Between \(p.period(row - 1)) and \(p.period(row)), \(p.measure) \(p.direction(change, "gained", "lost")) \(p.figure(change.magnitude))."
        },
        Maker("trend: points", [.trend]) { p in
            let row = 1 + p.dice.below(max(1, p.last - 1))
            guard p.scene.unit == .percent else { return "\(Slot.impossible)" }
            let change = p.cell(row) - p.cell(row - 1)
            return
                "The \(p.measure) of \(p.period(row)) was \(p.value(row)), \(p.direction(change, "up", "down")) \(p.points(change.magnitude, relative: p.cell(row).growth(over: p.cell(row - 1)).magnitude)) from \(p.period(row - 1))."
        },
        Maker("trend: three in a row", [.trend]) { p in
            let row = 1 + p.dice.below(max(1, p.last - 2))
            return
                "\(p.title) by \(p.group.one): \(p.value(row - 1)) in \(p.period(row - 1)), \(p.value(row)) in \(p.period(row)), then \(p.value(row + 1)) in \(p.period(row + 1))."
        },
        Maker("trend: share of the whole", [.trend]) { p in
            let row = p.dice.below(p.count)
            guard p.scene.unit != .percent, p.measure != "average deal size" else { return "\(Slot.impossible)" }
            return
                "\(p.period(row, capital: true)) alone brought \(p.brief(row)), \(p.percent(p.share(row))) of the \(p.figure(p.whole)) in \(p.measure) over the whole span."
        },
        Maker("trend: since", [.trend]) { p in
            "Since \(p.period(0)), \(p.measure) \(p.verb("has", "have")) gone from \(p.value(0)) to \(p.value(p.last - 1)) in \(p.period(p.last - 1)), \(p.direction(p.cell(p.last - 1) - p.cell(0), "higher", "lower")) than at the start."
        },
    ]
}
