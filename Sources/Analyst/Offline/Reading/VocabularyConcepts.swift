/// Things that opportunities are grouped by, things that such data lacks, and words without a meaning of their own.
extension Vocabulary {
    /// Concept → the words for it.
    ///
    /// A portal's own column names are added by `DimensionMatcher`.
    static let concepts: [(String, String)] = [
        (
            "account",
            "account|accounts|org|orgs|buyer|buyers|customer|customers|client|clients|company|companies|organisation|organisations|organization|organizations|firm|firms"
        ),
        (
            "owner",
            "owner|owners|rep|reps|sales rep|sales reps|ae|aes|account executive|account executives|seller|sellers|salesperson|salespeople|sales agent|sales agents|agent|agents|sales person|deal owner|deal owners|opportunity owner|account owner|account owners|sales representative|sales representatives|salesman|salesmen|saleswoman|representative|representatives|account manager|account managers|sales people|sales exec|sales execs|sales executive|sales executives|closer|closers|team member|team members|account director|account directors|sdr|sdrs|bdr|bdrs"
        ),
        (
            "region",
            "region|regions|territory|territories|geography|geographies|geo|geos|regional office|regional offices|area|areas|market|markets|sales region|sales regions|regional|office|offices|sales office|sales offices|geographically|regionally|geographic area|geographic areas|part of the world|parts of the world|location|locations"
        ),
        ("industry", "industry|industries|vertical|verticals|sector|sectors|line of business"),
        (
            "segment",
            "segment|segments|customer segment|customer segments|market segment|market segments|company size|size band|customer size|account segment|account tier|customer tier"
        ),
        ("country", "country|countries|nation|nations"),
        ("team", "team|teams|sales team|sales teams|squad|squads|pod|pods"),
        ("manager", "manager|managers|sales manager|sales managers|team lead|team leads"),
        ("product", "product|products|sku|skus|offering|offerings|solution|solutions"),
        (
            "product_category",
            "product category|product categories|category|categories|product line|product lines|product family|product families|product series|series|product group|product groups|product area|product areas"
        ),
        (
            "lead_source",
            "lead source|lead sources|source|sources|channel|channels|origin|origins|lead channel|lead channels|acquisition channel"
        ),
        (
            "type",
            "type|types|deal type|deal types|opportunity type|opportunity types|kind of deal|kinds of deals|business type|business types|type of business|type of deal|types of deals|deal category|type of opportunity|kinds of business"
        ),
        (
            "stage",
            "stage|stages|where in the process|where in the sales process|where in our process|where in our sales process|where in the funnel|deal stage|deal stages|sales stage|sales stages|pipeline stage|pipeline stages|funnel stage|opportunity stage|phase|phases"
        ),
        ("forecast_category", "forecast category|forecast categories|forecast bucket|forecast buckets"),
        ("loss_reason", "loss reason|loss reasons"),
    ]

