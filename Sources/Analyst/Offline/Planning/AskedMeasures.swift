import Analytics
import Core

/// Which of the catalogue's measures a question asks for, put together from what it names: "average" and "open" and "deal".
struct AskedMeasures {
    typealias Measure = Vocabulary.Measure

    /// In the order of the question; empty where none is named.
    var measures: [Measure] = []
    /// The words that go together with no measure, as a sentence to ask back with.
    var problem: String?
    /// Statuses that the measures hold already.
    var usedStatuses: Set<Vocabulary.Status> = []
    /// Statuses that together leave out nothing.
    var droppedStatuses: Set<Vocabulary.Status> = []
    /// "deals" is no measure but the thing that is listed or bounded.
    var isAboutDeals = false
    /// The share that is asked for is the rate itself.
    var isRateOfClosed = false

    init(_ reading: QuestionReading) {
        isAboutDeals = reading.bases.contains(.deals)
        var reading = reading
        let named = Set(reading.statuses)
        if reading.isOfAnyStatus || named.isSuperset(of: [.open, .closed])
            || named.isSuperset(of: [.open, .won, .lost])
        {
            // "open or closed" leaves out nothing.
            droppedStatuses = named
            reading.statuses = []
        }
        if named.contains(.overdue) { reading.statuses.removeAll { $0 == .open } }
        let statuses = reading.statuses
        if statuses.contains(.created), statuses.contains(.open), reading.measures.isEmpty {
            problem =
                "I can give the deals created in a period, or those that are open now, not the ones of them that are both."
        }
        var explicit = reading.measures
        if explicit.isEmpty {
            compose(reading)
        } else {
            // "number of deals and bookings": a count beside what is named.
            if reading.bases.contains(.deals), reading.isCounting, isCounted(reading) {
                let counted = AskedMeasures.count(statuses.count == 1 ? statuses.first : nil)
                if !explicit.contains(counted), !explicit.contains(where: { $0.isCount }) {
                    let first =
                        reading.mentions.firstIndex { if case .measure = $0.meaning { true } else { false } } ?? 0
                    let count = reading.mentions.firstIndex { $0.meaning == .base(.deals) } ?? 0
                    explicit.insert(counted, at: count < first ? 0 : explicit.count)
                }
            }
            let sizes: Set<Measure> = [.averageDealSize, .wonDeals, .bookings, .openDeals, .deals, .closedDeals]
            if reading.bases.contains(.cycle), explicit.allSatisfy(sizes.contains) {
                // "How long does it take to close a deal" asks for days, whatever else is named.
                explicit = [reading.statuses == [.open] || explicit == [.openDeals] ? .dealAge : .salesCycle]
            }
            measures = explicit.map { refined($0, reading) } + sizesBeside(explicit, reading)
            if let word = meanOfGroups(reading) { problem = word }
            if isOfCreated(reading) {
                problem =
                    "I can keep deals by when they close, not by when they were created, for this figure: ask for each by itself."
            }
            if let rate = rateOfClosed(reading) { measures = [rate] }
        }
        if explicit.isEmpty, let rate = rateOfClosed(reading) {
            // "Of everything that closed, what share went against us"
            measures = [rate]
            isRateOfClosed = true
        }
        var seen: Set<Measure> = []
        measures = measures.filter { seen.insert($0).inserted }
        if measures.count > 1, measures.contains(.totalValue) {
            // "the total value of the lost deals" is the value of these, not that of all beside their count.
            let others = measures.filter { $0 != .totalValue }
            if others != [.deals] { measures = others.map { $0.value ?? $0 } }
        }
        for measure in measures { usedStatuses.formUnion(measure.statuses) }
    }

    /// "Average pipeline per rep" is no figure of the catalogue: that of each can be given.
    private func meanOfGroups(_ reading: QuestionReading) -> String? {
        if reading.aggregates.contains(.average), measures.count == 2,
            measures.contains(.logos) || measures.contains(.accounts),
            let other = measures.first(where: { ![.logos, .accounts].contains($0) }), other.isAmount
        {
            return "I can give \(other.words) in all or by account, not an average over accounts."
        }
        guard reading.aggregates.contains(.average), reading.bases.isEmpty,
            !reading.dimensions.isEmpty || reading.grain != nil,
            let measure = measures.first, measures.count == 1, measure.isAdditive || measure == .averageOpenDeal,
            measure != .averageOpenDeal || reading.isCounting
        else { return nil }
        let named = measure == .averageOpenDeal ? Measure.openDeals : measure
        return "I can give \(named.words) for each of them, not their average."
    }

