import CDuckDB
import Core
import Synchronization

/// Rows that a statement reads as if they were a table, chunk after chunk in their order.
///
/// The database writes them once, where an appender gathers them first and copies them later.
final class RowFeed: Sendable {
    /// Gives the next chunk, which stays as it is until the one after it is asked for; nil after the last one.
    typealias Source = @Sendable () throws(Failure) -> RowChunk?

    private static let count = Atomic(0)

    // Functions of the library, which are never unloaded.
    nonisolated(unsafe) private let api: broadsheet_duckdb_api
    private let types: [ColumnType]
    /// nil when nothing is fed: a function cannot be taken out of a database again.
    private let source: Mutex<Source?>

    private init(_ api: broadsheet_duckdb_api, _ types: [ColumnType], _ source: @escaping Source) {
        self.api = api
        self.types = types
        self.source = Mutex(source)
    }

    /// Appends the rows of `source` to a table with columns of these types.
    ///
    /// `source` is called on threads of the database, by one of them at a time. Throws what the database has against the
    /// rows; a failure of `source` ends the statement, and is for its owner to throw.
    static func insert(
        into table: String, types: [ColumnType], _ session: DuckDBSession, from source: @escaping Source
    ) throws {
        let feed = RowFeed(session.api, types, source)
        defer { feed.source.withLock { $0 = nil } }
        let name = "broadsheet_rows_\(count.add(1, ordering: .relaxed).newValue)"
        try feed.register(name, session)
        try session.execute("INSERT INTO \(SQL.identifier(table)) SELECT * FROM \(SQL.identifier(name))()")
    }

    private func register(_ name: String, _ session: DuckDBSession) throws(Failure) {
        var function = api.create_table_function()
        defer { api.destroy_table_function(&function) }
        api.table_function_set_name(function, name)
        api.table_function_set_extra_info(function, Unmanaged.passRetained(self).toOpaque()) { info in
            if let info { Unmanaged<RowFeed>.fromOpaque(info).release() }
        }
        api.table_function_set_bind(function) { info in
            guard let info, let feed = DuckDBLibrary.feed({ $0.bind_get_extra_info(info) }) else { return }
            feed.bind(info)
        }
        // One thread at a time asks for rows, unless the function says otherwise: so they keep their order.
        api.table_function_set_init(function) { _ in }
        api.table_function_set_function(function) { info, chunk in
            guard let feed = DuckDBLibrary.feed({ $0.function_get_extra_info(info) }) else { return }
            feed.fill(info, chunk)
        }
        guard api.register_table_function(session.connection, function) == 0 else {
            throw Failure(.data, Diagnostic(id: "duckdb.append", "the database takes no function that gives rows"))
        }
    }

    private func bind(_ info: broadsheet_duckdb_bind_info) {
        for (index, type) in types.enumerated() {
            var logical = type.logicalType(api)
            api.bind_add_result_column(info, "c\(index)", logical)
            api.destroy_logical_type(&logical)
        }
    }

    private func fill(_ info: broadsheet_duckdb_function_info?, _ chunk: broadsheet_duckdb_chunk?) {
        guard let source = source.withLock({ $0 }) else { return api.function_set_error(info, "there are no rows") }
        do throws(Failure) {
            guard let rows = try source() else { return api.data_chunk_set_size(chunk, 0) }
            rows.seal()
            for column in types.indices {
                api.vector_reference_vector(
                    api.data_chunk_get_vector(chunk, UInt64(column)),
                    api.data_chunk_get_vector(rows.chunk, UInt64(column)))
            }
            api.data_chunk_set_size(chunk, UInt64(rows.rows))
        } catch {
            api.function_set_error(info, "the rows end before their time")
        }
    }
}

extension DuckDBLibrary {
    /// The feed that a function was registered with; its address is asked of the library.
    fileprivate static func feed(_ address: (broadsheet_duckdb_api) -> UnsafeMutableRawPointer?) -> RowFeed? {
        guard case .success(let api) = shared, let info = address(api) else { return nil }
        return Unmanaged<RowFeed>.fromOpaque(info).takeUnretainedValue()
    }
}
