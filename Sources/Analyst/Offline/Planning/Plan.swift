import Core

/// Which functions answer a question, and what the answer leads with.
struct Plan {
    /// What the first sentence must say.
    ///
    /// The function alone does not tell: "win rate by region" and "which region has the worst win rate" run the same call.
    enum Emphasis: Hashable, Sendable {
        /// The figure over all rows: "how much", "how many". A breakdown of the call is only there because it has one.
        case total
        /// What stands first, or last where the call's order says so: "which region has the highest win rate".
        case ranking
        /// All parts of it: "bookings by region".
        case breakdown
        /// How it developed: "bookings by month".
        case trend
        /// The period with the highest or lowest value: "which month had the most bookings".
        case extremePeriod(highest: Bool)
        /// The part of the whole that these values of the call's dimension hold together: "what share of bookings is EMEA".
        case share(values: [String])
        /// Which value of the call's dimension rose or fell most: "which region grew most".
        case mover(rose: Bool)
        /// These values of the call's dimension beside each other: "Renewal vs New Business".
        case sideBySide(values: [String])
        /// These values of the call's dimension as one sum, and what each adds to it: "software and media together".
        case together(values: [String])
        /// Rows of contacts by their role, title or seniority: "win rate of deals with a champion". The column is the
        /// figure asked for.
        case contacts(values: [String], column: String)
        /// How many opportunities have a contact of C-level or VP.
        case executives
        /// The first measure as a part of the second: "what share of pipeline is overdue".
        case partOfWhole
        /// The step from one stage to the next: "conversion from Proposal to Negotiation".
        case stageStep(from: String, to: String)
        /// How many different values the call's dimension has, its `total_row_count`: "how many customers do we have".
        case distinctValues
        /// Call 0 and call 1 are the same but for their period: "Q1 against Q3".
        case twoPeriods
        /// Single opportunities: "list the deals over $100k".
        case list
    }

    var calls: [Question.PinnedCall]
    /// Index of the call that repeats the first for the period before, so that the answer can say what changed.
    var comparison: Int?
    /// The kind of chart that was asked for.
    var chart: Answer.Visualization.Kind?
    /// What each call is told for, one for each of `calls`; a call beyond its end is narrated by its function alone.
    var emphases: [Emphasis] = []

    /// What the call is told for; nil where its function alone decides, as in a pinned plan.
    func emphasis(_ call: Int) -> Emphasis? { emphases.indices.contains(call) ? emphases[call] : nil }
}
