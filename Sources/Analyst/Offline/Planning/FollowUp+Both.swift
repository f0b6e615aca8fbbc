import Analytics
import Core
import Warehouse

/// "Which of the two", "the two together": what the two questions before were about.
extension FollowUp {
    /// "Which is bigger", "together?": nothing else is named, so that the two before are meant, where there are two.
    func comparesBoth(_ new: QuestionReading) -> Bool {
        guard !new.namesFigure, new.filters.isEmpty, new.dimensions.isEmpty, new.periods.isEmpty, new.bounds.isEmpty,
            new.limit == nil, new.grain == nil
        else { return false }
        let comparatives: Set<String> = [
            "better", "bigger", "higher", "larger", "greater", "stronger", "worse", "lower", "smaller", "weaker",
            "longer",
            "shorter", "faster", "slower",
        ]
        if let ranking = new.ranking { return comparatives.contains(ranking.word) && new.isListing }
        return new.wordCount <= 2
            && new.mentions.contains {
                $0.words == "together" || $0.meaning == .aggregate(.total) && $0.words == "combined"
            }
    }

    /// - Returns: nil where it is not clear which two are meant.
    func both(_ new: QuestionReading, _ before: Before, _ earlier: Before?) -> Result? {
        var result = Result(reading: new.namesFigure ? new : before.reading)
        result.reading.refersToTwo = false
        result.reading.chart = new.chart ?? before.reading.chart
        let isCompared = new.ranking != nil || new.isComparing || new.isListing
        if new.namesFigure {
            result.reading.periods = new.periods.isEmpty ? before.reading.periods : new.periods
            result.reading.filters = before.reading.filters
        }
        if let earlier, let pair = pair(earlier.reading, before.reading) {
            set(pair, &result)
        } else if let own = before.reading.filters.first(where: { !$0.exclude && $0.values.count == 2 }) {
            set(own, &result)
        } else if let dimension = schema.dimensions.first(where: { isLeading($0, before.answer) }) {
            let values = shownValues(of: dimension, before.answer)
            guard values.count == 2 else { return nil }
            set(Filter(dimension.id, values), &result)
            result.reading.dimensions = [dimension]
        } else {
            return nil
        }
        let two = result.reading.filters.filter { !$0.exclude && $0.values.count == 2 }
        guard two.count == 1, let filter = two.first else { return nil }
        result.reading.isComparing = isCompared
        result.reading.ranking = new.ranking
        result.reading.limit = nil
        result.reading.refersBack = true
        result.carried.append("\(schema.dimension(filter.dimension)?.label ?? filter.dimension) \(list(filter.values))")
        let names = AskedMeasures(result.reading).measures.map(\.words)
        if !names.isEmpty { result.carried.append(names.joined(separator: " and ")) }
        return result
    }

    /// The one filter in which two questions for the same figure differ, with the values of both.
    private func pair(_ first: QuestionReading, _ second: QuestionReading) -> Filter? {
        guard AskedMeasures(first).measures == AskedMeasures(second).measures, first.periods == second.periods else {
            return nil
        }
        let differing = second.filters.filter { !first.filters.contains($0) }
        guard differing.count == 1, let filter = differing.first, !filter.exclude, filter.values.count == 1,
            let other = first.filters.first(where: { $0.dimension == filter.dimension && !$0.exclude }),
            other.values.count == 1, first.filters.count == second.filters.count
        else { return nil }
        return Filter(filter.dimension, (other.values + filter.values).sorted())
    }
}
