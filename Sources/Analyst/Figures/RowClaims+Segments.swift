/// Cuts a clause into the statements that it makes about rows.
extension RowClaims {
    /// The tokens of the clause cut at its commas, without what stands in parentheses.
    func segments() -> [[Int]] {
        var segments: [[Int]] = [[]]
        var depth = 0
        for position in clause.range {
            let word = binder.key(position)
            if subject(at: position) == nil, quantity(at: position) == nil {
                if word == "(" { depth += 1 }
                if word == ")" {
                    depth = max(0, depth - 1)
                    continue
                }
                if depth == 0, [",", ";", ":", "—", "–"].contains(word) || isTurn(position) {
                    segments.append([])
                    if [",", ";", ":", "—", "–"].contains(word) { continue }
                }
            }
            if depth == 0 { segments[segments.count - 1].append(position) }
        }
        return joined(segments.filter { !$0.isEmpty })
    }

    /// `and none …`, `but only two …`: another statement begins.
    func isTurn(_ position: Int) -> Bool {
        guard ["and", "but", "yet"].contains(binder.key(position)) else { return false }
        let next = binder.key(position + 1)
        if RowClaims.counters.contains(next), next != "all" { return true }
        guard let place = quantity(at: position + 1), clause.quantities[place].start == position + 1 else {
            return false
        }
        // `between 45% and 51%` is one.
        return clause.quantities[place].kind == .plain
            && !clause.quantities.contains { $0.tokens.upperBound == position }
    }

    /// Names between commas belong to what stands around them: `one segment, Enterprise, falls below`.
    func joined(_ segments: [[Int]]) -> [[Int]] {
        var result: [[Int]] = []
        var isOpen = false
        for segment in segments {
            let isNames = segment.allSatisfy {
                subject(at: $0) != nil || ["and", "or", "the", "\"", "“", "”"].contains(binder.key($0))
            }
            let isFront =
                result.count == 1 && result[0].first.map { ["in", "for", "with"].contains(binder.key($0)) } ?? false
                && result[0].contains { position in
                    quantity(at: position).map { clause.quantities[$0].kind == .plain } ?? false
                }
                && !segment.contains { position in
                    quantity(at: position).map {
                        clause.quantities[$0].kind == .plain && clause.quantities[$0].bound == .exact
                    } ?? false
                }
            if isNames || isOpen || isFront, !result.isEmpty {
                result[result.count - 1] += segment
            } else {
                result.append(segment)
            }
            isOpen = isNames
        }
        return result
    }

    /// `rose in all four regions and more than doubled in two of them` makes two statements.
    func parts(_ segment: [Int], _ counters: [RowCounter]) -> [[Int]]? {
        let counts = counters.map(\.tokens)
        guard let first = counts.first, let next = counts.first(where: { $0.lowerBound >= first.upperBound }),
            let joint = segment.last(where: {
                $0 >= first.upperBound && $0 < next.lowerBound
                    && ["and", "but", "while", "with"].contains(binder.key($0))
                    && subject(at: $0) == nil
            })
        else { return nil }
        return [segment.filter { $0 < joint }, segment.filter { $0 > joint }]
    }
}
