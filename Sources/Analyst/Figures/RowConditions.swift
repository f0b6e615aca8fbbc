import Core

/// Reads what a statement says of its rows: `exceed $1M`, `are in Negotiation`, `win less often than the overall 36.7%`.
struct RowConditions {
    let claims: RowClaims
    let counter: RowCounter
    let segment: [Int]
    /// Which of the columns that are meant alike is tried.
    var choice = 0

    struct Reading {
        /// Each says whether a row meets it; nil where the row has no such value.
        var tests: [(Int) -> Bool?] = []
        /// Places of the numbers that bound.
        var thresholds: Set<Int> = []
        /// Column of the last bound.
        var measure: String?
        /// Which side of it is meant.
        var isUpward: Bool?
        /// Column that a category stands in.
        var category: String?
        /// Rows that are named beside the count.
        var named: Set<Int> = []
        /// Names of the category behind the count, each with a number of its own.
        var apart: [(subject: Subject, place: Int)] = []
        /// First tokens of the periods that it was held against.
        var periods: Set<Int> = []
    }

    var binder: FigureBinder { claims.binder }
    var clause: Clause { claims.clause }
    var group: EvidenceIndex.Call { binder.index.calls[counter.scope.call] }

    /// The conditions; nil where there are none, or one that the rows cannot tell.
    func read() -> Reading? {
        var reading = Reading()
        guard thresholds(&reading), standards(&reading), categories(&reading), dates(&reading) else { return nil }
        zero(&reading)
        if reading.tests.isEmpty, !majority(&reading) { return nil }
        if reading.tests.isEmpty { changes(&reading) }
        return reading.tests.isEmpty ? nil : reading
    }

    /// Words of the statement outside its count.
    var near: Set<String> {
        Set(segment.filter { !counter.tokens.contains($0) }.map { binder.key($0) })
    }

    static let verbs: [String: Comparison] = [
        "exceed": .above, "exceeds": .above, "exceeded": .above, "top": .above, "tops": .above, "topped": .above,
        "surpass": .above, "surpassed": .above, "surpasses": .above, "pass": .above, "passed": .above,
        "passes": .above, "cross": .above, "crossed": .above, "clear": .above, "clears": .above, "cleared": .above,
        "reach": .atLeast, "reaches": .atLeast, "reached": .atLeast, "beat": .above, "beats": .above,
        "exceeding": .above, "topping": .above, "past": .above, "above": .above, "over": .above, "under": .below,
        "below": .below,
        "beneath": .below, "outside": .below, "beyond": .above,
    ]

    /// Which side of a number is meant; nil where it bounds nothing.
    func comparison(_ place: Int) -> Comparison? {
        let quantity = clause.quantities[place]
        let before = binder.key(quantity.start - 1)
        if before == "between" { return .atLeast }
        if before == "and",
            clause.quantities.contains(where: {
                $0.tokens.upperBound == quantity.start - 1 && binder.key($0.start - 1) == "between"
            })
        {
            return .atMost
        }
        let hedge = Set((quantity.start..<quantity.tokens.lowerBound).map { binder.key($0) })
        guard hedge.isDisjoint(with: ["nearly", "almost", "quite", "shy", "close"]) else { return nil }
        if let written = binder.comparison(quantity, in: clause) { return written }
        var position = quantity.start - 1
        while ["the", "overall", "average", "mean", "a", "an", "'s"].contains(binder.key(position)) { position -= 1 }
        if let verb = RowConditions.verbs[binder.key(position)] {
            let isDenied = ["not", "n't", "never"].contains(binder.key(position - 1))
            return isDenied ? verb.denied : verb
        }
        guard binder.key(position) == "than" else { return nil }
        return way(before: position)
    }

    /// `less often than`, `a higher win rate than`: which side the comparative in front of `than` means.
    func way(before than: Int) -> Comparison? {
        for position in stride(from: than - 1, through: max(clause.range.lowerBound, than - 5), by: -1) {
            guard let sign = Lexicon.comparatives[binder.key(position)] else { continue }
            // Of days the fewer are the faster.
            let isSpeed = ["faster", "slower", "quicker"].contains(binder.key(position))
            return (sign > 0) != isSpeed ? .above : .below
        }
        return nil
    }

    func measure(_ unit: Core.Unit) -> RowMeasure? {
        if let name = claims.context?.measure, claims.context?.scope.call == counter.scope.call,
            let column = group.columns.first(where: { $0.name == name && $0.unit == unit }),
            near.isDisjoint(with: column.traits.words) || near.count < 4
        {
            let whole = group.wholes.first { $0.name == column.name && $0.unit == unit }?.value
            return RowMeasure(name: column.name, unit: unit, values: column.values, whole: whole)
        }
        return binder.measure(unit, counter.scope.call, near: near, in: clause, choice: choice)
    }

    /// The unit that a bound is in.
    private func unit(_ quantity: Quantity) -> Core.Unit? {
        switch quantity.kind {
        case .money: return quantity.isForeign ? nil : .currency
        case .percent: return .percent
        case .points, .times: return nil
        case .plain where quantity.isScaled: return .currency
        case .plain:
            let noun = binder.noun(quantity, in: clause)
            if noun.days != nil { return .days }
            if noun.counted != nil { return .count }
            if let name = claims.context?.measure {
                return group.columns.first { $0.name == name }?.unit
            }
            let units = FigureBinder.units(spokenOf: near)
            if units.contains(.days) || group.columns.contains(where: { $0.unit == .days }) { return .days }
            return .count
        }
    }

