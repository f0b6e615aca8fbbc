import Analytics
import Core
import Warehouse

/// Parts of a question that go together before a plan is made.
extension Planner {
    /// The average of lost deals is that of all deals, of those in a lost stage.
    func keepLost(_ request: inout PlanRequest) {
        guard request.measure == .averageValue,
            request.reading.has(.lost) || request.reading.measures.contains(.lostDeals)
        else { return }
        let lost = Set(schema.stages.filter { $0.outcome == .lost }.map(\.name))
        let others = Set(schema.stages.filter { $0.outcome != .lost }.map(\.name))
        guard !lost.isEmpty, lost.isDisjoint(with: others),
            !request.reading.filters.contains(where: { $0.dimension == "stage" })
        else { return }
        request.reading.filters.append(Filter("stage", lost.sorted(), exclude: false))
        request.asked.usedStatuses.insert(.lost)
        request.reading.statuses.removeAll { $0 == .lost }
    }

    /// "In 2024, in 2025 or in 2026": periods in a row are steps of one stretch.
    func joinPeriods(_ request: inout PlanRequest) {
        let sorted = request.reading.periods.sorted { $0.span.first < $1.span.first }
        guard sorted.count > 2, let first = sorted.first, let last = sorted.last, let grain = first.grain,
            sorted.allSatisfy({ $0.grain == grain }),
            zip(sorted, sorted.dropFirst()).allSatisfy({ $0.span.last.adding(days: 1) == $1.span.first })
        else { return }
        request.reading.periods = [
            NamedPeriod(
                span: DateSpan(first.span.first, last.span.last), grain: nil, isCurrent: false,
                isFuture: first.isFuture)
        ]
        request.reading.grains = [grain]
        request.reading.isComparing = false
    }

    /// "What share of bookings is EMEA": the part is a value of a breakdown, not a filter.
    func splitShare(_ request: inout PlanRequest) {
        guard request.reading.isShare, !(request.measure?.isRate ?? false), request.reading.dimensions.isEmpty,
            request.reading.grain == nil,
            let id = request.reading.filterOrder.last(where: { id in
                request.reading.filters.contains { $0.dimension == id && !$0.exclude }
            }),
            let index = request.reading.filters.firstIndex(where: { $0.dimension == id && !$0.exclude }),
            let dimension = schema.dimension(id)
        else { return }
        request.share = (dimension, request.reading.filters.remove(at: index).values)
        request.reading.dimensions = [dimension]
    }
}
