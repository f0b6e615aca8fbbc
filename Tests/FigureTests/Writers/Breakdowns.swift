/// Funnels, roles, concentration, velocity, losses, next steps and results of several measures.
extension Maker {
    static let funnelMakers: [Maker] = [
        Maker("funnel: stage holds", [.funnel]) { p in
            let row = p.dice.below(p.count)
            return
                "\(p.name(row)) holds \(p.counted(p.cell(row, "deals"), ("open deal", "open deals"))) worth \(p.amount(p.cell(row, "value"))), \(p.percent(p.cell(row, "value") / p.total("pipeline"))) of the pipeline."
        },
        Maker("funnel: conversion", [.funnel]) { p in
            let row = p.dice.below(max(1, p.count - 1))
            return
                "Of the \(p.number(p.cell(row, "reached"))) deals that ever reached \(p.name(row)), \(p.number(p.cell(row, "went_on"))) went on, a conversion of \(p.percent(p.cell(row, "conversion")))."
        },
        Maker("funnel: weakest step", [.funnel]) { p in
            let rows = (0..<p.count).filter { p.cell($0, "conversion").value(p.world) != nil }
            let weakest =
                rows.min {
                    (p.cell($0, "conversion").value(p.world) ?? 0) < (p.cell($1, "conversion").value(p.world) ?? 0)
                } ?? 0
            return
                "Conversion is \(p.least(weakest, "weakest", "strongest", by: "conversion")) out of \(p.name(weakest)), at \(p.percent(p.cell(weakest, "conversion")))."
        },
        Maker("funnel: win rate", [.funnel]) { p in
            "\(p.number(p.total("won"))) of \(p.number(p.total("closed"))) closed deals were won, so the win rate is \(p.percent(p.total("win_rate"))); \(p.counted(p.total("open_deals"), ("deal is", "deals are"))) still open."
        },
    ]

    static let roleMakers: [Maker] = [
        Maker("roles: most frequent", [.roles]) { p in
            "\(p.name(0)) is the \(p.most(0, "most", "least", by: "contacts")) frequent one, with \(p.counted(p.cell(0, "contacts"), ("contact", "contacts"))) on \(p.counted(p.cell(0, "opportunities"), ("opportunity", "opportunities")))."
        },
        Maker("roles: share", [.roles]) { p in
            let row = p.dice.below(min(5, p.count))
            return
                "\(p.name(row)) makes up \(p.percent(p.cell(row, "contacts") / p.total("contacts"))) of the \(p.number(p.total("contacts"))) contacts."
        },
        Maker("roles: win rate", [.roles]) { p in
            let row = p.dice.below(min(5, p.count))
            return
                "Closed deals with \(p.name(row)) among the contacts have a win rate of \(p.percent(p.cell(row, "win_rate")))."
        },
        Maker("roles: difference", [.roles]) { p in
            "\(p.name(0)) has \(p.number(p.cell(0, "contacts") - p.cell(1, "contacts"))) more contacts than \(p.name(1)): \(p.number(p.cell(0, "contacts"))) against \(p.number(p.cell(1, "contacts")))."
        },
    ]

    static let concentrationMakers: [Maker] = [
        Maker("concentration: top hold", [.concentration]) { p in
            "The top \(p.inWords(.rowCount)) accounts hold \(p.percent(p.total("top_share"))) of the \(p.amount(p.total(p.scene.column)))."
        },
        Maker("concentration: the largest alone", [.concentration]) { p in
            "\(p.name(0)) alone is good for \(p.percent(p.cell(0, "share"))), or \(p.amount(p.cell(0, p.scene.column)))."
        },
        Maker("concentration: remainder", [.concentration]) { p in
            "Outside the top \(p.number(.rowCount)), \(p.amount(p.total(p.scene.column) - p.total("top_value"))) is left for the other accounts, against \(p.amount(p.total("top_value"))) within it."
        },
        Maker("concentration: cumulated", [.concentration]) { p in
            let row = 1 + p.dice.below(max(1, min(4, p.last)))
            return
                "Adding \(p.name(row)) brings the cumulated share to \(p.percent(p.cell(row, "cumulative_share"))); its own share is \(p.percent(p.cell(row, "share")))."
        },
    ]

