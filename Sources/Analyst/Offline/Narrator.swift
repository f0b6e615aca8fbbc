import Analytics
import Core
import Foundation

/// Writes the prose of an answer from the results of its calls.
///
/// The first sentence answers the question with its figure; what follows is what matters, never a list of everything.
/// Every figure goes through the ledger. Each family of functions has its narrator in a file of its own.
struct Narrator {
    var ledger: FigureLedger
    let calls: [Answer.Call]
    var paragraphs: [String] = []
    var remarks: [String] = []
    var metrics: [Answer.KeyMetric] = []

    /// What each call is told for; calls beyond its end are told by their function alone.
    let emphases: [Plan.Emphasis]

    /// Calls whose results another one's sentences have told already.
    private var told: Set<Int> = []

    /// Remarks that an answer has at most.
    static let mostRemarks = 3

    init(evidence: Evidence, emphases: [Plan.Emphasis] = []) {
        self.emphases = emphases
        ledger = FigureLedger(evidence: evidence)
        calls = evidence.calls
    }

    /// Narrates one call; `comparison` is the index of the call for the period before, where there is one.
    mutating func narrate(_ index: Int, comparison: Int?) {
        guard calls.indices.contains(index), !told.contains(index) else { return }
        let before = remarks.count
        let emphasis = emphases.indices.contains(index) ? emphases[index] : nil
        if calls[index].response.isEmpty {
            nothing(index)
        } else if !lead(index, emphasis) {
            byFunction(index, comparison, emphasis)
        }
        let gaps = missing(index)
        // What is left out comes last and is never cut; of the rest what came first matters most.
        let room = max(
            Narrator.mostRemarks - before - gaps.count, before == 0 && gaps.count < Narrator.mostRemarks ? 1 : 0)
        remarks = Array(remarks.prefix(before + room)) + gaps.prefix(max(Narrator.mostRemarks - before, 1))
    }

    /// What the question asked for in particular.
    ///
    /// - Returns: whether the result could be told so.
    private mutating func lead(_ index: Int, _ emphasis: Plan.Emphasis?) -> Bool {
        switch emphasis {
        case .share(let values): return share(index, of: values)
        case .sideBySide(let values): return sideBySide(index, values)
        case .distinctValues: return distinctValues(index)
        case .together(let values): return together(index, values)
        case .contacts(let values, let column): return contactRows(index, values, column)
        case .executives: return executives(index)
        case .partOfWhole: return partOfWhole(index)
        case .stageStep(let from, let to): return stageStep(index, from, to)
        case .twoPeriods:
            guard index == 0, calls.count > 1, twoPeriods(0, 1) else { return false }
            told.insert(1)
            return true
        default: return false
        }
    }

    private mutating func byFunction(_ index: Int, _ comparison: Int?, _ emphasis: Plan.Emphasis?) {
        switch calls[index].function {
        case "get_top_accounts_by_value": topAccounts(index, emphasis: emphasis)
        case "get_top_opportunities": topOpportunities(index, emphasis: emphasis)
        case "find_opportunities": opportunity(index)
        case "find_slipped_deals": slippedDeals(index)
        case "get_pipeline_summary": pipelineSummary(index, emphasis: emphasis)
        case "analyze_win_rate": winRate(index, comparison: comparison, emphasis: emphasis)
        case "analyze_stage_funnel": stageFunnel(index)
        case "forecast_pipeline_revenue": forecast(index, comparison: comparison)
        case "get_revenue_trend": trend(index, comparison: comparison, emphasis: emphasis)
        case "compare_segments": segments(index, emphasis: emphasis)
        case "analyze_role_frequency": roles(index, emphasis: emphasis)
        case "find_stalled_deals":
            if calls[index].args["dimension"] != nil, let groups = groups(index) {
                self.groups(groups, emphasis: emphasis)
                stalledMeans(index)
            } else {
                stalledDeals(index)
            }
        case "find_missing_stakeholders": missingStakeholders(index)
        case "analyze_losses": losses(index)
        case "analyze_concentration": concentration(index)
        case "analyze_deal_velocity": velocity(index)
        case "get_account_overview": accountOverview(index)
        case "analyze_next_steps": nextSteps(index)
        case "analyze_titles": titles(index)
        case "analyze_product_conversion": productConversion(index, emphasis: emphasis)
        case "get_period_change": periodChange(index, emphasis: emphasis)
        case "query_metric": metrics(index, comparison: comparison, emphasis: emphasis)
        default: general(index)
        }
    }

