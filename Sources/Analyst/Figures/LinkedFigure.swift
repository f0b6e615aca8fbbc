import Core

/// A figure that a prose links to, as an operand.
enum LinkedFigure {
    /// What a figure's path or derivation stands for; nil where the evidence has none.
    static func operand(_ figure: Answer.Figure, _ evidence: Evidence) -> Operand? {
        guard let found = evidence.value(of: figure), let value = found.value.double else { return nil }
        if let derivation = figure.derivation {
            let kind: Operand.Kind =
                switch derivation.operation {
                case .growth, .difference, .points: .change
                case .share: .share
                case .ratio: .ratio
                case .sum: .level
                }
            // Points are kept as such, rates as fractions.
            let isPoints = derivation.operation == .points
            var operand = Operand(
                value: isPoints ? value / 100 : value, unit: isPoints ? .percent : figure.unit, kind: kind)
            let first = derivation.operands.first.map { parts($0) } ?? []
            operand.rows = first.compactMap(\.place)
            operand.call = first.first?.call
            operand.measure = first.first?.measure
            operand.isTotal = operand.rows.isEmpty
            operand.sources = derivation.operands.flatMap { parts($0) }.compactMap(\.place)
            return operand
        }
        guard let path = figure.path, let call = figure.call else { return nil }
        var operand = Operand(value: value, unit: found.unit, call: call)
        let part = part("\(call)/\(path)")
        operand.measure = part?.measure
        if let place = part?.place { operand.rows = [place] }
        if path.hasPrefix("totals/") { operand.isTotal = true }
        if path.hasPrefix("args/") { operand.kind = .argument }
        if path == "row_count" || path == "total_row_count" { operand.kind = .count }
        return operand
    }

    private static func parts(_ operand: String) -> [(call: Int, place: RowPlace?, measure: String)] {
        guard operand.hasPrefix("sum:") else { return part(operand).map { [$0] } ?? [] }
        return operand.dropFirst(4).split(separator: "+").compactMap { part(String($0)) }
    }

    private static func part(_ path: String) -> (call: Int, place: RowPlace?, measure: String)? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let call = parts.first.flatMap(Int.init) else { return nil }
        if parts.count == 4, parts[1] == "response", let row = Int(parts[2]) {
            return (call, RowPlace(call: call, row: row), parts[3])
        }
        return (call, nil, parts.last ?? "")
    }
}
