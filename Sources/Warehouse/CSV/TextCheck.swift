/// Finds bytes that are not text in UTF-8.
enum TextCheck {
    /// The offset of the first byte from `start` on that is NUL or not part of well-formed UTF-8 (Unicode 16, table 3-7).
    ///
    /// Where the bytes end within a character that may still become one, `incomplete` is its offset and nothing is wrong.
    static func firstInvalid(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0
    ) -> (invalid: Int?, incomplete: Int?) {
        var index = start
        let count = bytes.count
        while index < count {
            while index + 8 <= count, ByteScan.isPlain(ByteScan.word(bytes, index)) { index += 8 }
            guard index < count else { break }
            let lead = bytes[index]
            if lead < 0x80 {
                if lead == 0 { return (index, nil) }
                index += 1
                continue
            }
            let length: Int
            var low: UInt8 = 0x80
            var high: UInt8 = 0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, low) = (3, 0xA0)
            case 0xED: (length, high) = (3, 0x9F)
            case 0xE1...0xEF: length = 3
            case 0xF0: (length, low) = (4, 0x90)
            case 0xF4: (length, high) = (4, 0x8F)
            case 0xF1...0xF3: length = 4
            default: return (index, nil)
            }
            for offset in 1..<length {
                guard index + offset < count else { return (nil, index) }
                let next = bytes[index + offset]
                guard offset == 1 ? next >= low && next <= high : next & 0xC0 == 0x80 else { return (index, nil) }
            }
            index += length
        }
        return (nil, nil)
    }
}
