import CDuckDB
import Core

/// Type of a column of a table that is filled from a file.
enum ColumnType: Hashable, Sendable {
    case text, date, integer
    /// DECIMAL(width, scale); width is above 9, so that cells are of 64 or 128 bits.
    case decimal(width: Int, scale: Int)

    var sql: String {
        switch self {
        case .text: "VARCHAR"
        case .date: "DATE"
        case .integer: "BIGINT"
        case .decimal(let width, let scale): "DECIMAL(\(width), \(scale))"
        }
    }

    func logicalType(_ api: broadsheet_duckdb_api) -> broadsheet_duckdb_type? {
        switch self {
        case .text: api.create_logical_type(Int32(BROADSHEET_DUCKDB_VARCHAR))
        case .date: api.create_logical_type(Int32(BROADSHEET_DUCKDB_DATE))
        case .integer: api.create_logical_type(Int32(BROADSHEET_DUCKDB_BIGINT))
        case .decimal(let width, let scale):
            api.create_decimal_type(UInt8(clamping: width), UInt8(clamping: scale))
        }
    }
}

/// Fills a table with a few rows of texts and integers, cell after cell, row after row.
final class ChunkWriter {
    private let appender: TableAppender
    private let chunk: RowChunk
    /// The texts of the rows that are not appended yet.
    private var texts: [UnsafeMutableBufferPointer<UInt8>] = []

    init(_ session: DuckDBSession, table: String, types: [ColumnType]) throws(Failure) {
        appender = try TableAppender(session, table: table)
        chunk = try RowChunk(session.api, types: types)
    }

    deinit { dropTexts() }

    func setText(_ column: Int, _ text: String) {
        var copy = text
        copy.withUTF8 { bytes in
            let kept = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
            _ = kept.initialize(from: bytes)
            texts.append(kept)
            chunk.setText(column, CellBytes(kept))
        }
    }

    func setNull(_ column: Int) { chunk.setNull(column) }

    func setInteger(_ column: Int, _ value: Int) { chunk.setInteger(column, value) }

    func endRow() throws(Failure) {
        chunk.endRow()
        if chunk.isFull { try flush() }
    }

    /// Writes what is left; to be called once, at the end.
    func finish() throws(Failure) {
        try flush()
        try appender.finish()
    }

    private func flush() throws(Failure) {
        try appender.append(chunk)
        try chunk.reset()
        dropTexts()
    }

    private func dropTexts() {
        for text in texts { text.deallocate() }
        texts.removeAll(keepingCapacity: true)
    }
}