    /// "Of the deals created in 2025 … the win rate": the created ones are a part of deals here, and no figure beside it.
    private func isOfCreated(_ reading: QuestionReading) -> Bool {
        guard measures.contains(where: { $0.statuses == [.created] }),
            measures.contains(where: { $0.isRate || $0.isDays }), !reading.periods.isEmpty
        else { return false }
        let places = reading.mentions.indices.filter {
            if case .measure = reading.mentions[$0].meaning { true } else { false }
        }
        guard let first = places.first, let last = places.last else { return false }
        return !reading.mentions[first...last].contains { ["and", "as well", "versus", "vs"].contains($0.words) }
    }

    /// "Who wins a bigger share of their closed deals" is the win rate; nil where it is another share.
    private func rateOfClosed(_ reading: QuestionReading) -> Measure? {
        guard reading.isShare, reading.has(.closedDeals) || reading.measures.isEmpty && reading.has(.closed)
        else { return nil }
        let others = Set(reading.measures).subtracting([.closedDeals])
        let outcomes = Set(reading.statuses).intersection([.won, .lost])
        guard !others.isEmpty || Set(reading.bases).isSubset(of: [.deals]), !reading.asksAmount else { return nil }
        if others == [.winRate] || others == [.wonDeals] || others.isEmpty && outcomes == [.won] { return .winRate }
        return others == [.lossRate] || others == [.lostDeals] || others.isEmpty && outcomes == [.lost]
            ? .lossRate : nil
    }

    /// Whether a count is asked for of the deals themselves: "how many deals", "number of open opportunities".
    private func isCounted(_ reading: QuestionReading) -> Bool {
        guard let deals = reading.mentions.first(where: { $0.meaning == .base(.deals) }) else { return false }
        return reading.mentions.contains {
            $0.meaning == .counting && (0...4).contains(deals.range.lowerBound - $0.range.upperBound)
        }
    }

    /// "costs us the most deals": what is ranked is how many they are.
    private func ranksByCount(_ reading: QuestionReading) -> Bool {
        if let often = reading.mentions.first(where: { $0.words == "often" }),
            reading.mentions.contains(where: { mention in
                if case .ranking = mention.meaning { mention.range.upperBound == often.range.lowerBound } else { false }
            })
        {
            return true
        }
        guard let deals = reading.mentions.first(where: { $0.meaning == .base(.deals) }), deals.words.hasSuffix("s")
        else {
            return false
        }
        return reading.mentions.contains {
            if case .ranking = $0.meaning {
                ["most", "fewest", "least"].contains($0.words) && $0.range.upperBound == deals.range.lowerBound
            } else {
                false
            }
        }
    }

    // MARK: One that is named

    private mutating func refined(_ measure: Measure, _ reading: QuestionReading) -> Measure {
        let statuses = Set(reading.statuses)
        let isAverage = reading.aggregates.contains(.average)
        if reading.aggregates.contains(.median) {
            switch measure {
            case .averageDealSize, .bookings: return .medianDealSize
            case .totalValue where statuses == [.won], .wonDeals where !reading.isCounting: return .medianDealSize
            case .salesCycle: return .medianSalesCycle
            case .medianDealSize, .medianSalesCycle, .winRate: return measure
            default:
                problem =
                    "The median can be given of the size of won deals and of the sales cycle; other figures as a sum or mean."
                return measure
            }
        }
        switch measure {
        case .averageDealSize:
            if statuses == [.open] { return .averageOpenDeal }
            if statuses == [.lost] { return .averageValue }
        case .bookings:
            if statuses.contains(.lost), !statuses.contains(.won) { return .lostValue }
            if statuses == [.open] { return .pipeline }
            if statuses.contains(.overdue) { return .overdueValue }
            if isAverage && reading.bases.contains(.deals) || reading.bases.contains(.size) {
                return isApart(measure, reading) ? measure : .averageDealSize
            }
        case .pipeline:
            if statuses.contains(.created) { return .createdValue }
            if statuses.contains(.overdue) { return .overdueValue }
            if statuses.contains(.lost) { return .lostValue }
            if isAverage && reading.bases.contains(.deals) || reading.bases.contains(.size) { return .averageOpenDeal }
            if isCounted(reading) { return .openDeals }
        case .openDeals:
            if reading.bases.contains(.value) || reading.asksAmount { return isAverage ? .averageOpenDeal : .pipeline }
            if reading.bases.contains(.age) { return .dealAge }
            if isAverage || reading.bases.contains(.size) { return .averageOpenDeal }
            if statuses.contains(.overdue) { return .overdueDeals }
        case .wonDeals:
            if reading.bases.contains(.cycle) { return .salesCycle }
            if isAverage || reading.bases.contains(.size) { return .averageDealSize }
            if reading.bases.contains(.value) || reading.asksAmount { return .bookings }
        case .lostDeals:
            if isAverage || reading.bases.contains(.size) {
                return .averageValue
            } else if reading.bases.contains(.value) || reading.asksAmount {
                return .lostValue
            }
        case .overdueDeals where reading.bases.contains(.value) || reading.asksAmount: return .overdueValue
        case .createdDeals where reading.bases.contains(.value) || reading.asksAmount: return .createdValue
        case .totalValue:
            if isAverage { return .averageValue }
            if let status = reading.statuses.first { return Self.sum(status) }
        case .salesCycle where statuses == [.open]: return .dealAge
        case .salesCycle where statuses.contains(.lost):
            problem = "The sales cycle is that of won deals, from created to won."
        case .winRate
        where reading.mentions.contains {
            $0.meaning == .base(.value) && ($0.words.hasPrefix("by ") || $0.words.hasPrefix("in "))
        }:
            return .winRateByValue
        default: break
        }
        return measure
    }

