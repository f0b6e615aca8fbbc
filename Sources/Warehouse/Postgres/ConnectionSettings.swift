import CPostgres
import Core

/// What libpq is told to connect with, taken apart from the URL; its secrets never reach a message.
struct ConnectionSettings: Sendable {
    /// Keywords and values, the URL's own before ours.
    let parameters: [(keyword: String, value: String)]
    /// Where the database is, as messages call it: `localhost:5432`.
    let place: String
    private let secrets: [String]

    /// Reads the URL, or a text of `keyword=value` pairs, from the variable that `source` names.
    ///
    /// Throws `Failure(.configuration)` where the variable is not set or its text cannot be read; the text is not repeated.
    init(_ source: PostgresSource, environment: [String: String]) throws(Failure) {
        guard let url = environment[source.urlEnv], !url.isEmpty else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "postgres.no-url", "the environment variable \(source.urlEnv) is not set",
                    solution: "Set it to the database's URL: postgresql://user:password@host:5432/database"))
        }
        guard let given = ConnectionSettings.parse(url), ConnectionSettings.isPlain(url, given) else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "postgres.url", "the URL in \(source.urlEnv) cannot be read",
                    solution:
                        "Write postgresql://user:password@host:5432/database, with the special characters of user and "
                        + "password percent-encoded (@ as %40, / as %2F, : as %3A)"))
        }
        var values = given.map { (keyword: $0.key, value: $0.value) }.sorted { $0.keyword < $1.keyword }
        let ours = [
            ("connect_timeout", String(source.connectSeconds)), ("application_name", "broadsheet"),
            // A peer that is gone is noticed, though no byte of it says so.
            ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("tcp_user_timeout", String(max(source.statementMilliseconds, 10_000))),
        ]
        values += ours.filter { given[$0.0] == nil }.map { (keyword: $0.0, value: $0.1) }
        values.append((keyword: "client_encoding", value: "UTF8"))
        parameters = values
        place =
            (given["host"] ?? given["hostaddr"] ?? environment["PGHOST"] ?? "the local socket")
            + (given["port"] ?? environment["PGPORT"]).map { ":\($0)" }.orEmpty
        let hidden = [url, given["password"], given["sslpassword"], environment["PGPASSWORD"]]
        secrets = hidden.compactMap(\.self).filter { !$0.isEmpty }
    }

    /// The text without any secret in it.
    func redacted(_ text: String) -> String {
        secrets.reduce(text) { $0.replacing($1, with: "…") }
    }

    private static func parse(_ url: String) -> [String: String]? {
        guard !url.utf8.contains(0), let options = PQconninfoParse(url, nil) else { return nil }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return values
    }

    /// Whether the parts are what they seem to be: a password with a bare `@` or `/` in it would be taken for a host or a
    /// port, and a message about that would show a piece of it.
    private static func isPlain(_ url: String, _ values: [String: String]) -> Bool {
        if let scheme = url.firstRange(of: "://") {
            let address = url[scheme.upperBound...].prefix { $0 != "?" }
            let marks = address.indices.filter { address[$0] == "@" }
            if marks.count > 1 { return false }
            if let mark = marks.first, let slash = address.firstIndex(of: "/"), slash < mark { return false }
        }
        let ports = (values["port"] ?? "").split(separator: ",")
        return ports.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
            && !(values["host"] ?? "").utf8.contains(UInt8(ascii: "@"))
    }
}

extension String? {
    fileprivate var orEmpty: String { self ?? "" }
}
