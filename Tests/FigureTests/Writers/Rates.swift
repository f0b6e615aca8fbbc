/// Win rates, deal sizes and cycles by group.
extension Maker {
    static let rateMakers: [Maker] = [
        Maker("rate: best", [.rates]) { p in
            "\(p.name(0)) has the \(p.scene.unit == .days ? p.most(0, "longest", "shortest") : p.most(0, "highest", "lowest")) \(p.measure): \(p.value(0))."
        },
        Maker("rate: best and worst", [.rates]) { p in
            "The \(p.measure) is \(p.scene.unit == .days ? p.most(0, "longest", "shortest") : p.most(0, "highest", "lowest")) for \(p.name(0)) at \(p.value(0)) and \(p.scene.unit == .days ? p.least(p.last, "shortest", "longest") : p.least(p.last, "lowest", "highest")) for \(p.name(p.last)) at \(p.value(p.last))."
        },
        Maker("rate: against overall", [.rates]) { p in
            let row = p.dice.below(p.count)
            return
                "At \(p.value(row)), the \(p.measure) of \(p.name(row)) is \(p.direction(p.cell(row) - p.whole, "above", "below")) the overall \(p.figure(p.whole))."
        },
        Maker("rate: won of closed", [.rates]) { p in
            let row = p.dice.below(p.count)
            return
                "\(p.name(row)) won \(p.number(p.cell(row, "won"))) of \(p.counted(p.cell(row, "closed"), ("closed deal", "closed deals"))), a win rate of \(p.percent(p.cell(row)))."
        },
        Maker("rate: points apart", [.rates]) { p in
            let other = 1 + p.dice.below(max(1, p.last))
            return p.scene.unit == .percent
                ? "\(p.name(0)) and \(p.name(other)) are \(p.points(p.cell(0) - p.cell(other), relative: p.cell(0).growth(over: p.cell(other)))) apart in \(p.measure): \(p.value(0)) versus \(p.value(other))."
                : "\(p.name(0)) and \(p.name(other)) are \(p.figure((p.cell(0) - p.cell(other)).magnitude)) apart in \(p.measure): \(p.value(0)) versus \(p.value(other))."
        },
        Maker("rate: respectively", [.rates]) { p in
            "For \(p.name(0)), \(p.name(1)) and \(p.name(2)) the \(p.measure) stands at \(p.value(0)), \(p.value(1)) and \(p.value(2)) respectively."
        },
        Maker("rate: words", [.rates]) { p in
            let row = p.dice.below(p.count)
            return
                "\(p.inWords(p.cell(row, "won"), capital: true)) of the \(p.inWords(p.cell(row, "closed"))) closed deals of \(p.name(row)) were won."
        },
        Maker("rate: lost", [.rates]) { p in
            let row = p.dice.below(min(p.count, 5))
            return
                "\(p.name(row)) lost \(p.counted(p.cell(row, "lost"), ("deal", "deals"))) and won \(p.number(p.cell(row, "won"))), worth \(p.amount(p.cell(row, "won_value")))."
        },
        Maker("rate: beats", [.rates]) { p in
            let other = 1 + p.dice.below(max(1, p.last))
            return
                "On \(p.measure), \(p.name(0)) is \(p.direction(p.cell(0) - p.cell(other), "ahead of", "behind")) \(p.name(other)) (\(p.value(0)) vs. \(p.value(other)))."
        },
    ]
}
