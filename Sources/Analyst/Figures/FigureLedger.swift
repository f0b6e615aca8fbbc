package import Core

/// Writes figures into prose and keeps where each came from.
///
/// A narrator never types a digit: it asks the ledger, which reads the value from the evidence, formats it, and gives back
/// the Markdown link. Asked for the same figure again, it gives the same link.
package struct FigureLedger {
    /// Two widths of the same value.
    package enum Width { case brief, full }

    package let evidence: Evidence
    package private(set) var figures: [Answer.Figure] = []

    package init(evidence: Evidence) {
        self.evidence = evidence
    }

    /// The link to the value at a path; an en dash where the evidence has no such value.
    package mutating func figure(_ call: Int, _ path: String, _ width: Width = .brief, unit: Unit? = nil) -> String {
        guard let found = evidence.value(call: call, path: path), !found.value.isNull else { return "–" }
        return link(
            Answer.Figure(
                id: "", text: text(found.value, unit ?? found.unit, width), value: found.value,
                unit: unit ?? found.unit,
                call: call, path: path))
    }

    /// The link to a cell of a call's result.
    package mutating func cell(_ call: Int, _ row: Int, _ column: String, _ width: Width = .brief) -> String {
        figure(call, "response/\(row)/\(column)", width)
    }

    /// The link to a total of a call.
    package mutating func total(_ call: Int, _ name: String, _ width: Width = .brief) -> String {
        figure(call, "totals/\(name)", width)
    }

    /// The link to a value derived from others; nil where it cannot be derived (a divisor of zero).
    package mutating func derived(
        _ operation: Answer.Figure.Derivation.Operation, _ operands: [String], unit: Unit, magnitude: Bool = false
    ) -> String? {
        let derivation = Answer.Figure.Derivation(operation, operands)
        guard let value = evidence.derived(derivation) else { return nil }
        let shown = magnitude ? value.magnitude : value
        return link(
            Answer.Figure(
                id: "", text: text(shown, unit, .brief), value: value, unit: unit, call: nil, path: nil,
                derivation: derivation))
    }

    /// The link to the as-of date.
    package mutating func asOf() -> String {
        link(
            Answer.Figure(
                id: "", text: evidence.format.day(evidence.asOf), value: .date(evidence.asOf), unit: .date, call: nil,
                path: "as_of"))
    }

    /// The figure behind a link that this ledger gave out.
    package func figure(ofLink link: String) -> Answer.Figure? {
        guard let hash = link.lastIndex(of: "#") else { return nil }
        let id = link[link.index(after: hash)...].dropLast()
        return figures.first { $0.id == id }
    }

    private func text(_ value: Value, _ unit: Unit, _ width: Width) -> String {
        width == .full ? evidence.format.full(value, unit) : evidence.format.brief(value, unit)
    }

    private mutating func link(_ figure: Answer.Figure) -> String {
        let known = figures.first {
            $0.text == figure.text && $0.call == figure.call && $0.path == figure.path
                && $0.derivation == figure.derivation
        }
        if let known { return "[\(Escape.markdown(known.text))](#\(known.id))" }
        var numbered = figure
        numbered.id = "f\(figures.count + 1)"
        figures.append(numbered)
        return "[\(Escape.markdown(numbered.text))](#\(numbered.id))"
    }
}

extension Value {
    /// The value without its sign, for sentences whose words carry the direction ("down 12%").
    package var magnitude: Value {
        switch self {
        case .integer(let integer): .integer(integer == .min ? .max : abs(integer))
        case .decimal(let decimal): .decimal(abs(decimal))
        case .number(let number): .number(abs(number))
        default: self
        }
    }
}
