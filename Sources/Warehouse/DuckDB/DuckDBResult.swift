import CDuckDB
import Core
import Foundation

/// Turns a result of DuckDB into rows of values.
struct DuckDBResult {
    let api: broadsheet_duckdb_api

    /// How the cells of a column lie in memory.
    private enum Layout {
        case boolean, null, float, double, date, text, hugeint
        case signed(bits: Int)
        case unsigned(bits: Int)
        case decimal(scale: Int, bits: Int)
    }

    func table(_ result: inout broadsheet_duckdb_result) throws -> Table {
        var names: [String] = []
        var layouts: [Layout] = []
        for column in 0..<api.column_count(&result) {
            let name = api.column_name(&result, column).map { String(cString: $0) } ?? ""
            names.append(name)
            layouts.append(try layout(&result, column, name))
        }
        var rows: [[Value]] = []
        while var chunk = api.fetch_chunk(result) as broadsheet_duckdb_chunk? {
            defer {
                var spent: broadsheet_duckdb_chunk? = chunk
                api.destroy_data_chunk(&spent)
            }
            let count = Int(api.data_chunk_get_size(chunk))
            if count == 0 { break }
            append(&chunk, count, layouts, to: &rows)
        }
        if let error = api.result_error(&result) {
            let message = String(cString: error)
            if !message.isEmpty { throw Failure(.data, Diagnostic(id: "sql.failed", "a query failed: \(message)")) }
        }
        return Table(columns: names, rows: rows)
    }

    private func append(
        _ chunk: inout broadsheet_duckdb_chunk, _ count: Int, _ layouts: [Layout], to rows: inout [[Value]]
    ) {
        let first = rows.count
        rows.append(contentsOf: repeatElement([], count: count))
        for row in first..<first + count { rows[row].reserveCapacity(layouts.count) }
        for (column, layout) in layouts.enumerated() {
            let vector = api.data_chunk_get_vector(chunk, UInt64(column))
            let validity = api.vector_get_validity(vector)
            let data = api.vector_get_data(vector)
            for row in 0..<count {
                let valid = validity.map { $0[row >> 6] & (1 << UInt64(row & 63)) != 0 } ?? true
                guard valid, let data else {
                    rows[first + row].append(.null)
                    continue
                }
                rows[first + row].append(value(data, row, layout))
            }
        }
    }

    private func value(_ data: UnsafeMutableRawPointer, _ row: Int, _ layout: Layout) -> Value {
        func load<T>(_ type: T.Type) -> T { data.load(fromByteOffset: row * MemoryLayout<T>.stride, as: type) }
        switch layout {
        case .null: return .null
        case .boolean: return .boolean(load(UInt8.self) != 0)
        case .signed(8): return .integer(Int(load(Int8.self)))
        case .signed(16): return .integer(Int(load(Int16.self)))
        case .signed(32): return .integer(Int(load(Int32.self)))
        case .signed: return .integer(Int(load(Int64.self)))
        case .unsigned(8): return .integer(Int(load(UInt8.self)))
        case .unsigned(16): return .integer(Int(load(UInt16.self)))
        case .unsigned(32): return .integer(Int(load(UInt32.self)))
        case .unsigned: return DuckDBResult.integer(Int128(load(UInt64.self)))
        case .float: return .number(Double(load(Float.self)))
        case .double: return .number(load(Double.self))
        case .date: return .date(CalendarDate(daysSinceEpoch: Int(load(Int32.self))))
        case .hugeint: return DuckDBResult.integer(DuckDBResult.int128(load(broadsheet_duckdb_hugeint.self)))
        case .decimal(let scale, let bits):
            let mantissa: Int128 =
                switch bits {
                case 16: Int128(load(Int16.self))
                case 32: Int128(load(Int32.self))
                case 64: Int128(load(Int64.self))
                default: DuckDBResult.int128(load(broadsheet_duckdb_hugeint.self))
                }
            return .decimal(ExactDecimal(mantissa: mantissa, scale: scale).decimal)
        case .text:
            let cell = data + row * MemoryLayout<broadsheet_duckdb_string>.stride
            let length = Int(cell.load(as: UInt32.self))
            // Up to 12 bytes follow the length; a longer text lies behind the pointer.
            let start: UnsafeRawPointer? =
                length <= 12 ? UnsafeRawPointer(cell + 4) : cell.load(fromByteOffset: 8, as: UnsafeRawPointer?.self)
            return .text(String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self))
        }
    }

    private static func int128(_ value: broadsheet_duckdb_hugeint) -> Int128 {
        (Int128(value.upper) << 64) | Int128(value.lower)
    }

    private static func integer(_ value: Int128) -> Value {
        Int(exactly: value).map(Value.integer) ?? .decimal(ExactDecimal(mantissa: value, scale: 0).decimal)
    }

    private func layout(_ result: inout broadsheet_duckdb_result, _ column: UInt64, _ name: String) throws -> Layout {
        switch Int(api.column_type(&result, column)) {
        case BROADSHEET_DUCKDB_BOOLEAN: return .boolean
        case BROADSHEET_DUCKDB_TINYINT: return .signed(bits: 8)
        case BROADSHEET_DUCKDB_SMALLINT: return .signed(bits: 16)
        case BROADSHEET_DUCKDB_INTEGER: return .signed(bits: 32)
        case BROADSHEET_DUCKDB_BIGINT: return .signed(bits: 64)
        case BROADSHEET_DUCKDB_UTINYINT: return .unsigned(bits: 8)
        case BROADSHEET_DUCKDB_USMALLINT: return .unsigned(bits: 16)
        case BROADSHEET_DUCKDB_UINTEGER: return .unsigned(bits: 32)
        case BROADSHEET_DUCKDB_UBIGINT: return .unsigned(bits: 64)
        case BROADSHEET_DUCKDB_FLOAT: return .float
        case BROADSHEET_DUCKDB_DOUBLE: return .double
        case BROADSHEET_DUCKDB_DATE: return .date
        case BROADSHEET_DUCKDB_HUGEINT: return .hugeint
        case BROADSHEET_DUCKDB_VARCHAR: return .text
        case BROADSHEET_DUCKDB_SQLNULL: return .null
        case BROADSHEET_DUCKDB_DECIMAL:
            var type = api.column_logical_type(&result, column)
            defer { api.destroy_logical_type(&type) }
            let bits =
                switch Int(api.decimal_internal_type(type)) {
                case BROADSHEET_DUCKDB_SMALLINT: 16
                case BROADSHEET_DUCKDB_INTEGER: 32
                case BROADSHEET_DUCKDB_BIGINT: 64
                default: 128
                }
            return .decimal(scale: Int(api.decimal_scale(type)), bits: bits)
        default:
            throw Failure(
                .data,
                Diagnostic(
                    id: "sql.type", "column \(name) of a result has a type that has no place in an answer",
                    solution: "Cast column \(name) to a number, a date or text"))
        }
    }
}
