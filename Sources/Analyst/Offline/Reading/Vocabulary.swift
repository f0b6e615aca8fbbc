import Core

/// The words of revenue teams, and what they mean here.
///
/// A phrase means the same in every question; what a question asks for is put together from the meanings of its phrases,
/// so that no sentence needs to be known beforehand.
enum Vocabulary {
    /// What can be measured: the catalogue's measures by their names there, and the forecasts, which are functions.
    enum Measure: String, Hashable, Sendable {
        case bookings, pipeline, deals, accounts, logos
        case wonDeals = "won_deals"
        case averageDealSize = "average_deal_size"
        case medianDealSize = "median_deal_size"
        case salesCycle = "sales_cycle"
        case medianSalesCycle = "median_sales_cycle"
        case winRate = "win_rate"
        case winRateByValue = "win_rate_by_value"
        case closedDeals = "closed_deals"
        case weightedPipeline = "weighted_pipeline"
        case openDeals = "open_deals"
        case averageOpenDeal = "average_open_deal"
        case dealAge = "deal_age"
        case overdueDeals = "overdue_deals"
        case overdueValue = "overdue_value"
        case lostDeals = "lost_deals"
        case lostValue = "lost_value"
        case lossRate = "loss_rate"
        case totalValue = "total_value"
        case averageValue = "average_value"
        case createdDeals = "created_deals"
        case createdValue = "created_value"
        case newLogos = "new_logos"
        case forecast
        case commit
        case bestCase = "best_case"
        case velocity
    }

    /// A thing that is measured once it is known which ones of it and how: "deals", "value".
    enum Base: Hashable, Sendable { case deals, value, size, cycle, age }

    enum Aggregate: Hashable, Sendable { case average, median, total }

    enum Topic: Hashable, Sendable {
        case roles, titles, seniority, jobFunction, executives, funnel, conversion, stalled, losses, concentration
        case overview, missingStakeholders, nextSteps, overdueList
    }

    enum Status: String, Hashable, Sendable { case open, won, lost, closed, overdue, created }

    enum Meaning: Hashable, Sendable {
        case measure(Measure)
        case base(Base)
        case aggregate(Aggregate)
        case topic(Topic)
        case status(Status)
        /// "open or closed": deals of every status.
        case anyStatus
        /// A thing that opportunities are grouped by, by its usual name; whether this portal has it is another question.
        case concept(String)
        /// Something that data of opportunities and contacts does not hold, unless a column is called that.
        case absent(String)
        case grain(TimeGrain)
        /// "which month": the period that stands out is asked for.
        case whichPeriod(TimeGrain)
        case ranking(descending: Bool)
        case chart(Answer.Visualization.Kind)
        case overTime
        /// "closing in": a period that follows is one of close dates, and lies ahead.
        case closing
        /// "expected", "will": asks for what is to come.
        case future
        /// "how many": asks for a count.
        case counting
        /// "how much did we": asks for an amount.
        case amount
        /// "who": the owner, where nothing else is ranked.
        case person
        /// "versus": two things are set side by side.
        case comparison
        /// Against the period before the one named; against the same one a year earlier.
        case againstBefore, againstYear
        /// "growth": against the period before where one is named, else over time.
        case growth
        /// "list", "which": single things are asked for, not their sum.
        case listing
        /// "share of": the part of a whole.
        case share
        /// "those", "same", "instead": goes on from what was asked before.
        case reference
        /// "why": what is behind the figure just shown.
        case why
        /// "when": a day is asked for.
        case when
        case exclusion
        /// "oldest", "most recent": single deals by their dates.
        case recency(newest: Bool)
        /// "most overdue": those that are overdue for longest.
        case longestOverdue
        /// "by created date".
        case byCreated
        /// "the quarter after": the period behind the one asked about before.
        case periodAfter
        /// "against the team": a part beside the whole, or beside the rest of it.
        case everyone(isRest: Bool)
        /// "the two": what was asked about in the two questions before.
        case two
        case filler

        var isAbsent: Bool { if case .absent = self { true } else { false } }
    }