    /// Things that reports of other systems hold, and the question here that comes nearest.
    ///
    /// Naming one is refused with its name, unless a column is called that.
    static let absent: [(String, String)] = [
        (
            "churn",
            "churn|churned|attrition|churn rate|churning|customer loss|customers lost|customers did we lose|customers have we lost|churned customers|lost customers|at risk customers"
        ),
        (
            "retention",
            "retention|nrr|grr|net retention|net revenue retention|gross retention|gross revenue retention|retention rate|renewal rate|renewal rates|retained"
        ),
        ("recurring revenue", "arr|mrr|recurring revenue|annual recurring revenue|monthly recurring revenue|run rate"),
        (
            "marketing spend",
            "marketing spend|spend|ad spend|spending|marketing budget|spent|marketing cost|marketing costs|advertising|roi|roas|return on investment|cost per lead|campaign spend|marketing"
        ),
        (
            "acquisition cost",
            "cac|customer acquisition cost|acquisition cost|cost of acquisition|payback|payback period|cac payback"
        ),
        ("lifetime value", "ltv|clv|lifetime value|customer lifetime value"),
        (
            "quotas",
            "quota|quotas|need to win|need to close|need to hit|need to reach|have to win|have to close|quota attainment|attainment|target|targets|goal|goals|plan|on track|budget|sales target|sales targets|pipeline coverage|coverage|coverage ratio|hit our number|make our number|make the number|hit the number"
        ),
        (
            "margins",
            "margin|margins|gross margin|profit|profits|profitability|profitable|cost|costs|cogs|ebitda|expense|expenses"
        ),
        (
            "discounts",
            "discount|discounts|discounting|discounted|discount rate|list price|price list|pricing|price|prices"
        ),
        (
            "satisfaction scores",
            "nps|csat|net promoter score|satisfaction|customer satisfaction|health score|health scores|sentiment"
        ),
        (
            "activities",
            "activity|activities|email|emails|calls|call|meeting|meetings|demo|demos|touches|touchpoints|calls made|call volume"
        ),
        (
            "leads",
            "how many leads|new leads|leads created|lead count|leads generated|number of leads|leads by|inbound leads|mql|mqls|sql|sqls|marketing qualified leads|sales qualified leads|lead volume|lead conversion|lead response time"
        ),
        ("campaigns", "campaign|campaigns|ads|webinar|webinars|event|events"),
        ("competitors", "competitor|competitors|competition|rival|rivals|competing"),
        ("support tickets", "ticket volume|support tickets|tickets|support|cases|incidents|bugs"),
        ("commissions", "commission|commissions|salary|salaries|compensation|bonus|bonuses|pay|payroll|ote"),
        (
            "headcount",
            "headcount|employees|hires|hiring|staff|ramp|ramp time|capacity|employee count|number of employees"
        ),
        (
            "invoices and payments",
            "invoice|invoices|payment|payments|billing|billings|cash|dso|collected|collections|contract length|contract term|contract terms"
        ),
        ("partners", "partner|partners|reseller|resellers|distributor|distributors"),
        ("states and cities", "state|states|city|cities|zip|postcode|postal code|county|street|address|addresses"),
        (
            "early and late stages",
            "late stage|early stage|mid stage|mid funnel|top of funnel|bottom of funnel|late stages|early stages"
        ),
        ("usage", "usage|adoption|logins|active users|seats|licenses|licences|users"),
        ("stock prices", "stock|stock price|share price|valuation|weather|market share|market cap"),
        ("phone numbers and addresses", "phone|phone number|phone numbers|email address|email addresses|telephone"),
        ("forecast accuracy", "forecast accuracy|accuracy|forecast error"),
        (
            "upsell and cross-sell",
            "upsell|upsells|cross sell|cross sells|crosssell|expansion revenue|downsell|contraction"
        ),
    ]

    /// Words that carry no meaning of their own in a question.
    ///
    /// A word belongs here only where dropping it can never change what is asked.
    static let fillers = """
        ballpark stuff whatever juggling wat wht whts waht teh hte u ur plz thru wots wot cud shud pleaase a an and any are as at be been
        being but by can could currently did do does doing done each for from gave get give given had has have
        having i in into is it let make many me much must my now of on one ones or our please its their that see
        should show so some tell the there this through to was we were what when where with would you your across
        among during down just only still all far stand standing stands sit sits split breakdown analyze analysis
        analyse analytics summarize summary involved appear often common frequency frequent frequently find moment
        comes coming bring brings brought perform performing performance running per over us about also again am
        basically between bit both bunch came check come curious display eh figure figures fine generate go
        good goes going got great happen happened happening hello help hey hi hmm how if im id ill interested
        kind kindly know like lets look looking looks lot lots love may maybe mean mind need needed needs nice
        ok okay onto other out overall own particular pls point provide pull put quick quickly quite rather ready
        really report reporting right run said say saying sense since situation sort sure take taken takes taking
        thank thanks then thing things think thx today up update use using very view visualize visualise
        visualization plot graph chart draw want wants way well went whether while whole wish within
        wondering wonder work working world wed yes yet yall break broken divided grouped group organized segmented
        sliced sorted order ordered ascending descending tied attached associated related regarding concerning
        respect terms basis level hold holds holding held carry carries carrying owns owned handle handled handles
        manage managed manages belonging belongs belong located based inside exactly actually approximately roughly
        around already ever current present presently historically available existing
        different distinct unique separate various every everyone everybody anyone anybody someone ours mine dear
        sir madam folks guys people person buddy friend mate amongst along although because despite even either
        however instead though via wherever whichever calculate compute determine identify
        measure return fetch retrieve extract produce describe explain explanation understand answer question
        questions query ask asked asking request data dataset crm database records record board sitting lying parked
        reside ie eg etc combination derived stems stem originate originated originates attributable attributed
        resulted result extent calendar sponsor sponsors sponsorship slide slides deck stats statistics metric
        metrics kpi kpis results read reading business businesses hasnt theres seem seems seen
        sorry picture gotten usually normally juggle
        alone anyhow everywhere ended ending ends turn turns turned prep prepping preparing prepare prepared
        assigned specified plus crunching single specifically particularly especially namely full entire entirely hear heard
        keen trying try tried hoping hope hopefully real genuinely honestly actual simply merely purely strictly
        side wise mentioned mention pop pops popped crop crops cropped shown showing apply applies
        applied sat tagged flagged marked labelled labeled listed classed classified
        categorized categorised categorize filed logged entered recorded registered stored captured
        fare fares faring anything everything something somebody together forward counting generated sourced
        forth boss matter matters mattered important defined carefully careful made making makes gets getting seeing
        """

