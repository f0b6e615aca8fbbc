import Analytics
import Core
import Warehouse

/// What a question says of single deals: their stages, their place in time, their contacts.
extension QuestionReader {
    // MARK: Stages

    private static let later: Set<String> = [
        "later", "beyond", "above", "further", "onward", "onwards", "after", "higher", "past", "up",
    ]
    private static let earlier: Set<String> = ["earlier", "before", "below", "lower"]

    /// "Proposal or later", "past Discovery": a stretch of the open stages in their order.
    func widenStages(_ tokens: inout QuestionTokens, _ matches: inout [ValueMatch], _ reading: inout QuestionReading) {
        let order = matcher.openStages
        var widened: [ValueMatch] = []
        for match in matches {
            guard match.dimension == "stage", let place = order.firstIndex(of: match.value),
                let (stages, words) = stretch(of: order, from: place, match.range, tokens), !stages.isEmpty
            else {
                widened.append(match)
                continue
            }
            tokens.markUnderstood(words)
            reading.joinedFilters.insert("stage")
            widened += stages.map { ValueMatch(range: match.range, dimension: "stage", value: $0) }
        }
        matches = widened
    }

    private func stretch(
        of order: [String], from place: Int, _ range: Range<Int>, _ tokens: QuestionTokens
    ) -> (stages: [String], words: Range<Int>)? {
        var end = range.upperBound
        if tokens.stem(end) == "stage" { end += 1 }
        if ["or", "and"].contains(tokens.text(end)) {
            if Self.later.contains(tokens.text(end + 1)) { return (Array(order[place...]), end..<(end + 2)) }
            if Self.earlier.contains(tokens.text(end + 1)) { return (Array(order[...place]), end..<(end + 2)) }
        }
        if ["onward", "onwards", "upwards"].contains(tokens.text(end)) {
            return (Array(order[place...]), end..<(end + 1))
        }
        var before = range.lowerBound - 1
        while ["the", "stage"].contains(tokens.text(before)) { before -= 1 }
        guard before >= 0 else { return nil }
        switch tokens.text(before) {
        case "past", "beyond", "after": return (Array(order[(place + 1)...]), before..<(before + 1))
        case "before": return (Array(order[..<place]), before..<(before + 1))
        case "than" where ["later", "further"].contains(tokens.text(before - 1)):
            return (Array(order[(place + 1)...]), (before - 1)..<(before + 1))
        case "than" where tokens.text(before - 1) == "earlier":
            return (Array(order[..<place]), (before - 1)..<(before + 1))
        default: return nil
        }
    }

    // MARK: Contacts

    /// "without a champion": takes the excluded roles and titles out of the matches.
    func withoutContacts(_ matches: inout [ValueMatch]) -> [Filter] {
        var filters: [Filter] = []
        for by in ["role", "title"] {
            let dimension = DimensionMatcher.contactPrefix + by
            let named = matches.filter { $0.dimension == dimension && $0.isExcluded }
            guard !named.isEmpty else { continue }
            matches.removeAll { $0.dimension == dimension && $0.isExcluded }
            filters.append(Filter("contact_" + by, Set(named.map(\.value)).sorted(), exclude: true))
        }
        return filters
    }

    /// "that person", "she": one of the owners, who was the answer before.
    func readPerson(_ index: Int, _ tokens: inout QuestionTokens, _ reading: inout QuestionReading) -> Bool {
        let pronouns: Set<String> = ["he", "she", "him", "her", "his", "hers"]
        let isPerson =
            ["that", "this"].contains(tokens.text(index))
            && ["person", "guy", "individual"].contains(tokens.text(index + 1))
        guard isPerson || pronouns.contains(tokens.text(index)) else { return false }
        guard let owner = matcher.dimension("owner") else {
            // Whoever is meant, this data does not know people.
            let words = tokens.phrase(index..<(index + (isPerson ? 2 : 1)))
            if !reading.missing.contains(words) { reading.missing.append(words) }
            tokens.markUnderstood(index..<(index + (isPerson ? 2 : 1)))
            return true
        }
        let range = index..<(index + (isPerson ? 2 : 1))
        reading.mentions.append(
            QuestionReading.Mention(range: range, meaning: .reference, words: tokens.phrase(range)))
        reading.refersBack = true
        // A name in the same question is the one that is meant.
        if !reading.filters.contains(where: { $0.dimension == "owner" && !$0.exclude }) {
            reading.referencedDimension = owner
            reading.isOneReferenced = true
        }
        tokens.markUnderstood(range)
        return true
    }

