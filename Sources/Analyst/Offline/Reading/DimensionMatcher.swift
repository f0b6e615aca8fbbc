import Analytics
import Core
import Warehouse

/// A value of a dimension found in a question.
struct ValueMatch: Hashable {
    var range: Range<Int>
    var dimension: String
    var value: String
    var isExcluded = false
}

/// Finds dimensions and their values in the words of a question.
struct DimensionMatcher {
    private typealias Place = (dimension: String, value: String)

    private let schema: Schema
    /// Value in comparison form, without spaces → where it stands.
    private let values: [String: [Place]]
    private let index: NameIndex
    private let longestValue: Int
    /// Words of a column's own label → dimension.
    private let labels: [String: String]

    /// Begins the place of a name that belongs to contacts: `contact:role`.
    static let contactPrefix = "contact:"

    /// - Parameter names: all values of the dimensions of which the schema holds only the most frequent, and the roles and
    ///   titles of contacts.
    init(schema plain: Schema, names: KnownNames = KnownNames()) {
        var schema = plain
        for (id, all) in names.values {
            if let index = schema.dimensions.firstIndex(where: { $0.id == id }) {
                schema.dimensions[index].values = all
            }
        }
        self.schema = schema
        var values: [String: [Place]] = [:]
        var index = NameIndex()
        var longest = 1
        let outcomes = Dictionary(schema.stages.map { ($0.name, $0.outcome) }, uniquingKeysWith: { first, _ in first })
        // Free texts of single deals name nothing that a question would filter by.
        for dimension in schema.dimensions
        where dimension.id != "next_step" || dimension.distinctCount <= DimensionMatcher.mostSteps {
            for value in dimension.values {
                if dimension.id == "next_step", !value.contains(" ") { continue }
                // "closed won" asks for won deals, whatever their stage is called.
                if dimension.id == "stage", outcomes[value] != .open { continue }
                let key = QuestionTokens.key(value)
                guard key.count >= 2, !key.allSatisfy(\.isNumber),
                    DimensionMatcher.isName(key, of: dimension.id)
                else { continue }
                // A sentence of its own is named in full or not at all.
                if dimension.id != "next_step" { index.add((dimension.id, value), key: key) }
                // Spaces are folded away: "GTX Pro" means GTXPro. It may then take one word more than the value has.
                for form in [key] + (DimensionMatcher.aliases[key] ?? []) {
                    values[form.replacing(" ", with: ""), default: []].append((dimension.id, value))
                }
                longest = max(longest, key.split(separator: " ").count + 1)
            }
        }
        for (by, list) in [("role", names.contactRoles), ("title", names.contactTitles)] {
            for name in list {
                let key = QuestionTokens.key(name)
                guard key.count >= 3, DimensionMatcher.isContactName(key) else { continue }
                let folded = key.replacing(" ", with: "")
                // A value of the deals themselves comes first.
                if values[folded] == nil { values[folded] = [(DimensionMatcher.contactPrefix + by, name)] }
                longest = max(longest, key.split(separator: " ").count + 1)
            }
        }
        self.values = values
        self.index = index
        longestValue = min(longest, 8)
        var labels: [String: String] = [:]
        for dimension in schema.dimensions.reversed() {
            let names = [
                dimension.label, dimension.id.replacing("_", with: " "), dimension.header.replacing("_", with: " "),
            ]
            for name in names { labels[QuestionTokens.key(name)] = dimension.id }
        }
        // "pod" means Sales Pod where no other column has that word and it has no meaning of its own.
        var owners: [String: Set<String>] = [:]
        for dimension in schema.dimensions where dimension.id != "next_step" {
            for word in QuestionTokens.key(dimension.label).split(separator: " ") where word.count >= 3 {
                owners[String(word), default: []].insert(dimension.id)
            }
        }
        for (word, ids) in owners where ids.count == 1 && labels[word] == nil {
            switch Vocabulary.phrases[word] {
            // A word of the vocabulary's phrases keeps its meaning: "loss" is no breakdown by loss reason.
            case nil where !Vocabulary.phraseWords.contains(word): labels[word] = ids.first
            case .concept(let concept)? where schema.dimension(concept) == nil: labels[word] = ids.first
            default: continue
            }
        }
        self.labels = labels
    }

    /// Next steps are values where they are chosen from a list, not where each deal has its own.
    private static let mostSteps = 40

    /// Usual short names of values; "us" counts only where it is typed in capitals.
    private static let aliases = ["united state": ["us", "usa"], "united kingdom": ["uk"]]

    /// Whether a value is taken for itself, and not for what its words mean in every question.
    private static func isName(_ key: String, of dimension: String) -> Bool {
        switch Vocabulary.phrases[key] {
        case nil, .absent?: true
        case .measure?, .topic?, .base?, .concept?:
            // "New Customer" is a type where the data says so; a forecast category is asked for by its own measures.
            key.contains(" ") && dimension != "forecast_category"
        default: false
        }
    }

    private static func isContactName(_ key: String) -> Bool {
        switch Vocabulary.phrases[key] {
        case nil, .absent?: true
        default: false
        }
    }

    /// The portal's dimension for a concept, or nil where it has none.
    func dimension(for concept: String) -> Dimension? {
        if let exact = schema.dimension(concept) { return exact }
        // "region" may be called regional_office, "industry" sector.
        let words =
            Vocabulary.concepts.first { $0.0 == concept }?.1.split(separator: "|").map {
                QuestionTokens.key(String($0))
            } ?? []
        for word in words {
            if let id = labels[word], let dimension = schema.dimension(id) { return dimension }
        }
        // A team is known by who leads it.
        return concept == "team" ? schema.dimension("manager") : nil
    }

