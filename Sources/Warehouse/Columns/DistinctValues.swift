import Foundation

/// The distinct texts of a column with how often each occurs, up to a limit; beyond it only "many" is known.
///
/// Parts of a file can be counted apart and merged: the result does not depend on how they were divided.
struct DistinctValues: Sendable {
    static let limit = 10_000

    /// Whether there are more than `limit`.
    private(set) var isMany = false
    private var arena: [UInt8] = []
    private var entries: [Entry] = []
    /// Open addressing: index of the value plus 1, or 0.
    private var slots = [Int32](repeating: 0, count: 64)

    private struct Entry {
        var hash: UInt64
        var start: Int
        var length: Int
        var count: Int
        /// Line of the first occurrence.
        var line: Int
    }

    /// How many there are; `limit` + 1 where there are many.
    var count: Int { isMany ? DistinctValues.limit + 1 : entries.count }

    /// Counts the text; gives its number in the order in which they came, nil where there are many.
    @inline(__always)
    @discardableResult
    mutating func insert(_ text: CellBytes, line: Int) -> Int? {
        guard !isMany else { return nil }
        return insert(text, line: line, count: 1)
    }

    @discardableResult
    private mutating func insert(_ text: CellBytes, line: Int, count: Int) -> Int? {
        let hash = DistinctValues.hash(text)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if entries[index].hash == hash, equals(entries[index], text) {
                entries[index].count += count
                if line < entries[index].line { entries[index].line = line }
                return index
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        if entries.count == DistinctValues.limit {
            self = DistinctValues()
            isMany = true
            return nil
        }
        entries.append(Entry(hash: hash, start: arena.count, length: text.count, count: count, line: line))
        arena.append(contentsOf: text)
        slots[slot] = Int32(entries.count)
        if entries.count * 2 > slots.count { grow() }
        return entries.count - 1
    }

    /// Adds what was counted in other rows of the same column.
    mutating func merge(_ other: DistinctValues) {
        guard !isMany else { return }
        if other.isMany {
            self = other
            return
        }
        other.arena.withUnsafeBufferPointer { texts in
            for entry in other.entries where !isMany {
                let text = CellBytes(rebasing: texts[entry.start..<entry.start + entry.length])
                insert(text, line: entry.line, count: entry.count)
            }
        }
    }

    /// The values in the order of their first occurrence; none where there are many.
    var values: [(text: String, count: Int)] {
        entries.sorted { $0.line < $1.line }.map { entry in
            (String(decoding: arena[entry.start..<entry.start + entry.length], as: UTF8.self), entry.count)
        }
    }

    @inline(__always)
    private func equals(_ entry: Entry, _ text: CellBytes) -> Bool {
        guard entry.length == text.count, let other = text.baseAddress else { return entry.length == text.count }
        return arena.withUnsafeBytes { bytes in
            bytes.baseAddress.map { memcmp($0 + entry.start, other, entry.length) == 0 } ?? true
        }
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for (index, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index + 1)
        }
    }

    /// Eight bytes at a time, each step a multiplication folded to half its width.
    @inline(__always)
    private static func hash(_ text: CellBytes) -> UInt64 {
        var hash: UInt64 = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
        var index = 0
        while index + 8 <= text.count {
            hash = mixed(hash ^ ByteScan.word(text, index))
            index += 8
        }
        var rest: UInt64 = 0
        while index < text.count {
            rest = rest << 8 | UInt64(text[index])
            index += 1
        }
        return mixed(hash ^ rest)
    }

    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        let product = (value ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }
}