    private func thresholds(_ reading: inout Reading) -> Bool {
        for place in clause.quantities.indices {
            let quantity = clause.quantities[place]
            guard segment.contains(quantity.tokens.lowerBound), place != counter.quantity,
                place != counter.scope.whole, !counter.tokens.contains(quantity.tokens.lowerBound),
                let comparison = comparison(place)
            else { continue }
            if quantity.kind == .times, quantity.isWords, let grown = growth() {
                // `more than doubled in two of them`
                let bound = quantity.value
                reading.tests.append { row in grown(row).map { $0 > bound } ?? nil }
                reading.thresholds.insert(place)
                continue
            }
            guard let unit = unit(quantity), let measure = measure(unit) else { return false }
            var bound = quantity.value
            if unit == .days, let days = binder.noun(quantity, in: clause).days {
                bound *= Lexicon.meanDays(days)
            }
            // `the overall 36.7%` is what it was rounded from.
            let isWhole = near.contains("overall") || near.contains("average") && near.contains("than")
            if isWhole, let whole = measure.whole, quantity.exactly.matches(whole) { bound = whole }
            add(measure, comparison, bound, &reading)
            reading.thresholds.insert(place)
        }
        // `five owners have two overdue deals each`
        if reading.tests.isEmpty, segment.contains(where: { binder.key($0) == "each" }),
            let place = clause.quantities.indices.first(where: {
                let quantity = clause.quantities[$0]
                return segment.contains(quantity.tokens.lowerBound) && quantity.start >= counter.tokens.upperBound
                    && quantity.kind == .plain && quantity.bound == .exact
                    && binder.noun(quantity, in: clause).counted == .deals
            }), let measure = measure(.count)
        {
            let number = clause.quantities[place].value
            reading.tests.append { row in measure.value(row).map { $0 == number } }
            reading.thresholds.insert(place)
            reading.measure = measure.name
        }
        // `more than a year`
        for position in segment where binder.key(position) == "than" && ["a", "one"].contains(binder.key(position + 1))
        {
            guard let days = Lexicon.timeNouns[binder.key(position + 2)] else { continue }
            guard let comparison = way(before: position), let measure = measure(.days) else { return false }
            add(measure, comparison, Lexicon.meanDays(days), &reading)
        }
        return true
    }

    func add(_ measure: RowMeasure, _ comparison: Comparison, _ bound: Double, _ reading: inout Reading) {
        reading.tests.append { row in
            guard let value = measure.value(row) else { return nil }
            switch comparison {
            case .above: return value > bound + abs(bound) * 1e-12
            case .atLeast: return value >= bound - abs(bound) * 1e-12
            case .below: return value < bound - abs(bound) * 1e-12
            case .atMost: return value <= bound + abs(bound) * 1e-12
            }
        }
        reading.measure = measure.name
        reading.isUpward = comparison.isUpward
    }

    /// Names that stand in other columns of the rows: an owner, a stage, a product.
    private func categories(_ reading: inout Reading) -> Bool {
        if case .names = counter.amount { return true }
        if case .noneOf = counter.amount { return true }
        if case .allOf = counter.amount { return true }
        let first = group.columns.first { $0.unit == .text }?.name
        var byColumn: [String: Set<Int>] = [:]
        for subject in clause.subjects where segment.contains(subject.tokens.lowerBound) && !subject.isPeriod {
            guard !counter.tokens.contains(subject.tokens.lowerBound), !binder.isExcluded(subject, clause) else {
                continue
            }
            let rows = Set(subject.rows.filter { $0.call == counter.scope.call }.map(\.row))
            guard !rows.isEmpty else { continue }
            if binder.isStandard(subject, clause) { continue }
            if let first, subject.columns.contains(first) {
                reading.named.formUnion(rows)
                continue
            }
            guard let column = group.columns.first(where: { $0.unit == .text && subject.columns.contains($0.name) })
            else { continue }
            if subject.tokens.lowerBound >= counter.tokens.upperBound,
                let place = clause.quantities.firstIndex(where: {
                    $0.start == subject.tokens.upperBound && $0.kind == .plain
                })
            {
                reading.apart.append((subject, place))
                continue
            }
            if segment.contains(where: { binder.key($0) == "each" }), byColumn[column.name] != nil,
                case .number(let number) = counter.amount
            {
                // `X and Y own three each`: this one has so many too.
                let inScope = rows.intersection(counter.scope.rows)
                guard number.matches(Double(inScope.count)) else { return false }
                continue
            }
            byColumn[column.name, default: []].formUnion(rows)
        }
        for (column, rows) in byColumn.sorted(by: { $0.key < $1.key }) {
            reading.tests.append { rows.contains($0) }
            reading.category = column
        }
        return true
    }

    /// `due to close in December 2026`: the date of a row lies there.
    private func dates(_ reading: inout Reading) -> Bool {
        guard !group.isTrend, let column = group.columns.first(where: { $0.unit == .date }) else { return true }
        for mention in clause.periods where segment.contains(mention.tokens.lowerBound) {
            let before = binder.key(mention.tokens.lowerBound - 1)
            guard ["in", "during", "before", "after", "since", "by", "until"].contains(before) else { continue }
            reading.periods.insert(mention.tokens.lowerBound)
            let span: DateSpan
            switch mention.kind {
            case .month(let month) where before == "in" || before == "during":
                reading.tests.append { row in column.date(row).map { $0.month == month } }
                reading.category = reading.category ?? column.name
                continue
            case .span(let named, _): span = named
            case .day(let day): span = DateSpan(day, day)
            default: return false
            }
            reading.tests.append { row in
                column.date(row).map { date in
                    switch before {
                    case "before": date < span.first
                    case "after": date > span.last
                    case "since": date >= span.first
                    case "by", "until": date <= span.last
                    default: span.contains(date)
                    }
                }
            }
            if case .day = mention.kind { continue }
            // Months stand in no column, but they can be counted like a category.
            reading.category = reading.category ?? column.name
        }
        return true
    }
}
