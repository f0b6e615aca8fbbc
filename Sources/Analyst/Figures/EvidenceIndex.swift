import Analytics
import Core

/// A row of a call's response.
struct RowPlace: Hashable, Comparable {
    var call: Int
    var row: Int

    static func < (left: RowPlace, right: RowPlace) -> Bool { (left.call, left.row) < (right.call, right.row) }
}

/// A name of the evidence: the text of a cell, or a value that a call is narrowed to.
final class EvidenceName {
    let words: [String]
    let text: String
    var rows: [RowPlace] = []
    /// Columns that it stands in.
    var columns: Set<String> = []
    /// Calls that it narrows: all their values are its own.
    var calls: Set<Int> = []
    /// Whether it is the first letters of a name, as only capitals are.
    var isInitials = false

    init(words: [String], text: String) {
        self.words = words
        self.text = text
    }
}

/// The evidence, arranged for looking up what a sentence names; built once for each report.
struct EvidenceIndex {
    struct Column {
        var name: String
        var label: String
        var unit: Core.Unit
        var traits: MeasureTraits
        /// One for each row.
        var values: [Double?]
        /// Dates of a date column.
        var dates: [CalendarDate?]
        /// Texts of a text column.
        var texts: [String?]

        /// The number of a row; nil where it has none.
        func value(_ row: Int) -> Double? { values.indices.contains(row) ? values[row] : nil }
        func date(_ row: Int) -> CalendarDate? { dates.indices.contains(row) ? dates[row] : nil }
        func text(_ row: Int) -> String? { texts.indices.contains(row) ? texts[row] : nil }

        /// Whether its values may be added up.
        var isAdditive: Bool { (unit == .currency || unit == .count) && traits.isSum }
    }

    struct Whole {
        var name: String
        var label: String
        var unit: Core.Unit
        var traits: MeasureTraits
        var value: Double?
        var date: CalendarDate?
    }

    /// A number that a call was asked with.
    struct Argument {
        var name: String
        var value: Double
        /// What it bounds deals or groups with, where it does.
        var comparison: Comparison?
    }

    struct Call {
        var columns: [Column]
        var wholes: [Whole]
        var rowCount: Int
        var totalRowCount: Int
        /// Label words of the column that names the rows: `region`, `account`.
        var nouns: Set<String>
        /// Whether the rows are periods.
        var isTrend: Bool
        var spans: [DateSpan?]
        /// The period that the call is narrowed to.
        var from: CalendarDate?
        var to: CalendarDate?
        var previousFrom: CalendarDate?
        var previousTo: CalendarDate?
        var isAscending: Bool
        /// Rows of what has no value.
        var unnamed: Set<Int>
        var numbers: [Argument]
        var dates: [CalendarDate]
        /// Before it the data know nothing, so that a period that holds it is known in part.
        var dataBegin: CalendarDate?
        static let dealNouns: Set<String> = ["opportunity", "deal", "opportunities"]
        /// Whether each row is one deal.
        var isDealList: Bool {
            !nouns.isDisjoint(with: Call.dealNouns)
                || (nouns.contains("name") && columns.contains { $0.name == "amount" })
        }
        /// Whether each row is one thing, as none is where two dimensions are crossed.
        var isDistinct: Bool

        /// All rows that have a name, but for some.
        func rows(without left: Set<Int> = []) -> [Int] {
            (0..<rowCount).filter { !left.contains($0) && !unnamed.contains($0) }
        }
    }

    let calls: [Call]
    let asOf: CalendarDate
    let fiscal: FiscalCalendar
    /// By their first word; the longest first.
    private(set) var names: [String: [EvidenceName]] = [:]
    /// What a row is called in its leading columns; rows of other calls with the same name are the same thing.
    private(set) var rowNames: [RowPlace: String] = [:]
    /// Words that a prose may capitalise though they are no name: labels, function words of the evidence.
    private(set) var vocabulary: Set<String> = []

    init(_ evidence: Evidence) {
        asOf = evidence.asOf
        fiscal = evidence.fiscal
        var calls: [Call] = []
        var found: [String: EvidenceName] = [:]
        var vocabulary: Set<String> = []
        func add(_ text: String, row: RowPlace?, column: String, call: Int?) {
            let tokens = TokenScanner.tokens(text)
            guard !tokens.isEmpty, tokens.count <= 24 else { return }
            let words = tokens.map(\.key)
            let key = words.joined(separator: " ")
            let name = found[key] ?? EvidenceName(words: words, text: text)
            found[key] = name
            if let row { name.rows.append(row) }
            name.columns.insert(column)
            if let call { name.calls.insert(call) }
        }
        for (index, call) in evidence.calls.enumerated() {
            calls.append(EvidenceIndex.read(call, evidence))
            let isTrend = calls[index].isTrend
            let leading = call.columns.prefix { $0.unit == .text }
            for (row, cells) in call.response.enumerated() {
                let isPeriod = isTrend && calls[index].spans[row] != nil
                let named = leading.dropFirst(isPeriod ? 1 : 0).compactMap { cells[$0.name]?.string }
                if !named.isEmpty { rowNames[RowPlace(call: index, row: row)] = named.joined(separator: "\n") }
                for column in call.columns where column.unit == .text {
                    // A row's own period is no name of it; in a breakdown over time the first column is one.
                    if isTrend, calls[index].spans[row] != nil, EvidenceIndex.periodColumns.contains(column.name) {
                        continue
                    }
                    if let text = cells[column.name]?.string {
                        add(text, row: RowPlace(call: index, row: row), column: column.name, call: nil)
                    }
                }
            }
            for (argument, json) in call.args where !["from", "to", "as_of"].contains(argument) {
                EvidenceIndex.texts(json) { add($0, row: nil, column: argument, call: index) }
            }
            for column in call.columns { vocabulary.formUnion(TokenScanner.tokens(column.label).map(\.key)) }
            for total in call.totals { vocabulary.formUnion(TokenScanner.tokens(total.label).map(\.key)) }
        }
        self.calls = calls
        self.vocabulary = vocabulary
        EvidenceIndex.addShortForms(&found)
        for (_, name) in found { names[name.words[0], default: []].append(name) }
        for key in names.keys { names[key]?.sort { ($0.words.count, $1.text) > ($1.words.count, $0.text) } }
    }

