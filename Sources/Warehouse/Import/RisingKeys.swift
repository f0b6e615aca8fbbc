import Foundation

/// Whether each text is greater than the one before by its bytes, as the ids of a sorted file are: then none stands twice.
///
/// Parts of a file are looked at apart and put together in the order of the file.
struct RisingKeys: Sendable {
    /// Whether all texts seen rise, and none is missing.
    private(set) var isRising = true
    private var first: [UInt8]?
    private var last: [UInt8]?

    /// Looks at one part, whose texts stay where they are until `end`.
    struct Part {
        private var keys = RisingKeys()
        private var first: CellBytes?
        private var previous: CellBytes?

        @inline(__always)
        mutating func include(_ text: CellBytes?) {
            guard let text else {
                keys.isRising = false
                return
            }
            if let previous {
                if !RisingKeys.precedes(previous, text) { keys.isRising = false }
            } else {
                first = text
            }
            previous = text
        }

        /// What was seen, with copies of the texts that the next part needs.
        func end() -> RisingKeys {
            var ended = keys
            ended.first = first.map(Array.init)
            ended.last = previous.map(Array.init)
            return ended
        }
    }

    /// Adds the part that follows.
    mutating func append(_ next: RisingKeys) {
        isRising = isRising && next.isRising
        if let last, let first = next.first, !last.lexicographicallyPrecedes(first) { isRising = false }
        first = first ?? next.first
        last = next.last ?? last
    }

    /// The order of the database: that of the bytes.
    @inline(__always)
    private static func precedes(_ left: CellBytes, _ right: CellBytes) -> Bool {
        guard let first = left.baseAddress, let second = right.baseAddress else { return left.count < right.count }
        let order = memcmp(first, second, min(left.count, right.count))
        return order == 0 ? left.count < right.count : order < 0
    }
}
