import Core
import Foundation

/// What people write around a question: why they ask, for whom, and good morning.
extension QuestionReader {
    /// Reads a question; sentences and clauses that say nothing about the data are left out, and that is told.
    func read(_ question: String) -> QuestionReading {
        if let rest = withoutDueDay(question) { return rest }
        let whole = readWhole(question)
        guard !whole.leftovers.isEmpty else { return whole }
        return withoutSmallTalk(QuestionTokens.sentences(question), whole)
            ?? withoutSmallTalk(QuestionTokens.sentences(question, atCommas: true), whole)
            ?? withoutPreamble(question) ?? withoutOccasion(question) ?? whole
    }

    /// What is left where sentences that say nothing are taken out; nil where that does not help.
    private func withoutSmallTalk(_ sentences: [String], _ whole: QuestionReading) -> QuestionReading? {
        guard sentences.count > 1 else { return nil }
        let readings = sentences.map(readWhole)
        let kept = sentences.indices.filter { !isSmallTalk(readings[$0]) }
        guard !kept.isEmpty, kept.count < sentences.count else { return nil }
        let leftOut = sentences.indices.filter { !kept.contains($0) && !readings[$0].leftovers.isEmpty }
        // A name that nobody knows is no small talk: "bookings for EMEA, Globex".
        guard leftOut.allSatisfy({ canBeLeftOut(readings[$0]) }) else { return nil }
        let rest = kept.map { sentences[$0] }.joined(separator: ". ")
        var result = readWhole(rest)
        if !result.leftovers.isEmpty {
            guard let shorter = withoutPreamble(rest) ?? withoutOccasion(rest) else { return nil }
            result = shorter
        }
        result.unread = leftOut.map { sentences[$0] } + result.unread
        return result
    }

    /// "I am preparing for the QBR and need to know what we won": what comes before the asking.
    private func withoutPreamble(_ question: String) -> QuestionReading? {
        for asking in question.matches(of: Self.asking) {
            let preamble = String(question[..<asking.range.lowerBound])
            let rest = String(question[asking.range.lowerBound...])
            let said = readWhole(preamble)
            guard !said.leftovers.isEmpty else { continue }
            guard isSmallTalk(said), said.unboundExclusion == nil, canBeLeftOut(said) else { return nil }
            var result = readWhole(rest)
            if !result.leftovers.isEmpty {
                guard let shorter = withoutOccasion(rest) else { continue }
                result = shorter
            }
            result.unread.insert(preamble.trimmingCharacters(in: CharacterSet(charactersIn: ", ")), at: 0)
            return result
        }
        return nil
    }

    /// "… for tomorrow's board meeting": what the answer is needed for.
    private func withoutOccasion(_ question: String) -> QuestionReading? {
        guard let occasion = question.firstMatch(of: Self.occasion) else { return nil }
        var said = readWhole(String(question[occasion.range]))
        // The day of a meeting is no period of the figures, and the meeting no activity that is asked for.
        said.periods = []
        said.absent = []
        guard isSmallTalk(said) else { return nil }
        var rest = question
        rest.replaceSubrange(occasion.range, with: " ")
        var result = readWhole(rest)
        guard result.leftovers.isEmpty else { return nil }
        result.unread = [String(question[occasion.range])]
        return result
    }

    /// The day on which something is needed is no period of the figures: "the board deck is due tomorrow".
    private func withoutDueDay(_ question: String) -> QuestionReading? {
        let sentences = QuestionTokens.sentences(question)
        guard sentences.count > 1, let first = sentences.first, first.contains(Self.due) else { return nil }
        var said = readWhole(first)
        guard said.unboundExclusion == nil, !said.isListing, !said.asksWho, !said.asksWhen else { return nil }
        said.periods = []
        said.absent = []
        guard isSmallTalk(said) else { return nil }
        var result = read(sentences.dropFirst().joined(separator: ". "))
        result.unread.insert(first, at: 0)
        return result
    }

    // Regexes are no values that tasks may share, so each use makes its own.
    private static var asking: Regex<Substring> {
        #/(?i)\b(?:need to know|want to know|like to know|want to see|need to see|like to see|tell me|show me|give me|let me know|figure out|find out|looking for|wondering|curious|asking|what|which|how|who)\b/#
    }

    private static var due: Regex<Substring> {
        #/(?i)\b(?:deck|meeting|review|call|qbr|board|presentation|report|slides?|pack|sync|session|memo|briefing) (?:is|are|starts|begins)\b/#
    }

    private static var occasion: Regex<Substring> {
        #/(?i)\b(?:i need (?:it|this|that) )?(?:for|ahead of|before|in time for|to take into|to bring to|to put in|to put on|to use in) (?:(?:[\w'’-]+ ){0,6}?)(?:meeting|deck|pack|call|review|qbr|board|presentation|presentations|report|slide|slides|email|standup|stand-up|sync|1:1|one-on-one|offsite|kickoff|newsletter|memo|session|update|prep|all-hands|townhall|briefing|interview)\b/#
    }

    /// Whether a sentence names nothing that an answer could depend on.
    private func isSmallTalk(_ reading: QuestionReading) -> Bool {
        !reading.namesFigure && reading.filters.isEmpty && reading.dimensions.isEmpty && reading.absent.isEmpty
            && reading.missing.isEmpty && reading.periods.isEmpty && reading.bounds.isEmpty && reading.statuses.isEmpty
            && reading.ambiguous == nil
    }

    /// More than a word or two, none of which looks like a name but where it begins the sentence.
    private func canBeLeftOut(_ reading: QuestionReading) -> Bool {
        let opens = reading.leftoverRuns.first?.lowerBound == 0
        return reading.wordCount > 2
            && !reading.leftovers.dropFirst(opens ? 1 : 0).contains { word in
                word.first?.isUppercase == true && !Self.isCommonName(word)
            }
    }

    /// Days of the week and shouted abbreviations are names of nothing in the data.
    private static func isCommonName(_ word: String) -> Bool {
        let plain = word.replacing("’", with: "'")
        let name = plain.hasSuffix("'s") ? String(plain.dropLast(2)) : plain
        return ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].contains(
            name.lowercased())
            || word.count <= 4 && word.allSatisfy(\.isUppercase)
    }
}
