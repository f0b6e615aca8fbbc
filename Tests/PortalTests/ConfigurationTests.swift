import Core
import Foundation
import Portal
import Testing
import Warehouse

@Suite struct ConfigurationTests {
    @Test func readsEveryKey() throws {
        let configuration = try read(
            """
            title: Acme Revenue Weekly
            url: https://insights.example.com/portal
            public: true
            currency: EUR
            locale: de-DE
            timezone: Europe/Berlin
            fiscal_year_starts: 2
            as_of: 2026-11-20
            publish_contacts: true
            data:
              engine: duckdb
              opportunities: {file: deals.csv, columns: {amount: "Deal Size", close_date: 012}}
              contacts: contacts.csv
              history: history.csv
              lookups:
                - {file: accounts.csv, key: account}
              stages: {order: [Prospecting, Engaging], won: [Won], lost: [Lost]}
              date_format: DMY
              nulls: ["?"]
              max_rejected: 2.5%
            analyst: {kind: offline}
            server: {host: 0.0.0.0, port: 9000}
            """)
        #expect(configuration.title == "Acme Revenue Weekly")
        #expect(configuration.url == "https://insights.example.com/portal/")
        #expect(configuration.isPublic)
        #expect(configuration.format.currency == "EUR")
        #expect(configuration.data.currency == "EUR")
        #expect(configuration.timeZone.identifier == "Europe/Berlin")
        #expect(configuration.fiscal.startMonth == 2)
        #expect(configuration.asOf == .day(try #require(CalendarDate(iso: "2026-11-20"))))
        #expect(configuration.publishContacts)
        // A scalar stays the text that was written: YAML 1.1 would read 012 as ten.
        #expect(configuration.data.opportunities.columns == ["amount": "Deal Size", "close_date": "012"])
        #expect(configuration.data.contacts?.file == "contacts.csv")
        #expect(configuration.data.lookups == [DataConfiguration.Lookup(file: "accounts.csv", key: "account")])
        #expect(configuration.data.stages?.order == ["Prospecting", "Engaging"])
        #expect(configuration.data.dateFormat == .dayMonthYear)
        #expect(configuration.data.nulls == ["?"])
        #expect(configuration.data.maxRejected == 0.025)
        #expect(configuration.server == PortalConfiguration.Server(host: "0.0.0.0", port: 9000))
    }

    @Test func leavesOutAllButTitleAndData() throws {
        let configuration = try read("title: T\ndata: {opportunities: o.csv}\n")
        #expect(configuration.asOf == .today)
        #expect(!configuration.isPublic)
        #expect(!configuration.publishContacts)
        #expect(configuration.data.folder == "/portal")
        #expect(configuration.data.maxRejected == 0.01)
        #expect(configuration.fiscal == FiscalCalendar())
    }

    @Test(arguments: [
        ("titel: T\n", 1, 1, "config.unknown-key", "Did you mean `title`?"),
        ("currency: Dollars\n", 1, 11, "config.value", "ISO 4217"),
        ("currency: XQZ\n", 1, 11, "config.value", "ISO 4217"),
        ("locale: de-DEE\n", 1, 9, "config.value", "Did you mean `de-DE`?"),
        ("timezone: America/New_Yrok\n", 1, 11, "config.value", "Did you mean `America/New_York`?"),
        ("fiscal_year_starts: 13\n", 1, 21, "config.value", "from 1 to 12"),
        ("fiscal_year_starts: 02\n", 1, 21, "config.value", "from 1 to 12"),
        ("as_of: 2026-02-30\n", 1, 8, "config.value", "YYYY-MM-DD"),
        ("as_of: 0001-01-01\n", 1, 8, "config.value", "1990 to 2100"),
        ("as_of: 2101-01-01\n", 1, 8, "config.value", "1990 to 2100"),
        ("as_of: yesterday\n", 1, 8, "config.value", "YYYY-MM-DD"),
        ("public: yes\n", 1, 9, "config.value", "true or false"),
        ("public: [true]\n", 1, 9, "config.type", "one value"),
        ("url: ftp://example.com\n", 1, 6, "config.value", "http"),
        ("url: 'https://example.com/?q=1'\n", 1, 6, "config.value", "http"),
        ("server: {port: 0}\n", 1, 16, "config.value", "from 1 to 65535"),
        ("server: 8083\n", 1, 9, "config.type", "mapping"),
        ("analyst: {kind: model}\n", 1, 17, "config.not-yet", "not in this version"),
        ("analyst: {model: gpt}\n", 1, 11, "config.not-yet", "not in this version"),
        ("analyst: {knd: offline}\n", 1, 11, "config.unknown-key", "Did you mean `kind`?"),
        ("locale:\n", 1, 8, "config.value", "is empty"),
    ])
    func tellsWhereItIsWrong(line: String, lineNumber: Int, column: Int, id: String, text: String) throws {
        let found =
            diagnostics(line + "title: T\ndata: {opportunities: o.csv}\n")
            + diagnostics(line + "data: {opportunities: o.csv}\n")
        let diagnostic = try #require(found.first { $0.id == id })
        #expect(diagnostic.file == "broadsheet.yml")
        #expect(diagnostic.line == lineNumber)
        #expect(diagnostic.column == column)
        #expect(diagnostic.description.contains(text))
    }

