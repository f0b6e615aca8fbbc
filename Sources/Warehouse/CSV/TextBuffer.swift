/// Memory for text that grows at its end; one thread at a time uses it.
final class TextBuffer: @unchecked Sendable {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    /// Bytes in use.
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
    var mutableBytes: UnsafeMutableBufferPointer<UInt8> { UnsafeMutableBufferPointer(start: base, count: count) }

    func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let larger = max(count + more, capacity * 2)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }

    func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count)
        (base + count).update(from: start, count: bytes.count)
        count += bytes.count
    }

    /// Lets `fill` write up to `limit` bytes at the end; it returns how many it wrote.
    func append<Fault: Error>(
        upTo limit: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) throws(Fault) -> Int
    ) throws(Fault) {
        reserve(limit)
        let written = try fill(UnsafeMutableBufferPointer(start: base + count, count: limit))
        count += min(max(written, 0), limit)
    }

    func removeFirst(_ number: Int) {
        let dropped = min(number, count)
        base.update(from: base + dropped, count: count - dropped)
        count -= dropped
    }

    func removeAll() { count = 0 }
    func truncate(to length: Int) { count = min(count, max(length, 0)) }
}
