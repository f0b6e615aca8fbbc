import Foundation

/// Matching and making of names.
package enum Names {
    /// Case, accents, spaces, hyphens and underscores folded away: `"  GTX-Pro"` and `"gtxpro"` become the same text.
    package static func folded(_ name: String) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return foldedASCII(name) }
        let plain = name.decomposedStringWithCompatibilityMapping.lowercased()
        var result = ""
        for scalar in plain.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spaceSeparator, .control, .format, .lineSeparator, .paragraphSeparator: continue
            case .connectorPunctuation, .dashPunctuation: continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The same for a name of ASCII alone, as most are.
    private static func foldedASCII(_ name: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.utf8.count)
        for byte in name.utf8
        where byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_") {
            bytes.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Characters that a slug has at most.
    package static let longestSlug = 60

    /// The name as part of a URL and of a file name: `a-z`, `0-9` and single hyphens, at most 60 of them; `untitled` where
    /// nothing is left.
    package static func slug(_ name: String) -> String {
        let plain = name.decomposedStringWithCompatibilityMapping.lowercased()
        var result: [UInt8] = []
        for scalar in plain.unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": result.append(UInt8(scalar.value))
            case _ where scalar.properties.generalCategory == .nonspacingMark: continue
            case "'", "\u{2019}": continue
            default: if let last = result.last, last != UInt8(ascii: "-") { result.append(UInt8(ascii: "-")) }
            }
        }
        if result.count > longestSlug {
            result = Array(result.prefix(longestSlug + 1))
            // Cut at a whole word where there is one.
            let cut = result.lastIndex(of: UInt8(ascii: "-")).flatMap { $0 > 30 ? $0 : nil } ?? longestSlug
            result = Array(result.prefix(cut))
        }
        while result.last == UInt8(ascii: "-") { result.removeLast() }
        return result.isEmpty ? "untitled" : String(decoding: result, as: UTF8.self)
    }

    /// The candidate that is nearest to `name` by edit distance, or nil where none is near enough to be meant.
    package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(folded(name))
        let limit = max(1, wanted.count / 3)
        var best: (distance: Int, name: String)?
        for candidate in candidates.sorted() {
            let distance = editDistance(wanted, Array(folded(candidate)))
            if distance <= limit, best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
        }
        return best?.name
    }

    /// Levenshtein distance with transposition of neighbours (optimal string alignment).
    package static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var twoAgo: [Int] = []
        var previous = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(
                    previous[column + 1] + 1, current[column] + 1, previous[column] + (character == other ? 0 : 1))
                if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
                    cost = min(cost, twoAgo[column - 1] + 1)
                }
                current.append(cost)
            }
            (twoAgo, previous) = (previous, current)
        }
        return previous[right.count]
    }

    /// `close_value` → `Close value`: the label of a column that has none of its own.
    package static func label(_ identifier: String) -> String {
        let words = identifier.replacing("_", with: " ").trimmingCharacters(in: .whitespaces)
        guard let first = words.first else { return identifier }
        return first.uppercased() + words.dropFirst()
    }
}
