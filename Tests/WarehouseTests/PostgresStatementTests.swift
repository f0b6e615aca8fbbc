import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("PostgreSQL: statements and values")
struct PostgresStatementTests {
    @Test("only marks outside of texts, identifiers and comments are numbered")
    func marks() {
        let cases = [
            ("SELECT ?", "SELECT $1", 1), ("a = ? AND b = ?", "a = $1 AND b = $2", 2), ("'?' || ?", "'?' || $1", 1),
            ("'it''s ?', ?", "'it''s ?', $1", 1), ("\"a?\"\"?\" = ?", "\"a?\"\"?\" = $1", 1),
            ("-- ?\n?", "-- ?\n$1", 1), ("/* ? /* ? */ ? */ ?", "/* ? /* ? */ ? */ $1", 1),
            ("E'\\'?' || ?", "E'\\'?' || $1", 1), ("'\\' || ?", "'\\' || $1", 1), ("$$?$$ || ?", "$$?$$ || $1", 1),
            ("$a$?$$?$a$ || ?", "$a$?$$?$a$ || $1", 1), ("é ? '", "é $1 '", 1), ("'?", "'?", 0), ("/* ?", "/* ?", 0),
            ("a$b ?", "a$b $1", 1), ("x.e'?' ?", "x.e'?' $1", 1),
        ]
        for (text, numbered, count) in cases {
            let statement = PostgresStatement(text)
            #expect(statement.numbered == numbered)
            #expect(statement.markCount == count, "\(text)")
        }
    }

    @Test("a statement names the tables that it reads, not those of a schema and not the words in its texts")
    func names() {
        let statement = PostgresStatement(
            "SELECT o.x, 'history' FROM Opportunities o JOIN crm.contacts c ON TRUE -- history\n/* contacts */")
        #expect(statement.names.contains("opportunities"))
        #expect(!statement.names.contains("contacts") && !statement.names.contains("history"))
        #expect(PostgresStatement("SELECT 1 FROM \"contacts\"").names.contains("contacts"))
        #expect(!PostgresStatement("SELECT 1 FROM \"crm\".\"contacts\"").names.contains("contacts"))
    }

    @Test(
        "what is no query is told from one",
        arguments: [
            ("SELECT 1", true), ("  -- x\n (SELECT 1)", true), ("WITH a AS (SELECT 1) SELECT * FROM a", true),
            ("VALUES (1)", true), ("SELECT 1;", true), ("SELECT 1; -- more", true), ("SELECT 1; SELECT 2", false),
            ("INSERT INTO t VALUES (1)", false), ("COPY t TO '/x'", false), ("SET a = 1", false), ("", false),
            ("EXPLAIN SELECT 1", false), ("/* SELECT */ DELETE FROM t", false),
        ])
    func queries(text: String, isQuery: Bool) {
        #expect(PostgresStatement(text).isQuery == isQuery)
    }

