/// The distinct texts of a column with how often each occurs, up to a limit; beyond it only "many" is known.
struct DistinctValues: Sendable {
    static let limit = 10_000

    /// Whether there are more than `limit`.
    private(set) var isMany = false
    private var arena: [UInt8] = []
    private var ends: [Int] = []
    private var counts: [Int] = []
    private var hashes: [UInt64] = []
    /// Open addressing: index of the value plus 1, or 0.
    private var slots = [Int32](repeating: 0, count: 64)

    /// How many there are; `limit` + 1 where there are many.
    var count: Int { isMany ? DistinctValues.limit + 1 : ends.count }

    mutating func insert(_ text: CellBytes) {
        guard !isMany else { return }
        let hash = DistinctValues.hash(text)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if hashes[index] == hash, equals(index, text) {
                counts[index] += 1
                return
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        if ends.count == DistinctValues.limit {
            self = DistinctValues()
            isMany = true
            return
        }
        arena.append(contentsOf: text)
        ends.append(arena.count)
        counts.append(1)
        hashes.append(hash)
        slots[slot] = Int32(ends.count)
        if ends.count * 2 > slots.count { grow() }
    }

    /// The values in the order of their first occurrence; none where there are many.
    var values: [(text: String, count: Int)] {
        ends.indices.map { index in
            let start = index == 0 ? 0 : ends[index - 1]
            return (String(decoding: arena[start..<ends[index]], as: UTF8.self), counts[index])
        }
    }

    private func equals(_ index: Int, _ text: CellBytes) -> Bool {
        let start = index == 0 ? 0 : ends[index - 1]
        guard ends[index] - start == text.count else { return false }
        for offset in 0..<text.count where arena[start + offset] != text[offset] { return false }
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index + 1)
        }
    }

    /// FNV-1a, with a last mix because the table uses the low bits.
    private static func hash(_ text: CellBytes) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash ^ (hash >> 29)
    }
}
