import Core

/// The names in the data by their words, to find what a part of one or a slip of the keys stands for.
struct NameIndex {
    typealias Place = (dimension: String, value: String)

    private struct Name {
        var place: Place
        /// Words of the name, folded and in the singular.
        var parts: [String]
        /// It may be named by some of its words: accounts, people, products.
        var isPartial: Bool
    }

    private var names: [Name] = []
    /// First letter of any of its words → places in `names`: a slip does not take the first letter.
    private var byLetter: [Character: [Int]] = [:]
    /// Words of names that may be named in part.
    private var words: Set<String> = []

    static let partlyNamed: Set<String> = ["account", "owner", "product", "manager"]

    mutating func add(_ place: Place, key: String) {
        let parts = key.split(separator: " ").map(String.init)
        let isPartial = NameIndex.partlyNamed.contains(place.dimension)
        for letter in Set(parts.compactMap(\.first)) { byLetter[letter, default: []].append(names.count) }
        if isPartial { words.formUnion(parts) }
        names.append(Name(place: place, parts: parts, isPartial: isPartial))
    }

    /// Whether a word, in the singular, is one of an account's or a person's name.
    func isPartOfName(_ word: String) -> Bool { words.contains(word) }

    /// Names that words may stand for: those that hold all of the words, each as it is or with a slip.
    ///
    /// Names of accounts, people and products may be named by a part; of other values, such as regions, only a slip is
    /// forgiven, or one of their words as it is.
    func candidates(for words: [String]) -> [Place] {
        let wanted = words.map(QuestionTokens.singular)
        guard wanted.contains(where: { $0.count >= 4 || words.count > 1 && $0.count >= 3 }),
            let letter = wanted.first?.first
        else { return [] }
        var best: [Place] = []
        var fewest = Int.max
        for index in byLetter[letter] ?? [] {
            let name = names[index]
            // A part of a name must be near enough to be meant: "table" is no slip for one word of "Sable Fashion".
            let isWhole = name.parts.count == wanted.count
            if !name.isPartial, !isWhole, !wanted.allSatisfy({ $0.count >= 4 && name.parts.contains($0) }) { continue }
            guard
                let slips = slips(wanted, name.parts, shortest: isWhole ? 5 : 6)
                    ?? slips([wanted.joined()], [name.parts.joined()], shortest: 6),
                slips <= fewest
            else { continue }
            if slips < fewest { best = [] }
            fewest = slips
            best.append(name.place)
        }
        return best
    }

    /// Slips in all of the words together, each found in another part of the name; nil where one is in none.
    ///
    /// - Parameter shortest: letters of a word in which a slip is forgiven.
    private func slips(_ words: [String], _ parts: [String], shortest: Int) -> Int? {
        var left = parts
        var sum = 0
        for word in words {
            let allowed = word.utf8.count >= 8 ? 2 : word.utf8.count >= shortest ? 1 : 0
            var nearest: (index: Int, distance: Int)?
            for (index, part) in left.enumerated() where abs(part.utf8.count - word.utf8.count) <= 2 * allowed {
                let distance: Int
                if part == word {
                    distance = 0
                } else if allowed > 0, part.first == word.first {
                    distance = Names.editDistance(Array(word), Array(part))
                } else {
                    continue
                }
                if distance <= allowed, nearest.map({ distance < $0.distance }) ?? true { nearest = (index, distance) }
            }
            guard let nearest else { return nil }
            left.remove(at: nearest.index)
            sum += nearest.distance
        }
        return sum
    }
}
