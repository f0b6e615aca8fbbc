/// Phrases that name a measure or a topic as a whole.
///
/// What is put together from "average", "open" and "deal" needs no phrase here: `AskedMeasures` does that.
extension Vocabulary {
    static let measures: [(Measure, String)] = [
        (
            .bookings,
            "outsell|outsells|outsold|outselling|bookings|booking|booked|book|revenue|revenues|sales|sold|sell|selling|won value|won revenue|closed won value|value won|won amount|turnover|earn|earned|won business|closed won revenue|closed business|new business booked|bring in|brought in|brings in|bringing in|revenue won|sales revenue|total sales|sales volume|takings|top line|pulled in|pull in|raked in|rake in|hauled in|racked up|rung up|what did we win|what we won|what have we won|what did we close|what we closed|what we closed won|what did we close won|what have we closed|business won|closed won amount|income|spent with us|spend with us|spends with us|spending with us|has spent with us"
        ),
        (
            .wonDeals,
            "won deals|deals won|deals did we win|deals have we won|deals we won|won opportunities|opportunities won|number of wins|deals closed won|closed won deals|deals were won|deals did we close won|won opps|closed won opportunities|win count|deals signed|signed deals"
        ),
        (
            .averageDealSize,
            "average deal size|deals getting bigger|deals getting larger|deals getting smaller|deals gotten bigger|deals gotten larger|deals gotten smaller|avg deal size|mean deal size|deal size|asp|acv|average selling price|average won deal|average deal value|average size of won deals|deal size of won deals|average size of a won deal|average contract value|average order value|aov|average ticket|typical deal size|average deal|average sale|average sales price|avg deal|avg selling price|avg deal value"
        ),
        (
            .medianDealSize, "median deal size|median deal|median won deal|median deal value|median contract value"
        ),
        (
            .winRate,
            "win rate|winrate|how often do we beat|how often we beat|how often did we beat|how often do we win|how often did we win|how often we win|how often we won|how often do they win|how often are we winning|how frequently do we win|win how often|how often do we come out on top|do we come out on top|we come out on top|how often did we come out on top|how often we come out on top|how often do we come out ahead|how often do we prevail|odds of winning|chance of winning|chances of winning|likelihood of winning|win rates|win more often|win most often|win the most often|win least often|close rate|hit rate|conversion rate|closing rate|success rate|win percentage|win ratio|close ratio|closing ratio|win loss ratio|percentage of deals won|percentage of deals do we win|percent of deals do we win|share of deals do we win|percentage of deals we win|deal win rate|batting average|strike rate|hit ratio|close percentage|share of deals won|win loss|conversion ratio|percentage of our deals do we win"
        ),
        (
            .winRateByValue,
            "win rate by value|value win rate|win rate by amount|value based win rate|value weighted win rate|dollar win rate|win rate in value|win rate weighted by value|dollar based win rate|win rate by dollar|win rate by deal value|win rate in value terms|win rate in dollar"
        ),
        (
            .lossRate,
            "loss rate|lose more often|lose most often|loses more often|loses most often|lose the most often|lose least often|loses least often|how often do we lose|how often did we lose|lose rate|lost rate|percentage of deals lost|percentage of deals do we lose|share of deals do we lose|percent of deals do we lose|loss ratio|share of deals lost|losing rate|percentage of deals we lose"
        ),
        (
            .createdDeals,
            "created deals|deals created|opportunities created|opportunities opened|opps opened|opportunities were opened|opportunities added|new opportunities|new opps|created opportunities|new deals|brand new deals|brand new opportunities|deals opened|deals added|opps created|new opportunities created|new deals created|opportunity creation|deal creation"
        ),
        (
            .createdValue,
            "pipeline created|created pipeline|pipeline generated|new pipeline|pipeline generation|pipeline creation|pipeline added|pipegen|pipeline gen|generated pipeline|new pipeline created|pipeline build|pipeline opened"
        ),
        (
            .salesCycle,
            "sales cycle|how many days|how much days|days we need|days do we need|average sales cycle|avg sales cycle|mean sales cycle|deal cycle|days to close|time to close|sales cycle length|length of our sales cycle|average cycle|long does it take to close a deal|long does it take to win a deal|time to win|days to win|sales cycle time|selling cycle|average time to close|long does a deal take to close|long does it take us to close a deal|long does it take to close|long does it take us to win a deal|deals take to close|deal take to close|average days to close|buying cycle|closing time|long do deals take|long do deals take to close|length of the sales cycle|long to close|long does it take to win|long deals take to close|how long does it take|how long does it take us|how long do we take|how long do deals take|how long does a deal take|how long does it take to close|how long does it take us to close|how long did it take|how long did it take us|how long does it take to win|time it takes to close a deal|time to close a deal|deal length|from opening a deal to winning it|from opening to winning|from opening to close|from opening to closing|from creation to close|from creation to closing|from creation to win|from creation to winning|from create to close|from created to closed|from created to won|from open to close|from open to closed|from open to won|from start to finish|from first touch to close|between creation and close|between creation and closing|between opening and closing|days from created to won|days from creation to close|days from creation to win|days from creation to won|number of days from creation to close|number of days to close|average number of days from creation to close|days from created to close|how quickly do we close|how quickly do we win|how fast do we close|how fast do we win|how quick do we close|how slow are we to close"
        ),
        (
            .medianSalesCycle,
            "median sales cycle|median cycle|median time to close|median days to close|median deal cycle"
        ),
        (
            .pipeline,
            "pipeline|unweighted|open pipeline|sales pipeline|open value|pipeline value|open amount|current pipeline|open opportunity value|open deal value|pipe|active pipeline|total pipeline|pipeline size|qualified pipeline|pipeline coverage value|unweighted pipeline|before weighting|before any weighting|not weighted|without weighting|open business|pipeline total"
        ),
        (
            .openDeals,
            "open deals|open opportunities|open opps|deals are open|opportunities are open|deals do we have open|deals in the pipeline|deals in pipeline|deals in our pipeline|opps in pipeline|opportunities in the pipeline|active deals|active opportunities|pipeline count|opportunities in our pipeline|live deals|opps are open|pipeline deals"
        ),
        (
            .averageOpenDeal,
            "average open deal|average size of open deals|average open deal size|average deal size of open deals|average size of an open deal|average pipeline deal|average value of open deals|average deal in the pipeline|average deal size in the pipeline|average deal size in pipeline|average opportunity in the pipeline|avg open deal|average deal in pipeline"
        ),
        (
            .averageValue,
            "average opportunity value|average value of all deals|average size of all deals|average value of all opportunities|average opportunity size|average size of all opportunities|average amount"
        ),
        (
            .dealAge,
            "deal age|age of open deals|average age|average deal age|age of the pipeline|age of our pipeline|how old are our open deals|pipeline age|average age of open deals|days open|time open|long have open deals been open|age of deals|average age of deals|how old is our pipeline|age of our open deals|age of opportunities"
        ),
        (
            .forecast,
            "forecast|forecasted|weighted forecast|expected revenue|projected revenue|projection|projected|forecasted revenue|forecast revenue|revenue forecast|expected bookings|pipeline forecast|sales forecast|revenue outlook|outlook|expected sales|projections|land at|going to land|end up at|projected bookings|projected sales|bookings forecast|expect to book|expect to close"
        ),
        (
            .commit,
            "commit|commit forecast|committed|commit number|in commit|forecast commit|committed forecast|commit deals|committed revenue"
        ),
        (
            .bestCase,
            "best case|best case forecast|upside|best case number|bestcase|in best case|best case scenario|upside forecast"
        ),
        (
            .weightedPipeline,
            "weighted pipeline|weighted|weighted value|weighted pipeline value|weighted open pipeline|probability weighted pipeline|risk adjusted pipeline|probability adjusted pipeline|risk adjusted|risk adjusted number|risk adjusted value|risk adjusted figure|risk adjusted total|value times probability|amount times probability|probability times value|probability times amount|times probability|probability weighted|probability adjusted|probability weighted value|weighted amount|risk weighted pipeline|pipeline weighted by probability"
        ),
        (
            .totalValue,
            "total value|total contract value|opportunity value|total opportunity value|total deal value|overall value|value of all opportunities|value of all deals|total amount|total opportunity amount|total value of all opportunities"
        ),
        (
            .overdueDeals,
            "overdue deals|late deals|slipped deals|past due deals|overdue opportunities|deals past due|overdue opps|deals overdue|deals are overdue|slipping deals|pushed deals|slipped opportunities"
        ),
        (
            .overdueValue,
            "overdue pipeline|pipeline is overdue|pipeline overdue|overdue value|overdue amount|slipped pipeline|late pipeline|past due pipeline|slipped value"
        ),
        (
            .lostValue,
            "lost value|lost revenue|value lost|lost amount|lost pipeline|revenue lost|lost business|lost bookings|value of lost deals|amount lost|revenue did we lose|closed lost value|value did we lose|pipeline lost|pipeline did we lose|closed lost amount"
        ),
        (
            .lostDeals,
            "lost deals|deals lost|lost opportunities|lost opps|deals did we lose|opportunities lost|deals we lost|closed lost deals|number of losses|opps lost|deals were lost"
        ),
        (
            .closedDeals,
            "closed deals|deals closed|closed opportunities|closed opps|deals did we close|decided deals|deals have we closed|deals we closed|opportunities closed|opps closed|opportunities did we close"
        ),
        (
            .newLogos,
            "new logos|brand new logos|brand new customers|brand new clients|brand new accounts|new customers|new clients|new accounts won|logos added|customers added|new logo|customers acquired|new customer wins|customers did we win|customers did we add|customers did we acquire|net new logos|first time customers|logos did we add|logos did we land|new logo wins|customers signed|new customer"
        ),
        (
            .logos,
            "logos|paying customers|won accounts|customer logos|customer base|customers with a won deal|accounts with a won deal|logo count|accounts won|existing customers"
        ),
        (
            .velocity,
            "sales velocity|velocity per day|sales velocity per day|velocity a day|sales velocity a day|daily velocity|daily sales velocity|velocity|deal velocity|pipeline velocity|revenue velocity|how fast does money move|velocity of sales|speed of sales"
        ),
    ]