    /// Whether a word is one of a dimension's own name: the "partners" of "gold partners", where the tier of a partner is
    /// a column.
    func isLabel(_ word: String, of dimension: String) -> Bool {
        guard let dimension = schema.dimension(dimension) else { return false }
        return QuestionTokens.key(dimension.label).split(separator: " ").contains(Substring(word))
    }

    /// The open stages in their order.
    var openStages: [String] { schema.stages.filter { $0.outcome == .open }.map(\.name) }

    var hasCreated: Bool { schema.has(.created) }

    var hasContacts: Bool { schema.hasContacts }

    /// The dimension that words name, by its label or by a usual name for it.
    func dimension(named key: String) -> Dimension? {
        if let dimension = dimension(labelled: key) { return dimension }
        guard case .concept(let concept)? = Vocabulary.phrases[key] else { return nil }
        return dimension(for: concept)
    }

    func dimension(_ id: String) -> Dimension? { schema.dimension(id) }

    /// The dimension whose own label the words are.
    func dimension(labelled key: String) -> Dimension? { labels[key].flatMap(schema.dimension) }

    /// Values named in the question, the longest names first; their words are marked as understood.
    func matches(_ tokens: inout QuestionTokens) -> [ValueMatch] {
        var found: [ValueMatch] = []
        var length = min(longestValue, tokens.count)
        while length > 0 {
            var index = 0
            while index + length <= tokens.count {
                let range = index..<(index + length)
                index += 1
                guard !tokens.isUnderstood(range) else { continue }
                let key = range.map(tokens.stem).joined()
                guard let places = values[key], key != "us" || tokens[range.lowerBound].raw == "US",
                    let place = choose(places, near: range, tokens)
                else { continue }
                // "by competitor" asks for a breakdown; only people and accounts do things themselves.
                if tokens.text(range.lowerBound - 1) == "by", !["owner", "account"].contains(place.dimension) {
                    continue
                }
                // "where Medvanta was the competitor": the name of a column before the value of another one.
                if isOtherLabel(key, than: place.dimension), tokens.text(range.lowerBound - 1) != "to" { continue }
                // "no decision maker" is no deal lost to no decision.
                if isPartOfPhrase(range, tokens) { continue }
                tokens.markUnderstood(range)
                found.append(ValueMatch(range: range, dimension: place.dimension, value: place.value))
            }
            length -= 1
        }
        found.sort { $0.range.lowerBound < $1.range.lowerBound }
        agree(&found, tokens)
        return found
    }

    /// "France or Iberia": a name that several columns have is one of the column of the name that it is joined to.
    private func agree(_ found: inout [ValueMatch], _ tokens: QuestionTokens) {
        let joiners: Set<String> = [
            "and", "or", "vs", "versus", "against", "than", "to", "with", "compared", "over", "the",
        ]
        for (left, right) in zip(found.indices, found.indices.dropFirst())
        where found[left].dimension != found[right].dimension {
            let gap = found[left].range.upperBound..<max(found[left].range.upperBound, found[right].range.lowerBound)
            guard gap.allSatisfy({ joiners.contains(tokens.text($0)) }) else { continue }
            for (one, other) in [(left, right), (right, left)] {
                let places = values[found[one].range.map(tokens.stem).joined()] ?? []
                if let place = places.first(where: { $0.dimension == found[other].dimension }) {
                    found[one].dimension = place.dimension
                    found[one].value = place.value
                    break
                }
            }
        }
    }

    private func isOtherLabel(_ key: String, than dimension: String) -> Bool {
        labels[key].map { $0 != dimension } ?? false
    }

    /// Whether a phrase of the vocabulary begins within the words and goes on behind them.
    private func isPartOfPhrase(_ range: Range<Int>, _ tokens: QuestionTokens) -> Bool {
        for start in range where start > range.lowerBound {
            for end in (range.upperBound + 1)...(range.upperBound + 2) where end <= tokens.count {
                switch Vocabulary.phrases[(start..<end).map(tokens.stem).joined(separator: " ")] {
                case nil, .filler?: continue
                default: return true
                }
            }
        }
        return false
    }

    /// Where one text is a value of several dimensions, the one whose name stands beside it, else the first.
    private func choose(_ places: [Place], near range: Range<Int>, _ tokens: QuestionTokens) -> Place? {
        guard places.count > 1 else { return places.first }
        // "where subsidiary of is Sonron": the words of a column's name before its value.
        for length in 1...3 {
            var end = range.lowerBound
            while ["is", "was", "are", "equals", "the", "called", "being"].contains(tokens.text(end - 1)) { end -= 1 }
            guard end - length >= 0 else { break }
            let key = ((end - length)..<end).map(tokens.stem).joined(separator: " ")
            if let named = dimension(labelled: key)?.id, let place = places.first(where: { $0.dimension == named }) {
                return place
            }
        }
        for neighbour in [range.upperBound, range.lowerBound - 1] {
            if let named = named(tokens.stem(neighbour)), let place = places.first(where: { $0.dimension == named }) {
                return place
            }
        }
        return places.first
    }

    /// Whether a word is one of an account's or a person's name.
    func isPartOfName(_ word: String) -> Bool { index.isPartOfName(word) }

    /// The dimension that a single word names.
    func named(_ word: String) -> String? {
        if case .concept(let concept)? = Vocabulary.phrases[word] { return dimension(for: concept)?.id }
        return labels[word]
    }

    /// Names that words may stand for.
    func candidates(for words: [String]) -> [(dimension: String, value: String)] { index.candidates(for: words) }
}
