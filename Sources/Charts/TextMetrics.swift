/// Estimated widths of text in a system sans-serif font.
///
/// No font is at hand where a chart is made, and the reader's font is unknown. The table holds the advance widths of
/// DejaVu Sans, the widest of the usual system fonts, so that an estimate errs towards too wide and text keeps clear.
package enum TextMetrics {
    /// Pixels from the first glyph's origin to the end of the last.
    package static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
        var units = 0
        for scalar in text.unicodeScalars { units += advance(scalar) }
        return Double(units) / 1000 * size * (bold ? 1.12 : 1)
    }

    /// The text itself where it fits into `limit` pixels, otherwise its longest beginning that fits with an ellipsis.
    package static func fitted(_ text: String, limit: Double, size: Double, bold: Bool = false) -> String {
        guard width(text, size: size, bold: bold) > limit else { return text }
        let room = limit - width("\u{2026}", size: size, bold: bold)
        var kept = ""
        var used = 0.0
        for character in text {
            used += width(String(character), size: size, bold: bold)
            guard used <= room else { break }
            kept.append(character)
        }
        while kept.last?.isWhitespace == true { kept.removeLast() }
        return kept + "\u{2026}"
    }

    /// Splits at the space that makes the longer line shortest; one line where the text has no space.
    package static func twoLines(_ text: String) -> [String] {
        let words = text.split(separator: " ")
        guard words.count > 1 else { return [text] }
        let candidates = (1..<words.count).map { cut in
            [words[..<cut].joined(separator: " "), words[cut...].joined(separator: " ")]
        }
        func longer(_ lines: [String]) -> Double { lines.map { width($0, size: 1000) }.max() ?? 0 }
        return candidates.min { longer($0) < longer($1) } ?? [text]
    }

    /// Thousandths of the font size.
    private static func advance(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value >= 0x20, value < 0x7F { return asciiAdvances[Int(value) - 0x20] }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            return 1000
        case 0x1F000...0x1FAFF: return 1250
        case 0x202F, 0x2009, 0x200A: return 200
        case 0xA0: return 318
        case 0x2026, 0x2014, 0x2122: return 1000
        case 0x2013, 0x2019, 0x2018, 0xB7: return 500
        case 0x2212: return 838
        case 0x0400...0x04FF: return 850
        default: return scalar.properties.isUppercase ? 760 : 660
        }
    }

    private static let asciiAdvances: [Int] = [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636,
        636,
        636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557,
        863,
        748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550,
        635,
        615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525,
        636,
        337, 636, 838,
    ]
}
