import Core

/// Names lines of a file in a message: the first five of them.
enum LineList {
    static let maximum = 5

    /// `line 3`, `lines 3, 8 and 9`, or `lines 3, 8, 9, 10, 12 and others` where `count` is greater.
    static func text(_ lines: [Int], count: Int) -> String {
        let shown = lines.prefix(maximum).map(String.init)
        if shown.count == 1, count <= 1 { return "line \(shown[0])" }
        if count > shown.count { return "lines \(shown.joined(separator: ", ")) and others" }
        return "lines \(shown.dropLast().joined(separator: ", ")) and \(shown.last ?? "")"
    }

    /// The first lines that a query gives, whose one column they are; it is cut to the first ones here.
    static func first(_ sql: String, _ session: DuckDBSession) throws -> [Int] {
        try session.execute("SELECT line FROM (\(sql)) ORDER BY line LIMIT \(maximum)").rows.compactMap {
            $0[0].integer
        }
    }
}
