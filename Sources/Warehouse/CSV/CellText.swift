/// A cell's bytes, trimmed and with its quotes resolved; valid as long as the block that it lies in.
typealias CellBytes = UnsafeBufferPointer<UInt8>

/// Takes cells out of a block's bytes without making strings of them.
struct CellText {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let nulls: NullTexts

    /// Doubled quotes are resolved in `bytes` themselves, so that each cell is taken once.
    init(_ bytes: UnsafeMutableBufferPointer<UInt8>, nulls: NullTexts) {
        self.bytes = bytes
        self.nulls = nulls
    }

    /// The trimmed bytes of a cell, or nil where it is empty or one of the texts that stand for empty.
    @inline(__always)
    func callAsFunction(_ cell: CSVCell) -> CellBytes? {
        guard cell.start < cell.end else { return nil }
        var start = cell.start
        var end = cell.end
        // Most cells have nothing to be trimmed.
        if CellText.mayBeSpace(bytes[start]) || CellText.mayBeSpace(bytes[end - 1]) {
            trim(&start, &end)
            guard start < end else { return nil }
        }
        if cell.hasDoubledQuotes { end = resolveDoubledQuotes(start, end) }
        let text = CellBytes(rebasing: UnsafeBufferPointer(bytes)[start..<end])
        return nulls.contains(text) ? nil : text
    }

    /// The new end of the text.
    private func resolveDoubledQuotes(_ start: Int, _ end: Int) -> Int {
        var count = start
        var index = start
        while index < end {
            let byte = bytes[index]
            bytes[count] = byte
            count += 1
            index += byte == 0x22 && index + 1 < end && bytes[index + 1] == 0x22 ? 2 : 1
        }
        return count
    }

    @inline(__always)
    private static func mayBeSpace(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0xC2 || byte == 0xA0 }

    /// Drops spaces, tabs, line ends and no-break spaces (U+00A0) at both ends.
    private func trim(_ start: inout Int, _ end: inout Int) {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
        while start < end {
            if isSpace(bytes[start]) {
                start += 1
            } else if end - start >= 2, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while start < end {
            if isSpace(bytes[end - 1]) {
                end -= 1
            } else if end - start >= 2, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 {
                end -= 2
            } else {
                break
            }
        }
    }
}

/// The texts that stand for an empty cell, compared without the case of ASCII letters.
struct NullTexts: Sendable {
    private let texts: [[UInt8]]
    private let longest: Int
    /// A bit for each of the 64 remainders of a first byte: most cells are told apart by it.
    private let firstBytes: UInt64

    init(_ texts: [String]) {
        self.texts = texts.map { Array($0.lowercased().utf8) }
        longest = self.texts.map(\.count).max() ?? 0
        firstBytes = self.texts.compactMap(\.first).reduce(0) { $0 | 1 << UInt64($1 & 63) }
    }

    @inline(__always)
    func contains(_ text: CellBytes) -> Bool {
        guard text.count <= longest, let first = text.first,
            firstBytes & (1 << UInt64(NullTexts.lowercased(first) & 63)) != 0
        else { return false }
        return isOne(text)
    }

    private func isOne(_ text: CellBytes) -> Bool {
        texts.contains { null in
            null.count == text.count && zip(null, text).allSatisfy { $0 == NullTexts.lowercased($1) }
        }
    }

    @inline(__always)
    private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
