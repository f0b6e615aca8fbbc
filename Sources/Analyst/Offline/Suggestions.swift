import Analytics
import Core
import Warehouse

/// Questions that this data can answer, for a reader who asked for something else or wants to go on.
struct Suggestions {
    let schema: Schema

    /// Questions given at a time.
    static let most = 3

    /// Three follow-ups to the result just shown: into its leader, by something else, over time, against the period before.
    ///
    /// - Parameters:
    ///   - calls: those of the answer, the first of which is the question itself.
    ///   - asked: the question, which is never given back.
    func questions(after calls: [Answer.Call], asked: String) -> [String] {
        guard let call = calls.first else { return picked(general(), asked) }
        let topic = Topic(call)
        var candidates: [String] = []
        switch call.function {
        case "get_top_opportunities", "find_slipped_deals", "find_stalled_deals", "find_missing_stakeholders",
            "analyze_next_steps":
            candidates = aboutDeals(call)
        case "analyze_stage_funnel":
            candidates = [
                pipelineBy(other(than: ["stage"])), "Which open deals are overdue?", rateBy(other(than: ["stage"])),
            ].compactMap(\.self)
        case "forecast_pipeline_revenue":
            candidates = [
                forecastBy(other(than: used(call))), "Which open deals are overdue?",
                "What are the 10 largest open deals?",
            ].compactMap(\.self)
        case "analyze_role_frequency", "analyze_titles":
            candidates = [
                schema.hasContacts ? "Which contact roles are most frequent in won deals?" : nil,
                "Which open deals have no decision maker?",
                rateBy(other(than: [])),
            ].compactMap(\.self)
        case "get_account_overview", "get_top_accounts_by_value": candidates = aboutAccounts(call)
        default: candidates = topic.map { follow($0, call) } ?? []
        }
        return picked(candidates + general(), asked)
    }

    /// Three questions for one that could not be answered, those that have most in common with it first.
    ///
    /// - Parameter reading: what was understood of it: a figure, a breakdown, a thing that this data does not hold.
    func questions(near reading: QuestionReading, asked: String) -> [String] {
        let by = reading.dimensions.first { !["stage", "next_step"].contains($0.id) }
        let words = by.map { " by \(label($0))" } ?? ""
        var near: [String?] = reading.absent.compactMap { Suggestions.nearest[$0.name] }.map { question in
            question.contains(" by ") ? question : question.replacing("?", with: "\(words)?")
        }
        for measure in AskedMeasures(reading).measures {
            let name = measure.isForecast ? "the weighted pipeline" : measure.words
            let topic = name.hasPrefix("the ") ? "our " + name.dropFirst(4) : "our " + name
            let verb = measure.isRate || measure.isDays || !measure.isCount && measure != .bookings ? "is" : "are"
            near.append(measure.isCount ? "How many \(name) do we have\(words)?" : "What \(verb) \(topic)\(words)?")
        }
        if let by {
            near.append(rateBy(by))
            near.append(schema.wonCount > 0 ? "What are our bookings by \(label(by))?" : nil)
            near.append(pipelineBy(by))
        }
        // A question about what is not there is no better for a column that is not there either.
        let hasReasons = schema.dimension("loss_reason") != nil
        let answerable = near.compactMap(\.self).filter {
            (hasAmounts || !$0.contains("pipeline")) && (hasReasons || !$0.hasPrefix("Why"))
        }
        return picked(answerable + general(), asked)
    }

    /// What comes nearest to things that such data does not hold.
    private static let nearest = [
        "churn": "How much value did we lose this year?", "retention": "What is our win rate?",
        "recurring revenue": "What are our bookings this year?",
        "marketing spend": "How much pipeline did we create this year?",
        "acquisition cost": "How many new logos did we win this year?",
        "lifetime value": "What are the top 10 accounts by won value?",
        "quotas": "What is our forecast for this quarter?",
        "margins": "What are our bookings this year?", "discounts": "What is our average deal size?",
        "satisfaction scores": "Why do we lose deals?", "activities": "Which open deals have stalled?",
        "leads": "How many deals were created this quarter?", "campaigns": "What is our win rate?",
        "competitors": "Why do we lose deals?", "commissions": "What are our bookings this year?",
        "headcount": "What are our bookings this year?", "invoices and payments": "What are our bookings this quarter?",
        "forecast accuracy": "What is our forecast for this quarter?",
        "early and late stages": "How much pipeline do we have by stage?",
        "upsell and cross-sell": "What are our bookings this year?",
    ]

