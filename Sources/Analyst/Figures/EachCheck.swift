/// Holds what is said of each of several names: `Elena Cho and Ingrid Suzuki follow with three each`.
struct EachCheck {
    let binder: FigureBinder
    let clause: Clause

    /// First tokens of names that do not have the figure that each is said to have.
    func problems() -> [Int] {
        var found: [Int] = []
        for (place, quantity) in clause.quantities.enumerated() {
            guard clause.bound.indices.contains(place), let operand = clause.bound[place], operand.kind == .level,
                !operand.isTotal, operand.rows.count == 1, let row = operand.rows.first, isEach(quantity),
                let column = binder.index.calls[row.call].columns.first(where: { $0.name == operand.measure })
            else { continue }
            for name in list(before: quantity) {
                let rows = name.rows.filter { $0.call == row.call }
                guard rows.count == 1, let own = rows.first else { continue }
                if let value = column.value(own.row), !quantity.matches(value) { found.append(name.tokens.lowerBound) }
            }
        }
        return found
    }

    private func isEach(_ quantity: Quantity) -> Bool {
        let end = quantity.tokens.upperBound
        return reach(end, min(clause.range.upperBound, end + 3)).contains { binder.key($0) == "each" }
            || reach(max(clause.range.lowerBound, quantity.start - 4), quantity.start).contains {
                binder.key($0) == "each"
            }
    }

    /// The names in front of a number that stand in one list: `A, B and C`.
    private func list(before quantity: Quantity) -> [Subject] {
        let names = clause.subjects.filter {
            !$0.rows.isEmpty && !$0.isPeriod && $0.tokens.upperBound <= quantity.start
        }
        guard var last = names.last else { return [] }
        var list = [last]
        for name in names.dropLast().reversed() {
            let gap = name.tokens.upperBound..<last.tokens.lowerBound
            let joints: Set<String> = [",", "and", "the", "\"", "“", "”", "both"]
            guard !gap.isEmpty, gap.allSatisfy({ joints.contains(binder.key($0)) }) else { break }
            list.append(name)
            last = name
        }
        return list.count > 1 ? list : []
    }
}