    @Test(arguments: [
        ("  opportunities: o.csv\n  engine: sqlite\n", "config.value", 4, 11),
        ("  opportunities: o.csv\n  url_env: DATABASE_URL\n", "config.value", 4, 12),
        ("  engine: postgres\n  opportunities: {file: o.csv}\n", "config.missing-key", 4, 18),
        ("  engine: postgres\n  url_env: postgresql://a:b@c/d\n  opportunities: o\n", "config.value", 4, 12),
        ("  opportunities: o.csv\n  encoding: ebcdic\n", "config.value", 4, 13),
        ("  opportunities: o.csv\n  number_format: 1234\n", "config.value", 4, 18),
        ("  opportunities: o.csv\n  other_currencies: convert\n", "config.value", 4, 21),
        ("  opportunities: o.csv\n  engine: sqlite\n", "config.value", 4, 11),
        ("  opportunities: [o.csv]\n", "config.type", 3, 18),
        ("  contacts: c.csv\n", "config.missing-key", 3, 3),
        ("  opportunities: {columns: {amount: A}}\n", "config.missing-key", 3, 18),
        ("  opportunities: {file: o.csv, columns: {amont: A}}\n", "config.unknown-key", 3, 42),
        ("  opportunities: {file: o.csv, columns: {amount: A, stage: A}}\n", "config.value", 3, 50),
        ("  opportunities: o.csv\n  lookups: [{file: a.csv}]\n", "config.missing-key", 4, 13),
        ("  opportunities: o.csv\n  lookups: {file: a.csv}\n", "config.type", 4, 12),
        ("  opportunities: o.csv\n  date_format: MM/DD\n", "config.value", 4, 16),
        ("  opportunities: o.csv\n  max_rejected: 2\n", "config.value", 4, 17),
        ("  opportunities: o.csv\n  max_rejected: nan\n", "config.value", 4, 17),
        ("  opportunities: o.csv\n  stages: {won: [Won], lost: [Won]}\n", "config.value", 4, 30),
        ("  opportunities: o.csv\n  stages: {won: Won}\n", "config.type", 4, 17),
    ])
    func tellsWhereTheDataSectionIsWrong(lines: String, id: String, line: Int, column: Int) {
        let found = diagnostics("title: T\ndata:\n" + lines)
        #expect(found.contains { $0.id == id && $0.line == line && $0.column == column }, "\(found)")
    }

    @Test(arguments: [("2026-11-20", "2026-W47"), ("2026-02-02", "2026-W06"), ("0987-06-15", "0987-W24")])
    func editionsAreNamedAfterTheWeek(day: String, name: String) throws {
        #expect(PortalBuild.edition(of: try #require(CalendarDate(iso: day))) == name)
    }

    @Test func tellsAllErrorsAtOnceInTheirOrder() {
        let found = diagnostics("currency: usd\nas_of: never\ndata:\n  opportunites: o.csv\n")
        #expect(found.map(\.line) == [1, 1, 2, 4, 4])
        #expect(found.contains { $0.message.contains("`title` is missing") })
        #expect(found.contains { $0.solution == "Did you mean `opportunities`?" })
    }

    @Test(arguments: [
        ("title: T\n  data: x\n", 2), ("title: \"T\ndata: {}\n", 3), ("title: T\n\tdata: x\n", 2),
        ("a: [1, 2\nb: 3\n", 2),
        ("title: T\ntitle: U\n", 1),
    ])
    func namesTheLineOfASyntaxError(text: String, line: Int) {
        let found = diagnostics(text)
        #expect(found.count == 1)
        #expect(found.first?.line == line, "\(found)")
    }

    @Test func refusesWhatIsNoText() {
        let found = diagnostics(bytes: Array("title: T\nurl: ".utf8) + [0xFF, 0x0A])
        #expect(found.map(\.id) == ["config.encoding"])
        #expect(found.first?.line == 2)
        #expect(diagnostics("").map(\.id) == ["config.empty"])
        #expect(diagnostics("# nothing\n").map(\.id) == ["config.empty"])
        #expect(diagnostics("- a\n").map(\.id) == ["config.type"])
    }

