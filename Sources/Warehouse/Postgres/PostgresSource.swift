/// How a PostgreSQL, or a database that speaks its protocol, is reached and how long it may take.
package struct PostgresSource: Hashable, Sendable {
    /// Name of the environment variable that holds the URL; the URL itself, which has a password in it, is in no file.
    package var urlEnv: String
    /// How long one address may take to accept a connection; libpq knows whole seconds, two at least.
    package var connectTimeout: Duration
    /// How long one query may run on the server; a wait for a lock ends after two thirds of it.
    package var statementTimeout: Duration
    /// Connections that are open at once at most.
    package var poolSize: Int
    /// Rows that a result may have; a query that gives more is ended.
    package var maximumRows: Int

    package init(
        urlEnv: String = "DATABASE_URL", connectTimeout: Duration = .seconds(5),
        statementTimeout: Duration = .seconds(30), poolSize: Int = 4, maximumRows: Int = 1_000_000
    ) {
        self.urlEnv = urlEnv
        self.connectTimeout = connectTimeout
        self.statementTimeout = statementTimeout
        self.poolSize = poolSize
        self.maximumRows = maximumRows
    }

    var connectSeconds: Int { max(2, Int(clamping: connectTimeout.components.seconds)) }
    var statementMilliseconds: Int { PostgresSource.milliseconds(statementTimeout) }
    var lockMilliseconds: Int { max(1, statementMilliseconds / 3 * 2) }

    private static func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = Int(clamping: seconds).multipliedReportingOverflow(by: 1000)
        // The server takes 32 bits; nought would mean no limit at all.
        return overflow ? Int(Int32.max) : min(max(1, whole + Int(attoseconds / 1_000_000_000_000_000)), Int(Int32.max))
    }
}
