import Analytics
import Core
import Warehouse

/// Words that stand for something of the answer before.
extension FollowUp {
    /// "How much pipeline does it have": the region that came first in the answer before.
    func subject(_ new: QuestionReading, _ old: QuestionReading) -> Dimension? {
        guard new.namesFigure, new.filters.isEmpty, new.dimensions.isEmpty, new.referencedDimension == nil,
            old.ranking != nil || old.asksWho, old.dimensions.count == 1,
            let it = new.mentions.first(where: { $0.meaning == .filler && $0.words == "it" }),
            new.mentions.contains(where: { mention in
                let isBefore = mention.range.upperBound == it.range.lowerBound
                let isBehind = mention.range.lowerBound == it.range.upperBound
                return isBefore && ["does", "did", "has", "do"].contains(mention.words)
                    || isBehind && ["has", "have", "had"].contains(mention.words)
            })
        else { return nil }
        return old.dimensions.first
    }

    // MARK: "those accounts"

    func resolveReference(
        _ result: inout Result, _ before: (reading: QuestionReading, answer: Answer), _ text: String
    ) {
        if let dimension = result.reading.referencedDimension {
            var values = shownValues(of: dimension, before.answer)
            // "that region": the one that was the answer.
            if result.reading.isOneReferenced { values = Array(values.prefix(1)) }
            if !values.isEmpty {
                set(Filter(dimension.id, values, exclude: false), &result)
                if result.reading.dimensions.isEmpty, result.reading.namesFigure, !result.reading.isOneReferenced {
                    result.reading.dimensions = [dimension]
                }
                result.carried.append("\(dimension.label) \(list(values))")
            } else if let filter = before.reading.filters.first(where: { $0.dimension == dimension.id }) {
                set(filter, &result)
            }
        }
        if let place = ordinal(result.reading),
            let dimension = schema.dimensions.first(where: {
                !shownValues(of: $0, before.answer).isEmpty && isLeading($0, before.answer)
            })
        {
            let values = shownValues(of: dimension, before.answer)
            let index = place < 0 ? values.count - 1 : place
            if values.indices.contains(index) {
                set(Filter(dimension.id, [values[index]], exclude: false), &result)
                result.reading.referencedDimension = dimension
                result.carried.append("\(dimension.label) \(values[index])")
            }
            return
        }
        if result.reading.referencedDimension == nil, result.reading.namesFigure,
            result.reading.mentions.contains(where: { ["them", "they"].contains($0.words) }),
            let dimension = before.reading.dimensions.first
        {
            // "Which competitor …" is one, "which reps …" are all that were shown.
            let words =
                before.reading.mentions.first {
                    if case .concept = $0.meaning { true } else { false }
                }?.words ?? ""
            let values = shownValues(of: dimension, before.answer)
            let meant = QuestionTokens.singular(words) == words ? Array(values.prefix(1)) : values
            if !meant.isEmpty {
                set(Filter(dimension.id, meant, exclude: false), &result)
                result.reading.referencedDimension = dimension
                if meant.count > 1, result.reading.dimensions.isEmpty { result.reading.dimensions = [dimension] }
                if isAgainstThem(result.reading) { result.reading.isComparing = false }
                result.carried.append("\(dimension.label) \(list(meant))")
            }
            return
        }
        guard isTopOfBefore(text), let dimension = result.reading.dimensions.first,
            let top = shownValues(of: dimension, before.answer).first
        else { return }
        set(Filter(dimension.id, [top], exclude: false), &result)
        result.reading.dimensions.removeAll { $0.id == dimension.id }
        result.reading.ranking = nil
        result.reading.limit = nil
        result.reading.referencedDimension = dimension
        result.carried.append("\(dimension.label) \(top)")
    }

    /// "Our win rate against them" compares nothing: it is that of the deals in which they were.
    private func isAgainstThem(_ reading: QuestionReading) -> Bool {
        let comparisons = reading.mentions.filter { $0.meaning == .comparison }
        return comparisons.count == 1
            && comparisons.allSatisfy { comparison in
                comparison.words == "against"
                    && reading.mentions.contains {
                        ["them", "they"].contains($0.words) && $0.range.lowerBound == comparison.range.upperBound
                    }
            }
    }

    /// "the first one": which row of the answer before; -1 is the last.
    private func ordinal(_ reading: QuestionReading) -> Int? {
        let places = ["first": 0, "top": 0, "biggest": 0, "largest": 0, "second": 1, "third": 2, "last": -1]
        for mention in reading.mentions where mention.meaning == .reference {
            let words = mention.words.split(separator: " ")
            if words.first == "runner" { return 1 }
            // "came second"; "the second one"
            if !mention.words.hasSuffix("one"), !words.contains("second"), !words.contains("third") { continue }
            if let place = words.lazy.compactMap({ places[String($0)] }).first { return place }
        }
        return nil
    }

    /// Whether the dimension is the first column of what was shown.
    func isLeading(_ dimension: Dimension, _ answer: Answer) -> Bool {
        [dimension.id, dimension.id + "_name"].contains(answer.functionsExecuted.first?.columns.first?.name)
    }

    func shownValues(of dimension: Dimension, _ answer: Answer) -> [String] {
        // A ranking of accounts calls the column by what it holds, the name.
        let names = [dimension.id, dimension.id + "_name"]
        guard
            let call = answer.functionsExecuted.first(where: { call in call.columns.contains { names.contains($0.name) }
            }),
            let column = call.columns.first(where: { names.contains($0.name) })
        else { return [] }
        var seen: Set<String> = []
        let known = dimension.values.count == dimension.distinctCount ? Set(dimension.values) : nil
        return call.response.compactMap { $0[column.name]?.string }
            .filter { (known?.contains($0) ?? true) && seen.insert($0).inserted }.prefix(50).map(\.self)
    }

    func set(_ filter: Filter, _ result: inout Result) {
        result.reading.filters.removeAll { $0.dimension == filter.dimension }
        result.reading.filters.append(filter)
        result.reading.filters.sort { ($0.dimension, $0.exclude ? 1 : 0) < ($1.dimension, $1.exclude ? 1 : 0) }
        result.reading.filterOrder.append(filter.dimension)
    }
}