    // MARK: Follow-ups

    /// What a result is about, in words that a question is asked with.
    private struct Topic {
        var measure: MeasureWords
        var words: String
        /// Closed or created in a period, so that it can be followed and compared with the period before.
        var isOverTime: Bool

        init?(_ call: Answer.Call) {
            let shape = ResultShape(call)
            let name =
                call.args["measure"]?.string ?? call.args["measures"]?.array?.first?.string
                ?? shape.measures.first?.name
            switch call.function {
            case "get_pipeline_summary", "analyze_concentration":
                measure = MeasureWords.named(name ?? "pipeline") ?? Topic.pipeline
            case "analyze_win_rate", "analyze_product_conversion":
                measure = MeasureWords.named("win_rate") ?? Topic.pipeline
            case "analyze_losses": measure = MeasureWords.named("lost_deals") ?? Topic.pipeline
            case "analyze_deal_velocity": measure = MeasureWords.named("sales_cycle") ?? Topic.pipeline
            default:
                guard let name, let known = MeasureWords.named(name) else { return nil }
                measure = known
            }
            words = measure.name == "pipeline" ? "pipeline" : measure.bare
            isOverTime =
                measure.population != .open && measure.name != "total_value" && measure.name != "deals"
                && measure.name != "average_value" && measure.name != "accounts"
        }

        private static let pipeline = MeasureWords.fallback
    }

    private func follow(_ topic: Topic, _ call: Answer.Call) -> [String] {
        let shape = ResultShape(call)
        let used = used(call)
        var questions: [String?] = []
        if let leader = leader(call, shape), let next = other(than: used) {
            questions.append(by(topic, next).replacing("?", with: " for \(leader)?"))
        }
        if topic.isOverTime {
            if shape.time == nil {
                questions.append(overTime(topic))
            } else if let next = other(than: used) {
                questions.append(by(topic, next))
            }
            if call.function != "get_period_change" {
                questions.append("\(topic.measure.label) this quarter against last quarter")
            }
        } else if topic.measure.population == .open {
            questions.append("Which open deals are overdue?")
        }
        questions.append(other(than: used).map { by(topic, $0) } ?? nil)
        if topic.measure.population == .open { questions.append("What is our forecast for this quarter?") }
        if topic.measure.name == "bookings" { questions.append(rateBy(other(than: used))) }
        if topic.measure.name == "win_rate" || topic.measure.name == "lost_deals" {
            questions.append(schema.dimension("loss_reason") == nil ? nil : "Why do we lose deals?")
        }
        return questions.compactMap(\.self)
    }

    private func aboutDeals(_ call: Answer.Call) -> [String] {
        [
            call.function == "find_slipped_deals" ? nil : "Which open deals are overdue?",
            schema.dimension("owner").flatMap { pipelineBy($0) },
            schema.dimension("stage").flatMap { pipelineBy($0) },
            "What is our forecast for this quarter?",
            schema.has(.account) ? "What are the top 10 accounts by pipeline?" : nil,
        ].compactMap(\.self)
    }

    private func aboutAccounts(_ call: Answer.Call) -> [String] {
        let status = call.args["status"]?.string ?? "all"
        let measure = status == "open" ? "pipeline" : "won value"
        let leader =
            call.function == "get_account_overview"
            ? call.args["account"]?.string : call.response.first?["account_name"]?.string
        return [
            leader.flatMap { isPlain($0) ? "What is our pipeline for \($0)?" : nil },
            "What are the top 10 accounts by \(measure == "pipeline" ? "won value" : "pipeline")?",
            other(than: ["account"]).flatMap {
                status == "open" ? pipelineBy($0) : "What are our bookings by \(label($0))?"
            },
            "What are the 10 largest open deals?",
        ].compactMap(\.self)
    }

