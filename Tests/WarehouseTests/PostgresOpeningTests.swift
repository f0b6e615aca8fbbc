import Core
import Foundation
import TestSupport
import Testing

@testable import Warehouse

@Suite(
    "PostgreSQL: what is made of tables",
    .enabled(if: PostgresServer.isExpected, "there is no PostgreSQL; `make setup` installs it"))
struct PostgresOpeningTests {
    /// Twelve deals whose figures can be worked out by hand.
    private static let deals = """
        CREATE TABLE deals (id int PRIMARY KEY, account text, "Deal Stage" varchar(20), amount numeric(12,2),
          "Probability (%)" int, created_at timestamp, close_date date, region text, notes jsonb, is_big boolean);
        INSERT INTO deals VALUES
          (1, 'Acme', 'Closed Won', 100.10, 100, '2026-01-01 23:59', '2026-02-01', 'EMEA', '{}', true),
          (2, 'Acme', 'Closed Lost', 50, 0, '2026-01-02', '2026-02-02', 'EMEA', NULL, false),
          (3, 'Öko', 'Proposal', 70.05, 40, '2026-03-01', '2026-12-01', NULL, NULL, false),
          (4, 'zeta', 'Prospecting', NULL, 10, '2026-03-02', NULL, 'APAC', NULL, true);
        """

    @Test("columns are recognised by name and type; counts, stages and values are the server's")
    func plain() async throws {
        let warehouse = try await PostgresFixture(Self.deals).open()
        let schema = warehouse.schema
        #expect(schema.roles == [.opportunityID, .account, .stage, .amount, .probability, .created, .closed])
        #expect(schema.stages.map(\.name) == ["Prospecting", "Proposal", "Closed Won", "Closed Lost"])
        #expect(schema.stages.map(\.outcome) == [.open, .open, .won, .lost])
        #expect(schema.dimensions.map(\.id) == ["account", "stage", "region", "is_big"])
        // Most frequent first, ties by their bytes: Z before the lower case, that before accents.
        #expect(schema.dimension("account")?.values == ["Acme", "zeta", "Öko"])
        #expect(schema.dimension("region")?.emptyCount == 1 && schema.dimension("region")?.distinctCount == 2)
        #expect(schema.opportunityCount == 4 && schema.openCount == 2 && schema.openWithoutAmount == 1)
        #expect(schema.newestDate == CalendarDate(iso: "2026-03-02"))
        #expect(schema.droppedDimensions["notes"]?.contains("jsonb") == true)
        #expect(schema.datasets[0].source == "deals" && schema.datasets[0].rows == 4)
        #expect(
            try await warehouse.rows(
                "SELECT opportunity_id, outcome, amount, probability, created, closed, is_big FROM opportunities ORDER BY opportunity_id LIMIT 1"
            )
                == [
                    [
                        .text("1"), .text("won"), .decimal(100.1), .decimal(1),
                        .date(try #require(CalendarDate(iso: "2026-01-01"))),
                        .date(try #require(CalendarDate(iso: "2026-02-01"))), .text("true"),
                    ]
                ])
        #expect(
            try await warehouse.rows("SELECT sum(amount * probability) FROM opportunities WHERE outcome = 'open'")
                == [[.decimal(28.02)]])
    }

