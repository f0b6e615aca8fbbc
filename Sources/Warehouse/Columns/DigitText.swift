/// Decimal digits of the scripts that spreadsheets write numbers in, with the marks that belong to them.
enum DigitText {
    /// A number is written in one of them throughout.
    enum Script {
        case ascii
        /// U+0660…U+0669.
        case arabicIndic
        /// U+06F0…U+06F9, Persian and Urdu.
        case easternArabicIndic
        /// U+FF10…U+FF19.
        case fullWidth
    }

    /// The digit at the place, with its length in bytes; nil where there is none.
    static func first(_ text: CellBytes, _ index: Int) -> (value: UInt8, length: Int, script: Script)? {
        let byte = text[index]
        if byte < 0x80 { return byte >= 0x30 && byte <= 0x39 ? (byte - 0x30, 1, .ascii) : nil }
        guard index + 1 < text.count else { return nil }
        let next = text[index + 1]
        switch byte {
        case 0xD9 where next >= 0xA0 && next <= 0xA9: return (next - 0xA0, 2, .arabicIndic)
        case 0xDB where next >= 0xB0 && next <= 0xB9: return (next - 0xB0, 2, .easternArabicIndic)
        case 0xEF where next == 0xBC && index + 2 < text.count:
            let last = text[index + 2]
            return last >= 0x90 && last <= 0x99 ? (last - 0x90, 3, .fullWidth) : nil
        default: return nil
        }
    }

    static func endsInDigit(_ text: CellBytes) -> Bool {
        (1...3).contains { length in
            text.count >= length && first(text, text.count - length).map { $0.length == length } ?? false
        }
    }

    /// Length of a percent sign at the end: `%`, `٪` (U+066A) or `％` (U+FF05).
    static func percentSignAtEnd(_ text: CellBytes) -> Int? {
        let signs: [[UInt8]] = [[0x25], [0xD9, 0xAA], [0xEF, 0xBC, 0x85]]
        return signs.first { text.suffix($0.count).elementsEqual($0) }?.count
    }

    /// The point or comma at the place, as in ASCII, with its length in bytes: `.`, `,`, `．` (U+FF0E), `，` (U+FF0C).
    static func mark(_ text: CellBytes, _ index: Int) -> (byte: UInt8, length: Int)? {
        let byte = text[index]
        if byte == 0x2E || byte == 0x2C { return (byte, 1) }
        guard byte == 0xEF, index + 2 < text.count, text[index + 1] == 0xBC else { return nil }
        switch text[index + 2] {
        case 0x8E: return (0x2E, 3)
        case 0x8C: return (0x2C, 3)
        default: return nil
        }
    }

    /// `٫` (U+066B), which separates decimals and nothing else.
    static func isArabicDecimalMark(_ text: CellBytes, _ index: Int) -> Bool {
        text[index] == 0xD9 && index + 1 < text.count && text[index + 1] == 0xAB
    }

    /// `٬` (U+066C), which separates thousands and nothing else.
    static func isArabicThousandsSeparator(_ text: CellBytes, _ index: Int) -> Bool {
        text[index] == 0xD9 && index + 1 < text.count && text[index + 1] == 0xAC
    }
}
