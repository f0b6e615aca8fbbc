/// Words of English prose that the checker understands, by what they claim.
enum Lexicon {
    /// Verbs and nouns of change over time; 1 up, -1 down, 0 none.
    static let changes: [String: Int] = {
        var words: [String: Int] = [:]
        for word in [
            "up", "rose", "rise", "rises", "risen", "rising", "grew", "grow", "grows", "grown", "growing", "growth",
            "gained",
            "gain", "gains", "gaining", "increase", "increased", "increases", "increasing", "climbed", "climb",
            "climbs",
            "climbing", "jumped", "jump", "jumps", "improved", "improve", "improves", "improvement", "surged", "surge",
            "surges", "expanded", "expands", "advanced", "uptick", "upturn", "soared", "soars", "soar", "strengthened",
            "rebounded", "rebound", "recovered", "accelerated", "upward", "upwards",
        ] { words[word] = 1 }
        for word in [
            "down", "fell", "fall", "falls", "fallen", "falling", "declined", "decline", "declines", "declining",
            "decrease",
            "decreased", "decreases", "decreasing", "dropped", "drop", "drops", "dropping", "shrank", "shrink",
            "shrinks",
            "shrunk", "slid", "slide", "slides", "slipped", "dipped", "dip", "dips", "lost", "loss", "worsened",
            "worsens",
            "plunged", "plunge", "plunges", "sank", "sinks", "sink", "contracted", "tumbled", "weakened", "softened",
            "slumped",
            "slump", "downturn", "eased", "retreated", "reduced", "reduction", "downward", "downwards", "cooled",
        ] { words[word] = -1 }
        for word in ["unchanged", "flat", "level", "steady", "stable", "same", "equal"] { words[word] = 0 }
        return words
    }()

    /// Words of comparison between two things; the sign says which is greater.
    static let comparatives: [String: Int] = {
        var words: [String: Int] = [:]
        for word in [
            "higher", "more", "above", "ahead", "larger", "bigger", "greater", "better", "longer", "exceeds",
            "exceeded",
            "exceed", "exceeding", "outpaces", "outpaced", "outperforms", "outperformed", "beats", "beat", "tops",
            "topped",
            "surpasses", "surpassed", "stronger", "outsells", "outsold", "over", "faster", "older", "leads", "led",
            "outranks",
            "outstrips", "outstripped", "excess", "clear", "edges", "edged", "outnumber", "outnumbers", "outnumbered",
        ] { words[word] = 1 }
        for word in [
            "lower", "less", "fewer", "below", "behind", "smaller", "worse", "shorter", "trails", "trailed", "trailing",
            "lags",
            "lagged", "lagging", "lag", "under", "weaker", "underperforms", "underperformed", "slower", "short",
            "younger",
            "beneath", "shy",
        ] { words[word] = -1 }
        return words
    }()

    /// Adjectives of size that `as … as` compares by; 1 for much, -1 for little.
    static let degrees: [String: Int] = [
        "high": 1, "large": 1, "big": 1, "much": 1, "many": 1, "long": 1, "strong": 1, "good": 1, "great": 1, "old": 1,
        "fast": 1, "low": -1, "small": -1, "little": -1, "few": -1, "short": -1, "weak": -1, "bad": -1, "poor": -1,
        "slow": -1, "young": -1,
    ]

    /// Superlatives; 1 for the greatest, -1 for the least.
    static let superlatives: [String: Int] = {
        var words: [String: Int] = [:]
        for word in [
            "largest", "biggest", "highest", "most", "best", "greatest", "top", "leads", "led", "lead", "leading",
            "leader",
            "strongest", "longest", "oldest", "fastest", "tops", "topped", "heaviest", "maximum", "peak", "peaked",
            "richest",
            "busiest", "dominates", "biggest-ever", "chief", "heads", "topping", "headed", "record", "high", "no.1",
            "winner",
        ] { words[word] = 1 }
        for word in [
            "bottomed", "smallest", "lowest", "fewest", "least", "worst", "weakest", "shortest", "slowest", "trails",
            "bottom",
            "youngest",
            "minimum", "poorest", "trailed", "lightest", "quietest", "laggard", "slimmest", "tiniest", "newest", "low",
            "trough",
        ] { words[word] = -1 }
        return words
    }()

    /// Names of measures in prose, with the family that they name and the unit of its values.
    static let families: [String: (family: String, unit: String)] = [
        "pipeline": ("pipeline", "currency"), "bookings": ("bookings", "currency"), "revenue": ("bookings", "currency"),
        "cycle": ("cycle", "days"), "forecast": ("forecast", "currency"),
        "velocity": ("velocity", "currency"),
    ]