    // MARK: One that is put together

    private mutating func compose(_ reading: QuestionReading) {
        let bases = Set(reading.bases)
        let statuses = reading.statuses
        let isMean = reading.aggregates.contains(.average)
        let isMedian = reading.aggregates.contains(.median)
        if bases.contains(.cycle) {
            measures = [statuses == [.open] ? .dealAge : isMedian ? .medianSalesCycle : .salesCycle]
        }
        if bases.contains(.age), bases.contains(.deals) || !statuses.isEmpty || isMean { measures = [.dealAge] }
        guard measures.isEmpty else { return }
        if isMean, bases.contains(.deals), isCounted(reading), !reading.dimensions.isEmpty || reading.grain != nil,
            !reading.mentions.contains(where: { $0.meaning == .counting && $0.words.contains("amount") })
        {
            // "How many deals does each rep have on average" is not the average deal.
            problem = "I can give the number of deals for each of them, not the average of these numbers."
            return
        }
        if isMean || isMedian || bases.contains(.size),
            bases.contains(.deals) || bases.contains(.size) || bases.contains(.value)
        {
            measures = mean(statuses, isMedian: isMedian, reading)
            return
        }
        let asksCount = ranksByCount(reading)
        let isValue = (bases.contains(.value) || reading.asksAmount) && !asksCount
        let isCount = bases.contains(.deals) && (!isValue || isCounted(reading))
        if statuses.isEmpty {
            // "how much did we …" alone says nothing of which amount.
            if bases.contains(.value) { measures.append(.totalValue) }
            if isCount { measures.append(.deals) }
            return
        }
        // "won and lost deals" are two counts; "closed" is the two of them together.
        for status in statuses {
            if isValue { measures.append(Self.sum(status)) }
            if isCount || !isValue && (reading.isCounting || asksCount) { measures.append(Self.count(status)) }
        }
        if measures.isEmpty,
            !bases.isEmpty || reading.ranking != nil || !reading.dimensions.isEmpty || reading.isShare
                || reading.asksWho || !reading.periods.isEmpty || !reading.aggregates.isEmpty
                || !reading.filters.isEmpty
                || statuses == [.overdue]
        {
            // "What did we win last quarter", "who closed the most": an amount, and the count with it in the words.
            let isByCount = ["most", "fewest", "least"].contains(reading.ranking?.word ?? "") && bases.contains(.deals)
            measures = statuses.map {
                isByCount || statuses == [.overdue] && reading.bases.isEmpty ? Self.count($0) : Self.sum($0)
            }
        }
    }

    private mutating func mean(
        _ statuses: [Vocabulary.Status], isMedian: Bool, _ reading: QuestionReading
    ) -> [Measure] {
        if isMedian {
            guard Set(statuses).isSubset(of: [.won, .closed]) else {
                problem =
                    "The median can be given of the size of won deals and of the sales cycle; of open deals the average."
                return []
            }
            return [.medianDealSize]
        }
        return (statuses.isEmpty ? [.won] : statuses).compactMap { status in
            switch status {
            case .won, .closed: return .averageDealSize
            case .open: return .averageOpenDeal
            case .lost: return .averageValue
            case .overdue, .created:
                problem = "The average size can be given of won deals, of open deals and of all of them."
                return nil
            }
        }
    }

    static func sum(_ status: Vocabulary.Status) -> Measure {
        switch status {
        case .open: .pipeline
        case .won, .closed: .bookings
        case .lost: .lostValue
        case .overdue: .overdueValue
        case .created: .createdValue
        }
    }

    static func count(_ status: Vocabulary.Status?) -> Measure {
        switch status {
        case .open: .openDeals
        case .won: .wonDeals
        case .closed: .closedDeals
        case .lost: .lostDeals
        case .overdue: .overdueDeals
        case .created: .createdDeals
        case nil: .deals
        }
    }
}