    @Test("the relations stand before a statement, before its own ones where it has some")
    func relations() {
        let relations = PostgresRelations(
            opportunities: SQL("SELECT ? AS a", [.text("x")]), contacts: SQL("SELECT 1 FROM opportunities"),
            history: nil)
        #expect(relations.completing(SQL("SELECT 1")).text == "SELECT 1")
        let plain = relations.completing(SQL("SELECT ? FROM opportunities", [.integer(1)]))
        #expect(plain.text == "WITH opportunities AS NOT MATERIALIZED (\nSELECT ? AS a\n)\nSELECT ? FROM opportunities")
        #expect(plain.bindings == [.text("x"), .integer(1)])
        let own = relations.completing(SQL("WITH b AS (SELECT 1 FROM opportunities) SELECT 2"))
        #expect(
            own.text
                == "WITH opportunities AS NOT MATERIALIZED (\nSELECT ? AS a\n), b AS (SELECT 1 FROM opportunities) SELECT 2"
        )
        let recursive = relations.completing(SQL("with recursive b AS (SELECT 1 FROM opportunities) SELECT 2"))
        #expect(recursive.text.hasPrefix("WITH RECURSIVE opportunities AS NOT MATERIALIZED ("))
        // Contacts ask which opportunities there are.
        let contacts = relations.completing(SQL("SELECT 1 FROM contacts")).text
        #expect(contacts.hasPrefix("WITH opportunities AS") && contacts.contains("contacts AS NOT MATERIALIZED"))
    }

    @Test("numbers keep every digit; what is no number is refused")
    func numbers() throws {
        func read(_ text: String) throws -> Decimal {
            try text.utf8CString.withUnsafeBytes { bytes in
                try PostgresValue.decimal(UnsafeRawBufferPointer(rebasing: bytes.dropLast()))
            }
        }
        func exact(_ text: String) throws -> Decimal {
            try #require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")))
        }
        for text in [
            "0", "0.00", "-1.50", "12345678901234567890.123456789012345678", "0.000000000000000000000000000001",
            "99999999999999999999999999999999999999",
        ] {
            #expect(try read(text) == exact(text), "\(text)")
        }
        // Zeros at the end are no digits that would be lost.
        #expect(
            try read("123456789012345678.5000000000000000000000000000000000000000")
                == exact("123456789012345678.5"))
        for text in ["NaN", "Infinity", "-Infinity"] {
            #expect(throws: PostgresValue.Fault.notFinite) { try read(text) }
        }
        #expect(throws: PostgresValue.Fault.tooLong) { try read("1" + String(repeating: "0", count: 38)) }
        #expect(throws: PostgresValue.Fault.tooLong) { try read("0." + String(repeating: "3", count: 39)) }
    }

    @Test("rows of a copy have their tabs, line ends and backslashes escaped")
    func copyText() {
        var bytes: [UInt8] = []
        CopyText.append(
            [
                .text("a\tb\n\\N\r"), .null, .integer(-3), .decimal(1.5), .text(""),
                .date(CalendarDate(daysSinceEpoch: 0)),
            ],
            to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "a\\tb\\n\\\\N\\r\t\\N\t-3\t1.5\t\t1970-01-01\n")
    }

    @Test("options of the URL are passed through, ours stand where it has none, and no secret is in a message")
    func settings() throws {
        let url =
            "postgresql://ann:p%40ss%2Fw@db.example:6543/crm?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=9"
        let settings = try ConnectionSettings(PostgresSource(urlEnv: "DB"), environment: ["DB": url])
        let values = Dictionary(
            settings.parameters.map { ($0.keyword, $0.value) }, uniquingKeysWith: { _, last in last })
        #expect(values["sslmode"] == "verify-full" && values["sslrootcert"] == "/etc/ca.pem")
        #expect(values["connect_timeout"] == "9" && values["application_name"] == "broadsheet")
        #expect(values["password"] == "p@ss/w" && values["port"] == "6543" && values["client_encoding"] == "UTF8")
        #expect(settings.place == "db.example:6543")
        #expect(settings.redacted("bad p@ss/w in \(url)") == "bad … in …")
        let pairs = try ConnectionSettings(
            PostgresSource(urlEnv: "DB"), environment: ["DB": "host=h user=u password='a b' dbname=d"])
        #expect(pairs.place == "h" && pairs.redacted("x a b y") == "x … y")
    }

    @Test(
        "a URL that cannot be read is refused without a piece of it",
        arguments: [
            "postgresql://ann:hunter2@secret@h/d", "postgresql://ann:hunter2/secret@h/d",
            "postgresql://h:hunter2/d", "hunter2", "postgresql://ann:hunter2@h/d?nonsense=hunter2", "host=h hunter2",
        ])
    func badURL(url: String) throws {
        let failure = #expect(throws: Failure.self) {
            try ConnectionSettings(PostgresSource(urlEnv: "DB"), environment: ["DB": url])
        }
        #expect(failure?.exitCode == .configuration)
        #expect(failure?.description.contains("hunter2") == false && failure?.description.contains("DB") == true)
    }

    @Test("a variable that is not set is named")
    func noURL() {
        let failure = #expect(throws: Failure.self) { try ConnectionSettings(PostgresSource(), environment: [:]) }
        #expect(failure?.exitCode == .configuration && failure?.description.contains("DATABASE_URL") == true)
    }

    @Test("names of tables: a schema and a name, quoted as in SQL, or as they stand")
    func tableNames() {
        func names(_ text: String) -> [String] {
            PostgresTable.readings(text).map { ($0.schema ?? "-") + "/" + $0.table }
        }
        #expect(names("deals") == ["-/deals"])
        #expect(names("crm.deals") == ["-/crm.deals", "crm/deals"])
        #expect(
            names("\"My Schema\".\"a.\"\"b\"") == [
                "My Schema/a.\"b", "-/\"My Schema\".\"a.\"\"b\"", "\"My Schema\"/\"a.\"\"b\"",
            ])
        #expect(names("x\"; drop table") == ["-/x\"; drop table"])
    }
}