    /// Nouns that a count counts.
    static let nouns: [String: MeasureTraits.Counted] = [
        "deal": .deals, "deals": .deals, "opportunity": .deals, "opportunities": .deals, "opps": .deals, "opp": .deals,
        "wins": .deals, "win": .deals, "losses": .deals,
        "account": .accounts, "accounts": .accounts, "customer": .accounts, "customers": .accounts, "logos": .accounts,
        "logo": .accounts, "companies": .accounts, "clients": .accounts, "client": .accounts, "company": .accounts,
        "contact": .contacts, "contacts": .contacts, "people": .contacts, "person": .contacts,
        "stakeholders": .contacts,
        "groups": .groups, "group": .groups,
    ]

    static let outcomes: [String: String] = [
        "open": "open", "won": "won", "lost": "lost", "closed": "closed", "overdue": "overdue", "wins": "won",
        "losses": "lost",
        "win": "won", "winning": "won", "losing": "lost", "late": "overdue", "decided": "closed",
    ]

    static let timeNouns: [String: Int] = [
        "d": 1, "day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "quarter": 91, "quarters": 91,
        "year": 365,
        "years": 365,
    ]

    /// The mean length of a unit of time, in days, from what `timeNouns` has for it.
    static func meanDays(_ days: Int) -> Double {
        switch days {
        case 30: 30.4375
        case 91: 91.3125
        case 365: 365.25
        default: Double(days)
        }
    }

    /// Words that say that a figure is about all: it may be a total though a name goes before it.
    static let wholes: Set<String> = [
        "of", "total", "overall", "all", "whole", "entire", "altogether", "combined", "company", "sum", "everything",
        "average",
        "everyone", "full", "across", "out", "team", "grand", "portfolio", "general", "business", "book",
    ]

    /// Prepositions that tie a value to the name behind it.
    static let ties: Set<String> = [
        "at", "for", "in", "from", "by", "with", "to", "on", "of", "(", "within", "under", "among", "is", "was", "goes",
        "came",
        "comes", "belongs", "sits", "belong", "sit", "during", "over", "against", "lies", "—", "–", "are", "were",
        "through", "behind",
        "between", "owed", "coming", "go", "went", "as", ":", "held", "since",
    ]

