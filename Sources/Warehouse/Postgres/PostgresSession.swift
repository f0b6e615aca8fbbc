import CPostgres
import Core

/// The connection while one block has it to itself; never kept longer.
struct PostgresSession {
    let handle: OpaquePointer?
    let settings: ConnectionSettings

    /// Once a connection: what makes aggregates run where the rows are, on servers that know these settings.
    func prepare() throws {
        try execute(
            """
            SELECT set_config(name, 'on', false) FROM pg_settings
            WHERE name IN ('enable_partitionwise_aggregate', 'enable_partitionwise_join', 'default_transaction_read_only')
            """)
    }

    /// Runs `body` in a transaction that cannot write.
    ///
    /// The settings are the transaction's own and it is always rolled back, so that no query changes the session for the
    /// next one, behind a pooler neither.
    func readOnly<Result>(_ source: PostgresSource, _ body: (PostgresSession) throws -> Result) throws -> Result {
        do {
            try begin(source)
        } catch let failure as Failure where failure.diagnostics.first?.id == PostgresFailure.lostID {
            throw StaleConnection(failure: failure)
        }
        do {
            let result = try body(self)
            try execute("ROLLBACK")
            return result
        } catch {
            // A connection that is lost has nothing to roll back; the pool drops it.
            try? execute("ROLLBACK")
            throw error
        }
    }

    private func begin(_ source: PostgresSource) throws {
        try execute(
            """
            BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = \(source.statementMilliseconds); \
            SET LOCAL lock_timeout = \(source.lockMilliseconds); SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; \
            SET LOCAL extra_float_digits = 3
            """)
    }

    /// Runs statements of our own that give no rows.
    func execute(_ text: String) throws {
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        default: throw failure(result)
        }
    }

    /// All rows; more than `limit` of them end in a failure.
    func query(_ sql: SQL, limit: Int) throws -> Table {
        var table = Table(columns: [], rows: [])
        try forEachRow(sql, columns: { table.columns = $0 }) { row in
            guard table.rows.count < limit else {
                throw Failure(
                    .data,
                    Diagnostic(
                        id: "sql.too-many-rows", "a query gives more than \(limit) rows",
                        solution: "Group the rows, or limit them: nobody reads so many"))
            }
            table.rows.append(row)
        }
        return table
    }

    /// Hands over the rows one by one as they arrive; none is kept.
    func forEachRow(_ sql: SQL, columns: ([String]) throws -> Void = { _ in }, _ body: ([Value]) throws -> Void) throws
    {
        try send(sql)
        var reader: RowReader?
        var error: (any Error)?
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            // What is left of a failed query has to be taken all the same.
            if error != nil { continue }
            do {
                switch PQresultStatus(result) {
                case PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK:
                    if reader == nil {
                        let made = try RowReader(result)
                        try columns(made.columns)
                        reader = made
                    }
                    for row in 0..<PQntuples(result) { if let reader { try body(try reader.row(result, row)) } }
                case PGRES_COMMAND_OK: throw PostgresSession.notAQuery
                default: throw failure(result)
                }
            } catch let thrown {
                error = thrown
                cancel()
            }
        }
        if let error { throw error }
    }

    static var notAQuery: Failure {
        Failure(.data, Diagnostic(id: "sql.not-a-query", "only a SELECT can be asked of the data"))
    }

    private func send(_ sql: SQL) throws {
        let statement = PostgresStatement(sql.text)
        guard statement.markCount == sql.bindings.count, !sql.text.utf8.contains(0) else {
            throw PostgresFailure.statement(
                "", "it has \(statement.markCount) marks for \(sql.bindings.count) values", settings)
        }
        var types: [UInt32] = []
        var texts: [UnsafeMutablePointer<CChar>?] = []
        defer { for text in texts { text?.deallocate() } }
        for (index, value) in sql.bindings.enumerated() {
            guard let parameter = PostgresValue.parameter(value) else {
                throw PostgresFailure.statement("", "value \(index + 1) cannot be sent to PostgreSQL", settings)
            }
            types.append(parameter.type)
            texts.append(parameter.text.map(copyOfCString))
        }
        let values = texts.map { $0.map { UnsafePointer($0) } }
        guard PQsendQueryParams(handle, statement.numbered, Int32(types.count), types, values, nil, nil, 0) == 1,
            PQsetSingleRowMode(handle) == 1
        else { throw failure(nil) }
    }

    /// Ends the query that runs, whose rows are of no more use.
    private func cancel() {
        guard PQstatus(handle) == CONNECTION_OK, let cancel = PQgetCancel(handle) else { return }
        defer { PQfreeCancel(cancel) }
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(cancel, &message, Int32(message.count))
    }

    func failure(_ result: OpaquePointer?) -> Failure {
        let reason = { (field: UnicodeScalar) -> String? in
            PQresultErrorField(result, Int32(field.value)).map { String(cString: $0) }
        }
        let state = reason("C") ?? ""
        let message = reason("M") ?? String(cString: PQerrorMessage(handle))
        guard PQstatus(handle) == CONNECTION_OK else { return PostgresFailure.lost(message, settings) }
        return PostgresFailure.statement(state, message, settings)
    }
}

/// The connection was closed before anything was asked of it, as those that lie idle for long are.
struct StaleConnection: Error {
    let failure: Failure
}

/// Turns the rows of one result into values.
private struct RowReader {
    let columns: [String]
    private let types: [UInt32]

    init(_ result: OpaquePointer) throws {
        let range = 0..<PQnfields(result)
        columns = range.map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
        types = range.map { PQftype(result, $0) }
        for (column, type) in zip(columns, types) where !PostgresValue.isKnown(type) {
            throw RowReader.failure(column, .type)
        }
    }

    func row(_ result: OpaquePointer, _ row: Int32) throws -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(types.count)
        for (index, type) in types.enumerated() {
            let column = Int32(index)
            guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else {
                values.append(.null)
                continue
            }
            let text = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
            do {
                values.append(try PostgresValue.value(text, type: type))
            } catch {
                throw RowReader.failure(columns[index], error)
            }
        }
        return values
    }

    private static func failure(_ column: String, _ fault: PostgresValue.Fault) -> Failure {
        Failure(
            .data,
            Diagnostic(
                id: fault == .type ? "sql.type" : "sql.value", "column \(column) of a result \(fault.reason)",
                solution: fault == .type
                    ? "Cast column \(column) to a number, a date or text"
                    : "Correct the rows, or leave them out of the table"))
    }
}