    static let fillerPhrases = """
        since records begin|since the records begin|since records began|since the records began|since our records begin|since the beginning|since inception|since day one|since the start|whole history|entire history|full history|in our history|in our whole history|over our history|instead of deal counts|rather than deal counts|instead of deal count|rather than deal count|both numbers|both figures|two things|three things|a few things|a couple of things|four things|when we get to the end of a deal|we get to the end of a deal|get to the end of a deal|reach the end of a deal|end of a deal|the end of the day|in the process|in the sales process|in our process|in our sales process|in the grand scheme|more or less|or so|roughly speaking|one on one|filling in for|standing in for|covering for|give us|given us|gave us|hi team|hello team|hey team|hi all|hello all|hey all|dear team|dear all|hi everyone|hello everyone|morning team|morning all|hi there|hello there|look like|looks like|looked like|looking like|break down|broken down|split by|give me|show me|tell me|give us|show us|tell us|for us|stand at|so far|at the moment|right now|do we have|have we got|how big|how large|how high|how strong|how good|how is|how are|how was|how were|how did|how do|how does|how low|how small|how well|how healthy|as of now|as of today|up to now|to date|at present|these days|at all|in our|in the|of our|i want|i need|i would like|would like to know|want to know|need to know|let me know|can you|could you|would you|do you know|i am curious|wondering what|what is|what are|what was|what were|our business|the company|our company|the business|in the books|on the books|on our books|in our crm|in the crm|in the data|in our data|as well|a bit|a lot of|lots of|in terms of|with respect to|with regard to|when it comes to|at risk of|for each|for every|in each|in every|per each|across all|across the|all of the|all of our|all our|any of our|one of|deals of ours|deal flow|book of business|sales org|sales organization|sales organisation|sales team's|go to market|state the|kindly state|please state|to what extent|what extent|for to|for the ceo|for our ceo|for the cro|for our cro|for the cfo|for our cfo|any stage|all stages|in any stage|in all stages|every stage|all the stages|regardless of stage|whatever stage|whatever the stage|rather than by count|rather than count|not by count|by count|use the|all time|of all time|in days|board meeting|the meeting|team meeting|my meeting|a meeting|or above|and above|take your time|look forward to|looking forward to|on board|on them|on it|no matter what|just tell me|on hand|up for|set of|kind of|sort of|type of thing|that we|which we|if any|if possible|by the way|btw|asap|good morning|good afternoon|good evening|thank you|thanks in advance|from our|with our|for our|sales performance|on the team|on our team|on my team|in my team|in our team|in the team|across the team|all years|in all years|not count|not counts|not number|not by number|rather than number|instead of count|instead of number|by number|one number|a number|single number|a single number|the number|just one number|the door|out the door|walked out the door|walk out the door|went out the door|left on the table|in its entirety|as a whole|in detail|in one go|end to end|top to bottom|across the board|all in all|in general|in practice|at a glance|turn up|turns up|show up|shows up|crop up|crops up|come up|comes up|came up|pop up|pops up|i am after|im after|we are after|am after|be great|if you can|when you can|when you get a chance|quick question|one more thing|one more question|heads up|fyi|for reference|for context|just curious|out of curiosity|to be clear|to be precise|precisely|between us|as usual|as always|once more|once again|for once|per our crm|per the crm|according to our data|according to the data|according to the crm
        """
}
