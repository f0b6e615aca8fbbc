import Analytics
import Core
import Warehouse

/// Finds dimensions and their values in the words of a question.
struct DimensionMatcher {
    private let schema: Schema
    /// Value in comparison form, without spaces → where it stands; the longest has this many words.
    private let values: [String: [(dimension: String, value: String)]]
    private let longestValue: Int
    /// Words of a column's own label → dimension.
    private let labels: [String: String]

    init(schema: Schema) {
        self.schema = schema
        var values: [String: [(dimension: String, value: String)]] = [:]
        var longest = 1
        // Free texts of single deals name nothing that a question would filter by.
        for dimension in schema.dimensions where dimension.id != "next_step" {
            for value in dimension.values {
                let key = QuestionTokens.key(value)
                guard key.count >= 2, Vocabulary.phrases[key] == nil, !key.allSatisfy(\.isNumber) else { continue }
                // Spaces are folded away: "GTX Pro" means GTXPro. It may then take one word more than the value has.
                values[key.replacing(" ", with: ""), default: []].append((dimension.id, value))
                longest = max(longest, key.split(separator: " ").count + 1)
            }
        }
        self.values = values
        longestValue = min(longest, 8)
        var labels: [String: String] = [:]
        for dimension in schema.dimensions.reversed() {
            for name in [
                dimension.label, dimension.id.replacing("_", with: " "), dimension.header.replacing("_", with: " "),
            ] {
                labels[QuestionTokens.key(name)] = dimension.id
            }
        }
        self.labels = labels
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
        return nil
    }

    func dimension(_ id: String) -> Dimension? { schema.dimension(id) }

    /// The dimension whose own label the words are.
    func dimension(labelled key: String) -> Dimension? { labels[key].flatMap(schema.dimension) }

    /// Values named in the question, longest first; their words are marked as understood.
    func filters(_ tokens: inout QuestionTokens) -> [Filter] {
        var found: [Filter] = []
        var length = min(longestValue, tokens.count)
        while length > 0 {
            var index = 0
            while index + length <= tokens.count {
                let range = index..<(index + length)
                index += 1
                guard !tokens.isUnderstood(range) else { continue }
                let key = range.map { QuestionTokens.singular(tokens.text($0)) }.joined()
                guard let places = values[key], let place = choose(places, near: range, tokens) else { continue }
                let exclude = isExcluded(before: range.lowerBound, tokens)
                tokens.markUnderstood(range)
                if let same = found.firstIndex(where: { $0.dimension == place.dimension && $0.exclude == exclude }) {
                    found[same].values.append(place.value)
                } else {
                    found.append(Filter(place.dimension, [place.value], exclude: exclude))
                }
            }
            length -= 1
        }
        return found.map { Filter($0.dimension, $0.values.sorted(), exclude: $0.exclude) }
            .sorted { ($0.dimension, $0.exclude ? 1 : 0) < ($1.dimension, $1.exclude ? 1 : 0) }
    }

    /// Where one text is a value of several dimensions, the one whose name stands beside it, else the first.
    private func choose(
        _ places: [(dimension: String, value: String)], near range: Range<Int>, _ tokens: QuestionTokens
    ) -> (dimension: String, value: String)? {
        guard places.count > 1 else { return places.first }
        for neighbour in [range.upperBound, range.lowerBound - 1] {
            let word = QuestionTokens.singular(tokens.text(neighbour))
            let named: String? =
                if case .concept(let concept)? = Vocabulary.phrases[word] { dimension(for: concept)?.id } else {
                    labels[word]
                }
            if let named, let place = places.first(where: { $0.dimension == named }) { return place }
        }
        return places.first
    }

    private func isExcluded(before index: Int, _ tokens: QuestionTokens) -> Bool {
        (1...2).contains { back in
            let word = tokens.text(index - back)
            guard case .exclusion? = Vocabulary.phrases[word] else { return false }
            return true
        }
    }
}
