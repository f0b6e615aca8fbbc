import Core
import Foundation

/// Counts what is in the tables after import.
struct SchemaSummary {
    private let session: DuckDBSession

    init(_ session: DuckDBSession) { self.session = session }

    func dimensions(_ planned: [PlannedDimension]) throws -> [Dimension] {
        try planned.compactMap { dimension in
            let column = SQL.identifier(dimension.id)
            let counts = try session.execute(
                "SELECT count(DISTINCT \(column)), count(*) - count(\(column)) FROM opportunities"
            ).rows[0]
            guard let distinct = counts[0].integer, let empty = counts[1].integer, distinct > 0 else { return nil }
            let values = try session.execute(
                "SELECT \(column), count(*) FROM opportunities WHERE \(column) IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 500"
            )
            return Dimension(
                id: dimension.id, label: dimension.label, dataset: dimension.dataset, header: dimension.header,
                distinctCount: distinct, emptyCount: empty, values: values.rows.compactMap { $0[0].string })
        }
    }

    struct Counts {
        var opportunities = 0, open = 0, won = 0, lost = 0
        var openWithoutAmount = 0, wonWithoutAmount = 0, lostWithoutAmount = 0
        var newestDate: CalendarDate?

        /// The row of `countsQuery`.
        init(_ row: [Value]) {
            guard row.count == 8 else { return }
            opportunities = row[0].integer ?? 0
            open = row[1].integer ?? 0
            won = row[2].integer ?? 0
            lost = row[3].integer ?? 0
            openWithoutAmount = row[4].integer ?? 0
            wonWithoutAmount = row[5].integer ?? 0
            lostWithoutAmount = row[6].integer ?? 0
            newestDate = row[7].date
        }
    }

    func counts() throws -> Counts {
        Counts(try session.execute(SchemaSummary.countsQuery).rows[0])
    }

    /// One row, which `Counts` takes apart; both engines run it.
    static let countsQuery = """
        SELECT count(*), count(*) FILTER (WHERE outcome = 'open'), count(*) FILTER (WHERE outcome = 'won'),
            count(*) FILTER (WHERE outcome = 'lost'),
            count(*) FILTER (WHERE outcome = 'open' AND amount IS NULL),
            count(*) FILTER (WHERE outcome = 'won' AND amount IS NULL),
            count(*) FILTER (WHERE outcome = 'lost' AND coalesce(amount, 0) = 0),
            greatest(max(created), max(closed) FILTER (WHERE outcome <> 'open'))
        FROM opportunities
        """

    /// What became of the file.
    ///
    /// `dimensions` are those in the schema; `key` is a lookup's.
    func dataset(_ file: PreparedFile, rows: RowImport, dimensions: [Dimension], key: Int? = nil) throws
        -> DatasetSummary
    {
        let dataset = file.kind == .lookup ? file.source.snapshot.source : file.kind.rawValue
        var uses: [ColumnUse] = []
        for (index, header) in file.source.headers.enumerated() {
            let profile = file.profile.columns[index]
            let meaning = file.roles.columns.filter { $0.value == index && file.kind != .lookup }.keys
                .min { $0.name < $1.name }
            let dimension = dimensions.first { $0.dataset == dataset && $0.header == header && !header.isEmpty }
            let use = index == key ? "key" : meaning != nil ? "role" : dimension != nil ? "dimension" : "ignored"
            let (type, range) = try typeAndRange(file, index, meaning)
            uses.append(
                ColumnUse(
                    header: header, use: use, name: meaning?.name ?? dimension?.id, type: type,
                    distinctCount: try distinctCount(file, index, meaning), emptyCount: profile.emptyCount,
                    least: range?.0, greatest: range?.1))
        }
        return DatasetSummary(
            name: file.name, source: file.source.snapshot.source, rows: rows.accepted, rejectedRows: rows.rejectedCount,
            sha256: file.source.snapshot.sha256, columns: uses)
    }

    /// How many different texts the column has, exactly where it is in the database; one above the limit of the first
    /// reading where it is not.
    private func distinctCount(_ file: PreparedFile, _ index: Int, _ meaning: Meaning?) throws -> Int {
        let known = file.profile.columns[index].distinct
        let texts: [Meaning] = [.role(.opportunityID), .role(.name), .role(.account), .role(.owner)]
        guard known.isMany, file.kind == .opportunities, let meaning, texts.contains(meaning) else {
            return known.count
        }
        return try session.execute("SELECT count(DISTINCT c\(index)) FROM staged").rows[0][0].integer ?? known.count
    }

    private func typeAndRange(
        _ file: PreparedFile, _ index: Int, _ meaning: Meaning?
    ) throws -> (String, (String, String)?) {
        let dateName = file.dateOrders[index].map { "date (\($0.rawValue))" }
        switch (file.kind, meaning) {
        case (.opportunities, .role(.amount)):
            return (file.amountFormat()?.name ?? "decimal", try range("amount", "staged"))
        case (.opportunities, .actualAmount):
            return (file.amountFormat(.actualAmount)?.name ?? "decimal", try range("actual_amount", "staged"))
        case (.opportunities, .role(.probability)):
            return (file.probabilityFormat?.name ?? "fraction", try range("probability", "opportunities"))
        case (.opportunities, let meaning?) where dateName != nil:
            let column = Meaning.opportunityDates.first { $0.meaning == meaning }?.column
            return (dateName ?? "date", try column.flatMap { try range($0, "staged") })
        case (.history, .role(.entered)): return (dateName ?? "date", try range("entered", "history"))
        case (_, .role): return ("text", nil)
        default:
            let values = file.profile.columns[index].distinct.values.map(\.text)
            if values.isEmpty { return ("text", nil) }
            if values.allSatisfy(DimensionPlan.isNumber) { return ("number", ValueRange.numbers(values)) }
            return values.allSatisfy(DimensionPlan.isDate) ? ("date", ValueRange.days(values)) : ("text", nil)
        }
    }

    private func range(_ column: String, _ table: String) throws -> (String, String)? {
        let row = try session.execute("SELECT min(\(column)), max(\(column)) FROM \(table)").rows[0]
        func text(_ value: Value) -> String? { value.date?.description ?? value.decimal?.description }
        guard let least = text(row[0]), let greatest = text(row[1]) else { return nil }
        return (least, greatest)
    }
}
