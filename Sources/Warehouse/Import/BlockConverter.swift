import CDuckDB
import Core

/// Reads the records of blocks for one of the workers: gathers what stands in the columns, and converts the rows.
///
/// Each cell is converted under its column's format, each row is taken whole or rejected.
final class BlockConverter {
    /// What stands in all blocks that were read here; nil where it is not asked for.
    private(set) var profile: FileProfile?
    /// The rows of the block that was read last; their texts lie in the block.
    private(set) var chunks: [RowChunk] = []
    private(set) var rejected: [Rejection] = []
    private(set) var accepted = 0
    private(set) var rejectedCount = 0
    /// What the block ends with that may be the footer of a report.
    private(set) var footer = ReportFooter()
    /// Whether the key of the rows taken rises.
    private(set) var keys = RisingKeys()

    /// A row that is left out; the column is an index of the file's.
    struct Rejection: Sendable {
        var line: Int
        var column: Int?
        var reason: String
    }

    private let source: SourceFile
    private let nulls: NullTexts
    private let targets: [Target]
    private let types: [ColumnType]
    private let key: Int?
    private var outcomes: OutcomeTexts
    private let api: broadsheet_duckdb_api?
    private let texts: UnsafeMutableBufferPointer<CellBytes?>
    private var spare: [RowChunk] = []

    private struct Target {
        var source: Int
        var kind: OutputColumn.Kind
        var isRequired: Bool
    }

    /// Without `api` nothing is converted.
    init(
        _ source: SourceFile, nulls: NullTexts, request: ProfileRequest?, outputs: [OutputColumn],
        api: broadsheet_duckdb_api?
    ) {
        self.source = source
        self.nulls = nulls
        self.api = api
        targets = outputs.map { Target(source: $0.source, kind: $0.kind, isRequired: $0.isRequired) }
        types = outputs.map(\.type)
        key = outputs.first(where: \.isKey)?.source
        let stages = outputs.lazy.compactMap { column in
            if case .outcome(let stages) = column.kind { stages } else { nil }
        }
        outcomes = OutcomeTexts(configured: stages.first)
        profile = request.map { FileProfile(columns: source.headers.count, $0) }
        texts = .allocate(capacity: source.headers.count)
        texts.initialize(repeating: nil)
    }

    deinit { texts.deallocate() }

    /// Reads all records of the block; its bytes are changed where quotes are doubled.
    func convert(_ block: RecordBlock) throws(Failure) {
        try empty()
        var reader = CSVReader(
            block.buffer.bytes, delimiter: source.dialect.delimiter, position: 0, line: block.line)
        reader.expectedCells = source.headers.count
        if block.isCut { throw tooLong(&reader, block) }
        let text = CellText(block.buffer.mutableBytes, nulls: nulls)
        let width = source.headers.count
        var rising = RisingKeys.Part()
        while try reader.next(in: source.name) {
            guard reader.cells.count == width else {
                let found = reader.cells.count
                footer.include(reader, width: width, text)
                reject(reader.line, nil, "\(found) \(found == 1 ? "cell" : "cells") instead of \(width)")
                continue
            }
            footer.end()
            guard !reader.hasStrayText else {
                reject(reader.line, nil, "text after a closing quote")
                continue
            }
            for index in 0..<width { texts[index] = text(reader.cells[index]) }
            gather(reader.line)
            guard api != nil, try convertRow(reader.line) else { continue }
            if let key { rising.include(texts[key]) }
        }
        keys = rising.end()
    }

    /// Forgets the rows, whose texts are about to go.
    private func empty() throws(Failure) {
        for chunk in chunks { try chunk.reset() }
        spare += chunks
        chunks.removeAll(keepingCapacity: true)
        rejected.removeAll(keepingCapacity: true)
        accepted = 0
        rejectedCount = 0
        footer = ReportFooter()
    }

    private func tooLong(_ reader: inout CSVReader, _ block: RecordBlock) -> Failure {
        do throws(CSVFault) {
            _ = try reader.next()
        } catch {
            // The end of the block is not that of the file.
            if error.kind != .unclosedQuote { return error.failure(file: source.name) }
        }
        return CSVFault(kind: .recordTooLong, line: block.line).failure(file: source.name)
    }

