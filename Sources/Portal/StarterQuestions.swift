import Analyst
import Core
import Warehouse

/// A first list of questions for a portal, fitted to what its data has.
struct StarterQuestions {
    struct List {
        let file: String
        let section: String
        var questions: [String]
    }

    /// Dimensions that are asked about.
    private static let maximumDimensions = 6
    /// What a revenue team breaks figures down by, first to last: a dimension whose name has the word.
    private static let usual = [
        "region", "owner", "team", "segment", "product", "industry", "sector", "lead_source", "type", "manager",
        "office",
    ]
    /// Dimensions that have questions of their own, or none.
    private static let special: Set<String> = ["account", "stage", "next_step", "forecast_category", "name"]

    /// The lists by file; nothing in them has been tried.
    let candidates: [List]

    init(schema: Schema) {
        let words = StarterQuestions.dimensions(of: schema).map(StarterQuestions.word)
        // Where no open deal has an amount there is no pipeline to speak of, only deals to count.
        let hasPipeline = schema.openCount > schema.openWithoutAmount
        var forecast: [String] = []
        if schema.has(.closed), hasPipeline {
            forecast = [
                "What is our forecast for this quarter?", "What is our forecast for next quarter?",
                "What is our pipeline forecast by month?",
            ]
        }
        if hasPipeline { forecast.append("What is our weighted pipeline?") }
        var pipeline = ["What does our funnel look like by stage?"]
        if hasPipeline {
            pipeline.insert("How much open pipeline do we have?", at: 0)
            pipeline += words.prefix(3).map { "How much pipeline do we have by \($0)?" }
            pipeline += ["Which open deals are overdue?", "What are the top 10 open deals by amount?"]
            if schema.has(.account) { pipeline.append("What are the top 10 accounts by pipeline?") }
        } else if schema.openCount > 0 {
            pipeline += words.prefix(4).map { "How many open deals do we have by \($0)?" }
        }
        var bookings: [String] = []
        if schema.has(.closed) {
            bookings = [
                "How have bookings developed by month over the last 12 months?",
                "How have bookings developed by quarter?",
            ]
        }
        bookings += words.prefix(3).map { "What are our bookings by \($0)?" }
        if schema.has(.account) {
            bookings += [
                "What are the top 10 accounts by won value?", "What are the top 5 accounts by opportunity value?",
            ]
        }
        let winRate = ["What is our win rate?"] + words.map { "What is our win rate by \($0)?" }
        var lists = [
            List(file: "10-forecast.yml", section: "Forecast", questions: forecast),
            List(file: "20-pipeline.yml", section: "Pipeline", questions: pipeline),
            List(file: "30-bookings.yml", section: "Bookings", questions: bookings),
            List(file: "40-win-rate.yml", section: "Win rate", questions: winRate),
        ]
        if schema.hasContacts {
            lists.append(
                List(
                    file: "50-people.yml", section: "People",
                    questions: [
                        "Which contact roles are most frequent in our deals?",
                        "Which job titles are most frequent in our deals?",
                    ]))
        }
        candidates = lists
    }

    /// The lists with those questions alone that the analyst answers from this data.
    func answered(by analyst: any Analyst) async throws -> [List] {
        var lists: [List] = []
        for candidate in candidates {
            var list = candidate
            list.questions = []
            for question in candidate.questions {
                try Task.checkCancellation()
                let answer = await analyst.answer(Question(question)) { _ in }
                let hasRows = answer.functionsExecuted.contains { !$0.response.isEmpty }
                if answer.status == .answered, hasRows { list.questions.append(question) }
            }
            if !list.questions.isEmpty { lists.append(list) }
        }
        return lists
    }

    /// The file of a list.
    static func yaml(_ list: List) -> String {
        var text = "section: \(YAMLText.scalar(list.section))\nquestions:\n"
        for question in list.questions { text += "  - ask: \(YAMLText.scalar(question))\n" }
        return text
    }

    private static func dimensions(of schema: Schema) -> [Dimension] {
        let useful = schema.dimensions.filter { (2...40).contains($0.distinctCount) && !special.contains($0.id) }
        func rank(_ dimension: Dimension) -> Int { usual.firstIndex { dimension.id.contains($0) } ?? usual.count }
        return Array(
            useful.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
                .map(\.element).prefix(maximumDimensions))
    }

    /// The label as it stands inside a sentence: `Lead source` → `lead source`, `ARR band` stays.
    private static func word(_ dimension: Dimension) -> String {
        let label = dimension.label
        guard let first = label.first, label.dropFirst().first?.isLowercase == true else { return label }
        return first.lowercased() + label.dropFirst()
    }
}
