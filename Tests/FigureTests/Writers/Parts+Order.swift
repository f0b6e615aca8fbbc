/// Who comes first, second and last.
extension Maker {
    static let partsInOrder: [Maker] = [
        Maker("board: the largest", [.parts]) { p in
            "\(p.name(0)) is the \(p.most(0, "largest", "smallest")) \(p.group.one) by \(p.measure): \(p.brief(0)), \(p.percent(p.share(0))) of the total."
        },
        Maker("board: second-largest", [.parts]) { p in
            let row = 1 + p.dice.below(4)
            return
                "With \(p.worth(row)), \(p.name(row)) is the \(p.place(row))-largest \(p.group.one)."
        },
        Maker("analyst: leads, follows", [.parts]) { p in
            "\(p.name(0)) leads on \(p.measure) with \(p.brief(0)); \(p.name(1)) follows with \(p.value(1)) and \(p.name(2)) with \(p.value(2))."
        },
        Maker("pronoun: tops the list", [.parts]) { p in
            "\(p.name(0)) tops the list for \(p.measure). It accounts for \(p.brief(0)), which is \(p.percent(p.share(0))) of the total."
        },
        Maker("terse: smallest", [.parts]) { p in
            "\(p.least(p.last, "Smallest", "Largest")) \(p.group.one) by \(p.measure): \(p.name(p.last)), at \(p.brief(p.last))."
        },
        Maker("from lowest to highest", [.parts]) { p in
            "\(p.title) by \(p.group.one) \(p.verb("ranges", "range")) from a \(p.least(p.last, "low", "high")) of \(p.brief(p.last)) (\(p.name(p.last))) to a \(p.most(0, "high", "low")) of \(p.brief(0)) (\(p.name(0)))."
        },
        Maker("rhetorical question", [.parts]) { p in
            "Which \(p.group.one) has the \(p.most(0, "most", "least")) \(p.measure)? \(p.name(0)), with \(p.brief(0)). \(p.name(1)) comes \(p.place(1)), with \(p.brief(1))."
        },
        Maker("first and last", [.parts]) { p in
            "By \(p.measure), \(p.name(0)) comes \(p.most(0, "first", "last")) and \(p.name(p.last)) \(p.least(p.last, "last", "first")), with \(p.value(0)) and \(p.value(p.last)) respectively."
        },
        Maker("heading and quote", [.parts]) { p in
            "## \(p.title) by \(p.group.one)\n\n> \(p.name(0)) is \(p.direction(p.cell(0) - p.cell(1), "ahead of", "behind")) \(p.name(1)): \(p.brief(0)) against \(p.brief(1))."
        },
        Maker("bullet list", [.parts]) { p in
            Prose("\(p.title) by \(p.group.one):\n\n")
                + Prose.joined((0..<3).map { row -> Prose in "- \(p.name(row)): \(p.brief(row))" }, "\n")
        },
        Maker("numbered list with shares", [.parts]) { p in
            Prose("The largest \(p.group.many) by \(p.measure), with their share of the total:\n\n")
                + Prose.joined(
                    (0..<3).map { row -> Prose in
                        "\(String(row + 1)). \(p.name(row)), \(p.value(row)) (\(p.percent(p.share(row))))"
                    }, "\n")
        },
        Maker("figure first", [.parts]) { p in
            "\(p.brief(0)): that is what \(p.name(0)) has in \(p.measure), against \(p.brief(1)) for \(p.name(1))."
        },
    ]
}
