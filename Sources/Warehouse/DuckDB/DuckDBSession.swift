import CDuckDB
import Core

/// The connection while one block has it to itself; never kept longer.
struct DuckDBSession {
    let api: broadsheet_duckdb_api
    let connection: broadsheet_duckdb_connection?

    @discardableResult
    func execute(_ text: String, _ bindings: [Value] = []) throws -> Table {
        try DuckDBStatement(api: api, connection: connection, sql: SQL(text, bindings)).run()
    }
}
