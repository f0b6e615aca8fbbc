/// Numbers that leave out what the one beside them says: `from 1.4 to 7.0 million`, `47.8 percent, ahead of the C-level at 47.7`.
extension BlockReading {
    private static let joints: Set<String> = [
        "against", "to", "and", "or", "versus", "vs", "–", "-", "from", "between",
    ]

    mutating func completeNumbers() {
        for place in quantities.indices.dropLast() {
            let next = quantities[place + 1]
            let own = quantities[place]
            guard own.kind == .plain, !own.isScaled, own.link == nil, next.start - own.tokens.upperBound == 1,
                BlockReading.joints.contains(tokens[own.tokens.upperBound].key)
            else { continue }
            if next.scale > 1, own.value < 1000 {
                quantities[place].rescale(next.scale, next.kind)
            } else if next.kind == .percent, !next.isWords, own.value <= 100 {
                quantities[place].becomePercent()
            }
        }
        // `13 million in EMEA, 10 in North America`
        for place in quantities.indices.dropFirst() {
            let before = quantities[place - 1]
            let own = quantities[place]
            let end = own.tokens.upperBound
            guard before.scale > 1, own.kind == .plain, !own.isScaled, own.value < 1000, !own.isWords, own.link == nil,
                end + 1 < tokens.count, ["in", "at", "for"].contains(tokens[end].key), isTaken[end + 1],
                sentences.contains(where: { $0.contains(own.start) && $0.contains(before.start) })
            else { continue }
            quantities[place].rescale(before.scale, before.kind)
        }
        for place in quantities.indices.dropFirst() {
            let before = quantities[place - 1]
            let own = quantities[place]
            // Only a number with a decimal: a whole one may count something.
            guard own.kind == .plain, !own.isScaled, own.link == nil, own.step < 1, own.value <= 100,
                before.kind == .percent, !before.isWords,
                sentences.contains(where: { $0.contains(own.start) && $0.contains(before.start) })
            else { continue }
            let behind = own.tokens.upperBound < tokens.count ? tokens[own.tokens.upperBound].key : ""
            guard Lexicon.timeNouns[behind] == nil, Lexicon.nouns[behind] == nil else { continue }
            quantities[place].becomePercent()
        }
    }
}

extension Quantity {
    fileprivate mutating func rescale(_ scale: Double, _ kind: Kind) {
        value *= scale
        step *= scale
        looseStep *= scale
        self.scale = scale
        self.kind = kind
        isScaled = true
    }

    fileprivate mutating func becomePercent() {
        kind = .percent
        value /= 100
        step /= 100
        looseStep /= 100
    }
}
