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

    fileprivate func logicalType(_ api: broadsheet_duckdb_api) -> broadsheet_duckdb_type? {
        switch self {
        case .text: api.create_logical_type(Int32(BROADSHEET_DUCKDB_VARCHAR))
        case .date: api.create_logical_type(Int32(BROADSHEET_DUCKDB_DATE))
        case .integer: api.create_logical_type(Int32(BROADSHEET_DUCKDB_BIGINT))
        case .decimal(let width, let scale):
            api.create_decimal_type(UInt8(clamping: width), UInt8(clamping: scale))
        }
    }
}

/// Fills a table by whole chunks, cell after cell, row after row.
///
/// A row counts when `endRow` is called; the cells set before it are overwritten otherwise.
final class ChunkWriter {
    private let api: broadsheet_duckdb_api
    private let types: [ColumnType]
    private let capacity: Int
    private var appender: broadsheet_duckdb_appender?
    private var chunk: broadsheet_duckdb_chunk?
    private var vectors: [broadsheet_duckdb_vector?] = []
    private var data: [UnsafeMutableRawPointer?] = []
    private var validity: [UnsafeMutablePointer<UInt64>?] = []
    private var row = 0

    init(_ session: DuckDBSession, table: String, types: [ColumnType]) throws {
        api = session.api
        self.types = types
        capacity = max(1, Int(api.vector_size()))
        guard api.appender_create(session.connection, nil, table, &appender) == 0 else {
            throw failure()
        }
        var logical = types.map { $0.logicalType(session.api) }
        chunk = api.create_data_chunk(&logical, UInt64(logical.count))
        for index in logical.indices { api.destroy_logical_type(&logical[index]) }
        prepare()
    }

    deinit {
        api.destroy_data_chunk(&chunk)
        _ = api.appender_destroy(&appender)
    }

    func setNull(_ column: Int) { setValid(column, false) }

    func setText(_ column: Int, _ text: CellBytes) {
        setValid(column, true)
        text.withMemoryRebound(to: CChar.self) { characters in
            guard let start = characters.baseAddress else { return }
            api.vector_assign_string_element_len(vectors[column], UInt64(row), start, UInt64(characters.count))
        }
    }

    func setDate(_ column: Int, _ day: CalendarDate) {
        setValid(column, true)
        data[column]?.storeBytes(
            of: Int32(clamping: day.daysSinceEpoch), toByteOffset: row * MemoryLayout<Int32>.stride, as: Int32.self)
    }

    func setInteger(_ column: Int, _ value: Int) {
        setValid(column, true)
        data[column]?.storeBytes(of: Int64(value), toByteOffset: row * MemoryLayout<Int64>.stride, as: Int64.self)
    }

    /// The mantissa of a DECIMAL at the column's scale.
    func setDecimal(_ column: Int, _ mantissa: Int128) {
        guard case .decimal(let width, _) = types[column], width > 18 else {
            setInteger(column, Int(clamping: mantissa))
            return
        }
        setValid(column, true)
        let huge = broadsheet_duckdb_hugeint(
            lower: UInt64(truncatingIfNeeded: mantissa), upper: Int64(truncatingIfNeeded: mantissa >> 64))
        data[column]?.storeBytes(of: huge, toByteOffset: row * 16, as: broadsheet_duckdb_hugeint.self)
    }

    func endRow() throws {
        row += 1
        if row == capacity { try flush() }
    }

    /// Writes what is left; to be called once, at the end.
    func finish() throws {
        try flush()
        guard api.appender_close(appender) == 0 else { throw failure() }
    }

    private func flush() throws {
        guard row > 0 else { return }
        api.data_chunk_set_size(chunk, UInt64(row))
        guard api.append_data_chunk(appender, chunk) == 0 else { throw failure() }
        api.data_chunk_reset(chunk)
        row = 0
        prepare()
    }

    /// Takes the addresses of the chunk's vectors, which a reset may change.
    private func prepare() {
        vectors = types.indices.map { api.data_chunk_get_vector(chunk, UInt64($0)) }
        data = vectors.map { api.vector_get_data($0) }
        validity = vectors.map { vector in
            api.vector_ensure_validity_writable(vector)
            return api.vector_get_validity(vector)
        }
    }

    private func setValid(_ column: Int, _ valid: Bool) {
        guard let words = validity[column] else { return }
        let bit = UInt64(1) << UInt64(row & 63)
        if valid { words[row >> 6] |= bit } else { words[row >> 6] &= ~bit }
    }

    private func failure() -> Failure {
        let reason = api.appender_error(appender).map { String(cString: $0) } ?? "no reason given"
        return Failure(.data, Diagnostic(id: "duckdb.append", "the database does not take the rows: \(reason)"))
    }
}
