/// What a column or total measures, read from its name and label, so that words of a prose can be held against it.
struct MeasureTraits {
    /// A stem of each group must stand in the context for the prose to mean this column.
    var required: [[String]] = []
    /// Outcomes that it is about: `open`, `won`, `lost`, `closed`, `overdue`.
    var outcomes: Set<String> = []
    /// Measures that it is one of, by their names in prose.
    var families: Set<String> = []
    var counts: Counted = .other
    /// Whether the call was asked for this very measure, so that a bare figure may mean it.
    var isAsked = false
    /// Words of its own label.
    var words: Set<String> = []

    /// What a count counts.
    enum Counted { case deals, accounts, contacts, groups, other }

    private static let markers: [(words: [String], stems: [String])] = [
        (["weighted"], ["weight", "probab", "expect", "forecast", "risk", "adjust", "likel", "worth"]),
        (
            ["average", "mean"],
            [
                "averag", "mean", "typical", "asp", "per", "size", "each", "cycle", "age", "take", "took", "large",
                "days",
            ]
        ),
        (["median"], ["median", "typical", "middle"]),
        (["lost", "loss"], ["los", "dead", "miss", "cost"]),
        (
            ["won"],
            [
                "won", "win", "book", "revenue", "clos", "sold", "brought", "bring", "sale", "conver", "success",
                "hand", "secur", "bank", "land",
            ]
        ),
        (["overdue"], ["overdue", "past", "late", "slip", "behind", "delay", "date"]),
        (["forecast"], ["forecast", "expect", "project", "predict", "outlook", "land", "weight", "look"]),
        (["conversion"], ["conver", "step", "went", "go", "advanc", "mov", "pass", "weak"]),
        (["reached"], ["reach", "ever", "got", "enter", "got"]),
        (["went"], ["went", "on", "mov", "advanc", "progress", "conver"]),
        (
            ["cumulated", "cumulative"],
            ["cumul", "together", "combin", "top", "first", "joint", "altogether", "between"]
        ),
        (["velocity"], ["veloc", "day", "fast", "slow", "speed", "pace"]),
        (["without", "undated"], ["without", "no", "lack", "miss", "none", "neither", "blank", "empty"]),
        (["contacts"], ["contact", "people", "stakeholder", "person", "role", "title", "time"]),
    ]

    private static let families: [String: [String]] = [
        "pipeline": ["pipeline"], "bookings": ["bookings", "revenue"], "forecast": ["forecast"],
        "cycle": ["cycle"], "velocity": ["velocity"],
    ]

    /// - Parameter status: the outcome that the call is narrowed to, where it is.
    init(name: String, label: String, status: String?, isAsked: Bool = false) {
        self.isAsked = isAsked
        let parts = MeasureTraits.split(name) + MeasureTraits.split(label)
        words = Set(parts)
        for marker in MeasureTraits.markers where marker.words.contains(where: words.contains) {
            // Where every row is won, nobody says so of each.
            if let status, status == "won" || status == "lost", marker.words.contains(status) { continue }
            required.append(marker.stems + marker.words)
        }
        for outcome in ["open", "won", "lost", "closed", "overdue"] where words.contains(outcome) {
            outcomes.insert(outcome)
        }
        if words.contains("pipeline") || outcomes.contains("overdue") { outcomes.insert("open") }
        if words.contains("bookings") { outcomes.insert("won") }
        for (family, names) in MeasureTraits.families where names.contains(where: words.contains) {
            families.insert(family)
        }
        if words.contains("won") { families.insert("bookings") }
        if words.contains("weighted") { families.formUnion(["pipeline", "forecast"]) }
        if words.contains("loss") || words.contains("lost") { families.insert("losses") }
        if words.contains("win") { families.insert("win rate") }
        if words.contains("without") {
            counts = .other
        } else if !words.isDisjoint(with: ["contacts", "contact"]), !words.contains("opportunities"),
            !words.contains("deals")
        {
            counts = .contacts
        } else if !words.isDisjoint(with: ["groups", "left"]) {
            counts = .groups
        } else if !words.isDisjoint(with: ["accounts", "logos", "customers"]) {
            counts = .accounts
        } else if !words.isDisjoint(with: [
            "deals", "deal", "opportunities", "won", "lost", "closed", "reached", "went", "open", "undated",
        ]) {
            counts = .deals
        }
        if outcomes.isEmpty, let status, status != "all" {
            outcomes.insert(status)
            if status == "overdue" { outcomes.insert("open") }
            if status == "open" { families.insert("pipeline") }
            if status == "won" { families.insert("bookings") }
        }
    }

    private static func split(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter }.map(String.init)
    }

    /// Whether it is a sum, so that it can be added up and parted.
    var isSum: Bool { words.isDisjoint(with: ["average", "mean", "median", "rate", "velocity"]) }

    /// Whether the words around a figure can mean this measure.
    func isMeant(by context: Set<String>) -> Bool {
        required.allSatisfy { stems in
            context.contains { word in stems.contains { word.hasPrefix($0) } }
        }
    }
}
