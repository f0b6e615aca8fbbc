/// What the items of a list and the rows of a table share: the words of the sentence or header that leads them.
struct ListReading {
    private var header: (words: Set<String>, line: Int)?
    private var lead: (words: Set<String>, line: Int)?
    private var items: Set<String> = []
    private var lastLine = -1

    /// Whether the block is a row of a table or an item behind a colon.
    private(set) var isItem = false
    /// Whether the block ends with a colon, so that a list may follow.
    private(set) var isLead = false

    /// An item is shorter than a paragraph, and no more than an empty line lies before it.
    static func follows(_ block: ProseBlock, line: Int) -> Bool {
        guard let first = block.tokens.first else { return false }
        return first.line - line <= 2 && block.tokens.count < 30
    }

    mutating func enter(_ block: ProseBlock, words: Set<String>) {
        let line = block.tokens.first?.line ?? 0
        // The words of a table's first row tell what its columns are.
        if block.tokens.first?.text == "|" {
            header = (header.flatMap { line - $0.line <= 2 ? $0.words : nil } ?? words, line)
        } else {
            header = nil
        }
        // What a sentence before a list says holds for its items.
        lead = lead.flatMap { ListReading.follows(block, line: $0.line) ? ($0.words, line) : nil }
        isItem = header != nil || lead != nil
        // Items of one list speak of the same.
        if line - lastLine == 1, header == nil, !block.isHeading {
            items.formUnion(words)
        } else {
            items = words
        }
        lastLine = block.tokens.last?.line ?? line
        isLead = block.tokens.last?.text == ":"
        if isLead { lead = (words, line) }
    }

    /// The words that go with those of the block itself.
    var words: Set<String> { items.union(header?.words ?? []).union(lead?.words ?? []) }
}
