import Analytics
import Core
import Warehouse

/// What the offline analyst understood of a question: its parts, not yet put together.
struct QuestionReading {
    /// A phrase that was understood, and where it stands.
    struct Mention: Hashable {
        var range: Range<Int>
        var meaning: Vocabulary.Meaning
        /// As written, folded.
        var words: String
    }

    /// Which deals come first by their dates.
    enum Recency: Hashable { case oldest, newest, next, longestOverdue }

    var mentions: [Mention] = []
    /// Measures named as a whole, in order.
    var measures: [Vocabulary.Measure] = []
    var bases: [Vocabulary.Base] = []
    var aggregates: [Vocabulary.Aggregate] = []
    var statuses: [Vocabulary.Status] = []
    var topics: [Vocabulary.Topic] = []
    /// What the answer is broken down by, in the order named.
    var dimensions: [Dimension] = []
    /// Words for things asked for that this data has no column for.
    var missing: [String] = []
    /// Things that such data never holds, by name, with the word.
    var absent: [(name: String, word: String)] = []
    var filters: [Filter] = []
    /// Nouns that follow a value: the "customers" of "Enterprise customers".
    var ownedNouns: [Dimension] = []
    /// Where words that name values end.
    var valueEnds: Set<Int> = []
    /// Ids of the filters' dimensions in the order in which the question names their values.
    var filterOrder: [String] = []
    var bounds: [NumberReader.Bound] = []
    /// A bound that cannot be applied, as typed.
    var unsupportedBound: String?
    /// Every period named, in the order of the question.
    var periods: [NamedPeriod] = []
    /// The words at which each of them begins.
    var periodPlaces: [Int] = []
    /// A quarter or month is named without its year.
    var namesBarePeriod = false
    /// "make it 60 days": as many of these in place of those before.
    var stretch: (count: Int, grain: TimeGrain)?
    var grains: [TimeGrain] = []
    /// "which month": the period that stands out is asked for.
    var whichPeriod: TimeGrain?
    var limit: Int?
    /// True for "top", false for "bottom"; with the word.
    var ranking: (descending: Bool, word: String)?
    /// A single thing is asked for: "the largest deal", not "the largest deals".
    var isSingular = false
    var chart: Answer.Visualization.Kind?
    var isOverTime = false
    var isClosing = false
    var isFuture = false
    var isCounting = false
    /// "how many regions": the number of different values is asked for.
    var countedDimension: Dimension?
    var asksAmount = false
    var asksWho = false
    /// "Who owns those accounts": people are asked for, and not what is ranked.
    var asksOwner = false
    var isComparing = false
    var isAgainstBefore = false
    var isAgainstYear = false
    var isGrowth = false
    /// "… the same point last quarter": up to the same day.
    var comparesToDate = false
    var isListing = false
    var isShare = false
    var asksWhy = false
    var asksWhen = false
    /// "those", "instead", "what about": goes on from what was asked before.
    var refersBack = false
    /// "those accounts": the dimension whose values of the answer before are meant.
    var referencedDimension: Dimension?
    /// "that account": one of them, the first.
    var isOneReferenced = false
    /// "open or closed", "whatever the status": no status is to be taken for granted.
    var isOfAnyStatus = false
    /// Filters whose values are one thing: "Proposal or later" is no comparison of stages.
    var joinedFilters: Set<String> = []
    /// "oldest", "most recent", "next to close": single deals by their dates.
    var recency: Recency?
    var isByCreated = false
    /// Single deals are ranked, "the top 5 deals", and nothing that is counted by them.
    var ranksDeals = false
    /// "by region", "per rep", "each quarter": parts of the whole are asked for.
    var isBroken = false
    /// "Is our pipeline above $50M": a figure is held against a number.
    var isYesNo = false
    /// "with and without a champion", "does a champion help": the figure of both is asked for.
    var withAndWithout: Filter?
    var wantsPeriodAfter = false
    /// "against the team": the same figure without the filter is asked for beside it, or that of the rest.
    var againstEveryone: (isRest: Bool, Void)?
    /// "the two": what the two questions before were about.
    var refersToTwo = false
    /// Roles or titles of contacts that are named: "deals with a champion".
    var contactNames: (by: String, values: [String])?
    /// "not" and its like, where it goes with no value that could be excluded.
    var unboundExclusion: String?
    /// A name that fits too many values: the word and the values.
    var ambiguous: (word: String, values: [String])?
    /// What was taken for what: `“Leila” for Leila Kurt`.
    var corrections: [String] = []
    /// Sentences that say nothing about the data.
    var unread: [String] = []
    /// Words that nothing explains.
    var leftovers: [String] = []
    /// The same by their places, those side by side together.
    var leftoverRuns: [Range<Int>] = []
    var wordCount = 0

    var period: NamedPeriod? { periods.first }
    var grain: TimeGrain? { grains.first ?? whichPeriod }

    func has(_ measure: Vocabulary.Measure) -> Bool { measures.contains(measure) }
    func has(_ topic: Vocabulary.Topic) -> Bool { topics.contains(topic) }
    func has(_ status: Vocabulary.Status) -> Bool { statuses.contains(status) }

    /// Whether it names something to be measured or shown.
    var namesFigure: Bool { !measures.isEmpty || !bases.isEmpty || !topics.isEmpty }
}
