/// Pipelines, forecasts and accounts as a whole.
extension Maker {
    static let summaryMakers: [Maker] = [
        Maker("summary: stands at", [.summary]) { p in
            "Open pipeline stands at \(p.amount(p.total("pipeline"))) across \(p.counted(p.total("deals"), ("deal", "deals")))."
        },
        Maker("summary: weighted share", [.summary]) { p in
            "Weighted by probability, the pipeline is worth \(p.amount(p.total("weighted_pipeline"))), \(p.percent(p.total("weighted_pipeline") / p.total("pipeline"))) of the unweighted \(p.amount(p.total("pipeline")))."
        },
        Maker("summary: overdue", [.summary]) { p in
            "\(p.inWords(p.total("overdue_deals"), ("overdue deal", "overdue deals"), capital: true)), worth \(p.amount(p.total("overdue_value"))), without a credible close date: that is \(p.percent(p.total("overdue_value") / p.total("pipeline"))) of the pipeline."
        },
        Maker("summary: average", [.summary]) { p in
            "There are \(p.number(p.total("deals"))) open deals in the pipeline, and the average one is worth \(p.amount(p.total("average_amount")))."
        },
        Maker("summary: not overdue", [.summary]) { p in
            "Leaving out the \(p.amount(p.total("overdue_value"))) that is overdue, \(p.amount(p.total("pipeline") - p.total("overdue_value"))) of pipeline is on schedule."
        },
        Maker("summary: fraction", [.summary]) { p in
            "\(p.fraction(p.total("overdue_value") / p.total("pipeline"), capital: true)) of the pipeline is overdue: \(p.roughly(p.total("overdue_value"), .currency)) of \(p.roughly(p.total("pipeline"), .currency))."
        },
    ]

    static let forecastMakers: [Maker] = [
        Maker("forecast: made of", [.forecast]) { p in
            "The forecast is \(p.amount(p.total("forecast"))): \(p.amount(p.total("won"))) already won plus \(p.amount(p.total("weighted"))) weighted pipeline."
        },
        Maker("forecast: won share", [.forecast]) { p in
            "Of the forecast of \(p.amount(p.total("forecast"))), \(p.percent(p.total("won") / p.total("forecast"))) is in the bag already, with \(p.amount(p.total("won"))) won."
        },
        Maker("forecast: open deals", [.forecast]) { p in
            "\(p.counted(p.total("open_deals"), ("open deal", "open deals"))) worth \(p.amount(p.total("pipeline"))) are due by \(p.argument(date: "to")); weighted, they bring \(p.amount(p.total("weighted")))."
        },
        Maker("forecast: group", [.forecast]) { p in
            let row = p.dice.below(min(3, p.count))
            return
                "\(p.name(row)) contributes \(p.amount(p.cell(row, "forecast"))) to the forecast, \(p.amount(p.cell(row, "won"))) of which is won."
        },
        Maker("forecast: two groups", [.forecast]) { p in
            "The forecast is \(p.direction(p.cell(0, "forecast") - p.cell(1, "forecast"), "higher", "lower")) for \(p.name(0)) (\(p.amount(p.cell(0, "forecast")))) than for \(p.name(1)) (\(p.amount(p.cell(1, "forecast"))))."
        },
        Maker("forecast: still open", [.forecast]) { p in
            "\(p.amount(p.total("pipeline"))) is still open in the period, in \(p.counted(p.total("open_deals"), ("deal", "deals"))). The forecast counts \(p.amount(p.total("weighted"))) of it."
        },
    ]

    static let accountMakers: [Maker] = [
        Maker("account: overview", [.account]) { p in
            "24/7 Care has \(p.inWords(p.total("deals"), ("opportunity", "opportunities"))) worth \(p.amount(p.total("total_value"))); the next one is expected to close on \(p.date(p.scene.evidence.calls.first?.totals.first { $0.name == "next_close" }?.value.date))."
        },
        Maker("account: pipeline", [.account]) { p in
            "Pipeline with 24/7 Care: \(p.amount(p.total("pipeline"))), or \(p.amount(p.total("weighted_pipeline"))) weighted."
        },
    ]
}
