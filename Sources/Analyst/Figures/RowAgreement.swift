import Core

/// Holds the names beside a figure against the row that it was taken from: `has been stuck in Proposal for 84 days`.
struct RowAgreement {
    let binder: FigureBinder
    let clause: Clause

    /// First tokens of names that stand on other rows than the one that the clause is about.
    func problems() -> [Int] {
        let levels = clause.bound.compactMap { $0 }.filter { $0.kind == .level && !$0.isTotal && $0.rows.count == 1 }
        let rows = Set(levels.flatMap(\.rows))
        guard rows.count == 1, let row = rows.first, binder.index.calls.indices.contains(row.call),
            // Only where each row is one deal has a name one row to stand on.
            binder.index.calls[row.call].isDealList
        else { return [] }
        return clause.subjects.compactMap { subject in
            let before = binder.key(subject.tokens.lowerBound - 1)
            let own = subject.rows.filter { $0.call == row.call }
            // Where another name of the same column stands for the row, this one is set against it.
            let isOther = clause.subjects.contains {
                $0.rows.contains(row) && !$0.columns.isDisjoint(with: subject.columns)
            }
            guard !isOther, !subject.isPeriod, !own.isEmpty, !own.contains(row), ["in", "at", "with"].contains(before)
            else {
                return nil
            }
            return subject.tokens.lowerBound
        }
    }
}
