import Core

/// How a bound of a call holds what it bounds, and how words say it.
enum Comparison: String {
    case above
    case atLeast = "at_least"
    case below
    case atMost = "at_most"

    /// That of an argument that is a bound by its name: `min_amount`.
    init?(argument name: String) {
        if name.hasPrefix("min_"), name.contains("amount") {
            self = .atLeast
        } else if name.hasPrefix("max_"), name.contains("amount") {
            self = .atMost
        } else {
            return nil
        }
    }

    /// What the words in front of a number say; nil where they say no side.
    init?(_ bound: Quantity.Bound) {
        switch bound {
        case .above: self = .above
        case .atLeast: self = .atLeast
        case .below: self = .below
        case .atMost: self = .atMost
        case .exact, .about: return nil
        }
    }

    var isUpward: Bool { self == .above || self == .atLeast }

    /// The same denied: `not above`.
    var denied: Comparison {
        switch self {
        case .above: .atMost
        case .atLeast: .below
        case .below: .atLeast
        case .atMost: .above
        }
    }

    /// Whether words may stand by a number that bounds so; words of no side may.
    func allows(_ written: Comparison?) -> Bool { written == nil || written == self }
}

extension FigureBinder {
    /// The side that the words around a number name: `above $1M`, `$1M or more`; nil where they name none.
    func comparison(_ quantity: Quantity, in clause: Clause) -> Comparison? {
        let next = key(quantity.tokens.upperBound)
        let last = key(quantity.tokens.upperBound + 1)
        if next == "or" || next == "and" {
            if ["more", "above", "higher", "larger", "up", "over", "upwards", "bigger", "greater"].contains(last) {
                return .atLeast
            }
            if ["less", "below", "lower", "smaller", "under", "fewer"].contains(last) { return .atMost }
        }
        var written = Comparison(quantity.bound)
        let before = key(quantity.start - 1)
        if written == nil, quantity.start < quantity.tokens.lowerBound, key(quantity.start) == "over" {
            written = .above
        }
        if written == nil {
            switch before {
            case "beyond", "exceed", "topping", "past": written = .above
            case "beneath": written = .below
            case "minimum", "least": written = .atLeast
            case "maximum", "most": written = .atMost
            default: break
            }
            if key(quantity.start - 2) == "minimum", before == "of" { written = .atLeast }
            if key(quantity.start - 2) == "maximum", before == "of" { written = .atMost }
        }
        if before == "not" || before == "never" || before == "n't" { return written?.denied }
        return written
    }
}