    /// Phrases of one to six words, in the singular where plurals are folded.
    static let phrases: [String: Meaning] = {
        var table: [String: Meaning] = [:]
        func add(_ meaning: Meaning, _ words: String) {
            for phrase in words.split(separator: "|") { table[QuestionTokens.key(String(phrase))] = meaning }
        }
        for word in fillers.split(whereSeparator: \.isWhitespace) { table[String(word)] = .filler }
        for phrase in fillerPhrases.split(separator: "|") { table[QuestionTokens.key(String(phrase))] = .filler }
        for (name, words) in absent { add(.absent(name), words) }
        for (concept, words) in concepts { add(.concept(concept), words) }
        for (measure, words) in measures { add(.measure(measure), words) }
        for (topic, words) in topics { add(.topic(topic), words) }
        for (meaning, words) in others { add(meaning, words) }
        // Plurals that mean something else than their singular.
        table["wins"] = .measure(.wonDeals)
        table["losses"] = .measure(.lostDeals)
        // In the singular it is no exclusion.
        table["besides"] = .exclusion
        return table
    }()

    /// What a phrase means: as it is typed, else in the singular; nil where it means nothing here.
    static func meaning(of range: Range<Int>, _ tokens: QuestionTokens) -> Meaning? {
        phrases[tokens.phrase(range)] ?? phrases[range.map(tokens.stem).joined(separator: " ")]
    }

    /// Words that a slip of the keys may be taken for.
    private static let correctable: Set<String> = wordsOfPhrases { $0 != .filler && !$0.isAbsent }

    /// Those of five letters and more, sorted.
    static let words: [String] = correctable.union(TimeGrain.allCases.map(\.rawValue)).filter { $0.count >= 5 }.sorted()

    /// Those of four letters, of which only two swapped letters are forgiven, sorted.
    static let shortWords: [String] = correctable.filter { $0.count == 4 }.sorted()

    /// Every word of the phrases that mean something, in the singular.
    static let phraseWords: Set<String> = wordsOfPhrases { $0 != .filler }

    private static func wordsOfPhrases(where isWanted: (Meaning) -> Bool) -> Set<String> {
        Set(phrases.filter { isWanted($0.value) }.keys.flatMap { $0.split(separator: " ").map(String.init) })
    }

    private static let others: [(Meaning, String)] =
        [
            (
                .everyone(isRest: false),
                besideWhole([
                    "team", "whole team", "team average", "company average", "average", "company", "overall",
                    "overall figure", "total", "norm",
                ])
            ),
            (
                .everyone(isRest: true),
                besideWhole(["rest", "rest of the team", "rest of us", "others", "other reps"]) + "|"
                    + comparing.map { $0 + " everyone else" }.joined(separator: "|")
            ),
        ] + dates + usual

    private static let comparing = [
        "to", "with", "than", "against", "vs", "versus", "next to", "beside", "alongside", "compared to",
        "compared with",
    ]

    /// "against the team", "next to our overall".
    private static func besideWhole(_ nouns: [String]) -> String {
        comparing.flatMap { word in
            nouns.flatMap { noun in ["the", "our", "its", "their"].map { "\(word) \($0) \(noun)" } }
        }.joined(separator: "|") + "|" + comparing.map { $0 + " overall" }.joined(separator: "|")
    }

    /// Single deals by their dates.
    private static let dates: [(Meaning, String)] = [
        (
            .recency(newest: false),
            "oldest|longest standing|longest running|open the longest|open longest|been open the longest|been open longest|open for the longest|open for the longest time|longest open"
        ),
        (.recency(newest: true), "newest|most recent|most recently|latest|youngest|freshest"),
        (
            .longestOverdue,
            "most overdue|longest overdue|overdue the longest|overdue for the longest|overdue longest|furthest overdue|oldest overdue|most past due"
        ),
        (.byCreated, "by created date|by creation date|by date created|by create date|by date of creation"),
        (
            .periodAfter,
            "the quarter after|the month after|the year after|the week after|the quarter after that|the month after that|the year after that|the week after that|the following quarter|the following month|the following year|the following week"
        ),
        (
            .two,
            "the two|of those two|of these two|both of them|the two of them|those two|these two|both together|of the two|between the two|of the two of them"
        ),
    ]

