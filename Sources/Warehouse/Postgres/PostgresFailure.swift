import Core

/// Turns what the server or libpq says into a failure with what to do about it.
enum PostgresFailure {
    static let lostID = "postgres.lost"

    /// No connection.
    static func connecting(_ reason: String, _ settings: ConnectionSettings) -> Failure {
        Failure(
            .unavailable,
            Diagnostic(
                id: "postgres.unreachable",
                "PostgreSQL at \(settings.place) cannot be reached: \(oneLine(reason, settings))",
                solution:
                    "See that the server runs and that user, password, database and TLS options of its URL are right"))
    }

    static func lost(_ reason: String, _ settings: ConnectionSettings) -> Failure {
        Failure(
            .unavailable,
            Diagnostic(
                id: lostID,
                "the connection to PostgreSQL at \(settings.place) was lost: \(oneLine(reason, settings))",
                solution: "Run the command again; where it happens often, look into the server's log"))
    }

    /// A statement that the server refused; `state` is its SQLSTATE.
    static func statement(_ state: String, _ reason: String, _ settings: ConnectionSettings) -> Failure {
        let text = oneLine(reason, settings)
        switch state {
        case "57014":
            return Failure(
                .unavailable,
                Diagnostic(
                    id: "postgres.timeout", "PostgreSQL ended a query: \(text)",
                    solution:
                        "Give it more time with `data.statement_timeout` in broadsheet.yml, or an index on the columns")
            )
        case "55P03":
            return Failure(
                .unavailable,
                Diagnostic(
                    id: "postgres.locked", "a table is locked by another session: \(text)",
                    solution: "Run the command again when the other session, such as an import, has ended"))
        case "42P01", "42703":
            return Failure(
                .data,
                Diagnostic(
                    id: "postgres.schema-changed", "a table or column is missing in the database: \(text)",
                    solution:
                        "Run the command again; where it stays, correct the tables and columns of `data` in broadsheet.yml"
                ))
        case "42501":
            return Failure(
                .data,
                Diagnostic(
                    id: "postgres.forbidden", "the database user may not do that: \(text)",
                    solution: "Grant the user USAGE on the schema and SELECT on its tables"))
        case _ where state.hasPrefix("08") || ["57P01", "57P02", "57P03"].contains(state): return lost(reason, settings)
        case _ where state.hasPrefix("53"):
            return Failure(
                .unavailable,
                Diagnostic(
                    id: "postgres.exhausted", "PostgreSQL has no room for more: \(text)",
                    solution: "Lower `data.connections` in broadsheet.yml, or give the server more"))
        default:
            return Failure(
                .data,
                Diagnostic(
                    id: "sql.failed", "the database refused a query: \(text)",
                    solution: "Look at the statement; the state of the error is \(state.isEmpty ? "not known" : state)")
            )
        }
    }

    /// libpq's messages end in a line break and may have several lines.
    private static func oneLine(_ text: String, _ settings: ConnectionSettings) -> String {
        let lines = settings.redacted(text).split { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        let joined = lines.map { $0.trimming(" \t") }.joined(separator: "; ")
        return joined.isEmpty ? "no reason given" : joined
    }
}

extension Substring {
    fileprivate func trimming(_ characters: String) -> Substring {
        var rest = drop { characters.contains($0) }
        while let last = rest.last, characters.contains(last) { rest.removeLast() }
        return rest
    }
}
