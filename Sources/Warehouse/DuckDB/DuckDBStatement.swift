import CDuckDB
import Core
import Foundation

/// A prepared statement with its values bound.
struct DuckDBStatement: ~Copyable {
    private let api: broadsheet_duckdb_api
    private let sql: SQL
    private var statement: broadsheet_duckdb_statement?

    init(api: broadsheet_duckdb_api, connection: broadsheet_duckdb_connection?, sql: SQL) throws {
        self.api = api
        self.sql = sql
        // DuckDB takes the text as a C string; a NUL would end it early and change its meaning.
        guard !sql.text.utf8.contains(0) else { throw DuckDBStatement.failure("the SQL holds a NUL", sql) }
        guard api.prepare(connection, sql.text, &statement) == 0 else {
            let reason = api.prepare_error(statement).map { String(cString: $0) } ?? "it cannot be prepared"
            api.destroy_prepare(&statement)
            throw DuckDBStatement.failure(reason, sql)
        }
        guard api.nparams(statement) == UInt64(sql.bindings.count) else {
            let count = api.nparams(statement)
            api.destroy_prepare(&statement)
            throw DuckDBStatement.failure("it has \(count) marks for \(sql.bindings.count) values", sql)
        }
        for (index, value) in sql.bindings.enumerated() {
            guard DuckDBStatement.bind(value, at: UInt64(index + 1), api: api, statement: statement) else {
                api.destroy_prepare(&statement)
                throw DuckDBStatement.failure("value \(index + 1) cannot be bound", sql)
            }
        }
    }

    deinit {
        var spent = statement
        api.destroy_prepare(&spent)
    }

    var isSelect: Bool { api.prepared_statement_type(statement) == Int32(BROADSHEET_DUCKDB_STATEMENT_SELECT) }

    func run() throws -> Table {
        var result = broadsheet_duckdb_result()
        defer { api.destroy_result(&result) }
        guard api.execute_prepared(statement, &result) == 0 else {
            throw DuckDBStatement.failure(api.result_error(&result).map { String(cString: $0) } ?? "it failed", sql)
        }
        return try DuckDBResult(api: api).table(&result)
    }

    private static func bind(
        _ value: Value, at index: UInt64, api: broadsheet_duckdb_api, statement: broadsheet_duckdb_statement?
    ) -> Bool {
        switch value {
        case .null: return api.bind_null(statement, index) == 0
        case .boolean(let flag): return api.bind_boolean(statement, index, flag) == 0
        case .integer(let integer): return api.bind_int64(statement, index, Int64(integer)) == 0
        case .number(let number): return number.isFinite && api.bind_double(statement, index, number) == 0
        case .date(let date):
            return api.bind_date(statement, index, broadsheet_duckdb_date(days: Int32(date.daysSinceEpoch))) == 0
        case .text(let text):
            var copy = text
            return copy.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    guard let start = characters.baseAddress else {
                        return api.bind_varchar_length(statement, index, "", 0) == 0
                    }
                    return api.bind_varchar_length(statement, index, start, UInt64(characters.count)) == 0
                }
            }
        case .decimal(let decimal):
            guard let exact = ExactDecimal(decimal) else { return false }
            let bound = broadsheet_duckdb_decimal(
                width: UInt8(exact.width), scale: UInt8(exact.scale),
                value: broadsheet_duckdb_hugeint(
                    lower: UInt64(truncatingIfNeeded: exact.mantissa),
                    upper: Int64(truncatingIfNeeded: exact.mantissa >> 64)))
            return api.bind_decimal(statement, index, bound) == 0
        }
    }

    private static func failure(_ reason: String, _ sql: SQL) -> Failure {
        Failure(
            .data,
            Diagnostic(
                id: "sql.failed", "the database refused a query: \(reason)",
                solution: "Report this query: \(sql.text)"))
    }
}