    /// "What's their win rate?": of those in the answer before, where nothing else is named first.
    func readOwned(_ index: Int, _ tokens: inout QuestionTokens, _ reading: inout QuestionReading) -> Bool {
        let opening: Set<String> = [
            "what", "whats", "is", "s", "'s", "are", "and", "about", "how", "was", "were", "show", "me", "tell", "give",
            "but", "so", "ok", "then",
        ]
        guard ["their", "theirs"].contains(tokens.text(index)),
            (0..<index).allSatisfy({ opening.contains(tokens.text($0)) })
        else { return false }
        let range = index..<(index + 1)
        reading.mentions.append(QuestionReading.Mention(range: range, meaning: .reference, words: "they"))
        reading.refersBack = true
        tokens.markUnderstood(range)
        return true
    }

    // MARK: Bounds

    /// "drop anything under 20k" keeps what is not under it.
    func turnAround(_ exclusion: Range<Int>?, _ tokens: QuestionTokens, _ reading: inout QuestionReading) {
        guard let exclusion,
            let index = reading.bounds.firstIndex(where: { $0.range.lowerBound >= exclusion.upperBound })
        else { return }
        let small: Set<String> = [
            "anything", "everything", "deals", "deal", "opportunities", "opps", "those", "any", "all", "the", "ones",
            "that",
            "are", "is", "worth", "with", "an", "amount", "of", "stuff", "which", "whatever", "out",
        ]
        let bound = reading.bounds[index]
        guard (exclusion.upperBound..<bound.range.lowerBound).allSatisfy({ small.contains(tokens.text($0)) }),
            reading.bounds.filter({ $0.range == bound.range }).count == 1
        else { return }
        reading.bounds[index].comparison =
            switch bound.comparison {
            case .above: .atMost
            case .below: .atLeast
            case .atLeast: .below
            case .atMost: .above
            }
        reading.unboundExclusion = nil
    }

    // MARK: Time

    /// Whether something is told of the past: "did", "have won", and not "has the most".
    func tellsOfPast(_ tokens: QuestionTokens) -> Bool {
        let past: Set<String> = [
            "did", "was", "were", "closed", "won", "lost", "last", "brought", "sold",
        ]
        let participles: Set<String> = past.union(["been", "come", "made", "done", "had", "grown", "gone", "got"])
        return (0..<tokens.count).contains { index in
            let word = tokens.text(index)
            if past.contains(word) { return true }
            guard ["have", "has", "had"].contains(word) else { return false }
            return (1...3).contains { step in
                let next = tokens.text(index + step)
                return participles.contains(next) || next.count > 4 && next.hasSuffix("ed")
            }
        }
    }

    private static let dealNouns: Set<String> = ["deal", "opportunity", "opp", "win", "loss", "contract", "sale"]

