import Analytics
import Core
import Warehouse

/// Words of the trade for what the data calls a deal, and turns of speech that are put together from several words.
extension QuestionReader {
    private static let dealWords: Set<String> = ["job", "project", "contract", "engagement", "transaction", "order"]
    /// "order" alone may be that of a list; behind one of these it is one that a customer gave.
    private static let beforeOrder: Set<String> = [
        "a", "an", "the", "single", "one", "each", "per", "every", "last", "latest", "first", "biggest", "largest",
        "smallest", "average", "avg", "mean", "median", "won", "our", "their", "any", "top",
    ]
    private static let ofLists: Set<String> = ["of", "by", "to", "from", "in", "them", "it"]

    /// "jobs", "orders", "pieces of business": deals by other names, unless the data has a column of such a name.
    ///
    /// - Returns: whether they were called orders, which are won.
    func readDealWords(_ tokens: inout QuestionTokens) -> Bool {
        var namesOrders = false
        for index in 0..<tokens.count where !tokens[index].understood {
            let word = tokens.text(index)
            let stem = tokens.stem(index)
            if stem == "business", tokens.text(index - 1) == "of", ["piece", "bit"].contains(tokens.stem(index - 2)) {
                let isPlural = tokens.stem(index - 2) != tokens.text(index - 2)
                tokens.read(index, as: isPlural ? "deals" : "deal")
                tokens.markUnderstood((index - 2)..<index)
                continue
            }
            guard Self.dealWords.contains(stem), !isOwnName(index, tokens) else { continue }
            if stem == "order" {
                guard
                    word == "orders"
                        || Self.beforeOrder.contains(tokens.text(index - 1))
                            && !Self.ofLists.contains(tokens.text(index + 1))
                else { continue }
                namesOrders = true
                // New orders are won, not merely created.
                if tokens.text(index - 1) == "new" { tokens.markUnderstood((index - 1)..<index) }
            }
            tokens.read(index, as: word == stem ? "deal" : "deals")
        }
        return namesOrders
    }

    /// Whether a word, by itself or with its neighbours, is the name of a column or a phrase of its own: "job title".
    private func isOwnName(_ index: Int, _ tokens: QuestionTokens) -> Bool {
        if matcher.dimension(labelled: tokens.stem(index)) != nil { return true }
        for range in [index..<(index + 2), (index - 1)..<(index + 1), index..<(index + 3), (index - 1)..<(index + 2)]
        where range.lowerBound >= 0 && range.upperBound <= tokens.count {
            let key = range.map(tokens.stem).joined(separator: " ")
            if matcher.dimension(labelled: key) != nil { return true }
            // "average order value" is that of deals anyway.
            if range.lowerBound == index, Vocabulary.meaning(of: range, tokens) != nil { return true }
        }
        return false
    }

    /// An order is a deal that was won, where nothing else is said of it.
    func settleOrders(_ namesOrders: Bool, _ reading: inout QuestionReading) {
        guard namesOrders, reading.statuses.isEmpty, !reading.isClosing, !reading.isFuture, !reading.isOfAnyStatus,
            reading.measures.isEmpty, reading.bases.contains(.deals),
            !reading.filters.contains(where: { $0.dimension == "stage" && !$0.exclude })
        else { return }
        reading.statuses = [.won]
    }

    // MARK: From one end of a deal to the other

    private static let beginnings: Set<String> = [
        "creation", "created", "creating", "logging", "opening", "entry", "inquiry", "enquiry", "lead", "qualification",
    ]
    private static let ends: Set<String> = [
        "order", "po", "signature", "signing", "win", "winning", "won", "close", "closing", "closed", "contract",
        "landing",
    ]
    private static let small: Set<String> = [
        "a", "an", "the", "it", "deal", "deals", "opportunity", "first", "getting", "get", "purchase", "we", "of", "us",
        "initial", "signed", "until", "being",
    ]

    /// "from creation to order", "from first logging a deal to getting the PO": the sales cycle.
    func readCycle(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        for start in 0..<tokens.count where ["from", "between"].contains(tokens.text(start)) {
            var index = start + 1
            while Self.small.contains(tokens.text(index)) { index += 1 }
            guard Self.beginnings.contains(tokens.text(index)) else { continue }
            index += 1
            while Self.small.contains(tokens.text(index)) { index += 1 }
            guard ["to", "and", "till", "until"].contains(tokens.text(index)) else { continue }
            index += 1
            while Self.small.contains(tokens.text(index)), !Self.ends.contains(tokens.text(index)) { index += 1 }
            guard Self.ends.contains(tokens.text(index)) || tokens.text(index - 1) == "deal",
                !tokens.isUnderstood(start..<(index + 1))
            else { continue }
            let end = Self.ends.contains(tokens.text(index)) ? index + 1 : index
            // "number of days from creation to close"
            if ["days", "day", "time"].contains(tokens.text(start - 1)) { tokens.markUnderstood((start - 1)..<start) }
            add(.salesCycle, start..<end, &tokens, &reading)
            return
        }
    }

    // MARK: Rates in other words

    private static let shares: Set<String> = [
        "share", "percentage", "percent", "proportion", "fraction", "portion", "part",
    ]
    private static let degrees: Set<String> = [
        "a", "the", "bigger", "larger", "higher", "smaller", "lower", "greater", "better", "biggest", "largest",
        "highest", "smallest", "lowest", "greatest",
    ]
    private static let winning: Set<String> = [
        "win", "wins", "winning", "won", "close", "closes", "closing", "closed", "land", "landing", "lands",
        "convert", "converts", "converting",
    ]
    private static let losing: Set<String> = ["lose", "loses", "losing", "lost"]

