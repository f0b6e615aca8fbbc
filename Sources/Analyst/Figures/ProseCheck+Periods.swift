import Core

/// Holds the periods of a clause against those of the evidence.
extension ProseCheck {
    mutating func checkPeriods(_ clause: Clause, _ tokens: [ProseToken], _ known: Set<Int>) {
        let edges = edgesOfSpans(clause, tokens).union(known)
        for mention in clause.periods where !edges.contains(mention.tokens.lowerBound) {
            if let link = mention.link, prose.links.indices.contains(link), let figure = figures[prose.links[link].id] {
                // The text of a link is held against its figure as a whole.
                if evidence.value(of: figure) != nil, Escape.markdown(figure.text) == prose.links[link].source {
                    continue
                }
            }
            var subjects = clause.subjects.isEmpty ? clause.carried : clause.subjects
            let rows = clause.bound.compactMap { $0 }.filter { $0.rows.count <= 3 }.flatMap(\.rows)
            if subjects.allSatisfy(\.isPeriod), !rows.isEmpty {
                subjects.append(
                    Subject(rows: Set(rows), calls: [], tokens: mention.tokens, columns: [], isPeriod: false, text: ""))
            }
            let start = mention.tokens.lowerBound
            let isAsOf = start >= 2 && tokens[start - 2].key == "as" && ["of", "at"].contains(tokens[start - 1].key)
            if isAsOf
                ? !PeriodBinding.isAsOf(mention, index)
                : !PeriodBinding.holds(mention, subjects, index, question: questionPeriods)
            {
                report(tokens, mention.tokens, "is no day or period of the evidence")
            }
        }
        for (first, second) in spans(clause, tokens) where !PeriodBinding.isSpan(first, second, index) {
            // `between Q2 and Q3` sets two periods against each other.
            if tokens[first.tokens.upperBound].key == "and",
                [first, second].allSatisfy({ PeriodBinding.holds($0, [], index, question: questionPeriods) })
            {
                continue
            }
            report(tokens, first.tokens.lowerBound..<second.tokens.upperBound, "is no period of the evidence")
        }
    }

    /// Where the ends of a period begin that the evidence has as a whole, though no end is a period of its own.
    func edgesOfSpans(_ clause: Clause, _ tokens: [ProseToken]) -> Set<Int> {
        Set(
            spans(clause, tokens).filter { PeriodBinding.isSpan($0.0, $0.1, index) }.flatMap {
                [$0.0.tokens.lowerBound, $0.1.tokens.lowerBound]
            })
    }

    /// `from … to …` is one period, not two days that some period or other has.
    func spans(_ clause: Clause, _ tokens: [ProseToken]) -> [(PeriodMention, PeriodMention)] {
        zip(clause.periods, clause.periods.dropFirst()).filter { first, second in
            guard second.tokens.lowerBound - first.tokens.upperBound == 1 else { return false }
            let joint = tokens[first.tokens.upperBound].key
            let before = first.tokens.lowerBound > 0 ? tokens[first.tokens.lowerBound - 1].key : ""
            guard
                ["to", "through", "until", "–", "-", "till"].contains(joint) || (joint == "and" && before == "between")
            else { return false }
            return first.link == nil || first.link != second.link
        }
    }
}
