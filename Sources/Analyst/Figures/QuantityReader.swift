import Core

/// Finds the numbers of a prose: amounts, percentages, counts, fractions, multiples.
struct QuantityReader {
    let style: NumberStyle
    /// ISO 4217.
    let currency: String

    private static let codes: Set<String> = [
        "usd", "eur", "gbp", "jpy", "chf", "cad", "aud", "inr", "sek", "nok", "dkk", "pln", "czk", "brl", "mxn", "cny",
        "sgd", "hkd", "nzd", "zar",
    ]
    private static let signs: [String: Set<String>] = [
        "$": ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"], "€": ["EUR"], "£": ["GBP"], "¥": ["JPY", "CNY"],
        "₹": ["INR"],
    ]
    private static let words: [String: Set<String>] = [
        "dollar": ["USD", "CAD", "AUD", "NZD", "SGD", "HKD"], "dollars": ["USD", "CAD", "AUD", "NZD", "SGD", "HKD"],
        "bucks": ["USD"], "euro": ["EUR"], "euros": ["EUR"], "pounds": ["GBP"], "pound": ["GBP"], "yen": ["JPY"],
        "francs": ["CHF"], "rupees": ["INR"], "yuan": ["CNY"], "kronor": ["SEK"],
    ]
    private static let scales: [String: Double] = [
        "k": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "b": 1e9, "bn": 1e9, "t": 1e12, "thousand": 1e3,
        "million": 1e6, "millions": 1e6, "billion": 1e9, "trillion": 1e12, "mln": 1e6, "tsd": 1e3, "mrd": 1e9,
    ]
    private static let vulgar: [String: Double] = [
        "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
        "⅛": 1 / 8,
    ]

    init(_ format: FigureFormat) {
        style = NumberStyle(format.locale)
        currency = format.currency.uppercased()
    }

    /// The currencies that a token may stand for; nil where it names none.
    private func currencies(_ token: ProseToken) -> Set<String>? {
        if let sign = QuantityReader.signs[token.text] { return sign }
        if QuantityReader.codes.contains(token.key) { return [token.key.uppercased()] }
        return QuantityReader.words[token.key]
    }