    /// "the last deal we won", "the next 5 deals to close".
    func readPlaceInTime(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        for index in 0..<tokens.count where !tokens[index].understood {
            guard ["last", "next"].contains(tokens.text(index)) else { continue }
            var noun = index + 1
            while noun < index + 4, noun < tokens.count, !Self.dealNouns.contains(tokens.stem(noun)) {
                let isNumber = tokens.text(noun).allSatisfy(\.isNumber) || reading.limit != nil && noun == index + 1
                let isStatus = if case .status? = Vocabulary.phrases[tokens.text(noun)] { true } else { false }
                guard isNumber || isStatus || tokens.text(noun) == "few" else { break }
                noun += 1
            }
            guard Self.dealNouns.contains(tokens.stem(noun)) else { continue }
            reading.recency = tokens.text(index) == "last" ? .newest : .next
            if !reading.bases.contains(.deals) {
                // "our last win"
                reading.bases.append(.deals)
                reading.mentions.append(
                    QuestionReading.Mention(
                        range: noun..<(noun + 1), meaning: .base(.deals),
                        words: tokens.stem(noun) == tokens.text(noun) ? "deal" : "deals"))
            }
            tokens.markUnderstood(index..<(index + 1))
            return
        }
    }

    // MARK: What the words mean together

    /// Meanings that only the words around them tell.
    func settle(_ tokens: inout QuestionTokens, _ reading: inout QuestionReading) {
        let owns: Set<String> = [
            "owns", "owned", "own", "handles", "handled", "handle", "manages", "managed", "manage",
        ]
        reading.asksOwner = reading.asksWho && reading.mentions.contains { owns.contains($0.words) }
        settleClosing(tokens, &reading)
        settleCohort(tokens, &reading)
        reading.isBroken = (0..<tokens.count).contains {
            ["by", "per", "each", "every"].contains(tokens.text($0)) || tokens.phrase($0..<($0 + 2)) == "which of"
        }
        if reading.bases == [.deals], reading.measures.isEmpty, reading.statuses.isEmpty, !reading.periods.isEmpty,
            reading.mentions.contains(where: { ["generated", "sourced", "produced", "generates"].contains($0.words) })
        {
            // What a source generates is new.
            reading.statuses = [.created]
        }
        if let everyone = reading.mentions.first(where: { if case .everyone = $0.meaning { true } else { false } }),
            !reading.isComparing, everyone.words.hasPrefix("to ") || everyone.words.hasPrefix("with ")
        {
            // "This matters to the whole team" compares nothing.
            reading.againstEveryone = nil
        }
        let isOfPerson = reading.isOneReferenced && reading.referencedDimension?.id == "owner"
        let sums = reading.mentions.filter { $0.meaning == .measure(.bookings) }
        if isOfPerson, !sums.isEmpty, sums.allSatisfy({ $0.words.hasPrefix("earn") || $0.words == "income" }) {
            reading.absent.append(("salaries", sums[0].words))
        }
        settleRanking(tokens, &reading)
        if reading.mentions.contains(where: { $0.meaning == .measure(.bookings) && $0.words.hasPrefix("outs") }) {
            reading.isComparing = true
        }
        settleYesNo(&tokens, &reading)
        settleWithout(tokens, &reading)
        settleAgainst(&reading)
        if reading.recency == .longestOverdue {
            if !reading.has(.overdue), !reading.measures.contains(.overdueDeals) { reading.statuses.append(.overdue) }
            if !reading.dimensions.isEmpty || reading.asksWho || reading.countedDimension != nil {
                // "Which rep has the most overdue deals" ranks the reps.
                reading.recency = nil
                reading.ranking = reading.ranking ?? (true, "most")
            }
        }
        let traits = reading.filters.filter { $0.dimension.hasPrefix("contact") }
        if !traits.isEmpty,
            reading.mentions.allSatisfy({ $0.meaning != .topic(.roles) || $0.words.hasPrefix("contact") })
        {
            reading.topics.removeAll { $0 == .roles }
        }
        if reading.filters.contains(where: { $0.exclude && $0.values != [notSet] }) || !reading.bounds.isEmpty {
            // "Leave out the renewals. What is left?"
            for index in 0..<tokens.count
            where !tokens[index].understood && ["left", "remains", "remain", "remaining"].contains(tokens.text(index)) {
                tokens.markUnderstood(index..<(index + 1))
            }
        }
        if let counting = reading.mentions.first(where: { $0.meaning == .counting }), reading.bases.isEmpty,
            reading.countedDimension == nil, reading.measures.contains(where: \.isAmount),
            ["there are", "are there"].contains(
                tokens.phrase(counting.range.upperBound..<(counting.range.upperBound + 2)))
        {
            // "… and how many there are": the deals that the amount is made of.
            reading.bases.append(.deals)
            reading.mentions.append(
                QuestionReading.Mention(
                    range: counting.range.upperBound..<(counting.range.upperBound + 1), meaning: .base(.deals),
                    words: "there"))
        }
        if let index = (0..<tokens.count).first(where: { isSupposition($0, tokens) }) {
            reading.absent.append(("what-if calculations", tokens.phrase(index..<(index + 2))))
        }
    }

