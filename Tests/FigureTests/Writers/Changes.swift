/// One measure in two periods, by group or in all.
extension Maker {
    private static func current(_ p: Pen, _ row: Int) -> Quantity { p.cell(row, "current") }
    private static func previous(_ p: Pen, _ row: Int) -> Quantity { p.cell(row, "previous") }
    private static func change(_ p: Pen, _ row: Int) -> Quantity { current(p, row) - previous(p, row) }
    private static func anyRow(_ p: Pen) -> Int { p.dice.below(min(p.count, 6)) }

    static let changeMakers: [Maker] = [
        Maker("change: from to", [.change]) { p in
            let row = anyRow(p)
            return
                "\(p.title) of \(p.name(row)) \(p.moved(change(p, row))) from \(p.figure(previous(p, row))) to \(p.figure(current(p, row)))."
        },
        Maker("change: growth", [.change]) { p in
            let row = anyRow(p)
            guard p.scene.unit != .percent else { return "\(Slot.impossible)" }
            let growth = current(p, row).growth(over: previous(p, row))
            return
                "\(p.name(row)) is \(p.direction(growth, "up", "down")) \(p.growth(growth.magnitude)) in \(p.measure) against the period before, at \(p.figure(current(p, row)))."
        },
        Maker("change: signed", [.change]) { p in
            let row = anyRow(p)
            guard p.scene.unit != .percent else { return "\(Slot.impossible)" }
            return
                "\(p.title), \(p.name(row)): \(p.figure(current(p, row))) (\(p.signedPercent(current(p, row).growth(over: previous(p, row)))) on the period before)."
        },
        Maker("change: gained", [.change]) { p in
            let row = anyRow(p)
            guard p.scene.unit != .percent else { return "\(Slot.impossible)" }
            return
                "\(p.name(row)) \(p.direction(change(p, row), "gained", "lost")) \(p.figure(change(p, row).magnitude)) in \(p.measure), from \(p.figure(previous(p, row))) the period before."
        },
        Maker("change: signed amount", [.change]) { p in
            let row = anyRow(p)
            guard p.scene.unit == .currency else { return "\(Slot.impossible)" }
            return
                "Change in \(p.measure) for \(p.name(row)): \(p.amount(change(p, row))), to \(p.amount(current(p, row)))."
        },
        Maker("change: points", [.change]) { p in
            let row = anyRow(p)
            guard p.scene.unit == .percent else { return "\(Slot.impossible)" }
            return
                "The \(p.measure) of \(p.name(row)) is \(p.direction(change(p, row), "up", "down")) \(p.points(change(p, row).magnitude, relative: current(p, row).growth(over: previous(p, row)).magnitude)), to \(p.figure(current(p, row)))."
        },
        Maker("change: whole and part", [.change]) { p in
            let whole = p.total("current") - p.total("previous")
            return
                "Overall, \(p.measure) \(p.direction(whole, "rose", "fell")) from \(p.figure(p.total("previous"))) to \(p.figure(p.total("current"))). \(p.name(0)) went from \(p.figure(previous(p, 0))) to \(p.figure(current(p, 0)))."
        },
        Maker("change: two groups", [.change]) { p in
            "\(p.name(0)) \(p.direction(change(p, 0), "grew", "declined")) to \(p.figure(current(p, 0))) in \(p.measure), while \(p.name(1)) \(p.direction(change(p, 1), "grew", "declined")) to \(p.figure(current(p, 1)))."
        },
        Maker("change: times", [.change]) { p in
            let row = anyRow(p)
            guard p.scene.unit != .percent else { return "\(Slot.impossible)" }
            return
                "In \(p.measure), \(p.name(row)) reached \(p.times(current(p, row) / previous(p, row))) what it had the period before: \(p.figure(current(p, row))) after \(p.figure(previous(p, row)))."
        },
    ]

    private static var now: Quantity { .total("current") }
    private static var before: Quantity { .total("previous") }

    static let twoPeriodMakers: [Maker] = [
        Maker("periods: came to", [.twoPeriods]) { p in
            "\(p.title) came to \(p.figure(now)), \(p.direction(now - before, "up", "down")) from \(p.figure(before)) in the period before."
        },
        Maker("periods: growth", [.twoPeriods]) { p in
            guard p.scene.unit != .percent else { return "\(Slot.impossible)" }
            let growth = now.growth(over: before)
            return
                "Compared with the period before, \(p.measure) \(p.moved(growth)) by \(p.growth(growth.magnitude)), to \(p.figure(now))."
        },
        Maker("periods: dates", [.twoPeriods]) { p in
            "Between \(p.argument(date: "from", .british)) and \(p.argument(date: "to", .british)), \(p.measure) stood at \(p.figure(now)); from \(p.argument(date: "previous_from", .american)) to \(p.argument(date: "previous_to", .american)) \(p.verb("it was", "they were")) \(p.figure(before))."
        },
        Maker("periods: difference", [.twoPeriods]) { p in
            guard p.scene.unit != .percent else { return "\(Slot.impossible)" }
            return
                "That is a \(p.direction(now - before, "gain", "drop")) of \(p.figure((now - before).magnitude)) in \(p.measure): \(p.figure(now)) after \(p.figure(before))."
        },
        Maker("periods: points", [.twoPeriods]) { p in
            guard p.scene.unit == .percent else { return "\(Slot.impossible)" }
            return
                "The \(p.measure) \(p.direction(now - before, "improved", "worsened")) by \(p.points((now - before).magnitude, relative: now.growth(over: before).magnitude)), from \(p.figure(before)) to \(p.figure(now))."
        },
        Maker("periods: roughly", [.twoPeriods]) { p in
            "We closed the period with \(p.measure) of \(p.roughly(now)), \(p.direction(now - before, "more", "less")) than in the period before (\(p.roughly(before)))."
        },
    ]
}