    @Test("Row 24: a table with quotes in its name, and columns that are SQL, are names and nothing else")
    func hostileNames() async throws {
        let fixture = try PostgresFixture(
            """
            CREATE TABLE "x""; drop table" (id int, stage text, amount numeric, "a""b; DROP TABLE safe; --" text, "?" text);
            INSERT INTO "x""; drop table" VALUES (1, 'Won''); DROP TABLE safe; --', 5, 'k', 'q');
            CREATE TABLE safe (x int);
            """)
        let warehouse = try await fixture.open { $0.opportunities.table = "x\"; drop table" }
        #expect(warehouse.schema.opportunityCount == 1 && warehouse.schema.wonCount == 1)
        #expect(warehouse.schema.dimensions.map(\.id) == ["stage", "a_b_drop_table_safe", "column_5"])
        #expect(
            try await warehouse.rows(
                "SELECT column_5, amount FROM opportunities WHERE stage = ?", [.text("Won'); DROP TABLE safe; --")])
                == [[.text("q"), .decimal(5)]])
        #expect(try fixture.run("SELECT count(*) FROM safe") == "0")
    }

    @Test("Row 24: a column that is dropped between opening and asking is named")
    func schemaChange() async throws {
        let fixture = try PostgresFixture(Self.deals)
        let warehouse = try await fixture.open()
        try fixture.run("ALTER TABLE deals DROP COLUMN region")
        let found = await failure { _ = try await warehouse.rows("SELECT count(*) FROM opportunities") }
        #expect(found?.exitCode == .data && found?.diagnostics.first?.id == "postgres.schema-changed")
        #expect(found?.description.contains("region") == true)
        try fixture.run("DROP TABLE deals")
        let gone = await failure { _ = try await warehouse.rows("SELECT count(*) FROM opportunities") }
        #expect(gone?.diagnostics.first?.id == "postgres.schema-changed" && gone?.description.contains("deals") == true)
        let again = await fixture.failure()
        #expect(again?.diagnostics.first?.id == "postgres.no-table")
    }

    @Test("what is missing is named with what there is")
    func missing() async throws {
        let fixture = try PostgresFixture(Self.deals + "CREATE TABLE bare (x int, stage text)")
        let table = await fixture.failure { $0.opportunities.table = "deal" }
        #expect(table?.description.contains("deals") == true)
        let mapping = await fixture.failure { $0.opportunities.columns = ["owner": "regio"] }
        #expect(mapping?.description.contains("Did you mean `region`?") == true)
        let role = await fixture.failure { $0.opportunities.table = "bare" }
        #expect(role?.diagnostics.first?.id == "columns.missing" && role?.description.contains("x, stage") == true)
        let both = await fixture.failure {
            $0.opportunities.table = "bare"
            $0.contacts = .init(file: "", table: "nowhere")
            $0.history = .init(file: "", table: nil)
        }
        #expect(both?.diagnostics.count == 3 && both?.exitCode == .configuration)
    }

    @Test("amounts that are text are refused, binary floats and money are taken for what they show, with a warning")
    func amountTypes() async throws {
        let text = try PostgresFixture("CREATE TABLE deals (id int, stage text, amount text, close_date text)")
        let refused = await text.failure()
        #expect(refused?.diagnostics.map(\.id) == ["postgres.column-type", "postgres.column-type"])
        for type in ["float8", "real", "money"] {
            let fixture = try PostgresFixture(
                """
                CREATE TABLE deals (id int, stage text, amount \(type));
                INSERT INTO deals VALUES (1, 'Won', '0.1'), (2, 'Won', '0.2'), (3, 'Won', '0.7');
                """)
            let warehouse = try await fixture.open()
            // 0.1 + 0.2 + 0.7 of binary floats is not 1.
            #expect(try await warehouse.rows("SELECT sum(amount) FROM opportunities") == [[.decimal(1)]])
            #expect(PostgresFixture.warning(warehouse, "postgres.inexact")?.contains("amount") == true)
        }
    }

    @Test("Row 23: NaN and infinity are left out, counted, and too many of them are refused")
    func notFinite() async throws {
        let fixture = try PostgresFixture(
            """
            CREATE TABLE deals (id int, stage text, amount numeric, probability numeric, close_date date);
            INSERT INTO deals SELECT n, 'Won', n, 0.5, '2026-01-01' FROM generate_series(1, 300) AS n;
            INSERT INTO deals VALUES (901, 'Won', 'NaN', 0.5, '2026-01-01'), (902, 'Won', 'Infinity', 0.5, '2026-01-01'),
              (903, 'Won', 1, 'NaN', '2026-01-01'), (904, 'Won', 1, 0.5, 'infinity'), (905, NULL, 1, 0.5, NULL);
            """)
        let warehouse = try await fixture.open { $0.maxRejected = 0.02 }
        #expect(warehouse.schema.opportunityCount == 300)
        #expect(
            try await warehouse.rows("SELECT sum(amount), max(closed) IS NOT NULL FROM opportunities") == [
                [.decimal(45150), .boolean(true)]
            ])
        #expect(warehouse.schema.datasets[0].rejectedRows == 5 && warehouse.schema.datasets[0].rows == 300)
        let warnings = warehouse.quality.warnings.filter { $0.id == "rows.rejected" }.map(\.message)
        #expect(
            warnings.contains { $0.contains("amount: 2 rows") }
                && warnings.contains { $0.contains("close_date: 1 row is") })
        let refused = await fixture.failure()
        #expect(refused?.exitCode == .data && refused?.description.contains("5 of 305 rows") == true)
    }

    @Test("rows of one opportunity that agree are one; rows that disagree are left out, all of them")
    func repeats() async throws {
        let fixture = try PostgresFixture(
            """
            CREATE TABLE deals (id text, stage text, amount numeric, account text, contact_role text, region text);
            INSERT INTO deals VALUES ('1', 'Won', 10, 'A', 'CFO', 'x'), ('1', 'Won', 10, 'A', 'CEO', 'x'),
              ('2', 'Won', 20, 'B', 'CFO', 'y'), ('2', 'Won', 21, 'B', 'CFO', 'y'), ('2', 'Won', 20, 'B', 'CFO', 'y'),
              ('3', 'Lost', 5, 'A', 'CFO', 'x'), ('4', 'Won', NULL, 'A', NULL, 'x'), ('4', 'Won', NULL, 'A', NULL, 'x');
            """)
        let warehouse = try await fixture.open { $0.maxRejected = 0.5 }
        #expect(
            try await warehouse.rows("SELECT opportunity_id, amount FROM opportunities ORDER BY opportunity_id")
                == [[.text("1"), .decimal(10)], [.text("3"), .decimal(5)], [.text("4"), .null]])
        #expect(warehouse.schema.dimensions.map(\.id) == ["account", "stage", "region"])
        #expect(
            PostgresFixture.warning(warehouse, "rows.repeated")?.hasPrefix(
                "2 opportunities stand on several rows that agree; 2 rows") == true)
        #expect(PostgresFixture.warning(warehouse, "rows.disagreeing")?.contains("all 3 rows") == true)
        #expect(warehouse.schema.datasets[0].rejectedRows == 3)
        #expect(await fixture.failure()?.description.contains("3 of 8 rows") == true)
    }

    @Test("rows without an id are opportunities of their own; a view without one is refused")
    func noID() async throws {
        let fixture = try PostgresFixture(
            """
            CREATE TABLE deals (stage text, amount numeric); INSERT INTO deals VALUES ('Won', 1), ('Won', 1);
            CREATE VIEW seen AS SELECT * FROM deals;
            CREATE TABLE partly (id text, stage text, amount numeric);
            INSERT INTO partly VALUES ('a', 'Won', 1), (NULL, 'Won', 2), (NULL, 'Lost', 3);
            """)
        let warehouse = try await fixture.open()
        #expect(
            try await warehouse.rows("SELECT count(DISTINCT opportunity_id), sum(amount) FROM opportunities") == [
                [.integer(2), .decimal(2)]
            ])
        #expect(await fixture.failure { $0.opportunities.table = "seen" }?.diagnostics.first?.id == "postgres.no-id")
        let some = try await fixture.open { $0.opportunities.table = "partly" }
        #expect(
            try await some.rows("SELECT count(DISTINCT opportunity_id), sum(amount) FROM opportunities") == [
                [.integer(3), .decimal(6)]
            ])
    }

    @Test("statuses and flags say the outcome before the stage does, and configured stages before both")
    func outcomes() async throws {
        let fixture = try PostgresFixture(
            """
            CREATE TYPE state AS ENUM ('Open', 'Won', 'Lost', 'Nurturing');
            CREATE TABLE deals (id int, stage text, status state, amount numeric, close_date date, actual_close_date date);
            INSERT INTO deals VALUES (1, 'Talk', 'Won', 1, '2026-01-01', '2026-01-05'), (2, 'Talk', 'Lost', 2, '2026-01-01', NULL),
              (3, 'Talk', 'Nurturing', 4, '2026-01-01', '2026-01-07'), (4, 'Done', 'Open', 8, '2026-01-01', NULL),
              (5, 'Closed Won', NULL, 16, '2026-01-01', NULL);
            CREATE TABLE flags (id int, stage text, is_closed boolean, is_won boolean, amount numeric);
            INSERT INTO flags VALUES (1, 'A', true, true, 1), (2, 'A', true, false, 2), (3, 'A', false, false, 4);
            """)
        let query = "SELECT outcome, sum(amount) AS a FROM opportunities GROUP BY outcome ORDER BY outcome"
        #expect(
            try await fixture.open().rows(query)
                == [[.text("lost"), .decimal(2)], [.text("open"), .decimal(12)], [.text("won"), .decimal(17)]])
        let configured = try await fixture.open { $0.stages = .init(won: ["done"]) }
        #expect(
            try await configured.rows(query)
                == [[.text("lost"), .decimal(2)], [.text("open"), .decimal(4)], [.text("won"), .decimal(25)]])
        // An open deal keeps its expected day.
        #expect(
            try await configured.rows("SELECT closed FROM opportunities ORDER BY opportunity_id LIMIT 3").map {
                $0[0].date?.day
            }
                == [5, 1, 1])
        let flags = try await fixture.open { $0.opportunities.table = "flags" }
        #expect(
            try await flags.rows(query)
                == [[.text("lost"), .decimal(2)], [.text("open"), .decimal(4)], [.text("won"), .decimal(1)]])
    }

    @Test("texts are cleaned only where one of them has to be")
    func cleaning() async throws {
        let fixture = try PostgresFixture(
            """
            CREATE TABLE deals (id int, stage text, amount numeric, region text, team text);
            INSERT INTO deals VALUES (1, 'Won ', 1, ' EMEA', 'x'), (2, 'Won', 2, 'EMEA', 'y'), (3, 'Lost', 4, 'N/A', 'x'),
              (4, '', 8, '', 'x');
            """)
        let warehouse = try await fixture.open { $0.maxRejected = 0.5 }
        #expect(warehouse.schema.stages.map(\.name) == ["Won", "Lost"] && warehouse.schema.opportunityCount == 3)
        #expect(
            try await warehouse.rows("SELECT region, sum(amount) FROM opportunities GROUP BY region ORDER BY region")
                == [[.text("EMEA"), .decimal(3)], [.null, .decimal(4)]])
    }

    @Test("lookups are joined by a key that is unique, and never multiply an amount, whatever is written later")
    func lookups() async throws {
        let fixture = try PostgresFixture(
            """
            CREATE TABLE deals (id int, stage text, amount numeric, account text);
            INSERT INTO deals VALUES (1, 'Won', 1, 'A'), (2, 'Won', 2, 'B'), (3, 'Won', 4, 'C');
            CREATE TABLE companies (account text, region text, stage text);
            INSERT INTO companies VALUES ('A', 'EMEA', 's'), ('B', 'APAC', 's');
            CREATE TABLE doubled (account text, region text); INSERT INTO doubled VALUES ('A', 'x'), ('A', 'y');
            """)
        let warehouse = try await fixture.open { $0.lookups = [.init(file: "", table: "companies", key: "account")] }
        #expect(warehouse.schema.dimensions.map(\.id) == ["account", "stage", "region", "account_stage"])
        #expect(warehouse.schema.dimension("region")?.dataset == "companies")
        #expect(PostgresFixture.warning(warehouse, "lookup.unmatched")?.contains("1 opportunity") == true)
        let query = "SELECT region, sum(amount) FROM opportunities GROUP BY region ORDER BY region"
        let expected: [[Value]] = [[.text("APAC"), .decimal(2)], [.text("EMEA"), .decimal(1)], [.null, .decimal(4)]]
        #expect(try await warehouse.rows(query) == expected)
        try fixture.run("INSERT INTO companies VALUES ('A', 'EMEA', 't')")
        #expect(try await warehouse.rows(query) == expected)
        let refused = await fixture.failure { $0.lookups = [.init(file: "", table: "doubled", key: "account")] }
        #expect(refused?.diagnostics.first?.id == "lookup.duplicate-key")
    }

    @Test("contacts and history that belong to no opportunity are left out and counted")
    func orphans() async throws {
        let fixture = try PostgresFixture(
            """
            CREATE TABLE deals (id int, stage text, amount numeric, account text);
            INSERT INTO deals VALUES (1, 'Won', 1, 'A'), (2, 'Zeta', 2, 'B'), (3, 'Alpha', 2, 'B');
            CREATE TABLE people (opportunity_id int, account text, title text);
            INSERT INTO people VALUES (1, NULL, 'CEO'), (9, 'A', 'CFO'), (NULL, 'B', 'VP'), (NULL, 'X', 'CTO');
            CREATE TABLE moves (opportunity_id int, stage text, entered timestamptz);
            INSERT INTO moves VALUES (1, 'Zeta', '2026-01-01'), (1, 'Alpha', '2026-01-02'), (1, 'Won', '2026-01-03'),
              (8, 'Zeta', '2026-01-01');
            """)
        let warehouse = try await fixture.open {
            $0.contacts = .init(file: "", table: "people")
            $0.history = .init(file: "", table: "moves")
        }
        #expect(
            try await warehouse.rows("SELECT title FROM contacts ORDER BY title") == [[.text("CEO")], [.text("VP")]])
        #expect(try await warehouse.rows("SELECT count(*) FROM history") == [[.integer(3)]])
        #expect(PostgresFixture.warning(warehouse, "contacts.orphans")?.contains("2 rows belong") == true)
        #expect(PostgresFixture.warning(warehouse, "history.orphans")?.contains("1 row belongs") == true)
        // Without probabilities the history says the order.
        #expect(warehouse.schema.stages.map(\.name) == ["Zeta", "Alpha", "Won"])
    }

    @Test("amounts of several currencies are refused, or those of the portal's alone are counted")
    func currencies() async throws {
        let fixture = try PostgresFixture(
            """
            CREATE TABLE deals (id int, stage text, amount numeric, currency text);
            INSERT INTO deals VALUES (1, 'Won', 10, 'USD'), (2, 'Won', 20, 'EUR'), (3, 'Won', 40, NULL), (4, 'Won', NULL, 'GBP');
            """)
        #expect(await fixture.failure()?.diagnostics.first?.id == "amount.currencies")
        #expect(await fixture.failure { $0.currency = "GBP" }?.exitCode == .data)
        let warehouse = try await fixture.open {
            $0.currency = "USD"
            $0.otherCurrencies = .leaveOut
        }
        #expect(
            try await warehouse.rows("SELECT count(*), sum(amount) FROM opportunities") == [
                [.integer(4), .decimal(50)]
            ])
        #expect(warehouse.schema.amountsInOtherCurrencies == 1)
        #expect(PostgresFixture.warning(warehouse, "amount.left-out")?.contains("1 in EUR") == true)
    }

    @Test("what a deal brought and when it was won or lost stand before what was expected; persons are no dimension")
    func actualFigures() async throws {
        let fixture = try PostgresFixture(
            """
            CREATE TABLE deals (id int, stage text, status text, amount numeric, actual_revenue numeric, won_time date,
              lost_time date, expected_close_date date, contact_email text);
            INSERT INTO deals VALUES (1, 'A', 'Won', 10, 11, '2026-01-05', NULL, '2026-02-01', 'x@example.com'),
              (2, 'A', 'Lost', 20, 21, NULL, '2026-01-06', '2026-02-01', 'x@example.com'),
              (3, 'A', 'Open', 40, NULL, NULL, NULL, '2026-02-01', 'y@example.com');
            CREATE TABLE people (opportunity_id int, title text);
            INSERT INTO people VALUES (1, 'Chief Financial Officer'), (1, 'VP Sales'), (2, NULL);
            """)
        let warehouse = try await fixture.open { $0.contacts = .init(file: "", table: "people") }
        #expect(
            try await warehouse.rows("SELECT amount, closed FROM opportunities ORDER BY opportunity_id")
                == [(11, "2026-01-05"), (20, "2026-01-06"), (40, "2026-02-01")].map {
                    [.decimal($0.0), .date(try #require(CalendarDate(iso: $0.1)))]
                })
        #expect(warehouse.schema.dimensions.map(\.id) == ["stage"])
        #expect(
            try await warehouse.rows("SELECT seniority, job_function FROM contacts ORDER BY title")
                == [[.text("C-level"), .text("Finance")], [.text("VP"), .text("Sales")], [.null, .null]])
    }

    @Test("names like \"Category: Product\" give two dimensions")
    func nameParts() async throws {
        let fixture = try PostgresFixture(
            """
            CREATE TABLE deals (id int, name text, stage text, amount numeric);
            INSERT INTO deals SELECT n, CASE n % 3 WHEN 0 THEN 'Data: Core' WHEN 1 THEN 'Data: Plus' ELSE 'Flow: Core' END, 'Won', 1
              FROM generate_series(1, 9) AS n;
            """)
        let warehouse = try await fixture.open()
        #expect(warehouse.schema.dimension("product_category")?.values == ["Data", "Flow"])
        #expect(warehouse.schema.dimension("product")?.values == ["Core", "Plus"])
    }

    @Test(
        "nothing can be changed",
        arguments: [
            "INSERT INTO deals VALUES (9)", "CREATE TABLE t (x int)", "SELECT nextval('numbers')", "SELECT 1; SELECT 2",
            "WITH gone AS (DELETE FROM deals RETURNING *) SELECT count(*) FROM gone", "SELECT 1 INTO t",
            "SELECT * FROM deals FOR UPDATE", "COPY (SELECT 1) TO PROGRAM 'touch /tmp/broadsheet-leak'",
            "DROP TABLE deals",
            "SET default_transaction_read_only = off", "SELECT setval('numbers', 5)",
            "SELECT set_config('transaction_read_only', 'off', false)", "BEGIN READ WRITE",
        ])
    func closed(sql: String) async throws {
        let fixture = try PostgresFixture(Self.deals + "CREATE SEQUENCE numbers")
        let warehouse = try await fixture.open()
        let found = await failure { _ = try await warehouse.rows(sql) }
        #expect(found?.exitCode == .data)
        #expect(try await warehouse.rows("SELECT count(*) FROM opportunities") == [[.integer(4)]])
    }

    @Test("a query cannot change the session for the next one")
    func session() async throws {
        let database = try PostgresFixture("CREATE TABLE t (x int)").database { $0.poolSize = 1 }
        // PostgreSQL 15 lets a read-only transaction do this; it is rolled back.
        _ = try await database.query(SQL("SELECT lo_create(0)"))
        #expect(try await database.query(SQL("SELECT count(*) FROM pg_largeobject_metadata")).rows == [[.integer(0)]])
        _ = try await database.query(
            SQL(
                "SELECT set_config('default_transaction_read_only', 'off', false), set_config('statement_timeout', '0', false)"
            ))
        #expect(
            try await database.query(
                SQL("SELECT current_setting('transaction_read_only'), current_setting('statement_timeout')")
            ).rows
                == [[.text("on"), .text("30s")]])
    }

    @Test("the portal's role reads its tables and nothing else: no file, no program, no other table")
    func readerRole() async throws {
        let fixture = try PostgresFixture(Self.deals + "CREATE TABLE secret (x int)")
        let role = "reader_" + UUID().uuidString.lowercased().replacing("-", with: "").prefix(12)
        try fixture.run(
            """
            CREATE ROLE \(role) LOGIN PASSWORD 's3cret-reader' NOSUPERUSER NOCREATEDB NOCREATEROLE;
            ALTER ROLE \(role) SET default_transaction_read_only = on; GRANT SELECT ON deals TO \(role);
            """)
        let name = try #require(fixture.url.split(separator: "/").last.map(String.init))
        let url = fixture.server.url(database: name, user: role, password: "s3cret-reader")
        let warehouse = try await fixture.open(as: url)
        #expect(try await warehouse.rows("SELECT sum(amount) FROM opportunities") == [[.decimal(220.15)]])
        for sql in [
            "SELECT pg_read_file('/etc/passwd')", "SELECT * FROM secret", "SELECT pg_ls_dir('/')",
            "SELECT lo_import('/etc/passwd')",
            "SELECT rolpassword FROM pg_authid", "SELECT pg_reload_conf()", "SELECT nextval('numbers')",
        ] {
            #expect(await failure { _ = try await warehouse.rows(sql) }?.exitCode == .data, "\(sql)")
        }
        // The server itself refuses, without our check for a SELECT.
        for sql in ["INSERT INTO deals VALUES (9)", "CREATE TABLE t (x int)", "COPY (SELECT 1) TO PROGRAM 'true'"] {
            #expect(throws: PostgresServer.Unavailable.self) { try fixture.server.run(sql, url: url) }
        }
        let refused = await failure { _ = try await fixture.open(as: url) { $0.opportunities.table = "secret" } }
        #expect(refused?.exitCode == .data)
    }
}
