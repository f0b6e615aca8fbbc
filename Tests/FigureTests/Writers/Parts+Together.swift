/// Sums, shares, differences and ratios of groups.
extension Maker {
    static let partsTogether: [Maker] = [
        Maker("respectively", [.parts]) { p in
            "\(p.name(0)), \(p.name(1)) and \(p.name(2)) hold \(p.value(0)), \(p.value(1)) and \(p.value(2)) of the \(p.measure) respectively."
        },
        Maker("top three together", [.parts]) { p in
            "Together, the top \(p.inWords(.number(3))) \(p.group.many) hold \(p.figure(p.top(3))) in \(p.measure), \(p.percent(p.top(3) / p.whole)) of the \(p.figure(p.whole)) in all."
        },
        Maker("ahead by", [.parts]) { p in
            "In \(p.measure), \(p.name(0)) is \(p.direction(p.cell(0) - p.cell(1), "ahead of", "behind")) \(p.name(1)) by \(p.figure(p.cell(0) - p.cell(1))): \(p.value(0)) versus \(p.value(1))."
        },
        Maker("trails by", [.parts]) { p in
            "\(p.name(1)) \(p.direction(p.cell(0) - p.cell(1), "trails", "beats")) \(p.name(0)) by \(p.figure(p.cell(0) - p.cell(1))) in \(p.measure)."
        },
        Maker("twice as much", [.parts]) { p in
            let other = 1 + p.dice.below(max(1, p.last))
            let much = p.scene.unit == .count ? "as many" : "as much"
            return "\(p.name(0)) has \(p.multiple(p.cell(0) / p.cell(other))) \(much) \(p.measure) as \(p.name(other))."
        },
        Maker("times that of", [.parts]) { p in
            let other = 1 + p.dice.below(max(1, p.last))
            return
                "The \(p.measure) of \(p.name(0)) \(p.verb("is", "are")) \(p.times(p.cell(0) / p.cell(other))) that of \(p.name(other)) (\(p.value(0)) against \(p.value(other)))."
        },
        Maker("a third sits with", [.parts]) { p in
            let row = p.dice.below(min(4, p.count))
            return
                "\(p.fraction(p.share(row), capital: true)) of the \(p.measure) \(p.verb("sits", "sit")) with \(p.name(row))."
        },
        Maker("two hold half", [.parts]) { p in
            "\(p.name(0)) and \(p.name(1)) between them account for \(p.fraction((p.cell(0) + p.cell(1)) / p.whole)) of the \(p.measure)."
        },
        Maker("remainder", [.parts]) { p in
            "Without \(p.name(0)), \(p.figure(p.whole - p.cell(0))) of the \(p.figure(p.whole)) in \(p.measure) remains."
        },
        Maker("sum of two named", [.parts]) { p in
            let other = 2 + p.dice.below(max(1, p.count - 2))
            return
                "\(p.name(0)) and \(p.name(other)) add up to \(p.figure(p.cell(0) + p.cell(other))) in \(p.measure): \(p.value(0)) and \(p.value(other))."
        },
        Maker("shares of two", [.parts]) { p in
            "\(p.name(0))'s share of the \(p.measure) is \(p.percent(p.share(0))), \(p.name(1))'s is \(p.percent(p.share(1)))."
        },
        Maker("share points apart", [.parts]) { p in
            "\(p.name(0)) holds \(p.percent(p.share(0), decimals: 1)) of the \(p.measure) and \(p.name(1)) \(p.percent(p.share(1), decimals: 1)), a gap of \(p.points(p.share(0) - p.share(1), relative: p.cell(0).growth(over: p.cell(1))))."
        },
    ]
}