    /// "closing a bigger share of her deals": the win rate.
    func readShareOfDeals(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        for share in 0..<tokens.count where Self.shares.contains(tokens.text(share)) && tokens.text(share + 1) == "of" {
            var noun = share + 2
            while ["their", "our", "her", "his", "its", "the", "all", "my"].contains(tokens.text(noun)) { noun += 1 }
            var verb = share - 1
            while Self.degrees.contains(tokens.text(verb)) { verb -= 1 }
            guard ["deal", "opportunity", "opp"].contains(tokens.stem(noun)), verb >= 0,
                !tokens.isUnderstood(share..<(noun + 1))
            else { continue }
            let isWon = Self.winning.contains(tokens.text(verb))
            guard isWon || Self.losing.contains(tokens.text(verb)) else { continue }
            tokens.markUnderstood(verb..<(verb + 1))
            add(isWon ? .winRate : .lossRate, share..<(noun + 1), &tokens, &reading)
        }
    }

    private func add(
        _ measure: Vocabulary.Measure, _ range: Range<Int>, _ tokens: inout QuestionTokens,
        _ reading: inout QuestionReading
    ) {
        let mention = QuestionReading.Mention(range: range, meaning: .measure(measure), words: tokens.phrase(range))
        apply(mention, &reading)
        reading.mentions.append(mention)
        tokens.markUnderstood(range)
    }

    // MARK: What is said beside the question

    private static let asking: Set<String> = ["wants", "needs", "asks", "asked", "wanted", "needed", "would"]

    /// "CFO wants our velocity": the one who asks is no contact of the deals.
    func withoutAskers(_ matches: inout [ValueMatch], _ tokens: QuestionTokens) {
        matches.removeAll {
            $0.dimension.hasPrefix(DimensionMatcher.contactPrefix) && $0.range.lowerBound <= 2
                && Self.asking.contains(tokens.text($0.range.upperBound))
        }
    }

    /// "is out next week", "in 10 min": when somebody is away or has a meeting narrows no figure.
    func skipTimesOfPeople(_ tokens: inout QuestionTokens) {
        for index in 0..<tokens.count where !tokens[index].understood {
            if ["min", "mins", "minute", "minutes", "hour", "hours"].contains(tokens.text(index)),
                Int(tokens.text(index - 1)) != nil, ["in", "within"].contains(tokens.text(index - 2))
            {
                tokens.markUnderstood((index - 2)..<(index + 1))
            }
            let isOn = ["leave", "vacation", "holiday"].contains(tokens.text(index)) && tokens.text(index - 1) == "on"
            let verb = index - (isOn ? 2 : 1)
            guard isOn || ["out", "away"].contains(tokens.text(index)),
                ["is", "am", "are"].contains(tokens.text(verb)), verb > 0,
                // Of a person, who is named or meant: "what is out this month" may be of money.
                tokens[verb - 1].understood || ["i", "he", "she"].contains(tokens.text(verb - 1)),
                ["next", "this", "until", "all"].contains(tokens.text(index + 1)),
                ["week", "month", "quarter", "monday", "friday"].contains(tokens.text(index + 2))
            else { continue }
            tokens.markUnderstood(index..<(index + 3))
        }
    }

    // MARK: What goes without saying

    /// "lost on price" where one reason for loss has that word; "for how much" of a single deal; a velocity is per day.
    func settleSpoken(_ tokens: QuestionTokens, _ reading: inout QuestionReading) {
        let isLost =
            reading.has(.lost) || reading.has(.losses)
            || reading.measures.contains { [.lostDeals, .lostValue, .lossRate].contains($0) }
        if isLost, let dimension = matcher.dimension("loss_reason"),
            !reading.filters.contains(where: { $0.dimension == dimension.id })
        {
            for (_, word) in reading.absent {
                let stem = Substring(QuestionTokens.singular(word))
                let meant = dimension.values.filter { QuestionTokens.key($0).split(separator: " ").contains(stem) }
                guard meant.count == 1, let value = meant.first else { continue }
                reading.absent.removeAll { $0.word == word }
                reading.filters.append(Filter(dimension.id, [value]))
                reading.filterOrder.append(dimension.id)
                reading.corrections.append("“\(word)” for \(value)")
                break
            }
        }
        if reading.ranksDeals, reading.mentions.contains(where: { isPrice($0, tokens) }) { reading.asksAmount = false }
        if reading.has(.velocity) {
            reading.grains.removeAll { $0 == .day }
            reading.bases.removeAll { $0 == .value }
        }
        let names = reading.mentions.filter { $0.meaning == .share }.map(\.words)
        if reading.isGrowth, reading.filters.isEmpty, names.allSatisfy({ !$0.contains("of") }) {
            // "What percentage did bookings grow" asks by how much.
            reading.isShare = false
        }
    }

    private func isPrice(_ mention: QuestionReading.Mention, _ tokens: QuestionTokens) -> Bool {
        mention.meaning == .amount && tokens.text(mention.range.lowerBound - 1) == "for"
    }

    /// Whether what is counted is the deals: "how many deals did Enterprise customers give us".
    func countsDeals(_ reading: QuestionReading) -> Bool {
        reading.mentions.contains { counting in
            guard counting.meaning == .counting else { return false }
            return reading.mentions.contains { mention in
                guard (0...4).contains(mention.range.lowerBound - counting.range.upperBound) else { return false }
                switch mention.meaning {
                case .base(.deals): return true
                case .measure(let measure): return measure.isCount && ![.accounts, .logos, .newLogos].contains(measure)
                default: return false
                }
            }
        }
    }
}
