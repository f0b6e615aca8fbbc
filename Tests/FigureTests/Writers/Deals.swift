/// Lists of single opportunities.
extension Maker {
    private static func oneAccount(_ p: Pen) -> Bool {
        // A name that stands on two rows would mean both.
        let names = (0..<p.count).compactMap { p.scene.name($0) }
        return Set(names).count == names.count
    }

    /// A row whose account has no other deal in the list.
    private static func lone(_ p: Pen, from first: Int = 0) -> Int {
        let names = (0..<p.count).compactMap { p.scene.name($0) }
        let rows = (first..<max(first, p.count)).filter { row in names.count { $0 == p.scene.name(row) } == 1 }
        return p.dice.pick(among: Array(rows.prefix(8))) ?? -1
    }

    static let dealMakers: [Maker] = [
        Maker("deals: largest", [.deals]) { p in
            "The \(p.most(0, "largest", "smallest")) \(p.group.one) is with \(p.name(0)), worth \(p.amount(p.cell(0)))."
        },
        Maker("deals: in all", [.deals]) { p in
            "In all there are \(p.counted(p.total("deals"), p.scene.counted)) worth \(p.amount(p.total("value"))) as of \(p.asOf)."
        },
        Maker("deals: days overdue", [.deals]) { p in
            let row = lone(p)
            return
                "\(p.name(row)) is \(p.days(p.cell(row, "days_overdue"))) overdue with \(p.amount(p.cell(row)))."
        },
        Maker("deals: close date passed", [.deals]) { p in
            let row = lone(p)
            return
                "The close date of the deal with \(p.name(row)), \(p.date(row, "closed")), has passed by \(p.days(p.cell(row, "days_overdue")))."
        },
        Maker("deals: expected close", [.deals]) { p in
            let row = lone(p)
            guard p.scene.evidence.calls.first?.function == "get_top_opportunities" else { return "\(Slot.impossible)" }
            return
                "\(p.name(row)), at \(p.amount(p.cell(row))), is expected to close on \(p.date(row, "closed"))."
        },
        Maker("deals: second-largest", [.deals]) { p in
            let row = lone(p, from: 1)
            return "The \(p.place(row))-largest \(p.group.one) belongs to \(p.name(row)): \(p.amount(p.cell(row)))."
        },
        Maker("deals: top three together", [.deals]) { p in
            "The \(p.inWords(.number(3))) largest add up to \(p.amount(p.top(3))), \(p.percent(p.top(3) / p.whole)) of the \(p.amount(p.whole)) in all."
        },
        Maker("deals: idle", [.deals]) { p in
            let row = lone(p)
            return
                "Nothing has moved at \(p.name(row)) for \(p.days(p.cell(row, "idle_days"))): the last stage change was on \(p.date(row, "last_change")), and \(p.amount(p.cell(row))) is at stake."
        },
        Maker("deals: weeks", [.deals]) { p in
            let row = lone(p)
            return "\(p.name(row)) has been overdue for \(p.weeks(p.cell(row, "days_overdue")))."
        },
        Maker("deals: stalled of open", [.deals]) { p in
            "\(p.number(p.total("deals"))) of the \(p.counted(p.total("open_deals"), ("open deal", "open deals"))) have stalled, after \(p.days(p.total("threshold_days"))) without a stage change."
        },
        Maker("deals: three named", [.deals]) { p in
            guard oneAccount(p) || Set((0..<3).compactMap { p.scene.name($0) }).count == 3 else {
                return "\(Slot.impossible)"
            }
            return
                "At the top of the list stand \(p.name(0)) (\(p.amount(p.cell(0)))), \(p.name(1)) (\(p.amount(p.cell(1)))) and \(p.name(2)) (\(p.amount(p.cell(2))))."
        },
        Maker("deals: share of value", [.deals]) { p in
            let row = lone(p)
            return
                "Of the \(p.amount(p.whole)) in \(p.group.many), \(p.percent(p.share(row))) is a single deal: \(p.name(row)), \(p.amount(p.cell(row)))."
        },
    ]
}
