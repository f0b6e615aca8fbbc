import Core
import Foundation

/// Counts what is in the tables after import.
struct SchemaSummary {
    private let session: DuckDBSession
    /// Whether the staged table is the one of the opportunities by now.
    private let isRenamed: Bool

    init(_ session: DuckDBSession, isRenamed: Bool) {
        self.session = session
        self.isRenamed = isRenamed
    }

    private var staged: String { isRenamed ? "opportunities" : StagedOpportunities.table }

    /// The planned dimensions that have values.
    func dimensions(_ planned: [PlannedDimension], _ counting: inout ValueCounting) throws -> [Dimension] {
        try planned.compactMap { planned in
            guard let counts = try counting.counts(planned), counts.distinct > 0 else { return nil }
            return Dimension(
                id: planned.id, label: planned.label, dataset: planned.dataset, header: planned.header,
                distinctCount: counts.distinct, emptyCount: counts.empty, values: counts.values)
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

    /// One row, which `Counts` takes apart, for an engine whose tables are not counted by stage.
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
        let dataset = file.kind == .lookup ? file.source.source : file.kind.rawValue
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
                    distinctCount: try distinctCount(file, index, meaning, dimensions), emptyCount: profile.emptyCount,
                    least: range?.0, greatest: range?.1))
        }
        return DatasetSummary(
            name: file.name, source: file.source.source, rows: rows.accepted, rejectedRows: rows.rejectedCount,
            sha256: file.profile.sha256, columns: uses)
    }

    /// How many different texts the column has, exactly where it is in the database; one above the limit of the first
    /// reading where it is not.
    private func distinctCount(
        _ file: PreparedFile, _ index: Int, _ meaning: Meaning?, _ dimensions: [Dimension]
    ) throws -> Int {
        let known = file.profile.columns[index].distinct
        let texts: [Meaning] = [.role(.opportunityID), .role(.name), .role(.account), .role(.owner)]
        guard known.isMany, file.kind == .opportunities, let meaning, texts.contains(meaning) else {
            return known.count
        }
        if let dimension = dimensions.first(where: { $0.id == meaning.name }) { return dimension.distinctCount }
        // By now no id is left twice.
        let distinct = meaning == .role(.opportunityID) ? "" : "DISTINCT "
        let column = isRenamed ? SQL.identifier(meaning.name) : "c\(index)"
        return try session.execute("SELECT count(\(distinct)\(column)) FROM \(staged)").rows[0][0].integer
            ?? known.count
    }

    private func typeAndRange(
        _ file: PreparedFile, _ index: Int, _ meaning: Meaning?
    ) throws -> (String, (String, String)?) {
        let dateName = file.dateOrders[index].map { "date (\($0.rawValue))" }
        switch (file.kind, meaning) {
        case (.opportunities, .role(.amount)):
            return (file.amountFormat()?.name ?? "decimal", try range("amount", staged))
        case (.opportunities, .actualAmount):
            return (file.amountFormat(.actualAmount)?.name ?? "decimal", try range("actual_amount", staged))
        case (.opportunities, .role(.probability)):
            return (file.probabilityFormat?.name ?? "fraction", try range("probability", "opportunities"))
        case (.opportunities, let meaning?) where dateName != nil:
            let column = Meaning.opportunityDates.first { $0.meaning == meaning }?.column
            return (dateName ?? "date", try column.flatMap { try range($0, staged) })
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
