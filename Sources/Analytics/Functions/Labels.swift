import Core
import Warehouse

/// Names of the measures, the same in every function.
enum Labels {
    /// Of a sum of amounts over opportunities of one status.
    static func value(_ status: String) -> String {
        switch status {
        case "open": "Pipeline"
        case "won": "Won value"
        case "lost": "Lost value"
        default: "Total value"
        }
    }
}

extension Total {
    /// How many rows in question lack an amount: a total of its own, so that the prose can state it; none where all have one.
    static func withoutAmount(_ count: Value) -> [Total] {
        (count.integer ?? 0) > 0 ? [Total("without_amount", "Without an amount", .count, count)] : []
    }
}

/// Sentences about rows that a figure leaves out.
enum Notes {
    /// One note that `count` rows lack something, or none where the count is zero.
    ///
    /// It reads like "12 opportunities have no amount and add nothing."
    static func missing(
        _ count: Value, _ noun: String, _ thing: String, _ singular: String, _ plural: String
    ) -> [String] {
        guard let number = count.integer, number > 0 else { return [] }
        let bare =
            thing.hasPrefix("an ")
            ? String(thing.dropFirst(3)) : thing.hasPrefix("a ") ? String(thing.dropFirst(2)) : thing
        if number == 1 { return ["One \(noun) has no \(bare) and \(singular)."] }
        let nouns = noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun + "s"
        return ["\(number) \(nouns) have no \(bare) and \(plural)."]
    }
}
