/// A cell's bytes, trimmed and with its quotes resolved; valid as long as the file's bytes are.
typealias CellBytes = UnsafeBufferPointer<UInt8>

/// Takes cells out of a file's bytes without making strings of them.
struct CellText {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let nulls: [[UInt8]]
    private let longestNull: Int
    private let scratch: UnsafeMutableBufferPointer<UInt8>

    /// `scratch` holds at least `CSVReader.maximumFieldLength` + 1 bytes: the place where doubled quotes are resolved.
    init(_ bytes: UnsafeBufferPointer<UInt8>, nulls: [String], scratch: UnsafeMutableBufferPointer<UInt8>) {
        self.bytes = bytes
        self.nulls = nulls.map { Array($0.lowercased().utf8) }
        longestNull = self.nulls.map(\.count).max() ?? 0
        self.scratch = scratch
    }

    /// The trimmed bytes of a cell, or nil where it is empty or one of the texts that stand for empty.
    ///
    /// The bytes stay valid until the next call.
    func callAsFunction(_ cell: CSVCell) -> CellBytes? {
        var start = cell.start
        var end = cell.end
        trim(bytes, &start, &end)
        guard start < end else { return nil }
        var text = CellBytes(rebasing: bytes[start..<end])
        if cell.hasDoubledQuotes { text = withoutDoubledQuotes(text) }
        return isNull(text) ? nil : text
    }

    private func withoutDoubledQuotes(_ text: CellBytes) -> CellBytes {
        var count = 0
        var index = 0
        while index < text.count, count < scratch.count {
            let byte = text[index]
            scratch[count] = byte
            count += 1
            index += byte == 0x22 && index + 1 < text.count && text[index + 1] == 0x22 ? 2 : 1
        }
        return CellBytes(rebasing: scratch[..<count])
    }

    /// Drops spaces, tabs, line ends and the wide, narrow and invisible spaces of Unicode at both ends.
    private func trim(_ bytes: UnsafeBufferPointer<UInt8>, _ start: inout Int, _ end: inout Int) {
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

    /// Length of the space beyond ASCII that the bytes begin with: U+00A0, U+2000…U+200B, U+202F, U+205F, U+3000, U+FEFF.
    private static func wideSpace(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
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

    private func isNull(_ text: CellBytes) -> Bool {
        guard text.count <= longestNull else { return false }
        return nulls.contains { null in
            null.count == text.count
                && zip(null, text).allSatisfy { $0 == ($1 >= 0x41 && $1 <= 0x5A ? $1 | 0x20 : $1) }
        }
    }
}
