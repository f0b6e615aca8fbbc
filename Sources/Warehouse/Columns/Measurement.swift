/// Tells numbers that measure something from those that name a group, such as a grade or a year.
///
/// Few deals have few amounts: how many different ones there are says little.
enum Measurement {
    private static let words: Set<String> = [
        "amount", "value", "price", "revenue", "total", "sum", "size", "worth", "acv", "arr", "mrr", "tcv", "net",
        "gross",
        "budget", "cost", "margin", "discount", "forecast", "probability", "percent", "age", "days", "hours",
        "duration",
        "count", "number", "quantity", "score",
    ]

    /// Whether the numbers of a column are measurements: by a word of its header, or because they have decimals, a currency
    /// or a percent sign.
    static func isOne(_ header: String, _ values: [String]) -> Bool {
        let headerWords = header.lowercased().split { !$0.isLetter }.map(String.init)
        return !words.isDisjoint(with: headerWords) || values.contains(where: isMeasured)
    }

    private static func isMeasured(_ text: String) -> Bool {
        var copy = text
        return copy.withUTF8 { bytes in
            guard let number = NumberText(bytes) else { return false }
            let exact = number.read(.point) ?? number.read(.comma)
            return number.currency != nil || number.hasPercentSign || exact.map { !$0.isWhole } ?? false
        }
    }
}
