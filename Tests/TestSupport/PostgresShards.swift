import Foundation

/// Three servers that hold the rows of a coordinator's tables, spread by a hash: by the account for the opportunities.
package final class PostgresShards: Sendable {
    package let servers: [PostgresServer]

    package init() throws { servers = try (0..<3).map { _ in try PostgresServer() } }

    /// Moves the tables of schema `crm` in the database at `url` onto the servers.
    ///
    /// On the coordinator they become partitioned tables whose partitions are foreign tables.
    package func spread(_ url: String, on coordinator: PostgresServer) throws {
        func run(_ sql: String) throws -> String { try coordinator.run(sql, url: url) }
        _ = try run("CREATE EXTENSION postgres_fdw")
        for (index, server) in servers.enumerated() {
            try server.run("CREATE SCHEMA IF NOT EXISTS crm")
            _ = try run(
                """
                CREATE SERVER shard_\(index) FOREIGN DATA WRAPPER postgres_fdw
                  OPTIONS (host '127.0.0.1', port '\(server.port)', dbname 'postgres', fetch_size '10000', batch_size '1000');
                CREATE USER MAPPING FOR broadsheet SERVER shard_\(index)
                  OPTIONS (user 'broadsheet', password '\(PostgresServer.secret)');
                """)
        }
        for (table, key) in [
            ("opportunities", "account"), ("contacts", "opportunity_id"), ("history", "opportunity_id"),
        ] {
            let columns = try run(
                """
                SELECT string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
                  || coalesce(' COLLATE ' || quote_ident(c.collname), ''), ', ' ORDER BY attnum)
                FROM pg_attribute LEFT JOIN pg_collation c ON c.oid = attcollation
                WHERE attrelid = 'crm.\(table)'::regclass AND attnum > 0
                """)
            _ = try run(
                """
                ALTER TABLE crm.\(table) RENAME TO loaded_\(table);
                CREATE TABLE crm.\(table) (LIKE crm.loaded_\(table) INCLUDING COMMENTS) PARTITION BY HASH (\(key));
                """)
            for (index, server) in servers.enumerated() {
                try server.run("CREATE TABLE crm.\(table) (\(columns))")
                _ = try run(
                    """
                    CREATE FOREIGN TABLE crm.\(table)_\(index) PARTITION OF crm.\(table)
                      FOR VALUES WITH (MODULUS \(servers.count), REMAINDER \(index))
                      SERVER shard_\(index) OPTIONS (schema_name 'crm', table_name '\(table)')
                    """)
            }
            _ = try run("INSERT INTO crm.\(table) SELECT * FROM crm.loaded_\(table); DROP TABLE crm.loaded_\(table)")
            for server in servers { try server.run("ANALYZE crm.\(table)") }
            _ = try run("ANALYZE crm.\(table)")
        }
    }
}
