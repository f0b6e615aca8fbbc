import Core

/// Texts of the database as the reader of files would take them: without spaces around them, and without those that stand
/// for an empty cell.
struct TextCleaning: Sendable {
    /// Texts that stand for an empty cell, in lower case.
    private let nulls: [String]
    /// Space, tab, line ends, no-break spaces.
    private static let spaces = Value.text(" \t\n\r\u{A0}\u{202F}")

    init(nulls: [String]) { self.nulls = nulls.map { $0.lowercased() }.filter { !$0.isEmpty } }

    /// The condition that a text is not as it should be.
    func isNeeded(_ text: String) -> SQL {
        let differs = SQL("(\(text) <> btrim(\(text), ?) OR \(text) = ''", [TextCleaning.spaces])
        guard !nulls.isEmpty else { return differs + SQL(")") }
        return differs + SQL(" OR lower(\(text)) IN (\(marks)))", nulls.map(Value.text))
    }

    /// The text as it should be.
    func clean(_ text: String) -> SQL {
        let trimmed = "btrim(\(text), ?)"
        let isEmpty = SQL("CASE WHEN \(trimmed) = ''", [TextCleaning.spaces])
        let isNull =
            nulls.isEmpty
            ? SQL("") : SQL(" OR lower(\(trimmed)) IN (\(marks))", [TextCleaning.spaces] + nulls.map(Value.text))
        return isEmpty + isNull + SQL(" THEN NULL ELSE \(trimmed) END", [TextCleaning.spaces])
    }

    private var marks: String { Array(repeating: "?", count: nulls.count).joined(separator: ", ") }
}
