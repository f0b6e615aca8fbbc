/// A quoted cell that goes over several lines: a note of several paragraphs, or rows that a stray quote has swallowed.
struct CellOverLines {
    /// Place of the cell in its record.
    var index: Int
    /// Where its text begins and ends in the file.
    var start: Int
    var end: Int
    /// The lines of its two quotes.
    var firstLine: Int
    var lastLine: Int
    /// Whether other text than spaces stands between its closing quote and the next delimiter.
    var isFollowedByText: Bool

    /// Above so many bytes a cell with line breaks is no note.
    private static let longestNote = 64 << 10
    /// Above so many lines half of them with the delimiters of a row are enough.
    private static let fewLines = 20

    /// Whether the text looks like rows of the file.
    ///
    /// A delimiter that no space follows counts as one between cells: in sentences a space follows the comma. `found` is
    /// the number of cells of the cell's record, `expected` that of the header; without it only the text behind the
    /// closing quote tells.
    func hasSwallowedRows(_ text: CellBytes, delimiter: UInt8, found: Int, expected: Int?) -> Bool {
        if isFollowedByText { return true }
        guard let expected, expected > 1 else { return false }
        if text.count > CellOverLines.longestNote { return true }
        let lines = text.split(omittingEmptySubsequences: true) { $0 == 0x0A || $0 == 0x0D }
        let counts = lines.map { CellOverLines.delimiters($0, delimiter) }
        guard let first = counts.first, let last = counts.last else { return false }
        // The line of the opening quote would be a row by itself, and the record that it has become is none.
        if found != expected, index + first.all >= expected - 1 { return true }
        if lines.count > CellOverLines.fewLines {
            return counts.count { $0.all >= expected - 1 } * 2 >= counts.count
        }
        guard expected > 2 else { return false }
        if counts.dropFirst().dropLast().contains(where: { $0.tight >= expected - 1 }) { return true }
        return counts.count > 1 && index + first.tight >= expected - 1 && last.tight + found - index > expected - 1
    }

    private static func delimiters(_ line: Slice<CellBytes>, _ delimiter: UInt8) -> (all: Int, tight: Int) {
        var all = 0
        var tight = 0
        for index in line.indices where line[index] == delimiter {
            all += 1
            if index + 1 == line.endIndex || line[index + 1] != 0x20 { tight += 1 }
        }
        return (all, tight)
    }
}
