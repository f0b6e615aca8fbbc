/// Words in front of a number that say how near it is: `about`, `more than`, `just under`.
enum Hedge {
    private static let phrases: [(words: [String], bound: Quantity.Bound)] = [
        (["no", "more", "than"], .atMost), (["no", "less", "than"], .atLeast), (["no", "fewer", "than"], .atLeast),
        (["not", "quite"], .below), (["not", "reach"], .below), (["n't", "reach"], .below),
        (["not", "exceed"], .atMost),
        (["not", "exceeded"], .atMost), (["never", "exceeded"], .atMost), (["north", "of"], .above),
        (["south", "of"], .below), (["a", "bit", "under"], .below), (["upwards", "of"], .above),
        (["a", "little", "over"], .above), (["a", "little", "more", "than"], .above), (["a", "touch", "over"], .above),
        (["a", "touch", "under"], .below), (["a", "shade", "under"], .below), (["a", "shade", "over"], .above),
        (["close", "on"], .about), (["getting", "on", "for"], .about), (["a", "little", "under"], .below),
        (["a", "bit", "over"], .above),
        (["more", "than"], .above), (["greater", "than"], .above), (["higher", "than"], .above),
        (["less", "than"], .below), (["fewer", "than"], .below), (["lower", "than"], .below),
        (["just", "over"], .above), (["well", "over"], .above), (["slightly", "over"], .above),
        (["just", "above"], .above), (["slightly", "above"], .above), (["slightly", "more", "than"], .above),
        (["just", "under"], .below), (["slightly", "under"], .below), (["just", "below"], .below),
        (["slightly", "below"], .below), (["just", "shy", "of"], .below), (["close", "to"], .about),
        (["in", "excess", "of"], .above), (["at", "least"], .atLeast), (["at", "most"], .atMost),
        (["up", "to"], .atMost),
        (["or", "so"], .about), (["over"], .above), (["above"], .above), (["exceeding"], .above), (["exceeds"], .above),
        (["exceeded"], .above), (["under"], .below), (["below"], .below), (["nearly"], .below), (["almost"], .below),
        (["about"], .about), (["around"], .about), (["roughly"], .about), (["approximately"], .about),
        (["some"], .about), (["circa"], .about), (["ca", "."], .about), (["ca"], .about), (["approx", "."], .about),
        (["approx"], .about), (["~"], .about), (["≈"], .about), (["rund"], .about), ([">"], .above), (["<"], .below),
        (["≥"], .atLeast), (["≤"], .atMost),
    ]

    /// The bound that the tokens before `index` give, and how many they are.
    static func before(_ tokens: [ProseToken], _ index: Int, from start: Int) -> (bound: Quantity.Bound, count: Int)? {
        var index = index
        var articles = 0
        if index > start, ["a", "an"].contains(tokens[index - 1].key) {
            index -= 1
            articles = 1
        }
        for phrase in phrases where index - phrase.words.count >= start {
            let first = index - phrase.words.count
            if phrase.words == ["up", "to"], first > 0,
                [
                    "add", "adds", "added", "comes", "came", "come", "sum", "sums", "summed", "amounts", "adding",
                    "amounting",
                ].contains(tokens[first - 1].key)
            {
                continue
            }
            if zip(tokens[first..<index], phrase.words).allSatisfy({ $0.key == $1 }) {
                return (phrase.bound, phrase.words.count + articles)
            }
        }
        return nil
    }
}
