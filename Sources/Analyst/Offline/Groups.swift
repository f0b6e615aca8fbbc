import Analytics
import Core

/// The values of one dimension by one measure.
struct Groups {
    let call: Int
    let shape: ResultShape
    /// The column of names.
    let dimension: ResultColumn
    let measure: MeasureWords
    /// Rows with a value whose group has a name, best first (worst first where the lowest are asked for).
    let ranked: [Int]
    /// The row of the deals for which the dimension is empty, where it has a value.
    let unnamed: Int?
    let isAscending: Bool

    init(_ call: Int, _ shape: ResultShape, _ dimension: ResultColumn, _ measure: MeasureWords, ascending: Bool) {
        self.call = call
        self.shape = shape
        self.dimension = dimension
        self.measure = measure
        isAscending = ascending
        let rows = shape.call.response.indices.filter { shape.number($0, measure.name) != nil }
        let named = rows.filter { shape.value($0, dimension.name).string != notSet }
        unnamed = rows.first { shape.value($0, dimension.name).string == notSet }
        // The rows' own order decides between equals.
        ranked = named.enumerated().sorted { left, right in
            let first = shape.number(left.element, measure.name) ?? 0
            let second = shape.number(right.element, measure.name) ?? 0
            if first != second { return ascending ? first < second : first > second }
            return left.offset < right.offset
        }.map(\.element)
    }

    /// Whether the first of the ranked rows is first among all groups, those not shown among them.
    var isDecided: Bool { shape.isComplete || shape.isOrdered(by: measure.name) }

    /// Whether the last of the ranked rows is last among all groups.
    var isWhole: Bool { shape.isComplete }

    func number(_ row: Int) -> Double { shape.number(row, measure.name) ?? 0 }

    /// The rows at the head that have one value.
    var leaders: [Int] {
        ranked.first.map { best in ranked.prefix { number($0) == number(best) } }.map(Array.init) ?? []
    }

    /// The path of a row's value, as an operand.
    func path(_ row: Int) -> String { "\(call)/response/\(row)/\(measure.name)" }

    /// The path of the value over all rows, as an operand.
    var totalPath: String { "\(call)/totals/\(measure.name)" }

    /// Whether parts can be told as shares of the whole: they add up, none is negative, and there is something.
    var hasShares: Bool {
        guard measure.isAdditive, let total = shape.call.totals.first(where: { $0.name == measure.name })?.value.double,
            total > 0
        else { return false }
        return shape.call.response.indices.allSatisfy { (shape.number($0, measure.name) ?? 0) >= 0 }
    }
}