    private mutating func segments(_ call: Int, emphasis: Plan.Emphasis?) {
        guard let groups = groups(call) else { return general(call) }
        if calls[call].columns.contains(where: { $0.name == "previous" }) {
            compared(groups)
        } else if emphasis == .total, !total(call, groups.measure.name).isNull {
            paragraphs.append(allIn(call, groups.measure, shown: [groups.dimension.name]) + ".")
            metric(groups.measure.label, ledger.total(call, groups.measure.name))
            if let best = groups.leaders.first, groups.leaders.count == 1, groups.ranked.count > 1, groups.isDecided,
                !groups.isAscending
            {
                let figure = value(groups, best)
                let share = groups.hasShares ? share(groups, best).map { ", \($0)" } ?? "" : ""
                remarks.append(
                    "\(rowName(groups, best)) has \(groups.measure.superlative(lowest: false)): \(figure)\(share).")
                metric("\(plain(name(call, best, groups.dimension.name))), \(groups.measure.bare)", figure)
            }
        } else {
            self.groups(groups, emphasis: emphasis)
        }
        metric("Opportunities", ledger.total(call, "opportunities"))
    }

    /// A result without a row.
    private mutating func nothing(_ call: Int) {
        let count = ledger.figure(call, "total_row_count")
        let label = calls[call].columns.first { $0.unit == .text }.map { plural($0.label) }
        switch calls[call].function {
        case "get_top_opportunities": topOpportunities(call, emphasis: .list)
        case "find_slipped_deals": slippedDeals(call)
        case "find_stalled_deals": stalledDeals(call)
        case "find_missing_stakeholders": missingStakeholders(call)
        case "analyze_next_steps": nextSteps(call)
        case "query_metric" where calls[call].args["having"]?.array?.isEmpty == false:
            paragraphs.append(
                "There are \(count) \(label ?? "groups")\(having(call))\(scope(call, mainMeasure(call)?.words)).")
        default:
            paragraphs.append(
                "No opportunity in the data fits this question\(scope(call)), so there is no figure to state: it found \(count) rows."
            )
        }
    }

    /// Totals that count what a result leaves out: the words for one, for several, and what they share.
    private static let gaps: [(total: String, one: String, several: String, rest: String)] = [
        (
            "without_amount", "opportunity has no amount in the data and adds",
            "opportunities have no amount in the data and add", "nothing to these values."
        ),
        (
            "without_probability", "open deal has no probability and adds", "open deals have no probability and add",
            "nothing to the weighted value."
        ),
        (
            "without_history", "deal has no stage history and is", "deals have no stage history and are",
            "not looked at."
        ),
        ("undated", "open deal has", "open deals have", "no close date and no place in the forecast of a period."),
    ]

    /// What the figures leave out, with its count.
    private mutating func missing(_ call: Int) -> [String] {
        Narrator.gaps.filter { isPositive(call, $0.total) }.map { gap in
            let count = counted(call, "totals/\(gap.total)", total(call, gap.total), gap.one, gap.several)
            return "\(count) \(gap.rest)"
        }
    }

    // MARK: Words

    /// A text from the data in bold.
    func bold(_ value: Value) -> String { "**\(Escape.markdown(value.string ?? "–"))**" }

    /// A text from the data where no Markdown is read: a label.
    func plain(_ value: Value) -> String { value.string ?? "–" }

    func name(_ call: Int, _ row: Int, _ column: String) -> Value {
        calls[call].response.indices.contains(row) ? calls[call].response[row][column] ?? .null : .null
    }

    func number(_ call: Int, _ row: Int, _ column: String) -> Double? { name(call, row, column).double }

    func total(_ call: Int, _ name: String) -> Value { calls[call].totals.first { $0.name == name }?.value ?? .null }