    private static let usual: [(Meaning, String)] = [
        (
            .base(.deals),
            "deals|opportunities|opps|contract|contracts|engagement|engagements|transaction|transactions|deal|opp|opportunity|oppties|oppty"
        ),
        (
            .base(.value),
            "value|amount|worth|dollar|money|volume|dollar value|dollar amount|in value|by value|in dollars|in usd|in euros|in eur|in pounds|in gbp|by dollars|euro|euros|pound|pounds|in money|in money terms|in currency|sum of the deals|sum of the|sum up|add up|adds up to|add together|cost us|costs us|costing us|price tag|full value|face value"
        ),
        (
            .base(.size),
            "per deal|per opportunity|per win|size|ticket size|ticket|contract value|order size|contract size"
        ),
        (.base(.cycle), "how long|cycle|cycle time|cycle length"),
        (
            .base(.age),
            "age|old|ageing|aging|since they were created|since they were opened|since it was created|days since they were created|days since creation|days since created|since creation"
        ),
        (.aggregate(.average), "average|avg|mean|on average|typical|typically|averaged"),
        (.aggregate(.median), "median|middle one|middle value|middle figure"),
        (.aggregate(.total), "total|sum|all told|all in|overall|combined|altogether|in total|sum total|aggregate"),
        (
            .grain(.day), "daily|by day|per day|each day|every day|day by day"
        ),
        (.grain(.week), "weekly|by week|per week|each week|every week|week by week|week over week|week on week|wow"),
        (
            .grain(.month),
            "monthly|by month|per month|each month|every month|month by month|by close month|by closing month|month to month|per calendar month"
        ),
        (
            .grain(.quarter),
            "quarterly|by quarter|per quarter|each quarter|every quarter|quarter by quarter|by close quarter|quarter to quarter|by fiscal quarter"
        ),
        (.grain(.year), "yearly|annual|annually|by year|per year|each year|every year|year by year|by fiscal year"),
        (
            .whichPeriod(.day), "which day|what day|which days"
        ),
        (.whichPeriod(.week), "which week|what week|which weeks"),
        (.whichPeriod(.month), "which month|what month|which months|in which month|in what month"),
        (.whichPeriod(.quarter), "which quarter|what quarter|which quarters|in which quarter|in what quarter"),
        (.whichPeriod(.year), "which year|what year|which years|in which year|in what year"),
        (
            .overTime,
            "trend|trends|getting bigger|getting larger|getting smaller|getting longer|getting shorter|getting better|getting worse|getting faster|getting slower|gotten longer|gotten shorter|gotten bigger|gotten smaller|over time|trending|trended|develop|developed|development|evolve|evolved|evolution|changed over time|history of|trajectory|time series|run rate over time"
        ),
        (
            .status(.open),
            "working on|working right now|still working|are we working|we are working|in the works|are we juggling|we are juggling|on our plate|in progress|open|still open|outstanding|active|in play|unclosed|live|currently open|in flight|ongoing|on the table|havent closed|havent closed yet|not closed yet|not yet closed|yet to close|still to close|hasnt closed|hasnt closed yet|still up for grabs|up for grabs"
        ),
        (
            .status(.won),
            "landed|did we land|sign|signs|bring home|brings home|brought home|bringing home|bagged|secured|nabbed|have we landed|we landed|bought|buy|buys|purchased|purchase|clinched|inked|sealed|won|win|winning|closed won|closed as won|successful|we win|we won|signed"
        ),
        (
            .status(.lost),
            "lost|loss|lose|losing|closed lost|we lost|we lose|lose out on|lost out on|unsuccessful|slip away|slipped away|beats us|beat us|beating us|beaten us|win against us|went against us|go against us|goes against us|gone against us|going against us|get away|got away|wins against us|won against us|lose to|losing to"
        ),
        (.status(.closed), "closed|did we close|have we closed|we closed|did close|do we close|won or lost"),
        (
            .status(.overdue),
            "overdue|should have closed|should have closed already|should have closed by now|should already have closed|were supposed to close|was supposed to close|close date in the past|a close date in the past|past due|late|past their close date|past its close date|past close date|past the close date|past their expected close date|past its expected close date|behind schedule|slipped|slipping|pushed|have slipped|past their due date"
        ),
        (
            .status(.created),
            "created|create|creates|creating|newly created|newly added|opened|added|were opened|were generated|was generated|did we open|did we generate|have we generated|entered the pipeline|came in|come in|were created|new in the pipeline"
        ),
        (
            .anyStatus,
            "open or closed|open and closed|closed or open|closed and open|open won or lost|open won and lost|won lost and open|won lost or open|won lost open|open lost and won|won open and lost|won and lost and open|all statuses|any status|every status|whatever the status|whatever their status|whatever its status|regardless of status|regardless of their status|irrespective of status|regardless of outcome|whatever the outcome|in any state|no matter the status|no matter what status|ever had with us|across all statuses|of any status|won or lost or open|open or not"
        ),
        (
            .closing,
            "closing|close|closes|due|landing|land|due to close|set to close|expected to close|expected close|scheduled to close|to close|slated to close|supposed to close|with a close date|closing date|close date|that close|forecast to close|pencilled in|penciled in|pencilled in to close|penciled in to close|lined up to close|expecting to close|expecting to land"
        ),
        (
            .growth,
            "growth|grow|by what %|what % change|% change|% growth|by how many percent|improve|improved|improves|improving|improvement|deteriorate|deteriorated|worsen|worsened|gotten better|got better|get better|got worse|gotten worse|get worse|gone up|gone down|go up|go down|went up|went down|going up|going down|rise|rose|risen|rising|fell|fallen|falling|shrink|shrank|shrunk|shrinking|pick up|picked up|slow down|slowed down|slowed|speed up|sped up|accelerate|accelerated|by what percentage|by what percent|what percentage change|percentage change|percent change|change in percent|percentage increase|percentage decrease|percent increase|percent decrease|percentage growth|percent growth|by how much|up or down|better or worse|higher or lower|jump|jumped|dip|dipped|climb|climbed|swing|uptick|downtick|growing|grew|grown|growth rate|drop|drops|increase|decrease|change|changed|decline|declined|increased|decreased|dropped"
        ),
        (.listing, "list|list all|which|name|enumerate|detail"),
        (.future, "will|expect|expecting|expected|going to|likely|anticipate|anticipated|projected to"),
        (
            .counting,
            "how many|number of|count of|number|count|numbers of|total number of|no of|amount of deals|tally|volume of deals"
        ),
        (.amount, "how much"),
        (.person, "who|whose"),
        (
            .comparison,
            "exceed|exceeds|exceeded|surpass|surpasses|surpassed|beat|beats|beating|ahead of|overtake|overtakes|vs|versus|next to|compared|compare|comparison|comparing|against|than|compared to|compared with|relative to|in comparison to|in comparison with|side by side|stack up|stack up against|differ|difference between|v"
        ),
        (
            .againstBefore,
            "same point last quarter|same point last month|this point last quarter|this point last month|same time last quarter|same time last month|this time last quarter|this time last month|same point in the previous quarter|same point in the last quarter|compared to the previous period|versus the previous period|against the previous period|vs previous period|vs prior period|compared with the period before|month over month|month on month|mom|quarter over quarter|quarter on quarter|qoq|period over period|compared to the period before|against the period before|vs the period before|compared to the one before|since the previous one|the quarter before|the month before|the year before|the week before|the period before|the previous period|the one before|the quarter before that|the month before that|the year before that|the preceding quarter|the preceding month|the preceding year"
        ),
        (
            .againstYear,
            "same point last year|this point last year|this time last year|same point a year ago|year over year|year on year|yoy|y o y|compared to the same period last year|versus the same period last year|vs same period last year|same period last year|same period a year ago|same quarter last year|same month last year|compared to a year ago|vs a year ago|versus a year ago|than a year ago|same time last year|from a year ago|a year earlier|the same quarter a year ago|prior year|same period of last year|same quarter a year earlier"
        ),
        (
            .ranking(descending: true),
            "highest first|largest first|biggest first|best first|top first|top|biggest|largest|highest|best|most|strongest|leading|greatest|most valuable|most important|longest|best performing|top performing|best selling|top selling|bestselling|most successful|slowest|slower|lead|leads|maximum|max|heaviest|richest|peak|more|higher|bigger|larger|greater|better|stronger|longer|ranked|rank|ranking|leader|leaders|main|primary|key|win most|leaderboard|leaderboards|league table|scoreboard|mostly|mainly|predominantly|come out on top|comes out on top|came out on top|performs best|perform best|does best|do best|excels|crushing it|killing it|smashing it|on fire|star performer|star performers|top performer|top performers|best performer|best performers|standout|standouts|superstar|superstars|number one|fattest|juiciest|beefiest|hottest|tops|tallest|hefty|sells the most|outperform"
        ),
        (
            .ranking(descending: false),
            "lowest first|smallest first|worst first|bottom|smallest|lowest|worst|least|weakest|fewest|shortest|minimum|min|poorest|worst performing|lowest performing|underperforming|fastest|quickest|less|fewer|lower|quicker|smaller|weaker|shorter|worse|faster|lag|lags|lagging|trails|trailing behind|struggle|struggles|struggling|performs worst|perform worst|underperform|slowest growing|worst performer|worst performers|laggard|laggards|in last place|dead last|last place|tiniest|puniest|leanest|bottom performer|bottom performers|softest"
        ),
        (
            .chart(.pie),
            "pie|pie chart|as a pie|as a pie chart|donut|as a donut|donut chart|as a donut chart|pie graph|as pie"
        ),
        (
            .chart(.bar),
            "bar chart|as a bar chart|as bars|bar graph|as a bar graph|column chart|as a column chart|bars|as bar chart|histogram"
        ),
        (.chart(.line), "line chart|as a line|as a line chart|line graph|as a line graph|line|as line chart"),
        (.chart(.table), "as a table|in a table|table|in table form|tabular|as table|table format|in a table format"),
        (
            .share,
            "share|fraction|share of|percentage of|percent of|proportion of|proportion|fraction of|part of|what percent|what percentage|percentage|percent|what share|portion|portion of|what proportion|contribution|contribute|contributes|contribution of|slice|make up|makes up|represent|represents|constitute|constitutes|comprise|comprises|accounted for|contributed|contributing|account for|accounts for|as a share of|as a percentage of|% of|%|in percent|as a percent|in percentage terms|percentage wise"
        ),
        (
            .reference,
            "those|these|them|they|same|that one|instead|what about|how about|and what about|i mean|i meant|the same|same thing|do the same|those ones|likewise|ditto|same question|now only|just for|is that|are those|was that|were those|are they|were they|is this|was this|of that|of those|of them|of these|the first one|first one|the second one|second one|the third one|third one|the top one|the last one|the biggest one|the largest one|for that|for this|came second|come second|comes second|came in second|in second place|second place|runner up|runners up|is second|was second|ranks second|ranked second|narrow to|narrow it to|narrow it down to|narrow down to|narrow that to|filter to|filter it to|restrict to|restrict it to|restrict that to|limit to|limit it to|limit that to|zoom in on|drill into|drill down into|came third|comes third|came in third|third place|in third place"
        ),
        (
            .when,
            "when is|when was|when does|when did|when will|when are|what date|which date|on what date|by when|when do"
        ),
        (
            .why,
            "why|drive|drives|driving|driver|how come|what is behind|what's behind|what drove|what drives|what caused|reason"
        ),
        (
            .exclusion,
            "excluding|excluded|not coming from|except|without|not|excl|exclude|excludes|other than|apart from|except for|minus|outside|outside of|besides|non|ex|no|never|didnt|dont|doesnt|havent|hasnt|isnt|arent|wasnt|werent|wont|cant|nothing|none|neither|nor|leave out|leaving out|ignoring|ignore|omit|omitting|sans|but not|not including|not counting|disregarding|removing|remove|minus the|lack|lacks|lacking|missing|miss|misses|but leave out|leaving aside|leaves aside|put aside|putting aside|putting to one side|leaving to one side|disregard|disregards|if i ignore|if we ignore|but leave|leave aside|absent|nobody|no one|bar|barring|leave off|strip out|stripping out|take out|taking out|aside from|but for|set aside|setting aside|save for|exclusive of|less the"
        ),
    ]
}
