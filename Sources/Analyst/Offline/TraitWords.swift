import Analytics
import Core

/// Filters that keep deals by their contacts or by an empty cell, in words.
enum TraitWords {
    /// `with a contact titled CFO`, `without an amount`; nil for a filter on values of a dimension.
    static func phrase(_ id: String, _ values: [String], isExcluded: Bool) -> String? {
        let with = isExcluded ? "without" : "with"
        let names = values.joined(separator: " or ")
        switch DealTrait(rawValue: id) {
        case .amount: return values == [notSet] ? "\(isExcluded ? "with" : "without") an amount" : nil
        case .contact: return values == [notSet] ? "\(isExcluded ? "with" : "without") a contact" : nil
        case .contactRole: return "\(with) a contact in the role \(names)"
        case .contactTitle: return "\(with) a contact titled \(names)"
        case .contactSeniority: return "\(with) a contact of \(names)"
        case .created:
            return "created from \(values.first ?? "") to \(values.last ?? "")"
        case nil:
            guard values == [notSet], !isExcluded else { return nil }
            let label = Names.label(id).lowercased()
            return "without \("aeiou".contains(label.first ?? " ") ? "an" : "a") \(label)"
        }
    }
}

/// What a list of opportunities is ordered by, in words.
struct DealOrder {
    /// `amount`, `created date`, `close date`.
    let column: String
    /// What stands first: `largest`, `oldest`.
    let adjective: String

    init(_ call: Answer.Call) {
        let isLowest = call.args["order"]?.string == "lowest"
        let isOpen = ["open", "all"].contains(call.args["status"]?.string ?? "open")
        switch call.args["order_by"]?.string {
        case "created": (column, adjective) = ("created date", isLowest ? "oldest" : "most recent")
        case "closed":
            column = "close date"
            adjective = isOpen ? (isLowest ? "next" : "last due") : isLowest ? "earliest" : "most recent"
        default: (column, adjective) = ("amount", isLowest ? "smallest" : "largest")
        }
    }
}