    /// The name that stands first, where a question can repeat it.
    private func leader(_ call: Answer.Call, _ shape: ResultShape) -> String? {
        guard shape.dimensions.count == 1, shape.time == nil, call.response.count > 1,
            let column = shape.dimensions.first,
            let name = call.response.first?[column.name]?.string, name != notSet, isPlain(name),
            schema.dimension(column.name) != nil
        else { return nil }
        return name
    }

    /// A name that reads as one in a sentence.
    private func isPlain(_ name: String) -> Bool {
        name.utf8.count <= 40
            && name.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0 == " " || $0 == "&" || $0 == "-" || $0.properties.numericType != nil
            }
    }

    // MARK: Words

    private func verb(_ topic: Topic) -> String { topic.measure.isPlural ? "are" : "is" }
    private func label(_ dimension: Dimension) -> String { dimension.label.lowercased() }

    private func by(_ topic: Topic, _ dimension: Dimension) -> String {
        if topic.measure.isCount { return "How many \(topic.words) do we have by \(label(dimension))?" }
        return "What \(verb(topic)) our \(topic.words) by \(label(dimension))?"
    }

    private func overTime(_ topic: Topic) -> String {
        let grain = topic.measure.kind == .rate ? "quarter" : "month"
        let have = topic.measure.isPlural ? "have" : "has"
        return topic.measure.isCount
            ? "How many \(topic.words) by \(grain)?" : "How \(have) our \(topic.words) developed by \(grain)?"
    }

    private func pipelineBy(_ dimension: Dimension?) -> String? {
        guard hasAmounts else { return nil }
        return dimension.map { "How much pipeline do we have by \(label($0))?" }
    }

    private func rateBy(_ dimension: Dimension?) -> String? {
        guard schema.wonCount + schema.lostCount > 0 else { return nil }
        return dimension.map { "What is our win rate by \(label($0))?" }
    }

    private func forecastBy(_ dimension: Dimension?) -> String? {
        dimension.map { "What is our weighted pipeline by \(label($0))?" }
    }

    private var hasAmounts: Bool { schema.openCount > schema.openWithoutAmount }

    /// Dimensions that the call is broken down or narrowed by.
    private func used(_ call: Answer.Call) -> Set<String> {
        var ids = Set(ResultShape(call).dimensions.map(\.name))
        for item in call.args["filters"]?.array ?? [] {
            if let id = item.object?["dimension"]?.string { ids.insert(id) }
        }
        return ids
    }

    private static let usual = [
        "region", "segment", "team", "owner", "type", "product_category", "product", "lead_source", "industry",
    ]

    /// The dimension of most use that is not among these.
    private func other(than used: Set<String>) -> Dimension? {
        Suggestions.usual.filter { !used.contains($0) }.compactMap { schema.dimension($0) }.first
    }

    // MARK: Without a result

    private func general() -> [String] {
        let first = other(than: [])
        let second = first.flatMap { other(than: [$0.id]) } ?? first
        let hasDates = schema.has(.closed)
        var all: [String?] = []
        if hasAmounts {
            all.append("How big is our open pipeline?")
            all.append(rateBy(second))
            if hasDates, schema.wonCount > 0 { all.append("How have bookings developed by month?") }
            all.append(pipelineBy(first))
            if hasDates { all.append("What is our forecast for this quarter?") }
        } else {
            all.append(rateBy(second))
        }
        if schema.has(.account) { all.append("What are the top 10 accounts by won value?") }
        all.append("What does our stage funnel look like?")
        if hasDates { all.append("Which open deals are overdue?") }
        all.append(rateBy(first))
        if schema.hasContacts { all.append("Which contact roles are most frequent?") }
        return all.compactMap(\.self)
    }

    private func picked(_ candidates: [String], _ asked: String) -> [String] {
        let key = QuestionTokens.key(asked)
        var kept: [String] = []
        var keys: Set<String> = [key]
        for candidate in candidates where kept.count < Suggestions.most {
            if keys.insert(QuestionTokens.key(candidate)).inserted { kept.append(candidate) }
        }
        return kept
    }
}
