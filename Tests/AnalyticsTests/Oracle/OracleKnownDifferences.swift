/// Where the product is known to differ from the contract, so that everything else stays tested.
///
/// An entry is to be deleted with the defect that it names: until then it hides any other of its kind in that place.
struct OracleKnownDifference {
    enum Kind {
        /// A sum over no row at all is shown as empty; the contract says nought.
        case emptySumIsNull
        /// A sum over rows that have no amount is shown as nought; the contract says empty, for it is not known.
        case unknownSumIsZero
        /// Deals without an amount are not counted, or not all of them.
        case withoutAmountIsShort
        /// Deals without an amount are left out of a count.
        case countLeavesOutBareDeals
    }

    var function: String
    /// Of a column or a total.
    var names: Set<String>
    var kind: Kind

    static let all: [OracleKnownDifference] = []

    static func covers(_ function: String, _ name: String, expected: OracleValue?, actual: Double?) -> Bool {
        all.contains { known in
            guard known.function == function, known.names.contains(name) else { return false }
            return switch known.kind {
            case .emptySumIsNull: expected == .exact(0) && actual == nil
            case .unknownSumIsZero: expected == OracleValue.none && actual == 0
            case .withoutAmountIsShort: (actual ?? 0) < (expected?.approximate ?? 0)
            case .countLeavesOutBareDeals: (actual ?? 0) < (expected?.approximate ?? 0)
            }
        }
    }
}