    func isPositive(_ call: Int, _ name: String) -> Bool { (total(call, name).double ?? 0) > 0 }

    /// The noun in the number that the value asks for.
    func noun(_ value: Value, _ singular: String, _ plural: String) -> String { value.double == 1 ? singular : plural }

    /// A count and its noun: `[12](#f2) deals`.
    mutating func counted(_ call: Int, _ path: String, _ value: Value, _ singular: String, _ plural: String) -> String {
        ledger.figure(call, path) + " " + noun(value, singular, plural)
    }

    /// The words for a call's period as a figure; nil where it has none.
    mutating func period(_ call: Int) -> String? {
        let link = ledger.figure(call, "period")
        return link == "–" ? nil : link
    }

    /// The period with the word that goes before it: ` in [Q4 2026](#f1)`, ` from [… to …](#f1)`, ` since …`; empty where
    /// the call has none.
    mutating func within(_ call: Int) -> String {
        guard let link = period(call), let figure = ledger.figure(ofLink: link) else { return "" }
        if figure.text.hasPrefix("since") || figure.text.hasPrefix("up to") { return " " + link }
        if isOneDay(call) { return " on " + link }
        return (figure.text.contains(" to ") ? " from " : " in ") + link
    }

    private func isOneDay(_ call: Int) -> Bool {
        calls[call].args["from"] != nil && calls[call].args["from"] == calls[call].args["to"]
    }

    /// Whether a pipeline is narrowed to what should have closed before the as-of date.
    func isOverdue(_ call: Int) -> Bool {
        calls[call].args["from"] == nil
            && calls[call].args["to"]?.string == ledger.evidence.asOf.adding(days: -1).description
    }

    /// The period that something is compared with: ` in [Q3 2026](#f1)`, ` over [… to …](#f1)`.
    mutating func against(_ call: Int) -> String {
        guard let link = period(call), let figure = ledger.figure(ofLink: link) else { return "" }
        if isOneDay(call) { return " on " + link }
        return (figure.text.contains(" to ") ? " over " : " in ") + link
    }

    /// A short name for the period that a tile is compared with: `Q3 2026`, `same days of 2025`.
    func comparisonLabel(_ call: Int) -> String {
        let evidence = ledger.evidence
        let words = evidence.value(call: call, path: "period")?.value.string ?? ""
        guard words.contains(" to "), let from = calls[call].args["from"]?.string.flatMap({ CalendarDate(iso: $0) }),
            let to = calls[call].args["to"]?.string.flatMap({ CalendarDate(iso: $0) })
        else { return words }
        for grain in [TimeGrain.month, .quarter, .year] {
            let span = evidence.fiscal.span(of: grain, containing: from)
            if span.first == from, to <= span.last {
                return "same days of \(evidence.fiscal.name(of: grain, startingOn: from))"
            }
        }
        return words
    }

    /// Whether the rows come smallest first.
    func isAscending(_ call: Int) -> Bool { calls[call].args["order"]?.string == "lowest" }

    // MARK: Key metrics

    /// Adds a tile for the figure behind a link.
    mutating func metric(_ label: String, _ link: String, previous: (value: Value, label: String)? = nil) {
        guard let figure = ledger.figure(ofLink: link), !metrics.contains(where: { $0.id == figure.id }) else { return }
        metrics.append(
            Answer.KeyMetric(
                id: figure.id, label: label, value: figure.value, unit: figure.unit, formatted: figure.text,
                previous: previous?.value, previousLabel: previous?.label))
    }

    /// How the first operand stands to the second, by growth; nil where the second is zero.
    ///
    /// `up [12%](#f4) on`, `down … on` or `level with`. Rates are not put through this: 20 % after 10 % is no "up 100 %".
    mutating func change(_ now: String, _ before: String, _ nowValue: Value, _ beforeValue: Value) -> String? {
        guard let first = nowValue.decimal, let second = beforeValue.decimal, second != 0 else { return nil }
        if first == second { return "level with" }
        guard let link = ledger.derived(.growth, [now, before], unit: .percent, magnitude: true) else { return nil }
        return (first > second ? "up " : "down ") + link + " on"
    }
}
