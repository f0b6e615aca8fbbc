import Core
import Warehouse

/// What opportunities can be kept by beside their dimensions: who their contacts are, and whether they have an amount.
///
/// In `filters` its name stands where a dimension's would; a dimension of the same name comes first.
package enum DealTrait: String, CaseIterable, Sendable {
    /// Its one value is `notSet`: opportunities without an amount.
    case amount
    /// Its one value is `notSet`: opportunities without any contact.
    case contact
    case contactRole = "contact_role"
    case contactTitle = "contact_title"
    case contactSeniority = "contact_seniority"
    /// Its two values are the first and the last day, such as `2026-01-01`: opportunities created between them.
    case created

    /// The column of `contacts` that holds its values; nil where only its absence can be asked for.
    var contactColumn: String? {
        switch self {
        case .amount, .contact, .created: nil
        case .contactRole: "role"
        case .contactTitle: "title"
        case .contactSeniority: "seniority"
        }
    }

    /// Those that this data can be filtered by.
    static func known(_ schema: Schema) -> [DealTrait] {
        allCases.filter { trait in
            guard schema.dimension(trait.rawValue) == nil else { return false }
            return switch trait {
            case .amount: true
            case .created: schema.has(.created)
            default: schema.hasContacts
            }
        }
    }

    /// What is wrong with the values of a filter; nil where they fit.
    func problem(_ values: [String], _ names: KnownNames) -> String? {
        if self == .created {
            let days = values.compactMap { CalendarDate(iso: $0) }
            return values.count == 2 && days.count == 2 && days[0] <= days[1]
                ? nil : "needs the first and the last day for created, such as 2026-01-01 and 2026-03-31"
        }
        guard contactColumn != nil else {
            return values == [notSet] ? nil : "takes \(notSet) alone for \(rawValue)"
        }
        let known: [String]
        switch self {
        case .contactRole: known = names.contactRoles
        // The rarest titles are not among the names that are kept.
        case .contactTitle: known = names.hasAllTitles ? names.contactTitles : values
        default: known = JobTitle.seniorities
        }
        return values.first { !known.contains($0) }.map { "names no \(rawValue.replacing("_", with: " ")): \($0)" }
    }

    /// Over the columns of the opportunities.
    func predicate(_ filter: Filter, _ links: ContactLinks?) -> SQL {
        guard self != .amount else { return SQL("amount IS \(filter.exclude ? "NOT " : "")NULL") }
        if self == .created {
            let days = filter.values.compactMap { CalendarDate(iso: $0) }.map(Value.date)
            return SQL(filter.exclude ? "NOT coalesce(" : "coalesce(")
                + SQL("created >= ? AND created <= ?, FALSE)", days)
        }
        guard let links else { return SQL("FALSE") }
        guard let contactColumn else { return links.has(SQL("TRUE"), not: !filter.exclude) }
        let marks = Array(repeating: "?", count: filter.values.count).joined(separator: ", ")
        return links.has(
            SQL("\(contactColumn) IN (\(marks))", filter.values.map(Value.text)), not: filter.exclude)
    }
}

extension ContactLinks {
    /// Whether an opportunity has a contact for which a condition holds, or none: SQL over the columns of the
    /// opportunities and, for the condition, of the contacts.
    func has(_ condition: SQL, not isNone: Bool) -> SQL {
        let own =
            SQL(
                "coalesce(\(key.opportunity) IN (SELECT \(key.contact) FROM contacts WHERE \(key.contact) IS NOT NULL AND "
            )
            + condition + SQL("), FALSE)")
        let ofAccount =
            SQL(
                "coalesce(account IN (SELECT account FROM contacts WHERE opportunity_id IS NULL AND account IS NOT NULL AND "
            )
            + condition + SQL("), FALSE)")
        var parts: [SQL] = []
        if namesOpportunities { parts.append(own) }
        if namesAccounts { parts.append(ofAccount) }
        guard let first = parts.first else { return SQL(isNone ? "TRUE" : "FALSE") }
        let any = parts.dropFirst().reduce(first) { $0 + SQL(" OR ") + $1 }
        return SQL(isNone ? "NOT (" : "(") + any + SQL(")")
    }
}