    static let velocityMakers: [Maker] = [
        Maker("velocity: factors", [.velocity]) { p in
            "Sales velocity is \(p.amount(p.total("velocity"))) a day, from \(p.number(p.total("open_deals"))) open deals, an average deal size of \(p.amount(p.total("average_deal_size"))), a win rate of \(p.percent(p.total("win_rate"))) and a sales cycle of \(p.days(p.total("sales_cycle")))."
        },
        Maker("velocity: cycle in weeks", [.velocity]) { p in
            "From created to won, the sales cycle takes \(p.weeks(p.total("sales_cycle"))) on average; the median cycle is \(p.days(p.total("median_cycle")))."
        },
        Maker("velocity: group", [.velocity]) { p in
            let row = p.dice.below(min(5, p.count))
            return
                "\(p.name(row)) moves \(p.amount(p.cell(row, "velocity"))) a day with a win rate of \(p.percent(p.cell(row, "win_rate"))) and a sales cycle of \(p.days(p.cell(row, "sales_cycle")))."
        },
        Maker("velocity: longer cycle", [.velocity]) { p in
            "The sales cycle is \(p.direction(p.cell(0, "sales_cycle") - p.cell(1, "sales_cycle"), "longer", "shorter")) for \(p.name(0)) than for \(p.name(1)): \(p.days(p.cell(0, "sales_cycle"))) against \(p.days(p.cell(1, "sales_cycle")))."
        },
    ]

    static let lossMakers: [Maker] = [
        Maker("losses: main", [.losses]) { p in
            "\(p.name(0)) accounts for \(p.number(p.cell(0, "lost"))) of the \(p.counted(p.total("lost"), ("lost deal", "lost deals"))), \(p.percent(p.cell(0, "share"))) of them, and for \(p.amount(p.cell(0, "lost_value"))) in lost value."
        },
        Maker("losses: rate", [.losses]) { p in
            "The loss rate is \(p.percent(p.total("loss_rate"))): \(p.number(p.total("lost"))) of \(p.number(p.total("closed"))) closed deals were lost, with \(p.amount(p.total("lost_value"))) in value."
        },
        Maker("losses: average", [.losses]) { p in
            let row = p.dice.below(min(5, p.count))
            return
                "The average lost deal of \(p.name(row)) was worth \(p.amount(p.cell(row, "average_lost"))), over \(p.counted(p.cell(row, "lost"), ("deal", "deals")))."
        },
        Maker("losses: two", [.losses]) { p in
            "\(p.name(0)) costs \(p.direction(p.cell(0, "lost") - p.cell(1, "lost"), "more", "fewer")) deals than \(p.name(1)): \(p.number(p.cell(0, "lost"))) lost versus \(p.number(p.cell(1, "lost")))."
        },
    ]

    static let otherMakers: [Maker] = [
        Maker("next steps: without", [.nextSteps]) { p in
            "\(p.number(p.total("without_next_step"))) of \(p.number(p.total("open_deals"))) open deals (\(p.percent(p.total("share_without")))) have no next step, and \(p.amount(p.total("without_value"))) of pipeline lies there."
        },
        Maker("next steps: most frequent", [.nextSteps]) { p in
            "The \(p.most(0, "most", "least", by: "deals")) common next step is \(p.name(0, style: .quoted)), on \(p.counted(p.cell(0, "deals"), ("open deal", "open deals"))) worth \(p.amount(p.cell(0, "value")))."
        },
        Maker("cross: two names", [.cross]) { p in
            guard p.scene.names.isEmpty, let columns = p.scene.evidence.calls.first?.columns, columns.count > 3 else {
                return "\(Slot.impossible)"
            }
            let row = p.dice.below(min(6, p.count))
            return
                "In \(p.cellName(row, columns[0].name)), \(p.cellName(row, columns[1].name)) brought \(p.amount(p.cell(row))) in bookings."
        },
        Maker("cross: two measures", [.cross]) { p in
            let row = p.dice.below(p.count)
            return
                "\(p.name(row)) booked \(p.amount(p.cell(row))) at a win rate of \(p.percent(p.cell(row, "win_rate"))), with a sales cycle of \(p.days(p.cell(row, "sales_cycle")))."
        },
    ]
}
