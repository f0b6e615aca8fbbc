/// Looser prose about groups: memos, chat, notes.
extension Maker {
    static let partsInPassing: [Maker] = [
        Maker("passive", [.parts]) { p in
            "\(p.figure(p.cell(0))) of the \(p.figure(p.whole)) in \(p.measure) is held by \(p.name(0))."
        },
        Maker("chatty model", [.parts]) { p in
            "Great question! Overall there is \(p.figure(p.whole)) in \(p.measure) across \(p.inWords(.totalRowCount, p.scene.group)). The standout is \(p.name(0)) at \(p.value(0)) (\(p.percent(p.share(0)))), so keep an eye on it."
        },
        Maker("terse editor", [.parts]) { p in
            "\(p.name(0)) \(p.value(0)), \(p.name(1)) \(p.value(1)), \(p.name(2)) \(p.value(2)). All told, \(p.measure) \(p.verb("comes", "come")) to \(p.figure(p.whole))."
        },
        Maker("deals and value", [.parts]) { p in
            let row = p.dice.below(p.count)
            return
                "\(p.name(row)): \(p.counted(p.cell(row, p.scene.counts ?? ""), p.scene.counted)), \(p.value(row)) in \(p.measure)."
        },
        Maker("deals of all deals", [.parts]) { p in
            let row = p.dice.below(min(p.count, 5))
            let all = p.total(p.scene.countTotal ?? "")
            let own = p.cell(row, p.scene.counts ?? "")
            return
                "\(p.name(row)) has \(p.number(own)) of the \(p.counted(all, p.scene.counted)), \(p.percent(own / all)) of them."
        },
        Maker("roughly", [.parts]) { p in
            "\(p.name(0)) (\(p.roughly(p.cell(0)))) is \(p.direction(p.cell(0) - p.cell(1), "ahead of", "behind")) \(p.name(1)) (\(p.roughly(p.cell(1)))) in \(p.measure)."
        },
        Maker("just over", [.parts]) { p in
            let row = p.dice.below(min(p.count, 6))
            return "\(p.name(row)) alone has \(p.bounded(p.cell(row))) in \(p.measure)."
        },
        Maker("average open deal", [.parts]) { p in
            let row = p.dice.below(p.count)
            return
                "The average open deal of \(p.name(row)) is worth \(p.amount(p.cell(row, "average_amount"))), over \(p.inWords(p.cell(row, "deals"), ("deal", "deals")))."
        },
        Maker("weighted", [.parts]) { p in
            let row = p.dice.below(min(p.count, 6))
            return
                "Weighted by probability, the pipeline of \(p.name(row)) comes to \(p.amount(p.cell(row, "weighted_pipeline"))), against \(p.amount(p.cell(row, "pipeline"))) unweighted."
        },
        Maker("overdue part", [.parts]) { p in
            "Of the \(p.amount(p.total("pipeline"))) in pipeline, \(p.amount(p.total("overdue_value"))) is overdue, in \(p.counted(p.total("overdue_deals"), ("deal", "deals"))). \(p.name(0)) holds the \(p.most(0, "most", "least")) pipeline."
        },
        Maker("bold total", [.parts]) { p in
            "**\(p.title) in all: \(p.figure(p.whole)).** Of this, \(p.name(0)) brings \(p.percent(p.share(0))) and \(p.name(1)) \(p.percent(p.share(1)))."
        },
        Maker("model: breakdown paragraph", [.parts]) { p in
            "The \(p.measure) \(p.verb("is", "are")) spread over \(p.number(.totalRowCount)) \(p.group.many). \(p.name(0)) contributes \(p.brief(0)), making it the \(p.most(0, "biggest", "smallest")) contributor. \(p.name(1)) is in \(p.place(1)) place with \(p.brief(1)), and \(p.name(2)) in \(p.place(2)) with \(p.brief(2))."
        },
    ]
}