    @Test func refusesAliasesThatGrowWithoutBound() {
        var text = "title: T\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...8 {
            let alias = "*a\(level - 1)"
            text += "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
        }
        #expect(diagnostics(text).map(\.id) == ["config.too-large"])
    }

    @Test func countsColumnsInBytes() {
        let found = diagnostics("title: \"Ünï\"\ndata: {\"ö\": 1, opportunities: o.csv, bad: 2}\n")
        #expect(found.map(\.column) == [8, 39])
    }

    @Test func tellsHowToBeginWhereThereIsNoConfiguration() throws {
        try TemporaryFolder.with { folder in
            let failure = try #require(throws: Failure.self) { try PortalConfiguration.load(folder: folder.path) }
            #expect(failure.exitCode == .configuration)
            #expect(failure.description.contains("broadsheet init"))
        }
        #expect(throws: Failure.self) { try PortalConfiguration.load(folder: "/") }
    }

    @Test func refusesAFolderInPlaceOfTheFile() throws {
        try TemporaryFolder.with { folder in
            try FileManager.default.createDirectory(
                atPath: folder.path + "/broadsheet.yml", withIntermediateDirectories: false)
            let failure = try #require(throws: Failure.self) { try PortalConfiguration.load(folder: folder.path) }
            #expect(failure.description.contains("not a regular file"))
        }
    }

    @Test func resolvesTheDayInThePortalsTimeZone() throws {
        // 2026-11-21 03:30 UTC is still the 20th in New York and already the 21st in Tokyo.
        let now = Date(timeIntervalSince1970: 1_795_231_800)
        #expect(try day("timezone: America/New_York", now) == "2026-11-20")
        #expect(try day("timezone: Asia/Tokyo", now) == "2026-11-21")
        #expect(try day("timezone: UTC", now) == "2026-11-21")
        #expect(try day("as_of: 2025-01-02", now) == "2025-01-02")
        #expect(try day("as_of: data", now) == "2017-12-31")
        #expect(try day("timezone: UTC", Date(timeIntervalSince1970: -1)) == "1969-12-31")
    }

    @Test func refusesTheDayOfDataWithoutDays() throws {
        let configuration = try read("title: T\nas_of: data\ndata: {opportunities: o.csv}\n")
        let failure = try #require(throws: Failure.self) { try configuration.day(now: Date(), newest: nil) }
        #expect(failure.exitCode == .data)
    }

    private func day(_ line: String, _ now: Date) throws -> String {
        let configuration = try read("title: T\ndata: {opportunities: o.csv}\n\(line)\n")
        return try configuration.day(now: now, newest: CalendarDate(iso: "2017-12-31")).description
    }

    private func read(_ text: String) throws -> PortalConfiguration {
        try PortalConfiguration.parse(Array(text.utf8), folder: "/portal")
    }

    private func diagnostics(_ text: String) -> [Diagnostic] { diagnostics(bytes: Array(text.utf8)) }

    private func diagnostics(bytes: [UInt8]) -> [Diagnostic] {
        do {
            _ = try PortalConfiguration.parse(bytes, folder: "/portal")
            return []
        } catch let failure as Failure {
            #expect(failure.exitCode == .configuration)
            return failure.diagnostics
        } catch {
            Issue.record("\(error)")
            return []
        }
    }

    @Test func aPostgreSQLIsNamedByItsVariable() throws {
        try TemporaryFolder.with { folder in
            try folder.write(
                """
                title: T
                data:
                  engine: postgres
                  url_env: CRM_URL
                  statement_timeout: 10
                  connections: 2
                  opportunities: {table: crm.deals, file: data/deals.csv, columns: {amount: deal_size}}
                  contacts: crm.contacts
                  lookups: [{table: crm.accounts, key: account}, {file: data/owners.csv, key: owner}]
                forecast: {commit: 90, best_case: 50}
                """, to: "broadsheet.yml")
            let configuration = try PortalConfiguration.load(folder: folder.path)
            var source = PostgresSource(urlEnv: "CRM_URL")
            source.statementTimeout = .seconds(10)
            source.poolSize = 2
            #expect(configuration.data.engine == .postgres(source))
            #expect(
                configuration.data.opportunities
                    == .init(file: "data/deals.csv", table: "crm.deals", columns: ["amount": "deal_size"]))
            #expect(configuration.data.contacts == .init(file: "", table: "crm.contacts"))
            #expect(
                configuration.data.lookups == [
                    .init(file: "", table: "crm.accounts", key: "account"),
                    .init(file: "data/owners.csv", key: "owner"),
                ])
            #expect(configuration.forecast?.commit == 0.9 && configuration.forecast?.bestCase == 0.5)
        }
    }
}
