import Core

/// How many values a dimension has, and which are the most frequent ones.
struct ValueCounts {
    static let listedValues = 500

    private(set) var distinct: Int
    /// Rows without a value.
    private(set) var empty: Int
    /// Most frequent first, ties by the bytes of the name.
    private(set) var values: [String]

    /// Takes what was counted in the database: `table` has each value with its rows; nil where that gives nothing.
    init?(table: String, _ session: DuckDBSession) throws {
        let counts = try session.execute(
            "SELECT count(value), coalesce(sum(count) FILTER (WHERE value IS NULL), 0)::BIGINT FROM \(table)"
        ).rows[0]
        guard let distinct = counts[0].integer, let empty = counts[1].integer else { return nil }
        self.distinct = distinct
        self.empty = empty
        values = try session.execute(
            "SELECT value FROM \(table) WHERE value IS NOT NULL ORDER BY count DESC, value LIMIT "
                + "\(ValueCounts.listedValues)"
        ).rows.compactMap { $0[0].string }
    }

    /// Takes what was counted while the file was read; nil where that does not tell.
    init?(_ dimension: PlannedDimension, _ file: PreparedFile) {
        guard let index = dimension.source else { return nil }
        let profile = file.profile.columns[index]
        guard !profile.distinct.isMany else { return nil }
        var counts: [String: Int] = [:]
        empty = profile.emptyCount
        for (text, count) in profile.distinct.values {
            if let value = dimension.part.map({ $0.value(text) }) ?? text {
                counts[value, default: 0] += count
            } else {
                empty += count
            }
        }
        distinct = counts.count
        values = counts.sorted {
            $0.value == $1.value ? $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) : $0.value > $1.value
        }.prefix(ValueCounts.listedValues).map(\.key)
    }
}
