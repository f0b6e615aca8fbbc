/// What checking a prose against its evidence found.
package struct FigureReport: Hashable, Sendable {
    /// A number, amount, percentage, date, ordinal, count word, name or direction word that does not hold.
    package struct Problem: Hashable, Sendable {
        /// Line of the prose, from 1.
        package var line: Int
        /// Column of the line, in Unicode scalars from 1.
        package var column: Int
        /// The words as they stand there.
        package var text: String
        /// Why it does not hold, in one sentence without a full stop: `is bound to nothing in the evidence`.
        package var reason: String

        package init(line: Int, column: Int, text: String, reason: String) {
            self.line = line
            self.column = column
            self.text = text
            self.reason = reason
        }
    }

    /// How many claims the prose makes: figures in digits or words, dates, ordinals, direction words.
    package var claims: Int
    /// Those that do not hold, in the order of the prose.
    package var problems: [Problem]

    package init(claims: Int, problems: [Problem]) {
        self.claims = claims
        self.problems = problems
    }

    /// Whether all of it holds.
    package var isSound: Bool { problems.isEmpty }
}
