import Core

/// The words of revenue teams, and what they mean here.
enum Vocabulary {
    enum Measure: String, Hashable, Sendable {
        case bookings, wonDeals, averageDealSize, winRate, createdDeals, createdValue, salesCycle
        case pipeline, openDeals, totalValue, deals, forecast, weighted
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
        /// `open`, `won`, `lost`, `closed` (won or lost).
        case status(String)
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
        /// "growth": against the period before where one is named, else over time.
        case growth
        /// "list": single things are asked for, not their sum.
        case listing
        /// "which deals": a list of deals.
        case deals
        case exclusion
        case filler
    }

    /// Phrases of one to five words, in the singular where plurals are folded.
    static let phrases: [String: Meaning] = {
        var table: [String: Meaning] = [:]
        func add(_ meaning: Meaning, _ words: String) {
            for phrase in words.split(separator: "|") { table[QuestionTokens.key(String(phrase))] = meaning }
        }
        for word in fillers.split(whereSeparator: \.isWhitespace) { table[String(word)] = .filler }
        add(
            .filler,
            "look like|looks like|break down|broken down|split by|give me|show me|tell me|give us|show us|tell us|for us|stand at|so far|at the moment|right now|do we have|have we got|per deal"
        )
        add(
            .measure(.bookings),
            "bookings|booking|booked|book|revenue|sales|sold|sell|selling|won value|won revenue|closed won|closed won value|value won|won amount|turnover|earn|earned|won business"
        )
        add(
            .measure(.wonDeals),
            "won deals|deals won|deals did we win|deals have we won|deals we won|won opportunities|opportunities won|number of wins|deals closed won|closed won deals|deals were won|deals did we close won|won opps"
        )
        add(
            .measure(.averageDealSize),
            "average deal size|avg deal size|mean deal size|deal size|asp|acv|average selling price|average deal|average won deal|average deal value|average size of won deals|deal size of won deals|average size of a won deal"
        )
        add(
            .measure(.winRate),
            "win rate|winrate|win rates|close rate|hit rate|conversion rate|closing rate|success rate|win percentage|win ratio"
        )
        add(
            .measure(.createdDeals),
            "created deals|deals created|deals were created|opportunities created|opportunities were created|new opportunities|new opps|created opportunities|new deals|deals did we create|opportunities did we create|deals opened|deals added"
        )
        add(
            .measure(.createdValue),
            "pipeline created|created pipeline|pipeline generated|new pipeline|pipeline generation|pipeline creation|pipeline did we create|pipeline do we create|pipeline have we created|pipeline was created|pipeline added"
        )
        add(
            .measure(.salesCycle),
            "sales cycle|average sales cycle|avg sales cycle|mean sales cycle|cycle time|deal cycle|days to close|time to close|sales cycle length|length of our sales cycle|average cycle|long does it take to close a deal|long does it take to win a deal"
        )
        add(
            .measure(.pipeline),
            "pipeline|open pipeline|sales pipeline|open value|pipeline value|open amount|current pipeline")
        add(
            .measure(.openDeals),
            "open deals|open opportunities|open opps|deals are open|opportunities are open|deals do we have open|deals in the pipeline|deals in pipeline|deals in our pipeline"
        )
        add(
            .measure(.forecast),
            "forecast|forecasted|weighted forecast|expected revenue|projected revenue|projection|projected|forecasted revenue|forecast revenue|revenue forecast|expected bookings|pipeline forecast|sales forecast"
        )
        add(
            .measure(.weighted),
            "weighted pipeline|weighted|weighted value|weighted pipeline value|weighted open pipeline")
        add(
            .measure(.totalValue),
            "total value|opportunity value|deal value|total opportunity value|total deal value|value|overall value|amount|by size"
        )
        add(.measure(.deals), "deals|opportunities|opps|deal|opp|opportunity")
        add(
            .topic(.roles),
            "role|roles|contact role|contact roles|contacts|contact|stakeholder|stakeholders|persona|personas|buying committee|buyer role"
        )
        add(.topic(.titles), "title|titles|job title|job titles|contact title")
        add(
            .topic(.funnel),
            "funnel|stage funnel|sales funnel|stage by stage|each stage|stage conversion|stage conversions|stage to stage|stage to stage conversion"
        )
        add(.topic(.conversion), "convert|conversion|conversions|converting")
        add(
            .topic(.slipped),
            "overdue|slipped|past due|slipping|pushed|past their close date|overdue deals|overdue pipeline|pipeline is overdue|pipeline overdue|overdue value|overdue amount|late deals|past close date|past its close date"
        )
        for (concept, words) in concepts { add(.concept(concept), words) }
        add(.grain(.day), "daily|by day|per day|each day")
        add(.grain(.week), "weekly|by week|per week|each week|every week|week by week|which week")
        add(
            .grain(.month),
            "monthly|by month|per month|each month|every month|month by month|month over month|which month")
        add(
            .grain(.quarter),
            "quarterly|by quarter|per quarter|each quarter|every quarter|quarter by quarter|quarter over quarter|which quarter"
        )
        add(
            .grain(.year),
            "yearly|annual|annually|by year|per year|each year|every year|year by year|year over year|which year")
        add(
            .overTime,
            "trend|trends|over time|trending|develop|developed|development|evolve|evolved|changed over time"
        )
        add(.status("open"), "open")
        add(.status("won"), "won|win|winning")
        add(.status("lost"), "lost|lose|losing|loss|losses|closed lost")
        add(.status("closed"), "closed|did we close|have we closed|we closed|did close|did i close|do we close")
        add(
            .closing, "closing|close|closes|due|landing|land|due to close|set to close|expected to close|expected close"
        )
        add(.growth, "growth|grow|growing|grew|grown|growth rate")
        add(.listing, "list|list all")
        add(
            .deals,
            "which deals|which opportunities|which opps|what deals|what opportunities|show me the deals|show me deals|show deals|list deals|list the deals|list all deals|list opportunities"
        )
        add(.future, "will|expect|expected|going to|likely")
        add(.counting, "how many|number of|count of|number|count")
        add(.amount, "how much")
        add(.filler, "how big|how large|how high|how long|how strong|how good")
        add(.person, "who")
        add(.comparison, "vs|versus|compared|compare|comparison|comparing|against|than|compared to|compared with")
        add(
            .ranking(descending: true),
            "top|biggest|largest|highest|best|most|strongest|leading|greatest|most valuable|most important|longest")
        add(.ranking(descending: false), "bottom|smallest|lowest|worst|least|weakest|fewest|shortest")
        add(.chart(.pie), "pie|pie chart|as a pie|as a pie chart|donut|as a donut")
        add(.chart(.bar), "bar chart|as a bar chart|as bars")
        add(.chart(.line), "line chart|as a line|as a line chart")
        add(.chart(.table), "as a table|in a table")
        add(
            .exclusion,
            "excluding|except|without|not|excl|exclude|excludes|other than|apart from|except for|minus|outside|outside of|besides|non|ex|no|never|didnt|dont|doesnt|havent|hasnt|isnt|arent|wasnt|werent|wont|cant|nothing|none|neither|nor"
        )
        // A plural that means something else than its singular.
        table["wins"] = .measure(.wonDeals)
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
        ("stage", "stage|stages|deal stage|deal stages|sales stage|sales stages"),
        ("forecast_category", "forecast category|forecast categories"),
        (
            "loss_reason",
            "loss reason|loss reasons|reason for losing|reason for loss|lost reason|lost reasons|reason we lose|reason we lost|why we lose|why we lost|why do we lose|why did we lose|why are we losing|why do we lose deals|why did we lose deals"
        ),
    ]

    /// Words that carry no meaning of their own in a question.
    ///
    /// A word belongs here only where dropping it can never change what is asked.
    static let fillers = """
        a an and any are as at be been being but by can could currently did do does doing done each for from gave get give given
        had has have having i in into is it its let make many me much must my now of on one or our please see should show so
        some tell that the their them there these they this those through to total was we were what when which with would you your
        across among during down just only still all far stand standing stands sit sits split breakdown analyze analysis analyse
        summarize summary overview give involved appear often common frequency frequent frequently find moment how come comes coming
        bring brings brought perform performing performance run running per over
        """
}
