import Core

/// The words of revenue teams, and what they mean here.
enum Vocabulary {
    enum Measure: String, Hashable, Sendable {
        case bookings, wonDeals, averageDealSize, winRate, createdDeals, createdValue, salesCycle
        case pipeline, openDeals, totalValue, deals, forecast
    }

    enum Topic: Hashable, Sendable {
        case roles, titles, funnel, slipped, conversion
    }

    enum Meaning: Hashable, Sendable {
        case measure(Measure)
        case topic(Topic)
        /// A thing that opportunities are grouped by, by its usual name; whether this portal has it is another question.
        case concept(String)
        case grain(TimeGrain)
        case status(String)
        case ranking(descending: Bool)
        /// Words that ask for a list of deals or accounts by size.
        case chart(Answer.Visualization.Kind)
        case overTime
        case closing
        case exclusion
        case filler
    }

    /// Phrases of one to four words, in the singular where plurals are folded.
    static let phrases: [String: Meaning] = {
        var table: [String: Meaning] = [:]
        func add(_ meaning: Meaning, _ words: String) {
            for phrase in words.split(separator: "|") { table[QuestionTokens.key(String(phrase))] = meaning }
        }
        add(
            .measure(.bookings),
            "bookings|booking|booked|revenue|sales|sold|won value|won revenue|closed won|closed won value|value won|won amount|sell|turnover|earn|earned"
        )
        add(
            .measure(.wonDeals),
            "won deals|deals won|deals did we win|deals have we won|deals we won|won opportunities|opportunities won|wins|number of wins|deals closed won"
        )
        add(
            .measure(.averageDealSize),
            "average deal size|avg deal size|deal size|asp|acv|average selling price|average deal|average won deal|average deal value"
        )
        add(
            .measure(.winRate),
            "win rate|winrate|close rate|hit rate|conversion rate|closing rate|success rate|win percentage|win most|best at winning"
        )
        add(
            .measure(.createdDeals),
            "created deals|deals created|opportunities created|new opportunities|created opportunities|new deals")
        add(
            .measure(.createdValue),
            "pipeline created|created pipeline|pipeline generated|new pipeline|pipeline generation|pipeline creation|pipeline did we create|pipeline do we create|pipeline have we created"
        )
        add(
            .measure(.salesCycle),
            "sales cycle|cycle time|deal cycle|days to close|time to close|cycle|sales cycle length")
        add(.measure(.pipeline), "pipeline|open pipeline|open value|pipeline value|open amount")
        add(
            .measure(.openDeals),
            "open deals|open opportunities|deals are open|opportunities are open|deals do we have open|deals in the pipeline|deals in pipeline"
        )
        add(
            .measure(.forecast),
            "forecast|forecasted|weighted pipeline|weighted|weighted forecast|expected revenue|projected revenue|projection|projected|expect to close|expected to close|weighted value|weighted pipeline value|forecasted revenue|forecast revenue"
        )
        add(
            .measure(.totalValue),
            "total value|opportunity value|deal value|total opportunity value|total deal value|value|overall value")
        add(.measure(.deals), "deals|opportunities|opps|deal|opp")
        add(
            .topic(.roles),
            "role|roles|contact role|contact roles|contacts|contact|stakeholder|stakeholders|persona|personas|buying committee|buyer role"
        )
        add(.topic(.titles), "title|titles|job title|job titles|contact title")
        add(.topic(.funnel), "funnel|stage funnel|sales funnel|stage to stage|stage by stage|each stage")
        add(.topic(.conversion), "convert|conversion|conversions|converting|stage conversion")
        add(
            .topic(.slipped),
            "overdue|slipped|past due|slipping|pushed|past their close date|overdue deals|late|past close date|past its close date"
        )
        for (concept, words) in concepts { add(.concept(concept), words) }
        add(.grain(.day), "daily|by day|per day|each day")
        add(.grain(.week), "weekly|by week|per week|each week|every week|week by week")
        add(.grain(.month), "monthly|by month|per month|each month|every month|month by month|month over month")
        add(
            .grain(.quarter),
            "quarterly|by quarter|per quarter|each quarter|every quarter|quarter by quarter|quarter over quarter")
        add(.grain(.year), "yearly|annual|annually|by year|per year|each year|every year|year by year|year over year")
        add(
            .overTime,
            "trend|trends|over time|trending|develop|developed|development|evolve|evolved|changed over time|growth|growing|history"
        )
        add(.status("open"), "open")
        add(.status("won"), "won|win|closed won")
        add(.status("lost"), "lost|lose|losing")
        add(.closing, "closing|close|closes|due|landing|land|due to close|set to close|likely to close")
        add(
            .ranking(descending: true),
            "top|biggest|largest|highest|best|most|strongest|leading|key|main|greatest|most valuable|most important")
        add(.ranking(descending: false), "bottom|smallest|lowest|worst|least|weakest|fewest")
        add(.chart(.pie), "pie|pie chart|as a pie|donut|as a donut")
        add(.chart(.bar), "bar|bar chart|as a bar chart|as bars")
        add(.chart(.line), "line|line chart|as a line|as a line chart")
        add(.chart(.table), "table|as a table|in a table")
        add(.exclusion, "excluding|except|without|not|excl|exclude|other than|apart from")
        for word in fillers.split(separator: " ") { table[String(word)] = .filler }
        return table
    }()

    /// Concept → the words for it.
    ///
    /// A portal's own column names are added by `DimensionMatcher`.
    static let concepts: [(String, String)] = [
        ("account", "account|accounts|customer|customers|client|clients|company|companies|logos"),
        (
            "owner",
            "owner|owners|rep|reps|sales rep|sales reps|ae|aes|account executive|account executives|seller|sellers|salesperson|salespeople|sales agent|sales agents|agent|agents|sales person"
        ),
        ("region", "region|regions|territory|territories|geography|geo|regional office|regional offices"),
        ("industry", "industry|industries|vertical|verticals|sector|sectors"),
        ("segment", "segment|segments|customer segment|market segment|company size"),
        ("country", "country|countries"),
        ("team", "team|teams|sales team|sales teams"),
        ("manager", "manager|managers|sales manager|sales managers"),
        ("product", "product|products"),
        (
            "product_category",
            "product category|product categories|category|categories|product line|product lines|product family"
        ),
        ("lead_source", "lead source|lead sources|source|sources|channel|channels"),
        ("type", "type|types|deal type|deal types|opportunity type|opportunity types|kind of deal"),
        ("stage", "stage|stages|deal stage|deal stages|by stage"),
        ("forecast_category", "forecast category|forecast categories"),
        ("loss_reason", "loss reason|loss reasons|reason for losing|reason for loss|lost reason|lost reasons|reason"),
    ]

    /// Words that carry no meaning of their own in a question.
    static let fillers = """
        a an and any are as at be been being but by can could current currently did do does doing done each for from gave get give given go \
        going had has have having how i if in into is it its let like look looks list make many me month more much must my next now of \
        off on one or our out over overall per perform performing performance please quarter right see should show so some tell than that \
        the their them there these they this those through time to today total up us use versus vs was we week were what when where which \
        who whom why will with would year you your across among between during down have just only still same current by all number count \
        amount amounts big large size far stand standing stands sit sits split breakdown broken break analyze analysis analyse compare \
        comparison comparing compared summarize summary overview give run running team's help involved appear often common frequency frequent \
        frequently business bring brings brought generate generated come comes coming produce produces good well strong healthy health \
        rate rates value worth hold holds held deliver delivers delivered drive drives driving find currently moment state \
        work works working sitting side hand long take takes took about report last past dates date closed expected why which whose every ever
        """
}
