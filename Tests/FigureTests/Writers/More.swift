/// Numbers of the question repeated, rarer words for numbers, longer memos.
extension Maker {
    static let questionMakers: [Maker] = [
        Maker("question: among the largest", [.parts]) { p in
            guard p.scene.evidence.calls.first?.args["limit"]?.integer == p.count else { return "\(Slot.impossible)" }
            return
                "Among the \(p.inWords(.rowCount)) largest \(p.group.many) by \(p.measure), \(p.name(0)) comes \(p.most(0, "first", "last")) with \(p.brief(0))."
        },
        Maker("question: above a threshold", [.summary]) { p in
            guard p.scene.id == "pipeline above 100k" else { return "\(Slot.impossible)" }
            return
                "Deals above \(p.amount(.number(100_000), .short(1))) make up \(p.amount(p.total("pipeline"))) of pipeline, in \(p.counted(p.total("deals"), ("deal", "deals")))."
        },
        Maker("question: enough closed deals", [.rates]) { p in
            guard let least = p.scene.evidence.calls.first?.args["min_closed"]?.integer, least > 1 else {
                return "\(Slot.impossible)"
            }
            return
                "Among \(p.group.many) with at least \(p.inWords(.number(Double(least)), ("closed deal", "closed deals"))), \(p.name(0)) has the \(p.most(0, "best", "worst")) win rate, \(p.percent(p.cell(0)))."
        },
        Maker("question: named period", [.forecast]) { p in
            "From \(p.argument(date: "from")) to \(p.argument(date: "to")) we forecast \(p.amount(p.total("forecast"))), \(p.amount(p.total("won"))) of it won by \(p.asOf)."
        },
        Maker("question: filtered region", [.summary, .funnel]) { p in
            guard p.scene.id.hasSuffix("EMEA") else { return "\(Slot.impossible)" }
            return "EMEA's open pipeline amounts to \(p.amount(p.total("pipeline")))."
        },
    ]

    static let wordMakers: [Maker] = [
        Maker("words: dozen", [.parts]) { p in
            guard Quantity.totalRowCount.value(p.world) == 12 else { return "\(Slot.impossible)" }
            let dozen = Slot(
                "dozen", holds: { Quantity.totalRowCount.value($0) == 12 },
                changes: ["eight", "fifteen", "twenty"].map { .init(kind: .numberWord, text: $0, meaning: .falsehood) })
            return "The \(dozen) \(p.group.many) hold \(p.figure(p.whole)) in \(p.measure) between them."
        },
        Maker("words: one in three", [.rates]) { p in
            let row = p.dice.below(p.count)
            guard p.measure == "win rate" else { return "\(Slot.impossible)" }
            return "\(p.oneIn(p.cell(row), capital: true)) closed deals of \(p.name(row)) was won."
        },
        Maker("words: share one in", [.parts]) { p in
            let row = p.dice.below(min(5, p.count))
            let all = p.total(p.scene.countTotal ?? "")
            return
                "\(p.oneIn(p.cell(row, p.scene.counts ?? "") / all, capital: true)) \(p.noun.1) is with \(p.name(row))."
        },
        Maker("words: doubled", [.change]) { p in
            let row = p.dice.below(p.count)
            return "\(p.title) of \(p.name(row)) \(p.became(.cell(row, "current"), of: .cell(row, "previous")))."
        },
        Maker("words: doubled over time", [.trend]) { p in
            let row = 1 + p.dice.below(max(1, p.last - 1))
            guard p.scene.unit != .percent else { return "\(Slot.impossible)" }
            return
                "From \(p.period(row - 1)) to \(p.period(row)), \(p.measure) \(p.became(p.cell(row), of: p.cell(row - 1)))."
        },
        Maker("words: peaked", [.trend]) { p in
            let rows = 0..<p.count
            let best = rows.max { (p.cell($0).value(p.world) ?? 0) < (p.cell($1).value(p.world) ?? 0) } ?? 0
            let worst = rows.min { (p.cell($0).value(p.world) ?? 0) < (p.cell($1).value(p.world) ?? 0) } ?? 0
            return
                "\(p.title) \(p.most(best, "peaked", "bottomed out")) at \(p.value(best)) in \(p.period(best)) and \(p.least(worst, "bottomed out", "peaked")) at \(p.value(worst)) in \(p.period(worst))."
        },
        Maker("words: place from the bottom", [.parts]) { p in
            let row = p.last - 1
            return
                "\(p.name(row)) is \(p.place(row, fromBottom: true)) from the bottom by \(p.measure), with \(p.brief(row))."
        },
    ]

    static let memoMakers: [Maker] = [
        Maker("memo: four sentences", [.parts]) { p in
            "We looked at \(p.measure) by \(p.group.one). The \(p.most(0, "largest", "smallest")) is \(p.name(0)), with \(p.brief(0)) or \(p.percent(p.share(0))) of the \(p.figure(p.whole)) in all. \(p.name(1)) comes next at \(p.value(1)). The gap between the two is \(p.figure(p.cell(0) - p.cell(1)))."
        },
        Maker("memo: rates", [.rates]) { p in
            let row = 1 + p.dice.below(max(1, p.last))
            return
                "### \(p.title)\n\nOverall the \(p.measure) stands at \(p.figure(p.whole)). \(p.name(0)) is at \(p.value(0)), \(p.direction(p.cell(0) - p.whole, "above", "below")) that. \(p.name(row)), at \(p.value(row)), is \(p.direction(p.cell(row) - p.whole, "above", "below")) it."
        },
        Maker("memo: change with list", [.change]) { p in
            "Against the period before, \(p.measure) moved as follows:\n\n* \(p.name(0)): \(p.figure(.cell(0, "previous"))) → \(p.figure(.cell(0, "current")))\n* \(p.name(1)): \(p.figure(.cell(1, "previous"))) → \(p.figure(.cell(1, "current")))"
        },
        Maker("memo: deals to call", [.deals]) { p in
            "> **To do:** call \(p.name(0)) about the \(p.amount(p.cell(0))) deal, the \(p.most(0, "largest", "smallest")) of \(p.counted(p.total("deals"), p.noun))."
        },
    ]
}