    /// The quantity that begins at a token; nil where none does.
    func read(_ tokens: [ProseToken], at start: Int, end: Int) -> Quantity? {
        var index = start
        var sign: Int?
        func token(_ offset: Int) -> ProseToken? { offset >= start && offset < end ? tokens[offset] : nil }
        func key(_ offset: Int) -> String { token(offset)?.key ?? "" }
        if ["-", "−", "–", "+"].contains(key(index)), let behind = token(index + 1), !behind.isSpaced,
            token(index)?.isSpaced == true || index == 0 || tokens[index - 1].text == "(",
            behind.kind == .number || QuantityReader.signs[behind.text] != nil
        {
            sign = key(index) == "+" ? 1 : -1
            index += 1
        }
        var found: Set<String>?
        if let named = token(index).flatMap({ currencies($0) }),
            token(index + 1)?.kind == .number
                || (["-", "−", "–"].contains(key(index + 1)) && token(index + 2)?.kind == .number)
        {
            found = named
            // `US$`, `C$`: the sign alone is read.
            index += 1
            if ["-", "−", "–"].contains(key(index)) {
                sign = -1
                index += 1
            }
        }
        if let fraction = fraction(tokens, at: index, end: end, found == nil) {
            var quantity = fraction
            quantity.start = start
            quantity.tokens = start..<fraction.tokens.upperBound
            return quantity
        }
        guard let first = token(index) else { return nil }
        var value: Double
        var step = 1.0
        var loose = 1.0
        var isWords = false
        var written = 1.0
        if first.kind == .number {
            guard let number = NumberText(first.text, style) else {
                // No number of this locale, so none that the evidence can have.
                return Quantity(
                    kind: .plain, value: .infinity, step: 0, looseStep: 0, tokens: start..<(index + 1), start: start,
                    link: first.link)
            }
            value = number.value
            for _ in 0..<number.places { step /= 10 }
            for _ in 0..<number.zeros { loose *= 10 }
            loose = max(step, number.places > 0 ? step : loose)
            index += 1
        } else if first.key == "half", key(index + 1) == "a", let scale = QuantityReader.scales[key(index + 2)],
            key(index + 2).utf8.count > 2
        {
            value = scale / 2
            step = scale / 10
            loose = step
            isWords = true
            index += 3
        } else if first.isWord, let words = NumberWords.read(tokens[index..<end]) {
            value = words.value
            isWords = true
            index += words.count
            if value >= 10, value.truncatingRemainder(dividingBy: 10) == 0 { loose = 10 }
            if value >= 1000 { loose = value.truncatingRemainder(dividingBy: 1000) == 0 ? 1000 : 1 }
            if value >= 1e6 { step = 1e6; loose = 1e6 }
        } else {
            return nil
        }
        // `two and a half times`
        if isWords, key(index) == "and", key(index + 1) == "a", key(index + 2) == "half",
            ["times", "years", "months", "weeks", "million"].contains(key(index + 3))
        {
            value += 0.5
            step = 0.5
            loose = 0.5
            index += 3
        }
        if let scale = QuantityReader.scales[key(index)], !isWords || scale > 1,
            !(key(index).utf8.count == 1 && token(index)?.isSpaced == true && found == nil && key(index) != "m")
        {
            value *= scale
            step *= scale
            loose *= scale
            index += 1
            written = scale
        } else if isWords, value >= 1e6 {
            written = 1e6
        }
        // A hyphen joins number and noun: `45-day`, `12-point`.
        let joined = key(index) == "-" && token(index)?.isSpaced == false ? index + 1 : index
        var kind = Quantity.Kind.plain
        if key(index) == "%" {
            kind = .percent
            index += 1
            if ["points", "pts", "point"].contains(key(index)) { kind = .points; index += 1 }
        } else if ["percent", "pct", "prozent"].contains(key(joined)) {
            kind = .percent
            index = joined + 1
        } else if key(joined) == "per", key(joined + 1) == "cent" {
            kind = .percent
            index = joined + 2
        } else if ["percentage", "pp", "ppt", "pts"].contains(key(joined)) {
            kind = .points
            index = joined + (["point", "points"].contains(key(joined + 1)) ? 2 : 1)
        } else if ["points", "point"].contains(key(joined)) {
            kind = .points
            index = joined + 1
        } else if key(index) == "cents", key(index + 1) == "on" || key(index + 1) == "" || isOfDollar(tokens) {
            // `40 cents on the dollar`
            kind = .percent
            value /= 100
            step /= 100
            loose /= 100
            index += 1
            if key(index) == "on" || key(index) == "in", key(index + 1) == "the" { index += 3 }
        } else if start > 1, tokens[start - 1].key == "of", tokens[start - 2].key == "factor" {
            kind = .times
        } else if start > 1, tokens[start - 1].key == "by",
            ["multiplied", "multiplying", "multiply"].contains(tokens[start - 2].key)
        {
            kind = .times
        } else if ["x", "times", "fold", "×"].contains(key(joined)) {
            kind = .times
            index = joined + 1
        } else if let named = token(index).flatMap({ currencies($0) }), found == nil {
            found = named
            index += 1
        }
        if (kind == .percent && key(index - 1) != "cents" && tokens[index - 1].key != "dollar") || kind == .points {
            if key(index) == "points" || key(index) == "point" { kind = .points; index += 1 }
            value /= 100
            step /= 100
            loose /= 100
        }
        if found != nil, kind == .plain { kind = .money }
        if kind == .money, token(index).flatMap({ currencies($0) })?.isDisjoint(with: found ?? []) == false {
            index += 1
        }
        var quantity = Quantity(
            kind: kind, value: value, step: step, looseStep: loose, sign: sign, tokens: start..<index, start: start,
            link: first.link)
        quantity.isForeign = found.map { !$0.contains(currency) || kind != .money } ?? false
        quantity.isWords = isWords
        quantity.isScaled = kind == .plain && written > 1
        quantity.scale = written
        return quantity
    }

    /// Whether a text speaks of each dollar.
    private func isOfDollar(_ tokens: [ProseToken]) -> Bool {
        zip(tokens, tokens.dropFirst()).contains {
            ["every", "the", "each", "per"].contains($0.key) && ["dollar", "euro", "pound"].contains($1.key)
        }
    }

    // MARK: Fractions and multiples in words

