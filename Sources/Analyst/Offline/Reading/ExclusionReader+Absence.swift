import Analytics
import Core
import Warehouse

/// "no loss reason", "without an amount", "missing a contact": what deals are to lack.
extension ExclusionReader {
    /// Words that say that something is not there, and do not merely leave it out.
    private static let lacking: Set<String> = [
        "no", "without", "missing", "lack", "lacks", "lacking", "havent", "hasnt", "dont", "doesnt", "didnt", "not",
    ]
    private static let between: Set<String> = [
        "have", "had", "has", "got", "a", "an", "any", "single", "the", "their", "its",
    ]
    /// "no contact of C-level" lacks that kind alone.
    private static let narrowing: Set<String> = ["of", "with", "in", "at", "from", "who", "whose", "named", "called"]

    /// - Returns: a filter on empty cells, and where its words end.
    func absence(_ index: Int, _ length: Int, _ tokens: QuestionTokens) -> (Filter, Int)? {
        guard Self.lacking.contains(tokens.text(index)) else { return nil }
        var position = index + length
        while Self.between.contains(tokens.text(position)) { position += 1 }
        // "not by region", "does not depend": without "have" these words say something else.
        if ["dont", "doesnt", "didnt", "not"].contains(tokens.text(index)), position == index + length { return nil }
        for words in stride(from: 4, through: 1, by: -1) where position + words <= tokens.count {
            let range = position..<(position + words)
            guard !tokens.isUnderstood(range) else { continue }
            let key = range.map(tokens.stem).joined(separator: " ")
            if let id = lackable(key), !Self.narrowing.contains(tokens.text(range.upperBound)) {
                return (Filter(id, [notSet], exclude: false), range.upperBound)
            }
        }
        return nil
    }

    private func lackable(_ key: String) -> String? {
        switch key {
        case "amount", "value", "deal value", "deal amount", "dollar amount", "dollar value": return "amount"
        case "contact", "contact person", "associated contact", "stakeholder", "contact on them", "contact at all":
            return matcher.hasContacts && matcher.dimension("contact") == nil ? "contact" : nil
        default:
            // Next steps have a function of their own.
            guard let dimension = matcher.dimension(named: key), dimension.id != "next_step" else { return nil }
            return dimension.id
        }
    }
}
