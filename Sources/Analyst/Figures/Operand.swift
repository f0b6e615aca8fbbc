import Core

/// A value of the evidence, or one derived from it, that a figure of the prose may be bound to.
struct Operand {
    enum Kind {
        /// A cell or a total as it is.
        case level
        /// A difference or growth; its sign says which way.
        case change
        /// A part of a whole.
        case share
        /// A multiple.
        case ratio
        /// How many rows or names there are.
        case count
        /// What the question or a call fixed: `top 5`, `over $100k`.
        case argument
    }

    var value: Double
    var unit: Core.Unit
    var kind = Kind.level
    var rows: [RowPlace] = []
    var call: Int?
    /// Name of the column or total.
    var measure: String?
    var isTotal = false
    /// All rows that it was derived from.
    var sources: [RowPlace] = []
}

/// What a number in front of a noun counts.
struct CountedNoun {
    var counted: MeasureTraits.Counted?
    var outcomes: Set<String> = []
    /// Days that one of it has.
    var days: Int?
    /// The noun itself.
    var word: String?
}

/// A clause with what it names and what was bound in it.
struct Clause {
    var range: Range<Int>
    /// Indices into the subjects, periods and numbers of its block.
    var subjects: [Subject]
    var periods: [PeriodMention]
    var quantities: [Quantity]
    /// What each of them counts.
    var nouns: [CountedNoun] = []
    /// Words of the clause, of its sentence, of what went before and of the question.
    var words: Set<String>
    /// Words of the clause alone.
    var own: Set<String>
    /// Words of its sentence.
    var sentence: Set<String> = []
    /// Measures that it names, with the unit of their values.
    var families: [String: Set<String>] = [:]
    /// What the clause before spoke of, for pronouns and ellipses.
    var carried: [Subject]
    /// What the sentence behind speaks of, where this one asks.
    var following: [Subject] = []
    /// Everything that was named before.
    var mentioned: [Subject] = []
    /// One for each quantity; nil where nothing fits.
    var bound: [Operand?] = []
    /// How many of the first rows it speaks of: `the top 3`.
    var top: Int?
    /// Rows that a statement in front picked: `four belong to Leila Kurt; together they are worth $4M`.
    var picked: [RowPlace] = []
    /// The same for each statement of the clause, by its last token.
    var pickedAt: [(end: Int, rows: [RowPlace])] = []
    /// What those rows are all of.
    var scope: RowScope?
    /// Whether the block is a row of a table or an item of a list.
    var isItem = false
    /// How many items follow behind a colon.
    var listCount = 0
    /// Whether it speaks of the rows in hand alone: `the ten deals listed`.
    var isListed = false
    /// Whether a figure bore out the number of `top`.
    var isTopUsed = false
}