    private static let common: Set<String> = [
        "the", "a", "an", "it", "its", "this", "that", "these", "those", "they", "their", "there", "he", "she", "his",
        "her", "we",
        "our", "you", "your", "i", "in", "on", "at", "of", "for", "from", "to", "by", "with", "without", "over",
        "under", "across",
        "between", "among", "within", "during", "since", "until", "after", "before", "behind", "ahead", "against",
        "about",
        "around", "roughly", "approximately", "nearly", "almost", "just", "only", "even", "still", "yet", "already",
        "again",
        "also", "and", "or", "but", "nor", "so", "while", "whereas", "though", "although", "because", "as", "if",
        "when", "where",
        "which", "who", "whose", "what", "how", "why", "than", "then", "now", "today", "here", "all", "both", "each",
        "every",
        "no", "none", "not", "nobody", "nothing", "some", "any", "many", "much", "more", "most", "less", "least", "few",
        "fewer",
        "several", "other", "others", "another", "same", "such", "first", "second", "third", "fourth", "fifth", "sixth",
        "seventh",
        "eighth", "ninth", "tenth", "last", "next", "previous", "prior", "latest", "current", "combined", "together",
        "overall",
        "total", "totals", "in-all", "per", "is", "are", "was", "were", "be", "been", "has", "have", "had", "do",
        "does", "did",
        "can", "will", "would", "may", "might", "must", "should", "let", "one", "two", "three", "four", "five", "six",
        "seven",
        "eight", "nine", "ten", "eleven", "twelve", "half", "twice", "double", "quarter", "quarters", "month", "months",
        "year",
        "years", "week", "weeks", "day", "days", "date", "dates", "deal", "deals", "opportunity", "opportunities",
        "account",
        "accounts", "customer", "customers", "region", "regions", "owner", "owners", "rep", "reps", "stage", "stages",
        "segment",
        "segments", "product", "products", "industry", "industries", "team", "teams", "role", "roles", "title",
        "titles", "type",
        "types", "contact", "contacts", "pipeline", "bookings", "revenue", "sales", "forecast", "win", "wins", "won",
        "loss",
        "losses", "lost", "open", "closed", "close", "rate", "rates", "value", "values", "amount", "amounts", "average",
        "median",
        "mean", "weighted", "share", "shares", "sum", "count", "counts", "number", "figure", "figures", "data",
        "result",
        "results", "answer", "question", "table", "chart", "note", "see", "compared", "measured", "ranked", "followed",
        "leading",
        "trailing", "excluding", "including", "counting", "looking", "taken", "given", "worth", "up", "down", "level",
        "flat",
        "unchanged", "growth", "change", "changes", "gap", "difference", "top", "bottom", "largest", "smallest",
        "biggest",
        "highest", "lowest", "best", "worst", "fewest", "greatest", "strongest", "weakest", "fastest", "slowest",
        "longest",
        "shortest", "oldest", "roughly", "exactly", "currently", "meanwhile", "however", "elsewhere", "apart",
        "besides", "thus",
        "therefore", "hence", "finally", "further", "clearly", "notably", "interestingly", "remarkably", "specifically",
        "put",
        "said", "state", "stated", "year-to-date", "ytd", "expected", "created", "stalled", "overdue", "slipped",
        "pushed",
        "velocity", "cycle", "conversion", "funnel", "concentration", "renewal", "renewals", "new", "business",
        "expansion",
        "name", "names", "status", "probability", "commit", "case", "snapshot", "history", "activity", "executive",
        "decision",
        "maker", "makers", "champion", "legal", "proposal", "negotiation", "prospecting", "engaging", "qualification",
        "discovery",
        "full", "whole", "part", "parts", "rest", "remaining", "remainder", "everything", "everyone", "anyone", "like",
        "unlike",
        "out", "off", "well", "good", "bad", "big", "small", "large", "high", "low", "early", "late", "recent",
        "recently",
        "neither", "either", "plus", "minus", "less", "versus", "vs", "via", "despite", "thanks", "due", "given", "q",
        "fy", "by",
        "usd", "eur", "gbp", "crm", "c", "vp", "ceo", "cfo", "cio", "cto", "cro", "cmo", "arr", "mrr", "asp", "acv",
        "yoy", "qoq",
        "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
        "december", "jan",
        "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday", "tuesday", "wednesday",
        "thursday",
        "friday", "saturday", "sunday", "summary", "key", "overview", "takeaway", "takeaways", "bottom-line", "of",
        "line",
        "runner", "place", "rank", "position", "lead", "leader", "leads", "opps", "opp", "wholly", "once", "ever",
        "never",
        "seen", "viewed", "on-average", "typical", "typically", "usually", "generally", "broadly", "please", "keep",
        "watch",
        "consider", "focus", "there's", "it's", "that's", "one's", "let's", "ok", "yes", "list", "listed", "shown",
        "sorted",
        "ordered", "grouped", "split", "broken", "judged", "based", "by-far", "far", "next-best", "close-behind",
        "third-placed",
        "management", "sourcing", "sellers", "seller", "salespeople", "sales", "pipeline's", "deal's", "source",
        "sources", "lead-source",
        "size", "sizes", "smaller", "larger", "bigger", "higher", "lower", "better", "worse", "longer", "shorter",
        "faster", "slower",
        "dollar", "dollars", "euro", "euros", "percent", "percentage", "points", "point", "dozen", "hundred",
        "thousand", "million",
        "country", "countries", "territory", "territories", "city", "cities", "channel", "channels", "campaign",
        "campaigns",
        "partner", "partners", "company", "companies", "client", "clients", "group", "groups", "category", "categories",
        "series",
        "manager", "managers", "reason", "reasons", "step", "steps", "priority", "competitor", "price", "budget",
        "unknown", "calendar", "gross", "outstanding", "leads", "combining", "adding", "across", "nearly", "beyond",
    ]

    private static let generic: Set<String> = [
        "open", "won", "lost", "closed", "new", "other", "others", "all", "none", "total", "deals", "deal", "yes", "no",
        "highest", "lowest",
        "day", "week", "month", "quarter", "year", "bookings", "pipeline", "role", "title", "previous", "amount",
        "count", "region", "owner",
        "account", "type", "stage", "win", "loss", "first", "last", "top", "up", "down", "history", "activity", "value",
        "overdue", "dimension",
    ]

    /// A word that an argument or cell of the evidence may be, and that prose uses all the time for something else.
    static func isGeneric(_ key: String) -> Bool { generic.contains(key) }

    /// An ordinary word of a report, which is no name though it begins with a capital.
    static func isCommon(_ key: String) -> Bool { common.contains(key) }
}
