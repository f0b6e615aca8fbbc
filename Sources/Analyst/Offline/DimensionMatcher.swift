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
    private let longestValue: Int
    /// Words of a column's own label → dimension.
    private let labels: [String: String]

    init(schema: Schema) {
        self.schema = schema
        var values: [String: [Place]] = [:]
        var longest = 1
        let outcomes = Dictionary(schema.stages.map { ($0.name, $0.outcome) }, uniquingKeysWith: { first, _ in first })
        // Free texts of single deals name nothing that a question would filter by.
        for dimension in schema.dimensions where dimension.id != "next_step" {
            for value in dimension.values {
                // "closed won" asks for won deals, whatever their stage is called.
                if dimension.id == "stage", outcomes[value] != .open { continue }
                let key = QuestionTokens.key(value)
                guard key.count >= 2, Vocabulary.phrases[key] == nil, !key.allSatisfy(\.isNumber) else { continue }
                // Spaces are folded away: "GTX Pro" means GTXPro. It may then take one word more than the value has.
                for form in [key] + (DimensionMatcher.aliases[key] ?? []) {
                    values[form.replacing(" ", with: ""), default: []].append((dimension.id, value))
                }
                longest = max(longest, key.split(separator: " ").count + 1)
            }
        }
        self.values = values
        longestValue = min(longest, 8)
        var labels: [String: String] = [:]
        for dimension in schema.dimensions.reversed() {
            let names = [
                dimension.label, dimension.id.replacing("_", with: " "), dimension.header.replacing("_", with: " "),
            ]
            for name in names { labels[QuestionTokens.key(name)] = dimension.id }
        }
        self.labels = labels
    }

    /// Usual short names of values; "us" counts only where it is typed in capitals.
    private static let aliases = ["united state": ["us", "usa"], "united kingdom": ["uk"]]

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
        return nil
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
                tokens.markUnderstood(range)
                found.append(ValueMatch(range: range, dimension: place.dimension, value: place.value))
            }
            length -= 1
        }
        return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Where one text is a value of several dimensions, the one whose name stands beside it, else the first.
    private func choose(_ places: [Place], near range: Range<Int>, _ tokens: QuestionTokens) -> Place? {
        guard places.count > 1 else { return places.first }
        for neighbour in [range.upperBound, range.lowerBound - 1] {
            if let named = named(tokens.stem(neighbour)), let place = places.first(where: { $0.dimension == named }) {
                return place
            }
        }
        return places.first
    }

    /// The dimension that a single word names.
    func named(_ word: String) -> String? {
        if case .concept(let concept)? = Vocabulary.phrases[word] { return dimension(for: concept)?.id }
        return labels[word]
    }

    /// Values that a word may stand for: those with it as one of their words, else those that differ from it by a slip.
    func candidates(for word: String) -> [(dimension: String, value: String)] {
        let key = QuestionTokens.singular(word)
        guard key.count >= 4 else { return [] }
        var partial: [Place] = []
        var close: [Place] = []
        let wanted = Array(key)
        let slips = key.count >= 8 ? 2 : key.count >= 5 ? 1 : 0
        // Only names of accounts and people are guessed: "median" is no slip for the industry Media.
        for dimension in schema.dimensions where dimension.id == "account" || dimension.id == "owner" {
            for value in dimension.values {
                let words = QuestionTokens.key(value).split(separator: " ").map(String.init)
                if words.contains(key) {
                    partial.append((dimension.id, value))
                } else if slips > 0,
                    ([words.joined()] + words.prefix(1)).contains(where: {
                        abs($0.count - wanted.count) <= slips && Names.editDistance(wanted, Array($0)) <= slips
                    })
                {
                    close.append((dimension.id, value))
                }
            }
        }
        return partial.isEmpty ? close : partial
    }
}
