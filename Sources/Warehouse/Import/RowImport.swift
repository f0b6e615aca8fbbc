import Core
import Foundation

/// A column of a staging table and the cells that fill it.
struct OutputColumn {
    enum Kind {
        case text
        case amount(NumberFormat)
        case probability(NumberFormat)
        case date(DataConfiguration.DateOrder)
        /// The currency that stands in a cell of amounts, as a code or a sign; NULL where none does.
        case currencyOfAmount
        /// The line on which the row begins.
        case line
    }

    var name: String
    /// Index of the file's column; not used for `line`.
    var source: Int
    var kind: Kind
    /// Whether a row without it is rejected.
    var isRequired = false

    var type: ColumnType {
        switch kind {
        case .text, .currencyOfAmount: .text
        case .date: .date
        case .line: .integer
        case .amount(let format), .probability(let format): .decimal(width: format.width, scale: format.scale)
        }
    }
}

/// The second reading of a file: each cell is converted under its column's format, each row is taken whole or rejected.
struct RowImport {
    /// Rejected rows that are listed one by one; more of them are only counted.
    static let listedRejections = 100_000

    private(set) var accepted = 0
    private(set) var rejectedCount = 0
    private(set) var rejected: [QualityReport.RejectedRow] = []
    private(set) var footer = ReportFooter()

    /// Creates `table` and fills it from `source`.
    init(_ source: SourceFile, nulls: [String], into table: String, _ columns: [OutputColumn], _ session: DuckDBSession)
        throws
    {
        let definitions = columns.map { SQL.identifier($0.name) + " " + $0.type.sql }
        try session.execute("CREATE TABLE \(SQL.identifier(table)) (\(definitions.joined(separator: ", ")))")
        let writer = try ChunkWriter(session, table: table, types: columns.map(\.type))
        var accepted = 0
        var rejectedCount = 0
        var rejected: [QualityReport.RejectedRow] = []
        func reject(_ line: Int, _ column: String?, _ reason: String) {
            rejectedCount += 1
            guard rejectedCount <= RowImport.listedRejections else { return }
            rejected.append(.init(file: source.file, line: line, column: column, reason: reason))
        }
        let width = source.headers.count
        func rejectRagged(_ line: Int, _ found: Int) {
            reject(line, nil, "\(found) \(found == 1 ? "cell" : "cells") instead of \(width)")
        }
        var footer = ReportFooter()
        try source.forEachRecord(nulls: nulls) { reader, text in
            if footer.include(reader, width: width, text) { return }
            for line in footer.takeLines() { rejectRagged(line, 1) }
            guard reader.cells.count == width else { return rejectRagged(reader.line, reader.cells.count) }
            guard !reader.hasStrayText else { return reject(reader.line, nil, "text after a closing quote") }
            for (index, column) in columns.enumerated() {
                if let fault = RowImport.write(column, index, reader, text, writer) {
                    return reject(reader.line, source.headers[column.source], fault.reason)
                }
            }
            try writer.endRow()
            accepted += 1
        }
        for line in footer.raggedLines { rejectRagged(line, 1) }
        try writer.finish()
        self.footer = footer
        self.accepted = accepted
        self.rejectedCount = rejectedCount
        self.rejected = rejected
    }

    /// Rejects a row that had been accepted, for what the other rows say.
    mutating func reject(_ row: QualityReport.RejectedRow) {
        accepted -= 1
        rejectedCount += 1
        if rejected.count < RowImport.listedRejections { rejected.append(row) }
    }

    /// Throws where more of the rows are rejected than the configuration allows.
    func check(maximumShare: Double, file: String) throws(Failure) {
        let total = accepted + rejectedCount
        guard rejectedCount > 0, Double(rejectedCount) > maximumShare * Double(total) else { return }
        let lines = rejected.sorted { $0.line < $1.line }.prefix(5).map { row in
            Diagnostic(
                id: "rows.rejected", (row.column.map { "column \($0): " } ?? "") + row.reason, file: file,
                line: row.line)
        }
        let limit = (maximumShare * 100).formatted(.number.locale(Locale(identifier: "en_US_POSIX")))
        throw Failure(
            .data,
            [
                Diagnostic(
                    id: "rows.too-many-rejected",
                    "\(rejectedCount) of \(total) rows cannot be read, more than the \(limit) % that are allowed",
                    file: file,
                    solution: "Correct the lines listed, or raise `data.max_rejected` in broadsheet.yml")
            ] + lines)
    }

    /// No deal of a CRM lies outside; a year 0202 or 9999 is a slip or stands for "none".
    private static let plausibleYears = 1970...2100

    private static func write(
        _ column: OutputColumn, _ index: Int, _ reader: CSVReader, _ text: CellText, _ writer: ChunkWriter
    ) -> CellFault? {
        if case .line = column.kind {
            writer.setInteger(index, reader.line)
            return nil
        }
        guard let cell = text(reader.cells[column.source]) else {
            writer.setNull(index)
            return column.isRequired ? .empty : nil
        }
        switch column.kind {
        case .line: break
        case .text: writer.setText(index, cell)
        case .currencyOfAmount:
            if let code = NumberText(cell)?.currency { writer.setText(index, code) } else { writer.setNull(index) }
        case .amount(let format):
            switch format.convert(cell) {
            case .success(let mantissa): writer.setDecimal(index, mantissa)
            case .failure(let fault): return fault
            }
        case .probability(let format):
            switch format.convertProbability(cell) {
            case .success(let mantissa): writer.setDecimal(index, mantissa)
            case .failure(let fault): return fault
            }
        case .date(let order):
            switch DateText(cell).day(order) {
            case .success(let day):
                guard plausibleYears.contains(day.year) else { return .implausibleDay }
                writer.setDate(index, day)
            case .failure(let fault): return fault
            }
        }
        return nil
    }
}