    private func fraction(_ tokens: [ProseToken], at start: Int, end: Int, _ allowed: Bool) -> Quantity? {
        guard allowed, start < end else { return nil }
        func key(_ offset: Int) -> String { offset >= 0 && offset < end ? tokens[offset].key : "" }
        func make(_ kind: Quantity.Kind, _ value: Double, _ step: Double, _ count: Int) -> Quantity {
            var quantity = Quantity(
                kind: kind, value: value, step: step,
                looseStep: kind == .times ? max(step, 0.5) : max(step, min(0.06, value * 0.25)),
                tokens: start..<(start + count),
                start: start, link: tokens[start].link)
            quantity.isWords = true
            return quantity
        }
        if let part = QuantityReader.vulgar[tokens[start].text] { return make(.percent, part, 0.02, 1) }
        switch key(start) {
        case "half"
        where !["year", "-"].contains(key(start + 1))
            && !(key(start + 1) == "a" && QuantityReader.scales[key(start + 2)] != nil):
            return make(.percent, 0.5, 0.02, 1)
        case "twice", "double", "doubled", "doubles", "doubling": return make(.times, 2, 0.2, 1)
        case "triple", "tripled", "triples", "tripling", "thrice": return make(.times, 3, 0.1, 1)
        case "quadruple", "quadrupled", "quadruples": return make(.times, 4, 0.1, 1)
        case "halved": return make(.times, 0.5, 0.04, 1)
        case let word where word.hasSuffix("fold") && word.utf8.count > 5:
            if let number = NumberWords.units[String(word.dropLast(4))], number > 1 {
                return make(.times, Double(number), number > 9 ? 1 : 0.5, 1)
            }
        default: break
        }
        var numerator: Double?
        var index = start
        if key(start) == "a" || key(start) == "one" {
            numerator = 1
            index += 1
        } else if let count = NumberWords.units[key(start)], count > 0 {
            numerator = Double(count)
            index += 1
        } else if tokens[start].kind == .number, let number = NumberText(key(start), style), number.places == 0,
            number.value > 0, number.value <= 99
        {
            numerator = number.value
            index += 1
        }
        // `every third deal`
        if key(start) == "every", let part = NumberWords.ordinals[key(start + 1)], part > 1, part <= 10,
            Lexicon.nouns[key(start + 2)] != nil
        {
            return make(.percent, 1 / Double(part), 0.02, 2)
        }
        guard let top = numerator else { return nil }
        // `one open deal in ten`
        var place = index
        while place < min(index + 3, end), tokens[place].isWord, key(place) != "in",
            NumberWords.units[key(place)] == nil
        { place += 1 }
        if place > index, key(place) == "in", tokens[start].kind == .word, key(start) != "a",
            (index..<place).contains(where: {
                Lexicon.nouns[key($0)] != nil || key($0) == "dollar" || key($0) == "euro"
            }),
            let bottom = NumberWords.units[key(place + 1)].map(Double.init), bottom > top,
            Lexicon.nouns[key(place + 2)] == nil, Lexicon.timeNouns[key(place + 2)] == nil,
            !key(place + 2).hasSuffix("s") || ["is", "was", "has", "sits", "goes", "ends"].contains(key(place + 2))
        {
            return make(.percent, top / bottom, 0.04, place + 2 - start)
        }
        // `we win four out of ten`, `31 out of every hundred`
        if key(index) == "out", key(index + 1) == "of" {
            let base = key(index + 2) == "every" ? index + 3 : index + 2
            let isHundred = key(base) == "hundred" || key(base) == "100"
            if isHundred, top < 100 { return make(.percent, top / 100, 0.01, base + 1 - start) }
            if tokens[start].kind == .word, base == index + 3 || !["the", "our"].contains(key(base)),
                let bottom = NumberWords.units[key(base)].map(Double.init), bottom > top, bottom <= 10,
                Lexicon.timeNouns[key(base + 1)] == nil
            {
                return make(.percent, top / bottom, 0.04, base + 1 - start)
            }
        }
        // `one in four`, `3 out of 5` where nothing is counted: a share.
        if key(index) == "in",
            index + 1 < end,
            let base = NumberWords.read(tokens[(index + 1)..<end])
                ?? NumberText(key(index + 1), style).map({ ($0.value, 1) }), base.value > top, base.value <= 50,
            Lexicon.timeNouns[key(index + 1 + base.count)] == nil
        {
            let part = top / base.value
            return make(.percent, part, min(0.04, part * 0.2), index + 1 + base.count - start)
        }
        // `the first three quarters of 2026` are periods.
        if ["quarters", "thirds"].contains(key(index)), start > 0,
            ["first", "last", "past", "next", "previous", "full", "the", "all", "final"].contains(tokens[start - 1].key)
        {
            return nil
        }
        if key(index) == "-" { index += 1 }
        guard let bottom = NumberWords.parts[key(index)], top < bottom, tokens[start].kind == .word else { return nil }
        let isPlural = key(index).hasSuffix("s") || key(index) == "halves"
        // `a third deal` is an ordinal, `two quarters` are periods.
        let behind = key(index + 1)
        let ends = [
            "of", ",", ".", ";", ")", ":", "", "the", "as", "and", "is", "are", "—", "–", "its", "more", "less",
        ]
        guard isPlural || bottom == 2 || ends.contains(behind) else { return nil }
        if (bottom == 4 || bottom == 3), isPlural, !["of", "the"].contains(behind), top != 3, bottom == 4 {
            return nil
        }
        return make(.percent, top / bottom, 0.02, index + 1 - start)
    }
}
