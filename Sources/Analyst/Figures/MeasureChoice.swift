import Core

/// The one measure of a call's rows that words mean, with its values.
struct RowMeasure {
    var name: String
    var unit: Core.Unit
    var values: [Double?]
    /// The same over all.
    var whole: Double?

    func value(_ row: Int) -> Double? { values.indices.contains(row) ? values[row] : nil }
}

extension FigureBinder {
    /// Words that mean a measure by other words than its label.
    private static let synonyms: [String: Set<String>] = [
        "win": ["win"], "wins": ["win"], "won": ["win", "bookings"], "winning": ["win"], "often": ["win"],
        "close": ["win"], "closes": ["win"], "convert": ["conversion"], "converts": ["conversion"],
        "lose": ["loss"], "loses": ["loss"], "book": ["bookings"], "books": ["bookings"], "booked": ["bookings"],
        "sold": ["bookings"], "idle": ["since"], "stood": ["since"], "still": ["since"], "late": ["overdue"],
        "slow": ["cycle"], "need": ["cycle"], "needs": ["cycle"], "worth": ["value", "amount"],
        "opportunity": ["opportunities"], "contact": ["contacts"], "lost": ["lost", "loss"],
    ]

    /// Whether a column compares with the period before, so that no plain word means it.
    private static let compared: Set<String> = ["previous", "change", "change_rate"]

    /// The column of a unit that words mean best; nil where none is meant.
    ///
    /// - Parameter near: the words of the statement itself.
    /// - Parameter choice: 0 for the best column, 1 for the next that is meant as well.
    func measure(_ unit: Core.Unit, _ call: Int, near: Set<String>, in clause: Clause, choice: Int = 0) -> RowMeasure? {
        let group = index.calls[call]
        let words = near.union(clause.words)
        func score(_ traits: MeasureTraits) -> Int {
            near.reduce(0) { sum, word in
                sum + (traits.words.contains(word) && word.utf8.count > 2 ? 2 : 0)
                    + ((FigureBinder.synonyms[word].map { !$0.isDisjoint(with: traits.words) } ?? false) ? 1 : 0)
            }
        }
        var found: [(column: EvidenceIndex.Column, score: Int)] = []
        let isAverage = !near.isDisjoint(with: ["average", "averages", "averaged", "mean"])
        for column in group.columns where column.unit == unit && column.traits.isMeant(by: words) {
            if let named = clause.families[unit.rawValue], !column.traits.families.isEmpty,
                named.isDisjoint(with: column.traits.families)
            {
                continue
            }
            if FigureBinder.compared.contains(column.name) { continue }
            let isMean = !column.traits.words.isDisjoint(with: ["average", "mean", "median"])
            var own = score(column.traits)
            if isMean, isAverage { own += 3 }
            found.append((column, own))
        }
        let most = found.map(\.score).max() ?? 0
        let alike = found.filter { $0.score == most }
        if let best = alike.indices.contains(choice) ? alike[choice] : nil {
            let whole = group.wholes.first { $0.name == best.column.name && $0.unit == unit }?.value
            return RowMeasure(name: best.column.name, unit: unit, values: best.column.values, whole: whole)
        }
        // `each holds more than 10% of the pipeline`
        guard unit == .percent, choice == 0 else { return nil }
        for column in group.columns where column.unit == .currency || column.unit == .count {
            guard column.traits.isMeant(by: words), score(column.traits) > 0,
                column.traits.words.isDisjoint(with: ["average", "mean", "median", "velocity"]),
                let whole = group.wholes.first(where: { $0.name == column.name && $0.unit == column.unit })?.value,
                whole != 0
            else { continue }
            return RowMeasure(
                name: column.name, unit: .percent, values: column.values.map { $0.map { $0 / whole } }, whole: nil)
        }
        return nil
    }
}
