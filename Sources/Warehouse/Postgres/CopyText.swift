import Core

/// Rows in the text format of COPY.
enum CopyText {
    /// Appends one row: cells apart by tabs, `\N` for NULL, backslash escapes in texts.
    static func append(_ row: [Value], to bytes: inout [UInt8]) {
        for (index, value) in row.enumerated() {
            if index > 0 { bytes.append(0x09) }
            switch value {
            case .null: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
            case .text(let text): append(text, to: &bytes)
            default: append(PostgresValue.parameter(value)?.text ?? "\\N", to: &bytes, escaped: false)
            }
        }
        bytes.append(0x0A)
    }

    private static func append(_ text: String, to bytes: inout [UInt8], escaped: Bool = true) {
        guard escaped else {
            bytes += Array(text.utf8)
            return
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes += [byte, byte]
            case 0x09: bytes += Array("\\t".utf8)
            case 0x0A: bytes += Array("\\n".utf8)
            case 0x0D: bytes += Array("\\r".utf8)
            default: bytes.append(byte)
            }
        }
    }
}
