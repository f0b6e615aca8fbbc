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

    /// Bytes that a space may begin or end with.
    @inline(__always)
    private static func mayBeSpace(_ byte: UInt8) -> Bool { byte <= 0x20 || byte >= 0x80 }

    /// Drops spaces, tabs, line ends and the wide, narrow and invisible spaces of Unicode at both ends.
    private func trim(_ start: inout Int, _ end: inout Int) {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
        while start < end {
            if isSpace(bytes[start]) {
                start += 1
            } else if bytes[start] >= 0xC2, let length = CellText.wideSpace(bytes[start..<end].prefix(3)) {
                start += length
            } else {
                break
            }
        }
        while start < end {
            if isSpace(bytes[end - 1]) {
                end -= 1
            } else if bytes[end - 1] >= 0x80, end - start >= 2, CellText.wideSpace(bytes[(end - 2)..<end]) == 2 {
                end -= 2
            } else if bytes[end - 1] >= 0x80, end - start >= 3, CellText.wideSpace(bytes[(end - 3)..<end]) == 3 {
                end -= 3
            } else {
                break
            }
        }
    }
}

extension CellText {
    /// Length of the space beyond ASCII that the bytes begin with: U+00A0, U+2000…U+200B, U+202F, U+205F, U+3000, U+FEFF.
    private static func wideSpace(_ bytes: Slice<UnsafeMutableBufferPointer<UInt8>>) -> Int? {
        let start = bytes.startIndex
        guard bytes.count >= 2 else { return nil }
        if bytes[start] == 0xC2 { return bytes[start + 1] == 0xA0 ? 2 : nil }
        guard bytes.count >= 3 else { return nil }
        switch (bytes[start], bytes[start + 1], bytes[start + 2]) {
        case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
            return 3
        default: return nil
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
