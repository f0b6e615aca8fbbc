import Core

/// CSV cells, escaped once and kept in one run of bytes.
///
/// An array of arrays would count references for every cell written; with a hundred million cells that is most of the
/// time.
struct TextTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(_ cells: [String]) {
        ends.reserveCapacity(cells.count)
        for cell in cells {
            bytes.append(contentsOf: Escape.csvText(cell).utf8)
            ends.append(bytes.count)
        }
    }

    /// Appends cell `index` to `target`; nothing when there is no such cell.
    func copy(_ index: Int, to target: inout [UInt8]) {
        guard ends.indices.contains(index) else { return }
        let start = index == 0 ? 0 : ends[index - 1]
        let end = ends[index]
        bytes.withUnsafeBufferPointer { target.append(contentsOf: $0[start..<end]) }
    }
}