    private func gather(_ line: Int) {
        guard profile != nil else { return }
        profile?.rowCount += 1
        profile?.columns.withUnsafeMutableBufferPointer { columns in
            for index in columns.indices {
                guard let cell = texts[index] else {
                    columns[index].emptyCount += 1
                    continue
                }
                columns[index].distinct.insert(cell, line: line)
                guard columns[index].isMoreThanText else { continue }
                columns[index].numbers?.includeQuickly(cell, line: line)
                if columns[index].dates != nil, PlainDay.day(cell) == nil {
                    columns[index].dates?.include(cell, line: line)
                }
                columns[index].parts?.include(cell, line: line)
                columns[index].named?.include(cell, line: line)
            }
        }
    }

    /// Whether the row is taken.
    private func convertRow(_ line: Int) throws(Failure) -> Bool {
        let chunk = try room()
        for (index, target) in targets.enumerated() {
            guard let fault = write(target, index, line, chunk) else { continue }
            chunk.dropRow()
            reject(line, target.source, fault.reason)
            return false
        }
        chunk.endRow()
        accepted += 1
        return true
    }

    /// The chunk that takes the next row.
    private func room() throws(Failure) -> RowChunk {
        if let last = chunks.last, !last.isFull { return last }
        guard let api else { throw Failure(.unavailable, Diagnostic(id: "duckdb.append", "there is no database")) }
        let chunk: RowChunk
        if let used = spare.popLast() { chunk = used } else { chunk = try RowChunk(api, types: types) }
        chunks.append(chunk)
        return chunk
    }

    private func reject(_ line: Int, _ column: Int?, _ reason: String) {
        rejectedCount += 1
        if rejected.count < RowImport.listedRejections {
            rejected.append(Rejection(line: line, column: column, reason: reason))
        }
    }

    /// No deal of a CRM lies outside; a year 0202 or 9999 is a slip or stands for "none".
    private static let plausibleYears = 1970...2100
    private static let plausibleDays = 0...47_846

    @inline(__always)
    private func write(_ target: Target, _ index: Int, _ line: Int, _ chunk: RowChunk) -> CellFault? {
        switch target.kind {
        case .line:
            chunk.setInteger(index, line)
            return nil
        case .missing:
            chunk.setNull(index)
            return nil
        default: break
        }
        guard let cell = texts[target.source] else {
            chunk.setNull(index)
            return target.isRequired ? .empty : nil
        }
        switch target.kind {
        case .line, .missing: break
        case .outcome:
            switch outcomes.outcome(cell) {
            case .open: chunk.setText(index, "open")
            case .won: chunk.setText(index, "won")
            case .lost: chunk.setText(index, "lost")
            }
        case .text: chunk.setText(index, cell)
        case .part(let part):
            if let text = part.bytes(cell) { chunk.setText(index, text) } else { chunk.setNull(index) }
        case .currencyOfAmount:
            guard var code = NumberText(cell)?.currency else {
                chunk.setNull(index)
                return nil
            }
            // A code or sign is short, so that it lies in the cell itself.
            code.withUTF8 { chunk.setText(index, CellBytes(rebasing: $0.prefix(12))) }
        case .amount(let format):
            switch format.convertQuickly(cell) {
            case .success(let mantissa): chunk.setDecimal(index, mantissa)
            case .failure(let fault): return fault
            }
        case .probability(let format):
            switch format.convertProbabilityQuickly(cell) {
            case .success(let mantissa): chunk.setDecimal(index, mantissa)
            case .failure(let fault): return fault
            }
        case .date(let order):
            if let day = PlainDay.day(cell), BlockConverter.plausibleDays.contains(day.daysSinceEpoch) {
                chunk.setDate(index, day)
                return nil
            }
            switch DateText(cell).day(order) {
            case .success(let day):
                guard BlockConverter.plausibleYears.contains(day.year) else { return .implausibleDay }
                chunk.setDate(index, day)
            case .failure(let fault): return fault
            }
        }
        return nil
    }
}
