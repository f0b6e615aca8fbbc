/// The part of a cell of the form "Category: Rest" that is a dimension of its own.
enum CellPart: Hashable, Sendable {
    /// What stands before or behind the first colon with a space.
    case category, rest

    /// The part without spaces at its ends; nil where the cell has none.
    func bytes(_ text: CellBytes) -> CellBytes? {
        var colon = 0
        while let found = ByteScan.first(0x3A, in: text, from: colon) {
            guard found + 1 < text.count else { return nil }
            if text[found + 1] == 0x20 { return trimmed(text, self == .category ? 0..<found : found + 2..<text.count) }
            colon = found + 1
        }
        return nil
    }

    func value(_ text: String) -> String? {
        var copy = text
        return copy.withUTF8 { bytes($0).map { String(decoding: $0, as: UTF8.self) } }
    }

    private func trimmed(_ text: CellBytes, _ range: Range<Int>) -> CellBytes? {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, text[start] == 0x20 { start += 1 }
        while start < end, text[end - 1] == 0x20 { end -= 1 }
        return start < end ? CellBytes(rebasing: text[start..<end]) : nil
    }
}