    static let topics: [(Topic, String)] = [
        (
            .roles,
            "role|roles|contact role|contact roles|contacts|contact|stakeholder|stakeholders|persona|personas|buying committee|buyer role|buyer roles|champion roles|people involved|buying roles|stakeholder roles"
        ),
        (.titles, "title|titles|job title|job titles|contact title|contact titles|titles of contacts|position"),
        (
            .seniority,
            "seniority|seniority level|seniority levels|level of seniority|levels of seniority|management level|job level|job levels"
        ),
        (.jobFunction, "job function|job functions|department|departments|functional area|functions of contacts"),
        (
            .executives,
            "c level|c suite|csuite|clevel|executives|executive|execs|exec|decision makers|decision maker|c levels|c level contacts|c level executives|senior contacts|senior executives|vps|vp|vice presidents|c level titles|executive sponsors|executive sponsor|chief officers|directors|senior stakeholder|senior stakeholders|senior contact|senior people|senior executive|c level contact|c level or vp|vp or c level|vp nor a c level|vp level|c suite contact|c suite contacts|executive contact|executive contacts|cxo|cxos"
        ),
        (
            .funnel,
            "funnel|stage funnel|sales funnel|stage by stage|each stage|stage conversion|stage conversions|stage to stage|stage to stage conversion|conversion by stage|conversion rate by stage|conversion rates by stage|conversion between stages|stage conversion rate|stage conversion rates|drop off|drop offs|stage by stage conversion|conversion from stage to stage|pipeline funnel|funnel conversion|stage breakdown|dropoff|conversion through the stages|funnel shape|conversion across stages|conversion rates between stages|conversion rates through the funnel"
        ),
        (
            .conversion,
            "convert|make it from|makes it from|made it from|making it from|get through|gets through|got through|conversion|conversions|converting|converts|move|moves|advance|advances|progress|progresses|proceed|proceeds|leak|leaks|leakage|fall out|falls out"
        ),
        (
            .stalled,
            "stalled|stuck|nobody has touched|no one has touched|not been touched|not touched|havent touched|havent been touched|gathering dust|collecting dust|sat still|sitting idle|lost momentum|gone off the radar|in ages|for ages|idle|gone quiet|dormant|inactive|stale|no activity|not moved|havent moved|no movement|gone cold|gone dark|stagnant|frozen|sitting still|not progressing|hasnt moved|no progress|stalling|going nowhere|gone stale|stopped moving|not advancing|without activity|without movement|without any movement|havent progressed|not changed stage|havent changed stage|without a stage change|no stage change|have not moved|has not moved|without progress|untouched"
        ),
        (
            .losses,
            "loss reason|loss reasons|reason for losing|reason for loss|lost reason|lost reasons|reason we lose|reason we lost|why we lose|why we lost|why do we lose|why do we mostly lose|why do we mainly lose|why do we usually lose|why do we typically lose|why do we generally lose|why do we keep losing|why do we tend to lose|why are we mostly losing|why did we lose|why are we losing|why do we lose deals|why did we lose deals|reasons for losing|reasons for loss|reasons for losses|reasons we lose|reasons deals are lost|why deals are lost|why are deals lost|why were deals lost|what causes losses|reasons why we lose|why do deals get lost|loss analysis|what makes us lose|why are we losing deals|why do deals fall through|why we are losing|cause of loss|causes of loss|reasons for lost deals|reason for lost deals"
        ),
        (
            .concentration,
            "concentration|concentrated|how dependent|dependent|reliant|how reliant|depend on|dependent on|dependence|dependency|reliant on|reliance|rely on|hang on|hangs on|hinge on|hinges on|concentrate|eggs in one basket|relies on|depends on|exposed to|exposure|rests on|rest on|whale|customer concentration|account concentration|pipeline concentration|top heavy|diversified"
        ),
        (
            .overview,
            "overview|tell me about|summary of|everything about|everything on|profile|brief me on|what do we know about|account overview|rundown|run down|deep dive|details on|details about|snapshot|tell me more about|account summary|360|status of|what is happening with|whats happening with|what is going on with|whats going on with|story with|background on|how are we doing with|info on|information on|information about|briefing on|fill me in on|look into|history with|relationship with"
        ),
        (
            .missingStakeholders,
            "without a decision maker|no decision maker|without decision makers|missing stakeholders|missing stakeholder|missing a decision maker|no executive|without an executive|without executives|no executive sponsor|without an executive sponsor|without a c level contact|no c level contact|no c level|without c level|without a vp|lack a decision maker|lack an executive|lack executives|single threaded|without a senior contact|no senior contact|missing executives|missing decision makers|no senior stakeholder|without senior stakeholders|lacking a decision maker|lacking an executive|lacking executive|have no decision maker|have no executive|without executive involvement|without executive sponsorship|no decision makers|without any decision maker|without any executive|no c suite|without c suite|without c level contacts|without c suite contacts|missing an executive|missing executive|without a stakeholder|missing c level|lack a c level|lack decision makers|without a decision maker on board|no decision maker on board|lack of decision makers|without senior contacts"
        ),
        (
            .nextSteps,
            "next step|next steps|no next step|without a next step|without next step|without next steps|no next steps|missing next step|missing a next step|missing next steps|next action|next actions|lack a next step|lacking a next step|no next step defined|without a defined next step"
        ),
    ]
}
