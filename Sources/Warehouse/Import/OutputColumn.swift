/// A column of a staging table and the cells that fill it.
struct OutputColumn: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case text
        /// A part of the cell.
        case part(CellPart)
        case amount(NumberFormat)
        case probability(NumberFormat)
        case date(DataConfiguration.DateOrder)
        /// The currency that stands in a cell of amounts, as a code or a sign; NULL where none does.
        case currencyOfAmount
        /// The line on which the row begins.
        case line
        /// `won`, `lost` or `open`: what the stage in the cell means, by the configuration or its words.
        case outcome(DataConfiguration.Stages?)
        /// A column that the file does not have: NULL in every row.
        case missing(ColumnType)
    }

    var name: String
    /// Index of the file's column; not used for `line` and `missing`.
    var source: Int
    var kind: Kind
    /// Whether a row without it is rejected.
    var isRequired = false
    /// Whether it is watched if its texts rise from row to row.
    var isKey = false

    var type: ColumnType {
        switch kind {
        case .text, .part, .currencyOfAmount, .outcome: .text
        case .missing(let type): type
        case .date: .date
        case .line: .integer
        case .amount(let format), .probability(let format): .decimal(width: format.width, scale: format.scale)
        }
    }

    /// Whether a cell of it may be why a row is rejected.
    var mayReject: Bool {
        switch kind {
        case .text, .part, .line, .currencyOfAmount, .outcome, .missing: isRequired
        case .amount, .probability, .date: true
        }
    }
}
