/// Turns bytes of other encodings than UTF-8 into UTF-8, a piece at a time.
struct TextDecoder {
    private let form: FileEncoding.Form
    /// Bytes of a UTF-16 text whose rest lies in the next piece.
    private var pending: [UInt8] = []

    init(_ form: FileEncoding.Form) { self.form = form }

    /// What is wrong at a byte of the piece; negative where it began in the piece before.
    struct Fault: Error {
        var offset: Int
        var isNUL: Bool
    }

    /// Bytes of UTF-8 that `count` bytes give at most.
    func maximumLength(_ count: Int) -> Int { (count + pending.count) * 3 + 3 }

    /// Appends the text of `piece` to `output`, up to the first fault.
    mutating func append(_ piece: UnsafeBufferPointer<UInt8>, isLast: Bool, to output: TextBuffer) throws(Fault) {
        var fault: Fault?
        output.append(upTo: maximumLength(piece.count)) { target in
            var writer = Writer(target: target)
            switch form {
            case .utf8: break
            case .latin1, .windows1252: fault = decodeBytes(piece, &writer)
            case .utf16(let isBigEndian): fault = decodePairs(piece, isLast, isBigEndian, &writer)
            }
            return writer.count
        }
        if let fault { throw fault }
    }

    private func decodeBytes(_ piece: UnsafeBufferPointer<UInt8>, _ writer: inout Writer) -> Fault? {
        for (offset, byte) in piece.enumerated() {
            var scalar = UInt32(byte)
            if byte == 0 { return Fault(offset: offset, isNUL: true) }
            if form == .windows1252, byte >= 0x80, byte < 0xA0 {
                scalar = UInt32(TextDecoder.windows1252[Int(byte) - 0x80])
                if scalar == 0 { return Fault(offset: offset, isNUL: false) }
            }
            writer.append(scalar)
        }
        return nil
    }

    private mutating func decodePairs(
        _ piece: UnsafeBufferPointer<UInt8>, _ isLast: Bool, _ isBigEndian: Bool, _ writer: inout Writer
    ) -> Fault? {
        let before = pending.count
        let total = before + piece.count
        func byte(_ index: Int) -> UInt32 { UInt32(index < before ? pending[index] : piece[index - before]) }
        func unit(_ index: Int) -> UInt32 {
            isBigEndian ? byte(index) << 8 | byte(index + 1) : byte(index + 1) << 8 | byte(index)
        }
        var index = 0
        while index + 2 <= total {
            let first = unit(index)
            if first == 0 { return Fault(offset: index - before, isNUL: true) }
            guard first & 0xF800 == 0xD800 else {
                writer.append(first)
                index += 2
                continue
            }
            guard first < 0xDC00 else { return Fault(offset: index - before, isNUL: false) }
            guard index + 4 <= total else { break }
            let second = unit(index + 2)
            guard second & 0xFC00 == 0xDC00 else { return Fault(offset: index - before, isNUL: false) }
            writer.append(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF))
            index += 4
        }
        // Half a character at the end of the file is none.
        if isLast, index < total { return Fault(offset: index - before, isNUL: false) }
        pending = (index..<total).map { UInt8(truncatingIfNeeded: byte($0)) }
        return nil
    }

    /// Writes scalars in UTF-8; the target has room for three bytes a piece of input.
    private struct Writer {
        let target: UnsafeMutableBufferPointer<UInt8>
        var count = 0

        mutating func append(_ scalar: UInt32) {
            if scalar < 0x80 {
                put(scalar)
            } else if scalar < 0x800 {
                put(0xC0 | scalar >> 6)
                put(0x80 | scalar & 0x3F)
            } else if scalar < 0x10000 {
                put(0xE0 | scalar >> 12)
                put(0x80 | scalar >> 6 & 0x3F)
                put(0x80 | scalar & 0x3F)
            } else {
                put(0xF0 | scalar >> 18)
                put(0x80 | scalar >> 12 & 0x3F)
                put(0x80 | scalar >> 6 & 0x3F)
                put(0x80 | scalar & 0x3F)
            }
        }

        private mutating func put(_ byte: UInt32) {
            guard count < target.count else { return }
            target[count] = UInt8(truncatingIfNeeded: byte)
            count += 1
        }
    }

    /// Unicode's mapping of 0x80...0x9F; 0 for the five bytes that mean nothing.
    private static let windows1252: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