    /// "if we win all of them": what is not so has no figure.
    ///
    /// "I wonder if we won more" asks whether it is so.
    private func isSupposition(_ index: Int, _ tokens: QuestionTokens) -> Bool {
        if tokens.text(index) == "suppose" || tokens.text(index) == "assuming" { return true }
        guard tokens.text(index) == "if" else { return false }
        let asks: Set<String> = [
            "know", "see", "wondering", "wonder", "check", "tell", "me", "curious", "ask", "asking", "asked", "sure",
            "us",
            "out", "understand", "verify", "confirm",
        ]
        if index > 0, asks.contains(tokens.text(index - 1)) { return false }
        if tokens.text(index - 1) == "what" { return true }
        // "if you leave out renewals", "if possible"
        if ["you", "possible", "any", "needed"].contains(tokens.text(index + 1)) { return false }
        let changes: Set<String> = [
            "win", "wins", "won", "close", "closes", "closed", "lose", "loses", "lost", "sell", "double", "doubled",
            "convert",
            "land", "hit", "had", "were", "was", "could", "would", "raise", "increase", "improve", "cut", "sign",
            "slip", "slips",
            "come", "comes", "go", "goes", "stay", "stays", "keep", "add", "hire", "grow", "grew",
        ]
        return (1...4).contains { changes.contains(tokens.text(index + $0)) }
    }

    /// "How many deals did Leila close": closed, not closing.
    private func settleClosing(_ tokens: QuestionTokens, _ reading: inout QuestionReading) {
        guard reading.isClosing, !reading.isFuture else { return }
        let closing = reading.mentions.filter { $0.meaning == .closing }
        guard let verb = closing.first, closing.count == 1, ["close", "land"].contains(verb.words),
            (0..<verb.range.lowerBound).contains(where: { ["did", "didnt"].contains(tokens.text($0)) })
        else { return }
        reading.isClosing = false
        // What is landed is won.
        let status = verb.words == "land" ? Vocabulary.Status.won : .closed
        if !reading.has(status) { reading.statuses.append(status) }
    }

    /// "the top 5 deals", "the biggest won deal": deals are ranked; "the most deals" ranks what has them.
    private func settleRanking(_ tokens: QuestionTokens, _ reading: inout QuestionReading) {
        let counts: Set<String> = ["most", "fewest", "least", "more", "fewer", "less", "lead", "leads"]
        for mention in reading.mentions {
            guard case .ranking = mention.meaning, !counts.contains(mention.words) else { continue }
            for index in mention.range.upperBound..<(mention.range.upperBound + 4) {
                if ["deal", "opportunity", "opp"].contains(tokens.stem(index)) {
                    reading.ranksDeals = true
                    return
                }
                let isStatus = if case .status? = Vocabulary.phrases[tokens.text(index)] { true } else { false }
                guard
                    isStatus || index < tokens.count && tokens.text(index).allSatisfy(\.isNumber)
                        || NumberReader.isNumber(tokens.text(index))
                else { break }
            }
        }
    }
}
