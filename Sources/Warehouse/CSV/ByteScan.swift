/// Loops over bytes that take eight of them at a time.
enum ByteScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The eight bytes at `index`, the first of them in the lowest bits.
    @inline(__always)
    static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// Eight times the same byte.
    @inline(__always)
    static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* ones }

    /// Whether no byte of the word is 0 or above 0x7F.
    @inline(__always)
    static func isPlain(_ word: UInt64) -> Bool { ((word &- ones) | word) & highs == 0 }

    /// The high bit of each byte that is `pattern`'s; the bits above the lowest one may be wrong.
    @inline(__always)
    static func matches(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = word ^ pattern
        return (difference &- ones) & ~difference & highs
    }

    /// The high bit of each byte below `limit` (at most 128); the bits above the lowest one may be wrong.
    @inline(__always)
    static func below(_ word: UInt64, _ limit: UInt8) -> UInt64 {
        (word &- repeated(limit)) & ~word & highs
    }

    /// 1 in each byte that is `pattern`'s, 0 in the others.
    @inline(__always)
    private static func equals(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = word ^ pattern
        return ~(((difference & ~highs) &+ ~highs) | difference | ~highs) >> 7
    }

    /// The sum of the eight bytes of a word.
    @inline(__always)
    private static func sum(_ word: UInt64) -> Int {
        let pairs = (word & 0x00FF_00FF_00FF_00FF) &+ ((word >> 8) & 0x00FF_00FF_00FF_00FF)
        return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }

    /// The first place from `start` on of `delimiter`, LF or CR; the end where there is none.
    @inline(__always)
    static func separator(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, delimiter: UInt8) -> Int {
        var index = start
        let pattern = repeated(delimiter)
        let last = bytes.count - 8
        while index <= last {
            let word = word(bytes, index)
            // LF and CR are among the few bytes below 0x0E.
            let found = matches(word, pattern) | below(word, 0x0E)
            if found == 0 {
                index += 8
                continue
            }
            index += found.trailingZeroBitCount / 8
            let byte = bytes[index]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { return index }
            index += 1
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { return index }
            index += 1
        }
        return index
    }

    /// The first place of `byte` from `start` on, or nil.
    @inline(__always)
    static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        let pattern = repeated(byte)
        let last = bytes.count - 8
        while index <= last {
            let found = matches(word(bytes, index), pattern)
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// How many line ends, CRLF, LF or CR, stand in the bytes; a CR at their end counts.
    static func lineEnds(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let count = bytes.count
        var feeds = 0
        var returns = 0
        var index = 0
        let (feed, carriage) = (repeated(0x0A), repeated(0x0D))
        while index + 8 <= count {
            // Each byte of the two words counts up to 248 and then goes into the sums.
            let stop = min(count - 7, index + 8 * 248)
            var someFeeds: UInt64 = 0
            var someReturns: UInt64 = 0
            while index < stop {
                let word = word(bytes, index)
                someFeeds &+= equals(word, feed)
                someReturns &+= equals(word, carriage)
                index += 8
            }
            feeds += sum(someFeeds)
            returns += sum(someReturns)
        }
        while index < count {
            if bytes[index] == 0x0A { feeds += 1 }
            if bytes[index] == 0x0D { returns += 1 }
            index += 1
        }
        guard returns > 0 else { return feeds }
        var pairs = 0
        index = 0
        while let place = first(0x0D, in: bytes, from: index) {
            if place + 1 < count, bytes[place + 1] == 0x0A { pairs += 1 }
            index = place + 1
        }
        return feeds + returns - pairs
    }

    /// The last place before `end` and not before `start` of LF or CR, or nil.
    static func lastLineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.upperBound
        while index > range.lowerBound {
            index -= 1
            if bytes[index] == 0x0A || bytes[index] == 0x0D { return index }
        }
        return nil
    }
}
