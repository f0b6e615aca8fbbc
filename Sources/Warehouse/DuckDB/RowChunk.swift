import CDuckDB
import Core

/// Up to one vector's length of rows on their way into a table, filled cell after cell, row after row.
///
/// Texts are not copied: they have to stay where they are until the chunk is appended. One thread at a time uses it.
final class RowChunk {
    private let api: broadsheet_duckdb_api
    private let columns: Int
    private(set) var chunk: broadsheet_duckdb_chunk?
    /// The cells of each column, and a bit for each that is not NULL.
    private let data: UnsafeMutableBufferPointer<UnsafeMutableRawPointer>
    private let validity: UnsafeMutableBufferPointer<UnsafeMutablePointer<UInt64>>
    /// Columns whose decimals are of 128 bits.
    private let isWide: [Bool]
    private let capacity: Int
    private(set) var rows = 0

    var isFull: Bool { rows == capacity }

    init(_ api: broadsheet_duckdb_api, types: [ColumnType]) throws(Failure) {
        self.api = api
        columns = types.count
        capacity = max(1, Int(api.vector_size()))
        isWide = types.map { type in if case .decimal(let width, _) = type { width > 18 } else { false } }
        data = .allocate(capacity: types.count)
        validity = .allocate(capacity: types.count)
        var logical = types.map { $0.logicalType(api) }
        chunk = api.create_data_chunk(&logical, UInt64(logical.count))
        for index in logical.indices { api.destroy_logical_type(&logical[index]) }
        try prepare()
    }

    deinit {
        api.destroy_data_chunk(&chunk)
        data.deallocate()
        validity.deallocate()
    }

    func setNull(_ column: Int) { validity[column][rows >> 6] &= ~(1 << UInt64(rows & 63)) }

    @inline(__always)
    func setText(_ column: Int, _ text: CellBytes) {
        let count = text.count
        let cell = data[column] + rows &* 16
        guard count > 12 else {
            // Short texts lie in the cell itself, followed by zeros.
            var words: (UInt64, UInt64) = (UInt64(count), 0)
            withUnsafeMutableBytes(of: &words) { bytes in
                UnsafeMutableRawBufferPointer(rebasing: bytes[4...]).copyMemory(from: UnsafeRawBufferPointer(text))
            }
            cell.storeBytes(of: words.0, as: UInt64.self)
            cell.storeBytes(of: words.1, toByteOffset: 8, as: UInt64.self)
            return
        }
        let prefix = UnsafeRawBufferPointer(text).loadUnaligned(as: UInt32.self)
        cell.storeBytes(of: UInt64(prefix) << 32 | UInt64(UInt32(truncatingIfNeeded: count)), as: UInt64.self)
        cell.storeBytes(of: text.baseAddress, toByteOffset: 8, as: UnsafePointer<UInt8>?.self)
    }

    /// A text of up to 12 bytes, which lies in the cell itself.
    @inline(__always)
    func setText(_ column: Int, _ text: StaticString) {
        text.withUTF8Buffer { setText(column, CellBytes(rebasing: $0.prefix(12))) }
    }

    func setDate(_ column: Int, _ day: CalendarDate) {
        data[column].storeBytes(
            of: Int32(clamping: day.daysSinceEpoch), toByteOffset: rows &* MemoryLayout<Int32>.stride, as: Int32.self)
    }

    func setInteger(_ column: Int, _ value: Int) {
        data[column].storeBytes(of: Int64(value), toByteOffset: rows &* MemoryLayout<Int64>.stride, as: Int64.self)
    }

    /// The mantissa of a DECIMAL at the column's scale.
    func setDecimal(_ column: Int, _ mantissa: Int128) {
        guard isWide[column] else { return setInteger(column, Int(clamping: mantissa)) }
        let huge = broadsheet_duckdb_hugeint(
            lower: UInt64(truncatingIfNeeded: mantissa), upper: Int64(truncatingIfNeeded: mantissa >> 64))
        data[column].storeBytes(of: huge, toByteOffset: rows &* 16, as: broadsheet_duckdb_hugeint.self)
    }

    func endRow() { rows += 1 }

    /// Lets the next row take the place of the one that was begun.
    func dropRow() {
        for column in 0..<columns { validity[column][rows >> 6] |= 1 << UInt64(rows & 63) }
    }

    /// Tells the database how many rows there are; to be called before the chunk is appended.
    func seal() { api.data_chunk_set_size(chunk, UInt64(rows)) }

    /// Empties the chunk.
    func reset() throws(Failure) {
        api.data_chunk_reset(chunk)
        rows = 0
        try prepare()
    }

    /// Takes the addresses of the chunk's vectors, which a reset may change.
    private func prepare() throws(Failure) {
        for column in 0..<columns {
            let vector = api.data_chunk_get_vector(chunk, UInt64(column))
            api.vector_ensure_validity_writable(vector)
            guard let cells = api.vector_get_data(vector), let bits = api.vector_get_validity(vector) else {
                throw Failure(.data, Diagnostic(id: "duckdb.append", "the database gives no room for rows"))
            }
            data[column] = cells
            validity[column] = bits
        }
    }
}

/// Puts chunks into a table; one thread at a time uses it.
final class TableAppender {
    private let api: broadsheet_duckdb_api
    private var appender: broadsheet_duckdb_appender?

    init(_ session: DuckDBSession, table: String) throws(Failure) {
        api = session.api
        guard api.appender_create(session.connection, nil, table, &appender) == 0 else { throw failure() }
    }

    deinit { _ = api.appender_destroy(&appender) }

    func append(_ chunk: RowChunk) throws(Failure) {
        guard chunk.rows > 0 else { return }
        chunk.seal()
        guard api.append_data_chunk(appender, chunk.chunk) == 0 else { throw failure() }
    }

    /// Writes what is left; to be called once, at the end.
    func finish() throws(Failure) {
        guard api.appender_close(appender) == 0 else { throw failure() }
    }

    private func failure() -> Failure {
        let reason = api.appender_error(appender).map { String(cString: $0) } ?? "no reason given"
        return Failure(.data, Diagnostic(id: "duckdb.append", "the database does not take the rows: \(reason)"))
    }
}