    static let periodColumns: Set<String> = ["period", "month", "quarter", "year", "week"]

    /// `Acme` for `Acme Corp.`, `Leila` for `Leila Kurt`, where only one name begins so.
    private static func addShortForms(_ found: inout [String: EvidenceName]) {
        var byShort: [String: [EvidenceName]] = [:]
        let suffixes: Set<String> = [
            "inc", "corp", "corporation", "ltd", "llc", "gmbh", "co", "group", "ag", "plc", "company", "limited",
            "holdings",
            "sa", "bv", "ab", "as", "oy", "kg", "se", "spa", "pty",
        ]
        for name in found.values where name.words.count > 1 && !name.rows.isEmpty {
            var short = name.words
            while short.count > 1, let last = short.last, suffixes.contains(last) || last == "." || last == "," {
                short.removeLast()
            }
            if short.count < name.words.count { byShort[short.joined(separator: " "), default: []].append(name) }
            if let first = name.words.first, first.utf8.count > 2, short.count > 1 || short != [first] {
                byShort[first, default: []].append(name)
            }
        }
        for name in found.values where name.words.count > 2 && !name.rows.isEmpty {
            // `Warehouse Core` of `Data Platform: Warehouse Core`
            guard let cut = name.words.lastIndex(where: { [":", "–", "—", "|", "/"].contains($0) }),
                name.words.count - cut > 2
            else { continue }
            byShort[name.words[(cut + 1)...].joined(separator: " "), default: []].append(name)
        }
        // `Thorsen` for `Haruto Thorsen`
        for name in found.values where name.words.count == 2 && !name.rows.isEmpty {
            guard name.columns.contains(where: { $0.contains("owner") || $0.contains("rep") }),
                let last = name.words.last,
                last.utf8.count > 3
            else { continue }
            byShort[last, default: []].append(name)
        }
        var byInitials: [String: [EvidenceName]] = [:]
        for name in found.values where (2...4).contains(name.words.count) && !name.rows.isEmpty {
            guard name.words.allSatisfy({ $0.utf8.first.map { $0 >= 97 && $0 <= 122 } ?? false }) else { continue }
            byInitials[String(name.words.compactMap(\.first)), default: []].append(name)
        }
        for (short, names) in byInitials where found[short] == nil && names.count == 1 && byShort[short] == nil {
            let alias = EvidenceName(words: [short], text: names[0].text)
            alias.rows = names[0].rows
            alias.columns = names[0].columns
            alias.calls = names[0].calls
            alias.isInitials = true
            found[short] = alias
        }
        for (short, names) in byShort where found[short] == nil {
            guard names.count == 1, let name = names.first, !Lexicon.isCommon(short) else { continue }
            let alias = EvidenceName(words: short.split(separator: " ").map(String.init), text: name.text)
            alias.rows = name.rows
            alias.columns = name.columns
            alias.calls = name.calls
            found[short] = alias
        }
    }

    /// Whether a word is one of the nouns, in either number.
    static func names(_ word: String, among nouns: Set<String>) -> Bool {
        guard word.utf8.count > 2 else { return false }
        if nouns.contains(word) { return true }
        if word.hasSuffix("ies") { return nouns.contains(word.dropLast(3) + "y") }
        if word.hasSuffix("es"), nouns.contains(String(word.dropLast(2))) { return true }
        return word.hasSuffix("s") && nouns.contains(String(word.dropLast()))
    }

    /// The longest name that begins at a token, with how many tokens it has.
    func name(at start: Int, in tokens: [ProseToken], end: Int) -> (name: EvidenceName, count: Int)? {
        guard let candidates = names[tokens[start].key] else {
            // `renewals` for `Renewal`.
            guard tokens[start].isWord, tokens[start].key.hasSuffix("s"),
                let candidates = names[String(tokens[start].key.dropLast())]
            else { return nil }
            return candidates.first { $0.words.count == 1 && $0.text.utf8.count > 3 && !$0.isInitials }.map { ($0, 1) }
        }
        for candidate in candidates {
            let count = candidate.words.count
            guard start + count <= end else { continue }
            var matches = true
            for offset in 0..<count where tokens[start + offset].key != candidate.words[offset] {
                let isPlural =
                    offset == count - 1 && count > 1 && tokens[start + offset].key == candidate.words[offset] + "s"
                if !isPlural {
                    matches = false
                    break
                }
            }
            guard matches else { continue }
            if candidate.isInitials {
                guard tokens[start].text == tokens[start].text.uppercased() else { continue }
                return (candidate, count)
            }
            if count == 1, Lexicon.isGeneric(candidate.words[0]) || candidate.words[0].utf8.count < 3 {
                // A name that is an ordinary word too must look like a name.
                let token = tokens[start]
                let isListed = start > 1 && [",", "|", ":"].contains(tokens[start - 1].text)
                let isLabel =
                    token.isCapitalised && start + 1 < end && [":", "|"].contains(tokens[start + 1].text)
                guard
                    isLabel || (token.isBold && token.isCapitalised)
                        || token.isCapitalised && start > 0 && (tokens[start - 1].kind == .word || isListed)
                else {
                    continue
                }
            }
            return (candidate, count)
        }
        return nil
    }
}
